//! What does an operator see of an account that is limited, runs dry, or is another one than before?

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};
use twilio_simulator::{AccountSeed, Simulator};

use super::application::Application;
use super::twilio::{ACCOUNT, TOKEN, URL, adds_first_sender, connects, connects_to_senders, saves_with};

const OTHER: &str = "AC9f8e7d6c5b4a39281706f5e4d3c2b1a0";

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_says_what_it_cannot_do_and_a_balance_under_the_amount_is_told() {
    let account = AccountSeed::practice().credentials(ACCOUNT, TOKEN).trial(&["+12025550147"]);
    let twilio = Simulator::builder().account(account).seed(7).start().await.expect("the simulator starts");
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects(page, TOKEN).await;
    page.sees("heading", "Connected").await;
    page.press(&[Key::Control.into(), '6']).await;
    page.is_ready("account").await;
    page.reads_in("list", "Limits of this account", "verified").await;

    page.fills("textbox", "Tell me under", "a lot").await;
    page.press(&[Key::Enter.into()]).await;
    page.wait_for(
        "the field is wrong",
        "return seen.first('textbox', 'Tell me under').ariaInvalid === 'true'",
        vec![],
    )
    .await;
    page.fills("textbox", "Tell me under", "40.00").await;
    page.press(&[Key::Enter.into()]).await;
    page.wait_for(
        "it is kept",
        "return seen.first('textbox', 'Tell me under').ariaInvalid !== 'true'",
        vec![],
    )
    .await;
    twilio.handle().set_balance("39.50");
    page.activates("button", "Check balance").await;
    page.reads_in("status", "Message", "39.50 USD").await;
    page.reads_in("region", "Account", "under 40").await;
    page.sees("img", "Balance from*").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_account_has_every_sender_looked_for_again() {
    let here = AccountSeed::practice().credentials(ACCOUNT, TOKEN);
    let there = AccountSeed::empty().credentials(OTHER, TOKEN);
    let twilio =
        Simulator::builder().account(here.subaccount(there)).seed(7).start().await.expect("it starts");
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_to_senders(page).await;
    adds_first_sender(page).await;
    page.press(&[Key::Control.into(), '6']).await;
    page.is_ready("account").await;
    page.activates("button", "Check senders").await;
    page.reads_in("list", "Result of the check", "1 found").await;

    page.activates("button", "Reauthenticate").await;
    page.sees("heading", "Reauthenticate").await;
    page.fills("textbox", "Username", OTHER).await;
    saves_with(page, TOKEN).await;
    page.sees("heading", "Reauthenticated").await;
    page.reads("1 sender may not belong to it").await;
    page.reads_in("list", "Result of the check", "1 not in this account").await;
    page.sees("region", "Reauthenticate in MoEngage as well").await;
}
