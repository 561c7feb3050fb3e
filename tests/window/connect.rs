//! Does an operator with a Twilio account get through the whole job by keyboard, and does the token stay unseen?

use std::path::Path;

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};

use super::application::Application;
use super::twilio::{ACCOUNT, TOKEN, URL, adds_first_sender, connects, saves_with, sends_test, twilio};

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_job_by_keyboard_alone() {
    let twilio = twilio().await;
    let url = twilio.url();
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &url)]).await;
    let page = application.page();

    connects(page, "0123456789abcdef0123456789abcdef").await;
    page.sees("heading", "Twilio refused this credential").await;
    for cause in ["Auth Token was mistyped", "belongs to another region", "suspended"] {
        page.reads_in("region", "Result", cause).await;
    }
    saves_with(page, TOKEN).await;
    page.sees("heading", "Connected").await;
    page.sees("table", "What this credential may do").await;
    page.reads_in("row", "Read the balance*", "yes").await;
    page.reads_in("row", "Send*", "not tried").await;
    page.reads("Not talking to Twilio").await;

    page.has_focus_on("button", "Go to senders").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("senders").await;
    page.sees("heading", "No senders yet").await;
    adds_first_sender(page).await;
    page.reads_in("grid", "Senders", "default").await;

    sends_test(page, "+12025550147", "Hello").await;
    page.reads_in("status", "Status", "delivered").await;
    page.press(&[Key::Control.into(), '1']).await;
    sends_test(page, "+12025530007", "A text that a carrier filters").await;
    page.reads_in("status", "Status", "undelivered").await;
    page.reads("30007").await;
    page.sees("heading", "What to do").await;
    page.activates("button", "Check balance").await;
    page.reads_in("region", "Account", "USD").await;
    application.quit().await;

    let application = Application::start_with(&desktop, &[(URL, &url)]).await;
    let page = application.page();
    page.is_ready("senders").await;
    page.reads_in("grid", "Senders", "Marketing US").await;
    sends_test(page, "+12025550149", "Nobody asked for the token again").await;
    page.reads_in("status", "Status", "delivered").await;
    application.quit().await;

    let sent = twilio.handle().request_count("POST", "/Messages.json");
    assert_eq!(sent, 3, "one message a click");
    let data = desktop.home().join("data");
    assert!(!holding(&data, ACCOUNT.as_bytes()).is_empty(), "the search finds what is there");
    assert_eq!(holding(&data, TOKEN.as_bytes()), Vec::<String>::new(), "the token is in the keychain alone");
    twilio.shutdown().await;
}

/// The files under `folder` that hold these bytes, but for the keychain's own.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "keyrings") {
                found.extend(holding(&path, bytes));
            }
        } else if path.is_file() {
            let content = std::fs::read(&path).unwrap_or_default();
            if content.windows(bytes.len()).any(|window| window == bytes) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}
