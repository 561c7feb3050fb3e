//! The desk as the shell holds it: opened once, perhaps not openable, closed before the application ends.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use senderdesk_core::desk::{DeskOptions, OpenError};
use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::keychain::Keychain;
use senderdesk_core::wire::{Change, ErrorCode, WireError};
use senderdesk_core::{Desk, SystemClock};
use tauri::async_runtime::{self, JoinHandle};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, Runtime};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::window::Surface;

/// Sends the client elsewhere: one loopback address for all of Twilio's hosts.
const TWILIO_URL: &str = "SENDERDESK_TWILIO_URL";

/// How long quitting waits at most: longer than the desk itself waits for a send under way to be written down.
const CLOSE_LIMIT: Duration = Duration::from_secs(10);

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
        let told =
            async_runtime::spawn(forward(self.desk()?.changes(), move |change| page.send(change).is_ok()));
        let former = self.listener.lock().unwrap_or_else(PoisonError::into_inner).replace(told);
        if let Some(former) = former {
            former.abort();
        }
        Ok(())
    }
}

/// Hands changes on until nobody hears them. Who fell behind is told to read everything again.
async fn forward(mut changes: Receiver<Change>, hears: impl Fn(Change) -> bool) {
    loop {
        let change = match changes.recv().await {
            Ok(change) => change,
            Err(RecvError::Lagged(_)) => Change::Everything,
            Err(RecvError::Closed) => return,
        };
        if !hears(change) {
            return;
        }
    }
}

/// Has the system tell of what should not wait until the window is looked at.
pub fn notify_of_changes<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    async_runtime::spawn(async move {
        let (held, surface) = (app.state::<HeldDesk>(), app.state::<Box<dyn Surface>>());
        let Ok(desk) = held.desk() else { return };
        let mut changes = desk.changes();
        loop {
            match changes.recv().await {
                Ok(Change::BalanceLow { workspace, message }) => {
                    tell(desk, &**surface, workspace, &message).await;
                }
                // In front, the window itself says it.
                Ok(Change::TestEnded { workspace, message, .. }) if !surface.is_in_front() => {
                    tell(desk, &**surface, workspace, &message).await;
                }
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    });
}

async fn tell(desk: &Desk, surface: &dyn Surface, workspace: WorkspaceId, message: &str) {
    if let Ok(view) = desk.workspace(workspace).await {
        surface.notify(&view.name, message);
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

#[cfg(test)]
mod tests {
    use tokio::sync::{broadcast, mpsc};

    use super::*;

    #[tokio::test]
    async fn a_page_that_fell_behind_is_told_to_read_everything() {
        let (changes, first) = broadcast::channel(1);
        let newest = Change::Senders { workspace: WorkspaceId::fresh() };
        changes.send(Change::Workspace { id: WorkspaceId::fresh() }).expect("a listener");
        changes.send(newest.clone()).expect("a listener");
        let (heard, mut page) = mpsc::unbounded_channel();
        let told = tokio::spawn(forward(first, move |change| heard.send(change).is_ok()));
        assert_eq!(page.recv().await, Some(Change::Everything));
        assert_eq!(page.recv().await, Some(newest));
        drop(changes);
        told.await.expect("it ends when the desk does");
    }

    #[tokio::test]
    async fn a_page_that_is_gone_ends_it() {
        let (changes, first) = broadcast::channel(1);
        changes.send(Change::Everything).expect("a listener");
        tokio::spawn(forward(first, |_| false)).await.expect("it ends while the desk goes on");
    }
}
