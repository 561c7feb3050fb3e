//! Which hosts do the webhooks name, and what follows from what name and TLS connection told?

use std::collections::{BTreeMap, BTreeSet};

use url::{Host, Url};

use super::finding::finding;
use crate::wire::DoctorArea::Reachability;
use crate::wire::{At, DoctorFinding, FindingLevel};

/// Hosts that are looked at in one go.
const HOSTS: usize = 20;
const ELSEWHERE: &str = "This was seen from this machine; Twilio calls from elsewhere.";

/// A host that webhooks name, and for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// As in the URL: an IPv6 address without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) is_loopback: bool,
    /// Whether a URL says `https`; else there is no TLS to be had.
    pub(crate) tls: bool,
    uses: BTreeSet<&'static str>,
}

/// How far it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reached {
    /// It was not asked, for this reason.
    NotAsked(String),
    /// The name leads nowhere.
    NoName,
    /// It leads into a private network.
    Private(&'static str),
    /// It resolves; nothing takes the connection, for this reason.
    NotConnected { addresses: usize, why: &'static str },
    /// It resolves; TLS fails.
    Untrusted { addresses: usize, fault: TlsFault },
    /// It resolves, and TLS works or is not asked for.
    Connected { addresses: usize },
}

/// What a TLS handshake failed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TlsFault {
    UntrustedIssuer,
    WrongName,
    Expired,
    Other(String),
}

/// The hosts of these URLs, each once, with what they are for; and how many are left out.
pub(crate) fn targets(urls: impl IntoIterator<Item = (&'static str, String)>) -> (Vec<Target>, usize) {
    let mut all: BTreeMap<(String, u16), Target> = BTreeMap::new();
    for (what, url) in urls {
        let Ok(url) = Url::parse(url.trim()) else { continue };
        let (Some(found), Some(port)) = (url.host(), url.port_or_known_default()) else { continue };
        let (host, is_loopback) = match found {
            Host::Domain(name) => (name.to_owned(), name == "localhost"),
            Host::Ipv4(address) => (address.to_string(), address.is_loopback()),
            Host::Ipv6(address) => (address.to_string(), address.is_loopback()),
        };
        let target = all.entry((host.clone(), port)).or_insert_with(|| Target {
            host,
            port,
            is_loopback,
            tls: false,
            uses: BTreeSet::new(),
        });
        target.tls |= url.scheme() == "https";
        target.uses.insert(what);
    }
    let left_out = all.len().saturating_sub(HOSTS);
    (all.into_values().take(HOSTS).collect(), left_out)
}

/// What is said of one host.
pub(crate) fn judge(target: &Target, reached: &Reached, at: At) -> Vec<DoctorFinding> {
    let host = &target.host;
    let place = if target.port == 443 { host.clone() } else { format!("{host}:{}", target.port) };
    let uses = target.uses.iter().copied().collect::<Vec<_>>().join(", ");
    let name = |level, title: String, evidence: String| {
        finding(Reachability, format!("reachability.name.{place}"), level, title, evidence).read_at(at)
    };
    let tls = |level, title: String, evidence: String| {
        finding(Reachability, format!("reachability.tls.{place}"), level, title, evidence).read_at(at)
    };
    let resolves = |addresses: usize| {
        let title = format!("{host} resolves.");
        let evidence = format!("{}. For: {uses}.", super::counted(addresses, "address", "addresses"));
        name(FindingLevel::Ok, title, evidence)
    };
    match reached {
        Reached::NotAsked(why) => {
            let title = format!("Whether {place} can be reached is not known.");
            vec![name(FindingLevel::NotCheckable, title, format!("{why} For: {uses}."))]
        }
        Reached::NoName => vec![
            name(
                FindingLevel::Warning,
                format!("The name {host} does not resolve."),
                format!("For: {uses}. {ELSEWHERE}"),
            )
            .remedy(
                "Read the host letter by letter; where this machine has a network, it is probably mistyped.",
            )
            .about(11210),
        ],
        Reached::Private(kind) => vec![
            name(
                FindingLevel::Problem,
                format!("{host} leads into a private network."),
                format!(
                    "It is {kind}, and Twilio calls from the Internet. For: {uses}. No connection was made."
                ),
            )
            .remedy("Use a host that can be reached from the Internet.")
            .about(11205),
        ],
        Reached::NotConnected { addresses, why } => vec![
            resolves(*addresses),
            tls(
                FindingLevel::Warning,
                format!("{place} takes no connection."),
                format!("{why} {ELSEWHERE} Where a proxy is the only way out, this tells nothing."),
            )
            .remedy("Check the host and the port, and whether a firewall lets connections through.")
            .about(11205),
        ],
        Reached::Untrusted { addresses, fault } => {
            let (level, title, remedy, code) = match fault {
                TlsFault::Expired => (
                    FindingLevel::Problem,
                    format!("The certificate of {place} is out of date."),
                    "Whoever runs the host has to renew it.",
                    11236,
                ),
                TlsFault::WrongName => (
                    FindingLevel::Problem,
                    format!("The certificate of {place} is for another name."),
                    "Use the name that the certificate has, or have it made anew.",
                    11235,
                ),
                TlsFault::UntrustedIssuer => (
                    FindingLevel::Warning,
                    format!("The certificate of {place} is not trusted here."),
                    "Whoever runs the host has to send the whole chain of a public authority. A network that looks into \
                     TLS shows the same.",
                    11237,
                ),
                TlsFault::Other(_) => (
                    FindingLevel::Warning,
                    format!("No TLS connection to {place} came about."),
                    "Whoever runs the host has to offer TLS 1.2 or newer on this port.",
                    11220,
                ),
            };
            let detail = match fault {
                TlsFault::Other(detail) => format!("{detail}. "),
                _ => String::new(),
            };
            vec![
                resolves(*addresses),
                tls(level, title, format!("{detail}{ELSEWHERE}")).remedy(remedy).about(code),
            ]
        }
        Reached::Connected { addresses } if target.tls => {
            let title = format!("TLS with {place} works.");
            let evidence = "The certificate is valid and trusted here. Nothing was sent to it.".to_owned();
            vec![resolves(*addresses), tls(FindingLevel::Ok, title, evidence)]
        }
        Reached::Connected { addresses } => {
            let title = format!("{place} is named without TLS.");
            let evidence =
                format!("A URL begins with http: what goes there can be read on the way. For: {uses}.");
            vec![resolves(*addresses), tls(FindingLevel::Warning, title, evidence).remedy("Use https.")]
        }
    }
}

/// What stands under all of them.
pub(crate) fn note(hosts: usize, left_out: usize, at: At) -> DoctorFinding {
    let asked = match (hosts, left_out) {
        (0, _) => "No webhook names a host.".to_owned(),
        (_, 0) => String::new(),
        (_, more) => format!("{more} more hosts were not looked at."),
    };
    let evidence = format!(
        "Name and TLS alone were looked at; no request went to a webhook. That one answers is told only by Twilio's \
         alerts. {asked}"
    );
    let title = "Whether the webhooks answer is not known by this.";
    finding(Reachability, "reachability.answer", FindingLevel::NotCheckable, title, evidence.trim_end())
        .read_at(at)
}
