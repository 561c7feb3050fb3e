//! Tests are kept for ever, unless the operator set a number of days; then only what is ended goes.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::*;
use senderdesk_core::{Clock, Desk, DeskOptions};
use tokio::sync::broadcast::error::RecvError;
use twilio_messaging::clock::BoxFuture;

use crate::fixture::{self, database, shop};
use crate::history::{Put, all, fill, put};

fn days_ago(days: i64) -> String {
    let then = Timestamp::now().checked_sub(SignedDuration::from_hours(24 * days)).unwrap();
    format!("{then:.9}")
}

/// Two old tests that are ended, and old ones that are not, and one of yesterday.
fn put_old_and_new(database: &Connection, workspace: WorkspaceId) {
    let (old, new) = (days_ago(40), days_ago(1));
    let ended = [("delivered", "ended"), ("failed", "ended too")];
    for (state, body) in ended {
        put(database, workspace, &Put { state, body, at: &old, ..Put::default() });
    }
    put(
        database,
        workspace,
        &Put { state: "sent", ended: false, body: "followed", at: &old, ..Put::default() },
    );
    // One of unknown outcome stays even where it were marked as ended.
    put(database, workspace, &Put { state: "unknown", body: "unknown", at: &old, ..Put::default() });
    put(database, workspace, &Put { body: "new", at: &new, ..Put::default() });
}

async fn texts(desk: &Desk, workspace: WorkspaceId) -> Vec<String> {
    let page = desk.history(all(workspace), None).await.unwrap();
    page.rows.into_iter().map(|row| row.text).collect()
}

/// Waits until tests were deleted.
async fn gone(changes: &mut tokio::sync::broadcast::Receiver<Change>) {
    while !matches!(changes.recv().await, Ok(Change::Everything) | Err(RecvError::Lagged(_))) {}
}

async fn told(desk: &Desk) -> Vec<ActivityLine> {
    let query = ActivityQuery {
        workspace: None,
        subject: Some(ActivitySubject::Test),
        outcome: None,
        search: "deleted here".to_owned(),
        offset: 0,
        limit: 200,
    };
    desk.activity(query).await.unwrap().lines
}

#[tokio::test]
async fn only_ended_tests_go_at_once_and_the_activity_log_says_so() {
    let (folder, desk, workspace) = shop().await;
    put_old_and_new(&database(folder.path()), workspace);
    let other = fixture::workspace(folder.path());
    put_old_and_new(&database(folder.path()), other);
    let mut changes = desk.changes();
    let looked = desk.retention(workspace, Some("30".into())).await.unwrap();
    assert_eq!((looked.kept_days, looked.goes), (None, 2));
    assert!(looked.says.contains("2 tests go at once") && looked.says.contains("cannot be undone"));
    assert_eq!(texts(&desk, workspace).await.len(), 5, "to ask deletes nothing");

    let set = desk.set_retention(workspace, " 30 ".into()).await.unwrap();
    assert_eq!(set.kept_days, Some(30));
    gone(&mut changes).await;
    assert_eq!(texts(&desk, workspace).await, ["new", "unknown", "followed"]);
    assert_eq!(texts(&desk, other).await.len(), 5, "each workspace has its own");
    let lines = told(&desk).await;
    assert_eq!((lines.len(), lines[0].name.as_str()), (1, "2 tests"));
    assert!(lines[0].detail.contains("30 days"));
    let statuses: u32 = database(folder.path())
        .query_row("SELECT count(*) FROM test_search WHERE test_search MATCH '\"ended too\"'", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(statuses, 1, "of the other workspace");

    let set = desk.set_retention(workspace, String::new()).await.unwrap();
    assert_eq!((set.kept_days, set.goes), (None, 0));
    assert!(set.says.contains("for ever"));
    desk.close().await;
}

#[tokio::test]
async fn without_a_limit_nothing_ever_goes() {
    let (folder, desk, workspace) = shop().await;
    put_old_and_new(&database(folder.path()), workspace);
    desk.close().await;
    let desk = fixture::desk(folder.path()).await;
    assert_eq!(desk.retention(workspace, None).await.unwrap().kept_days, None);
    desk.close().await;
    let left: u32 =
        database(folder.path()).query_row("SELECT count(*) FROM test_message", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 5);
}

#[tokio::test]
async fn what_is_no_number_of_days_is_refused_and_changes_nothing() {
    let (_folder, desk, workspace) = shop().await;
    for typed in ["0", "3651", "-1", "1.5", "a week", "99999999999"] {
        let error = desk.set_retention(workspace, typed.into()).await.unwrap_err();
        assert_eq!(
            (error.code, error.fields[0].field.as_str()),
            (ErrorCode::Invalid, "kept_days"),
            "{typed}"
        );
        let looked = desk.retention(workspace, Some(typed.into())).await.unwrap();
        assert_eq!((looked.notes.len(), looked.kept_days), (1, None));
    }
    for typed in ["1", "3650"] {
        assert_eq!(desk.set_retention(workspace, typed.into()).await.unwrap().notes, []);
    }
    desk.close().await;
}

#[tokio::test]
async fn thousands_go_a_few_at_a_time() {
    let (folder, desk, workspace) = shop().await;
    fill(folder.path(), workspace, 1200);
    let mut changes = desk.changes();
    desk.set_retention(workspace, "1".into()).await.unwrap();
    gone(&mut changes).await;
    assert_eq!(texts(&desk, workspace).await, [""; 0]);
    let names: Vec<_> = told(&desk).await.into_iter().map(|line| line.name).collect();
    assert_eq!(names, ["200 tests", "500 tests", "500 tests"]);
    desk.close().await;
}

/// A clock whose day ends when the test says so.
struct Days {
    now: std::sync::Mutex<Timestamp>,
    slept: tokio::sync::Semaphore,
}

#[derive(Clone)]
struct DayClock(Arc<Days>);

impl Clock for DayClock {
    fn now(&self) -> Timestamp {
        *self.0.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let days = Arc::clone(&self.0);
        Box::pin(async move {
            if duration < Duration::from_secs(24 * 3600) {
                return std::future::pending().await;
            }
            days.slept.acquire().await.unwrap().forget();
            let mut now = days.now.lock().unwrap();
            *now = now.checked_add(duration).unwrap();
        })
    }
}

#[tokio::test]
async fn it_is_looked_at_the_start_and_every_day() {
    let (folder, desk, workspace) = shop().await;
    let mut changes = desk.changes();
    put(&database(folder.path()), workspace, &Put { body: "first", at: &days_ago(4), ..Put::default() });
    desk.set_retention(workspace, "3".into()).await.unwrap();
    gone(&mut changes).await;
    desk.close().await;

    let beside = database(folder.path());
    put(&beside, workspace, &Put { body: "start", at: &days_ago(4), ..Put::default() });
    put(&beside, workspace, &Put { body: "next day", at: &days_ago(2), ..Put::default() });
    put(&beside, workspace, &Put { body: "later", at: &days_ago(0), ..Put::default() });
    let clock = DayClock(Arc::new(Days {
        now: std::sync::Mutex::new(Timestamp::now()),
        slept: tokio::sync::Semaphore::new(0),
    }));
    let options = DeskOptions { clock: Arc::new(clock.clone()), ..fixture::options(folder.path()) };
    let desk = Desk::open(options).await.unwrap();
    let mut changes = desk.changes();
    if texts(&desk, workspace).await.contains(&"start".to_owned()) {
        gone(&mut changes).await;
    }
    assert_eq!(texts(&desk, workspace).await, ["later", "next day"]);
    let mut changes = desk.changes();
    clock.0.slept.add_permits(1);
    gone(&mut changes).await;
    assert_eq!(texts(&desk, workspace).await, ["later"]);
    desk.close().await;
}

#[tokio::test]
async fn what_keeps_a_message_from_being_sent_twice_is_not_deleted() {
    let (folder, desk, workspace) = shop().await;
    let database = database(folder.path());
    put_old_and_new(&database, workspace);
    let ids = |body: &str| -> String {
        database.query_row("SELECT id FROM test_message WHERE body = ?1", [body], |row| row.get(0)).unwrap()
    };
    // One was sent in place of the unknown one, the other's identity stands in a form that was left.
    let again = "UPDATE test_message SET again_of = ?1 WHERE body = 'ended'";
    database.execute(again, [ids("unknown")]).unwrap();
    let recipients =
        vec![KeptRecipient { id: ids("ended too").parse().unwrap(), typed: "+15551230001".to_owned() }];
    let left =
        KeptDraft { from: None, recipients, body: String::new(), media: Vec::new(), unsubscribe: false };
    desk.keep_draft(workspace, left).await.unwrap();
    assert_eq!(desk.retention(workspace, Some("30".into())).await.unwrap().goes, 0);

    let next = KeptDraft {
        from: None,
        recipients: Vec::new(),
        body: String::new(),
        media: Vec::new(),
        unsubscribe: false,
    };
    desk.keep_draft(workspace, next).await.unwrap();
    assert_eq!(desk.retention(workspace, Some("30".into())).await.unwrap().goes, 1);
}
