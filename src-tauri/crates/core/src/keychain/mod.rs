//! Where do secrets rest? In the system's keychain, asked from one thread, and never for longer than a limit.
//!
//! The system's keychains block while they ask the operator for a password, and some hang. All calls therefore go
//! through one thread behind a bounded queue, and a caller waits for [`Keychain::LIMIT`] at most: a locked keychain
//! never holds up the window. Nothing is opened before the first call.

mod fault;
mod memory;
mod system;

use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::oneshot;

pub use fault::SecretFault;
pub use memory::MemoryStore;
pub use system::SystemStore;

use crate::ids::CredentialId;

/// Something that keeps secrets by the id of their credential. Its calls may block; [`Keychain`] lets them.
pub trait SecretStore: Send + 'static {
    /// Keeps `secret`, replacing what was there.
    fn set(&mut self, id: CredentialId, secret: &SecretString) -> Result<(), SecretFault>;
    /// The secret, or none when there is no entry.
    fn get(&mut self, id: CredentialId) -> Result<Option<SecretString>, SecretFault>;
    /// Removes the entry; no entry is no fault.
    fn delete(&mut self, id: CredentialId) -> Result<(), SecretFault>;
}

/// The one way to a [`SecretStore`]. Cheap to clone; the thread ends with the last clone.
#[derive(Clone)]
pub struct Keychain {
    jobs: SyncSender<Job>,
    limit: Duration,
}

enum Job {
    Set(CredentialId, SecretString, oneshot::Sender<Result<(), SecretFault>>),
    Get(CredentialId, oneshot::Sender<Result<Option<SecretString>, SecretFault>>),
    Delete(CredentialId, oneshot::Sender<Result<(), SecretFault>>),
}

impl Keychain {
    /// How long a caller waits for the system's keychain.
    pub const LIMIT: Duration = Duration::from_secs(10);

    /// Calls that may wait while one is under way; more are refused as slow.
    const QUEUE: usize = 32;

    /// The keychain of this system. Not opened before the first call.
    pub fn system() -> Self {
        Self::new(SystemStore::default(), Self::LIMIT)
    }

    /// A keychain over any store, with a limit of its own.
    pub fn new(mut store: impl SecretStore, limit: Duration) -> Self {
        let (jobs, queue) = sync_channel::<Job>(Self::QUEUE);
        std::thread::Builder::new()
            .name("keychain".into())
            .spawn(move || {
                for job in queue {
                    job.run(&mut store);
                }
            })
            .expect("the system can start a thread");
        Self { jobs, limit }
    }

    /// Keeps a secret. When this answers with a fault, the entry is not there, or will be taken away again as soon as
    /// a slow keychain has finished writing it.
    pub async fn set(&self, id: CredentialId, secret: SecretString) -> Result<(), SecretFault> {
        self.ask(|reply| Job::Set(id, secret, reply)).await
    }

    /// Reads a secret; none when there is no entry.
    pub async fn get(&self, id: CredentialId) -> Result<Option<SecretString>, SecretFault> {
        self.ask(|reply| Job::Get(id, reply)).await
    }

    /// Removes a secret, also after the caller has stopped waiting.
    pub async fn delete(&self, id: CredentialId) -> Result<(), SecretFault> {
        self.ask(|reply| Job::Delete(id, reply)).await
    }

    async fn ask<T>(
        &self,
        job: impl FnOnce(oneshot::Sender<Result<T, SecretFault>>) -> Job,
    ) -> Result<T, SecretFault> {
        let (reply, mut answer) = oneshot::channel();
        let stopped = || SecretFault::Other("the keychain thread has stopped".into());
        match self.jobs.try_send(job(reply)) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => return Err(SecretFault::Slow(self.limit)),
            Err(TrySendError::Disconnected(_)) => return Err(stopped()),
        }
        match tokio::time::timeout(self.limit, &mut answer).await {
            Ok(result) => result.unwrap_or_else(|_| Err(stopped())),
            Err(_) => {
                // The answer can arrive between the time limit and here; once closed, the thread knows it was late.
                answer.close();
                answer.try_recv().unwrap_or(Err(SecretFault::Slow(self.limit)))
            }
        }
    }
}

impl std::fmt::Debug for Keychain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keychain").field("limit", &self.limit).finish_non_exhaustive()
    }
}

impl Job {
    fn run(self, store: &mut impl SecretStore) {
        match self {
            Job::Set(id, secret, reply) => {
                if reply.is_closed() {
                    return;
                }
                let result = store.set(id, &secret);
                // Nobody waits any more, and the caller was told that nothing was kept: so it must be.
                if let Err(Ok(())) = reply.send(result)
                    && let Err(fault) = store.delete(id)
                {
                    tracing::warn!(%id, %fault, "an entry that was kept too late stays until the next start");
                }
            }
            Job::Get(id, reply) => {
                if !reply.is_closed() {
                    let _ = reply.send(store.get(id));
                }
            }
            Job::Delete(id, reply) => {
                let _ = reply.send(store.delete(id));
            }
        }
    }
}
