//! *Add from account*.

use senderdesk_core::ids::{JobId, WorkspaceId};
use senderdesk_core::wire::{
    AddedSenders, DiscoveryPage, DiscoveryQuery, DiscoveryState, Picked, Subaccounts,
};

use super::{Answer, Held};

/// The accounts that the credential reaches.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn subaccounts(held: Held<'_>, workspace: WorkspaceId) -> Answer<Subaccounts> {
    held.desk()?.subaccounts(workspace).await
}

/// Reads what the account owns that can send, unless it was read a short while ago and `again` is false.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn discover(
    held: Held<'_>,
    workspace: WorkspaceId,
    subaccount: Option<String>,
    again: bool,
    job: JobId,
) -> Answer<DiscoveryState> {
    held.desk()?.discover(workspace, subaccount, again, job).await
}

/// A part of what was found until now. Never asks Twilio.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn discovery_page(
    held: Held<'_>,
    workspace: WorkspaceId,
    query: DiscoveryQuery,
) -> Answer<DiscoveryPage> {
    held.desk()?.discovery_page(workspace, query).await
}

/// Adds what was picked as senders: all of it, or none.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn add_discovered(
    held: Held<'_>,
    workspace: WorkspaceId,
    picked: Vec<Picked>,
) -> Answer<AddedSenders> {
    held.desk()?.add_discovered(workspace, picked).await
}
