//! Can Twilio call this URL, and does it lead to the right MoEngage?
//!
//! Twilio calls from the Internet, wants an absolute URL and no underscore in its host (Twilio's errors 11100, 21609);
//! MoEngage's custom connector takes other requests than Twilio's (MoEngage, *Configure a custom connector*).

use std::net::IpAddr;

use url::{Host, Url};

use crate::data_centre::DataCentre;
use crate::media::address::why_not_public;
use crate::wire::{FieldNote, NoteLevel};
use crate::words::{is_invisible, pasted};

/// Twilio's limit of a callback URL.
const LENGTH_LIMIT: usize = 4000;
/// Names that lead nowhere outside of a machine or a network.
const PRIVATE_ENDINGS: [&str; 7] =
    ["localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa"];

/// What speaks against a URL that Twilio is to call, worst first. An empty text has nothing against it.
pub(crate) fn lint(field: &str, text: &str, data_centre: DataCentre) -> Vec<FieldNote> {
    let text = pasted(text);
    if text.is_empty() {
        return Vec::new();
    }
    let against = |level, message: &str, instead: Option<String>| {
        let note =
            FieldNote { field: field.to_owned(), level, message: message.to_owned(), suggestion: None };
        match instead {
            Some(instead) => note.suggesting(format!("Use {instead}"), field, instead),
            None => note,
        }
    };
    let problem = |message, instead| against(NoteLevel::Problem, message, instead);
    if text.chars().any(|sign| sign.is_whitespace() || sign.is_control() || is_invisible(sign)) {
        let joined: String = text
            .chars()
            .filter(|sign| !(sign.is_whitespace() || sign.is_control() || is_invisible(*sign)))
            .collect();
        let instead = is_clean(field, &joined, data_centre).then_some(joined);
        return vec![problem("A URL has no blanks or line ends in it.", instead)];
    }
    if text.len() > LENGTH_LIMIT {
        return vec![problem("A URL that Twilio calls has at most 4,000 characters.", None)];
    }
    let Some(url) = Url::parse(text).ok().filter(|url| url.has_host()) else {
        let instead = format!("https://{text}");
        let looks_like_one = !text.contains("://") && text.contains('.') && !text.contains('@');
        let instead = (looks_like_one && is_clean(field, &instead, data_centre)).then_some(instead);
        return vec![problem("This is not a URL. It begins with https:// and a host name.", instead)];
    };
    let better = mended(&url).filter(|better| better != text && is_clean(field, better, data_centre));

    let mut notes = Vec::new();
    match url.scheme() {
        "https" => {}
        "http" => {
            notes.push(problem("Use https: over http anyone on the way reads the messages.", better.clone()));
        }
        _ => notes.push(problem("A URL that Twilio calls begins with https://.", None)),
    }
    if !url.username().is_empty() || url.password().is_some() {
        let message = "Take out the user name and password before the @: they would stand in both consoles and \
                       in every log.";
        notes.push(problem(message, better));
    }
    let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    if host.contains('_') {
        notes.push(problem("Twilio does not call hosts with an underscore in their name.", None));
    }
    if url.host().is_some_and(|found| is_private(&found, &host)) {
        let message =
            "This host is reachable on this machine or network only; Twilio calls from the Internet.";
        notes.push(problem(message, None));
    }
    notes.extend(of_moengage(&host, &url, data_centre, &against));
    notes
}

/// What is particular to MoEngage's hosts.
fn of_moengage(
    host: &str,
    url: &Url,
    data_centre: DataCentre,
    against: &dyn Fn(NoteLevel, &str, Option<String>) -> FieldNote,
) -> Vec<FieldNote> {
    let mut notes = Vec::new();
    let label = host.strip_suffix(".moengage.com");
    if url.path_segments().is_some_and(|mut parts| parts.any(|part| part.eq_ignore_ascii_case("custom"))) {
        let (level, message) = match label {
            Some(_) => (
                NoteLevel::Problem,
                "A /custom/ path belongs to MoEngage's custom connector, which does not read what Twilio sends.",
            ),
            None => (
                NoteLevel::Warning,
                "A /custom/ path looks like that of a custom connector, which does not read what Twilio sends.",
            ),
        };
        notes.push(against(level, message, None));
    }
    let Some(label) = label else { return notes };
    let number = label.strip_prefix("api-").and_then(|digits| digits.parse::<u16>().ok());
    let own = format!("api-{:02}.moengage.com", data_centre.number());
    let moved = || {
        let mut moved = url.clone();
        moved.set_host(Some(&own)).ok().map(|()| moved.to_string())
    };
    match number {
        Some(number) if number == data_centre.number() => {}
        Some(number) => {
            let message = format!(
                "This is the host of data centre DC-{number:02}; this workspace is in {data_centre}, whose host is \
                 {own}."
            );
            notes.push(against(NoteLevel::Warning, &message, moved()));
        }
        None => {
            let message = format!(
                "MoEngage documents callbacks on hosts such as {own} only; this is another one of its hosts."
            );
            notes.push(against(NoteLevel::Warning, &message, None));
        }
    }
    notes
}

fn is_clean(field: &str, text: &str, data_centre: DataCentre) -> bool {
    lint(field, text, data_centre).iter().all(|note| note.level < NoteLevel::Problem)
}

/// The same URL by https and without user information.
fn mended(url: &Url) -> Option<String> {
    let mut url = url.clone();
    if url.scheme() == "http" {
        url.set_scheme("https").ok()?;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url.to_string())
}

fn is_private(found: &Host<&str>, name: &str) -> bool {
    match found {
        Host::Ipv4(address) => why_not_public(IpAddr::V4(*address)).is_some(),
        Host::Ipv6(address) => why_not_public(IpAddr::V6(*address)).is_some(),
        Host::Domain(_) => {
            !name.contains('.')
                || PRIVATE_ENDINGS
                    .iter()
                    .any(|ending| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.')))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn in_dc_3(text: &str) -> Vec<FieldNote> {
        lint("url", text, "DC-03".parse().unwrap())
    }

    #[test]
    fn the_urls_of_the_own_data_centre_and_of_other_public_hosts_have_nothing_against_them() {
        for url in [
            "",
            " https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio\n",
            "https://api-03.moengage.com/sms/dlr/twilio",
            "https://replies.example.com:8443/mo?brand=a%20b#rc=2",
            "https://93.184.215.14/mo",
            "https://[2606:2800:21f::1]/mo",
        ] {
            assert_eq!(in_dc_3(url), [], "{url}");
        }
    }

    #[test]
    fn what_twilio_cannot_call_is_a_problem_in_words() {
        let cases = [
            ("api-03", "not a URL"),
            ("mailto:a@example.com", "not a URL"),
            ("https://", "not a URL"),
            ("https://a b.example.com/", "no blanks"),
            ("https://example.com/\nx", "no blanks"),
            ("http://example.com/mo", "Use https"),
            ("ftp://example.com/mo", "begins with https"),
            ("https://user@example.com/", "user name"),
            ("https://user:pass@example.com/", "user name"),
            ("https://my_host.example.com/", "underscore"),
            ("https://localhost/", "Internet"),
            ("https://LOCALHOST./", "Internet"),
            ("https://app.localhost/", "Internet"),
            ("https://intranet/", "Internet"),
            ("https://printer.local/", "Internet"),
            ("https://127.0.0.1/", "Internet"),
            ("https://0x7f.1/", "Internet"),
            ("https://10.1.2.3/", "Internet"),
            ("https://172.16.0.1/", "Internet"),
            ("https://192.168.1.1/", "Internet"),
            ("https://169.254.169.254/", "Internet"),
            ("https://100.64.0.1/", "Internet"),
            ("https://0.0.0.0/", "Internet"),
            ("https://[::1]/", "Internet"),
            ("https://[fd00::1]/", "Internet"),
            ("https://[fe80::1]/", "Internet"),
            ("https://[::ffff:192.168.0.1]/", "Internet"),
            ("https://[64:ff9b::a01:203]/", "Internet"),
            ("https://198.18.0.1/", "Internet"),
            ("https://api-03.moengage.com/sms/dlr/custom/1977", "custom connector"),
        ];
        for (url, part) in cases {
            let notes = in_dc_3(url);
            assert_eq!(notes[0].level, NoteLevel::Problem, "{url}");
            assert!(notes[0].message.contains(part), "{url}: {}", notes[0].message);
        }
        let long = format!("https://example.com/{}", "x".repeat(4000));
        assert!(in_dc_3(&long)[0].message.contains("4,000"));
    }

    #[test]
    fn every_fault_is_named() {
        let notes = in_dc_3("http://user:pass@my_host.local/custom/x");
        let levels: Vec<_> = notes.iter().map(|note| note.level).collect();
        assert_eq!(levels, [[NoteLevel::Problem; 4].as_slice(), &[NoteLevel::Warning]].concat());
    }

    #[test]
    fn a_host_of_another_data_centre_is_warned_of_with_the_right_one() {
        let notes = in_dc_3("https://api-01.moengage.com/sms/dlr/twilio");
        assert_eq!(notes[0].level, NoteLevel::Warning);
        let suggestion = notes[0].suggestion.as_ref().unwrap();
        assert_eq!(suggestion.value, "https://api-03.moengage.com/sms/dlr/twilio");
        let other = in_dc_3("https://dashboard-03.moengage.com/v4");
        assert!(other[0].level == NoteLevel::Warning && other[0].message.contains("api-03"));
        assert_eq!(in_dc_3("https://api-01.moengage.com.example.org/"), []);
    }

    #[test]
    fn a_mended_url_is_suggested() {
        for (url, value) in [
            ("http://user:p@example.com/mo", "https://example.com/mo"),
            ("example.com/mo", "https://example.com/mo"),
            ("https://exam ple.com/mo", "https://example.com/mo"),
        ] {
            assert_eq!(in_dc_3(url)[0].suggestion.as_ref().unwrap().value, value, "{url}");
        }
        assert_eq!(in_dc_3("http://localhost/mo")[0].suggestion, None, "it would be no better");
    }

    proptest! {
        #[test]
        fn any_text_is_judged_and_what_is_suggested_is_no_problem(
            text in "(https?://)?([a-z]{1,4}(:[a-z]{1,3})?@)?[a-z0-9_. -]{0,24}(/[\\PC]{0,12})?"
        ) {
            for note in in_dc_3(&text) {
                if let Some(suggestion) = note.suggestion {
                    let problems = in_dc_3(&suggestion.value);
                    prop_assert!(problems.iter().all(|note| note.level < NoteLevel::Problem), "{}", suggestion.value);
                }
            }
        }
    }
}
