//! What can go wrong with a request, and what is told about it?
//!
//! [`Error`] separates what Twilio said ([`ApiError`]) from what the way to Twilio did ([`NetworkFault`],
//! [`TimeoutPhase`]) and from answers that are not Twilio's ([`Error::Unreadable`], [`Error::Redirected`] …).
//! [`WriteError`] sorts the same errors by the one question that matters after a send: may a message exist?
//! No text here holds a secret or a phone number; causes are kept as sources, without the address that was asked for.

use std::fmt;
use std::time::Duration;

use thiserror::Error;

use crate::endpoint::{Product, Region};

/// Why a request gave no usable answer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// Twilio, or something in its place, answered with an error status.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// The connection could not be made or did not last.
    #[error(transparent)]
    Network(#[from] NetworkFault),
    /// A time limit passed.
    #[error("{0}")]
    Timeout(TimeoutPhase),
    /// A success status with a body that is not the expected JSON.
    #[error("the answer (HTTP {status}) is not one of Twilio's")]
    Unreadable {
        /// HTTP status.
        status: u16,
        /// The first 80 characters, without control characters and anything that looks like a secret. May hold
        /// phone numbers and texts, and is therefore no part of the error's own text.
        excerpt: String,
    },
    /// The body is larger than the limit; the rest was not read.
    #[error("the answer is larger than {limit} bytes and was not read to its end")]
    TooLarge {
        /// [`Limits::body_bytes`](crate::Limits::body_bytes).
        limit: usize,
    },
    /// A redirect, which is never followed: credentials stay with the host they were meant for.
    #[error("the answer points to another address (HTTP {status}); it was not followed")]
    Redirected {
        /// HTTP status, 300 to 399.
        status: u16,
    },
    /// The link to the next page leaves the host that was asked. Nothing was sent there.
    #[error("the list continues at another host ({host}); it was not followed")]
    ForeignLink {
        /// The host and port of the link.
        host: String,
    },
    /// A list leads back to a page that was read already.
    #[error("the list leads back to a page that was read already")]
    PageLoop,
    /// Twilio documents no host of this product in the account's region. Nothing was asked.
    #[error("Twilio documents no host of {} in its region {region}: it is not available there", product.name())]
    NotInRegion {
        /// What was to be asked.
        product: Product,
        /// Where the account is processed.
        region: Region,
    },
    /// The client was set up in a way that cannot work.
    #[error("{0}")]
    InvalidSetting(String),
}

/// An error status with what its body explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// Twilio's code, e.g. 20003; absent when the body is not Twilio's.
    pub code: Option<u32>,
    /// Twilio's words, or the name of the status when there are none. May hold phone numbers, and is therefore no
    /// part of the error's own text.
    pub message: String,
    /// Twilio's page about the code.
    pub more_info: Option<String>,
    /// Header `Twilio-Request-Id` (`RQ…`), to quote to Twilio's support.
    pub request_id: Option<String>,
    /// Header `Retry-After`, from now.
    pub retry_after: Option<Duration>,
}

impl ApiError {
    /// Whether the credential was refused: wrong, of another region, of a suspended account, or not allowed to do
    /// this. Twilio does not tell these apart reliably (a standard API key is refused the account resource like a
    /// wrong password), so neither does this.
    pub fn is_refused_credential(&self) -> bool {
        matches!(self.status, 401 | 403)
    }
}

impl std::error::Error for ApiError {}

/// Status, code and request id. Not Twilio's words, which quote phone numbers: an error's text ends up in logs.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "Twilio answered with error {code} (HTTP {}", self.status)?,
            None => write!(f, "the answer was an error without a code of Twilio's (HTTP {}", self.status)?,
        }
        match &self.request_id {
            Some(id) => write!(f, ", {id})"),
            None => f.write_str(")"),
        }
    }
}

/// A connection that could not be made or did not last.
#[derive(Debug)]
#[non_exhaustive]
pub struct NetworkFault {
    /// What kind of fault it was.
    pub kind: NetworkKind,
    /// Whether it came while connecting, when no byte of the request had been written.
    pub while_connecting: bool,
    pub(crate) source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl std::error::Error for NetworkFault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}

impl fmt::Display for NetworkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

/// The kinds of connection faults that call for different remedies.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NetworkKind {
    /// The host name has no address: no network, or a name server that does not answer.
    #[error("the host name could not be resolved; is this machine connected to a network?")]
    NameNotResolved,
    /// Nothing listens at the address.
    #[error("the connection was refused; nothing answers at that address")]
    ConnectionRefused,
    /// No route to the host.
    #[error("the host cannot be reached from this network")]
    Unreachable,
    /// The TLS handshake failed.
    #[error("no secure connection could be made: {0}")]
    Tls(TlsFault),
    /// The proxy asks for a user name and password.
    #[error("the proxy asks for a user name and password")]
    ProxyAuthentication,
    /// The proxy cannot be reached or refused the connection.
    #[error("the proxy did not open the connection")]
    Proxy,
    /// The connection broke before the whole answer was there.
    #[error("the connection was lost before the answer was complete")]
    ConnectionLost,
    /// Anything else.
    #[error("the request could not be completed")]
    Other,
}

/// Why a certificate or handshake was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TlsFault {
    /// Issued by nobody this machine trusts; typical where a proxy opens TLS to inspect it.
    #[error("the certificate comes from an issuer that this machine does not trust")]
    UntrustedIssuer,
    /// Made out to another host.
    #[error("the certificate is made out to another host")]
    WrongName,
    /// Its time has passed, or this machine's clock is wrong.
    #[error("the certificate has expired, or this machine's clock is wrong")]
    Expired,
    /// Another fault, in the words of the TLS library.
    #[error("{0}")]
    Other(String),
}

/// Which wait was too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimeoutPhase {
    /// Name resolution, connecting and the TLS handshake; no byte of the request was written.
    #[error("no connection was made within the time limit")]
    Connect,
    /// Writing the request and waiting for the answer to begin.
    #[error("no answer came within the time limit")]
    Answer,
    /// Reading the body of the answer.
    #[error("the answer did not arrive completely within the time limit")]
    Body,
}

/// What became of a write that did not succeed plainly: a message to be sent, settings to be changed.
#[derive(Debug, Error)]
pub enum WriteError {
    /// Nothing was done: the request never left (no connection could be made), or Twilio answered 429, which by its
    /// documentation means that it did not process the request.
    #[error("nothing was sent: {0}")]
    NotSent(#[source] Error),
    /// Nothing was done: Twilio refused it (4xx).
    #[error("Twilio refused it: {0}")]
    Refused(#[source] ApiError),
    /// It may have been done: the request was, or may have been, written, and no readable success came back. This takes
    /// in 5xx, redirects (a 303 is what a server that did act would answer), 408 (an intermediary's word about its
    /// own wait), and a success whose body could not be read.
    #[error("it is not known whether it was done: {0}")]
    OutcomeUnknown(#[source] Error),
}

impl From<Error> for WriteError {
    fn from(error: Error) -> Self {
        match error {
            Error::Network(fault) if fault.while_connecting => WriteError::NotSent(Error::Network(fault)),
            Error::Timeout(TimeoutPhase::Connect) => WriteError::NotSent(error),
            Error::InvalidSetting(_) | Error::NotInRegion { .. } => WriteError::NotSent(error),
            Error::Api(api) if api.status == 429 => WriteError::NotSent(Error::Api(api)),
            Error::Api(api) if (400..500).contains(&api.status) && api.status != 408 => {
                WriteError::Refused(api)
            }
            other => WriteError::OutcomeUnknown(other),
        }
    }
}
