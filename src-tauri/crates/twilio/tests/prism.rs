//! Does Twilio's own description of its API accept every request of the client?
//!
//! The description is Twilio's OpenAPI documents, merged and patched by `tests/openapi/patch.mjs`; the judge is Prism,
//! which answers with the documents' examples. Prism does not object to names that the documents do not know, so these
//! are compared here.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use twilio_messaging::{
    AlertFilter, LogLevel, MessageFilter, MessageSender, NewMessage, Resource, SettingField, WriteError,
};
use url::Url;

use crate::support::{ACCOUNT, MESSAGE, Reply, SERVICE, Scripted, client_of, hello};

struct Prism {
    url: String,
    _child: Child,
    _folder: tempfile::TempDir,
}

fn openapi() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/openapi")
}

/// Writes the patched documents and returns them.
async fn documents(into: &Path) -> Value {
    assert!(
        openapi().join("node_modules").is_dir(),
        "Twilio's documents are not installed: run `make fixtures`"
    );
    let file = into.join("twilio.json");
    let status =
        Command::new("node").arg("patch.mjs").arg(&file).current_dir(openapi()).status().await.unwrap();
    assert!(status.success(), "patch.mjs failed");
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

impl Prism {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        documents(folder.path()).await;
        let mut child = Command::new("node")
            .arg("node_modules/@stoplight/prism-cli/dist/index.js")
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port", "0"])
            .arg(folder.path().join("twilio.json"))
            .current_dir(openapi())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = loop {
            let line = lines.next_line().await.unwrap().expect("Prism ended before it listened");
            if let Some((_, url)) = line.split_once("Prism is listening on ") {
                break url.trim().to_owned();
            }
        };
        // Prism logs each request; a full pipe would stop it.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { url, _child: child, _folder: folder }
    }
}

fn everything() -> MessageFilter {
    MessageFilter {
        from: Some("+15551230002".into()),
        sent_after: Some("2026-01-31".parse().unwrap()),
        sent_before: Some("2026-02-28".parse().unwrap()),
        ..MessageFilter::to("+15551230001".parse().unwrap())
    }
}

fn all_alerts() -> AlertFilter {
    AlertFilter {
        level: Some(LogLevel::Error),
        since: Some("2026-01-31T10:00:00Z".parse().unwrap()),
        until: Some("2026-02-28T10:00:00Z".parse().unwrap()),
    }
}

fn messages() -> [NewMessage; 3] {
    let service = MessageSender::Service(SERVICE.parse().unwrap());
    let media = |count: u32| -> Vec<Url> {
        (0..count).map(|place| format!("https://media.example/{place}.png?a=b&c").parse().unwrap()).collect()
    };
    [
        hello(),
        NewMessage {
            sender: service.clone(), body: "Größe & + 👋".into(), media_urls: media(1), ..hello()
        },
        NewMessage { sender: service, body: String::new(), media_urls: media(2), ..hello() },
    ]
}

/// Every resource that has settings, with each of its fields set, and each that may be empty cleared.
fn changes() -> Vec<(Resource, Vec<(SettingField, String)>)> {
    use SettingField::*;
    let resources = [
        Resource::Service(SERVICE.parse().unwrap()),
        Resource::PhoneNumber("PN11112222333344445555666677778888".parse().unwrap()),
        Resource::ShortCode("SC11112222333344445555666677778888".parse().unwrap()),
    ];
    let value = |field| match field {
        InboundMethod | FallbackMethod | SmsMethod | SmsFallbackMethod => "GET",
        UseInboundWebhookOnNumber | MmsConverter | SmartEncoding => "false",
        ValidityPeriod => "14400",
        SmsApplicationSid => "AP11112222333344445555666677778888",
        _ => "https://api-03.moengage.com/v1/x?a=b&c=d#rc=2",
    };
    let cleared = [InboundRequestUrl, FallbackUrl, StatusCallback, SmsUrl, SmsFallbackUrl, SmsApplicationSid];
    let of = |resource: &Resource| {
        let fields = SettingField::ALL.iter().filter(|field| field.belongs_to(resource)).copied();
        let set = fields.clone().map(|field| (field, value(field).to_owned())).collect();
        let clear =
            fields.filter(|field| cleared.contains(field)).map(|field| (field, String::new())).collect();
        [(resource.clone(), set), (resource.clone(), clear)]
    };
    resources.iter().flat_map(of).collect()
}

#[tokio::test]
async fn every_request_of_the_client_is_accepted_and_every_example_is_read() {
    let prism = Prism::start().await;
    let client = client_of(&prism.url);
    let service = SERVICE.parse().unwrap();
    client.account().await.unwrap();
    assert_eq!(client.balance().await.unwrap().amount.as_str(), "0.05");
    assert!(!client.incoming_phone_numbers().all().await.unwrap().is_empty());
    assert!(!client.short_codes().all().await.unwrap().is_empty());
    assert!(!client.messaging_services().all().await.unwrap().is_empty());
    assert!(!client.service_phone_numbers(&service).all().await.unwrap().is_empty());
    assert!(!client.service_short_codes(&service).all().await.unwrap().is_empty());
    assert!(!client.service_alpha_senders(&service).all().await.unwrap().is_empty());
    assert!(!client.outgoing_caller_ids().all().await.unwrap().is_empty());
    assert!(!client.us_campaigns(&service).all().await.unwrap().is_empty());
    let number = "PN11112222333344445555666677778888".parse().unwrap();
    for number in [None, Some(&number)] {
        let verifications = client.toll_free_verifications(number).all().await.unwrap();
        assert_eq!(verifications[0].tollfree_phone_number.as_deref(), Some("+18003334444"));
    }
    let prices = client.messaging_prices("US".parse().unwrap()).await.unwrap();
    let price = prices.outbound_sms_prices[0].prices[0].current_price.as_ref().unwrap();
    assert_eq!((price.as_str(), prices.price_unit.as_deref()), ("0.05", Some("USD")));
    assert!(!client.geo_permissions("IN".parse().unwrap()).await.unwrap().permissions.is_empty());
    assert_eq!(client.look_up_line(&"+14159929960".parse().unwrap()).await.unwrap().valid, Some(true));
    client.message(&MESSAGE.parse().unwrap()).await.unwrap();
    // The document's first example of the alerts is an empty list.
    for filter in [AlertFilter::default(), all_alerts()] {
        assert!(client.alerts(&filter).all().await.unwrap().is_empty());
    }
    // The example's next link leads to the same example again: the first page, with each form of the request.
    for filter in [MessageFilter::default(), everything()] {
        assert!(!client.messages(filter.clone()).probe().await.unwrap().is_empty());
        assert!(client.messages(filter).next_page().await.unwrap().is_some());
    }
    for message in messages() {
        client.create_message(&message).await.unwrap();
    }
    // The document's first example of the accounts is an empty list.
    client.accounts().all().await.unwrap();
    assert!(client.applications().next_page().await.unwrap().is_some());
    for (resource, changes) in changes() {
        let shown = client.settings(&resource).await.unwrap();
        let is_told = |(field, _): &(SettingField, String)| shown.get(*field).is_some();
        assert!(changes.iter().all(is_told), "{resource:?} of Twilio's example: {shown:?}");
        client.change_settings(&resource, &changes).await.unwrap();
    }
}

/// The judge must not be blind: these differ from what the client sends in one thing each.
#[tokio::test]
async fn a_request_that_twilio_would_refuse_is_refused() {
    let prism = Prism::start().await;
    let too_long = NewMessage { body: "x".repeat(1601), ..hello() };
    let error = client_of(&prism.url).create_message(&too_long).await.unwrap_err();
    assert!(matches!(&error, WriteError::Refused(api) if api.status == 400), "{error:?}");

    let messages = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json");
    let signed = "Authorization: Basic QUM6dG9rZW4=\r\n";
    let cases = [
        (200, "GET /v1/Services?PageSize=1000", signed, ""),
        (200, "GET /v1/Alerts?StartDate=2026-01-31", signed, ""),
        (400, "GET /v1/Alerts?StartDate=yesterday", signed, ""),
        (401, "GET /v1/Services?PageSize=1000", "", ""),
        (400, "GET /v1/Services?PageSize=5000", signed, ""),
        (400, "GET /v1/Services/MG1/PhoneNumbers", signed, ""),
        (404, "GET /v1/Servicez", signed, ""),
        (201, &format!("POST {messages}"), signed, "To=%2B15551230001&Body=Hi"),
        (400, &format!("POST {messages}"), signed, ""),
        (400, &format!("POST {messages}"), signed, "Body=Hi"),
        (400, &format!("POST {messages}"), signed, "To=%2B15551230001&MessagingServiceSid=MG1"),
        (400, &format!("POST {messages}"), signed, "To=%2B15551230001&MediaUrl=here"),
        (400, &format!("POST {messages}"), signed, "To=%2B15551230001&ValidityPeriod=99999"),
    ];
    for (expected, request, authorization, form) in cases {
        assert_eq!(status_of(&prism.url, request, authorization, form).await, expected, "{request} {form}");
    }
}

/// The status of a request that the client itself would not make.
async fn status_of(url: &str, request: &str, authorization: &str, form: &str) -> u16 {
    let authority = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(authority).await.unwrap();
    let text = format!(
        "{request} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n{authorization}\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{answer}"))
}

#[tokio::test]
async fn every_parameter_bears_a_name_that_twilio_knows() {
    let folder = tempfile::tempdir().unwrap();
    let documents = documents(folder.path()).await;
    let server = Scripted::start(vec![Reply::refusal("400 Bad Request", 20001)]).await;
    let client = client_of(&server.url());
    let _ = client.incoming_phone_numbers().all().await;
    let _ = client.messages(everything()).all().await;
    let _ = client.messaging_services().all().await;
    let _ = client.alerts(&all_alerts()).all().await;
    let _ = client.outgoing_caller_ids().all().await;
    let _ = client
        .toll_free_verifications(Some(&"PN11112222333344445555666677778888".parse().unwrap()))
        .all()
        .await;
    let _ = client.geo_permissions("IN".parse().unwrap()).await;
    for message in messages() {
        let _ = client.create_message(&message).await;
    }
    let _ = client.accounts().all().await;
    let _ = client.applications().all().await;
    for (resource, changes) in changes() {
        let _ = client.settings(&resource).await;
        let _ = client.change_settings(&resource, &changes).await;
    }
    assert_eq!(server.requests().len(), 24);
    for request in server.requests() {
        let method = request.split(' ').next().unwrap().to_lowercase();
        let url = Url::parse(&server.url()).unwrap().join(request.split(' ').nth(1).unwrap()).unwrap();
        let path = url.path().replace(ACCOUNT, "{AccountSid}");
        let of_one = changes().into_iter().map(|(resource, _)| resource.sid().to_owned());
        let path = of_one.fold(path, |path, sid| path.replace(&format!("/{sid}"), "/{Sid}"));
        let operation = &documents["paths"][&path][&method];
        assert!(operation.is_object(), "{method} {path}");
        let known: Vec<_> =
            operation["parameters"].as_array().into_iter().flatten().map(|p| &p["name"]).collect();
        for (name, _) in url.query_pairs() {
            assert!(known.contains(&&Value::from(name.as_ref())), "{name} of {path}");
        }
        let form = &operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"];
        let form = match form["$ref"].as_str() {
            Some(reference) => documents.pointer(&reference[1..]).unwrap(),
            None => form,
        };
        let body = request.split_once("\r\n\r\n").unwrap().1;
        for (name, _) in url::form_urlencoded::parse(body.as_bytes()) {
            assert!(form["properties"].get(name.as_ref()).is_some(), "{name} of {path}");
        }
    }
}
