//! The tables of accounts, credentials and access.

mod view;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::StoreError;
use crate::account::access::AccountFacts;
use crate::ids::{AccountId, CredentialId, WorkspaceId};
use crate::wire::{AccessRow, At, CredentialKind, RegionChoice};
pub(crate) use view::view;

/// An account with the credential in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) account_sid: String,
    pub(crate) region: RegionChoice,
    /// The main account of a subaccount; none where not read.
    pub(crate) owner_sid: Option<String>,
    /// None once no workspace uses the account any more.
    pub(crate) credential: Option<Credential>,
}

/// A credential without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Credential {
    pub(crate) id: CredentialId,
    pub(crate) kind: CredentialKind,
    pub(crate) api_key_sid: Option<String>,
    pub(crate) place: Place,
    /// When Twilio last took it; none while unverified.
    pub(crate) verified_at: Option<At>,
}

/// Where the secret of a credential was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Keychain,
    /// Gone with the process that took it.
    Memory,
    /// The simulator's own.
    Practice,
}

impl Place {
    fn word(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::Memory => "memory",
            Self::Practice => "practice",
        }
    }
}

impl rusqlite::types::FromSql for Place {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        let word = value.as_str()?;
        [Self::Keychain, Self::Memory, Self::Practice]
            .into_iter()
            .find(|place| place.word() == word)
            .ok_or(rusqlite::types::FromSqlError::InvalidType)
    }
}

/// The account of this SID in this region, if it was ever connected.
pub(crate) fn find(
    connection: &Connection,
    account_sid: &str,
    region: RegionChoice,
) -> Result<Option<AccountId>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT id FROM account WHERE account_sid = ?1 AND region = ?2 AND practice = 0")?;
    Ok(statement.query_row(params![account_sid, region], |row| row.get(0)).optional()?)
}

/// The account of the practice workspace, if there is one.
pub(crate) fn find_practice(connection: &Connection) -> Result<Option<AccountId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM account WHERE practice = 1")?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?)
}

/// One account.
pub(crate) fn get(connection: &Connection, id: AccountId) -> Result<Account, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT account_sid, region, owner_sid, c.id, c.kind, api_key_sid, kept_in, verified_at \
         FROM account a LEFT JOIN credential c ON c.id = a.credential WHERE a.id = ?1",
    )?;
    let account = statement.query_row([id], |row| {
        Ok(Account {
            id,
            account_sid: row.get(0)?,
            region: row.get(1)?,
            owner_sid: row.get(2)?,
            credential: credential(row)?,
        })
    });
    account.optional()?.ok_or(StoreError::NotFound("account"))
}

/// The SID and the region of an account; the SID is empty while it is not known yet.
pub(crate) fn sid_and_region(
    connection: &Connection,
    id: AccountId,
) -> Result<(String, RegionChoice), StoreError> {
    let account = get(connection, id)?;
    Ok((account.account_sid, account.region))
}

/// `Trial`, `Full`; none where not read.
pub(crate) fn kind(connection: &Connection, id: AccountId) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT kind FROM account WHERE id = ?1")?;
    statement.query_row([id], |row| row.get(0)).optional()?.ok_or(StoreError::NotFound("account"))
}

fn credential(row: &Row<'_>) -> rusqlite::Result<Option<Credential>> {
    let Some(id) = row.get(3)? else { return Ok(None) };
    Ok(Some(Credential {
        id,
        kind: row.get(4)?,
        api_key_sid: row.get(5)?,
        place: row.get(6)?,
        verified_at: row.get(7)?,
    }))
}

/// Adds an account without a credential.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    id: AccountId,
    account_sid: &str,
    region: RegionChoice,
    practice: bool,
    at: At,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO account (id, account_sid, region, practice, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, account_sid, region, practice, at],
    )?;
    Ok(())
}

/// Notes that a secret is about to be put into its place.
pub(crate) fn insert_pending(
    transaction: &Transaction<'_>,
    account: AccountId,
    credential: &Credential,
    at: At,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO credential (id, account, kind, api_key_sid, kept_in, state, verified_at, created_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, 'pending', ?6, ?7)",
        params![
            credential.id,
            account,
            credential.kind,
            credential.api_key_sid,
            credential.place.word(),
            credential.verified_at,
            at,
        ],
    )?;
    Ok(())
}

/// Switches the account to a pending credential whose secret is certainly in its place. What was in use before is
/// left over, for [`leftovers`].
pub(crate) fn activate(
    transaction: &Transaction<'_>,
    account: AccountId,
    credential: CredentialId,
) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE credential SET state = 'replaced' WHERE account = ?1 AND state = 'active'",
        [account],
    )?;
    transaction.execute("UPDATE credential SET state = 'active' WHERE id = ?1", [credential])?;
    transaction.execute("UPDATE account SET credential = ?2 WHERE id = ?1", params![account, credential])?;
    // Whether it may send is known of the former credential only.
    transaction.execute("DELETE FROM access WHERE account = ?1", [account])?;
    Ok(())
}

/// Takes the credential from an account if no workspace uses it any more, and returns whether that is so; the
/// credential is then left over.
pub(crate) fn retire_if_unused(
    transaction: &Transaction<'_>,
    account: AccountId,
) -> Result<bool, StoreError> {
    if !workspaces_of(transaction, account)?.is_empty() {
        return Ok(false);
    }
    transaction.execute(
        "UPDATE credential SET state = 'replaced' WHERE account = ?1 AND state = 'active'",
        [account],
    )?;
    transaction.execute("UPDATE account SET credential = NULL WHERE id = ?1", [account])?;
    Ok(true)
}

/// Secrets that were kept until quit are gone: their credentials stay, as what has to be entered again.
pub(crate) fn forget_memory(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE credential SET state = 'replaced' WHERE kept_in = 'memory' AND state = 'active'",
        [],
    )?;
    Ok(())
}

/// Credentials that nothing uses and nobody is about to use, at a start: a secret may still be in its place.
pub(crate) fn leftovers(connection: &Connection) -> Result<Vec<(CredentialId, Place)>, StoreError> {
    unused(connection, "state <> 'active'")
}

/// Credentials that others have replaced. Unlike at a start, a pending one may still become active.
pub(crate) fn replaced(connection: &Connection) -> Result<Vec<(CredentialId, Place)>, StoreError> {
    unused(connection, "state = 'replaced'")
}

fn unused(connection: &Connection, state: &str) -> Result<Vec<(CredentialId, Place)>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, kept_in FROM credential WHERE {state} \
         AND id NOT IN (SELECT credential FROM account WHERE credential IS NOT NULL)"
    ))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Removes a credential whose secret is gone, and its account if that was never put to use.
pub(crate) fn remove_credential(transaction: &Transaction<'_>, id: CredentialId) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM credential WHERE id = ?1", [id])?;
    remove_unused(transaction)
}

/// Removes accounts that nothing refers to any more.
pub(crate) fn remove_unused(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute(
        "DELETE FROM account WHERE credential IS NULL \
         AND id NOT IN (SELECT account FROM credential) \
         AND id NOT IN (SELECT account FROM workspace) \
         AND id NOT IN (SELECT account FROM test_message)",
        [],
    )?;
    Ok(())
}

/// Which workspaces share an account.
pub(crate) fn workspaces_of(
    connection: &Connection,
    account: AccountId,
) -> Result<Vec<WorkspaceId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM workspace WHERE account = ?1 ORDER BY created_at, id")?;
    let rows = statement.query_map([account], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Binds a workspace to another account.
pub(crate) fn bind_workspace(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    account: AccountId,
) -> Result<(), StoreError> {
    let changed = transaction
        .execute("UPDATE workspace SET account = ?2 WHERE id = ?1", params![workspace, account])?;
    if changed == 0 { Err(StoreError::NotFound("workspace")) } else { Ok(()) }
}

/// Whether this is the account of the practice workspace.
pub(crate) fn is_practice(connection: &Connection, account: AccountId) -> Result<bool, StoreError> {
    Ok(find_practice(connection)? == Some(account))
}

/// Records what Twilio says of an account.
pub(crate) fn record_facts(
    transaction: &Transaction<'_>,
    account: AccountId,
    facts: &AccountFacts,
) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE account SET friendly_name = ?2, kind = ?3, status = ?4, owner_sid = ?5 WHERE id = ?1",
        params![account, facts.friendly_name, facts.kind, facts.status, facts.owner_sid],
    )?;
    Ok(())
}

/// Records the status of an account that could not be read itself; none for one that nothing is known of.
pub(crate) fn record_status(
    transaction: &Transaction<'_>,
    account: AccountId,
    status: Option<&str>,
) -> Result<(), StoreError> {
    transaction.execute("UPDATE account SET status = ?2 WHERE id = ?1", params![account, status])?;
    Ok(())
}

/// The practice account may have another SID after its file was lost.
pub(crate) fn record_sid(
    transaction: &Transaction<'_>,
    account: AccountId,
    account_sid: &str,
) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE account SET account_sid = ?2 WHERE id = ?1", params![account, account_sid])?;
    Ok(())
}

/// Whether an account still uses this credential. What was read with another says nothing of the one in use, and is
/// not recorded.
pub(crate) fn uses(
    connection: &Connection,
    account: AccountId,
    credential: CredentialId,
) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM account WHERE id = ?1 AND credential = ?2")?;
    Ok(statement.exists(params![account, credential])?)
}

/// Records when Twilio took a credential.
pub(crate) fn record_verified(
    transaction: &Transaction<'_>,
    credential: CredentialId,
    at: At,
) -> Result<(), StoreError> {
    transaction.execute("UPDATE credential SET verified_at = ?2 WHERE id = ?1", params![credential, at])?;
    Ok(())
}

/// Records rows of the access matrix in place of those of the same capability.
pub(crate) fn record_access(
    transaction: &Transaction<'_>,
    account: AccountId,
    rows: &[AccessRow],
) -> Result<(), StoreError> {
    let mut statement = transaction.prepare_cached(
        "INSERT OR REPLACE INTO access (account, capability, access, reason, at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for row in rows {
        statement.execute(params![account, row.capability, row.access, row.reason, row.at])?;
    }
    Ok(())
}
