//! Where is an alphanumeric sender ID refused or asked to be registered, and which words are too generic for one?
//!
//! The rules are a dated data file. Twilio's own list of countries was not read, so most entries are marked derived
//! and said to be unconfirmed.

use std::sync::LazyLock;

use serde::Deserialize;

use super::country::Country;
use super::note;
use crate::wire::{FieldNote, NoteLevel, Provenance};

const FIELD: &str = "sender_id";

#[derive(Deserialize)]
struct File {
    generic: Generic,
    countries: Vec<Countries>,
}

#[derive(Deserialize)]
struct Generic {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Countries {
    /// Two letters each, with a blank between them.
    codes: String,
    rule: Rule,
    provenance: Provenance,
}

/// What a country does with alphanumeric sender IDs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Rule {
    Refused,
    Registered,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/alphanumeric.json"))
        .expect("data/alphanumeric.json is well formed, which a test proves")
});

/// What there is to say of a well-formed one, for the country of its recipients.
pub(super) fn remarks(text: &str, country: Option<Country>) -> Vec<FieldNote> {
    let warning = |message: String| note(NoteLevel::Warning, FIELD, message);
    let mut remarks = Vec::new();
    if text.contains(['-', '+', '_', '&']) {
        remarks.push(warning(
            "The signs - + _ & are accepted in the sender pool of a Messaging Service only; elsewhere Twilio \
             documents letters, digits and blanks."
                .to_owned(),
        ));
    }
    if is_generic(text) {
        remarks.push(warning(format!(
            "“{text}” is a generic word: Twilio and carriers refuse those (errors 21212 and 30042). Which words they \
             are is not documented; use the name of your brand."
        )));
    }
    remarks.extend(country.and_then(in_country).map(warning));
    remarks.push(note(
        NoteLevel::Info,
        FIELD,
        "An alphanumeric sender ID is one-way: nobody can reply to it, and it does not reach the United States and \
         Canada. Some countries require it to be registered.",
    ));
    remarks
}

/// Whether it is one of the generic words that were seen refused; which ones Twilio refuses is not documented.
pub(crate) fn is_generic(text: &str) -> bool {
    let bare: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    FILE.generic.words.iter().any(|word| word.eq_ignore_ascii_case(&bare))
}

/// The rule of a country (ISO 3166-1 alpha-2), and how sure it is; none where none is known.
pub(crate) fn rule_of(code: &str) -> Option<(Rule, Provenance)> {
    let entry = FILE.countries.iter().find(|entry| entry.codes.split(' ').any(|listed| listed == code))?;
    Some((entry.rule, entry.provenance))
}

fn in_country(country: Country) -> Option<String> {
    let code = country.code();
    let (rule, provenance) = rule_of(code)?;
    let unconfirmed = match provenance {
        Provenance::Documented => "",
        _ => " Another provider says so; compare Twilio's own list, article 223133767 of its help.",
    };
    Some(match rule {
        Rule::Refused => {
            format!("Recipients in {code} cannot be reached from an alphanumeric sender ID.{unconfirmed}")
        }
        Rule::Registered => {
            format!(
                "For recipients in {code} it is registered first (Twilio, errors 30018 and 30040).{unconfirmed}"
            )
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::country;
    use super::*;

    fn warnings(text: &str, country: &str) -> Vec<String> {
        let remarks = remarks(text, country::read(country).unwrap());
        remarks.into_iter().filter(|note| note.level == NoteLevel::Warning).map(|note| note.message).collect()
    }

    #[test]
    fn the_data_file_is_dated_sourced_and_names_each_country_once() {
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../../data/alphanumeric.json")).unwrap();
        file["as_of"].as_str().unwrap().parse::<jiff::civil::Date>().unwrap();
        for source in file["sources"].as_array().unwrap() {
            assert_eq!(url::Url::parse(source.as_str().unwrap()).unwrap().scheme(), "https");
        }
        let mut codes: Vec<_> = FILE.countries.iter().flat_map(|entry| entry.codes.split(' ')).collect();
        assert!(codes.iter().all(|code| country::read(code).unwrap().is_some()));
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
        assert!(FILE.generic.words.is_sorted());
    }

    #[test]
    fn a_generic_word_is_warned_of_however_it_is_written() {
        for text in ["INFO", "Info", "info 24", "S M S"] {
            assert!(warnings(text, "")[0].contains("generic"), "{text}");
        }
        assert_eq!(warnings("Infotainer", ""), [""; 0]);
    }

    #[test]
    fn a_country_that_refuses_or_registers_is_named_and_what_is_not_confirmed_is_said_so() {
        let documented = &warnings("Acme", "US")[0];
        assert!(documented.contains("cannot be reached") && !documented.contains("Another provider"));
        let derived = &warnings("Acme", "SG")[0];
        assert!(derived.contains("registered first") && derived.contains("Another provider says so"));
        assert_eq!(warnings("Acme", "FR"), [""; 0]);
        assert_eq!(warnings("Acme", ""), [""; 0]);
    }
}
