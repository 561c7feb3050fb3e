//! Is this a phone number in international form?
//!
//! E.164: a plus sign, a country code that does not begin with 0, at most 15 digits in all (Twilio glossary,
//! *E.164*). Below 7 digits no subscriber number exists in practice.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// A phone number in international form, e.g. `+15551230002`. `Debug` shows it shortened.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct E164(Box<str>);

/// Why a text is not a number in international form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum E164Error {
    /// Nothing was given.
    #[error("enter a phone number with its country code, such as +15551230002")]
    Empty,
    /// It does not begin with a plus sign.
    #[error("start with + and the country code, such as +15551230002")]
    NoPlus,
    /// The first digit is 0, which no country code is.
    #[error("a country code does not begin with 0")]
    LeadingZero,
    /// A character that is not a digit.
    #[error("only digits may follow the +; look at character {at}")]
    NotDigit {
        /// Its place, counted from 1.
        at: usize,
    },
    /// Fewer than 7 digits.
    #[error("a phone number with its country code has at least 7 digits, this has {digits}")]
    TooShort {
        /// Digits found.
        digits: usize,
    },
    /// More than 15 digits.
    #[error("a phone number with its country code has at most 15 digits, this has {digits}")]
    TooLong {
        /// Digits found.
        digits: usize,
    },
}

impl E164 {
    /// The whole number with its plus sign.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number shortened for logs: `+1555…02`.
    pub fn masked(&self) -> String {
        mask(&self.0)
    }
}

/// Shortens a sender or recipient of any form for `Debug` and logs.
pub(crate) fn mask(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() < 8 {
        return "…".into();
    }
    let head: String = characters.iter().take(5).collect();
    let tail: String = characters.iter().skip(characters.len() - 2).collect();
    format!("{head}…{tail}")
}

impl FromStr for E164 {
    type Err = E164Error;

    fn from_str(text: &str) -> Result<Self, E164Error> {
        if text.is_empty() {
            return Err(E164Error::Empty);
        }
        let rest = text.strip_prefix('+').ok_or(E164Error::NoPlus)?;
        if let Some(at) = rest.chars().position(|c| !c.is_ascii_digit()) {
            return Err(E164Error::NotDigit { at: at + 2 });
        }
        if rest.starts_with('0') {
            return Err(E164Error::LeadingZero);
        }
        match rest.len() {
            digits if digits < *DIGITS.start() => Err(E164Error::TooShort { digits }),
            digits if digits > *DIGITS.end() => Err(E164Error::TooLong { digits }),
            _ => Ok(E164(text.into())),
        }
    }
}

impl fmt::Display for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E164({})", self.masked())
    }
}

impl Serialize for E164 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for E164 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_judged_by_their_digits() {
        let cases = [
            ("+15551230002", None),
            ("+1234567", None),
            ("+123456789012345", None),
            ("", Some(E164Error::Empty)),
            ("15551230002", Some(E164Error::NoPlus)),
            ("+", Some(E164Error::TooShort { digits: 0 })),
            ("+123456", Some(E164Error::TooShort { digits: 6 })),
            ("+1234567890123456", Some(E164Error::TooLong { digits: 16 })),
            ("+01555123000", Some(E164Error::LeadingZero)),
            ("+1 5551230002", Some(E164Error::NotDigit { at: 3 })),
            ("+1555123०००", Some(E164Error::NotDigit { at: 9 })),
        ];
        for (text, fault) in cases {
            assert_eq!(text.parse::<E164>().err(), fault, "{text:?}");
        }
    }

    #[test]
    fn debug_shortens_the_number() {
        let number: E164 = "+15551230002".parse().unwrap();
        assert_eq!(format!("{number:?}"), "E164(+1555…02)");
        assert_eq!(number.to_string(), "+15551230002");
    }
}
