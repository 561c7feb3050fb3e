//! Worksheets, the keyword rehearsal, what public pages say, and the activity log.

use senderdesk_core::ids::{SenderKey, WorkspaceId};
use senderdesk_core::wire::{
    ActivityFormat, ActivityPage, ActivityQuery, FactTopic, Rehearsal, RehearsalDraft, Said, SavedFile,
    SetupOverview, Worksheet, WorksheetFormat,
};
use tauri::State;

use super::{Answer, Held};
use crate::files::{self, Chooser};

/// What the file chooser behind a command is.
type Chooses<'a> = State<'a, Box<dyn Chooser>>;

/// The worksheet of a sender, or of the workspace alone.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn worksheet(
    held: Held<'_>,
    workspace: WorkspaceId,
    sender: Option<SenderKey>,
) -> Answer<Worksheet> {
    held.desk()?.worksheet(workspace, sender).await
}

/// What is left, worst first.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn setup_overview(
    held: Held<'_>,
    workspace: WorkspaceId,
    offset: u32,
    limit: u32,
) -> Answer<SetupOverview> {
    held.desk()?.setup_overview(workspace, offset, limit).await
}

/// Ticks a step, or takes the tick away.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn tick(
    held: Held<'_>,
    workspace: WorkspaceId,
    sender: Option<SenderKey>,
    step: String,
    done: bool,
) -> Answer<()> {
    held.desk()?.tick(workspace, sender, step, done).await
}

/// Writes worksheets to a file that the operator chooses; nothing when none is chosen.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn save_worksheet(
    held: Held<'_>,
    chooser: Chooses<'_>,
    workspace: WorkspaceId,
    sender: Option<SenderKey>,
    format: WorksheetFormat,
) -> Answer<Option<SavedFile>> {
    files::save_worksheet(held.desk()?, &**chooser, (workspace, sender), format).await
}

/// What public pages say of something.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub fn facts(held: Held<'_>, topic: FactTopic) -> Answer<Vec<Said>> {
    Ok(held.desk()?.facts(topic))
}

/// Rehearses a keyword. Asks nobody and sends nothing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn rehearse(held: Held<'_>, workspace: WorkspaceId, draft: RehearsalDraft) -> Answer<Rehearsal> {
    held.desk()?.rehearse(workspace, draft).await
}

/// A page of the activity log.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn activity(held: Held<'_>, query: ActivityQuery) -> Answer<ActivityPage> {
    held.desk()?.activity(query).await
}

/// Writes the activity log to a file that the operator chooses; nothing when none is chosen.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn save_activity(
    held: Held<'_>,
    chooser: Chooses<'_>,
    query: ActivityQuery,
    format: ActivityFormat,
) -> Answer<Option<SavedFile>> {
    files::save_activity(held.desk()?, &**chooser, query, format).await
}
