//! The journal of what was written at Twilio: former values first, then what became of each request.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::StoreError;
use crate::ids::{AccountId, ApplyId, SenderKey, WorkspaceId};
use crate::wire::{At, RequestState, ResourceKind, SenderType};

/// One application of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptApply {
    pub(crate) id: ApplyId,
    pub(crate) workspace: WorkspaceId,
    pub(crate) account: AccountId,
    pub(crate) sender: Option<SenderKey>,
    pub(crate) sender_name: String,
    pub(crate) sender_type: SenderType,
    pub(crate) sender_id: String,
    pub(crate) takes_back: Option<ApplyId>,
    pub(crate) at: At,
    pub(crate) requests: Vec<KeptRequest>,
}

/// One request of it, in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptRequest {
    pub(crate) kind: ResourceKind,
    pub(crate) sid: String,
    pub(crate) name: String,
    pub(crate) state: RequestState,
    /// Set before it goes out: from here on it may have been done.
    pub(crate) begun_at: Option<At>,
    pub(crate) says: String,
    pub(crate) fields: Vec<KeptField>,
}

/// One field of it, in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptField {
    pub(crate) field: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) live: Option<String>,
    pub(crate) read_back: bool,
}

/// Writes a plan down before anything of it goes out.
pub(crate) fn insert(transaction: &Transaction<'_>, apply: &KeptApply) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO apply (id, workspace, account, sender, sender_name, sender_type, sender_id, takes_back, at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            apply.id,
            apply.workspace,
            apply.account,
            apply.sender,
            apply.sender_name,
            apply.sender_type,
            apply.sender_id,
            apply.takes_back,
            apply.at
        ],
    )?;
    for (place, request) in (0_u32..).zip(&apply.requests) {
        transaction.execute(
            "INSERT INTO apply_request (apply, place, kind, sid, name, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![apply.id, place, request.kind, request.sid, request.name, request.state],
        )?;
        for field in &request.fields {
            transaction.execute(
                "INSERT INTO apply_field (apply, place, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![apply.id, place, field.field, field.before, field.after],
            )?;
        }
    }
    Ok(())
}

/// Marks that a request goes out: from here on it is not known what became of it, until it is settled.
pub(crate) fn begin(
    transaction: &Transaction<'_>,
    apply: ApplyId,
    place: u32,
    at: At,
) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE apply_request SET begun_at = ?3, state = 'unknown', says = ?4 WHERE apply = ?1 AND place = ?2",
        params![
            apply,
            place,
            at,
            "It was sent, and what became of it was not learnt. Look again to learn it."
        ],
    )?;
    Ok(())
}

/// Settles a request. One that was not done has not begun either.
pub(crate) fn settle(
    transaction: &Transaction<'_>,
    apply: ApplyId,
    place: u32,
    state: RequestState,
    says: &str,
) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE apply_request SET state = ?3, says = ?4, begun_at = iif(?3 = 'not_done', NULL, begun_at) \
         WHERE apply = ?1 AND place = ?2",
        params![apply, place, state, says],
    )?;
    Ok(())
}

/// Takes up what was read back of a field.
pub(crate) fn read_back(
    transaction: &Transaction<'_>,
    (apply, place): (ApplyId, u32),
    field: &str,
    live: Option<&str>,
) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE apply_field SET live = ?4, read_back = 1 WHERE apply = ?1 AND place = ?2 AND field = ?3",
        params![apply, place, field, live],
    )?;
    Ok(())
}

/// One application, if it is there.
pub(crate) fn get(connection: &Connection, id: ApplyId) -> Result<KeptApply, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM apply WHERE id = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([id], read).optional()?;
    with_requests(connection, found.ok_or(StoreError::NotFound("applied plan"))?)
}

/// Those of a workspace, newest first; and how many there are, and how many have something unfinished.
pub(crate) fn page(
    connection: &Connection,
    workspace: WorkspaceId,
    offset: u32,
    limit: u32,
) -> Result<(u32, u32, Vec<KeptApply>), StoreError> {
    let total =
        connection
            .query_row("SELECT count(*) FROM apply WHERE workspace = ?1", [workspace], |row| row.get(0))?;
    let unfinished = connection.query_row(
        "SELECT count(DISTINCT apply) FROM apply_request JOIN apply ON apply.id = apply_request.apply \
         WHERE workspace = ?1 AND state = 'unknown'",
        [workspace],
        |row| row.get(0),
    )?;
    let sql = format!(
        "SELECT {COLUMNS} FROM apply WHERE workspace = ?1 ORDER BY at DESC, id DESC LIMIT ?2 OFFSET ?3"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows =
        statement.query_map(params![workspace, limit, offset], read)?.collect::<Result<Vec<_>, _>>()?;
    let rows = rows.into_iter().map(|apply| with_requests(connection, apply)).collect::<Result<_, _>>()?;
    Ok((total, unfinished, rows))
}

const COLUMNS: &str = "id, workspace, account, sender, sender_name, sender_type, sender_id, takes_back, at";

fn read(row: &Row<'_>) -> rusqlite::Result<KeptApply> {
    Ok(KeptApply {
        id: row.get(0)?,
        workspace: row.get(1)?,
        account: row.get(2)?,
        sender: row.get(3)?,
        sender_name: row.get(4)?,
        sender_type: row.get(5)?,
        sender_id: row.get(6)?,
        takes_back: row.get(7)?,
        at: row.get(8)?,
        requests: Vec::new(),
    })
}

fn with_requests(connection: &Connection, apply: KeptApply) -> Result<KeptApply, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, sid, name, state, begun_at, says FROM apply_request WHERE apply = ?1 ORDER BY place",
    )?;
    let requests = statement.query_map([apply.id], |row| {
        Ok(KeptRequest {
            kind: row.get(0)?,
            sid: row.get(1)?,
            name: row.get(2)?,
            state: row.get(3)?,
            begun_at: row.get(4)?,
            says: row.get(5)?,
            fields: Vec::new(),
        })
    })?;
    let mut requests = requests.collect::<Result<Vec<_>, _>>()?;
    let mut statement = connection.prepare_cached(
        "SELECT place, field, before, after, live, read_back FROM apply_field WHERE apply = ?1 ORDER BY place, field",
    )?;
    let fields = statement.query_map([apply.id], |row| {
        let field = KeptField {
            field: row.get(1)?,
            before: row.get(2)?,
            after: row.get(3)?,
            live: row.get(4)?,
            read_back: row.get(5)?,
        };
        Ok((row.get::<_, u32>(0)?, field))
    })?;
    for row in fields {
        let (place, field) = row?;
        if let Some(request) = requests.get_mut(place as usize) {
            request.fields.push(field);
        }
    }
    Ok(KeptApply { requests, ..apply })
}
