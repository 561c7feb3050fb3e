//! The pages outside that may be opened: named here with their hosts, never an address from the page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use senderdesk_core::wire::{ErrorCode, RegionChoice, WireError};
use serde::Deserialize;

/// `links.json`: what may be opened beside the pages that facts are taken from, as of a date.
#[derive(Deserialize)]
struct Links {
    /// Names of single pages.
    links: BTreeMap<String, String>,
    /// Prefixes whose address has a number at `{}`: `twilio-error-30007`, `moengage-dashboard-03`.
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
    let source = || senderdesk_core::source::source(id).map(|source| source.url);
    page.or_else(|| family(id))
        .or_else(source)
        .ok_or_else(|| WireError::new(ErrorCode::NotFound, "This link is not known."))
}

/// The log of messages in Twilio's console. Twilio documents no address of a single message: there it is found by
/// its SID.
///
/// # Errors
/// A region for which no log is known.
pub fn message_log(region: RegionChoice) -> Result<String, WireError> {
    match region {
        RegionChoice::Us1 => address("twilio-message-log"),
        RegionChoice::Ie1 | RegionChoice::Au1 => address(""),
    }
}

fn family(id: &str) -> Option<String> {
    LINKS.families.iter().find_map(|(prefix, base)| {
        let number = id.strip_prefix(prefix.as_str())?;
        let is_number = (1..=6).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| base.replace("{}", number))
    })
}

#[cfg(test)]
mod tests {
    use senderdesk_core::source;

    use super::*;

    #[test]
    fn every_link_is_https_on_a_listed_host() {
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../links.json")).expect("links.json parses");
        let hosts: Vec<&str> =
            file["hosts"].as_array().expect("hosts").iter().filter_map(|host| host.as_str()).collect();
        let families = LINKS.families.values().map(|base| base.replace("{}", "01"));
        let sources = source::ids().filter_map(source::source).map(|source| source.url);
        for url in LINKS.links.values().cloned().chain(families).chain(sources) {
            let url: tauri::Url = url.parse().expect("a URL");
            assert_eq!(url.scheme(), "https");
            assert!(hosts.contains(&url.host_str().expect("a host")), "{url}");
        }
    }

    #[test]
    fn the_message_log_of_the_console_is_known_for_the_united_states_only_and_is_marked_derived() {
        let log = message_log(RegionChoice::Us1).expect("the log");
        assert_eq!(log, "https://console.twilio.com/us1/monitor/logs/sms");
        assert!(message_log(RegionChoice::Ie1).is_err() && message_log(RegionChoice::Au1).is_err());
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../links.json")).expect("links.json parses");
        assert_eq!(file["derived"], serde_json::json!(["twilio-message-log"]));
    }

    #[test]
    fn only_names_of_the_list_have_an_address() {
        assert_eq!(
            address("twilio-error-30007").expect("an error page"),
            "https://www.twilio.com/docs/api/errors/30007"
        );
        assert_eq!(
            address("moengage-dashboard-101").expect("a dashboard"),
            "https://dashboard-101.moengage.com/"
        );
        assert!(
            address("moengage-keywords").expect("a source").starts_with("https://www.moengage.com/docs/")
        );
        for unknown in [
            "moengage-dashboard-1.example.org/",
            "twilio-error-+1",
            "https://example.org",
            "twilio-error-",
            "twilio-error-1/../x",
            "twilio-error-1234567",
        ] {
            assert!(address(unknown).is_err(), "{unknown}");
        }
    }
}
