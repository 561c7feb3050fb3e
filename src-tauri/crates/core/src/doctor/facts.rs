//! What was read and recorded, of what the doctor judges? A thing that could not be read says so and why.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::data_centre::DataCentre;
use crate::ids::SenderKey;
pub(crate) use crate::preflight::facts::{Read, Reading, Unread, Verification};
use crate::wire::{AccountView, At, Destination, DriftItem, Finding, SenderType};

/// A sender of the workspace.
#[derive(Debug, Clone)]
pub(crate) struct SenderFacts {
    pub(crate) key: SenderKey,
    pub(crate) name: String,
    pub(crate) kind: SenderType,
    pub(crate) id: String,
    pub(crate) supports_mms: bool,
    /// Typed in place of the data centre's MO callback.
    pub(crate) mo_custom: Option<String>,
    /// Where its recipients are, as far as is recorded: its own country, and those of recent tests.
    pub(crate) reaches: BTreeSet<String>,
}

/// How a sender stands at Twilio against what should stand there.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub(crate) reply: Destination,
    /// Those that are in place may be left out.
    pub(crate) items: Vec<DriftItem>,
    pub(crate) read_at: Option<At>,
}

/// One alert of Twilio's monitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alert {
    pub(crate) code: Option<u32>,
    /// `error`, `warning`, `notice`, `debug`.
    pub(crate) level: Option<String>,
    pub(crate) says: Option<String>,
    /// The webhook, if it is about one.
    pub(crate) url: Option<String>,
    /// `MG…`.
    pub(crate) service: Option<String>,
    pub(crate) at: Option<At>,
}

/// The alerts of the last 30 days.
#[derive(Debug, Clone)]
pub(crate) struct Alerts {
    pub(crate) seen: Vec<Alert>,
    /// Whether these are all; else the newest.
    pub(crate) whole: bool,
}

/// All that is judged. A map without an entry: it was not needed, or not asked.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) data_centre: DataCentre,
    /// The dashboard's *Delivery tracking URL*, as pasted.
    pub(crate) delivery_url: Option<String>,
    pub(crate) keyword_management: bool,
    pub(crate) has_default: bool,
    pub(crate) senders: Vec<SenderFacts>,
    /// The account as recorded, with what the credential may do; whether and when that was asked just now.
    pub(crate) account: AccountView,
    pub(crate) asked: Reading<()>,
    /// What the rules find in the workspace as a whole.
    pub(crate) of_workspace: Vec<Finding>,
    pub(crate) catalogue: Reading<Arc<Catalogue>>,
    /// By sender; one that is missing was not read, and `routes_unread` says why.
    pub(crate) routes: BTreeMap<SenderKey, Route>,
    pub(crate) routes_unread: Option<Unread>,
    /// By service SID: the statuses of its US campaigns.
    pub(crate) campaigns: BTreeMap<String, Reading<Vec<String>>>,
    pub(crate) toll_free: Option<Reading<Vec<Verification>>>,
    /// By country; none where the answer does not say.
    pub(crate) permitted: BTreeMap<String, Reading<Option<bool>>>,
    /// Countries that matter beyond those that were asked about.
    pub(crate) countries_left_out: usize,
    pub(crate) alerts: Reading<Alerts>,
    /// When it was put together.
    pub(crate) at: At,
}
