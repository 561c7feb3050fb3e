//! A process that dies while it imports or exports: the old state or the new, never something between.

use std::path::Path;

use senderdesk_core::ids::WorkspaceId;

use crate::child;
use crate::fixture::{self, database, draft, shop};
use crate::imports::exported;

/// A shop whose import adds, changes, removes, moves the default and changes the workspace.
async fn about_to_import() -> (tempfile::TempDir, WorkspaceId) {
    let (folder, desk, workspace) = shop().await;
    for (nth, name) in (0..).zip(["A", "B", "C"]) {
        desk.create_sender(workspace, draft(name, nth)).await.unwrap();
    }
    let text = exported(&desk, workspace, folder.path()).await;
    desk.close().await;
    let parts: Vec<_> = text.split("  - id: ").collect();
    let default = parts[2].split('"').nth(1).unwrap().to_owned();
    let head = parts[0].replace("keywordManagement: false", "keywordManagement: true");
    let (before, _) = head.split_once("defaultSender: ").unwrap();
    let rest = head.split_once("deliveryCallback").unwrap().1;
    let head = format!("{before}defaultSender: \"{default}\"\n  deliveryCallback{rest}");
    let new = "\"new\"\n    name: \"D\"\n    type: \"alphanumeric\"\n    senderId: \"ACME\"\n";
    let file =
        [head.as_str(), &parts[2].replace("name: \"B\"", "name: \"B2\""), parts[3], new].join("  - id: ");
    std::fs::write(folder.path().join("in.senders.yaml"), file).unwrap();
    (folder, workspace)
}

/// Runs a child that dies at `failpoint`.
fn dies(folder: &Path, what: &str, naming: &str, failpoint: &str) {
    let mut command = child::command(&child::this_binary(), what, folder, naming);
    let output = command.env("SENDERDESK_FAILPOINT", failpoint).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains(&format!("failpoint {failpoint}")), "it did not die there: {errors}");
}

/// All of a workspace that an import touches, as one text.
fn state(folder: &Path) -> String {
    let database = database(folder);
    let list = |sql: &str| {
        let mut statement = database.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.collect::<Result<Vec<_>, _>>().unwrap().join(",")
    };
    let count = |table: &str| list(&format!("SELECT CAST(count(*) AS TEXT) FROM {table}"));
    format!(
        "{} | {} | undo {} shared {} workspaces {} accounts {} imported {}",
        list(
            "SELECT name || CASE is_default WHEN 1 THEN '*' ELSE '' END FROM sender ORDER BY created_at, key"
        ),
        list("SELECT CAST(keyword_management AS TEXT) FROM workspace"),
        count("undo"),
        count("shared"),
        count("workspace"),
        count("account"),
        count("activity WHERE action IN ('imported', 'created') AND subject = 'workspace'"),
    )
}

const OLD: &str = "A*,B,C | 0 | undo 3 shared 1 workspaces 1 accounts 1 imported 0";

#[tokio::test]
async fn an_import_is_whole_with_its_undo_or_did_not_happen() {
    for point in ["workspace", "half", "senders", "default", "base", "recorded", "before_commit"] {
        let (folder, workspace) = about_to_import().await;
        dies(folder.path(), "import", &workspace.to_string(), &format!("apply_import.{point}"));
        assert_eq!(state(folder.path()), OLD, "{point}");
        // Nothing is in the way of doing it again.
        let mut command =
            child::command(&child::this_binary(), "import", folder.path(), &workspace.to_string());
        assert!(command.output().unwrap().status.success(), "{point}");
        assert_eq!(
            state(folder.path()),
            "B2*,C,D | 1 | undo 4 shared 2 workspaces 1 accounts 1 imported 1",
            "{point}"
        );
    }
    let (folder, workspace) = about_to_import().await;
    dies(folder.path(), "import", &workspace.to_string(), "apply_import.after_commit");
    assert_eq!(state(folder.path()), "B2*,C,D | 1 | undo 4 shared 2 workspaces 1 accounts 1 imported 1");
    let desk = fixture::desk(folder.path()).await;
    let undo: String =
        database(folder.path()).query_row("SELECT max(id) FROM undo", [], |row| row.get(0)).unwrap();
    desk.undo(undo.parse().unwrap()).await.unwrap();
    assert!(state(folder.path()).starts_with("A*,B,C | 0"), "{}", state(folder.path()));
    desk.close().await;
}

#[tokio::test]
async fn a_workspace_from_a_file_is_there_with_all_its_senders_or_not_at_all() {
    for point in ["workspace", "half", "senders", "default", "base", "recorded", "before_commit"] {
        let (folder, _) = about_to_import().await;
        dies(folder.path(), "import-new", "", &format!("apply_import.{point}"));
        assert_eq!(state(folder.path()), OLD, "{point}");
    }
    let (folder, _) = about_to_import().await;
    dies(folder.path(), "import-new", "", "apply_import.after_commit");
    let after = state(folder.path());
    assert!(after.ends_with("shared 2 workspaces 2 accounts 1 imported 1"), "{after}");
}

#[tokio::test]
async fn a_file_that_is_being_written_is_the_former_or_the_new_one() {
    for (point, whole) in [("write_share.half", false), ("write_share.written", true)] {
        let (folder, workspace) = about_to_import().await;
        let path = folder.path().join("out.senders.yaml");
        std::fs::write(&path, "former").unwrap();
        dies(folder.path(), "export", &workspace.to_string(), point);
        let found = std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            found != "former" && found.ends_with('\n') && found.contains("name: \"C\""),
            whole,
            "{point}"
        );
        assert_eq!(found == "former", !whole, "{point}");
    }
}
