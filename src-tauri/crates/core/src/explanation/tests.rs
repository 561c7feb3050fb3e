//! Is each explanation dated, sourced, in our own words and short enough to be read?

use super::*;

/// What Twilio calls some of its codes, as public lists have it: what our words must not be.
const TWILIOS: [(u32, &str); 42] = [
    (11200, "HTTP retrieval failure"),
    (11205, "HTTP connection failure"),
    (11210, "HTTP bad host name"),
    (11750, "TwiML response body too large"),
    (12100, "Document parse failure"),
    (12300, "Invalid Content-Type"),
    (14107, "Message Reply message limit exceeded"),
    (20003, "Authentication Error - invalid username"),
    (20404, "The requested resource was not found"),
    (20429, "Too many requests"),
    (21211, "Invalid 'To' Phone Number"),
    (21212, "Invalid 'From' Number"),
    (
        21408,
        "Permission to send an SMS or MMS has not been enabled for the region indicated by the 'To' number",
    ),
    (21602, "Message body is required"),
    (21603, "The source 'from' phone number is required to send an SMS"),
    (21604, "The destination 'to' phone number is required to send an SMS"),
    (
        21606,
        "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination",
    ),
    (21608, "The 'to' phone number provided is not yet verified for this account"),
    (21610, "Attempt to send to unsubscribed recipient"),
    (21611, "This 'From' number has exceeded the maximum number of queued messages"),
    (21612, "The 'To' phone number is not currently reachable using the 'From' phone number via SMS"),
    (21614, "'To' number is not a valid mobile number"),
    (21617, "The concatenated message body exceeds the 1600 character limit"),
    (21620, "Invalid media URL(s)"),
    (21621, "The 'From' phone number has not been enabled for MMS"),
    (21623, "Number of media files exceeds allowed limit"),
    (21703, "The Messaging Service does not have a phone number available to send a message"),
    (21704, "The Messaging Service contains no phone numbers"),
    (30001, "Queue overflow"),
    (30002, "Account suspended"),
    (30003, "Unreachable destination handset"),
    (30004, "Message blocked"),
    (30005, "Unknown destination handset"),
    (30006, "Landline or unreachable carrier"),
    (30007, "Message filtered"),
    (30008, "Unknown error"),
    (30009, "Missing inbound segment"),
    (30010, "Message price exceeds max price"),
    (30011, "MMS not supported by the receiving phone number in this region"),
    (30022, "US A2P 10DLC - Rate Limits Exceeded"),
    (30032, "Toll-Free Number Has Not Been Verified"),
    (30034, "US A2P 10DLC - Message from an Unregistered Number"),
];

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|sign: char| !sign.is_alphanumeric() && sign != '\'');
    parts.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Whether six words in a row are the same.
fn share_a_run(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    one.windows(6).any(|run| other.windows(6).any(|theirs| run == theirs))
}

#[test]
fn at_least_150_codes_are_explained_each_once_dated_sourced_and_in_order() {
    assert!(KNOWN.len() >= 150, "{}", KNOWN.len());
    assert!(KNOWN.is_sorted_by(|a, b| a.code < b.code), "one entry a code, ascending");
    for entry in KNOWN.iter() {
        assert!(entry.as_of.parse::<jiff::civil::Date>().is_ok(), "{}", entry.code);
        let source = crate::source::source(&entry.source);
        assert!(entry.source == page(entry.code) || source.is_some(), "{}: {}", entry.code, entry.source);
    }
}

#[test]
fn every_explanation_is_a_line_and_a_next_step() {
    for entry in KNOWN.iter() {
        let (title, step) = (&entry.title, &entry.what_to_do);
        assert!(title.ends_with('.') && title.chars().count() <= 90, "{}: {title}", entry.code);
        assert!(step.ends_with('.') && (15..=260).contains(&step.chars().count()), "{}: {step}", entry.code);
        assert!(!step.contains("  ") && !title.contains("  "), "{}", entry.code);
        assert_ne!(title, step);
    }
    let mut titles: Vec<_> = KNOWN.iter().map(|entry| &entry.title).collect();
    titles.sort_unstable();
    assert!(titles.is_sorted_by(|a, b| a < b), "no two codes read the same");
}

#[test]
fn no_explanation_repeats_twilios_words() {
    for (code, theirs) in TWILIOS {
        let entry = KNOWN.iter().find(|entry| entry.code == code).expect("a code that is explained");
        for ours in [&entry.title, &entry.what_to_do] {
            assert_ne!(words(ours), words(theirs), "{code}");
            assert!(!share_a_run(ours, theirs), "{code}: {ours}");
        }
    }
    for entry in KNOWN.iter() {
        let theirs = TWILIOS.iter().map(|(_, theirs)| theirs);
        for theirs in theirs {
            assert!(!share_a_run(&entry.title, theirs), "{}: {theirs}", entry.code);
        }
    }
    assert!(share_a_run("a b c d e f g", "x B c D e f G y"), "the check itself");
}

#[test]
fn a_known_code_is_explained_in_our_words_beside_twilios() {
    let answer = TwilioAnswer {
        status: 400,
        code: Some(21610),
        message: "Attempt to send to unsubscribed recipient".into(),
        request_id: None,
    };
    let explanation = explain(Some(21610), None, Some(answer.clone()));
    assert_eq!(explanation.source, ExplanationSource::Ours);
    assert!(explanation.what_to_do.contains("START"));
    assert_eq!(explanation.concerns, Concerns::Handset);
    assert_eq!(explanation.page.as_deref(), Some("twilio-error-21610"));
    assert!(explanation.as_of.is_some());
    assert_eq!(explanation.twilio, Some(answer));
}

#[test]
fn an_unknown_code_keeps_twilios_words_and_is_marked_so() {
    let explanation = explain(Some(99_999), Some("Something new"), None);
    assert_eq!(explanation.source, ExplanationSource::Twilio);
    assert_eq!(explanation.title, "Something new");
    assert_eq!((explanation.concerns, explanation.as_of), (Concerns::Unknown, None));
    assert_eq!(explanation.page.as_deref(), Some("twilio-error-99999"));
    assert!(explain(Some(99_999), Some("  "), None).title.contains("99999"));
    let nothing = explain(None, None, None);
    assert!(!nothing.title.is_empty() && nothing.page.is_none());
}

#[test]
fn nobody_is_named_where_the_code_does_not_say() {
    let filtered = explain(Some(30007), None, None);
    assert!(filtered.what_to_do.contains("does not say who"));
    for code in [20003, 21612, 21702, 30004, 30007, 30008] {
        assert_eq!(explain(Some(code), None, None).concerns, Concerns::Unknown, "{code}");
    }
}

/// Every error code that stands in the source of the practice account.
fn codes_of_the_simulator() -> Vec<u32> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../simulator/src");
    let mut codes = Vec::new();
    for file in walk(&folder) {
        let text = std::fs::read_to_string(file).unwrap();
        let program = text.split("#[cfg(test)]").next().unwrap_or_default();
        let parts = program.split(|sign: char| !(sign.is_alphanumeric() || sign == '_' || sign == '+'));
        codes.extend(parts.filter(|part| part.len() == 5).filter_map(|part| part.parse::<u32>().ok()));
    }
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn every_code_that_the_practice_account_can_answer_with_is_explained_by_us() {
    // Numbers that are no codes: digits in examples, short codes, ends of recipients with a fate, a span, a port;
    // and what Lookup says inside its answer.
    const NO_CODES: [u32; 9] = [10000, 10202, 10409, 12345, 30000, 36000, 60600, 70707, 70799];
    let codes = codes_of_the_simulator();
    for known in
        [20003, 20404, 21211, 21408, 21610, 21612, 21703, 30003, 30004, 30005, 30006, 30007, 30008, 30410]
    {
        assert!(codes.contains(&known), "{known} is not found any more: {codes:?}");
    }
    for code in codes.into_iter().filter(|code| (10_000..100_000).contains(code) && !NO_CODES.contains(code))
    {
        assert_eq!(explain(Some(code), None, None).source, ExplanationSource::Ours, "{code}");
    }
}
