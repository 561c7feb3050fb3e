//! Who speaks to Twilio for an account? One client an account, its secret read from the keychain once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;
use tokio::sync::Mutex as AsyncMutex;
use twilio_messaging::{Client, Credential, Endpoint, Transport};

use crate::account::fault::ReadFault;
use crate::desk::{Answer, Desk};
use crate::ids::{AccountId, CredentialId};
use crate::keychain::SecretFault;
use crate::practice::Reached;
use crate::store::accounts::{self, Account, Credential as Held, Place};
use crate::store::chain;
use crate::wire::{ErrorCode, RegionChoice, WireError};

/// Clients in use, connections shared by them, and the secrets that live until quit.
#[derive(Default)]
pub(crate) struct Clients {
    memory: Mutex<HashMap<CredentialId, SecretString>>,
    /// One slot an account, so that a keychain that waits for one account holds up no other.
    slots: Mutex<HashMap<AccountId, Arc<AsyncMutex<Slot>>>>,
    to_twilio: Mutex<Option<Transport>>,
    to_loopback: Mutex<Option<Transport>>,
}

/// The client of an account, and the credential that it was made with.
type Slot = Option<(CredentialId, Client)>;

/// An account that can be asked, and with what: what it answers is about this credential.
pub(crate) struct InUse {
    pub(crate) account: Account,
    pub(crate) credential: Held,
    pub(crate) client: Client,
}

impl Clients {
    /// Keeps a secret until quit.
    pub(super) fn remember(&self, id: CredentialId, secret: SecretString) {
        locked(&self.memory).insert(id, secret);
    }

    /// Forgets a secret that was kept until quit.
    pub(super) fn forget(&self, id: CredentialId) {
        locked(&self.memory).remove(&id);
    }

    /// Lets the client of an account go that nothing uses any more, and its secret with it.
    pub(in crate::desk) fn drop_client(&self, account: AccountId) {
        locked(&self.slots).remove(&account);
    }

    /// Connections to an endpoint. Made at first use: reading this machine's trust store takes a while.
    pub(super) fn transport(&self, endpoint: &Endpoint) -> Answer<Transport> {
        let mut kept = locked(match endpoint {
            Endpoint::Twilio(_) => &self.to_twilio,
            Endpoint::Loopback(_) => &self.to_loopback,
        });
        if let Some(transport) = &*kept {
            return Ok(transport.clone());
        }
        let transport = Transport::for_endpoint(endpoint).map_err(|error| {
            tracing::error!("no connections can be made: {}", chain(&error));
            WireError::from(ReadFault::from(&error))
        })?;
        Ok(kept.insert(transport).clone())
    }

    fn slot(&self, account: AccountId) -> Arc<AsyncMutex<Slot>> {
        Arc::clone(locked(&self.slots).entry(account).or_default())
    }
}

impl Desk {
    /// The client for an account, with the secret from where it is kept.
    ///
    /// Answers with `Keychain` when the secret cannot be had: it was kept until quit, or the keychain does not give
    /// it. Nothing is asked of Twilio here.
    pub(crate) async fn client_for(&self, account: AccountId) -> Answer<Client> {
        Ok(self.in_use(account).await?.client)
    }

    /// [`Desk::client_for`], with the account and the credential that the client uses.
    pub(crate) async fn in_use(&self, account: AccountId) -> Answer<InUse> {
        let clients = &self.inner.accounts.clients;
        let slot = clients.slot(account);
        let mut slot = slot.lock().await;
        // Read behind the lock: a credential that was replaced meanwhile is never put into the slot.
        let account = self.read(move |connection| accounts::get(connection, account)).await?;
        let Some(credential) = account.credential.clone() else { return Err(not_used()) };
        if let Some((id, client)) = &*slot
            && *id == credential.id
        {
            let client = client.clone();
            return Ok(InUse { account, credential, client });
        }
        let client = if credential.place == Place::Practice {
            let Reached { url, credential: proof, .. } = super::practice::reach(self).await?;
            self.client(proof, Endpoint::Loopback(url))?
        } else {
            let secret = self.secret(credential.id, credential.place).await?;
            self.client(self.proof(&account, secret)?, self.endpoint(account.region))?
        };
        *slot = Some((credential.id, client.clone()));
        Ok(InUse { account, credential, client })
    }

    /// Where requests of a region go.
    pub(in crate::desk) fn endpoint(&self, region: RegionChoice) -> Endpoint {
        match &self.inner.twilio_url {
            Some(address) => Endpoint::Loopback(address.clone()),
            None => Endpoint::Twilio(region.region()),
        }
    }

    /// A client with the shared connections and the desk's clock.
    pub(in crate::desk) fn client(&self, credential: Credential, endpoint: Endpoint) -> Answer<Client> {
        let transport = self.inner.accounts.clients.transport(&endpoint)?;
        Client::builder(credential)
            .transport(transport)
            .endpoint(endpoint)
            .clock(self.inner.clock.clone())
            .build()
            .map_err(|error| ReadFault::from(&error).into())
    }

    fn proof(&self, account: &Account, secret: SecretString) -> Answer<Credential> {
        let malformed = |error| {
            tracing::error!(%error, "a stored SID is malformed");
            WireError::new(ErrorCode::Internal, "The stored account cannot be read.")
                .with_hint(REAUTHENTICATE)
        };
        let sid = account.account_sid.parse().map_err(malformed)?;
        let api_key = account.credential.as_ref().and_then(|credential| credential.api_key_sid.as_deref());
        Ok(match api_key {
            Some(key) => Credential::api_key(sid, key.parse().map_err(malformed)?, secret),
            None => Credential::auth_token(sid, secret),
        })
    }

    /// Whether the secret of a credential may still be had: false only when it is gone for certain.
    pub(super) async fn may_have_secret(&self, credential: &Held) -> bool {
        if locked(&self.inner.accounts.clients.memory).contains_key(&credential.id) {
            return true;
        }
        credential.place == Place::Keychain
            && !matches!(self.inner.keychain.get(credential.id).await, Ok(None))
    }

    pub(super) async fn secret(&self, id: CredentialId, place: Place) -> Answer<SecretString> {
        let remembered = locked(&self.inner.accounts.clients.memory).get(&id).cloned();
        if let Some(secret) = remembered {
            return Ok(secret);
        }
        if place != Place::Keychain {
            return Err(not_kept());
        }
        match self.inner.keychain.get(id).await {
            Ok(Some(secret)) => Ok(secret),
            Ok(None) => Err(WireError::new(
                ErrorCode::Keychain,
                "The secret of this account is no longer in the keychain.",
            )
            .with_hint(REAUTHENTICATE)),
            Err(fault) => Err(unreadable(&fault)),
        }
    }
}

const REAUTHENTICATE: &str = "Reauthenticate: enter the secret once more.";

fn not_used() -> WireError {
    WireError::new(
        ErrorCode::Keychain,
        "No workspace uses this account any more, and its secret is not kept.",
    )
    .with_hint("Reauthenticate with that account to ask it again.")
}

fn not_kept() -> WireError {
    WireError::new(
        ErrorCode::Keychain,
        "The secret of this account was kept until quit, and is not known any more.",
    )
    .with_hint(REAUTHENTICATE)
}

fn unreadable(fault: &SecretFault) -> WireError {
    tracing::warn!(%fault, "a secret could not be read");
    let words = fault.in_words();
    WireError::new(ErrorCode::Keychain, words.message).with_hint(
        "Unlock or start the keychain and try again, or reauthenticate and keep the secret until you quit.",
    )
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
