//! How is the keychain of this system spoken to?
//!
//! Through keyring-core's store for the system. The connection is made at the first call and made again after a
//! failure: a keychain can be installed, started or restarted while the application runs.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use secrecy::{ExposeSecret, SecretString};

use super::{SecretFault, SecretStore};
use crate::ids::CredentialId;

/// The name that entries carry in the keychain, beside the credential's id as user name.
const SERVICE: &str = "app.senderdesk.desktop";

/// The keychain of this system: the Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
#[derive(Default)]
pub struct SystemStore {
    connection: Option<Arc<CredentialStore>>,
}

impl SystemStore {
    fn with_entry<T>(
        &mut self,
        id: CredentialId,
        call: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<T, SecretFault> {
        let reused = self.connection.is_some();
        match self.call(id, &call) {
            // A connection of earlier may have ended with the daemon behind it; a fresh one tells.
            Err(SecretFault::Other(_)) if reused => self.call(id, &call),
            result => result,
        }
    }

    fn call<T>(
        &mut self,
        id: CredentialId,
        call: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<T, SecretFault> {
        let store = match &self.connection {
            Some(store) => Arc::clone(store),
            None => Arc::clone(self.connection.insert(connect()?)),
        };
        let modifiers = HashMap::from([("label", "Senderdesk: a Twilio secret")]);
        let modifiers = cfg!(target_os = "linux").then_some(&modifiers);
        let result =
            store.build(SERVICE, &id.to_string(), modifiers).and_then(|entry| call(&entry)).map_err(fault);
        if matches!(result, Err(SecretFault::Other(_))) {
            self.connection = None;
        }
        result
    }
}

impl SecretStore for SystemStore {
    fn set(&mut self, id: CredentialId, secret: &SecretString) -> Result<(), SecretFault> {
        self.with_entry(id, |entry| entry.set_password(secret.expose_secret()))
    }

    fn get(&mut self, id: CredentialId) -> Result<Option<SecretString>, SecretFault> {
        self.with_entry(id, |entry| match entry.get_password() {
            Ok(secret) => Ok(Some(SecretString::from(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(other) => Err(other),
        })
    }

    fn delete(&mut self, id: CredentialId) -> Result<(), SecretFault> {
        self.with_entry(id, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            other => other,
        })
    }
}

#[cfg(target_os = "linux")]
fn connect() -> Result<Arc<CredentialStore>, SecretFault> {
    match zbus_secret_service_keyring_store::Store::new() {
        Ok(store) => Ok(store),
        Err(error) => {
            // Without a bus, or with nothing behind its name: either way there is nothing to keep secrets in.
            tracing::warn!(%error, "no Secret Service");
            Err(SecretFault::Missing)
        }
    }
}

#[cfg(target_os = "macos")]
fn connect() -> Result<Arc<CredentialStore>, SecretFault> {
    apple_native_keyring_store::keychain::Store::new()
        .map(|store| store as Arc<CredentialStore>)
        .map_err(fault)
}

#[cfg(target_os = "windows")]
fn connect() -> Result<Arc<CredentialStore>, SecretFault> {
    windows_native_keyring_store::Store::new().map(|store| store as Arc<CredentialStore>).map_err(fault)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn connect() -> Result<Arc<CredentialStore>, SecretFault> {
    Err(SecretFault::Missing)
}

/// Never shows what an entry holds: keyring-core's errors can carry it.
fn fault(error: Error) -> SecretFault {
    match error {
        Error::NoStorageAccess(source) => no_access(source.as_ref()),
        Error::PlatformFailure(source) => SecretFault::Other(source.to_string()),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            SecretFault::Other("an entry holds something else than a secret of ours".into())
        }
        Error::Ambiguous(entries) => {
            SecretFault::Other(format!("{} entries carry the same name", entries.len()))
        }
        other => SecretFault::Other(other.to_string()),
    }
}

#[cfg(target_os = "linux")]
fn no_access(source: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretFault {
    match source.downcast_ref() {
        Some(secret_service::Error::Prompt) => SecretFault::Dismissed,
        Some(secret_service::Error::NoResult) => SecretFault::NoKeyring,
        _ => SecretFault::Locked,
    }
}

#[cfg(not(target_os = "linux"))]
fn no_access(_source: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretFault {
    SecretFault::Locked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_never_repeats_what_an_entry_holds() {
        let faults = [
            fault(Error::BadEncoding(b"canary".to_vec())),
            fault(Error::BadDataFormat(b"canary".to_vec(), "bad".into())),
        ];
        for fault in faults {
            assert!(!format!("{fault} {fault:?}").contains("canary"));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_dismissed_question_is_told_from_a_lock() {
        let no_access = |error: secret_service::Error| fault(Error::NoStorageAccess(Box::new(error)));
        assert_eq!(no_access(secret_service::Error::Prompt), SecretFault::Dismissed);
        assert_eq!(no_access(secret_service::Error::Locked), SecretFault::Locked);
        assert_eq!(no_access(secret_service::Error::NoResult), SecretFault::NoKeyring);
    }
}
