//! A process that dies between keychain and database: afterwards the former credential works or the new one, and no
//! entry is left behind.

use std::path::Path;
use std::process::Command;

use senderdesk_core::Desk;
use senderdesk_core::wire::WorkspaceView;
use twilio_simulator::{ApiKeySeed, KeyKind};

use crate::stores::Files;
use crate::twilio::{self, KEY_SECRET, KEY_SID, connect, kept, key, token};

const FOLDER: &str = "SENDERDESK_TEST_CREDENTIALS";
const URL: &str = "SENDERDESK_TEST_SIMULATOR";
/// Set for a child that removes its workspace.
const REMOVES: &str = "SENDERDESK_TEST_REMOVES";
const POINTS: [&str; 3] = ["credential.pending", "credential.in_keychain", "credential.active"];

fn files(folder: &Path) -> Files {
    let entries = folder.join("entries");
    std::fs::create_dir_all(&entries).unwrap();
    Files(entries)
}

async fn desk(folder: &Path, url: &str) -> Desk {
    twilio::desk(&folder.join("data"), url, twilio::keychain(files(folder))).await
}

#[tokio::test]
#[ignore = "run by its parent"]
async fn child() {
    let (folder, url) = (std::env::var_os(FOLDER).unwrap(), std::env::var(URL).unwrap());
    let desk = desk(Path::new(&folder), &url).await;
    let workspaces = desk.state().await.unwrap().workspaces;
    match workspaces.first() {
        Some(workspace) if std::env::var_os(REMOVES).is_some() => {
            desk.remove_workspace(workspace.id).await.unwrap();
        }
        Some(workspace) => drop(kept(desk.reauthenticate(workspace.id, key()).await)),
        None => drop(kept(desk.connect(connect(token())).await)),
    }
}

fn die_at(failpoint: &str, folder: &Path, url: &str) {
    die(&mut Command::new(crate::child::this_binary()), failpoint, folder, url);
}

fn die(command: &mut Command, failpoint: &str, folder: &Path, url: &str) {
    let output = command
        .args(crate::child::child_args("kill_credentials::child"))
        .env("SENDERDESK_FAILPOINT", failpoint)
        .env(FOLDER, folder)
        .env(URL, url)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains(&format!("failpoint {failpoint}")), "it did not die there: {errors}");
}

/// What a later start finds once it has swept.
async fn found(folder: &Path, url: &str) -> (Vec<WorkspaceView>, usize, usize) {
    desk(folder, url).await.close().await;
    let rows: u32 = crate::fixture::database(&folder.join("data"))
        .query_row("SELECT count(*) FROM credential", [], |row| row.get(0))
        .unwrap();
    let desk = desk(folder, url).await;
    let workspaces = desk.state().await.unwrap().workspaces;
    for workspace in &workspaces {
        desk.check_balance(workspace.id).await.unwrap();
        assert!(desk.recheck_access(workspace.id).await.unwrap().account.verified_at.is_some());
    }
    desk.close().await;
    (workspaces, files(folder).count(), rows as usize)
}

// A worker of its own serves the simulator while this thread waits for the child.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_first_credential_is_there_as_a_whole_or_not_at_all() {
    for point in POINTS {
        let (folder, simulator) = (tempfile::tempdir().unwrap(), twilio::simulator(twilio::account()).await);
        die_at(point, folder.path(), &simulator.url());
        let (workspaces, entries, rows) = found(folder.path(), &simulator.url()).await;
        let there = usize::from(point == "credential.active");
        assert_eq!((workspaces.len(), entries, rows), (there, there, there), "{point}");
        simulator.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_replaced_credential_is_the_former_or_the_new_one_never_none() {
    for point in POINTS {
        let key =
            ApiKeySeed { sid: Some(KEY_SID.into()), secret: Some(KEY_SECRET.into()), kind: KeyKind::Main };
        let simulator = twilio::simulator(twilio::account().api_key(key)).await;
        let folder = tempfile::tempdir().unwrap();
        let former = desk(folder.path(), &simulator.url()).await;
        kept(former.connect(connect(token())).await);
        former.close().await;

        die_at(point, folder.path(), &simulator.url());
        let (workspaces, entries, rows) = found(folder.path(), &simulator.url()).await;
        assert_eq!((entries, rows), (1, 1), "{point}");
        let key_sid = workspaces[0].account.api_key_sid.as_deref();
        assert_eq!(key_sid, (point == "credential.active").then_some(KEY_SID), "{point}");
        simulator.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_workspace_is_removed_with_its_secret_or_not_at_all() {
    for (point, left) in [("remove_workspace.before_commit", 1), ("remove_workspace.after_commit", 0)] {
        let (folder, simulator) = (tempfile::tempdir().unwrap(), twilio::simulator(twilio::account()).await);
        let former = desk(folder.path(), &simulator.url()).await;
        kept(former.connect(connect(token())).await);
        former.close().await;

        let mut child = Command::new(crate::child::this_binary());
        die(child.env(REMOVES, "1"), point, folder.path(), &simulator.url());
        let (workspaces, entries, rows) = found(folder.path(), &simulator.url()).await;
        assert_eq!((workspaces.len(), entries, rows), (left, left, left), "{point}");
        simulator.shutdown().await;
    }
}
