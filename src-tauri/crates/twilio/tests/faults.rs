//! Is every way in which a read can fail told apart from the others?

use std::time::Duration;

use twilio_messaging::{
    ApiError, Client, Endpoint, Error, Limits, NetworkKind, Region, TimeoutPhase, TlsFault, Transport,
};

use crate::support::{
    BALANCE, Reply, Scripted, client_of, client_with, credential, loopback, vacated_address,
};

async fn fault_of(reply: Reply) -> Error {
    let server = Scripted::start(vec![reply]).await;
    client_of(&server.url()).balance().await.unwrap_err()
}

async fn refusal_of(reply: Reply) -> ApiError {
    match fault_of(reply).await {
        Error::Api(api) => api,
        other => panic!("{other:?}"),
    }
}

fn kind_of(error: Error) -> NetworkKind {
    match error {
        Error::Network(fault) => fault.kind,
        other => panic!("{other:?}"),
    }
}

fn hasty() -> Limits {
    let limit = Duration::from_millis(300);
    Limits { connect_timeout: limit, total_timeout: limit, attempts: 1, ..Limits::default() }
}

#[tokio::test]
async fn a_wrong_token_is_a_refused_credential() {
    let api = refusal_of(Reply::refusal("401 Unauthorized", 20003)).await;
    assert_eq!((api.status, api.code, api.is_refused_credential()), (401, Some(20003), true));
    assert_eq!(api.message, "Said by Twilio");
}

#[tokio::test]
async fn a_suspended_account_is_a_refused_credential() {
    let api = refusal_of(Reply::refusal("403 Forbidden", 20403)).await;
    assert_eq!((api.status, api.code, api.is_refused_credential()), (403, Some(20403), true));
}

#[tokio::test]
async fn a_refusal_of_the_newer_form_is_understood() {
    let body = r#"{"type":"https://www.twilio.com/docs/errors/20404","title":"Not found","status":404,"code":20404,"detail":"No such thing"}"#;
    let api =
        refusal_of(Reply::with("404 Not Found", "Twilio-Request-Id: RQ12\r\nRetry-After: 9\r\n", body)).await;
    assert_eq!((api.code, api.message.as_str()), (Some(20404), "No such thing"));
    assert_eq!(api.more_info.as_deref(), Some("https://www.twilio.com/docs/errors/20404"));
    assert_eq!(api.request_id.as_deref(), Some("RQ12"));
    assert_eq!(api.retry_after, Some(Duration::from_secs(9)));
    assert!(!api.is_refused_credential());
}

#[tokio::test]
async fn a_refusal_without_twilios_words_keeps_its_status() {
    let api = refusal_of(Reply::with("502 Bad Gateway", "", "<html>proxy</html>")).await;
    assert_eq!((api.status, api.code, api.message.as_str()), (502, None, "Bad Gateway"));
}

#[tokio::test]
async fn a_page_instead_of_json_is_shown_by_its_first_characters_without_secrets() {
    let page = format!("<html>\n<p>Welcome to Hotel Wi-Fi {}</p></html>", "0123456789abcdef".repeat(3));
    match fault_of(Reply::with("200 OK", "Content-Type: text/html\r\n", &page)).await {
        Error::Unreadable { status: 200, excerpt } => {
            assert_eq!(excerpt, "<html> <p>Welcome to Hotel Wi-Fi …</p></html>");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_body_of_40_mb_is_not_read() {
    let server = Scripted::start(vec![Reply::Flood(40 << 20)]).await;
    let error = client_of(&server.url()).balance().await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 8_388_608 }), "{error:?}");
    assert!(server.written() < 24 << 20, "{} bytes were taken", server.written());
}

#[tokio::test]
async fn an_announced_size_beyond_the_limit_is_enough() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 41943040\r\n\r\n{".to_vec();
    assert!(matches!(fault_of(Reply::Stall(head)).await, Error::TooLarge { .. }));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Scripted::start(vec![Reply::json("200 OK", BALANCE)]).await;
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"] {
        let error = fault_of(Reply::with(status, &format!("Location: {}/\r\n", elsewhere.url()), "")).await;
        assert!(matches!(error, Error::Redirected { status: 300..=399 }), "{error:?}");
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn an_answer_that_never_begins_is_a_time_limit() {
    let server = Scripted::start(vec![Reply::Stall(Vec::new())]).await;
    let error = client_with(&server.url(), hasty()).balance().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(TimeoutPhase::Answer)), "{error:?}");
}

#[tokio::test]
async fn an_answer_that_never_ends_is_a_time_limit() {
    let begun = b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{".to_vec();
    let server = Scripted::start(vec![Reply::Stall(begun)]).await;
    let error = client_with(&server.url(), hasty()).balance().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(TimeoutPhase::Body)), "{error:?}");
}

#[tokio::test]
async fn a_handshake_that_never_ends_is_a_time_limit_of_connecting() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let limits = Limits { total_timeout: Duration::from_secs(30), ..hasty() };
    let address = format!("https://{}", silent.local_addr().unwrap());
    let error = client_with(&address, limits).balance().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(TimeoutPhase::Connect)), "{error:?}");
}

#[tokio::test]
async fn a_connection_that_breaks_is_lost() {
    assert_eq!(kind_of(fault_of(Reply::Drop).await), NetworkKind::ConnectionLost);
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"account_sid\"".to_vec();
    assert_eq!(kind_of(fault_of(Reply::Bytes(half)).await), NetworkKind::ConnectionLost);
}

#[tokio::test]
async fn a_port_where_nothing_listens_refuses() {
    let error = client_of(&vacated_address()).balance().await.unwrap_err();
    assert_eq!(kind_of(error), NetworkKind::ConnectionRefused);
}

#[tokio::test]
async fn a_host_without_an_address_is_a_name_that_was_not_resolved() {
    let transport = Transport::twilio_builder().no_proxy().pin("api.twilio.com", Vec::new()).build().unwrap();
    let client = Client::builder(credential())
        .transport(transport)
        .limits(Limits { attempts: 1, ..Limits::default() })
        .build()
        .unwrap();
    assert_eq!(kind_of(client.balance().await.unwrap_err()), NetworkKind::NameNotResolved);
}

#[tokio::test]
async fn what_is_not_tls_is_a_tls_fault() {
    let plain = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = plain.local_addr().unwrap();
    let answering = tokio::spawn(async move {
        let (mut stream, _) = plain.accept().await.unwrap();
        let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        stream
    });
    let error = client_of(&format!("https://{address}")).balance().await.unwrap_err();
    assert!(matches!(kind_of(error), NetworkKind::Tls(TlsFault::Other(_))));
    answering.await.unwrap();
}

#[test]
fn a_transport_serves_only_the_endpoint_it_was_made_for() {
    let transport = Transport::loopback().unwrap();
    let twilio = Endpoint::Twilio(Region::Ie1);
    assert!(matches!(Client::new(transport.clone(), credential(), twilio), Err(Error::InvalidSetting(_))));
    assert!(Client::new(transport, credential(), loopback("http://127.0.0.1:9")).is_ok());
}

#[tokio::test]
async fn requests_of_one_account_wait_for_each_other_beyond_the_limit() {
    let server = Scripted::start(vec![Reply::Stall(Vec::new())]).await;
    let client = client_with(&server.url(), Limits { in_flight: 1, ..hasty() });
    let start = std::time::Instant::now();
    let (first, second) = tokio::join!(client.balance(), client.balance());
    assert!(first.is_err() && second.is_err());
    assert!(start.elapsed() >= 2 * hasty().total_timeout, "both were in flight at once");
}
