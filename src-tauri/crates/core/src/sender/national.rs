//! Which international number is meant by one that is written as it is dialled at home?
//!
//! By Google's metadata of numbering plans (the library carries them); the country decides, and is never guessed.

use std::str::FromStr;

use rlibphonenumber::enums::Region;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};
use twilio_messaging::E164;

/// The number in E.164 form, if it exists as it is dialled in this country (ISO 3166-1 alpha-2).
pub(crate) fn international(text: &str, country: &str) -> Option<E164> {
    let region = Region::from_str(country).ok()?;
    let number = PHONE_NUMBER_UTIL.parse(text, Some(region)).ok()?;
    // Not of this country alone: countries share plans (Italy and the Vatican, the United States and Canada). An
    // extension takes no text, so a number with one is not offered as if it had none.
    if !PHONE_NUMBER_UTIL.is_valid_number(&number) || !number.extension().is_empty() {
        return None;
    }
    PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_national_number_becomes_international_by_its_country_only() {
        let cases = [
            ("020 7946 0000", "GB", Some("+442079460000")),
            ("(0)20 7946 0000", "GB", Some("+442079460000")),
            ("06 12 34 56 78", "FR", Some("+33612345678")),
            ("030 901820", "DE", Some("+4930901820")),
            // Italy keeps its leading 0.
            ("06 6982 1234", "IT", Some("+390669821234")),
            ("8 (495) 123-45-67", "RU", Some("+74951234567")),
            ("202 555 0101", "US", Some("+12025550101")),
            ("011 44 20 7946 0000", "US", Some("+442079460000")),
            ("020 7946 0000", "US", None),
            ("(415) 555-0100 x5", "US", None),
            ("1234", "GB", None),
            ("", "GB", None),
        ];
        for (text, code, expected) in cases {
            let found = international(text, code);
            assert_eq!(found.as_ref().map(E164::as_str), expected, "{text} in {code}");
        }
    }
}
