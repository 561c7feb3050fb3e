//! Accounts: connect, reauthenticate, what a credential may do, the balance.

use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::{
    BalancePoint, BalanceReading, Completion, ConnectDraft, ConnectNotes, ConnectOutcome, ConnectShape,
    CredentialDraft, OwnershipReport, RegionReading, SenderType, WorkspaceView,
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

/// The balances read so far.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn balance_history(held: Held<'_>, workspace: WorkspaceId) -> Answer<Vec<BalancePoint>> {
    held.desk()?.balance_history(workspace).await
}

/// Sets the amount under which the operator is told; empty for none.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn set_balance_floor(
    held: Held<'_>,
    workspace: WorkspaceId,
    amount: String,
) -> Answer<WorkspaceView> {
    held.desk()?.set_balance_floor(workspace, amount).await
}

/// Reads what the account owns, for completing sender IDs.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn read_catalogue(held: Held<'_>, workspace: WorkspaceId, again: bool) -> Answer<Completion> {
    held.desk()?.read_catalogue(workspace, again).await
}

/// Completes a sender ID from what was read.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn complete_sender_id(
    held: Held<'_>,
    workspace: WorkspaceId,
    sender_type: Option<SenderType>,
    typed: String,
) -> Answer<Completion> {
    held.desk()?.complete_sender_id(workspace, sender_type, typed).await
}

/// Looks for every sender of the workspace in its account.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn recheck_ownership(held: Held<'_>, workspace: WorkspaceId) -> Answer<OwnershipReport> {
    held.desk()?.recheck_ownership(workspace).await
}
