//! *Review and apply*: reads again, writes, reads back; the journal stands before each write.

use super::{Answer, Desk};
use crate::ids::{ApplyId, JobId, SenderKey, WorkspaceId};
use crate::wire::*;

impl Desk {
    /// Reads the settings again, and says what would be written. Writes nothing.
    pub async fn plan_apply(
        &self,
        _workspace: WorkspaceId,
        _sender: SenderKey,
        _settings: Vec<RouteSetting>,
    ) -> Answer<ApplyPlan> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Reads the settings again, and says what would be written to take back what was applied. Writes nothing.
    pub async fn plan_take_back(&self, _id: ApplyId) -> Answer<ApplyPlan> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Writes what a plan says, reads it back, and says what became of it.
    pub async fn apply_plan(&self, _id: ApplyId, _typed: String, _job: JobId) -> Answer<Applied> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Reads back what was applied. Writes nothing.
    pub async fn look_at_applied(&self, _id: ApplyId) -> Answer<Applied> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// The journal of what was written at Twilio, newest first.
    pub async fn applied(&self, _workspace: WorkspaceId, _offset: u32, _limit: u32) -> Answer<AppliedPage> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }
}
