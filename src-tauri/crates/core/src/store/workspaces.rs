//! The table of workspaces.

use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::StoreError;
use crate::data_centre::DataCentre;
use crate::ids::{AccountId, WorkspaceId};
use crate::wire::{At, ColourTag, Environment};

/// One workspace as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Workspace {
    pub(crate) id: WorkspaceId,
    pub(crate) name: String,
    pub(crate) colour: ColourTag,
    pub(crate) environment: Environment,
    pub(crate) data_centre: DataCentre,
    pub(crate) keyword_management: bool,
    pub(crate) account: AccountId,
    pub(crate) created_at: At,
}

const COLUMNS: &str = "id, name, colour, environment, data_centre, keyword_management, account, created_at";

/// All workspaces, in the order of their creation.
pub(crate) fn list(connection: &Connection) -> Result<Vec<Workspace>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM workspace ORDER BY created_at, id"))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One workspace.
pub(crate) fn get(connection: &Connection, id: WorkspaceId) -> Result<Workspace, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM workspace WHERE id = ?1"))?;
    statement.query_row([id], read).optional()?.ok_or(StoreError::NotFound("workspace"))
}

/// Adds a workspace; its account must be there.
pub(crate) fn insert(transaction: &Transaction<'_>, workspace: &Workspace) -> Result<(), StoreError> {
    transaction.execute(
        &format!("INSERT INTO workspace ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
        (
            workspace.id,
            &workspace.name,
            workspace.colour,
            workspace.environment,
            &workspace.data_centre,
            workspace.keyword_management,
            workspace.account,
            workspace.created_at,
        ),
    )?;
    Ok(())
}

/// How many senders a workspace has.
pub(crate) fn sender_count(connection: &Connection, id: WorkspaceId) -> Result<u32, StoreError> {
    count(connection, "SELECT count(*) FROM sender WHERE workspace = ?1", id)
}

/// How many of its test messages have no final outcome yet. One whose answer was lost is left to the operator once
/// Twilio's list was looked into.
pub(crate) fn tests_under_way(connection: &Connection, id: WorkspaceId) -> Result<u32, StoreError> {
    let sql = "SELECT count(*) FROM test_message WHERE workspace = ?1 AND ended = 0 \
               AND NOT (state = 'unknown' AND (looked_at IS NOT NULL OR look_problem IS NOT NULL))";
    count(connection, sql, id)
}

fn count(connection: &Connection, sql: &str, id: WorkspaceId) -> Result<u32, StoreError> {
    Ok(connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Workspace> {
    Ok(Workspace {
        id: row.get(0)?,
        name: row.get(1)?,
        colour: row.get(2)?,
        environment: row.get(3)?,
        data_centre: row.get(4)?,
        keyword_management: row.get(5)?,
        account: row.get(6)?,
        created_at: row.get(7)?,
    })
}
