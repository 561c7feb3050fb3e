//! What does an operator see whose keychain is missing, or does not answer?

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};

use super::application::Application;
use super::twilio::{TOKEN, URL, connects, twilio};

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_keychain_is_named_and_the_secret_can_be_kept_until_quitting() {
    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects(page, TOKEN).await;
    page.sees("heading", "The secret was not kept").await;
    page.reads_in("region", "Result", "gnome-keyring").await;
    page.activates("button", "Keep until I quit").await;
    page.sees("heading", "Connected").await;
    application.quit().await;

    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    page.is_ready("senders").await;
    page.press(&[Key::Control.into(), '6']).await;
    page.is_ready("account").await;
    page.sees("button", "Reauthenticate").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keychain_that_does_not_answer_leaves_the_window_alive() {
    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    let keychain = desktop.keychain().expect("a keychain");
    keychain.halt();
    connects(page, TOKEN).await;
    let before = page.ask("return seen.focused()", vec![]).await;
    page.press(&[Key::Tab.into()]).await;
    page.wait_for("the focus has moved", "return seen.focused() !== arguments[0]", vec![before]).await;
    assert!(
        !page.words().await.contains("The secret was not kept"),
        "the keychain is still being waited for"
    );
    page.sees("heading", "The secret was not kept").await;
    page.reads_in("region", "Result", "did not answer").await;
    keychain.go_on();
}
