//! What does an operator see whose database is damaged, or belongs to a newer version?

use rusqlite::Connection;
use senderdesk_desktop::{Desktop, Keychain};

use super::application::Application;
use super::many::database;
use super::twilio::practises;

/// A desktop on which the practice account has been opened once.
pub async fn used() -> Desktop {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    practises(application.page()).await;
    application.quit().await;
    desktop
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_a_newer_version_is_left_alone() {
    let desktop = used().await;
    let file = database(&desktop);
    Connection::open(&file)
        .and_then(|it| it.pragma_update(None, "user_version", 99))
        .expect("a newer schema");
    let before = std::fs::read(&file).expect("the file");

    let application = Application::start(&desktop).await;
    let page = application.page();
    page.is_ready("failed").await;
    page.reads("cannot read it").await;
    application.quit().await;
    assert!(before == std::fs::read(&file).expect("the file"), "nothing was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_is_moved_aside_and_named() {
    let desktop = used().await;
    let file = database(&desktop);
    let mut bytes = std::fs::read(&file).expect("the file");
    let length = bytes.len();
    bytes[100..length / 2].fill(0x5a);
    std::fs::write(&file, &bytes).expect("it can be damaged");

    let application = Application::start(&desktop).await;
    let page = application.page();
    page.is_ready("first-run").await;
    page.reads("The database was damaged").await;
    let folder = file.parent().expect("a folder");
    let aside = std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    let aside = aside.filter(|entry| entry.file_name().to_string_lossy().contains(".corrupt-")).count();
    assert!(aside >= 1);
}
