//! Are a hundred thousand tests one list to the keyboard and the search, is one repeated by a key, and is any message
//! looked up? Pictures are kept.

use fantoccini::key::Key;
use rusqlite::{Connection, params};
use senderdesk_desktop::{Desktop, Keychain};
use serde_json::json;

use super::application::Application;
use super::many::database;
use super::page::Page;
use super::pictures::{Look, desktop};
use super::setup::chooses_file;
use super::twilio::{practises, sends_test};

const MANY: u32 = 100_000;

/// Adds tests of a former year to the only workspace, numbered from 1.
fn add(desktop: &Desktop, count: u32) {
    let mut connection = Connection::open(database(desktop)).expect("the database opens");
    let transaction = connection.transaction().expect("a transaction");
    let (workspace, account): (String, String) = transaction
        .query_row("SELECT id, account FROM workspace", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("a workspace");
    {
        let mut insert = transaction
            .prepare(
                "INSERT INTO test_message (id, workspace, account, sender_name, sender_type, sender_id, recipient, body, \
                 state, twilio_status, error_code, ended, created_at) \
                 VALUES (?1, ?2, ?3, 'Marketing US', 'long_code', '+12025550101', ?4, ?5, ?6, ?6, ?7, 1, \
                 '2025-06-01T10:00:00.000000000Z')",
            )
            .expect("the table is as expected");
        for nth in 1..=count {
            let (state, code) =
                if nth % 10 == 0 { ("undelivered", Some(30003)) } else { ("delivered", None) };
            let id = format!("0198f000-0000-7000-8000-{nth:012x}");
            let recipient = format!("+1202{nth:07}");
            insert
                .execute(params![
                    id,
                    workspace,
                    account,
                    recipient,
                    format!("Offer number {nth}"),
                    state,
                    code
                ])
                .expect("a row");
        }
    }
    transaction.commit().expect("a commit");
}

async fn counts(page: &Page, rows: u32) {
    let count =
        "return seen.first('grid', 'All tests').getAttribute('aria-rowcount') === String(arguments[0])";
    page.wait_for(&format!("{rows} tests"), count, vec![json!(rows + 1)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_tests_are_searched_repeated_and_exported() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    practises(application.page()).await;
    application.quit().await;
    add(&desktop, MANY);

    let application = Application::start(&desktop).await;
    let page = application.page();
    page.is_ready("senders").await;
    page.press(&[Key::Control.into(), '7']).await;
    page.is_ready("history").await;
    counts(page, MANY).await;
    page.tab_to("row", "*").await;
    page.press(&[Key::End.into()]).await;
    let last = "return document.activeElement.innerText.includes('Offer number 1') && \
         document.activeElement.getAttribute('aria-rowindex') === String(arguments[0])";
    page.wait_for("the oldest test has the focus", last, vec![json!(MANY + 1)]).await;
    let kept = page.ask("return document.querySelectorAll('[role=row]').length", vec![]).await;
    assert!(kept.as_u64().expect("a count") < 100, "only what is seen is in the page: {kept}");
    page.press(&[Key::Home.into()]).await;
    page.reads_in("grid", "All tests", "Offer number 100000").await;

    page.press(&['/']).await;
    page.has_focus_on("searchbox", "Search tests").await;
    page.types("98765").await;
    counts(page, 1).await;
    page.reads_in("grid", "All tests", "Offer number 98765").await;
    let file = desktop.home().join("tests.csv");
    page.activates("button", "Export…").await;
    page.sees("dialog", "Export tests").await;
    page.activates("button", "Export").await;
    chooses_file(&desktop, &file).await;
    page.reads_in("status", "Message", "Tests written to").await;
    let written = std::fs::read_to_string(&file).expect("the file");
    assert!(written.lines().count() == 2 && written.contains("Offer number 98765"), "{written}");

    page.press(&['/']).await;
    page.press(&[Key::Down.into()]).await;
    page.press(&[Key::Enter.into()]).await;
    page.sees("heading", "To +12020098765").await;
    page.press(&['r']).await;
    page.is_ready("test").await;
    let filled = "return seen.first('textbox', 'To').value === '+12020098765' && \
         [...document.querySelectorAll('textarea')].some((area) => area.value === 'Offer number 98765')";
    page.wait_for("the form as it was", filled, vec![]).await;
    let sent: u32 = Connection::open(database(&desktop))
        .and_then(|connection| {
            connection.query_row("SELECT count(*) FROM test_message", [], |row| row.get(0))
        })
        .expect("a count");
    assert_eq!(sent, MANY, "nothing is sent by it");
}

async fn pictures(theme: &str) {
    let desktop = desktop(theme);
    let application = Application::start(&desktop).await;
    practises(application.page()).await;
    sends_test(application.page(), "+15551230003", "Autumn offers until Sunday").await;
    application.page().reads_in("status", "Status", "undelivered").await;
    application.quit().await;
    add(&desktop, 230);
    let sid: String = Connection::open(database(&desktop))
        .and_then(|connection| {
            let sid = "SELECT message_sid FROM test_message WHERE number = 1";
            connection.query_row(sid, [], |row| row.get(0))
        })
        .expect("the test that was sent");
    let application = Application::start(&desktop).await;
    let (page, look) = (application.page(), Look::new(&application, theme));
    page.is_ready("senders").await;
    page.press(&[Key::Control.into(), '7']).await;
    page.is_ready("history").await;
    counts(page, 231).await;
    page.tab_to("row", "*").await;
    page.press(&[Key::End.into()]).await;
    page.sees("heading", "To +15551230003").await;
    look.at("history").await;
    page.press(&[Key::Escape.into()]).await;
    page.press(&['/']).await;
    page.types("zzzz").await;
    page.reads("No test matches.").await;
    look.at("history-nothing").await;
    page.press(&[Key::Escape.into()]).await;
    counts(page, 231).await;
    page.activates("button", "Delete old tests…").await;
    page.sees("dialog", "Delete old tests").await;
    page.types("30").await;
    page.sees("button", "Save and delete 230 tests").await;
    look.at("history-keep").await;
    page.press(&[Key::Escape.into()]).await;
    page.activates("button", "Export…").await;
    page.sees("dialog", "Export tests").await;
    look.at("history-export").await;
    page.press(&[Key::Escape.into()]).await;

    page.activates("button", "Look up a message").await;
    page.is_ready("look-up").await;
    page.has_focus_on("textbox", "Message SID").await;
    page.types(&sid).await;
    page.press(&[Key::Enter.into()]).await;
    page.reads("It is a test of").await;
    page.activates("button", "Read the log").await;
    page.sees("list", "Recent messages of the account").await;
    look.at("look-up").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_is_accessible_in_light() {
    pictures("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_is_accessible_in_dark() {
    pictures("dark").await;
}
