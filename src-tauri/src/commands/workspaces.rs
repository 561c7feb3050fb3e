//! Workspaces and the state of the application.

use senderdesk_core::ids::{JobId, UndoId, WorkspaceId};
use senderdesk_core::wire::{
    Change, DeskState, Undone, WorkspaceDraft, WorkspaceFindings, WorkspaceNotes, WorkspaceRemoval,
    WorkspaceSaved, WorkspaceView,
};
use tauri::ipc::Channel;

use super::{Answer, Held};

/// All that the page asks for first.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn desk_state(held: Held<'_>) -> Answer<DeskState> {
    held.desk()?.state().await
}

/// Tells this page of changes until it goes.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub fn desk_changes(held: Held<'_>, page: Channel<Change>) -> Answer<()> {
    held.tell(page)
}

/// One workspace.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn workspace(held: Held<'_>, id: WorkspaceId) -> Answer<WorkspaceView> {
    held.desk()?.workspace(id).await
}

/// Opens the practice workspace, making it first when there is none.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn open_practice(held: Held<'_>) -> Answer<WorkspaceView> {
    held.desk()?.open_practice().await
}

/// What the rules say of the workspace form, while typing. `id` is the workspace being edited.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn check_workspace(
    held: Held<'_>,
    id: Option<WorkspaceId>,
    draft: WorkspaceDraft,
) -> Answer<WorkspaceNotes> {
    held.desk()?.check_workspace(id, draft).await
}

/// Adds a workspace that shares the account of another.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn create_workspace(
    held: Held<'_>,
    account_of: WorkspaceId,
    draft: WorkspaceDraft,
) -> Answer<WorkspaceView> {
    held.desk()?.create_workspace(account_of, draft).await
}

/// *Save* of an edited workspace.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn update_workspace(
    held: Held<'_>,
    id: WorkspaceId,
    draft: WorkspaceDraft,
) -> Answer<WorkspaceSaved> {
    held.desk()?.update_workspace(id, draft).await
}

/// What removing a workspace deletes and what it does not touch.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn workspace_removal(held: Held<'_>, id: WorkspaceId) -> Answer<WorkspaceRemoval> {
    held.desk()?.workspace_removal(id).await
}

/// Removes a workspace, for good.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn remove_workspace(held: Held<'_>, id: WorkspaceId) -> Answer<()> {
    held.desk()?.remove_workspace(id).await
}

/// What the rules find in a workspace as a whole.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn workspace_findings(held: Held<'_>, id: WorkspaceId) -> Answer<WorkspaceFindings> {
    held.desk()?.workspace_findings(id).await
}

/// Takes a change back.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn undo(held: Held<'_>, id: UndoId) -> Answer<Undone> {
    held.desk()?.undo(id).await
}

/// Cancels long work.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn cancel_job(held: Held<'_>, id: JobId) -> Answer<()> {
    held.desk()?.cancel_job(id).await
}
