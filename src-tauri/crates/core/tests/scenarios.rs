//! What the practice account teaches happens: a test is sent to every recipient of the list.

use std::path::Path;
use std::sync::Arc;

use senderdesk_core::ids::{TestId, WorkspaceId};
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, DeskOptions, SystemClock};
use twilio_simulator::{Pace, Simulator};

use crate::connected::{Connected, NUMBER, connected_by, draft_from, states};

use TestState::{Delivered, NotSent, Refused, Sent, Undelivered, Unknown};

/// How each scenario ends: the state, and the code that is explained.
const ENDS: [(&str, TestState, Option<u32>); 18] = [
    ("delivered", Delivered, None),
    ("no_receipt", Sent, None),
    ("late_receipt", Delivered, None),
    ("out_of_order", Delivered, None),
    ("unreachable", Undelivered, Some(30003)),
    ("unknown_handset", Undelivered, Some(30005)),
    ("filtered", Undelivered, Some(30007)),
    ("unregistered", Undelivered, Some(30034)),
    ("opted_out", Refused, Some(21610)),
    ("slow_down", NotSent, Some(20429)),
    ("lost_answer", Unknown, None),
    ("converter", Delivered, None),
    ("reply_webhook_fails", Delivered, None),
    ("test_not_valid", Refused, Some(21211)),
    ("test_no_route", Refused, Some(21612)),
    ("test_region", Refused, Some(21408)),
    ("test_stopped", Refused, Some(21610)),
    ("test_landline", Refused, Some(21614)),
];

async fn practising() -> (Connected, Vec<Scenario>) {
    let with = connected_by(Simulator::builder().seed(7).pace(Pace::manual()).scenarios(true)).await;
    let practice = with.desk.open_practice().await.unwrap();
    let scenarios = with.desk.practice_scenarios(practice.id).await.unwrap();
    (with, scenarios)
}

fn drafted(with: &Connected, scenario: &Scenario) -> TestDraft {
    let (service, _) = with.handle.services().remove(0);
    let (kind, id) = match scenario.sender_type {
        Some(SenderType::MessagingService) => (SenderType::MessagingService, service.as_str()),
        _ => (SenderType::LongCode, NUMBER),
    };
    TestDraft { media: scenario.media.clone(), ..draft_from(kind, id, &scenario.recipient, "Hello") }
}

/// Sends, and moves the simulator on with each status that was seen, until nothing is followed any more.
async fn played(with: &Connected, scenario: &Scenario) -> TestView {
    let sent = with.desk.send_test(with.workspace, drafted(with, scenario)).await.unwrap();
    if sent.state == Unknown {
        return sent;
    }
    let moved = |test: &TestView| {
        let messages = with.handle.messages();
        let status = messages.iter().rev().find(|message| Some(&message.sid) == test.message_sid.as_ref());
        if status.is_some_and(|message| Some(&message.status) == test.twilio_status.as_ref()) {
            with.handle.advance();
        }
        matches!(test.following, Following::Ended { .. })
    };
    with.until(sent.id, moved).await
}

#[tokio::test]
async fn each_scenario_ends_as_it_says_and_is_explained_in_our_words() {
    let (with, scenarios) = practising().await;
    let listed: Vec<_> = scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
    assert_eq!(listed, ENDS.map(|(id, ..)| id), "each has an end that is known");
    for (scenario, (id, state, code)) in scenarios.iter().zip(ENDS) {
        let posts = with.posts();
        let test = played(&with, scenario).await;
        assert_eq!(test.state, state, "{id}: {test:?}");
        assert_eq!(with.posts(), posts + 1, "{id}: one click is one request");
        let explained = test.explanation.as_ref();
        assert_eq!(explained.and_then(|explained| explained.code), code, "{id}");
        if let Some(explained) = explained {
            assert_eq!(explained.source, ExplanationSource::Ours, "{id}");
            assert!(!explained.what_to_do.is_empty(), "{id}");
        }
    }
    with.end().await;
}

fn one<'a>(scenarios: &'a [Scenario], id: &str) -> &'a Scenario {
    scenarios.iter().find(|scenario| scenario.id == id).unwrap()
}

#[tokio::test]
async fn a_lost_answer_is_found_taken_and_delivered_and_one_message_was_sent() {
    let (with, scenarios) = practising().await;
    let test = played(&with, one(&scenarios, "lost_answer")).await;
    assert!(test.lost_answer.is_some());
    let looked = with.desk.look_for_test(test.id).await.unwrap();
    let found = looked.lost_answer.unwrap().matches.remove(0);
    with.desk.adopt_match(test.id, found.message_sid).await.unwrap();
    let test = with
        .until(test.id, |test| {
            with.handle.advance();
            test.state == Delivered
        })
        .await;
    assert_eq!(with.handle.messages().len(), 1, "{test:?}");
    with.end().await;
}

#[tokio::test]
async fn statuses_out_of_order_never_turn_the_timeline_back() {
    let (with, scenarios) = practising().await;
    let test = played(&with, one(&scenarios, "out_of_order")).await;
    use TestState::{Posting, Queued, Sending};
    assert_eq!(states(&test), [Posting, Queued, Sending, Sent, Delivered]);
    with.end().await;
}

#[tokio::test]
async fn the_converter_sends_a_text_with_a_link() {
    let (with, scenarios) = practising().await;
    let test = played(&with, one(&scenarios, "converter")).await;
    let message = with.handle.messages().remove(0);
    assert!(message.media_urls.is_empty() && message.body.contains("https://p.twil.io/"), "{message:?}");
    assert_eq!(test.segments, Some(1));
    with.end().await;
}

async fn practice_desk(folder: &Path) -> (Desk, WorkspaceId) {
    let options = DeskOptions { clock: Arc::new(SystemClock), ..crate::fixture::options(folder) };
    let desk = Desk::open(options).await.unwrap();
    let workspace = desk.open_practice().await.unwrap().id;
    (desk, workspace)
}

#[tokio::test]
async fn the_practice_account_itself_has_the_scenarios_and_a_real_one_none() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, workspace) = practice_desk(folder.path()).await;
    let scenarios = desk.practice_scenarios(workspace).await.unwrap();
    let senders = crate::fixture::rows(&desk, workspace).await;
    for scenario in &scenarios {
        let named = senders.iter().find(|row| Some(row.key) == scenario.sender);
        assert_eq!(named.map(|row| row.sender_type), scenario.sender_type, "{}", scenario.id);
    }
    let slow = one(&scenarios, "slow_down");
    let draft = TestDraft {
        id: TestId::fresh(),
        from: TestFrom::Saved { key: senders[0].key },
        recipient: slow.recipient.clone(),
        body: "Hello".into(),
        media: Vec::new(),
        unsubscribe: false,
    };
    assert_eq!(desk.send_test(workspace, draft).await.unwrap().state, NotSent);
    let real = crate::fixture::workspace(folder.path());
    assert_eq!(desk.practice_scenarios(real).await.unwrap(), []);
    assert_eq!(desk.practice_scenarios(WorkspaceId::fresh()).await.unwrap_err().code, ErrorCode::NotFound);
    desk.close().await;
}
