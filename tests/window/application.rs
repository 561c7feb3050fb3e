//! The application on a desktop, under WebKit's WebDriver: started, quit as by its operator, or killed.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::ClientBuilder;
use senderdesk_desktop::{Desktop, Running, kill};
use serde_json::json;

use super::page::Page;

/// The identifier in `tauri.conf.json`, which names the data folder.
pub const IDENTIFIER: &str = "app.senderdesk.desktop";

/// Longer than anything takes on a busy machine; a test that waits this long has failed.
pub const LIMIT: Duration = Duration::from_secs(60);

/// How long a key has to close the window before it is pressed once more.
const PRESS_AGAIN: Duration = Duration::from_secs(5);

/// A running application and the driver that holds it. Both end with it.
pub struct Application<'a> {
    desktop: &'a Desktop,
    page: Page,
    _driver: Running,
}

impl<'a> Application<'a> {
    /// Starts it and waits for its first screen.
    pub async fn start(desktop: &'a Desktop) -> Self {
        Self::start_with(desktop, &[]).await
    }

    /// Starts it with these environment variables beside those of the desktop.
    pub async fn start_with(desktop: &'a Desktop, variables: &[(&str, &str)]) -> Self {
        let port = free_port();
        let mut driver = desktop.command("WebKitWebDriver");
        driver.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        driver.envs(variables.iter().copied()).stdout(Stdio::null()).stderr(Stdio::null());
        let driver = Running::start(&mut driver).expect("WebKitWebDriver: apt-get install webkit2gtk-driver");
        until("the driver listens", || TcpStream::connect(("127.0.0.1", port)).is_ok()).await;
        let options = json!({ "binary": binary(), "args": [] });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect();
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("the driver starts the application");
        let page = Page::of(client).await;
        Self { desktop, page, _driver: driver }
    }

    /// What is in its window.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        process_of(self.desktop).expect("the application runs")
    }

    /// Closes the window as its operator does, and waits until the application has ended by itself.
    pub async fn quit(self) {
        until("the window has the keyboard", || self.desktop.active_window().is_some()).await;
        let mut pressed: Option<Instant> = None;
        until("the window has closed", || {
            // The window manager can miss a key that comes while it moves a window.
            if pressed.is_none_or(|at| at.elapsed() > PRESS_AGAIN) {
                self.desktop.press("alt+F4").expect("a key");
                pressed = Some(Instant::now());
            }
            self.desktop.active_window().is_none()
        })
        .await;
        until("the application has quit", || process_of(self.desktop).is_none()).await;
    }

    /// Ends the application at once.
    pub async fn kill(self) {
        kill(self.id());
        until("the application is gone", || process_of(self.desktop).is_none()).await;
    }
}

/// The built application.
pub fn binary() -> PathBuf {
    let named = std::env::var_os("SENDERDESK_BINARY").map(PathBuf::from);
    let binary =
        named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/app/debug/senderdesk"));
    assert!(
        binary.is_file(),
        "{} is missing: build it with `scripts/app debug`, or run `make test`",
        binary.display()
    );
    binary.canonicalize().expect("it is there")
}

/// Waits until something holds.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < LIMIT, "not within {LIMIT:?}: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

/// The application that runs on this desktop: told by its binary and its home.
fn process_of(desktop: &Desktop) -> Option<u32> {
    let home = format!("HOME={}", desktop.home().display());
    let binary = binary();
    std::fs::read_dir("/proc").ok()?.filter_map(Result::ok).find_map(|entry| {
        let id = entry.file_name().to_str()?.parse().ok()?;
        let is_ours = std::fs::read_link(entry.path().join("exe")).ok()? == binary;
        let environment = std::fs::read(entry.path().join("environ")).ok()?;
        let is_here = environment.split(|byte| *byte == 0).any(|variable| variable == home.as_bytes());
        (is_ours && is_here).then_some(id)
    })
}
