//! *Add from account*: reads an account while it is shown, and adds what is picked.

use super::{Answer, Desk};
use crate::ids::{JobId, WorkspaceId};
use crate::wire::*;

impl Desk {
    /// The accounts that the credential reaches.
    pub async fn subaccounts(&self, _workspace: WorkspaceId) -> Answer<Subaccounts> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Reads what the account owns that can send, unless it was read a short while ago and `again` is false.
    pub async fn discover(
        &self,
        _workspace: WorkspaceId,
        _subaccount: Option<String>,
        _again: bool,
        _job: JobId,
    ) -> Answer<DiscoveryState> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// A part of what was found until now. Never asks Twilio.
    pub async fn discovery_page(
        &self,
        _workspace: WorkspaceId,
        _query: DiscoveryQuery,
    ) -> Answer<DiscoveryPage> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Adds what was picked as senders: all of it, or none.
    pub async fn add_discovered(
        &self,
        _workspace: WorkspaceId,
        _picked: Vec<Picked>,
    ) -> Answer<AddedSenders> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }
}
