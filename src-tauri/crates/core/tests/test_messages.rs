//! A test message is sent once, and told truly whatever Twilio answers.

use std::time::Duration;

use senderdesk_core::wire::*;
use twilio_simulator::{Fault, FaultKind, Match, Pace};

use crate::connected::{self, NUMBER, PHONE, connected, draft, draft_from, form};

fn posting() -> Match {
    Match::request("POST", "/Messages")
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
        let notes = with.desk.check_test(with.workspace, form(&draft)).await.unwrap().notes;
        assert!(!notes.is_empty());
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
        name: "Offers".to_owned(),
        sender_type: Some(SenderType::LongCode),
        sender_id: NUMBER.to_owned(),
        ..SenderDraft::default()
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
