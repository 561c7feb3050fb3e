//! Taking changes back: whole, once, only while nothing of it was changed since, and back again.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use senderdesk_core::ids::{JobId, SenderKey, UndoId, WorkspaceId};
use senderdesk_core::wire::*;
use senderdesk_core::{Clock, Desk, DeskOptions, SystemClock};
use tokio::sync::Notify;
use twilio_messaging::clock::BoxFuture;

use crate::fixture::{self, all, database, delete, deleted, draft, rows, shop};

async fn created(desk: &Desk, workspace: WorkspaceId, names: &[&str]) -> Vec<SenderKey> {
    let mut keys = Vec::new();
    for (nth, name) in (0..).zip(names) {
        keys.push(desk.create_sender(workspace, draft(name, nth)).await.unwrap().sender.key);
    }
    keys
}

async fn renamed(desk: &Desk, key: SenderKey, name: &str) -> UndoId {
    let row = desk.sender(key).await.unwrap();
    let draft = SenderDraft { name: name.into(), sender_id: row.sender_id, ..draft(name, 0) };
    desk.update_sender(key, draft).await.unwrap().undo.unwrap().id
}

fn names(rows: &[SenderRow]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

fn defaults(rows: &[SenderRow]) -> Vec<&str> {
    rows.iter().filter(|row| row.is_default).map(|row| row.name.as_str()).collect()
}

#[tokio::test]
async fn an_edit_is_taken_back_and_that_in_turn() {
    let (_folder, desk, workspace) = shop().await;
    let key = created(&desk, workspace, &["A"]).await[0];
    let before = desk.sender(key).await.unwrap();
    let undo = renamed(&desk, key, "B").await;
    let after = desk.sender(key).await.unwrap();
    let undone = desk.undo(undo).await.unwrap();
    assert_eq!((undone.done.as_str(), undone.sender), ("“A” is as it was before.", Some(key)));
    assert_eq!(desk.sender(key).await.unwrap(), before);
    let redone = desk.undo(undone.redo.id).await.unwrap();
    assert_eq!(desk.sender(key).await.unwrap(), after);
    assert_eq!(desk.undo(undo).await.unwrap_err().code, ErrorCode::NotFound, "once only");
    desk.undo(redone.redo.id).await.unwrap();
    assert_eq!(desk.sender(key).await.unwrap(), before);
    desk.close().await;
}

#[tokio::test]
async fn a_save_without_a_change_is_none() {
    let (_folder, desk, workspace) = shop().await;
    let saved = desk.create_sender(workspace, draft("A", 1)).await.unwrap();
    let again = desk.update_sender(saved.sender.key, draft(" A ", 1)).await.unwrap();
    assert_eq!((again.undo, again.sender), (None, saved.sender));
    desk.close().await;
}

#[tokio::test]
async fn what_was_changed_since_is_named_and_stays() {
    let (_folder, desk, workspace) = shop().await;
    let keys = created(&desk, workspace, &["A", "B", "C"]).await;
    let first = renamed(&desk, keys[1], "B2").await;
    let second = renamed(&desk, keys[1], "B3").await;
    let refused = desk.undo(first).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
    assert_eq!(refused.message, "This cannot be taken back: “B3” was changed since.");
    desk.undo(second).await.unwrap();
    desk.undo(first).await.unwrap();

    let edit = renamed(&desk, keys[2], "C2").await;
    deleted(&desk, workspace, &keys[2..]).await;
    let refused = desk.undo(edit).await.unwrap_err();
    assert!(refused.message.contains("“C2” was deleted since"), "{}", refused.message);
    assert_eq!(names(&rows(&desk, workspace).await), ["A", "B"]);
    desk.close().await;
}

#[tokio::test]
async fn a_creation_is_taken_back_unless_it_would_take_the_default_from_others() {
    let (_folder, desk, workspace) = shop().await;
    let a = desk.create_sender(workspace, draft("A", 1)).await.unwrap();
    let b = desk.create_sender(workspace, draft("B", 2)).await.unwrap();
    let refused = desk.undo(a.undo.clone().unwrap().id).await.unwrap_err();
    assert!(refused.message.contains("“A” is the default sender"), "{}", refused.message);
    let undone = desk.undo(b.undo.unwrap().id).await.unwrap();
    assert_eq!(undone.done, "“B” is gone again.");
    desk.undo(a.undo.unwrap().id).await.unwrap();
    assert_eq!(rows(&desk, workspace).await, []);
    desk.undo(undone.redo.id).await.unwrap();
    assert_eq!(defaults(&rows(&desk, workspace).await), ["B"], "alone, it is the default");
    desk.close().await;
}

#[tokio::test]
async fn the_default_mark_goes_back_to_the_former() {
    let (_folder, desk, workspace) = shop().await;
    let keys = created(&desk, workspace, &["A", "B", "C"]).await;
    let edit = renamed(&desk, keys[0], "A2").await;
    let undo = desk.mark_default(keys[1]).await.unwrap().undo.unwrap().id;
    assert_eq!(desk.mark_default(keys[1]).await.unwrap(), NOTHING);
    let undone = desk.undo(undo).await.unwrap();
    assert_eq!((undone.done.as_str(), undone.sender), ("“A2” is the default sender again.", Some(keys[0])));
    assert_eq!(defaults(&rows(&desk, workspace).await), ["A2"]);
    desk.undo(undone.redo.id).await.unwrap();
    assert_eq!(defaults(&rows(&desk, workspace).await), ["B"]);
    desk.undo(edit).await.unwrap();
    assert_eq!(defaults(&rows(&desk, workspace).await), ["B"], "an edit takes no mark along");
    let moved = desk.mark_default(keys[0]).await.unwrap().undo.unwrap().id;
    desk.mark_default(keys[2]).await.unwrap();
    assert_eq!(desk.undo(moved).await.unwrap_err().code, ErrorCode::Invalid);
    assert_eq!(defaults(&rows(&desk, workspace).await), ["C"]);
    desk.close().await;
}

#[tokio::test]
async fn a_change_of_the_workspace_is_taken_back_unless_it_was_changed_again() {
    let (folder, desk, workspace) = shop().await;
    let named = |name: &str, data_centre: &str| WorkspaceDraft {
        name: name.into(),
        colour: ColourTag::Blue,
        environment: Environment::Staging,
        data_centre: data_centre.into(),
        keyword_management: true,
        delivery_url: String::new(),
    };
    let before = desk.workspace(workspace).await.unwrap();
    let first = desk.update_workspace(workspace, named("Shop", "DC-01")).await.unwrap().undo.unwrap().id;
    let second = desk.update_workspace(workspace, named("Store", "DC-01")).await.unwrap().undo.unwrap().id;
    let refused = desk.undo(first).await.unwrap_err();
    assert!(refused.message.contains("“Store” was changed since"), "{}", refused.message);
    let mut changes = desk.changes();
    desk.undo(second).await.unwrap();
    assert_eq!(changes.recv().await.unwrap(), Change::Workspace { id: workspace });
    let undone = desk.undo(first).await.unwrap();
    assert_eq!(undone.done, "The workspace “Shop” is as it was before.");
    assert_eq!(desk.workspace(workspace).await.unwrap(), before);
    desk.undo(undone.redo.id).await.unwrap();
    assert_eq!(desk.workspace(workspace).await.unwrap().data_centre.code, "DC-01");
    let lines = "SELECT count(*) FROM activity WHERE subject = 'workspace' AND detail = 'taken back'";
    let lines: u32 = database(folder.path()).query_row(lines, [], |row| row.get(0)).unwrap();
    assert_eq!(lines, 3);
    desk.close().await;
}

#[tokio::test]
async fn several_go_at_once_the_default_only_with_all_others() {
    let (_folder, desk, workspace) = shop().await;
    let keys = created(&desk, workspace, &["A", "B", "C"]).await;
    let some = SenderSelection::Keys { keys: keys[..2].to_vec() };
    let foretold = desk.sender_deletion(workspace, some.clone()).await.unwrap();
    assert_eq!(foretold.count, 2);
    assert!(
        foretold.says.iter().any(|said| said.provenance == Provenance::Documented),
        "of active campaigns"
    );
    assert!(foretold.refused.unwrap().contains("“A” is the default sender") && foretold.remedy.is_some());
    assert_eq!(delete(&desk, workspace, &keys[..2]).await.unwrap_err().code, ErrorCode::Invalid);
    assert_eq!(rows(&desk, workspace).await.len(), 3);

    let foretold = desk.sender_deletion(workspace, everyone()).await.unwrap();
    assert_eq!((foretold.count, foretold.refused), (3, None));
    let gone = desk.delete_senders(workspace, everyone(), JobId::fresh()).await.unwrap();
    let undo = gone.undo.unwrap();
    assert_eq!((gone.count, undo.done.as_str()), (3, "3 senders were deleted."));
    let undone = desk.undo(undo.id).await.unwrap();
    assert_eq!((undone.done.as_str(), undone.sender), ("3 senders are back.", None));
    let back = rows(&desk, workspace).await;
    assert_eq!((names(&back), defaults(&back)), (vec!["A", "B", "C"], vec!["A"]));
    let two = deleted(&desk, workspace, &keys[1..]).await;
    assert_eq!(desk.undo(two).await.unwrap().sender, None, "it was about two");
    let named = SenderSelection::Matching { search: " b".into() };
    assert_eq!(desk.delete_senders(workspace, named, JobId::fresh()).await.unwrap().count, 1);
    let none = SenderSelection::Matching { search: "nobody".into() };
    assert_eq!(desk.delete_senders(workspace, none, JobId::fresh()).await.unwrap(), NOTHING);
    desk.close().await;
}

#[tokio::test]
async fn each_change_stands_in_the_activity_log_with_what_changed_and_numbers_shortened() {
    let (folder, desk, workspace) = shop().await;
    let key = created(&desk, workspace, &["A"]).await[0];
    let undo = renamed(&desk, key, "B").await;
    desk.undo(undo).await.unwrap();
    let undo = deleted(&desk, workspace, &[key]).await;
    desk.undo(undo).await.unwrap();
    let database = database(folder.path());
    let mut lines =
        database.prepare("SELECT name, action, detail, changes FROM activity ORDER BY id").unwrap();
    let lines: Vec<(String, String, String, String)> = lines
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.0.as_str(), line.1.as_str(), line.2.as_str())).collect();
    assert_eq!(
        told,
        [
            ("A", "created", ""),
            ("B", "changed", ""),
            ("A", "changed", "taken back"),
            ("A", "deleted", ""),
            ("A", "restored", "taken back"),
        ]
    );
    assert_eq!(lines[1].3, r#"[{"field":"Sender name","before":"A","after":"B"}]"#);
    assert!(lines[0].3.contains("+1555…00") && !lines[0].3.contains("+15550000000"), "{}", lines[0].3);
    desk.close().await;
}

/// Puts this many senders in, the first as default.
fn fill(folder: &std::path::Path, workspace: WorkspaceId, count: u32) {
    let mut beside = database(folder);
    let transaction = beside.transaction().unwrap();
    let sql = "INSERT INTO sender (key, workspace, name, name_folded, sender_type, sender_id, supports_mms, \
               is_default, created_at, updated_at) VALUES (?1, ?2, ?3, lower(?3), 'long_code', ?4, 0, ?5, ?6, ?6)";
    for nth in 0..count {
        let values = rusqlite::params![
            SenderKey::fresh(),
            workspace,
            format!("Sender {nth:05}"),
            format!("+1555{nth:07}"),
            nth == 0,
            "2026-01-01T00:00:00.000000000Z"
        ];
        transaction.prepare_cached(sql).unwrap().execute(values).unwrap();
    }
    transaction.commit().unwrap();
}

#[tokio::test]
async fn ten_thousand_are_deleted_with_progress_and_one_line_and_are_back_as_they_were() {
    let (folder, desk, workspace) = shop().await;
    fill(folder.path(), workspace, 10_000);
    let before = rows(&desk, workspace).await;
    let mut changes = desk.changes();
    let job = JobId::fresh();
    let gone = desk.delete_senders(workspace, everyone(), job).await.unwrap();
    assert_eq!((gone.count, rows(&desk, workspace).await.len()), (10_000, 0));
    let mut told = Vec::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::Progress(progress) = change {
            assert_eq!((progress.job, progress.total), (job, 10_000));
            told.push(progress.done);
        }
    }
    assert_eq!((told[0], *told.last().unwrap()), (0, 10_000));
    assert!(told.len() < 100 && told.is_sorted(), "no more than ten a second: {told:?}");
    let lines = "SELECT count(*), name FROM activity WHERE action = 'deleted'";
    let line: (u32, String) =
        database(folder.path()).query_row(lines, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(line, (1, "10000 senders".to_owned()));
    desk.undo(gone.undo.unwrap().id).await.unwrap();
    assert_eq!(rows(&desk, workspace).await, before);
    assert_eq!(desk.senders(workspace, all()).await.unwrap().total, 10_000);
    desk.close().await;
}

#[tokio::test]
async fn a_deletion_that_is_cancelled_before_it_begins_deletes_nothing() {
    let (_folder, desk, workspace) = shop().await;
    created(&desk, workspace, &["A", "B"]).await;
    let job = JobId::fresh();
    desk.cancel_job(job).await.unwrap();
    let gone = desk.delete_senders(workspace, everyone(), job).await.unwrap();
    assert_eq!((gone, rows(&desk, workspace).await.len()), (NOTHING, 2));
    desk.close().await;
}

#[tokio::test]
async fn a_deletion_that_is_cancelled_half_way_deletes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(Halting::default());
    let options = DeskOptions { clock: clock.clone(), ..fixture::options(folder.path()) };
    let desk = Desk::open(options).await.unwrap();
    let workspace = fixture::workspace(folder.path());
    fill(folder.path(), workspace, 10_000);

    let job = JobId::fresh();
    clock.looks_left.store(5_000, Ordering::SeqCst);
    let deleting = tokio::spawn({
        let desk = desk.clone();
        async move { desk.delete_senders(workspace, everyone(), job).await }
    });
    clock.halted.notified().await;
    desk.cancel_job(job).await.unwrap();
    clock.go_on.wait();
    assert_eq!(deleting.await.unwrap().unwrap(), NOTHING);
    assert_eq!(desk.senders(workspace, all()).await.unwrap().total, 10_000);
    let log: u32 =
        database(folder.path()).query_row("SELECT count(*) FROM activity", [], |row| row.get(0)).unwrap();
    assert_eq!(log, 0);
    desk.cancel_job(job).await.unwrap();
    desk.close().await;
}

const NOTHING: SendersChanged = SendersChanged { count: 0, undo: None };

fn everyone() -> SenderSelection {
    SenderSelection::Matching { search: String::new() }
}

/// A clock that halts the writer when it has looked this often.
struct Halting {
    looks_left: AtomicU32,
    halted: Notify,
    go_on: Barrier,
}

impl Default for Halting {
    fn default() -> Self {
        Self { looks_left: AtomicU32::new(0), halted: Notify::new(), go_on: Barrier::new(2) }
    }
}

impl Clock for Halting {
    fn now(&self) -> jiff::Timestamp {
        let writer = std::thread::current().name() == Some("store-writer");
        if writer
            && self.looks_left.load(Ordering::SeqCst) > 0
            && self.looks_left.fetch_sub(1, Ordering::SeqCst) == 1
        {
            self.halted.notify_one();
            self.go_on.wait();
        }
        SystemClock.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        SystemClock.sleep(duration)
    }
}
