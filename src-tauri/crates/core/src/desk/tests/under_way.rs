//! What goes on in the background for test messages, and how it is brought to an end?

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use twilio_messaging::clock::Clock;

use crate::ids::AccountId;

/// How long quitting waits for sends under way. What is not answered by then is *unknown* at the next start.
const QUIT_WAITS: Duration = Duration::from_secs(5);

/// Sends that wait for Twilio's answer, and one follower an account.
#[derive(Default)]
pub(crate) struct State {
    sends: TaskTracker,
    followers: TaskTracker,
    wakes: Mutex<HashMap<AccountId, Arc<Notify>>>,
    /// Why an account cannot be asked just now.
    pauses: Mutex<HashMap<AccountId, String>>,
    pub(super) stop: CancellationToken,
}

impl State {
    /// Runs a send that goes on although whoever asked for it goes away. None once the desk is closing.
    pub(super) fn send<T: Send + 'static>(
        &self,
        send: impl Future<Output = T> + Send + 'static,
    ) -> Option<JoinHandle<T>> {
        (!self.stop.is_cancelled()).then(|| self.sends.spawn(send))
    }

    /// Wakes the follower of an account, or starts the one that `follower` makes.
    pub(super) fn wake<F: Future<Output = ()> + Send + 'static>(
        &self,
        account: AccountId,
        follower: impl FnOnce(Arc<Notify>) -> F,
    ) {
        if self.stop.is_cancelled() {
            return;
        }
        match locked(&self.wakes).entry(account) {
            Entry::Occupied(running) => running.get().notify_one(),
            Entry::Vacant(free) => {
                let wake = Arc::clone(free.insert(Arc::default()));
                self.followers.spawn(follower(wake));
            }
        }
    }

    /// Why this account cannot be asked just now, in words.
    pub(super) fn pause_of(&self, account: AccountId) -> Option<String> {
        locked(&self.pauses).get(&account).cloned()
    }

    /// Notes why an account cannot be asked, or that it can; returns whether that is new.
    pub(super) fn set_pause(&self, account: AccountId, reason: Option<String>) -> bool {
        let mut pauses = locked(&self.pauses);
        let before = match &reason {
            Some(reason) => pauses.insert(account, reason.clone()),
            None => pauses.remove(&account),
        };
        before != reason
    }

    /// Stops following at once, and waits a bounded time for the sends under way to be written down.
    pub(crate) async fn end(&self, clock: &dyn Clock) {
        self.stop.cancel();
        self.sends.close();
        self.followers.close();
        tokio::select! {
            () = self.sends.wait() => {}
            () = clock.sleep(QUIT_WAITS) => {
                tracing::warn!("a test was still waiting for Twilio's answer; its outcome is looked for at the next start");
            }
        }
        self.followers.wait().await;
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
