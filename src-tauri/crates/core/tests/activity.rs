//! The activity log: it is searched, written to a file, and never changed.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::params;
use senderdesk_core::Desk;
use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::*;

use crate::fixture::{database, shop};

fn all() -> ActivityQuery {
    ActivityQuery {
        workspace: None,
        subject: None,
        outcome: None,
        search: String::new(),
        offset: 0,
        limit: 200,
    }
}

fn search(words: &str) -> ActivityQuery {
    ActivityQuery { search: words.to_owned(), ..all() }
}

/// A line about a sender of this name.
fn add(folder: &Path, workspace: WorkspaceId, name: &str, outcome: &str, changes: &str) {
    let sql = "INSERT INTO activity (at, workspace, workspace_name, subject, name, action, changes, outcome, detail) \
               VALUES ('2026-02-03T04:05:06.000000000Z', ?1, 'Shop', 'sender', ?2, 'changed', ?3, ?4, '')";
    database(folder).execute(sql, params![workspace, name, changes, outcome]).unwrap();
}

async fn names(desk: &Desk, query: ActivityQuery) -> Vec<String> {
    desk.activity(query).await.unwrap().lines.into_iter().map(|line| line.name).collect()
}

async fn written(desk: &Desk, format: ActivityFormat, path: PathBuf) -> String {
    let saved = desk.write_activity(all(), format, path.clone()).await.unwrap();
    assert_eq!(saved.path, path.display().to_string());
    fs::read_to_string(path).unwrap()
}

#[tokio::test]
async fn the_newest_lines_come_first_and_page_by_page() {
    let (folder, desk, workspace) = shop().await;
    for nth in 0..5 {
        add(folder.path(), workspace, &format!("S{nth}"), "done", "[]");
    }
    let page = desk.activity(ActivityQuery { offset: 1, limit: 2, ..all() }).await.unwrap();
    let named: Vec<_> = page.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!((page.matching, page.offset, named), (5, 1, vec!["S3", "S2"]));
    let page = desk.activity(ActivityQuery { offset: 1, limit: 2, ..search("s") }).await.unwrap();
    let named: Vec<_> = page.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!((page.matching, named), (5, vec!["S3", "S2"]));
    desk.close().await;
}

#[tokio::test]
async fn a_search_looks_everywhere_without_case_in_any_script() {
    let (folder, desk, workspace) = shop().await;
    let renamed = r#"[{"field":"Sender name","before":"ÉTÉ 50%","after":null}]"#;
    add(folder.path(), workspace, "Весна", "done", renamed);
    add(folder.path(), workspace, "Other", "done", "[]");
    for words in ["весна", "été", "50%", "sender NAME", " ВЕСНА "] {
        assert_eq!(names(&desk, search(words)).await, ["Весна"], "{words}");
    }
    assert_eq!(names(&desk, search("changed")).await.len(), 2);
    assert_eq!(names(&desk, search("%")).await.len(), 1, "no pattern");
    assert_eq!(names(&desk, search("nothing")).await, [""; 0]);
    desk.close().await;
}

#[tokio::test]
async fn lines_are_filtered_by_workspace_subject_and_outcome_and_outlive_their_workspace() {
    let (folder, desk, workspace) = shop().await;
    add(folder.path(), workspace, "A", "done", "[]");
    add(folder.path(), workspace, "B", "refused", "[]");
    add(folder.path(), WorkspaceId::fresh(), "C", "done", "[]");
    assert_eq!(names(&desk, ActivityQuery { workspace: Some(workspace), ..all() }).await, ["B", "A"]);
    let refused = ActivityQuery { outcome: Some(ActivityOutcome::Refused), ..all() };
    assert_eq!(names(&desk, refused).await, ["B"]);
    assert_eq!(names(&desk, ActivityQuery { subject: Some(ActivitySubject::Test), ..all() }).await, [""; 0]);
    desk.remove_workspace(workspace).await.unwrap();
    assert_eq!(
        names(&desk, ActivityQuery { subject: Some(ActivitySubject::Sender), ..all() }).await.len(),
        3
    );
    desk.close().await;
}

#[tokio::test]
async fn no_line_can_be_changed_or_deleted() {
    let (folder, desk, workspace) = shop().await;
    add(folder.path(), workspace, "A", "done", "[]");
    let database = database(folder.path());
    for sql in ["UPDATE activity SET name = 'B'", "DELETE FROM activity"] {
        let error = database.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{error}");
    }
    assert_eq!(names(&desk, all()).await, ["A"]);
    desk.close().await;
}

#[tokio::test]
async fn as_csv_it_is_quoted_disarmed_and_oldest_first() {
    let (folder, desk, workspace) = shop().await;
    add(folder.path(), workspace, "=HYPERLINK(\"x\")", "done", "[]");
    let change = r#"[{"field":"Sender ID","before":"+1555","after":"7,\n0"},{"field":"Notes","before":null,"after":"n"}]"#;
    add(folder.path(), workspace, "+1555…0001", "unknown", change);
    let csv = written(&desk, ActivityFormat::Csv, folder.path().join("log.csv")).await;
    assert_eq!(
        csv,
        "time,workspace,about,name,action,changes,outcome,detail\r\n\
         2026-02-03T04:05:06Z,Shop,sender,\"'=HYPERLINK(\"\"x\"\")\",changed,,done,\r\n\
         2026-02-03T04:05:06Z,Shop,sender,'+1555…0001,changed,\"Sender ID: +1555 → 7,\n0; Notes: – → n\",unknown,\r\n"
    );
    desk.close().await;
}

#[tokio::test]
async fn a_long_log_is_written_whole_as_json_lines_in_place_of_a_file_that_is_there() {
    let (folder, desk, workspace) = shop().await;
    let database = database(folder.path());
    let many = "WITH RECURSIVE nth (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM nth WHERE n < 1200) \
                INSERT INTO activity (at, workspace, workspace_name, subject, name, action, changes, outcome, detail) \
                SELECT '2026-02-03T04:05:06Z', ?1, 'Shop', 'sender', n, 'changed', '[]', 'done', '' FROM nth";
    database.execute(many, [workspace]).unwrap();
    let path = folder.path().join("log.jsonl");
    fs::write(&path, "former").unwrap();
    let text = written(&desk, ActivityFormat::JsonLines, path).await;
    let named: Vec<String> = text
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["name"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(named, (1..=1200).map(|nth| nth.to_string()).collect::<Vec<_>>());

    // Only some batches have lines that match.
    let some = folder.path().join("some.jsonl");
    desk.write_activity(search("1200"), ActivityFormat::JsonLines, some.clone()).await.unwrap();
    assert_eq!(fs::read_to_string(some).unwrap().lines().count(), 1);
    desk.close().await;
}

#[tokio::test]
async fn a_place_that_takes_no_file_is_said_and_nothing_is_left_there() {
    let (folder, desk, _) = shop().await;
    let place = folder.path().join("place");
    fs::create_dir(&place).unwrap();
    for (path, words) in [
        (place.clone(), "This is a folder."),
        (place.join("none/log.csv"), "There is no such folder."),
        (PathBuf::from("/sys/kernel/log.csv"), "cannot be written by your user"),
    ] {
        let error = desk.write_activity(all(), ActivityFormat::Csv, path).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid);
        assert!(error.hint.as_deref().is_some_and(|hint| hint.contains(words)), "{error:?}");
    }
    assert_eq!(fs::read_dir(&place).unwrap().count(), 0);
    desk.close().await;
}
