//! Share files and backups: looked at before they are written, and written whole or not at all.

mod aim;
mod apply;
mod import;
mod restore;
mod session;
mod shown;

use std::path::{Path, PathBuf};

use super::workspaces::log;
use super::{Answer, Desk};
use crate::failpoint;
use crate::file_out;
use crate::ids::WorkspaceId;
use crate::share::document::{BACKUP, BackedUp, Backup, More, VERSION};
use crate::share::write::{Form, backup, share_file};
use crate::share::{csv_out, diff};
use crate::sharing::taken::{self, Left, Taken};
use crate::store::accounts;
use crate::store::shared;
use crate::store::workspaces;
use crate::wire::*;

pub(crate) use import::preview_of;
pub(super) use session::State;

/// How much of the file is shown before it is written.
const HEAD: usize = 60;

/// What never goes into a share file.
const NEVER: [&str; 4] = [
    "Auth Token, API keys and everything else in the keychain: whoever imports is asked for a credential.",
    "Test messages, recipients and saved test handsets.",
    "Ticks of worksheets, balances and the activity log.",
    "Times, and the names of this computer, its user and this program's version.",
];

impl Desk {
    /// What an export would hold and leave out; with the options of the last one where none are given.
    pub async fn share_preview(
        &self,
        workspace: WorkspaceId,
        options: Option<ShareOptions>,
    ) -> Answer<SharePreview> {
        let (options, taken, base) = self
            .read(move |connection| {
                let options = match options {
                    Some(options) => options,
                    None => shared::options(connection, workspace)?,
                };
                let taken = taken::take(connection, workspace, &options)?;
                Ok((options, taken, shared::base(connection, workspace)?))
            })
            .await?;
        let Taken { file, left_out, .. } = taken;
        let text = share_file(&file, Form::Yaml);
        let account = file.workspace.account.as_ref();
        let account = account
            .and_then(|account| account.sid.clone().or(account.alias.as_ref().map(ToString::to_string)));
        Ok(SharePreview {
            alias_problem: taken::alias_problem(&options),
            options,
            senders: count(file.senders.len()),
            account: account.unwrap_or_default(),
            left_out: left_out.named,
            left_out_total: left_out.total,
            never: NEVER.map(str::to_owned).to_vec(),
            unknown_fields: file.unknown_fields(),
            last_shared: base.as_ref().map(|base| base.at),
            since: base.map(|base| changes(&diff::diff(&base.file, &file))),
            lines: count(text.lines().count()),
            head: text.lines().take(HEAD).collect::<Vec<_>>().join("\n"),
        })
    }

    /// What the file is called unless the operator says otherwise: letters, digits, `-` and dots.
    pub async fn share_file_name(&self, workspace: WorkspaceId, format: ShareFormat) -> Answer<String> {
        let name = self.read(move |connection| Ok(workspaces::get(connection, workspace)?.name)).await?;
        let ending = match format {
            ShareFormat::Yaml => "senders.yaml",
            ShareFormat::Json => "senders.json",
            ShareFormat::Senderdesk => "senderdesk",
            ShareFormat::Csv => "senders.csv",
        };
        let plain = crate::setup::plain(&name);
        Ok(format!("{}.{ending}", if plain.is_empty() { "workspace" } else { &plain }))
    }

    /// Writes the senders of a workspace to a file. What was written is what a later import is compared with, but for
    /// a table, which does not hold all.
    ///
    /// # Errors
    /// `Invalid` with a hint where the place takes no file, or the alias is none.
    pub async fn write_share(
        &self,
        workspace: WorkspaceId,
        format: ShareFormat,
        options: ShareOptions,
        path: PathBuf,
    ) -> Answer<SharedFileSaved> {
        if let Some(problem) = taken::alias_problem(&options) {
            let field = FieldError { field: "alias".to_owned(), message: problem, hint: None };
            return Err(WireError::invalid(vec![field]));
        }
        let chosen = options.clone();
        let Taken { file, left_out, .. } =
            self.read(move |connection| taken::take(connection, workspace, &chosen)).await?;
        let senders = file.senders.len();
        let written = file.clone();
        let text = move || match format {
            ShareFormat::Yaml | ShareFormat::Senderdesk => share_file(&written, Form::Yaml),
            ShareFormat::Json => share_file(&written, Form::Json),
            ShareFormat::Csv => csv_out::table(&written),
        };
        let saved = put(&path, text).await?;
        failpoint::reach("write_share.written");
        // A window that only reads exports all the same; it just keeps no memory of it.
        if self.inner.store.read_only().is_none() {
            let now = self.now();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            self.write(move |transaction| {
                shared::set_options(transaction, workspace, &options)?;
                if format != ShareFormat::Csv {
                    shared::keep(transaction, workspace, &file, now)?;
                }
                let detail = format!("{} to {name}.", super::undo::count_of(senders));
                log(transaction, &workspaces::get(transaction, workspace)?, "exported", detail, now)
            })
            .await?;
        }
        Ok(SharedFileSaved { file: saved, left_out: left_out.total })
    }

    /// What a backup of everything would hold.
    pub async fn backup_preview(&self) -> Answer<BackupPreview> {
        let (backup, left_out) = self.taken_backup().await?;
        let part = |one: &BackedUp| BackupPart {
            name: one.workspace.name.as_ref().map(ToString::to_string).unwrap_or_default(),
            senders: count(one.senders.len()),
        };
        Ok(BackupPreview {
            workspaces: backup.workspaces.iter().map(part).collect(),
            left_out: left_out.named,
            left_out_total: left_out.total,
            never: NEVER.map(str::to_owned).to_vec(),
        })
    }

    /// Writes all workspaces but the one for practice to one file.
    ///
    /// # Errors
    /// `Invalid` with a hint where the place takes no file.
    pub async fn write_backup(&self, path: PathBuf) -> Answer<SharedFileSaved> {
        let (taken, left_out) = self.taken_backup().await?;
        let file = put(&path, move || backup(&taken, Form::Yaml)).await?;
        Ok(SharedFileSaved { file, left_out: left_out.total })
    }

    async fn taken_backup(&self) -> Answer<(Backup, Left)> {
        self.read(|connection| {
            let (mut all, mut left_out) = (Vec::new(), Left::default());
            for workspace in workspaces::list(connection)? {
                if accounts::is_practice(connection, workspace.account)? {
                    continue;
                }
                let taken = taken::take(connection, workspace.id, &ShareOptions::default())?;
                left_out.extend(taken.left_out);
                let more = taken.file.more;
                all.push(BackedUp { workspace: taken.file.workspace, senders: taken.file.senders, more });
            }
            let backup = Backup {
                schema: BACKUP.to_owned(),
                schema_version: VERSION,
                workspaces: all,
                more: More::new(),
            };
            Ok((backup, left_out))
        })
        .await
    }
}

/// Writes a text in a thread that may wait.
async fn put(path: &Path, text: impl FnOnce() -> String + Send + 'static) -> Answer<SavedFile> {
    let path = path.to_owned();
    let written = path.display().to_string();
    let writing = move || {
        file_out::write_whole(&path, |out| {
            out.write_all(text().as_bytes())?;
            failpoint::reach("write_share.half");
            Ok(())
        })
    };
    tokio::task::spawn_blocking(writing).await.map_err(|error| {
        WireError::new(ErrorCode::Internal, format!("The file was not written: {error}."))
    })??;
    Ok(SavedFile { path: written })
}

fn changes(found: &diff::Diff) -> ShareChanges {
    let of = |what| count(found.senders.iter().filter(|sender| sender.what == what).count());
    ShareChanges {
        added: of(diff::Changed::Added),
        changed: of(diff::Changed::Edited),
        removed: of(diff::Changed::Removed),
        workspace_fields: count(found.workspace.len()),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
