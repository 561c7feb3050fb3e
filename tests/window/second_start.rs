//! What happens when the application is started while it runs?

use std::time::Duration;

use senderdesk_desktop::{Desktop, Keychain, Running};

use super::application::{Application, binary, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_brings_the_first_window_to_the_front_and_ends() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    application.page().is_ready("first-run").await;
    let is_in_front = || desktop.active_window().is_some_and(|title| title == "Senderdesk");
    until("the window is in front", is_in_front).await;
    desktop.minimize_active_window().expect("it can be minimised");
    until("the window is away", || !is_in_front()).await;

    let mut second = Running::start(&mut desktop.command(binary())).expect("a second start");
    let status = second.wait(Duration::from_secs(20)).expect("it ends by itself");
    assert!(status.success(), "{status}");
    until("the first window is in front again", is_in_front).await;
    assert!(application.id() > 0);
}
