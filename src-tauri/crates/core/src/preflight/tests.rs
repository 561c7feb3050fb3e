//! What is concluded from what was read, case by case; nothing here asks anybody.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use twilio_messaging::CountryPrices;

use super::facts::*;
use super::*;
use crate::catalogue::{Can, Catalogue, Member, Number, Places, samples};
use crate::wire::*;

const US: &str = "+12025550188";
const CA: &str = "+14165550123";
const GB: &str = "+447400123456";
const NUMBER: &str = "+12025550101";
const ALONE: &str = "+13105550142";
const TOLL_FREE: &str = "+18005550199";
const MG: &str = "MG0123456789abcdef0123456789abcdef";
const EMPTY: &str = "MG00000000000000000000000000000000";

fn at() -> At {
    At("2026-11-26T10:00:00Z".parse().unwrap())
}

fn later(seconds: i64) -> At {
    At(at().0.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap())
}

fn is<T>(value: T) -> Reading<T> {
    Ok(Read { value, at: at() })
}

fn refused<T>() -> Reading<T> {
    Err(Unread { refused: true, reason: "Not readable with this key.".to_owned() })
}

fn number(number: &str) -> Number {
    samples::number(number, "", Can { sms: true, mms: true })
}

fn member(kind: SenderType, id: &str) -> Member {
    Member { kind, sender_id: id.to_owned(), can: Can { sms: true, mms: true } }
}

fn catalogue() -> Catalogue {
    let pool = vec![member(SenderType::LongCode, NUMBER), member(SenderType::LongCode, TOLL_FREE)];
    Catalogue {
        numbers: Ok([NUMBER, ALONE, TOLL_FREE].map(number).into()),
        short_codes: Ok(vec![samples::short_code("70707", "")]),
        services: Ok(vec![
            samples::service(MG, "Campaigns", pool),
            samples::service(EMPTY, "Empty", Vec::new()),
        ]),
        applications: Ok(Vec::new()),
        places: Places::default(),
    }
}

fn prices(json: &str) -> Reading<Option<Arc<CountryPrices>>> {
    is(Some(Arc::new(serde_json::from_str(json).unwrap())))
}

const US_PRICES: &str = r#"{"country":"United States","iso_country":"US","price_unit":"usd","outbound_sms_prices":[
    {"carrier":"A","prices":[{"number_type":"local","current_price":"0.0079"},{"number_type":"toll free","current_price":"0.0090"}]},
    {"carrier":"B","prices":[{"number_type":"local","base_price":"0.0123"}]}]}"#;

/// All in order, for a US long code and a US recipient.
fn facts() -> Facts {
    let paid = AccountState { kind: Some("Full".into()), status: Some("active".into()) };
    let of_us = |number: &str| (number.to_owned(), is(Vec::new()));
    Facts {
        account: is(paid.clone()),
        recorded: paid,
        send: None,
        balance: is(("41.20".into(), "USD".into())),
        catalogue: is(Arc::new(catalogue())),
        callers: None,
        campaigns: BTreeMap::from([(MG.to_owned(), is(vec!["VERIFIED".to_owned()]))]),
        toll_free: Some(is(vec![Verification {
            number: Some(TOLL_FREE.into()),
            status: "TWILIO_APPROVED".into(),
        }])),
        prices: BTreeMap::from([("US".to_owned(), prices(US_PRICES))]),
        permitted: ["US", "CA", "GB"].map(|code| (code.to_owned(), is(Some(true)))).into(),
        heard: [US, CA, GB].map(of_us).into(),
        lines: BTreeMap::new(),
        tests: BTreeMap::new(),
        at: at(),
    }
}

fn message(kind: SenderType, id: &str, to: &[&str]) -> Message {
    let to = (0..).zip(to).map(|(place, number)| {
        let number: twilio_messaging::E164 = number.parse().unwrap();
        To { place, whereabouts: whereabouts::of(&number), number }
    });
    Message {
        from: From { kind, id: id.to_owned(), country: String::new() },
        to: to.collect(),
        text: "Hello".to_owned(),
        has_media: false,
        left_out: 0,
    }
}

fn long(id: &str, to: &str) -> Message {
    message(SenderType::LongCode, id, &[to])
}

/// The findings that are not in order.
fn open(message: &Message, facts: &Facts) -> Vec<(String, FindingLevel, Option<u32>)> {
    let found = judge(message, facts).findings.into_iter();
    let found = found.filter(|finding| finding.level != FindingLevel::Ok);
    found.map(|finding| (finding.id, finding.level, finding.code)).collect()
}

use FindingLevel::{NotCheckable, Problem, Warning};

/// A case: what is changed, the message, and the one finding that is not in order.
type Case = (&'static str, fn(&mut Facts), Message, &'static str, FindingLevel, Option<u32>);

#[test]
fn each_thing_that_is_wrong_or_not_known_is_the_one_finding_that_is_not_in_order() {
    let short = |country: &str, to: &str| {
        let mut message = message(SenderType::ShortCode, "70707", &[to]);
        message.from.country = country.to_owned();
        message
    };
    let alpha = |to: &str| message(SenderType::Alphanumeric, "Acme", &[to]);
    let service = |sid: &str, to: &str| message(SenderType::MessagingService, sid, &[to]);
    let us_only = |facts: &mut Facts| {
        facts.prices.insert("CA".into(), facts.prices["US"].clone());
        facts.prices.insert("GB".into(), facts.prices["US"].clone());
    };
    let cases: Vec<Case> = vec![
        ("not owned", |_| {}, long("+12065550177", US), "sender_not_in_account", Problem, Some(21606)),
        (
            "short code not owned",
            |_| {},
            {
                let mut m = short("US", US);
                m.from.id = "99999".into();
                m
            },
            "sender_not_in_account",
            Problem,
            Some(21659),
        ),
        (
            "service not owned",
            |_| {},
            service("MG11111111111111111111111111111111", US),
            "sender_not_in_account",
            Problem,
            Some(21701),
        ),
        ("short code abroad", |_| {}, short("CA", US), "short_code_abroad", Problem, Some(21606)),
        ("short code of no country", |_| {}, short("", US), "short_code_country", NotCheckable, Some(21606)),
        ("alphanumeric to the US", |_| {}, alpha(US), "alphanumeric_refused", Problem, Some(21612)),
        ("alone", |_| {}, long(ALONE, US), "long_code_not_registered", Problem, Some(30034)),
        (
            "no campaign",
            |f| drop(f.campaigns.insert(MG.into(), is(Vec::new()))),
            long(NUMBER, US),
            "long_code_not_registered",
            Problem,
            Some(30034),
        ),
        (
            "campaign pending",
            |f| drop(f.campaigns.insert(MG.into(), is(vec!["PENDING".into()]))),
            long(NUMBER, US),
            "long_code_not_registered",
            Problem,
            Some(30034),
        ),
        (
            "campaign unreadable",
            |f| drop(f.campaigns.insert(MG.into(), refused())),
            long(NUMBER, US),
            "registration_unread",
            NotCheckable,
            Some(30034),
        ),
        (
            "no verification",
            |f| f.toll_free = Some(is(Vec::new())),
            long(TOLL_FREE, US),
            "toll_free_not_verified",
            Problem,
            Some(30032),
        ),
        (
            "verification without its number",
            |f| f.toll_free = Some(is(vec![Verification { number: None, status: "IN_REVIEW".into() }])),
            long(TOLL_FREE, US),
            "registration_unread",
            NotCheckable,
            Some(30032),
        ),
        (
            "verification unreadable",
            |f| f.toll_free = Some(refused()),
            long(TOLL_FREE, US),
            "registration_unread",
            NotCheckable,
            Some(30032),
        ),
        (
            "pool partly registered",
            |f| f.toll_free = Some(is(Vec::new())),
            service(MG, US),
            "pool_partly_registered",
            Warning,
            Some(30032),
        ),
        ("empty pool", |_| {}, service(EMPTY, US), "pool_empty", Problem, Some(21704)),
        (
            "closed country",
            |f| drop(f.permitted.insert("US".into(), is(Some(false)))),
            long(NUMBER, US),
            "country_not_permitted",
            Problem,
            Some(21408),
        ),
        (
            "country not said",
            |f| drop(f.permitted.insert("US".into(), is(None))),
            long(NUMBER, US),
            "country_permission_unread",
            NotCheckable,
            Some(21408),
        ),
        (
            "country unreadable",
            |f| drop(f.permitted.insert("US".into(), refused())),
            long(NUMBER, US),
            "country_permission_unread",
            NotCheckable,
            Some(21408),
        ),
        (
            "log unreadable",
            |f| drop(f.heard.insert(US.into(), refused())),
            long(NUMBER, US),
            "opt_out_unread",
            NotCheckable,
            Some(21610),
        ),
        (
            "balance unreadable",
            |f| f.balance = refused(),
            long(NUMBER, US),
            "balance_unread",
            NotCheckable,
            None,
        ),
        (
            "balance short",
            |f| f.balance = is(("0.0078".into(), "USD".into())),
            long(NUMBER, US),
            "balance_under_estimate",
            Warning,
            None,
        ),
        (
            "balance perhaps short",
            |f| f.balance = is(("0.0100".into(), "USD".into())),
            long(NUMBER, US),
            "balance_under_estimate",
            Warning,
            None,
        ),
        (
            "no balance",
            |f| f.balance = is(("-0.01".into(), "USD".into())),
            long(NUMBER, US),
            "balance_empty",
            Warning,
            Some(30002),
        ),
        (
            "balance of another currency",
            |f| f.balance = is(("10".into(), "EUR".into())),
            long(NUMBER, US),
            "balance_other_currency",
            NotCheckable,
            None,
        ),
        (
            "prices unreadable",
            |f| drop(f.prices.insert("US".into(), refused())),
            long(NUMBER, US),
            "balance_without_estimate",
            NotCheckable,
            None,
        ),
        (
            "suspended",
            |f| f.account = is(AccountState { kind: None, status: Some("suspended".into()) }),
            long(NUMBER, US),
            "account_suspended",
            Problem,
            None,
        ),
    ];
    for (name, change, message, id, level, code) in cases {
        let mut facts = facts();
        us_only(&mut facts);
        change(&mut facts);
        assert_eq!(open(&message, &facts), [(id.to_owned(), level, code)], "{name}");
    }
}

#[test]
fn nothing_is_open_where_all_is_in_order_and_each_check_says_what_it_rests_on() {
    let mut facts = facts();
    facts.prices.insert("CA".into(), facts.prices["US"].clone());
    for (from, to) in [(NUMBER, US), (TOLL_FREE, US), (TOLL_FREE, CA), (NUMBER, CA), (ALONE, CA)] {
        let judged = judge(&long(from, to), &facts);
        assert!(judged.findings.iter().all(|finding| finding.level == FindingLevel::Ok), "{from} {to}");
        assert!(judged.findings.iter().all(|finding| !finding.evidence.is_empty()));
        assert_eq!(judged.before_sending, None);
    }
}

#[test]
fn what_could_not_be_read_is_no_alarm_and_never_in_order() {
    let mut blind = facts();
    blind.account = refused();
    blind.recorded = AccountState::default();
    blind.balance = refused();
    blind.catalogue = refused();
    blind.campaigns.clear();
    blind.toll_free = None;
    blind.permitted.insert("US".into(), refused());
    blind.prices.insert("US".into(), refused());
    blind.heard.insert(US.into(), refused());
    for message in [long(NUMBER, US), long(TOLL_FREE, US), message(SenderType::MessagingService, MG, &[US])] {
        let judged = judge(&message, &blind);
        assert!(
            judged.findings.iter().all(|finding| finding.level == NotCheckable),
            "{:#?}",
            judged.findings
        );
        assert!(matches!(judged.total.price, Price::Unknown { .. }));
    }
}

#[test]
fn a_pool_that_was_not_read_whole_proves_nothing_missing() {
    let mut facts = facts();
    let mut partial = catalogue();
    partial.services.as_mut().unwrap()[1].pool = Err("Twilio asks to slow down.".into());
    facts.catalogue = is(Arc::new(partial));
    assert_eq!(
        open(&long(ALONE, US), &facts),
        [("registration_unread".to_owned(), NotCheckable, Some(30034))]
    );
    assert_eq!(open(&long(NUMBER, US), &facts), [], "it was found in a pool all the same");
}

#[test]
fn the_newest_thing_that_is_known_decides_on_an_opt_out() {
    let heard =
        |body: &str, to: &str, seconds| Heard { to: to.into(), body: body.into(), at: later(seconds) };
    let test = |sender: &str, seconds, opted_out| PastTest {
        sender_id: sender.into(),
        at: later(seconds),
        opted_out,
    };
    /// A case: the message, what was heard (newest first), our tests, and whether that is an opt-out.
    type Case = (&'static str, Message, Vec<Heard>, Vec<PastTest>, bool);
    let cases: Vec<Case> = vec![
        ("nothing", long(NUMBER, US), vec![], vec![], false),
        ("STOP", long(NUMBER, US), vec![heard(" stop ", NUMBER, 1)], vec![], true),
        ("a sentence", long(NUMBER, US), vec![heard("please stop", NUMBER, 1)], vec![], false),
        (
            "START after STOP",
            long(NUMBER, US),
            vec![heard("START", NUMBER, 2), heard("STOP", NUMBER, 1)],
            vec![],
            false,
        ),
        (
            "STOP after START",
            long(NUMBER, US),
            vec![heard("STOP", NUMBER, 2), heard("START", NUMBER, 1)],
            vec![],
            true,
        ),
        (
            "a test sent since",
            long(NUMBER, US),
            vec![heard("STOP", NUMBER, 1)],
            vec![test(NUMBER, 2, false)],
            false,
        ),
        ("a test refused", long(NUMBER, US), vec![], vec![test(NUMBER, 1, true)], true),
        ("of its service", long(NUMBER, US), vec![], vec![test(MG, 1, true)], true),
        (
            "of another sender",
            long(ALONE, US),
            vec![heard("STOP", NUMBER, 1)],
            vec![test(MG, 1, true)],
            false,
        ),
        (
            "to a member of the pool",
            message(SenderType::MessagingService, MG, &[US]),
            vec![heard("STOP", NUMBER, 1)],
            vec![],
            true,
        ),
        (
            "YES to a toll-free number",
            long(TOLL_FREE, US),
            vec![heard("YES", TOLL_FREE, 2), heard("STOP", TOLL_FREE, 1)],
            vec![],
            true,
        ),
        (
            "UNSTOP to a toll-free number",
            long(TOLL_FREE, US),
            vec![heard("UNSTOP", TOLL_FREE, 2), heard("STOP", TOLL_FREE, 1)],
            vec![],
            false,
        ),
    ];
    for (name, message, heard, tests, opted_out) in cases {
        let mut facts = facts();
        facts.heard.insert(US.into(), is(heard));
        facts.tests.insert(US.into(), tests);
        let found = judge(&message, &facts).findings.into_iter();
        let ids: Vec<_> = found.map(|finding| finding.id).collect();
        assert_eq!(ids.contains(&"recipient_opted_out".to_owned()), opted_out, "{name}: {ids:?}");
    }
}

#[test]
fn a_number_type_that_pricing_does_not_name_may_cost_what_any_does_and_it_says_so() {
    let estimate = |message: &Message| judge(message, &facts()).prices.remove(0).price;
    let by = |price: Price| match price {
        Price::Range { from, to, by, currency, .. } => {
            assert_eq!(currency, "USD");
            (from, to, by)
        }
        Price::Unknown { reason } => panic!("{reason}"),
    };
    let (from, to, says) = by(estimate(&long(NUMBER, US)));
    assert_eq!((from.as_str(), to.as_str()), ("0.0079", "0.0123"));
    assert_eq!(says, "2 carriers of United States, from long codes");
    let (from, to, says) = by(estimate(&message(SenderType::ShortCode, "70707", &[US])));
    assert_eq!((from.as_str(), to.as_str()), ("0.0079", "0.0123"));
    assert!(says.contains("Pricing names none for short codes"), "{says}");
    let mut odd = facts();
    odd.prices.insert("US".into(), prices(&US_PRICES.replace("0.0123", "0.01.23")));
    assert!(matches!(judge(&long(NUMBER, US), &odd).prices[0].price, Price::Unknown { .. }));
    odd.prices.insert("US".into(), is(None));
    assert_eq!(judge(&long(NUMBER, US), &odd).total.says, "Twilio lists no prices for messages to US.");
}

#[test]
fn a_sum_over_recipients_says_whom_it_leaves_out() {
    let judged = judge(&message(SenderType::LongCode, NUMBER, &[US, GB]), &facts());
    assert_eq!(
        judged.total.says,
        "About 0.0079–0.0123 USD for 1 of 2 messages × 1 segment, without carrier fees. Not in it: Pricing was not read"
    );
}

#[test]
fn the_price_counts_the_segments_that_the_meter_counts() {
    let segments = |message: &Message, facts: &Facts| judge(message, facts).prices[0].segments;
    let written = |characters: usize, from: &str, to: &str| Message {
        text: "a".repeat(characters),
        ..message(SenderType::LongCode, from, &[to])
    };
    let whole = facts();
    assert_eq!(segments(&written(150, NUMBER, US), &whole), Some(1));
    let unread = |reason: &str| Unread { reason: reason.into(), refused: false };
    let mut trial = facts();
    (trial.account, trial.recorded.kind) = (Err(unread("offline")), Some("Trial".into()));
    assert_eq!(segments(&written(150, NUMBER, US), &trial), Some(2), "Twilio puts words before it");
    assert_eq!(segments(&written(305, NUMBER, US), &whole), Some(2));
    assert_eq!(segments(&written(305, TOLL_FREE, US), &whole), Some(3), "a longer header at home");
    assert_eq!(segments(&written(305, TOLL_FREE, GB), &whole), Some(2));
}

#[test]
fn a_number_of_no_plan_is_judged_by_its_calling_code_and_it_says_so() {
    let mut facts = facts();
    facts.heard.insert("+15551230001".into(), is(Vec::new()));
    let found = open(&long(NUMBER, "+15551230001"), &facts);
    assert_eq!(found, [("number_of_no_plan".to_owned(), NotCheckable, None)]);
}

proptest! {
    /// The estimate is exact arithmetic: as hundred-thousandths it is what integers make of it.
    #[test]
    fn an_estimate_is_the_price_times_the_segments(price in 1_u64..1_000_000, characters in 0_usize..1600) {
        let text = format!("{}.{:05}", price / 100_000, price % 100_000);
        let mut facts = facts();
        facts.prices.insert("US".into(), prices(&format!(
            r#"{{"country":"X","price_unit":"USD","outbound_sms_prices":[{{"carrier":"A","prices":[{{"number_type":"local","current_price":"{text}"}}]}}]}}"#
        )));
        let mut message = long(NUMBER, US);
        message.text = "a".repeat(characters);
        let segments = u64::from(crate::segments::measure(&message.text).segments);
        let whole = price * segments;
        let expected = format!("{}.{:05}", whole / 100_000, whole % 100_000);
        match judge(&message, &facts).prices.remove(0).price {
            Price::Range { from, to, .. } => prop_assert_eq!((from, to), (expected.clone(), expected)),
            Price::Unknown { reason } => prop_assert!(false, "{}", reason),
        }
    }
}
