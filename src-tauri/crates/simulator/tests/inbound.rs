//! Which webhook hears of a message from a handset, what it is told, and where the message shows up.

use serde_json::Value;
use twilio_simulator::{AccountSeed, Handle, Nobody, ServiceSeed, Webhook, WebhookMethod};

use crate::http::{Client, exchange, parse, practice, started, started_with};
use crate::receiver::Receiver;

const HANDSET: &str = "+12025550188";
const LONG_CODE: &str = "+447700900123";
const POOLED: &str = "+12025550101";

async fn webhook(handle: &Handle, to: &str) -> Webhook {
    handle.receive(HANDSET, to, "Hello").await.expect("the account has this sender").webhook
}

async fn inbox(client: &Client) -> Vec<Value> {
    let page = client.get(&client.of("/Messages.json?From=%2B12025550188")).await.json();
    page["messages"].as_array().expect("a list").clone()
}

/// Sets fields of the number with this index in the list.
async fn set_number(client: &Client, handle: &Handle, index: usize, form: &[(&str, &str)]) {
    let path = client.of(&format!("/IncomingPhoneNumbers/{}.json", handle.numbers()[index].0));
    assert_eq!(client.send("POST", &path, form).await.status, 200);
}

async fn set_campaigns(client: &Client, handle: &Handle, form: &[(&str, &str)]) -> Value {
    let answer = client.send("POST", &format!("/v1/Services/{}", handle.services()[0].0), form).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

#[tokio::test]
async fn a_posted_webhook_has_twilios_parameters_and_a_valid_signature() {
    let mut receiver = Receiver::answering("200 OK").await;
    let (running, handle, client) = started(practice()).await;
    let url = receiver.url("/mo?src=tw#tt=100");
    set_number(&client, &handle, 2, &[("SmsUrl", &url)]).await;
    let received = handle.receive(HANDSET, LONG_CODE, "Hello ñ & more").await.expect("received");
    let method = WebhookMethod::Post;
    assert_eq!(received.webhook, Webhook::Answered { url, method, status: 200 });

    let signed_url = receiver.url("/mo?src=tw");
    let heard = receiver.heard().await;
    assert_eq!((heard.method.as_str(), heard.target.as_str()), ("POST", "/mo?src=tw"));
    let sid = received.message_sid.expect("a logged message");
    for (name, value) in [
        ("MessageSid", sid.as_str()),
        ("SmsSid", &sid),
        ("SmsMessageSid", &sid),
        ("AccountSid", running.account_sid()),
        ("From", HANDSET),
        ("To", LONG_CODE),
        ("Body", "Hello ñ & more"),
        ("NumMedia", "0"),
        ("NumSegments", "1"),
        ("SmsStatus", "received"),
        ("ApiVersion", "2010-04-01"),
        ("FromCountry", "US"),
        ("ToCountry", "GB"),
        ("ToCity", ""),
    ] {
        assert_eq!(heard.parameter(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!((heard.parameter("MessagingServiceSid"), heard.parameter("OptOutType")), (None, None));
    assert!(heard.is_signed(running.auth_token(), &signed_url));
    assert!(heard.header("i-twilio-idempotency-token").is_some());
    running.shutdown().await;
}

#[tokio::test]
async fn a_webhook_by_get_has_its_parameters_in_the_signed_query() {
    let mut receiver = Receiver::answering("204 No Content").await;
    let (running, handle, client) = started(practice()).await;
    let url = receiver.url("/mo?src=tw");
    set_number(&client, &handle, 2, &[("SmsUrl", &url), ("SmsMethod", "GET")]).await;
    let method = WebhookMethod::Get;
    assert_eq!(webhook(&handle, LONG_CODE).await, Webhook::Answered { url, method, status: 204 });
    let heard = receiver.heard().await;
    assert!(heard.target.starts_with("/mo?src=tw&ToCountry=GB&"), "{}", heard.target);
    assert_eq!((heard.method.as_str(), heard.parameter("Body")), ("GET", Some("Hello".into())));
    let signed_url = receiver.url(&heard.target);
    assert!(heard.is_signed(running.auth_token(), &signed_url));
}

#[tokio::test]
async fn the_message_is_logged_as_inbound_and_received() {
    let (_running, handle, client) = started(practice()).await;
    let received = handle.receive(HANDSET, LONG_CODE, "STOP").await.expect("received");
    let inbox = inbox(&client).await;
    let message = &inbox[0];
    assert_eq!(message["sid"].as_str(), received.message_sid.as_deref());
    let field = |name: &str| message[name].as_str().unwrap_or("none");
    assert_eq!((field("direction"), field("status")), ("inbound", "received"));
    assert_eq!((field("from"), field("to"), field("body")), (HANDSET, LONG_CODE, "STOP"));
    assert_eq!((field("num_segments"), field("messaging_service_sid")), ("1", "none"));
    assert!(handle.messages().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn a_service_that_does_not_defer_hears_for_its_pool() {
    let mut receiver = Receiver::answering("200 OK").await;
    let (_running, handle, client) = started(practice()).await;
    let url = receiver.url("/mo");
    let form = [
        ("InboundRequestUrl", url.as_str()),
        ("InboundMethod", "GET"),
        ("UseInboundWebhookOnNumber", "false"),
    ];
    set_campaigns(&client, &handle, &form).await;
    set_number(&client, &handle, 0, &[("SmsApplicationSid", "AP00000000000000000000000000000000")]).await;
    let method = WebhookMethod::Get;
    assert_eq!(webhook(&handle, POOLED).await, Webhook::Answered { url, method, status: 200 });
    assert_eq!(receiver.heard().await.parameter("MessagingServiceSid"), Some(handle.services()[0].0.clone()));
}

#[tokio::test]
async fn a_service_that_defers_leaves_it_to_the_sender() {
    let receiver = Receiver::answering("200 OK").await;
    let (_running, handle, client) = started(practice()).await;
    set_campaigns(&client, &handle, &[("InboundRequestUrl", &receiver.url("/unused"))]).await;
    let url = receiver.url("/own");
    let code = client.get(&client.of("/SMS/ShortCodes.json")).await.json()["short_codes"][0].clone();
    let path = client.of(&format!("/SMS/ShortCodes/{}.json", code["sid"].as_str().expect("a SID")));
    assert_eq!(webhook(&handle, "70707").await, Webhook::Nobody { reason: Nobody::NoUrl });
    assert_eq!(client.send("POST", &path, &[("SmsUrl", &url)]).await.json()["sms_url"], url);
    let method = WebhookMethod::Post;
    assert_eq!(webhook(&handle, "70707").await, Webhook::Answered { url, method, status: 200 });
    assert_eq!(inbox(&client).await.len(), 2, "a message without a webhook is logged too");
}

#[tokio::test]
async fn a_service_without_url_that_does_not_defer_drops_the_message() {
    let (_running, handle, client) = started(practice()).await;
    set_campaigns(&client, &handle, &[("UseInboundWebhookOnNumber", "false")]).await;
    let received = handle.receive(HANDSET, POOLED, "Hello").await.expect("received");
    assert_eq!(received.webhook, Webhook::Nobody { reason: Nobody::Dropped });
    assert_eq!(received.message_sid, None);
    assert!(inbox(&client).await.is_empty());
}

#[tokio::test]
async fn an_application_overrides_the_numbers_own_url() {
    let mut receiver = Receiver::answering("200 OK").await;
    let (_running, handle, client) = started(practice()).await;
    let application = ("SmsApplicationSid", "AP00000000000000000000000000000000");
    set_number(&client, &handle, 2, &[("SmsUrl", &receiver.url("/mo")), application]).await;
    assert_eq!(webhook(&handle, LONG_CODE).await, Webhook::Nobody { reason: Nobody::Application });
    assert!(!receiver.was_called());
}

#[tokio::test]
async fn a_webhook_elsewhere_is_named_and_not_called() {
    let (_running, handle, client) = started(practice()).await;
    for url in ["https://hooks.example.test/mo", "https://127.0.0.1/mo", "http://127.0.0.1.example.test/mo"] {
        set_number(&client, &handle, 2, &[("SmsUrl", url)]).await;
        let expected = Webhook::NotLoopback { url: url.into(), method: WebhookMethod::Post };
        assert_eq!(webhook(&handle, LONG_CODE).await, expected);
    }
    set_number(&client, &handle, 2, &[("SmsUrl", "")]).await;
    assert_eq!(webhook(&handle, LONG_CODE).await, Webhook::Nobody { reason: Nobody::NoUrl });
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_a_missing_receiver_is_a_failure() {
    let mut receiver = Receiver::answering("302 Found").await;
    let (_running, handle, client) = started(practice()).await;
    let url = format!("http://localhost:{}/mo", receiver.addr.port());
    set_number(&client, &handle, 2, &[("SmsUrl", &url)]).await;
    let method = WebhookMethod::Post;
    assert_eq!(webhook(&handle, LONG_CODE).await, Webhook::Answered { url, method, status: 302 });
    receiver.heard().await;
    assert!(!receiver.was_called());

    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let addr = free.local_addr().expect("an address");
    drop(free);
    set_number(&client, &handle, 2, &[("SmsUrl", &format!("http://{addr}/mo"))]).await;
    assert!(matches!(webhook(&handle, LONG_CODE).await, Webhook::Failed { .. }));
}

#[tokio::test]
async fn advanced_opt_out_tells_the_webhook_the_kind_of_keyword() {
    let mut receiver = Receiver::answering("200 OK").await;
    let service = ServiceSeed {
        short_codes: vec!["70707".into()],
        inbound_request_url: Some(receiver.url("/mo")),
        advanced_opt_out: true,
        ..ServiceSeed::default()
    };
    let account = AccountSeed { services: vec![service], ..AccountSeed::practice() };
    let (_running, handle, _) = started_with(account).await;
    handle.receive(HANDSET, "70707", "unsubscribe").await.expect("received");
    assert_eq!(receiver.heard().await.parameter("OptOutType"), Some("STOP".into()));
}

#[tokio::test]
async fn the_control_plane_takes_pictures_and_tells_what_came_of_it() {
    let mut receiver = Receiver::answering("200 OK").await;
    let (running, handle, client) = started(practice().control_plane(true)).await;
    set_number(&client, &handle, 2, &[("SmsUrl", &receiver.url("/mo"))]).await;
    let control = async |body: &str| {
        let headers = "Content-Type: application/json\r\n";
        parse(&exchange(running.addr(), "POST", "/_simulator/inbound", headers, body.as_bytes()).await)
    };
    let body = format!(r#"{{"from":"{HANDSET}","to":"{LONG_CODE}","body":"help","num_media":2}}"#);
    let answer = control(&body).await;
    let received = answer.json();
    assert_eq!((answer.status, &received["keyword"]), (200, &"help".into()));
    assert_eq!(received["replies"], serde_json::json!([{ "by": "twilio", "kind": "help" }]));
    assert_eq!(received["scope"], serde_json::json!({ "number": LONG_CODE }));
    assert_eq!(
        (&received["webhook"]["outcome"], &received["webhook"]["status"]),
        (&"answered".into(), &200.into())
    );
    let heard = receiver.heard().await;
    assert_eq!(heard.parameter("NumMedia").as_deref(), Some("2"));
    assert_eq!(heard.parameter("MediaContentType1").as_deref(), Some("image/jpeg"));
    let sid = received["message_sid"].as_str().expect("a SID");
    assert!(sid.starts_with("MM"));
    assert!(
        heard.parameter("MediaUrl1").is_some_and(|url| url.contains(&format!("/Messages/{sid}/Media/ME")))
    );

    let one_way = control(&format!(r#"{{"from":"{HANDSET}","to":"SHOP"}}"#)).await;
    assert_eq!((one_way.status, one_way.json()["message"].to_string().contains("alphanumeric")), (400, true));
}

#[tokio::test]
async fn a_receiver_that_hangs_is_a_failure_and_the_message_is_logged_all_the_same() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let (_running, handle, client) = started(practice()).await;
    let url = format!("http://{}/mo", silent.local_addr().expect("an address"));
    set_number(&client, &handle, 2, &[("SmsUrl", &url)]).await;
    let method = WebhookMethod::Post;
    let error = "no answer in time".to_owned();
    assert_eq!(webhook(&handle, LONG_CODE).await, Webhook::Failed { url, method, code: 11200, error });
    assert_eq!(inbox(&client).await.len(), 1);
}
