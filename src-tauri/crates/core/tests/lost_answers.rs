//! A send whose answer was lost is unknown, is looked for and never repeated.

use std::time::Duration;

use senderdesk_core::ids::{TestId, WorkspaceId};
use senderdesk_core::wire::*;
use twilio_simulator::{AccountSeed, Fault, FaultKind, Match, Pace};

use crate::connected::{self, Connected, NUMBER, PHONE, connected, connected_to, draft, draft_from, states};

fn posting() -> Match {
    Match::request("POST", "/Messages")
}

fn listing() -> Match {
    Match::request("GET", "/Messages.json")
}

/// The test once Twilio's list was read for it.
async fn looked_for(with: &Connected, test: &TestView) -> LostAnswer {
    let test = with
        .until(test.id, |test| test.lost_answer.as_ref().is_some_and(|lost| lost.looked_at.is_some()))
        .await;
    assert_eq!(test.state, TestState::Unknown);
    test.lost_answer.unwrap()
}

/// A second workspace of the same account.
async fn another_workspace(with: &Connected) -> WorkspaceId {
    let draft = WorkspaceDraft {
        name: "Another".to_owned(),
        colour: ColourTag::Blue,
        environment: Environment::Staging,
        data_centre: "DC-03".to_owned(),
        keyword_management: false,
        delivery_url: String::new(),
    };
    with.desk.create_workspace(with.workspace, draft).await.unwrap().id
}

/// Sends while the answer gets lost, and looks for the message.
async fn send_and_lose(with: &Connected, draft: TestDraft) -> (TestView, LostAnswer) {
    with.handle.push(Fault::once(posting(), FaultKind::LoseAnswer));
    let test = with.desk.send_test(with.workspace, draft).await.unwrap();
    assert_eq!(test.state, TestState::Unknown, "never failed, never sent");
    let lost = looked_for(with, &test).await;
    (test, lost)
}

#[tokio::test]
async fn a_lost_answer_is_looked_for_by_itself_and_the_match_is_followed() {
    let with = connected(Pace::instant()).await;
    let (test, lost) = send_and_lose(&with, draft(PHONE, "Hello 👋")).await;
    assert!(lost.reason.contains("connection was lost"), "{}", lost.reason);
    let [found] = lost.matches.as_slice() else { panic!("{:?}", lost.matches) };
    assert_eq!(found.message_sid, with.handle.messages()[0].sid);
    assert!(test.proves.starts_with("Nothing"));
    let workspace = with.desk.workspace(with.workspace).await.unwrap();
    assert_eq!(workspace.tests_under_way, 0, "what is left to the operator is not live");

    let adopted = with.desk.adopt_match(test.id, found.message_sid.clone()).await.unwrap();
    assert_eq!(adopted.message_sid.as_ref(), Some(&found.message_sid));
    let test =
        with.until(test.id, |test| test.segments.is_some() && test.state == TestState::Delivered).await;
    assert!(states(&test).starts_with(&[TestState::Posting, TestState::Unknown]));
    assert_eq!((with.posts(), with.handle.messages().len()), (1, 1));
    with.end().await;
}

#[tokio::test]
async fn messages_that_belong_to_other_tests_are_no_matches() {
    let with = connected(Pace::instant()).await;
    for _ in 0..2 {
        with.send(PHONE, "Hello").await;
    }
    let (_, lost) = send_and_lose(&with, draft(PHONE, "Hello")).await;
    let newest = with.handle.messages().pop().unwrap();
    assert_eq!(lost.matches.iter().map(|found| &found.message_sid).collect::<Vec<_>>(), [&newest.sid]);
    with.end().await;
}

#[tokio::test]
async fn several_possible_messages_are_all_shown_and_only_one_of_them_can_be_taken() {
    let with = connected(Pace::instant()).await;
    let (first, lost) = send_and_lose(&with, draft(PHONE, "Hello")).await;
    assert_eq!(lost.matches.len(), 1);
    // In one workspace the second would be kept back.
    let other = another_workspace(&with).await;
    with.handle.push(Fault::once(posting(), FaultKind::LoseAnswer));
    let second = with.desk.send_test(other, draft(PHONE, "Hello")).await.unwrap();
    let lost = looked_for(&with, &second).await;
    assert_eq!(lost.matches.len(), 2, "neither is known to be the one");
    let taken = lost.matches[0].message_sid.clone();
    with.desk.adopt_match(second.id, taken.clone()).await.unwrap();

    let looked = with.desk.look_for_test(first.id).await.unwrap();
    let left = looked.lost_answer.unwrap().matches;
    assert_eq!(left.len(), 1);
    assert_ne!(left[0].message_sid, taken);
    let error = with.desk.adopt_match(first.id, taken).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    let error = with.desk.adopt_match(second.id, left[0].message_sid.clone()).await.unwrap_err();
    assert!(error.message.contains("known already"));
    assert_eq!(with.posts(), 2);
    with.end().await;
}

#[tokio::test]
async fn another_text_sender_or_recipient_is_no_match() {
    let with = connected(Pace::instant()).await;
    for sent in [
        draft(PHONE, "Hello again"),
        draft("+15551230002", "Hello"),
        draft_from(SenderType::LongCode, "+14155550123", PHONE, "Hello"),
    ] {
        with.handle.push(Fault::once(posting(), FaultKind::LoseAnswer));
        with.desk.send_test(with.workspace, sent).await.unwrap();
    }
    with.handle.push(Fault::once(posting(), FaultKind::DropConnection));
    let test = with.send(PHONE, "Hello").await;
    assert_eq!(test.state, TestState::Unknown, "the request may have arrived");
    assert_eq!(looked_for(&with, &test).await.matches, [], "and none found is no proof");
    assert_eq!(with.desk.test(test.id).await.unwrap().state, TestState::Unknown);
    assert_eq!(with.posts(), 4);
    with.end().await;
}

#[tokio::test]
async fn a_service_that_has_not_chosen_its_sender_is_matched_by_its_sid() {
    let with = connected(Pace::manual()).await;
    let (service, _) = with.handle.services().remove(0);
    let draft = draft_from(SenderType::MessagingService, &service, PHONE, "Hello");
    let (test, lost) = send_and_lose(&with, draft).await;
    let [found] = lost.matches.as_slice() else { panic!("{:?}", lost.matches) };
    assert_eq!(found.status, "accepted");
    let test = with.desk.adopt_match(test.id, found.message_sid.clone()).await.unwrap();
    assert_eq!((test.state, test.following), (TestState::Accepted, Following::Live));
    with.end().await;
}

#[tokio::test]
async fn the_words_that_a_trial_account_puts_before_the_text_do_not_hide_it() {
    let with = connected_to(AccountSeed::practice().trial(&[PHONE]), Pace::instant()).await;
    let (_, lost) = send_and_lose(&with, draft(PHONE, "Hello")).await;
    assert_eq!(lost.matches.len(), 1);
    assert!(with.handle.messages()[0].body.ends_with(" - Hello"));
    with.end().await;
}

#[tokio::test]
async fn an_answer_that_settles_nothing_leaves_the_outcome_unknown_and_is_not_repeated() {
    let with = connected(Pace::instant()).await;
    for fault in [
        FaultKind::Status(500),
        FaultKind::Status(503),
        FaultKind::Html(502),
        FaultKind::Html(403),
        FaultKind::Truncated,
        FaultKind::Redirect("https://example.com/".to_owned()),
    ] {
        let posts = with.posts();
        with.handle.push(Fault::once(posting(), fault.clone()));
        let test = with.send(PHONE, &format!("{fault:?}")).await;
        assert_eq!(test.state, TestState::Unknown, "{fault:?}");
        assert!(!test.lost_answer.unwrap().reason.is_empty());
        looked_for(&with, &with.desk.test(test.id).await.unwrap()).await;
        assert_eq!(with.posts(), posts + 1, "{fault:?}");
    }
    with.end().await;
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_tried_again_a_few_times_then_left_to_a_click() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::once(posting(), FaultKind::LoseAnswer));
    with.handle.push(Fault::always(listing(), FaultKind::DropConnection));
    let test = with.send(PHONE, "Hello").await;
    let problem = |test: &TestView| test.lost_answer.as_ref().is_some_and(|lost| lost.problem.is_some());
    let test = with.until(test.id, problem).await;
    assert_eq!(test.lost_answer.unwrap().looked_at, None);
    while tokio::time::timeout(Duration::from_millis(200), with.clock.pass()).await.is_ok() {}
    let asked = with.reads();
    assert!(asked >= 4, "it was tried several times");
    assert!(matches!(with.desk.test(test.id).await.unwrap().following, Following::Ended { reason: Some(_) }));

    with.handle.clear_faults();
    let test = with.desk.look_for_test(test.id).await.unwrap();
    let lost = test.lost_answer.unwrap();
    assert_eq!((lost.problem, lost.matches.len()), (None, 1));
    with.end().await;
}

#[tokio::test]
async fn a_lost_answer_is_looked_for_again_at_the_next_start() {
    let mut with = connected(Pace::instant()).await;
    with.handle.push(Fault::once(posting(), FaultKind::LoseAnswer));
    with.handle.push(Fault::always(listing(), FaultKind::Status(500)));
    let test = with.send(PHONE, "Hello").await;
    with.quit().await;
    with.handle.clear_faults();
    with.start().await;
    let lost = looked_for(&with, &test).await;
    assert_eq!(lost.matches.len(), 1);
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn an_old_lost_answer_is_looked_for_on_a_click_only() {
    let mut with = connected(Pace::instant()).await;
    let (test, _) = send_and_lose(&with, draft(PHONE, "Hello")).await;
    with.quit().await;
    with.clock.set_on(Duration::from_secs(25 * 3600));
    let asked = with.reads();
    with.start().await;
    assert!(tokio::time::timeout(Duration::from_millis(100), with.clock.pass()).await.is_err());
    assert_eq!(with.reads(), asked);
    let looked = with.desk.look_for_test(test.id).await.unwrap().lost_answer.unwrap();
    assert_eq!(looked.matches.len(), 1, "the list is read back to the time of the test");
    with.end().await;
}

#[tokio::test]
async fn what_is_known_is_neither_looked_for_nor_replaced() {
    let with = connected(Pace::instant()).await;
    let test = with.send(PHONE, "Hello").await;
    with.until_state(test.id, TestState::Delivered).await;
    let lists = with.handle.request_count("GET", "/Messages.json");
    let test = with.desk.look_for_test(test.id).await.unwrap();
    assert_eq!((test.state, test.lost_answer), (TestState::Delivered, None));
    assert_eq!(with.handle.request_count("GET", "/Messages.json"), lists);
    let error =
        with.desk.adopt_match(test.id, "SM00000000000000000000000000000000".into()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    with.end().await;
}

#[tokio::test]
async fn the_list_is_asked_by_the_recipient_alone() {
    let with = connected(Pace::instant()).await;
    send_and_lose(&with, draft(PHONE, "Hello")).await;
    let asked = with.handle.requests();
    let list = asked.iter().rev().find(|request| request.method == "GET").unwrap();
    let shown = format!("{list:?}");
    assert!(shown.contains("To") && !shown.contains("DateSent") && !shown.contains(NUMBER), "{shown}");
    with.end().await;
}

#[tokio::test]
async fn a_read_only_window_sends_nothing_and_leaves_the_other_ones_send_alone() {
    let with = connected(Pace::manual()).await;
    let test = with.send(PHONE, "Hello").await;
    let clock = std::sync::Arc::new(with.clock.clone());
    let options = connected::options(with.folder.path(), &with.keychain, &with.url(), clock);
    let second = senderdesk_core::Desk::open(options).await.unwrap();
    let shown = second.test(test.id).await.unwrap();
    let Following::Paused { reason } = shown.following else { panic!("nobody follows it here") };
    assert!(reason.contains("not followed here"), "{reason}");
    let error = second.send_test(with.workspace, draft(PHONE, "Hello")).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ReadOnly);
    assert_eq!(with.posts(), 1);
    second.close().await;
    with.end().await;
}

#[tokio::test]
async fn the_same_message_is_not_sent_by_another_form_while_its_outcome_is_unknown() {
    let with = connected(Pace::instant()).await;
    let (lost, _) = send_and_lose(&with, draft(PHONE, "Hello")).await;
    let error = with.desk.send_test(with.workspace, draft(PHONE, "Hello")).await.unwrap_err();
    assert_eq!((error.code, error.fields.len()), (ErrorCode::Invalid, 0));
    assert!(error.message.contains("may be on its way"), "{}", error.message);
    assert_eq!(with.send(PHONE, "Another text").await.state, TestState::Queued);
    assert_eq!(with.posts(), 2);

    let found = with.desk.look_for_test(lost.id).await.unwrap().lost_answer.unwrap().matches.remove(0);
    with.desk.adopt_match(lost.id, found.message_sid).await.unwrap();
    assert_eq!(with.send(PHONE, "Hello").await.state, TestState::Queued, "known now, so it is a new test");
    with.end().await;
}

#[tokio::test]
async fn a_lost_answer_can_be_looked_for_again_once_its_account_is_back_in_any_region() {
    let other = "AC99999999999999999999999999999999";
    let subaccount = AccountSeed::empty().credentials(other, "b".repeat(32));
    let with = connected_to(AccountSeed::practice().subaccount(subaccount), Pace::instant()).await;
    let (test, _) = send_and_lose(&with, draft(PHONE, "Hello")).await;
    let away = connected::credential(other, &"b".repeat(32).into());
    with.desk.reauthenticate(with.workspace, away).await.unwrap();
    let looked = with.desk.look_for_test(test.id).await.unwrap().lost_answer.unwrap();
    assert!(looked.problem.is_some_and(|problem| problem.contains("No workspace uses this account")));

    let back = connected::credential(with.account_sid(), &with.handle.auth_token());
    let back = CredentialDraft { region: RegionChoice::Ie1, ..back };
    with.desk.reauthenticate(with.workspace, back).await.unwrap();
    let looked = with.desk.look_for_test(test.id).await.unwrap().lost_answer.unwrap();
    assert_eq!((looked.problem, looked.matches.len()), (None, 1));
    with.end().await;
}

#[tokio::test]
async fn a_message_of_unknown_outcome_is_sent_again_once_by_the_operator_and_not_too_early() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::once(posting(), FaultKind::DropConnection));
    let lost = with.send(PHONE, "Hello").await;
    let looked = looked_for(&with, &lost).await;
    let again = |id| with.desk.send_again(lost.id, id);

    let early = again(TestId::fresh()).await.unwrap_err();
    assert!(early.message.contains("too early"), "{}", early.message);
    let wait = looked.again_from.0.duration_since(with.clock.time());
    with.clock.set_on(Duration::try_from(wait).unwrap());
    let unseen = again(TestId::fresh()).await.unwrap_err();
    assert!(unseen.message.contains("Look in Twilio first"), "{}", unseen.message);
    with.desk.look_for_test(lost.id).await.unwrap();

    let id = TestId::fresh();
    let sent = again(id).await.unwrap();
    assert_eq!(
        (sent.state, sent.recipient.as_str(), sent.body.as_str()),
        (TestState::Queued, PHONE, "Hello")
    );
    assert_eq!(again(id).await.unwrap().id, id, "one click");
    let twice = again(TestId::fresh()).await.unwrap_err();
    assert!(twice.message.contains("sent again already"), "{}", twice.message);
    let shown = with.desk.test(lost.id).await.unwrap();
    assert_eq!(shown.lost_answer.unwrap().sent_again, Some(id));
    assert_eq!(shown.state, TestState::Unknown, "what became of the first is as unknown as before");
    assert_eq!((with.posts(), with.handle.messages().len()), (2, 1));
    with.end().await;
}

#[tokio::test]
async fn a_message_that_another_test_may_be_sending_just_now_cannot_be_taken() {
    let with = connected(Pace::instant()).await;
    let database = crate::fixture::database(with.folder.path());
    let full = "CREATE TRIGGER full BEFORE UPDATE ON test_message WHEN new.lost_reason IS NULL \
                BEGIN SELECT RAISE(FAIL, 'full'); END";
    database.execute_batch(full).unwrap();
    let (test, _) = send_and_lose(&with, draft(PHONE, "Hello")).await;
    // The answer of the second cannot be written down; in one workspace it would be kept back.
    let (other, second) = (another_workspace(&with).await, draft(PHONE, "Hello"));
    with.desk.send_test(other, second.clone()).await.unwrap_err();
    let lost = with.desk.look_for_test(test.id).await.unwrap().lost_answer.unwrap();
    assert_eq!(lost.matches.len(), 2, "the second one's message is not known as its own yet");
    let newest = with.handle.messages().pop().unwrap().sid;
    let error = with.desk.adopt_match(test.id, newest).await.unwrap_err();
    assert!(error.message.contains("being sent just now"), "{}", error.message);

    database.execute_batch("DROP TRIGGER full").unwrap();
    with.until_state(second.id, TestState::Delivered).await;
    let lost = with.desk.look_for_test(test.id).await.unwrap().lost_answer.unwrap();
    assert_eq!(lost.matches.len(), 1);
    with.desk.adopt_match(test.id, lost.matches[0].message_sid.clone()).await.unwrap();
    assert_eq!((with.posts(), with.handle.messages().len()), (2, 2));
    with.end().await;
}

#[tokio::test]
async fn a_429_that_is_not_twilios_does_not_say_that_nothing_was_sent() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::once(posting(), FaultKind::Html(429)));
    let test = with.send(PHONE, "Hello").await;
    assert_eq!(test.state, TestState::Unknown);
    assert_eq!(looked_for(&with, &test).await.matches, []);
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn what_twilios_list_shows_is_taken_and_not_sent_again() {
    let with = connected(Pace::instant()).await;
    let (lost, looked) = send_and_lose(&with, draft(PHONE, "Hello")).await;
    assert_eq!(looked.matches.len(), 1);
    let wait = looked.again_from.0.duration_since(with.clock.time());
    with.clock.set_on(Duration::try_from(wait).unwrap());
    with.desk.look_for_test(lost.id).await.unwrap();
    let error = with.desk.send_again(lost.id, TestId::fresh()).await.unwrap_err();
    assert!(error.message.contains("take that one instead"), "{}", error.message);
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn a_second_message_that_never_left_is_no_second_message() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::once(posting(), FaultKind::DropConnection));
    let lost = with.send(PHONE, "Hello").await;
    let looked = looked_for(&with, &lost).await;
    let wait = looked.again_from.0.duration_since(with.clock.time());
    with.clock.set_on(Duration::try_from(wait).unwrap());
    with.desk.look_for_test(lost.id).await.unwrap();
    with.handle.push(Fault::once(posting(), FaultKind::RateLimited { retry_after: Some(1) }));
    let refused = with.desk.send_again(lost.id, TestId::fresh()).await.unwrap();
    assert_eq!(refused.state, TestState::NotSent);
    let shown = with.desk.test(lost.id).await.unwrap().lost_answer.unwrap();
    assert_eq!(shown.sent_again, None);
    let twin = with.desk.send_test(with.workspace, draft(PHONE, "Hello")).await.unwrap_err();
    assert!(twin.message.contains("may be on its way"), "still kept back: {}", twin.message);
    let id = TestId::fresh();
    assert_eq!(with.desk.send_again(lost.id, id).await.unwrap().id, id);
    assert_eq!(with.handle.messages().len(), 1);
    with.end().await;
}
