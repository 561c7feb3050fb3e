//! The senders of a workspace.

use senderdesk_core::ids::{SenderKey, WorkspaceId};
use senderdesk_core::wire::{
    SenderDeleted, SenderDraft, SenderNotes, SenderPage, SenderQuery, SenderRow, SenderSaved,
};

use super::{Answer, Held};

/// What the rules say of the sender form, while typing. `key` is the sender being edited.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn check_sender(
    held: Held<'_>,
    workspace: WorkspaceId,
    key: Option<SenderKey>,
    draft: SenderDraft,
) -> Answer<SenderNotes> {
    held.desk()?.check_sender(workspace, key, draft).await
}

/// A part of the list.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn senders(held: Held<'_>, workspace: WorkspaceId, query: SenderQuery) -> Answer<SenderPage> {
    held.desk()?.senders(workspace, query).await
}

/// One sender.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn sender(held: Held<'_>, key: SenderKey) -> Answer<SenderRow> {
    held.desk()?.sender(key).await
}

/// *Save* of a new sender.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn create_sender(
    held: Held<'_>,
    workspace: WorkspaceId,
    draft: SenderDraft,
) -> Answer<SenderSaved> {
    held.desk()?.create_sender(workspace, draft).await
}

/// *Save* of an edited sender.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn update_sender(held: Held<'_>, key: SenderKey, draft: SenderDraft) -> Answer<SenderSaved> {
    held.desk()?.update_sender(key, draft).await
}

/// *Delete*; can be taken back with `restore_sender`.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn delete_sender(held: Held<'_>, key: SenderKey) -> Answer<SenderDeleted> {
    held.desk()?.delete_sender(key).await
}

/// Takes a deletion back.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn restore_sender(held: Held<'_>, key: SenderKey) -> Answer<SenderRow> {
    held.desk()?.restore_sender(key).await
}

/// *Mark as default*.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn mark_default(held: Held<'_>, key: SenderKey) -> Answer<SenderRow> {
    held.desk()?.mark_default(key).await
}
