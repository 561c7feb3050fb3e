//! Where do requests go?
//!
//! To Twilio's hosts of one region, or to one loopback address that stands for all of them (the practice account,
//! tests). Nothing else can be said, so that a credential never leaves for a host that someone typed.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::{Host, Url};

/// A processing region of Twilio. Credentials belong to one region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// United States, the default.
    #[default]
    Us1,
    /// Ireland.
    Ie1,
    /// Australia.
    Au1,
}

/// The API products that this client speaks to, each with a host of its own at Twilio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Product {
    /// Accounts, numbers, messages: the 2010-04-01 API.
    Api,
    /// Messaging Services and their compliance: the v1 API.
    Messaging,
    /// Alerts: the v1 API. Twilio documents a host in the United States only.
    Monitor,
    /// Prices: the v1 API. Twilio documents a host in the United States only.
    Pricing,
    /// What is known of a phone number: the v2 API. Twilio documents a host in the United States only.
    Lookups,
    /// Messaging geo permissions: the v1 API. Twilio documents a host in the United States only.
    Accounts,
}

impl Product {
    /// Twilio's name of it.
    pub fn name(self) -> &'static str {
        match self {
            Product::Api => "the core API",
            Product::Messaging => "Messaging",
            Product::Monitor => "Monitor",
            Product::Pricing => "Pricing",
            Product::Lookups => "Lookup",
            Product::Accounts => "Accounts",
        }
    }
}

impl Region {
    /// Every region, the default first.
    pub const ALL: [Region; 3] = [Region::Us1, Region::Ie1, Region::Au1];

    /// Twilio's identifier, e.g. `ie1`.
    pub fn code(self) -> &'static str {
        match self {
            Region::Us1 => "us1",
            Region::Ie1 => "ie1",
            Region::Au1 => "au1",
        }
    }

    /// The host of a product in this region, e.g. `api.dublin.ie1.twilio.com`; none where Twilio documents none.
    pub fn host(self, product: Product) -> Option<&'static str> {
        let row = HOSTS.hosts.iter().find(|row| row.region == self && row.product == product);
        row.map(|row| row.host.as_str())
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Region {
    type Err = UnknownRegion;

    fn from_str(text: &str) -> Result<Self, UnknownRegion> {
        Region::ALL.into_iter().find(|region| region.code() == text).ok_or(UnknownRegion)
    }
}

/// A text that names no region of Twilio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("Twilio's regions are us1, ie1 and au1")]
pub struct UnknownRegion;

#[derive(Deserialize)]
struct Hosts {
    hosts: Vec<HostRow>,
}

#[derive(Deserialize)]
struct HostRow {
    region: Region,
    product: Product,
    host: String,
}

static HOSTS: LazyLock<Hosts> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/hosts.json"))
        .expect("data/hosts.json is well formed, which a test proves")
});

/// The base address of something on this machine that speaks Twilio's API, e.g. `http://127.0.0.1:8010/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LoopbackUrl(Url);

/// Why an address is not accepted as a loopback base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LoopbackUrlError {
    /// Not an absolute URL.
    #[error("enter an address such as http://127.0.0.1:8010")]
    NotAUrl,
    /// Neither http nor https.
    #[error("only http and https addresses are accepted")]
    Scheme,
    /// A host other than the two loopback literals; names are refused because they can resolve elsewhere.
    #[error("only this machine is accepted, written as 127.0.0.1 or [::1]")]
    Host,
    /// A user name or password in the address.
    #[error("an address may not hold a user name or password")]
    UserInfo,
    /// Something after the port.
    #[error("the address ends after its port: no path, query or fragment")]
    Path,
}

impl FromStr for LoopbackUrl {
    type Err = LoopbackUrlError;

    fn from_str(text: &str) -> Result<Self, LoopbackUrlError> {
        let url = Url::parse(text).map_err(|_| LoopbackUrlError::NotAUrl)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(LoopbackUrlError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(LoopbackUrlError::UserInfo);
        }
        match url.host() {
            Some(Host::Ipv4(Ipv4Addr::LOCALHOST)) => {}
            Some(Host::Ipv6(Ipv6Addr::LOCALHOST)) => {}
            _ => return Err(LoopbackUrlError::Host),
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(LoopbackUrlError::Path);
        }
        Ok(LoopbackUrl(url))
    }
}

impl fmt::Display for LoopbackUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

/// Where requests go.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// Twilio itself, over HTTPS.
    Twilio(Region),
    /// One loopback address for all of Twilio's hosts, told apart by path.
    Loopback(LoopbackUrl),
}

impl Endpoint {
    /// The address that a product's paths are joined to; none where Twilio documents no host of it in the region: one
    /// is never guessed.
    pub fn base(&self, product: Product) -> Option<Url> {
        match self {
            Endpoint::Twilio(region) => region.host(product).map(|host| {
                Url::parse(&format!("https://{host}/"))
                    .expect("data/hosts.json holds host names only, which a test proves")
            }),
            Endpoint::Loopback(address) => Some(address.0.clone()),
        }
    }
}

impl Default for Endpoint {
    fn default() -> Self {
        Endpoint::Twilio(Region::default())
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Endpoint::Twilio(region) => write!(f, "Twilio {region}"),
            Endpoint::Loopback(address) => address.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_a_host_for_what_sends_and_the_united_states_for_all() {
        const ALL: [Product; 6] = [
            Product::Api,
            Product::Messaging,
            Product::Monitor,
            Product::Pricing,
            Product::Lookups,
            Product::Accounts,
        ];
        for region in Region::ALL {
            for product in ALL {
                let Some(base) = Endpoint::Twilio(region).base(product) else {
                    let sends = matches!(product, Product::Api | Product::Messaging);
                    assert!(region != Region::Us1 && !sends, "{region} {product:?}");
                    continue;
                };
                assert!(base.host_str().unwrap().ends_with(".twilio.com"), "{base}");
                assert_eq!(base.path(), "/");
            }
            assert_eq!(region.code().parse(), Ok(region));
            assert_eq!(serde_json::to_string(&region).unwrap(), format!("\"{region}\""));
        }
    }

    #[test]
    fn outside_the_united_states_the_host_names_the_edge() {
        assert_eq!(Region::Us1.host(Product::Api), Some("api.twilio.com"));
        assert_eq!(Region::Us1.host(Product::Lookups), Some("lookups.twilio.com"));
        assert_eq!(Region::Ie1.host(Product::Messaging), Some("messaging.dublin.ie1.twilio.com"));
        assert_eq!(Region::Au1.host(Product::Api), Some("api.sydney.au1.twilio.com"));
    }

    #[test]
    fn a_host_that_is_not_documented_is_not_made_up() {
        assert_eq!(Region::Ie1.host(Product::Pricing), None);
        assert_eq!(Region::Ie1.host(Product::Monitor), None);
        assert_eq!(Endpoint::Twilio(Region::Au1).base(Product::Lookups), None);
        let loopback = Endpoint::Loopback("http://127.0.0.1:8010".parse().unwrap());
        assert!(loopback.base(Product::Pricing).is_some(), "one address stands for all");
    }

    #[test]
    fn only_literal_loopback_addresses_are_accepted() {
        for good in ["http://127.0.0.1:8010", "https://[::1]:9/", "http://127.0.0.1"] {
            assert!(good.parse::<LoopbackUrl>().is_ok(), "{good}");
        }
        let cases = [
            ("127.0.0.1:8010", LoopbackUrlError::NotAUrl),
            ("ftp://127.0.0.1/", LoopbackUrlError::Scheme),
            ("http://localhost:8010", LoopbackUrlError::Host),
            ("http://127.0.0.2", LoopbackUrlError::Host),
            ("http://127.0.0.1.example.com", LoopbackUrlError::Host),
            ("https://api.twilio.com", LoopbackUrlError::Host),
            ("http://[::ffff:127.0.0.1]", LoopbackUrlError::Host),
            ("http://user@127.0.0.1", LoopbackUrlError::UserInfo),
            ("http://:secret@127.0.0.1", LoopbackUrlError::UserInfo),
            ("http://127.0.0.1/base", LoopbackUrlError::Path),
            ("http://127.0.0.1/?a", LoopbackUrlError::Path),
            ("http://127.0.0.1/#a", LoopbackUrlError::Path),
        ];
        for (text, fault) in cases {
            assert_eq!(text.parse::<LoopbackUrl>(), Err(fault), "{text}");
        }
    }
}
