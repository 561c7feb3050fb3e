//! In which country is a number? By Google's metadata of numbering plans, which the library carries.

use std::str::FromStr;

use rlibphonenumber::PHONE_NUMBER_UTIL;
use twilio_messaging::{CountryCode, E164};

/// Where a number is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whereabouts {
    /// The country; by its calling code alone where the plan has no such number.
    pub(crate) country: Option<CountryCode>,
    /// Whether the numbering plan has such a number, so that the country is known and not concluded.
    pub(crate) sure: bool,
}

impl Whereabouts {
    /// The country's code, or nothing.
    pub(crate) fn code(&self) -> Option<String> {
        self.country.map(|country| country.to_string())
    }

    pub(crate) fn is(&self, code: &str) -> bool {
        self.country.is_some_and(|country| CountryCode::from_str(code) == Ok(country))
    }
}

/// Where this number is.
pub(crate) fn of(number: &E164) -> Whereabouts {
    let nowhere = Whereabouts { country: None, sure: false };
    let Ok(parsed) = PHONE_NUMBER_UTIL.parse(number.as_str(), None) else { return nowhere };
    let region = match PHONE_NUMBER_UTIL.get_region_for_number(&parsed) {
        Some(region) => Some((region, true)),
        None => PHONE_NUMBER_UTIL.get_region_for_country_code(parsed.country_code).map(|main| (main, false)),
    };
    match region.and_then(|(region, sure)| Some((CountryCode::from_str(&region.to_string()).ok()?, sure))) {
        Some((country, sure)) => Whereabouts { country: Some(country), sure },
        None => nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_in_the_country_whose_plan_has_it() {
        for (number, country) in [
            ("+12025550188", "US"),
            ("+14165550123", "CA"),
            ("+18765550123", "JM"),
            ("+447700900123", "GB"),
            ("+4915123456789", "DE"),
            ("+919876543210", "IN"),
        ] {
            let found = of(&number.parse().unwrap());
            assert_eq!(found.code().as_deref(), Some(country), "{number}");
        }
    }

    #[test]
    fn a_number_of_no_plan_is_placed_by_its_calling_code_and_said_to_be() {
        let odd = of(&"+15551230001".parse().unwrap());
        assert_eq!((odd.code().as_deref(), odd.sure), (Some("US"), false));
        assert_eq!(of(&"+9991234567".parse().unwrap()).country, None);
    }
}
