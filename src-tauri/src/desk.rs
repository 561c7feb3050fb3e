//! The desk as the shell holds it: opened once, perhaps not openable, closed before the application ends.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use senderdesk_core::desk::{DeskOptions, OpenError};
use senderdesk_core::keychain::Keychain;
use senderdesk_core::wire::{Change, ErrorCode, WireError};
use senderdesk_core::{Desk, SystemClock};
use tauri::async_runtime::{self, JoinHandle};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, Runtime};

/// Sends the client elsewhere: one loopback address for all of Twilio's hosts.
const TWILIO_URL: &str = "SENDERDESK_TWILIO_URL";

/// How long quitting waits for a send under way to be written down.
const CLOSE_LIMIT: Duration = Duration::from_secs(5);

/// The desk, or why there is none; and the one page that is told of changes.
pub struct HeldDesk {
    desk: Result<Desk, OpenError>,
    listener: Mutex<Option<JoinHandle<()>>>,
}

/// Opens the desk in `folder`. A failure is kept, so that the window opens and says it.
pub fn open(folder: &Path) -> HeldDesk {
    let options = DeskOptions {
        data_dir: folder.to_path_buf(),
        clock: Arc::new(SystemClock),
        keychain: Keychain::system(),
        twilio_url: std::env::var(TWILIO_URL).ok(),
    };
    HeldDesk::holding(async_runtime::block_on(Desk::open(options)))
}

impl HeldDesk {
    /// Holds what opening brought.
    pub fn holding(desk: Result<Desk, OpenError>) -> Self {
        if let Err(reason) = &desk {
            tracing::error!(%reason, "the data folder cannot be used");
        }
        Self { desk, listener: Mutex::new(None) }
    }

    /// The desk, or why there is none as the page shows it.
    pub fn desk(&self) -> Result<&Desk, WireError> {
        self.desk.as_ref().map_err(|reason| WireError::new(ErrorCode::Internal, reason.to_string()))
    }

    /// Tells this page of changes from now on; the page before it (a reload) hears no more.
    pub fn tell(&self, page: Channel<Change>) -> Result<(), WireError> {
        let mut changes = self.desk()?.changes();
        let told = async_runtime::spawn(async move {
            use tokio::sync::broadcast::error::RecvError;
            loop {
                match changes.recv().await {
                    Ok(change) => match page.send(change) {
                        Ok(()) => {}
                        Err(_) => break,
                    },
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => break,
                }
            }
        });
        let former = self.listener.lock().unwrap_or_else(std::sync::PoisonError::into_inner).replace(told);
        if let Some(former) = former {
            former.abort();
        }
        Ok(())
    }
}

/// Lets a send under way finish writing, then ends the application.
pub fn close_then_exit<R: Runtime>(app: AppHandle<R>) {
    async_runtime::spawn(async move {
        if let Some(held) = app.try_state::<HeldDesk>()
            && let Ok(desk) = held.desk()
            && tokio::time::timeout(CLOSE_LIMIT, desk.close()).await.is_err()
        {
            tracing::warn!("the desk did not close in time");
        }
        app.exit(0);
    });
}
