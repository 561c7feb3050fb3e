//! The test of a reply: what arrives at Twilio, what its alerts say, and that nothing more is claimed.

use std::sync::Arc;

use senderdesk_core::ids::{TestId, WorkspaceId};
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, DeskOptions, SystemClock};
use twilio_simulator::{AccountSeed, ApiKeySeed, Area, Fault, FaultKind, KeyKind, Match, Pace, Simulator};

use crate::connected::{Connected, NUMBER, PHONE, connected, connected_by, connected_to, draft_from};

use ReplyState::{
    Arrived, Clear, NotOffered, NotReadable, Nothing, Offered, Stopped, Waiting, WebhookFailed,
};

/// A test that was delivered to this phone.
async fn delivered(with: &Connected, phone: &str) -> TestId {
    let test = with.send(phone, "Please answer").await;
    with.until_state(test.id, TestState::Delivered).await;
    // What is left of following is the price.
    with.until(test.id, |test| test.price.is_some()).await.id
}

async fn delivered_from(with: &Connected, kind: SenderType, id: &str) -> TestView {
    let test = with.desk.send_test(with.workspace, draft_from(kind, id, PHONE, "Hello")).await.unwrap();
    with.until_state(test.id, TestState::Delivered).await
}

/// The view once it is so; time passes until then.
async fn until(with: &Connected, id: TestId, so: impl Fn(&ReplyView) -> bool) -> ReplyView {
    let mut changes = with.desk.changes();
    let waiting = async {
        loop {
            let view = with.desk.reply_watch(id).await.unwrap();
            if so(&view) {
                return view;
            }
            tokio::select! {
                change = changes.recv() => { change.unwrap(); }
                () = with.clock.pass() => {}
            }
        }
    };
    match tokio::time::timeout(std::time::Duration::from_secs(30), waiting).await {
        Ok(view) => view,
        Err(_) => panic!("it never was so: {:?}", with.desk.reply_watch(id).await),
    }
}

async fn until_state(with: &Connected, id: TestId, state: ReplyState) -> ReplyView {
    until(with, id, |view| view.state == state).await
}

/// What is never said, in any state.
fn claims_nothing_of_moengage(view: &ReplyView) {
    let said = [vec![view.title.clone()], view.says.clone(), view.effects.clone()].concat().join(" ");
    assert!(!said.contains("reached MoEngage") && !said.contains("Reached MoEngage"), "{said}");
}

#[tokio::test]
async fn a_reply_is_offered_with_a_harmless_word_and_nothing_is_asked_before() {
    let with = connected(Pace::instant()).await;
    let id = delivered(&with, PHONE).await;
    let asked = with.reads();
    let view = with.desk.reply_watch(id).await.unwrap();
    assert_eq!((view.state, view.can_watch, view.can_stop), (Offered, true, false));
    assert_eq!((view.handset.as_str(), view.sender.as_deref()), (PHONE, Some(NUMBER)));
    let said = view.says.join(" ");
    assert!(said.contains("HELLO") && said.contains("Never with STOP"), "{said}");
    assert!(said.contains("10 minutes") && said.contains("until Senderdesk is closed"), "{said}");
    assert!(!view.can_practise, "only a practice handset answers by a click");
    assert_eq!(with.reads(), asked);
    with.end().await;
}

#[tokio::test]
async fn a_reply_that_arrives_is_told_and_its_webhook_watched_a_while_longer() {
    let with = connected(Pace::instant()).await;
    let id = delivered(&with, PHONE).await;
    // Older than the test by Twilio's clock it cannot be, so this one is of another phone.
    with.handle.receive("+15551230002", NUMBER, "not mine").await.unwrap();
    let view = with.desk.watch_reply(id).await.unwrap();
    assert_eq!((view.state, view.can_watch, view.can_stop), (Waiting, false, true));
    assert!(view.until.is_some());
    with.handle.receive(PHONE, NUMBER, "HELLO").await.unwrap();
    let view = until_state(&with, id, Arrived).await;
    let view = if view.title.contains("read") {
        until(&with, id, |view| view.title.contains("seen so far")).await
    } else {
        view
    };
    assert_eq!(view.title, "Reached Twilio, no webhook error seen so far");
    assert_eq!(view.messages.len(), 1);
    assert_eq!((view.messages[0].body.as_str(), view.messages[0].at.is_some()), ("HELLO", true));
    assert!(view.says.join(" ").contains("5 minutes"), "{view:?}");
    claims_nothing_of_moengage(&view);
    let view = until_state(&with, id, Clear).await;
    assert_eq!((view.level, view.until, view.can_stop), (Some(FindingLevel::Ok), None, false));
    assert_eq!(view.title, "Reached Twilio, no webhook error seen so far");
    assert!(view.says.join(" ").contains("whether MoEngage used the reply, is not shown"), "{view:?}");
    claims_nothing_of_moengage(&view);
    assert_eq!(with.posts(), 1, "nothing was sent but the test");
    with.end().await;
}

#[tokio::test]
async fn a_reply_to_a_service_is_looked_for_at_the_sender_that_it_chose() {
    let with = connected(Pace::instant()).await;
    let (service, _) = with.handle.services().remove(0);
    let test = delivered_from(&with, SenderType::MessagingService, &service).await;
    let chosen = test.chosen_sender.unwrap();
    with.desk.watch_reply(test.id).await.unwrap();
    with.handle.receive(PHONE, "+447700900123", "to another number").await.unwrap();
    with.handle.receive(PHONE, &chosen, "HELLO").await.unwrap();
    let view = until_state(&with, test.id, Arrived).await;
    assert_eq!(view.sender, Some(chosen));
    assert_eq!(view.messages.iter().map(|message| message.body.as_str()).collect::<Vec<_>>(), ["HELLO"]);
    with.end().await;
}

#[tokio::test]
async fn a_webhook_that_fails_is_explained() {
    let with = connected_by(Simulator::builder().seed(7).pace(Pace::instant()).scenarios(true)).await;
    let phone = "+15551211200";
    let id = delivered(&with, phone).await;
    with.desk.watch_reply(id).await.unwrap();
    with.handle.receive(phone, NUMBER, "HELLO").await.unwrap();
    let view = until_state(&with, id, WebhookFailed).await;
    assert_eq!((view.level, view.can_stop), (Some(FindingLevel::Problem), false));
    let error = view.webhook_error.clone().unwrap();
    assert_eq!((error.code, error.source), (Some(11200), ExplanationSource::Ours));
    assert!(view.title.starts_with("Reached Twilio"));
    claims_nothing_of_moengage(&view);
    with.end().await;
}

#[tokio::test]
async fn nothing_that_arrives_is_no_failure_and_can_be_watched_for_longer() {
    let with = connected(Pace::instant()).await;
    let id = delivered(&with, PHONE).await;
    let begun = with.clock.time();
    with.desk.watch_reply(id).await.unwrap();
    let view = until_state(&with, id, Nothing).await;
    assert_eq!(with.clock.time().duration_since(begun).as_secs(), 600, "as long as it was said");
    assert_eq!((view.level, view.can_watch), (Some(FindingLevel::Warning), true));
    assert!(view.title.contains("within 10 minutes"), "{}", view.title);
    assert!(view.says.join(" ").contains("drop incoming messages"), "{view:?}");
    let reads = with.reads();
    let again = tokio::time::timeout(std::time::Duration::from_millis(50), with.clock.pass()).await;
    assert!(again.is_err() && with.reads() == reads, "nothing is asked any more");

    with.handle.receive(PHONE, NUMBER, "HELLO at last").await.unwrap();
    assert!(with.desk.watch_reply(id).await.unwrap().until.is_some());
    assert_eq!(until_state(&with, id, Arrived).await.messages.len(), 1);
    with.end().await;
}

#[tokio::test]
async fn without_the_right_to_read_alerts_nothing_is_said_of_the_webhook() {
    let (sid, secret) = ("SK00001111222233334444555566667777", "AbCdEfGh12345678");
    let areas = vec![Area::Messages, Area::Balance, Area::PhoneNumbers, Area::Services];
    let key = ApiKeySeed::new(KeyKind::Restricted(areas)).credentials(sid, secret);
    let with = connected_to(AccountSeed::practice().api_key(key), Pace::instant()).await;
    let draft = CredentialDraft {
        kind: CredentialKind::ApiKey,
        api_key_sid: sid.to_owned(),
        secret: SecretText(secret.to_owned().into()),
        ..crate::connected::credential(with.account_sid(), &with.handle.auth_token())
    };
    let outcome = with.desk.reauthenticate(with.workspace, draft).await.unwrap();
    assert!(matches!(outcome, ConnectOutcome::Kept { .. }), "{outcome:?}");
    let id = delivered(&with, PHONE).await;
    with.desk.watch_reply(id).await.unwrap();
    with.handle.receive(PHONE, NUMBER, "HELLO").await.unwrap();
    let view = until_state(&with, id, NotReadable).await;
    assert_eq!(view.level, Some(FindingLevel::NotCheckable));
    assert!(view.title.starts_with("Reached Twilio; whether"), "{}", view.title);
    assert!(view.says[0].contains("70051") && view.says[0].contains("Monitor"), "{view:?}");
    assert!(!view.can_stop, "there is nothing to wait for");
    with.end().await;
}

#[tokio::test]
async fn a_stop_that_came_says_what_it_did_and_how_to_undo_it() {
    let with = connected(Pace::instant()).await;
    let cases = [
        (SenderType::LongCode, NUMBER, "To undo it, send START from that phone to +12025550101"),
        (SenderType::LongCode, "+18005550199", "START (not YES)"),
        (SenderType::ShortCode, "70707", "only with Advanced Opt-Out"),
    ];
    for (kind, sender, undo) in cases {
        let test = delivered_from(&with, kind, sender).await;
        with.desk.watch_reply(test.id).await.unwrap();
        with.handle.receive(PHONE, sender, "stop").await.unwrap();
        let view = until(&with, test.id, |view| !view.messages.is_empty()).await;
        assert!(view.effects[0].contains("The reply was stop") && view.effects[0].contains(undo), "{view:?}");
    }
    let id = delivered(&with, "+15551230002").await;
    with.desk.watch_reply(id).await.unwrap();
    for word in ["STOP", "START"] {
        with.handle.receive("+15551230002", NUMBER, word).await.unwrap();
    }
    let view = until(&with, id, |view| view.messages.len() == 2).await;
    assert!(view.effects[0].contains("has released it"), "the last word counts: {view:?}");
    with.end().await;
}

#[tokio::test]
async fn a_stopped_watch_asks_no_more_and_can_go_on() {
    let with = connected(Pace::instant()).await;
    let id = delivered(&with, PHONE).await;
    with.desk.watch_reply(id).await.unwrap();
    let view = with.desk.stop_reply_watch(id).await.unwrap();
    assert_eq!((view.state, view.can_watch, view.can_stop, view.until), (Stopped, true, false, None));
    with.handle.receive(PHONE, NUMBER, "HELLO").await.unwrap();
    assert_eq!(with.desk.reply_watch(id).await.unwrap().state, Stopped);
    assert_eq!(with.desk.stop_reply_watch(id).await.unwrap().state, Stopped, "once is enough");
    with.desk.watch_reply(id).await.unwrap();
    until_state(&with, id, Arrived).await;
    let view = with.desk.stop_reply_watch(id).await.unwrap();
    assert!(view.says.join(" ").contains("an alert that came later was not seen"), "{view:?}");
    with.end().await;
}

#[tokio::test]
async fn two_clicks_are_one_watch() {
    let with = connected(Pace::instant()).await;
    let id = delivered(&with, PHONE).await;
    let (one, two) = tokio::join!(with.desk.watch_reply(id), with.desk.watch_reply(id));
    assert_eq!(one.unwrap().until, two.unwrap().until);
    let reads = with.reads();
    with.clock.pass().await;
    with.handle.receive(PHONE, NUMBER, "HELLO").await.unwrap();
    until_state(&with, id, Arrived).await;
    assert!(with.reads() <= reads + 6, "each turn reads the log once: {}", with.reads() - reads);
    with.end().await;
}

#[tokio::test]
async fn trouble_on_the_way_is_shown_and_passes() {
    let with = connected(Pace::instant()).await;
    let id = delivered(&with, PHONE).await;
    with.handle.push(Fault::times(7, Match::path("/Messages"), FaultKind::DropConnection));
    with.desk.watch_reply(id).await.unwrap();
    let view = until(&with, id, |view| view.trouble.is_some()).await;
    assert!(view.trouble.unwrap().contains("by itself"));
    assert_eq!(view.state, Waiting);
    with.handle.receive(PHONE, NUMBER, "HELLO").await.unwrap();
    assert_eq!(until_state(&with, id, Arrived).await.trouble, None);
    with.end().await;
}

#[tokio::test]
async fn a_refused_credential_ends_it_with_the_reason() {
    let with = connected(Pace::instant()).await;
    let id = delivered(&with, PHONE).await;
    with.handle.set_token("00000000000000000000000000000002".to_owned());
    with.desk.watch_reply(id).await.unwrap();
    let view = until_state(&with, id, Stopped).await;
    assert_eq!((view.level, view.can_watch), (Some(FindingLevel::NotCheckable), true));
    assert!(view.says[0].contains("Reauthenticate"), "{view:?}");
    with.end().await;
}

#[tokio::test]
async fn it_is_not_offered_where_nobody_can_answer() {
    let with = connected(Pace::instant()).await;
    let text = draft_from(SenderType::Alphanumeric, "ACME", "+447700900188", "Hello");
    let name = with.desk.send_test(with.workspace, text).await.unwrap();
    let name = with.until_state(name.id, TestState::Delivered).await;
    let view = with.desk.reply_watch(name.id).await.unwrap();
    assert_eq!((view.state, view.can_watch), (NotOffered, false));
    assert!(view.says[0].contains("ACME is an alphanumeric sender ID"), "{view:?}");
    assert_eq!(with.desk.watch_reply(name.id).await.unwrap_err().code, ErrorCode::Invalid);

    let failed = with.send("+15551230003", "Hello").await;
    let failed = with.until_state(failed.id, TestState::Undelivered).await;
    let view = with.desk.reply_watch(failed.id).await.unwrap();
    assert!(view.says[0].contains("once the message was sent or delivered"), "{view:?}");
    assert_eq!(with.desk.reply_watch(TestId::fresh()).await.unwrap_err().code, ErrorCode::NotFound);
    with.end().await;
}

#[tokio::test]
async fn quitting_ends_it_and_a_restart_knows_nothing_of_it() {
    let mut with = connected(Pace::instant()).await;
    let id = delivered(&with, PHONE).await;
    with.desk.watch_reply(id).await.unwrap();
    with.handle.receive(PHONE, NUMBER, "HELLO").await.unwrap();
    until_state(&with, id, Arrived).await;
    with.restart().await;
    let view = with.desk.reply_watch(id).await.unwrap();
    assert_eq!((view.state, view.messages.len()), (Offered, 0));
    with.desk.watch_reply(id).await.unwrap();
    assert_eq!(until_state(&with, id, Arrived).await.messages.len(), 1, "Twilio's log still has it");
    with.end().await;
}

#[tokio::test]
async fn a_real_phone_cannot_be_made_to_answer() {
    let with = connected(Pace::instant()).await;
    let id = delivered(&with, PHONE).await;
    let error = with.desk.practise_reply(id, "HELLO".into()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    assert_eq!(with.desk.reply_watch(id).await.unwrap().state, Offered, "nothing began");
    with.end().await;
}

async fn reply_of(
    desk: &Desk,
    workspace: WorkspaceId,
    so: impl Fn(&ReplyView) -> bool,
    id: TestId,
) -> ReplyView {
    let mut changes = desk.changes();
    loop {
        let view = desk.reply_watch(id).await.unwrap();
        if so(&view) {
            return view;
        }
        while !matches!(changes.recv().await.unwrap(),
            Change::Reply { workspace: told, .. } | Change::Test { workspace: told, .. } if told == workspace)
        {
        }
    }
}

#[tokio::test]
async fn a_practice_handset_answers_by_a_click() {
    let folder = tempfile::tempdir().unwrap();
    let options = DeskOptions { clock: Arc::new(SystemClock), ..crate::fixture::options(folder.path()) };
    let desk = Desk::open(options).await.unwrap();
    let workspace = desk.open_practice().await.unwrap().id;
    let key = crate::fixture::rows(&desk, workspace).await[1].key;
    let draft = TestDraft {
        id: TestId::fresh(),
        from: TestFrom::Saved { key },
        recipient: "+15551210200".into(),
        body: "Please answer".into(),
        media: Vec::new(),
        unsubscribe: false,
    };
    let id = desk.send_test(workspace, draft).await.unwrap().id;
    let view = reply_of(&desk, workspace, |view| view.state == Offered, id).await;
    assert!(view.can_practise);
    desk.practise_reply(id, "HELLO".into()).await.unwrap();
    let view = reply_of(&desk, workspace, |view| view.title.contains("seen so far"), id).await;
    assert_eq!(view.messages[0].body, "HELLO");
    desk.close().await;
}
