//! Is what was typed a phone number in international form, and if not, what to change?
//!
//! Nothing is changed but for what a paste brings to the ends; anything else is offered as a suggestion.

use twilio_messaging::E164;

use crate::wire::{FieldNote, NoteLevel, Suggestion};
use crate::words::{is_invisible, pasted, sentence};

/// The number, or what to change; `field` is the form's word for it, *recipient* or *number*.
pub(crate) fn read(field: &str, typed: &str) -> Result<E164, Box<FieldNote>> {
    let text = pasted(typed);
    text.parse::<E164>().map_err(|fault| {
        let suggestion = cleaned(text).map(|number| Suggestion {
            label: format!("Use {number}"),
            field: field.to_owned(),
            value: number.to_string(),
        });
        let digits = text.chars().filter_map(digit).count();
        let message = if text.is_empty() {
            format!("Enter the {field}: a phone number with its country code, such as +15551230002.")
        } else if has_extension(text) {
            "A message reaches no extension: enter the number without it.".to_owned()
        } else if text.chars().any(char::is_alphabetic) {
            "A phone number is + and digits, without letters.".to_owned()
        } else if suggestion.is_some() {
            "Twilio needs the number in international form: +, country code and number, without blanks or signs."
                .to_owned()
        } else if (3..=6).contains(&digits) && text.chars().all(|c| digit(c).is_some()) {
            "This looks like a short code. Twilio sends to phone numbers only: enter one with its country code.".to_owned()
        } else if !text.starts_with('+') && digits >= 6 {
            "This looks like a national number: write + and the country code before it, and leave out a leading 0."
                .to_owned()
        } else {
            sentence(&fault.to_string())
        };
        let field = field.to_owned();
        Box::new(FieldNote { field, level: NoteLevel::Problem, message, suggestion })
    })
}

/// Whether digits are followed by an extension as people or RFC 3966 write it: *ext. 5*, *x5*, *#5*, *;ext=5*.
fn has_extension(text: &str) -> bool {
    let text = text.to_lowercase();
    let Some(at) = text.find(['x', '#', ';', 'e']) else { return false };
    let (number, rest) = text.split_at(at);
    let named = ["extension", "ext", "x", "#", ";ext"].into_iter().find_map(|name| rest.strip_prefix(name));
    let is_digits =
        |text: &str| text.chars().any(|c| digit(c).is_some()) && !text.chars().any(char::is_alphabetic);
    is_digits(number) && named.is_some_and(is_digits)
}

/// The same number without what people write between digits, when that makes it international. A country code is
/// never guessed but for a leading 1 with ten digits (North America), which is written so by habit.
fn cleaned(text: &str) -> Option<E164> {
    let text = text.replace("(0)", "");
    let mut number = String::new();
    for c in text.chars() {
        match c {
            '+' | '＋' if number.is_empty() => number.push('+'),
            // What separates digits, and what nobody sees.
            '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' => {}
            c if c.is_whitespace() || is_invisible(c) => {}
            c => number.push(digit(c)?),
        }
    }
    let international = if number.starts_with('+') {
        number
    } else if let Some(rest) = number.strip_prefix("00") {
        format!("+{rest}")
    } else if number.len() == 11 && number.starts_with('1') {
        format!("+{number}")
    } else {
        return None;
    };
    international.parse().ok()
}

/// A digit of a keyboard that writes Latin, Arabic, Persian or full-width digits, as an ASCII one.
pub(crate) fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '\u{0660}'..='\u{0669}' => c as u32 - 0x0660,
        '\u{06f0}'..='\u{06f9}' => c as u32 - 0x06f0,
        '\u{ff10}'..='\u{ff19}' => c as u32 - 0xff10,
        _ => return None,
    };
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn recipient(typed: &str) -> Result<E164, Box<FieldNote>> {
        read("recipient", typed)
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_sent_as_it_is_or_offered_as_a_number(typed in "\\PC{0,30}|[+0-9() .-]{0,24}") {
            match recipient(&typed) {
                Ok(number) => prop_assert_eq!(number.as_str(), pasted(&typed)),
                Err(note) => {
                    prop_assert!(!note.message.is_empty());
                    if let Some(suggestion) = note.suggestion {
                        prop_assert!(recipient(&suggestion.value).is_ok());
                    }
                }
            }
        }
    }

    #[test]
    fn only_blanks_at_the_ends_are_trimmed() {
        for typed in [" +15551230001\n", "\u{202a}+15551230001\u{202c}"] {
            assert_eq!(recipient(typed).unwrap().as_str(), "+15551230001");
        }
        assert!(recipient("+1 5551230001").is_err());
    }

    #[test]
    fn what_people_write_is_offered_in_international_form() {
        let cases = [
            ("+1 (555) 123-0001", Some("+15551230001")),
            ("0044 20 7946 0018", Some("+442079460018")),
            ("+44 (0)20 7946 0018", Some("+442079460018")),
            ("1-555-123-0001", Some("+15551230001")),
            ("\u{202a}+972 3 555 0001\u{202c}", Some("+97235550001")),
            ("+٩٧٢٣٥٥٥٠٠٠١", Some("+97235550001")),
            ("020 7946 0018", None),
            ("5551230001", None),
            ("+0 44", None),
            ("ACME", None),
        ];
        for (typed, offered) in cases {
            let note = recipient(typed).unwrap_err();
            assert_eq!((note.field.as_str(), note.level), ("recipient", NoteLevel::Problem));
            assert_eq!(note.suggestion.map(|suggestion| suggestion.value).as_deref(), offered, "{typed}");
        }
    }

    #[test]
    fn the_reason_is_told_in_words() {
        let reason = |typed: &str| recipient(typed).unwrap_err().message;
        assert!(reason("").starts_with("Enter the recipient"));
        assert!(reason("020 7946 0018").contains("national number"));
        assert!(reason("Ada").contains("without letters"));
        assert!(reason("+123").ends_with("has 3."), "{}", reason("+123"));
        assert!(reason("+15551230001234567").contains("at most 15 digits"));
    }

    #[test]
    fn an_extension_or_a_short_code_is_told_as_such_and_no_number_is_made_of_it() {
        for typed in [
            "+1 415 555 0100 ext. 5",
            "+14155550100;ext=5",
            "+1 415 555 0100 x5",
            "+1 415 555 0100 Extension 55",
            "(415) 555-0100 #5",
        ] {
            let note = recipient(typed).unwrap_err();
            assert!(note.message.contains("no extension"), "{typed}: {}", note.message);
            assert_eq!(note.suggestion, None, "{typed}");
        }
        for typed in ["12345", "123456", "٨٨٨٨٨"] {
            let note = recipient(typed).unwrap_err();
            assert!(note.message.contains("short code"), "{typed}: {}", note.message);
            assert_eq!(note.suggestion, None, "{typed}");
        }
        assert!(reason_of("1-800-FLOWERS").contains("without letters"));
        assert!(reason_of("Max").contains("without letters"));
    }

    fn reason_of(typed: &str) -> String {
        recipient(typed).unwrap_err().message
    }

    #[test]
    fn the_note_is_about_the_field_of_the_form() {
        let note = read("number", "0044 20 7946 0018").unwrap_err();
        assert_eq!((note.field.as_str(), note.suggestion.unwrap().field.as_str()), ("number", "number"));
        assert!(read("number", "").unwrap_err().message.starts_with("Enter the number"));
    }
}
