//! Senders as the page sees them.

use serde::{Deserialize, Serialize};

use super::{At, FieldNote, Finding, ProvenUrl, Said, Undoable};
use crate::ids::SenderKey;

/// The four sender types of MoEngage's form (guide, *Sender type*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SenderType {
    ShortCode,
    LongCode,
    MessagingService,
    Alphanumeric,
}

/// The form *Sender Details*, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderDraft {
    pub supports_mms: bool,
    pub name: String,
    pub sender_type: Option<SenderType>,
    pub sender_id: String,
    /// None for the one of the data centre; otherwise as typed.
    pub mo_callback_url: Option<String>,
    pub unsubscribe_text: String,
    /// Ours, not MoEngage's, like the three below.
    pub notes: String,
    pub owner: String,
    pub purpose: String,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
}

/// The MO callback of a sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct MoCallback {
    /// What counts now.
    pub now: ProvenUrl,
    /// What the data centre gives: *Restore* puts it back.
    pub of_data_centre: ProvenUrl,
    /// What a custom URL replaced, when that was another one than the data centre gives now.
    pub replaced: Option<String>,
}

/// A text as an SMS would carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TextMeasure {
    /// Unicode scalar values.
    pub characters: u32,
    pub segments: u32,
    /// `GSM-7` or `UCS-2`.
    pub encoding: String,
    /// The characters that force UCS-2, each once.
    pub not_gsm: Vec<String>,
    /// The text under a sample message, and how many segments both take.
    pub preview: String,
    pub preview_segments: u32,
}

/// Another sender that has the same ID.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderTwin {
    pub key: SenderKey,
    pub name: String,
    pub workspace: crate::ids::WorkspaceId,
    pub workspace_name: String,
}

/// Whether a sender stands in the account, as last read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Ownership {
    Found,
    NotFound,
    CouldNotCheck,
}

/// That, with its reason and when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct OwnershipView {
    pub ownership: Ownership,
    pub reason: Option<String>,
    pub at: At,
}

/// What a draft could have as its sender ID.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Candidate {
    pub sender_type: SenderType,
    pub sender_id: String,
    /// The name in Twilio's console.
    pub name: String,
    pub sms: Option<bool>,
    pub mms: Option<bool>,
    pub toll_free: bool,
    /// Names of the Messaging Services whose pool it is in.
    pub services: Vec<String>,
    /// Whether a sender of this workspace has it already.
    pub saved: bool,
}

/// How much of what the account owns was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum CatalogueState {
    NotRead,
    Reading,
    Whole,
    /// Some lists could not be read: `faults` says which and why.
    Partial,
    Failed,
}

/// What completes a sender ID: from what was read of the account. Never asks Twilio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Completion {
    pub state: CatalogueState,
    pub read_at: Option<At>,
    pub faults: Vec<String>,
    /// At most 50, best first.
    pub candidates: Vec<Candidate>,
    pub matching: u32,
}

/// What the rules say of a draft, while typing. It can be saved when no note is a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderNotes {
    pub notes: Vec<FieldNote>,
    /// The sender ID as it would be kept (blanks trimmed), when its shape is right.
    pub sender_id: Option<String>,
    /// None for an alphanumeric sender: it is one-way.
    pub mo_callback: Option<MoCallback>,
    pub unsubscribe: TextMeasure,
    /// Senders with the same type and ID, those of this workspace first.
    pub twins: Vec<SenderTwin>,
    /// Whether *MO callback URL* and *SMS unsubscribe text* are shown.
    pub keyword_management: bool,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderRow {
    pub key: SenderKey,
    pub name: String,
    pub sender_type: SenderType,
    pub sender_id: String,
    pub supports_mms: bool,
    pub is_default: bool,
    /// None for an alphanumeric sender. Kept while keyword management is off.
    pub mo_callback: Option<MoCallback>,
    pub unsubscribe_text: String,
    pub notes: String,
    pub owner: String,
    pub purpose: String,
    pub country: String,
    pub updated_at: At,
    pub last_test: Option<LastTest>,
    /// None while never looked for in the workspace's account.
    pub ownership: Option<OwnershipView>,
    /// Worksheet steps of this sender that are left.
    pub setup_left: u32,
}

/// The newest test sent from a sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct LastTest {
    pub id: crate::ids::TestId,
    pub state: super::TestState,
    pub error_code: Option<u32>,
    pub at: At,
}

/// Which column orders the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SenderSort {
    /// The default sender first, then by creation.
    Created,
    Name,
    SenderId,
    SenderType,
}

/// Which part of the list the page wants: at most 500 rows at once.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderQuery {
    /// Matches name and sender ID, anywhere, without case; empty for all.
    pub search: String,
    pub sort: SenderSort,
    pub descending: bool,
    pub offset: u32,
    pub limit: u32,
}

/// That part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderPage {
    /// How many match the search.
    pub matching: u32,
    /// How many there are.
    pub total: u32,
    pub offset: u32,
    pub rows: Vec<SenderRow>,
}

/// What *Save* of a sender brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderSaved {
    pub sender: SenderRow,
    /// True once in the life of an installation: the page then says that MoEngage does not know it yet.
    pub first_save: bool,
    /// None where nothing changed.
    pub undo: Option<Undoable>,
}

/// Which senders are meant.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "which", rename_all = "snake_case")]
pub enum SenderSelection {
    Keys {
        keys: Vec<SenderKey>,
    },
    /// All that match a search; empty for all of the workspace.
    Matching {
        search: String,
    },
}

/// What *Delete* would do, before it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderDeletion {
    pub count: u32,
    /// Why it cannot be done: the default among others that stay.
    pub refused: Option<String>,
    pub remedy: Option<String>,
    /// What MoEngage's pages say of active campaigns.
    pub says: Vec<Said>,
}

/// What *Delete* or *Mark as default* brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SendersChanged {
    pub count: u32,
    /// None where nothing changed.
    pub undo: Option<Undoable>,
}

/// What the rules find in a workspace as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct WorkspaceFindings {
    /// Worst first.
    pub findings: Vec<Finding>,
}
