//! Share files, backups and imports. Paths stay on this side: the page says what, the system's chooser says where.

use senderdesk_core::ids::{ImportId, JobId, WorkspaceId};
use senderdesk_core::wire::{
    BackupPreview, ImportDecision, ImportDone, ImportPage, ImportQuery, ImportTarget, ImportView,
    ShareFormat, ShareOptions, SharePreview, SharedFileSaved,
};
use tauri::State;

use super::{Answer, Held};
use crate::files::{self, Chooser};

pub(super) type Chooses<'a> = State<'a, Box<dyn Chooser>>;

/// What an export would hold and leave out.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn share_preview(
    held: Held<'_>,
    workspace: WorkspaceId,
    options: Option<ShareOptions>,
) -> Answer<SharePreview> {
    held.desk()?.share_preview(workspace, options).await
}

/// Writes the senders of a workspace to a file that the operator chooses; nothing when none is chosen.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn save_share(
    held: Held<'_>,
    chooser: Chooses<'_>,
    workspace: WorkspaceId,
    format: ShareFormat,
    options: ShareOptions,
) -> Answer<Option<SharedFileSaved>> {
    files::save_share(held.desk()?, &**chooser, workspace, format, options).await
}

/// What a backup of everything would hold and leave out.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn backup_preview(held: Held<'_>) -> Answer<BackupPreview> {
    held.desk()?.backup_preview().await
}

/// Writes all workspaces to one file that the operator chooses; nothing when none is chosen.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn save_backup(held: Held<'_>, chooser: Chooses<'_>) -> Answer<Option<SharedFileSaved>> {
    files::save_backup(held.desk()?, &**chooser).await
}

/// Reads a file that the operator chooses, and shows what an import would do; nothing when none is chosen.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn choose_import(
    held: Held<'_>,
    chooser: Chooses<'_>,
    workspace: Option<WorkspaceId>,
    job: JobId,
) -> Answer<Option<ImportView>> {
    files::choose_import(held.desk()?, &**chooser, workspace, job).await
}

/// The same of text that was pasted.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn paste_import(
    held: Held<'_>,
    workspace: Option<WorkspaceId>,
    text: String,
    job: JobId,
) -> Answer<ImportView> {
    held.desk()?.paste_import(workspace, text, job).await
}

/// The same of the file that was dropped on the window or opened by the system; nothing when there is none.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn offered_import(
    held: Held<'_>,
    workspace: Option<WorkspaceId>,
    job: JobId,
) -> Answer<Option<ImportView>> {
    held.desk()?.offered_import(workspace, job).await
}

/// Aims an import at another workspace, or at a new one.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn aim_import(held: Held<'_>, id: ImportId, target: ImportTarget) -> Answer<ImportView> {
    held.desk()?.aim_import(id, target).await
}

/// A part of the preview.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn import_rows(held: Held<'_>, id: ImportId, query: ImportQuery) -> Answer<ImportPage> {
    held.desk()?.import_rows(id, query).await
}

/// Decides about a sender, a field, or all of a kind.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn decide_import(held: Held<'_>, id: ImportId, decision: ImportDecision) -> Answer<ImportView> {
    held.desk()?.decide_import(id, decision).await
}

/// *Import*: one transaction. Can be taken back with `undo`, but for workspaces that it makes.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn apply_import(held: Held<'_>, id: ImportId, job: JobId) -> Answer<ImportDone> {
    held.desk()?.apply_import(id, job).await
}

/// Forgets an import that is not wanted.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn close_import(held: Held<'_>, id: ImportId) -> Answer<()> {
    held.desk()?.close_import(id).await
}
