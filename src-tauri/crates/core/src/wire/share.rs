//! Share files, backups and imports as the page sees them. No type here has room for a secret, and no file crosses.

use serde::{Deserialize, Serialize};

use super::{At, NoteLevel, SavedFile, SenderType, Undoable};
use crate::ids::{ImportId, WorkspaceId};

/// How the senders of a workspace are written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ShareFormat {
    /// `<workspace>.senders.yaml`: for people, reviews and `git`.
    Yaml,
    /// `<workspace>.senders.json`: for programs.
    Json,
    /// `<workspace>.senderdesk`, with the content of the first: the system opens it with Senderdesk.
    Senderdesk,
    /// `<workspace>.senders.csv`: for a spreadsheet.
    Csv,
}

/// What the operator chooses for an export; kept for the next one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ShareOptions {
    /// Name the account by its alias, not by its SID.
    pub mask_account: bool,
    /// 1 to 64 characters; read only where the account is masked.
    pub alias: String,
}

/// Something that does not go into the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct LeftOutView {
    /// Which sender or workspace, and which field: “Offers: MO callback URL”.
    pub place: String,
    /// “the value of “token” in the URL”.
    pub what: String,
    pub why: String,
    /// What stands there instead: `{{token}}`; none where nothing does.
    pub placeholder: Option<String>,
}

/// What an export would be, before it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SharePreview {
    /// Those of the last export, where none were given.
    pub options: ShareOptions,
    /// Why it cannot be written with these options: the alias.
    pub alias_problem: Option<String>,
    pub senders: u32,
    /// The SID, or the alias in its place.
    pub account: String,
    /// The first hundred; `left_out_total` counts all.
    pub left_out: Vec<LeftOutView>,
    pub left_out_total: u32,
    /// What never goes into a share file, in words.
    pub never: Vec<String>,
    /// Fields of a newer program that are kept and written.
    pub unknown_fields: Vec<String>,
    /// When the workspace was last exported or imported; none where it never was.
    pub last_shared: Option<At>,
    /// What is different since then; none where it never was shared.
    pub since: Option<ShareChanges>,
    /// The beginning of the YAML form: at most 60 lines.
    pub head: String,
    /// How many lines the whole has.
    pub lines: u32,
}

/// How many senders are different, and how many fields of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ShareChanges {
    pub added: u32,
    pub changed: u32,
    pub removed: u32,
    pub workspace_fields: u32,
}

/// What a backup would hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct BackupPreview {
    /// The workspaces with how many senders they have. The practice workspace is not among them.
    pub workspaces: Vec<BackupPart>,
    pub left_out: Vec<LeftOutView>,
    pub left_out_total: u32,
    pub never: Vec<String>,
}

/// One workspace of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct BackupPart {
    pub name: String,
    pub senders: u32,
}

/// What an import was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// A share file: a workspace and its senders.
    Share,
    /// A table of senders (CSV): it says nothing of a workspace.
    Table,
    /// A backup: workspaces that are all made anew.
    Backup,
}

/// Where an import goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "into", rename_all = "snake_case")]
pub enum ImportTarget {
    Existing {
        workspace: WorkspaceId,
    },
    /// A workspace that the import makes. With `account_of` it shares the account of that workspace; without, its
    /// credential is asked for afterwards.
    New {
        account_of: Option<WorkspaceId>,
    },
}

/// An account that a new workspace can be bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct KnownAccount {
    /// The first workspace that uses it.
    pub workspace: WorkspaceId,
    pub workspace_name: String,
    pub account_sid: String,
    /// Whether the file is of this account.
    pub of_the_file: bool,
}

/// What would happen to a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ImportChange {
    /// It is in the file only.
    Add,
    /// It is different in the file.
    Change,
    /// Nothing would be written.
    Same,
    /// It was changed here and in the file since it was last shared.
    Conflict,
    /// It was taken out of the file since it was last shared.
    Remove,
    /// It cannot be read; it is left aside and stops nothing.
    Wrong,
}

/// Whose state counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ImportChoice {
    /// What is here.
    Mine,
    /// What is in the file.
    Theirs,
    /// What is here stays, and what is in the file becomes another sender. Of senders only.
    Both,
}

/// A field that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ImportField {
    /// As the file names it.
    pub field: String,
    pub label: String,
    /// When it was last shared; none where that is not known.
    pub base: Option<String>,
    /// None where this side has none.
    pub mine: Option<String>,
    pub theirs: Option<String>,
    /// None while a conflict is not decided.
    pub choice: Option<ImportChoice>,
    pub conflict: bool,
}

/// Something to know about a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ImportRemark {
    pub level: NoteLevel,
    pub line: Option<u32>,
    pub column: Option<u32>,
    pub message: String,
    pub hint: Option<String>,
    /// The sender it is about, as the file calls it.
    pub sender: Option<String>,
}

/// One sender of the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ImportRow {
    /// Names it in a decision; stays the same while the import is aimed at the same place.
    pub index: u32,
    pub change: ImportChange,
    pub name: String,
    /// None where it could not be read.
    pub sender_type: Option<SenderType>,
    pub sender_id: String,
    /// None while something of it is not decided, or fields are chosen one by one.
    pub choice: Option<ImportChoice>,
    /// Whether something of it is still to be decided.
    pub undecided: bool,
    /// What of the three can be chosen.
    pub choices: Vec<ImportChoice>,
    /// Why it is what it is, in words; may be empty.
    pub why: String,
    /// All that are different; those of a new sender as well.
    pub fields: Vec<ImportField>,
    pub remarks: Vec<ImportRemark>,
    /// Where it begins in the file.
    pub line: Option<u32>,
}

/// How many senders there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ImportCounts {
    pub add: u32,
    pub change: u32,
    pub same: u32,
    pub conflict: u32,
    pub remove: u32,
    pub wrong: u32,
}

/// What *Import* would do as things are decided.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ImportResult {
    pub adds: u32,
    pub changes: u32,
    pub removes: u32,
    pub workspace_fields: u32,
    /// The name of the default sender afterwards; none where there is no sender.
    pub default_after: Option<String>,
    /// How it became the default, where the file does not simply say so; in words.
    pub default_why: Option<String>,
}

/// A column of a table, and the field it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TableColumn {
    pub header: String,
    /// The label of the field; none for a column that is left aside.
    pub field: Option<String>,
}

/// How a table was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TableView {
    /// In words: `comma`, `semicolon`, `tab`, `vertical bar`.
    pub delimiter: String,
    pub columns: Vec<TableColumn>,
}

/// One workspace of a backup that is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct RestoreRow {
    pub index: u32,
    pub name: String,
    pub data_centre: String,
    pub senders: u32,
    /// Senders of it that cannot be read.
    pub wrong: u32,
    /// The SID or the alias.
    pub account: String,
    /// The name of a workspace here whose account it will share; none where a credential is asked for afterwards.
    pub bound_to: Option<String>,
    /// Whether a workspace here has this name already.
    pub same_name: bool,
    /// Whether it is restored.
    pub included: bool,
}

/// An import that is looked at. Nothing is written until *Import*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ImportView {
    pub id: ImportId,
    /// The name of the file, or `pasted text`.
    pub source: String,
    pub kind: ImportKind,
    pub target: ImportTarget,
    /// The name of the workspace that it goes into or makes.
    pub target_name: String,
    /// Accounts that a new workspace could be bound to; that of the file first.
    pub accounts: Vec<KnownAccount>,
    /// Of the file: its SID or its alias.
    pub account: Option<String>,
    /// What there is to say of it: another account than that of the workspace.
    pub account_note: Option<String>,
    pub counts: ImportCounts,
    /// Conflicts that are still to be decided; *Import* waits for them.
    pub undecided: u32,
    pub result: ImportResult,
    /// Fields of the workspace that are different.
    pub workspace_fields: Vec<ImportField>,
    /// About the file as a whole: at most 50; those of a sender stand with its row.
    pub remarks: Vec<ImportRemark>,
    pub table: Option<TableView>,
    /// Fields that are not known here and are kept.
    pub unknown_fields: Vec<String>,
    /// When the state that both sides began with was shared; none where it is not known.
    pub based_on: Option<At>,
    /// Of a backup.
    pub restore: Vec<RestoreRow>,
    /// Why *Import* cannot be taken back, where it cannot: it makes workspaces.
    pub no_undo: Option<String>,
}

/// Which rows are wanted: at most 200 at once.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ImportQuery {
    /// Of one kind; none for all.
    pub change: Option<ImportChange>,
    /// Anywhere in name and sender ID, without case; empty for all.
    pub search: String,
    pub offset: u32,
    pub limit: u32,
}

/// Those rows: conflicts first, then wrong ones, changes, additions, removals, and what stays the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ImportPage {
    pub matching: u32,
    pub offset: u32,
    pub rows: Vec<ImportRow>,
}

/// What the operator decides.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum ImportDecision {
    /// A sender as a whole.
    Sender { index: u32, choice: ImportChoice },
    /// One field of a sender; mine or theirs.
    Field { index: u32, field: String, choice: ImportChoice },
    /// One field of the workspace; mine or theirs.
    Workspace { field: String, choice: ImportChoice },
    /// All senders of this kind that the choice is possible for.
    Every { change: ImportChange, choice: ImportChoice },
    /// Whether a workspace of a backup is restored.
    Restore { index: u32, included: bool },
}

/// What *Import* brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ImportDone {
    /// The workspaces that were changed or made.
    pub workspaces: Vec<WorkspaceId>,
    /// As a sentence: “3 senders were added, 1 was changed.”
    pub done: String,
    /// None where it cannot be taken back, or nothing was changed.
    pub undo: Option<Undoable>,
    /// Those of them that have no credential yet.
    pub without_credential: Vec<WorkspaceId>,
}

/// A file that was written, and what is worth knowing of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SharedFileSaved {
    pub file: SavedFile,
    pub left_out: u32,
}
