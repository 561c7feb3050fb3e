//! What is known before a message is sent. Nothing here sends.

use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::{LineLookup, Preflight, TestForm, VerifiedCallers};

use super::{Answer, Held};

/// Checks a test and estimates what it costs; `again` reads everything anew.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn preflight(
    held: Held<'_>,
    workspace: WorkspaceId,
    form: TestForm,
    again: bool,
) -> Answer<Preflight> {
    held.desk()?.preflight(workspace, form, again).await
}

/// The numbers that the account has verified.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn verified_callers(held: Held<'_>, workspace: WorkspaceId) -> Answer<VerifiedCallers> {
    held.desk()?.verified_callers(workspace).await
}

/// Asks Lookup what kind of line a number is. It costs, and is never asked by itself.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn look_up_line(held: Held<'_>, workspace: WorkspaceId, number: String) -> Answer<LineLookup> {
    held.desk()?.look_up_line(workspace, number).await
}
