//! Are two webhooks the same, and whose host is it? URLs are compared as URLs, not as text.

use url::Url;

use crate::share::left_out::Shareable;

/// Twilio's own answer to everything, set for new numbers.
const DEMO: (&str, &str) = ("demo.twilio.com", "/welcome/sms/reply");

/// A webhook's address, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    is_https: bool,
    host: String,
    /// Where it is not the scheme's own.
    port: Option<u16>,
    /// Without a trailing slash.
    path: String,
    /// In order of name and value.
    query: Vec<(String, String)>,
    userinfo: (String, String),
    /// Connection overrides: Twilio reads them and sends them nowhere.
    overrides: Option<String>,
}

/// Whose host it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Host {
    /// `api-NN.moengage.com`.
    Moengage(u16),
    /// Another host of MoEngage's.
    OtherMoengage,
    Other,
}

impl Link {
    /// None for what Twilio could not call.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text.trim()).ok()?;
        if !matches!(url.scheme(), "https" | "http") {
            return None;
        }
        let mut query: Vec<_> = url.query_pairs().into_owned().collect();
        query.sort();
        Some(Self {
            is_https: url.scheme() == "https",
            host: url.host_str()?.trim_end_matches('.').to_ascii_lowercase(),
            port: url.port(),
            path: url.path().trim_end_matches('/').to_owned(),
            query,
            userinfo: (url.username().to_owned(), url.password().unwrap_or_default().to_owned()),
            overrides: url.fragment().filter(|overrides| !overrides.is_empty()).map(str::to_owned),
        })
    }

    pub(crate) fn host(&self) -> Host {
        let label = match self.host.strip_suffix(".moengage.com") {
            Some(label) => label,
            None if self.host == "moengage.com" => return Host::OtherMoengage,
            None => return Host::Other,
        };
        let number = label.strip_prefix("api-").filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        number.and_then(|digits| digits.parse().ok()).map_or(Host::OtherMoengage, Host::Moengage)
    }

    /// The host's name, for words.
    pub(crate) fn host_name(&self) -> &str {
        &self.host
    }

    pub(crate) fn is_demo(&self) -> bool {
        (self.host.as_str(), self.path.as_str()) == DEMO
    }

    pub(crate) fn is_https(&self) -> bool {
        self.is_https
    }

    pub(crate) fn has_userinfo(&self) -> bool {
        self.userinfo != Default::default()
    }

    pub(crate) fn overrides(&self) -> Option<&str> {
        self.overrides.as_deref()
    }

    /// Whether both name the same place on the same host, however either is called.
    pub(crate) fn same_place(&self, other: &Self) -> bool {
        self.same_host(other) && self.path == other.path && self.query == other.query
    }

    fn same_host(&self, other: &Self) -> bool {
        self.host == other.host && self.port == other.port
    }

    /// Whether Twilio would make the same request for both; overrides aside.
    pub(crate) fn same(&self, other: &Self) -> bool {
        Self { overrides: None, ..self.clone() } == Self { overrides: None, ..other.clone() }
    }
}

/// A URL as it is shown: without passwords, and without what looks like a token.
pub(crate) fn masked(url: &str) -> String {
    Shareable::url(url).0.as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MO: &str = "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";

    fn link(text: &str) -> Link {
        Link::parse(text).unwrap()
    }

    #[test]
    fn one_address_written_in_several_ways_is_one() {
        let ways = [
            "HTTPS://API-03.MoEngage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio",
            "https://api-03.moengage.com:443/v1/campaigns/outbound/sms/callbacks/mo/twilio",
            "https://api-03.moengage.com./v1/campaigns/outbound/sms/callbacks/mo/twilio/",
            " https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio#rc=3&ct=2000",
        ];
        for way in ways {
            assert!(link(way).same(&link(MO)) && link(way).same_place(&link(MO)), "{way}");
        }
        assert!(link("https://a.test/x?b=2&a=1").same(&link("https://a.test/x?a=1&b=2")));
        for other in ["https://api-03.moengage.com/V1", "https://api-3.moengage.com/x", "https://a.test/?a=1"]
        {
            assert!(!link(other).same_place(&link(MO)), "{other}");
        }
        assert!(!link("https://u:p@a.test/x").same(&link("https://a.test/x")));
        let over_http = link(&MO.replacen("https", "http", 1));
        assert!(over_http.same_place(&link(MO)) && !over_http.same(&link(MO)));
        let (plain, odd) = (link("https://a.test/x"), link("http://a.test:8443/x"));
        assert!(!odd.same_place(&plain) && !plain.same_place(&odd));
    }

    #[test]
    fn whose_host_it_is_is_told_by_its_whole_name() {
        let host = |text| link(text).host();
        assert_eq!(host(MO), Host::Moengage(3));
        assert_eq!(host("https://api-101.moengage.com/"), Host::Moengage(101));
        assert_eq!(host("https://dashboard-03.moengage.com/"), Host::OtherMoengage);
        assert_eq!(host("https://api-03.moengage.com.example.org/"), Host::Other);
        assert_eq!(host("https://notmoengage.com/"), Host::Other);
        assert!(link("https://demo.twilio.com/welcome/sms/reply/").is_demo());
        assert!(!link("https://demo.twilio.com/welcome/voice/").is_demo());
    }

    #[test]
    fn what_twilio_cannot_call_is_no_link_and_passwords_are_not_shown() {
        for text in ["", "hooks.acme.example", "ftp://a.test/", "mailto:a@b.c", "https://"] {
            assert_eq!(Link::parse(text), None, "{text:?}");
        }
        let shown = masked("https://acme:hunter2@hooks.acme.example/x?token=abcdefgh&a=1#rc=3");
        assert!(!shown.contains("hunter2") && !shown.contains("abcdefgh"), "{shown}");
        assert!(shown.contains("hooks.acme.example") && shown.ends_with("#rc=3"), "{shown}");
        assert_eq!(link("https://a.test/#rc=3").overrides(), Some("rc=3"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic_and_is_like_itself(text in "\\PC{0,80}") {
            if let Some(link) = Link::parse(&text) {
                prop_assert!(link.same(&link) && link.same_place(&link));
            }
            masked(&text);
        }

        #[test]
        fn the_order_of_a_query_does_not_matter(mut pairs in prop::collection::vec(("[a-z]{1,4}", "[a-z0-9]{0,4}"), 1..5)) {
            let url = |pairs: &[(String, String)]| {
                let query: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
                link(&format!("https://a.test/x?{}", query.join("&")))
            };
            let one = url(&pairs);
            pairs.reverse();
            prop_assert!(one.same(&url(&pairs)));
        }
    }
}
