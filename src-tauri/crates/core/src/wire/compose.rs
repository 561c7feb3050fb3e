//! The test form as the page sees it: whom it may go to, and how it was left.

use serde::{Deserialize, Serialize};

use super::At;
use crate::ids::{SenderKey, TestId};

/// The test form as it was left, so that it comes back after a restart. What was typed, not what would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct KeptDraft {
    /// The saved sender that was chosen.
    pub from: Option<SenderKey>,
    pub recipients: Vec<KeptRecipient>,
    pub body: String,
    pub media: Vec<String>,
    pub unsubscribe: bool,
}

/// One recipient of the form. Its identity is that of the message, so that none is sent twice after a restart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct KeptRecipient {
    pub id: TestId,
    pub typed: String,
}

/// A form that was left, and which of its messages were recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct FoundDraft {
    pub draft: KeptDraft,
    pub recorded: Vec<TestId>,
}

/// What is known of a recipient as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct RecipientRead {
    /// In E.164 form; none for what is no such number.
    pub number: Option<String>,
    /// Of its numbering plan, ISO 3166-1 alpha-2; none where the plan does not say.
    pub country: Option<String>,
    /// As it is written at home; none where the plan does not say.
    pub national: Option<String>,
    /// Its label as a saved test handset; none for one that is not saved.
    pub handset: Option<String>,
}

/// A number that a test may go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct OfferedRecipient {
    pub number: String,
    /// Of a saved test handset.
    pub label: Option<String>,
    /// When the newest test went to it.
    pub tested_at: Option<At>,
}
