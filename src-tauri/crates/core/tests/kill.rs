//! A process that dies at the worst moment: nothing acknowledged is lost, nothing is half done.

use std::path::Path;

use senderdesk_core::ids::{SenderKey, WorkspaceId};
use senderdesk_core::wire::SenderRow;

use crate::child::{self, Running};
use crate::fixture;

/// Runs a child that dies at `failpoint`, and shows what is there afterwards.
async fn after_dying(
    folder: &Path,
    workspace: WorkspaceId,
    what: &str,
    naming: &str,
    failpoint: &str,
) -> Vec<SenderRow> {
    let mut command = child::command(&child::this_binary(), what, folder, naming);
    let output = command.env("SENDERDESK_FAILPOINT", failpoint).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains(&format!("failpoint {failpoint}")), "it did not die there: {errors}");
    assert!(!output.status.success());

    let desk = fixture::desk(folder).await;
    let state = desk.state().await.unwrap();
    assert_eq!(
        (state.read_only, state.notices),
        (None, Vec::new()),
        "the dead process left nothing in the way"
    );
    let rows = fixture::rows(&desk, workspace).await;
    assert!(rows.iter().filter(|row| row.is_default).count() == usize::from(!rows.is_empty()));
    desk.close().await;
    rows
}

async fn shop_with(names: &[&str]) -> (tempfile::TempDir, WorkspaceId, Vec<SenderKey>) {
    let (folder, desk, workspace) = fixture::shop().await;
    let mut keys = Vec::new();
    for (nth, name) in (0..).zip(names) {
        let saved = desk.create_sender(workspace, fixture::draft(name, nth)).await.unwrap();
        keys.push(saved.sender.key);
    }
    desk.close().await;
    (folder, workspace, keys)
}

fn names(rows: &[SenderRow]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

#[tokio::test]
async fn a_save_is_whole_or_not_there() {
    for (failpoint, expected) in
        [("create_sender.before_commit", [].as_slice()), ("create_sender.after_commit", &["New"])]
    {
        let (folder, workspace, _) = shop_with(&[]).await;
        let rows = after_dying(folder.path(), workspace, "create", &workspace.to_string(), failpoint).await;
        assert_eq!(names(&rows), expected, "{failpoint}");
        let told: u32 = fixture::database(folder.path())
            .query_row("SELECT count(*) FROM told_once WHERE what = 'first_save'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(told as usize, expected.len(), "what is told once goes with the save");
    }
}

#[tokio::test]
async fn a_deletion_is_whole_with_its_undo_and_its_line_in_the_log_or_did_not_happen() {
    for (failpoint, expected) in
        [("delete_senders.before_commit", ["A", "B"].as_slice()), ("delete_senders.after_commit", &["A"])]
    {
        let (folder, workspace, keys) = shop_with(&["A", "B"]).await;
        let rows = after_dying(folder.path(), workspace, "delete", &keys[1].to_string(), failpoint).await;
        assert_eq!(names(&rows), expected, "{failpoint}");
        let happened = u32::from(expected.len() == 1);
        let database = fixture::database(folder.path());
        let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
        assert_eq!(
            count("SELECT count(*) FROM undo WHERE json_extract(images, '$.senders[0].after') IS NULL"),
            happened
        );
        assert_eq!(count("SELECT count(*) FROM activity WHERE action = 'deleted'"), happened);
    }
}

#[tokio::test]
async fn what_is_taken_back_is_back_as_a_whole_or_can_be_taken_back_still() {
    for (failpoint, expected) in [("undo.before_commit", [].as_slice()), ("undo.after_commit", &["A", "B"])] {
        let (folder, workspace, keys) = shop_with(&["A", "B"]).await;
        let desk = fixture::desk(folder.path()).await;
        let undo = fixture::deleted(&desk, workspace, &keys).await;
        desk.close().await;
        let rows = after_dying(folder.path(), workspace, "undo", &undo.to_string(), failpoint).await;
        assert_eq!(names(&rows), expected, "{failpoint}");
        let desk = fixture::desk(folder.path()).await;
        assert_eq!(desk.undo(undo).await.is_ok(), expected.is_empty());
        desk.close().await;
    }
}

#[tokio::test]
async fn an_edit_is_whole_or_did_not_happen() {
    for (failpoint, expected) in [
        ("update_sender.before_commit", ("A", "+15550000000")),
        ("update_sender.after_commit", ("New", "+15550000009")),
    ] {
        let (folder, workspace, keys) = shop_with(&["A"]).await;
        let rows = after_dying(folder.path(), workspace, "update", &keys[0].to_string(), failpoint).await;
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((row.key, row.name.as_str(), row.sender_id.as_str()), (keys[0], expected.0, expected.1));
    }
}

#[tokio::test]
async fn the_practice_workspace_is_there_with_its_senders_or_not_at_all() {
    for (failpoint, there) in [("open_practice.before_commit", 0), ("open_practice.after_commit", 1)] {
        let (folder, workspace, _) = shop_with(&[]).await;
        after_dying(folder.path(), workspace, "open-practice", "", failpoint).await;
        let database = fixture::database(folder.path());
        let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM account WHERE practice = 1"), there, "{failpoint}");
        assert_eq!(count("SELECT count(*) FROM credential WHERE kept_in = 'practice'"), there);
        assert_eq!(count("SELECT count(*) FROM sender"), 3 * there);

        let desk = fixture::desk(folder.path()).await;
        let practice = desk.open_practice().await.unwrap();
        assert_eq!((desk.state().await.unwrap().workspaces.len(), practice.sender_count), (2, 3));
        desk.close().await;
    }
}

#[tokio::test]
async fn the_default_mark_is_never_lost_between_two_senders() {
    let (folder, workspace, keys) = shop_with(&["A", "B"]).await;
    let naming = keys[1].to_string();
    let rows =
        after_dying(folder.path(), workspace, "mark-default", &naming, "mark_default.before_commit").await;
    let default = rows.iter().find(|row| row.is_default).unwrap();
    assert_eq!(default.key, keys[0]);
}

#[tokio::test]
async fn every_save_that_was_answered_survives_a_kill() {
    let (folder, workspace, _) = shop_with(&[]).await;
    let naming = workspace.to_string();
    let mut child =
        Running::start(child::command(&child::this_binary(), "create-many", folder.path(), &naming));
    let answered: Vec<SenderKey> = (0..40).map(|_| child.line("created").parse().unwrap()).collect();
    child.kill();

    let desk = fixture::desk(folder.path()).await;
    let kept: Vec<_> = fixture::rows(&desk, workspace).await.into_iter().map(|row| row.key).collect();
    for key in answered {
        assert!(kept.contains(&key), "{key} was answered and is lost");
    }
    desk.close().await;
}
