//! Does the rehearsal say what a keyword would do, by type of sender?

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain};

use super::application::Application;
use super::twilio::practises;
use super::workspaces::turns_keywords;

#[tokio::test(flavor = "multi_thread")]
async fn stop_is_answered_twice_on_a_long_code_and_by_nobody_on_a_lone_short_code() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    turns_keywords(page).await;
    page.press(&[Key::Control.into(), '4']).await;
    page.is_ready("rehearsal").await;
    page.has_focus_on("textbox", "What the handset sends").await;
    page.chooses("A kind of sender").await;
    page.chooses("Long code").await;
    for assumed in ["The MO callback is set in Twilio", "MoEngage has an active category with this keyword"] {
        page.tab_to("checkbox", assumed).await;
        if page.ask("return document.activeElement.checked", vec![]).await != serde_json::json!(true) {
            page.press(&[' ']).await;
        }
    }
    page.reads_in("region", "What happens", "Read as the keyword STOP").await;
    page.reads_in("region", "What happens", "2 replies would go out").await;
    page.reads_in("region", "What happens", "Further messages to this handset are blocked").await;
    page.fills("textbox", "What the handset sends", "stop please").await;
    page.reads_in("region", "What happens", "Read as no keyword").await;

    page.fills("textbox", "What the handset sends", "STOP").await;
    page.chooses("Short code").await;
    page.tab_to("checkbox", "The MO callback is set in Twilio").await;
    page.press(&[' ']).await;
    page.reads_in("region", "What happens", "No reply would go out").await;
    page.reads_in("region", "What happens", "Problem:").await;
    page.chooses("Alphanumeric").await;
    page.reads_in("region", "What happens", "No reply would go out").await;
}
