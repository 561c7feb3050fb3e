//! Is a set-up with something wrong found, understood, repaired and taken back, by keyboard alone?

use std::time::Duration;

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};

use super::application::Application;
use super::page::Page;
use super::twilio::practises;
use super::workspaces::turns_keywords;

/// From the senders of the practice account to its routes, with something wrong to practise on.
pub async fn plants_faults(page: &Page) {
    page.press(&[Key::Control.into(), '8']).await;
    page.is_ready("routes").await;
    page.activates("button", "Practise repairs").await;
    page.reads("senders to practise on were added").await;
    page.reads("Still on Twilio's demo").await;
}

/// From the list of routes to the first that is found by these words.
pub async fn opens_route(page: &Page, words: &str, name: &str) {
    page.press(&['/']).await;
    page.has_focus_on("searchbox", "Search by name or sender ID").await;
    page.press(&[Key::Control.into(), 'a']).await;
    page.types(words).await;
    let found = "const rows = [...document.querySelectorAll('.route-row b')]; \
         return rows.length === 1 && rows[0].innerText === arguments[0]";
    page.wait_for("the one that is searched for", found, vec![name.into()]).await;
    page.press(&[Key::Enter.into()]).await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("route").await;
    page.sees("heading", &format!("Route of {name}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn receipts_to_an_old_tool_are_found_repaired_and_taken_back() {
    const NAME: &str = "Receipts to an old tool";
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    plants_faults(page).await;
    opens_route(page, "old tool", NAME).await;
    page.reads("which is not MoEngage's").await;
    page.reads("POSThttps://hooks.acme.example/sms").await;
    page.reads("1 differs").await;

    page.press(&['a']).await;
    page.sees("dialog", &format!("Review and apply: {NAME}")).await;
    page.reads("hooks.acme.example no longer gets the receipts").await;
    page.activates("button", "Write 1 request to Twilio").await;
    page.reads("Written, and read back").await;
    page.activates("button", "Close").await;
    // At once, and not by the reading that comes each minute.
    let again = tokio::time::timeout(Duration::from_secs(20), page.reads("Nothing differs")).await;
    assert!(again.is_ok(), "the route is still the former one");

    page.press(&[Key::Escape.into()]).await;
    page.is_ready("routes").await;
    page.activates("button", "Changes made here").await;
    page.is_ready("changes").await;
    page.activates("button", &format!("Take back what was applied to {NAME}…")).await;
    page.sees("dialog", &format!("Take back: {NAME}")).await;
    page.activates("button", "Write the former values to Twilio").await;
    page.reads("Written, and read back").await;
    page.activates("button", "Close").await;
    page.reads("It was taken back.").await;

    page.press(&[Key::Escape.into()]).await;
    page.is_ready("routes").await;
    opens_route(page, "old tool", NAME).await;
    page.reads("POSThttps://hooks.acme.example/sms").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_difference_is_accepted_with_a_reason_and_no_longer() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    plants_faults(page).await;
    opens_route(page, "old tool", "Receipts to an old tool").await;
    page.activates("button", "Accept the difference of Delivery status callback…").await;
    page.has_focus_on("textbox", "Why is it meant to be so?").await;
    page.types("Our gateway passes them on.").await;
    page.activates("button", "Accept").await;
    page.reads("Our gateway passes them on.").await;
    page.reads("Nothing differs").await;
    page.activates("button", "No longer accept").await;
    page.reads("1 differs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_names_what_is_wrong_and_leads_to_its_plan() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    turns_keywords(page).await;
    page.press(&[Key::Control.into(), '9']).await;
    page.is_ready("doctor").await;
    page.reads("This workspace was not examined yet").await;
    page.press(&['r']).await;
    page.reads("the first report, so nothing to compare with").await;
    let leads = "return [...document.querySelectorAll('[data-area=routes] button')] \
         .some((button) => button.innerText.includes('Review and apply'))";
    page.wait_for("a way to mend it", leads, vec![]).await;
    page.activates("button", "Review and apply… – *").await;
    page.sees("dialog", "Review and apply: *").await;
    page.sees("button", "Write 1 request to Twilio").await;
    page.press(&[Key::Escape.into()]).await;
    page.is_ready("route").await;
    page.press(&[Key::Control.into(), '9']).await;
    page.is_ready("doctor").await;
    page.press(&['r']).await;
    page.reads("compared with").await;
}
