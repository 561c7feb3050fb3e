//! Does the window come up by itself, and as large as it was left?

use senderdesk_desktop::{Desktop, Keychain};

use super::application::{Application, until};

#[tokio::test(flavor = "multi_thread")]
async fn the_window_is_shown_and_comes_back_as_large_as_it_was_left() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    assert_eq!(desktop.active_window(), None);
    let application = Application::start(&desktop).await;
    until("the window is in front", || desktop.active_window().is_some_and(|it| it == "Senderdesk")).await;
    let first = desktop.active_window_size().expect("a size");
    let smaller = (first.0 - 200, first.1 - 100);
    desktop.resize_active_window(smaller).expect("it can be resized");
    until("the window is smaller", || desktop.active_window_size() == Some(smaller)).await;
    application.quit().await;

    let _application = Application::start(&desktop).await;
    until("it is as it was left", || desktop.active_window_size() == Some(smaller)).await;
}
