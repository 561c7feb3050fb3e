//! The senders of a workspace.

use senderdesk_core::ids::{JobId, SenderKey, WorkspaceId};
use senderdesk_core::wire::{
    SenderDeletion, SenderDraft, SenderNotes, SenderPage, SenderQuery, SenderRow, SenderSaved,
    SenderSelection, SendersChanged,
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

/// What deleting would do, before it is done.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn sender_deletion(
    held: Held<'_>,
    workspace: WorkspaceId,
    selection: SenderSelection,
) -> Answer<SenderDeletion> {
    held.desk()?.sender_deletion(workspace, selection).await
}

/// *Delete*; can be taken back with `undo`.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn delete_senders(
    held: Held<'_>,
    workspace: WorkspaceId,
    selection: SenderSelection,
    job: JobId,
) -> Answer<SendersChanged> {
    held.desk()?.delete_senders(workspace, selection, job).await
}

/// *Mark as default*.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn mark_default(held: Held<'_>, key: SenderKey) -> Answer<SendersChanged> {
    held.desk()?.mark_default(key).await
}
