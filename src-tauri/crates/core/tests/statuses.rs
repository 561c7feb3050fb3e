//! Statuses and codes that Twilio does not have yet, and statuses that come out of order.

use senderdesk_core::wire::*;
use twilio_simulator::Pace;

use crate::connected::{PHONE, connected, states};

#[tokio::test]
async fn a_status_that_is_not_known_yet_is_shown_as_twilios_and_followed_further() {
    let with = connected(Pace::manual()).await;
    let test = with.send(PHONE, "Hello").await;
    let sid = test.message_sid.unwrap();
    for status in ["partially_delivered", "on-the-moon", "", "Délivré 🚀", &"x".repeat(2000)] {
        assert!(with.handle.show_status(&sid, status, None));
        let test = with.until(test.id, |test| test.twilio_status.as_deref() == Some(status)).await;
        assert_eq!((test.state, test.following), (TestState::Other, Following::Live), "{status:?}");
    }
    with.handle.show_status(&sid, "delivered", None);
    let test = with.until_state(test.id, TestState::Delivered).await;
    assert_eq!(test.following, Following::Ended { reason: None });
    assert_eq!(test.timeline.len(), 8);
    with.end().await;
}

#[tokio::test]
async fn a_code_that_is_not_known_yet_is_shown_with_twilios_page() {
    let with = connected(Pace::manual()).await;
    for (status, code) in [("undelivered", 99_999), ("on-the-moon", 99_998), ("failed", u32::MAX)] {
        let test = with.send(PHONE, "Hello").await;
        with.handle.show_status(&test.message_sid.unwrap(), status, Some(code));
        let test = with.until(test.id, |test| test.twilio_status.as_deref() == Some(status)).await;
        let explanation = test.explanation.unwrap();
        assert_eq!((explanation.code, explanation.source), (Some(code), ExplanationSource::Twilio));
        assert_eq!(explanation.page.as_deref(), Some(format!("twilio-error-{code}").as_str()));
    }
    with.end().await;
}

#[tokio::test]
async fn a_status_that_comes_late_does_not_turn_the_timeline_back() {
    let with = connected(Pace::manual()).await;
    let test = with.send(PHONE, "Hello").await;
    let sid = test.message_sid.clone().unwrap();
    with.handle.show_status(&sid, "sent", None);
    with.until_state(test.id, TestState::Sent).await;
    with.handle.show_status(&sid, "queued", None);
    let before = with.reads();
    while with.reads() < before + 2 {
        with.clock.pass().await;
    }
    assert_eq!(with.desk.test(test.id).await.unwrap().state, TestState::Sent);
    with.handle.show_status(&sid, "undelivered", Some(30003));
    let test = with.until_state(test.id, TestState::Undelivered).await;
    use TestState::{Posting, Queued, Sent, Undelivered};
    assert_eq!(states(&test), [Posting, Queued, Sent, Undelivered]);
    with.end().await;
}

#[tokio::test]
async fn a_receipt_that_comes_after_the_message_was_left_is_seen_at_the_next_start_only_if_it_was_not_ended()
{
    let mut with = connected(Pace::manual()).await;
    let left = with.send("+15551230000", "Hello").await;
    while with.handle.advance() > 0 {}
    with.until(left.id, |test| matches!(test.following, Following::Ended { .. })).await;
    with.handle.show_status(&left.message_sid.unwrap(), "delivered", None);
    with.restart().await;
    let test = with.desk.test(left.id).await.unwrap();
    assert_eq!(test.state, TestState::Sent, "what was ended is not asked about again by itself");
    with.end().await;
}
