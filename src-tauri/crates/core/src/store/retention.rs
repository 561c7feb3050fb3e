//! How long ended tests are kept, and which of them are over that.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::StoreError;
use crate::ids::WorkspaceId;
use crate::wire::{At, TestState};

/// Days for which tests of a workspace are kept; none keeps them for ever.
pub(crate) fn kept_days(connection: &Connection, workspace: WorkspaceId) -> Result<Option<u32>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT kept_days FROM test_retention WHERE workspace = ?1")?;
    Ok(statement.query_row([workspace], |row| row.get(0)).optional()?)
}

/// The workspaces whose tests are not kept for ever, with their days.
pub(crate) fn limited(connection: &Connection) -> Result<Vec<(WorkspaceId, u32)>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT workspace, kept_days FROM test_retention")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Sets for how long tests are kept from now on; deletes nothing.
pub(crate) fn set(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    days: Option<u32>,
) -> Result<(), StoreError> {
    match days {
        Some(days) => transaction.execute(
            "INSERT INTO test_retention (workspace, kept_days) VALUES (?1, ?2) \
             ON CONFLICT (workspace) DO UPDATE SET kept_days = excluded.kept_days",
            (workspace, days),
        )?,
        None => transaction.execute("DELETE FROM test_retention WHERE workspace = ?1", [workspace])?,
    };
    Ok(())
}

/// Only what is ended goes: never one that is followed, never one of which nobody knows whether it was sent, nor the one
/// that was sent in its place, nor one whose identity stands in a form that was left: its record keeps it from being
/// sent twice.
const OVER: &str = "FROM test_message INDEXED BY test_message_history \
                    WHERE workspace = ?1 AND created_at < ?2 AND ended = 1 AND state <> ?3 AND again_of IS NULL \
                    AND id NOT IN (SELECT json_extract(kept.value, '$.id') FROM test_draft, \
                    json_each(test_draft.content, '$.recipients') kept)";

/// How many ended tests are older than `before`.
pub(crate) fn over(connection: &Connection, workspace: WorkspaceId, before: At) -> Result<u32, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT count(*) {OVER}"))?;
    Ok(statement.query_row((workspace, before, TestState::Unknown), |row| row.get(0))?)
}

/// Deletes the oldest of them, at most `most`; returns how many.
pub(crate) fn prune(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    before: At,
    most: u32,
) -> Result<usize, StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "DELETE FROM test_message WHERE number IN (SELECT number {OVER} ORDER BY number LIMIT ?4)"
    ))?;
    Ok(statement.execute((workspace, before, TestState::Unknown, most))?)
}
