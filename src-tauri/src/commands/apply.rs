//! *Review and apply*, and the way back.

use senderdesk_core::ids::{ApplyId, JobId, SenderKey, WorkspaceId};
use senderdesk_core::wire::{Applied, AppliedPage, ApplyPlan, RouteSetting};

use super::{Answer, Held};

/// Reads the settings again, and says what would be written. Writes nothing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn plan_apply(
    held: Held<'_>,
    workspace: WorkspaceId,
    sender: SenderKey,
    settings: Vec<RouteSetting>,
) -> Answer<ApplyPlan> {
    held.desk()?.plan_apply(workspace, sender, settings).await
}

/// Reads the settings again, and says what would be written to take back what was applied. Writes nothing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn plan_take_back(held: Held<'_>, id: ApplyId) -> Answer<ApplyPlan> {
    held.desk()?.plan_take_back(id).await
}

/// Writes what a plan says, reads it back, and says what became of it.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn apply_plan(held: Held<'_>, id: ApplyId, typed: String, job: JobId) -> Answer<Applied> {
    held.desk()?.apply_plan(id, typed, job).await
}

/// Reads back what was applied. Writes nothing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn look_at_applied(held: Held<'_>, id: ApplyId) -> Answer<Applied> {
    held.desk()?.look_at_applied(id).await
}

/// The journal of what was written at Twilio, newest first.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn applied(held: Held<'_>, workspace: WorkspaceId, offset: u32, limit: u32) -> Answer<AppliedPage> {
    held.desk()?.applied(workspace, offset, limit).await
}
