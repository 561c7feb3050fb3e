//! The tables of what is live: values as last seen, what was looked at, and differences that are accepted.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction, params};

use super::StoreError;
use crate::ids::{AccountId, SenderKey, WorkspaceId};
use crate::wire::{At, RouteSetting};

/// One setting as it was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    /// When this value was first seen.
    pub(crate) since: At,
    /// What stood there before, once it changed between two readings; none in it where it was empty.
    pub(crate) former: Option<Option<String>>,
}

/// What was seen, by resource (its SID) and field.
pub(crate) type AllSeen = HashMap<(String, String), Seen>;

/// A difference that is accepted, for the value that was live then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Accepted {
    pub(crate) why: String,
    pub(crate) live: Option<String>,
    pub(crate) at: At,
}

/// Takes up a value, masked, as seen at a time; what was seen later stays.
pub(crate) fn record(
    transaction: &Transaction<'_>,
    account: AccountId,
    (resource, field): (&str, &str),
    value: Option<&str>,
    at: At,
) -> Result<(), StoreError> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO live_setting (account, resource, field, value, since, read_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5) \
         ON CONFLICT DO UPDATE SET read_at = excluded.read_at, \
           since = iif(value IS excluded.value, since, excluded.since), \
           former = iif(value IS excluded.value, former, value), \
           changed = iif(value IS excluded.value, changed, 1), \
           value = excluded.value \
         WHERE excluded.read_at > read_at",
    )?;
    statement.execute(params![account, resource, field, value, at])?;
    Ok(())
}

/// Everything that was seen of an account.
pub(crate) fn seen(connection: &Connection, account: AccountId) -> Result<AllSeen, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT resource, field, since, changed, former FROM live_setting WHERE account = ?1",
    )?;
    let rows = statement.query_map([account], |row| {
        let changed: bool = row.get(3)?;
        let former: Option<String> = row.get(4)?;
        Ok(((row.get(0)?, row.get(1)?), Seen { since: row.get(2)?, former: changed.then_some(former) }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When the route of each sender was last looked at.
pub(crate) fn looks(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<HashMap<SenderKey, At>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT sender, at FROM route_look WHERE sender IN (SELECT key FROM sender WHERE workspace = ?1)",
    )?;
    let rows = statement.query_map([workspace], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Remembers that the route of a sender was looked at.
pub(crate) fn look(transaction: &Transaction<'_>, sender: SenderKey, at: At) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO route_look (sender, at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET at = excluded.at",
        params![sender, at],
    )?;
    Ok(())
}

/// The differences that are accepted in a workspace.
pub(crate) fn accepted(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<HashMap<(SenderKey, RouteSetting), Accepted>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT sender, setting, why, live, at FROM accepted_difference \
         WHERE sender IN (SELECT key FROM sender WHERE workspace = ?1)",
    )?;
    let rows = statement.query_map([workspace], |row| {
        let accepted = Accepted { why: row.get(2)?, live: row.get(3)?, at: row.get(4)? };
        Ok(((row.get(0)?, row.get(1)?), accepted))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Accepts a difference, or no longer.
pub(crate) fn accept(
    transaction: &Transaction<'_>,
    sender: SenderKey,
    setting: RouteSetting,
    accepted: Option<&Accepted>,
) -> Result<(), StoreError> {
    match accepted {
        None => transaction.execute(
            "DELETE FROM accepted_difference WHERE sender = ?1 AND setting = ?2",
            params![sender, setting],
        )?,
        Some(Accepted { why, live, at }) => transaction.execute(
            "INSERT INTO accepted_difference (sender, setting, why, live, at) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT DO UPDATE SET why = excluded.why, live = excluded.live, at = excluded.at",
            params![sender, setting, why, live, at],
        )?,
    };
    Ok(())
}
