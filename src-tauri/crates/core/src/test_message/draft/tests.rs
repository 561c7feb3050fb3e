//! What may be sent, and what is said of what may not.

use super::*;
use crate::ids::TestId;
use crate::wire::TestFrom;

const LONG_CODE: Sending<'_> = Sending {
    sender_type: SenderType::LongCode,
    sender_id: "+15551230001",
    supports_mms: Some(true),
    region: RegionChoice::Us1,
    unsubscribe_text: "Reply STOP to end",
};

fn draft(recipient: &str, body: &str, media: &[&str]) -> TestDraft {
    TestDraft {
        id: TestId::fresh(),
        from: TestFrom::Unsaved {
            name: String::new(),
            sender_type: SenderType::LongCode,
            sender_id: "+15551230001".into(),
        },
        recipient: recipient.into(),
        body: body.into(),
        media: media.iter().map(|&url| url.to_owned()).collect(),
        unsubscribe: false,
    }
}

fn mms(media: &[&str]) -> TestDraft {
    draft("+15551230002", "", media)
}

/// Field and level of each note.
fn notes(draft: &TestDraft, sender: Sending<'_>) -> Vec<(String, NoteLevel)> {
    read(draft, sender).0.into_iter().map(|note| (note.field, note.level)).collect()
}

fn fields(draft: &TestDraft, sender: Sending<'_>) -> Vec<String> {
    notes(draft, sender).into_iter().map(|(field, _)| field).collect()
}

const PICTURE: &str = "https://cdn.example.test/a.png";

#[test]
fn a_text_has_one_to_1600_characters_of_any_script() {
    assert!(body("x", false).is_none());
    assert!(body(&"👋".repeat(1600), false).is_none());
    assert_eq!(body(" \n", false).unwrap().field, "body");
    assert!(body(&"ש".repeat(1603), false).unwrap().message.contains("3 characters too long"));
}

#[test]
fn a_text_may_be_missing_where_there_is_media_but_not_be_too_long() {
    assert!(body("", true).is_none());
    assert!(body(&"x".repeat(1601), true).is_some());
}

#[test]
fn a_sender_cannot_text_itself() {
    assert_eq!(fields(&draft("+15551230001", "Hello", &[]), LONG_CODE), ["recipient"]);
    assert!(fields(&draft("+15551230002", "Hello", &[]), LONG_CODE).is_empty());
}

#[test]
fn an_unsaved_sender_is_judged_by_the_rules_of_its_type() {
    assert_eq!(sender_notes(SenderType::LongCode, "12345")[0].field, "sender_id");
    assert!(sender_id(SenderType::LongCode, "12345").is_err());
    assert_eq!(sender_id(SenderType::LongCode, " +15551230002 ").unwrap(), "+15551230002");
}

#[test]
fn media_are_sent_as_they_were_typed_in_their_order() {
    let draft = mms(&[" https://cdn.example.test/b.jpg ", PICTURE]);
    let (notes, sendable) = read(&draft, LONG_CODE);
    assert_eq!(notes, []);
    let media: Vec<_> = sendable.unwrap().media.iter().map(Url::to_string).collect();
    assert_eq!(media, ["https://cdn.example.test/b.jpg", PICTURE]);
}

#[test]
fn one_wrong_medium_is_named_by_its_place_and_keeps_all_from_being_sent() {
    let (notes, sendable) = read(&mms(&[PICTURE, "http://cdn.example.test/b.png", ""]), LONG_CODE);
    let fields: Vec<_> = notes.iter().map(|note| note.field.as_str()).collect();
    assert_eq!((fields, sendable), (vec!["media.1", "media.2"], None));
}

#[test]
fn twilio_takes_ten_media_and_not_eleven() {
    assert!(fields(&mms(&[PICTURE; 10]), LONG_CODE).is_empty());
    let (notes, sendable) = read(&mms(&[PICTURE; 11]), LONG_CODE);
    assert_eq!((notes[0].field.as_str(), sendable), ("media", None));
    assert!(notes[0].message.contains("10 media") && notes[0].message.contains("11"));
}

#[test]
fn an_alphanumeric_sender_takes_no_media() {
    let name = Sending { sender_type: SenderType::Alphanumeric, sender_id: "Shop", ..LONG_CODE };
    assert_eq!(notes(&mms(&[PICTURE]), name), [("media".to_owned(), NoteLevel::Problem)]);
    assert!(read(&draft("+447700900123", "Hello", &[]), name).1.is_some());
}

#[test]
fn what_speaks_against_mms_is_warned_of_and_sent() {
    let cases = [
        (mms(&[PICTURE]), Sending { supports_mms: Some(false), ..LONG_CODE }, "media"),
        (mms(&[PICTURE]), Sending { region: RegionChoice::Ie1, ..LONG_CODE }, "media"),
        (mms(&["https://cdn.example.test/a.HEIC"]), LONG_CODE, "media.0"),
    ];
    for (draft, sender, field) in cases {
        assert_eq!(notes(&draft, sender), [(field.to_owned(), NoteLevel::Warning)]);
        assert!(read(&draft, sender).1.is_some(), "{field}");
    }
}

fn form(recipients: &[&str], media: &[&str]) -> TestForm {
    let TestDraft { from, body, media, unsubscribe, .. } = draft("", "Hello", media);
    TestForm {
        from,
        recipients: recipients.iter().map(|&typed| typed.to_owned()).collect(),
        body,
        media,
        unsubscribe,
    }
}

/// Field and level of each note on the form.
fn checked(form: &TestForm, most: u32) -> Vec<(String, NoteLevel)> {
    let (notes, _) = check(form, Some(LONG_CODE), &[], most);
    notes.into_iter().map(|note| (note.field, note.level)).collect()
}

#[test]
fn each_recipient_is_judged_by_its_place() {
    let (notes, numbers) =
        check(&form(&["+15551230002", "0170", "+15551230001"], &[]), Some(LONG_CODE), &[], 5);
    let fields: Vec<_> = notes.iter().map(|note| note.field.as_str()).collect();
    assert_eq!(fields, ["recipient.1", "recipient.2"], "no number, and the sender itself");
    assert_eq!(numbers.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true]);
}

#[test]
fn one_phone_gets_one_message_of_a_test() {
    let twice = form(&["+15551230002", "+15551230003", " +15551230002 "], &[]);
    assert_eq!(checked(&twice, 5), [("recipient.2".to_owned(), NoteLevel::Problem)]);
}

#[test]
fn more_recipients_than_the_operator_allows_are_refused_as_a_whole() {
    let three = form(&["+15551230002", "+15551230003", "+15551230004"], &[]);
    assert_eq!(checked(&three, 3), []);
    assert_eq!(checked(&three, 2), [("recipients".to_owned(), NoteLevel::Problem)]);
}

#[test]
fn an_mms_abroad_is_doubted_and_a_text_is_not() {
    let abroad = |media| checked(&form(&["+61491570156"], media), 5);
    assert_eq!(abroad(&[PICTURE]), [("recipient.0".to_owned(), NoteLevel::Warning)]);
    assert_eq!(abroad(&[]), []);
}

#[test]
fn the_unsubscribe_text_is_sent_and_counted_when_it_is_ticked() {
    let ticked = |body: &str| TestDraft { unsubscribe: true, ..draft("+15551230002", body, &[]) };
    assert_eq!(read(&ticked("Hello"), LONG_CODE).1.unwrap().text, "Hello\nReply STOP to end");
    assert!(read(&ticked(&"x".repeat(1600)), LONG_CODE).1.is_none(), "too long with it");
    assert_eq!(read(&draft("+15551230002", "Hello", &[]), LONG_CODE).1.unwrap().text, "Hello");
}

#[test]
fn an_address_without_an_ending_says_nothing_of_its_type() {
    for address in
        ["https://cdn.example.test/media/42", "https://cdn.example.test", "https://a.test/v1.2/file"]
    {
        assert!(fields(&mms(&[address]), LONG_CODE).is_empty(), "{address}");
    }
}
