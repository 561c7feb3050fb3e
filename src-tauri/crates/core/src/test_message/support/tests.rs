//! Does the text hold what support needs, and nothing of the rest unless it is ticked?

use super::*;
use crate::ids::{AccountId, WorkspaceId};
use crate::store::tests::{NewTest, Seen, Trouble};

const SID: &str = "SM0a1b2c3d4e5f60718293a4b5c6d7e8f9";

fn at(second: u8) -> At {
    At(format!("2026-11-23T10:00:{second:02}.5Z").parse().unwrap())
}

fn failed() -> About {
    let seen = |state, status: Option<&str>, second| Seen {
        state,
        twilio_status: status.map(str::to_owned),
        at: at(second),
    };
    About {
        account_sid: "AC0a1b2c3d4e5f60718293a4b5c6d7e8f9".into(),
        region: RegionChoice::Us1,
        test: StoredTest {
            recorded: NewTest {
                id: "0198f000-0000-7000-8000-000000000001".parse().unwrap(),
                workspace: WorkspaceId::fresh(),
                account: AccountId::fresh(),
                sender: None,
                sender_name: "Marketing".into(),
                sender_type: SenderType::LongCode,
                sender_id: "+12025550101".into(),
                recipient: "+12025550147".into(),
                body: "Dear Ada, call +44 20 7946 0000\nor not".into(),
                media: vec!["https://example.org/ada.jpg".into()],
                again_of: None,
                created_at: at(0),
            },
            state: TestState::Undelivered,
            twilio_status: Some("undelivered".into()),
            message_sid: Some(SID.into()),
            chosen_sender: Some("+12025550101".into()),
            segments: Some(1),
            converted: false,
            price: Some("-0.0079".into()),
            price_unit: Some("USD".into()),
            trouble: Some(Trouble {
                http_status: None,
                code: Some(30003),
                message: Some(
                    "The number +12025550147 is\nunreachable; see 30003, SM0a1b2c3d4e5f60718293a4b5c6d7e8f9"
                        .into(),
                ),
                request_id: None,
            }),
            lost: None,
            sent_again: None,
            ended: true,
            ended_reason: None,
            states: vec![
                seen(TestState::Posting, None, 0),
                seen(TestState::Queued, Some("queued"), 1),
                seen(TestState::Undelivered, Some("undelivered"), 4),
            ],
        },
    }
}

fn text_of(body: bool, numbers: bool) -> String {
    text(&[failed()], SupportOptions { body, numbers }, at(30))
}

#[test]
fn support_gets_sids_codes_and_every_status_with_its_time_in_utc() {
    let text = text_of(false, false);
    for line in [
        concat!(
            "Test messages, as Senderdesk ",
            env!("CARGO_PKG_VERSION"),
            " knew them at 2026-11-23T10:00:30.500Z"
        ),
        "Account SID: AC0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "Region: US1",
        "Message SID: SM0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "Request ID: not kept",
        "Status: undelivered",
        "Error code: 30003",
        "Segments: 1",
        "Price: -0.0079 USD",
        "Media: 1",
        "  2026-11-23T10:00:00.500Z: request being made",
        "  2026-11-23T10:00:01.500Z: queued",
        "  2026-11-23T10:00:04.500Z: undelivered",
        "Text: left out",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n---\n{text}");
    }
}

#[test]
fn no_text_and_no_full_number_leaves_unless_ticked() {
    let hidden = text_of(false, false);
    for secret in ["Ada", "ada.jpg", "+12025550101", "+12025550147", "7946", "Marketing"] {
        assert!(!hidden.contains(secret), "{secret}\n{hidden}");
    }
    assert!(hidden.contains("From: +1202…01") && hidden.contains("To: +1202…47"), "{hidden}");
    // Twilio's own words can hold the number; a SID in them stays whole.
    assert!(hidden.contains("Twilio's words: The number +1202…47 is unreachable; see 30003, SM0a1b2c3d4e5f60718293a4b5c6d7e8f9"), "{hidden}");

    let body = text_of(true, false);
    assert!(body.contains("Dear Ada") && body.contains("ada.jpg"), "{body}");
    assert!(!body.contains("7946 0000") && !body.contains("+12025550147"), "{body}");

    let numbers = text_of(false, true);
    assert!(
        numbers.contains("To: +12025550147") && numbers.contains("The number +12025550147 is"),
        "{numbers}"
    );
    assert!(!numbers.contains("Ada"), "{numbers}");
    assert!(text_of(true, true).contains("  |: Dear Ada, call +44 20 7946 0000"), "{}", text_of(true, true));
}

#[test]
fn whatever_looks_like_a_number_is_shortened_and_nothing_else() {
    let cases = [
        ("call (202) 555-0147 now", "call (202) …47 now"),
        ("+442079460000.", "+4420…00."),
        ("error 30003 of 2026", "error 30003 of 2026"),
        ("MM12345678901234567890123456789012", "MM12345678901234567890123456789012"),
        ("+9170000XXXX", "+9170…00XXXX"),
        // Several in a row, with other dashes, in a word, in other digits.
        ("a 12345678901234567890 b", "a 12345…90 b"),
        ("Call 5551230001 5551230002", "Call 55512…02"),
        ("+15551230009 2026-01-31", "+1555…31"),
        ("555\u{2013}123\u{2013}0001", "555\u{2013}1…01"),
        ("0151/555/0001", "0151/…01"),
        ("tel5551230001", "tel55512…01"),
        (
            "\u{661}\u{665}\u{665}\u{665}\u{661}\u{662}\u{663}\u{660}",
            "\u{661}\u{665}\u{665}\u{665}\u{661}…\u{663}\u{660}",
        ),
    ];
    for (before, after) in cases {
        assert_eq!(without_numbers(before, &[]), after);
    }
    assert_eq!(without_numbers("447700900123 (21610)", &["+447700900123"]), "44770…23 (21610)");
    assert_eq!(without_numbers("from 55512 to ACME", &["55512", "ACME"]), "from 55… to AC…");
}

#[test]
fn a_service_keeps_its_sid_and_what_is_not_known_is_said() {
    let mut about = failed();
    about.test.recorded.sender_type = SenderType::MessagingService;
    about.test.recorded.sender_id = "MG0a1b2c3d4e5f60718293a4b5c6d7e8f9".into();
    (about.test.chosen_sender, about.test.segments, about.test.price) = (None, None, None);
    about.test.converted = true;
    let unknown = text(&[about], SupportOptions::default(), at(30));
    for line in [
        "Messaging Service SID: MG0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "From, chosen by the service: none yet",
        "Segments: not known",
        "Price: not known yet",
        "MMS Converter: the message went as a text with a link",
    ] {
        assert!(unknown.lines().any(|found| found == line), "{line}\n{unknown}");
    }
}

#[test]
fn several_tests_stand_in_blocks_of_their_own() {
    let both = text(&[failed(), failed()], SupportOptions::default(), at(30));
    assert_eq!(both.matches("Account SID: ").count(), 2);
    assert_eq!(both.matches("\n\nAccount SID: ").count(), 2, "{both}");
}
