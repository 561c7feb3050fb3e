//! Which rules of Twilio's does the judgement rest on? From `data/preflight.json`, dated; each code has its page.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::wire::SourceView;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    as_of: String,
    #[serde(rename = "note")]
    _note: String,
    registrations: Vec<Registration>,
    number_types: NumberTypes,
    pub(super) lines: Lines,
}

/// Which senders have to be registered before they may reach which countries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Registration {
    /// How a message ends from one that is not.
    pub(super) code: u32,
    pub(super) sender: Registered,
    countries: Vec<String>,
    /// Twilio's word for one that is.
    pub(super) approved: String,
}

/// What is registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Registered {
    /// A US long code, by the campaign of its service.
    LongCode,
    TollFree,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberTypes {
    long_code: Vec<String>,
    toll_free: Vec<String>,
    short_code: Vec<String>,
    alphanumeric: Vec<String>,
}

/// Kinds of lines, by whether they take SMS.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lines {
    pub(super) takes: Vec<String>,
    pub(super) takes_not: Vec<String>,
    #[serde(rename = "doubtful")]
    _doubtful: Vec<String>,
}

/// What a sender is to Pricing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NumberKind {
    LongCode,
    TollFree,
    ShortCode,
    Alphanumeric,
}

impl NumberKind {
    /// In words, as one of several.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::LongCode => "long codes",
            Self::TollFree => "toll-free numbers",
            Self::ShortCode => "short codes",
            Self::Alphanumeric => "alphanumeric sender IDs",
        }
    }
}

pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/preflight.json"))
        .expect("data/preflight.json is well formed, which a test proves")
});

impl Rules {
    /// What a sender of this kind needs for recipients of this country, if anything.
    pub(super) fn registration(&self, sender: Registered, country: &str) -> Option<&Registration> {
        self.registrations
            .iter()
            .find(|one| one.sender == sender && one.countries.iter().any(|listed| listed == country))
    }

    /// Whether Twilio's word in Pricing means this kind.
    pub(super) fn is_of(&self, number_type: &str, kind: NumberKind) -> bool {
        let bare: String = number_type
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|sign| sign.to_ascii_lowercase())
            .collect();
        let words = match kind {
            NumberKind::LongCode => &self.number_types.long_code,
            NumberKind::TollFree => &self.number_types.toll_free,
            NumberKind::ShortCode => &self.number_types.short_code,
            NumberKind::Alphanumeric => &self.number_types.alphanumeric,
        };
        words.contains(&bare)
    }
}

/// Twilio's page on an error.
pub(crate) fn page_of(code: u32) -> SourceView {
    SourceView {
        id: format!("twilio-error-{code}"),
        title: format!("Twilio: Error {code}"),
        url: format!("https://www.twilio.com/docs/api/errors/{code}"),
        as_of: RULES.as_of.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_is_dated_and_every_word_stands_once() {
        RULES.as_of.parse::<jiff::civil::Date>().unwrap();
        let Lines { takes, takes_not, _doubtful } = &RULES.lines;
        let mut words: Vec<_> = takes.iter().chain(takes_not).chain(_doubtful).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
        for registration in &RULES.registrations {
            assert!((30_000..40_000).contains(&registration.code));
            assert!(registration.countries.iter().all(|code| code.len() == 2));
        }
    }

    #[test]
    fn number_types_are_read_however_they_are_written() {
        for (word, kind) in [
            ("local", NumberKind::LongCode),
            ("mobile", NumberKind::LongCode),
            ("toll free", NumberKind::TollFree),
            ("toll-free", NumberKind::TollFree),
            ("TollFree", NumberKind::TollFree),
            ("shortcode", NumberKind::ShortCode),
            ("short code", NumberKind::ShortCode),
        ] {
            assert!(RULES.is_of(word, kind), "{word}");
        }
        assert!(
            !RULES.is_of("local", NumberKind::TollFree) && !RULES.is_of("teleport", NumberKind::LongCode)
        );
    }
}
