//! Test messages.

use senderdesk_core::ids::{TestId, WorkspaceId};
use senderdesk_core::wire::{
    FoundDraft, KeptDraft, MediaCheck, Meter, OfferedRecipient, SupportOptions, TestDraft, TestForm,
    TestHandset, TestNotes, TestView,
};
use tauri::State;

use super::{Answer, Held};
use crate::links;
use crate::window::Surface;

/// What the rules say of the test form, while typing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn check_test(held: Held<'_>, workspace: WorkspaceId, form: TestForm) -> Answer<TestNotes> {
    held.desk()?.check_test(workspace, form).await
}

/// The test form as it was left.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn kept_draft(held: Held<'_>, workspace: WorkspaceId) -> Answer<Option<FoundDraft>> {
    held.desk()?.kept_draft(workspace).await
}

/// Keeps the test form as it is left.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn keep_draft(held: Held<'_>, workspace: WorkspaceId, draft: KeptDraft) -> Answer<()> {
    held.desk()?.keep_draft(workspace, draft).await
}

/// Saved and recent recipients.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn offered_recipients(held: Held<'_>, workspace: WorkspaceId) -> Answer<Vec<OfferedRecipient>> {
    held.desk()?.offered_recipients(workspace).await
}

/// Sets how many recipients a test may have at once.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn set_recipient_limit(held: Held<'_>, workspace: WorkspaceId, limit: u32) -> Answer<()> {
    held.desk()?.set_recipient_limit(workspace, limit).await
}

/// Sends the message of a test of unknown outcome once more.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn send_again(held: Held<'_>, of: TestId, id: TestId) -> Answer<TestView> {
    held.desk()?.send_again(of, id).await
}

/// Several tests by their identities.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn tests_of(held: Held<'_>, ids: Vec<TestId>) -> Answer<Vec<TestView>> {
    held.desk()?.tests_of(ids).await
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

/// A plain text about tests for Twilio's support.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn support_text(held: Held<'_>, ids: Vec<TestId>, options: SupportOptions) -> Answer<String> {
    held.desk()?.support_text(ids, options).await
}

/// Opens Twilio's console where the message of a test is found by its SID.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn open_message_in_twilio(
    held: Held<'_>,
    surface: State<'_, Box<dyn Surface>>,
    id: TestId,
) -> Answer<()> {
    let region = held.desk()?.console_of_message(id).await?;
    surface.browse(&links::message_log(region)?)
}
