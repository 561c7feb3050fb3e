//! What does an operator see whose credential may do less, belongs elsewhere, was replaced, or could not be checked?

use std::net::{Ipv4Addr, TcpListener};

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};
use serde_json::json;
use twilio_simulator::{AccountSeed, ApiKeySeed, KeyKind, Simulator};

use super::application::Application;
use super::twilio::{ACCOUNT, TOKEN, URL, begins_to_connect, connects, connects_to_senders, twilio};

const KEY: &str = "SK0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const SECRET: &str = "aSecretOfThirtyTwoCharactersABCD";

#[tokio::test(flavor = "multi_thread")]
async fn a_standard_api_key_is_connected_though_it_may_not_read_the_account() {
    let key = ApiKeySeed::new(KeyKind::Standard).credentials(KEY, SECRET);
    let account = AccountSeed::practice().credentials(ACCOUNT, TOKEN).api_key(key);
    let twilio = Simulator::builder().account(account).seed(7).start().await.expect("the simulator starts");
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    begins_to_connect(page).await;
    page.chooses("API key").await;
    page.fills("textbox", "API key SID", KEY).await;
    page.fills("password", "API key secret", SECRET).await;
    page.press(&[Key::Control.into(), 's']).await;

    page.sees("heading", "Connected").await;
    page.reads_in("row", "Read the account*", "no").await;
    page.reads_in("row", "Read the account*", "No failure: a standard API key may not read the account")
        .await;
    page.reads_in("row", "Read numbers*", "yes").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("senders").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_checked_is_kept_as_unverified_until_twilio_answers() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let url = format!("http://127.0.0.1:{port}");
    let application = Application::start_with(&desktop, &[(URL, &url)]).await;
    let page = application.page();
    connects(page, TOKEN).await;
    page.sees("heading", "Twilio was not reached").await;
    page.reads_in("region", "Result", "The connection was refused").await;
    page.activates("button", "Keep unverified").await;
    page.sees("heading", "Kept, not verified").await;
    page.reads_in("region", "Account", "not verified").await;
    page.activates("button", "Go to senders").await;
    page.is_ready("senders").await;

    let account = AccountSeed::practice().credentials(ACCOUNT, TOKEN);
    let _twilio = Simulator::builder().account(account).port(port).start().await.expect("the same port");
    page.press(&[Key::Control.into(), '6']).await;
    page.is_ready("account").await;
    page.reads_in("row", "Read the account*", "could not check").await;
    page.activates("button", "Check again").await;
    page.reads_in("row", "Read the account*", "yes").await;
    page.reads_no_more("not verified").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_credential_is_tried_in_the_two_other_regions_on_a_click() {
    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects(page, "0123456789abcdef0123456789abcdef").await;
    page.sees("heading", "Twilio refused this credential").await;
    page.activates("button", "Try the other regions").await;
    for region in ["Ireland (IE1) no", "Australia (AU1) no"] {
        page.reads_in("list", "The same read in the other regions", region).await;
    }
    let rows = "return seen.first('list', 'The same read in the other regions').children.length";
    assert_eq!(page.ask(rows, vec![]).await, json!(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotated_token_is_told_and_replaced() {
    const NEW: &str = "fedcba9876543210fedcba9876543210";

    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_to_senders(page).await;
    page.reads_in("region", "Account", "USD").await;

    twilio.handle().set_token(NEW.to_owned());
    page.activates("button", "Check balance").await;
    page.reads_in("region", "Account", "Twilio refused it with error 20003").await;
    page.press(&[Key::Control.into(), '6']).await;
    page.is_ready("account").await;
    page.activates("button", "Reauthenticate").await;
    page.sees("heading", "Reauthenticate").await;
    page.has_focus_on("password", "Password").await;
    page.types(NEW).await;
    page.press(&[Key::Control.into(), 's']).await;
    page.sees("heading", "Reauthenticated").await;
    page.sees("region", "Reauthenticate in MoEngage as well").await;
    page.activates("button", "Go to senders").await;
    page.reads_in("region", "Account", "USD").await;
    page.reads_no_more("20003").await;
}
