//! What may stand in the fields of text below the sender ID, and how does the unsubscribe text look in an SMS?

use super::{note, problem};
use crate::segments::{self, Segments};
use crate::wire::{FieldNote, NoteLevel, SenderType, TextMeasure};

/// The most characters of the unsubscribe text and of each field of ours. MoEngage's own limit is not documented.
pub const TEXT_LIMIT: usize = 2000;

/// What a handset sends to be left alone (Twilio, *STOP filtering*).
const STOP_WORDS: [&str; 8] = ["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"];

/// What the unsubscribe text is shown under. MoEngage does not say how it joins the two; a line end is assumed.
const SAMPLE: &str = "Hello Alex, our autumn offers are here until Sunday: https://example.com/autumn";

/// Which signs a text may have besides those of one line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    One,
    Several,
}

/// The text without blanks at its ends, or why it cannot be kept.
pub(super) fn read(field: &str, label: &str, text: &str, lines: Lines) -> Result<String, Box<FieldNote>> {
    let text = text.trim();
    let refused = |message: String| Err(Box::new(problem(field, message)));
    let allowed = |sign: char| lines == Lines::Several && matches!(sign, '\n' | '\r' | '\t');
    if text.chars().any(|sign| sign.is_control() && !allowed(sign)) {
        return refused(match lines {
            Lines::One => {
                format!("{label} is one line: take out line ends, tabs and other control characters.")
            }
            Lines::Several => format!("{label} has a control character in it; type that part again."),
        });
    }
    match text.chars().count() {
        length if length > TEXT_LIMIT => {
            refused(format!("{label} has at most {TEXT_LIMIT} characters, this has {length}."))
        }
        _ => Ok(text.to_owned()),
    }
}

/// What the words of an unsubscribe text lack for this type; said only where the field is shown.
pub(super) fn remark(text: &str, kind: Option<SenderType>) -> Option<FieldNote> {
    let names_a_word = text
        .split(|sign: char| !sign.is_alphanumeric())
        .any(|word| STOP_WORDS.iter().any(|stop| word.eq_ignore_ascii_case(stop)));
    let one_way = kind == Some(SenderType::Alphanumeric);
    let message = if text.is_empty() {
        "Without a text there is nothing that a campaign's opt-out instruction could show."
    } else if one_way && names_a_word {
        "Nobody can reply to an alphanumeric sender ID: name a link or a number instead of a word to reply with."
    } else if !one_way && !names_a_word {
        "It does not say which word to reply with: name one that is understood as such, for instance STOP."
    } else {
        return None;
    };
    let level = if text.is_empty() { NoteLevel::Info } else { NoteLevel::Warning };
    Some(note(level, "unsubscribe_text", message))
}

/// The text as an SMS would carry it, alone and under a sample message.
pub(crate) fn measure(text: &str) -> TextMeasure {
    let text = text.trim();
    let Segments { encoding, characters, segments, not_gsm, .. } = segments::measure(text);
    let preview = if text.is_empty() { SAMPLE.to_owned() } else { format!("{SAMPLE}\n{text}") };
    TextMeasure {
        characters,
        segments: if text.is_empty() { 0 } else { segments },
        encoding: encoding.name().to_owned(),
        not_gsm: not_gsm.into_iter().map(String::from).collect(),
        preview_segments: segments::measure(&preview).segments,
        preview,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_kept_without_the_blanks_at_its_ends_and_control_characters_are_refused() {
        let one = |text: &str| read("owner", "Owner", text, Lines::One);
        let several = |text: &str| read("notes", "Notes", text, Lines::Several);
        assert_eq!(one(" Ana 🎉\n"), Ok("Ana 🎉".to_owned()));
        assert_eq!(several("two\r\nlines\tand more"), Ok("two\r\nlines\tand more".to_owned()));
        for text in ["two\nlines", "nul\0", "esc\u{1b}[31m"] {
            assert_eq!(one(text).unwrap_err().level, NoteLevel::Problem, "{text:?}");
        }
        assert!(several("bell\u{7}x").is_err());
        assert!(one(&"é".repeat(TEXT_LIMIT)).is_ok());
        assert!(one(&"é".repeat(TEXT_LIMIT + 1)).unwrap_err().message.contains("2001"));
    }

    #[test]
    fn a_stop_word_is_looked_for_as_a_word_and_misplaced_where_nobody_can_reply() {
        use SenderType::{Alphanumeric, LongCode};
        let level = |text, kind| remark(text, Some(kind)).map(|note| note.level);
        for text in ["Reply STOP to end it", "txt stop2stop or Cancel", "OPTOUT"] {
            assert_eq!(level(text, LongCode), None, "{text}");
            assert_eq!(level(text, Alphanumeric), Some(NoteLevel::Warning), "{text}");
        }
        for text in ["Nonstop fun", "stopping", "Leave us"] {
            assert_eq!(level(text, LongCode), Some(NoteLevel::Warning), "{text}");
            assert_eq!(level(text, Alphanumeric), None, "{text}");
        }
        assert_eq!(level("", LongCode), Some(NoteLevel::Info));
    }

    #[test]
    fn the_measure_shows_the_text_under_a_message() {
        let measured = measure(" Répondez STOP à la fin – merci ");
        assert_eq!((measured.encoding.as_str(), measured.segments), ("UCS-2", 1));
        assert_eq!(measured.not_gsm, ["–"]);
        assert!(measured.preview.ends_with("\nRépondez STOP à la fin – merci"));
        assert_eq!(measured.preview_segments, 2);
        assert_eq!((measure("").segments, measure("").preview.as_str()), (0, SAMPLE));
    }
}
