//! The table of ticks: steps of worksheets that were done by hand.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction, params};

use super::StoreError;
use crate::ids::{SenderKey, WorkspaceId};
use crate::wire::At;

/// One tick: when, and what the step was ticked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tick {
    pub(crate) value: String,
    pub(crate) at: At,
}

/// Ticks by step.
pub(crate) type Ticks = HashMap<String, Tick>;

/// In place of a sender's key, for steps of the workspace.
fn column(sender: Option<SenderKey>) -> String {
    sender.map(|key| key.to_string()).unwrap_or_default()
}

/// Ticks of one sender, or of the workspace alone.
pub(crate) fn of(
    connection: &Connection,
    workspace: WorkspaceId,
    sender: Option<SenderKey>,
) -> Result<Ticks, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT step, value, at FROM tick WHERE workspace = ?1 AND sender = ?2")?;
    let rows = statement.query_map(params![workspace, column(sender)], |row| {
        Ok((row.get(0)?, Tick { value: row.get(1)?, at: row.get(2)? }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Ticks of every sender of a workspace, those of deleted ones too.
pub(crate) fn of_all(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<HashMap<SenderKey, Ticks>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT sender, step, value, at FROM tick WHERE workspace = ?1 AND sender <> ''")?;
    let rows = statement.query_map([workspace], |row| {
        Ok((row.get(0)?, row.get(1)?, Tick { value: row.get(2)?, at: row.get(3)? }))
    })?;
    let mut all: HashMap<SenderKey, Ticks> = HashMap::new();
    for row in rows {
        let (sender, step, tick) = row?;
        all.entry(sender).or_default().insert(step, tick);
    }
    Ok(all)
}

/// Ticks a step for what it is now.
pub(crate) fn set(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    sender: Option<SenderKey>,
    step: &str,
    tick: &Tick,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO tick (workspace, sender, step, value, at) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at",
        params![workspace, column(sender), step, tick.value, tick.at],
    )?;
    Ok(())
}

/// Takes a tick away; whether there was one.
pub(crate) fn clear(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    sender: Option<SenderKey>,
    step: &str,
) -> Result<bool, StoreError> {
    let gone = transaction.execute(
        "DELETE FROM tick WHERE workspace = ?1 AND sender = ?2 AND step = ?3",
        params![workspace, column(sender), step],
    )?;
    Ok(gone > 0)
}
