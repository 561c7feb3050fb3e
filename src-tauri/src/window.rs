//! The one window: hidden until its page has loaded, as large as it was, locked to the application's own pages.

use std::time::Duration;

use tauri::webview::PageLoadEvent;
use tauri::window::Color;
use tauri::{
    AppHandle, LogicalSize, Manager, Runtime, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};

use senderdesk_core::wire::{ErrorCode, WireError};
use tauri_plugin_notification::NotificationExt;
use tauri_plugin_opener::OpenerExt;

use crate::opened;
use crate::preferences::{PagePreferences, Preferences, ThemeChoice};

/// The label of the only window; the capability in `tauri.conf.json` names it.
pub const LABEL: &str = "main";

const SMALLEST: (f64, f64) = (480.0, 420.0);

/// The window shows by then even when its page has not said that it is ready.
const HIDDEN_AT_MOST: Duration = Duration::from_secs(2);

/// What a command may do to the window and the world around it. The tests of the boundary have their own.
pub trait Surface: Send + Sync {
    /// Shows theme and zoom.
    fn apply(&self, preferences: &PagePreferences) -> Result<(), WireError>;
    /// Opens an address of `links.json` in the system's browser.
    fn browse(&self, address: &str) -> Result<(), WireError>;
    /// Whether the operator has the window in front.
    fn is_in_front(&self) -> bool;
    /// Tells the operator by the system, also when the window is not in front. Where the system cannot, the window
    /// has said it already.
    fn notify(&self, title: &str, text: &str);
}

impl<R: Runtime> Surface for AppHandle<R> {
    fn apply(&self, preferences: &PagePreferences) -> Result<(), WireError> {
        let Some(window) = self.get_webview_window(LABEL) else { return Ok(()) };
        let applied =
            window.set_theme(preferences.theme.native()).and_then(|()| window.set_zoom(preferences.factor()));
        applied.map_err(|error| {
            tracing::warn!(%error, "the window did not take a preference");
            WireError::new(ErrorCode::Internal, "The window could not be changed.")
        })
    }

    fn browse(&self, address: &str) -> Result<(), WireError> {
        self.opener().open_url(address, None::<&str>).map_err(|error| {
            tracing::warn!(%error, address, "a link could not be opened");
            WireError::new(ErrorCode::Internal, "The system could not open the page in a browser.")
                .with_hint(address)
        })
    }

    fn is_in_front(&self) -> bool {
        self.get_webview_window(LABEL).is_some_and(|window| window.is_focused().unwrap_or(false))
    }

    fn notify(&self, title: &str, text: &str) {
        if let Err(error) = self.notification().builder().title(title).body(text).show() {
            tracing::warn!(%error, "the system did not take a notice");
        }
    }
}

/// Opens the window.
pub fn open<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let preferences = app.state::<Preferences>().inner().clone();
    let (width, height) = preferences.window_size();
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Senderdesk")
        .inner_size(width, height)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .visible(false)
        .zoom_hotkeys_enabled(false)
        .theme(preferences.theme().native())
        .background_color(background(preferences.theme()))
        .on_navigation(is_our_page)
        .on_page_load(|window, payload| {
            if payload.event() == PageLoadEvent::Finished {
                show(&window);
            }
        })
        .build()?;
    window.set_zoom(preferences.page().factor())?;
    show_in_any_case(window.clone());
    let remembered = window.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { .. } => remember_size(&remembered),
        WindowEvent::DragDrop(event) => opened::dragged(remembered.app_handle(), event),
        _ => {}
    });
    Ok(())
}

/// Brings the window to the front: a second start does this instead of opening another.
pub fn raise<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let raised = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = raised {
            tracing::warn!(%error, "the window could not be brought to the front");
        }
    }
}

/// Whether the web view may go there: only to the pages that ship inside the application.
fn is_our_page(url: &Url) -> bool {
    let ours = matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")))
        || matches!((url.scheme(), url.host_str()), ("http" | "https", Some("tauri.localhost")));
    ours || (cfg!(dev) && url.host_str() == Some("localhost"))
}

fn show<R: Runtime>(window: &WebviewWindow<R>) {
    if let Err(error) = window.show().and_then(|()| window.set_focus()) {
        tracing::warn!(%error, "the window could not be shown");
    }
}

fn show_in_any_case<R: Runtime>(window: WebviewWindow<R>) {
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(HIDDEN_AT_MOST).await;
        if !window.is_visible().unwrap_or(true) {
            show(&window);
        }
    });
}

fn remember_size<R: Runtime>(window: &WebviewWindow<R>) {
    if let (Ok(size), Ok(scale)) = (window.inner_size(), window.scale_factor()) {
        let LogicalSize { width, height } = size.to_logical::<f64>(scale);
        window.state::<Preferences>().remember_window((width, height));
    }
}

/// The colour behind the page until it has painted: `--ground` of the stylesheet.
fn background(theme: ThemeChoice) -> Color {
    match theme.native() {
        Some(Theme::Dark) => Color(0x17, 0x17, 0x19, 0xff),
        _ => Color(0xff, 0xff, 0xff, 0xff),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_view_stays_on_the_pages_of_the_application() {
        for (address, ours) in [
            ("tauri://localhost/index.html", true),
            ("https://tauri.localhost/", true),
            ("https://www.twilio.com/", false),
            ("http://127.0.0.1:8080/", false),
            ("tauri://elsewhere/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,hello", false),
        ] {
            let url = address.parse().expect("a URL");
            assert_eq!(is_our_page(&url), ours, "{address}");
        }
    }
}
