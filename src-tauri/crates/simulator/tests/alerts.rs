//! What the monitor notes of webhooks that fail, and who may read it.

use serde_json::Value;
use twilio_simulator::{AccountSeed, ApiKeySeed, Area, Handle, KeyKind};

use crate::http::{Client, practice, started, started_with};
use crate::receiver::Receiver;

const HANDSET: &str = "+12025550188";
const LONG_CODE: &str = "+447700900123";

/// The URL of the number in no service.
async fn listens_at(client: &Client, handle: &Handle, url: &str) {
    let path = client.of(&format!("/IncomingPhoneNumbers/{}.json", handle.numbers()[2].0));
    assert_eq!(client.send("POST", &path, &[("SmsUrl", url)]).await.status, 200);
}

async fn alerts(client: &Client, query: &str) -> Vec<Value> {
    let page = client.get(&format!("/v1/Alerts{query}")).await;
    assert_eq!(page.status, 200, "{}", String::from_utf8_lossy(&page.body));
    let page = page.json();
    assert_eq!(page["meta"]["key"], "alerts");
    page["alerts"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_webhook_that_answers_with_an_error_leaves_an_alert_about_its_message() {
    let receiver = Receiver::answering("500 Internal Server Error").await;
    let (running, handle, client) = started(practice()).await;
    let url = receiver.url("/mo");
    listens_at(&client, &handle, &url).await;
    let received = handle.receive(HANDSET, LONG_CODE, "Hello ñ").await.expect("received");
    let listed = alerts(&client, "?PageSize=50").await;
    assert_eq!(listed.len(), 1);
    let alert = &listed[0];
    assert_eq!(alert["resource_sid"], received.message_sid.expect("a SID"));
    assert_eq!((&alert["error_code"], &alert["log_level"]), (&"11200".into(), &"error".into()));
    assert_eq!((&alert["request_url"], &alert["request_method"]), (&url.into(), &"POST".into()));
    assert!(alert["alert_text"].as_str().is_some_and(|text| text.contains("ErrorCode=11200")));
    assert_eq!(alert.get("request_variables"), None, "only a single fetch shows them");
    let sid = alert["sid"].as_str().expect("a SID");
    let whole = client.get(&format!("/v1/Alerts/{sid}")).await.json();
    assert!(whole["request_variables"].as_str().is_some_and(|text| text.contains("Body=Hello+%C3%B1")));
    assert_eq!(client.get("/v1/Alerts/NO00000000000000000000000000000000").await.refusal(), (404, 20404));
    running.shutdown().await;
}

#[tokio::test]
async fn a_webhook_that_works_or_is_not_called_leaves_none() {
    let receiver = Receiver::answering("200 OK").await;
    let (running, handle, client) = started(practice()).await;
    handle.receive(HANDSET, LONG_CODE, "to the demo URL, which is not called").await.expect("received");
    listens_at(&client, &handle, &receiver.url("/mo")).await;
    handle.receive(HANDSET, LONG_CODE, "Hello").await.expect("received");
    assert_eq!(alerts(&client, "").await, [Value::Null; 0]);
    running.shutdown().await;
}

#[tokio::test]
async fn nothing_that_listens_is_another_code() {
    let (running, handle, client) = started(practice()).await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/mo", listener.local_addr().expect("an address"));
    drop(listener);
    listens_at(&client, &handle, &url).await;
    handle.receive(HANDSET, LONG_CODE, "Hello").await.expect("received");
    assert_eq!(alerts(&client, "").await[0]["error_code"], "11205");
    running.shutdown().await;
}

#[tokio::test]
async fn dates_and_level_filter_inclusively() {
    let (running, handle, client) = started(practice().scenarios(true)).await;
    // The scenario of a webhook that answers 502, without anybody being called.
    handle.receive("+15551211200", LONG_CODE, "Hello").await.expect("received");
    let alert = alerts(&client, "").await.remove(0);
    let at = alert["date_generated"].as_str().expect("a date");
    let day = &at[..10];
    for (query, count) in [
        (format!("?StartDate={day}&EndDate={day}"), 1),
        (format!("?StartDate={at}&EndDate={at}"), 1),
        (format!("?LogLevel=error&StartDate={day}"), 1),
        ("?LogLevel=warning".to_owned(), 0),
        ("?StartDate=2999-01-01".to_owned(), 0),
        ("?EndDate=2000-01-01T00:00:00Z".to_owned(), 0),
    ] {
        assert_eq!(alerts(&client, &query).await.len(), count, "{query}");
    }
    assert_eq!(client.get("/v1/Alerts?StartDate=yesterday").await.refusal(), (400, 20001));
    assert_eq!(client.get("/v1/Alerts?LogLevel=loud").await.refusal(), (400, 20001));
    running.shutdown().await;
}

#[tokio::test]
async fn a_restricted_key_needs_the_right_to_read_them() {
    let key =
        |areas: Vec<Area>, sid: &str| ApiKeySeed::new(KeyKind::Restricted(areas)).credentials(sid, "secret");
    let (without, with) = ("SK00000000000000000000000000000001", "SK00000000000000000000000000000002");
    let account = AccountSeed::practice()
        .api_key(key(vec![Area::Messages], without))
        .api_key(key(vec![Area::Alerts], with));
    let (running, _, client) = started_with(account).await;
    let refused = client.with_credentials(without, "secret").get("/v1/Alerts").await;
    assert_eq!(refused.refusal(), (403, 70051));
    assert_eq!(client.with_credentials(with, "secret").get("/v1/Alerts").await.status, 200);
    running.shutdown().await;
}

#[tokio::test]
async fn they_survive_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state.json");
    let (running, handle, _) = started(practice().scenarios(true).state_file(&file)).await;
    handle.receive("+15551211200", LONG_CODE, "Hello").await.expect("received");
    drop(running);
    let (again, _, client) = started(practice().state_file(&file)).await;
    assert_eq!(alerts(&client, "").await.len(), 1);
    again.shutdown().await;
}
