//! A database in a state that cannot be used: of a newer version, or damaged and moved aside.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use senderdesk_core::store::{OpenError, Store};
use senderdesk_core::{Desk, SystemClock};

use crate::fixture::{self, database, desk, draft};

async fn store(folder: &Path) -> Store {
    Store::open(folder, Arc::new(SystemClock)).await.unwrap()
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path()).await.close().await;
    let beside = database(folder.path());
    beside.execute("INSERT INTO schema_history VALUES (99, '9.8.7', 'later')", []).unwrap();
    beside.pragma_update(None, "user_version", 99).unwrap();
    drop(beside);
    let before = fs::read(folder.path().join("senderdesk.db")).unwrap();
    let Err(OpenError::NewerDatabase(words)) = Desk::open(fixture::options(folder.path())).await else {
        panic!("opened")
    };
    assert!(words.contains("Install version 9.8.7 or newer"), "{words}");
    assert_eq!(fs::read(folder.path().join("senderdesk.db")).unwrap(), before);
}

/// A folder whose database was damaged by `damage`, and what it holds beside it.
async fn damaged(damage: impl FnOnce(&Path)) -> (tempfile::TempDir, Vec<(String, Vec<u8>)>) {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    store
        .write(|transaction| {
            for nth in 0..2_000 {
                transaction.execute("INSERT INTO told_once VALUES (?1, 'now')", [format!("{nth:060}")])?;
            }
            Ok(())
        })
        .await
        .unwrap();
    store.close().await;
    damage(folder.path());
    let files = ["", "-wal", "-shm"].into_iter().filter_map(|ending| {
        let content = fs::read(folder.path().join(format!("senderdesk.db{ending}"))).ok()?;
        Some((ending.to_owned(), content))
    });
    let files = files.collect();
    (folder, files)
}

async fn assert_moved_aside(folder: &Path, files: &[(String, Vec<u8>)]) {
    let desk = desk(folder).await;
    let state = desk.state().await.unwrap();
    assert_eq!((state.read_only, state.notices.len()), (None, 1));
    let message = &state.notices[0].message;
    let named = message.split_once("moved to ").unwrap().1.split_once(", and").unwrap().0;
    assert!(named.contains("senderdesk.db.corrupt-2"), "{message}");
    for (ending, content) in files {
        assert!(
            &fs::read(format!("{named}{ending}")).unwrap() == content,
            "{named}{ending} is not as it was"
        );
    }
    let workspace = fixture::workspace(folder);
    desk.create_sender(workspace, draft("A", 1)).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_moved_aside_with_its_log_and_named() {
    let (folder, files) = damaged(|folder| {
        fs::write(folder.join("senderdesk.db"), "a letter to my aunt, by mistake".repeat(400)).unwrap();
        fs::write(folder.join("senderdesk.db-wal"), "log").unwrap();
        fs::write(folder.join("senderdesk.db-shm"), "index").unwrap();
    })
    .await;
    assert_eq!(files.len(), 3);
    assert_moved_aside(folder.path(), &files).await;
}

#[tokio::test]
async fn a_database_with_a_damaged_page_is_moved_aside() {
    let (folder, files) = damaged(|folder| {
        let mut content = fs::read(folder.join("senderdesk.db")).unwrap();
        let end = content.len();
        content[end - 20_000..].fill(0x5a);
        fs::write(folder.join("senderdesk.db"), content).unwrap();
    })
    .await;
    assert_moved_aside(folder.path(), &files).await;
}

#[tokio::test]
async fn a_database_that_was_cut_is_moved_aside() {
    let (folder, files) = damaged(|folder| {
        let file = fs::OpenOptions::new().write(true).open(folder.join("senderdesk.db")).unwrap();
        file.set_len(50_000).unwrap();
    })
    .await;
    assert_moved_aside(folder.path(), &files).await;
}

#[tokio::test]
async fn a_log_beside_an_empty_database_is_kept() {
    let (folder, files) = damaged(|folder| {
        fs::write(folder.join("senderdesk.db"), "").unwrap();
        fs::write(folder.join("senderdesk.db-wal"), "all that is left").unwrap();
    })
    .await;
    assert_moved_aside(folder.path(), &files).await;
}
