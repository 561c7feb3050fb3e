//! Whom does a typed recipient reach: in which country, and which number is meant by one as it is dialled at home?
//!
//! By Google's metadata of numbering plans (the library carries them). They change, so what they say is an offer or a
//! warning, never a refusal.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType};
use twilio_messaging::E164;

use super::phone;
use crate::sender::national::international;
use crate::wire::{FieldNote, NoteLevel, Suggestion};
use crate::words::pasted;

/// Most countries in which a national number is looked for.
const MOST_HOMES: usize = 3;

/// What the numbering plans say of a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// ISO 3166-1 alpha-2.
    pub(crate) country: Option<String>,
    pub(crate) national: Option<String>,
}

/// The number, or what to change. A number as it is dialled at home is offered in international form for each of
/// `homes` (ISO 3166-1 alpha-2) in which it exists.
pub(crate) fn read(field: &str, typed: &str, homes: &[String]) -> Result<E164, Vec<FieldNote>> {
    phone::read("recipient", typed).map_err(|note| {
        let at_field = |suggestion: Suggestion| Suggestion { field: field.to_owned(), ..suggestion };
        let offered = note.suggestion.clone().map(at_field);
        let mut offers =
            if offered.is_some() { Vec::new() } else { at_home(field, typed, homes) }.into_iter();
        let first =
            FieldNote { field: field.to_owned(), suggestion: offered.or_else(|| offers.next()), ..*note };
        let others = offers.map(|suggestion| FieldNote {
            field: field.to_owned(),
            level: NoteLevel::Info,
            message: "It may also be meant so:".to_owned(),
            suggestion: Some(suggestion),
        });
        std::iter::once(first).chain(others).collect()
    })
}

/// Where the number is, as far as the plans say.
pub(crate) fn place(number: &E164) -> Place {
    let Some(parsed) = parsed(number) else { return Place::default() };
    let country = PHONE_NUMBER_UTIL.get_region_for_number(&parsed);
    Place {
        national: country
            .map(|_| PHONE_NUMBER_UTIL.format(&parsed, PhoneNumberFormat::National).into_owned()),
        country: country.map(|region| region.to_string()),
    }
}

/// What the plans let one doubt of a recipient.
pub(crate) fn doubt(number: &E164) -> Option<&'static str> {
    let parsed = parsed(number)?;
    match PHONE_NUMBER_UTIL.get_number_type(&parsed) {
        PhoneNumberType::FixedLine => Some(
            "By its country's numbering plan this is a landline, which takes no SMS in most countries. Only Twilio's \
             Lookup or a test can tell.",
        ),
        PhoneNumberType::PremiumRate => Some(
            "By its country's numbering plan this is a premium-rate number, not a phone that people carry.",
        ),
        _ => None,
    }
}

fn parsed(number: &E164) -> Option<PhoneNumber> {
    PHONE_NUMBER_UTIL.parse(number.as_str(), None).ok()
}

/// The international numbers that may be meant, at most one a country.
fn at_home(field: &str, typed: &str, homes: &[String]) -> Vec<Suggestion> {
    let text = pasted(typed);
    if text.starts_with('+') || text.chars().filter(char::is_ascii_digit).count() < 6 {
        return Vec::new();
    }
    let mut found: Vec<Suggestion> = Vec::new();
    for home in homes.iter().take(MOST_HOMES) {
        let Some(number) = international(text, home) else { continue };
        let value = number.to_string();
        if !found.iter().any(|other| other.value == value) {
            found.push(Suggestion { label: format!("Use {value} ({home})"), field: field.to_owned(), value });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn homes(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|&code| code.to_owned()).collect()
    }

    fn offered(typed: &str, codes: &[&str]) -> Vec<String> {
        let notes = read("recipient", typed, &homes(codes)).unwrap_err();
        notes.into_iter().filter_map(|note| note.suggestion).map(|suggestion| suggestion.value).collect()
    }

    #[test]
    fn a_national_number_is_offered_for_each_country_in_which_it_exists() {
        assert_eq!(offered("020 7946 0018", &["GB"]), ["+442079460018"]);
        assert_eq!(offered("(202) 555-0101", &["GB", "US"]), ["+12025550101"]);
        assert_eq!(offered("020 7946 0018", &["US"]), [""; 0]);
        let both = offered("0151 23456789", &["DE", "GB"]);
        assert_eq!(both.first().map(String::as_str), Some("+4915123456789"));
    }

    #[test]
    fn a_second_reading_never_keeps_the_first_from_being_a_problem() {
        let notes = read("recipient.1", "020 7946 0018", &homes(&["GB", "JE"])).unwrap_err();
        assert_eq!((notes[0].level, notes[0].field.as_str()), (NoteLevel::Problem, "recipient.1"));
        assert_eq!(notes[0].suggestion.as_ref().unwrap().field, "recipient.1");
        assert!(notes[1..].iter().all(|note| note.level == NoteLevel::Info));
    }

    #[test]
    fn a_note_names_the_recipient_in_words_and_its_row_as_the_field() {
        for typed in ["", "+1 (555) 123-0001", "0170"] {
            let note = read("recipient.3", typed, &[]).unwrap_err().remove(0);
            assert_eq!(note.field, "recipient.3");
            assert!(!note.message.contains("recipient.3"), "{}", note.message);
            assert!(note.suggestion.is_none_or(|suggestion| suggestion.field == "recipient.3"));
        }
    }

    #[test]
    fn what_is_no_number_is_not_made_one() {
        for typed in
            ["+1 415 555 0100 ext. 5", "(415) 555-0100 x5", "ACME", "29882", "++14155550100", "+0123456789"]
        {
            assert!(offered(typed, &["US"]).is_empty(), "{typed}");
        }
    }

    #[test]
    fn country_and_national_form_come_from_the_plan_or_stay_unknown() {
        let of = |number: &str| place(&number.parse().unwrap());
        assert_eq!(of("+442079460018").country.as_deref(), Some("GB"));
        assert_eq!(of("+442079460018").national.as_deref(), Some("020 7946 0018"));
        assert_eq!(of("+14165550199").country.as_deref(), Some("CA"));
        assert_eq!(of("+15551230001"), Place::default(), "the plan has no such area");
    }

    #[test]
    fn a_landline_is_doubted_only_where_the_plan_tells_it_from_a_mobile() {
        let doubted = |number: &str| doubt(&number.parse().unwrap()).is_some();
        assert!(doubted("+442079460018"));
        assert!(!doubted("+447700900123"));
        assert!(!doubted("+12025550101"), "North America does not tell them apart");
    }
}
