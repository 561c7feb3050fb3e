//! How is a host looked at without a request? Its name is resolved, a TLS handshake made, and the connection dropped:
//! not one byte of HTTP is written.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::doctor::reach::{Reached, Target, TlsFault};
use crate::media::address::why_not_public;

/// Time for name, connection and handshake together.
const LIMIT: Duration = Duration::from_secs(10);
/// Where programs look for a proxy.
const PROXIES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// Whom is trusted, or why nobody can be.
pub(super) type Trust = Result<Arc<rustls::ClientConfig>, String>;

/// Whether this machine is told to go out through a proxy.
pub(super) fn is_behind_a_proxy() -> bool {
    PROXIES.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Looks at one host.
///
/// With `on_loopback` it may be on this machine; else a name that leads into a private network is not connected to.
pub(super) async fn look(target: &Target, tls: &Trust, on_loopback: bool) -> Reached {
    let slow = || Reached::NotAsked(format!("There was no answer within {} s.", LIMIT.as_secs()));
    tokio::time::timeout(LIMIT, reach(target, tls, on_loopback)).await.unwrap_or_else(|_| slow())
}

async fn reach(target: &Target, tls: &Trust, on_loopback: bool) -> Reached {
    let found = tokio::net::lookup_host((target.host.as_str(), target.port)).await;
    let addresses: Vec<SocketAddr> = match found {
        Ok(found) => found.collect(),
        Err(error) => {
            tracing::debug!("a webhook's host was not resolved: {error}");
            return Reached::NoName;
        }
    };
    if addresses.is_empty() {
        return Reached::NoName;
    }
    if !on_loopback && let Some(kind) = addresses.iter().find_map(|address| why_not_public(address.ip())) {
        return Reached::Private(kind);
    }
    let count = addresses.len();
    if !target.tls {
        return Reached::Connected { addresses: count };
    }
    let tls = match tls {
        Ok(tls) => Arc::clone(tls),
        Err(reason) => return Reached::NotAsked(reason.clone()),
    };
    let Ok(name) = ServerName::try_from(target.host.clone()) else { return Reached::NoName };
    let connection = match TcpStream::connect(addresses.as_slice()).await {
        Ok(connection) => connection,
        Err(error) => return Reached::NotConnected { addresses: count, why: in_words(&error) },
    };
    match TlsConnector::from(tls).connect(name, connection).await {
        Ok(connection) => {
            drop(connection);
            Reached::Connected { addresses: count }
        }
        Err(error) => Reached::Untrusted { addresses: count, fault: fault(&error) },
    }
}

fn in_words(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "The connection was refused.",
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkDown => {
            "There is no way to it from here."
        }
        _ => "The connection did not come about.",
    }
}

fn fault(error: &io::Error) -> TlsFault {
    use rustls::CertificateError as Certificate;

    let Some(fault) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) else {
        return TlsFault::Other("The connection was lost within the handshake".to_owned());
    };
    match fault {
        rustls::Error::InvalidCertificate(Certificate::UnknownIssuer | Certificate::BadSignature) => {
            TlsFault::UntrustedIssuer
        }
        rustls::Error::InvalidCertificate(
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. },
        ) => TlsFault::WrongName,
        rustls::Error::InvalidCertificate(
            Certificate::Expired
            | Certificate::ExpiredContext { .. }
            | Certificate::NotValidYet
            | Certificate::NotValidYetContext { .. },
        ) => TlsFault::Expired,
        other => TlsFault::Other(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
