//! Where does the operator want a file? The system's chooser, behind a port that tests replace.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use senderdesk_core::Desk;
use senderdesk_core::ids::{DoctorId, JobId, SenderKey, WorkspaceId};
use senderdesk_core::wire::{
    ActivityFormat, ActivityQuery, DoctorFormat, ErrorCode, HistoryExport, HistoryFormat, HistoryQuery,
    ImportView, SavedFile, ShareFormat, ShareOptions, SharedFileSaved, WireError, WorksheetFormat,
};
use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// Asks for a place.
pub trait Chooser: Send + Sync {
    /// Where to save a file that would be called `name`; none when the operator cancels. The chooser itself asks
    /// before an existing file is replaced.
    fn save<'a>(&'a self, name: &'a str) -> Chosen<'a>;
    /// Which file to read; none when the operator cancels.
    fn open(&self) -> Chosen<'_>;
}

/// What a chooser answers with, once the operator has decided.
pub type Chosen<'a> = Pin<Box<dyn Future<Output = Result<Option<PathBuf>, WireError>> + Send + 'a>>;

/// Writes the worksheet of one sender, or of all, where the operator wants it; none when that is nowhere.
pub async fn save_worksheet(
    desk: &Desk,
    chooser: &dyn Chooser,
    (workspace, sender): (WorkspaceId, Option<SenderKey>),
    format: WorksheetFormat,
) -> Result<Option<SavedFile>, WireError> {
    let name = desk.worksheet_file_name(workspace, sender, format).await?;
    let Some(path) = chooser.save(&name).await? else { return Ok(None) };
    desk.write_worksheet(workspace, sender, format, path).await.map(Some)
}

/// Writes the activity log in the same way.
pub async fn save_activity(
    desk: &Desk,
    chooser: &dyn Chooser,
    query: ActivityQuery,
    format: ActivityFormat,
) -> Result<Option<SavedFile>, WireError> {
    let name = match format {
        ActivityFormat::Csv => "senderdesk-activity.csv",
        ActivityFormat::JsonLines => "senderdesk-activity.jsonl",
    };
    let Some(path) = chooser.save(name).await? else { return Ok(None) };
    desk.write_activity(query, format, path).await.map(Some)
}

/// Writes the history of tests in the same way.
pub async fn save_history(
    desk: &Desk,
    chooser: &dyn Chooser,
    query: HistoryQuery,
    export: HistoryExport,
) -> Result<Option<SavedFile>, WireError> {
    let name = match export.format {
        HistoryFormat::Csv => "senderdesk-tests.csv",
        HistoryFormat::JsonLines => "senderdesk-tests.jsonl",
    };
    let Some(path) = chooser.save(name).await? else { return Ok(None) };
    desk.write_history(query, export, path).await.map(Some)
}

/// Writes a report of the doctor in the same way.
pub async fn save_doctor_report(
    desk: &Desk,
    chooser: &dyn Chooser,
    id: DoctorId,
    format: DoctorFormat,
) -> Result<Option<SavedFile>, WireError> {
    let name = desk.doctor_file_name(id, format).await?;
    let Some(path) = chooser.save(&name).await? else { return Ok(None) };
    desk.write_doctor_report(id, format, path).await.map(Some)
}

/// Writes the senders of a workspace in the same way.
pub async fn save_share(
    desk: &Desk,
    chooser: &dyn Chooser,
    workspace: WorkspaceId,
    format: ShareFormat,
    options: ShareOptions,
) -> Result<Option<SharedFileSaved>, WireError> {
    let name = desk.share_file_name(workspace, format).await?;
    let Some(path) = chooser.save(&name).await? else { return Ok(None) };
    desk.write_share(workspace, format, options, path).await.map(Some)
}

/// Writes all workspaces in the same way.
pub async fn save_backup(desk: &Desk, chooser: &dyn Chooser) -> Result<Option<SharedFileSaved>, WireError> {
    let Some(path) = chooser.save("senderdesk-backup.yaml").await? else { return Ok(None) };
    desk.write_backup(path).await.map(Some)
}

/// Reads a file that the operator chooses, to look at an import of it; none when none is chosen.
pub async fn choose_import(
    desk: &Desk,
    chooser: &dyn Chooser,
    workspace: Option<WorkspaceId>,
    job: JobId,
) -> Result<Option<ImportView>, WireError> {
    let Some(path) = chooser.open().await? else { return Ok(None) };
    desk.read_import(workspace, path, job).await.map(Some)
}

/// What the chooser shows of a folder.
const SHARED: [&str; 6] = ["yaml", "yml", "json", "senderdesk", "csv", "tsv"];

impl<R: Runtime> Chooser for AppHandle<R> {
    fn save<'a>(&'a self, name: &'a str) -> Chosen<'a> {
        Box::pin(async move {
            let (decided, decision) = oneshot::channel();
            self.dialog().file().set_file_name(name).save_file(move |path| {
                let _ = decided.send(path);
            });
            on_this_computer(decision).await
        })
    }

    fn open(&self) -> Chosen<'_> {
        Box::pin(async move {
            let (decided, decision) = oneshot::channel();
            let dialog =
                self.dialog().file().add_filter("Share files", &SHARED).add_filter("All files", &["*"]);
            dialog.pick_file(move |path| {
                let _ = decided.send(path);
            });
            on_this_computer(decision).await
        })
    }
}

async fn on_this_computer(
    decision: oneshot::Receiver<Option<FilePath>>,
) -> Result<Option<PathBuf>, WireError> {
    let Ok(Some(path)) = decision.await else { return Ok(None) };
    path.into_path().map(Some).map_err(|_| {
        WireError::new(ErrorCode::Invalid, "This place is not a file on this computer.")
            .with_hint("Choose a folder of this computer.")
    })
}
