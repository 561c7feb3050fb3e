//! The SQLite database: one writer thread, two readers, migrations, and what to do when the file cannot be used.
//!
//! Nothing here runs on the threads of the window or of tokio. Queries stand in one module a table.

pub(crate) mod accounts;
pub(crate) mod activity;
pub(crate) mod apply;
pub(crate) mod balance;
mod columns;
pub(crate) mod compose;
pub(crate) mod doctor;
mod error;
mod file;
mod found;
pub(crate) mod handsets;
pub(crate) mod live;
mod lock;
mod open;
pub(crate) mod retention;
pub(crate) mod senders;
pub(crate) mod shared;
pub(crate) mod tests;
pub(crate) mod ticks;
pub(crate) mod undo;
pub(crate) mod workspaces;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use error::StoreError;
pub(crate) use error::chain;
pub use open::OpenError;
use twilio_messaging::clock::Clock;
use writer::ConnectionThread;

use crate::wire::Notice;

/// A connection that only reads the database in `folder`, beside whoever has it open.
pub(crate) fn look(folder: &Path) -> Result<Connection, OpenError> {
    open::look(folder)
}

/// An open data folder: writable, or read-only with a reason.
pub struct Store {
    writer: Result<ConnectionThread, String>,
    readers: Vec<ConnectionThread>,
    notices: Vec<Notice>,
}

impl Store {
    /// Opens the database in `folder`, making both when missing; migrates it, or moves it aside when it is damaged.
    ///
    /// The folder stays locked until [`Store::close`] or the end of the process. A folder that is in use, or cannot
    /// be written, opens read-only.
    pub async fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let folder = PathBuf::from(folder);
        let opening = move || {
            let opened = open::open(&folder, clock.now().into(), open::STEPS)?;
            Self::start(opened).map_err(|error| {
                OpenError::Unusable(format!("No thread could be started for the database: {error}."))
            })
        };
        match tokio::task::spawn_blocking(opening).await {
            Ok(result) => result,
            Err(error) => Err(OpenError::Unusable(format!("The database could not be opened: {error}."))),
        }
    }

    fn start(opened: open::Opened) -> std::io::Result<Self> {
        let writer = match opened.writer {
            Ok((connection, lock)) => Ok(ConnectionThread::start("store-writer", connection, Some(lock))?),
            Err(reason) => Err(reason),
        };
        let readers = opened
            .readers
            .into_iter()
            .map(|connection| ConnectionThread::start("store-reader", connection, None))
            .collect::<Result<_, _>>()?;
        Ok(Self { writer, readers, notices: opened.notices })
    }

    /// Runs `work` in a transaction of its own, after all that was asked before; committed when this answers `Ok`.
    /// When `work` fails or panics, nothing of it stays. It is done even if the caller stops waiting.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        match &self.writer {
            Ok(writer) => writer.run(TransactionBehavior::Immediate, work).await,
            Err(reason) => Err(StoreError::ReadOnly(reason.clone())),
        }
    }

    /// Runs `work` on one unchanging state of the database, which has every write that was answered before.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let idlest = self.readers.iter().max_by_key(|reader| reader.room()).ok_or(StoreError::Closed)?;
        idlest.run(TransactionBehavior::Deferred, move |transaction| work(transaction)).await
    }

    /// Why nothing can be changed, in words; none when writing is possible.
    pub fn read_only(&self) -> Option<&str> {
        self.writer.as_ref().err().map(String::as_str)
    }

    /// What the operator should know of how the folder was found.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Does what is still queued, folds the log into the database and frees the folder for others.
    pub async fn close(&self) {
        let threads: Vec<_> =
            self.readers.iter().chain(&self.writer).filter_map(ConnectionThread::end).collect();
        let joining = tokio::task::spawn_blocking(move || {
            for thread in threads {
                if thread.join().is_err() {
                    tracing::error!("a thread of the database panicked");
                }
            }
        });
        if let Err(error) = joining.await {
            tracing::error!("closing the database was not waited for: {error}");
        }
    }
}
