//! Can every field of MoEngage's form be filled by keyboard, completed from the account, and taken back?

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};
use serde_json::json;

use super::application::Application;
use super::page::Page;
use super::twilio::{begins_to_add, practises};
use super::workspaces::turns_keywords;

const MO_FIELD: &str = "Mobile Originated (MO) callback URL";
const MO: &str = "https://api-01.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";

async fn holds(page: &Page, field: &str, value: &str) {
    let question = "return seen.first('textbox', arguments[0])?.value === arguments[1]";
    page.wait_for(&format!("{value:?} in {field}"), question, vec![json!(field), json!(value)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_id_completes_from_the_account_and_free_typing_stays() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    begins_to_add(page).await;
    page.fills("textbox", "Sender name", "Care").await;
    page.chooses("Long Code").await;
    page.fills("combobox", "Sender ID", "+1800").await;
    page.sees("option", "+18005550199*").await;
    page.press(&[Key::Down.into()]).await;
    page.press(&[Key::Enter.into()]).await;
    let chosen = "return seen.first('combobox', 'Sender ID').value === '+18005550199'";
    page.wait_for("the number is chosen", chosen, vec![]).await;
    page.reads("toll-free").await;
    page.fills("combobox", "Sender ID", "+18005550111").await;
    page.reads("It is not in this Twilio account").await;
    let closed = "return seen.first('combobox', 'Sender ID').getAttribute('aria-expanded') === 'false'";
    page.wait_for("nothing is offered any more", closed, vec![]).await;
    page.press(&[Key::Control.into(), 's']).await;
    page.sees("dialog", "Saved here. MoEngage does not know it yet").await;
    page.press(&[Key::Enter.into()]).await;
    page.reads_in("row", "Care*", "+18005550111").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyword_fields_come_and_go_with_the_toggle_and_keep_their_values() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("sender-form").await;
    assert!(!page.words().await.contains(MO_FIELD), "keyword management is off");
    page.press(&[Key::Escape.into()]).await;

    turns_keywords(page).await;
    page.press(&[Key::Control.into(), '1']).await;
    page.is_ready("senders").await;
    page.tab_to("row", "Campaigns*").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("sender-form").await;
    holds(page, MO_FIELD, MO).await;
    page.reads("documented").await;
    page.fills("textbox", MO_FIELD, "http://user@hooks_internal.example.org/in").await;
    page.reads("https").await;
    page.fills("textbox", MO_FIELD, "https://hooks.example.org/in").await;
    page.reads("custom").await;
    page.activates("button", "Restore").await;
    holds(page, MO_FIELD, MO).await;
    page.fills("textbox", MO_FIELD, "https://hooks.example.org/in").await;
    page.fills("textbox", "SMS unsubscribe text", "Reply STOP to opt out").await;
    page.reads("1 segment").await;
    page.fills("textbox", "Owner", "CRM team").await;
    page.press(&[Key::Control.into(), 's']).await;
    page.is_ready("senders").await;

    turns_keywords(page).await;
    turns_keywords(page).await;
    page.press(&[Key::Control.into(), '1']).await;
    page.is_ready("senders").await;
    page.tab_to("row", "Campaigns*").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("sender-form").await;
    holds(page, MO_FIELD, "https://hooks.example.org/in").await;
    holds(page, "SMS unsubscribe text", "Reply STOP to opt out").await;
    holds(page, "Owner", "CRM team").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_warned_of_and_several_are_deleted_and_come_back_together() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    page.has_focus_on("row", "Campaigns*").await;
    page.press(&['c']).await;
    page.is_ready("sender-form").await;
    page.sees("heading", "Add sender").await;
    page.sees("button", "Show Campaigns").await;
    page.press(&[Key::Control.into(), 's']).await;
    page.sees("dialog", "Saved here. MoEngage does not know it yet").await;
    page.press(&[Key::Enter.into()]).await;
    page.has_focus_on("row", "Copy of Campaigns*").await;

    page.press(&[Key::Control.into(), 'a']).await;
    page.press(&[Key::Delete.into()]).await;
    page.sees("dialog", "Delete 4 senders?").await;
    page.reads("default sender").await;
    page.activates("button", "Delete 4 senders, Practice practice").await;
    page.sees("heading", "No senders yet").await;
    page.press(&[Key::Control.into(), 'z']).await;
    page.sees("row", "Campaigns*").await;
    page.sees("row", "Copy of Campaigns*").await;
    page.press(&[Key::Control.into(), Key::Shift.into(), 'z']).await;
    page.sees("heading", "No senders yet").await;
}
