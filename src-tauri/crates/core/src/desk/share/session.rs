//! Imports that are looked at: what was read, where it is aimed, and what is decided so far. In memory only.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::ids::{ImportId, ShareId};
use crate::share::csv_in::Column;
use crate::share::document::{Backup, ShareFile};
use crate::share::read::{Faults, FilePlaces};
use crate::sharing::plan::Plan;
use crate::sharing::taken::Taken;
use crate::wire::*;

/// How many imports are kept open; the oldest beyond goes.
const OPEN: usize = 4;

/// All imports that are open, and the file that waits to be one.
#[derive(Default)]
pub(crate) struct State {
    open: Mutex<Open>,
    offered: Mutex<Option<PathBuf>>,
}

#[derive(Default)]
struct Open {
    sessions: HashMap<ImportId, Arc<Mutex<Session>>>,
    order: VecDeque<ImportId>,
}

/// What was read from a file.
pub(super) struct Content {
    pub(super) source: String,
    pub(super) kind: ImportKind,
    pub(super) file: ShareFile,
    pub(super) places: FilePlaces,
    pub(super) faults: Faults,
    pub(super) made_up: BTreeSet<String>,
    pub(super) table: Option<(char, Vec<Column>)>,
    pub(super) backup: Option<Backup>,
    /// One a workspace of the backup.
    pub(super) backup_places: Vec<FilePlaces>,
}

/// What the workspace is that it is aimed at.
pub(super) struct Aimed {
    pub(super) target: ImportTarget,
    pub(super) target_name: String,
    /// None for a new one.
    pub(super) taken: Option<Taken>,
    pub(super) base: Option<ShareFile>,
    /// What was shared last, where that is not the base.
    pub(super) newest: Option<ShareFile>,
    pub(super) based_on: Option<At>,
    pub(super) pointer: Option<ShareId>,
    pub(super) accounts: Vec<KnownAccount>,
    pub(super) account_note: Option<String>,
    pub(super) practice: bool,
}

/// One import.
pub(super) struct Session {
    pub(super) content: Arc<Content>,
    pub(super) aimed: Aimed,
    pub(super) plan: Plan,
    pub(super) restore: Vec<RestoreRow>,
}

impl State {
    pub(super) fn put(&self, session: Session) -> ImportId {
        let id = ImportId::fresh();
        let mut open = locked(&self.open);
        open.sessions.insert(id, Arc::new(Mutex::new(session)));
        open.order.push_back(id);
        while open.order.len() > OPEN {
            if let Some(oldest) = open.order.pop_front() {
                open.sessions.remove(&oldest);
            }
        }
        id
    }

    pub(super) fn get(&self, id: ImportId) -> Result<Arc<Mutex<Session>>, WireError> {
        locked(&self.open).sessions.get(&id).cloned().ok_or_else(|| {
            WireError::new(ErrorCode::NotFound, "This import is not open any more.")
                .with_hint("Choose the file again.")
        })
    }

    pub(super) fn close(&self, id: ImportId) {
        let mut open = locked(&self.open);
        open.sessions.remove(&id);
        open.order.retain(|other| *other != id);
    }

    pub(super) fn offer(&self, path: PathBuf) {
        *locked(&self.offered) = Some(path);
    }

    pub(super) fn take_offered(&self) -> Option<PathBuf> {
        locked(&self.offered).take()
    }
}

/// What a panic left behind is as good as before: sessions are replaced as a whole.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
