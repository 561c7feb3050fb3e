//! The doctor: asks everything, keeps the report, compares it with the last.

use super::{Answer, Desk};
use crate::ids::{DoctorId, JobId, WorkspaceId};
use crate::wire::*;

impl Desk {
    /// Checks everything that can be checked, and keeps the report.
    pub async fn run_doctor(&self, _workspace: WorkspaceId, _job: JobId) -> Answer<DoctorReport> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// The reports that are kept, newest first.
    pub async fn doctor_reports(&self, _workspace: WorkspaceId) -> Answer<Vec<DoctorSummary>> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// A report that is kept.
    pub async fn doctor_report(&self, _id: DoctorId) -> Answer<DoctorReport> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Looks up the hosts of the workspace's webhooks and opens a TLS connection to each; sends no HTTP request.
    pub async fn check_reachability(
        &self,
        _workspace: WorkspaceId,
        _job: JobId,
    ) -> Answer<Vec<DoctorFinding>> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// What the file of a report is called unless the operator says otherwise.
    pub async fn doctor_file_name(&self, _id: DoctorId, _format: DoctorFormat) -> Answer<String> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }

    /// Writes a report to a file; whole or not at all.
    pub async fn write_doctor_report(
        &self,
        _id: DoctorId,
        _format: DoctorFormat,
        _path: std::path::PathBuf,
    ) -> Answer<SavedFile> {
        Err(WireError::new(ErrorCode::Internal, "This is not built yet."))
    }
}
