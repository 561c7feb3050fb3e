//! How do tests keep secrets? In memory shared by clones, so that a second desk finds what the first one kept.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;

use super::{SecretFault, SecretStore};
use crate::ids::CredentialId;

/// A store that forgets with the process. Clones share their entries.
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<Mutex<BTreeMap<CredentialId, SecretString>>>);

impl MemoryStore {
    /// The ids that have an entry, oldest first.
    pub fn ids(&self) -> Vec<CredentialId> {
        self.entries().keys().copied().collect()
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<CredentialId, SecretString>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SecretStore for MemoryStore {
    fn set(&mut self, id: CredentialId, secret: &SecretString) -> Result<(), SecretFault> {
        self.entries().insert(id, secret.clone());
        Ok(())
    }

    fn get(&mut self, id: CredentialId) -> Result<Option<SecretString>, SecretFault> {
        Ok(self.entries().get(&id).cloned())
    }

    fn delete(&mut self, id: CredentialId) -> Result<(), SecretFault> {
        self.entries().remove(&id);
        Ok(())
    }
}
