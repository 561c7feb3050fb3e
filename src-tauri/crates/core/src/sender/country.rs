//! Is this a country, as ISO 3166-1 writes it?

use std::sync::LazyLock;

use serde::Deserialize;

use super::{note, problem};
use crate::wire::{FieldNote, NoteLevel, SenderType};
use crate::words::pasted;

const FIELD: &str = "country";

#[derive(Deserialize)]
struct File {
    /// Two letters each, several to a line.
    codes: Vec<String>,
}

static CODES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let file: File = serde_json::from_str(include_str!("../../data/countries.json"))
        .expect("data/countries.json is well formed, which a test proves");
    file.codes.iter().flat_map(|line| line.split(' ').map(str::to_owned)).collect()
});

/// A country by its code of two letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country(&'static str);

impl Country {
    /// The code in capitals: `GB`.
    pub fn code(self) -> &'static str {
        self.0
    }
}

/// Reads a code in any case; none for nothing typed.
pub(super) fn read(text: &str) -> Result<Option<Country>, Box<FieldNote>> {
    let text = pasted(text);
    if text.is_empty() {
        return Ok(None);
    }
    let code = text.to_ascii_uppercase();
    // In order, as a test of the file says.
    if let Ok(found) = CODES.binary_search(&code) {
        return Ok(CODES.get(found).map(|code| Country(code)));
    }
    let message = "Choose a country, or write its code of two letters, such as GB (ISO 3166-1).";
    let problem = problem(FIELD, message);
    // The one that is written so often and is none.
    Err(Box::new(if code == "UK" { problem.suggesting("Use GB", FIELD, "GB") } else { problem }))
}

/// What a country means to a sender of this type, or that it is missing where it matters.
pub(super) fn remark(kind: SenderType, sender_id: &str, country: Option<Country>) -> Option<FieldNote> {
    if kind != SenderType::ShortCode {
        return None;
    }
    match country {
        None => Some(note(
            NoteLevel::Info,
            FIELD,
            "Which country's short code is it? It reaches recipients of that country only (Twilio, error 21606).",
        )),
        Some(country) if matches!(country.code(), "US" | "CA") && !matches!(sender_id.len(), 5 | 6) => {
            let message = "Short codes of the United States and Canada have 5 or 6 digits.";
            Some(note(NoteLevel::Warning, "sender_id", message))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_has_every_officially_assigned_code_once_and_in_order() {
        assert_eq!(CODES.len(), 249);
        assert!(CODES.is_sorted_by(|a, b| a < b));
        assert!(
            CODES.iter().all(|code| code.len() == 2 && code.bytes().all(|sign| sign.is_ascii_uppercase()))
        );
    }

    #[test]
    fn a_code_is_read_in_any_case_and_anything_else_explained() {
        for (text, code) in [("gb", Some("GB")), (" US\n", Some("US")), ("", None), (" ", None)] {
            assert_eq!(read(text).unwrap().map(Country::code), code, "{text:?}");
        }
        for text in ["XX", "England", "G B", "ＧＢ", "GBR"] {
            assert_eq!(read(text).unwrap_err().field, FIELD, "{text:?}");
        }
        assert_eq!(read("uk").unwrap_err().suggestion.unwrap().value, "GB");
    }
}
