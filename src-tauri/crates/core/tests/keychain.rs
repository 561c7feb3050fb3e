//! A keychain that is missing, locked or slow never holds up the rest, and loses or leaks no secret.

use std::time::Duration;

use senderdesk_core::Desk;
use senderdesk_core::ids::CredentialId;
use senderdesk_core::keychain::{Keychain, MemoryStore, SecretFault, SecretStore};
use senderdesk_core::wire::*;
use tempfile::TempDir;
use twilio_simulator::Running;

use crate::stores::{Counting, Failing, Stuck};
use crate::twilio::{self, connect, kept, token};

async fn desk_over(store: impl SecretStore) -> (TempDir, Running, Desk) {
    let (folder, simulator) = (tempfile::tempdir().unwrap(), twilio::simulator(twilio::account()).await);
    let desk = twilio::desk(folder.path(), &simulator.url(), twilio::keychain(store)).await;
    (folder, simulator, desk)
}

fn not_kept(outcome: Result<ConnectOutcome, WireError>) -> KeychainFault {
    match outcome {
        Ok(ConnectOutcome::NotKept { access, fault }) => {
            assert_eq!(access.len(), 6, "the operator sees that Twilio took it");
            fault
        }
        other => panic!("{other:?}"),
    }
}

fn until_quit() -> ConnectDraft {
    connect(CredentialDraft { keep: Keep::UntilQuit, ..token() })
}

#[tokio::test]
async fn a_keychain_that_fails_keeps_nothing_and_says_what_to_do() {
    for (fault, words) in [
        (SecretFault::Missing, "gnome-keyring"),
        (SecretFault::Locked, "Unlock"),
        (SecretFault::NoKeyring, "Create one"),
        (SecretFault::Dismissed, "allow it"),
        (SecretFault::Other("boom".into()), "Try again"),
    ] {
        let (folder, simulator, desk) = desk_over(Failing(fault.clone())).await;
        let told = not_kept(desk.connect(connect(token())).await);
        assert!(told.hint.contains(words), "{fault}: {}", told.hint);
        assert_eq!(desk.state().await.unwrap().workspaces, []);
        let left: u32 = crate::fixture::database(folder.path())
            .query_row(
                "SELECT (SELECT count(*) FROM credential) + (SELECT count(*) FROM account)",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(left, 0, "{fault}");
        desk.close().await;
        simulator.shutdown().await;
    }
}

#[tokio::test]
async fn a_secret_kept_until_quit_works_until_then_and_is_asked_for_afterwards() {
    let (folder, simulator, desk) = desk_over(Failing(SecretFault::Missing)).await;
    let workspace = kept(desk.connect(until_quit()).await);
    assert_eq!(workspace.account.kept_in, KeptIn::Memory);
    desk.check_balance(workspace.id).await.unwrap();
    desk.close().await;

    let keychain = twilio::keychain(Failing(SecretFault::Missing));
    let desk = twilio::desk(folder.path(), &simulator.url(), keychain).await;
    let account = desk.workspace(workspace.id).await.unwrap().account;
    assert_eq!((account.kept_in, account.credential), (KeptIn::Nowhere, CredentialKind::AuthToken));
    let error = desk.check_balance(workspace.id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Keychain);
    assert!(error.hint.unwrap().contains("Reauthenticate"));

    let draft = CredentialDraft { keep: Keep::UntilQuit, ..token() };
    let account = kept(desk.reauthenticate(workspace.id, draft).await).account;
    assert_eq!(account.kept_in, KeptIn::Memory);
    desk.check_balance(workspace.id).await.unwrap();
    desk.close().await;
    simulator.shutdown().await;
}

#[tokio::test]
async fn a_keychain_that_hangs_is_given_up_while_the_desk_answers_and_its_late_entry_is_taken_away() {
    let stuck = Stuck::default();
    let keychain = Keychain::new(stuck.clone(), Duration::from_secs(2));
    let (folder, simulator) = (tempfile::tempdir().unwrap(), twilio::simulator(twilio::account()).await);
    let desk = twilio::desk(folder.path(), &simulator.url(), keychain.clone()).await;

    let connecting = tokio::spawn({
        let desk = desk.clone();
        async move { desk.connect(connect(token())).await }
    });
    simulator.handle().wait_for_request(|request| request.path.contains("Balance")).await;
    desk.state().await.unwrap();
    assert!(!connecting.is_finished(), "the desk answers while the keychain hangs");

    let told = not_kept(connecting.await.unwrap());
    assert!(told.message.contains("did not answer"), "{}", told.message);
    assert_eq!(desk.state().await.unwrap().workspaces, []);

    stuck.release();
    // The thread does one call after the other: when this is answered, what came before is done.
    keychain.get(CredentialId::fresh()).await.unwrap();
    assert_eq!(stuck.entries.ids(), [], "nothing was kept, as was said");

    kept(desk.connect(connect(token())).await);
    assert_eq!(stuck.entries.ids().len(), 1);
    desk.close().await;
    simulator.shutdown().await;
}

#[tokio::test]
async fn calls_beyond_the_queue_are_refused_at_once() {
    let stuck = Stuck::default();
    let keychain = Keychain::new(stuck.clone(), Duration::from_secs(60));
    let mut waiting = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let keychain = keychain.clone();
        waiting.spawn(async move { keychain.get(CredentialId::fresh()).await });
    }
    let first = waiting.join_next().await.unwrap().unwrap();
    assert!(matches!(first, Err(SecretFault::Slow(_))));
    stuck.release();
    while let Some(answer) = waiting.join_next().await {
        assert!(matches!(answer.unwrap(), Ok(None) | Err(SecretFault::Slow(_))));
    }
}

#[tokio::test]
async fn the_keychain_is_not_asked_at_a_start_and_once_for_all_that_follows() {
    let counting = Counting::default();
    let (folder, simulator, desk) = desk_over(counting.clone()).await;
    let workspace = kept(desk.connect(connect(token())).await).id;
    desk.close().await;
    let before = counting.calls();

    let desk = twilio::desk(folder.path(), &simulator.url(), twilio::keychain(counting.clone())).await;
    desk.state().await.unwrap();
    assert_eq!(counting.calls(), before);
    let (first, second) = tokio::join!(desk.check_balance(workspace), desk.recheck_access(workspace));
    first.unwrap();
    second.unwrap();
    desk.check_balance(workspace).await.unwrap();
    assert_eq!(counting.calls(), before + 1);
    desk.close().await;
    simulator.shutdown().await;
}

#[tokio::test]
async fn a_secret_that_was_removed_from_the_keychain_is_asked_for_again() {
    let secrets = MemoryStore::default();
    let (folder, simulator, desk) = desk_over(secrets.clone()).await;
    let workspace = kept(desk.connect(connect(token())).await).id;
    desk.close().await;

    let empty = MemoryStore::default();
    let desk = twilio::desk(folder.path(), &simulator.url(), twilio::keychain(empty)).await;
    let error = desk.check_balance(workspace).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Keychain);
    assert!(error.hint.unwrap().contains("Reauthenticate"));
    kept(desk.reauthenticate(workspace, token()).await);
    desk.check_balance(workspace).await.unwrap();
    desk.close().await;
    simulator.shutdown().await;
}
