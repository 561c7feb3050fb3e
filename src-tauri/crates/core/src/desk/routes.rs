//! What is live: read on request, kept, compared.

use super::{Answer, Desk};
use crate::ids::{JobId, SenderKey, WorkspaceId};
use crate::wire::*;

impl Desk {
    /// The routes of a workspace as last read, worst first. Never asks Twilio.
    pub async fn routes(&self, _workspace: WorkspaceId, _query: RoutesQuery) -> Answer<RoutesPage> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Reads what is live, unless it was read a short while ago and `again` is false.
    pub async fn read_live(&self, _workspace: WorkspaceId, _again: bool, _job: JobId) -> Answer<()> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// The route of a sender, or of a member of its pool, as last read.
    pub async fn route(
        &self,
        _workspace: WorkspaceId,
        _sender: SenderKey,
        _member: Option<String>,
    ) -> Answer<RouteView> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Members of a service's pool, worst first.
    pub async fn pool_members(
        &self,
        _workspace: WorkspaceId,
        _sender: SenderKey,
        _search: String,
        _offset: u32,
        _limit: u32,
    ) -> Answer<PoolPage> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Accepts a difference with a reason, or no longer.
    pub async fn accept_difference(&self, _workspace: WorkspaceId, _draft: AcceptanceDraft) -> Answer<()> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Remembers that the operator has seen how a sender's route is now.
    pub async fn saw_route(&self, _workspace: WorkspaceId, _sender: SenderKey) -> Answer<()> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }
}
