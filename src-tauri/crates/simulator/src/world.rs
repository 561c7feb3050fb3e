//! What does the simulated Twilio hold at this moment? Accounts and what belongs to each; this is also what is saved.

use std::collections::BTreeSet;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::lifecycle::{Pace, Step};
use crate::recipient;
use crate::seed::{AccountKind, AccountSeed, KeyKind, NumberSeed};
use crate::sid::{Sid, SidSource};

/// All accounts; the first one is the main account, the others are its subaccounts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct World {
    pub(crate) sids: SidSource,
    pub(crate) accounts: Vec<Account>,
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
    /// Pairs of a recipient and the sender or Messaging Service that it has stopped.
    pub(crate) opt_outs: BTreeSet<(String, String)>,
    pub(crate) keys: Vec<ApiKey>,
    pub(crate) numbers: Vec<Number>,
    pub(crate) short_codes: Vec<ShortCode>,
    pub(crate) services: Vec<Service>,
    /// In the order of their creation.
    pub(crate) messages: Vec<Message>,
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
    pub(crate) sms_method: String,
    pub(crate) sms_fallback_url: String,
    pub(crate) sms_fallback_method: String,
    pub(crate) sms_application_sid: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ShortCode {
    pub(crate) sid: Sid,
    pub(crate) short_code: String,
    pub(crate) friendly_name: String,
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
    pub(crate) use_inbound_webhook_on_number: bool,
    pub(crate) created: Timestamp,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AlphaSender {
    pub(crate) sid: Sid,
    pub(crate) alpha_sender: String,
}

/// A message and the whole course of its life; `at` says how far it has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) sid: Sid,
    pub(crate) service_sid: Option<Sid>,
    /// Fixed at creation, shown once the message has left `accepted`.
    pub(crate) from: Option<String>,
    pub(crate) to: String,
    pub(crate) body: String,
    pub(crate) media: Vec<String>,
    pub(crate) segments: u32,
    pub(crate) error_code: Option<u32>,
    pub(crate) steps: Vec<Step>,
    pub(crate) at: usize,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) sent: Option<Timestamp>,
}

impl Message {
    /// The status of the API: that of the last step that has one.
    pub(crate) fn status(&self) -> &'static str {
        let steps = self.steps.iter().take(self.at + 1);
        steps.rev().find_map(|step| step.status()).unwrap_or("queued")
    }

    fn has_reached(&self, step: Step) -> bool {
        self.steps.iter().take(self.at + 1).any(|&reached| reached == step)
    }

    pub(crate) fn is_priced(&self) -> bool {
        self.has_reached(Step::Priced)
    }

    /// The sender as far as Twilio shows it.
    pub(crate) fn visible_from(&self) -> Option<&str> {
        self.from.as_deref().filter(|_| self.has_reached(Step::Queued))
    }

    /// The error code, once the message has failed.
    pub(crate) fn visible_error(&self) -> Option<u32> {
        self.error_code.filter(|_| self.has_reached(Step::Failed) || self.has_reached(Step::Undelivered))
    }

    fn advance(&mut self, now: Timestamp) -> bool {
        let Some(step) = self.steps.get(self.at + 1) else { return false };
        self.at += 1;
        self.updated = now;
        if *step == Step::Sent {
            self.sent = Some(now);
        }
        true
    }

    /// Takes all steps whose time has come, each at its own time.
    fn settle(&mut self, pace: &Pace, now: Timestamp) {
        while let Some(next) = self.steps.get(self.at + 1) {
            match pace.due(*next, self.created) {
                Some(due) if due <= now => self.advance(due.max(self.updated)),
                _ => break,
            };
        }
    }
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

    pub(crate) fn add_number(&mut self, sids: &mut SidSource, seed: &NumberSeed, now: Timestamp) -> Sid {
        let sid = sids.sid("PN");
        self.numbers.push(Number {
            sid: sid.clone(),
            phone_number: seed.phone_number.clone(),
            friendly_name: seed.friendly_name.clone(),
            sms: seed.sms,
            mms: seed.mms,
            sms_url: seed.sms_url.clone(),
            sms_method: "POST".to_owned(),
            sms_fallback_url: String::new(),
            sms_fallback_method: "POST".to_owned(),
            sms_application_sid: String::new(),
            created: now,
            updated: now,
        });
        sid
    }

    fn from_seed(seed: &AccountSeed, sids: &mut SidSource, now: Timestamp) -> Self {
        // Drawn even when given, so that the SIDs behind them do not depend on it.
        let (made_sid, made_token) = (sids.sid("AC"), sids.hex());
        let mut account = Self {
            sid: seed.sid.clone().map_or(made_sid, Sid::given),
            token: Secret(seed.token.clone().unwrap_or_else(|| made_token.into())),
            friendly_name: seed.friendly_name.clone(),
            kind: seed.kind,
            status: seed.status.clone(),
            balance: seed.balance.clone(),
            currency: seed.currency.clone(),
            created: now,
            verified_recipients: seed.verified_recipients.iter().cloned().collect(),
            opt_outs: BTreeSet::new(),
            keys: Vec::new(),
            numbers: Vec::new(),
            short_codes: Vec::new(),
            services: Vec::new(),
            messages: Vec::new(),
        };
        for key in &seed.api_keys {
            let (made_sid, made_secret) = (sids.sid("SK"), sids.hex());
            account.keys.push(ApiKey {
                sid: key.sid.clone().map_or(made_sid, Sid::given),
                secret: Secret(key.secret.clone().unwrap_or_else(|| made_secret.into())),
                kind: key.kind.clone(),
            });
        }
        for number in &seed.numbers {
            account.add_number(sids, number, now);
        }
        for code in &seed.short_codes {
            account.short_codes.push(ShortCode {
                sid: sids.sid("SC"),
                short_code: code.short_code.clone(),
                friendly_name: code.friendly_name.clone(),
                created: now,
            });
        }
        for service in &seed.services {
            let numbers =
                account.numbers.iter().filter(|number| service.numbers.contains(&number.phone_number));
            let short_codes =
                account.short_codes.iter().filter(|code| service.short_codes.contains(&code.short_code));
            account.services.push(Service {
                sid: sids.sid("MG"),
                friendly_name: service.friendly_name.clone(),
                use_case: service.use_case.clone(),
                number_sids: numbers.map(|number| number.sid.clone()).collect(),
                short_code_sids: short_codes.map(|code| code.sid.clone()).collect(),
                alpha_senders: service
                    .alpha_senders
                    .iter()
                    .map(|text| AlphaSender { sid: sids.sid("AI"), alpha_sender: text.clone() })
                    .collect(),
                status_callback: service.status_callback.clone(),
                inbound_request_url: service.inbound_request_url.clone(),
                use_inbound_webhook_on_number: service.use_inbound_webhook_on_number,
                created: now,
            });
        }
        account
    }
}

impl World {
    pub(crate) fn new(seed: &AccountSeed, sids: SidSource, now: Timestamp) -> Self {
        let mut sids = sids;
        let mut accounts = vec![Account::from_seed(seed, &mut sids, now)];
        for subaccount in &seed.subaccounts {
            accounts.push(Account::from_seed(subaccount, &mut sids, now));
        }
        Self { sids, accounts }
    }

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

    /// Adds numbers of the fictitious 555 exchanges to the main account.
    pub(crate) fn add_numbers(&mut self, count: usize, now: Timestamp) {
        let before = self.accounts[0].numbers.len();
        for index in before..before + count {
            let phone = format!("+1{:03}555{:04}", 301 + index / 10_000, index % 10_000);
            debug_assert!(recipient::phone_number(&phone).is_some());
            let seed = NumberSeed::new(phone, format!("Number {index}"));
            self.accounts[0].add_number(&mut self.sids, &seed, now);
        }
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
