//! The doctor and its reports.

use senderdesk_core::ids::{DoctorId, JobId, WorkspaceId};
use senderdesk_core::wire::{DoctorFinding, DoctorFormat, DoctorReport, DoctorSummary, SavedFile};
use tauri::State;

use super::{Answer, Held};
use crate::files::{self, Chooser};

/// Checks everything that can be checked, and keeps the report.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn run_doctor(held: Held<'_>, workspace: WorkspaceId, job: JobId) -> Answer<DoctorReport> {
    held.desk()?.run_doctor(workspace, job).await
}

/// The reports that are kept, newest first.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn doctor_reports(held: Held<'_>, workspace: WorkspaceId) -> Answer<Vec<DoctorSummary>> {
    held.desk()?.doctor_reports(workspace).await
}

/// A report that is kept.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn doctor_report(held: Held<'_>, id: DoctorId) -> Answer<DoctorReport> {
    held.desk()?.doctor_report(id).await
}

/// Looks up the hosts of the workspace's webhooks and opens a TLS connection to each; sends no HTTP request.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn check_reachability(
    held: Held<'_>,
    workspace: WorkspaceId,
    job: JobId,
) -> Answer<Vec<DoctorFinding>> {
    held.desk()?.check_reachability(workspace, job).await
}

/// Writes a report to a file that the operator chooses; nothing when none is chosen.
#[tauri::command]
#[cfg_attr(test, specta::specta)]
pub async fn save_doctor_report(
    held: Held<'_>,
    chooser: State<'_, Box<dyn Chooser>>,
    id: DoctorId,
    format: DoctorFormat,
) -> Answer<Option<SavedFile>> {
    files::save_doctor_report(held.desk()?, &**chooser, id, format).await
}
