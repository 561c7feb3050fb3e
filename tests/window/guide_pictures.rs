//! Are the screens around MoEngage's guide accessible and worth looking at: empty, full, narrow, and at 200 %?

use fantoccini::key::Key;
use serde_json::json;

use super::application::Application;
use super::many;
use super::page::Page;
use super::pictures::{Look, desktop};
use super::setup::opens_worksheet;
use super::twilio::{TOKEN, URL, adds_first_sender, connects, practises, sends_test, twilio};
use super::workspaces::{opens_settings, turns_keywords};

/// The screens that a key opens, with that key.
const SCREENS: [(char, &str); 4] = [('3', "setup"), ('4', "rehearsal"), ('5', "activity"), ('6', "account")];

async fn goes_to(page: &Page, key: char, screen: &str) {
    page.press(&[Key::Control.into(), key]).await;
    page.is_ready(screen).await;
}

/// A workspace in which nothing has been done yet, in production.
async fn empty(theme: &str) {
    let twilio = twilio().await;
    let desktop = desktop(theme);
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let (page, look) = (application.page(), Look::new(&application, theme));
    connects(page, TOKEN).await;
    page.activates("button", "Keep until I quit").await;
    page.activates("button", "Go to senders").await;
    page.is_ready("senders").await;
    for (key, screen) in SCREENS {
        goes_to(page, key, screen).await;
        look.at(&format!("{screen}-empty")).await;
    }
    opens_settings(page).await;
    look.at("workspace").await;
    page.fills("textbox", "Dashboard address", "https://dashboard-105.moengage.com/").await;
    page.sees("table", "URLs that change").await;
    look.at("workspace-url-changes").await;
    page.activates("button", "Remove workspace…").await;
    page.sees("dialog", "Remove Acme Retail?").await;
    look.at("workspace-removal").await;
    page.press(&[Key::Escape.into()]).await;
    page.press(&[Key::Control.into(), 's']).await;
    page.wait_for("saved", "return document.documentElement.dataset.ready !== 'workspace'", vec![]).await;
    page.press(&[Key::Control.into(), '1']).await;
    page.is_ready("senders").await;
    adds_first_sender(page).await;
    page.press(&['t']).await;
    page.is_ready("test").await;
    page.fills("textbox", "To", "+12025550147").await;
    page.fills("textbox", "Message", "Hello").await;
    page.activates("button", "Media (MMS)").await;
    page.activates("button", "Add a medium").await;
    page.fills("textbox", "Media URL 1", "https://media.example.org/spring.tiff").await;
    look.at("test-mms").await;
    page.activates("button", "Send 1 message*").await;
    page.sees("dialog", "Send to a number that is not saved?").await;
    look.at("test-unsaved-number").await;
}

/// The practice account with keywords on, as its operator works with it.
async fn full(theme: &str) {
    let desktop = desktop(theme);
    let application = Application::start(&desktop).await;
    let (page, mut look) = (application.page(), Look::new(&application, theme));
    practises(page).await;
    turns_keywords(page).await;
    page.press(&[Key::Control.into(), '1']).await;
    sends_test(page, "+12025550147", "Hello from practice").await;
    page.press(&[Key::Control.into(), '1']).await;
    page.is_ready("senders").await;
    page.tab_to("row", "Campaigns*").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("sender-form").await;
    page.fills("textbox", "SMS unsubscribe text", "Répondez STOP pour ne plus recevoir d’offres").await;
    look.at("sender-form-keywords").await;
    page.press(&[Key::Control.into(), 's']).await;
    opens_worksheet(page, "Campaigns").await;
    for step in ["Sender name", "Sender ID"] {
        page.tab_to("checkbox", step).await;
        page.press(&[' ']).await;
    }
    look.at("worksheet-service").await;
    page.press(&[Key::Control.into(), '1']).await;
    opens_worksheet(page, "Launch code").await;
    look.at("worksheet-short-code").await;
    for (key, screen) in SCREENS {
        goes_to(page, key, screen).await;
        look.at(&format!("{screen}-full")).await;
    }
    opens_settings(page).await;
    look.at("workspace-practice").await;
    page.press(&[Key::Control.into(), '1']).await;
    page.is_ready("senders").await;
    page.tab_to("row", "Campaigns*").await;
    look.at("senders-inspector").await;
    page.press(&[Key::Control.into(), 'a']).await;
    page.press(&[Key::Delete.into()]).await;
    page.sees("dialog", "Delete 3 senders?").await;
    look.at("senders-deletion").await;
    page.press(&[Key::Escape.into()]).await;
    page.press(&[Key::Escape.into()]).await;

    while look.zoom < 200 {
        page.press(&[Key::Control.into(), '=']).await;
        look.zoom += 10;
    }
    for (key, screen) in SCREENS {
        goes_to(page, key, screen).await;
        look.at(&format!("zoom-200-{screen}")).await;
    }
    opens_settings(page).await;
    look.at("zoom-200-workspace").await;
    page.press(&[Key::Control.into(), '1']).await;
    opens_worksheet(page, "Campaigns").await;
    look.at("zoom-200-worksheet").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_senders_are_set_up_from_one_overview() {
    let desktop = desktop("light");
    let application = Application::start(&desktop).await;
    practises(application.page()).await;
    application.quit().await;
    many::add(&desktop, (0..10_000).map(|index| format!("Shop {index}")));
    let application = Application::start(&desktop).await;
    let (page, look) = (application.page(), Look::new(&application, "light"));
    page.is_ready("senders").await;
    goes_to(page, '3', "setup").await;
    page.reads("10003").await;
    let rows = "return document.querySelectorAll('[data-sender]').length === arguments[0]";
    page.wait_for("the first of them", rows, vec![json!(200)]).await;
    look.at("setup-many").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_in_light() {
    empty("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_in_dark() {
    empty("dark").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn full_in_light() {
    full("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn full_in_dark() {
    full("dark").await;
}
