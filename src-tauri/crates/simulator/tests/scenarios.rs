//! The recipients that have a fate of their own in a world for practice, and in no other.

use twilio_simulator::{Pace, Simulator};

use crate::http::{Client, practice, started};

const FROM: &str = "+12025550101";

fn to(recipient: &str) -> [(&str, &str); 3] {
    [("To", recipient), ("From", FROM), ("Body", "Hello")]
}

async fn status(client: &Client, sid: &str) -> String {
    let message = client.get(&client.of(&format!("/Messages/{sid}.json"))).await.json();
    message["status"].as_str().expect("a status").to_owned()
}

#[tokio::test]
async fn no_other_world_has_them() {
    let (running, handle, client) = started(practice()).await;
    for recipient in ["+15551221610", "+15551220429", "+15551210000", "+15551210202", "+15551210409"] {
        let sid = client.sent(&to(recipient)).await;
        for expected in ["queued", "sending", "sent", "delivered"] {
            assert_eq!(status(&client, &sid).await, expected, "{recipient}");
            handle.advance();
        }
        handle.advance();
    }
    let foreign = [("To", "+12025550188"), ("From", "+15005550006"), ("Body", "Hello")];
    assert_eq!(client.send_message(&foreign).await.refusal(), (400, 21606));
    running.shutdown().await;
}

#[tokio::test]
async fn a_rate_limited_recipient_says_when_to_come_back_and_gets_no_message() {
    let (running, handle, client) = started(practice().scenarios(true)).await;
    for _ in 0..2 {
        let answer = client.send_message(&to("+15551220429")).await;
        assert_eq!(answer.refusal(), (429, 20429));
        assert_eq!(answer.header("retry-after"), Some("10"));
    }
    assert_eq!(handle.messages().len(), 0);
    let listed = client.get(&client.of("/Messages.json?To=%2B15551220429")).await;
    assert_eq!(listed.status, 200, "reads are not limited");
    let stranger = client.with_credentials("AC00000000000000000000000000000000", "wrong");
    assert_eq!(stranger.send_message(&to("+15551220429")).await.refusal(), (401, 20003));
    running.shutdown().await;
}

#[tokio::test]
async fn the_answer_of_a_lost_recipient_never_comes_but_the_message_is_there() {
    let (running, handle, client) = started(practice().scenarios(true)).await;
    assert_eq!(client.raw("POST", &client.of("/Messages.json"), &to("+15551210000")).await, b"");
    assert_eq!(handle.messages().len(), 1);
    running.shutdown().await;
}

#[tokio::test]
async fn one_reading_of_the_disordered_recipient_goes_back() {
    let (running, handle, client) = started(practice().scenarios(true)).await;
    let sid = client.sent(&to("+15551210409")).await;
    handle.advance();
    assert_eq!(status(&client, &sid).await, "sending");
    handle.advance();
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(status(&client, &sid).await);
    }
    assert_eq!(seen, ["sent", "sending", "sent"]);
    handle.advance();
    assert_eq!(status(&client, &sid).await, "delivered");
    running.shutdown().await;
}

#[tokio::test]
async fn a_recipient_that_sent_stop_is_blocked_for_every_sender_of_an_old_account_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state.json");
    // Saved by a world that knew no scenarios.
    Simulator::builder()
        .state_file(&file)
        .pace(Pace::manual())
        .start()
        .await
        .expect("a port")
        .shutdown()
        .await;
    let builder = Simulator::builder().state_file(&file).pace(Pace::manual()).scenarios(true);
    let (running, handle, client) = started(builder).await;
    for sender in ["+12025550101", "+18005550199", "70707"] {
        let form = [("To", "+15551221610"), ("From", sender), ("Body", "Hello")];
        assert_eq!(client.send_message(&form).await.refusal(), (400, 21610), "{sender}");
    }
    let service = handle.services()[0].0.clone();
    let form = [("To", "+15551221610"), ("MessagingServiceSid", service.as_str()), ("Body", "Hello")];
    let sid = client.sent(&form).await;
    handle.advance();
    assert_eq!(status(&client, &sid).await, "failed");
    running.shutdown().await;
}

#[tokio::test]
async fn the_senders_of_test_credentials_have_their_answers() {
    let (running, _, client) = started(practice().scenarios(true)).await;
    for (sender, code) in [("+15005550001", 21212), ("+15005550007", 21606), ("+15005550008", 21611)] {
        let form = [("To", "+12025550188"), ("From", sender), ("Body", "Hello")];
        assert_eq!(client.send_message(&form).await.refusal(), (400, code), "{sender}");
    }
    client.sent(&[("To", "+12025550188"), ("From", "+15005550006"), ("Body", "Hello")]).await;
    let stranger = [("To", "+12025550188"), ("From", "+15005550009"), ("Body", "Hello")];
    assert_eq!(client.send_message(&stranger).await.refusal(), (400, 21606));
    running.shutdown().await;
}

#[tokio::test]
async fn the_converter_makes_a_text_with_a_link_where_no_media_goes() {
    let (running, handle, client) = started(practice()).await;
    let service = handle.services()[0].0.clone();
    let form = [
        ("To", "+447700900188"),
        ("MessagingServiceSid", service.as_str()),
        ("Body", "Look"),
        ("MediaUrl", "https://media.example.test/a.png"),
    ];
    let sid = client.sent(&form).await;
    handle.advance();
    let message = client.get(&client.of(&format!("/Messages/{sid}.json"))).await.json();
    assert_eq!((&message["num_media"], &message["num_segments"]), (&"0".into(), &"1".into()));
    let body = message["body"].as_str().expect("a text");
    let link = body.strip_prefix("Look https://p.twil.io/").expect("a link behind the text");
    assert_eq!(link.len(), 7, "{body}");

    let off = [("MmsConverter", "false")];
    assert_eq!(client.send("POST", &format!("/v1/Services/{service}"), &off).await.status, 200);
    let sid = client.sent(&form).await;
    handle.advance();
    let message = client.get(&client.of(&format!("/Messages/{sid}.json"))).await.json();
    assert_eq!((&message["status"], &message["error_code"]), (&"failed".into(), &21703.into()));
    running.shutdown().await;
}

#[tokio::test]
async fn the_converter_is_not_used_where_media_goes_nor_by_a_sender_without_mms() {
    let (running, handle, client) = started(practice()).await;
    let service = handle.services()[0].0.clone();
    let media = ("MediaUrl", "https://media.example.test/a.png");
    let form = [("To", "+12025550188"), ("MessagingServiceSid", service.as_str()), media];
    let sid = client.sent(&form).await;
    let message = client.get(&client.of(&format!("/Messages/{sid}.json"))).await.json();
    assert_eq!(message["num_media"], "1");
    for number in ["+12025550101", "+14155550123"] {
        assert!(handle.set_capabilities(number, true, false));
    }
    let form = [("To", "+447700900188"), ("MessagingServiceSid", service.as_str()), media];
    let sid = client.sent(&form).await;
    handle.advance();
    let message = client.get(&client.of(&format!("/Messages/{sid}.json"))).await.json();
    assert_eq!((&message["num_media"], &message["error_code"]), (&"1".into(), &21703.into()));
    running.shutdown().await;
}
