//! What is a phone number here, and which recipients have a fate of their own?

use crate::lifecycle::Outcome;
use crate::refusal::Refusal;

/// Reads `To` or `From` as Twilio does: E.164, or a North American number of ten digits with or without punctuation.
/// Answers E.164, or nothing when it is no phone number.
pub(crate) fn phone_number(text: &str) -> Option<String> {
    let compact: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.')).collect();
    let digits = match compact.strip_prefix('+') {
        Some(digits) => digits.to_owned(),
        None if compact.len() == 10 => format!("1{compact}"),
        None if compact.len() == 11 && compact.starts_with('1') => compact,
        None => return None,
    };
    let well_formed = (7..=15).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !digits.starts_with('0');
    well_formed.then(|| format!("+{digits}"))
}

/// Whether the number belongs to the North American plan; US, Canada and the islands are not told apart.
pub(crate) fn is_north_american(phone: &str) -> bool {
    phone.starts_with("+1")
}

/// Whether it is a toll-free number of the North American plan.
pub(crate) fn is_toll_free(phone: &str) -> bool {
    ["800", "833", "844", "855", "866", "877", "888"]
        .iter()
        .any(|area| phone.strip_prefix("+1").is_some_and(|rest| rest.starts_with(area)))
}

const COUNTRIES: [(&str, &str); 9] = [
    ("+1", "US"),
    ("+33", "FR"),
    ("+34", "ES"),
    ("+44", "GB"),
    ("+49", "DE"),
    ("+55", "BR"),
    ("+61", "AU"),
    ("+91", "IN"),
    // Behind the others: a number is of the first country with its code.
    ("+1", "CA"),
];

/// ISO country of a number, by its calling code; only those that a seed is likely to use.
pub(crate) fn country(phone: &str) -> &'static str {
    COUNTRIES.iter().find(|(prefix, _)| phone.starts_with(prefix)).map_or("US", |(_, country)| country)
}

/// The calling code of a country that is known here.
pub(crate) fn calling_prefix(country: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(_, code)| *code == country).map(|(prefix, _)| *prefix)
}

/// What is no phone number as a recipient.
pub(crate) fn invalid(to: &str) -> Refusal {
    Refusal::bad_request(21211, format!("The 'To' number {to} is not a valid phone number."))
}

/// The recipients that are always refused (the `To` numbers of Twilio's test credentials).
pub(crate) fn refused(to: &str) -> Option<Refusal> {
    let (code, message) = match to {
        "+15005550001" => return Some(invalid(to)),
        "+15005550002" => (
            21612,
            format!(
                "Message cannot be sent with the current combination of 'To' ({to}) and/or 'From' parameters"
            ),
        ),
        "+15005550003" => return Some(region_not_permitted(to)),
        "+15005550004" => (21610, "Attempt to send to unsubscribed recipient".to_owned()),
        "+15005550009" => (21614, format!("'To' number {to} is not a valid mobile number")),
        _ => return None,
    };
    Some(Refusal::bad_request(code, message))
}

/// Geo permissions of the account leave out the recipient's country.
pub(crate) fn region_not_permitted(to: &str) -> Refusal {
    let message = format!(
        "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {to}."
    );
    Refusal::bad_request(21408, message)
}

/// What becomes of an accepted message, told by the last digits of its recipient.
pub(crate) fn outcome(to: &str) -> Outcome {
    const UNDELIVERED: [u32; 7] = [30003, 30005, 30006, 30007, 30008, 30032, 30034];
    if to.ends_with("30000") {
        return Outcome::NoReceipt;
    }
    if to.ends_with("30410") {
        return Outcome::Failed(30410);
    }
    match UNDELIVERED.iter().find(|code| to.ends_with(&code.to_string())) {
        Some(code) => Outcome::Undelivered(*code),
        None => Outcome::Delivered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_leniently_within_north_america_only() {
        assert_eq!(phone_number("(415) 555-0123").as_deref(), Some("+14155550123"));
        assert_eq!(phone_number("+44 7700 900123").as_deref(), Some("+447700900123"));
        for wrong in ["", "+0123456789", "12345", "+1234567890123456", "hello", "7700900123x"] {
            assert_eq!(phone_number(wrong), None, "{wrong}");
        }
    }
}
