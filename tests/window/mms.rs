//! Is an MMS tested as an SMS is: one click, one message, and asked before it goes to a number that is not saved?

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};

use super::application::Application;
use super::twilio::{URL, connects_with_a_sender, twilio};

#[tokio::test(flavor = "multi_thread")]
async fn an_mms_goes_to_a_number_that_is_saved_on_the_way_and_the_next_one_is_not_asked_about() {
    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_with_a_sender(page).await;
    page.press(&['t']).await;
    page.is_ready("test").await;
    page.fills("textbox", "To", "+12025550147").await;
    page.activates("button", "Media (MMS)").await;
    page.activates("button", "Add a medium").await;
    page.fills("textbox", "Media URL 1", "https://127.0.0.1/spring.png").await;
    page.activates("button", "Check 1").await;
    page.reads("127.0.0.1").await;
    page.fills("textbox", "Media URL 1", "https://media.example.org/spring.png").await;
    page.activates("button", "Send 1 message, Acme Retail production").await;
    page.sees("dialog", "Send to a number that is not saved?").await;
    page.reads("+12025550147").await;
    page.press(&[Key::Escape.into()]).await;
    assert_eq!(twilio.handle().request_count("POST", "/Messages.json"), 0, "Escape sends nothing");
    page.activates("button", "Send 1 message, Acme Retail production").await;
    page.sees("dialog", "Send to a number that is not saved?").await;
    page.fills("textbox", "Label, to save it", "My phone").await;
    page.activates("button", "Save as test handset and send").await;
    page.reads_in("status", "Status", "delivered").await;
    page.reads_in("list", "Media", "https://media.example.org/spring.png").await;

    assert_eq!(twilio.handle().messages()[0].media_urls, ["https://media.example.org/spring.png"]);

    page.activates("button", "New test").await;
    page.fills("textbox", "To", "+12025550147").await;
    page.fills("textbox", "Message", "Without a question").await;
    page.reads("My phone").await;
    page.activates("button", "Send 1 message, Acme Retail production").await;
    page.reads_in("status", "Status", "delivered").await;
    assert_eq!(twilio.handle().request_count("POST", "/Messages.json"), 2);
}
