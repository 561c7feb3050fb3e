//! What was read of an account for tests that are about to be sent: kept in memory for a few minutes, so that typing does
//! not ask Twilio again and again.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::SignedDuration;
use twilio_messaging::CountryPrices;

use crate::ids::CredentialId;
use crate::preflight::facts::{AccountState, Heard, Line, Reading, Verification};
use crate::wire::{At, VerifiedCaller};

/// How long what changes seldom is used without reading it again.
pub(super) const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// The same of what a message or a handset changes.
pub(super) const FLEETING: SignedDuration = SignedDuration::from_mins(1);
/// The same of what costs.
pub(super) const PAID: SignedDuration = SignedDuration::from_hours(24);
/// Entries of one kind; with more, all are forgotten.
const MOST: usize = 500;

/// Readings of one kind, by what they are of.
pub(super) struct Shelf<T>(HashMap<String, (Reading<T>, At)>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Clone> Shelf<T> {
    /// What was read less than `fresh` ago, refusals of Twilio's too.
    pub(super) fn get(&self, key: &str, now: At, fresh: SignedDuration) -> Option<Reading<T>> {
        let (reading, at) = self.0.get(key)?;
        let age = now.0.duration_since(at.0);
        (SignedDuration::ZERO..fresh).contains(&age).then(|| reading.clone())
    }

    /// Keeps a reading; one that may come out otherwise the next time is not kept.
    pub(super) fn put(&mut self, key: &str, reading: &Reading<T>, now: At) {
        if matches!(reading, Err(fault) if !fault.refused) {
            return;
        }
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.insert(key.to_owned(), (reading.clone(), now));
    }
}

/// All that was read with one credential: another one may see something else.
pub(super) struct Kept {
    pub(super) credential: CredentialId,
    pub(super) account: Shelf<AccountState>,
    pub(super) balance: Shelf<(String, String)>,
    pub(super) callers: Shelf<Vec<VerifiedCaller>>,
    /// By service SID.
    pub(super) campaigns: Shelf<Vec<String>>,
    pub(super) toll_free: Shelf<Vec<Verification>>,
    /// By country, as the next.
    pub(super) prices: Shelf<Option<Arc<CountryPrices>>>,
    pub(super) permitted: Shelf<Option<bool>>,
    /// By phone number, as the next.
    pub(super) heard: Shelf<Vec<Heard>>,
    pub(super) lines: Shelf<Line>,
}

impl Kept {
    pub(super) fn of(credential: CredentialId) -> Self {
        Self {
            credential,
            account: Shelf::default(),
            balance: Shelf::default(),
            callers: Shelf::default(),
            campaigns: Shelf::default(),
            toll_free: Shelf::default(),
            prices: Shelf::default(),
            permitted: Shelf::default(),
            heard: Shelf::default(),
            lines: Shelf::default(),
        }
    }
}
