//! Does the activity log tell what was changed, and leave as a file?

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};

use super::application::Application;
use super::setup::chooses_file;
use super::twilio::{practises, sends_test};

#[tokio::test(flavor = "multi_thread")]
async fn a_change_and_a_send_stand_in_the_log_with_numbers_shortened_and_are_exported() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("sender-form").await;
    page.fills("textbox", "Sender name", "=Campaigns").await;
    page.press(&[Key::Control.into(), 's']).await;
    page.is_ready("senders").await;
    sends_test(page, "+12025550147", "Hello from practice").await;
    page.reads_in("status", "Status", "delivered").await;

    page.press(&[Key::Control.into(), '5']).await;
    page.is_ready("activity").await;
    page.reads_in("table", "Activity", "=Campaigns").await;
    page.reads_in("table", "Activity", "sent").await;
    assert!(!page.words().await.contains("+12025550147"), "numbers are shortened");
    page.fills("searchbox", "Search activity", "sender name").await;
    page.reads_in("table", "Activity", "Campaigns").await;
    page.press(&[Key::Escape.into()]).await;

    let file = desktop.home().join("activity.csv");
    page.activates("button", "Export CSV").await;
    chooses_file(&desktop, &file).await;
    page.reads_in("status", "Message", "Written to").await;
    let written = std::fs::read_to_string(&file).expect("the file");
    assert!(written.contains("'=Campaigns") && !written.contains("+12025550147"), "{written}");
}
