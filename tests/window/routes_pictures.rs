//! Are routes, plans, the journal and the doctor accessible and worth looking at, light and dark, wide and narrow?

use fantoccini::key::Key;

use super::application::Application;
use super::pictures::{Look, desktop};
use super::routes::{opens_route, plants_faults};
use super::twilio::practises;

async fn looks(theme: &str) {
    let desktop = desktop(theme);
    let application = Application::start(&desktop).await;
    let (page, look) = (application.page(), Look::new(&application, theme));
    practises(page).await;
    page.press(&['a']).await;
    page.is_ready("discovery").await;
    page.reads("Campaigns").await;
    look.at("discovery").await;
    page.press(&[Key::Control.into(), '9']).await;
    page.is_ready("doctor").await;
    look.at("doctor-empty").await;
    plants_faults(page).await;
    page.ask("document.querySelector('.toast [aria-label=Dismiss]').click()", vec![]).await;
    look.at("routes").await;
    opens_route(page, "stands before", "An application stands before it").await;
    look.at("route").await;
    page.press(&['a']).await;
    page.sees("button", "Write 1 request to Twilio").await;
    look.at("route-plan").await;
    page.activates("button", "Write 1 request to Twilio").await;
    page.sees("button", "Close").await;
    look.at("route-applied").await;
    page.activates("button", "Close").await;
    page.reads("Nothing differs").await;
    page.press(&[Key::Escape.into()]).await;
    page.is_ready("routes").await;
    opens_route(page, "Left to its", "Left to its senders").await;
    page.sees("searchbox", "Search the pool").await;
    look.at("route-service").await;
    page.activates("button", "Accept the difference of Incoming messages…").await;
    page.sees("dialog", "Accept this difference: Incoming messages").await;
    look.at("route-accept").await;
    page.press(&[Key::Escape.into()]).await;
    page.press(&[Key::Escape.into()]).await;
    page.is_ready("routes").await;
    page.activates("button", "Changes made here").await;
    page.is_ready("changes").await;
    page.reads("An application stands before it").await;
    look.at("changes").await;
    page.press(&[Key::Control.into(), '9']).await;
    page.is_ready("doctor").await;
    page.press(&['r']).await;
    page.reads("the first report").await;
    look.at("doctor").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn routes_in_light() {
    looks("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn routes_in_dark() {
    looks("dark").await;
}
