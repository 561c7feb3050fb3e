//! How is Twilio's loose JSON read without losing a record?
//!
//! Unset is `""`, null or absent, depending on the resource; counters are strings or numbers; dates are RFC 2822 in
//! the 2010 API and ISO 8601 in v1. What cannot be read in a side field is taken as unset: a sent message must not
//! become unknown because its price has a new form.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::money::Money;

fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) if !text.is_empty() => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// A text that may be unset.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    scalar(deserializer)
}

/// A text that is empty when unset.
pub(crate) fn plain_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(scalar(deserializer)?.unwrap_or_default())
}

/// Anything that is written as a text (a SID, a word of Twilio's), where unset and unreadable are one.
pub(crate) fn parsed<'de, D: Deserializer<'de>, T: std::str::FromStr>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(scalar(deserializer)?.and_then(|text| text.parse().ok()))
}

/// One of Twilio's words, where unset is none.
pub(crate) fn word<'de, D: Deserializer<'de>, T: for<'a> From<&'a str>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(scalar(deserializer)?.map(|text| T::from(text.as_str())))
}

/// A counter or code, given as a string or a number.
pub(crate) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    parsed(deserializer)
}

/// An amount.
pub(crate) fn money<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    parsed(deserializer)
}

/// A claim; unset is false.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Bool(claim) => claim,
        Value::String(text) => text == "true",
        _ => false,
    })
}

/// A claim that may be unset or unreadable: then it is not known.
pub(crate) fn known_flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Bool(claim) => Some(claim),
        Value::String(text) => text.parse().ok(),
        _ => None,
    })
}

/// A moment in either of Twilio's forms.
pub(crate) fn timestamp<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    Ok(scalar(deserializer)?.and_then(|text| moment(&text)))
}

fn moment(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| DateTimeParser::new().parse_timestamp(text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Record {
        #[serde(default, deserialize_with = "text")]
        url: Option<String>,
        #[serde(default, deserialize_with = "count")]
        segments: Option<u32>,
        #[serde(default, deserialize_with = "timestamp")]
        date: Option<Timestamp>,
        #[serde(default, deserialize_with = "money")]
        price: Option<Money>,
    }

    fn record(json: &str) -> Record {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn empty_null_and_absent_are_one() {
        for json in [r#"{"url":""}"#, r#"{"url":null}"#, "{}"] {
            assert_eq!(record(json).url, None, "{json}");
        }
    }

    #[test]
    fn counters_are_strings_or_numbers() {
        assert_eq!(record(r#"{"segments":"3"}"#).segments, Some(3));
        assert_eq!(record(r#"{"segments":3}"#).segments, Some(3));
        assert_eq!(record(r#"{"segments":"many"}"#).segments, None);
    }

    #[test]
    fn both_forms_of_dates_are_the_same_moment() {
        let moment: Timestamp = "2019-05-24T17:44:46Z".parse().unwrap();
        for json in [r#"{"date":"Fri, 24 May 2019 17:44:46 +0000"}"#, r#"{"date":"2019-05-24T17:44:46Z"}"#] {
            assert_eq!(record(json).date, Some(moment), "{json}");
        }
        assert_eq!(record(r#"{"date":"yesterday"}"#).date, None);
    }

    #[test]
    fn a_price_keeps_its_digits() {
        assert_eq!(record(r#"{"price":"-0.00750"}"#).price.unwrap().as_str(), "-0.00750");
        assert_eq!(record(r#"{"price":{"new":"form"}}"#).price, None);
    }
}
