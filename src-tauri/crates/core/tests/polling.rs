//! How Twilio is asked about messages under way: politely, fairly, and whatever the clock does.

use std::collections::HashSet;
use std::time::Duration;

use jiff::Timestamp;
use senderdesk_core::ids::TestId;
use senderdesk_core::wire::*;
use tokio::task::JoinSet;
use twilio_simulator::{Fault, FaultKind, Match, Pace, Recorded};

use crate::connected::{Connected, PHONE, connected, draft};

fn reading() -> Match {
    Match::request("GET", "/Messages/")
}

/// Sends as many messages, which move when they are told to.
async fn many(with: &Connected, count: usize) -> Vec<TestId> {
    let mut sends = JoinSet::new();
    for nth in 0..count {
        let (desk, workspace) = (with.desk.clone(), with.workspace);
        let draft = draft(PHONE, &format!("Hello {nth}"));
        sends.spawn(async move { desk.send_test(workspace, draft).await.unwrap().id });
    }
    sends.join_all().await
}

fn questions(with: &Connected) -> Vec<Recorded> {
    let asks = |request: &Recorded| request.method == "GET" && request.path.contains("/Messages/");
    with.handle.requests().into_iter().filter(asks).collect()
}

/// Lets time pass until so many questions have been asked.
async fn until_asked(with: &Connected, count: usize) {
    let asking = async {
        while questions(with).len() < count {
            with.clock.pass().await;
            // The question at the end of a wait arrives before the next wait ends.
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), asking).await.expect("it is asked");
}

fn since(with: &Connected, then: Timestamp) -> Duration {
    Duration::try_from(with.clock.time().duration_since(then)).unwrap()
}

#[tokio::test]
async fn two_hundred_messages_are_asked_about_in_turn_and_not_all_at_once() {
    let with = connected(Pace::manual()).await;
    many(&with, 200).await;
    let (began, before) = (with.clock.time(), questions(&with).len());
    until_asked(&with, before + 200).await;
    let asked: Vec<String> = questions(&with).drain(before..).map(|request| request.path).collect();
    let distinct: HashSet<&String> = asked[..200].iter().collect();
    assert!(distinct.len() >= 199, "each has its turn before any has a second one: {}", distinct.len());
    let took = since(&with, began);
    assert!(took >= Duration::from_millis(199 * 200), "five a second at most: {took:?}");

    with.handle.advance();
    until_asked(&with, before + 400).await;
    let again: Vec<String> = questions(&with).drain(before..).map(|request| request.path).collect();
    let distinct: HashSet<&String> = again[200..400].iter().collect();
    assert!(distinct.len() >= 199, "the second turn goes round as well: {}", distinct.len());
    assert_eq!(with.posts(), 200);
    with.end().await;
}

#[tokio::test]
async fn no_second_question_is_asked_while_an_answer_is_awaited() {
    let with = connected(Pace::manual()).await;
    with.handle.push(Fault::once(reading(), FaultKind::SlowBody));
    many(&with, 3).await;
    let asked = |request: &Recorded| request.method == "GET" && request.path.contains("/Messages/");
    tokio::select! {
        _ = with.handle.wait_for_request(asked) => {}
        () = async { loop { with.clock.pass().await } } => {}
    }
    while tokio::time::timeout(Duration::from_millis(100), with.clock.pass()).await.is_ok() {}
    assert_eq!(questions(&with).len(), 1);
    with.end().await;
}

/// The test once it is so, while no time passes.
async fn told(with: &Connected, id: TestId, so: impl Fn(&TestView) -> bool) -> TestView {
    let mut changes = with.desk.changes();
    loop {
        let test = with.desk.test(id).await.unwrap();
        if so(&test) {
            return test;
        }
        tokio::time::timeout(Duration::from_secs(30), changes.recv()).await.expect("it is told").unwrap();
    }
}

#[tokio::test]
async fn twilios_wish_to_be_left_alone_is_kept_whatever_happens_meanwhile() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::once(reading(), FaultKind::RateLimited { retry_after: Some(600) }));
    let test = with.send(PHONE, "Hello").await;
    with.clock.pass().await;
    let test = told(&with, test.id, |test| matches!(test.following, Following::Paused { .. })).await;
    let Following::Paused { reason } = test.following else { unreachable!() };
    assert!(reason.contains("slow down"), "{reason}");
    let began = with.clock.time();
    let second = with.send(PHONE, "Something happens in the workspace").await;
    with.until_state(test.id, TestState::Delivered).await;
    with.until_state(second.id, TestState::Delivered).await;
    let waited = since(&with, began);
    assert!((600..660).contains(&waited.as_secs()), "{waited:?}");
    with.end().await;
}

#[tokio::test]
async fn a_wish_to_be_left_alone_for_a_year_is_taken_for_an_hour() {
    let with = connected(Pace::instant()).await;
    let year = Some(365 * 24 * 3600);
    with.handle.push(Fault::once(reading(), FaultKind::RateLimited { retry_after: year }));
    let began = with.clock.time();
    let test = with.send(PHONE, "Hello").await;
    with.until_state(test.id, TestState::Delivered).await;
    let waited = since(&with, began);
    assert!((3600..3700).contains(&waited.as_secs()), "{waited:?}");
    with.end().await;
}

#[tokio::test]
async fn a_list_that_twilio_limits_is_not_asked_for_before_its_time() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::once(Match::request("POST", "/Messages"), FaultKind::LoseAnswer));
    let limited = FaultKind::RateLimited { retry_after: Some(300) };
    with.handle.push(Fault::once(Match::request("GET", "/Messages.json"), limited));
    let began = with.clock.time();
    let test = with.send(PHONE, "Hello").await;
    let looked = |test: &TestView| test.lost_answer.as_ref().is_some_and(|lost| lost.looked_at.is_some());
    with.until(test.id, looked).await;
    let waited = since(&with, began);
    assert!((300..330).contains(&waited.as_secs()), "{waited:?}");
    with.end().await;
}

#[tokio::test]
async fn a_message_that_cannot_be_read_holds_up_no_other_one() {
    for fault in [FaultKind::Status(500), FaultKind::Garbled, FaultKind::DropConnection] {
        let with = connected(Pace::manual()).await;
        let broken = with.send(PHONE, "Broken").await;
        let path = format!("/Messages/{}", broken.message_sid.as_ref().unwrap());
        with.handle.push(Fault::always(Match::request("GET", path), fault));
        let sound = with.send(PHONE, "Sound").await;
        for state in [TestState::Sending, TestState::Sent, TestState::Delivered] {
            with.handle.advance();
            with.until_state(sound.id, state).await;
        }
        assert_eq!(with.desk.test(broken.id).await.unwrap().state, TestState::Queued);
        with.handle.clear_faults();
        with.until_state(broken.id, TestState::Delivered).await;
        with.end().await;
    }
}

#[tokio::test]
async fn every_fault_of_a_question_is_survived_and_nothing_is_sent() {
    let with = connected(Pace::instant()).await;
    for fault in [
        FaultKind::RateLimited { retry_after: None },
        FaultKind::RateLimited { retry_after: Some(2) },
        FaultKind::Status(500),
        FaultKind::Status(503),
        FaultKind::Html(200),
        FaultKind::Html(502),
        FaultKind::Garbled,
        FaultKind::Truncated,
        FaultKind::DropConnection,
        FaultKind::LoseAnswer,
        FaultKind::Redirect("http://127.0.0.1:9/".to_owned()),
        FaultKind::HugeBody(9 * 1024 * 1024),
    ] {
        let posts = with.posts();
        with.handle.push(Fault::times(7, reading(), fault.clone()));
        let test = with.send(PHONE, "Hello").await;
        let test = with.until_state(test.id, TestState::Delivered).await;
        assert_eq!(test.following, Following::Ended { reason: None }, "{fault:?}");
        assert_eq!(with.posts(), posts + 1, "{fault:?}");
        with.handle.clear_faults();
    }
    with.end().await;
}

#[tokio::test]
async fn without_a_network_the_questions_grow_rare() {
    let with = connected(Pace::instant()).await;
    with.handle.push(Fault::always(reading(), FaultKind::DropConnection));
    let test = with.send(PHONE, "Hello").await;
    with.until(test.id, |test| matches!(test.following, Following::Paused { .. })).await;
    let (began, before) = (with.clock.time(), questions(&with).len());
    while since(&with, began) < Duration::from_secs(3600) {
        with.clock.pass().await;
    }
    let asked = questions(&with).len() - before;
    // Once a minute, and each time the client's own five tries.
    assert!((5 * 50..5 * 70).contains(&asked), "{asked} in an hour");
    with.handle.clear_faults();
    with.until_state(test.id, TestState::Delivered).await;
    with.end().await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_holds_up_no_message() {
    let with = connected(Pace::manual()).await;
    let tests = many(&with, 3).await;
    // Far enough for waits of ten seconds.
    until_asked(&with, 30).await;
    with.clock.set_by(-2 * 3600 * 1000);
    let began = with.clock.time();
    for state in [TestState::Sending, TestState::Sent, TestState::Delivered] {
        with.handle.advance();
        for id in &tests {
            let test = with.until_state(*id, state).await;
            assert!(test.timeline.windows(2).all(|pair| pair[0].elapsed_ms <= pair[1].elapsed_ms));
        }
    }
    let took = since(&with, began);
    assert!(took < Duration::from_secs(120), "{took:?}");
    with.end().await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_a_day_does_not_make_it_ask_for_a_day_longer() {
    let with = connected(Pace::manual()).await;
    let test = with.send("+15551230000", "Hello").await;
    for state in [TestState::Sending, TestState::Sent] {
        with.handle.advance();
        with.until_state(test.id, state).await;
    }
    with.clock.set_by(-24 * 3600 * 1000);
    let began = with.clock.time();
    with.until(test.id, |test| matches!(test.following, Following::Ended { .. })).await;
    let took = since(&with, began);
    assert!((14 * 60..17 * 60).contains(&took.as_secs()), "{took:?}");
    with.end().await;
}

#[tokio::test]
async fn a_machine_that_slept_for_hours_asks_without_a_burst_and_finds_how_it_ended() {
    let with = connected(Pace::manual()).await;
    let tests = many(&with, 20).await;
    until_asked(&with, 40).await;
    while with.handle.advance() > 0 {}
    with.clock.set_by(8 * 3600 * 1000);
    let (began, before) = (with.clock.time(), questions(&with).len());
    // One may have been asked about just before the clock jumped.
    until_asked(&with, before + 19).await;
    let took = since(&with, began);
    assert!(took >= Duration::from_millis(18 * 200), "no burst: {took:?}");
    for id in tests {
        with.until_state(id, TestState::Delivered).await;
    }
    assert_eq!(with.posts(), 20);
    with.end().await;
}
