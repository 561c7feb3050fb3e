//! The whole: what the shell, and later the command line, ask of Senderdesk.

mod accounts;
mod activity;
mod apply;
mod catalogue;
mod discovery;
mod doctor;
mod dry_run;
mod handsets;
mod history;
mod jobs;
mod lookup;
mod media;
mod preflight;
mod rehearsal;
mod replies;
mod retention;
mod routes;
mod scenarios;
mod senders;
mod setup;
mod share;
mod tests;
mod undo;
mod workspaces;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, Transaction};
use tokio::sync::broadcast;
use twilio_messaging::clock::Clock;
use twilio_messaging::{LoopbackUrl, LoopbackUrlError};

use crate::callback;
use crate::data_centre;
use crate::ids::WorkspaceId;
use crate::keychain::Keychain;
pub use crate::store::OpenError;
use crate::store::workspaces::{self as stored, Workspace};
use crate::store::{self, Store, StoreError};
use crate::wire::*;

pub(crate) use share::preview_of;

/// Result of everything the page can ask for.
pub type Answer<T> = Result<T, WireError>;

/// Changes that a slow listener may be behind; one that falls further behind reads everything again.
const CHANGES: usize = 256;

/// How a desk is opened.
pub struct DeskOptions {
    /// Folder of the database, the lock and the practice account; made when missing.
    pub data_dir: PathBuf,
    pub clock: Arc<dyn Clock>,
    /// Where secrets are kept.
    pub keychain: Keychain,
    /// Asked instead of Twilio (`SENDERDESK_TWILIO_URL`); loopback only.
    pub twilio_url: Option<String>,
}

/// One open data folder. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

/// What all clones of a desk share.
struct Inner {
    data_dir: PathBuf,
    store: Store,
    keychain: Keychain,
    clock: Arc<dyn Clock>,
    /// Asked instead of Twilio, for every account but the practice one.
    twilio_url: Option<LoopbackUrl>,
    accounts: accounts::State,
    applies: apply::State,
    catalogues: catalogue::State,
    imports: share::State,
    jobs: jobs::State,
    replies: replies::State,
    preflights: preflight::State,
    lookups: lookup::State,
    retention: retention::State,
    tests: tests::State,
    notices: Mutex<Vec<Notice>>,
    changes: broadcast::Sender<Change>,
}

impl Desk {
    /// Opens the data folder, and goes on with what was under way when it was last closed.
    pub async fn open(options: DeskOptions) -> Result<Self, OpenError> {
        let twilio_url = options.twilio_url.as_deref().map(read_twilio_url).transpose()?;
        let store = Store::open(&options.data_dir, options.clock.clone()).await?;
        let desk = Self {
            inner: Arc::new(Inner {
                data_dir: options.data_dir,
                notices: Mutex::new(store.notices().to_vec()),
                store,
                keychain: options.keychain,
                clock: options.clock,
                twilio_url,
                accounts: accounts::State::default(),
                applies: apply::State::default(),
                catalogues: catalogue::State::default(),
                imports: share::State::default(),
                jobs: jobs::State::default(),
                replies: replies::State::default(),
                preflights: preflight::State::default(),
                lookups: lookup::State::default(),
                retention: retention::State::default(),
                tests: tests::State::default(),
                changes: broadcast::Sender::new(CHANGES),
            }),
        };
        accounts::start(&desk).await;
        tests::start(&desk).await;
        retention::start(&desk).await;
        Ok(desk)
    }

    /// What changes while the desk is open.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.inner.changes.subscribe()
    }

    /// Stops following, lets a send under way finish writing, saves the practice account.
    pub async fn close(&self) {
        replies::stop(self).await;
        tests::stop(self).await;
        retention::stop(self).await;
        accounts::stop(self).await;
        self.inner.store.close().await;
    }

    /// What the page asks for first.
    pub async fn state(&self) -> Answer<DeskState> {
        let workspaces = self
            .read(|connection| {
                let all = stored::list(connection)?;
                all.into_iter().map(|workspace| view(connection, workspace)).collect()
            })
            .await?;
        Ok(DeskState {
            workspaces,
            read_only: self.inner.store.read_only().map(str::to_owned),
            notices: self.inner.notices.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            not_twilio: self.inner.twilio_url.as_ref().map(LoopbackUrl::to_string),
            data_centres: data_centre::listed(),
            data_centres_as_of: data_centre::as_of().to_owned(),
        })
    }

    /// One workspace with its account.
    pub async fn workspace(&self, id: WorkspaceId) -> Answer<WorkspaceView> {
        self.read(move |connection| view(connection, stored::get(connection, id)?)).await
    }

    /// [`Store::read`], with its error in words.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Answer<T> {
        Ok(self.inner.store.read(work).await?)
    }

    /// [`Store::write`], with its error in words.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Answer<T> {
        Ok(self.inner.store.write(work).await?)
    }

    pub(crate) fn now(&self) -> At {
        self.inner.clock.now().into()
    }

    /// Tells whoever listens; without a listener it is forgotten.
    pub(crate) fn tell(&self, change: Change) {
        let _ = self.inner.changes.send(change);
    }

    /// Adds something that the operator should know, and has the page read it.
    pub(crate) fn notice(&self, message: impl Into<String>, hint: Option<String>) {
        let notice = Notice { message: message.into(), hint, at: self.now() };
        self.inner.notices.lock().unwrap_or_else(PoisonError::into_inner).push(notice);
        self.tell(Change::Everything);
    }
}

/// A workspace as the page sees it.
pub(crate) fn view(connection: &Connection, workspace: Workspace) -> Result<WorkspaceView, StoreError> {
    Ok(WorkspaceView {
        sender_count: stored::sender_count(connection, workspace.id)?,
        tests_under_way: stored::tests_under_way(connection, workspace.id)?,
        account: store::accounts::view(connection, workspace.account)?,
        id: workspace.id,
        name: workspace.name,
        colour: workspace.colour,
        environment: workspace.environment,
        data_centre: workspace.data_centre.view(),
        keyword_management: workspace.keyword_management,
        delivery_callback: callback::delivery(workspace.data_centre, workspace.delivery_url.as_deref()),
        mo_callback: callback::mo(workspace.data_centre),
        delivery_url: workspace.delivery_url,
        default_sender: stored::default_sender(connection, workspace.id)?,
    })
}

fn read_twilio_url(text: &str) -> Result<LoopbackUrl, OpenError> {
    text.trim().parse().map_err(|error: LoopbackUrlError| {
        OpenError::Unusable(format!("SENDERDESK_TWILIO_URL cannot be used: {error}."))
    })
}
