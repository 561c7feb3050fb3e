//! Can this test be sent as it is typed, and if not, what is wrong with which field?
//!
//! Nothing typed is changed but for what a paste brings to the ends of the recipient; anything else is offered as a suggestion.

use twilio_messaging::E164;

use crate::sender;
use crate::wire::{
    FieldNote, NoteLevel, SenderDraft, SenderType, Suggestion, TestDraft, TestFrom, TestNotes,
};
use crate::words::{is_invisible, pasted, sentence};

/// Characters that Twilio takes in a text (Twilio, messages resource, *Body*).
pub(crate) const LONGEST_BODY: usize = 1600;

/// What the rules say of a whole draft, in the order of the form.
pub(crate) fn notes(draft: &TestDraft) -> TestNotes {
    let mut notes = Vec::new();
    let sender = match &draft.from {
        TestFrom::Saved { .. } => None,
        TestFrom::Unsaved { sender_type, sender_id, .. } => {
            notes.extend(sender_notes(*sender_type, sender_id));
            Some(sender_id)
        }
    };
    match recipient(&draft.recipient) {
        Ok(number) => notes.extend(sender.and_then(|sender| to_itself(&number, sender))),
        Err(note) => notes.push(*note),
    }
    notes.extend(body(&draft.body));
    let characters = u32::try_from(draft.body.chars().count()).unwrap_or(u32::MAX);
    TestNotes { notes, characters }
}

/// The sender ID of an unsaved sender as it would be sent, or the problem with it.
pub(crate) fn sender_id(kind: SenderType, typed: &str) -> Result<String, Box<FieldNote>> {
    match sender::check(&unnamed(kind, typed)).id {
        Some(id) => Ok(id.as_str().to_owned()),
        None => {
            let mut problems = sender_notes(kind, typed).into_iter();
            let found = problems.find(|note| note.level == NoteLevel::Problem);
            let none = || problem("sender_id", "This is not a sender ID.".to_owned(), None);
            Err(Box::new(found.unwrap_or_else(none)))
        }
    }
}

fn sender_notes(kind: SenderType, typed: &str) -> Vec<FieldNote> {
    let notes = sender::check(&unnamed(kind, typed)).notes;
    notes.into_iter().filter(|note| note.field == "sender_id").collect()
}

/// A sender under test needs no name, and a text is not an MMS.
fn unnamed(kind: SenderType, typed: &str) -> SenderDraft {
    SenderDraft {
        supports_mms: false,
        name: String::new(),
        sender_type: Some(kind),
        sender_id: typed.to_owned(),
    }
}

/// The recipient as it would be sent, or what to change.
pub(crate) fn recipient(typed: &str) -> Result<E164, Box<FieldNote>> {
    let text = pasted(typed);
    text.parse::<E164>().map_err(|fault| {
        let suggestion = cleaned(text).map(|number| Suggestion {
            label: format!("Use {number}"),
            field: "recipient".to_owned(),
            value: number.to_string(),
        });
        let digits = text.chars().filter_map(digit).count();
        let message = if text.is_empty() {
            "Enter the recipient: a phone number with its country code, such as +15551230002.".to_owned()
        } else if text.chars().any(char::is_alphabetic) {
            "A recipient is a phone number: + and digits, without letters.".to_owned()
        } else if suggestion.is_some() {
            "Twilio needs the number in international form: +, country code and number, without blanks or signs."
                .to_owned()
        } else if !text.starts_with('+') && digits >= 6 {
            "This looks like a national number: write + and the country code before it, and leave out a leading 0."
                .to_owned()
        } else {
            sentence(&fault.to_string())
        };
        Box::new(problem("recipient", message, suggestion))
    })
}

/// What keeps the text from being sent, if anything does.
pub(crate) fn body(typed: &str) -> Option<FieldNote> {
    let characters = typed.chars().count();
    if typed.trim().is_empty() {
        return Some(problem("body", "Write a text: Twilio sends no empty message.".to_owned(), None));
    }
    (characters > LONGEST_BODY).then(|| {
        let over = characters - LONGEST_BODY;
        let message = format!("The text is {over} characters too long: Twilio takes {LONGEST_BODY} at most.");
        problem("body", message, None)
    })
}

/// Twilio refuses a message to its own sender (21211).
pub(crate) fn to_itself(recipient: &E164, sender_id: &str) -> Option<FieldNote> {
    (recipient.as_str() == pasted(sender_id)).then(|| {
        problem("recipient", "The recipient is the sender itself; choose another phone.".to_owned(), None)
    })
}

fn problem(field: &str, message: String, suggestion: Option<Suggestion>) -> FieldNote {
    FieldNote { field: field.to_owned(), level: NoteLevel::Problem, message, suggestion }
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
fn digit(c: char) -> Option<char> {
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
    fn a_text_has_one_to_1600_characters_of_any_script() {
        assert!(body("x").is_none());
        assert!(body(&"👋".repeat(1600)).is_none());
        assert_eq!(body(" \n").unwrap().field, "body");
        assert!(body(&"ש".repeat(1603)).unwrap().message.contains("3 characters too long"));
    }

    #[test]
    fn an_unsaved_sender_is_judged_by_the_rules_of_its_type() {
        let mut draft = TestDraft {
            id: crate::ids::TestId::fresh(),
            from: TestFrom::Unsaved {
                name: String::new(),
                sender_type: SenderType::LongCode,
                sender_id: "12345".into(),
            },
            recipient: "+15551230001".into(),
            body: "👋 שלום".into(),
        };
        let read = notes(&draft);
        assert_eq!(read.notes.iter().map(|note| note.field.as_str()).collect::<Vec<_>>(), ["sender_id"]);
        assert_eq!(read.characters, 6);
        draft.from = TestFrom::Unsaved {
            name: String::new(),
            sender_type: SenderType::LongCode,
            sender_id: "+15551230001".into(),
        };
        assert_eq!(notes(&draft).notes[0].field, "recipient", "it would be texting itself");
        assert_eq!(sender_id(SenderType::LongCode, " +15551230002 ").unwrap(), "+15551230002");
    }

    #[test]
    fn a_sender_cannot_text_itself() {
        let number = recipient("+15551230001").unwrap();
        assert!(to_itself(&number, "+15551230001").is_some());
        assert!(to_itself(&number, "+15551230002").is_none());
    }
}
