//! What was read, of what is judged? Filled in by the desk; a thing that could not be read says so and why.

use std::collections::BTreeMap;
use std::sync::Arc;

use twilio_messaging::{CountryPrices, E164};

use super::rules::NumberKind;
use super::whereabouts::Whereabouts;
use crate::catalogue::Catalogue;
use crate::sender::is_toll_free;
use crate::wire::{AccessRow, At, SenderType, VerifiedCaller};

/// Something that was read, and when.
#[derive(Debug, Clone)]
pub(crate) struct Read<T> {
    pub(crate) value: T,
    pub(crate) at: At,
}

/// Why something was not read, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Whether Twilio refused it to this credential: asking again brings nothing.
    pub(crate) refused: bool,
    pub(crate) reason: String,
}

pub(crate) type Reading<T> = Result<Read<T>, Unread>;

/// Whom the message is from.
#[derive(Debug, Clone)]
pub(crate) struct From {
    pub(crate) kind: SenderType,
    pub(crate) id: String,
    /// ISO 3166-1 alpha-2 as recorded for a saved sender; empty where not.
    pub(crate) country: String,
}

impl From {
    /// What Pricing calls it; none for a service, whose pool decides.
    pub(super) fn number_kind(&self) -> Option<NumberKind> {
        number_kind(self.kind, &self.id)
    }
}

/// What Pricing calls a sender; none for a service.
pub(super) fn number_kind(kind: SenderType, id: &str) -> Option<NumberKind> {
    Some(match kind {
        SenderType::LongCode if is_toll_free(id) => NumberKind::TollFree,
        SenderType::LongCode => NumberKind::LongCode,
        SenderType::ShortCode => NumberKind::ShortCode,
        SenderType::Alphanumeric => NumberKind::Alphanumeric,
        SenderType::MessagingService => return None,
    })
}

/// Whom it goes to.
#[derive(Debug, Clone)]
pub(crate) struct To {
    /// Its place in the form.
    pub(crate) place: u32,
    pub(crate) number: E164,
    pub(crate) whereabouts: Whereabouts,
}

/// The message that is judged.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) from: From,
    pub(crate) to: Vec<To>,
    pub(crate) text: String,
    pub(crate) has_media: bool,
    /// Recipients beyond those in `to`.
    pub(crate) left_out: u32,
}

/// The account as Twilio shows it, or as it was last recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AccountState {
    /// `Trial`, `Full`.
    pub(crate) kind: Option<String>,
    pub(crate) status: Option<String>,
}

/// A text that a handset sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) to: String,
    pub(crate) body: String,
    pub(crate) at: At,
}

/// A test of ours to the same recipient, as far as it tells of an opt-out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PastTest {
    pub(crate) sender_id: String,
    pub(crate) at: At,
    /// Refused or failed with 21610, or taken and sent.
    pub(crate) opted_out: bool,
}

/// A line that was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) kind: Option<String>,
    pub(crate) carrier: Option<String>,
    pub(crate) valid: Option<bool>,
}

/// A toll-free verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verification {
    /// None where the answer does not name it.
    pub(crate) number: Option<String>,
    pub(crate) status: String,
}

/// All that was read for a message. A map without an entry: it was not needed, or not asked.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) account: Reading<AccountState>,
    /// As recorded here, for what the credential cannot read.
    pub(crate) recorded: AccountState,
    pub(crate) send: Option<AccessRow>,
    /// Amount and currency.
    pub(crate) balance: Reading<(String, String)>,
    pub(crate) catalogue: Reading<Arc<Catalogue>>,
    pub(crate) callers: Option<Reading<Vec<VerifiedCaller>>>,
    /// By service SID: the statuses of its campaigns.
    pub(crate) campaigns: BTreeMap<String, Reading<Vec<String>>>,
    pub(crate) toll_free: Option<Reading<Vec<Verification>>>,
    /// By country; none for one that Twilio lists no prices for.
    pub(crate) prices: BTreeMap<String, Reading<Option<Arc<CountryPrices>>>>,
    /// By country; none where the answer does not say.
    pub(crate) permitted: BTreeMap<String, Reading<Option<bool>>>,
    /// By recipient, newest first.
    pub(crate) heard: BTreeMap<String, Reading<Vec<Heard>>>,
    pub(crate) lines: BTreeMap<String, Read<Line>>,
    /// By recipient.
    pub(crate) tests: BTreeMap<String, Vec<PastTest>>,
    /// When it was put together.
    pub(crate) at: At,
}

impl Facts {
    /// When the oldest of it was read.
    pub(super) fn oldest(&self) -> At {
        fn at<T>(reading: &Reading<T>) -> Option<At> {
            reading.as_ref().ok().map(|read| read.at)
        }
        let all = [at(&self.account), at(&self.balance), at(&self.catalogue)].into_iter().flatten();
        let all = all
            .chain(self.callers.iter().filter_map(at))
            .chain(self.toll_free.iter().filter_map(at))
            .chain(self.campaigns.values().filter_map(at))
            .chain(self.prices.values().filter_map(at))
            .chain(self.permitted.values().filter_map(at))
            .chain(self.heard.values().filter_map(at));
        all.min().unwrap_or(self.at).min(self.at)
    }

    /// Whether the account is a trial; none where that is not known.
    pub(super) fn is_trial(&self) -> Option<bool> {
        let read = self.account.as_ref().ok().and_then(|read| read.value.kind.as_deref());
        read.or(self.recorded.kind.as_deref()).map(|kind| kind == "Trial")
    }
}
