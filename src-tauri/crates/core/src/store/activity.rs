//! The activity log: lines are added, read, and never changed; two triggers see to that.

use rusqlite::types::Type;
use rusqlite::{Connection, Row, Transaction, params};
use twilio_messaging::E164;

use super::StoreError;
use crate::ids::WorkspaceId;
use crate::share::Shareable;
use crate::wire::{ActivityChange, ActivityLine, ActivityOutcome, ActivityQuery, ActivitySubject, At};
use crate::words::pasted;

/// A line to be added. Numbers are shortened by whoever fills it in ([`masked`]); what looks like a secret is left out
/// of it when it is.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'a> {
    pub(crate) workspace: WorkspaceId,
    pub(crate) workspace_name: &'a str,
    pub(crate) subject: ActivitySubject,
    pub(crate) name: &'a str,
    pub(crate) action: &'a str,
    pub(crate) changes: Vec<ActivityChange>,
    pub(crate) outcome: ActivityOutcome,
    pub(crate) detail: String,
}

/// Adds a line, in the transaction of what it tells of.
pub(crate) fn add(transaction: &Transaction<'_>, entry: &Entry<'_>, at: At) -> Result<(), StoreError> {
    let clean = |text: &str| Shareable::text(text).0.to_string();
    let changes = entry.changes.iter().map(|change| ActivityChange {
        field: change.field.clone(),
        before: change.before.as_deref().map(clean),
        after: change.after.as_deref().map(clean),
    });
    let changes = serde_json::to_string(&changes.collect::<Vec<_>>())
        .map_err(|error| StoreError::unreadable("change", error))?;
    transaction
        .prepare_cached(
            "INSERT INTO activity (at, workspace, workspace_name, subject, name, action, changes, outcome, detail) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            at,
            entry.workspace,
            clean(entry.workspace_name),
            entry.subject,
            clean(entry.name),
            entry.action,
            changes,
            entry.outcome,
            clean(&entry.detail),
        ])?;
    Ok(())
}

/// A phone number with its middle left out; anything that is none stays as it is.
pub(crate) fn masked(text: &str) -> String {
    text.parse::<E164>().map_or_else(|_| text.to_owned(), |number| number.masked())
}

/// Which lines are meant: filters, and a search that regards no case in any script.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    workspace: Option<WorkspaceId>,
    subject: Option<ActivitySubject>,
    outcome: Option<ActivityOutcome>,
    /// In lower case; empty for all.
    search: String,
}

impl From<&ActivityQuery> for Wanted {
    fn from(query: &ActivityQuery) -> Self {
        let search = pasted(&query.search).to_lowercase();
        Self { workspace: query.workspace, subject: query.subject, outcome: query.outcome, search }
    }
}

const COLUMNS: &str = "id, at, workspace_name, subject, name, action, changes, outcome, detail";

const FILTER: &str =
    "(?1 IS NULL OR workspace = ?1) AND (?2 IS NULL OR subject = ?2) AND (?3 IS NULL OR outcome = ?3)";

/// One page, newest first, and how many lines match.
pub(crate) fn page(
    connection: &Connection,
    wanted: &Wanted,
    offset: u32,
    limit: u32,
) -> Result<(u32, Vec<ActivityLine>), StoreError> {
    let (workspace, subject, outcome) = (wanted.workspace, wanted.subject, wanted.outcome);
    if wanted.search.is_empty() {
        let matching = connection
            .prepare_cached(&format!("SELECT count(*) FROM activity WHERE {FILTER}"))?
            .query_row(params![workspace, subject, outcome], |row| row.get(0))?;
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM activity WHERE {FILTER} ORDER BY id DESC LIMIT ?4 OFFSET ?5"
        ))?;
        let rows = statement.query_map(params![workspace, subject, outcome, limit, offset], read)?;
        return Ok((matching, rows.collect::<Result<_, _>>()?));
    }
    // SQLite's own comparison knows case in ASCII only, so that the lines are looked through here.
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM activity WHERE {FILTER} ORDER BY id DESC"))?;
    let (mut matching, mut lines) = (0, Vec::new());
    for line in statement.query_map(params![workspace, subject, outcome], read)? {
        let line = line?;
        if matches(&line, &wanted.search) {
            if matching >= offset && matching - offset < limit {
                lines.push(line);
            }
            matching += 1;
        }
    }
    Ok((matching, lines))
}

/// The newest line's id: what is added later is beyond it. Zero where there is none.
pub(crate) fn newest(connection: &Connection) -> Result<u32, StoreError> {
    let newest = "SELECT coalesce(max(id), 0) FROM activity";
    Ok(connection.prepare_cached(newest)?.query_row([], |row| row.get(0))?)
}

/// The next lines that are wanted after the line `after` and not beyond `newest`, oldest first, out of `count` that are
/// looked at; and the last one looked at, none once all were.
pub(crate) fn batch(
    connection: &Connection,
    wanted: &Wanted,
    after: u32,
    newest: u32,
    count: u32,
) -> Result<(Vec<ActivityLine>, Option<u32>), StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM activity WHERE {FILTER} AND id > ?4 AND id <= ?5 ORDER BY id LIMIT ?6"
    ))?;
    let (workspace, subject, outcome) = (wanted.workspace, wanted.subject, wanted.outcome);
    let rows = statement.query_map(params![workspace, subject, outcome, after, newest, count], read)?;
    let mut lines: Vec<ActivityLine> = rows.collect::<Result<_, _>>()?;
    let last = lines.last().map(|line| line.id);
    lines.retain(|line| wanted.search.is_empty() || matches(line, &wanted.search));
    Ok((lines, last))
}

/// Whether a text in lower case stands anywhere in a line.
fn matches(line: &ActivityLine, search: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(search);
    let texts = [&line.workspace_name, &line.name, &line.action, &line.detail];
    texts.into_iter().any(|text| has(text))
        || line.changes.iter().any(|change| {
            has(&change.field)
                || [&change.before, &change.after].into_iter().flatten().any(|value| has(value))
        })
}

fn read(row: &Row<'_>) -> rusqlite::Result<ActivityLine> {
    let changes: String = row.get(6)?;
    let changes = serde_json::from_str(&changes)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(6, Type::Text, error.into()))?;
    Ok(ActivityLine {
        id: row.get(0)?,
        at: row.get(1)?,
        workspace_name: row.get(2)?,
        subject: row.get(3)?,
        name: row.get(4)?,
        action: row.get(5)?,
        changes,
        outcome: row.get(7)?,
        detail: row.get(8)?,
    })
}
