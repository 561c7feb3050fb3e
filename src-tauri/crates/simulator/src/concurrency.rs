//! How many requests of one account are answered at once, and when is that too many?

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Twilio counts by account, whichever credential asks.
#[derive(Debug, Default)]
pub(crate) struct Concurrency(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// None allows any number.
    limit: Option<usize>,
    /// By the index of the account.
    answered_now: HashMap<usize, usize>,
}

/// A request of an account for as long as it is answered.
pub(crate) struct Answering<'c> {
    of: &'c Concurrency,
    account: usize,
}

impl Concurrency {
    pub(crate) fn limit(&self, at_once: Option<usize>) {
        self.state().limit = at_once;
    }

    /// None where it is one too many.
    pub(crate) fn enter(&self, account: usize) -> Option<Answering<'_>> {
        let mut state = self.state();
        let limit = state.limit.unwrap_or(usize::MAX);
        let now = state.answered_now.entry(account).or_default();
        (*now < limit).then(|| {
            *now += 1;
            Answering { of: self, account }
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Answering<'_> {
    fn drop(&mut self) {
        if let Some(now) = self.of.state().answered_now.get_mut(&self.account) {
            *now -= 1;
        }
    }
}
