//! Can an operator keep the senders in order by keyboard, undo a slip, and try a sender before it is saved?

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};
use serde_json::json;

use super::application::Application;
use super::page::Page;
use super::twilio::{adds_sender, begins_to_add, practises, sends_to_unsaved};

/// Adds the sender that many tests work on; its row has the focus then.
async fn adds_alerts(page: &Page) {
    adds_sender(page, "Alerts", "Alphanumeric Sender ID", "ACME").await;
    page.sees("dialog", "Saved here. MoEngage does not know it yet").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("senders").await;
    page.has_focus_on("row", "Alerts*").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_default_moves_and_cannot_be_deleted_and_a_deleted_sender_comes_back() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    adds_alerts(page).await;
    let rows = "return Number(seen.first('grid', 'Senders').getAttribute('aria-rowcount'))";
    let before = page.ask(rows, vec![]).await;

    page.press(&['d']).await;
    page.reads_in("status", "Message", "is the default sender now").await;
    page.reads_in("row", "Alerts*", "default").await;
    page.press(&[Key::Delete.into()]).await;
    page.sees("dialog", "Delete Alerts?").await;
    page.reads("is the default sender").await;
    page.wait_for("Delete is not offered", "return !seen.has('button', 'Delete 1 sender*')", vec![]).await;
    page.press(&[Key::Escape.into()]).await;
    page.has_focus_on("row", "Alerts*").await;
    assert_eq!(page.ask(rows, vec![]).await, before);

    // The default comes first in the list, and after it what was the default before.
    page.press(&[Key::Down.into()]).await;
    page.has_focus_on("row", "Campaigns*").await;
    page.press(&[Key::Delete.into()]).await;
    page.sees("dialog", "Delete Campaigns?").await;
    page.reads("MoEngage: Configure an SMS sender").await;
    page.activates("button", "Delete 1 sender, Practice practice").await;
    page.reads_in("status", "Message", "was deleted.").await;
    page.wait_for("it is gone", "return !seen.has('row', 'Campaigns*')", vec![]).await;
    page.press(&[Key::Control.into(), 'z']).await;
    page.reads_in("status", "Message", "is back.").await;
    page.sees("row", "Campaigns*").await;
    assert_eq!(page.ask(rows, vec![]).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn edit_changes_the_name_and_asks_before_it_throws_changes_away() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    page.has_focus_on("row", "Campaigns*").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("sender-form").await;
    page.sees("heading", "Edit sender").await;
    page.fills("textbox", "Sender name", "Campaigns of the spring").await;
    page.press(&[Key::Escape.into()]).await;
    page.sees("dialog", "Discard the changes?").await;
    page.has_focus_on("button", "Keep editing").await;
    page.press(&[Key::Enter.into()]).await;
    page.press(&[Key::Control.into(), 's']).await;
    page.is_ready("senders").await;
    page.has_focus_on("row", "Campaigns of the spring*").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sid_of_the_wrong_kind_is_named_while_typing_and_save_goes_to_it() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    begins_to_add(page).await;
    page.fills("textbox", "Sender name", "Wrong").await;
    page.chooses("Messaging Service").await;
    page.fills("combobox", "Sender ID", "PN0a1b2c3d4e5f60718293a4b5c6d7e8f9").await;
    page.reads("SID. Enter the SID of a Messaging Service; it starts with MG.").await;
    let told = "const input = seen.first('combobox', 'Sender ID'); return input.ariaInvalid === 'true' \
        && input.getAttribute('aria-describedby').split(' ').some((id) => \
           document.getElementById(id)?.textContent.includes(arguments[0]))";
    page.wait_for("the field tells what it holds", told, vec![json!("Phone Number SID")]).await;
    page.tab_to("textbox", "Sender name").await;
    page.press(&[Key::Control.into(), 's']).await;
    page.has_focus_on("combobox", "Sender ID").await;

    page.press(&[Key::Escape.into()]).await;
    page.sees("dialog", "Discard the changes?").await;
    page.activates("button", "Discard").await;
    page.is_ready("senders").await;
    page.wait_for("nothing was saved", "return !seen.has('row', 'Wrong*')", vec![]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_is_tested_and_the_balance_read_before_it_is_saved() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    begins_to_add(page).await;
    page.fills("textbox", "Sender name", "Marketing US").await;
    page.chooses("Long Code").await;
    page.fills("combobox", "Sender ID", "+12025550101").await;
    page.activates("button", "Send a test SMS").await;
    page.has_focus_on("textbox", "To").await;
    page.fills("textbox", "To", "+12025550147").await;
    page.fills("textbox", "Message", "Before it is saved").await;
    page.activates("button", "Send 1 message*").await;
    sends_to_unsaved(page).await;
    page.reads_in("status", "Status", "delivered").await;

    page.press(&[Key::Escape.into()]).await;
    page.has_focus_on("button", "Send a test SMS").await;
    page.activates("button", "Check balance").await;
    let in_the_form =
        "return [...document.querySelectorAll('form output')].some((it) => it.innerText.includes('USD'))";
    page.wait_for("the balance stands in the form", in_the_form, vec![]).await;
    page.press(&[Key::Control.into(), 's']).await;
    page.sees("dialog", "Saved here. MoEngage does not know it yet").await;
    page.press(&[Key::Enter.into()]).await;
    page.has_focus_on("row", "Marketing US*").await;
}
