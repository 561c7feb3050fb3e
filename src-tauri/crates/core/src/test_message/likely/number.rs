//! Which country is a number of, and what kind of line is it? By Google's metadata of numbering plans.
//!
//! A plan says what a number may be, never that it is in use: a ported or retired number looks like any other.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberType};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "as_of")]
    _as_of: String,
    #[serde(rename = "source")]
    _source: String,
    /// By code of two letters, with the article that a sentence needs.
    names: BTreeMap<String, String>,
}

static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let file: File = serde_json::from_str(include_str!("../../../data/country-names.json"))
        .expect("data/country-names.json is well formed, which a test proves");
    file.names
});

/// The English name of a country in a sentence; none for a code that is none.
pub(crate) fn country_name(code: &str) -> Option<&'static str> {
    NAMES.get(code).map(String::as_str)
}

/// What the numbering plan knows of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Landline,
    Mobile,
    TollFree,
    /// The plan has no number like it.
    None,
    /// Either, or a kind that says nothing of texts.
    Open,
}

/// A phone number in E.164 form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    text: String,
    /// ISO 3166-1; none where the number fits no single country.
    country: Option<String>,
    pub(super) line: Line,
}

impl Number {
    /// None for what is no number with a country code.
    pub(super) fn read(text: &str) -> Option<Self> {
        let parsed = PHONE_NUMBER_UTIL.parse(text, None).ok()?;
        let line = match parsed.get_type() {
            _ if !parsed.is_valid() => Line::None,
            PhoneNumberType::FixedLine => Line::Landline,
            PhoneNumberType::Mobile => Line::Mobile,
            PhoneNumberType::TollFree => Line::TollFree,
            _ => Line::Open,
        };
        let region = parsed.get_region_code().map(|region| region.to_string());
        // Of a number that the plan does not have, a calling code of one country still tells the country.
        let country = region
            .or_else(|| {
                let all = PHONE_NUMBER_UTIL.get_regions_for_country_calling_code(parsed.country_code)?;
                let mut all = all.map(|region| region.to_string());
                all.next().filter(|_| all.next().is_none())
            })
            .filter(|code| country_name(code).is_some());
        Some(Self { text: text.to_owned(), country, line })
    }

    pub(super) fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// Of the numbering plan of the United States, Canada and their neighbours.
    pub(super) fn is_north_american(&self) -> bool {
        self.text.starts_with("+1")
    }

    /// Whether it is, or can be, a number of one of these countries of the North American plan.
    pub(super) fn may_be_of(&self, codes: &[&str]) -> bool {
        match self.country() {
            Some(country) => codes.contains(&country),
            None => self.is_north_american(),
        }
    }

    /// Where it is, in words that follow `of`: `France`, or the plan where the country cannot be told.
    pub(super) fn place(&self) -> Option<String> {
        match self.country().and_then(country_name) {
            Some(name) => Some(name.to_owned()),
            None if self.is_north_american() => Some("North America (+1)".to_owned()),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name_and_the_file_is_dated_and_sourced() {
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../../../data/country-names.json")).unwrap();
        file["as_of"].as_str().unwrap().parse::<jiff::civil::Date>().unwrap();
        assert!(file["source"].as_str().unwrap().contains("CLDR"));
        let codes: serde_json::Value =
            serde_json::from_str(include_str!("../../../data/countries.json")).unwrap();
        let lines = codes["codes"].as_array().unwrap();
        let codes: Vec<&str> = lines.iter().flat_map(|line| line.as_str().unwrap().split(' ')).collect();
        assert_eq!(NAMES.len(), codes.len());
        for code in codes {
            assert!(country_name(code).is_some_and(|name| name.len() > 3), "{code}");
        }
    }

    #[test]
    fn a_number_tells_country_and_line_as_far_as_its_plan_does() {
        let cases = [
            ("+12025550147", Some("US"), Line::Open),
            ("+14165550134", Some("CA"), Line::Open),
            ("+18005550199", Some("US"), Line::TollFree),
            ("+447400123456", Some("GB"), Line::Mobile),
            ("+442079460000", Some("GB"), Line::Landline),
            ("+33612345678", Some("FR"), Line::Mobile),
            ("+4930901820", Some("DE"), Line::Landline),
            // No such area: the country stays open, as several share the code.
            ("+15551230001", None, Line::None),
            ("+3312", Some("FR"), Line::None),
        ];
        for (text, country, line) in cases {
            let number = Number::read(text).unwrap();
            assert_eq!((number.country(), number.line), (country, line), "{text}");
        }
        assert_eq!(Number::read("ACME"), None);
        assert_eq!(Number::read("+15551230001").unwrap().place().unwrap(), "North America (+1)");
        assert_eq!(Number::read("+12025550147").unwrap().place().unwrap(), "the United States");
    }
}
