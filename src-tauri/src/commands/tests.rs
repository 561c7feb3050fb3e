//! Test messages.

use senderdesk_core::ids::{TestId, WorkspaceId};
use senderdesk_core::wire::{MediaCheck, Meter, TestDraft, TestForm, TestHandset, TestNotes, TestView};

use super::{Answer, Held};

/// What the rules say of the test form, while typing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn check_test(held: Held<'_>, workspace: WorkspaceId, draft: TestDraft) -> Answer<TestNotes> {
    held.desk()?.check_test(workspace, draft).await
}

/// What the text of the test form becomes as SMS, while typing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn measure_text(held: Held<'_>, workspace: WorkspaceId, form: TestForm) -> Answer<Meter> {
    held.desk()?.measure_text(workspace, form).await
}

/// Sends one message, once, and answers when Twilio has.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn send_test(held: Held<'_>, workspace: WorkspaceId, draft: TestDraft) -> Answer<TestView> {
    held.desk()?.send_test(workspace, draft).await
}

/// The newest tests of a workspace.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn test_messages(held: Held<'_>, workspace: WorkspaceId, limit: u32) -> Answer<Vec<TestView>> {
    held.desk()?.tests(workspace, limit).await
}

/// One test.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn test_message(held: Held<'_>, id: TestId) -> Answer<TestView> {
    held.desk()?.test(id).await
}

/// Looks for a message whose answer was lost. Sends nothing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn look_for_test(held: Held<'_>, id: TestId) -> Answer<TestView> {
    held.desk()?.look_for_test(id).await
}

/// Takes a possible match as the message of this test.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn adopt_match(held: Held<'_>, id: TestId, message_sid: String) -> Answer<TestView> {
    held.desk()?.adopt_match(id, message_sid).await
}

/// Asks the host of a medium for its type and size.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn check_media(held: Held<'_>, url: String) -> Answer<MediaCheck> {
    held.desk()?.check_media(url).await
}

/// The saved test handsets.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn handsets(held: Held<'_>, workspace: WorkspaceId) -> Answer<Vec<TestHandset>> {
    held.desk()?.handsets(workspace).await
}

/// Saves a test handset.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn save_handset(
    held: Held<'_>,
    workspace: WorkspaceId,
    handset: TestHandset,
) -> Answer<Vec<TestHandset>> {
    held.desk()?.save_handset(workspace, handset).await
}

/// Removes a test handset.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn remove_handset(
    held: Held<'_>,
    workspace: WorkspaceId,
    number: String,
) -> Answer<Vec<TestHandset>> {
    held.desk()?.remove_handset(workspace, number).await
}
