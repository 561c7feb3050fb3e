//! Which requests arrived? A bounded record for tests, without credentials.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::Notify;

/// Older requests are forgotten.
const KEPT: usize = 5000;

/// A request as it arrived. The `Authorization` header is not kept, only whom it proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recorded {
    pub method: String,
    pub path: String,
    /// Decoded, in the order of the wire.
    pub query: Vec<(String, String)>,
    /// The decoded form body; empty when the connection was dropped before it was read.
    pub form: Vec<(String, String)>,
    pub at: Timestamp,
    /// The Account SID or API key SID; none when the credentials were missing or wrong.
    pub authenticated_as: Option<String>,
    pub user_agent: Option<String>,
}

impl Recorded {
    /// The first value of a form field.
    pub fn form_value(&self, name: &str) -> Option<&str> {
        self.form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a query parameter.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: Mutex<VecDeque<Recorded>>,
    grown: Notify,
}

impl Journal {
    pub(crate) fn add(&self, entry: Recorded) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() == KEPT {
            entries.pop_front();
        }
        entries.push_back(entry);
        drop(entries);
        self.grown.notify_waiters();
    }

    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    pub(crate) fn find(&self, wanted: &impl Fn(&Recorded) -> bool) -> Option<Recorded> {
        self.entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .find(|entry| wanted(entry))
            .cloned()
    }

    pub(crate) fn count(&self, wanted: impl Fn(&Recorded) -> bool) -> usize {
        self.entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .filter(|entry| wanted(entry))
            .count()
    }

    /// The first request that is wanted, whether it has arrived already or arrives later.
    pub(crate) async fn wait_for(&self, wanted: impl Fn(&Recorded) -> bool) -> Recorded {
        loop {
            let grown = self.grown.notified();
            if let Some(entry) = self.find(&wanted) {
                return entry;
            }
            grown.await;
        }
    }
}
