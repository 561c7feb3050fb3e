//! Which MO callback does a draft choose: the one of the data centre, or one typed in its place?

use super::{Around, note, problem};
use crate::callback;
use crate::wire::{FieldNote, NoteLevel, SenderType};
use crate::words::pasted;

const FIELD: &str = "mo_callback_url";
/// Twilio's limit of a callback URL; kept to even while the field is not shown.
const LENGTH_LIMIT: usize = 4000;

/// The URL typed in place of the data centre's, with what there is to say of it. While keyword management is off the
/// field is not shown: what stands there is kept as it is and not judged.
pub(super) fn read(
    typed: Option<&str>,
    kind: Option<SenderType>,
    around: Around,
) -> Result<(Option<String>, Vec<FieldNote>), Vec<FieldNote>> {
    let url = pasted(typed.unwrap_or_default());
    if url.is_empty() || url == callback::mo(around.data_centre).url {
        return Ok((None, Vec::new()));
    }
    if kind == Some(SenderType::Alphanumeric) {
        let message =
            "An alphanumeric sender ID takes no replies: the MO callback URL typed here is not kept.";
        return Ok((None, vec![note(NoteLevel::Warning, FIELD, message)]));
    }
    if url.len() > LENGTH_LIMIT || url.chars().any(char::is_control) {
        let message = "A callback URL is one line of at most 4,000 characters.";
        return Err(vec![problem(FIELD, message)]);
    }
    if !around.keyword_management {
        return Ok((Some(url.to_owned()), Vec::new()));
    }
    let notes = callback::lint(FIELD, url, around.data_centre);
    match notes.iter().any(|note| note.level == NoteLevel::Problem) {
        true => Err(notes),
        false => Ok((Some(url.to_owned()), notes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(typed: Option<&str>, keyword_management: bool) -> Result<Option<String>, Vec<FieldNote>> {
        let around = Around { data_centre: "DC-03".parse().unwrap(), keyword_management };
        read(typed, Some(SenderType::LongCode), around).map(|(url, _)| url)
    }

    #[test]
    fn the_url_of_the_data_centre_is_no_custom_one() {
        let own = "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
        for typed in [None, Some(""), Some("  "), Some(own), Some(&format!(" {own}\n"))] {
            assert_eq!(chosen(typed, true), Ok(None), "{typed:?}");
        }
        let other = own.replace("03", "01");
        assert_eq!(chosen(Some(&other), true), Ok(Some(other)));
    }

    #[test]
    fn what_is_wrong_is_a_problem_only_while_the_field_is_shown_and_is_kept_while_it_is_not() {
        let wrong = Some("http://localhost/mo");
        assert_eq!(chosen(wrong, true).unwrap_err()[0].level, NoteLevel::Problem);
        assert_eq!(chosen(wrong, false), Ok(wrong.map(str::to_owned)));
        let endless = "x".repeat(LENGTH_LIMIT + 1);
        assert!(chosen(Some(&endless), false).is_err());
    }
}
