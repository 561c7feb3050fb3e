//! A test that failed says why, what to do and what that rests on; and what is copied for support holds no more than
//! was ticked.

use senderdesk_core::wire::*;
use twilio_simulator::{AccountKind, AccountSeed, Pace};

use crate::connected::{NUMBER, PHONE, connected, connected_to, draft, draft_from};

/// A number that exists in the United States, unlike those that are made up.
const REAL: &str = "+12125550123";

/// One of the United States that the simulator does not reach.
const OFF: &str = "+12125530003";

fn explanation(test: &TestView) -> &Explanation {
    test.explanation.as_ref().unwrap()
}

fn likeliest(test: &TestView) -> &Likeliest {
    explanation(test).likeliest.as_ref().unwrap()
}

#[tokio::test]
async fn earlier_tests_of_the_workspace_tell_phone_from_sender() {
    let with = connected(Pace::instant()).await;
    let test = with.send(OFF, "Hello").await;
    let test = with.until_state(test.id, TestState::Undelivered).await;
    assert_eq!(explanation(&test).likeliest, None, "nothing tells the causes apart yet");
    assert_eq!(explanation(&test).concerns, Concerns::Handset);
    assert_eq!(explanation(&test).page.as_deref(), Some("twilio-error-30003"));
    assert!(explanation(&test).as_of.is_some());

    let reached = with.send(REAL, "Hello").await;
    let reached = with.until_state(reached.id, TestState::Delivered).await;
    assert_eq!(reached.explanation, None);
    let test = with.desk.test(test.id).await.unwrap();
    assert_eq!(likeliest(&test).says, "Most likely: it is this phone, not the sender.");
    assert!(likeliest(&test).evidence[0].contains(REAL), "{test:?}");

    let listed = with.desk.tests(with.workspace, 10).await.unwrap();
    assert!(listed.iter().all(|test| test.explanation.as_ref().is_none_or(|said| said.likeliest.is_none())));
    with.end().await;
}

#[tokio::test]
async fn another_workspaces_tests_say_nothing() {
    let with = connected(Pace::instant()).await;
    let test = with.send(OFF, "Hello").await;
    with.until_state(test.id, TestState::Undelivered).await;
    let database = crate::fixture::database(with.folder.path());
    let reached = with.send(REAL, "Hello").await;
    with.until_state(reached.id, TestState::Delivered).await;
    let other = with.desk.open_practice().await.unwrap();
    database
        .execute(
            "UPDATE test_message SET workspace = ?1 WHERE id = ?2",
            [other.id.to_string(), reached.id.to_string()],
        )
        .unwrap();
    assert_eq!(explanation(&with.desk.test(test.id).await.unwrap()).likeliest, None);
    with.end().await;
}

#[tokio::test]
async fn an_opt_out_of_a_service_covers_the_service_and_one_of_a_number_the_pair() {
    let with = connected(Pace::instant()).await;
    let (service, _) = with.handle.services().remove(0);
    with.handle.opt_out(REAL, &service);
    let draft = draft_from(SenderType::MessagingService, &service, REAL, "Hello");
    let test = with.desk.send_test(with.workspace, draft).await.unwrap();
    let test = with.until_state(test.id, TestState::Failed).await;
    assert_eq!(explanation(&test).code, Some(21610));
    assert!(likeliest(&test).says.contains("whole Messaging Service"), "{test:?}");

    with.handle.opt_out(REAL, NUMBER);
    let test = with.send(REAL, "Hello").await;
    assert!(likeliest(&test).says.contains(&format!("texted STOP to {NUMBER}")), "{test:?}");
    with.clock.set_on(std::time::Duration::from_secs(5));
    let again = with.send(REAL, "Hello").await;
    assert!(likeliest(&again).evidence.join(" ").contains("for both before"), "{again:?}");
    with.end().await;
}

#[tokio::test]
async fn a_trial_account_is_known_to_be_one() {
    let with =
        connected_to(AccountSeed { kind: AccountKind::Trial, ..AccountSeed::practice() }, Pace::instant())
            .await;
    let test = with.send(REAL, "Hello").await;
    assert_eq!((test.state, explanation(&test).code), (TestState::Refused, Some(21608)));
    assert!(likeliest(&test).evidence[0].contains("on trial"), "{test:?}");
    with.end().await;
}

#[tokio::test]
async fn many_tests_to_one_number_are_counted_from_the_record() {
    let with = connected(Pace::instant()).await;
    for _ in 0..4 {
        let test = with.send(PHONE, "Hello").await;
        with.until_state(test.id, TestState::Delivered).await;
    }
    let test = with.send(PHONE, "Hello").await;
    with.until_state(test.id, TestState::Delivered).await;
    let database = crate::fixture::database(with.folder.path());
    let failed = "UPDATE test_message SET state = 'failed', error_code = 30450 WHERE id = ?1";
    database.execute(failed, [test.id.to_string()]).unwrap();
    let test = with.desk.test(test.id).await.unwrap();
    assert!(likeliest(&test).evidence[0].contains("4 tests"), "{test:?}");
    let full = "UPDATE test_message SET error_code = 30001 WHERE id = ?1";
    database.execute(full, [test.id.to_string()]).unwrap();
    let test = with.desk.test(test.id).await.unwrap();
    assert!(
        likeliest(&test).evidence[0].contains("No other test"),
        "the others had left the queue: {test:?}"
    );
    with.end().await;
}

#[tokio::test]
async fn the_practice_account_says_that_it_plays_what_its_numbers_bring_about() {
    let folder = tempfile::tempdir().unwrap();
    let desk = crate::practice::desk(folder.path()).await;
    let workspace = desk.open_practice().await.unwrap();
    let mut sent = Vec::new();
    for (recipient, code) in [
        ("+15551230003", 30003),
        ("+15551230005", 30005),
        ("+15551230006", 30006),
        ("+15551230007", 30007),
        ("+15551230008", 30008),
        ("+15551230410", 30410),
        ("+15005550001", 21211),
        ("+15005550002", 21612),
        ("+15005550003", 21408),
        ("+15005550004", 21610),
        ("+15005550009", 21614),
    ] {
        sent.push((desk.send_test(workspace.id, draft(recipient, "Hello")).await.unwrap().id, code));
    }
    let mut changes = desk.changes();
    for (id, code) in sent {
        let test = loop {
            let test = desk.test(id).await.unwrap();
            if test.state.is_final() {
                break test;
            }
            changes.recv().await.unwrap();
        };
        let said = explanation(&test);
        assert_eq!((said.code, said.source), (Some(code), ExplanationSource::Ours));
        assert!(likeliest(&test).says.contains("the practice account plays this outcome"), "{test:?}");
    }
    desk.close().await;
}

#[tokio::test]
async fn what_is_copied_for_support_holds_no_text_and_no_full_number_unless_ticked() {
    let with = connected(Pace::instant()).await;
    let test = with.send(OFF, "Secret sale").await;
    with.until_state(test.id, TestState::Undelivered).await;
    let refused = with.send("+15005550004", "Secret sale").await;
    let text = |options| with.desk.support_text(vec![test.id, refused.id], options);

    let plain = text(SupportOptions::default()).await.unwrap();
    let sid = with.desk.test(test.id).await.unwrap().message_sid.unwrap();
    for held in [
        sid.as_str(),
        "Error code: 30003",
        "Error code: 21610",
        "Request ID: RQ",
        "undelivered",
        "Region: US1",
    ] {
        assert!(plain.contains(held), "{held}\n{plain}");
    }
    for left_out in ["Secret", OFF, NUMBER, "+15005550004"] {
        assert!(!plain.contains(left_out), "{left_out}\n{plain}");
    }
    let whole = text(SupportOptions { body: true, numbers: true }).await.unwrap();
    assert!(whole.contains("Secret sale") && whole.contains(OFF) && whole.contains(NUMBER), "{whole}");

    let none = with.desk.support_text(Vec::new(), SupportOptions::default()).await.unwrap_err();
    assert_eq!(none.code, ErrorCode::Invalid);
    let many = with.desk.support_text(vec![test.id; 51], SupportOptions::default()).await.unwrap_err();
    assert!(many.message.contains("50"));
    with.end().await;
}

#[tokio::test]
async fn only_a_message_with_a_sid_is_opened_in_the_console_of_its_region() {
    let with = connected(Pace::instant()).await;
    let test = with.send(REAL, "Hello").await;
    assert_eq!(with.desk.console_of_message(test.id).await.unwrap(), RegionChoice::Us1);
    let refused = with.send("+15005550004", "Hello").await;
    let error = with.desk.console_of_message(refused.id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    with.end().await;
}

#[tokio::test]
async fn a_message_that_the_converter_made_a_link_of_says_so() {
    let with = connected(Pace::instant()).await;
    let (service, _) = with.handle.services().remove(0);
    let mut draft = draft_from(SenderType::MessagingService, &service, REAL, "Look");
    draft.media = vec!["https://example.org/cat.jpg".to_owned()];
    let test = with.desk.send_test(with.workspace, draft).await.unwrap();
    let test = with.until_state(test.id, TestState::Delivered).await;
    assert!(!test.converted, "it went as MMS");
    let database = crate::fixture::database(with.folder.path());
    database.execute("UPDATE test_message SET converted = 1 WHERE id = ?1", [test.id.to_string()]).unwrap();
    let test = with.desk.test(test.id).await.unwrap();
    assert!(test.converted && test.proves.contains("went as a text with a link"), "{test:?}");
    with.end().await;
}
