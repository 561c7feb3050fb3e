//! What do our earlier tests tell of a recipient: did it opt out of a sender, or was a message taken since?

use rusqlite::{Connection, params};

use crate::ids::AccountId;
use crate::preflight::facts::PastTest;
use crate::store::StoreError;
use crate::wire::TestState;

/// How many of them are looked at.
const LOOKED_AT: u32 = 50;
/// The recipient has stopped the sender.
const OPTED_OUT: u32 = 21610;

/// The newest tests of an account to a recipient that tell something, newest first.
pub(crate) fn past(
    connection: &Connection,
    account: AccountId,
    recipient: &str,
) -> Result<Vec<PastTest>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT sender_id, created_at, state, error_code FROM test_message \
         WHERE account = ?1 AND recipient = ?2 ORDER BY created_at DESC LIMIT ?3",
    )?;
    let rows = statement.query_map(params![account, recipient, LOOKED_AT], |row| {
        let (state, code): (TestState, Option<u32>) = (row.get(2)?, row.get(3)?);
        Ok((row.get(0)?, row.get(1)?, state, code))
    })?;
    let mut past = Vec::new();
    for row in rows {
        let (sender_id, at, state, code) = row?;
        // A service takes a message before it knows: only what left for the carrier tells that nothing is blocked.
        let sent = matches!(
            state,
            TestState::Sending
                | TestState::Sent
                | TestState::Delivered
                | TestState::Undelivered
                | TestState::Read
        );
        let opted_out = code == Some(OPTED_OUT);
        if opted_out || sent {
            past.push(PastTest { sender_id, at, opted_out });
        }
    }
    Ok(past)
}
