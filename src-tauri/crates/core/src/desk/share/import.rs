//! A file is read and looked at: nothing is written until *Import*.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::Connection;

use super::aim::{aimed, plan};
use super::restore;
use super::session::{Content, Session, locked};
use super::shown::shown;
use crate::desk::jobs::Job;
use crate::desk::{Answer, Desk};
use crate::ids::{ImportId, JobId, WorkspaceId};
use crate::share::document::{ShareFile, SharedWorkspace};
use crate::share::read::{self, Document, FilePlaces, Unreadable};
use crate::share::{check, csv_in, source};
use crate::sharing::plan::Plan;
use crate::sharing::view;
use crate::wire::*;
use crate::words::pasted;

/// The most rows that one page of the preview has.
const PAGE: u32 = 200;

impl Desk {
    /// Notes a file that the system or a drop brought, and has the page ask for it. One is looked at at a time.
    pub fn offer_files(&self, mut paths: Vec<PathBuf>) {
        match (paths.pop(), paths.len()) {
            (Some(only), 0) => {
                self.inner.imports.offer(only);
                self.tell(Change::FileOffered);
            }
            (_, more) => self.notice(
                format!("{} files came at once: none was opened.", more + 1),
                Some("Import one file at a time; a backup holds several workspaces in one.".to_owned()),
            ),
        }
    }

    /// Tells whether files are held over the window.
    pub fn hold_files(&self, over: bool) {
        self.tell(Change::FileHeld { over });
    }

    /// Reads a file and shows what importing it into this workspace would do; without one, into a new one.
    ///
    /// # Errors
    /// `Invalid` where it cannot be read, with line, column and remedy; or when it was cancelled.
    pub async fn read_import(
        &self,
        workspace: Option<WorkspaceId>,
        path: PathBuf,
        job: JobId,
    ) -> Answer<ImportView> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.begin_import(workspace, job, name, move || source::text_of(&path)).await
    }

    /// The same of text that was pasted.
    ///
    /// # Errors
    /// As [`Desk::read_import`].
    pub async fn paste_import(
        &self,
        workspace: Option<WorkspaceId>,
        text: String,
        job: JobId,
    ) -> Answer<ImportView> {
        let read = move || source::text_of_bytes(text.into_bytes());
        self.begin_import(workspace, job, "pasted text".to_owned(), read).await
    }

    /// The same of the file that was offered last; none where none was.
    ///
    /// # Errors
    /// As [`Desk::read_import`].
    pub async fn offered_import(
        &self,
        workspace: Option<WorkspaceId>,
        job: JobId,
    ) -> Answer<Option<ImportView>> {
        match self.inner.imports.take_offered() {
            Some(path) => self.read_import(workspace, path, job).await.map(Some),
            None => Ok(None),
        }
    }

    async fn begin_import(
        &self,
        workspace: Option<WorkspaceId>,
        job: JobId,
        name: String,
        text: impl FnOnce() -> Result<String, Unreadable> + Send + 'static,
    ) -> Answer<ImportView> {
        let job = self.begin_job(job);
        let mut pace = job.pace(3);
        let content = in_thread(move || text().and_then(|text| content(name, &text))).await?;
        let content = Arc::new(content.map_err(|fault| unreadable(&fault))?);
        pace.step();
        going_on(&job)?;
        let target = match workspace {
            Some(workspace) if content.kind != ImportKind::Backup => ImportTarget::Existing { workspace },
            _ => ImportTarget::New { account_of: None },
        };
        let session = self.aim(content, target, true).await?;
        pace.step();
        going_on(&job)?;
        let id = self.inner.imports.put(session);
        let view = self.import_view(id).await;
        pace.step();
        view
    }

    /// Aims an import at another workspace, or anew at the same one after that was changed. What was decided is
    /// forgotten.
    pub async fn aim_import(&self, id: ImportId, target: ImportTarget) -> Answer<ImportView> {
        let session = self.inner.imports.get(id)?;
        let content = locked(&session).content.clone();
        let fresh = self.aim(content, target, false).await?;
        *locked(&session) = fresh;
        self.import_view(id).await
    }

    /// `guess` has a new workspace share the account that the file names, where one here has it.
    async fn aim(&self, content: Arc<Content>, target: ImportTarget, guess: bool) -> Answer<Session> {
        let of_file = content.clone();
        let aimed = self.read(move |connection| aimed(connection, &of_file, target, guess)).await?;
        let rows = match &content.backup {
            Some(backup) => {
                let (backup, content) = (backup.clone(), content.clone());
                self.read(move |connection| {
                    restore::rows(connection, &backup, &content.backup_places, &content.faults)
                })
                .await?
            }
            None => Vec::new(),
        };
        in_thread(move || {
            let plan = if content.backup.is_some() { Plan::default() } else { plan(&content, &aimed) };
            Session { content, aimed, plan, restore: rows }
        })
        .await
    }

    /// An import as it stands.
    pub(super) async fn import_view(&self, id: ImportId) -> Answer<ImportView> {
        let session = self.inner.imports.get(id)?;
        in_thread(move || shown(id, &locked(&session))).await
    }

    /// One page of the preview.
    pub async fn import_rows(&self, id: ImportId, query: ImportQuery) -> Answer<ImportPage> {
        let session = self.inner.imports.get(id)?;
        in_thread(move || {
            let session = locked(&session);
            let search = pasted(&query.search).to_lowercase();
            let wanted = |change: ImportChange| query.change.is_none_or(|wanted| wanted == change);
            let matching = session.plan.rows.iter().enumerate();
            let matching = matching.filter(|(_, row)| wanted(row.change) && view::matches(row, &search));
            let (mut total, mut rows) = (0u32, Vec::new());
            let until = query.offset.saturating_add(query.limit.min(PAGE));
            for (index, row) in matching {
                if (query.offset..until).contains(&total) {
                    rows.push(view::row(index, row));
                }
                total += 1;
            }
            ImportPage { matching: total, offset: query.offset, rows }
        })
        .await
    }

    /// Decides something. A choice that is not possible is refused.
    ///
    /// # Errors
    /// `Invalid` for what is not there to be decided.
    pub async fn decide_import(&self, id: ImportId, decision: ImportDecision) -> Answer<ImportView> {
        let session = self.inner.imports.get(id)?;
        let decided = in_thread(move || decide(&mut locked(&session), decision)).await?;
        if !decided {
            return Err(WireError::new(ErrorCode::Invalid, "This cannot be chosen here.")
                .with_hint("Look at the preview again; it may have been aimed elsewhere meanwhile."));
        }
        self.import_view(id).await
    }

    /// Forgets an import.
    pub async fn close_import(&self, id: ImportId) -> Answer<()> {
        self.inner.imports.close(id);
        Ok(())
    }
}

/// Runs what parses foreign files or compares much in a thread of its own; a panic in it becomes an error.
pub(super) async fn in_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Answer<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "an import ended badly");
        WireError::new(ErrorCode::Internal, "The file could not be looked at; nothing was changed.")
            .with_hint("The log has the causes. The file itself may be at fault.")
    })
}

/// The end of work that was cancelled.
fn going_on(job: &Job) -> Answer<()> {
    match job.is_cancelled() {
        true => Err(WireError::new(ErrorCode::Invalid, "Cancelled: nothing was changed.")),
        false => Ok(()),
    }
}

/// An error with the place in front.
pub(crate) fn unreadable(fault: &Unreadable) -> WireError {
    let message = match fault.at {
        Some(at) => format!("Line {}, column {}: {}", at.line, at.column, fault.message),
        None => fault.message.clone(),
    };
    WireError::new(ErrorCode::Invalid, message).with_hint(fault.hint.clone())
}

/// Reads a text as what it is.
pub(crate) fn content(source: String, text: &str) -> Result<Content, Unreadable> {
    // What stands there counts before the name.
    let is_named = || [".csv", ".tsv"].iter().any(|ending| source.to_lowercase().ends_with(ending));
    if csv_in::is_table(text) || (is_named() && read::parse(text).is_err()) {
        let table = csv_in::parse(text)?;
        let mut content = Content {
            source,
            kind: ImportKind::Table,
            file: table.file,
            places: table.places,
            faults: table.faults,
            made_up: table.without_id,
            table: Some((table.delimiter, table.columns)),
            backup: None,
            backup_places: Vec::new(),
        };
        check::check_table(&mut content.file, &mut content.places, &mut content.faults);
        return Ok(content);
    }
    let mut read = read::parse(text)?;
    check::check(&mut read);
    let none = ShareFile::of(SharedWorkspace::default(), Vec::new());
    let (kind, file, backup) = match read.document {
        Document::Share(file) => (ImportKind::Share, file, None),
        Document::Backup(backup) => (ImportKind::Backup, none, Some(backup)),
    };
    let (places, backup_places) = match kind {
        ImportKind::Share => (read.places.pop().unwrap_or_default(), Vec::new()),
        _ => (FilePlaces::default(), read.places),
    };
    Ok(Content {
        source,
        kind,
        file,
        places,
        faults: read.faults,
        made_up: BTreeSet::new(),
        table: None,
        backup,
        backup_places,
    })
}

/// The preview of importing a text into a workspace, with all of its rows, for whoever has no window.
///
/// # Errors
/// `Invalid` where the text cannot be read.
pub(crate) fn preview_of(
    connection: &Connection,
    workspace: WorkspaceId,
    source: &str,
    text: &str,
) -> Answer<(ImportView, Vec<ImportRow>)> {
    let content = Arc::new(content(source.to_owned(), text).map_err(|fault| unreadable(&fault))?);
    if content.kind == ImportKind::Backup {
        return Err(WireError::new(ErrorCode::Invalid, "This is a backup: it makes workspaces of its own.")
            .with_hint("Restore it in Senderdesk."));
    }
    let aimed = aimed(connection, &content, ImportTarget::Existing { workspace }, false)?;
    let plan = plan(&content, &aimed);
    let session = Session { content, aimed, plan, restore: Vec::new() };
    let rows = session.plan.rows.iter().enumerate().map(|(index, row)| view::row(index, row)).collect();
    Ok((shown(ImportId::fresh(), &session), rows))
}

fn decide(session: &mut Session, decision: ImportDecision) -> bool {
    let plan = &mut session.plan;
    match decision {
        ImportDecision::Sender { index, choice } => {
            plan.rows.get_mut(index as usize).is_some_and(|row| row.choose(choice))
        }
        ImportDecision::Field { index, field, choice } => {
            plan.rows.get_mut(index as usize).is_some_and(|row| row.choose_field(&field, choice))
        }
        ImportDecision::Workspace { field, choice } => {
            let found = plan.workspace.iter_mut().find(|one| one.name == field);
            found.filter(|_| choice != ImportChoice::Both).map(|found| found.choice = Some(choice)).is_some()
        }
        ImportDecision::Every { change, choice } => {
            let of_kind = plan.rows.iter_mut().filter(|row| row.change == change);
            of_kind.map(|row| row.choose(choice)).fold(false, |any, chosen| any | chosen)
        }
        ImportDecision::Restore { index, included } => {
            session.restore.get_mut(index as usize).map(|row| row.included = included).is_some()
        }
    }
}
