//! The tables of senders and of deleted senders.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::ids::{SenderKey, WorkspaceId};
use crate::sender::Sender;
use crate::wire::{At, LastTest, SenderPage, SenderQuery, SenderRow, SenderSort, SenderType};

/// The most rows that one page of the list has.
pub(crate) const PAGE: u32 = 500;

/// A sender as it is kept. Serializes to what undo puts back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptSender {
    pub(crate) key: SenderKey,
    pub(crate) workspace: WorkspaceId,
    pub(crate) name: String,
    pub(crate) sender_type: SenderType,
    pub(crate) sender_id: String,
    pub(crate) supports_mms: bool,
    pub(crate) is_default: bool,
    pub(crate) created_at: At,
    pub(crate) updated_at: At,
}

const COLUMNS: &str =
    "key, workspace, name, sender_type, sender_id, supports_mms, is_default, created_at, updated_at";

/// A name as it is compared, searched and sorted: without regard to case, in all scripts.
pub(crate) fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// One sender.
pub(crate) fn get(connection: &Connection, key: SenderKey) -> Result<KeptSender, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM sender WHERE key = ?1"))?;
    statement.query_row([key], read).optional()?.ok_or(StoreError::NotFound("sender"))
}

/// One sender as a row of the list.
pub(crate) fn row(connection: &Connection, key: SenderKey) -> Result<SenderRow, StoreError> {
    with_last_test(connection, get(connection, key)?)
}

/// Adds a sender.
pub(crate) fn insert(transaction: &Transaction<'_>, sender: &KeptSender) -> Result<(), StoreError> {
    transaction
        .prepare_cached(&format!(
            "INSERT INTO sender ({COLUMNS}, name_folded) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        ))?
        .execute(params![
            sender.key,
            sender.workspace,
            sender.name,
            sender.sender_type,
            sender.sender_id,
            sender.supports_mms,
            sender.is_default,
            sender.created_at,
            sender.updated_at,
            folded(&sender.name),
        ])?;
    Ok(())
}

/// Puts a checked draft in the place of what was kept.
pub(crate) fn update(
    transaction: &Transaction<'_>,
    key: SenderKey,
    sender: &Sender,
    at: At,
) -> Result<(), StoreError> {
    let changed = transaction.execute(
        "UPDATE sender SET name = ?2, name_folded = ?3, sender_type = ?4, sender_id = ?5, supports_mms = ?6, \
         updated_at = ?7 WHERE key = ?1",
        params![
            key,
            sender.name(),
            folded(sender.name()),
            sender.id().kind(),
            sender.id().as_str(),
            sender.supports_mms(),
            at,
        ],
    )?;
    if changed == 0 { Err(StoreError::NotFound("sender")) } else { Ok(()) }
}

/// Removes a sender and keeps it for undo.
pub(crate) fn delete(transaction: &Transaction<'_>, sender: &KeptSender, at: At) -> Result<(), StoreError> {
    let kept = serde_json::to_string(sender).map_err(|error| StoreError::unreadable("sender", error))?;
    transaction.execute(
        "INSERT OR REPLACE INTO undo_sender (key, workspace, row, deleted_at) VALUES (?1, ?2, ?3, ?4)",
        params![sender.key, sender.workspace, kept, at],
    )?;
    transaction.execute("DELETE FROM sender WHERE key = ?1", [sender.key])?;
    Ok(())
}

/// Takes a deleted sender out of undo.
pub(crate) fn take_deleted(
    transaction: &Transaction<'_>,
    key: SenderKey,
) -> Result<Option<KeptSender>, StoreError> {
    let kept: Option<String> = transaction
        .query_row("DELETE FROM undo_sender WHERE key = ?1 RETURNING row", [key], |row| row.get(0))
        .optional()?;
    kept.map(|kept| {
        serde_json::from_str(&kept).map_err(|error| StoreError::unreadable("deleted sender", error))
    })
    .transpose()
}

/// Makes `key` the one default sender of its workspace.
pub(crate) fn mark_default(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    key: SenderKey,
) -> Result<(), StoreError> {
    // The former first: at no moment may there be two.
    transaction
        .execute("UPDATE sender SET is_default = 0 WHERE workspace = ?1 AND is_default = 1", [workspace])?;
    transaction.execute("UPDATE sender SET is_default = 1 WHERE key = ?1", [key])?;
    Ok(())
}

/// Whether a workspace has a default sender.
pub(crate) fn has_default(connection: &Connection, workspace: WorkspaceId) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM sender WHERE workspace = ?1 AND is_default = 1")?;
    Ok(statement.exists([workspace])?)
}

/// Names of other senders of the workspace: of one with the same type and ID, and of one with the same name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Twins {
    pub(crate) same_id: Option<String>,
    pub(crate) same_name: Option<String>,
}

/// Looks for senders that `draft` would repeat; `except` is the one being edited.
pub(crate) fn twins(
    connection: &Connection,
    workspace: WorkspaceId,
    except: Option<SenderKey>,
    name: &str,
    id: Option<(SenderType, &str)>,
) -> Result<Twins, StoreError> {
    let except = except.map(|key| key.to_string()).unwrap_or_default();
    let same_name = connection
        .prepare_cached(
            "SELECT name FROM sender WHERE workspace = ?1 AND name_folded = ?2 AND key <> ?3 LIMIT 1",
        )?
        .query_row(params![workspace, folded(name), except], |row| row.get(0))
        .optional()?;
    let same_id = match id {
        None => None,
        Some((kind, text)) => connection
            .prepare_cached(
                "SELECT name FROM sender WHERE workspace = ?1 AND sender_id = ?2 AND sender_type = ?3 \
                 AND key <> ?4 LIMIT 1",
            )?
            .query_row(params![workspace, text, kind, except], |row| row.get(0))
            .optional()?,
    };
    Ok(Twins { same_id, same_name })
}

/// One page of the list.
pub(crate) fn page(
    connection: &Connection,
    workspace: WorkspaceId,
    query: &SenderQuery,
) -> Result<SenderPage, StoreError> {
    let total = super::workspaces::sender_count(connection, workspace)?;
    let search = folded(query.search.trim());
    // `instr` takes the text as it is: no sign in a search has a meaning of its own.
    let matches = "workspace = ?1 AND (instr(name_folded, ?2) > 0 OR instr(lower(sender_id), ?2) > 0)";
    let (condition, matching) = if search.is_empty() {
        ("workspace = ?1 AND ?2 = ''", total)
    } else {
        let count = format!("SELECT count(*) FROM sender WHERE {matches}");
        let matching =
            connection.prepare_cached(&count)?.query_row(params![workspace, search], |row| row.get(0))?;
        (matches, matching)
    };
    let order = order(query.sort, query.descending);
    let rows = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM sender WHERE {condition} ORDER BY {order} LIMIT ?3 OFFSET ?4"
        ))?
        .query_map(params![workspace, search, query.limit.min(PAGE), query.offset], read)?
        .map(|sender| with_last_test(connection, sender?))
        .collect::<Result<_, _>>()?;
    Ok(SenderPage { matching, total, offset: query.offset, rows })
}

/// The key comes last, so that no two pages overlap; it sorts by creation.
fn order(sort: SenderSort, descending: bool) -> &'static str {
    match (sort, descending) {
        (SenderSort::Created, false) => "is_default DESC, created_at, key",
        (SenderSort::Created, true) => "is_default DESC, created_at DESC, key DESC",
        (SenderSort::Name, false) => "name_folded, key",
        (SenderSort::Name, true) => "name_folded DESC, key DESC",
        (SenderSort::SenderId, false) => "sender_id, key",
        (SenderSort::SenderId, true) => "sender_id DESC, key DESC",
        (SenderSort::SenderType, false) => "sender_type, name_folded, key",
        (SenderSort::SenderType, true) => "sender_type DESC, name_folded DESC, key DESC",
    }
}

fn with_last_test(connection: &Connection, sender: KeptSender) -> Result<SenderRow, StoreError> {
    let last_test = connection
        .prepare_cached(
            "SELECT id, state, error_code, created_at FROM test_message WHERE sender = ?1 \
             ORDER BY created_at DESC LIMIT 1",
        )?
        .query_row([sender.key], |row| {
            Ok(LastTest { id: row.get(0)?, state: row.get(1)?, error_code: row.get(2)?, at: row.get(3)? })
        })
        .optional()?;
    Ok(SenderRow {
        key: sender.key,
        name: sender.name,
        sender_type: sender.sender_type,
        sender_id: sender.sender_id,
        supports_mms: sender.supports_mms,
        is_default: sender.is_default,
        updated_at: sender.updated_at,
        last_test,
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<KeptSender> {
    Ok(KeptSender {
        key: row.get(0)?,
        workspace: row.get(1)?,
        name: row.get(2)?,
        sender_type: row.get(3)?,
        sender_id: row.get(4)?,
        supports_mms: row.get(5)?,
        is_default: row.get(6)?,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
    })
}
