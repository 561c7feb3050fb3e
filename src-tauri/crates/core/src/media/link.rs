//! Can this be the address of a medium?

use std::net::IpAddr;

use url::{Host, Url};

use super::address::why_not_public;
use crate::words::pasted;

/// The address as it is given to Twilio, or why it cannot be; in words.
pub(crate) fn read(typed: &str) -> Result<Url, String> {
    let text = pasted(typed);
    if text.is_empty() {
        return Err("Enter the address of the medium, or remove the line.".to_owned());
    }
    let url = Url::parse(text)
        .map_err(|_| "This is not an address: it begins with https:// and names a host.".to_owned())?;
    if url.scheme() != "https" {
        return Err("The address must begin with https://.".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("Leave user name and password out of the address: Twilio passes it on.".to_owned());
    }
    match url.host() {
        None => Err("The address names no host.".to_owned()),
        Some(Host::Domain(name)) if is_here(name) => Err(not_reachable(LOCALHOST)),
        Some(Host::Domain(_)) => Ok(url),
        Some(Host::Ipv4(address)) => public(url, address.into()),
        Some(Host::Ipv6(address)) => public(url, address.into()),
    }
}

/// Whether it is one of MoEngage's own: its callbacks count what comes to them.
pub(crate) fn is_moengage(url: &Url) -> bool {
    url.domain()
        .map(|name| name.trim_end_matches('.'))
        .is_some_and(|name| name == "moengage.com" || name.ends_with(".moengage.com"))
}

/// Why an address that belongs to this place is of no use.
pub(crate) fn not_reachable(place: &str) -> String {
    format!("This address leads to {place}: Twilio cannot fetch it from there.")
}

const LOCALHOST: &str = "this machine itself";

fn is_here(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name == "localhost" || name.ends_with(".localhost")
}

fn public(url: Url, address: IpAddr) -> Result<Url, String> {
    match why_not_public(address) {
        None => Ok(url),
        Some(place) => Err(not_reachable(place)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_https_and_taken_without_what_surrounds_it_in_a_paste() {
        let url = read(" https://cdn.example.test/a b.png?x=1\n").unwrap();
        assert_eq!(url.as_str(), "https://cdn.example.test/a%20b.png?x=1");
    }

    #[test]
    fn what_twilio_could_not_fetch_is_refused_with_the_reason() {
        let cases = [
            ("", "Enter the address"),
            ("cdn.example.test/a.png", "begins with https://"),
            ("https://", "not an address"),
            ("http://cdn.example.test/a.png", "must begin with https://"),
            ("file:///etc/passwd", "must begin with https://"),
            ("data:image/png;base64,AAAA", "must begin with https://"),
            ("https://ada@cdn.example.test/a.png", "user name and password"),
            ("https://:secret@cdn.example.test/a.png", "user name and password"),
            ("https://localhost/a.png", "this machine itself"),
            ("https://LOCALHOST./a.png", "this machine itself"),
            ("https://127.1/a.png", "this machine itself"),
            ("https://0x7f000001/a.png", "this machine itself"),
            ("https://10.0.0.1/a.png", "a private network"),
            ("https://[::ffff:10.0.0.1]/a.png", "another address"),
            ("https://[fe80::1]/a.png", "the local link"),
        ];
        for (typed, reason) in cases {
            let told = read(typed).unwrap_err();
            assert!(told.contains(reason), "{typed}: {told}");
            assert!(!told.contains("secret"));
        }
    }

    #[test]
    fn hosts_of_moengage_are_told_from_those_that_only_look_so() {
        let is = |text: &str| is_moengage(&Url::parse(text).unwrap());
        assert!(is("https://api-01.moengage.com/sms/dlr/twilio"));
        assert!(is("https://API-01.MOENGAGE.COM./sms/dlr/twilio"));
        assert!(is("https://moengage.com/"));
        assert!(!is("https://notmoengage.com/a.png"));
        assert!(!is("https://moengage.com.example.test/a.png"));
    }
}
