//! Accounts: connect, reauthenticate, what a credential may do, the balance.

use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::{
    BalanceReading, ConnectDraft, ConnectNotes, ConnectOutcome, ConnectShape, CredentialDraft, RegionReading,
    WorkspaceView,
};

use super::{Answer, Held};

/// What the rules say of the connect form, while typing.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub fn check_connect(held: Held<'_>, shape: ConnectShape) -> Answer<ConnectNotes> {
    Ok(held.desk()?.check_connect(shape))
}

/// *Save* of the connect form.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn connect(held: Held<'_>, draft: ConnectDraft) -> Answer<ConnectOutcome> {
    held.desk()?.connect(draft).await
}

/// Replaces the credential of a workspace.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn reauthenticate(
    held: Held<'_>,
    workspace: WorkspaceId,
    draft: CredentialDraft,
) -> Answer<ConnectOutcome> {
    held.desk()?.reauthenticate(workspace, draft).await
}

/// The same read in the regions not chosen.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn try_other_regions(held: Held<'_>, draft: CredentialDraft) -> Answer<Vec<RegionReading>> {
    held.desk()?.try_other_regions(draft).await
}

/// Asks Twilio again what the kept credential may do.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn recheck_access(held: Held<'_>, workspace: WorkspaceId) -> Answer<WorkspaceView> {
    held.desk()?.recheck_access(workspace).await
}

/// *Check balance*.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn check_balance(held: Held<'_>, workspace: WorkspaceId) -> Answer<BalanceReading> {
    held.desk()?.check_balance(workspace).await
}
