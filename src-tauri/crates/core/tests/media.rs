//! A test with media is sent once with all of them; a medium is asked about only where that harms nobody.

use senderdesk_core::wire::*;
use twilio_simulator::{AccountSeed, Fault, FaultKind, Match, Pace};

use crate::connected::{Connected, NUMBER, PHONE, connected, connected_to, draft, draft_from, form};
use crate::fixture::database;

const PICTURE: &str = "https://cdn.example.test/a.png";
const FILM: &str = "https://cdn.example.test/b.mp4?key=a%26b";

fn mms(body: &str, media: &[&str]) -> TestDraft {
    TestDraft { media: media.iter().map(|&url| url.to_owned()).collect(), ..draft(PHONE, body) }
}

/// Action, changes and outcome of the lines about tests.
fn activity(with: &Connected) -> Vec<[String; 5]> {
    let database = database(with.folder.path());
    let sql =
        "SELECT name, action, outcome, changes, detail FROM activity WHERE subject = 'test' ORDER BY id";
    let mut lines = database.prepare(sql).unwrap();
    let line =
        |row: &rusqlite::Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]);
    lines.query_map([], line).unwrap().map(Result::unwrap).collect()
}

#[tokio::test]
async fn media_go_out_in_their_order_and_are_shown_with_the_test() {
    let mut with = connected(Pace::instant()).await;
    let test = with.desk.send_test(with.workspace, mms("", &[PICTURE, FILM])).await.unwrap();
    assert_eq!(
        (test.body.as_str(), test.media.as_slice()),
        ("", [PICTURE, FILM].map(str::to_owned).as_slice())
    );
    let test = with.until_state(test.id, TestState::Delivered).await;
    assert!(test.message_sid.unwrap().starts_with("MM"));
    assert!(test.proves.contains("MMS Converter"), "{}", test.proves);
    assert_eq!(with.handle.messages()[0].media_urls, [PICTURE, FILM]);
    with.restart().await;
    assert_eq!(with.desk.test(test.id).await.unwrap().media, [PICTURE, FILM]);
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn a_form_that_sent_these_media_sends_no_other_ones() {
    let with = connected(Pace::instant()).await;
    let sent = mms("Look", &[PICTURE, FILM]);
    with.desk.send_test(with.workspace, sent.clone()).await.unwrap();
    for media in [vec![], vec![PICTURE], vec![FILM, PICTURE], vec![PICTURE, "http://cdn.example.test/c"]] {
        let other = TestDraft { id: sent.id, ..mms("Look", &media) };
        let error = with.desk.send_test(with.workspace, other).await.unwrap_err();
        assert!(error.message.contains("already sent a message"), "{media:?}");
    }
    let blanks = TestDraft { id: sent.id, ..mms("Look", &[&format!(" {PICTURE}"), FILM]) };
    assert_eq!(with.desk.send_test(with.workspace, blanks).await.unwrap().id, sent.id);
    assert_eq!(with.posts(), 1);
    with.end().await;
}

#[tokio::test]
async fn media_that_cannot_be_sent_are_named_by_their_place_before_anything_is_recorded() {
    let with = connected(Pace::instant()).await;
    let many = vec![PICTURE; 11];
    let name = draft_from(SenderType::Alphanumeric, "Shop", "+447700900123", "Hello");
    let cases = [
        (mms("", &[PICTURE, "http://cdn.example.test/b.png"]), "media.1"),
        (mms("", &["https://10.0.0.1/a.png"]), "media.0"),
        (mms("", &many), "media"),
        (TestDraft { media: vec![PICTURE.to_owned()], ..name }, "media"),
    ];
    for (draft, field) in cases {
        let notes = with.desk.check_test(with.workspace, form(&draft)).await.unwrap().notes;
        assert!(
            notes.iter().any(|note| note.field == field && note.level == NoteLevel::Problem),
            "{notes:?}"
        );
        let error = with.desk.send_test(with.workspace, draft).await.unwrap_err();
        let fields: Vec<_> = error.fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!((error.code, fields), (ErrorCode::Invalid, vec![field]));
    }
    assert_eq!((with.posts(), activity(&with).len()), (0, 0));
    with.end().await;
}

#[tokio::test]
async fn a_saved_sender_that_is_not_recorded_as_supporting_mms_is_warned_of() {
    let with = connected(Pace::instant()).await;
    let sender = SenderDraft {
        name: "Offers".to_owned(),
        sender_type: Some(SenderType::LongCode),
        sender_id: NUMBER.to_owned(),
        ..SenderDraft::default()
    };
    let saved = with.desk.create_sender(with.workspace, sender).await.unwrap().sender;
    let draft = TestDraft { from: TestFrom::Saved { key: saved.key }, ..mms("", &[PICTURE]) };
    let notes = with.desk.check_test(with.workspace, form(&draft)).await.unwrap().notes;
    let [note] = notes.as_slice() else { panic!("{notes:?}") };
    assert_eq!((note.field.as_str(), note.level), ("media", NoteLevel::Warning));
    let test = with.desk.send_test(with.workspace, draft).await.unwrap();
    assert!(test.message_sid.is_some(), "a warning keeps nothing back");
    let itself =
        TestDraft { from: TestFrom::Saved { key: saved.key }, ..crate::connected::draft(NUMBER, "Hello") };
    let notes = with.desk.check_test(with.workspace, form(&itself)).await.unwrap().notes;
    assert_eq!(notes[0].field, "recipient.0", "a saved sender is compared while typing");
    with.end().await;
}

#[tokio::test]
async fn a_lost_mms_is_found_again_and_a_text_is_not_taken_for_it() {
    let with = connected_to(AccountSeed::practice(), Pace::instant()).await;
    with.send(PHONE, "Look").await;
    with.handle.push(Fault::once(Match::request("POST", "/Messages"), FaultKind::LoseAnswer));
    let test = with.desk.send_test(with.workspace, mms("Look", &[PICTURE])).await.unwrap();
    let looked = |test: &TestView| test.lost_answer.as_ref().is_some_and(|lost| lost.looked_at.is_some());
    let lost = with.until(test.id, looked).await.lost_answer.unwrap();
    let [found] = lost.matches.as_slice() else { panic!("{:?}", lost.matches) };
    assert!(found.message_sid.starts_with("MM"));
    with.end().await;
}

#[tokio::test]
async fn the_activity_log_has_one_line_a_test_whatever_comes_of_it() {
    let mut with = connected(Pace::instant()).await;
    let sent = with.desk.send_test(with.workspace, mms("Look", &[PICTURE])).await.unwrap();
    with.until_state(sent.id, TestState::Delivered).await;
    with.send("+15005550001", "Hello").await;
    with.handle.push(Fault::once(Match::request("POST", "/Messages"), FaultKind::LoseAnswer));
    let lost = with.send(PHONE, "Hello").await;
    let looked = |test: &TestView| test.lost_answer.as_ref().is_some_and(|lost| lost.looked_at.is_some());
    let found = with.until(lost.id, looked).await.lost_answer.unwrap().matches.remove(0);
    with.desk.adopt_match(lost.id, found.message_sid).await.unwrap();
    with.until_state(lost.id, TestState::Delivered).await;
    with.handle.push(Fault::always(
        Match::request("POST", "/Messages"),
        FaultKind::RateLimited { retry_after: Some(1) },
    ));
    with.send(PHONE, "Hello").await;
    with.restart().await;

    let lines = activity(&with);
    let told: Vec<_> =
        lines.iter().map(|[name, action, outcome, ..]| (&**name, &**action, &**outcome)).collect();
    assert_eq!(
        told,
        [
            ("+1555…01", "sent", "done"),
            ("+1500…01", "refused by Twilio", "refused"),
            ("+1555…01", "outcome unknown", "unknown"),
            ("+1555…01", "not sent", "refused"),
        ]
    );
    assert!(lines[0][3].contains("\"Media\""), "{}", lines[0][3]);
    assert!(lines[1][4].contains("error 21211"), "{}", lines[1][4]);
    let whole = lines.concat().concat();
    assert!([PHONE, NUMBER, "+15005550001"].iter().all(|number| !whole.contains(number)), "{whole}");
    with.end().await;
}

#[tokio::test]
async fn an_address_that_must_not_be_asked_is_told_with_the_reason() {
    let (_folder, desk, _) = crate::fixture::shop().await;
    let cases = [
        ("http://cdn.example.test/a.png", FindingLevel::Problem, "https://"),
        ("https://ada:secret@cdn.example.test/a.png", FindingLevel::Problem, "user name"),
        ("https://localhost/a.png", FindingLevel::Problem, "this machine itself"),
        ("https://169.254.169.254/latest/meta-data", FindingLevel::Problem, "the local link"),
        ("https://[::1]/a.png", FindingLevel::Problem, "this machine itself"),
        ("https://api-01.moengage.com/sms/dlr/twilio", FindingLevel::NotCheckable, "MoEngage"),
    ];
    for (url, level, reason) in cases {
        let check = desk.check_media(url.to_owned()).await.unwrap();
        assert_eq!(check.level, level, "{url}");
        assert!(check.says.contains(reason), "{url}: {}", check.says);
        assert_eq!((check.content_type, check.bytes), (None, None));
    }
    desk.close().await;
}
