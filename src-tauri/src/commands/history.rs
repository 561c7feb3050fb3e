//! The history of tests, and messages that are looked up at Twilio.

use senderdesk_core::ids::{JobId, WorkspaceId};
use senderdesk_core::wire::{
    FoundMessage, HistoryExport, HistoryOutline, HistoryPage, HistoryQuery, LogQuery, LoggedPage,
    RetentionView, SavedFile,
};

use super::share::Chooses;
use super::{Answer, Held};
use crate::files;

/// A page of the history: the first, or the one that begins at the test of this number.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn history(held: Held<'_>, query: HistoryQuery, from: Option<u32>) -> Answer<HistoryPage> {
    held.desk()?.history(query, from).await
}

/// How long the list is, and where its pages begin.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn history_outline(held: Held<'_>, query: HistoryQuery) -> Answer<HistoryOutline> {
    held.desk()?.history_outline(query).await
}

/// Writes the history to a file that the operator chooses; nothing when none is chosen.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn save_history(
    held: Held<'_>,
    chooser: Chooses<'_>,
    query: HistoryQuery,
    options: HistoryExport,
) -> Answer<Option<SavedFile>> {
    files::save_history(held.desk()?, &**chooser, query, options).await
}

/// How long tests are kept here, and what another choice would do.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn retention(
    held: Held<'_>,
    workspace: WorkspaceId,
    typed: Option<String>,
) -> Answer<RetentionView> {
    held.desk()?.retention(workspace, typed).await
}

/// Sets how long tests are kept here; deletes what is over.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn set_retention(held: Held<'_>, workspace: WorkspaceId, typed: String) -> Answer<RetentionView> {
    held.desk()?.set_retention(workspace, typed).await
}

/// Reads one message at Twilio. It is not kept.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn look_up_message(held: Held<'_>, workspace: WorkspaceId, typed: String) -> Answer<FoundMessage> {
    held.desk()?.look_up_message(workspace, typed).await
}

/// Begins to read the account's log at Twilio.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn recent_messages(
    held: Held<'_>,
    workspace: WorkspaceId,
    query: LogQuery,
    job: JobId,
) -> Answer<LoggedPage> {
    held.desk()?.recent_messages(workspace, query, job).await
}

/// Reads the next page of that log.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn more_messages(held: Held<'_>, workspace: WorkspaceId, job: JobId) -> Answer<LoggedPage> {
    held.desk()?.more_messages(workspace, job).await
}
