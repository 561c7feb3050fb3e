//! Tables of sender IDs: what is taken, what is refused in which words, and what is suggested.

use SenderType::{Alphanumeric, LongCode, MessagingService, ShortCode};
use proptest::prelude::*;

use super::*;

const MG: &str = "MG0123456789abcdef0123456789abcdef";

fn read(kind: SenderType, text: &str) -> Result<(SenderId, Vec<FieldNote>), Box<FieldNote>> {
    super::read(kind, text, None)
}

fn words(kind: SenderType, text: &str) -> String {
    read(kind, text).expect_err(text).message
}

fn suggestion(kind: SenderType, text: &str) -> (String, String) {
    let suggestion = read(kind, text).expect_err(text).suggestion.expect(text);
    (suggestion.field, suggestion.value)
}

#[test]
fn ids_of_the_right_shape_are_kept_as_typed_but_for_blanks_at_the_ends() {
    let cases = [
        (ShortCode, "12345", "12345"),
        (ShortCode, " 123\n", "123"),
        (ShortCode, "12345678", "12345678"),
        (LongCode, "+15551230002", "+15551230002"),
        (LongCode, "\u{202a}+15551230002\u{202c}\r\n", "+15551230002"),
        (LongCode, "+1234567", "+1234567"),
        (LongCode, "+123456789012345", "+123456789012345"),
        (MessagingService, MG, MG),
        (MessagingService, "\tMG0123456789ABCDEF0123456789ABCDEF ", MG),
        (Alphanumeric, "OFFERS", "OFFERS"),
        (Alphanumeric, "a", "a"),
        (Alphanumeric, "My Shop 24x", "My Shop 24x"),
    ];
    for (kind, typed, kept) in cases {
        let (id, _) = read(kind, typed).unwrap_or_else(|note| panic!("{typed:?}: {}", note.message));
        assert_eq!((id.kind(), id.as_str()), (kind, kept), "{typed:?}");
    }
}

#[test]
fn ids_of_the_wrong_shape_are_refused_in_words() {
    let cases = [
        (ShortCode, "", "Enter the short code"),
        (ShortCode, "12", "3 to 8 digits, this has 2"),
        (ShortCode, "123456789", "3 to 8 digits, this has 9"),
        (ShortCode, "12a45!", "digits only"),
        (ShortCode, "١٢٣٤٥", "digits only"),
        (LongCode, " ", "Enter the number"),
        (LongCode, "+123", "at least 7 digits, this has 3"),
        (LongCode, "+1234567890123456", "at most 15 digits, this has 16"),
        (LongCode, "+0555123000", "No country code begins with 0"),
        (LongCode, "020 7946 0000", "national form"),
        (LongCode, "+1555abc0002!", "+ and digits"),
        (MessagingService, "", "Enter the Messaging Service SID"),
        (MessagingService, "MG0123", "34 characters, this has 6"),
        (MessagingService, "MG0123456789abcdef0123456789abcdeg", "character 34"),
        (Alphanumeric, "", "1 to 11 letters"),
        (Alphanumeric, "TWELVE CHARS", "at most 11 characters, this has 12"),
        (Alphanumeric, "Müller", "“ü” is not possible"),
        (Alphanumeric, "A\tB", "U+0009 is not possible"),
        (Alphanumeric, "12 34 567", "at least one letter"),
    ];
    for (kind, typed, part) in cases {
        let message = words(kind, typed);
        assert!(message.contains(part), "{typed:?}: {message}");
        assert!(message.ends_with('.'), "{message}");
    }
}

#[test]
fn a_sid_of_another_kind_is_named_as_what_it_is() {
    let sid = |prefix: &str| format!("{prefix}0123456789abcdef0123456789abcdef");
    let cases = [
        (LongCode, "PN", "a Phone Number SID. Enter the number itself"),
        (ShortCode, "SC", "a Short Code SID. Enter the code itself"),
        (MessagingService, "PN", "a Phone Number SID"),
        (MessagingService, "SM", "a Message SID"),
        (MessagingService, "AC", "an Account SID. Enter the SID of a Messaging Service"),
        (MessagingService, "SK", "an API key SID"),
        (LongCode, "AC", "an Account SID"),
        (Alphanumeric, "SK", "an API key SID"),
        (ShortCode, "MG", "a Messaging Service SID"),
    ];
    for (kind, prefix, part) in cases {
        let message = words(kind, &sid(prefix));
        assert!(message.contains(part), "{kind:?} {prefix}: {message}");
    }
}

#[test]
fn an_id_of_another_type_suggests_to_change_the_type() {
    let cases = [
        (ShortCode, MG, "messaging_service"),
        (LongCode, MG, "messaging_service"),
        (Alphanumeric, MG, "messaging_service"),
        (ShortCode, "+15551230002", "long_code"),
        (MessagingService, "+15551230002", "long_code"),
        (Alphanumeric, "+15551230002", "long_code"),
        (LongCode, "12345", "short_code"),
        (MessagingService, "12345", "short_code"),
        (Alphanumeric, "12345", "short_code"),
        (LongCode, "OFFERS", "alphanumeric"),
        (ShortCode, "OFFERS", "alphanumeric"),
        (MessagingService, "OFFERS", "alphanumeric"),
    ];
    for (kind, typed, value) in cases {
        assert_eq!(suggestion(kind, typed), ("sender_type".to_owned(), value.to_owned()), "{kind:?} {typed}");
    }
}

#[test]
fn a_cleaned_form_is_suggested_and_never_put_silently() {
    let cases = [
        (ShortCode, "123-45", "12345"),
        (LongCode, "+1 (555) 123-0002", "+15551230002"),
        (LongCode, "+1\u{a0}555\u{2011}123.0002", "+15551230002"),
        (LongCode, "+44 (0)20 7946 0000", "+442079460000"),
        (LongCode, "0044 20 7946 0000", "+442079460000"),
        (LongCode, "(555) 123-0002", "+15551230002"),
        (LongCode, "1 555 123 0002", "+15551230002"),
        (LongCode, "442079460000", "+442079460000"),
        (MessagingService, "mg0123456789abcdef0123456789abcdef", MG),
        (MessagingService, "MG01234567 89abcdef\n0123456789abcdef", MG),
    ];
    for (kind, typed, value) in cases {
        assert_eq!(suggestion(kind, typed), (FIELD.to_owned(), value.to_owned()), "{typed:?}");
    }
}

#[test]
fn half_a_sid_does_not_look_like_an_alphanumeric_id() {
    assert_eq!(read(MessagingService, "MG012345").unwrap_err().suggestion, None);
}

#[test]
fn the_four_extra_signs_are_taken_with_a_warning() {
    for sign in ['-', '+', '_', '&'] {
        let (_, remarks) = read(Alphanumeric, &format!("A{sign}B")).unwrap();
        assert_eq!(remarks.iter().map(|note| note.level).max(), Some(NoteLevel::Warning), "{sign}");
    }
    let (_, remarks) = read(Alphanumeric, "A B").unwrap();
    assert_eq!(remarks.iter().map(|note| note.level).max(), Some(NoteLevel::Info));
}

#[test]
fn a_national_number_is_offered_as_international_by_its_country_and_never_put_silently() {
    let country = super::super::country::read("GB").unwrap();
    let note = super::read(LongCode, "020 7946 0000", country).unwrap_err();
    assert_eq!((note.level, note.suggestion.unwrap().value.as_str()), (NoteLevel::Problem, "+442079460000"));
    assert_eq!(
        read(LongCode, "020 7946 0000").unwrap_err().suggestion,
        None,
        "no country is guessed from a 0"
    );
    let kept = super::read(LongCode, "+15551230002", country).unwrap().0;
    assert_eq!(kept.as_str(), "+15551230002", "a number with its country code stays");
}

#[test]
fn a_toll_free_number_is_named() {
    for (number, toll_free) in [
        ("+18005550100", true),
        ("+18885550100", true),
        ("+18225550100", false),
        ("+12025550100", false),
        ("+448005550100", false),
        ("+1800555010", false),
    ] {
        let (_, remarks) = read(LongCode, number).unwrap();
        assert_eq!(remarks.iter().any(|note| note.message.contains("toll-free")), toll_free, "{number}");
        assert_eq!(is_toll_free(number), toll_free, "{number}");
    }
}

#[test]
fn the_name_of_a_service_is_named_as_such() {
    for name in ["Campaigns", "Spring campaigns 2026", "Müllers Angebote"] {
        assert!(words(MessagingService, name).contains("looks like the name of a service"), "{name}");
    }
    assert!(!words(MessagingService, "MG0123").contains("name of a service"));
}

fn any_type() -> impl Strategy<Value = SenderType> {
    prop_oneof![Just(ShortCode), Just(LongCode), Just(MessagingService), Just(Alphanumeric)]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[ +0-9().-]{0,18}",
        "(MG|PN|AC|mg)[0-9a-fA-F ]{28,36}",
        "[A-Za-z0-9 _&+-]{0,13}"
    ]
}

proptest! {
    #[test]
    fn what_is_kept_is_kept_the_same_again(kind in any_type(), text in any_text()) {
        if let Ok((id, _)) = read(kind, &text) {
            let (again, _) = read(kind, id.as_str()).unwrap();
            prop_assert_eq!(again, id);
        }
    }

    #[test]
    fn what_is_suggested_is_accepted(kind in any_type(), text in any_text()) {
        if let Some(suggestion) = read(kind, &text).err().and_then(|note| note.suggestion) {
            match suggestion.field.as_str() {
                FIELD => prop_assert!(read(kind, &suggestion.value).is_ok(), "{}", suggestion.value),
                _ => {
                    let kind: SenderType = serde_json::from_value(suggestion.value.into()).unwrap();
                    prop_assert!(read(kind, &text).is_ok());
                }
            }
        }
    }
}
