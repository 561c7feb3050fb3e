//! Which reads are tried again, how often, and after which waits?

use std::time::Duration;

use twilio_messaging::{Error, NetworkKind};

use crate::support::{BALANCE, Reply, Scripted, patient_client_of};

fn busy(retry_after: &str) -> Reply {
    Reply::with(
        "429 Too Many Requests",
        retry_after,
        r#"{"code":20429,"message":"Too Many Requests","status":429}"#,
    )
}

fn success() -> Reply {
    Reply::json("200 OK", BALANCE)
}

#[tokio::test]
async fn a_read_succeeds_after_429_500_and_a_lost_connection() {
    for reply in [busy(""), Reply::refusal("500 Internal Server Error", 20500), Reply::Drop] {
        let server = Scripted::start(vec![reply, success()]).await;
        let (client, clock) = patient_client_of(&server.url());
        assert_eq!(client.balance().await.unwrap().amount.as_str(), "41.20");
        assert_eq!((server.requests().len(), clock.waits().len()), (2, 1));
    }
}

#[tokio::test]
async fn a_read_gives_up_after_five_tries_with_growing_waits() {
    let server = Scripted::start(vec![busy("")]).await;
    let (client, clock) = patient_client_of(&server.url());
    let error = client.balance().await.unwrap_err();
    assert!(matches!(&error, Error::Api(api) if api.code == Some(20429)), "{error:?}");
    assert_eq!(server.requests().len(), 5);
    for (wait, longest) in clock.waits().iter().zip([100, 200, 400, 800]) {
        assert!((longest / 2..=longest).contains(&wait.as_millis()), "{wait:?}");
    }
}

#[tokio::test]
async fn a_wait_that_twilio_asks_for_is_kept() {
    let at = "Retry-After: Fri, 02 Jan 2026 03:04:12 GMT\r\n";
    let server = Scripted::start(vec![busy("Retry-After: 3\r\n"), busy(at), success()]).await;
    let (client, clock) = patient_client_of(&server.url());
    client.balance().await.unwrap();
    assert_eq!(clock.waits(), [Duration::from_secs(3), Duration::from_secs(4)]);
}

#[tokio::test]
async fn a_wait_beyond_the_limit_ends_it_at_once() {
    let server = Scripted::start(vec![busy("Retry-After: 3600\r\n")]).await;
    let (client, clock) = patient_client_of(&server.url());
    match client.balance().await.unwrap_err() {
        Error::Api(api) => assert_eq!(api.retry_after, Some(Duration::from_secs(3600))),
        other => panic!("{other:?}"),
    }
    assert_eq!((server.requests().len(), clock.waits().len()), (1, 0));
}

#[tokio::test]
async fn waits_together_stay_within_the_limit() {
    let server = Scripted::start(vec![busy("Retry-After: 25\r\n")]).await;
    let (client, clock) = patient_client_of(&server.url());
    client.balance().await.unwrap_err();
    assert_eq!(clock.waits().len(), 2, "three waits of 25 s would pass 60 s");
}

#[tokio::test]
async fn a_refusal_is_not_tried_again() {
    for status in ["400 Bad Request", "401 Unauthorized", "404 Not Found", "501 Not Implemented"] {
        let server = Scripted::start(vec![Reply::refusal(status, 20001)]).await;
        let (client, _) = patient_client_of(&server.url());
        client.balance().await.unwrap_err();
        assert_eq!(server.requests().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_lost_connection_is_told_after_the_last_try() {
    let server = Scripted::start(vec![Reply::Drop]).await;
    let (client, _) = patient_client_of(&server.url());
    match client.balance().await.unwrap_err() {
        Error::Network(fault) => assert_eq!(fault.kind, NetworkKind::ConnectionLost),
        other => panic!("{other:?}"),
    }
    assert_eq!(server.requests().len(), 5);
}
