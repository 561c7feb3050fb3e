//! Which messages are taken, what is refused with which code, and how a message lives.

use serde_json::Value;
use twilio_simulator::{AccountSeed, Handle, ServiceSeed};

use crate::http::{Client, practice, started, started_with};

const TO: &str = "+12025550188";
const FROM: &str = "+12025550101";
const UK: &str = "+447700900123";

async fn status(client: &Client, sid: &str) -> Value {
    client.get(&client.of(&format!("/Messages/{sid}.json"))).await.json()
}

async fn statuses(handle: &Handle, client: &Client, sid: &str) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let status = status(client, sid).await["status"].as_str().expect("a status").to_owned();
        if seen.last() != Some(&status) {
            seen.push(status);
        }
        if handle.advance() == 0 {
            return seen;
        }
    }
}

#[tokio::test]
async fn a_message_from_a_number_lives_from_queued_to_delivered() {
    let (_running, handle, client) = started(practice()).await;
    let answer = client.send_message(&[("To", TO), ("From", FROM), ("Body", "Hello")]).await;
    let created = answer.json();
    assert_eq!(answer.status, 201);
    assert_eq!((&created["status"], &created["num_segments"]), (&"queued".into(), &"1".into()));
    assert_eq!((&created["from"], &created["direction"]), (&FROM.into(), &"outbound-api".into()));
    assert_eq!((&created["date_sent"], &created["price"]), (&Value::Null, &Value::Null));

    let sid = created["sid"].as_str().expect("a SID");
    assert_eq!(statuses(&handle, &client, sid).await, ["queued", "sending", "sent", "delivered"]);
    let last = status(&client, sid).await;
    assert_eq!((&last["price"], &last["price_unit"]), (&"-0.00790".into(), &"USD".into()));
    assert!(last["date_sent"].is_string());
}

#[tokio::test]
async fn the_price_comes_after_delivery() {
    let (_running, handle, client) = started(practice()).await;
    let sid = client.sent(&[("To", TO), ("From", FROM), ("Body", "Hello")]).await;
    for _ in 0..3 {
        handle.advance();
    }
    let delivered = status(&client, &sid).await;
    assert_eq!((&delivered["status"], &delivered["price"]), (&"delivered".into(), &Value::Null));
}

#[tokio::test]
async fn a_service_chooses_the_sender_late() {
    let (_running, handle, client) = started(practice()).await;
    let service = handle.services()[0].0.clone();
    let answer =
        client.send_message(&[("To", TO), ("MessagingServiceSid", &service), ("Body", "Hello")]).await;
    let created = answer.json();
    assert_eq!((&created["status"], &created["num_segments"]), (&"accepted".into(), &"0".into()));
    assert_eq!((&created["from"], &created["messaging_service_sid"]), (&Value::Null, &service.into()));
    let sid = created["sid"].as_str().expect("a SID");
    handle.advance();
    let queued = status(&client, sid).await;
    assert_eq!((&queued["status"], &queued["from"]), (&"queued".into(), &"70707".into()));
    assert_eq!(queued["num_segments"], "1");
}

#[tokio::test]
async fn a_service_takes_the_sender_that_is_asked_for() {
    let (_running, handle, client) = started(practice()).await;
    let service = handle.services()[0].0.clone();
    let form =
        |from| [("To", TO), ("MessagingServiceSid", service.as_str()), ("From", from), ("Body", "Hello")];
    let created = client.send_message(&form(FROM)).await.json();
    assert_eq!((&created["status"], &created["from"]), (&"queued".into(), &FROM.into()));
    assert_eq!(client.send_message(&form("+18005550199")).await.refusal(), (400, 21711));
}

#[tokio::test]
async fn refusals_have_twilios_codes_and_make_no_message() {
    let (_running, handle, client) = started(practice()).await;
    let long = "x".repeat(1601);
    let empty_service = handle.services()[1].0.clone();
    let cases: [(&[(&str, &str)], u64); 21] = [
        (&[("From", FROM), ("Body", "x")], 21604),
        (&[("To", TO), ("Body", "x")], 21603),
        (&[("To", TO), ("From", FROM)], 21602),
        (&[("To", "12"), ("From", FROM), ("Body", "x")], 21211),
        (&[("To", FROM), ("From", FROM), ("Body", "x")], 21211),
        (&[("To", TO), ("From", "+12025550999"), ("Body", "x")], 21606),
        (&[("To", UK), ("From", "70707"), ("Body", "x")], 21606),
        (&[("To", TO), ("From", "80808"), ("Body", "x")], 21659),
        (&[("To", TO), ("From", "SHOP"), ("Body", "x")], 21612),
        (&[("To", "+33123456789"), ("From", "SHOP!!"), ("Body", "x")], 21212),
        (&[("To", TO), ("From", FROM), ("Body", &long)], 21617),
        (&[("To", TO), ("From", UK), ("MediaUrl", "https://a.example.test/a.png")], 21621),
        (&[("To", UK), ("From", FROM), ("MediaUrl", "https://a.example.test/a.png")], 21612),
        (&[("To", TO), ("From", FROM), ("MediaUrl", "a.png")], 21620),
        (
            &[("To", TO), ("From", FROM), ("Body", "x"), ("StatusCallback", "https://a_b.example.test/")],
            21609,
        ),
        (&[("To", TO), ("From", FROM), ("Body", "x"), ("ValidityPeriod", "36001")], 21624),
        (&[("To", TO), ("MessagingServiceSid", "Campaigns"), ("Body", "x")], 21705),
        (&[("To", TO), ("MessagingServiceSid", "MG00000000000000000000000000000000"), ("Body", "x")], 21701),
        (&[("To", TO), ("MessagingServiceSid", &empty_service), ("Body", "x")], 21704),
        (&[("To", "+15005550004"), ("From", FROM), ("Body", "x")], 21610),
        (&[("To", "+15005550009"), ("From", FROM), ("Body", "x")], 21614),
    ];
    for (form, code) in cases {
        assert_eq!(client.send_message(form).await.refusal(), (400, code), "{form:?}");
    }
    assert_eq!(handle.messages(), []);
}

#[tokio::test]
async fn magic_recipients_end_as_documented() {
    let (_running, handle, client) = started(practice()).await;
    for (to, last, code) in [
        ("+12025530003", "undelivered", Value::from(30003)),
        ("+12025530007", "undelivered", Value::from(30007)),
        ("+12025530410", "failed", Value::from(30410)),
        ("+12025530000", "sent", Value::Null),
    ] {
        let sid = client.sent(&[("To", to), ("From", FROM), ("Body", "Hello")]).await;
        assert_eq!(statuses(&handle, &client, &sid).await.last().map(String::as_str), Some(last), "{to}");
        assert_eq!(status(&client, &sid).await["error_code"], code, "{to}");
    }
    for (to, code) in [("+15005550001", 21211), ("+15005550002", 21612), ("+15005550003", 21408)] {
        let form = [("To", to), ("From", FROM), ("Body", "Hello")];
        assert_eq!(client.send_message(&form).await.refusal(), (400, code));
    }
}

#[tokio::test]
async fn a_service_without_a_fitting_sender_fails_later() {
    let service = ServiceSeed { short_codes: vec!["70707".into()], ..ServiceSeed::default() };
    let account = AccountSeed { services: vec![service], ..AccountSeed::practice() };
    let (_running, handle, client) = started_with(account).await;
    let service = handle.services()[0].0.clone();
    let sid = client.sent(&[("To", UK), ("MessagingServiceSid", &service), ("Body", "Hello")]).await;
    assert_eq!(statuses(&handle, &client, &sid).await, ["accepted", "failed"]);
    assert_eq!(status(&client, &sid).await["error_code"], 21703);
}

#[tokio::test]
async fn an_opt_out_holds_for_the_one_sender_or_the_one_service() {
    let (_running, handle, client) = started(practice()).await;
    let service = handle.services()[0].0.clone();
    handle.opt_out(TO, FROM);
    handle.opt_out(TO, &service);
    let from = |from| [("To", TO), ("From", from), ("Body", "Hello")];
    assert_eq!(client.send_message(&from(FROM)).await.refusal(), (400, 21610));
    assert_eq!(client.send_message(&from("+14155550123")).await.status, 201);
    let sid = client.sent(&[("To", TO), ("MessagingServiceSid", &service), ("Body", "Hello")]).await;
    assert_eq!(statuses(&handle, &client, &sid).await, ["accepted", "failed"]);
    assert_eq!(status(&client, &sid).await["error_code"], 21610);
}

#[tokio::test]
async fn a_trial_account_reaches_verified_recipients_only_and_says_so_in_the_text() {
    let (_running, _, client) = started_with(AccountSeed::practice().trial(&[TO])).await;
    assert_eq!(client.get(&client.of(".json")).await.json()["type"], "Trial");
    let form = |to| [("To", to), ("From", FROM), ("Body", "Hello")];
    let unverified = client.send_message(&form("+12025550177")).await;
    assert_eq!(unverified.refusal(), (400, 21608));
    assert!(!unverified.json()["message"].to_string().contains("0177"), "the number is masked");
    let sent = client.send_message(&form(TO)).await.json();
    assert_eq!(sent["body"], "Sent from your Twilio trial account - Hello");
}

#[tokio::test]
async fn an_alphanumeric_sender_and_a_message_with_media_are_taken() {
    let (_running, _, client) = started(practice()).await;
    let alpha = client.send_message(&[("To", UK), ("From", "SHOP 24"), ("Body", "Hello")]).await.json();
    assert_eq!(alpha["from"], "SHOP 24");
    let media = [("MediaUrl", "https://a.example.test/a.png"), ("MediaUrl", "https://a.example.test/b.png")];
    let form = [("To", TO), ("From", FROM), media[0], media[1]];
    let message = client.send_message(&form).await.json();
    assert!(message["sid"].as_str().is_some_and(|sid| sid.starts_with("MM")));
    assert_eq!((&message["num_media"], &message["num_segments"]), (&"2".into(), &"1".into()));
}

#[tokio::test]
async fn the_list_is_newest_first_and_filtered() {
    let (_running, handle, client) = started(practice()).await;
    let first = client.sent(&[("To", TO), ("From", FROM), ("Body", "one")]).await;
    let second = client.sent(&[("To", UK), ("From", FROM), ("Body", "two")]).await;
    let third = client.sent(&[("To", TO), ("From", "70707"), ("Body", "three")]).await;
    let list = async |query: &str| {
        let page = client.get(&client.of(&format!("/Messages.json?{query}"))).await.json();
        let messages = page["messages"].as_array().expect("a list").clone();
        messages.iter().map(|message| message["sid"].as_str().expect("a SID").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list("").await, [third.clone(), second.clone(), first.clone()]);
    assert_eq!(list("To=%2B12025550188").await, [third.clone(), first.clone()]);
    assert_eq!(list("From=70707").await, std::slice::from_ref(&third));
    assert_eq!(list("DateSent%3E=2020-01-01").await, [""; 0], "nothing is sent yet");
    handle.advance();
    handle.advance();
    assert_eq!(list("DateSent%3E=2020-01-01&PageSize=2").await, [third, second]);
    assert_eq!(list("DateSent%3C=2020-01-01T00:00:00Z").await, [""; 0]);
    let wrong = client.get(&client.of("/Messages.json?DateSent=yesterday")).await;
    assert_eq!(wrong.refusal(), (400, 20001));
}
