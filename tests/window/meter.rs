//! Is the text drawn as it is cut, mended by one click, and taken back by Ctrl+Z, in the web view that ships?

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};
use serde_json::json;

use super::application::Application;
use super::page::Page;
use super::twilio::{URL, connects_with_a_sender, twilio};

async fn message(page: &Page) -> String {
    let field = page.ask("return seen.first('textbox', 'Message').value", vec![]).await;
    field.as_str().expect("a text").to_owned()
}

async fn becomes(page: &Page, text: &str) {
    let question = "return seen.first('textbox', 'Message').value === arguments[0]";
    page.wait_for(&format!("the message {text:?}"), question, vec![json!(text)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn characters_are_replaced_by_one_click_and_come_back_by_undo() {
    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_with_a_sender(page).await;
    page.press(&['t']).await;
    page.is_ready("test").await;
    let typed = format!("It’s “now”\u{200b}, שלום {}", "and on it goes ".repeat(8));
    page.fills("textbox", "Message", &typed).await;
    page.reads("UCS-2 · 138 of 201 · 3 segments").await;
    page.reads("zero-width space").await;
    let parts = "return document.querySelectorAll('.cut-text .cut-line').length";
    assert_eq!(page.ask(parts, vec![]).await, json!(2));
    page.is_accessible("test with a meter").await;
    page.keep("meter").await;

    page.activates("button", "Replace ’ with '").await;
    let mended = typed.replace('’', "'");
    becomes(page, &mended).await;
    page.has_focus_on("textbox", "Message").await;
    page.press(&[Key::Control.into(), 'z']).await;
    becomes(page, &typed).await;
    page.activates("button", "Take out zero-width space").await;
    becomes(page, &typed.replace('\u{200b}', "")).await;
    page.press(&[Key::Control.into(), 'z']).await;
    becomes(page, &typed).await;

    page.activates("button", "Replace all 4").await;
    let mended = mended.replace(['“', '”'], "\"").replace('\u{200b}', "");
    becomes(page, &mended).await;
    page.press(&[Key::Control.into(), 'z']).await;
    becomes(page, &typed).await;
    assert_eq!(message(page).await, typed);
}
