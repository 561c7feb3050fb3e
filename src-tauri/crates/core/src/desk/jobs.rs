//! Long work: cancelled by its id, progress told at most ten times a second.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{Answer, Desk};
use crate::ids::JobId;
use crate::wire::*;

/// Progress is told again only after this long.
const PACE: Duration = Duration::from_millis(100);
/// How many cancellations are remembered that came before their work.
const EARLY: usize = 64;

/// Work under way, and what was cancelled before it began.
#[derive(Default)]
pub(crate) struct State(Mutex<Jobs>);

#[derive(Default)]
struct Jobs {
    running: HashMap<JobId, CancellationToken>,
    /// Two commands of the page may overtake each other.
    early: VecDeque<JobId>,
}

/// Long work while it runs; it can be cancelled until this is dropped.
pub(crate) struct Job {
    desk: Desk,
    id: JobId,
    cancelled: CancellationToken,
}

/// How far a piece of long work has come.
pub(crate) struct Pace {
    desk: Desk,
    progress: Progress,
    told: Option<At>,
}

impl Desk {
    /// Cancels long work, also when it begins only after this; one that is over already is left as it is.
    pub async fn cancel_job(&self, id: JobId) -> Answer<()> {
        let mut jobs = self.inner.jobs.0.lock().unwrap_or_else(PoisonError::into_inner);
        match jobs.running.get(&id) {
            Some(token) => token.cancel(),
            None => {
                jobs.early.push_back(id);
                if jobs.early.len() > EARLY {
                    jobs.early.pop_front();
                }
            }
        }
        Ok(())
    }

    /// Begins long work under the id that the page made.
    pub(crate) fn begin_job(&self, id: JobId) -> Job {
        let mut jobs = self.inner.jobs.0.lock().unwrap_or_else(PoisonError::into_inner);
        let cancelled = CancellationToken::new();
        if let Some(nth) = jobs.early.iter().position(|early| *early == id) {
            jobs.early.remove(nth);
            cancelled.cancel();
        }
        jobs.running.insert(id, cancelled.clone());
        Job { desk: self.clone(), id, cancelled }
    }
}

impl Job {
    /// Whether it was cancelled by now.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.is_cancelled()
    }

    /// What `work` brings; none once it was cancelled.
    pub(crate) async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.cancelled.run_until_cancelled(work).await
    }

    /// Begins to tell how far it has come.
    pub(crate) fn pace(&self, total: u32) -> Pace {
        let mut pace =
            Pace { desk: self.desk.clone(), progress: Progress { job: self.id, done: 0, total }, told: None };
        pace.tell();
        pace
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.desk.inner.jobs.0.lock().unwrap_or_else(PoisonError::into_inner).running.remove(&self.id);
    }
}

impl Pace {
    /// One more is done.
    pub(crate) fn step(&mut self) {
        self.progress.done += 1;
        let waited =
            self.told.is_none_or(|told| self.desk.now().0.duration_since(told.0).unsigned_abs() >= PACE);
        if waited || self.progress.done == self.progress.total {
            self.tell();
        }
    }

    fn tell(&mut self) {
        self.told = Some(self.desk.now());
        self.desk.tell(Change::Progress(self.progress));
    }
}
