//! Any message of the account can be looked up: read only, explained, and not kept.

use std::time::Duration;

use senderdesk_core::ids::JobId;
use senderdesk_core::wire::*;
use twilio_simulator::{Fault, FaultKind, Match, Pace};

use crate::connected::{Connected, NUMBER, PHONE, connected};

fn all() -> LogQuery {
    LogQuery { to: String::new(), from: String::new(), day: String::new() }
}

/// No request but reads, and nothing recorded here.
async fn nothing_was_done(with: &Connected, posts: usize, tests: usize) {
    assert_eq!(with.posts(), posts);
    assert_eq!(with.desk.tests(with.workspace, 500).await.unwrap().len(), tests);
}

#[tokio::test]
async fn a_message_that_is_one_of_our_tests_says_which() {
    let with = connected(Pace::instant()).await;
    let test = with.send(PHONE, "Hello").await;
    let test = with.until_state(test.id, TestState::Delivered).await;
    let sid = test.message_sid.unwrap();
    let found = with.desk.look_up_message(with.workspace, format!("It was {sid}.")).await.unwrap();
    assert_eq!((found.state, found.direction), (TestState::Delivered, MessageDirection::Outbound));
    assert_eq!(
        (found.to.as_str(), found.from.as_deref(), found.body.as_str()),
        (PHONE, Some(NUMBER), "Hello")
    );
    assert!(found.created_at.is_some() && found.sent_at.is_some() && found.updated_at.is_some());
    assert_eq!(found.segments, Some(1));
    let ours = found.test.unwrap();
    assert_eq!((ours.id, ours.workspace_name.as_str()), (test.id, "Shop"));
    nothing_was_done(&with, 1, 1).await;
    with.end().await;
}

#[tokio::test]
async fn a_failure_is_explained_like_that_of_a_test() {
    let with = connected(Pace::instant()).await;
    let test = with.send("+15551230003", "Hello").await;
    let test =
        with.until(test.id, |test| test.state == TestState::Undelivered && test.explanation.is_some()).await;
    let sid = test.message_sid.clone().unwrap();
    let found = with.desk.look_up_message(with.workspace, sid).await.unwrap();
    let (ours, theirs) = (test.explanation.unwrap(), found.explanation.unwrap());
    assert_eq!((theirs.code, theirs.title), (ours.code, ours.title));
    with.end().await;
}

#[tokio::test]
async fn what_is_not_there_or_no_message_sid_says_what_to_compare() {
    let with = connected(Pace::instant()).await;
    let sid = "SM0123456789abcdef0123456789abcdef";
    let error = with.desk.look_up_message(with.workspace, sid.into()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Twilio);
    assert!(error.message.contains(sid) && error.message.contains("AC"), "{}", error.message);
    let hint = error.hint.unwrap();
    assert!(
        hint.contains("another account") && hint.contains("region") && hint.contains("400 days"),
        "{hint}"
    );
    let error = with.desk.look_up_message(with.workspace, sid.replace("SM", "MG")).await.unwrap_err();
    assert!(error.fields[0].message.contains("Messaging Service SID"), "{error:?}");
    nothing_was_done(&with, 0, 0).await;
    with.end().await;
}

#[tokio::test]
async fn the_log_is_read_page_by_page_and_marks_our_tests_and_what_came_in() {
    let with = connected(Pace::instant()).await;
    for nth in 0..60 {
        with.handle.receive(PHONE, NUMBER, &format!("Answer {nth}")).await.unwrap();
    }
    let test = with.send(PHONE, "Hello").await;
    with.until_state(test.id, TestState::Delivered).await;
    let job = JobId::fresh();
    let first = with.desk.recent_messages(with.workspace, all(), job).await.unwrap();
    assert_eq!(first.rows.len(), 50);
    assert_eq!((first.rows[0].is_test, first.rows[0].direction), (true, MessageDirection::Outbound));
    assert_eq!((first.rows[1].is_test, first.rows[1].direction), (false, MessageDirection::Inbound));
    assert_eq!(first.rows[1].status, "received");
    assert!(serde_json::to_string(&first).unwrap().len() <= 64 * 1024);
    let second = with.desk.more_messages(with.workspace, first.more.unwrap()).await.unwrap();
    assert_eq!((second.rows.len(), second.more), (11, None));
    let error = with.desk.more_messages(with.workspace, JobId::fresh()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    nothing_was_done(&with, 1, 1).await;
    with.end().await;
}

#[tokio::test]
async fn the_log_is_filtered_at_twilio() {
    let with = connected(Pace::instant()).await;
    with.handle.receive(PHONE, NUMBER, "In").await.unwrap();
    let test = with.send(PHONE, "Out").await;
    with.until_state(test.id, TestState::Delivered).await;
    let read = |query| with.desk.recent_messages(with.workspace, query, JobId::fresh());
    let texts = |page: LoggedPage| page.rows.into_iter().map(|row| row.text).collect::<Vec<_>>();
    assert_eq!(texts(read(LogQuery { to: PHONE.into(), ..all() }).await.unwrap()), ["Out"]);
    assert_eq!(texts(read(LogQuery { from: PHONE.into(), ..all() }).await.unwrap()), ["In"]);
    let past = LogQuery { day: "2020-01-01".into(), ..all() };
    assert_eq!(texts(read(past).await.unwrap()), [""; 0]);
    let error = read(LogQuery { to: "5551230001".into(), ..all() }).await.unwrap_err();
    assert_eq!(error.fields[0].field, "to");
    with.end().await;
}

#[tokio::test]
async fn reading_the_log_can_be_cancelled_and_asked_for_again() {
    let with = connected(Pace::instant()).await;
    with.handle.receive(PHONE, NUMBER, "In").await.unwrap();
    let job = JobId::fresh();
    with.handle.push(Fault::once(
        Match::request("GET", "/Messages.json"),
        FaultKind::Latency(Duration::from_secs(60)),
    ));
    let (desk, workspace) = (with.desk.clone(), with.workspace);
    let reading = tokio::spawn(async move { desk.recent_messages(workspace, all(), job).await });
    with.handle.wait_for_request(|request| request.query.iter().any(|(_, value)| value == "50")).await;
    with.desk.cancel_job(job).await.unwrap();
    assert!(reading.await.unwrap().unwrap_err().message.contains("cancelled"));
    let again = with.desk.more_messages(with.workspace, job).await.unwrap();
    assert_eq!(again.rows.len(), 1);
    with.end().await;
}
