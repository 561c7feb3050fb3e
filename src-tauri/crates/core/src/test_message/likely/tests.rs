//! For each combination of code, sender, recipient and what is known: is the right cause named, or rightly none?

use SenderType::{Alphanumeric, LongCode, MessagingService, ShortCode};

use super::*;

const US_MOBILE: &str = "+12025550147";
const CANADIAN: &str = "+14165550134";
const FRENCH: &str = "+33612345678";
const BRITISH_LANDLINE: &str = "+442079460000";
const SINGAPORE: &str = "+6581234567";
const US_LONG_CODE: &str = "+14155550123";
const TOLL_FREE: &str = "+18005550199";
const SERVICE: &str = "MG0a1b2c3d4e5f60718293a4b5c6d7e8f9";

fn at(day: u8) -> At {
    At(format!("2026-11-{day:02}T09:30:00Z").parse().unwrap())
}

fn other(who: &str) -> Option<Other> {
    Some(Other { who: who.to_owned(), at: at(3) })
}

fn nothing_known() -> Around {
    Around {
        region: RegionChoice::Us1,
        practice: false,
        account_kind: None,
        spent: None,
        sender: None,
        handset: None,
        earlier: Earlier::default(),
    }
}

fn saved() -> Saved {
    Saved { supports_mms: false, country: None, ownership: None }
}

/// One row of the table.
struct Row {
    code: u32,
    state: TestState,
    from: (SenderType, &'static str),
    chosen: Option<&'static str>,
    to: &'static str,
    body: String,
    media: Vec<String>,
    around: Around,
}

fn row(code: u32, from: (SenderType, &'static str), to: &'static str) -> Row {
    let (state, chosen, media) = (TestState::Undelivered, None, Vec::new());
    Row { code, state, from, chosen, to, body: "Hello".to_owned(), media, around: nothing_known() }
}

impl Row {
    fn chosen(mut self, chosen: &'static str) -> Self {
        self.chosen = Some(chosen);
        self
    }

    fn media(mut self, urls: &[&str]) -> Self {
        self.media = urls.iter().map(|url| (*url).to_owned()).collect();
        self
    }

    fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    fn with(mut self, change: impl FnOnce(&mut Around)) -> Self {
        change(&mut self.around);
        self
    }

    fn earlier(mut self, change: impl FnOnce(&mut Earlier)) -> Self {
        change(&mut self.around.earlier);
        self
    }

    fn cause(&self) -> Option<Likeliest> {
        likeliest(&Case {
            code: self.code,
            state: self.state,
            sender_type: self.from.0,
            sender_id: self.from.1,
            chosen: self.chosen,
            recipient: self.to,
            body: &self.body,
            media: &self.media,
            around: &self.around,
        })
    }
}

/// Whether the cause says the one, rests on the other and ends in the third.
#[track_caller]
fn says(row: Row, cause: &str, evidence: &str, remedy: &str) {
    let found = row.cause().unwrap_or_else(|| panic!("no cause for {}", row.code));
    assert!(found.says.starts_with("Most likely: ") && found.says.contains(cause), "{found:?}");
    assert!(found.evidence.join(" ").contains(evidence), "{found:?}");
    assert!(found.remedy.contains(remedy), "{found:?}");
    for sentence in found.evidence.iter().chain([&found.says, &found.remedy]) {
        assert!(sentence.ends_with('.') && !sentence.ends_with(".."), "{sentence}");
        assert!(!sentence.contains("  "), "{sentence}");
    }
}

#[track_caller]
fn says_nothing(row: Row) {
    let found = row.cause();
    assert_eq!(found, None, "{}", row.code);
}

#[test]
fn a_us_long_code_to_the_us_lacks_a_campaign() {
    let (code, by_number) = (30034, (LongCode, US_LONG_CODE));
    says(row(code, by_number, US_MOBILE), "no approved US campaign", "of the United States", "Sender Pool");
    let by_service = row(code, (MessagingService, SERVICE), US_MOBILE).chosen(US_LONG_CODE);
    says(by_service, US_LONG_CODE, "The Messaging Service chose +14155550123", "Registered");
    says(row(code, by_number, "+15551230001"), "no approved", "North America (+1)", "Registered");
    let worked =
        row(code, by_number, US_MOBILE).earlier(|earlier| earlier.sender_delivered = other("+12125550100"));
    says(worked, "no approved", "It reached +12125550100 on 2026-11-03 at 09:30 UTC", "brand");
    // Not known which number of the service it was; or not what the code is about.
    says_nothing(row(code, (MessagingService, SERVICE), US_MOBILE));
    says_nothing(row(code, (LongCode, TOLL_FREE), US_MOBILE));
    says_nothing(row(code, (LongCode, "+447400123456"), US_MOBILE));
    says_nothing(row(code, by_number, CANADIAN));
    says_nothing(row(code, by_number, FRENCH));
    says_nothing(row(code, (ShortCode, "55512"), US_MOBILE));
}

#[test]
fn a_toll_free_number_lacks_its_verification() {
    let by_number = (LongCode, TOLL_FREE);
    says(
        row(30032, by_number, US_MOBILE),
        "toll-free verification of +18005550199",
        "United States",
        "Regulatory",
    );
    says(row(30032, by_number, CANADIAN), "toll-free verification", "Canada", "approval");
    let by_service = row(30032, (MessagingService, SERVICE), US_MOBILE).chosen(TOLL_FREE);
    says(by_service, TOLL_FREE, "The Messaging Service chose", "approval");
    says_nothing(row(30032, (LongCode, US_LONG_CODE), US_MOBILE));
    says_nothing(row(30032, by_number, FRENCH));
}

#[test]
fn a_name_goes_where_names_are_taken_and_registered() {
    let by_name = (Alphanumeric, "ACME");
    says(row(21612, by_name, US_MOBILE), "the United States takes no alphanumeric", "“ACME”", "toll-free");
    says(row(21612, by_name, CANADIAN), "Canada takes no", "Twilio documents it", "number");
    says(
        row(21612, by_name, "+15551230001"),
        "North America (+1) takes no",
        "United States and Canada",
        "number",
    );
    says(row(21612, by_name, "+8613812345678"), "China takes no", "not confirmed", "guidelines");
    let by_service = row(21612, (MessagingService, SERVICE), US_MOBILE).chosen("ACME");
    says(by_service, "takes no", "The Messaging Service chose ACME", "number");
    says(
        row(30040, by_name, SINGAPORE),
        "“ACME” is not registered for Singapore",
        "not confirmed",
        "Register",
    );
    says(row(30018, by_name, FRENCH), "not registered for France", "The sender is a name", "Register");
    says(row(21657, by_name, US_MOBILE), "takes no", "Twilio documents it", "number");
    says(row(21212, (Alphanumeric, "INFO"), FRENCH), "“INFO” is too general", "not documented", "brand");
    says(row(30042, (Alphanumeric, "Alerts"), FRENCH), "too general", "not documented", "brand");
    says_nothing(row(21612, by_name, FRENCH));
    says_nothing(row(21612, (LongCode, US_LONG_CODE), FRENCH));
    says_nothing(row(30042, by_name, FRENCH));
    says_nothing(row(30040, (LongCode, US_LONG_CODE), SINGAPORE));
}

#[test]
fn a_short_code_stays_in_its_country() {
    let by_code = (ShortCode, "55512");
    let recorded = |code: u32, to| {
        row(code, by_code, to)
            .with(|around| around.sender = Some(Saved { country: Some("US".into()), ..saved() }))
    };
    says(
        recorded(21606, FRENCH),
        "short code 55512 does not reach France",
        "of the United States",
        "Send to France",
    );
    says(recorded(21659, FRENCH), "does not reach France", "own country only", "Messaging Service");
    says(recorded(21612, FRENCH), "does not reach France", "own country only", "Messaging Service");
    says_nothing(recorded(21606, US_MOBILE));
    says_nothing(row(21606, by_code, FRENCH));
}

#[test]
fn a_sender_that_the_account_does_not_have_is_named_once_its_list_was_read() {
    let with = |code, ownership| {
        row(code, (LongCode, US_LONG_CODE), US_MOBILE).with(|around| {
            around.sender = Some(Saved { ownership: Some((ownership, at(5))), ..saved() });
        })
    };
    for code in [21212, 21601, 21606, 21659, 21660] {
        let missing = with(code, Ownership::NotFound);
        says(missing, "+14155550123 is not in this Twilio account", "on 2026-11-05", "Connect");
        says_nothing(with(code, Ownership::Found));
        says_nothing(with(code, Ownership::CouldNotCheck));
        says_nothing(row(code, (LongCode, US_LONG_CODE), US_MOBILE));
    }
}

#[test]
fn a_country_that_is_not_allowed_is_called_by_its_name() {
    let from = (LongCode, US_LONG_CODE);
    says(
        row(21408, from, FRENCH),
        "may not send to France",
        "+33612345678 is a number of France",
        "allow France",
    );
    says(row(21408, from, US_MOBILE), "the United States", "+12025550147", "Geo permissions");
    says(row(21408, from, "+5312345678901"), "Cuba", "Cuba", "country code");
}

#[test]
fn a_number_that_the_plan_does_not_have_is_told_but_not_in_the_practice_account() {
    let (from, made_up) = ((LongCode, US_LONG_CODE), "+15551230001");
    for code in [21211, 21614, 30003, 30005] {
        says(row(code, from, made_up), "no such number", "numbering plan of North America", "digit by digit");
        says_nothing(row(code, from, made_up).with(|around| around.practice = true));
    }
    says(row(30005, from, "+3361234567"), "no such number", "of France", "country code");
    says(row(21211, (LongCode, US_MOBILE), US_MOBILE), "its own sender", "both sides", "another phone");
    says(row(21266, (LongCode, US_MOBILE), US_MOBILE), "its own sender", "both sides", "another phone");
    says_nothing(row(21211, from, US_MOBILE));
}

#[test]
fn a_landline_is_told_where_the_plan_tells_it() {
    let from = (LongCode, "+447400123456");
    for code in [21614, 21635, 30003, 30005, 30006] {
        says(row(code, from, BRITISH_LANDLINE), "a landline", "of the United Kingdom", "mobile phone");
    }
    // In the United States a plan does not tell landline from mobile.
    says_nothing(row(30006, (LongCode, US_LONG_CODE), US_MOBILE));
    says_nothing(row(21614, from, FRENCH));
}

#[test]
fn unreachable_unknown_and_wrong_type_are_told_apart_by_earlier_tests() {
    let from = (LongCode, US_LONG_CODE);
    let got = |code| row(code, from, US_MOBILE).earlier(|earlier| earlier.recipient_got = other("55512"));
    says(got(30003), "off or without signal", "It got a test from 55512 on 2026-11-03", "Switch it on");
    says(got(30005), "given up, or moved", "It got a test from 55512", "Ask its owner");
    says(got(30006), "cannot be reached from this long code", "got a test from 55512", "from 55512");
    let same = row(30003, from, US_MOBILE)
        .earlier(|earlier| earlier.same_pair = Some(at(4)))
        .with(|around| around.handset = Some("Ada".into()));
    says(
        same,
        "off or without signal",
        "this same sender on 2026-11-04 at 09:30 UTC. It is the saved test handset “Ada”",
        "signal",
    );
    let both = row(30003, from, US_MOBILE).earlier(|earlier| earlier.recipient_missed = other("55512"));
    says(both, "this phone, not the sender", "from another sender, 55512, did not arrive", "another one");
    let elsewhere = row(30003, from, US_MOBILE).earlier(|earlier| earlier.sender_delivered = other(CANADIAN));
    says(elsewhere, "this phone, not the sender", "reached another phone, +14165550134", "another one");
    let short = row(30006, (ShortCode, "55512"), US_MOBILE)
        .earlier(|earlier| earlier.recipient_got = other(US_LONG_CODE));
    says(short, "from short codes", US_LONG_CODE, US_LONG_CODE);
    let known = row(30024, from, US_MOBILE).earlier(|earlier| earlier.sender_delivered = other(CANADIAN));
    says(known, "only this recipient's carrier", CANADIAN, "three Message SIDs");
    for code in [30003, 30005, 30006, 30024] {
        says_nothing(row(code, from, US_MOBILE));
    }
}

#[test]
fn an_opt_out_names_what_it_covers_and_where_start_goes() {
    let pair = row(21610, (LongCode, US_LONG_CODE), US_MOBILE);
    says(pair, "+12025550147 texted STOP to +14155550123", "this recipient only", "START to +14155550123");
    let toll_free = row(21610, (LongCode, TOLL_FREE), US_MOBILE);
    says(toll_free, "STOP to +18005550199", "this recipient only", "START or UNSTOP");
    let service = row(21610, (MessagingService, SERVICE), US_MOBILE);
    says(
        service,
        "covers the whole Messaging Service",
        "for all its senders",
        "a number of this Messaging Service",
    );
    let chosen = row(21610, (MessagingService, SERVICE), US_MOBILE).chosen(US_LONG_CODE);
    says(chosen, "whole Messaging Service", "not for one", "START to +14155550123 or another");
    let again =
        row(21610, (ShortCode, "55512"), US_MOBILE).earlier(|earlier| earlier.opted_out = Some(at(2)));
    says(again, "STOP to 55512", "before, on 2026-11-02", "START to 55512");
    says(row(30630, (LongCode, US_LONG_CODE), US_MOBILE), "texted STOP", "this recipient only", "START");
    // Nobody can text to a name.
    says_nothing(row(21610, (Alphanumeric, "ACME"), FRENCH));
}

#[test]
fn a_block_is_an_opt_out_of_the_toll_free_network_only_for_a_toll_free_number() {
    let blocked = row(30004, (LongCode, TOLL_FREE), US_MOBILE);
    says(blocked, "the network of toll-free numbers blocks it", "outside Twilio", "YES is not enough");
    says_nothing(row(30004, (LongCode, US_LONG_CODE), US_MOBILE));
    says_nothing(row(30004, (MessagingService, SERVICE), US_MOBILE));
}

#[test]
fn a_filtered_message_names_text_link_or_sender_and_never_who_filtered() {
    let from = (LongCode, US_LONG_CODE);
    let never = |row: Row, cause: &str, evidence: &str| {
        says(row, cause, evidence, "");
    };
    never(
        row(30007, from, US_MOBILE).body("See https://bit.ly/3xY"),
        "shortened link to bit.ly",
        "does not say",
    );
    let other_text = row(30007, from, US_MOBILE).earlier(|earlier| earlier.other_text = Some(at(4)));
    never(other_text, "it is the text, not the sender", "another text on 2026-11-04");
    let other_sender = row(30007, from, US_MOBILE).earlier(|earlier| earlier.recipient_got = other("55512"));
    never(
        other_sender,
        "has to do with this sender",
        "Who filtered it, Twilio or a carrier, the code does not say",
    );
    says_nothing(row(30007, from, US_MOBILE));
    says_nothing(row(30007, from, US_MOBILE).body("https://rabbit.ly/ and bit.ly.example.org/x, not bit.ly"));
}

#[test]
fn what_the_code_leaves_open_stays_open() {
    let from = (LongCode, US_LONG_CODE);
    for code in [30008, 30410, 20003, 20429, 20500, 21702, 63007, 63036, 99_999] {
        let known = row(code, from, US_MOBILE).earlier(|earlier| {
            earlier.sender_delivered = other(CANADIAN);
            earlier.recipient_got = other("55512");
            earlier.recipient_missed = other("55512");
        });
        says_nothing(known);
    }
}

#[test]
fn a_test_that_did_not_fail_has_no_cause() {
    for state in
        [TestState::Delivered, TestState::Sent, TestState::Queued, TestState::Unknown, TestState::Posting]
    {
        says_nothing(Row { state, ..row(30034, (LongCode, US_LONG_CODE), US_MOBILE) });
    }
    for state in [TestState::Refused, TestState::Failed, TestState::NotSent] {
        assert!(Row { state, ..row(30034, (LongCode, US_LONG_CODE), US_MOBILE) }.cause().is_some());
    }
}

#[test]
fn media_tell_country_pool_mark_and_address() {
    const CAT: &str = "https://example.org/cat.jpg";
    let by_service = (MessagingService, SERVICE);
    let from = (LongCode, US_LONG_CODE);
    says(
        row(30011, from, FRENCH).media(&[CAT]),
        "pictures do not reach France",
        "elsewhere",
        "MMS Converter",
    );
    says(row(21612, from, FRENCH).media(&[CAT]), "pictures do not reach France", "an MMS", "with a link");
    says(row(21703, by_service, FRENCH).media(&[CAT]), "pictures do not reach France", "MMS", "link");
    let pool = row(21703, by_service, US_MOBILE)
        .media(&[CAT])
        .earlier(|earlier| earlier.without_media = Some(at(4)));
    says(
        pool,
        "no sender of the Messaging Service can send pictures",
        "without media on 2026-11-04",
        "Sender Pool",
    );
    says(
        row(21621, (Alphanumeric, "ACME"), FRENCH).media(&[CAT]),
        "a name cannot send pictures",
        "text only",
        "number",
    );
    let marked = row(21621, from, US_MOBILE)
        .media(&[CAT])
        .with(|around| around.sender = Some(Saved { supports_mms: true, ..saved() }));
    says(marked, "marked for MMS here", "ticked", "Untick");
    let local = row(21620, from, US_MOBILE).media(&[CAT, "https://192.168.1.4/cat.jpg"]);
    says(local, "cannot fetch medium 2", "Twilio cannot fetch it from there", "public");
    says(row(11751, from, US_MOBILE).media(&[CAT, CAT]), "not all together", "2 media", "fewer");
    says_nothing(row(11751, from, US_MOBILE).media(&[CAT]));
    says_nothing(row(30011, from, US_MOBILE).media(&[CAT]));
    says_nothing(row(21703, by_service, FRENCH));
    says_nothing(row(21703, by_service, US_MOBILE).media(&[CAT]));
    says_nothing(row(21621, from, US_MOBILE).media(&[CAT]));
}

#[test]
fn the_account_tells_trial_balance_region_and_length() {
    let from = (LongCode, US_LONG_CODE);
    let of = |code, kind: &'static str| {
        row(code, from, US_MOBILE).with(|around| around.account_kind = Some(kind.into()))
    };
    says(of(21608, "Trial"), "not among the trial account's verified", "on trial", "Verify +12025550147");
    says(of(21608, "Full"), "compliance profile is not approved", "a full one", "approved");
    says_nothing(row(21608, from, US_MOBILE));
    says(of(63038, "Trial"), "50 messages", "on trial", "upgrade");
    says_nothing(of(63038, "Full"));
    let named =
        row(21212, (Alphanumeric, "ACME"), FRENCH).with(|around| around.account_kind = Some("Trial".into()));
    says(named, "cannot send under a name", "on trial", "Upgrade");
    for code in [10001, 20005, 30002] {
        let spent = row(code, from, US_MOBILE).with(|around| around.spent = Some(at(6)));
        says(spent, "the balance is used up", "on 2026-11-06", "Top up");
        says_nothing(row(code, from, US_MOBILE));
    }
    let ireland = row(21670, from, US_MOBILE).with(|around| around.region = RegionChoice::Ie1);
    says(ireland, "not possible in the region Ireland", "connected here in Ireland", "US1");
    says_nothing(row(21670, from, US_MOBILE));
    says(row(21617, from, US_MOBILE).body("a".repeat(1601)), "too long", "1601 characters", "Shorten");
    says_nothing(row(21658, from, US_MOBILE));
}

#[test]
fn a_queue_and_a_fraud_block_are_held_against_our_own_tests() {
    let from = (LongCode, US_LONG_CODE);
    for code in [21611, 30001] {
        says(row(code, from, US_MOBILE), "something else sends", "No other test", "Wait");
        let ours = row(code, from, US_MOBILE).earlier(|earlier| earlier.under_way = 40);
        says(ours, "tests of this window fill the queue", "40 tests", "Wait");
    }
    let one = row(30001, from, US_MOBILE).earlier(|earlier| earlier.under_way = 1);
    says(one, "something else sends", "Only one other test", "Messaging Service");
    let many = row(30450, from, US_MOBILE).earlier(|earlier| earlier.to_recipient = 5);
    says(many, "many tests to one number", "5 tests", "half an hour");
    says_nothing(row(30450, from, US_MOBILE));
}

#[test]
fn the_practice_account_says_that_it_plays_an_outcome_and_explains_the_others_as_they_are() {
    let practice =
        |code: u32, to| row(code, (LongCode, US_LONG_CODE), to).with(|around| around.practice = true);
    says(
        practice(30003, "+15551230003"),
        "the practice account plays this outcome",
        "ends in 30003",
        "what stands below",
    );
    says(practice(21610, "+15005550004"), "plays this outcome", "+15005550004", "last digits");
    says(practice(30034, US_MOBILE), "no approved US campaign", "United States", "Registered");
    says(practice(21610, US_MOBILE), "texted STOP", "only", "START");
    let real = row(30003, (LongCode, US_LONG_CODE), "+12025530003");
    assert!(real.cause().is_none_or(|cause| !cause.says.contains("practice")));
}
