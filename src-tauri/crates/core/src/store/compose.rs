//! The tables behind the test form: how it was left, how many recipients it takes, whom tests went to.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::{StoreError, handsets};
use crate::ids::{TestId, WorkspaceId};
use crate::wire::{At, KeptDraft, OfferedRecipient};

/// Recipients that a test may have at once where the operator has not said.
const RECIPIENTS: u32 = 5;

/// Of how many of the newest tests the recipients are offered again.
const REMEMBERED_TESTS: u32 = 500;

/// Most recipients that are offered without being saved.
const MOST_RECENT: usize = 8;

/// The form as it was left.
pub(crate) fn draft(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<Option<KeptDraft>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT content FROM test_draft WHERE workspace = ?1")?;
    let content: Option<String> = statement.query_row([workspace], |row| row.get(0)).optional()?;
    content
        .map(|content| serde_json::from_str(&content).map_err(|e| StoreError::unreadable("draft", e)))
        .transpose()
}

/// Keeps the form as it is left, in place of what was kept before.
pub(crate) fn keep_draft(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    content: &str,
    at: At,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO test_draft (workspace, content, at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (workspace) DO UPDATE SET content = excluded.content, at = excluded.at",
        (workspace, content, at),
    )?;
    Ok(())
}

/// Which of these tests were recorded.
pub(crate) fn recorded(connection: &Connection, ids: &[TestId]) -> Result<Vec<TestId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM test_message WHERE id = ?1")?;
    let mut found = Vec::new();
    for &id in ids {
        if statement.exists([id])? {
            found.push(id);
        }
    }
    Ok(found)
}

/// How many recipients a test may have at once.
pub(crate) fn recipient_limit(connection: &Connection, workspace: WorkspaceId) -> Result<u32, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT recipients FROM test_setting WHERE workspace = ?1")?;
    Ok(statement.query_row([workspace], |row| row.get(0)).optional()?.unwrap_or(RECIPIENTS))
}

/// Sets how many recipients a test may have at once.
pub(crate) fn set_recipient_limit(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    limit: u32,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO test_setting (workspace, recipients) VALUES (?1, ?2) \
         ON CONFLICT (workspace) DO UPDATE SET recipients = excluded.recipients",
        (workspace, limit),
    )?;
    Ok(())
}

/// The saved handsets by label, then those that tests went to lately, newest first.
pub(crate) fn offered(
    connection: &Connection,
    workspace: WorkspaceId,
) -> Result<Vec<OfferedRecipient>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT recipient, max(created_at) FROM (SELECT recipient, created_at FROM test_message \
         WHERE workspace = ?1 ORDER BY created_at DESC LIMIT ?2) GROUP BY recipient ORDER BY 2 DESC",
    )?;
    let tested: Vec<(String, At)> = statement
        .query_map((workspace, REMEMBERED_TESTS), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let tested_at =
        |number: &str| tested.iter().find(|(recipient, _)| recipient == number).map(|(_, at)| *at);
    let saved = handsets::list(connection, workspace)?;
    let recent: Vec<_> = tested
        .iter()
        .filter(|(recipient, _)| !saved.iter().any(|handset| handset.number == *recipient))
        .take(MOST_RECENT)
        .map(|(number, at)| OfferedRecipient { number: number.clone(), label: None, tested_at: Some(*at) })
        .collect();
    let saved = saved.into_iter().map(|handset| OfferedRecipient {
        tested_at: tested_at(&handset.number),
        number: handset.number,
        label: Some(handset.label),
    });
    Ok(saved.chain(recent).collect())
}
