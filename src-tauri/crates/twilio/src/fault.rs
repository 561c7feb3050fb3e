//! What does an error of the HTTP library mean for an operator?
//!
//! The library keeps the kind of a fault in a chain of causes, partly in private types; this is the one place that
//! knows how to read that chain.

use std::error::Error as StdError;
use std::io;

use crate::error::{Error, NetworkFault, NetworkKind, TimeoutPhase, TlsFault};

/// Sorts a failed exchange. `phase` says what was being waited for once a connection stood.
pub(crate) fn classify(error: reqwest::Error, phase: TimeoutPhase) -> Error {
    // The address carries recipients in its query; it has no place in a log.
    let error = error.without_url();
    let while_connecting = error.is_connect();
    if error.is_timeout() || chain(&error).any(is_io_timeout) {
        return Error::Timeout(if while_connecting { TimeoutPhase::Connect } else { phase });
    }
    let kind = kind_of(&error, while_connecting);
    Error::Network(NetworkFault { kind, while_connecting, source: Some(Box::new(error)) })
}

fn kind_of(error: &reqwest::Error, while_connecting: bool) -> NetworkKind {
    for cause in chain(error) {
        if let Some(fault) = cause.downcast_ref::<rustls::Error>() {
            return NetworkKind::Tls(tls_fault(fault));
        }
    }
    if while_connecting {
        // The tunnel's error type is private to the library: its words are all there is.
        for text in chain(error).map(ToString::to_string) {
            if text.contains("proxy authorization required") {
                return NetworkKind::ProxyAuthentication;
            }
            if text.contains("tunnel error") {
                return NetworkKind::Proxy;
            }
            if text.starts_with("dns error") {
                return NetworkKind::NameNotResolved;
            }
        }
    }
    for cause in chain(error) {
        let Some(fault) = cause.downcast_ref::<io::Error>() else { continue };
        match fault.kind() {
            io::ErrorKind::ConnectionRefused => return NetworkKind::ConnectionRefused,
            io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::AddrNotAvailable => return NetworkKind::Unreachable,
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof => return NetworkKind::ConnectionLost,
            _ => {}
        }
    }
    if !while_connecting && (error.is_request() || error.is_body() || error.is_decode()) {
        return NetworkKind::ConnectionLost;
    }
    NetworkKind::Other
}

fn tls_fault(error: &rustls::Error) -> TlsFault {
    use rustls::CertificateError as Certificate;
    match error {
        // A bad signature is that of an issuer who only bears the name of a trusted one.
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

fn is_io_timeout(cause: &(dyn StdError + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}

/// The error and its causes. `io::Error::source` skips the very error that it wraps, so that one is put back.
fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&cause| {
        match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped as &(dyn StdError + 'static)),
            None => cause.source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Transport;

    #[tokio::test]
    async fn a_name_that_nobody_knows_is_named_as_such() {
        let transport = Transport::twilio_builder().no_proxy().build().unwrap();
        let failed = transport.reads().get("https://nobody.invalid/?To=secret").send().await.unwrap_err();
        let error = classify(failed, TimeoutPhase::Answer);
        let Error::Network(fault) = &error else { panic!("{error:?}") };
        assert_eq!((&fault.kind, fault.while_connecting), (&NetworkKind::NameNotResolved, true));
        assert!(!format!("{error:?}").contains("secret"));
    }
}
