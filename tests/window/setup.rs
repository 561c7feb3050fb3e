//! Does the worksheet say for each type of sender what to enter where, keep the ticks, and leave the application whole?

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};
use serde_json::json;

use super::application::{Application, until};
use super::page::Page;
use super::twilio::{adds_sender, practises};
use super::workspaces::turns_keywords;

const MO: &str = "https://api-01.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";

/// From the list of senders to the worksheet of one of them.
pub async fn opens_worksheet(page: &Page, sender: &str) {
    page.is_ready("senders").await;
    page.tab_to("row", "*").await;
    page.press(&[Key::Home.into()]).await;
    let focused = "return seen.isFocused('row', arguments[0])";
    for _ in 0..10 {
        if page.ask(focused, vec![json!(format!("{sender}*"))]).await == json!(true) {
            break;
        }
        page.press(&[Key::Down.into()]).await;
    }
    page.press(&['s']).await;
    page.is_ready("setup-sender").await;
    page.sees("heading", &format!("Set-up: {sender}")).await;
}

/// Waits for the state of a step.
async fn step_is(page: &Page, step: &str, state: &str) {
    let question =
        "return document.querySelector(`[data-step='${arguments[0]}']`)?.dataset.state === arguments[1]";
    page.wait_for(&format!("{step} is {state}"), question, vec![json!(step), json!(state)]).await;
}

/// Waits for words in a step.
async fn step_reads(page: &Page, step: &str, words: &str) {
    let question = "return document.querySelector(`[data-step='${arguments[0]}']`)?.innerText.includes(arguments[1]) ?? false";
    page.wait_for(&format!("{words:?} in {step}"), question, vec![json!(step), json!(words)]).await;
}

/// The steps that there are, in their order.
async fn steps(page: &Page) -> Vec<String> {
    let all = page
        .ask("return [...document.querySelectorAll('[data-step]')].map((step) => step.dataset.step)", vec![]);
    serde_json::from_value(all.await).expect("names")
}

/// Does what the menu *Export or print* offers.
async fn exports(page: &Page, what: &str) {
    page.activates("button", "Export or print").await;
    page.sees("menuitem", what).await;
    for _ in 0..4 {
        if page.ask("return seen.isFocused('menuitem', arguments[0])", vec![json!(what)]).await == json!(true)
        {
            break;
        }
        page.press(&[Key::Down.into()]).await;
    }
    page.press(&[Key::Enter.into()]).await;
}

/// Answers the system's file chooser, which is a window of its own, with a file.
pub async fn chooses_file(desktop: &Desktop, file: &Path) {
    chooser_is_open(desktop).await;
    // A path that is typed replaces the name that is offered.
    desktop.press("ctrl+a").expect("a key");
    desktop.types(&file.display().to_string()).expect("keys");
    desktop.press("Return").expect("a key");
}

/// Answers the system's file chooser with a file to be opened.
pub async fn opens_file(desktop: &Desktop, file: &Path) {
    chooser_is_open(desktop).await;
    let is_open = || desktop.active_window().is_some_and(|title| !title.contains("Senderdesk"));
    let mut typed: Option<Instant> = None;
    until("the file is chosen", || {
        // Keys go to the list until the line for the place is there, which nothing outside can see: typed once more
        // where they went to the list.
        if is_open() && typed.is_none_or(|at| at.elapsed() > TYPE_AGAIN) {
            desktop.press("ctrl+l").expect("a key");
            desktop.press("ctrl+a").expect("a key");
            desktop.types(&file.display().to_string()).expect("keys");
            desktop.press("Return").expect("a key");
            typed = Some(Instant::now());
        }
        !is_open()
    })
    .await;
}

/// How long the chooser has to close before a place is typed once more.
const TYPE_AGAIN: Duration = Duration::from_secs(3);

async fn chooser_is_open(desktop: &Desktop) {
    until("the file chooser", || desktop.active_window().is_some_and(|title| !title.contains("Senderdesk")))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tick_stays_over_a_restart_and_an_edit_reopens_what_it_touches() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    opens_worksheet(page, "Campaigns").await;
    for step in ["Sender name", "Sender ID"] {
        page.tab_to("checkbox", step).await;
        page.press(&[' ']).await;
    }
    step_is(page, "moengage.sender_name", "done").await;
    step_is(page, "moengage.sender_id", "done").await;
    application.quit().await;

    let application = Application::start(&desktop).await;
    let page = application.page();
    opens_worksheet(page, "Campaigns").await;
    step_is(page, "moengage.sender_name", "done").await;
    page.activates("button", "Edit sender").await;
    page.is_ready("sender-form").await;
    page.fills("textbox", "Sender name", "Campaigns 2027").await;
    page.press(&[Key::Control.into(), 's']).await;
    page.is_ready("senders").await;
    opens_worksheet(page, "Campaigns 2027").await;
    step_is(page, "moengage.sender_name", "reopened").await;
    step_reads(page, "moengage.sender_name", "Campaigns 2027").await;
    step_is(page, "moengage.sender_id", "done").await;
    page.press(&[Key::Control.into(), 'z']).await;
    step_is(page, "moengage.sender_name", "done").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_type_has_the_steps_that_the_guide_has_for_it_and_no_others() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    opens_worksheet(page, "Campaigns").await;
    step_reads(page, "twilio.delivery_callback", "https://api-01.moengage.com/sms/dlr/twilio").await;
    assert!(!steps(page).await.iter().any(|step| step == "twilio.inbound"), "keywords are off");

    turns_keywords(page).await;
    page.press(&[Key::Control.into(), '1']).await;
    opens_worksheet(page, "Campaigns").await;
    step_reads(page, "moengage.mo_callback_url", MO).await;
    step_reads(page, "twilio.inbound", MO).await;
    assert!(!steps(page).await.iter().any(|step| step == "twilio.mms_converter"), "no MMS, no converter");
    page.press(&[Key::Control.into(), '1']).await;
    opens_worksheet(page, "Launch code").await;
    step_is(page, "twilio.delivery_callback", "nothing_to_do").await;
    page.press(&[Key::Control.into(), '1']).await;
    page.is_ready("senders").await;
    adds_sender(page, "Alerts", "Alphanumeric Sender ID", "ACME").await;
    page.sees("dialog", "Saved here. MoEngage does not know it yet").await;
    page.press(&[Key::Enter.into()]).await;
    opens_worksheet(page, "Alerts").await;
    step_is(page, "twilio.delivery_callback", "cannot_say").await;
    step_is(page, "moengage.mo_callback_url", "nothing_to_do").await;
    step_is(page, "twilio.inbound", "nothing_to_do").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worksheet_leaves_as_a_file_through_the_systems_chooser_or_not_at_all() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    page.press(&[Key::Control.into(), '3']).await;
    page.is_ready("setup").await;
    exports(page, "Markdown file").await;
    chooser_is_open(&desktop).await;
    desktop.press("Escape").expect("a key");
    page.reads_in("status", "Message", "Nothing was written.").await;

    let file = desktop.home().join("sheet.md");
    exports(page, "Markdown file").await;
    chooses_file(&desktop, &file).await;
    page.reads_in("status", "Message", "Written to").await;
    let written = std::fs::read_to_string(&file).expect("the file");
    for words in ["Campaigns", "Sender Details", "https://api-01.moengage.com/sms/dlr/twilio"] {
        assert!(written.contains(words), "{words} in {written}");
    }

    exports(page, "HTML file").await;
    chooses_file(&desktop, Path::new("/proc/sheet.html")).await;
    page.sees("dialog", "The file was not written").await;
    page.press(&[Key::Escape.into()]).await;
    page.reads_no_more("The file was not written").await;
}

/// WebKit shows no print dialog to a driver: what it would be given is looked at.
#[tokio::test(flavor = "multi_thread")]
async fn a_worksheet_is_drawn_for_the_printer() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    opens_worksheet(page, "Campaigns").await;
    exports(page, "Print").await;
    let drawn = "return document.querySelector('.print-pages')?.textContent.includes(arguments[0]) ?? false";
    page.wait_for("the pages", drawn, vec![json!("https://api-01.moengage.com/sms/dlr/twilio")]).await;
}
