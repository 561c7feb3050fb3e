//! Can an operator keep several workspaces by keyboard, see what a change of the data centre changes, and remove one
//! without losing another's secret?

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};

use super::application::Application;
use super::page::Page;
use super::twilio::{URL, connects_to_senders, practises, twilio};

/// From any screen of a workspace to its settings.
pub async fn opens_settings(page: &Page) {
    page.press(&[Key::Control.into(), ',']).await;
    page.is_ready("workspace").await;
    page.sees("heading", "Workspace settings").await;
    page.has_focus_on("textbox", "Workspace name").await;
}

/// From any screen: *Manage keyword based responses* is switched to what it was not.
pub async fn turns_keywords(page: &Page) {
    opens_settings(page).await;
    page.tab_to("checkbox", "Manage keyword based responses").await;
    page.press(&[' ']).await;
    page.press(&[Key::Control.into(), 's']).await;
    page.wait_for("saved", "return document.documentElement.dataset.ready !== 'workspace'", vec![]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_data_centre_shows_which_urls_change_and_is_taken_back() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    opens_settings(page).await;
    page.fills("textbox", "Dashboard address", "https://dashboard-105.moengage.com/v4/#/").await;
    page.reads_in("table", "URLs that change", "https://api-01.moengage.com/v1/campaigns").await;
    page.reads_in("table", "URLs that change", "https://api-105.moengage.com/v1/campaigns").await;
    page.reads_in("table", "URLs that change", "derived").await;
    page.press(&[Key::Control.into(), 's']).await;
    page.reads_in("button", "Workspace Practice*", "DC-105").await;
    page.press(&[Key::Control.into(), 'z']).await;
    page.reads_in("button", "Workspace Practice*", "DC-01").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workspaces_share_an_account_are_switched_by_keys_and_the_last_takes_the_secret_along() {
    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_to_senders(page).await;

    page.press(&[Key::Control.into(), 'o']).await;
    page.sees("menuitem", "New workspace with this account").await;
    for _ in 0..8 {
        let focused = "return seen.isFocused('menuitem', 'New workspace with this account')";
        if page.ask(focused, vec![]).await == serde_json::json!(true) {
            break;
        }
        page.press(&[Key::Down.into()]).await;
    }
    page.press(&[Key::Enter.into()]).await;
    page.sees("heading", "New workspace").await;
    page.fills("textbox", "Workspace name", "Acme Trials").await;
    page.press(&[Key::Control.into(), 's']).await;
    page.sees("button", "Workspace Acme Trials*").await;
    page.press(&[Key::Alt.into(), '1']).await;
    page.sees("button", "Workspace Acme Retail*").await;
    page.press(&[Key::Alt.into(), '2']).await;
    page.sees("button", "Workspace Acme Trials*").await;

    removes(page, "Acme Trials").await;
    page.sees("button", "Workspace Acme Retail*").await;
    page.activates("button", "Check balance").await;
    page.reads_in("region", "Account", "41.20 USD").await;
    assert!(has_secret(&desktop), "the other workspace still uses it");
    removes(page, "Acme Retail").await;
    page.is_ready("first-run").await;
    application.quit().await;
    assert!(!has_secret(&desktop), "nobody uses it any more");
}

/// Removes the open workspace, production or not.
async fn removes(page: &Page, name: &str) {
    opens_settings(page).await;
    page.activates("button", "Remove workspace…").await;
    page.sees("dialog", &format!("Remove {name}?")).await;
    page.reads_in("list", "Not touched", "Twilio").await;
    page.reads_in("list", "Deleted here", "The workspace itself").await;
    if page.ask("return seen.has('textbox', 'Type the name of the workspace')", vec![]).await
        == serde_json::json!(true)
    {
        page.fills("textbox", "Type the name of the workspace", name).await;
    }
    page.activates("button", &format!("Remove {name} *")).await;
}

/// Whether the keychain holds anything of ours.
fn has_secret(desktop: &Desktop) -> bool {
    let found = desktop
        .command("secret-tool")
        .args(["search", "--all", "service", "app.senderdesk.desktop"])
        .output();
    found.is_ok_and(|found| !found.stdout.is_empty())
}
