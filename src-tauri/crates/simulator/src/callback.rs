//! How does a sender learn what became of its message? Status callbacks: what they say, when they go out.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::lifecycle::{Pace, Step};
use crate::message::Message;
use crate::seed::WebhookMethod;
use crate::shared::Shared;
use crate::webhook;
use crate::world::World;

/// Where a message reports its statuses, and how far it has.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Callback {
    pub(crate) url: String,
    /// Index of the last step that was reported or is never reported: the first status is not.
    reported: usize,
}

impl Callback {
    /// The message's own URL before the service's. One that is never called is not kept.
    pub(crate) fn new(of_message: Option<&str>, of_service: Option<&str>) -> Option<Self> {
        let url = of_message.or(of_service).filter(|url| webhook::is_callable(url))?;
        Some(Self { url: url.to_owned(), reported: 0 })
    }
}

/// One status callback that is due.
struct Report {
    url: String,
    parameters: Vec<(String, String)>,
    token: SecretString,
}

/// Sends the callbacks that become due, one after the other, for as long as it is polled.
///
/// A callback that goes wrong is not repeated.
pub(crate) async fn keep_reporting(shared: &Shared) {
    loop {
        let (reports, next) = {
            let mut world = shared.world();
            (due(&mut world), next_step(&world, &shared.pace))
        };
        if reports.is_empty() {
            let wait = async {
                match next {
                    Some(wait) => tokio::time::sleep(wait).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = shared.changed.notified() => {}
                () = wait => {}
            }
        }
        for report in reports {
            let Report { url, parameters, token } = report;
            let idempotency = shared.request_id();
            let outcome = webhook::call(url, WebhookMethod::Post, &parameters, &token, &idempotency).await;
            tracing::debug!(?outcome, "a status callback");
        }
    }
}

fn due(world: &mut World) -> Vec<Report> {
    let mut reports = Vec::new();
    for account in &mut world.accounts {
        let (account_sid, token) = (account.sid.as_str(), &account.token.0);
        for message in &mut account.messages {
            let Some(callback) = &mut message.callback else { continue };
            let (first, url) = (callback.reported + 1, callback.url.clone());
            callback.reported = message.at;
            for step in message.steps.iter().take(message.at + 1).skip(first) {
                if let Some(parameters) = parameters(account_sid, message, *step) {
                    let (url, token) = (url.clone(), token.clone());
                    reports.push(Report { url, parameters, token });
                }
            }
        }
    }
    reports
}

/// How long until a message that reports takes its next step by itself.
fn next_step(world: &World, pace: &Pace) -> Option<Duration> {
    let messages = world.accounts.iter().flat_map(|account| &account.messages);
    let next = messages
        .filter(|message| message.callback.is_some())
        .filter_map(|message| message.next_due(pace))
        .min()?;
    Some(next.duration_since(Timestamp::now()).try_into().unwrap_or_default())
}

/// None for a step that is not reported. That `sending` may be reported is not confirmed; here it is not.
fn parameters(account_sid: &str, message: &Message, step: Step) -> Option<Vec<(String, String)>> {
    if !matches!(step, Step::Queued | Step::Sent | Step::Delivered | Step::Undelivered | Step::Failed) {
        return None;
    }
    let status = step.status()?;
    let mut pairs = vec![
        ("MessageSid", message.sid.to_string()),
        ("SmsSid", message.sid.to_string()),
        ("MessageStatus", status.to_owned()),
        ("SmsStatus", status.to_owned()),
        ("AccountSid", account_sid.to_owned()),
        ("To", message.to.clone()),
        ("ApiVersion", "2010-04-01".to_owned()),
    ];
    pairs.extend(message.from.iter().map(|from| ("From", from.clone())));
    pairs.extend(message.service_sid.iter().map(|sid| ("MessagingServiceSid", sid.to_string())));
    if matches!(step, Step::Undelivered | Step::Failed) {
        pairs.extend(message.error_code.map(|code| ("ErrorCode", code.to_string())));
    }
    if matches!(step, Step::Delivered | Step::Undelivered) {
        pairs.push(("RawDlrDoneDate", message.updated.strftime("%y%m%d%H%M").to_string()));
    }
    Some(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
