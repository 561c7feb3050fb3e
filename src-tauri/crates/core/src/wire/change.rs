//! What changes bring: the way back, the activity log, and long work.

use serde::{Deserialize, Serialize};

use super::At;
use crate::ids::{JobId, UndoId, WorkspaceId};

/// A change that was made, and how it is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Undoable {
    pub id: UndoId,
    pub workspace: WorkspaceId,
    /// What was done, as a sentence: “Offers was deleted.”
    pub done: String,
}

/// What *Undo* brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Undone {
    pub workspace: WorkspaceId,
    /// As a sentence: “Offers is back.”
    pub done: String,
    /// The sender to show, when it was about one.
    pub sender: Option<crate::ids::SenderKey>,
    /// How that is taken back in turn.
    pub redo: Undoable,
}

/// What a line of the activity log is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ActivitySubject {
    Workspace,
    Account,
    Sender,
    Test,
    Setup,
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ActivityOutcome {
    Done,
    Refused,
    Unknown,
}

/// One value that changed. Numbers are shortened, secrets are never there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ActivityChange {
    /// As the form calls it: *Sender name*.
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// One line of the activity log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ActivityLine {
    /// Grows; an integer below 2^53.
    pub id: u32,
    pub at: At,
    pub workspace_name: String,
    pub subject: ActivitySubject,
    /// Of the sender, the account, the recipient (shortened).
    pub name: String,
    /// As a verb: `created`, `deleted`, `marked as default`, `sent`.
    pub action: String,
    pub changes: Vec<ActivityChange>,
    pub outcome: ActivityOutcome,
    /// More of the outcome, in words; may be empty.
    pub detail: String,
}

/// Which lines are wanted: newest first, at most 200 at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ActivityQuery {
    /// Of one workspace; none for all, those of removed workspaces too.
    pub workspace: Option<WorkspaceId>,
    pub subject: Option<ActivitySubject>,
    pub outcome: Option<ActivityOutcome>,
    /// Anywhere in names, actions and values, without case; empty for all.
    pub search: String,
    pub offset: u32,
    pub limit: u32,
}

/// Those lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ActivityPage {
    pub matching: u32,
    pub offset: u32,
    pub lines: Vec<ActivityLine>,
}

/// How the activity log is written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ActivityFormat {
    /// Cells that a spreadsheet would take for a formula are disarmed.
    Csv,
    JsonLines,
}

/// How far long work has come; told at most ten times a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Progress {
    pub job: JobId,
    pub done: u32,
    pub total: u32,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SavedFile {
    pub path: String,
}
