//! Which replies are watched for, and what is known of them?

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::{Mutex as AsyncMutex, Notify};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::ids::{AccountId, TestId};
use crate::reply_test::{Course, Watch};

/// How many watches are remembered; the one that ended first is forgotten first.
const REMEMBERED: usize = 100;
/// The watches of this run of the desk.
#[derive(Default)]
pub(crate) struct State {
    watches: Mutex<HashMap<TestId, Kept>>,
    /// Held while Twilio is asked for an account.
    gates: Mutex<HashMap<AccountId, Arc<AsyncMutex<()>>>>,
    pub(super) running: TaskTracker,
    pub(super) stop: CancellationToken,
}

struct Kept {
    watch: Watch,
    /// Another one each time that it begins or ends: what a former task still finds does not count.
    run: u64,
    cancel: CancellationToken,
    wake: Arc<Notify>,
}

impl State {
    pub(super) fn watch(&self, id: TestId) -> Option<Watch> {
        locked(&self.watches).get(&id).map(|kept| kept.watch.clone())
    }

    /// Begins a watch or goes on with one that is over; none while one runs, or once the desk closes.
    pub(super) fn begin(&self, id: TestId, now: Timestamp) -> Option<(u64, CancellationToken, Arc<Notify>)> {
        let mut watches = locked(&self.watches);
        if self.stop.is_cancelled() {
            return None;
        }
        if watches.get(&id).is_some_and(|kept| kept.watch.course == Course::Watching) {
            return None;
        }
        if watches.len() >= REMEMBERED && !watches.contains_key(&id) {
            let over = watches.iter().filter(|(_, kept)| kept.watch.course != Course::Watching);
            let first = over.min_by_key(|(_, kept)| kept.watch.until).map(|(id, _)| *id);
            first.map(|first| watches.remove(&first));
        }
        let (cancel, wake) = (self.stop.child_token(), Arc::new(Notify::new()));
        let (watch, run) = match watches.remove(&id) {
            Some(Kept { mut watch, run, .. }) => {
                watch.go_on(now);
                (watch, run + 1)
            }
            None => (Watch::begin(now), 0),
        };
        watches.insert(id, Kept { watch, run, cancel: cancel.clone(), wake: Arc::clone(&wake) });
        Some((run, cancel, wake))
    }

    /// The watch of this run, if it is still the one.
    pub(super) fn of_run(&self, id: TestId, run: u64) -> Option<Watch> {
        let watches = locked(&self.watches);
        watches.get(&id).filter(|kept| kept.run == run).map(|kept| kept.watch.clone())
    }

    /// Puts back what a run found, unless it was stopped meanwhile; tells whether it is still the one.
    pub(super) fn put(&self, id: TestId, run: u64, watch: Watch) -> bool {
        let mut watches = locked(&self.watches);
        let kept = watches.get_mut(&id).filter(|kept| kept.run == run);
        let is_the_one = kept.is_some();
        if let Some(kept) = kept {
            kept.watch = watch;
        }
        is_the_one
    }

    /// Ends a watch by the operator's wish.
    pub(super) fn end(&self, id: TestId) {
        let mut watches = locked(&self.watches);
        if let Some(kept) = watches.get_mut(&id).filter(|kept| kept.watch.course == Course::Watching) {
            kept.watch.course = Course::Stopped;
            kept.run += 1;
            kept.cancel.cancel();
        }
    }

    pub(super) fn wake(&self, id: TestId) {
        if let Some(kept) = locked(&self.watches).get(&id) {
            kept.wake.notify_one();
        }
    }

    pub(super) fn gate(&self, account: AccountId) -> Arc<AsyncMutex<()>> {
        Arc::clone(locked(&self.gates).entry(account).or_default())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
