//! Does a form with several phones send each one message, and does it come back after a restart?

use fantoccini::key::Key;
use serde_json::json;

use super::application::Application;
use super::page::Page;
use super::pictures::{Look, desktop};
use super::twilio::{TOKEN, URL, adds_first_sender, connects, sends_to_several, twilio};

const PHONES: [&str; 3] = ["+12125550123", "+12125550124", "+12125530003"];

/// Puts a list into the first recipient, as the clipboard brings it.
async fn pastes(page: &Page, list: &str) {
    let paste = "const field = document.querySelector('input[inputmode=tel]');
        const data = new DataTransfer();
        data.setData('text/plain', arguments[0]);
        return field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
    page.ask(paste, vec![json!(list)]).await;
}

async fn a_form_with_several_phones(theme: &str) {
    let twilio = twilio().await;
    let handle = twilio.handle();
    let desktop = desktop(theme);
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let (page, look) = (application.page(), Look::new(&application, theme));
    connects(page, TOKEN).await;
    page.activates("button", "Keep until I quit").await;
    page.activates("button", "Go to senders").await;
    page.is_ready("senders").await;
    adds_first_sender(page).await;
    page.press(&[Key::Control.into(), '2']).await;
    page.is_ready("test").await;
    pastes(page, &PHONES.join("\n")).await;
    page.fills("textbox", "Message", "Sale: 20 % off today. It’s on.").await;
    page.sees("textbox", "To 3").await;
    page.reads("United States").await;
    look.at("test-several").await;
    // What the checks found and the price, below the form.
    page.reads("without carrier fees").await;
    page.ask("document.querySelector('.preflight').scrollIntoView(); return true", vec![]).await;
    look.at("test-before-sending").await;

    application.quit().await;
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let (page, look) = (application.page(), Look::new(&application, theme));
    page.is_ready("senders").await;
    page.press(&[Key::Control.into(), '2']).await;
    page.is_ready("test").await;
    page.wait_for(
        "the text as it was left",
        "return seen.first('textbox', 'Message').value.startsWith('Sale: 20')",
        vec![],
    )
    .await;
    assert_eq!(handle.request_count("POST", "/Messages.json"), 0, "coming back sends nothing");
    look.at("test-came-back").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_several_phones_comes_back_and_sends_nothing_by_itself_in_light() {
    a_form_with_several_phones("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_several_phones_comes_back_and_sends_nothing_by_itself_in_dark() {
    a_form_with_several_phones("dark").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_phone_gets_one_message_and_shows_what_became_of_it() {
    let twilio = twilio().await;
    let handle = twilio.handle();
    let desktop = desktop("light");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let (page, look) = (application.page(), Look::new(&application, "light"));
    connects(page, TOKEN).await;
    page.activates("button", "Keep until I quit").await;
    page.activates("button", "Go to senders").await;
    page.is_ready("senders").await;
    adds_first_sender(page).await;
    page.press(&[Key::Control.into(), '2']).await;
    page.is_ready("test").await;
    pastes(page, &PHONES.join("\n")).await;
    page.fills("textbox", "Message", "Hello to three").await;
    page.press(&[Key::Control.into(), Key::Enter.into()]).await;
    sends_to_several(page, 3).await;
    page.sees("button", "New test").await;
    page.sees("button", "undelivered, the message to +12125530003").await;
    page.sees("button", "delivered, the message to +12125550123").await;
    let mut recipients: Vec<_> = handle.messages().into_iter().map(|message| message.to).collect();
    recipients.sort();
    let mut phones = PHONES.map(str::to_owned).to_vec();
    phones.sort();
    assert_eq!(recipients, phones);
    page.activates("button", "undelivered, the message to +12125530003").await;
    page.reads_in("status", "Status", "undelivered").await;
    look.at("test-several-sent").await;
}
