//! The table of workspaces.

pub(crate) mod facts;

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::data_centre::DataCentre;
use crate::ids::{AccountId, WorkspaceId};
use crate::share::document::More;
use crate::wire::{At, ColourTag, Environment};

/// One workspace as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Workspace {
    pub(crate) id: WorkspaceId,
    pub(crate) name: String,
    pub(crate) colour: ColourTag,
    pub(crate) environment: Environment,
    pub(crate) data_centre: DataCentre,
    pub(crate) keyword_management: bool,
    /// The dashboard's *Delivery tracking URL*, as pasted.
    pub(crate) delivery_url: Option<String>,
    pub(crate) account: AccountId,
    pub(crate) created_at: At,
    /// Fields of share files that this version does not know.
    #[serde(default)]
    pub(crate) more: FileMore,
}

/// Unknown fields of a share file beside those of its senders.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FileMore {
    pub(crate) workspace: More,
    pub(crate) file: More,
}

const COLUMNS: &str =
    "id, name, colour, environment, data_centre, keyword_management, delivery_url, account, created_at, more";

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
        &format!("INSERT INTO workspace ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"),
        (
            workspace.id,
            &workspace.name,
            workspace.colour,
            workspace.environment,
            &workspace.data_centre,
            workspace.keyword_management,
            &workspace.delivery_url,
            workspace.account,
            workspace.created_at,
            written(&workspace.more)?,
        ),
    )?;
    Ok(())
}

/// Changes all of a workspace but its identity and its account.
pub(crate) fn update(transaction: &Transaction<'_>, workspace: &Workspace) -> Result<(), StoreError> {
    let changed = transaction.execute(
        "UPDATE workspace SET name = ?2, colour = ?3, environment = ?4, data_centre = ?5, keyword_management = ?6, \
         delivery_url = ?7, more = ?8 WHERE id = ?1",
        (
            workspace.id,
            &workspace.name,
            workspace.colour,
            workspace.environment,
            &workspace.data_centre,
            workspace.keyword_management,
            &workspace.delivery_url,
            written(&workspace.more)?,
        ),
    )?;
    if changed == 0 { Err(StoreError::NotFound("workspace")) } else { Ok(()) }
}

/// Removes a workspace with its senders, tests, ticks and what could be taken back. The activity log stays.
pub(crate) fn remove(transaction: &Transaction<'_>, id: WorkspaceId) -> Result<(), StoreError> {
    let removed = transaction.execute("DELETE FROM workspace WHERE id = ?1", [id])?;
    if removed == 0 { Err(StoreError::NotFound("workspace")) } else { Ok(()) }
}

/// Whether a request to send is under way for this workspace: its outcome would have nowhere to go.
pub(crate) fn is_sending(connection: &Connection, id: WorkspaceId) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM test_message WHERE workspace = ?1 AND state = 'posting'";
    Ok(count(connection, sql, id)? > 0)
}

/// How many test messages were sent from a workspace.
pub(crate) fn test_count(connection: &Connection, id: WorkspaceId) -> Result<u32, StoreError> {
    count(connection, "SELECT count(*) FROM test_message WHERE workspace = ?1", id)
}

/// How many test handsets a workspace has.
pub(crate) fn handset_count(connection: &Connection, id: WorkspaceId) -> Result<u32, StoreError> {
    count(connection, "SELECT count(*) FROM test_handset WHERE workspace = ?1", id)
}

/// How many senders a callback URL concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct SenderCounts {
    /// That take the data centre's MO callback.
    pub(crate) mo: u32,
    /// That have a custom one instead.
    pub(crate) mo_custom: u32,
    /// Messaging Services, the only ones whose delivery callback is set by hand.
    pub(crate) services: u32,
}

/// How many senders of a workspace its callback URLs concern; alphanumeric ones receive nothing.
pub(crate) fn sender_counts(connection: &Connection, id: WorkspaceId) -> Result<SenderCounts, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FILTER (WHERE sender_type <> 'alphanumeric' AND mo_custom IS NULL), \
         count(*) FILTER (WHERE sender_type <> 'alphanumeric' AND mo_custom IS NOT NULL), \
         count(*) FILTER (WHERE sender_type = 'messaging_service') FROM sender WHERE workspace = ?1",
    )?;
    Ok(statement.query_row([id], |row| {
        Ok(SenderCounts { mo: row.get(0)?, mo_custom: row.get(1)?, services: row.get(2)? })
    })?)
}

/// The name of the default sender.
pub(crate) fn default_sender(connection: &Connection, id: WorkspaceId) -> Result<Option<String>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT name FROM sender WHERE workspace = ?1 AND is_default = 1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
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

fn written(more: &FileMore) -> Result<String, StoreError> {
    serde_json::to_string(more).map_err(|error| StoreError::unreadable("field", error))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Workspace> {
    Ok(Workspace {
        id: row.get(0)?,
        name: row.get(1)?,
        colour: row.get(2)?,
        environment: row.get(3)?,
        data_centre: row.get(4)?,
        keyword_management: row.get(5)?,
        delivery_url: row.get(6)?,
        account: row.get(7)?,
        created_at: row.get(8)?,
        more: serde_json::from_str(row.get_ref(9)?.as_str()?)
            .map_err(|error| rusqlite::Error::FromSqlConversionFailure(9, Type::Text, error.into()))?,
    })
}
