//! Does every command do its work through the boundary?

use std::collections::BTreeSet;

use serde_json::{Value, json};
use twilio_simulator::{Fault, FaultKind, Match};

use super::boundary::{Boundary, TOKEN, connect_draft, credential_draft, sender_draft};
use crate::hardening::handled;

const FIRST: &str = "0198f000-0000-7000-8000-000000000001";
const SECOND: &str = "0198f000-0000-7000-8000-000000000002";

fn test_draft(id: &str, sender: &Value, body: &str) -> Value {
    json!({ "id": id, "from": { "from": "saved", "key": sender }, "recipient": "+12025550147", "body": body })
}

#[test]
fn every_command_answers() {
    let page = Boundary::new();
    let state = page.answer("desk_state", json!({}));
    assert_eq!(state["workspaces"], json!([]));
    assert_eq!(page.answer("desk_changes", json!({ "page": "__CHANNEL__:7" })), Value::Null);

    accounts(&page);
    let workspace = page.answer("desk_state", json!({}))["workspaces"][0]["id"].clone();
    let sender = senders(&page, &workspace);
    tests(&page, &workspace, &sender);
    window(&page);

    let practice = page.answer("open_practice", json!({}));
    assert_eq!(practice["environment"], "practice");
    assert_eq!(page.called(), handled().into_iter().collect::<BTreeSet<_>>());
}

fn accounts(page: &Boundary) {
    let shape = json!({
        "workspace_name": "Acme", "data_centre": "3", "username": "PN0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "kind": "auth_token", "api_key_sid": "",
    });
    let notes = page.answer("check_connect", json!({ "shape": shape }));
    assert_eq!(notes["notes"][0]["field"], "username", "{notes}");

    let wrong = "0123456789abcdef0123456789abcdef";
    let refused = page.answer("connect", json!({ "draft": connect_draft(wrong) }));
    assert_eq!((&refused["outcome"], &refused["twilio"]["code"]), (&json!("refused"), &json!(20003)));
    let others = page.answer("try_other_regions", json!({ "draft": credential_draft(wrong) }));
    assert_eq!(others.as_array().map(Vec::len), Some(2));

    let workspace = page.connects();
    let view = page.answer("workspace", json!({ "id": workspace }));
    assert_eq!(view["account"]["kept_in"], "keychain");
    let again =
        page.answer("reauthenticate", json!({ "workspace": workspace, "draft": credential_draft(TOKEN) }));
    assert_eq!(again["outcome"], "kept");
    let access =
        page.answer("recheck_access", json!({ "workspace": workspace }))["account"]["access"].clone();
    assert!(access.as_array().is_some_and(|rows| rows.iter().any(|row| row["access"] == "yes")), "{access}");
    assert_eq!(page.answer("check_balance", json!({ "workspace": workspace }))["reading"], "known");
}

fn senders(page: &Boundary, workspace: &Value) -> Value {
    let draft = sender_draft("Marketing US");
    let notes = page.answer("check_sender", json!({ "workspace": workspace, "key": null, "draft": draft }));
    assert_eq!(notes["sender_id"], "+12025550101");
    let saved = page.answer("create_sender", json!({ "workspace": workspace, "draft": draft }));
    assert_eq!((&saved["first_save"], &saved["sender"]["is_default"]), (&json!(true), &json!(true)));
    let first = saved["sender"]["key"].clone();
    let other = json!({ "supports_mms": false, "name": "Alerts", "sender_type": "alphanumeric", "sender_id": "ACME" });
    let second = page.answer("create_sender", json!({ "workspace": workspace, "draft": other }));
    let second = second["sender"]["key"].clone();

    let renamed = page.answer("update_sender", json!({ "key": first, "draft": sender_draft("Marketing") }));
    assert_eq!(renamed["sender"]["name"], "Marketing");
    assert_eq!(page.answer("mark_default", json!({ "key": second }))["is_default"], true);
    page.answer("delete_sender", json!({ "key": first }));
    assert_eq!(page.answer("restore_sender", json!({ "key": first }))["name"], "Marketing");
    assert_eq!(page.answer("sender", json!({ "key": first }))["is_default"], false);
    let query = json!({ "search": "mark", "sort": "name", "descending": false, "offset": 0, "limit": 50 });
    let found = page.answer("senders", json!({ "workspace": workspace, "query": query }));
    assert_eq!((&found["matching"], &found["total"]), (&json!(1), &json!(2)));
    first
}

fn tests(page: &Boundary, workspace: &Value, sender: &Value) {
    let draft = test_draft(FIRST, sender, "Hello");
    assert_eq!(page.answer("check_test", json!({ "draft": draft }))["characters"], 5);
    page.answer("send_test", json!({ "workspace": workspace, "draft": draft }));
    page.follows(FIRST, "delivered");

    page.twilio.handle().push(Fault::once(Match::request("POST", "/Messages.json"), FaultKind::LoseAnswer));
    let draft = test_draft(SECOND, sender, "Was it sent?");
    let lost = page.answer("send_test", json!({ "workspace": workspace, "draft": draft }));
    assert_eq!(lost["state"], "unknown", "{lost}");
    let looked = page.answer("look_for_test", json!({ "id": SECOND }));
    let sid = looked["lost_answer"]["matches"][0]["message_sid"].clone();
    assert!(sid.is_string(), "{looked}");
    page.answer("adopt_match", json!({ "id": SECOND, "messageSid": sid }));
    page.follows(SECOND, "delivered");
    let newest = page.answer("test_messages", json!({ "workspace": workspace, "limit": 10 }));
    assert_eq!(newest.as_array().map(Vec::len), Some(2));
    assert_eq!(page.twilio.handle().request_count("POST", "/Messages.json"), 2);
}

fn window(page: &Boundary) {
    let preferences = page.answer("preferences", json!({}));
    assert_eq!(preferences["zoom"], 100);
    let larger = json!({ "theme": "dark", "more_contrast": true, "zoom": 900, "last_workspace": null });
    let taken = page.answer("set_preferences", json!({ "page": larger }));
    assert_eq!((&taken["zoom"], &taken["theme"]), (&json!(200), &json!("dark")));
    page.answer("open_link", json!({ "id": "twilio-error-30007" }));
    assert_eq!(page.opened(), ["https://www.twilio.com/docs/api/errors/30007"]);
}
