//! What does the simulated Twilio hold at this moment? Accounts and what belongs to each; this is also what is saved.

use std::collections::BTreeSet;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::alert::Alert;
use crate::lifecycle::Pace;
use crate::message::Message;
use crate::seed::{AccountKind, KeyKind, WebhookMethod};
use crate::sid::{Sid, SidSource};

/// All accounts; the first one is the main account, the others are its subaccounts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct World {
    pub(crate) sids: SidSource,
    pub(crate) accounts: Vec<Account>,
    /// Whether recipients have the fates of [`crate::scenario`]. Said at each start, so not saved.
    #[serde(skip)]
    pub(crate) scenarios: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) sid: Sid,
    pub(crate) token: Secret,
    pub(crate) friendly_name: String,
    pub(crate) kind: AccountKind,
    pub(crate) status: String,
    pub(crate) balance: String,
    pub(crate) currency: String,
    pub(crate) created: Timestamp,
    pub(crate) verified_recipients: BTreeSet<String>,
    /// Countries to which messages are not permitted.
    #[serde(default)]
    pub(crate) closed_countries: BTreeSet<String>,
    /// Pairs of a recipient and the sender or Messaging Service that it has stopped.
    pub(crate) opt_outs: BTreeSet<(String, String)>,
    /// Pairs of a recipient and a toll-free number that the network itself blocks, outside Twilio.
    #[serde(default)]
    pub(crate) network_blocks: BTreeSet<(String, String)>,
    pub(crate) keys: Vec<ApiKey>,
    /// A second SID with its token, for dry runs.
    #[serde(default)]
    pub(crate) test_credentials: Option<(Sid, Secret)>,
    pub(crate) numbers: Vec<Number>,
    pub(crate) short_codes: Vec<ShortCode>,
    pub(crate) services: Vec<Service>,
    #[serde(default)]
    pub(crate) applications: Vec<Application>,
    /// In the order of their creation.
    pub(crate) messages: Vec<Message>,
    /// In the order of their creation.
    #[serde(default)]
    pub(crate) alerts: Vec<Alert>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ApiKey {
    pub(crate) sid: Sid,
    pub(crate) secret: Secret,
    pub(crate) kind: KeyKind,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Number {
    pub(crate) sid: Sid,
    pub(crate) phone_number: String,
    pub(crate) friendly_name: String,
    pub(crate) sms: bool,
    pub(crate) mms: bool,
    pub(crate) sms_url: String,
    pub(crate) sms_method: WebhookMethod,
    pub(crate) sms_fallback_url: String,
    pub(crate) sms_fallback_method: WebhookMethod,
    pub(crate) sms_application_sid: String,
    #[serde(default = "approved")]
    pub(crate) toll_free_verification: Option<String>,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ShortCode {
    pub(crate) sid: Sid,
    pub(crate) short_code: String,
    pub(crate) friendly_name: String,
    #[serde(default = "yes")]
    pub(crate) sms: bool,
    #[serde(default)]
    pub(crate) mms: bool,
    #[serde(default)]
    pub(crate) sms_url: Option<String>,
    #[serde(default)]
    pub(crate) sms_method: WebhookMethod,
    #[serde(default)]
    pub(crate) sms_fallback_url: Option<String>,
    #[serde(default)]
    pub(crate) sms_fallback_method: WebhookMethod,
    pub(crate) created: Timestamp,
    /// None until the first update.
    #[serde(default)]
    pub(crate) updated: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Application {
    pub(crate) sid: Sid,
    pub(crate) friendly_name: String,
    pub(crate) sms_url: String,
    pub(crate) sms_method: WebhookMethod,
    pub(crate) created: Timestamp,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Service {
    pub(crate) sid: Sid,
    pub(crate) friendly_name: String,
    pub(crate) use_case: String,
    pub(crate) number_sids: Vec<Sid>,
    pub(crate) short_code_sids: Vec<Sid>,
    pub(crate) alpha_senders: Vec<AlphaSender>,
    pub(crate) status_callback: Option<String>,
    pub(crate) inbound_request_url: Option<String>,
    #[serde(default)]
    pub(crate) inbound_method: WebhookMethod,
    #[serde(default)]
    pub(crate) fallback_url: Option<String>,
    #[serde(default)]
    pub(crate) fallback_method: WebhookMethod,
    pub(crate) use_inbound_webhook_on_number: bool,
    #[serde(default = "yes")]
    pub(crate) mms_converter: bool,
    #[serde(default)]
    pub(crate) smart_encoding: bool,
    #[serde(default = "longest")]
    pub(crate) validity_period: u32,
    /// Twilio's API neither shows nor sets it.
    #[serde(default)]
    pub(crate) advanced_opt_out: bool,
    /// The status of its US A2P campaign.
    #[serde(default = "verified")]
    pub(crate) us_campaign: Option<String>,
    pub(crate) created: Timestamp,
    /// None until the first update.
    #[serde(default)]
    pub(crate) updated: Option<Timestamp>,
}

/// What a state file of an earlier version leaves out.
fn yes() -> bool {
    true
}

/// As [`yes`], in seconds.
fn longest() -> u32 {
    36_000
}

/// Messages of an earlier version were delivered in the United States: what sent them was registered.
fn approved() -> Option<String> {
    Some("TWILIO_APPROVED".to_owned())
}

/// As [`approved`], of a service.
fn verified() -> Option<String> {
    Some("VERIFIED".to_owned())
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AlphaSender {
    pub(crate) sid: Sid,
    pub(crate) alpha_sender: String,
}

impl Service {
    pub(crate) fn has_senders(&self) -> bool {
        !(self.number_sids.is_empty() && self.short_code_sids.is_empty() && self.alpha_senders.is_empty())
    }
}

impl Account {
    pub(crate) fn is_active(&self) -> bool {
        self.status == "active"
    }

    pub(crate) fn number(&self, phone_number: &str) -> Option<&Number> {
        self.numbers.iter().find(|number| number.phone_number == phone_number)
    }

    pub(crate) fn short_code(&self, digits: &str) -> Option<&ShortCode> {
        self.short_codes.iter().find(|code| code.short_code == digits)
    }

    pub(crate) fn application(&self, sid: &str) -> Option<&Application> {
        self.applications.iter().find(|application| application.sid == *sid)
    }

    /// The Messaging Service that holds this number or short code; Twilio allows one at most.
    pub(crate) fn service_of(&self, sender: &Sid) -> Option<&Service> {
        let mut services = self.services.iter();
        services
            .find(|service| service.number_sids.contains(sender) || service.short_code_sids.contains(sender))
    }

    /// Whether Twilio blocks messages from the sender or Messaging Service to the recipient.
    pub(crate) fn has_opted_out(&self, recipient: &str, from: &str) -> bool {
        self.opt_outs.contains(&(recipient.to_owned(), from.to_owned()))
    }

    /// Whether the network blocks messages from a toll-free number to the recipient.
    pub(crate) fn is_blocked_by_network(&self, recipient: &str, from: &str) -> bool {
        self.network_blocks.contains(&(recipient.to_owned(), from.to_owned()))
    }
}

impl World {
    pub(crate) fn main(&self) -> &Account {
        &self.accounts[0]
    }

    pub(crate) fn main_mut(&mut self) -> &mut Account {
        &mut self.accounts[0]
    }

    /// Brings all messages to where they stand at `now`.
    pub(crate) fn settle(&mut self, pace: &Pace, now: Timestamp) {
        for message in self.accounts.iter_mut().flat_map(|account| &mut account.messages) {
            message.settle(pace, now);
        }
    }

    /// Moves every message by one step, whatever the time; tells how many moved.
    pub(crate) fn advance(&mut self, now: Timestamp) -> usize {
        let messages = self.accounts.iter_mut().flat_map(|account| &mut account.messages);
        messages.map(|message| message.advance(now)).filter(|&moved| moved).count()
    }
}

/// A secret that is written to the state file and nowhere else.
#[derive(Clone)]
pub(crate) struct Secret(pub(crate) SecretString);

impl Secret {
    /// Compares in a time that does not depend on where the two differ.
    pub(crate) fn matches(&self, given: &str) -> bool {
        let secret = self.0.expose_secret().as_bytes();
        let difference = secret.iter().zip(given.as_bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        secret.len() == given.len() && difference == 0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[secret]")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose_secret())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(text.into()))
    }
}
