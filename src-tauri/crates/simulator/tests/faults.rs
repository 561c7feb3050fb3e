//! Each fault as it looks on the wire, and what it leaves behind.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use twilio_simulator::{Fault, FaultKind, Match};

use crate::http::{practice, started};

const MESSAGE: [(&str, &str); 3] = [("To", "+12025550188"), ("From", "+12025550101"), ("Body", "Hello")];

#[tokio::test]
async fn a_dropped_connection_gives_no_byte_and_no_message() {
    let (_running, handle, client) = started(practice()).await;
    handle.push(Fault::once(Match::request("POST", "/Messages"), FaultKind::DropConnection));
    assert_eq!(client.raw("POST", &client.of("/Messages.json"), &MESSAGE).await, b"");
    assert_eq!(handle.messages().len(), 0);
    assert_eq!(handle.request_count("POST", "/Messages.json"), 1);
    client.sent(&MESSAGE).await;
}

#[tokio::test]
async fn a_lost_answer_gives_no_byte_and_exactly_one_message() {
    let (_running, handle, client) = started(practice()).await;
    handle.push(Fault::once(Match::request("POST", "/Messages"), FaultKind::LoseAnswer));
    assert_eq!(client.raw("POST", &client.of("/Messages.json"), &MESSAGE).await, b"");
    assert_eq!(handle.messages().len(), 1);
    let listed = client.get(&client.of("/Messages.json?To=%2B12025550188")).await.json();
    assert_eq!(listed["messages"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_rate_limit_says_when_to_come_back_and_processes_nothing() {
    let (_running, handle, client) = started(practice()).await;
    handle.push(Fault::times(2, Match::any(), FaultKind::RateLimited { retry_after: Some(1) }));
    for _ in 0..2 {
        let answer = client.send_message(&MESSAGE).await;
        assert_eq!(answer.refusal(), (429, 20429));
        assert_eq!(answer.header("retry-after"), Some("1"));
    }
    assert_eq!(handle.messages().len(), 0);
    assert_eq!(client.send_message(&MESSAGE).await.status, 201, "the fault is used up");
}

#[tokio::test]
async fn server_faults_are_twilios_json_and_proxies_are_html() {
    let (_running, handle, client) = started(practice()).await;
    for (kind, refusal) in [(FaultKind::Status(500), (500, 20500)), (FaultKind::Status(503), (503, 20503))] {
        handle.push(Fault::once(Match::any(), kind));
        assert_eq!(client.get("/v1/Services").await.refusal(), refusal);
    }
    handle.push(Fault::once(Match::any(), FaultKind::Html(502)));
    let page = client.get("/v1/Services").await;
    assert_eq!(page.status, 502);
    assert!(page.body.starts_with(b"<!DOCTYPE html>"));
}

#[tokio::test]
async fn latency_delays_and_then_answers() {
    let (_running, handle, client) = started(practice()).await;
    handle.push(Fault::always(Match::path("/v1/"), FaultKind::Latency(Duration::from_millis(60))));
    let began = Instant::now();
    assert_eq!(client.get("/v1/Services").await.status, 200);
    assert!(began.elapsed() >= Duration::from_millis(60));
}

#[tokio::test]
async fn a_torn_answer_ends_in_the_middle_of_its_announced_length() {
    let (_running, handle, client) = started(practice()).await;
    handle.push(Fault::once(Match::any(), FaultKind::Truncated));
    let torn = client.get("/v1/Services").await;
    let announced: usize =
        torn.header("content-length").and_then(|text| text.parse().ok()).expect("a length");
    assert_eq!(torn.body.len(), announced / 2);
}

#[tokio::test]
async fn a_huge_body_is_one_json_text_without_an_announced_length() {
    let (_running, handle, client) = started(practice()).await;
    handle.push(Fault::once(Match::any(), FaultKind::HugeBody(3_000_000)));
    let huge = client.get("/v1/Services").await;
    assert_eq!(huge.header("content-length"), None);
    assert!(huge.body.len() > 3_000_000);
}

#[tokio::test]
async fn a_slow_body_stops_after_the_header() {
    let (running, handle, _client) = started(practice()).await;
    handle.push(Fault::once(Match::any(), FaultKind::SlowBody));
    let mut stream = TcpStream::connect(running.addr()).await.expect("the simulator listens");
    stream.write_all(b"GET /v1/Services HTTP/1.1\r\nHost: localhost\r\n\r\n").await.expect("sent");
    let mut seen = Vec::new();
    while !seen.ends_with(b"{\r\n") {
        assert_ne!(stream.read_buf(&mut seen).await.expect("more"), 0, "the connection stays open");
    }
    let more = tokio::time::timeout(Duration::from_millis(50), stream.read_buf(&mut seen)).await;
    assert!(more.is_err(), "nothing follows");
}

#[tokio::test]
async fn links_and_redirects_lead_where_they_are_told_to() {
    let (_running, handle, client) = started(practice()).await;
    handle.push(Fault::times(2, Match::any(), FaultKind::ForeignNextLink("evil.example.test".into())));
    let v1 = client.get("/v1/Services").await.json();
    let core = client.get(&client.of("/IncomingPhoneNumbers.json")).await.json();
    for link in [&v1["meta"]["next_page_url"], &core["next_page_uri"]] {
        assert!(link.as_str().is_some_and(|link| link.starts_with("https://evil.example.test/")), "{link}");
    }
    handle.push(Fault::once(Match::any(), FaultKind::Redirect("https://evil.example.test/".into())));
    let redirect = client.get("/v1/Services").await;
    assert_eq!((redirect.status, redirect.header("location")), (302, Some("https://evil.example.test/")));
}

#[tokio::test]
async fn a_test_can_wait_for_a_request_and_read_it() {
    let (running, handle, client) = started(practice()).await;
    let waiting =
        tokio::spawn(async move { handle.wait_for_request(|request| request.method == "POST").await });
    client.sent(&MESSAGE).await;
    let request = waiting.await.expect("it arrived");
    assert_eq!(request.form_value("Body"), Some("Hello"));
    assert_eq!(request.authenticated_as.as_deref(), Some(running.account_sid()));
    let first = running.handle().requests().remove(0);
    assert_eq!(first, request);
}

#[tokio::test]
async fn a_garbled_answer_is_no_json_though_the_message_was_made() {
    let (_running, handle, client) = started(practice()).await;
    handle.push(Fault::once(Match::request("POST", "/Messages"), FaultKind::Garbled));
    let answer = client.send_message(&MESSAGE).await;
    assert_eq!(answer.status, 201);
    assert!(serde_json::from_slice::<serde_json::Value>(&answer.body).is_err());
    assert_eq!(handle.messages().len(), 1);
}

#[tokio::test]
async fn a_status_that_twilio_does_not_have_is_shown_when_a_test_wants_it() {
    let (_running, handle, client) = started(practice()).await;
    client.sent(&MESSAGE).await;
    let sid = handle.messages().remove(0).sid;
    assert!(handle.show_status(&sid, "on-the-moon", Some(99_999)));
    let shown = client.get(&client.of(&format!("/Messages/{sid}.json"))).await.json();
    assert_eq!((&shown["status"], &shown["error_code"]), (&"on-the-moon".into(), &99_999.into()));
    assert!(!handle.show_status("SM00000000000000000000000000000000", "sent", None));
}
