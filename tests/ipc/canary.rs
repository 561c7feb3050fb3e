//! Is a secret that went in found anywhere outside the keychain?

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing_subscriber::filter::LevelFilter;

use super::boundary::{ACCOUNT, Boundary, TOKEN, connect_draft, credential_draft, sender_draft};

/// All that any crate logs, at every level, far more than the application keeps.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_token_that_was_typed_is_in_no_reply_log_or_file() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(move || writer.clone());
    subscriber.try_init().expect("no other test logs");

    let page = Boundary::new();
    let workspace = page.connects();
    page.answer("reauthenticate", json!({ "workspace": workspace, "draft": credential_draft(TOKEN) }));
    page.answer("check_balance", json!({ "workspace": workspace }));
    page.answer("try_other_regions", json!({ "draft": credential_draft(TOKEN) }));
    let mut dry = json!({ "credential": credential_draft(TOKEN), "recipient": "+12025550147", "body": "Hi", "media": [] });
    dry["credential"]["username"] = json!("AC77777777777777777777777777777777");
    page.error("dry_run", json!({ "workspace": workspace, "draft": dry }));
    page.twilio.handle().set_token("0123456789abcdef0123456789abcdef".to_owned());
    page.answer("check_balance", json!({ "workspace": workspace }));
    page.answer("connect", json!({ "draft": connect_draft(TOKEN) }));
    let mut broken = connect_draft(TOKEN);
    broken["credential"]["region"] = json!("nowhere");
    page.error("connect", json!({ "draft": broken }));

    let has = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(has(page.replies().as_bytes(), ACCOUNT) && !has(page.replies().as_bytes(), TOKEN), "replies");
    let log = log.0.lock().unwrap().clone();
    assert!(!log.is_empty() && !has(&log, TOKEN), "log");
    let files = files(page.folder.path());
    assert!(files.iter().any(|(_, bytes)| has(bytes, ACCOUNT)), "the search finds what is there");
    for (file, bytes) in files {
        assert!(!has(&bytes, TOKEN), "{file}");
    }
}

#[test]
fn a_token_in_any_field_is_in_no_file_that_leaves_and_in_no_preview_of_one() {
    let page = Boundary::new();
    let workspace = page.connects();
    let mut draft = sender_draft(TOKEN);
    for field in ["unsubscribe_text", "notes", "owner", "purpose"] {
        draft[field] = json!(format!("It is {TOKEN}."));
    }
    draft["mo_callback_url"] =
        json!(format!("https://{TOKEN}@example.com/{TOKEN}/mo?a={TOKEN}&token=x#b={TOKEN}"));
    page.answer("create_sender", json!({ "workspace": workspace, "draft": draft }));
    let renamed = json!({
        "name": format!("Shop {TOKEN}"), "colour": "red", "environment": "production", "data_centre": "DC-03",
        "keyword_management": false, "delivery_url": format!("https://example.com/dlr?key={TOKEN}"),
    });
    page.answer("update_workspace", json!({ "id": workspace, "draft": renamed }));
    let before = page.replies().len();

    let folder = tempfile::tempdir().unwrap();
    page.chooses(Some(folder.path()));
    let options = json!({ "mask_account": false, "alias": "" });
    let preview = page.answer("share_preview", json!({ "workspace": workspace, "options": options }));
    assert_eq!(preview["left_out_total"], 12, "{preview}");
    page.answer("backup_preview", json!({}));
    for format in ["yaml", "json", "senderdesk", "csv"] {
        page.answer("save_share", json!({ "workspace": workspace, "format": format, "options": options }));
    }
    for format in ["markdown", "html"] {
        page.answer("save_worksheet", json!({ "workspace": workspace, "sender": null, "format": format }));
    }
    let query = json!({ "workspace": null, "subject": null, "outcome": null, "search": "", "offset": 0, "limit": 50 });
    page.answer("save_activity", json!({ "query": query, "format": "csv" }));
    page.answer("save_backup", json!({}));
    assert!(!page.replies()[before..].contains(TOKEN), "a reply holds it");

    // And of a file that has it, however it came there; what is called so here is called so to its operator.
    let plain = json!({
        "name": "Shop", "colour": "red", "environment": "production", "data_centre": "DC-03",
        "keyword_management": false, "delivery_url": "",
    });
    page.answer("update_workspace", json!({ "id": workspace, "draft": plain }));
    let before = page.replies().len();
    let text = std::fs::read_to_string(folder.path().join("senderdesk-backup.yaml")).unwrap();
    let noted = format!("note{TOKEN}: \"{TOKEN}\"\n        notes: ");
    let worse = text.replace("{{token}}", TOKEN).replace("notes: ", &noted);
    assert!(worse.matches(TOKEN).count() > 5);
    let job = "0198f000-0000-7000-8000-000000000001";
    let view = page.answer("paste_import", json!({ "workspace": null, "text": worse, "job": job }));
    assert!(view["remarks"].as_array().is_some_and(|remarks| remarks.len() > 5), "{view}");
    assert!(!page.replies()[before..].contains(TOKEN), "a reply holds it");

    let files = files(folder.path());
    assert_eq!(files.len(), 8);
    for (file, bytes) in files {
        assert!(!String::from_utf8(bytes).unwrap().contains(TOKEN), "{file}");
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.is_file())
        .map(|path| (path.display().to_string(), std::fs::read(path).unwrap()))
        .collect()
}
