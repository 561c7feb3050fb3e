//! The account as the page sees it: with what its credential may do, its balance, its limits and who shares it.

use rusqlite::{Connection, OptionalExtension};

use super::{Place, credential};
use crate::account::access::send_not_tried;
use crate::account::limits::limits;
use crate::ids::AccountId;
use crate::store::StoreError;
use crate::store::balance::{self, Standing};
use crate::wire::{AccessRow, AccountView, Capability, CredentialKind, KeptIn};

/// The account as the page sees it.
pub(crate) fn view(connection: &Connection, account: AccountId) -> Result<AccountView, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT account_sid, friendly_name, a.kind, c.id, c.kind, api_key_sid, kept_in, verified_at, \
         status, region, c.state FROM account a LEFT JOIN credential c ON c.id = a.credential WHERE a.id = ?1",
    )?;
    let view = statement.query_row([account], |row| {
        let credential = credential(row)?;
        let kept_in = match &credential {
            None => KeptIn::NotYet,
            Some(credential) => match credential.place {
                Place::Keychain => KeptIn::Keychain,
                Place::Practice => KeptIn::Practice,
                Place::Memory if row.get::<_, String>(10)? == "active" => KeptIn::Memory,
                Place::Memory => KeptIn::Nowhere,
            },
        };
        Ok(AccountView {
            account_sid: row.get(0)?,
            friendly_name: row.get(1)?,
            kind: row.get(2)?,
            status: row.get(8)?,
            region: row.get(9)?,
            credential: credential.as_ref().map_or(CredentialKind::AuthToken, |credential| credential.kind),
            api_key_sid: credential.as_ref().and_then(|credential| credential.api_key_sid.clone()),
            kept_in,
            verified_at: credential.and_then(|credential| credential.verified_at),
            access: Vec::new(),
            balance: None,
            balance_floor: None,
            below_floor: false,
            limits: Vec::new(),
            shared_by: Vec::new(),
        })
    });
    let view = view.optional()?.ok_or(StoreError::NotFound("account"))?;
    let Standing { reading, floor, below, not_compared } = balance::standing(connection, account)?;
    let mut limits = limits(view.kind.as_deref(), view.status.as_deref());
    limits.extend(not_compared);
    Ok(AccountView {
        access: access(connection, account)?,
        balance: reading,
        balance_floor: floor,
        below_floor: below,
        limits,
        shared_by: shared_by(connection, account)?,
        ..view
    })
}

fn access(connection: &Connection, account: AccountId) -> Result<Vec<AccessRow>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT capability, access, reason, at FROM access WHERE account = ?1")?;
    let rows = statement.query_map([account], |row| {
        Ok(AccessRow { capability: row.get(0)?, access: row.get(1)?, reason: row.get(2)?, at: row.get(3)? })
    })?;
    let mut rows: Vec<AccessRow> = rows.collect::<Result<_, _>>()?;
    if !rows.iter().any(|row| row.capability == Capability::Send) {
        rows.push(send_not_tried());
    }
    rows.sort_by_key(|row| row.capability as u8);
    Ok(rows)
}

/// Names of the workspaces that use the account, in the order of their creation.
fn shared_by(connection: &Connection, account: AccountId) -> Result<Vec<String>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT name FROM workspace WHERE account = ?1 ORDER BY created_at, id")?;
    let rows = statement.query_map([account], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
