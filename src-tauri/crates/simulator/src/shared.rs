//! What do the server, the handle and the state file have in common?

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::Notify;

use crate::concurrency::Concurrency;
use crate::fault::Faults;
use crate::journal::Journal;
use crate::lifecycle::Pace;
use crate::sid;
use crate::state_file::StateFile;
use crate::world::World;

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) world: Mutex<World>,
    pub(crate) faults: Mutex<Faults>,
    pub(crate) journal: Journal,
    pub(crate) pace: Pace,
    pub(crate) state_file: Option<StateFile>,
    pub(crate) control_plane: bool,
    /// Told of every change of the world that time alone does not make.
    pub(crate) changed: Notify,
    /// For the ids of requests.
    pub(crate) seed: u64,
    pub(crate) served: AtomicU64,
    pub(crate) in_flight: AtomicUsize,
    pub(crate) concurrency: Concurrency,
}

impl Shared {
    /// The world as it stands now: all messages have come as far as their time allows.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        // A panic in another test's closure must not make the simulator useless.
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.settle(&self.pace, Timestamp::now());
        world
    }

    /// 32 hex digits for an answer or a webhook. They are not drawn as SIDs are, which follow from the seed alone.
    pub(crate) fn request_id(&self) -> String {
        sid::hex32(!self.seed, self.served.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the state written soon.
    pub(crate) fn save_soon(&self) {
        self.changed.notify_one();
        if let Some(file) = &self.state_file {
            file.changed();
        }
    }

    /// Has the state written and waits for it.
    pub(crate) async fn save(&self) {
        self.changed.notify_one();
        if let Some(file) = &self.state_file {
            file.safe(file.changed()).await;
        }
    }
}
