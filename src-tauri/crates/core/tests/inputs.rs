//! What people type and paste: it arrives as it is, or it is refused before anything is recorded.

use senderdesk_core::wire::*;
use twilio_simulator::Pace;

use crate::connected::{NUMBER, PHONE, connected, draft, form};

/// A character of each of Unicode's 17 planes, the first and the last of each that is one.
fn every_plane() -> String {
    (0..=16_u32)
        .flat_map(|plane| [0xa1, 0xfffd].map(|at| char::from_u32((plane << 16) | at).unwrap()))
        .collect()
}

#[tokio::test]
async fn a_text_of_any_characters_arrives_byte_for_byte() {
    let with = connected(Pace::instant()).await;
    let texts = [
        every_plane(),
        "a\0b".to_owned(),
        "\u{feff}\u{200b}zero\u{200d}width\u{2060}".to_owned(),
        "\u{202e}reversed\u{202c} שלום مرحبا \u{200f}".to_owned(),
        "e\u{301}\u{301}\u{301} 👩\u{200d}👩\u{200d}👧\u{fe0f} 🏴\u{e0067}\u{e0062}\u{e007f}".to_owned(),
        "\u{fdd0}\u{ffff}\u{10ffff}".to_owned(),
        "half an emoji \u{fffd}".to_owned(),
        " leading, trailing \t".to_owned(),
        "line\nline\r\nline\rline\u{2028}line".to_owned(),
        "%00%F0&Body=other&To=+1 ;--'\"<>\\".to_owned(),
        "{[€~^\\|]}".to_owned(),
        (0..=0x1f_u8).map(char::from).chain(['x', '\u{7f}', '\u{85}']).collect(),
    ];
    for text in &texts {
        let test = with.send(PHONE, text).await;
        assert_eq!(&test.body, text);
        let test = with.until_state(test.id, TestState::Delivered).await;
        assert_eq!(&test.body, text, "and it is recorded as it is");
    }
    let bodies: Vec<_> = with.handle.messages().into_iter().map(|message| message.body).collect();
    assert_eq!(bodies, texts);
    with.end().await;
}

#[tokio::test]
async fn sixteen_hundred_characters_are_sent_and_one_more_is_refused_in_any_script() {
    let with = connected(Pace::instant()).await;
    for character in ["x", "ß", "👋", "\u{10ffff}"] {
        let (most, more) = (character.repeat(1600), character.repeat(1601));
        assert_eq!(with.send(PHONE, &most).await.state, TestState::Queued, "{character}");
        assert_eq!(with.handle.messages().pop().unwrap().body, most);
        let error = with.desk.send_test(with.workspace, draft(PHONE, &more)).await.unwrap_err();
        assert_eq!(error.fields[0].field, "body");
        assert!(error.fields[0].message.contains("1 characters too long"), "{}", error.fields[0].message);
    }
    assert_eq!(with.posts(), 4);
    with.end().await;
}

#[tokio::test]
async fn ten_media_are_sent_and_eleven_refused() {
    let with = connected(Pace::instant()).await;
    let media =
        |count: usize| (0..count).map(|nth| format!("https://cdn.example.com/{nth}.png?a=ü&b=1")).collect();
    let ten = TestDraft { media: media(10), ..draft(PHONE, "Look") };
    let test = with.desk.send_test(with.workspace, ten).await.unwrap();
    assert_eq!(test.media.len(), 10);
    assert_eq!(with.handle.messages()[0].media_urls, test.media, "what is recorded is what was sent");
    let eleven = TestDraft { media: media(11), ..draft(PHONE, "Look") };
    let error = with.desk.send_test(with.workspace, eleven).await.unwrap_err();
    assert_eq!(error.fields[0].field, "media");
    assert_eq!((with.posts(), with.desk.tests(with.workspace, 10).await.unwrap().len()), (1, 1));
    with.end().await;
}

#[tokio::test]
async fn a_recipient_that_is_none_is_told_and_neither_recorded_nor_sent() {
    let with = connected(Pace::instant()).await;
    for (typed, words) in [
        ("+1 415 555 0100 ext. 5", "no extension"),
        ("+14155550100;ext=5", "no extension"),
        ("+1 415 555 0100 x5", "no extension"),
        ("tel:+14155550100", "without letters"),
        ("+1-800-FLOWERS", "without letters"),
        ("++14155550100", "+"),
        ("+1+4155550100", "+"),
        ("+04155550100", "does not begin with 0"),
        ("+0", "0"),
        ("12345", "short code"),
        ("123456", "short code"),
        ("+", "digits"),
        ("", "Enter the recipient"),
        ("+14155550100,+14155550101", "+"),
        ("+1415555010012345", "at most 15 digits"),
        ("+1415555\u{0}0100", "+"),
        ("+१४१५५५५०१००", "+"),
        ("\u{202e}0010555514\u{202c}+", "country code"),
    ] {
        let notes = with.desk.check_test(with.workspace, form(&draft(typed, "Hello"))).await.unwrap().notes;
        let note = notes.iter().find(|note| note.field == "recipient.0").unwrap();
        assert_eq!(note.level, NoteLevel::Problem, "{typed:?}");
        assert!(note.message.contains(words), "{typed:?}: {}", note.message);
        let error = with.desk.send_test(with.workspace, draft(typed, "Hello")).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid, "{typed:?}");
        assert_eq!(error.fields[0].field, "recipient", "{typed:?}");
    }
    let itself = with.desk.send_test(with.workspace, draft(NUMBER, "Hello")).await.unwrap_err();
    assert_eq!(itself.fields[0].field, "recipient");
    assert_eq!(with.desk.tests(with.workspace, 10).await.unwrap(), []);
    assert_eq!(with.posts(), 0);
    with.end().await;
}
