//! What does a message to a country cost, by carrier and by the sender's number type?

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use thiserror::Error;

use crate::lenient;
use crate::money::Money;

/// A country as ISO 3166-1 alpha-2 writes it, e.g. `US`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

/// A text that is not two capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a country is two capital letters, such as US")]
pub struct CountryCodeError;

impl FromStr for CountryCode {
    type Err = CountryCodeError;

    fn from_str(text: &str) -> Result<Self, CountryCodeError> {
        match text.as_bytes() {
            &[one, two] if one.is_ascii_uppercase() && two.is_ascii_uppercase() => Ok(Self([one, two])),
            _ => Err(CountryCodeError),
        }
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, two] = self.0;
        write!(f, "{}{}", char::from(one), char::from(two))
    }
}

/// The prices of messages to a country. Per segment; carrier fees and MMS are not in them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct CountryPrices {
    /// The country's name in English.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub country: String,
    /// ISO 3166-1 alpha-2.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub iso_country: String,
    /// The currency's code, in either case.
    #[serde(default, deserialize_with = "lenient::text")]
    pub price_unit: Option<String>,
    /// By carrier of the recipient.
    #[serde(default)]
    pub outbound_sms_prices: Vec<CarrierPrices>,
}

/// The prices of messages to one carrier.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct CarrierPrices {
    /// The carrier's name.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub carrier: String,
    /// By type of the sender's number.
    #[serde(default)]
    pub prices: Vec<NumberPrice>,
}

/// The price of a segment from one type of number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct NumberPrice {
    /// Twilio's word, e.g. `local`, `mobile`, `toll free`, `shortcode`; not enumerated.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub number_type: String,
    /// The list price.
    #[serde(default, deserialize_with = "lenient::money")]
    pub base_price: Option<Money>,
    /// What this account pays, discounts taken off.
    #[serde(default, deserialize_with = "lenient::money")]
    pub current_price: Option<Money>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_two_capitals() {
        assert_eq!("US".parse::<CountryCode>().unwrap().to_string(), "US");
        for bad in ["", "U", "us", "USA", "U/", "ÜS"] {
            assert!(bad.parse::<CountryCode>().is_err(), "{bad}");
        }
    }

    #[test]
    fn prices_keep_their_digits_whether_given_as_text_or_as_a_number() {
        let prices: CountryPrices = serde_json::from_str(
            r#"{"price_unit":"usd","outbound_sms_prices":[{"carrier":"A","prices":[
                {"number_type":"local","current_price":"0.00790"},{"number_type":"mobile","current_price":0.05}]}]}"#,
        )
        .unwrap();
        let read: Vec<_> =
            prices.outbound_sms_prices[0].prices.iter().map(|row| row.current_price.clone()).collect();
        assert_eq!(read, [Some("0.00790".parse().unwrap()), Some("0.05".parse().unwrap())]);
    }
}
