//! Does a newcomer get to a delivered message without an account, and find everything again the next day?

use fantoccini::key::Key;
use rusqlite::Connection;
use senderdesk_desktop::{Desktop, Keychain};

use super::application::Application;
use super::many::database;
use super::twilio::{practises, sends_test};

#[tokio::test(flavor = "multi_thread")]
async fn the_practice_account_works_without_a_keychain_and_goes_on_after_a_restart() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    sends_test(page, "+12025550147", "Hello from practice").await;
    page.reads_in("status", "Status", "delivered").await;
    page.activates("button", "Check balance").await;
    page.reads_in("region", "Account", "USD").await;

    page.press(&[Key::Control.into(), '1']).await;
    sends_test(page, "+12025550148", "On its way while nobody looks").await;
    page.sees("status", "Status").await;
    application.quit().await;
    let left = state_of(&desktop, "+12025550148");
    assert!(!["delivered", "undelivered", "failed"].contains(&left.as_str()), "it was final before: {left}");

    let application = Application::start(&desktop).await;
    let page = application.page();
    page.is_ready("senders").await;
    page.reads_in("region", "Account", "USD").await;
    page.press(&[Key::Control.into(), '2']).await;
    page.is_ready("test").await;
    page.reads_in("list", "Earlier tests", "delivered +12025550147").await;
    page.reads_in("list", "Earlier tests", "delivered +12025550148").await;
}

/// Where the test message to this recipient stands in the database.
fn state_of(desktop: &Desktop, recipient: &str) -> String {
    let asked = "SELECT state FROM test_message WHERE recipient = ?1";
    let connection = Connection::open(database(desktop)).expect("the database opens");
    connection.query_row(asked, [recipient], |row| row.get(0)).expect("the message is recorded")
}
