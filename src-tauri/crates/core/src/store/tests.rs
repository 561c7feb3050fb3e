//! The tables of test messages and of the states they went through.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::{StoreError, accounts};
use crate::ids::{AccountId, CredentialId, SenderKey, TestId, WorkspaceId};
use crate::test_message::lost_answer::Lost;
use crate::test_message::progress::moves_on;
use crate::wire::{Access, At, Capability, PossibleMatch, SenderType, TestState};

/// A test as it is recorded before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewTest {
    pub(crate) id: TestId,
    pub(crate) workspace: WorkspaceId,
    pub(crate) account: AccountId,
    pub(crate) sender: Option<SenderKey>,
    pub(crate) sender_name: String,
    pub(crate) sender_type: SenderType,
    pub(crate) sender_id: String,
    pub(crate) recipient: String,
    pub(crate) body: String,
    pub(crate) created_at: At,
}

/// A test with all that became of it. Columns that are not named here stand in the view as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredTest {
    pub(crate) recorded: NewTest,
    pub(crate) state: TestState,
    pub(crate) twilio_status: Option<String>,
    pub(crate) message_sid: Option<String>,
    pub(crate) chosen_sender: Option<String>,
    pub(crate) segments: Option<u32>,
    pub(crate) price: Option<String>,
    pub(crate) price_unit: Option<String>,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) lost: Option<LookedFor>,
    pub(crate) ended: bool,
    pub(crate) ended_reason: Option<String>,
    /// Oldest first.
    pub(crate) states: Vec<Seen>,
}

impl StoredTest {
    /// What a message in Twilio's list is compared with.
    pub(crate) fn as_lost(&self) -> Lost {
        Lost {
            created_at: self.recorded.created_at.0,
            sender_type: self.recorded.sender_type,
            sender_id: self.recorded.sender_id.clone(),
            body: self.recorded.body.clone(),
        }
    }
}

/// A state when it was first seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) state: TestState,
    pub(crate) twilio_status: Option<String>,
    pub(crate) at: At,
}

/// What Twilio said when it did not go well.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Trouble {
    /// HTTP status of a refusal; none for what the message itself reports.
    pub(crate) http_status: Option<u16>,
    pub(crate) code: Option<u32>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

/// A lost answer, and what the last look into Twilio's list brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LookedFor {
    pub(crate) reason: String,
    pub(crate) looked_at: Option<At>,
    pub(crate) problem: Option<String>,
    pub(crate) matches: Vec<PossibleMatch>,
}

/// A message as Twilio shows it at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) message_sid: String,
    pub(crate) status: String,
    pub(crate) chosen_sender: Option<String>,
    pub(crate) segments: Option<u32>,
    pub(crate) price: Option<String>,
    pub(crate) price_unit: Option<String>,
    pub(crate) error_code: Option<u32>,
    pub(crate) error_message: Option<String>,
}

/// Why nothing was sent, or why that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotAccepted {
    /// Certainly nothing was sent; in words, with Twilio's answer if it was one.
    NotSent { reason: String, trouble: Option<Trouble> },
    /// Twilio refused it.
    Refused(Trouble),
    /// It may have been sent; why, in words.
    Unknown { reason: String },
}

const COLUMNS: &str = "id, workspace, account, sender, sender_name, sender_type, sender_id, recipient, body, \
     created_at, state, twilio_status, message_sid, chosen_sender, segments, price, price_unit, http_status, \
     error_code, error_message, request_id, lost_reason, looked_at, look_problem, look_matches, ended, ended_reason";

/// Records a test that is about to be sent. False when this identity was recorded before: then nothing may be sent.
pub(crate) fn insert(transaction: &Transaction<'_>, test: &NewTest) -> Result<bool, StoreError> {
    let inserted = transaction.execute(
        "INSERT INTO test_message (id, workspace, account, sender, sender_name, sender_type, sender_id, recipient, \
         body, state, created_at) \
         VALUES (:id, :workspace, :account, :sender, :sender_name, :sender_type, :sender_id, :recipient, :body, \
         :state, :created_at) ON CONFLICT (id) DO NOTHING",
        named_params! {
            ":id": test.id,
            ":workspace": test.workspace,
            ":account": test.account,
            ":sender": test.sender,
            ":sender_name": test.sender_name,
            ":sender_type": test.sender_type,
            ":sender_id": test.sender_id,
            ":recipient": test.recipient,
            ":body": test.body,
            ":state": TestState::Posting,
            ":created_at": test.created_at,
        },
    )?;
    if inserted == 1 {
        see(transaction, test.id, TestState::Posting, None, test.created_at)?;
    }
    Ok(inserted == 1)
}

/// Writes what Twilio shows of a message, and returns whether anything changed. A status never moves back; a final
/// one ends the following.
pub(crate) fn record_reading(
    transaction: &Transaction<'_>,
    id: TestId,
    reading: &Reading,
    at: At,
) -> Result<bool, StoreError> {
    let before = get(transaction, id)?;
    let seen: Vec<TestState> = before.states.iter().map(|seen| seen.state).collect();
    let reported = TestState::of_twilio(&reading.status);
    let same = before.twilio_status.as_deref() == Some(reading.status.as_str());
    let counts = same || moves_on(&seen, reported);
    if counts && !same {
        transaction.execute(
            "UPDATE test_message SET state = ?2, twilio_status = ?3 WHERE id = ?1",
            (id, reported, &reading.status),
        )?;
        see(transaction, id, reported, Some(&reading.status), at)?;
    }
    transaction.execute(
        "UPDATE test_message SET message_sid = :sid, chosen_sender = :chosen, \
         segments = coalesce(nullif(:segments, 0), segments), price = coalesce(:price, price), \
         price_unit = coalesce(:unit, price_unit), error_code = coalesce(:code, error_code), \
         error_message = coalesce(:message, error_message), ended = max(ended, :final) WHERE id = :id",
        named_params! {
            ":id": id,
            ":final": counts && reported.is_final(),
            ":sid": reading.message_sid,
            ":chosen": reading.chosen_sender,
            ":segments": reading.segments,
            ":price": reading.price,
            ":unit": reading.price_unit,
            ":code": reading.error_code,
            ":message": reading.error_message,
        },
    )?;
    Ok(get(transaction, id)? != before)
}

/// Twilio took the message: writes the first reading, and that the credential it was sent with may send, if the
/// account still uses it.
pub(crate) fn record_accepted(
    transaction: &Transaction<'_>,
    id: TestId,
    (account, credential): (AccountId, CredentialId),
    reading: &Reading,
    at: At,
) -> Result<(), StoreError> {
    record_reading(transaction, id, reading, at)?;
    if !accounts::uses(transaction, account, credential)? {
        return Ok(());
    }
    transaction.execute(
        "INSERT INTO access (account, capability, access, reason, at) VALUES (?1, ?2, ?3, NULL, ?4) \
         ON CONFLICT (account, capability) DO UPDATE SET access = excluded.access, reason = NULL, at = excluded.at",
        (account, Capability::Send, Access::Yes, at),
    )?;
    Ok(())
}

/// Twilio did not take the message, or it is not known whether it did.
pub(crate) fn record_not_accepted(
    transaction: &Transaction<'_>,
    id: TestId,
    outcome: &NotAccepted,
    at: At,
) -> Result<(), StoreError> {
    let (state, trouble, ended_reason, lost_reason) = match outcome {
        NotAccepted::NotSent { reason, trouble } => {
            (TestState::NotSent, trouble.clone(), Some(reason.as_str()), None)
        }
        NotAccepted::Refused(trouble) => (TestState::Refused, Some(trouble.clone()), None, None),
        NotAccepted::Unknown { reason } => (TestState::Unknown, None, None, Some(reason.as_str())),
    };
    let trouble = trouble.unwrap_or_default();
    transaction.execute(
        "UPDATE test_message SET state = :state, http_status = :http_status, error_code = :code, \
         error_message = :message, request_id = :request_id, lost_reason = :lost_reason, ended = :ended, \
         ended_reason = :ended_reason WHERE id = :id",
        named_params! {
            ":id": id,
            ":state": state,
            ":http_status": trouble.http_status,
            ":code": trouble.code,
            ":message": trouble.message,
            ":request_id": trouble.request_id,
            ":lost_reason": lost_reason,
            ":ended": state.is_final(),
            ":ended_reason": ended_reason,
        },
    )?;
    see(transaction, id, state, None, at)
}

/// Turns every test that was being sent when the application ended into one of unknown outcome; returns them.
pub(crate) fn lose_unanswered(
    transaction: &Transaction<'_>,
    reason: &str,
    at: At,
) -> Result<Vec<TestId>, StoreError> {
    let mut statement = transaction.prepare_cached("SELECT id FROM test_message WHERE state = ?1")?;
    let ids = statement.query_map([TestState::Posting], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
    for &id in &ids {
        let outcome = NotAccepted::Unknown { reason: reason.to_owned() };
        record_not_accepted(transaction, id, &outcome, at)?;
    }
    Ok(ids)
}

/// Writes what a look into Twilio's list brought: the matches, or why it could not be read. Matches found before
/// stay when the list could not be read.
pub(crate) fn record_look(
    transaction: &Transaction<'_>,
    id: TestId,
    found: &Result<Vec<PossibleMatch>, String>,
    at: At,
) -> Result<(), StoreError> {
    match found {
        Ok(matches) => {
            let matches = serde_json::to_string(matches).map_err(|e| StoreError::unreadable("match", e))?;
            transaction.execute(
                "UPDATE test_message SET looked_at = ?2, look_problem = NULL, look_matches = ?3 \
                 WHERE id = ?1 AND state = ?4",
                (id, at, matches, TestState::Unknown),
            )?;
        }
        Err(problem) => {
            transaction.execute(
                "UPDATE test_message SET look_problem = ?2 WHERE id = ?1 AND state = ?3",
                (id, problem, TestState::Unknown),
            )?;
        }
    }
    Ok(())
}

/// Takes a message of Twilio's list as this test's. Even a final one is asked for once more: the list's status is
/// older than the click, and its code and price are not known here yet.
pub(crate) fn adopt(
    transaction: &Transaction<'_>,
    id: TestId,
    found: &PossibleMatch,
    at: At,
) -> Result<(), StoreError> {
    let state = TestState::of_twilio(&found.status);
    transaction.execute(
        "UPDATE test_message SET message_sid = ?2, state = ?3, twilio_status = ?4, ended = 0, ended_reason = NULL \
         WHERE id = ?1",
        (id, &found.message_sid, state, &found.status),
    )?;
    see(transaction, id, state, Some(&found.status), at)
}

/// Gives the tests that an account without a credential leaves open to the account that their workspace uses now, if
/// that is the same account of Twilio's (in another region). The others stay: nobody can ask about them.
pub(crate) fn hand_over(transaction: &Transaction<'_>, former: AccountId) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE test_message SET account = now.id FROM workspace w, account now, account former \
         WHERE test_message.account = ?1 AND former.id = ?1 AND ended = 0 AND w.id = test_message.workspace \
         AND now.id = w.account AND now.account_sid = former.account_sid",
        [former],
    )?;
    Ok(())
}

/// Asks no more about a test whose status is not final, with the reason.
pub(crate) fn end(transaction: &Transaction<'_>, id: TestId, reason: &str) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE test_message SET ended = 1, ended_reason = ?2 WHERE id = ?1", (id, reason))?;
    Ok(())
}

/// One test.
pub(crate) fn get(connection: &Connection, id: TestId) -> Result<StoredTest, StoreError> {
    find(connection, id)?.ok_or(StoreError::NotFound("test message"))
}

/// One test, if it was recorded.
pub(crate) fn find(connection: &Connection, id: TestId) -> Result<Option<StoredTest>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM test_message WHERE id = ?1"))?;
    let Some(mut test) = statement.query_row([id], read).optional()? else { return Ok(None) };
    test.states = states(connection, id)?;
    Ok(Some(test))
}

/// The newest tests of a workspace, newest first.
pub(crate) fn list(
    connection: &Connection,
    workspace: WorkspaceId,
    limit: u32,
) -> Result<Vec<StoredTest>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM test_message WHERE workspace = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2"
    ))?;
    let rows = statement.query_map((workspace, limit), read)?;
    with_states(connection, rows.collect::<Result<_, _>>()?)
}

/// The tests of an account about which Twilio is still to be asked, oldest first.
pub(crate) fn under_way(connection: &Connection, account: AccountId) -> Result<Vec<StoredTest>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM test_message WHERE account = ?1 AND ended = 0 AND state <> ?2 ORDER BY created_at"
    ))?;
    let rows = statement.query_map((account, TestState::Posting), read)?;
    with_states(connection, rows.collect::<Result<_, _>>()?)
}

/// The accounts that have such tests.
pub(crate) fn accounts_under_way(connection: &Connection) -> Result<Vec<AccountId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT account FROM test_message WHERE ended = 0")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether a message of Twilio's already belongs to a test.
pub(crate) fn is_recorded(connection: &Connection, message_sid: &str) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM test_message WHERE message_sid = ?1")?;
    Ok(statement.exists([message_sid])?)
}

/// Never dated before what was seen already: a clock that was set back does not turn the timeline round.
fn see(
    transaction: &Transaction<'_>,
    id: TestId,
    state: TestState,
    twilio_status: Option<&str>,
    at: At,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO test_status (test, state, twilio_status, at) \
         VALUES (?1, ?2, ?3, max(?4, coalesce((SELECT max(at) FROM test_status WHERE test = ?1), ?4))) \
         ON CONFLICT DO NOTHING",
        (id, state, twilio_status, at),
    )?;
    Ok(())
}

fn with_states(connection: &Connection, mut tests: Vec<StoredTest>) -> Result<Vec<StoredTest>, StoreError> {
    for test in &mut tests {
        test.states = states(connection, test.recorded.id)?;
    }
    Ok(tests)
}

/// Oldest first; two of one moment stand in the order of their life cycle.
fn states(connection: &Connection, id: TestId) -> Result<Vec<Seen>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT state, twilio_status, at FROM test_status WHERE test = ?1")?;
    let rows = statement.query_map([id], |row| {
        Ok(Seen { state: row.get(0)?, twilio_status: row.get(1)?, at: row.get(2)? })
    })?;
    let mut states: Vec<Seen> = rows.collect::<Result<_, _>>()?;
    states.sort_by_key(|seen| (seen.at, seen.state.place()));
    Ok(states)
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredTest> {
    let trouble = Trouble {
        http_status: row.get("http_status")?,
        code: row.get("error_code")?,
        message: row.get("error_message")?,
        request_id: row.get("request_id")?,
    };
    let matches: Option<String> = row.get("look_matches")?;
    let lost = match row.get::<_, Option<String>>("lost_reason")? {
        None => None,
        Some(reason) => Some(LookedFor {
            reason,
            looked_at: row.get("looked_at")?,
            problem: row.get("look_problem")?,
            matches: match matches {
                None => Vec::new(),
                Some(json) => serde_json::from_str(&json).map_err(|error| {
                    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error.into())
                })?,
            },
        }),
    };
    Ok(StoredTest {
        recorded: NewTest {
            id: row.get("id")?,
            workspace: row.get("workspace")?,
            account: row.get("account")?,
            sender: row.get("sender")?,
            sender_name: row.get("sender_name")?,
            sender_type: row.get("sender_type")?,
            sender_id: row.get("sender_id")?,
            recipient: row.get("recipient")?,
            body: row.get("body")?,
            created_at: row.get("created_at")?,
        },
        state: row.get("state")?,
        twilio_status: row.get("twilio_status")?,
        message_sid: row.get("message_sid")?,
        chosen_sender: row.get("chosen_sender")?,
        segments: row.get("segments")?,
        price: row.get("price")?,
        price_unit: row.get("price_unit")?,
        trouble: (trouble != Trouble::default()).then_some(trouble),
        lost,
        ended: row.get("ended")?,
        ended_reason: row.get("ended_reason")?,
        states: Vec::new(),
    })
}
