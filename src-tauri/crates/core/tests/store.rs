//! The database by itself: what a write promises, and what a full disk does to it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use senderdesk_core::ids::{SenderKey, WorkspaceId};
use senderdesk_core::store::{OpenError, Store, StoreError};
use senderdesk_core::wire::{ErrorCode, WireError};
use senderdesk_core::{Desk, SystemClock};

use crate::child;
use crate::fixture::{self, draft, shop};

async fn store(folder: &Path) -> Store {
    Store::open(folder, Arc::new(SystemClock)).await.unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

async fn tell(store: &Store, what: &'static str) -> Result<usize, StoreError> {
    store
        .write(
            move |transaction| Ok(transaction.execute("INSERT INTO told_once VALUES (?1, 'now')", [what])?),
        )
        .await
}

async fn told(store: &Store) -> u32 {
    let count = |connection: &rusqlite::Connection| {
        Ok(connection.query_row("SELECT count(*) FROM told_once", [], |row| row.get(0))?)
    };
    store.read(count).await.unwrap()
}

#[tokio::test]
async fn a_new_folder_and_its_files_are_for_their_owner_alone() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("a/b");
    let store = store(&folder).await;
    tell(&store, "x").await.unwrap();
    assert_eq!(mode(&folder), 0o700);
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    store.close().await;
}

#[tokio::test]
async fn a_folder_that_others_may_read_is_closed_to_them() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path()).await.close().await;
    let file = folder.path().join("senderdesk.db");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    store(folder.path()).await.close().await;
    assert_eq!((mode(folder.path()), mode(&file)), (0o700, 0o600));
}

#[tokio::test]
async fn what_fails_or_panics_leaves_nothing_and_the_next_write_works() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let failing = store
        .write(|transaction| -> Result<(), StoreError> {
            transaction.execute("INSERT INTO told_once VALUES ('a', 'now')", [])?;
            Err(StoreError::NotFound("thing"))
        })
        .await;
    assert!(matches!(failing, Err(StoreError::NotFound("thing"))));
    let panicking = store
        .write(|transaction| -> Result<(), StoreError> {
            transaction.execute("INSERT INTO told_once VALUES ('a', 'now')", [])?;
            panic!("on purpose")
        })
        .await;
    assert!(matches!(panicking, Err(StoreError::Panicked(words)) if words == "on purpose"));
    assert_eq!(told(&store).await, 0);
    tell(&store, "a").await.unwrap();
    assert_eq!(told(&store).await, 1, "a read has every write that was answered");
    store.close().await;
    assert!(matches!(tell(&store, "b").await, Err(StoreError::Closed)));
}

#[tokio::test]
async fn a_write_is_done_even_if_nobody_waits_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    {
        let mut writing = Box::pin(tell(&store, "a"));
        // Polled once: it stands in the queue, then it is dropped.
        assert!(
            std::future::poll_fn(|context| std::task::Poll::Ready(
                writing.as_mut().poll(context).is_pending()
            ))
            .await
        );
    }
    tell(&store, "b").await.unwrap();
    assert_eq!(told(&store).await, 2);
    store.close().await;
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let writing = |connection: &rusqlite::Connection| {
        Ok(connection.execute("INSERT INTO told_once VALUES ('a', 'now')", [])?)
    };
    assert!(matches!(store.read(writing).await, Err(StoreError::NotWritable(_))));
    store.close().await;
}

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_is_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    tell(&store, "before").await.unwrap();
    store
        .write(|transaction| {
            let pages: u32 = transaction.query_row("PRAGMA page_count", [], |row| row.get(0))?;
            let limit = format!("PRAGMA max_page_count = {}", pages + 4);
            Ok(transaction.query_row(&limit, [], |_| Ok(()))?)
        })
        .await
        .unwrap();
    let filling = store
        .write(|transaction| {
            for nth in 0..10_000 {
                transaction.execute("INSERT INTO told_once VALUES (?1, 'now')", [format!("{nth:0200}")])?;
            }
            Ok(())
        })
        .await;
    let error = filling.unwrap_err();
    assert!(matches!(error, StoreError::Full(_)), "{error:?}");
    assert_eq!(told(&store).await, 1);
    let words = WireError::from(error);
    assert_eq!(words.code, ErrorCode::ReadOnly);
    assert_eq!(words.message, "Nothing was changed: the disk of the data folder is full.");
    store
        .write(|transaction| Ok(transaction.query_row("PRAGMA max_page_count = 1000000", [], |_| Ok(()))?))
        .await
        .unwrap();
    tell(&store, "after").await.unwrap();
    store.close().await;
}

/// Has a child of this binary do something, with no file larger than `bytes`.
fn limited(bytes: u32, what: &str, folder: &Path, workspace: WorkspaceId) -> String {
    let mut command = Command::new("sh");
    // Ignored, the signal of the limit becomes an error of the write, as on a full disk.
    command.args([
        "-c",
        &format!(
            "trap '' XFSZ; exec prlimit --fsize={bytes} \"$0\" child::run --exact --ignored --nocapture"
        ),
    ]);
    command.arg(child::this_binary());
    child::told(&mut command, what, folder, &workspace.to_string());
    String::from_utf8_lossy(&command.output().unwrap().stdout).into_owned()
}

#[tokio::test]
async fn an_export_that_the_disk_does_not_take_leaves_the_former_file_and_nothing_beside_it() {
    let (folder, desk, workspace) = shop().await;
    // Enough for a file of more than the limit.
    for nth in 0..60 {
        desk.create_sender(workspace, draft("Shop", nth)).await.unwrap();
    }
    desk.close().await;
    let place = folder.path().join("worksheet.html");
    fs::write(&place, "former").unwrap();
    let said = limited(100_000, "write-worksheet", folder.path(), workspace);
    assert!(said.contains("outcome: Invalid The disk takes no more."), "{said}");
    assert_eq!(fs::read_to_string(&place).unwrap(), "former");
    let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(".senderdesk-");
    assert!(fs::read_dir(folder.path()).unwrap().all(|entry| !hidden(&entry.unwrap().file_name())));
    let said = limited(40_000_000, "write-worksheet", folder.path(), workspace);
    assert!(said.contains("outcome: written"), "{said}");
}

#[tokio::test]
async fn a_disk_that_takes_no_more_loses_nothing_that_was_answered() {
    let (folder, desk, workspace) = shop().await;
    desk.close().await;
    let said = limited(600_000, "fill", folder.path(), workspace);
    let answered = said.matches("created: ").count();
    assert!(said.contains("code: ReadOnly Nothing was changed: the disk"), "{said}");

    let desk = fixture::desk(folder.path()).await;
    let page = desk.senders(workspace, fixture::all()).await.unwrap();
    assert_eq!(page.total as usize, answered);
    desk.create_sender(workspace, draft("Later", 999)).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_said() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("file");
    fs::write(&file, "").unwrap();
    let Err(OpenError::Unusable(words)) = Desk::open(fixture::options(&file.join("data"))).await else {
        panic!("opened")
    };
    assert!(words.contains("cannot be made"), "{words}");
}

#[tokio::test]
async fn only_this_machine_may_stand_for_twilio() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = fixture::options(folder.path());
    options.twilio_url = Some("https://example.org".into());
    let Err(OpenError::Unusable(words)) = Desk::open(options).await else { panic!("opened") };
    assert!(words.starts_with("SENDERDESK_TWILIO_URL cannot be used"), "{words}");
}

#[tokio::test]
async fn a_sender_that_the_former_version_deleted_is_taken_back_by_this_one() {
    let folder = tempfile::tempdir().unwrap();
    let key = SenderKey::fresh();
    {
        let database = rusqlite::Connection::open(folder.path().join("senderdesk.db")).unwrap();
        database.execute_batch(include_str!("../src/store/schema-1.sql")).unwrap();
        database.execute_batch("INSERT INTO schema_history VALUES (1, '0.1.0', 'now')").unwrap();
        database.pragma_update(None, "user_version", 1).unwrap();
    }
    let workspace = fixture::workspace(folder.path());
    let deleted = serde_json::json!({
        "key": key, "workspace": workspace, "name": "Offers", "sender_type": "short_code", "sender_id": "70707",
        "supports_mms": true, "is_default": true, "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z",
    });
    let row = "INSERT INTO undo_sender VALUES (?1, ?2, ?3, '2026-01-01T00:00:00Z')";
    fixture::database(folder.path()).execute(row, (key, workspace, deleted.to_string())).unwrap();

    let desk = fixture::desk(folder.path()).await;
    assert_eq!(fixture::rows(&desk, workspace).await, []);
    let undone = desk.undo(key.to_string().parse().unwrap()).await.unwrap();
    assert_eq!(undone.sender, Some(key));
    let back = fixture::rows(&desk, workspace).await.remove(0);
    assert_eq!((back.name.as_str(), back.supports_mms, back.is_default), ("Offers", true, true));
    desk.close().await;
}
