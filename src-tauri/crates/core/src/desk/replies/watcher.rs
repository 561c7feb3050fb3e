//! What does Twilio show of a reply? Its log and its alerts, read one after the other until the time is over.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Notify;
use twilio_messaging::sid::MessageSid;
use twilio_messaging::{AlertFilter, Client, Direction, Error, MessageFilter};

use super::super::Desk;
use crate::account::fault::ReadFault;
use crate::reply_test::{Alerts, Course, Listed, Pair, Watch, WebhookFault, before_asking};
use crate::store::tests::StoredTest;
use crate::test_message::schedule;
use crate::wire::*;

/// Records a page of the log: newest first, and few phones answer often.
const PAGE: u16 = 50;
/// Pages that are read at most, of either list.
const MOST_PAGES: usize = 5;
const NOT_FOUND: u32 = 20404;

/// One run of a watch.
pub(super) struct Watcher {
    pub(super) desk: Desk,
    pub(super) test: StoredTest,
    pub(super) pair: Pair,
    pub(super) run: u64,
    pub(super) wake: Arc<Notify>,
}

/// Why a turn brought nothing.
enum Setback {
    /// It is tried again, not before Twilio wants to be asked.
    Passing { trouble: String, rest: Duration },
    /// It cannot go on.
    Lasting(String),
}

impl Watcher {
    pub(super) async fn run(self) {
        while let Some(wait) = self.turn().await {
            tokio::select! {
                () = self.desk.inner.clock.sleep(wait) => {}
                () = self.wake.notified() => {}
            }
        }
    }

    /// Asks once; answers how long to wait for the next time, none at the end.
    async fn turn(&self) -> Option<Duration> {
        let (id, state) = (self.test.recorded.id, &self.desk.inner.replies);
        let gate = state.gate(self.test.recorded.account);
        let asking = gate.lock().await;
        let before = state.of_run(id, self.run)?;
        let mut watch = before.clone();
        let outcome = self.ask(&mut watch).await;
        drop(asking);
        let mut wait = match outcome {
            Ok(()) => {
                (watch.trouble, watch.failures) = (None, 0);
                watch.asked += 1;
                before_asking(watch.asked)
            }
            Err(Setback::Passing { trouble, rest }) => {
                (watch.trouble, watch.failures) = (Some(trouble), watch.failures + 1);
                schedule::after_trouble(watch.failures).max(rest)
            }
            Err(Setback::Lasting(reason)) => {
                watch.course = Course::Broken(reason);
                Duration::ZERO
            }
        };
        let now = self.desk.inner.clock.now();
        watch.conclude(now);
        // The last question is asked when the time is over, not before.
        wait = wait.min(Duration::try_from(watch.until.0.duration_since(now)).unwrap_or_default());
        let (goes_on, is_news) = (watch.course == Course::Watching, is_news(&before, &watch));
        if state.put(id, self.run, watch) && is_news {
            self.desk.tell(Change::Reply { id, workspace: self.test.recorded.workspace });
        }
        goes_on.then_some(wait)
    }

    async fn ask(&self, watch: &mut Watch) -> Result<(), Setback> {
        let client = self.desk.client_for(self.test.recorded.account).await;
        let client =
            client.map_err(|error| Setback::Passing { trouble: error.message, rest: Duration::ZERO })?;
        let since = match watch.since {
            Some(since) => since,
            None => *watch.since.insert(self.sent_at(&client).await?),
        };
        let found = self.replies(&client, since).await?;
        watch.take_messages(found, self.desk.inner.clock.now());
        if let Some(since) = watch.alerts_since() {
            self.look_at_alerts(&client, since, watch).await?;
        }
        Ok(())
    }

    /// When the test was sent by Twilio's clock, which dates the replies too.
    async fn sent_at(&self, client: &Client) -> Result<Timestamp, Setback> {
        let clicked = self.test.recorded.created_at.0;
        let Some(Ok(sid)) = self.test.message_sid.as_deref().map(str::parse::<MessageSid>) else {
            return Ok(clicked);
        };
        match client.message(&sid).await {
            Ok(message) => Ok(message.date_sent.or(message.date_created).unwrap_or(clicked)),
            // Deleted meanwhile: its reply may be there all the same.
            Err(Error::Api(answer)) if answer.code == Some(NOT_FOUND) => Ok(clicked),
            Err(error) => Err(setback(&error)),
        }
    }

    /// What the handset sent to the sender since then.
    async fn replies(&self, client: &Client, since: Timestamp) -> Result<Vec<ReplyMessage>, Setback> {
        let filter = MessageFilter { from: Some(self.pair.handset.clone()), ..MessageFilter::default() };
        let mut list = client.messages(filter).page_size(PAGE);
        let mut found = Vec::new();
        for _ in 0..MOST_PAGES {
            let Some(page) = list.next_page().await.map_err(|error| setback(&error))? else { break };
            let mut is_older = !page.is_empty();
            for message in page {
                let at = message.date_sent.or(message.date_created);
                is_older &= at.is_some_and(|at| at < since);
                let listed = Listed {
                    inbound: message.direction == Some(Direction::Inbound),
                    from: message.from.as_deref(),
                    to: &message.to,
                    at,
                };
                if self.pair.is_answered_by(listed, since) {
                    found.push(ReplyMessage {
                        message_sid: message.sid.to_string(),
                        body: message.body,
                        at: at.map(At),
                    });
                }
            }
            if is_older {
                break;
            }
        }
        Ok(found)
    }

    /// Looks for an alert about one of the replies.
    async fn look_at_alerts(
        &self,
        client: &Client,
        since: Timestamp,
        watch: &mut Watch,
    ) -> Result<(), Setback> {
        let mut list = client.alerts(&AlertFilter { since: Some(since), ..AlertFilter::default() });
        for _ in 0..MOST_PAGES {
            let page = match list.next_page().await {
                Ok(Some(page)) => page,
                Ok(None) => {
                    watch.alerts = Alerts::Silent;
                    return Ok(());
                }
                Err(error) => match not_readable(&error) {
                    Some(reason) => {
                        watch.alerts = Alerts::NotReadable(reason);
                        return Ok(());
                    }
                    None => return Err(setback(&error)),
                },
            };
            let about = |sid: &Option<String>| {
                watch.messages.iter().any(|message| sid.as_ref() == Some(&message.message_sid))
            };
            if let Some(alert) = page.iter().find(|alert| about(&alert.resource_sid)) {
                let words = alert.message();
                watch.alerts = Alerts::Failed(WebhookFault { code: alert.error_code, words });
                return Ok(());
            }
        }
        watch.alerts = Alerts::NotReadable(
            "This account has more alerts of these minutes than are read here, so one about the reply may be among them."
                .to_owned(),
        );
        Ok(())
    }
}

/// Why alerts cannot be read at all, if that is so.
fn not_readable(error: &Error) -> Option<String> {
    if let Error::NotInRegion { region, .. } = error {
        let region = region.code().to_uppercase();
        return Some(format!("Twilio documents no address of its alerts for the region {region}."));
    }
    let fault = ReadFault::from(error);
    let answer = fault.refusal()?;
    let code = answer.code.map(|code| format!(", error {code}")).unwrap_or_default();
    Some(format!(
        "This credential may not read Twilio's alerts (HTTP {}{code}). A restricted API key needs the right to read \
         Monitor.",
        answer.status
    ))
}

fn setback(error: &Error) -> Setback {
    let fault = ReadFault::from(error);
    if fault.refusal().is_some_and(|answer| answer.status != 404) {
        return Setback::Lasting(
            "Twilio does not let this credential read the message log. Reauthenticate or use another key, then watch \
             again."
                .to_owned(),
        );
    }
    Setback::Passing {
        trouble: format!("{} It is tried again by itself.", fault.in_words().0),
        rest: schedule::rest_after(error),
    }
}

/// Whether the page would show something else.
fn is_news(before: &Watch, after: &Watch) -> bool {
    let shown = |watch: &Watch| Watch { asked: 0, failures: 0, since: None, ..watch.clone() };
    shown(before) != shown(after)
}
