//! The tables of balances: the newest reading, those before it, and the amount under which the operator is told.
//!
//! The amount counts in the currency of the readings. A reading in another currency than the one before is not
//! compared; from then on the amount counts in the new one.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use twilio_messaging::Money;

use super::StoreError;
use crate::account::amount::is_below;
use crate::account::limits::other_currency;
use crate::ids::AccountId;
use crate::wire::{At, BalancePoint, BalanceReading, Finding};

/// How many readings of an account are kept.
const KEPT: u32 = 5_000;

/// A balance that has just fallen under the floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fallen {
    pub(crate) amount: String,
    pub(crate) currency: String,
    pub(crate) floor: String,
}

/// How the newest reading stands to the floor.
pub(crate) struct Standing {
    pub(crate) reading: Option<BalanceReading>,
    pub(crate) floor: Option<String>,
    pub(crate) below: bool,
    /// Why it was not compared.
    pub(crate) not_compared: Option<Finding>,
}

/// Records the newest reading. Answers with it when it fell under the floor, once until it was above it again.
pub(crate) fn record(
    transaction: &Transaction<'_>,
    account: AccountId,
    reading: &BalanceReading,
) -> Result<Option<Fallen>, StoreError> {
    let (amount, currency, reason, at) = match reading {
        BalanceReading::Known { amount, currency, at } => (Some(amount), Some(currency), None, at),
        BalanceReading::None { reason, at } => (None, None, Some(reason), at),
    };
    transaction.execute(
        "INSERT OR REPLACE INTO balance (account, amount, currency, reason, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![account, amount, currency, reason, at],
    )?;
    let (Some(amount), Some(currency)) = (amount, currency) else { return Ok(None) };
    transaction.execute(
        "INSERT OR REPLACE INTO balance_history (account, at, amount, currency) VALUES (?1, ?2, ?3, ?4)",
        params![account, at, amount, currency],
    )?;
    transaction.execute(
        "DELETE FROM balance_history WHERE account = ?1 AND at < \
         (SELECT at FROM balance_history WHERE account = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)",
        params![account, KEPT - 1],
    )?;
    let standing = standing(transaction, account)?;
    let Some(floor) = standing.floor.filter(|_| standing.not_compared.is_none()) else { return Ok(None) };
    let told: bool =
        transaction
            .query_row("SELECT balance_floor_told FROM account WHERE id = ?1", [account], |row| row.get(0))?;
    set_told(transaction, account, standing.below)?;
    Ok((standing.below && !told).then(|| Fallen {
        amount: amount.clone(),
        currency: currency.clone(),
        floor,
    }))
}

/// Sets or clears the floor. A balance that is under it already was seen by whoever sets it, and is not told.
pub(crate) fn set_floor(
    transaction: &Transaction<'_>,
    account: AccountId,
    floor: Option<&Money>,
) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE account SET balance_floor = ?2 WHERE id = ?1",
        params![account, floor.map(Money::as_str)],
    )?;
    let below = standing(transaction, account)?.below;
    set_told(transaction, account, below)
}

fn set_told(transaction: &Transaction<'_>, account: AccountId, told: bool) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE account SET balance_floor_told = ?2 WHERE id = ?1", params![account, told])?;
    Ok(())
}

/// The newest reading with the floor.
pub(crate) fn standing(connection: &Connection, account: AccountId) -> Result<Standing, StoreError> {
    let floor: Option<String> = connection
        .prepare_cached("SELECT balance_floor FROM account WHERE id = ?1")?
        .query_row([account], |row| row.get(0))
        .optional()?
        .flatten();
    let reading = newest(connection, account)?;
    let (mut below, mut not_compared) = (false, None);
    if let (Some(floor), Some(reading)) = (&floor, &reading) {
        not_compared =
            currency_before(connection, account)?.and_then(|before| other_currency(reading, &before, floor));
        if let (BalanceReading::Known { amount, .. }, None) = (reading, &not_compared) {
            below = is_below(&money(amount)?, &money(floor)?);
        }
    }
    Ok(Standing { reading, floor, below, not_compared })
}

fn money(text: &str) -> Result<Money, StoreError> {
    text.parse().map_err(|error| StoreError::unreadable("amount", error))
}

fn newest(connection: &Connection, account: AccountId) -> Result<Option<BalanceReading>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT amount, currency, reason, at FROM balance WHERE account = ?1")?;
    let reading = statement.query_row([account], |row| {
        let at = row.get(3)?;
        Ok(match (row.get(0)?, row.get(1)?) {
            (Some(amount), Some(currency)) => BalanceReading::Known { amount, currency, at },
            _ => BalanceReading::None { reason: row.get::<_, Option<String>>(2)?.unwrap_or_default(), at },
        })
    });
    Ok(reading.optional()?)
}

/// The currency of the reading before the newest one.
fn currency_before(connection: &Connection, account: AccountId) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT currency FROM balance_history WHERE account = ?1 ORDER BY at DESC LIMIT 1 OFFSET 1",
    )?;
    Ok(statement.query_row([account], |row| row.get(0)).optional()?)
}

/// All readings that are kept, oldest first.
pub(crate) fn history(connection: &Connection, account: AccountId) -> Result<Vec<BalancePoint>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT at, amount, currency FROM balance_history WHERE account = ?1 ORDER BY at")?;
    let rows = statement.query_map([account], |row| {
        Ok(BalancePoint { at: row.get(0)?, amount: row.get(1)?, currency: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Accounts in use that have a floor, and when their balance was last read.
pub(crate) fn watched(connection: &Connection) -> Result<Vec<(AccountId, Option<At>)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, at FROM account LEFT JOIN balance ON balance.account = account.id \
         WHERE balance_floor IS NOT NULL AND credential IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
