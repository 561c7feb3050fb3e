//! What authenticates a request, and how is it kept out of sight?

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use crate::sid::{AccountSid, ApiKeySid};

/// An account and what proves the right to act for it. Cannot be serialised; `Debug` shows no secret.
#[derive(Clone)]
pub struct Credential {
    /// The account that requests act for; with an API key as well, since most paths carry it.
    pub account: AccountSid,
    /// The proof.
    pub secret: CredentialSecret,
}

/// The two proofs that Twilio takes by HTTP Basic authentication.
#[derive(Clone)]
pub enum CredentialSecret {
    /// The account's Auth Token, shown to operators as *Password*.
    AuthToken(SecretString),
    /// An API key. A standard key may do everything but read the account resource and keys.
    ApiKey {
        /// The key's SID, sent as the user name.
        sid: ApiKeySid,
        /// The secret that was shown once, when the key was made.
        secret: SecretString,
    },
}

impl Credential {
    /// An account authenticated by its Auth Token.
    pub fn auth_token(account: AccountSid, token: SecretString) -> Self {
        Self { account, secret: CredentialSecret::AuthToken(token) }
    }

    /// An account authenticated by an API key.
    pub fn api_key(account: AccountSid, sid: ApiKeySid, secret: SecretString) -> Self {
        Self { account, secret: CredentialSecret::ApiKey { sid, secret } }
    }

    pub(crate) fn user_name(&self) -> &str {
        match &self.secret {
            CredentialSecret::AuthToken(_) => self.account.as_str(),
            CredentialSecret::ApiKey { sid, .. } => sid.as_str(),
        }
    }

    pub(crate) fn password(&self) -> &str {
        match &self.secret {
            CredentialSecret::AuthToken(secret) | CredentialSecret::ApiKey { secret, .. } => {
                secret.expose_secret()
            }
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential").field("account", &self.account).field("secret", &self.secret).finish()
    }
}

impl fmt::Debug for CredentialSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CredentialSecret::AuthToken(_) => f.write_str("AuthToken(…)"),
            CredentialSecret::ApiKey { sid, .. } => write!(f, "ApiKey({sid}, …)"),
        }
    }
}
