//! Test messages as the page sees them.

use serde::{Deserialize, Serialize};

use super::{At, Explanation, FieldNote, SenderType};
use crate::ids::{SenderKey, TestId, WorkspaceId};

/// Whom a test is sent from: a saved sender, or the one in the form before *Save*.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum TestFrom {
    Saved { key: SenderKey },
    Unsaved { name: String, sender_type: SenderType, sender_id: String },
}

/// The test form. `id` is made by the page when the form opens: one form, one message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TestDraft {
    pub id: TestId,
    pub from: TestFrom,
    /// E.164.
    pub recipient: String,
    /// May be empty when there is media.
    pub body: String,
    /// URLs of up to 10 media; empty for SMS.
    pub media: Vec<String>,
    /// Whether the sender's SMS unsubscribe text goes after the text.
    #[serde(default)]
    pub unsubscribe: bool,
}

/// The test form while it is typed: each recipient gets a message of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TestForm {
    pub from: TestFrom,
    /// As typed, in the order of the form.
    pub recipients: Vec<String>,
    pub body: String,
    /// URLs of up to 10 media; empty for SMS.
    pub media: Vec<String>,
    /// Whether the sender's SMS unsubscribe text goes after the text.
    pub unsubscribe: bool,
}

/// What the rules say of a test draft, while typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TestNotes {
    /// On `recipient.0`, `recipient.1`, …, `recipients` as a whole, `body`, `media`, `media.0`, ….
    pub notes: Vec<FieldNote>,
    /// What is known of each recipient, in the order of the form.
    pub recipients: Vec<super::RecipientRead>,
    /// How many recipients the operator allows at once.
    pub recipient_limit: u32,
}

/// What a HEAD request told of one medium. It is only sent when asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct MediaCheck {
    pub url: String,
    pub level: super::FindingLevel,
    /// What was found, or why it could not be checked.
    pub says: String,
    pub content_type: Option<String>,
    /// Bytes, as text: it may be beyond what the page counts exactly.
    pub bytes: Option<String>,
}

/// Where a test message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum TestState {
    /// Recorded here; the request to Twilio is under way.
    Posting,
    /// Twilio was certainly not reached: nothing was sent, nothing was charged.
    NotSent,
    /// Twilio refused it: nothing was sent.
    Refused,
    /// The answer was lost: it may have been sent or not.
    Unknown,
    Accepted,
    Scheduled,
    Queued,
    Sending,
    Sent,
    Delivered,
    Undelivered,
    Failed,
    Canceled,
    Read,
    /// A status that this version does not know; `twilio_status` holds it.
    Other,
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TimelineEntry {
    pub state: TestState,
    /// The status as Twilio wrote it, where it is Twilio's.
    pub twilio_status: Option<String>,
    /// When it was seen here.
    pub at: At,
    /// Milliseconds since the click.
    pub elapsed_ms: u32,
}

/// Whether it is still being watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "following", rename_all = "snake_case")]
pub enum Following {
    Live,
    /// Twilio cannot be asked just now; it goes on by itself or after *Reauthenticate*.
    Paused {
        reason: String,
    },
    /// Final, or the stated time is over.
    Ended {
        reason: Option<String>,
    },
}

/// A message in Twilio's list that could be the one whose answer was lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct PossibleMatch {
    pub message_sid: String,
    pub status: String,
    pub created_at: Option<At>,
}

/// What Twilio was asked about a lost answer, and what it said. None found is no proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct LostAnswer {
    /// What happened to the answer, in words.
    pub reason: String,
    /// When Twilio's list was last read for it; none while it has not been.
    pub looked_at: Option<At>,
    /// Why the list could not be read, if so.
    pub problem: Option<String>,
    pub matches: Vec<PossibleMatch>,
    /// From when on it may be sent again, once Twilio's list was read after that.
    pub again_from: At,
    /// The test that was sent in its place.
    pub sent_again: Option<TestId>,
}

/// One test message and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TestView {
    pub id: TestId,
    pub workspace: WorkspaceId,
    pub sender: Option<SenderKey>,
    pub sender_name: String,
    pub sender_type: SenderType,
    pub sender_id: String,
    pub recipient: String,
    pub body: String,
    pub media: Vec<String>,
    pub created_at: At,
    pub state: TestState,
    pub twilio_status: Option<String>,
    pub message_sid: Option<String>,
    /// The sender that a Messaging Service chose.
    pub chosen_sender: Option<String>,
    pub segments: Option<u32>,
    /// It was sent as MMS, and the MMS Converter of the Messaging Service made a text with a link of it.
    pub converted: bool,
    /// As Twilio gives it, with its sign; none until rated.
    pub price: Option<String>,
    pub price_unit: Option<String>,
    pub timeline: Vec<TimelineEntry>,
    pub following: Following,
    pub explanation: Option<Explanation>,
    pub lost_answer: Option<LostAnswer>,
    /// What this test proves and what it does not, in words.
    pub proves: String,
}
