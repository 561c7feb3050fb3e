//! A test message is sent once, followed to its end, and told truly whatever Twilio answers.

use std::time::Duration;

use senderdesk_core::ids::TestId;
use senderdesk_core::wire::*;
use twilio_simulator::{AccountSeed, Fault, FaultKind, Match, Pace};

use crate::connected::{self, Connected, NUMBER, PHONE, connected, connected_to, draft, draft_from, states};

/// Moves every message on by one step, and shows the test once that was noticed.
async fn step(with: &Connected, id: TestId, expected: TestState) -> TestView {
    with.handle.advance();
    with.until_state(id, expected).await
}

fn posting() -> Match {
    Match::request("POST", "/Messages")
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
async fn one_click_sends_one_message_however_often_it_arrives() {
    let with = connected(Pace::manual()).await;
    let draft = draft(PHONE, "Hello");
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (desk, workspace, draft) = (with.desk.clone(), with.workspace, draft.clone());
        calls.spawn(async move { desk.send_test(workspace, draft).await.unwrap().id });
    }
    assert!(calls.join_all().await.into_iter().all(|id| id == draft.id));
    let again = with.desk.send_test(with.workspace, draft).await.unwrap();
    assert_eq!(again.state, TestState::Queued);
    assert_eq!((with.posts(), with.handle.messages().len()), (1, 1));
    assert_eq!(with.desk.tests(with.workspace, 10).await.unwrap().len(), 1);
    with.end().await;
}

#[tokio::test]
async fn a_send_goes_on_when_the_window_that_asked_for_it_goes_away() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::once(posting(), FaultKind::Latency(Duration::from_millis(100))));
    let draft = draft(PHONE, "Hello");
    let (desk, workspace, id) = (with.desk.clone(), with.workspace, draft.id);
    let window = tokio::spawn(async move { desk.send_test(workspace, draft).await });
    with.handle.wait_for_request(|request| request.method == "POST").await;
    window.abort();
    let test = with.until_state(id, TestState::Delivered).await;
    assert!(test.message_sid.is_some());
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn quitting_waits_for_a_send_to_be_written_down() {
    let mut with = connected(Pace::instant()).await;
    with.handle.push(Fault::once(posting(), FaultKind::Latency(Duration::from_millis(100))));
    let draft = draft(PHONE, "Hello");
    let (desk, workspace, id) = (with.desk.clone(), with.workspace, draft.id);
    let sending = tokio::spawn(async move { desk.send_test(workspace, draft).await });
    with.handle.wait_for_request(|request| request.method == "POST").await;
    with.restart().await;
    sending.abort();
    let test = with.until_state(id, TestState::Delivered).await;
    assert_eq!(test.lost_answer, None, "the answer was waited for");
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn an_answer_that_cannot_be_recorded_is_recorded_as_soon_as_it_can_be() {
    let with = connected(Pace::instant()).await;
    let database = crate::fixture::database(with.folder.path());
    let full = "CREATE TRIGGER full BEFORE UPDATE ON test_message BEGIN SELECT RAISE(FAIL, 'full'); END";
    database.execute_batch(full).unwrap();
    let draft = draft(PHONE, "Hello");
    let error = with.desk.send_test(with.workspace, draft.clone()).await.unwrap_err();
    assert!(error.hint.unwrap().contains("do not send it again"));
    assert_eq!(with.desk.test(draft.id).await.unwrap().state, TestState::Posting);
    let again = with.desk.send_test(with.workspace, draft.clone()).await.unwrap();
    assert_eq!(again.state, TestState::Posting, "the record keeps it from being sent twice");

    database.execute_batch("DROP TRIGGER full").unwrap();
    let test = with.until_state(draft.id, TestState::Delivered).await;
    assert_eq!((test.lost_answer, with.posts()), (None, 1));
    with.end().await;
}

#[tokio::test]
async fn a_refusal_is_explained_and_nothing_is_followed() {
    let with = connected(Pace::instant()).await;
    for (recipient, code) in [("+15005550001", 21211), ("+15005550004", 21610), ("+15005550003", 21408)] {
        let test = with.send(recipient, "Hello").await;
        assert_eq!(test.state, TestState::Refused);
        let explanation = test.explanation.unwrap();
        assert_eq!((explanation.code, explanation.source), (Some(code), ExplanationSource::Ours));
        let twilio = explanation.twilio.unwrap();
        assert_eq!((twilio.status, twilio.code), (400, Some(code)));
        assert!(twilio.request_id.is_some_and(|id| id.starts_with("RQ")));
        assert_eq!(test.following, Following::Ended { reason: None });
        assert!(test.proves.contains("Nothing was sent"));
    }
    assert_eq!(with.reads(), with.handle.request_count("GET", "/Messages.json"), "no message was asked for");
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
async fn a_form_that_sent_a_message_sends_no_other_one() {
    let with = connected(Pace::manual()).await;
    let sent = draft(PHONE, "Hello");
    with.desk.send_test(with.workspace, sent.clone()).await.unwrap();
    let from = |sender_id: &str| draft_from(SenderType::LongCode, sender_id, PHONE, "Hello").from;
    for other in [
        TestDraft { recipient: "+15551230002".into(), ..sent.clone() },
        TestDraft { body: "Hello again".into(), ..sent.clone() },
        TestDraft { from: from("+14155550123"), ..sent.clone() },
    ] {
        let error = with.desk.send_test(with.workspace, other).await.unwrap_err();
        assert_eq!((error.code, error.fields.len()), (ErrorCode::Invalid, 0));
        assert!(error.message.contains("already sent a message"), "{}", error.message);
    }
    let blanks = TestDraft { recipient: format!(" {PHONE} "), ..sent };
    assert_eq!(with.desk.send_test(with.workspace, blanks).await.unwrap().state, TestState::Queued);
    assert_eq!(with.posts(), 1);
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
async fn too_many_requests_is_told_as_not_sent_and_not_repeated() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::always(posting(), FaultKind::RateLimited { retry_after: Some(1) }));
    let test = with.send(PHONE, "Hello").await;
    assert_eq!(test.state, TestState::NotSent);
    let explanation = test.explanation.unwrap();
    assert_eq!((explanation.code, explanation.twilio.unwrap().status), (Some(20429), 429));
    assert!(matches!(test.following, Following::Ended { .. }));
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent_and_a_new_test_is_safe() {
    let mut with = connected(Pace::instant()).await;
    // A port that nobody listens at any more.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    with.quit().await;
    let elsewhere = format!("http://127.0.0.1:{port}");
    let clock = std::sync::Arc::new(with.clock.clone());
    let options = connected::options(with.folder.path(), &with.keychain, &elsewhere, clock);
    with.desk = senderdesk_core::Desk::open(options).await.unwrap();
    let test = with.send(PHONE, "Hello").await;
    assert_eq!(test.state, TestState::NotSent);
    let explanation = test.explanation.unwrap();
    assert!(explanation.title.contains("nothing was sent"));
    assert!(explanation.what_to_do.contains("refused") && explanation.what_to_do.contains("safe"));
    with.end().await;
}

#[tokio::test]
async fn an_accepted_message_shows_that_the_credential_may_send() {
    let with = connected(Pace::instant()).await;
    let access = async || {
        let workspace = with.desk.workspace(with.workspace).await.unwrap();
        workspace.account.access.into_iter().find(|row| row.capability == Capability::Send).unwrap()
    };
    assert_eq!(access().await.access, Access::NotTried);
    with.send("+15005550001", "Hello").await;
    assert_eq!(access().await.access, Access::NotTried, "a refusal proves nothing");
    with.send(PHONE, "Hello").await;
    let row = access().await;
    assert_eq!(row.access, Access::Yes);
    assert!(row.at.is_some());
    with.end().await;
}

#[tokio::test]
async fn any_script_arrives_as_it_was_typed() {
    let with = connected(Pace::instant()).await;
    let texts =
        ["👩‍👩‍👧 50 % <script>alert(1)</script>", "\u{202b}שלום עולם\u{202c}\nمرحبا", "line\r\nline & a=b"];
    for text in texts {
        let test = with.send(PHONE, text).await;
        assert_eq!(test.body, text);
    }
    let bodies: Vec<_> = with.handle.messages().into_iter().map(|message| message.body).collect();
    assert_eq!(bodies, texts);
    with.end().await;
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_before_anything_is_recorded() {
    let with = connected(Pace::instant()).await;
    let cases = [
        (draft("0170 123", "Hello"), vec!["recipient"]),
        (draft("+1 555 123 0001", " "), vec!["recipient", "body"]),
        (draft(NUMBER, "Hello"), vec!["recipient"]),
        (draft(PHONE, &"x".repeat(1601)), vec!["body"]),
        (draft_from(SenderType::MessagingService, "MG12", PHONE, "Hello"), vec!["sender_id"]),
    ];
    for (draft, fields) in cases {
        assert!(!with.desk.check_test(draft.clone()).notes.is_empty());
        let error = with.desk.send_test(with.workspace, draft).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid);
        assert_eq!(error.fields.iter().map(|field| field.field.as_str()).collect::<Vec<_>>(), fields);
    }
    assert_eq!(with.desk.tests(with.workspace, 10).await.unwrap(), []);
    assert_eq!(with.posts(), 0);
    with.end().await;
}

#[tokio::test]
async fn a_saved_sender_shows_its_last_test() {
    let with = connected(Pace::instant()).await;
    let sender = SenderDraft {
        supports_mms: false,
        name: "Offers".to_owned(),
        sender_type: Some(SenderType::LongCode),
        sender_id: NUMBER.to_owned(),
    };
    let saved = with.desk.create_sender(with.workspace, sender).await.unwrap().sender;
    let draft = TestDraft { from: TestFrom::Saved { key: saved.key }, ..draft(PHONE, "Hello") };
    let test = with.desk.send_test(with.workspace, draft).await.unwrap();
    assert_eq!((test.sender, test.sender_name.as_str()), (Some(saved.key), "Offers"));
    with.until_state(test.id, TestState::Delivered).await;
    let last = with.desk.sender(saved.key).await.unwrap().last_test.unwrap();
    assert_eq!((last.id, last.state), (test.id, TestState::Delivered));
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
