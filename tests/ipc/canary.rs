//! Is a secret that went in found anywhere outside the keychain?

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing_subscriber::filter::LevelFilter;

use super::boundary::{ACCOUNT, Boundary, TOKEN, connect_draft, credential_draft};

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

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.is_file())
        .map(|path| (path.display().to_string(), std::fs::read(path).unwrap()))
        .collect()
}
