//! The tables of test messages and of the states they went through: what stands there. What is written is in `record`,
//! how it is searched in `history`.

mod around;
pub(crate) mod history;
mod past;
mod record;

use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::de::DeserializeOwned;

pub(crate) use around::explained;
pub(crate) use past::past;
pub(crate) use record::{
    adopt, end, hand_over, insert, lose_unanswered, record_accepted, record_look, record_not_accepted,
    record_reading,
};

use super::StoreError;
use crate::ids::{AccountId, SenderKey, TestId, WorkspaceId};
use crate::test_message::again;
use crate::test_message::lost_answer::Lost;
use crate::wire::{At, PossibleMatch, SenderType, TestState};

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
    /// URLs as they were sent.
    pub(crate) media: Vec<String>,
    /// The test of unknown outcome in whose place it is sent.
    pub(crate) again_of: Option<TestId>,
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
    /// The MMS Converter made a text with a link of it.
    pub(crate) converted: bool,
    pub(crate) price: Option<String>,
    pub(crate) price_unit: Option<String>,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) lost: Option<LookedFor>,
    /// The test that was sent in its place.
    pub(crate) sent_again: Option<TestId>,
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
            media: self.recorded.media.len(),
        }
    }

    /// What decides whether it may be sent again.
    pub(crate) fn as_again(&self) -> again::Lost {
        again::Lost {
            is_unknown: self.state == TestState::Unknown,
            clicked_at: self.recorded.created_at.0,
            looked_at: self.lost.as_ref().and_then(|lost| lost.looked_at).map(|at| at.0),
            cannot_look: self.lost.as_ref().is_some_and(|lost| lost.problem.is_some()),
            found: self.lost.as_ref().is_some_and(|lost| !lost.matches.is_empty()),
            sent_again: self.sent_again.is_some(),
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
    /// It has no media, and a link of the MMS Converter in its text.
    pub(crate) has_converter_link: bool,
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

/// The columns of a test; [`columns`] adds what another row says of it.
const COLUMNS: &str = "id, workspace, account, sender, sender_name, sender_type, sender_id, recipient, body, \
     media, created_at, state, twilio_status, message_sid, chosen_sender, segments, converted, price, price_unit, \
     http_status, error_code, error_message, request_id, lost_reason, looked_at, look_problem, look_matches, ended, \
     ended_reason, again_of";

/// A test that was sent in place of another one: not if it never left.
const AGAIN: &str =
    "FROM test_message again WHERE again.state NOT IN ('not_sent', 'refused') AND again.again_of";

/// What [`read`] needs, of a table that is called so in the query.
fn columns(table: &str) -> String {
    let own: Vec<String> = COLUMNS.split(", ").map(|column| format!("{table}.{column}")).collect();
    format!("{}, (SELECT id {} = {table}.id) AS sent_again", own.join(", "), AGAIN)
}

/// [`columns`] of the table under its own name.
static WHOLE: LazyLock<String> = LazyLock::new(|| columns("test_message"));

/// One test.
pub(crate) fn get(connection: &Connection, id: TestId) -> Result<StoredTest, StoreError> {
    find(connection, id)?.ok_or(StoreError::NotFound("test message"))
}

/// One test, if it was recorded.
pub(crate) fn find(connection: &Connection, id: TestId) -> Result<Option<StoredTest>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {} FROM test_message WHERE id = ?1", *WHOLE))?;
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
        "SELECT {} FROM test_message WHERE workspace = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2",
        *WHOLE
    ))?;
    let rows = statement.query_map((workspace, limit), read)?;
    with_states(connection, rows.collect::<Result<_, _>>()?)
}

/// The tests of an account about which Twilio is still to be asked, oldest first.
pub(crate) fn under_way(connection: &Connection, account: AccountId) -> Result<Vec<StoredTest>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {} FROM test_message INDEXED BY test_message_followed \
         WHERE account = ?1 AND ended = 0 AND state <> ?2 ORDER BY created_at",
        *WHOLE
    ))?;
    let rows = statement.query_map((account, TestState::Posting), read)?;
    with_states(connection, rows.collect::<Result<_, _>>()?)
}

/// The accounts that have such tests.
pub(crate) fn accounts_under_way(connection: &Connection) -> Result<Vec<AccountId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT account FROM test_message INDEXED BY test_message_followed WHERE ended = 0",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The same message to the same phone by the same account whose outcome is not known and in whose place nothing was
/// sent yet, if one was clicked in this time.
pub(crate) fn unknown_twin(
    connection: &Connection,
    test: &NewTest,
    (since, until): (At, At),
) -> Result<Option<TestId>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id FROM test_message WHERE workspace = ?1 AND state = ?2 AND created_at BETWEEN ?3 AND ?9 \
         AND recipient = ?4 AND sender_type = ?5 AND sender_id = ?6 AND body = ?7 AND media = ?8 \
         AND account = ?10 AND NOT EXISTS (SELECT 1 {AGAIN} = test_message.id)",
    ))?;
    let media = as_json(&test.media)?;
    let twin = statement.query_row(
        (
            test.workspace,
            TestState::Unknown,
            since,
            &test.recipient,
            test.sender_type,
            &test.sender_id,
            &test.body,
            media,
            until,
            test.account,
        ),
        |row| row.get(0),
    );
    Ok(twin.optional()?)
}

/// Whether a message of Twilio's already belongs to a test.
pub(crate) fn is_recorded(connection: &Connection, message_sid: &str) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM test_message WHERE message_sid = ?1")?;
    Ok(statement.exists([message_sid])?)
}

/// Whether another test to the same recipient waits for its answer: what Twilio's list shows may be that one's.
pub(crate) fn another_is_sent_to(connection: &Connection, test: &NewTest) -> Result<bool, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT 1 FROM test_message WHERE state = ?1 AND recipient = ?2 AND id <> ?3")?;
    Ok(statement.exists((TestState::Posting, &test.recipient, test.id))?)
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
            matches: matches.as_deref().map(list_of).transpose()?.unwrap_or_default(),
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
            media: list_of(&row.get::<_, String>("media")?)?,
            again_of: row.get("again_of")?,
            created_at: row.get("created_at")?,
        },
        state: row.get("state")?,
        twilio_status: row.get("twilio_status")?,
        message_sid: row.get("message_sid")?,
        chosen_sender: row.get("chosen_sender")?,
        segments: row.get("segments")?,
        converted: row.get("converted")?,
        price: row.get("price")?,
        price_unit: row.get("price_unit")?,
        trouble: (trouble != Trouble::default()).then_some(trouble),
        lost,
        sent_again: row.get("sent_again")?,
        ended: row.get("ended")?,
        ended_reason: row.get("ended_reason")?,
        states: Vec::new(),
    })
}

/// The media as they are kept.
fn as_json(media: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(media).map_err(|error| StoreError::unreadable("medium", error))
}

/// A list that is kept as JSON.
fn list_of<T: DeserializeOwned>(json: &str) -> rusqlite::Result<Vec<T>> {
    serde_json::from_str(json).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error.into())
    })
}
