//! What is known and how: sources, provenance, findings, and what pages of MoEngage and Twilio say.

use serde::{Deserialize, Serialize};

use crate::ids::SenderKey;

/// How sure a value or a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// A public page states it.
    Documented,
    /// A documented pattern extended, or a conclusion: unconfirmed.
    Derived,
    /// Typed by the operator.
    Custom,
    /// Looked for, and no public statement found.
    NotFound,
}

/// A public page that something is taken from. `id` opens it (`open_link`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SourceView {
    pub id: String,
    pub title: String,
    pub url: String,
    /// The date on which it was read.
    pub as_of: String,
}

/// One statement of fact, in our words, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Said {
    pub text: String,
    pub provenance: Provenance,
    pub sources: Vec<SourceView>,
}

/// What the statements are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FactTopic {
    /// What becomes of active campaigns when a sender is deleted (MoEngage's pages contradict each other).
    DeleteSender,
    /// What *Mark as default* means for campaigns that name no sender.
    MarkDefault,
    /// Who enables keyword management, its categories and limits, several senders.
    KeywordManagement,
    /// Regions, size, types, who enables it, how a converted MMS counts.
    Mms,
    /// What stops working between a rotation at Twilio and *Reauthenticate* in MoEngage.
    Reauthenticate,
    /// The guide's last step, which no control is documented for.
    CurrentServiceProvider,
    /// Where the MO callback and the delivery callback are documented and where not.
    Callbacks,
    /// How often the unsubscribe text should be shown.
    UnsubscribeText,
}

/// What a check concludes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FindingLevel {
    Ok,
    NotCheckable,
    Warning,
    Problem,
}

/// A conclusion with its evidence and a remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Finding {
    /// What it is, for tests and for the page's keys: `keywords_with_several_senders`.
    pub id: String,
    pub level: FindingLevel,
    pub title: String,
    pub evidence: String,
    pub remedy: Option<String>,
    pub provenance: Provenance,
    pub sources: Vec<SourceView>,
    /// The sender it is about, if one; of this workspace.
    pub sender: Option<SenderKey>,
}

/// A URL with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ProvenUrl {
    pub url: String,
    pub provenance: Provenance,
}
