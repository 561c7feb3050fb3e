//! What is known before a message is sent: what may go wrong, and what it costs.

use serde::Serialize;

use super::{At, FindingLevel, Provenance, SourceView};

/// What is known of a test before it is sent. Nothing of it keeps the test from being sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Preflight {
    /// Worst first.
    pub findings: Vec<PreflightFinding>,
    /// One for each recipient of the form that is a phone number, in the order of the form.
    pub prices: Vec<PriceEstimate>,
    pub total: TotalEstimate,
    /// What to say beside the button that sends, where a message will not arrive as far as can be told.
    pub before_sending: Option<String>,
    /// What is to be known before a line is looked up: it costs.
    pub look_up: String,
    /// Recipients beyond the number that is checked at once.
    pub left_out: u32,
    /// When the oldest of what was read for it was read.
    pub read_at: At,
}

/// What one check concludes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct PreflightFinding {
    /// What it is, for tests and for the page's keys: `recipient_opted_out`.
    pub id: String,
    pub level: FindingLevel,
    pub title: String,
    pub evidence: String,
    pub basis: FindingBasis,
    pub remedy: Option<String>,
    pub provenance: Provenance,
    /// The error that Twilio would answer with or report later.
    pub code: Option<u32>,
    pub fate: Option<MessageFate>,
    pub sources: Vec<SourceView>,
    /// Recipients that it is about, by their place in the form (from 0); none for the message as a whole.
    pub recipients: Vec<u32>,
    /// Numbers that may be put in the recipient's place.
    pub instead: Vec<VerifiedCaller>,
}

/// What an account's message comes to where a finding is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MessageFate {
    /// Twilio takes it, and it ends undelivered or failed.
    Fails,
    /// Twilio refuses it: nothing is sent.
    Refused,
}

/// What a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum FindingBasis {
    /// Something of Twilio's that was read.
    Read { resource: String, at: At },
    /// Something of Twilio's that could not be read.
    NotRead { resource: String },
    /// A rule of Twilio's; the sources say where it stands.
    Rule,
    /// What stands in this application.
    Recorded,
}

/// What a message to one recipient costs, as far as Pricing tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct PriceEstimate {
    /// Its place in the form, from 0.
    pub recipient: u32,
    pub number: String,
    /// ISO 3166-1 alpha-2; none where it is not known.
    pub country: Option<String>,
    /// None for MMS, which is not counted in segments.
    pub segments: Option<u32>,
    pub price: Price,
}

/// All messages of the form together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TotalEstimate {
    pub price: Price,
    /// In words, without the date: `About 0.0079–0.0123 USD for 1 message × 1 segment, without carrier fees`.
    pub says: String,
}

/// An estimate; never one exact amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "price", rename_all = "snake_case")]
pub enum Price {
    /// Decimal text. Without carrier fees.
    Range {
        from: String,
        to: String,
        currency: String,
        /// By which number types and carriers, in words.
        by: String,
        read_at: At,
    },
    /// Why there is no number.
    Unknown { reason: String },
}

/// A number that the account has verified; a trial account sends to these only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct VerifiedCaller {
    pub number: String,
    /// Its name in Twilio's console.
    pub name: String,
}

/// The verified numbers, for a form that offers them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct VerifiedCallers {
    pub callers: Vec<VerifiedCaller>,
    /// Whether the account is a trial, so that others are refused; none where that is not known.
    pub trial: Option<bool>,
    pub read_at: At,
}

/// What Lookup says of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct LineLookup {
    pub number: String,
    pub level: FindingLevel,
    /// Twilio's word for the kind of line, such as `mobile`; none where it has none.
    pub line_type: Option<String>,
    pub carrier: Option<String>,
    /// What that means for a message, in words.
    pub says: String,
    pub read_at: At,
}
