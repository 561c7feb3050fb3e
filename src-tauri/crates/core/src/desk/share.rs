//! Share files and backups: looked at before they are written, written, read, and imported.

use std::path::PathBuf;

use super::{Answer, Desk};
use crate::ids::{ImportId, JobId, WorkspaceId};
use crate::wire::*;

impl Desk {
    pub async fn share_preview(
        &self,
        workspace: WorkspaceId,
        options: Option<ShareOptions>,
    ) -> Answer<SharePreview> {
        let _ = (workspace, options);
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn share_file_name(&self, workspace: WorkspaceId, format: ShareFormat) -> Answer<String> {
        let _ = (workspace, format);
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn write_share(
        &self,
        workspace: WorkspaceId,
        format: ShareFormat,
        options: ShareOptions,
        path: PathBuf,
    ) -> Answer<SharedFileSaved> {
        let _ = (workspace, format, options, path);
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn backup_preview(&self) -> Answer<BackupPreview> {
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn write_backup(&self, path: PathBuf) -> Answer<SharedFileSaved> {
        let _ = path;
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub fn offer_file(&self, path: PathBuf) {
        let _ = path;
    }

    pub fn hold_file(&self, over: bool) {
        self.tell(Change::FileHeld { over });
    }

    pub async fn read_import(
        &self,
        workspace: Option<WorkspaceId>,
        path: PathBuf,
        job: JobId,
    ) -> Answer<ImportView> {
        let _ = (workspace, path, job);
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn paste_import(
        &self,
        workspace: Option<WorkspaceId>,
        text: String,
        job: JobId,
    ) -> Answer<ImportView> {
        let _ = (workspace, text, job);
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn offered_import(
        &self,
        workspace: Option<WorkspaceId>,
        job: JobId,
    ) -> Answer<Option<ImportView>> {
        let _ = (workspace, job);
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn aim_import(&self, id: ImportId, target: ImportTarget) -> Answer<ImportView> {
        let _ = (id, target);
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn import_rows(&self, id: ImportId, query: ImportQuery) -> Answer<ImportPage> {
        let _ = (id, query);
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn decide_import(&self, id: ImportId, decision: ImportDecision) -> Answer<ImportView> {
        let _ = (id, decision);
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn apply_import(&self, id: ImportId, job: JobId) -> Answer<ImportDone> {
        let _ = (id, job);
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }

    pub async fn close_import(&self, id: ImportId) -> Answer<()> {
        let _ = id;
        Err(WireError::new(ErrorCode::Internal, "not yet"))
    }
}
