//! The test form: read while it is typed, kept while it is left, and offered whom tests went to.

use senderdesk_core::Desk;
use senderdesk_core::ids::TestId;
use senderdesk_core::wire::*;
use twilio_simulator::Pace;

use crate::connected::{NUMBER, PHONE, connected, draft, form};

fn kept(recipients: &[(TestId, &str)], body: &str) -> KeptDraft {
    let recipients =
        recipients.iter().map(|(id, typed)| KeptRecipient { id: *id, typed: (*typed).to_owned() }).collect();
    KeptDraft { from: None, recipients, body: body.to_owned(), media: Vec::new(), unsubscribe: false }
}

fn several(recipients: &[&str]) -> TestForm {
    let recipients = recipients.iter().map(|&typed| typed.to_owned()).collect();
    TestForm { recipients, ..form(&draft(PHONE, "Hello")) }
}

#[tokio::test]
async fn a_form_comes_back_after_a_restart_and_knows_what_was_sent() {
    let mut with = connected(Pace::instant()).await;
    assert_eq!(with.desk.kept_draft(with.workspace).await.unwrap(), None);
    let sent = draft(PHONE, "Hello");
    let left = kept(&[(sent.id, PHONE), (TestId::fresh(), "0170 12")], "Hello \u{1F44B}");
    with.desk.keep_draft(with.workspace, left.clone()).await.unwrap();
    with.desk.send_test(with.workspace, sent.clone()).await.unwrap();
    with.restart().await;
    let found = with.desk.kept_draft(with.workspace).await.unwrap().unwrap();
    assert_eq!(found, FoundDraft { draft: left, recorded: vec![sent.id] });
    with.end().await;
}

#[tokio::test]
async fn a_form_too_long_to_keep_leaves_the_one_that_is_kept() {
    let with = connected(Pace::instant()).await;
    let short = kept(&[], "Hello");
    with.desk.keep_draft(with.workspace, short.clone()).await.unwrap();
    let error = with.desk.keep_draft(with.workspace, kept(&[], &"x".repeat(300_000))).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    assert_eq!(with.desk.kept_draft(with.workspace).await.unwrap().unwrap().draft, short);
    with.end().await;
}

#[tokio::test]
async fn saved_handsets_are_offered_first_and_then_whom_tests_went_to() {
    let with = connected(Pace::instant()).await;
    let saved = TestHandset { number: PHONE.to_owned(), label: "Own phone".to_owned() };
    with.desk.save_handset(with.workspace, saved).await.unwrap();
    for recipient in ["+15551230002", "+15551230003", PHONE, "+15551230002"] {
        with.send(recipient, "Hello").await;
        with.clock.set_on(std::time::Duration::from_secs(1));
    }
    let offered = with.desk.offered_recipients(with.workspace).await.unwrap();
    let shown: Vec<_> = offered.iter().map(|one| (one.number.as_str(), one.label.as_deref())).collect();
    assert_eq!(shown, [(PHONE, Some("Own phone")), ("+15551230002", None), ("+15551230003", None)]);
    assert!(offered.iter().all(|one| one.tested_at.is_some()));
    with.end().await;
}

#[tokio::test]
async fn the_operator_sets_how_many_recipients_a_test_may_have() {
    let with = connected(Pace::instant()).await;
    let six: Vec<_> = (2..8).map(|n| format!("+1555123000{n}")).collect();
    let six = several(&six.iter().map(String::as_str).collect::<Vec<_>>());
    let check = async || with.desk.check_test(with.workspace, six.clone()).await.unwrap();
    let refused = check().await;
    assert_eq!((refused.recipient_limit, refused.notes[0].field.as_str()), (5, "recipients"));
    for wrong in [0, 51] {
        let error = with.desk.set_recipient_limit(with.workspace, wrong).await.unwrap_err();
        assert_eq!(error.fields[0].field, "limit");
    }
    with.desk.set_recipient_limit(with.workspace, 6).await.unwrap();
    let allowed = check().await;
    assert_eq!((allowed.recipient_limit, allowed.notes), (6, Vec::new()));
    with.end().await;
}

#[tokio::test]
async fn a_national_number_is_offered_by_the_country_of_the_sender_and_of_saved_handsets() {
    let with = connected(Pace::instant()).await;
    let saved = TestHandset { number: "+447400123456".to_owned(), label: "London".to_owned() };
    with.desk.save_handset(with.workspace, saved).await.unwrap();
    let typed = several(&["(202) 555-0143", "07400 123457", "+447400123456"]);
    let notes = with.desk.check_test(with.workspace, typed).await.unwrap();
    let offered: Vec<_> =
        notes.notes.iter().filter_map(|note| note.suggestion.as_ref().map(|s| s.value.as_str())).collect();
    assert_eq!(offered, ["+12025550143", "+447400123457"]);
    let read = &notes.recipients[2];
    assert_eq!((read.country.as_deref(), read.handset.as_deref()), (Some("GB"), Some("London")));
    assert!(notes.recipients[0].number.is_none(), "an offer is not taken by itself");
    with.end().await;
}

#[tokio::test]
async fn the_unsubscribe_text_of_a_saved_sender_goes_after_the_text_when_ticked() {
    let with = connected(Pace::instant()).await;
    let mut workspace = workspace_draft(&with.desk, with.workspace).await;
    workspace.keyword_management = true;
    with.desk.update_workspace(with.workspace, workspace).await.unwrap();
    let sender = SenderDraft {
        name: "Offers".to_owned(),
        sender_type: Some(SenderType::LongCode),
        sender_id: NUMBER.to_owned(),
        unsubscribe_text: "Reply STOP to end".to_owned(),
        ..SenderDraft::default()
    };
    let saved = with.desk.create_sender(with.workspace, sender).await.unwrap().sender;
    let ticked =
        TestDraft { from: TestFrom::Saved { key: saved.key }, unsubscribe: true, ..draft(PHONE, "Sale") };
    let characters = with.desk.measure_text(with.workspace, form(&ticked)).await.unwrap().characters;
    let test = with.desk.send_test(with.workspace, ticked.clone()).await.unwrap();
    assert_eq!(test.body, "Sale\nReply STOP to end");
    assert_eq!(with.handle.messages()[0].body, test.body);
    assert_eq!(usize::try_from(characters).unwrap(), test.body.chars().count());
    assert_eq!(with.desk.send_test(with.workspace, ticked).await.unwrap().id, test.id, "sent once");
    with.end().await;
}

async fn workspace_draft(desk: &Desk, id: senderdesk_core::ids::WorkspaceId) -> WorkspaceDraft {
    let view = desk.workspace(id).await.unwrap();
    WorkspaceDraft {
        name: view.name,
        colour: view.colour,
        environment: view.environment,
        data_centre: "DC-03".to_owned(),
        keyword_management: view.keyword_management,
        delivery_url: String::new(),
    }
}

#[tokio::test]
async fn the_end_of_a_test_is_told_once_by_label_or_masked_number() {
    let with = connected(Pace::instant()).await;
    let saved = TestHandset { number: PHONE.to_owned(), label: "Own phone".to_owned() };
    with.desk.save_handset(with.workspace, saved).await.unwrap();
    let mut changes = with.desk.changes();
    let delivered = with.send(PHONE, "Hello").await;
    with.until_state(delivered.id, TestState::Delivered).await;
    let failed = with.send("+15551230003", "Hello").await;
    with.until(failed.id, |test| matches!(test.following, Following::Ended { .. })).await;
    let refused = with.send("+15005550004", "Hello").await;
    let mut told = Vec::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::TestEnded { id, message, .. } = change {
            told.push((id, message));
        }
    }
    let ids: Vec<_> = told.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [delivered.id, failed.id, refused.id], "{told:?}");
    assert_eq!(told[0].1, "The test to Own phone was delivered.");
    assert!(told[2].1.contains("error 21610") && !told[2].1.contains("5550004"), "{}", told[2].1);
    with.end().await;
}
