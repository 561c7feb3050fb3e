//! Where does the operator want a file? The system's chooser, behind a port that tests replace.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use senderdesk_core::Desk;
use senderdesk_core::ids::{SenderKey, WorkspaceId};
use senderdesk_core::wire::{
    ActivityFormat, ActivityQuery, ErrorCode, SavedFile, WireError, WorksheetFormat,
};
use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

/// Asks for a place.
pub trait Chooser: Send + Sync {
    /// Where to save a file that would be called `name`; none when the operator cancels. The chooser itself asks
    /// before an existing file is replaced.
    fn save<'a>(&'a self, name: &'a str) -> Chosen<'a>;
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

impl<R: Runtime> Chooser for AppHandle<R> {
    fn save<'a>(&'a self, name: &'a str) -> Chosen<'a> {
        Box::pin(async move {
            let (decided, decision) = oneshot::channel();
            self.dialog().file().set_file_name(name).save_file(move |path| {
                let _ = decided.send(path);
            });
            let Ok(Some(path)) = decision.await else { return Ok(None) };
            path.into_path().map(Some).map_err(|_| {
                WireError::new(ErrorCode::Invalid, "This place is not a file on this computer.")
                    .with_hint("Choose a folder of this computer.")
            })
        })
    }
}
