//! The tables of senders and of deleted senders.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};

use super::StoreError;
use super::workspaces::Workspace;
use crate::ids::{SenderKey, WorkspaceId};
use crate::share::document::More;
use crate::wire::{
    At, LastTest, MoCallback, OwnershipView, ProvenUrl, Provenance, SenderPage, SenderQuery, SenderRow,
    SenderSelection, SenderSort, SenderType,
};

/// The most rows that one page of the list has.
pub(crate) const PAGE: u32 = 500;

/// The part of a sender that only this application and the form's lower half know.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Details {
    /// Typed in place of the data centre's MO callback; none for that one.
    pub(crate) mo_custom: Option<String>,
    /// What stood there before it.
    pub(crate) mo_replaced: Option<String>,
    pub(crate) unsubscribe_text: String,
    pub(crate) notes: String,
    pub(crate) owner: String,
    pub(crate) purpose: String,
    /// ISO 3166-1 alpha-2, or empty.
    pub(crate) country: String,
}

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
    #[serde(flatten)]
    pub(crate) details: Details,
    /// Its identity in share files; in images of earlier versions empty, for its key.
    #[serde(default)]
    pub(crate) share_id: String,
    /// Fields of share files that this version does not know.
    #[serde(default, skip_serializing_if = "More::is_empty")]
    pub(crate) more: More,
    pub(crate) created_at: At,
    pub(crate) updated_at: At,
}

const COLUMNS: &str = "key, workspace, name, sender_type, sender_id, supports_mms, is_default, created_at, updated_at, \
     mo_custom, mo_replaced, unsubscribe_text, notes, owner, purpose, country, share_id, more";

/// A name as it is compared, searched and sorted: without regard to case, in all scripts.
pub(crate) fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// One sender.
pub(crate) fn get(connection: &Connection, key: SenderKey) -> Result<KeptSender, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM sender WHERE key = ?1"))?;
    statement.query_row([key], read).optional()?.ok_or(StoreError::NotFound("sender"))
}

/// One sender, if it is there.
pub(crate) fn find(connection: &Connection, key: SenderKey) -> Result<Option<KeptSender>, StoreError> {
    match get(connection, key) {
        Ok(sender) => Ok(Some(sender)),
        Err(StoreError::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// One sender as a row of the list.
pub(crate) fn row(connection: &Connection, key: SenderKey) -> Result<SenderRow, StoreError> {
    let sender = get(connection, key)?;
    let workspace = super::workspaces::get(connection, sender.workspace)?;
    row_of(connection, &workspace, sender)
}

/// The senders that are meant, in the order of their creation.
///
/// # Errors
/// `NotFound` when one that is named is not in the workspace (any more).
pub(crate) fn selected(
    connection: &Connection,
    workspace: WorkspaceId,
    selection: &SenderSelection,
) -> Result<Vec<KeptSender>, StoreError> {
    let search = match selection {
        SenderSelection::Matching { search } => folded(search.trim()),
        SenderSelection::Keys { keys } => {
            let keys: BTreeSet<_> = keys.iter().collect();
            let senders = keys.into_iter().map(|key| match get(connection, *key) {
                Ok(sender) if sender.workspace == workspace => Ok(sender),
                Ok(_) => Err(StoreError::NotFound("sender")),
                Err(error) => Err(error),
            });
            return senders.collect();
        }
    };
    let condition = if search.is_empty() { EVERY } else { MATCHING };
    let senders = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM sender WHERE {condition} ORDER BY created_at, key"))?
        .query_map(params![workspace, search], read)?
        .collect::<Result<_, _>>()?;
    Ok(senders)
}

/// Adds a sender.
pub(crate) fn insert(transaction: &Transaction<'_>, sender: &KeptSender) -> Result<(), StoreError> {
    transaction
        .prepare_cached(&format!(
            "INSERT INTO sender ({COLUMNS}, name_folded) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, \
             ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
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
            sender.details.mo_custom,
            sender.details.mo_replaced,
            sender.details.unsubscribe_text,
            sender.details.notes,
            sender.details.owner,
            sender.details.purpose,
            sender.details.country,
            sender.share_id,
            written(&sender.more)?,
            folded(&sender.name),
        ])?;
    Ok(())
}

/// Puts a sender in the place of the one with its key. Whether it is the default stays as it is.
pub(crate) fn update(transaction: &Transaction<'_>, sender: &KeptSender) -> Result<(), StoreError> {
    let changed = transaction
        .prepare_cached(
            "UPDATE sender SET name = ?2, name_folded = ?3, sender_type = ?4, sender_id = ?5, supports_mms = ?6, \
             updated_at = ?7, mo_custom = ?8, mo_replaced = ?9, unsubscribe_text = ?10, notes = ?11, owner = ?12, \
             purpose = ?13, country = ?14, share_id = ?15, more = ?16 WHERE key = ?1",
        )?
        .execute(params![
            sender.key,
            sender.name,
            folded(&sender.name),
            sender.sender_type,
            sender.sender_id,
            sender.supports_mms,
            sender.updated_at,
            sender.details.mo_custom,
            sender.details.mo_replaced,
            sender.details.unsubscribe_text,
            sender.details.notes,
            sender.details.owner,
            sender.details.purpose,
            sender.details.country,
            sender.share_id,
            written(&sender.more)?,
        ])?;
    if changed == 0 { Err(StoreError::NotFound("sender")) } else { Ok(()) }
}

/// As it stands in its column.
fn written(more: &More) -> Result<Cow<'static, str>, StoreError> {
    if more.is_empty() {
        return Ok("{}".into());
    }
    let text = serde_json::to_string(more).map_err(|error| StoreError::unreadable("field", error))?;
    Ok(text.into())
}

/// Removes a sender; whoever removes it keeps its image for undo.
pub(crate) fn delete(transaction: &Transaction<'_>, key: SenderKey) -> Result<(), StoreError> {
    transaction.prepare_cached("DELETE FROM sender WHERE key = ?1")?.execute([key])?;
    Ok(())
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

/// The default sender of a workspace.
pub(crate) fn default_of(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<Option<KeptSender>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM sender WHERE workspace = ?1 AND is_default = 1");
    Ok(connection.prepare_cached(&sql)?.query_row([workspace], read).optional()?)
}

/// The oldest sender of this type in a workspace.
pub(crate) fn first_of_type(
    connection: &Connection,
    workspace: WorkspaceId,
    kind: SenderType,
) -> Result<Option<SenderKey>, StoreError> {
    let sql =
        "SELECT key FROM sender WHERE workspace = ?1 AND sender_type = ?2 ORDER BY created_at, key LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row(params![workspace, kind], |row| row.get(0)).optional()?)
}

/// The name of another sender of the workspace that is named so; `except` is the one being edited.
pub(crate) fn namesake(
    connection: &Connection,
    workspace: WorkspaceId,
    except: Option<SenderKey>,
    name: &str,
) -> Result<Option<String>, StoreError> {
    let except = except.map(|key| key.to_string()).unwrap_or_default();
    let sql = "SELECT name FROM sender WHERE workspace = ?1 AND name_folded = ?2 AND key <> ?3 LIMIT 1";
    let found = connection
        .prepare_cached(sql)?
        .query_row(params![workspace, folded(name), except], |row| row.get(0))
        .optional()?;
    Ok(found)
}

/// Other senders with this type and ID, in all workspaces: those of `workspace` first, then the oldest; at most 20.
pub(crate) fn twins(
    connection: &Connection,
    workspace: WorkspaceId,
    except: Option<SenderKey>,
    (kind, sender_id): (SenderType, &str),
) -> Result<Vec<KeptSender>, StoreError> {
    let except = except.map(|key| key.to_string()).unwrap_or_default();
    let sql = format!(
        "SELECT {COLUMNS} FROM sender WHERE sender_type = ?2 AND sender_id = ?3 AND key <> ?4 \
         ORDER BY workspace <> ?1, created_at, key LIMIT 20"
    );
    let twins = connection
        .prepare_cached(&sql)?
        .query_map(params![workspace, kind, sender_id, except], read)?
        .collect::<Result<_, _>>()?;
    Ok(twins)
}

/// Whether another sender of the workspace has this identity in files.
pub(crate) fn has_identity(
    connection: &Connection,
    workspace: WorkspaceId,
    except: SenderKey,
    share_id: &str,
) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sender WHERE workspace = ?1 AND share_id = ?2 AND key <> ?3)";
    Ok(connection.prepare_cached(sql)?.query_row(params![workspace, share_id, except], |row| row.get(0))?)
}

/// The IDs that senders of a workspace have already, with their types.
pub(crate) fn saved_ids(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<HashSet<(SenderType, String)>, StoreError> {
    let saved = connection
        .prepare_cached("SELECT sender_type, sender_id FROM sender WHERE workspace = ?1")?
        .query_map([workspace], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(saved)
}

/// Keeps whether a sender was found in an account.
pub(crate) fn record_ownership(
    transaction: &Transaction<'_>,
    sender: SenderKey,
    account_sid: &str,
    view: &OwnershipView,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO sender_ownership (sender, account_sid, ownership, reason, at) \
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![sender, account_sid, view.ownership, view.reason, view.at])?;
    Ok(())
}

/// What a search matches. `instr` takes the text as it is: no sign in a search has a meaning of its own.
const MATCHING: &str = "workspace = ?1 AND (instr(name_folded, ?2) > 0 OR instr(lower(sender_id), ?2) > 0)";
const EVERY: &str = "workspace = ?1 AND ?2 = ''";

/// One page of the list.
pub(crate) fn page(
    connection: &Connection,
    workspace: WorkspaceId,
    query: &SenderQuery,
) -> Result<SenderPage, StoreError> {
    let workspace = super::workspaces::get(connection, workspace)?;
    let total = super::workspaces::sender_count(connection, workspace.id)?;
    let search = folded(query.search.trim());
    let (condition, matching) = if search.is_empty() {
        (EVERY, total)
    } else {
        let count = format!("SELECT count(*) FROM sender WHERE {MATCHING}");
        let matching =
            connection.prepare_cached(&count)?.query_row(params![workspace.id, search], |row| row.get(0))?;
        (MATCHING, matching)
    };
    let order = order(query.sort, query.descending);
    let rows = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM sender WHERE {condition} ORDER BY {order} LIMIT ?3 OFFSET ?4"
        ))?
        .query_map(params![workspace.id, search, query.limit.min(PAGE), query.offset], read)?
        .map(|sender| row_of(connection, &workspace, sender?))
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

fn row_of(
    connection: &Connection,
    workspace: &Workspace,
    sender: KeptSender,
) -> Result<SenderRow, StoreError> {
    let last_test = connection
        .prepare_cached(
            "SELECT id, state, error_code, created_at FROM test_message WHERE sender = ?1 \
             ORDER BY created_at DESC LIMIT 1",
        )?
        .query_row([sender.key], |row| {
            Ok(LastTest { id: row.get(0)?, state: row.get(1)?, error_code: row.get(2)?, at: row.get(3)? })
        })
        .optional()?;
    let ownership = connection
        // What was found in another account that the workspace had before says nothing of this one.
        .prepare_cached(
            "SELECT ownership, reason, at FROM sender_ownership WHERE sender = ?1 \
             AND account_sid = (SELECT account_sid FROM account WHERE id = ?2)",
        )?
        .query_row(params![sender.key, workspace.account], |row| {
            Ok(OwnershipView { ownership: row.get(0)?, reason: row.get(1)?, at: row.get(2)? })
        })
        .optional()?;
    Ok(SenderRow {
        setup_left: crate::setup::left(connection, workspace, &sender)?,
        mo_callback: mo_callback(workspace, &sender),
        key: sender.key,
        name: sender.name,
        sender_type: sender.sender_type,
        sender_id: sender.sender_id,
        supports_mms: sender.supports_mms,
        is_default: sender.is_default,
        unsubscribe_text: sender.details.unsubscribe_text,
        notes: sender.details.notes,
        owner: sender.details.owner,
        purpose: sender.details.purpose,
        country: sender.details.country,
        updated_at: sender.updated_at,
        last_test,
        ownership,
    })
}

/// The MO callback of a sender: what was typed, or what the data centre gives; none for an alphanumeric one.
pub(crate) fn mo_callback(workspace: &Workspace, sender: &KeptSender) -> Option<MoCallback> {
    let Details { mo_custom, mo_replaced, .. } = &sender.details;
    (sender.sender_type != SenderType::Alphanumeric)
        .then(|| mo_of(workspace, mo_custom.clone(), mo_replaced.clone()))
}

/// The MO callback where this was typed in place of the data centre's, and replaced that.
pub(crate) fn mo_of(workspace: &Workspace, custom: Option<String>, replaced: Option<String>) -> MoCallback {
    let of_data_centre = crate::callback::mo(workspace.data_centre);
    // After a change of the data centre, what was typed may be what that gives.
    match custom.filter(|custom| *custom != of_data_centre.url) {
        None => MoCallback { now: of_data_centre.clone(), of_data_centre, replaced: None },
        Some(url) => MoCallback {
            now: ProvenUrl { url, provenance: Provenance::Custom },
            replaced: replaced.filter(|replaced| *replaced != of_data_centre.url),
            of_data_centre,
        },
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<KeptSender> {
    let key: SenderKey = row.get(0)?;
    let share_id: String = row.get(16)?;
    Ok(KeptSender {
        share_id: if share_id.is_empty() { key.to_string() } else { share_id },
        more: match row.get_ref(17)?.as_str()? {
            "{}" => More::new(),
            text => serde_json::from_str(text)
                .map_err(|error| rusqlite::Error::FromSqlConversionFailure(17, Type::Text, error.into()))?,
        },
        key,
        workspace: row.get(1)?,
        name: row.get(2)?,
        sender_type: row.get(3)?,
        sender_id: row.get(4)?,
        supports_mms: row.get(5)?,
        is_default: row.get(6)?,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
        details: Details {
            mo_custom: row.get(9)?,
            mo_replaced: row.get(10)?,
            unsubscribe_text: row.get(11)?,
            notes: row.get(12)?,
            owner: row.get(13)?,
            purpose: row.get(14)?,
            country: row.get(15)?,
        },
    })
}
