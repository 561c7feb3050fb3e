//! A data folder that is in use or cannot be written: it is shown, and the reason is said.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use senderdesk_core::wire::ErrorCode;

use crate::child::{self, Running};
use crate::fixture::{self, desk, draft, rows, shop};

#[tokio::test]
async fn a_folder_open_in_another_process_is_read_only_until_that_ends() {
    let (folder, desk, workspace) = shop().await;
    desk.create_sender(workspace, draft("A", 1)).await.unwrap();
    desk.close().await;
    let mut child =
        Running::start(child::command(&child::this_binary(), "hold", folder.path(), &workspace.to_string()));
    child.line("open");

    let desk = fixture::desk(folder.path()).await;
    let reason = desk.state().await.unwrap().read_only.unwrap();
    assert!(reason.starts_with("Another Senderdesk has this data folder open."), "{reason}");
    assert_eq!(rows(&desk, workspace).await.len(), 1);
    let refused = desk.create_sender(workspace, draft("B", 2)).await.unwrap_err();
    assert_eq!((refused.code, refused.hint), (ErrorCode::ReadOnly, Some(reason)));
    desk.close().await;

    child.finish();
    let desk = fixture::desk(folder.path()).await;
    desk.create_sender(workspace, draft("B", 2)).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn of_two_desks_on_one_folder_the_second_reads_what_the_first_writes() {
    let (folder, first, workspace) = shop().await;
    let second = desk(folder.path()).await;
    assert!(second.state().await.unwrap().read_only.is_some());
    let saved = first.create_sender(workspace, draft("A", 1)).await.unwrap();
    assert_eq!(rows(&second, workspace).await, std::slice::from_ref(&saved.sender));
    first.close().await;
    assert_eq!(rows(&second, workspace).await, [saved.sender], "also after the first has gone");
    second.close().await;
}

/// The names, the reason and the code of a write, as a user sees them to whom file permissions apply.
fn looked_at_by_nobody(folder: &Path, workspace: &str) -> (String, String, String) {
    let place = tempfile::tempdir().unwrap();
    let program = place.path().join("program");
    // A copy where anybody may run it: the build folder may be closed to others.
    fs::copy(child::this_binary(), &program).unwrap();
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        command.args(child::child_args("child::run"));
        child::told(&mut command, "look", folder, workspace);
        command
    } else {
        child::command(&program, "look", folder, workspace)
    };
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let part = |word: &str| {
        let rest =
            said.split_once(&format!("{word}: ")).unwrap_or_else(|| panic!("{word}: {said} {output:?}")).1;
        rest.lines().next().unwrap().to_owned()
    };
    (part("read-only"), part("names"), part("code"))
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").unwrap().uid() == 0
}

fn give_to_nobody(folder: &Path) {
    if is_root() {
        for entry in fs::read_dir(folder).unwrap() {
            std::os::unix::fs::chown(entry.unwrap().path(), Some(65534), Some(65534)).unwrap();
        }
        std::os::unix::fs::chown(folder, Some(65534), Some(65534)).unwrap();
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_shown_and_says_why() {
    let (folder, desk, workspace) = shop().await;
    desk.create_sender(workspace, draft("A", 1)).await.unwrap();
    desk.close().await;
    give_to_nobody(folder.path());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let (reason, names, code) = looked_at_by_nobody(folder.path(), &workspace.to_string());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    assert!(reason.contains("cannot be written"), "{reason}");
    assert_eq!((names.as_str(), code.as_str()), ("A", "ReadOnly"));
}

#[tokio::test]
async fn a_write_protected_database_is_shown_and_says_why() {
    let (folder, desk, workspace) = shop().await;
    desk.create_sender(workspace, draft("A", 1)).await.unwrap();
    desk.close().await;
    give_to_nobody(folder.path());
    fs::set_permissions(folder.path().join("senderdesk.db"), fs::Permissions::from_mode(0o400)).unwrap();
    let (reason, names, code) = looked_at_by_nobody(folder.path(), &workspace.to_string());
    assert!(reason.contains("cannot be written"), "{reason}");
    assert_eq!((names.as_str(), code.as_str()), ("A", "ReadOnly"));
}
