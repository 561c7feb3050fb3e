//! Is a message posted exactly once, and is it known whether one may exist?

use std::time::Duration;

use twilio_messaging::{Error, Limits, MessageSender, NewMessage, TimeoutPhase, WriteError};

use crate::support::{
    BALANCE, MESSAGE, Reply, SERVICE, Scripted, client_of, client_with, hello, patient_client_of,
    vacated_address,
};

fn created() -> Reply {
    Reply::json(
        "201 Created",
        &format!(r#"{{"sid":"{MESSAGE}","status":"queued","to":"+15551230001","num_segments":"1"}}"#),
    )
}

async fn outcome_of(reply: Reply) -> (WriteError, Scripted) {
    let server = Scripted::start(vec![reply, created()]).await;
    let (client, _) = patient_client_of(&server.url());
    (client.create_message(&hello()).await.unwrap_err(), server)
}

#[tokio::test]
async fn a_message_is_posted_as_twilio_names_its_fields() {
    let server = Scripted::start(vec![created()]).await;
    let message = NewMessage {
        sender: MessageSender::Service(SERVICE.parse().unwrap()),
        body: "Héllo & + 👋".into(),
        media_urls: ["https://a.example/1.png", "https://a.example/2.png"]
            .map(|url| url.parse().unwrap())
            .into(),
        ..hello()
    };
    let sent = client_of(&server.url()).create_message(&message).await.unwrap();
    assert_eq!((sent.sid.as_str(), sent.num_segments), (MESSAGE, Some(1)));
    let request = server.requests().remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(
        head.starts_with(
            "POST /2010-04-01/Accounts/AC0a1b2c3d4e5f60718293a4b5c6d7e8f9/Messages.json HTTP/1.1"
        )
    );
    assert_eq!(
        body,
        "To=%2B15551230001&MessagingServiceSid=MGaaaabbbbccccddddeeeeffff00001111\
         &Body=H%C3%A9llo+%26+%2B+%F0%9F%91%8B&MediaUrl=https%3A%2F%2Fa.example%2F1.png\
         &MediaUrl=https%3A%2F%2Fa.example%2F2.png"
    );
}

#[tokio::test]
async fn a_refused_message_does_not_exist_and_is_not_posted_again() {
    for (status, code) in [("400 Bad Request", 21211), ("401 Unauthorized", 20003), ("403 Forbidden", 20005)]
    {
        let (error, server) = outcome_of(Reply::refusal(status, code)).await;
        assert!(matches!(&error, WriteError::Refused(api) if api.code == Some(code)), "{error:?}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_message_refused_for_load_was_not_sent_and_is_not_posted_again() {
    let (error, server) = outcome_of(Reply::refusal("429 Too Many Requests", 20429)).await;
    assert!(matches!(error, WriteError::NotSent(Error::Api(_))), "{error:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn what_may_have_been_sent_is_unknown_and_not_posted_again() {
    let replies = [
        Reply::Drop,
        Reply::refusal("500 Internal Server Error", 20500),
        Reply::with("503 Service Unavailable", "Retry-After: 0\r\n", ""),
        Reply::with("408 Request Timeout", "", ""),
        Reply::with("303 See Other", "Location: /\r\n", ""),
        Reply::with("201 Created", "", "<html>"),
        Reply::json("201 Created", "{}"),
        Reply::Bytes(b"HTTP/1.1 201 Created\r\nContent-Length: 90\r\n\r\n{".to_vec()),
        Reply::Flood(9 << 20),
    ];
    for reply in replies {
        let (error, server) = outcome_of(reply).await;
        assert!(matches!(error, WriteError::OutcomeUnknown(_)), "{error:?}");
        assert_eq!((server.requests().len(), server.connections()), (1, 1), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_never_comes_leaves_the_outcome_unknown() {
    let server = Scripted::start(vec![Reply::Stall(Vec::new())]).await;
    let limits = Limits { total_timeout: Duration::from_millis(300), ..Limits::default() };
    let error = client_with(&server.url(), limits).create_message(&hello()).await.unwrap_err();
    assert!(matches!(error, WriteError::OutcomeUnknown(Error::Timeout(TimeoutPhase::Answer))), "{error:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn what_never_left_was_not_sent() {
    let error = client_of(&vacated_address()).create_message(&hello()).await.unwrap_err();
    assert!(matches!(error, WriteError::NotSent(Error::Network(_))), "{error:?}");

    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let limits = Limits { connect_timeout: Duration::from_millis(300), ..Limits::default() };
    let client = client_with(&format!("https://{}", silent.local_addr().unwrap()), limits);
    let error = client.create_message(&hello()).await.unwrap_err();
    assert!(matches!(error, WriteError::NotSent(Error::Timeout(TimeoutPhase::Connect))), "{error:?}");
}

/// A kept connection that the server is about to close is where HTTP libraries repeat a request by themselves.
#[tokio::test]
async fn a_message_never_travels_on_a_kept_connection() {
    let kept = Reply::with("200 OK", "Connection: keep-alive\r\n", BALANCE);
    let server = Scripted::start(vec![kept.clone(), kept, Reply::Drop, created()]).await;
    let client = client_of(&server.url());
    client.balance().await.unwrap();
    client.balance().await.unwrap();
    assert_eq!(server.connections(), 1, "reads share a connection");
    let error = client.create_message(&hello()).await.unwrap_err();
    assert!(matches!(error, WriteError::OutcomeUnknown(_)), "{error:?}");
    assert_eq!((server.requests().len(), server.connections()), (3, 2));
}
