//! The table of the doctor's reports, and who has been texted of late.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Deserialize;

use super::StoreError;
use crate::ids::{DoctorId, WorkspaceId};
use crate::wire::{DoctorCounts, DoctorReport, DoctorSummary};

/// Reports that a workspace keeps.
const KEPT: u32 = 20;
/// Tests that are looked at for the countries of their recipients.
const TESTS: u32 = 500;

/// Keeps a report, and lets the oldest beyond [`KEPT`] go.
pub(crate) fn keep(transaction: &Transaction<'_>, report: &DoctorReport) -> Result<(), StoreError> {
    let content = serde_json::to_string(report).map_err(|error| StoreError::unreadable("report", error))?;
    transaction.execute(
        "INSERT INTO doctor_report (id, workspace, at, content) VALUES (?1, ?2, ?3, ?4)",
        params![report.id, report.workspace, report.at, content],
    )?;
    transaction.execute(
        "DELETE FROM doctor_report WHERE workspace = ?1 AND id NOT IN \
         (SELECT id FROM doctor_report WHERE workspace = ?1 ORDER BY at DESC, id DESC LIMIT ?2)",
        params![report.workspace, KEPT],
    )?;
    Ok(())
}

/// The reports of a workspace, newest first.
pub(crate) fn list(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<Vec<DoctorSummary>, StoreError> {
    #[derive(Deserialize)]
    struct Counted {
        counts: DoctorCounts,
    }
    let mut statement = connection.prepare_cached(
        "SELECT id, at, content FROM doctor_report WHERE workspace = ?1 ORDER BY at DESC, id DESC",
    )?;
    let mut rows = statement.query([workspace])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let Counted { counts } = parsed(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?;
        all.push(DoctorSummary { id: row.get(0)?, at: row.get(1)?, counts });
    }
    Ok(all)
}

/// One report.
pub(crate) fn get(connection: &Connection, id: DoctorId) -> Result<DoctorReport, StoreError> {
    let mut statement = connection.prepare_cached("SELECT content FROM doctor_report WHERE id = ?1")?;
    let content: Option<String> = statement.query_row([id], |row| row.get(0)).optional()?;
    parsed(&content.ok_or(StoreError::NotFound("report"))?)
}

/// The newest report of a workspace, if there is one that can be read.
pub(crate) fn last(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<Option<DoctorReport>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT content FROM doctor_report WHERE workspace = ?1 ORDER BY at DESC, id DESC LIMIT 1",
    )?;
    let content: Option<String> = statement.query_row([workspace], |row| row.get(0)).optional()?;
    // One of another version of the program is no reason not to make the next.
    Ok(content.and_then(|content| parsed(&content).ok()))
}

fn parsed<'a, T: Deserialize<'a>>(content: &'a str) -> Result<T, StoreError> {
    serde_json::from_str(content).map_err(|error| StoreError::unreadable("report", error))
}

/// Senders' IDs and recipients of the newest tests of a workspace, each pair once.
pub(crate) fn texted(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT sender_id, recipient FROM (SELECT sender_id, recipient FROM test_message \
         WHERE workspace = ?1 ORDER BY created_at DESC LIMIT ?2)",
    )?;
    let rows = statement.query_map(params![workspace, TESTS], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
