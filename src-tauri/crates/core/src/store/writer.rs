//! A connection on a thread of its own: work comes through a bounded queue, one piece at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use super::StoreError;
use super::lock::FolderLock;

/// How much work may wait before whoever brings more waits too.
const QUEUE: usize = 64;

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

/// A thread that owns a connection until it is closed.
pub(super) struct ConnectionThread {
    queue: Mutex<Option<mpsc::Sender<Work>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl ConnectionThread {
    /// Starts the thread. A `lock` makes it the writer: at its end it checkpoints, and lets the lock go last.
    pub(super) fn start(
        name: &str,
        mut connection: Connection,
        lock: Option<FolderLock>,
    ) -> Result<Self, std::io::Error> {
        let (queue, mut work) = mpsc::channel::<Work>(QUEUE);
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            while let Some(piece) = work.blocking_recv() {
                piece(&mut connection);
            }
            if lock.is_some() {
                let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
                if let Err(error) = connection.query_row(checkpoint, [], |_| Ok(())) {
                    tracing::warn!(
                        "the log of the database was not folded in; the next start does it: {error}"
                    );
                }
            }
            drop(connection);
            drop(lock);
        })?;
        Ok(Self { queue: Mutex::new(Some(queue)), thread: Mutex::new(Some(thread)) })
    }

    /// How much more work fits before the queue is full; less means busier.
    pub(super) fn room(&self) -> usize {
        self.queue().map_or(0, |queue| queue.capacity())
    }

    /// Runs `work` in one transaction of this behaviour. An immediate one is committed before this answers.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        behaviour: TransactionBehavior,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let queue = self.queue().ok_or(StoreError::Closed)?;
        let (answer, answered) = oneshot::channel();
        let piece: Work = Box::new(move |connection| {
            let result = catch_unwind(AssertUnwindSafe(|| transact(connection, behaviour, work)));
            // Whoever asked may have gone; what was committed stays.
            let _ = answer.send(result.unwrap_or_else(|panic| Err(StoreError::Panicked(words_of(&*panic)))));
        });
        queue.send(piece).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Takes no more work; the thread ends once the queue is empty.
    pub(super) fn end(&self) -> Option<JoinHandle<()>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.thread.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn queue(&self) -> Option<mpsc::Sender<Work>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn transact<T>(
    connection: &mut Connection,
    behaviour: TransactionBehavior,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = connection.transaction_with_behavior(behaviour)?;
    let value = work(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without words".to_owned())
}
