//! Senders as the page sees them.

use serde::{Deserialize, Serialize};

use super::{At, FieldNote};
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderDraft {
    pub supports_mms: bool,
    pub name: String,
    pub sender_type: Option<SenderType>,
    pub sender_id: String,
}

/// What the rules say of a draft, while typing. It can be saved when no note is a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderNotes {
    pub notes: Vec<FieldNote>,
    /// The sender ID as it would be kept (blanks trimmed), when its shape is right.
    pub sender_id: Option<String>,
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
    pub updated_at: At,
    pub last_test: Option<LastTest>,
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
}

/// What *Delete* brought: the means to take it back while the application runs or later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SenderDeleted {
    pub key: SenderKey,
    pub name: String,
}
