//! What the tests start from: a folder of their own, a desk on it, a workspace, drafts of senders.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;
use senderdesk_core::ids::{AccountId, CredentialId, JobId, SenderKey, UndoId, WorkspaceId};
use senderdesk_core::keychain::{Keychain, MemoryStore};
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, DeskOptions, SystemClock};

pub fn options(folder: &Path) -> DeskOptions {
    DeskOptions {
        data_dir: folder.to_owned(),
        clock: Arc::new(SystemClock),
        keychain: Keychain::new(MemoryStore::default(), Duration::from_secs(1)),
        twilio_url: None,
    }
}

pub async fn desk(folder: &Path) -> Desk {
    Desk::open(options(folder)).await.unwrap()
}

/// A connection beside those of the desk, to put rows in or look at them.
pub fn database(folder: &Path) -> Connection {
    let connection = Connection::open(folder.join("senderdesk.db")).unwrap();
    connection.busy_timeout(Duration::from_secs(5)).unwrap();
    connection
}

/// Adds a workspace with an account whose secret was kept until a former quit: nothing of it reaches out.
pub fn workspace(folder: &Path) -> WorkspaceId {
    let (account, credential, workspace) = (AccountId::fresh(), CredentialId::fresh(), WorkspaceId::fresh());
    let at = "2026-01-01T00:00:00.000000000Z";
    let database = database(folder);
    let insert = |sql: &str, values: &[&dyn rusqlite::ToSql]| database.execute(sql, values).unwrap();
    insert(
        "INSERT INTO account (id, account_sid, region, created_at) VALUES (?1, ?2, 'us1', ?3)",
        &[&account, &"AC0123456789abcdef0123456789abcdef", &at],
    );
    insert(
        "INSERT INTO credential (id, account, kind, kept_in, state, created_at) \
         VALUES (?1, ?2, 'auth_token', 'memory', 'active', ?3)",
        &[&credential, &account, &at],
    );
    insert("UPDATE account SET credential = ?1 WHERE id = ?2", &[&credential, &account]);
    insert(
        "INSERT INTO workspace (id, name, colour, environment, data_centre, account, created_at) \
         VALUES (?1, 'Shop', 'blue', 'staging', 'DC-03', ?2, ?3)",
        &[&workspace, &account, &at],
    );
    workspace
}

/// A desk on a new folder, with a workspace.
pub async fn shop() -> (tempfile::TempDir, Desk, WorkspaceId) {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    let workspace = workspace(folder.path());
    (folder, desk, workspace)
}

/// A long code of its own for each `nth`.
pub fn draft(name: &str, nth: u32) -> SenderDraft {
    SenderDraft {
        name: name.to_owned(),
        sender_type: Some(SenderType::LongCode),
        sender_id: format!("+1555{nth:07}"),
        ..SenderDraft::default()
    }
}

pub fn all() -> SenderQuery {
    SenderQuery { search: String::new(), sort: SenderSort::Created, descending: false, offset: 0, limit: 500 }
}

pub async fn rows(desk: &Desk, workspace: WorkspaceId) -> Vec<SenderRow> {
    desk.senders(workspace, all()).await.unwrap().rows
}

/// Deletes these senders, as one piece of work.
pub async fn delete(
    desk: &Desk,
    workspace: WorkspaceId,
    keys: &[SenderKey],
) -> Result<SendersChanged, WireError> {
    let selection = SenderSelection::Keys { keys: keys.to_vec() };
    desk.delete_senders(workspace, selection, JobId::fresh()).await
}

/// The same, and what takes it back.
pub async fn deleted(desk: &Desk, workspace: WorkspaceId, keys: &[SenderKey]) -> UndoId {
    delete(desk, workspace, keys).await.unwrap().undo.unwrap().id
}
