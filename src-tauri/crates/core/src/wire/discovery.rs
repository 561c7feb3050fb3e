//! *Add from account*: what the account owns that can send, read while it is shown.

use serde::{Deserialize, Serialize};

use super::{At, FieldNote, SenderType, Undoable};

/// How far the reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum DiscoveryState {
    NotRead,
    Reading,
    /// Everything was read.
    Whole,
    /// Some lists could not be read; `faults` says which and why.
    Partial,
    /// Nothing could be read.
    Failed,
    /// Stopped by the operator; what was read until then is shown.
    Cancelled,
}

/// Whether a sender can carry pictures, by what Twilio lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MmsFit {
    Yes,
    /// Some senders of the pool can, others cannot.
    Some,
    No,
    /// Not read, or not listed by Twilio for this kind.
    Unknown,
}

/// One thing that can send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Discovered {
    pub sender_type: SenderType,
    /// Number, code, service SID or alphanumeric text.
    pub sender_id: String,
    /// As Twilio's Console calls it; may be empty.
    pub friendly_name: String,
    /// A sender name that is free in this workspace and fits its rules.
    pub suggested_name: String,
    /// None where Twilio does not list it.
    pub sms: Option<bool>,
    pub mms: MmsFit,
    /// Why MMS is as it is, in words.
    pub mms_why: String,
    pub toll_free: bool,
    /// A long code of the USA or Canada (10DLC): what it sends to the USA needs a registered campaign.
    pub ten_dlc: bool,
    /// The service that holds it.
    pub service_sid: Option<String>,
    pub service_name: Option<String>,
    /// Of a service: senders in its pool; none where the pool was not read.
    pub members: Option<u32>,
    /// Whether it is a sender of this workspace already.
    pub saved: bool,
    /// Why it cannot be added, in words; none where it can.
    pub not_addable: Option<String>,
}

/// What is wanted of the list: at most 200 at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DiscoveryQuery {
    /// Anywhere in ID, friendly name and service name, without case; empty for all.
    pub search: String,
    pub sender_type: Option<SenderType>,
    /// Leaves out what is a sender here already.
    pub only_new: bool,
    /// SID of a subaccount; none for the account itself.
    pub subaccount: Option<String>,
    pub offset: u32,
    pub limit: u32,
}

/// A part of the list, and how far the reading has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DiscoveryPage {
    pub state: DiscoveryState,
    pub read_at: Option<At>,
    /// Which lists could not be read, and why; one sentence each.
    pub faults: Vec<String>,
    /// Pools that were read, of how many.
    pub pools_read: u32,
    pub pools: u32,
    /// All that was found, and how much of it passes the query.
    pub found: u32,
    pub matching: u32,
    pub offset: u32,
    pub rows: Vec<Discovered>,
}

/// An account that the credential reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Subaccount {
    pub sid: String,
    pub friendly_name: String,
    pub status: String,
    /// The account of this workspace.
    pub own: bool,
}

/// The accounts that the credential reaches, or why they cannot be listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Subaccounts {
    pub accounts: Vec<Subaccount>,
    pub fault: Option<String>,
}

/// One that is to be added, with the name that the operator left or gave it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Picked {
    pub sender_type: SenderType,
    pub sender_id: String,
    pub name: String,
    pub supports_mms: bool,
}

/// What became of it: all were added, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct AddedSenders {
    pub added: u32,
    /// Names that were changed because they were taken, and other remarks.
    pub remarks: Vec<FieldNote>,
    /// One way back for all of them.
    pub undo: Undoable,
}
