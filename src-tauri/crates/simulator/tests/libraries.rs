//! Twilio's own libraries, unchanged but for the host, as the judge of the whole.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tokio::process::Command;
use twilio_simulator::{Handle, Running};

use crate::http::{practice, started};

/// What both drivers must have seen, whatever the language.
async fn judge(mut driver: Command) {
    let (running, handle, _) = started(practice().scenarios(true)).await;
    handle.receive("+15551211200", "+447700900123", "Hello").await.expect("received");
    handle.verify_recipient("+12025550188");
    handle.set_geo_permission("IN", false);
    let seen = drive(&mut driver, &running).await;
    let sids = |list: Vec<(String, String)>| list.into_iter().map(|(sid, _)| sid).collect::<Vec<_>>();

    assert_eq!(seen["account"], json!([running.account_sid(), "active", "Full"]));
    assert_eq!(seen["balance"], json!(["41.20", "USD"]));
    assert_eq!(seen["numbers"], json!(sids(handle.numbers())));
    assert_eq!(number_pages(&handle), 2, "four numbers, two on a page");
    assert_eq!(seen["number"], json!(["+12025550101", true]));
    assert_eq!(seen["short_codes"], json!(["70707"]));
    assert_eq!(seen["services"], json!(sids(handle.services())));
    assert_eq!(seen["pool_numbers"], json!(["+12025550101", "+14155550123"]));
    assert_eq!(seen["pool_short_codes"], json!(["70707"]));
    assert_eq!(seen["pool_alpha_senders"], json!([]));

    assert_eq!(seen["callers"], json!(["+12025550188"]));
    assert_eq!(seen["campaigns"], json!([["VERIFIED"], 0]));
    assert_eq!(seen["toll_free"], json!([["+18005550199", "TWILIO_APPROVED"]]));
    assert_eq!(seen["prices"], json!(["USD", 3, "0.0079"]));
    assert_eq!(seen["countries"], json!(["CA", "FR", "DE", "IN", "GB", "US"]));
    assert_eq!(seen["geo"], json!([["IN", false]]));
    assert_eq!(seen["lines"], json!(["landline", true, null]));

    let message = &handle.messages()[0];
    assert_eq!(seen["created"], json!([message.sid, "queued", "+12025550188", "1"]));
    assert_eq!(seen["by_service"], json!(["accepted", null, "0"]));
    assert_eq!(seen["fetched"], json!([message.sid, "Hello ñ & more"]));
    assert_eq!(seen["listed"], json!([handle.messages()[1].sid, message.sid]));
    assert_eq!(seen["refused"], json!([400, 21211]));
    assert_eq!(seen["missing"], json!([404, 20404]));
    assert_eq!(seen["unauthenticated"], json!([401, 20003]));
    assert_eq!(seen["alerts"], json!([["11200", "error", 1], 0]));
    assert_eq!(seen["media"], json!(["queued", "2"]));
    running.shutdown().await;
}

fn number_pages(handle: &Handle) -> usize {
    let requests = handle.requests();
    let pages = requests.iter().filter(|request| {
        request.path.ends_with("/IncomingPhoneNumbers.json") && request.query_value("PageSize") == Some("2")
    });
    pages.count()
}

async fn drive(driver: &mut Command, running: &Running) -> Value {
    let output = driver
        .env("SIMULATOR_URL", running.url())
        .env("TWILIO_ACCOUNT_SID", running.account_sid())
        .env("TWILIO_AUTH_TOKEN", running.auth_token().expose_secret())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .expect("the driver starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the driver prints JSON")
}

fn fixture(rest: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(rest)
}

#[tokio::test]
async fn twilios_node_library_works_with_it() {
    let library = fixture("node/node_modules/twilio");
    assert!(library.is_dir(), "Twilio's Node library is missing: run `make fixtures`");
    let mut driver = Command::new("node");
    driver.arg(fixture("node/drive.mjs"));
    judge(driver).await;
}

#[tokio::test]
async fn twilios_python_library_works_with_it() {
    let python = std::env::var_os("SENDERDESK_PYTHON").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/venv/bin/python"),
        PathBuf::from,
    );
    assert!(
        python.exists(),
        "Python with Twilio's library is missing at {}: run `make fixtures`, or name one in SENDERDESK_PYTHON",
        python.display()
    );
    let mut driver = Command::new(python);
    driver.arg("-I").arg(fixture("python/drive.py"));
    judge(driver).await;
}
