//! Is every screen accessible and worth looking at, light and dark, wide and narrow? The pictures are kept.

use fantoccini::key::Key;
use rusqlite::Connection;
use senderdesk_desktop::{Desktop, Keychain};
use serde_json::json;
use twilio_simulator::{Fault, FaultKind, Match};

use super::application::{Application, IDENTIFIER};
use super::many::{self, database};
use super::page::Page;
use super::twilio::{
    TOKEN, URL, adds_sender, begins_to_add, connects, practises, saves_with, sends_test, twilio,
};

const SIZES: [(&str, u32, u32); 2] = [("wide", 1280, 800), ("narrow", 640, 800)];

/// A desktop whose operator has chosen a theme.
pub fn desktop(theme: &str) -> Desktop {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let folder = desktop.data_folder(IDENTIFIER);
    std::fs::create_dir_all(&folder).expect("a data folder");
    std::fs::write(folder.join("preferences.json"), json!({ "theme": theme }).to_string())
        .expect("preferences");
    desktop
}

/// Who looks at a page in one theme.
pub struct Look<'a> {
    pub page: &'a Page,
    theme: &'a str,
    /// Per cent, as it was set in the page.
    pub zoom: u32,
}

impl<'a> Look<'a> {
    pub fn new(application: &'a Application<'_>, theme: &'a str) -> Self {
        Self { page: application.page(), theme, zoom: 100 }
    }

    /// Looks at the screen in both sizes.
    pub async fn at(&self, screen: &str) {
        let Self { page, theme, zoom } = *self;
        for (size, width, height) in SIZES {
            page.is_sized(width, height, zoom).await;
            page.fits().await;
            page.keep(&format!("{screen}-{theme}-{size}")).await.expect("a picture");
            page.is_accessible(&format!("{screen}, {theme}, {size}")).await;
        }
        let (_, width, height) = SIZES[0];
        page.is_sized(width, height, zoom).await;
    }
}

/// Does what the palette offers under this name.
async fn finds(page: &Page, entry: &str) {
    page.press(&[Key::Control.into(), 'k']).await;
    page.has_focus_on("combobox", "Find anything").await;
    page.types(entry).await;
    let chosen =
        "return document.querySelector('[role=option][aria-selected=true]').innerText.includes(arguments[0])";
    page.wait_for(&format!("{entry} is chosen"), chosen, vec![json!(entry)]).await;
    page.press(&[Key::Enter.into()]).await;
}

/// Everything around the credential, from the first screen to the empty list of senders.
async fn connecting(theme: &str) {
    let twilio = twilio().await;
    let handle = twilio.handle();
    let desktop = desktop(theme);
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let (page, look) = (application.page(), Look::new(&application, theme));
    page.is_ready("first-run").await;
    look.at("first-run").await;
    connects(page, "0123456789abcdef0123456789abcdef").await;
    page.sees("heading", "Twilio refused this credential").await;
    look.at("connect-refused").await;
    page.activates("button", "Try the other regions").await;
    page.reads("Australia (AU1)").await;
    look.at("connect-other-regions").await;
    handle.push(Fault::always(Match::any(), FaultKind::Html(502)));
    saves_with(page, TOKEN).await;
    page.sees("heading", "Twilio was not reached").await;
    look.at("connect-unreachable").await;
    handle.clear_faults();
    saves_with(page, TOKEN).await;
    page.sees("heading", "The secret was not kept").await;
    look.at("connect-no-keychain").await;
    page.activates("button", "Keep until I quit").await;
    page.sees("heading", "Connected").await;
    look.at("connected").await;
    page.press(&[Key::Control.into(), '6']).await;
    page.is_ready("account").await;
    page.activates("button", "Reauthenticate").await;
    page.has_focus_on("password", "Password").await;
    look.at("reauthenticate").await;
    page.press(&[Key::Control.into(), '1']).await;
    page.sees("heading", "No senders yet").await;
    look.at("senders-empty").await;
}

/// The first sender, and a test from it whose answer is lost.
async fn beginning(theme: &str) {
    let twilio = twilio().await;
    let desktop = desktop(theme);
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let (page, look) = (application.page(), Look::new(&application, theme));
    connects(page, TOKEN).await;
    page.activates("button", "Keep until I quit").await;
    page.activates("button", "Go to senders").await;
    page.is_ready("senders").await;
    adds_sender(page, "Marketing US", "Messaging Service", "PN0a1b2c3d4e5f60718293a4b5c6d7e8f9").await;
    page.has_focus_on("combobox", "Sender ID").await;
    look.at("sender-form-wrong").await;
    page.press(&[Key::Escape.into()]).await;
    page.sees("dialog", "Discard the changes?").await;
    look.at("discard").await;
    page.activates("button", "Discard").await;
    page.is_ready("senders").await;
    adds_sender(page, "Marketing US", "Long Code", "+12025550101").await;
    page.sees("dialog", "Saved here. MoEngage does not know it yet").await;
    look.at("first-save").await;
    page.press(&[Key::Enter.into()]).await;
    let lost = Fault::once(Match::request("POST", "/Messages.json"), FaultKind::LoseAnswer);
    twilio.handle().push(lost);
    sends_test(page, "+12025550147", "Was it sent?").await;
    page.sees("heading", "Outcome unknown").await;
    page.activates("button", "Look*").await;
    page.sees("button", "This is it").await;
    look.at("lost-answer").await;
}

/// The senders and tests of the practice account.
async fn practice(theme: &str) {
    let desktop = desktop(theme);
    let application = Application::start(&desktop).await;
    let (page, look) = (application.page(), Look::new(&application, theme));
    practises(page).await;
    look.at("senders").await;
    page.has_focus_on("row", "Campaigns*").await;
    page.press(&[Key::Shift.into(), Key::F10.into()]).await;
    page.sees("menuitem", "Mark as default").await;
    // A menu goes away when the window changes its size, so it is looked at in one.
    page.keep(&format!("row-menu-{theme}-wide")).await.expect("a picture");
    page.is_accessible(&format!("row menu, {theme}")).await;
    page.press(&[Key::Escape.into()]).await;
    page.has_focus_on("row", "Campaigns*").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("sender-form").await;
    look.at("sender-form-edit").await;
    page.press(&[Key::Escape.into()]).await;
    page.is_ready("senders").await;
    begins_to_add(page).await;
    look.at("sender-form").await;
    page.fills("textbox", "Sender name", "Marketing US").await;
    page.chooses("Long Code").await;
    page.fills("combobox", "Sender ID", "+12025550101").await;
    page.activates("button", "Send a test SMS").await;
    page.fills("textbox", "To", "+12025550147").await;
    look.at("sender-form-test").await;
    page.press(&[Key::Escape.into()]).await;
    page.press(&[Key::Escape.into()]).await;
    page.activates("button", "Discard").await;
    sends_test(page, "+12025550147", "Hello from practice").await;
    page.reads_in("status", "Status", "delivered").await;
    look.at("test-delivered").await;
    page.press(&[Key::Control.into(), '1']).await;
    sends_test(page, "+12025530007", "A text that a carrier filters").await;
    page.reads_in("status", "Status", "undelivered").await;
    look.at("test-undelivered").await;
    page.press(&[Key::Control.into(), '6']).await;
    page.is_ready("account").await;
    look.at("account").await;
    page.press(&[Key::Control.into(), 'k']).await;
    page.sees("dialog", "Find anything").await;
    look.at("palette").await;
}

/// What an operator sees who needs more contrast or larger letters, has many senders, or started an older version.
async fn unusual(theme: &str) {
    let desktop = desktop(theme);
    let application = Application::start(&desktop).await;
    practises(application.page()).await;
    application.quit().await;
    many::add(&desktop, (0..10_000).map(|index| format!("Shop {index}")));

    let application = Application::start(&desktop).await;
    let (page, mut look) = (application.page(), Look::new(&application, theme));
    page.is_ready("senders").await;
    look.at("senders-many").await;
    finds(page, "More contrast").await;
    look.at("more-contrast").await;
    finds(page, "Normal contrast").await;
    while look.zoom < 200 {
        page.press(&[Key::Control.into(), '=']).await;
        look.zoom += 10;
    }
    look.at("zoom-200").await;
    begins_to_add(page).await;
    look.at("zoom-200-sender-form").await;
    page.press(&[Key::Control.into(), '0']).await;
    page.is_sized(1280, 800, 100).await;
    application.quit().await;

    let newer = |it: Connection| it.pragma_update(None, "user_version", 99);
    Connection::open(database(&desktop)).and_then(newer).expect("a newer schema");
    let application = Application::start(&desktop).await;
    application.page().is_ready("failed").await;
    Look::new(&application, theme).at("failed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connecting_in_light() {
    connecting("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connecting_in_dark() {
    connecting("dark").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn beginning_in_light() {
    beginning("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn beginning_in_dark() {
    beginning("dark").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_in_light() {
    practice("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_in_dark() {
    practice("dark").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unusual_in_light() {
    unusual("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unusual_in_dark() {
    unusual("dark").await;
}
