//! What is live, and how it differs from what should be.

use senderdesk_core::ids::{JobId, SenderKey, WorkspaceId};
use senderdesk_core::wire::{AcceptanceDraft, PoolPage, RouteView, RoutesPage, RoutesQuery, SendersChanged};

use super::{Answer, Held};

/// The routes of a workspace as last read, worst first. Never asks Twilio.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn routes(held: Held<'_>, workspace: WorkspaceId, query: RoutesQuery) -> Answer<RoutesPage> {
    held.desk()?.routes(workspace, query).await
}

/// Reads what is live, unless it was read a short while ago and `again` is false.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn read_live(held: Held<'_>, workspace: WorkspaceId, again: bool, job: JobId) -> Answer<()> {
    held.desk()?.read_live(workspace, again, job).await
}

/// The route of a sender, or of a member of its pool, as last read.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn route(
    held: Held<'_>,
    workspace: WorkspaceId,
    sender: SenderKey,
    member: Option<String>,
) -> Answer<RouteView> {
    held.desk()?.route(workspace, sender, member).await
}

/// Members of a service's pool, worst first.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn pool_members(
    held: Held<'_>,
    workspace: WorkspaceId,
    sender: SenderKey,
    search: String,
    offset: u32,
    limit: u32,
) -> Answer<PoolPage> {
    held.desk()?.pool_members(workspace, sender, search, offset, limit).await
}

/// Accepts a difference with a reason, or no longer.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn accept_difference(held: Held<'_>, workspace: WorkspaceId, draft: AcceptanceDraft) -> Answer<()> {
    held.desk()?.accept_difference(workspace, draft).await
}

/// Remembers that the operator has seen how a sender's route is now.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn saw_route(held: Held<'_>, workspace: WorkspaceId, sender: SenderKey) -> Answer<()> {
    held.desk()?.saw_route(workspace, sender).await
}

/// Plants set-ups with one thing wrong each in the practice account, and adds a sender for each that is not there.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn practise_repairs(held: Held<'_>, workspace: WorkspaceId) -> Answer<SendersChanged> {
    held.desk()?.practise_repairs(workspace).await
}
