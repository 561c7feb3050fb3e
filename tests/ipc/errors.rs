//! What exactly does the page get when something fails? One case for each code, in full.

use std::sync::Arc;

use senderdesk_core::wire::{ErrorCode, TwilioAnswer, WireError};
use serde_json::{Value, json};
use twilio_simulator::{Fault, FaultKind, Match};

use super::boundary::{Boundary, TOKEN, connect_draft, sender_draft};

const UNKNOWN: &str = "0198f000-0000-7000-8000-00000000ffff";

/// An error without fields and without an answer of Twilio's.
fn plain(code: &str, message: &str, hint: Option<&str>) -> Value {
    json!({ "code": code, "message": message, "hint": hint, "fields": [], "twilio": null })
}

#[test]
fn invalid_names_the_fields() {
    let page = Boundary::new();
    let workspace = page.connects();
    let mut empty = sender_draft("");
    (empty["supports_mms"], empty["sender_type"], empty["sender_id"]) =
        (json!(false), Value::Null, json!(""));
    let error = page.error("create_sender", json!({ "workspace": workspace, "draft": empty }));
    let fields: Vec<_> = error["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .filter_map(|field| field["field"].as_str())
        .collect();
    assert_eq!((&error["code"], fields), (&json!("invalid"), vec!["name", "sender_type"]), "{error}");
    assert!(error["message"].is_string() && error["twilio"].is_null(), "{error}");
}

#[test]
fn not_found_says_what_is_gone() {
    let error = Boundary::new().error("sender", json!({ "key": UNKNOWN }));
    let hint = "It was removed in the meantime. The list shows what is there now.";
    assert_eq!(error, plain("not_found", "This sender is gone.", Some(hint)));
}

#[test]
fn an_answer_of_twilios_keeps_its_own_words() {
    let page = Boundary::new();
    let workspace = page.connects();
    page.twilio.handle().push(Fault::always(Match::any(), FaultKind::Status(503)));
    let error = page.error("check_balance", json!({ "workspace": workspace }));
    assert_eq!((&error["code"], &error["twilio"]["status"]), (&json!("network"), &json!(503)), "{error}");
    assert!(error["message"].as_str().is_some_and(|message| message.contains("HTTP 503")), "{error}");
}

/// The commands that exist turn a refusal into a view of its own; the code is for those that cannot.
#[test]
fn a_refusal_carries_twilios_code() {
    let answer =
        TwilioAnswer { status: 401, code: Some(20003), message: "Authenticate".into(), request_id: None };
    let error =
        WireError { twilio: Some(answer.into()), ..WireError::new(ErrorCode::Twilio, "Twilio refused it.") };
    let wanted = json!({ "status": 401, "code": 20003, "message": "Authenticate", "request_id": null });
    let mut plain = plain("twilio", "Twilio refused it.", None);
    plain["twilio"] = wanted;
    assert_eq!(serde_json::to_value(error).expect("it serialises"), plain);
}

#[test]
fn network_says_that_trying_again_is_reasonable() {
    let page = Boundary::new();
    let workspace = page.connects();
    page.twilio.handle().push(Fault::always(Match::any(), FaultKind::DropConnection));
    let error = page.error("check_balance", json!({ "workspace": workspace }));
    let message = "The connection was lost before the answer was complete.";
    let hint = "Try again. If it stays, a firewall or proxy may be cutting connections.";
    assert_eq!(error, plain("network", message, Some(hint)));
}

#[test]
fn keychain_asks_for_the_secret_once_more() {
    let page = Boundary::new();
    let mut draft = connect_draft(TOKEN);
    draft["credential"]["keep"] = json!("until_quit");
    let workspace = page.answer("connect", json!({ "draft": draft }))["workspace"]["id"].clone();
    let folder = Arc::clone(&page.folder);
    drop(page);
    let error = Boundary::on(folder).error("check_balance", json!({ "workspace": workspace }));
    let message = "The secret of this account was kept until quit, and is not known any more.";
    assert_eq!(error, plain("keychain", message, Some("Reauthenticate: enter the secret once more.")));
}

#[test]
fn read_only_says_who_holds_the_folder() {
    let first = Boundary::new();
    let workspace = first.connects();
    let second = Boundary::on(Arc::clone(&first.folder));
    let arguments = json!({ "workspace": workspace, "draft": sender_draft("Marketing") });
    let error = second.error("create_sender", arguments);
    let hint = "Another Senderdesk has this data folder open. Changes can be made there; here you see what is saved.";
    assert_eq!(error, plain("read_only", "Nothing was changed: this window is read-only.", Some(hint)));
}

#[test]
fn internal_says_why_there_is_no_desk() {
    let error = Boundary::without_desk("The database cannot be opened.").error("desk_state", json!({}));
    assert_eq!(error, plain("internal", "The database cannot be opened.", None));
}
