//! Can somebody who is shown a failed test read off why it failed and what to do, and hand it on to support?

use super::application::Application;
use super::pictures::{Look, desktop};
use super::twilio::{TOKEN, URL, adds_first_sender, connects, sends_test, sends_to_unsaved, twilio};

async fn a_failed_test(theme: &str) {
    let twilio = twilio().await;
    let desktop = desktop(theme);
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let (page, look) = (application.page(), Look::new(&application, theme));
    connects(page, TOKEN).await;
    page.activates("button", "Keep until I quit").await;
    page.activates("button", "Go to senders").await;
    page.is_ready("senders").await;
    adds_first_sender(page).await;
    sends_test(page, "+12125550123", "Hello").await;
    page.reads_in("status", "Status", "delivered").await;

    page.activates("button", "New test").await;
    page.fills("textbox", "To", "+12125530003").await;
    page.fills("textbox", "Message", "Hello").await;
    page.activates("button", "Send 1 message*").await;
    sends_to_unsaved(page).await;
    page.reads_in("status", "Status", "undelivered").await;
    page.reads("Most likely: it is this phone, not the sender.").await;
    page.reads_in("list", "This rests on", "+12125550123").await;
    page.sees("heading", "What to do").await;
    look.at("test-explained").await;

    page.activates("button", "Copy for support").await;
    page.sees("dialog", "Copy for Twilio's support").await;
    page.reads_in("region", "This is copied", "Error code: 30003").await;
    page.reads_in("region", "This is copied", "To: +1212…03").await;
    look.at("test-support").await;
    page.tab_to("checkbox", "Numbers in full").await;
    page.press(&[' ']).await;
    page.reads_in("region", "This is copied", "To: +12125530003").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_test_says_why_and_what_to_do_in_light() {
    a_failed_test("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_test_says_why_and_what_to_do_in_dark() {
    a_failed_test("dark").await;
}
