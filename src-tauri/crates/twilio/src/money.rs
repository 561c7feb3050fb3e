//! How is an amount kept exactly as Twilio gave it?

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// A decimal amount as text, e.g. `41.20` or `-0.00750`. Never a float, never rounded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Money(Box<str>);

/// A text that is not a decimal amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an amount is written in digits with at most one decimal point")]
pub struct MoneyError;

impl Money {
    /// The amount as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number(whole) && fraction.is_none_or(is_number) {
            Ok(Money(text.into()))
        } else {
            Err(MoneyError)
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_decimal_text_is_an_amount() {
        for good in ["0", "41.20", "-0.00750", "123456789012345678901234567890.1"] {
            assert_eq!(good.parse::<Money>().unwrap().as_str(), good);
        }
        for bad in ["", "-", ".5", "5.", "1,20", "1.2.3", "1e5", "USD 5", "NaN", "+1"] {
            assert!(bad.parse::<Money>().is_err(), "{bad:?}");
        }
    }
}
