//! The tables of what was shared: states of a workspace, which of them counts, and how it was exported.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use crate::ids::{ShareId, WorkspaceId};
use crate::share::document::ShareFile;
use crate::wire::{At, ShareOptions};

/// States that are kept of a workspace: enough to undo back to, little enough to grow no database.
const KEPT: u32 = 8;

/// A state that was shared.
pub(crate) struct Base {
    pub(crate) file: ShareFile,
    pub(crate) at: At,
}

/// Which state counts; none where the workspace was never shared.
pub(crate) fn pointer(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<Option<ShareId>, StoreError> {
    let sql = "SELECT base FROM sharing WHERE workspace = ?1";
    let found = connection.prepare_cached(sql)?.query_row([workspace], |row| row.get(0)).optional()?;
    Ok(found.flatten())
}

/// The states that this workspace was in when it was shared, up to the one that counts, newest first: what a file comes
/// from may be any of them.
pub(crate) fn states(connection: &Connection, workspace: WorkspaceId) -> Result<Vec<Base>, StoreError> {
    let sql = "SELECT content, at FROM shared WHERE workspace = ?1 AND rowid <= \
               (SELECT rowid FROM shared WHERE id = (SELECT base FROM sharing WHERE workspace = ?1)) \
               ORDER BY rowid DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([workspace], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (content, at) = row?;
        let file = serde_json::from_str(&content);
        file.map(|file| Base { file, at }).map_err(|error| StoreError::unreadable("shared state", error))
    })
    .collect()
}

/// The state that counts; none where there is none, or it is too old to be kept.
pub(crate) fn base(connection: &Connection, workspace: WorkspaceId) -> Result<Option<Base>, StoreError> {
    let sql = "SELECT content, at FROM shared WHERE workspace = ?1 \
               AND id = (SELECT base FROM sharing WHERE workspace = ?1)";
    let found: Option<(String, At)> = connection
        .prepare_cached(sql)?
        .query_row([workspace], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found
        .map(|(content, at)| {
            let file = serde_json::from_str(&content);
            file.map(|file| Base { file, at }).map_err(|error| StoreError::unreadable("shared state", error))
        })
        .transpose()
}

/// Keeps a state and has it count from now on.
pub(crate) fn keep(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    file: &ShareFile,
    at: At,
) -> Result<ShareId, StoreError> {
    let id = ShareId::fresh();
    let content =
        serde_json::to_string(file).map_err(|error| StoreError::unreadable("shared state", error))?;
    transaction.execute(
        "INSERT INTO shared (id, workspace, content, at) VALUES (?1, ?2, ?3, ?4)",
        params![id, workspace, content, at],
    )?;
    point(transaction, workspace, Some(id))?;
    transaction.execute(
        "DELETE FROM shared WHERE workspace = ?1 AND id NOT IN \
         (SELECT id FROM shared WHERE workspace = ?1 ORDER BY rowid DESC LIMIT ?2)",
        params![workspace, KEPT],
    )?;
    Ok(id)
}

/// Has another state count.
pub(crate) fn point(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    base: Option<ShareId>,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO sharing (workspace, base) VALUES (?1, ?2) \
         ON CONFLICT (workspace) DO UPDATE SET base = excluded.base",
        params![workspace, base],
    )?;
    Ok(())
}

/// How it was exported last.
pub(crate) fn options(connection: &Connection, workspace: WorkspaceId) -> Result<ShareOptions, StoreError> {
    let sql = "SELECT mask_account, alias FROM sharing WHERE workspace = ?1";
    let found = connection
        .prepare_cached(sql)?
        .query_row([workspace], |row| Ok(ShareOptions { mask_account: row.get(0)?, alias: row.get(1)? }))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Keeps how it is exported.
pub(crate) fn set_options(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    options: &ShareOptions,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO sharing (workspace, mask_account, alias) VALUES (?1, ?2, ?3) \
         ON CONFLICT (workspace) DO UPDATE SET mask_account = excluded.mask_account, alias = excluded.alias",
        params![workspace, options.mask_account, options.alias],
    )?;
    Ok(())
}
