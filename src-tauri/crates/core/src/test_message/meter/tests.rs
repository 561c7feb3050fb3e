//! What is counted, and what is said of it.

use super::*;

fn of(body: &str) -> Typed<'_> {
    Typed { body, ..Typed::default() }
}

fn said(meter: &Meter, part: &str) -> bool {
    meter.remarks.iter().any(|said| said.text.contains(part))
}

#[test]
fn a_plain_text_is_counted_and_nothing_is_said_of_it() {
    let meter = meter(of("Hello €"));
    assert_eq!((meter.encoding.as_str(), meter.units, meter.room, meter.segments), ("GSM-7", 8, 160, 1));
    assert_eq!((meter.characters, meter.most_characters), (7, 1600));
    assert!(meter.remarks.is_empty() && meter.foreign.is_empty() && meter.cuts.is_empty());
}

#[test]
fn cuts_stand_where_the_page_counts_them() {
    let body = format!("😀{}", "я".repeat(70));
    let meter = meter(of(&body));
    assert_eq!((meter.encoding.as_str(), meter.units, meter.room), ("UCS-2", 72, 134));
    assert_eq!(meter.cuts, [67]);
    assert_eq!(meter.foreign[0].at, [0]);
    assert_eq!(meter.foreign[1].at[0], 2);
}

#[test]
fn the_unsubscribe_text_counts_where_it_is_ticked_and_is_offered_where_the_sender_has_one() {
    let body = "a".repeat(155);
    let without = Typed { unsubscribe_text: Some("Reply STOP"), ..of(&body) };
    let unticked = meter(without);
    assert_eq!((unticked.segments, unticked.after.as_str()), (1, ""));
    assert_eq!(unticked.unsubscribe_text.as_deref(), Some("Reply STOP"));
    let ticked = meter(Typed { unsubscribe: true, ..without });
    assert_eq!((ticked.segments, ticked.after.as_str()), (2, "\nReply STOP"));
    assert_eq!((ticked.characters, ticked.units), (166, 166));
    assert_eq!(ticked.cuts, [153]);
    assert_eq!(meter(Typed { unsubscribe: true, ..of("Hello") }).after, "", "the sender has none");
}

#[test]
fn the_words_of_a_trial_account_count_as_an_estimate_and_not_towards_what_twilio_takes() {
    let body = "a".repeat(150);
    let meter = meter(Typed { is_trial: true, ..of(&body) });
    assert_eq!((meter.units, meter.segments, meter.characters), (188, 2, 150));
    assert_eq!(meter.before, "Sent from your Twilio trial account - ");
    let trial = meter.remarks.iter().find(|said| said.text.contains("trial")).unwrap();
    assert_eq!(trial.provenance, Provenance::Derived);
}

#[test]
fn media_make_it_one_segment_whatever_the_text() {
    let body = "я".repeat(300);
    let meter = meter(Typed { has_media: true, service: Some(ServiceKnown::default()), ..of(&body) });
    assert_eq!((meter.segments, meter.is_mms), (1, true));
    assert!(meter.cuts.is_empty() && meter.foreign.is_empty());
    assert!(said(&meter, "one segment"));
}

#[test]
fn a_toll_free_sender_has_less_room_in_north_america() {
    let body = "a".repeat(305);
    let to_us = Typed { toll_free: TollFree::Yes, ..of(&body) };
    let meter_of = meter;
    let meter = meter_of(to_us);
    assert_eq!((meter.segments, meter.cuts.as_slice(), meter.room), (3, [152, 304].as_slice(), 456));
    assert!(said(&meter, "holds 152") && !said(&meter, "other countries"));
    assert!(said(&meter_of(Typed { elsewhere: true, ..to_us }), "To other countries it is 2 segments."));
    let pool = meter_of(Typed { toll_free: TollFree::Perhaps, ..of(&body) });
    assert_eq!(pool.segments, 2);
    assert!(said(&pool, "it is 3 segments"));
    let short = meter_of(Typed { toll_free: TollFree::Perhaps, ..of("Hello") });
    assert!(short.remarks.is_empty());
}

#[test]
fn a_text_that_twilio_does_not_take_is_said_so_with_the_unsubscribe_text_in_it() {
    let body = "a".repeat(1595);
    let typed = Typed { unsubscribe_text: Some("Reply STOP"), ..of(&body) };
    assert!(!said(&meter(typed), "too many"));
    assert!(said(&meter(Typed { unsubscribe: true, ..typed }), "6 characters too many"));
}

#[test]
fn smart_encoding_says_what_it_would_do_and_whether_the_service_has_it() {
    let body = format!("{}’", "a".repeat(159));
    let with = |smart_encoding| {
        let service = Some(ServiceKnown { smart_encoding });
        meter(Typed { service, ..of(&body) }).smart_encoding.unwrap()
    };
    let unknown = with(None);
    assert_eq!((unknown.replaced, unknown.segments, unknown.encoding.as_str()), (1, 1, "GSM-7"));
    assert!(unknown.says.text.starts_with("If Smart Encoding is on"), "{}", unknown.says.text);
    assert!(!unknown.says.sources.is_empty());
    assert!(
        with(Some(true))
            .says
            .text
            .starts_with("Smart Encoding is on for this service: it replaces 1 character")
    );
    assert!(with(Some(false)).says.text.contains("is off"));
    assert_eq!(meter(of(&body)).smart_encoding, None, "the sender is no service");
}

#[test]
fn smart_encoding_that_gains_nothing_leaves_the_numbers_and_names_what_is_in_the_way() {
    let service = Some(ServiceKnown::default());
    let body = format!("{}’ 🎉", "a".repeat(100));
    let measured = meter(Typed { service, ..of(&body) });
    let smart = measured.smart_encoding.unwrap();
    assert_eq!((smart.segments, smart.replaced, smart.encoding.as_str()), (measured.segments, 0, "UCS-2"));
    assert!(smart.says.text.contains("nothing for “🎉”"), "{}", smart.says.text);
    let dots = meter(Typed { service, ..of(&"…".repeat(70)) }).smart_encoding.unwrap();
    assert_eq!(dots.segments, 2);
    assert!(dots.says.text.contains("more than as it is typed"));
}

#[test]
fn what_is_read_as_one_character_is_kept_whole_and_said_so_where_that_makes_a_difference() {
    let body = format!("{}👨\u{200d}👩\u{200d}👧{}", "я".repeat(62), "я".repeat(64));
    let meter_of = meter;
    let meter = meter_of(of(&body));
    assert_eq!((meter.segments, meter.cuts.as_slice()), (3, [62, 129].as_slice()));
    assert!(said(&meter, "it is 2 segments"), "{:?}", meter.remarks);
    let marks = meter_of(of(&format!("a{}", "\u{301}".repeat(200))));
    assert!(said(&marks, "longer than a segment"));
}

#[test]
fn no_more_characters_are_listed_than_are_read() {
    let body: String = ('\u{4e00}'..).take(100).collect();
    let meter = meter(of(&body));
    assert_eq!((meter.foreign.len(), meter.more_foreign), (60, 40));
}
