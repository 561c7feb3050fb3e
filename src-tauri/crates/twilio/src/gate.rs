//! How many requests of one account are under way at once? Twilio counts them by account, and refuses one too many.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Instant;

/// After so long without a refusal one more is let in again.
const CALM: Duration = Duration::from_secs(10);

/// Lets in as many requests as it was made for, fewer for a while after Twilio found them too many.
pub(crate) struct Gate {
    size: usize,
    permits: Semaphore,
    kept_out: Mutex<KeptOut>,
}

/// How many fewer, and since when nothing changed.
struct KeptOut {
    fewer: usize,
    since: Instant,
}

impl Gate {
    pub(crate) fn new(at_once: usize) -> Self {
        let size = at_once.max(1);
        let kept_out = Mutex::new(KeptOut { fewer: 0, since: Instant::now() });
        Self { size, permits: Semaphore::new(size), kept_out }
    }

    pub(crate) async fn enter(&self) -> SemaphorePermit<'_> {
        self.permits.acquire().await.expect("the gate is never closed")
    }

    /// Twilio answered that there were too many: one fewer from here on, and at least one.
    pub(crate) fn too_many(&self, permit: SemaphorePermit<'_>, now: Instant) {
        let mut kept_out = self.kept_out.lock().unwrap_or_else(PoisonError::into_inner);
        if kept_out.fewer + 1 < self.size {
            permit.forget();
            kept_out.fewer += 1;
        }
        kept_out.since = now;
    }

    /// Twilio answered.
    pub(crate) fn answered(&self, now: Instant) {
        let mut kept_out = self.kept_out.lock().unwrap_or_else(PoisonError::into_inner);
        if kept_out.fewer > 0 && now.duration_since(kept_out.since) >= CALM {
            self.permits.add_permits(1);
            kept_out.fewer -= 1;
            kept_out.since = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_fewer_is_let_in_after_a_refusal_until_it_was_calm_and_never_none() {
        let gate = Gate::new(2);
        let let_in = || gate.permits.available_permits();
        let refused = Instant::now();
        gate.too_many(gate.enter().await, refused);
        assert_eq!(let_in(), 1);
        gate.too_many(gate.enter().await, refused);
        assert_eq!(let_in(), 1, "one is always let in");
        gate.answered(refused + CALM / 2);
        assert_eq!(let_in(), 1, "not at once");
        gate.answered(refused + CALM);
        gate.answered(refused + CALM * 3);
        assert_eq!(let_in(), 2, "and never more than at first");
    }
}
