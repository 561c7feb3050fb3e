//! How do requests travel: TLS, proxy, trust store, connections?
//!
//! Two ways that never mix. *Twilio*: HTTPS only, through the system's or environment's proxy, trusting whom this
//! machine trusts (on Linux `SSL_CERT_FILE` and `SSL_CERT_DIR` are honoured). *Loopback*: no proxy ever, so that
//! what is meant for this machine stays on it.

use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use rustls_platform_verifier::BuilderVerifierExt;
use url::Url;

use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::gate::Gate;
use crate::sid::AccountSid;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const USER_AGENT: &str = concat!("senderdesk/", env!("CARGO_PKG_VERSION"));

/// Which of the two ways a transport goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Twilio,
    Loopback,
}

/// Connections, shared by every [`Client`](crate::Client) built on it. Making one reads the trust store; cloning is
/// free, so an application keeps one of each way.
#[derive(Clone)]
pub struct Transport {
    inner: Arc<Inner>,
}

struct Inner {
    way: Way,
    reads: reqwest::Client,
    writes: reqwest::Client,
    gates: Mutex<HashMap<AccountSid, Arc<Gate>>>,
}

/// Settings of a [`Transport`].
pub struct TransportBuilder {
    way: Way,
    connect_timeout: Duration,
    proxy: ProxyChoice,
    pins: HashMap<String, Vec<SocketAddr>>,
}

enum ProxyChoice {
    System,
    Never,
    At(Url),
}

impl Transport {
    /// The way to Twilio with default settings.
    ///
    /// # Errors
    /// [`Error::InvalidSetting`] when this machine's trust store is missing or empty.
    pub fn twilio() -> Result<Self, Error> {
        Self::twilio_builder().build()
    }

    /// The way to a loopback address with default settings.
    ///
    /// # Errors
    /// [`Error::InvalidSetting`] when no HTTP client can be made at all.
    pub fn loopback() -> Result<Self, Error> {
        Self::loopback_builder().build()
    }

    /// The way that an endpoint needs, with default settings.
    ///
    /// # Errors
    /// As [`Transport::twilio`] and [`Transport::loopback`].
    pub fn for_endpoint(endpoint: &Endpoint) -> Result<Self, Error> {
        Self::builder_for(endpoint).build()
    }

    /// Settings of the way to Twilio.
    pub fn twilio_builder() -> TransportBuilder {
        TransportBuilder::new(Way::Twilio)
    }

    /// Settings of the way to a loopback address.
    pub fn loopback_builder() -> TransportBuilder {
        TransportBuilder::new(Way::Loopback)
    }

    pub(crate) fn builder_for(endpoint: &Endpoint) -> TransportBuilder {
        TransportBuilder::new(way_of(endpoint))
    }

    pub(crate) fn serves(&self, endpoint: &Endpoint) -> bool {
        self.inner.way == way_of(endpoint)
    }

    /// Connections for reads, kept open between requests.
    pub(crate) fn reads(&self) -> &reqwest::Client {
        &self.inner.reads
    }

    /// Connections for writes, each used once: on a kept connection that the server is just closing, a write could be
    /// repeated by the HTTP library or end with an unknown outcome for no good reason.
    pub(crate) fn writes(&self) -> &reqwest::Client {
        &self.inner.writes
    }

    /// The gate that bounds the requests in flight of one account; Twilio counts them by account.
    pub(crate) fn gate(&self, account: &AccountSid, in_flight: usize) -> Arc<Gate> {
        let mut gates = self.inner.gates.lock().unwrap_or_else(PoisonError::into_inner);
        gates.entry(account.clone()).or_insert_with(|| Arc::new(Gate::new(in_flight))).clone()
    }
}

fn way_of(endpoint: &Endpoint) -> Way {
    match endpoint {
        Endpoint::Twilio(_) => Way::Twilio,
        Endpoint::Loopback(_) => Way::Loopback,
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport").field("way", &self.inner.way).finish_non_exhaustive()
    }
}

impl TransportBuilder {
    fn new(way: Way) -> Self {
        let proxy = match way {
            Way::Twilio => ProxyChoice::System,
            Way::Loopback => ProxyChoice::Never,
        };
        Self { way, connect_timeout: CONNECT_TIMEOUT, proxy, pins: HashMap::new() }
    }

    /// Time for name resolution, connecting and the TLS handshake together; 10 s unless set.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Goes through this proxy (`http://` or `https://`, with user name and password if it needs them) instead of
    /// the system's. Without effect on the way to loopback.
    pub fn proxy(mut self, proxy: Url) -> Self {
        if self.way == Way::Twilio {
            self.proxy = ProxyChoice::At(proxy);
        }
        self
    }

    /// Goes through no proxy, whatever the system says.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = ProxyChoice::Never;
        self
    }

    /// Fixes the addresses of a host name, like a line in a hosts file; a port of 0 means the scheme's own, no
    /// address at all that the name cannot be resolved. For networks whose name server does not know Twilio, and
    /// for tests.
    pub fn pin(mut self, host: &str, addresses: Vec<SocketAddr>) -> Self {
        self.pins.insert(host.to_ascii_lowercase(), addresses);
        self
    }

    /// Makes the transport.
    ///
    /// # Errors
    /// [`Error::InvalidSetting`] for a proxy address that cannot be one, or a trust store that is missing or empty.
    pub fn build(self) -> Result<Transport, Error> {
        let tls = self.tls()?;
        let reads = self.client(tls.clone(), self.connections(false))?;
        let writes = self.client(tls, self.connections(true))?;
        let inner = Inner { way: self.way, reads, writes, gates: Mutex::default() };
        Ok(Transport { inner: Arc::new(inner) })
    }

    fn connections(&self, used_once: bool) -> reqwest::ClientBuilder {
        let builder = reqwest::Client::builder();
        if used_once {
            builder.pool_max_idle_per_host(0)
        } else {
            builder.pool_idle_timeout(Duration::from_secs(30))
        }
    }

    fn client(
        &self,
        tls: rustls::ClientConfig,
        builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::Client, Error> {
        let mut builder = builder
            .tls_backend_preconfigured(tls)
            .https_only(self.way == Way::Twilio)
            .user_agent(format!("{USER_AGENT} ({} {})", std::env::consts::OS, std::env::consts::ARCH))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(self.connect_timeout);
        if !self.pins.is_empty() {
            builder = builder.dns_resolver(PinnedNames(Arc::new(self.pins.clone())));
        }
        builder = match &self.proxy {
            ProxyChoice::System => builder,
            ProxyChoice::Never => builder.no_proxy(),
            ProxyChoice::At(address) => {
                // The cause would repeat the address, which may hold the proxy's password.
                let proxy = reqwest::Proxy::all(address.clone())
                    .map_err(|_| Error::InvalidSetting("this is not the address of a proxy".into()))?;
                builder.no_proxy().proxy(proxy)
            }
        };
        builder.build().map_err(|error| {
            Error::InvalidSetting(format!("no HTTP client could be made: {}", error.without_url()))
        })
    }

    fn tls(&self) -> Result<rustls::ClientConfig, Error> {
        let unusable = |error: rustls::Error| {
            Error::InvalidSetting(format!(
                "this machine's list of trusted certificates cannot be used: {error}"
            ))
        };
        // Given to this configuration alone: the process-wide default belongs to the application.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let versions = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(unusable)?;
        let mut tls = match (versions.clone().with_platform_verifier(), self.way) {
            (Ok(verified), _) => verified.with_no_client_auth(),
            (Err(error), Way::Twilio) => return Err(unusable(error)),
            // The practice account speaks plain HTTP and must work on a machine without certificates.
            (Err(_), Way::Loopback) => {
                versions.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth()
            }
        };
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(tls)
    }
}

impl fmt::Debug for TransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportBuilder").field("way", &self.way).finish_non_exhaustive()
    }
}

struct PinnedNames(Arc<HashMap<String, Vec<SocketAddr>>>);

impl Resolve for PinnedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let pins = self.0.clone();
        Box::pin(async move {
            match pins.get(&name.as_str().to_ascii_lowercase()) {
                Some(addresses) if addresses.is_empty() => {
                    Err(std::io::Error::new(std::io::ErrorKind::NotFound, "the name is fixed to no address")
                        .into())
                }
                Some(addresses) => Ok(Box::new(addresses.clone().into_iter()) as Addrs),
                None => {
                    let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
                    Ok(Box::new(found.collect::<Vec<_>>().into_iter()) as Addrs)
                }
            }
        })
    }
}
