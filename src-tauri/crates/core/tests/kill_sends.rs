//! A process that dies while it sends: at the next start the state is true, and nothing is sent again.

use std::process::{Command, Stdio};
use std::sync::Arc;

use rusqlite::Connection;
use secrecy::{ExposeSecret, SecretString};
use senderdesk_core::ids::{CredentialId, TestId, WorkspaceId};
use senderdesk_core::keychain::{MemoryStore, SecretStore};
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, SystemClock};
use serde::{Deserialize, Serialize};
use twilio_simulator::Pace;

use crate::child;
use crate::connected::{self, Connected, PHONE, connected, draft, states};

const TASK: &str = "SENDERDESK_TEST_SEND";

/// What the process is to send, and what it needs for it.
#[derive(Serialize, Deserialize)]
struct Task {
    folder: std::path::PathBuf,
    url: String,
    credential: CredentialId,
    token: String,
    workspace: WorkspaceId,
    test: TestId,
}

#[tokio::test]
#[ignore = "run by its parent"]
async fn sending_process() {
    let task: Task = serde_json::from_str(&std::env::var(TASK).unwrap()).unwrap();
    let mut keychain = MemoryStore::default();
    keychain.set(task.credential, &SecretString::from(task.token)).unwrap_or_else(|_| panic!("in memory"));
    let options = connected::options(&task.folder, &keychain, &task.url, Arc::new(SystemClock));
    let desk = Desk::open(options).await.unwrap();
    let draft = TestDraft { id: task.test, ..draft(PHONE, "Hello") };
    let mut changes = desk.changes();
    let sent = desk.send_test(task.workspace, draft).await.unwrap();
    while desk.test(sent.id).await.unwrap().state != TestState::Delivered {
        changes.recv().await.unwrap();
    }
    std::process::exit(0);
}

/// Has a process send a test and die at this point, then starts again on what it left.
async fn sent_by_a_process_that_dies_at(failpoint: &str) -> (Connected, TestId) {
    let mut with = connected(Pace::instant()).await;
    with.quit().await;
    let credential = {
        let database = Connection::open(with.folder.path().join("senderdesk.db")).unwrap();
        database.query_row("SELECT credential FROM account", [], |row| row.get(0)).unwrap()
    };
    let task = Task {
        folder: with.folder.path().to_owned(),
        url: with.url(),
        credential,
        token: with.handle.auth_token().expose_secret().to_owned(),
        workspace: with.workspace,
        test: TestId::fresh(),
    };
    let output = tokio::task::spawn_blocking({
        let (task, failpoint) = (serde_json::to_string(&task).unwrap(), failpoint.to_owned());
        move || {
            Command::new(child::this_binary())
                .args(child::child_args("kill_sends::sending_process"))
                .env(TASK, task)
                .env("SENDERDESK_FAILPOINT", failpoint)
                .stdin(Stdio::null())
                .output()
                .unwrap()
        }
    })
    .await
    .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains(&format!("failpoint {failpoint}")), "it did not die there: {errors}");
    with.start().await;
    (with, task.test)
}

async fn looked_for(with: &Connected, id: TestId) -> LostAnswer {
    let looked = |test: &TestView| test.lost_answer.as_ref().is_some_and(|lost| lost.looked_at.is_some());
    let test = with.until(id, looked).await;
    assert_eq!(test.state, TestState::Unknown);
    test.lost_answer.unwrap()
}

#[tokio::test]
async fn killed_before_the_record_nothing_is_there_and_nothing_is_sent() {
    for failpoint in ["send.before_record", "send.before_record_commit"] {
        let (with, id) = sent_by_a_process_that_dies_at(failpoint).await;
        assert_eq!(with.desk.tests(with.workspace, 10).await.unwrap(), [], "{failpoint}");
        assert_eq!(with.posts(), 0, "{failpoint}");
        let draft = TestDraft { id, ..draft(PHONE, "Hello") };
        with.desk.send_test(with.workspace, draft).await.unwrap();
        with.until_state(id, TestState::Delivered).await;
        assert_eq!(with.posts(), 1, "the form may be used, as it sent nothing");
        with.end().await;
    }
}

#[tokio::test]
async fn killed_before_the_request_the_outcome_is_unknown_and_nothing_is_sent_later() {
    let (with, id) = sent_by_a_process_that_dies_at("send.recorded").await;
    let lost = looked_for(&with, id).await;
    assert!(lost.reason.contains("ended while Twilio was being asked"));
    assert_eq!((lost.matches.len(), with.posts()), (0, 0));
    let again = with.desk.send_test(with.workspace, TestDraft { id, ..draft(PHONE, "Hello") }).await.unwrap();
    assert_eq!((again.state, with.posts()), (TestState::Unknown, 0), "the same form never sends again");
    with.end().await;
}

#[tokio::test]
async fn killed_before_the_answer_was_written_the_message_is_found_and_not_sent_again() {
    for failpoint in ["send.posted", "send.before_answer_commit"] {
        let (with, id) = sent_by_a_process_that_dies_at(failpoint).await;
        let lost = looked_for(&with, id).await;
        let [found] = lost.matches.as_slice() else { panic!("{:?}", lost.matches) };
        with.desk.adopt_match(id, found.message_sid.clone()).await.unwrap();
        with.until_state(id, TestState::Delivered).await;
        assert_eq!((with.posts(), with.handle.messages().len()), (1, 1), "{failpoint}");
        with.end().await;
    }
}

#[tokio::test]
async fn killed_after_the_answer_was_written_the_message_is_followed_further() {
    let (with, id) = sent_by_a_process_that_dies_at("send.accepted").await;
    let test = with.until_state(id, TestState::Delivered).await;
    assert_eq!(states(&test)[..2], [TestState::Posting, TestState::Queued]);
    assert_eq!((test.lost_answer, with.posts()), (None, 1));
    let workspace = with.desk.workspace(with.workspace).await.unwrap();
    let send = workspace.account.access.iter().find(|row| row.capability == Capability::Send).unwrap();
    assert_eq!(send.access, Access::Yes);
    with.end().await;
}

#[tokio::test]
async fn killed_while_following_the_state_is_the_one_before_and_it_goes_on() {
    for failpoint in ["follow.read", "follow.before_commit"] {
        let (with, id) = sent_by_a_process_that_dies_at(failpoint).await;
        let test = with.desk.test(id).await.unwrap();
        assert_eq!(states(&test), [TestState::Posting, TestState::Queued], "{failpoint}");
        with.until_state(id, TestState::Delivered).await;
        assert_eq!((with.posts(), with.handle.messages().len()), (1, 1), "{failpoint}");
        with.end().await;
    }
}
