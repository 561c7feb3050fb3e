//! Practice scenarios, dry runs and the test of a reply, as the page sees them.

use serde::{Deserialize, Serialize};

use super::{At, CredentialDraft, Explanation, FindingLevel, SenderType};
use crate::ids::{SenderKey, TestId};

/// Where a scenario comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ScenarioGroup {
    /// Ours.
    Practice,
    /// The magic recipients of Twilio's test credentials; the practice account answers as those do.
    TwilioTestNumbers,
}

/// Something that can be practised in the practice account: a recipient and what becomes of messages to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Scenario {
    /// What it is, for the page's keys: `lost_answer`.
    pub id: String,
    pub group: ScenarioGroup,
    /// E.164.
    pub recipient: String,
    pub title: String,
    /// What happens, in words.
    pub teaches: String,
    /// What to look at once it was sent.
    pub look_at: String,
    /// The type of sender that it needs; none where any will do.
    pub sender_type: Option<SenderType>,
    /// A saved sender of that type; none where any will do or none is saved.
    pub sender: Option<SenderKey>,
    /// The media that it needs.
    pub media: Vec<String>,
}

/// Where the test of a reply stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ReplyState {
    /// It cannot be tested here; the words say why.
    NotOffered,
    Offered,
    /// Watched, and nothing arrived yet.
    Waiting,
    /// Arrived at Twilio; whether the webhook failed is still watched.
    Arrived,
    /// Arrived at Twilio, and the webhook failed.
    WebhookFailed,
    /// Arrived at Twilio, and no webhook error was seen for as long as it was watched.
    Clear,
    /// Arrived at Twilio; its alerts cannot be read.
    NotReadable,
    /// Nothing arrived in the stated time.
    Nothing,
    /// No longer watched, before anything arrived.
    Stopped,
}

/// A message of the handset's that arrived at Twilio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ReplyMessage {
    pub message_sid: String,
    pub body: String,
    /// When Twilio says that it arrived.
    pub at: Option<At>,
}

/// The test of a reply to one test message. It is kept until Senderdesk is closed, and nowhere written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ReplyView {
    pub test: TestId,
    pub state: ReplyState,
    /// None while nothing is concluded.
    pub level: Option<FindingLevel>,
    pub title: String,
    /// Paragraphs.
    pub says: Vec<String>,
    /// The phone that answers.
    pub handset: String,
    /// Where its answer goes: a number or short code; none while it is not known.
    pub sender: Option<String>,
    /// Until when it is watched.
    pub until: Option<At>,
    /// Why Twilio cannot be asked just now, if so; it is tried again by itself.
    pub trouble: Option<String>,
    /// What arrived, oldest first.
    pub messages: Vec<ReplyMessage>,
    /// What the answer did beside arriving, and how to undo it.
    pub effects: Vec<String>,
    /// What Twilio's alert says of the webhook.
    pub webhook_error: Option<Explanation>,
    pub can_watch: bool,
    pub can_stop: bool,
    /// Whether the practice handset can answer by a click.
    pub can_practise: bool,
}

/// A message that Twilio is to check with the account's test credentials, which are kept nowhere.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DryRunDraft {
    /// The test credentials; not the live ones. The region is the workspace's, whatever it says, and nothing is kept.
    pub credential: CredentialDraft,
    /// E.164.
    pub recipient: String,
    pub body: String,
    pub media: Vec<String>,
}

/// What Twilio said to a dry run. Nothing was sent, whatever it said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DryRunView {
    pub accepted: bool,
    pub title: String,
    /// Paragraphs.
    pub says: Vec<String>,
    /// As Twilio counted; none where it did not say.
    pub segments: Option<u32>,
    pub explanation: Option<Explanation>,
}
