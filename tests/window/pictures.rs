//! Is every screen accessible and worth looking at, light and dark, wide and narrow? The pictures are kept.

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};
use serde_json::json;

use super::application::{Application, IDENTIFIER};
use super::page::Page;
use super::twilio::{TOKEN, URL, connects, practises, sends_test, twilio};

const SIZES: [(&str, u32, u32); 2] = [("wide", 1280, 800), ("narrow", 640, 800)];

/// A desktop whose operator has chosen a theme.
fn desktop(theme: &str) -> Desktop {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let folder = desktop.data_folder(IDENTIFIER);
    std::fs::create_dir_all(&folder).expect("a data folder");
    std::fs::write(folder.join("preferences.json"), json!({ "theme": theme }).to_string())
        .expect("preferences");
    desktop
}

/// Looks at the screen in both sizes.
async fn look_at(page: &Page, screen: &str, theme: &str) {
    for (size, width, height) in SIZES {
        page.is_sized(width, height).await;
        page.keep(&format!("{screen}-{theme}-{size}")).await.expect("a picture");
        page.is_accessible(&format!("{screen}, {theme}, {size}")).await;
    }
    let (_, width, height) = SIZES[0];
    page.is_sized(width, height).await;
}

async fn every_screen(theme: &str) {
    let twilio = twilio().await;
    let desktop = desktop(theme);
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    page.is_ready("first-run").await;
    look_at(page, "first-run", theme).await;
    connects(page, "0123456789abcdef0123456789abcdef").await;
    page.sees("heading", "Twilio refused this credential").await;
    look_at(page, "connect-refused", theme).await;
    super::twilio::saves_with(page, TOKEN).await;
    page.sees("heading", "The secret was not kept").await;
    look_at(page, "connect-no-keychain", theme).await;
    page.activates("button", "Keep until I quit").await;
    page.sees("heading", "Connected").await;
    look_at(page, "connected", theme).await;
    page.activates("button", "Go to senders").await;
    page.sees("heading", "No senders yet").await;
    look_at(page, "senders-empty", theme).await;
}

async fn every_screen_of_practice(theme: &str) {
    let desktop = desktop(theme);
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    look_at(page, "senders", theme).await;
    page.press(&['n']).await;
    page.is_ready("sender-form").await;
    look_at(page, "sender-form", theme).await;
    page.press(&[Key::Escape.into()]).await;
    sends_test(page, "+12025550147", "Hello from practice").await;
    page.reads_in("status", "Status", "delivered").await;
    look_at(page, "test-delivered", theme).await;
    page.press(&[Key::Control.into(), '1']).await;
    sends_test(page, "+12025530007", "A text that a carrier filters").await;
    page.reads_in("status", "Status", "undelivered").await;
    look_at(page, "test-undelivered", theme).await;
    page.press(&[Key::Control.into(), '3']).await;
    page.is_ready("account").await;
    look_at(page, "account", theme).await;
    page.press(&[Key::Control.into(), 'k']).await;
    page.sees("dialog", "Find anything").await;
    look_at(page, "palette", theme).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connecting_in_light() {
    every_screen("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connecting_in_dark() {
    every_screen("dark").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_in_light() {
    every_screen_of_practice("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_in_dark() {
    every_screen_of_practice("dark").await;
}
