//! The pages outside that may be opened: named here with their hosts, never an address from the page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use senderdesk_core::wire::{ErrorCode, WireError};
use serde::Deserialize;

/// `links.json`: what may be opened, as of a date.
#[derive(Deserialize)]
struct Links {
    /// Names of single pages.
    links: BTreeMap<String, String>,
    /// Prefixes that take a number: `twilio-error-30007`.
    families: BTreeMap<String, String>,
}

static LINKS: LazyLock<Links> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../links.json")).expect("links.json is checked by a test")
});

/// The address behind a name.
///
/// # Errors
/// A name that is not in the list.
pub fn address(id: &str) -> Result<String, WireError> {
    let page = LINKS.links.get(id).cloned();
    page.or_else(|| family(id)).ok_or_else(|| WireError::new(ErrorCode::NotFound, "This link is not known."))
}

fn family(id: &str) -> Option<String> {
    LINKS.families.iter().find_map(|(prefix, base)| {
        let number = id.strip_prefix(prefix.as_str())?;
        (number.len() <= 6 && number.parse::<u32>().is_ok()).then(|| format!("{base}{number}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_is_https_on_a_listed_host() {
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../links.json")).expect("links.json parses");
        let hosts: Vec<&str> =
            file["hosts"].as_array().expect("hosts").iter().filter_map(|host| host.as_str()).collect();
        for url in LINKS.links.values().chain(LINKS.families.values()) {
            let url: tauri::Url = url.parse().expect("a URL");
            assert_eq!(url.scheme(), "https");
            assert!(hosts.contains(&url.host_str().expect("a host")), "{url}");
        }
    }

    #[test]
    fn only_names_of_the_list_have_an_address() {
        assert_eq!(
            address("twilio-error-30007").expect("an error page"),
            "https://www.twilio.com/docs/api/errors/30007"
        );
        for unknown in ["https://example.org", "twilio-error-", "twilio-error-1/../x", "twilio-error-1234567"]
        {
            assert!(address(unknown).is_err(), "{unknown}");
        }
    }
}
