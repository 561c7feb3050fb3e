//! What stands in the tables that speaks for or against a workspace as a whole?

use rusqlite::{Connection, Row, params};

use super::Workspace;
use crate::callback;
use crate::data_centre::DataCentre;
use crate::ids::{SenderKey, WorkspaceId};
use crate::store::{StoreError, accounts};
use crate::wire::{AccountView, SenderType};

/// The step of a worksheet in which Twilio is told where incoming messages go.
const INBOUND_STEP: &str = "twilio.inbound";
const METHOD_STEP: &str = "twilio.inbound_method";

/// At most so many senders are named for one and the same thing.
pub(crate) const NAMED: usize = 20;

/// All that the rules look at.
pub(crate) struct Facts {
    pub(crate) workspace: String,
    pub(crate) keyword_management: bool,
    pub(crate) senders: u32,
    pub(crate) has_default: bool,
    /// One more than [`NAMED`] at most.
    pub(crate) shared: Vec<Shared>,
    /// Short codes whose incoming messages were not wired, by the worksheet. One more than [`NAMED`] at most.
    pub(crate) unwired: Vec<Named>,
    /// Looked for in the account, and not found.
    pub(crate) not_found: Vec<Named>,
    pub(crate) could_not_check: u32,
    pub(crate) account: AccountView,
}

/// A sender of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) key: SenderKey,
    pub(crate) name: String,
    pub(crate) sender_id: String,
}

/// A sender that another workspace has as well, with another MO callback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shared {
    pub(crate) sender: Named,
    pub(crate) mo: String,
    pub(crate) other_workspace: String,
    pub(crate) other_name: String,
    pub(crate) other_mo: String,
}

/// Reads them for one workspace.
pub(crate) fn read(connection: &Connection, workspace: &Workspace) -> Result<Facts, StoreError> {
    let id = workspace.id;
    let account = accounts::view(connection, workspace.account)?;
    Ok(Facts {
        workspace: workspace.name.clone(),
        keyword_management: workspace.keyword_management,
        senders: super::sender_count(connection, id)?,
        has_default: super::default_sender(connection, id)?.is_some(),
        shared: shared(connection, workspace)?,
        unwired: unwired(connection, workspace)?,
        not_found: not_found(connection, id, &account.account_sid)?,
        could_not_check: could_not_check(connection, id, &account.account_sid)?,
        account,
    })
}

fn shared(connection: &Connection, workspace: &Workspace) -> Result<Vec<Shared>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT s.key, s.name, s.sender_id, s.mo_custom, w.name, w.data_centre, o.name, o.mo_custom \
         FROM sender s JOIN sender o ON o.sender_type = s.sender_type AND o.sender_id = s.sender_id \
         AND o.workspace <> s.workspace JOIN workspace w ON w.id = o.workspace \
         WHERE s.workspace = ?1 AND s.sender_type <> ?2 ORDER BY s.name_folded, s.key, w.created_at, o.key",
    )?;
    let url = |data_centre: DataCentre, custom: Option<String>| {
        custom.unwrap_or_else(|| callback::mo(data_centre).url)
    };
    let rows = statement.query_map(params![workspace.id, SenderType::Alphanumeric], |row| {
        Ok(Shared {
            sender: named(row)?,
            mo: url(workspace.data_centre, row.get(3)?),
            other_workspace: row.get(4)?,
            other_name: row.get(6)?,
            other_mo: url(row.get(5)?, row.get(7)?),
        })
    })?;
    let different = rows.filter(|row| row.as_ref().map_or(true, |shared| shared.mo != shared.other_mo));
    Ok(different.take(NAMED + 1).collect::<Result<_, _>>()?)
}

/// A tick counts only for the URL that it was set for: after an edit the step is open again. While keyword management is
/// off MoEngage answers nobody, whatever was ticked.
fn unwired(connection: &Connection, workspace: &Workspace) -> Result<Vec<Named>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT key, name, sender_id, mo_custom, t.value, m.value IS NOT NULL FROM sender s \
         LEFT JOIN tick t ON t.workspace = s.workspace AND t.sender = s.key AND t.step = ?3 \
         LEFT JOIN tick m ON m.workspace = s.workspace AND m.sender = s.key AND m.step = ?4 \
         WHERE s.workspace = ?1 AND sender_type = ?2 ORDER BY name_folded, key",
    )?;
    let of_data_centre = callback::mo(workspace.data_centre).url;
    let asked = params![workspace.id, SenderType::ShortCode, INBOUND_STEP, METHOD_STEP];
    let rows = statement.query_map(asked, |row| {
        let (custom, ticked): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
        let url = custom.unwrap_or_else(|| of_data_centre.clone());
        let wired =
            workspace.keyword_management && ticked.is_some_and(|ticked| ticked == url) && row.get(5)?;
        (!wired).then(|| named(row)).transpose()
    })?;
    Ok(rows.filter_map(Result::transpose).take(NAMED + 1).collect::<Result<_, _>>()?)
}

fn not_found(connection: &Connection, id: WorkspaceId, account_sid: &str) -> Result<Vec<Named>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT key, name, sender_id FROM sender JOIN sender_ownership o ON o.sender = key \
         WHERE workspace = ?1 AND o.account_sid = ?2 AND ownership = 'not_found' ORDER BY name_folded, key",
    )?;
    let rows = statement.query_map(params![id, account_sid], named)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn could_not_check(connection: &Connection, id: WorkspaceId, account_sid: &str) -> Result<u32, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM sender JOIN sender_ownership o ON o.sender = key \
         WHERE workspace = ?1 AND o.account_sid = ?2 AND ownership = 'could_not_check'",
    )?;
    Ok(statement.query_row(params![id, account_sid], |row| row.get(0))?)
}

fn named(row: &Row<'_>) -> rusqlite::Result<Named> {
    Ok(Named { key: row.get(0)?, name: row.get(1)?, sender_id: row.get(2)? })
}
