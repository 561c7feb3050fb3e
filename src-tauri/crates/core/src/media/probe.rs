//! How is a host asked about a medium without telling it anything, and without being led into a private network?
//!
//! One HEAD request over HTTPS, from a client of its own that knows no credential: no redirect is followed, no cookie
//! kept, no proxy used, no body read. The name is resolved first, every address that it has must be public, and the
//! connection goes to just these addresses, whatever the name leads to a moment later.

use std::error::Error as StdError;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION};
use rustls_platform_verifier::BuilderVerifierExt;
use url::Url;

use super::address::why_not_public;
use super::link;
use super::verdict::{Answered, judge};
use crate::store::chain;
use crate::wire::{FindingLevel, MediaCheck};

/// Time for name resolution, connection and answer together.
const LIMIT: Duration = Duration::from_secs(10);

const USER_AGENT: &str = concat!("senderdesk/", env!("CARGO_PKG_VERSION"));

const NO_PROXY: &str = "The check goes out directly, never through a proxy: where a proxy is the only way out, it \
                        cannot tell.";

/// Asks about the medium at an address that was typed.
pub(crate) async fn check(typed: &str) -> MediaCheck {
    let url = match link::read(typed) {
        Ok(url) => url,
        Err(reason) => return told(typed, FindingLevel::Problem, reason),
    };
    if link::is_moengage(&url) {
        let reason =
            "Addresses of MoEngage are never asked: one that takes replies or receipts would count it.";
        return told(url.as_str(), FindingLevel::NotCheckable, reason.to_owned());
    }
    within(LIMIT, &url, async {
        let addresses = match public_addresses(&url).await {
            Ok(addresses) => addresses,
            Err((level, reason)) => return told(url.as_str(), level, reason),
        };
        match trusting_this_machine().await {
            Ok(tls) => ask(&url, &addresses, tls).await,
            Err(reason) => told(url.as_str(), FindingLevel::NotCheckable, reason),
        }
    })
    .await
}

/// What was found, or that the host took too long.
async fn within(limit: Duration, url: &Url, checking: impl Future<Output = MediaCheck>) -> MediaCheck {
    tokio::time::timeout(limit, checking).await.unwrap_or_else(|_| {
        let reason = format!("There was no answer within {} s. {NO_PROXY}", limit.as_secs());
        told(url.as_str(), FindingLevel::NotCheckable, reason)
    })
}

/// All addresses of the host, if all are public.
async fn public_addresses(url: &Url) -> Result<Vec<SocketAddr>, (FindingLevel, String)> {
    let unresolved = || {
        let reason = format!("The name of the host could not be resolved. {NO_PROXY}");
        (FindingLevel::NotCheckable, reason)
    };
    // `host_str` has an IPv6 address in brackets, which is what the resolver does not read.
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let port = url.port_or_known_default().unwrap_or(443);
    let found = tokio::net::lookup_host((host, port)).await.map_err(|error| {
        tracing::debug!("a medium's host was not resolved: {error}");
        unresolved()
    })?;
    let addresses: Vec<_> = found.collect();
    if addresses.is_empty() {
        return Err(unresolved());
    }
    match addresses.iter().find_map(|address| why_not_public(address.ip())) {
        None => Ok(addresses),
        Some(place) => Err((FindingLevel::Problem, link::not_reachable(place))),
    }
}

/// Sends the one request to these addresses, and judges the answer.
async fn ask(url: &Url, addresses: &[SocketAddr], tls: rustls::ClientConfig) -> MediaCheck {
    match head(url, addresses, tls).await {
        Ok(answered) => {
            let (level, says) = judge(&answered);
            MediaCheck {
                content_type: answered.content_type,
                bytes: answered.bytes.map(|bytes| bytes.to_string()),
                ..told(url.as_str(), level, says)
            }
        }
        Err(error) => {
            // Without the address, which may hold a key.
            let error = error.without_url();
            tracing::debug!("a medium's host was not asked: {}", chain(&error));
            let reason = if is_about_trust(&error) {
                "The host's certificate is not one that this machine trusts.".to_owned()
            } else {
                format!("The host could not be reached. {NO_PROXY}")
            };
            told(url.as_str(), FindingLevel::NotCheckable, reason)
        }
    }
}

async fn head(
    url: &Url,
    addresses: &[SocketAddr],
    tls: rustls::ClientConfig,
) -> Result<Answered, reqwest::Error> {
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(true)
        .http1_only()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .user_agent(USER_AGENT)
        .resolve_to_addrs(url.host_str().unwrap_or_default(), addresses)
        .build()?;
    let response = client.head(url.clone()).send().await?;
    let headers = response.headers();
    let location = text(headers, LOCATION).and_then(|to| url.join(&to).ok());
    Ok(Answered {
        status: response.status().as_u16(),
        redirected_to: location.and_then(|to| to.host_str().map(str::to_owned)),
        content_type: text(headers, CONTENT_TYPE)
            .map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
            .filter(|kind| !kind.is_empty()),
        bytes: text(headers, CONTENT_LENGTH).and_then(|length| length.trim().parse().ok()),
    })
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// Reads this machine's list of trusted certificates, which takes a while.
pub(crate) async fn trusting_this_machine() -> Result<rustls::ClientConfig, String> {
    let reading = tokio::task::spawn_blocking(|| {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()
            .map(|trusting| trusting.with_no_client_auth())
    });
    match reading.await {
        Ok(Ok(tls)) => Ok(tls),
        Ok(Err(error)) => {
            tracing::warn!("the trusted certificates were not read: {error}");
            Err("This machine's list of trusted certificates cannot be used.".to_owned())
        }
        Err(_) => Err("The check was broken off.".to_owned()),
    }
}

/// Whether the certificate is what the connection failed by.
fn is_about_trust(error: &reqwest::Error) -> bool {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(now) = cause {
        if matches!(now.downcast_ref::<rustls::Error>(), Some(rustls::Error::InvalidCertificate(_))) {
            return true;
        }
        // `io::Error::source` skips the very error that it wraps.
        cause = match now.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => now.source(),
        };
    }
    false
}

fn told(url: &str, level: FindingLevel, says: String) -> MediaCheck {
    MediaCheck { url: url.to_owned(), level, says, content_type: None, bytes: None }
}

#[cfg(test)]
mod tests;
