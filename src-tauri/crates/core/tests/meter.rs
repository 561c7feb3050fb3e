//! The text of the test form is measured for the sender that is chosen: with its unsubscribe text, its header and
//! what its service would replace. Twilio is not asked.

use senderdesk_core::ids::SenderKey;
use senderdesk_core::wire::*;
use twilio_simulator::{AccountSeed, Pace, ServiceSeed};

use crate::connected::{Connected, NUMBER, PHONE, connected, connected_to};
use crate::fixture;

const TOLL_FREE: &str = "+18005550199";

fn saved(key: SenderKey) -> TestFrom {
    TestFrom::Saved { key }
}

fn unsaved(sender_type: SenderType, sender_id: &str) -> TestFrom {
    TestFrom::Unsaved { name: String::new(), sender_type, sender_id: sender_id.to_owned() }
}

fn form(from: TestFrom, body: &str) -> TestForm {
    TestForm {
        from,
        recipients: vec![PHONE.to_owned()],
        body: body.to_owned(),
        media: Vec::new(),
        unsubscribe: false,
    }
}

async fn measured(with: &Connected, form: TestForm) -> Meter {
    with.desk.measure_text(with.workspace, form).await.unwrap()
}

fn says(meter: &Meter, part: &str) -> bool {
    meter.remarks.iter().any(|said| said.text.contains(part))
}

#[tokio::test]
async fn the_senders_unsubscribe_text_is_offered_and_counted_when_ticked() {
    let with = connected(Pace::manual()).await;
    let draft = SenderDraft { unsubscribe_text: "Reply STOP".into(), ..fixture::draft("Shop", 1) };
    let key = with.desk.create_sender(with.workspace, draft).await.unwrap().sender.key;
    let unticked = measured(&with, form(saved(key), "Hello")).await;
    assert_eq!((unticked.unsubscribe_text.as_deref(), unticked.units), (Some("Reply STOP"), 5));
    let ticked = measured(&with, TestForm { unsubscribe: true, ..form(saved(key), "Hello") }).await;
    assert_eq!((ticked.after.as_str(), ticked.units), ("\nReply STOP", 16));
    let other = unsaved(SenderType::LongCode, NUMBER);
    let other = measured(&with, TestForm { unsubscribe: true, ..form(other, "Hello") }).await;
    assert_eq!((other.unsubscribe_text, other.units), (None, 5));
    with.end().await;
}

#[tokio::test]
async fn a_toll_free_number_has_shorter_segments_to_the_united_states_and_canada_only() {
    let with = connected(Pace::manual()).await;
    let text = "a".repeat(305);
    let from = || unsaved(SenderType::LongCode, TOLL_FREE);
    let to = |recipients: &[&str]| TestForm {
        recipients: recipients.iter().map(|&to| to.to_owned()).collect(),
        ..form(from(), &text)
    };
    assert_eq!(measured(&with, to(&[PHONE])).await.segments, 3);
    assert_eq!(measured(&with, to(&["+14165550123"])).await.segments, 3);
    assert_eq!(measured(&with, to(&[""])).await.segments, 3, "nobody yet: the shorter ones");
    for elsewhere in ["+447700900123", "+18765550123"] {
        assert_eq!(measured(&with, to(&[elsewhere])).await.segments, 2, "{elsewhere}");
    }
    let both = measured(&with, to(&[PHONE, "+447700900123"])).await;
    assert!(both.segments == 3 && says(&both, "To other countries it is 2 segments"), "{:?}", both.remarks);
    let usual = measured(&with, form(unsaved(SenderType::LongCode, NUMBER), &text)).await;
    assert_eq!(usual.segments, 2);
    with.end().await;
}

#[tokio::test]
async fn what_is_known_of_a_service_is_what_was_read() {
    let pool = ServiceSeed { numbers: vec![TOLL_FREE.into()], ..AccountSeed::practice().services[0].clone() };
    let account = AccountSeed { services: vec![pool], ..AccountSeed::practice() };
    let with = connected_to(account, Pace::manual()).await;
    let service = with.handle.services()[0].0.clone();
    let from = || unsaved(SenderType::MessagingService, &service);
    let text = format!("{}’", "a".repeat(304));
    let requests = with.handle.requests().len();
    let before = measured(&with, form(from(), &text)).await;
    assert_eq!(with.handle.requests().len(), requests, "Twilio is not asked while one types");
    assert_eq!(before.smart_encoding.unwrap().on, None);

    with.desk.read_catalogue(with.workspace, true).await.unwrap();
    let smart = measured(&with, form(from(), &text)).await.smart_encoding.unwrap();
    assert_eq!((smart.on, smart.segments, smart.encoding.as_str()), (Some(false), 2, "GSM-7"));
    let long = measured(&with, form(from(), &"a".repeat(305))).await;
    assert_eq!(long.segments, 2);
    assert!(
        says(&long, "If the service chooses its toll-free number, it is 3 segments"),
        "{:?}",
        long.remarks
    );
    with.end().await;
}

#[tokio::test]
async fn the_words_of_a_trial_account_are_counted_as_the_simulator_counts_them() {
    let with = connected_to(AccountSeed::practice().trial(&[PHONE]), Pace::manual()).await;
    let text = "a".repeat(130);
    let meter = measured(&with, form(unsaved(SenderType::LongCode, NUMBER), &text)).await;
    assert_eq!((meter.segments, meter.characters), (2, 130));
    let sent = with.send(PHONE, &text).await;
    assert_eq!(sent.segments, Some(meter.segments));
    assert_eq!(with.handle.messages()[0].body, format!("{}{text}", meter.before));
    with.end().await;
}

#[tokio::test]
async fn a_sender_that_is_gone_or_of_another_workspace_brings_nothing_along() {
    let with = connected(Pace::manual()).await;
    let gone =
        measured(&with, TestForm { unsubscribe: true, ..form(saved(SenderKey::fresh()), "Hello") }).await;
    assert_eq!((gone.unsubscribe_text, gone.units, gone.segments), (None, 5, 1));
    with.end().await;
}

#[tokio::test]
async fn a_text_beyond_all_bounds_is_answered_in_bounds() {
    let with = connected(Pace::manual()).await;
    let text = "я’\u{301}😀\0".repeat(20_000);
    let meter = measured(&with, form(unsaved(SenderType::LongCode, NUMBER), &text)).await;
    assert_eq!(meter.characters, 100_000);
    assert!(says(&meter, "98400 characters too many"));
    let answer = serde_json::to_string(&meter).unwrap().len();
    assert!(answer < 64 * 1024, "{answer} bytes");
    with.end().await;
}
