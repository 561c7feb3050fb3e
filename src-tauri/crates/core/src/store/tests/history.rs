//! How are a hundred thousand tests walked through? By key, filtered by one index and searched by another.
//!
//! The order is that of the clicks, which the key has: no page is sorted, and a clock that was set back moves nothing.

use std::sync::LazyLock;

use rusqlite::{Connection, Row, ToSql};

use super::{StoredTest, columns, list_of, read};
use crate::ids::{SenderKey, TestId, WorkspaceId};
use crate::store::StoreError;
use crate::wire::{At, HistoryOutcome, HistoryRow, SenderType, TestState};
use crate::words::{choice, excerpt};

/// Rows of a page. With the bounds of its texts it stays under 64 kB.
pub(crate) const PAGE: u32 = 50;

/// Most pages that an outline names.
const MOST_PAGES: usize = 8000;

/// Characters of a row's text.
const TEXT: usize = 120;
/// Characters of a row's other texts, which are bounded loosely or not at all elsewhere.
const NAME: usize = 60;
const STATUS: usize = 32;

/// Which tests are meant.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) workspace: WorkspaceId,
    /// In FTS5's language; none for all.
    pub(crate) search: Option<String>,
    pub(crate) sender: Option<SenderKey>,
    pub(crate) outcome: Option<HistoryOutcome>,
    pub(crate) code: Option<u32>,
    pub(crate) since: Option<At>,
    pub(crate) until: Option<At>,
}

const STATES: [TestState; 15] = [
    TestState::Posting,
    TestState::NotSent,
    TestState::Refused,
    TestState::Unknown,
    TestState::Accepted,
    TestState::Scheduled,
    TestState::Queued,
    TestState::Sending,
    TestState::Sent,
    TestState::Delivered,
    TestState::Undelivered,
    TestState::Failed,
    TestState::Canceled,
    TestState::Read,
    TestState::Other,
];

impl HistoryOutcome {
    /// How a test came out that stands so; `ended` says whether Twilio is not asked about it any more.
    pub(crate) fn of(state: TestState, ended: bool) -> Self {
        match state {
            TestState::Delivered | TestState::Read => Self::Delivered,
            TestState::NotSent
            | TestState::Refused
            | TestState::Undelivered
            | TestState::Failed
            | TestState::Canceled => Self::Failed,
            TestState::Unknown => Self::Unknown,
            TestState::Posting
            | TestState::Accepted
            | TestState::Scheduled
            | TestState::Queued
            | TestState::Sending
            | TestState::Sent
            | TestState::Other => {
                if ended {
                    Self::NotConfirmed
                } else {
                    Self::OnItsWay
                }
            }
        }
    }

    /// The same as a condition of SQL.
    fn condition(self) -> String {
        let so = |ended| {
            let states = STATES.iter().filter(|state| Self::of(**state, ended) == self);
            states.map(|state| format!("'{}'", choice(state))).collect::<Vec<_>>().join(", ")
        };
        format!(
            "((t.ended = 0 AND t.state IN ({})) OR (t.ended = 1 AND t.state IN ({})))",
            so(false),
            so(true)
        )
    }
}

/// Which columns a row of the list needs.
const LISTED: &str = "t.number, t.id, t.created_at, t.sender_name, t.sender_type, t.sender_id, t.recipient, \
                      substr(t.body, 1, 500), t.media, t.state, t.twilio_status, t.ended, t.error_code";

impl Wanted {
    /// What follows `SELECT …`: newest first, or oldest first.
    fn sql(&self, newest_first: bool) -> String {
        let (from, key) = match self.search {
            // CROSS keeps the order of the two: the index of words finds, the table is looked at.
            Some(_) => (
                "test_search CROSS JOIN test_message t ON t.number = test_search.rowid \
                 WHERE test_search MATCH ?1 AND t.workspace = ?2",
                "test_search.rowid",
            ),
            None => (
                "test_message t INDEXED BY test_message_history WHERE ?1 IS NULL AND t.workspace = ?2",
                "t.number",
            ),
        };
        let outcome = self.outcome.map(|outcome| format!(" AND {}", outcome.condition())).unwrap_or_default();
        let (beyond, order) = if newest_first { ("<=", "DESC") } else { (">", "ASC") };
        format!(
            "FROM {from} AND {key} {beyond} ?3 \
             AND (?4 IS NULL OR t.sender = ?4) AND (?5 IS NULL OR t.error_code = ?5) \
             AND (?6 IS NULL OR t.created_at >= ?6) AND (?7 IS NULL OR t.created_at < ?7){outcome} \
             ORDER BY {key} {order} LIMIT ?8"
        )
    }

    fn values<'a>(&'a self, key: &'a u32, limit: &'a u32) -> [&'a dyn ToSql; 8] {
        [&self.search, &self.workspace, key, &self.sender, &self.code, &self.since, &self.until, limit]
    }
}

/// The newest tests that are wanted, from the one of this number on; from the newest of all without one.
pub(crate) fn page(
    connection: &Connection,
    wanted: &Wanted,
    from: Option<u32>,
    limit: u32,
) -> Result<Vec<HistoryRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {LISTED} {}", wanted.sql(true)))?;
    let (from, limit) = (from.unwrap_or(u32::MAX), limit.min(PAGE));
    let rows = statement.query_map(&wanted.values(&from, &limit)[..], listed)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many tests are wanted, and the number of the first of each page, newest first.
pub(crate) fn outline(connection: &Connection, wanted: &Wanted) -> Result<(u32, Vec<u32>), StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT t.number {}", wanted.sql(true)))?;
    let mut rows = statement.query(&wanted.values(&u32::MAX, &u32::MAX)[..])?;
    let (mut matching, mut starts) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        if matching % PAGE == 0 && starts.len() < MOST_PAGES {
            starts.push(row.get(0)?);
        }
        matching += 1;
    }
    Ok((matching, starts))
}

/// The number of the newest test of all: what is added later is beyond it. Zero where there is none.
pub(crate) fn newest(connection: &Connection) -> Result<u32, StoreError> {
    let newest = "SELECT coalesce(max(number), 0) FROM test_message";
    Ok(connection.prepare_cached(newest)?.query_row([], |row| row.get(0))?)
}

/// The next tests that are wanted beyond the number `after`, oldest first, with their numbers; without their timelines.
pub(crate) fn batch(
    connection: &Connection,
    wanted: &Wanted,
    after: u32,
    limit: u32,
) -> Result<Vec<(u32, StoredTest)>, StoreError> {
    static WHOLE: LazyLock<String> = LazyLock::new(|| format!("t.number, {}", columns("t")));
    let mut statement = connection.prepare_cached(&format!("SELECT {} {}", *WHOLE, wanted.sql(false)))?;
    let rows = statement
        .query_map(&wanted.values(&after, &limit)[..], |row| Ok((row.get("number")?, read(row)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The test that a message of Twilio's belongs to.
pub(crate) fn of_message(
    connection: &Connection,
    message_sid: &str,
) -> Result<Option<(TestId, WorkspaceId)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id, workspace FROM test_message WHERE message_sid = ?1")?;
    let mut rows = statement.query_map([message_sid], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.next().transpose()?)
}

fn listed(row: &Row<'_>) -> rusqlite::Result<HistoryRow> {
    let media: Vec<String> = list_of(&row.get::<_, String>(8)?)?;
    let (state, ended) = (row.get(9)?, row.get(11)?);
    let sender_type: SenderType = row.get(4)?;
    let cut = |column| row.get::<_, String>(column).map(|text| excerpt(&text, NAME));
    Ok(HistoryRow {
        number: row.get(0)?,
        id: row.get(1)?,
        created_at: row.get(2)?,
        sender_name: cut(3)?,
        sender_type,
        sender_id: cut(5)?,
        recipient: cut(6)?,
        text: excerpt(&row.get::<_, String>(7)?, TEXT),
        media: u32::try_from(media.len()).unwrap_or(u32::MAX),
        state,
        twilio_status: row.get::<_, Option<String>>(10)?.map(|status| excerpt(&status, STATUS)),
        outcome: HistoryOutcome::of(state, ended),
        code: row.get(12)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_in_exactly_one_outcome() {
        let outcomes = [
            HistoryOutcome::Delivered,
            HistoryOutcome::Failed,
            HistoryOutcome::OnItsWay,
            HistoryOutcome::NotConfirmed,
            HistoryOutcome::Unknown,
        ];
        let connection = Connection::open_in_memory().unwrap();
        for state in STATES {
            for ended in [false, true] {
                let so = |outcome: &HistoryOutcome| {
                    let sql = format!(
                        "SELECT {} FROM (SELECT ?1 AS state, ?2 AS ended) t",
                        outcome.condition().replace("IN ()", "IN (NULL)")
                    );
                    let so: Option<bool> =
                        connection.query_row(&sql, (state, ended), |row| row.get(0)).unwrap();
                    so == Some(true)
                };
                let found: Vec<_> = outcomes.iter().filter(|outcome| so(outcome)).collect();
                assert_eq!(found, [&HistoryOutcome::of(state, ended)], "{state:?} {ended}");
            }
        }
    }
}
