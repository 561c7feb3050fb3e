//! Does a reader of MoEngage's guide find its sentences in the window? Beside the tests of single screens, whose names
//! stand in `docs/guide-coverage.md`.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};
use serde_json::json;

use super::application::{Application, until};
use super::setup::opens_worksheet;
use super::twilio::{
    TOKEN, URL, begins_to_add, begins_to_connect, connects, connects_to_senders, practises, saves_with,
    sends_to_unsaved, twilio,
};
use super::workspaces::turns_keywords;

/// The fields of *Sender Details* as the guide names them, in its order.
const FIELDS: [&str; 7] = [
    "Mark as default",
    "This sender supports MMS",
    "Sender name",
    "Sender type",
    "Sender ID",
    "Mobile Originated (MO) callback URL",
    "SMS unsubscribe text",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_connect_screen_says_what_is_connected_and_links_to_the_guide() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    page.is_ready("first-run").await;
    page.activates("button", "Connect a Twilio account").await;
    page.is_ready("connect").await;
    page.reads("Twilio sends the SMS and MMS of a MoEngage workspace").await;
    page.reads("Before you begin: have a login to Twilio's console").await;
    page.tab_to("button", "MoEngage guide: Twilio").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn username_and_password_say_where_twilio_shows_them() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    begins_to_connect(page).await;
    let told = "const field = seen.first(arguments[0], arguments[1]); \
        return field.getAttribute('aria-describedby').split(' ').some((id) => \
           document.getElementById(id)?.textContent.includes('Account Info'))";
    for field in [("textbox", "Username"), ("password", "Password")] {
        page.wait_for("the place in Twilio's console", told, vec![json!(field.0), json!(field.1)]).await;
    }
    page.tab_to("button", "Open Twilio's console").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sender_form_has_the_seven_fields_with_the_guides_labels_in_its_order() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    turns_keywords(page).await;
    page.press(&[Key::Control.into(), '1']).await;
    page.is_ready("senders").await;
    begins_to_add(page).await;
    page.chooses("Long Code").await;
    page.sees("textbox", FIELDS[5]).await;
    let order = "const words = seen.page(); const places = arguments[0].map((field) => words.indexOf(field)); \
        return places.every((place, n) => place >= 0 && (n === 0 || place > places[n - 1]))";
    page.wait_for("the seven fields in order", order, vec![json!(FIELDS)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mark_as_default_is_disabled_while_a_sender_is_created() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    begins_to_add(page).await;
    let disabled = "return seen.first('checkbox', 'Mark as default').disabled";
    page.wait_for("it cannot be ticked", disabled, vec![]).await;
    page.reads("Not while adding: Campaigns is the default.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_the_four_types_has_its_words_and_an_example() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    begins_to_add(page).await;
    for (kind, words) in [
        ("Short Code", "3 to 8 digits"),
        ("Long Code", "+14155550123"),
        ("Messaging Service", "MG"),
        ("Alphanumeric Sender ID", "Up to 11"),
    ] {
        page.chooses(kind).await;
        page.reads(words).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sender_id_links_to_what_the_three_kinds_are() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    begins_to_add(page).await;
    for (kind, link) in [
        ("Short Code", "About short codes"),
        ("Long Code", "About long codes"),
        ("Messaging Service", "About Messaging Services"),
    ] {
        page.chooses(kind).await;
        page.sees("button", link).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_can_be_sent_from_the_form_before_it_is_saved() {
    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_to_senders(page).await;
    begins_to_add(page).await;
    page.chooses("Long Code").await;
    page.fills("combobox", "Sender ID", "+12025550101").await;
    page.activates("button", "Send a test SMS").await;
    page.has_focus_on("textbox", "To").await;
    page.fills("textbox", "To", "+12025550147").await;
    page.fills("textbox", "Message", "Before it is saved").await;
    page.activates("button", "Send 1 message*").await;
    sends_to_unsaved(page).await;
    page.reads_in("status", "Status", "delivered").await;
    assert_eq!(twilio.handle().request_count("POST", "/Messages.json"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_balance_is_checked_from_the_account_and_from_the_form() {
    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_to_senders(page).await;
    twilio.handle().set_balance("40.10");
    page.activates("button", "Check balance").await;
    page.reads_in("region", "Account", "40.10 USD").await;
    begins_to_add(page).await;
    twilio.handle().set_balance("40.05");
    page.tab_to("textbox", "Sender name").await;
    page.activates("button", "Check balance").await;
    page.reads_in("region", "Account", "40.05 USD").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_consoles_open_from_the_worksheet() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let (path, opened) = recording_opener(&desktop);
    let application = Application::start_with(&desktop, &[("PATH", &path)]).await;
    let page = application.page();
    practises(page).await;
    opens_worksheet(page, "Campaigns").await;
    page.activates("button", "Open in MoEngage").await;
    page.activates("button", "Open in Twilio").await;
    until("both are opened", || {
        let all = std::fs::read_to_string(&opened).unwrap_or_default();
        all.contains("https://dashboard-01.moengage.com/") && all.contains("https://console.twilio.com/")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reauthenticate_opens_the_step_in_moengage() {
    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects(page, TOKEN).await;
    page.sees("heading", "Connected").await;
    page.press(&[Key::Control.into(), '3']).await;
    page.is_ready("setup").await;
    page.tab_to("checkbox", "Password, then Save").await;
    page.press(&[' ']).await;
    let state =
        "return document.querySelector('[data-step=\"moengage.password\"]')?.dataset.state === arguments[0]";
    page.wait_for("ticked", state, vec![json!("done")]).await;
    page.press(&[Key::Control.into(), '6']).await;
    page.is_ready("account").await;
    page.activates("button", "Reauthenticate").await;
    saves_with(page, TOKEN).await;
    page.sees("heading", "Reauthenticated").await;
    page.activates("button", "Open Set-up").await;
    page.is_ready("setup").await;
    page.wait_for("open again", state, vec![json!("reopened")]).await;
    page.reads("Reauthenticate in MoEngage as well").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_three_next_steps_are_ticked_and_say_what_is_not_documented() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    page.press(&[Key::Control.into(), '3']).await;
    page.is_ready("setup").await;
    for (title, step) in [
        ("Create an SMS campaign", "sms_campaign"),
        ("Set the frequency capping for SMS", "frequency_capping"),
        ("Set the current service provider", "current_service_provider"),
    ] {
        page.tab_to("checkbox", title).await;
        page.press(&[' ']).await;
        let done = "return document.querySelector(`[data-step='moengage.${arguments[0]}']`)?.dataset.state === 'done'";
        page.wait_for(&format!("{step} is ticked"), done, vec![json!(step)]).await;
    }
    page.reads("Today no such control is documented").await;
}

/// A PATH on which the system's opener only writes down what it is asked to open, and where it does.
fn recording_opener(desktop: &Desktop) -> (String, PathBuf) {
    let (folder, log) = (desktop.home().join("bin"), desktop.home().join("opened"));
    let opener = folder.join("xdg-open");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(&opener, format!("#!/bin/sh\necho \"$1\" >> '{}'\n", log.display())).expect("a script");
    std::fs::set_permissions(&opener, Permissions::from_mode(0o755)).expect("it can be run");
    let path = std::env::var("PATH").expect("a path");
    (format!("{}:{path}", folder.display()), log)
}
