//! A Twilio account for the window: the simulator in the test's own process, and the steps that many tests begin with.

use std::time::Duration;

use fantoccini::key::Key;
use twilio_simulator::{AccountSeed, Pace, Running, Simulator};

use super::page::Page;

/// Where the application is told to go instead of Twilio.
pub const URL: &str = "SENDERDESK_TWILIO_URL";
pub const ACCOUNT: &str = "AC0a1b2c3d4e5f60718293a4b5c6d7e8f9";
/// The Auth Token, with a text that is looked for where it must not be.
pub const TOKEN: &str = "c4na7y0f5e92d3b18a6c7f4e1b2d9c03";

/// A Twilio with the numbers, codes and services of the practice account.
pub async fn twilio() -> Running {
    twilio_at(Pace::at([200, 400, 600, 800, 1000].map(Duration::from_millis))).await
}

/// The same, with messages that live at this pace.
pub async fn twilio_at(pace: Pace) -> Running {
    let account = AccountSeed::practice().credentials(ACCOUNT, TOKEN);
    Simulator::builder().account(account).seed(7).pace(pace).start().await.expect("the simulator starts")
}

/// From the first screen, fills the connect form and saves it.
pub async fn connects(page: &Page, token: &str) {
    begins_to_connect(page).await;
    saves_with(page, token).await;
}

/// From the first screen, fills the connect form but for the secret.
pub async fn begins_to_connect(page: &Page) {
    page.is_ready("first-run").await;
    page.activates("button", "Connect a Twilio account").await;
    page.is_ready("connect").await;
    page.has_focus_on("textbox", "Workspace name").await;
    page.types("Acme Retail").await;
    page.fills("textbox", "Dashboard address", "https://dashboard-03.moengage.com/v4/#/").await;
    page.fills("textbox", "Username", ACCOUNT).await;
}

/// Types a token into the form at hand and saves.
pub async fn saves_with(page: &Page, token: &str) {
    page.fills("password", "Password", token).await;
    page.press(&[Key::Control.into(), 's']).await;
}

/// From the first screen to the senders of the practice account.
pub async fn practises(page: &Page) {
    page.is_ready("first-run").await;
    page.activates("button", "Explore with a practice account").await;
    page.is_ready("senders").await;
}

/// From the first screen to the senders of the connected account, of which there are none yet.
pub async fn connects_to_senders(page: &Page) {
    connects(page, TOKEN).await;
    page.activates("button", "Go to senders").await;
    page.is_ready("senders").await;
}

/// From the list of senders to the form of a new one.
pub async fn begins_to_add(page: &Page) {
    page.press(&['n']).await;
    page.is_ready("sender-form").await;
}

/// From the list of senders: a new sender, saved.
pub async fn adds_sender(page: &Page, name: &str, kind: &str, id: &str) {
    begins_to_add(page).await;
    page.fills("textbox", "Sender name", name).await;
    page.chooses(kind).await;
    page.fills("combobox", "Sender ID", id).await;
    page.press(&[Key::Control.into(), 's']).await;
}

/// From the empty list of senders: the first sender, and back to the list.
pub async fn adds_first_sender(page: &Page) {
    adds_sender(page, "Marketing US", "Long Code", "+12025550101").await;
    page.sees("dialog", "Saved here. MoEngage does not know it yet").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("senders").await;
    page.reads_in("grid", "Senders", "Marketing US").await;
}

/// From the first screen, connects and adds a sender.
pub async fn connects_with_a_sender(page: &Page) {
    connects_to_senders(page).await;
    adds_first_sender(page).await;
}

/// From the list of senders: a test from the first of them, sent by one key.
pub async fn sends_test(page: &Page, recipient: &str, text: &str) {
    page.is_ready("senders").await;
    page.tab_to("row", "*").await;
    page.press(&[Key::Home.into()]).await;
    page.press(&['t']).await;
    page.is_ready("test").await;
    page.fills("textbox", "To", recipient).await;
    page.fills("textbox", "Message", text).await;
    page.activates("button", "Send 1 message*").await;
    sends_to_unsaved(page).await;
}

/// Says yes to several recipients that are not saved as test handsets.
pub async fn sends_to_several(page: &Page, count: usize) {
    page.sees("dialog", &format!("Send to {count} numbers that are not saved?")).await;
    page.activates("button", &format!("Send {count} messages*")).await;
}

/// Says yes to a recipient that is not saved as a test handset.
pub async fn sends_to_unsaved(page: &Page) {
    page.sees("dialog", "Send to a number that is not saved?").await;
    page.activates("button", "Send 1 message*").await;
}
