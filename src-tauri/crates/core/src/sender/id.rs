//! The sender ID: the number, code, service SID or text that a campaign sends from, matching its type.
//!
//! Nothing but blanks at the ends is changed silently; what could be meant is offered as a suggestion.
//! Shapes: MoEngage guide, *Sender Details*; Twilio's references of short codes, E.164, Messaging Services and
//! alphanumeric sender IDs.

use twilio_messaging::sid::{MessagingServiceSid, SidFault, SidKind};
use twilio_messaging::{E164, E164Error};

use super::country::Country;
use super::{alphanumeric, national, note, problem};
use crate::wire::{FieldNote, NoteLevel, SenderType};
use crate::words::{is_invisible, pasted, sentence};

const FIELD: &str = "sender_id";
const CODE_DIGITS: std::ops::RangeInclusive<usize> = 3..=8;
const TEXT_LIMIT: usize = 11;

/// A sender ID with its type, in the shape that Twilio and MoEngage take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderId {
    kind: SenderType,
    text: String,
}

impl SenderId {
    /// Its type.
    pub fn kind(&self) -> SenderType {
        self.kind
    }

    /// The ID itself, without blanks at its ends.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Reads an ID of this type: with remarks that do not stop it, or with the problem that does. The country is where a
/// national number is dialled, and where the recipients of an alphanumeric ID are.
pub(super) fn read(
    kind: SenderType,
    text: &str,
    country: Option<Country>,
) -> Result<(SenderId, Vec<FieldNote>), Box<FieldNote>> {
    let text = pasted(text);
    let shaped = match kind {
        SenderType::ShortCode => short_code(text),
        SenderType::LongCode => long_code(text, country),
        SenderType::MessagingService => messaging_service(text),
        SenderType::Alphanumeric => alphanumeric(text),
    };
    match shaped {
        Ok(text) => Ok((SenderId { kind, text: text.clone() }, remarks(kind, &text, country))),
        Err(fault) => Err(Box::new(explained(kind, text, fault))),
    }
}

/// The problem that no type is chosen, with the type that the ID looks like.
pub(super) fn missing_type(text: &str) -> FieldNote {
    let missing = problem("sender_type", "Choose the sender type.");
    match looks_like(pasted(text)) {
        Some(kind) => switch(missing, kind),
        None => missing,
    }
}

/// What is wrong with an ID: its words, and what it could be instead.
struct Fault {
    message: String,
    instead: Option<String>,
}

/// Reads an ID of one type: as it is kept, or why not.
type Shape = fn(&str) -> Result<String, Fault>;

fn fault<T>(message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { message: message.into(), instead: None })
}

fn is_separator(sign: char) -> bool {
    sign.is_whitespace()
        || is_invisible(sign)
        || matches!(sign, '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn without_separators(text: &str) -> String {
    text.chars().filter(|sign| !is_separator(*sign)).collect()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn short_code(text: &str) -> Result<String, Fault> {
    let cleaned = without_separators(text);
    let digits = cleaned.len();
    if text.is_empty() {
        return fault("Enter the short code: 3 to 8 digits, such as 12345.");
    }
    if !all_digits(&cleaned) {
        return fault("A short code is digits only, 3 to 8 of them, such as 12345.");
    }
    if !CODE_DIGITS.contains(&digits) {
        return fault(format!("A short code has 3 to 8 digits, this has {digits}."));
    }
    if cleaned != text {
        let message = "A short code is digits only, without blanks or other signs between them.";
        return Err(Fault { message: message.to_owned(), instead: Some(cleaned) });
    }
    Ok(cleaned)
}

fn long_code(text: &str, country: Option<Country>) -> Result<String, Fault> {
    let error = match text.parse::<E164>() {
        Ok(number) => return Ok(number.to_string()),
        Err(error) => error,
    };
    if !text.starts_with('+')
        && let Some(country) = country
        && let Some(number) = national::international(text, country.code())
    {
        let message = format!(
            "This is the form dialled in {}; a long code has + and the country code.",
            country.code()
        );
        return Err(Fault { message, instead: Some(number.to_string()) });
    }
    // “+44 (0)20 …” writes the 0 that is dialled at home only.
    let cleaned = without_separators(&text.replacen("(0)", "", 1));
    let number = |text: String| text.parse::<E164>().ok().map(|number| number.to_string());
    if let Some(rest) = cleaned.strip_prefix("00") {
        let message = "Start with + instead of 00: a long code has the form +15551230002.";
        return Err(Fault { message: message.to_owned(), instead: number(format!("+{rest}")) });
    }
    if all_digits(&cleaned) {
        return Err(without_country(&cleaned));
    }
    if let Some(instead) = number(cleaned) {
        let message = "A long code is + and digits, without blanks or other signs between them.";
        return Err(Fault { message: message.to_owned(), instead: Some(instead) });
    }
    fault(match error {
        E164Error::Empty => "Enter the number with + and its country code, such as +15551230002.".to_owned(),
        E164Error::LeadingZero => {
            "No country code begins with 0. Write + and the country code, then the number \
                                   without the 0 that is dialled at home, such as +442079460000."
                .to_owned()
        }
        E164Error::TooShort { digits } => {
            format!("A number with its country code has at least 7 digits, this has {digits}.")
        }
        E164Error::TooLong { digits } => {
            format!("A number with its country code has at most 15 digits, this has {digits}.")
        }
        E164Error::NoPlus | E164Error::NotDigit { .. } => {
            "A long code is + and digits: the country code, then the number, such as +15551230002.".to_owned()
        }
    })
}

/// Digits without a plus sign, whose country is not known: the number as it is dialled at home, most likely.
fn without_country(digits: &str) -> Fault {
    let ten_of_north_america = digits.len() == 10 && matches!(digits.as_bytes().first(), Some(b'2'..=b'9'));
    if digits.starts_with('0') {
        let message = "This is the national form, as dialled at home. Write + and the country code, then the \
                       number without the leading 0, such as +442079460000; or choose the country below.";
        return Fault { message: message.to_owned(), instead: None };
    }
    let (message, instead) = if ten_of_north_america {
        (
            "This is the national form, as dialled at home. Write + and the country code first: +1 for the United \
             States and Canada.",
            format!("+1{digits}"),
        )
    } else {
        (
            "Start with + and the country code, such as +15551230002. If these digits begin with the country code, \
             only the + is missing.",
            format!("+{digits}"),
        )
    };
    let instead = instead.parse::<E164>().ok().map(|number| number.to_string());
    Fault { message: message.to_owned(), instead }
}

fn messaging_service(text: &str) -> Result<String, Fault> {
    let error = match text.parse::<MessagingServiceSid>() {
        Ok(sid) => return Ok(sid.to_string()),
        Err(error) => error,
    };
    let instead: String = text.chars().filter(|sign| !sign.is_whitespace() && !is_invisible(*sign)).collect();
    let instead = match instead.split_at_checked(2) {
        Some((prefix, rest)) => format!("{}{rest}", prefix.to_ascii_uppercase()),
        None => instead,
    };
    let instead = instead.parse::<MessagingServiceSid>().ok().map(|sid| sid.to_string());
    let message = match error.reason {
        SidFault::Empty => "Enter the Messaging Service SID: MG and 32 more characters.".to_owned(),
        _ if instead.is_some() => {
            "A Messaging Service SID starts with MG in capital letters and has no blanks in it.".to_owned()
        }
        _ => sentence(&error.to_string()),
    };
    Err(Fault { message, instead })
}

fn alphanumeric(text: &str) -> Result<String, Fault> {
    if text.is_empty() {
        return fault("Enter the text that recipients see as the sender: 1 to 11 letters, digits or blanks.");
    }
    let allowed = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, ' ' | '-' | '+' | '_' | '&');
    if let Some(sign) = text.chars().find(|sign| !allowed(*sign)) {
        let shown = if sign.is_control() || is_invisible(sign) || sign.is_whitespace() {
            format!("U+{:04X}", u32::from(sign))
        } else {
            format!("“{sign}”")
        };
        return fault(format!(
            "{shown} is not possible in an alphanumeric sender ID: it has letters A to Z without accents, digits \
             and blanks."
        ));
    }
    if text.len() > TEXT_LIMIT {
        return fault(format!(
            "An alphanumeric sender ID has at most {TEXT_LIMIT} characters, this has {}.",
            text.len()
        ));
    }
    if !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return fault("An alphanumeric sender ID has at least one letter.");
    }
    Ok(text.to_owned())
}

/// The area codes that the United States and Canada keep for toll-free numbers (North American Numbering Plan).
const TOLL_FREE: [&str; 7] = ["800", "833", "844", "855", "866", "877", "888"];

/// Whether an E.164 number is a toll-free one of the United States and Canada.
pub(crate) fn is_toll_free(number: &str) -> bool {
    number
        .strip_prefix("+1")
        .is_some_and(|rest| rest.len() == 10 && TOLL_FREE.iter().any(|code| rest.starts_with(code)))
}

fn remarks(kind: SenderType, text: &str, country: Option<Country>) -> Vec<FieldNote> {
    match kind {
        SenderType::Alphanumeric => alphanumeric::remarks(text, country),
        SenderType::LongCode if is_toll_free(text) => vec![note(
            NoteLevel::Info,
            FIELD,
            "This is a toll-free number of the United States and Canada. The form has no type of its own for it: Long \
             code is derived, not documented. Twilio verifies toll-free numbers before they may send (error 30032).",
        )],
        _ => Vec::new(),
    }
}

/// The problem in the best words: what the ID is instead comes before what it lacks.
fn explained(kind: SenderType, text: &str, fault: Fault) -> FieldNote {
    if let Some(found) = looks_like(text).filter(|found| *found != kind) {
        let this_is = match found {
            SenderType::Alphanumeric if kind == SenderType::MessagingService => {
                "This looks like the name of a service, or like an alphanumeric sender ID"
            }
            SenderType::ShortCode => "This looks like a short code",
            SenderType::LongCode => "This looks like a long code",
            SenderType::MessagingService => "This is a Messaging Service SID",
            SenderType::Alphanumeric => "This looks like an alphanumeric sender ID",
        };
        // Seven digits may also be a number that lacks its country code.
        return switch(problem(FIELD, format!("{this_is}. {}", fault.message)), found);
    }
    if let Some(sid) = SidKind::of(text) {
        let instead = match (sid, kind) {
            (_, SenderType::MessagingService) => "Enter the SID of a Messaging Service; it starts with MG.",
            (SidKind::PhoneNumber, SenderType::LongCode) => "Enter the number itself, such as +15551230002.",
            (SidKind::ShortCode, SenderType::ShortCode) => "Enter the code itself, such as 12345.",
            _ => fault.message.as_str(),
        };
        return problem(FIELD, format!("This is {} {sid}. {instead}", article(sid)));
    }
    if kind == SenderType::MessagingService && fault.instead.is_none() && is_name(text) {
        let message = "This looks like the name of a service. Enter its SID: MG and 32 more characters, in Twilio's \
                       console under Messaging > Services.";
        return problem(FIELD, message);
    }
    let problem = problem(FIELD, fault.message);
    match fault.instead {
        Some(instead) => problem.suggesting(format!("Use {instead}"), FIELD, instead),
        None => problem,
    }
}

/// Text with letters that does not begin as a SID does.
fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && SidKind::of_prefix(text).is_none()
}

/// The type whose rules the text keeps as it stands; text that is no SID and has letters is alphanumeric.
fn looks_like(text: &str) -> Option<SenderType> {
    if SidKind::of(text).is_some() {
        return text.parse::<MessagingServiceSid>().ok().map(|_| SenderType::MessagingService);
    }
    let shapes: [(SenderType, Shape); 3] = [
        (SenderType::LongCode, |text| long_code(text, None)),
        (SenderType::ShortCode, short_code),
        (SenderType::Alphanumeric, alphanumeric),
    ];
    // Half a SID keeps the rules of an alphanumeric ID, but nobody means it.
    let half_a_sid = text.len() > 2 && SidKind::of_prefix(text).is_some() && text.bytes().skip(2).all(is_hex);
    shapes
        .into_iter()
        .filter(|(kind, _)| *kind != SenderType::Alphanumeric || !half_a_sid)
        .find(|(_, read)| read(text).is_ok())
        .map(|(kind, _)| kind)
}

fn is_hex(byte: u8) -> bool {
    byte.is_ascii_hexdigit()
}

fn switch(problem: FieldNote, kind: SenderType) -> FieldNote {
    let (label, value) = match kind {
        SenderType::ShortCode => ("Change the type to Short code", "short_code"),
        SenderType::LongCode => ("Change the type to Long code", "long_code"),
        SenderType::MessagingService => ("Change the type to Messaging Service", "messaging_service"),
        SenderType::Alphanumeric => ("Change the type to Alphanumeric", "alphanumeric"),
    };
    problem.suggesting(label, "sender_type", value)
}

fn article(sid: SidKind) -> &'static str {
    if sid.name().starts_with('A') { "an" } else { "a" }
}

#[cfg(test)]
mod tests;
