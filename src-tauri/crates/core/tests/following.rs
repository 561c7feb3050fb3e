//! A test message is followed to its end, through pauses, restarts and whatever Twilio answers meanwhile.

use std::time::Duration;

use senderdesk_core::ids::TestId;
use senderdesk_core::wire::*;
use twilio_simulator::{AccountSeed, Fault, FaultKind, Match, Pace};

use crate::connected::{self, Connected, PHONE, connected, connected_to, draft, draft_from, states};

/// Moves every message on by one step, and shows the test once that was noticed.
async fn step(with: &Connected, id: TestId, expected: TestState) -> TestView {
    with.handle.advance();
    with.until_state(id, expected).await
}

fn reading() -> Match {
    Match::request("GET", "/Messages/")
}

#[tokio::test]
async fn a_message_is_followed_live_from_queued_to_delivered() {
    let with = connected(Pace::manual()).await;
    let test = with.send(PHONE, "Hello").await;
    assert_eq!((test.state, &test.following), (TestState::Queued, &Following::Live));
    assert!(test.message_sid.is_some());
    step(&with, test.id, TestState::Sending).await;
    step(&with, test.id, TestState::Sent).await;
    let test = step(&with, test.id, TestState::Delivered).await;

    use TestState::{Delivered, Posting, Queued, Sending, Sent};
    assert_eq!(states(&test), [Posting, Queued, Sending, Sent, Delivered]);
    assert!(test.timeline.windows(2).all(|pair| pair[0].elapsed_ms <= pair[1].elapsed_ms));
    assert!(test.timeline[2].elapsed_ms >= 1000, "the first question comes a second after the answer");
    assert_eq!(test.following, Following::Ended { reason: None });
    assert_eq!((test.segments, &test.explanation, test.chosen_sender), (Some(1), &None, None));
    assert!(test.proves.contains("confirmed delivery"));
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn nothing_is_asked_after_the_final_status_but_a_few_times_for_the_price() {
    let with = connected(Pace::manual()).await;
    let test = with.send(PHONE, "Hello").await;
    for state in [TestState::Sending, TestState::Sent, TestState::Delivered] {
        step(&with, test.id, state).await;
    }
    let asked = with.reads();
    with.handle.advance();
    let test = with.until(test.id, |test| test.price.is_some()).await;
    assert!(test.price.unwrap().starts_with('-'));
    assert_eq!(test.price_unit.as_deref(), Some("USD"));
    assert_eq!(with.reads(), asked + 1);
    assert!(
        tokio::time::timeout(Duration::from_millis(50), with.clock.pass()).await.is_err(),
        "nothing waits for another question"
    );
    with.end().await;
}

#[tokio::test]
async fn a_service_is_asked_by_its_sid_and_its_choice_is_shown() {
    let with = connected(Pace::manual()).await;
    let (service, _) = with.handle.services().remove(0);
    let draft = draft_from(SenderType::MessagingService, &service, PHONE, "Hello");
    let test = with.desk.send_test(with.workspace, draft).await.unwrap();
    assert_eq!((test.state, &test.chosen_sender, test.segments), (TestState::Accepted, &None, None));
    let test = step(&with, test.id, TestState::Queued).await;
    assert!(test.chosen_sender.is_some());
    assert_eq!(test.segments, Some(1));
    let posted = &with.handle.messages()[0];
    assert_eq!(posted.messaging_service_sid.as_deref(), Some(service.as_str()));
    with.end().await;
}

#[tokio::test]
async fn a_message_that_fails_on_its_way_shows_twilios_code_and_what_to_do() {
    let with = connected(Pace::instant()).await;
    for (recipient, state, code) in
        [("+15551230003", TestState::Undelivered, 30003), ("+15551230410", TestState::Failed, 30410)]
    {
        let test = with.send(recipient, "Hello").await;
        let test = with.until_state(test.id, state).await;
        let explanation = test.explanation.unwrap();
        assert_eq!(
            (explanation.code, explanation.source),
            (Some(code), ExplanationSource::Ours),
            "{recipient}"
        );
        assert!(!explanation.what_to_do.is_empty());
        assert_eq!(test.following, Following::Ended { reason: None });
    }
    with.end().await;
}

#[tokio::test]
async fn a_message_without_a_receipt_is_left_after_a_stated_time() {
    let with = connected(Pace::instant()).await;
    let test = with.send("+15551230000", "Hello").await;
    let test = with.until(test.id, |test| matches!(test.following, Following::Ended { .. })).await;
    assert_eq!(test.state, TestState::Sent);
    let Following::Ended { reason: Some(reason) } = test.following else { panic!("no reason") };
    assert!(reason.contains("no receipt yet"));
    assert!(test.proves.contains("does not prove"));
    with.end().await;
}

#[tokio::test]
async fn a_connection_that_breaks_while_following_pauses_and_goes_on_by_itself() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::times(12, reading(), FaultKind::DropConnection));
    let test = with.send(PHONE, "Hello").await;
    let paused = with.until(test.id, |test| matches!(test.following, Following::Paused { .. })).await;
    let Following::Paused { reason } = paused.following else { unreachable!() };
    assert!(reason.contains("by itself"), "{reason}");
    let test = with.until_state(test.id, TestState::Delivered).await;
    assert_eq!(test.following, Following::Ended { reason: None });
    with.end().await;
}

#[tokio::test]
async fn a_refused_credential_pauses_until_reauthenticate() {
    let with = connected(Pace::instant()).await;
    let test = with.send(PHONE, "Hello").await;
    with.handle.set_token("00000000000000000000000000000002".to_owned());
    let paused = with.until(test.id, |test| matches!(test.following, Following::Paused { .. })).await;
    let Following::Paused { reason } = paused.following else { unreachable!() };
    assert!(reason.contains("Reauthenticate"));
    assert!(
        tokio::time::timeout(Duration::from_millis(50), with.clock.pass()).await.is_err(),
        "a refused credential is not tried again and again"
    );
    let credential = connected::credential(with.account_sid(), &with.handle.auth_token());
    with.desk.reauthenticate(with.workspace, credential).await.unwrap();
    with.until_state(test.id, TestState::Delivered).await;
    with.end().await;
}

#[tokio::test]
async fn an_answer_that_is_not_twilios_neither_ends_the_following_nor_blames_the_credential() {
    let with = connected(Pace::instant()).await;
    for status in [401, 403, 404] {
        with.handle.push(Fault::once(reading(), FaultKind::Html(status)));
        let test = with.send(PHONE, "Hello").await;
        let paused = with.until(test.id, |test| matches!(test.following, Following::Paused { .. })).await;
        let Following::Paused { reason } = paused.following else { unreachable!() };
        assert!(reason.contains("not in Twilio's form") && reason.contains("by itself"), "{reason}");
        with.until_state(test.id, TestState::Delivered).await;
    }
    with.end().await;
}

#[tokio::test]
async fn a_delivered_message_that_is_gone_before_its_price_was_known_stays_delivered() {
    let with = connected(Pace::manual()).await;
    let test = with.send(PHONE, "Hello").await;
    for state in [TestState::Sending, TestState::Sent, TestState::Delivered] {
        step(&with, test.id, state).await;
    }
    let since = jiff::Timestamp::now();
    with.handle.push(Fault::once(reading(), FaultKind::Status(404)));
    tokio::select! {
        _ = with.handle.wait_for_request(|request| request.at > since) => {}
        () = async { loop { with.clock.pass().await } } => {}
    }
    assert!(
        tokio::time::timeout(Duration::from_millis(50), with.clock.pass()).await.is_err(),
        "it is not asked for again"
    );
    let test = with.desk.test(test.id).await.unwrap();
    assert_eq!((test.state, test.following), (TestState::Delivered, Following::Ended { reason: None }));
    with.end().await;
}

#[tokio::test]
async fn a_message_of_an_account_that_no_workspace_uses_any_more_ends_with_words() {
    let other = "AC99999999999999999999999999999999";
    let subaccount = AccountSeed::empty().credentials(other, "b".repeat(32));
    let with = connected_to(AccountSeed::practice().subaccount(subaccount), Pace::manual()).await;
    let test = with.send(PHONE, "Hello").await;
    with.desk
        .reauthenticate(with.workspace, connected::credential(other, &"b".repeat(32).into()))
        .await
        .unwrap();
    let test = with.until(test.id, |test| matches!(test.following, Following::Ended { .. })).await;
    let Following::Ended { reason: Some(reason) } = test.following else { panic!("no reason") };
    assert!(reason.contains("now uses another account"), "{reason}");
    assert_eq!(with.desk.workspace(with.workspace).await.unwrap().tests_under_way, 0);
    with.end().await;
}

#[tokio::test]
async fn a_message_is_followed_further_when_its_account_moves_to_another_region() {
    let with = connected(Pace::manual()).await;
    let test = with.send(PHONE, "Hello").await;
    let credential = connected::credential(with.account_sid(), &with.handle.auth_token());
    let moved = CredentialDraft { region: RegionChoice::Ie1, ..credential };
    with.desk.reauthenticate(with.workspace, moved).await.unwrap();
    for state in [TestState::Sending, TestState::Sent, TestState::Delivered] {
        step(&with, test.id, state).await;
    }
    with.end().await;
}

#[tokio::test]
async fn a_message_that_twilio_no_longer_has_ends_with_words() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::once(reading(), FaultKind::Status(404)));
    let test = with.send(PHONE, "Hello").await;
    let test = with.until(test.id, |test| matches!(test.following, Following::Ended { .. })).await;
    assert_eq!(test.state, TestState::Queued, "what was known stays");
    let Following::Ended { reason: Some(reason) } = test.following else { panic!("no reason") };
    assert!(reason.contains("no such message"));
    with.end().await;
}

#[tokio::test]
async fn a_message_under_way_is_followed_further_after_a_restart() {
    let mut with = connected(Pace::manual()).await;
    let test = with.send(PHONE, "Hello").await;
    step(&with, test.id, TestState::Sending).await;
    with.quit().await;
    with.handle.advance();
    with.start().await;
    let test = with.until_state(test.id, TestState::Sent).await;
    let test = step(&with, test.id, TestState::Delivered).await;
    assert_eq!(states(&test).len(), 5, "the timeline goes on where it was");
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn the_practice_account_follows_over_a_restart_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let desk = crate::fixture::desk(folder.path()).await;
    let workspace = desk.open_practice().await.unwrap().id;
    let test = desk.send_test(workspace, draft(PHONE, "Hello")).await.unwrap();
    desk.close().await;
    let desk = crate::fixture::desk(folder.path()).await;
    let mut changes = desk.changes();
    while desk.test(test.id).await.unwrap().state != TestState::Delivered {
        tokio::time::timeout(Duration::from_secs(30), changes.recv()).await.unwrap().unwrap();
    }
    desk.close().await;
}
