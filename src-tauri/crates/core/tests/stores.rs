//! Keychains that fail, block, count or rest in files, for the tests of what keeps secrets.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use secrecy::{ExposeSecret, SecretString};
use senderdesk_core::ids::CredentialId;
use senderdesk_core::keychain::{MemoryStore, SecretFault, SecretStore};

/// Answers every call with the same fault.
pub struct Failing(pub SecretFault);

impl SecretStore for Failing {
    fn set(&mut self, _: CredentialId, _: &SecretString) -> Result<(), SecretFault> {
        Err(self.0.clone())
    }

    fn get(&mut self, _: CredentialId) -> Result<Option<SecretString>, SecretFault> {
        Err(self.0.clone())
    }

    fn delete(&mut self, _: CredentialId) -> Result<(), SecretFault> {
        Err(self.0.clone())
    }
}

/// Blocks every call until it is released, as a keychain does that asks for its password.
#[derive(Clone, Default)]
pub struct Stuck {
    pub entries: MemoryStore,
    released: Arc<(Mutex<bool>, Condvar)>,
}

impl Stuck {
    pub fn release(&self) {
        *self.released.0.lock().unwrap() = true;
        self.released.1.notify_all();
    }

    fn wait(&self) {
        let released = self.released.0.lock().unwrap();
        drop(self.released.1.wait_while(released, |released| !*released).unwrap());
    }
}

impl SecretStore for Stuck {
    fn set(&mut self, id: CredentialId, secret: &SecretString) -> Result<(), SecretFault> {
        self.wait();
        self.entries.set(id, secret)
    }

    fn get(&mut self, id: CredentialId) -> Result<Option<SecretString>, SecretFault> {
        self.wait();
        self.entries.get(id)
    }

    fn delete(&mut self, id: CredentialId) -> Result<(), SecretFault> {
        self.wait();
        self.entries.delete(id)
    }
}

/// Counts the calls.
#[derive(Clone, Default)]
pub struct Counting {
    pub entries: MemoryStore,
    calls: Arc<AtomicUsize>,
}

impl Counting {
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    fn count(&mut self) -> &mut MemoryStore {
        self.calls.fetch_add(1, Ordering::SeqCst);
        &mut self.entries
    }
}

impl SecretStore for Counting {
    fn set(&mut self, id: CredentialId, secret: &SecretString) -> Result<(), SecretFault> {
        self.count().set(id, secret)
    }

    fn get(&mut self, id: CredentialId) -> Result<Option<SecretString>, SecretFault> {
        self.count().get(id)
    }

    fn delete(&mut self, id: CredentialId) -> Result<(), SecretFault> {
        self.count().delete(id)
    }
}

/// One file an entry: it outlives a killed process, as the system's keychain does.
#[derive(Clone)]
pub struct Files(pub PathBuf);

impl Files {
    pub fn count(&self) -> usize {
        std::fs::read_dir(&self.0).unwrap().count()
    }
}

impl SecretStore for Files {
    fn set(&mut self, id: CredentialId, secret: &SecretString) -> Result<(), SecretFault> {
        std::fs::write(self.0.join(id.to_string()), secret.expose_secret()).unwrap();
        Ok(())
    }

    fn get(&mut self, id: CredentialId) -> Result<Option<SecretString>, SecretFault> {
        Ok(std::fs::read_to_string(self.0.join(id.to_string())).ok().map(SecretString::from))
    }

    fn delete(&mut self, id: CredentialId) -> Result<(), SecretFault> {
        let _ = std::fs::remove_file(self.0.join(id.to_string()));
        Ok(())
    }
}
