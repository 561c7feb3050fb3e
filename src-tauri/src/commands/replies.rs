//! Practice scenarios, dry runs, and the test of a reply.

use senderdesk_core::ids::{TestId, WorkspaceId};
use senderdesk_core::wire::{DryRunDraft, DryRunView, ReplyView, Scenario};

use super::{Answer, Held};

/// What can be practised in this workspace; nothing with a real account.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn practice_scenarios(held: Held<'_>, workspace: WorkspaceId) -> Answer<Vec<Scenario>> {
    held.desk()?.practice_scenarios(workspace).await
}

/// How the test of a reply stands.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn reply_watch(held: Held<'_>, id: TestId) -> Answer<ReplyView> {
    held.desk()?.reply_watch(id).await
}

/// Watches for a reply, for a stated time. Sends nothing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn watch_reply(held: Held<'_>, id: TestId) -> Answer<ReplyView> {
    held.desk()?.watch_reply(id).await
}

/// Stops watching.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn stop_reply_watch(held: Held<'_>, id: TestId) -> Answer<ReplyView> {
    held.desk()?.stop_reply_watch(id).await
}

/// Lets a handset of the practice account answer.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn practise_reply(held: Held<'_>, id: TestId, text: String) -> Answer<ReplyView> {
    held.desk()?.practise_reply(id, text).await
}

/// Has Twilio check a message with test credentials. Sends nothing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn dry_run(held: Held<'_>, workspace: WorkspaceId, draft: DryRunDraft) -> Answer<DryRunView> {
    held.desk()?.dry_run(workspace, draft).await
}
