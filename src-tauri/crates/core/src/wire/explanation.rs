//! What went wrong with a message, and what to do, as the page sees it.

use serde::{Deserialize, Serialize};

use super::TwilioAnswer;

/// What went wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Explanation {
    /// Twilio's code; none where it gave none or was not reached.
    pub code: Option<u32>,
    pub title: String,
    pub what_to_do: String,
    /// `ours`: from the dated data file. `twilio`: Twilio's own words, as no explanation of ours is known.
    pub source: ExplanationSource,
    /// Whom the code names; `unknown` where it does not say.
    pub concerns: Concerns,
    /// The likeliest cause for this sender and recipient; none where nothing that is known tells causes apart.
    pub likeliest: Option<Likeliest>,
    /// Twilio's page on the code: an id for `open_link`.
    pub page: Option<String>,
    /// The day of our words, `YYYY-MM-DD`; none for Twilio's words.
    pub as_of: Option<String>,
    /// Twilio's answer as it came.
    pub twilio: Option<TwilioAnswer>,
}

/// Whose words an explanation is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ExplanationSource {
    Ours,
    Twilio,
}

/// Whom a code is about, as far as the code itself says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Concerns {
    Twilio,
    Carrier,
    /// The recipient's phone or line.
    Handset,
    /// The Twilio account, with its numbers and registrations.
    Account,
    /// The message as it was sent.
    Request,
    /// A host that Twilio calls: behind a webhook, or of a medium.
    Webhook,
    Unknown,
}

/// A cause that what is known of this test points to. A conclusion, never a statement of Twilio's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Likeliest {
    /// A sentence: `Most likely: …`.
    pub says: String,
    /// What it rests on, a sentence each; never empty.
    pub evidence: Vec<String>,
    pub remedy: String,
}

/// What of a message may stand in the text for Twilio's support beside what identifies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SupportOptions {
    /// The text of the message and the addresses of its media.
    pub body: bool,
    /// Sender and recipient in full; otherwise masked.
    pub numbers: bool,
}
