//! Does an operator find the message whose answer was lost, without sending a second one?

use senderdesk_desktop::{Desktop, Keychain};
use twilio_simulator::{Fault, FaultKind, Match};

use super::application::Application;
use super::twilio::{URL, connects_with_a_sender, sends_test, twilio};

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_matches_is_taken_and_followed_and_none_is_sent_twice() {
    let twilio = twilio().await;
    let handle = twilio.handle();
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_with_a_sender(page).await;
    handle.push(Fault::once(Match::request("POST", "/Messages.json"), FaultKind::LoseAnswer));
    sends_test(page, "+12025550147", "Was it sent?").await;
    page.reads_in("status", "Status", "outcome unknown").await;
    page.sees("heading", "Outcome unknown").await;
    page.activates("button", "Look*").await;
    page.sees("list", "Messages that match").await;
    page.reads_in("list", "Messages that match", &handle.messages()[0].sid).await;

    page.activates("button", "This is it").await;
    page.reads_in("status", "Status", "delivered").await;
    assert_eq!(handle.request_count("POST", "/Messages.json"), 1);
    assert_eq!(handle.messages().len(), 1);
}
