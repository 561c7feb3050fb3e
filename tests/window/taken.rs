//! What does an operator see whose data folder another process holds?

use std::fs::File;

use fantoccini::key::Key;
use serde_json::json;

use super::application::{Application, IDENTIFIER};
use super::damaged::used;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_is_shown_and_nothing_can_be_changed_until_the_other_has_ended() {
    let desktop = used().await;
    let lock = File::options().write(true).open(desktop.data_folder(IDENTIFIER).join("senderdesk.lock"));
    let lock = lock.expect("the application's lock file");
    lock.try_lock().expect("nobody else holds it");

    let application = Application::start(&desktop).await;
    let page = application.page();
    page.is_ready("senders").await;
    page.reads_in("region", "Notices", "Nothing can be changed").await;
    page.reads_in("grid", "Senders", "Campaigns").await;
    let disabled = "return seen.first('button', arguments[0]).disabled";
    assert_eq!(page.ask(disabled, vec![json!("Add sender")]).await, json!(true));
    page.press(&['n']).await;
    assert!(!page.words().await.contains("Sender Details"), "no form opens");
    page.press(&[Key::Control.into(), '6']).await;
    page.is_ready("account").await;
    application.quit().await;

    drop(lock);
    let application = Application::start(&desktop).await;
    let page = application.page();
    page.is_ready("senders").await;
    assert_eq!(page.ask(disabled, vec![json!("Add sender")]).await, json!(false));
}
