//! The history of tests as the page sees it, and messages that are looked up at Twilio.

use serde::{Deserialize, Serialize};

use super::{At, Explanation, FieldNote, SenderType, TestState};
use crate::ids::{JobId, SenderKey, TestId, WorkspaceId};

/// How a test came out, as a filter. Every test is one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum HistoryOutcome {
    /// Delivered or read.
    Delivered,
    /// Certainly not delivered: not sent, refused, undelivered, failed or called off.
    Failed,
    /// Still followed.
    OnItsWay,
    /// Twilio took it, and no receipt came while it was followed.
    NotConfirmed,
    /// The answer was lost.
    Unknown,
}

/// Which tests of a workspace are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct HistoryQuery {
    pub workspace: WorkspaceId,
    /// Anywhere in recipient, text, sender, Message SID or error code, without case; empty for all.
    pub search: String,
    pub sender: Option<SenderKey>,
    pub outcome: Option<HistoryOutcome>,
    /// Twilio's error code as typed; empty for all.
    pub code: String,
    /// Clicked at this moment or later.
    pub since: Option<At>,
    /// Clicked before this moment.
    pub until: Option<At>,
}

/// One test in the list. The whole is read by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct HistoryRow {
    /// Its place in the history, the key that pages begin at; newer tests have greater ones.
    pub number: u32,
    pub id: TestId,
    pub created_at: At,
    pub sender_name: String,
    pub sender_type: SenderType,
    pub sender_id: String,
    pub recipient: String,
    /// The beginning of the text, on one line.
    pub text: String,
    pub media: u32,
    pub state: TestState,
    pub twilio_status: Option<String>,
    pub outcome: HistoryOutcome,
    pub code: Option<u32>,
}

/// Tests in a row, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct HistoryPage {
    pub rows: Vec<HistoryRow>,
    /// What in the query could not be used as it was typed; the rest of it counts.
    pub notes: Vec<FieldNote>,
}

/// How long the list is, and at which tests its pages begin: any place of it can be read by key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct HistoryOutline {
    pub matching: u32,
    /// Rows of a page.
    pub page: u32,
    /// The number of the first test of each page, newest first. Where there are more pages than this, the list is to
    /// be narrowed.
    pub starts: Vec<u32>,
}

/// How the history is written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum HistoryFormat {
    /// Cells that a spreadsheet would take for a formula are disarmed.
    Csv,
    JsonLines,
}

/// What of the tests gets into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct HistoryExport {
    pub format: HistoryFormat,
    /// Phone numbers with their middle left out.
    pub mask_numbers: bool,
    /// Texts and media.
    pub texts: bool,
}

/// How long ended tests are kept here, and what another choice would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct RetentionView {
    /// What is set; none keeps them for ever.
    pub kept_days: Option<u32>,
    /// How many tests go at once under what was typed.
    pub goes: u32,
    /// What it means, in words.
    pub says: String,
    pub notes: Vec<FieldNote>,
}

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MessageDirection {
    /// From a handset to the account.
    Inbound,
    /// Sent by a program or by hand.
    Outbound,
    /// Sent as the answer to an inbound message.
    Reply,
    /// Twilio does not say, or in a word that this version does not know.
    NotSaid,
}

/// A message of Twilio's log in a list; its text is cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct LoggedMessage {
    pub message_sid: String,
    pub direction: MessageDirection,
    pub state: TestState,
    /// As Twilio wrote it.
    pub status: String,
    pub from: Option<String>,
    pub to: String,
    /// The beginning of the text, on one line.
    pub text: String,
    pub media: u32,
    pub code: Option<u32>,
    /// When it was sent or, where Twilio does not say, made.
    pub at: Option<At>,
    /// Whether it is one of the tests that are kept here.
    pub is_test: bool,
}

/// A page of Twilio's log, newest first by the date of sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct LoggedPage {
    pub rows: Vec<LoggedMessage>,
    /// Names the list, to ask for its next page; none after the last.
    pub more: Option<JobId>,
    pub read_at: At,
}

/// Which messages of Twilio's log are wanted, as typed; empty for all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct LogQuery {
    /// E.164.
    pub to: String,
    /// A number, short code or alphanumeric sender.
    pub from: String,
    /// A day in GMT, `YYYY-MM-DD`.
    pub day: String,
}

/// One of our tests that a message belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TestOfMessage {
    pub id: TestId,
    pub workspace: WorkspaceId,
    pub workspace_name: String,
}

/// A message as Twilio shows it now. It was read, and is not kept here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct FoundMessage {
    pub message_sid: String,
    pub account_sid: String,
    pub direction: MessageDirection,
    pub state: TestState,
    /// As Twilio wrote it.
    pub status: String,
    /// What the status means, in words.
    pub says: String,
    pub from: Option<String>,
    pub to: String,
    pub service: Option<String>,
    pub body: String,
    pub media: u32,
    /// None while Twilio does not know: it writes 0 until a service has chosen a sender.
    pub segments: Option<u32>,
    /// As Twilio gives it, with its sign; none until rated.
    pub price: Option<String>,
    pub price_unit: Option<String>,
    pub created_at: Option<At>,
    pub sent_at: Option<At>,
    pub updated_at: Option<At>,
    pub explanation: Option<Explanation>,
    pub test: Option<TestOfMessage>,
    pub read_at: At,
}
