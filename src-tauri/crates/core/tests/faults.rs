//! Faults around a send that no other file is about: `docs/reliability.md` names the test of each row.

use std::sync::Arc;
use std::time::Duration;

use senderdesk_core::Desk;
use senderdesk_core::keychain::{Keychain, MemoryStore};
use senderdesk_core::wire::*;
use twilio_simulator::{AccountSeed, Fault, FaultKind, Match, Pace};

use crate::connected::{self, Connected, NUMBER, PHONE, connected, connected_to, draft};

const OTHER: &str = "AC99999999999999999999999999999999";

fn posting() -> Match {
    Match::request("POST", "/Messages")
}

/// Starts again with an empty keychain.
async fn lose_the_secret(with: &mut Connected) {
    with.quit().await;
    let mut options = connected::options(
        with.folder.path(),
        &MemoryStore::default(),
        &with.url(),
        Arc::new(with.clock.clone()),
    );
    options.keychain = Keychain::new(MemoryStore::default(), Duration::from_secs(1));
    with.desk = Desk::open(options).await.unwrap();
}

/// Begins a send whose answer is late, and returns once Twilio has the request.
async fn in_flight(
    with: &Connected,
    draft: &TestDraft,
) -> tokio::task::JoinHandle<Result<TestView, WireError>> {
    with.handle.push(Fault::once(posting(), FaultKind::Latency(Duration::from_millis(150))));
    let (desk, workspace, draft) = (with.desk.clone(), with.workspace, draft.clone());
    let sending = tokio::spawn(async move { desk.send_test(workspace, draft).await });
    with.handle.wait_for_request(|request| request.method == "POST").await;
    sending
}

#[tokio::test]
async fn without_the_secret_nothing_is_recorded_and_nothing_sent() {
    let mut with = connected(Pace::instant()).await;
    lose_the_secret(&mut with).await;
    let error = with.desk.send_test(with.workspace, draft(PHONE, "Hello")).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Keychain);
    assert!(error.hint.unwrap().contains("Reauthenticate"));
    assert_eq!(with.desk.tests(with.workspace, 10).await.unwrap(), []);
    assert_eq!(with.posts(), 0);
    with.end().await;
}

#[tokio::test]
async fn a_keychain_that_is_gone_pauses_the_following_until_it_is_back() {
    let mut with = connected(Pace::manual()).await;
    let test = with.send(PHONE, "Hello").await;
    lose_the_secret(&mut with).await;
    let test = with.until(test.id, |test| matches!(test.following, Following::Paused { .. })).await;
    let Following::Paused { reason } = test.following else { unreachable!() };
    assert!(reason.contains("no longer in the keychain"), "{reason}");
    let credential = connected::credential(with.account_sid(), &with.handle.auth_token());
    while with.handle.advance() > 0 {}
    let began = with.clock.time();
    with.desk.reauthenticate(with.workspace, credential).await.unwrap();
    with.until_state(test.id, TestState::Delivered).await;
    let waited = with.clock.time().duration_since(began).as_secs();
    assert!(waited < 60, "it goes on at once: {waited} s");
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn a_disk_that_is_full_before_the_record_keeps_it_from_being_sent() {
    let with = connected(Pace::instant()).await;
    let database = crate::fixture::database(with.folder.path());
    let full = "CREATE TRIGGER full BEFORE INSERT ON test_message BEGIN SELECT RAISE(FAIL, 'full'); END";
    database.execute_batch(full).unwrap();
    let draft = draft(PHONE, "Hello");
    with.desk.send_test(with.workspace, draft.clone()).await.unwrap_err();
    assert_eq!(with.desk.tests(with.workspace, 10).await.unwrap(), []);
    assert_eq!(with.posts(), 0);
    database.execute_batch("DROP TRIGGER full").unwrap();
    let test = with.desk.send_test(with.workspace, draft).await.unwrap();
    with.until_state(test.id, TestState::Delivered).await;
    assert_eq!(with.posts(), 1, "the same form may be used, as it sent nothing");
    with.end().await;
}

#[tokio::test]
async fn a_disk_that_is_full_while_following_holds_up_and_loses_nothing() {
    let with = connected(Pace::instant()).await;
    let database = crate::fixture::database(with.folder.path());
    let test = with.send(PHONE, "Hello").await;
    let full = "CREATE TRIGGER full BEFORE UPDATE ON test_message BEGIN SELECT RAISE(FAIL, 'full'); END";
    database.execute_batch(full).unwrap();
    let (began, before) = (with.clock.time(), with.reads());
    while with.clock.time().duration_since(began).as_secs() < 600 {
        with.clock.pass().await;
    }
    assert_eq!(with.desk.test(test.id).await.unwrap().state, TestState::Queued);
    let asked = with.reads() - before;
    assert!(asked < 20, "the questions grow rarer: {asked} in ten minutes");
    database.execute_batch("DROP TRIGGER full").unwrap();
    with.until_state(test.id, TestState::Delivered).await;
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn a_workspace_that_is_given_another_account_while_it_sends_keeps_a_true_record() {
    let subaccount = AccountSeed::empty().credentials(OTHER, "b".repeat(32));
    let with = connected_to(AccountSeed::practice().subaccount(subaccount), Pace::manual()).await;
    let draft = draft(PHONE, "Hello");
    let sending = in_flight(&with, &draft).await;
    let other = connected::credential(OTHER, &"b".repeat(32).into());
    with.desk.reauthenticate(with.workspace, other).await.unwrap();
    let sent = sending.await.unwrap().unwrap();
    assert_eq!(sent.message_sid.as_ref(), Some(&with.handle.messages()[0].sid));
    let test = with.until(draft.id, |test| matches!(test.following, Following::Ended { .. })).await;
    let Following::Ended { reason: Some(reason) } = test.following else { panic!("no reason") };
    assert!(reason.contains("now uses another account"), "{reason}");
    assert_eq!((test.state, with.posts()), (TestState::Queued, 1));
    with.end().await;
}

#[tokio::test]
async fn a_credential_that_is_entered_again_while_it_sends_changes_nothing() {
    let with = connected(Pace::instant()).await;
    for region in [RegionChoice::Us1, RegionChoice::Ie1] {
        let posts = with.posts();
        let draft = draft(PHONE, "Hello");
        let sending = in_flight(&with, &draft).await;
        let again = connected::credential(with.account_sid(), &with.handle.auth_token());
        with.desk.reauthenticate(with.workspace, CredentialDraft { region, ..again }).await.unwrap();
        sending.await.unwrap().unwrap();
        let test = with.until_state(draft.id, TestState::Delivered).await;
        assert_eq!((test.lost_answer, with.posts()), (None, posts + 1));
    }
    with.end().await;
}

#[tokio::test]
async fn a_sender_that_is_deleted_while_it_sends_leaves_a_record_that_is_followed() {
    let with = connected(Pace::instant()).await;
    let sender = SenderDraft {
        name: "Offers".to_owned(),
        sender_type: Some(SenderType::LongCode),
        sender_id: NUMBER.to_owned(),
        ..SenderDraft::default()
    };
    let key = with.desk.create_sender(with.workspace, sender).await.unwrap().sender.key;
    let draft = TestDraft { from: TestFrom::Saved { key }, ..draft(PHONE, "Hello") };
    let sending = in_flight(&with, &draft).await;
    crate::fixture::delete(&with.desk, with.workspace, &[key]).await.unwrap();
    sending.await.unwrap().unwrap();
    let test = with.until_state(draft.id, TestState::Delivered).await;
    assert_eq!((test.sender_name.as_str(), test.sender_id.as_str()), ("Offers", NUMBER));

    let again = TestDraft { id: senderdesk_core::ids::TestId::fresh(), ..draft };
    with.desk.send_test(with.workspace, again).await.unwrap_err();
    assert_eq!((with.posts(), with.desk.tests(with.workspace, 10).await.unwrap().len()), (1, 1));
    with.end().await;
}

#[tokio::test]
async fn an_answer_that_breaks_off_in_the_middle_leaves_the_outcome_unknown_and_the_message_is_found() {
    let with = connected(Pace::instant()).await;
    for fault in [FaultKind::Truncated, FaultKind::Garbled, FaultKind::LoseAnswer] {
        let posts = with.posts();
        with.handle.push(Fault::once(posting(), fault.clone()));
        let test = with.send(PHONE, &format!("{fault:?}")).await;
        assert_eq!(test.state, TestState::Unknown, "{fault:?}");
        let looked = |test: &TestView| test.lost_answer.as_ref().is_some_and(|lost| lost.looked_at.is_some());
        let lost = with.until(test.id, looked).await.lost_answer.unwrap();
        assert_eq!(lost.matches.len(), 1, "{fault:?}");
        assert_eq!(with.posts(), posts + 1, "{fault:?}");
    }
    with.end().await;
}

#[tokio::test]
async fn a_token_that_twilio_replaced_is_a_refusal_and_nothing_was_sent() {
    let with = connected(Pace::instant()).await;
    with.handle.set_token("00000000000000000000000000000002".to_owned());
    let test = with.send(PHONE, "Hello").await;
    assert_eq!(test.state, TestState::Refused);
    assert_eq!(test.explanation.unwrap().code, Some(20003));
    assert_eq!((with.posts(), with.handle.messages().len()), (1, 0));
    with.end().await;
}
