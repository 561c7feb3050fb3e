//! Workspaces and the state of the application.

use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::{Change, DeskState, WorkspaceView};
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
