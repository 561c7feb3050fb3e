//! Does the list hold ten thousand senders, and names that were meant to break it?

use std::path::PathBuf;

use fantoccini::key::Key;
use rusqlite::{Connection, params};
use senderdesk_desktop::{Desktop, Keychain};
use serde_json::json;

use super::application::{Application, IDENTIFIER};
use super::twilio::practises;

const MANY: usize = 10_000;

/// Names from elsewhere that have to stay text, each with what is typed to find it.
fn awkward() -> [(String, &'static str); 5] {
    [
        ("🏷️ Ventes 👩‍👩‍👧‍👦 été".to_owned(), "VENTES"),
        ("مرحبا بالعالم".to_owned(), "مرحبا"),
        ("<script>document.title = 'broken'</script>".to_owned(), "<script>"),
        ("\"><img src=x onerror=alert(1)>".to_owned(), "onerror"),
        ("W".repeat(500), "WWWWWWWW"),
    ]
}

/// The database of the application that ran on this desktop.
pub fn database(desktop: &Desktop) -> PathBuf {
    desktop.data_folder(IDENTIFIER).join("senderdesk.db")
}

/// Adds senders with these names to the only workspace, as the application would.
pub fn add(desktop: &Desktop, names: impl IntoIterator<Item = String>) {
    let mut connection = Connection::open(database(desktop)).expect("the database opens");
    let transaction = connection.transaction().expect("a transaction");
    let workspace: String =
        transaction.query_row("SELECT id FROM workspace", [], |row| row.get(0)).expect("a workspace");
    {
        let mut insert = transaction
            .prepare(
                "INSERT INTO sender (key, workspace, name, name_folded, sender_type, sender_id, supports_mms, is_default, created_at, updated_at) \
                 VALUES (?1, ?2, ?3, ?4, 'long_code', ?5, 0, 0, ?6, ?6)",
            )
            .expect("the table is as expected");
        for (index, name) in names.into_iter().enumerate() {
            let key = format!("0198f000-0000-7000-8000-{index:012x}");
            let number = format!("+1303{index:07}");
            let row = params![key, workspace, name, name.to_lowercase(), number, "2026-01-01T00:00:00Z"];
            insert.execute(row).expect("a row");
        }
    }
    transaction.commit().expect("a commit");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_senders_are_one_list_to_the_keyboard_and_the_search() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    practises(application.page()).await;
    application.quit().await;
    let before = awkward().len();
    let names = awkward().into_iter().map(|(name, _)| name);
    add(&desktop, names.chain((before..MANY).map(|index| format!("Shop {index}"))));

    let application = Application::start(&desktop).await;
    let page = application.page();
    page.is_ready("senders").await;
    let count = "return Number(seen.first('grid', 'Senders').getAttribute('aria-rowcount'))";
    let rows = page.ask(count, vec![]).await.as_u64().expect("a count");
    assert!(rows > MANY as u64, "{rows} rows");

    page.tab_to("row", "*").await;
    page.press(&[Key::End.into()]).await;
    let last = "return document.activeElement.getAttribute('aria-rowindex') === String(arguments[0])";
    page.wait_for("the last row has the focus", last, vec![json!(rows)]).await;
    let kept = page.ask("return document.querySelectorAll('[role=row]').length", vec![]).await;
    assert!(kept.as_u64().expect("a count") < 200, "only what is seen is in the page: {kept}");

    page.press(&['/']).await;
    page.has_focus_on("searchbox", "Search senders").await;
    page.types("shop 777").await;
    // 777 and 7770 to 7779, below the row of titles.
    let found = "return seen.first('grid', 'Senders').getAttribute('aria-rowcount') === '12'";
    page.wait_for("eleven shops", found, vec![]).await;
    page.press(&[Key::Tab.into()]).await;
    for (name, typed) in awkward() {
        page.press(&['/']).await;
        page.has_focus_on("searchbox", "Search senders").await;
        page.press(&[Key::Control.into(), 'a']).await;
        page.types(typed).await;
        // One row of titles, and the one sender that is meant.
        let shown = "const grid = seen.first('grid', 'Senders'); \
             return grid.getAttribute('aria-rowcount') === '2' && grid.textContent.includes(arguments[0])";
        page.wait_for(&format!("{typed} alone, as text"), shown, vec![json!(name)]).await;
        page.press(&[Key::Tab.into()]).await;
    }
    let title = page.ask("return document.title", vec![]).await;
    assert!(title.as_str().is_some_and(|title| title.ends_with("Senderdesk")), "{title}");
    assert_eq!(
        page.ask("return document.querySelectorAll('main img, main script').length", vec![]).await,
        json!(0)
    );
}
