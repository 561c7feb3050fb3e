//! The table of test handsets.

use rusqlite::{Connection, OptionalExtension, Transaction};
use twilio_messaging::E164;

use super::StoreError;
use crate::ids::WorkspaceId;
use crate::wire::{At, TestHandset};

/// The handsets of a workspace, by label without regard to case.
pub(crate) fn list(connection: &Connection, workspace: WorkspaceId) -> Result<Vec<TestHandset>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT number, label FROM test_handset WHERE workspace = ?1")?;
    let rows = statement
        .query_map([workspace], |row| Ok(TestHandset { number: row.get(0)?, label: row.get(1)? }))?;
    let mut handsets: Vec<_> = rows.collect::<Result<_, _>>()?;
    handsets.sort_by_cached_key(|handset| (handset.label.to_lowercase(), handset.number.clone()));
    Ok(handsets)
}

/// The label of a number, if it is saved.
pub(crate) fn label(
    connection: &Connection,
    workspace: WorkspaceId,
    number: &E164,
) -> Result<Option<String>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT label FROM test_handset WHERE workspace = ?1 AND number = ?2")?;
    Ok(statement.query_row((workspace, number.as_str()), |row| row.get(0)).optional()?)
}

/// Adds a handset, or gives it another label.
pub(crate) fn save(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    number: &E164,
    label: &str,
    at: At,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO test_handset (workspace, number, label, added_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (workspace, number) DO UPDATE SET label = excluded.label",
        (workspace, number.as_str(), label, at),
    )?;
    Ok(())
}

/// Removes a handset.
pub(crate) fn remove(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    number: &E164,
) -> Result<(), StoreError> {
    transaction.execute(
        "DELETE FROM test_handset WHERE workspace = ?1 AND number = ?2",
        (workspace, number.as_str()),
    )?;
    Ok(())
}
