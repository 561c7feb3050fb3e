//! Does every command do its work through the boundary?

use std::collections::BTreeSet;

use serde_json::{Value, json};
use twilio_simulator::{Fault, FaultKind, Match};

use super::boundary::{Boundary, TOKEN, connect_draft, credential_draft, sender_draft};
use crate::hardening::handled;

const FIRST: &str = "0198f000-0000-7000-8000-000000000001";
const SECOND: &str = "0198f000-0000-7000-8000-000000000002";
const THIRD: &str = "0198f000-0000-7000-8000-000000000003";
/// A job that nothing cancelled.
const UNUSED: &str = "0198f000-0000-7000-8000-000000000004";

fn test_draft(id: &str, sender: &Value, body: &str) -> Value {
    json!({ "id": id, "from": { "from": "saved", "key": sender }, "recipient": "+12025550147", "body": body, "media": [],
        "unsubscribe": false })
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
    history(&page, &workspace);
    preflight(&page, &workspace, &sender);
    guide(&page, &workspace, &sender);
    share(&page, &workspace);
    workspaces(&page, &workspace);
    window(&page);

    replies(&page, &workspace);
    let practice = page.answer("open_practice", json!({}));
    assert_eq!(practice["environment"], "practice");
    practises(&page, &practice["id"]);
    discovers(&page, &practice["id"]);
    live(&page, &practice["id"]);
    doctor(&page, &practice["id"]);
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
    let mut other = sender_draft("Alerts");
    (other["supports_mms"], other["sender_type"], other["sender_id"]) =
        (json!(false), json!("alphanumeric"), json!("ACME"));
    let second = page.answer("create_sender", json!({ "workspace": workspace, "draft": other }));
    let second = second["sender"]["key"].clone();

    let renamed = page.answer("update_sender", json!({ "key": first, "draft": sender_draft("Marketing") }));
    assert_eq!(renamed["sender"]["name"], "Marketing");
    assert_eq!(page.answer("mark_default", json!({ "key": second }))["count"], 1);
    let selection = json!({ "which": "keys", "keys": [first] });
    let before = page.answer("sender_deletion", json!({ "workspace": workspace, "selection": selection }));
    assert_eq!((&before["count"], &before["refused"]), (&json!(1), &Value::Null));
    assert!(before["says"].as_array().is_some_and(|said| said.len() >= 2), "both sides: {before}");
    let deleted = page
        .answer("delete_senders", json!({ "workspace": workspace, "selection": selection, "job": FIRST }));
    page.answer("cancel_job", json!({ "id": FIRST }));
    let undone = page.answer("undo", json!({ "id": deleted["undo"]["id"] }));
    assert_eq!(undone["sender"], first);
    assert_eq!(page.answer("sender", json!({ "key": first }))["is_default"], false);
    let query = json!({ "search": "mark", "sort": "name", "descending": false, "offset": 0, "limit": 50 });
    let found = page.answer("senders", json!({ "workspace": workspace, "query": query }));
    assert_eq!((&found["matching"], &found["total"]), (&json!(1), &json!(2)));
    first
}

fn tests(page: &Boundary, workspace: &Value, sender: &Value) {
    let draft = test_draft(FIRST, sender, "Hello");
    let form = json!({
        "from": draft["from"], "recipients": ["+12025550147"], "body": "It’s", "media": [], "unsubscribe": false,
    });
    let notes = page.answer("check_test", json!({ "workspace": workspace, "form": form }));
    assert_eq!(notes["recipient_limit"], 5);
    let meter = page.answer("measure_text", json!({ "workspace": workspace, "form": form }));
    assert_eq!(meter["characters"], 4);
    assert_eq!((&meter["encoding"], &meter["foreign"][0]["at"]), (&json!("UCS-2"), &json!([2])), "{meter}");
    page.answer("set_recipient_limit", json!({ "workspace": workspace, "limit": 7 }));
    let kept = json!({
        "from": sender, "recipients": [{ "id": FIRST, "typed": "+12025550147" }], "body": "Hello", "media": [],
        "unsubscribe": false,
    });
    page.answer("keep_draft", json!({ "workspace": workspace, "draft": kept }));
    page.is_behind(true);
    page.answer("send_test", json!({ "workspace": workspace, "draft": draft }));
    page.follows(FIRST, "delivered");
    let told = page.told();
    assert!(told.ends_with("was delivered.") && !told.contains("+12025550147"), "{told}");
    page.is_behind(false);
    let found = page.answer("kept_draft", json!({ "workspace": workspace }));
    assert_eq!((&found["draft"], &found["recorded"]), (&kept, &json!([FIRST])));
    let offered = page.answer("offered_recipients", json!({ "workspace": workspace }));
    assert_eq!(offered[0]["number"], "+12025550147");
    assert_eq!(page.answer("tests_of", json!({ "ids": [FIRST, SECOND] })).as_array().map(Vec::len), Some(1));
    let known = page.error("send_again", json!({ "of": FIRST, "id": SECOND }));
    assert!(known["message"].as_str().is_some_and(|message| message.contains("known")), "{known}");
    let options = json!({ "body": false, "numbers": false });
    let text = page.answer("support_text", json!({ "ids": [FIRST], "options": options }));
    assert!(
        text.as_str().is_some_and(|text| text.contains("Message SID: SM") && !text.contains("Hello")),
        "{text}"
    );
    page.answer("open_message_in_twilio", json!({ "id": FIRST }));

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

fn replies(page: &Boundary, workspace: &Value) {
    assert_eq!(page.answer("practice_scenarios", json!({ "workspace": workspace })), json!([]));
    assert_eq!(page.answer("reply_watch", json!({ "id": FIRST }))["state"], "offered");
    assert_eq!(page.answer("watch_reply", json!({ "id": FIRST }))["state"], "waiting");
    assert_eq!(page.answer("stop_reply_watch", json!({ "id": FIRST }))["state"], "stopped");
    let live = json!({
        "credential": credential_draft(TOKEN), "recipient": "+12025550147", "body": "Hello", "media": [],
    });
    let refused = page.error("dry_run", json!({ "workspace": workspace, "draft": live }));
    assert_eq!(refused["fields"][0]["field"], "username", "live credentials: {refused}");
    let refused = page.error("practise_reply", json!({ "id": FIRST, "text": "HELLO" }));
    assert_eq!(refused["code"], "invalid", "a real phone: {refused}");
}

fn practises(page: &Boundary, workspace: &Value) {
    let scenarios = page.answer("practice_scenarios", json!({ "workspace": workspace }));
    let delivered = &scenarios[0];
    assert_eq!(delivered["id"], "delivered");
    let query = json!({ "search": "", "sort": "name", "descending": false, "offset": 0, "limit": 1 });
    let senders = page.answer("senders", json!({ "workspace": workspace, "query": query }));
    let mut draft = test_draft(THIRD, &senders["rows"][0]["key"], "Hello");
    draft["recipient"] = delivered["recipient"].clone();
    page.answer("send_test", json!({ "workspace": workspace, "draft": draft }));
    page.follows(THIRD, "delivered");
    let view = page.answer("practise_reply", json!({ "id": THIRD, "text": "HELLO" }));
    assert_eq!(view["can_practise"], true, "{view}");
}

/// After [`tests`], which sent two.
fn history(page: &Boundary, workspace: &Value) {
    let query = |search: &str| {
        json!({
            "workspace": workspace, "search": search, "sender": null, "outcome": null, "code": "", "since": null,
            "until": null,
        })
    };
    let found = page.answer("history", json!({ "query": query("it sent"), "from": null }));
    assert_eq!(
        (found["rows"].as_array().map(Vec::len), &found["rows"][0]["id"]),
        (Some(1), &json!(SECOND)),
        "{found}"
    );
    let outline = page.answer("history_outline", json!({ "query": query("") }));
    assert_eq!((&outline["matching"], outline["starts"].as_array().map(Vec::len)), (&json!(2), Some(1)));
    let from = page.answer("history", json!({ "query": query(""), "from": outline["starts"][0] }));
    assert_eq!(from["rows"].as_array().map(Vec::len), Some(2));

    let folder = tempfile::tempdir().unwrap();
    let export = json!({ "format": "json_lines", "mask_numbers": true, "texts": false });
    let wanted = json!({ "query": query(""), "options": export });
    page.chooses(None);
    assert_eq!(page.answer("save_history", wanted.clone()), Value::Null, "cancelled");
    page.chooses(Some(folder.path()));
    let saved = page.answer("save_history", wanted);
    let text = std::fs::read_to_string(saved["path"].as_str().expect("a path")).unwrap();
    assert!(text.lines().count() == 2 && !text.contains("+12025550147"), "{text}");
    page.chooses(None);

    let would = page.answer("retention", json!({ "workspace": workspace, "typed": "30" }));
    assert_eq!((&would["kept_days"], &would["goes"]), (&Value::Null, &json!(0)), "{would}");
    let set = page.answer("set_retention", json!({ "workspace": workspace, "typed": "30" }));
    assert_eq!(set["kept_days"], 30);

    let sid = page.answer("test_message", json!({ "id": SECOND }))["message_sid"].clone();
    let message = page.answer("look_up_message", json!({ "workspace": workspace, "typed": sid }));
    assert_eq!(
        (&message["status"], &message["test"]["id"]),
        (&json!("delivered"), &json!(SECOND)),
        "{message}"
    );
    let log = json!({ "to": "+12025550147", "from": "", "day": "" });
    let page_of_log =
        page.answer("recent_messages", json!({ "workspace": workspace, "query": log, "job": THIRD }));
    assert_eq!((page_of_log["rows"].as_array().map(Vec::len), &page_of_log["more"]), (Some(2), &Value::Null));
    let rest = page.answer("more_messages", json!({ "workspace": workspace, "job": THIRD }));
    assert_eq!(rest["rows"], json!([]), "after the last page comes none");
}

fn preflight(page: &Boundary, workspace: &Value, sender: &Value) {
    let form = json!({
        "from": { "from": "saved", "key": sender }, "recipients": ["+12025550188", "+33612345678"], "body": "Hello",
        "media": [], "unsubscribe": false,
    });
    let asked = json!({ "workspace": workspace, "form": form, "again": true });
    let checked = page.answer("preflight", asked);
    assert_eq!(checked["prices"].as_array().map(Vec::len), Some(2), "{checked}");
    assert_eq!(checked["total"]["price"]["currency"], "USD", "{checked}");
    let callers = page.answer("verified_callers", json!({ "workspace": workspace }));
    assert_eq!((&callers["trial"], &callers["callers"]), (&json!(false), &json!([])));
    let line = json!({ "workspace": workspace, "number": "+15555530006" });
    assert_eq!(page.answer("look_up_line", line)["line_type"], "landline");
}

fn guide(page: &Boundary, workspace: &Value, sender: &Value) {
    let read = page.answer("read_catalogue", json!({ "workspace": workspace, "again": false }));
    assert_eq!(read["state"], "whole", "{read}");
    let typed = json!({ "workspace": workspace, "senderType": "long_code", "typed": "+1415" });
    assert_eq!(page.answer("complete_sender_id", typed)["candidates"][0]["sender_id"], "+14155550123");
    assert_eq!(page.answer("recheck_ownership", json!({ "workspace": workspace }))["found"], 1);

    let sheet = page.answer("worksheet", json!({ "workspace": workspace, "sender": sender }));
    let step = sheet["sections"]
        .as_array()
        .and_then(|sections| {
            sections
                .iter()
                .flat_map(|section| section["steps"].as_array().unwrap())
                .find(|step| step["id"] == "moengage.sender_id")
        })
        .expect("the step *Sender ID*");
    assert_eq!(step["value"], "+12025550101");
    let left =
        page.answer("setup_overview", json!({ "workspace": workspace, "offset": 0, "limit": 10 }))["left"]
            .clone();
    page.answer(
        "tick",
        json!({ "workspace": workspace, "sender": sender, "step": step["id"], "done": true }),
    );
    let now =
        page.answer("setup_overview", json!({ "workspace": workspace, "offset": 0, "limit": 10 }))["left"]
            .clone();
    assert_eq!(now.as_u64().map(|now| now + 1), left.as_u64());

    let folder = tempfile::tempdir().unwrap();
    let all = json!({ "workspace": workspace, "sender": null, "format": "markdown" });
    assert_eq!(page.answer("save_worksheet", all.clone()), Value::Null, "cancelled");
    page.chooses(Some(folder.path()));
    let saved = page.answer("save_worksheet", all)["path"].as_str().map(std::fs::read_to_string);
    assert!(saved.expect("a path").unwrap().contains("+12025550101"));
    let query = json!({ "workspace": workspace, "subject": null, "outcome": null, "search": "", "offset": 0, "limit": 50 });
    let lines = page.answer("activity", json!({ "query": query }));
    assert!(lines["matching"].as_u64() >= Some(5), "{lines}");
    let saved = page.answer("save_activity", json!({ "query": query, "format": "json_lines" }));
    let text = std::fs::read_to_string(saved["path"].as_str().expect("a path")).unwrap();
    assert_eq!(Some(text.lines().count() as u64), lines["matching"].as_u64());

    assert!(
        page.answer("facts", json!({ "topic": "current_service_provider" }))
            .as_array()
            .is_some_and(|said| !said.is_empty())
    );
    let stop = json!({
        "sender": null, "kind": "long_code", "in_service": false, "advanced_opt_out": false, "mo_wired": true,
        "category_active": true, "text": "stop",
    });
    assert_eq!(page.answer("rehearse", json!({ "workspace": workspace, "draft": stop }))["keyword"], "STOP");

    let handset = json!({ "number": "+12025550147", "label": "Mine" });
    let kept = page.answer("save_handset", json!({ "workspace": workspace, "handset": handset }));
    assert_eq!(page.answer("handsets", json!({ "workspace": workspace })), kept);
    let gone = page.answer("remove_handset", json!({ "workspace": workspace, "number": "+12025550147" }));
    assert_eq!(gone, json!([]));
    let medium = page.answer("check_media", json!({ "url": "https://127.0.0.1/cat.png" }));
    assert_eq!(medium["level"], "problem", "{medium}");
}

fn share(page: &Boundary, workspace: &Value) {
    let folder = tempfile::tempdir().unwrap();
    let masked = json!({ "mask_account": true, "alias": "main" });
    let preview = page.answer("share_preview", json!({ "workspace": workspace, "options": masked }));
    assert_eq!((&preview["senders"], &preview["account"]), (&json!(2), &json!("main")));
    let wanted = json!({ "workspace": workspace, "format": "senderdesk", "options": masked });
    page.chooses(None);
    assert_eq!(page.answer("save_share", wanted.clone()), Value::Null, "cancelled");
    page.chooses(Some(folder.path()));
    let saved = page.answer("save_share", wanted);
    let path = saved["file"]["path"].as_str().expect("a path").to_owned();
    assert!(path.ends_with("acme-retail.senderdesk"), "{path}");
    let edited =
        std::fs::read_to_string(&path).unwrap().replace("name: \"Marketing\"", "name: \"Promotions\"");
    std::fs::write(&path, &edited).unwrap();

    let view = page.answer("choose_import", json!({ "workspace": workspace, "job": THIRD }));
    assert_eq!((&view["source"], &view["counts"]["change"]), (&json!("acme-retail.senderdesk"), &json!(1)));
    page.answer("close_import", json!({ "id": view["id"] }));
    let query = json!({ "change": "change", "search": "", "offset": 0, "limit": 50 });
    let gone = page.error("import_rows", json!({ "id": view["id"], "query": query }));
    assert_eq!(gone["code"], "not_found");
    assert_eq!(page.answer("offered_import", json!({ "workspace": workspace, "job": THIRD })), Value::Null);

    let view = page.answer("paste_import", json!({ "workspace": workspace, "text": edited, "job": THIRD }));
    let rows = page.answer("import_rows", json!({ "id": view["id"], "query": query }));
    assert_eq!(rows["rows"][0]["fields"][0]["theirs"], "Promotions");
    let mine = json!({ "about": "every", "change": "change", "choice": "mine" });
    let decided = page.answer("decide_import", json!({ "id": view["id"], "decision": mine }));
    assert_eq!(decided["result"]["changes"], 0);
    let target = json!({ "into": "existing", "workspace": workspace });
    let again = page.answer("aim_import", json!({ "id": view["id"], "target": target }));
    assert_eq!(again["result"]["changes"], 1, "aimed anew, what was decided is forgotten");
    let done = page.answer("apply_import", json!({ "id": view["id"], "job": THIRD }));
    assert_eq!(done["done"], "Imported: 1 sender changed.");
    page.answer("undo", json!({ "id": done["undo"]["id"] }));

    assert_eq!(page.answer("backup_preview", json!({}))["workspaces"][0]["senders"], 2);
    let saved = page.answer("save_backup", json!({}));
    assert!(saved["file"]["path"].as_str().is_some_and(|path| path.ends_with("senderdesk-backup.yaml")));
    let view = page.answer("choose_import", json!({ "workspace": workspace, "job": THIRD }));
    assert_eq!((&view["kind"], &view["restore"][0]["same_name"]), (&json!("backup"), &json!(true)));
}

fn workspaces(page: &Boundary, workspace: &Value) {
    assert_eq!(page.answer("balance_history", json!({ "workspace": workspace }))[0]["currency"], "USD");
    let view = page.answer("set_balance_floor", json!({ "workspace": workspace, "amount": "40" }));
    assert_eq!(view["account"]["balance_floor"], "40");
    page.twilio.handle().set_balance("39.50");
    page.answer("check_balance", json!({ "workspace": workspace }));
    assert_eq!(page.told(), "Acme Retail: The balance is 39.50 USD, under the 40 USD that you set.");

    let mut draft = json!({
        "name": "Acme Retail", "colour": "red", "environment": "production", "data_centre": "DC-05",
        "keyword_management": true, "delivery_url": "",
    });
    let notes = page.answer("check_workspace", json!({ "id": workspace, "draft": draft }));
    assert!(notes["url_changes"].as_array().is_some_and(|changes| !changes.is_empty()), "{notes}");
    let saved = page.answer("update_workspace", json!({ "id": workspace, "draft": draft }));
    assert_eq!(saved["workspace"]["mo_callback"]["provenance"], "derived");
    let findings = page.answer("workspace_findings", json!({ "id": workspace }));
    assert!(findings["findings"].to_string().contains("keywords_with_several_senders"), "{findings}");
    draft["name"] = json!("Acme Trials");
    let second = page.answer("create_workspace", json!({ "accountOf": workspace, "draft": draft }));
    assert_eq!(second["account"]["shared_by"], json!(["Acme Retail", "Acme Trials"]));
    let removal = page.answer("workspace_removal", json!({ "id": second["id"] }));
    assert!(removal["stays"].as_array().is_some_and(|stays| !stays.is_empty()), "{removal}");
    page.answer("remove_workspace", json!({ "id": second["id"] }));
}

fn window(page: &Boundary) {
    let preferences = page.answer("preferences", json!({}));
    assert_eq!(preferences["zoom"], 100);
    let larger = json!({ "theme": "dark", "more_contrast": true, "zoom": 900, "last_workspace": null });
    let taken = page.answer("set_preferences", json!({ "page": larger }));
    assert_eq!((&taken["zoom"], &taken["theme"]), (&json!(200), &json!("dark")));
    page.answer("open_link", json!({ "id": "twilio-error-30007" }));
    let opened =
        ["https://console.twilio.com/us1/monitor/logs/sms", "https://www.twilio.com/docs/api/errors/30007"];
    assert_eq!(page.opened(), opened);
}

/// What the practice account owns is read, listed, added and taken back.
fn discovers(page: &Boundary, workspace: &Value) {
    let asked = json!({ "workspace": workspace, "subaccount": null, "again": true, "job": UNUSED });
    assert_eq!(page.answer("discover", asked), json!("whole"));
    let query = json!({
        "search": "+44", "sender_type": null, "only_new": true, "subaccount": null, "offset": 0, "limit": 10
    });
    let found = page.answer("discovery_page", json!({ "workspace": workspace, "query": query }));
    let row = &found["rows"][0];
    let name = &row["suggested_name"];
    let picked = json!([{
        "sender_type": row["sender_type"], "sender_id": row["sender_id"], "name": name, "supports_mms": false
    }]);
    let added = page.answer("add_discovered", json!({ "workspace": workspace, "picked": picked }));
    assert_eq!(added["added"], json!(1), "{found} {added}");
    page.answer("undo", json!({ "id": added["undo"]["id"] }));
    let reached = page.answer("subaccounts", json!({ "workspace": workspace }));
    assert_eq!(reached["fault"], Value::Null, "{reached}");
}

/// A faulty set-up of the practice account is found, accepted and no longer, repaired and taken back.
fn live(page: &Boundary, workspace: &Value) {
    let planted = page.answer("practise_repairs", json!({ "workspace": workspace }));
    assert!(planted["undo"]["id"].is_string(), "{planted}");
    page.answer("read_live", json!({ "workspace": workspace, "again": true, "job": UNUSED }));
    let query = json!({ "search": "", "state": "differs", "offset": 0, "limit": 200 });
    let found = page.answer("routes", json!({ "workspace": workspace, "query": query }));
    let rows = found["rows"].as_array().filter(|rows| !rows.is_empty()).unwrap_or_else(|| panic!("{found}"));
    let route = |row: &Value| {
        page.answer(
            "route",
            json!({ "workspace": workspace, "sender": row["sender"]["key"], "member": null }),
        )
    };
    let repairable = |view: &Value| {
        let items = view["items"].as_array().unwrap();
        let of_service = |item: &&Value| {
            item["state"] == "differs"
                && item["cannot_apply"].is_null()
                && item["resource"]["kind"] == "messaging_service"
        };
        items.iter().find(of_service).map(|item| item["setting"].clone())
    };
    let views: Vec<_> = rows.iter().map(route).collect();
    let broken = views.iter().find_map(|view| Some((&view["sender"]["key"], repairable(view)?)));
    let (sender, setting) = broken.unwrap_or_else(|| panic!("a service to repair in {views:#?}"));

    let pool = json!({ "workspace": workspace, "sender": sender, "search": "", "offset": 0, "limit": 10 });
    let members = page.answer("pool_members", pool);
    assert_eq!(members["fault"], Value::Null, "{members}");
    let item =
        views.iter().flat_map(|view| view["items"].as_array().unwrap().iter().map(move |item| (view, item)));
    let mut of_it =
        item.filter(|(view, item)| &view["sender"]["key"] == sender && item["setting"] == setting);
    let live = of_it.next().map(|(_, item)| item["live"].clone());
    let mut draft =
        json!({ "sender": sender, "setting": setting, "live": live, "why": "It passes them on." });
    page.answer("accept_difference", json!({ "workspace": workspace, "draft": draft }));
    let view = page.answer("route", json!({ "workspace": workspace, "sender": sender, "member": null }));
    assert!(view.to_string().contains("It passes them on."), "{view}");
    draft["why"] = Value::Null;
    page.answer("accept_difference", json!({ "workspace": workspace, "draft": draft }));
    page.answer("saw_route", json!({ "workspace": workspace, "sender": sender }));

    let asked = json!({ "workspace": workspace, "sender": sender, "settings": [setting] });
    let plan = page.answer("plan_apply", asked);
    assert_eq!(plan["requests"].as_array().map(Vec::len), Some(1), "{plan}");
    let apply = |plan: &Value| {
        let typed = plan["type_to_confirm"].as_str().unwrap_or_default();
        page.answer("apply_plan", json!({ "id": plan["id"], "typed": typed, "job": UNUSED }))
    };
    let applied = apply(&plan);
    assert_eq!(applied["state"], "done", "{applied}");
    assert_eq!(page.answer("look_at_applied", json!({ "id": applied["id"] }))["state"], "done");
    let back = apply(&page.answer("plan_take_back", json!({ "id": applied["id"] })));
    assert_eq!(back["state"], "done", "{back}");
    let journal = page.answer("applied", json!({ "workspace": workspace, "offset": 0, "limit": 10 }));
    assert_eq!((&journal["total"], &journal["unfinished"]), (&json!(2), &json!(0)), "{journal}");
}

fn doctor(page: &Boundary, workspace: &Value) {
    let report = page.answer("run_doctor", json!({ "workspace": workspace, "job": UNUSED }));
    assert!(report["counts"]["problems"].as_u64() > Some(0), "repairs are left: {}", report["counts"]);
    let kept = page.answer("doctor_reports", json!({ "workspace": workspace }));
    assert_eq!(kept[0]["id"], report["id"]);
    assert_eq!(page.answer("doctor_report", json!({ "id": report["id"] })), report);
    // Of a workspace that is there, hosts outside of this machine would be looked up.
    let refused = page.error("check_reachability", json!({ "workspace": FIRST, "job": UNUSED }));
    assert_eq!(refused["code"], "not_found", "{refused}");

    let folder = tempfile::tempdir().unwrap();
    let wanted = json!({ "id": report["id"], "format": "json" });
    page.chooses(None);
    assert_eq!(page.answer("save_doctor_report", wanted.clone()), Value::Null, "cancelled");
    page.chooses(Some(folder.path()));
    let saved = page.answer("save_doctor_report", wanted);
    let text = std::fs::read_to_string(saved["path"].as_str().expect("a path")).unwrap();
    let written: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(written["schema"], "senderdesk-doctor-report");
    page.chooses(None);
}
