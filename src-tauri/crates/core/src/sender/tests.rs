//! Whole drafts: what becomes a sender, and every field that keeps one from it.

use super::*;

fn draft(sender_type: Option<SenderType>, sender_id: &str) -> SenderDraft {
    SenderDraft { name: "Offers".into(), sender_type, sender_id: sender_id.into(), ..SenderDraft::default() }
}

fn with_keywords(keyword_management: bool) -> Around {
    Around { data_centre: "DC-03".parse().unwrap(), keyword_management }
}

fn checked(draft: &SenderDraft) -> Checked {
    check_in(draft, with_keywords(true))
}

fn problems(draft: &SenderDraft) -> Vec<String> {
    let found = checked(draft).notes.into_iter().filter(|note| note.level == NoteLevel::Problem);
    found.map(|note| note.field).collect()
}

#[test]
fn a_whole_draft_becomes_a_sender_without_the_blanks_of_a_paste() {
    let draft = SenderDraft {
        name: "  Offers \n".into(),
        supports_mms: true,
        mo_callback_url: Some(" https://replies.example.com/mo ".into()),
        unsubscribe_text: " Reply STOP \n".into(),
        notes: "two\nlines".into(),
        owner: " Ana".into(),
        purpose: "Offers ".into(),
        country: "us".into(),
        ..draft(Some(SenderType::LongCode), " +15551230002\r\n")
    };
    let sender = checked(&draft).into_sender().unwrap();
    assert_eq!((sender.name(), sender.kind()), ("Offers", SenderType::LongCode));
    assert_eq!((sender.sender_id(), sender.supports_mms()), ("+15551230002", true));
    assert_eq!(sender.mo_custom(), Some("https://replies.example.com/mo"));
    let texts = sender.texts();
    assert_eq!(
        [&texts.unsubscribe_text, &texts.notes, &texts.owner, &texts.purpose],
        ["Reply STOP", "two\nlines", "Ana", "Offers"]
    );
    assert_eq!(texts.country.map(Country::code), Some("US"));
}

#[test]
fn every_field_with_a_problem_is_named_in_the_order_of_the_form() {
    let wrong = SenderDraft {
        supports_mms: true,
        name: " ".into(),
        mo_callback_url: None,
        unsubscribe_text: "a\0".into(),
        notes: "\u{1b}".into(),
        owner: "two\nlines".into(),
        purpose: "x".repeat(TEXT_LIMIT + 1),
        country: "Narnia".into(),
        ..draft(Some(SenderType::Alphanumeric), "")
    };
    let fields =
        ["supports_mms", "name", "sender_id", "unsubscribe_text", "notes", "owner", "purpose", "country"];
    assert_eq!(problems(&wrong), fields);
    let error = checked(&wrong).into_sender().unwrap_err();
    assert_eq!((error.message.as_str(), error.fields.len()), ("8 fields need a change.", 8));
    let mo = SenderDraft {
        mo_callback_url: Some("http://localhost".into()),
        ..draft(Some(SenderType::ShortCode), "12345")
    };
    assert!(problems(&mo).iter().all(|field| field == "mo_callback_url"));
    assert_eq!(checked(&mo).sender, None);
}

#[test]
fn an_alphanumeric_sender_has_neither_mms_nor_an_mo_callback() {
    let mut draft = draft(Some(SenderType::Alphanumeric), "ACME");
    draft.mo_callback_url = Some("https://replies.example.com/mo".into());
    let sender = checked(&draft).into_sender().unwrap();
    assert_eq!((sender.mo_custom(), sender.supports_mms()), (None, false));
    draft.supports_mms = true;
    assert_eq!(problems(&draft), ["supports_mms"]);
}

#[test]
fn what_is_hidden_while_keyword_management_is_off_is_kept_and_not_judged() {
    let draft = SenderDraft {
        mo_callback_url: Some("http://localhost/mo".into()),
        unsubscribe_text: "Leave us".into(),
        ..draft(Some(SenderType::LongCode), "+15551230002")
    };
    assert_eq!(checked(&draft).sender, None);
    let hidden = check_in(&draft, with_keywords(false));
    assert_eq!(hidden.notes, []);
    let sender = hidden.sender.unwrap();
    assert_eq!(
        (sender.mo_custom(), sender.texts().unsubscribe_text.as_str()),
        (Some("http://localhost/mo"), "Leave us")
    );
}

#[test]
fn the_country_of_a_short_code_is_asked_for_and_its_length_compared() {
    let notes = |country: &str, code: &str| {
        let draft = SenderDraft { country: country.into(), ..draft(Some(SenderType::ShortCode), code) };
        check_in(&draft, with_keywords(false)).notes
    };
    let asked = &notes("", "12345")[0];
    assert_eq!((asked.field.as_str(), asked.level), ("country", NoteLevel::Info));
    assert_eq!(notes("us", "12345"), []);
    assert_eq!(notes("US", "1234567")[0].level, NoteLevel::Warning);
    assert_eq!(notes("DE", "1234567"), []);
}

#[test]
fn a_missing_type_is_suggested_from_the_id() {
    let notes = checked(&draft(None, "MG0123456789abcdef0123456789abcdef")).notes;
    let suggestion = notes[0].suggestion.clone().unwrap();
    assert_eq!((suggestion.field.as_str(), suggestion.value.as_str()), ("sender_type", "messaging_service"));
    assert_eq!(notes[0].field, "sender_type");
    assert_eq!(checked(&draft(None, "")).notes[0].suggestion, None);
}
