//! What happens when a handset writes to a number or short code of the main account?
//!
//! Keywords come first, then the log, then the webhook. Answers to keywords and TwiML replies are not logged as messages.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::alert::{Alert, Called};
use crate::create::new_sid;
use crate::keyword::{self, Keyword, Reply, Rules, Scope, Spoken};
use crate::lifecycle::Step;
use crate::message::{Direction, Disorder, Message};
use crate::recipient;
use crate::render::account_path;
use crate::scenario::Scenario;
use crate::segments::{self, Concatenation};
use crate::shared::Shared;
use crate::sid::{Sid, SidSource};
use crate::webhook::{InForce, Nobody, Webhook};
use crate::world::{Account, World};

const MAX_MEDIA: usize = 10;

/// A message from a handset.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Inbound {
    /// The handset, in E.164.
    pub(crate) from: String,
    /// A number or short code of the main account.
    pub(crate) to: String,
    #[serde(default)]
    pub(crate) body: String,
    /// How many pictures come with it, ten at most.
    #[serde(default)]
    pub(crate) num_media: usize,
}

/// What a message from a handset caused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Received {
    /// None when a Messaging Service drops incoming messages, so that there is no message to fetch.
    pub message_sid: Option<String>,
    /// The keyword as Twilio understood it; [`Keyword::None`] where Twilio does not look.
    pub keyword: Keyword,
    pub rules: Rules,
    /// What the handset sees, in this order.
    pub replies: Vec<Reply>,
    /// What keywords block and release for this sender.
    pub scope: Scope,
    /// Whether Twilio blocks this scope for the handset now.
    pub blocked: bool,
    /// Whether the toll-free network blocks the number for the handset now.
    pub blocked_by_network: bool,
    pub webhook: Webhook,
}

/// Why a message from a handset does not arrive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotReceived {
    #[error("{0} is no handset: a number in E.164, with its plus sign, is needed")]
    Handset(String),
    #[error("{0} is alphanumeric: nobody can answer it")]
    OneWay(String),
    #[error("{0} is no number or short code of the account")]
    Unknown(String),
    #[error("{0} cannot receive messages")]
    NotCapable(String),
    /// What Twilio does with messages to such an account is not documented.
    #[error("the account is not active")]
    AccountNotActive,
}

/// Lets the message in, saves the state and calls the webhook.
pub(crate) async fn receive(shared: &Shared, inbound: &Inbound) -> Result<Received, NotReceived> {
    let (mut received, call) = accept(&mut shared.world(), inbound, Timestamp::now())?;
    shared.save().await;
    if let Some(Call { webhook, parameters, service_sid, fails }) = call {
        let token = shared.world().main().token.0.clone();
        received.webhook = if fails {
            webhook.answered(502)
        } else {
            webhook.call(&parameters, &token, &shared.request_id()).await
        };
        let called = Called {
            webhook: &received.webhook,
            message: received.message_sid.as_deref().unwrap_or_default(),
            service: service_sid.as_ref(),
            parameters: &parameters,
        };
        if note(&mut shared.world(), &called, shared.pace.alert_delay()) {
            shared.save().await;
        }
    }
    Ok(received)
}

/// Adds the alert of a webhook that failed; answers whether there is one.
fn note(world: &mut World, called: &Called<'_>, delay: SignedDuration) -> bool {
    let World { sids, accounts, .. } = world;
    let alert = Alert::of(called, sids, Timestamp::now(), delay);
    let is_new = alert.is_some();
    accounts[0].alerts.extend(alert);
    is_new
}

struct Call {
    webhook: InForce,
    parameters: Vec<(String, String)>,
    service_sid: Option<Sid>,
    /// The scenario of the handset: whoever is behind the webhook answers 502.
    fails: bool,
}

/// The sender that a handset writes to.
struct Receiver {
    /// As Twilio writes it: E.164 or digits.
    name: String,
    rules: Rules,
    scope: Scope,
    service_sid: Option<Sid>,
    webhook: InForce,
}

fn accept(
    world: &mut World,
    inbound: &Inbound,
    now: Timestamp,
) -> Result<(Received, Option<Call>), NotReceived> {
    let has_scenarios = world.scenarios;
    let World { sids, accounts, .. } = world;
    let account = &mut accounts[0];
    let handset = recipient::phone_number(&inbound.from)
        .filter(|_| inbound.from.starts_with('+'))
        .ok_or_else(|| NotReceived::Handset(inbound.from.clone()))?;
    let receiver = Receiver::find(account, &inbound.to)?;
    if !account.is_active() {
        return Err(NotReceived::AccountNotActive);
    }

    // Whether a service that drops its messages still hears their keywords is not documented; here it does, as a STOP
    // that is lost would be worse.
    let (keyword, replies) = keyword::hear(
        account,
        &Spoken {
            handset: &handset,
            sender: &receiver.name,
            body: &inbound.body,
            rules: receiver.rules,
            scope: &receiver.scope,
        },
    );
    let blocked = account.has_opted_out(&handset, receiver.scope.name());
    let mut received = Received {
        message_sid: None,
        keyword,
        rules: receiver.rules,
        replies,
        scope: receiver.scope.clone(),
        blocked,
        blocked_by_network: account.is_blocked_by_network(&handset, &receiver.name),
        webhook: Webhook::Nobody { reason: Nobody::Dropped },
    };
    if receiver.webhook == InForce::Nobody(Nobody::Dropped) {
        return Ok((received, None));
    }

    let message = log(account, sids, inbound, handset, &receiver, now);
    let message = &account.messages[message];
    received.message_sid = Some(message.sid.to_string());
    let parameters = parameters(account, message, received.keyword, receiver.rules);
    let fails =
        has_scenarios && message.from.as_deref().and_then(Scenario::of) == Some(Scenario::WebhookFails);
    let service_sid = receiver.service_sid;
    Ok((received, Some(Call { webhook: receiver.webhook, parameters, service_sid, fails })))
}

impl Receiver {
    fn find(account: &Account, to: &str) -> Result<Self, NotReceived> {
        let to = to.trim();
        if let Some(code) = account.short_code(to) {
            let service = account.service_of(&code.sid);
            // A short code has no rules of its own; that it has none in a service without Advanced Opt-Out is inferred.
            let rules = Rules::Nothing;
            let webhook = InForce::of_short_code(code, service);
            return Self::new(account, &code.sid, &code.short_code, code.sms, rules, webhook);
        }
        let phone = recipient::phone_number(to);
        if let Some(number) = phone.and_then(|phone| account.number(&phone)) {
            let webhook = InForce::of_number(account, number, account.service_of(&number.sid));
            let rules = Rules::Default;
            return Self::new(account, &number.sid, &number.phone_number, number.sms, rules, webhook);
        }
        let is_alphanumeric = to.chars().any(|c| c.is_ascii_alphabetic());
        Err(if is_alphanumeric { NotReceived::OneWay(to.into()) } else { NotReceived::Unknown(to.into()) })
    }

    fn new(
        account: &Account,
        sid: &Sid,
        name: &str,
        sms: bool,
        rules: Rules,
        webhook: InForce,
    ) -> Result<Self, NotReceived> {
        if !sms {
            return Err(NotReceived::NotCapable(name.to_owned()));
        }
        let service = account.service_of(sid);
        Ok(Self {
            name: name.to_owned(),
            rules: match service {
                Some(service) if service.advanced_opt_out => Rules::AdvancedOptOut,
                _ => rules,
            },
            scope: match service {
                Some(service) => Scope::Service(service.sid.to_string()),
                None => Scope::Number(name.to_owned()),
            },
            service_sid: service.map(|service| service.sid.clone()),
            webhook,
        })
    }
}

/// Adds the message to the account; answers its index.
fn log(
    account: &mut Account,
    sids: &mut SidSource,
    inbound: &Inbound,
    handset: String,
    receiver: &Receiver,
    now: Timestamp,
) -> usize {
    let mut media = vec![String::new(); inbound.num_media.min(MAX_MEDIA)];
    let sid = new_sid(sids, &media);
    for url in &mut media {
        let path = account_path(account);
        *url = format!("https://api.twilio.com{path}/Messages/{sid}/Media/{}", sids.sid("ME"));
    }
    let segments = if media.is_empty() { segments::count(&inbound.body, Concatenation::Standard) } else { 1 };
    account.messages.push(Message {
        sid,
        direction: Direction::Inbound,
        service_sid: receiver.service_sid.clone(),
        from: Some(handset),
        to: receiver.name.clone(),
        body: inbound.body.clone(),
        media,
        segments,
        error_code: None,
        shown: None,
        callback: None,
        steps: vec![Step::Received],
        at: 0,
        created: now,
        updated: now,
        sent: Some(now),
        receipt_late: 0,
        disorder: Disorder::None,
    });
    account.messages.len() - 1
}

/// What the webhook is told, in the order seen on the wire; the geography of made-up numbers is empty but for the country.
fn parameters(account: &Account, message: &Message, keyword: Keyword, rules: Rules) -> Vec<(String, String)> {
    let from = message.from.as_deref().unwrap_or_default();
    let mut pairs = vec![
        ("ToCountry", recipient::country(&message.to).to_owned()),
        ("ToState", String::new()),
        ("SmsMessageSid", message.sid.to_string()),
        ("NumMedia", message.media.len().to_string()),
        ("ToCity", String::new()),
        ("FromZip", String::new()),
        ("SmsSid", message.sid.to_string()),
        ("FromState", String::new()),
        ("SmsStatus", "received".to_owned()),
        ("FromCity", String::new()),
        ("Body", message.body.clone()),
        ("FromCountry", recipient::country(from).to_owned()),
        ("To", message.to.clone()),
    ];
    pairs.extend(message.service_sid.iter().map(|sid| ("MessagingServiceSid", sid.to_string())));
    pairs.extend([
        ("ToZip", String::new()),
        ("NumSegments", message.segments.to_string()),
        ("MessageSid", message.sid.to_string()),
        ("AccountSid", account.sid.to_string()),
        ("From", from.to_owned()),
        ("ApiVersion", "2010-04-01".to_owned()),
    ]);
    if rules == Rules::AdvancedOptOut {
        pairs.extend(keyword.opt_out_type().map(|word| ("OptOutType", word.to_owned())));
    }
    let named = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
    let media = message.media.iter().enumerate().flat_map(|(index, url)| {
        [
            (format!("MediaContentType{index}"), "image/jpeg".to_owned()),
            (format!("MediaUrl{index}"), url.clone()),
        ]
    });
    named.chain(media).collect()
}
