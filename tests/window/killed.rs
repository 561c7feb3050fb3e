//! Is a message ever sent twice, or forgotten, when the application ends while it is on its way?

use std::time::Duration;

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};
use twilio_simulator::{Fault, FaultKind, Match, Pace};

use super::application::Application;
use super::twilio::{URL, connects_with_a_sender, sends_test, twilio, twilio_at};

#[tokio::test(flavor = "multi_thread")]
async fn a_send_that_was_killed_is_unknown_and_is_not_sent_again() {
    let twilio = twilio().await;
    let handle = twilio.handle();
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_with_a_sender(page).await;
    let never = FaultKind::Latency(Duration::from_secs(600));
    handle.push(Fault::always(Match::request("POST", "/Messages.json"), never));
    sends_test(page, "+12025550147", "Was it sent?").await;
    handle.wait_for_request(|request| request.method == "POST" && request.path.contains("/Messages")).await;
    application.kill().await;

    handle.clear_faults();
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    page.is_ready("senders").await;
    page.press(&[Key::Control.into(), '2']).await;
    page.is_ready("test").await;
    page.reads_in("list", "Earlier tests", "outcome unknown +12025550147").await;
    assert_eq!(handle.request_count("POST", "/Messages.json"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_was_on_its_way_at_quitting_is_followed_to_its_end() {
    let twilio = twilio_at(Pace::manual()).await;
    let handle = twilio.handle();
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_with_a_sender(page).await;
    sends_test(page, "+12025550147", "On its way for long").await;
    page.reads_in("status", "Status", "queued").await;
    application.quit().await;

    while handle.advance() > 0 {}
    assert_eq!(handle.messages()[0].status, "delivered");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    page.is_ready("senders").await;
    page.press(&[Key::Control.into(), '2']).await;
    page.reads_in("list", "Earlier tests", "delivered +12025550147").await;
    assert_eq!(handle.request_count("POST", "/Messages.json"), 1);
}
