//! Is what the account owns found, picked and added by keyboard alone, and taken back in one step?

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};

use super::application::Application;
use super::twilio::practises;

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_the_account_become_senders_and_go_again() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    page.press(&['a']).await;
    page.is_ready("discovery").await;
    page.fills("searchbox", "Search what was found", "+44").await;
    let found = "const rows = [...document.querySelectorAll('.found-grid [data-id]')]; \
         return rows.length === 1 && rows[0].dataset.id === '+447700900123'";
    page.wait_for("the one that is searched for", found, vec![]).await;
    page.press(&[Key::Enter.into()]).await;
    page.press(&[' ']).await;
    page.reads("1 sender picked").await;
    page.fills("textbox", "Sender name of +447700900123", "Support UK").await;
    page.press(&[Key::Control.into(), 's']).await;
    page.is_ready("senders").await;
    page.reads("1 sender was added from the account.").await;
    page.reads_in("grid", "Senders", "Support UK").await;
    page.press(&[Key::Control.into(), 'z']).await;
    page.reads_no_more("Support UK").await;
}
