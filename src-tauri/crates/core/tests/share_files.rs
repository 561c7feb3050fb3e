//! The files themselves: the same bytes for the same state, read as they were written, refused with words.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use senderdesk_core::fuzzing;
use senderdesk_core::share::check::check;
use senderdesk_core::share::document::*;
use senderdesk_core::share::merge::{Merged, merge};
use senderdesk_core::share::read::{Document, Read, Unreadable, parse};
use senderdesk_core::share::write::{Form, backup, merged, share_file};
use senderdesk_core::share::{Shareable, csv_in, csv_out, limits, source};
use senderdesk_core::wire::{ColourTag, Environment, NoteLevel, RegionChoice, SenderType};

pub fn text(text: &str) -> Shareable {
    Shareable::text(text).0
}

/// A file with one sender of each type, and everything that a field can hold.
pub fn sample() -> ShareFile {
    let mo =
        |url: &str, provenance| Some(SharedUrl { url: Shareable::url(url).0, provenance, replaced: None });
    let own = "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
    let sender = |id: &str, name: &str, sender_type, sender_id: &str| SharedSender {
        id: id.to_owned(),
        name: text(name),
        sender_type,
        sender_id: text(sender_id),
        supports_mms: Some(false),
        mo_callback: mo(own, Origin::Documented),
        unsubscribe_text: Some(text("")),
        notes: Some(text("")),
        owner: Some(text("")),
        purpose: Some(text("")),
        country: Some(String::new()),
        more: More::new(),
    };
    let mut code =
        sender("0198f000-0000-7000-8000-000000000001", "Flash sales", SenderType::ShortCode, "29882");
    code.supports_mms = Some(true);
    code.unsubscribe_text = Some(text("Reply STOP to end it."));
    let mut long =
        sender("0198f000-0000-7000-8000-000000000002", "🎉 Été", SenderType::LongCode, "+15551230002");
    long.mo_callback = Some(SharedUrl {
        url: text("https://replies.example.com/mo?brand=shop"),
        provenance: Origin::Custom,
        replaced: Some(text(own)),
    });
    long.notes = Some(text("First line\nSecond: \"quoted\", a \\ and a tab\there"));
    long.country = Some("NO".to_owned());
    let mut service = sender(
        "0198f000-0000-7000-8000-000000000003",
        "Marketing",
        SenderType::MessagingService,
        "MG0123456789abcdef0123456789abcdef",
    );
    service.owner = Some(text("Ana"));
    service.more =
        BTreeMap::from([("later".to_owned(), serde_json::json!({ "list": [1, "two", true], "none": null }))]);
    let mut one_way = sender("offers-de", "Offers", SenderType::Alphanumeric, "ACME");
    (one_way.supports_mms, one_way.mo_callback) = (None, None);
    let workspace = SharedWorkspace {
        name: Some(text("Shop")),
        environment: Some(Environment::Production),
        colour: Some(ColourTag::Red),
        data_centre: Some("DC-03".to_owned()),
        keyword_management: Some(true),
        account: Some(SharedAccount {
            sid: Some("AC0123456789abcdef0123456789abcdef".to_owned()),
            alias: None,
            region: Some(RegionChoice::Us1),
        }),
        default_sender: Some(code.id.clone()),
        delivery_callback: mo("https://api-03.moengage.com/sms/dlr/twilio", Origin::Derived),
        more: More::new(),
    };
    ShareFile::of(workspace, vec![one_way, service, long, code])
}

pub fn read(text: &str) -> Read {
    parse(text).unwrap_or_else(|fault| panic!("{fault:?} of\n{text}"))
}

fn file(text: &str) -> ShareFile {
    match read(text).document {
        Document::Share(file) => file,
        Document::Backup(_) => panic!("a backup"),
    }
}

/// Compares with a file of `tests/golden/share`, or writes it where `SENDERDESK_WRITE_GOLDEN` is set.
fn is_golden(name: &str, found: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/share").join(name);
    if std::env::var_os("SENDERDESK_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(found, kept, "{name} is not what was looked at");
}

#[test]
fn every_form_is_as_it_was_looked_at_and_reads_as_it_was_written() {
    let sample = sample();
    for (name, form) in [("shop.senders.yaml", Form::Yaml), ("shop.senders.json", Form::Json)] {
        let written = share_file(&sample, form);
        is_golden(name, &written);
        assert_eq!(file(&written), sample);
        assert!(written.ends_with('\n') && !written.ends_with("\n\n") && !written.contains('\r'));
    }
    is_golden("shop.senders.csv", &csv_out::table(&sample));
    let one =
        BackedUp { workspace: sample.workspace.clone(), senders: sample.senders.clone(), more: More::new() };
    let whole =
        Backup { schema: BACKUP.into(), schema_version: VERSION, workspaces: vec![one], more: More::new() };
    let written = backup(&whole, Form::Yaml);
    is_golden("senderdesk-backup.yaml", &written);
    assert_eq!(read(&written).document, Document::Backup(whole));
}

#[test]
fn what_json_says_to_serde_is_what_we_write() {
    let ours: serde_json::Value = serde_json::from_str(&share_file(&sample(), Form::Json)).unwrap();
    assert_eq!(ours, serde_json::to_value(sample()).unwrap());
}

#[test]
fn every_old_version_is_still_read() {
    // One folder entry for each version that was ever written: there is one so far.
    for version in 1..=VERSION {
        let path =
            format!("{}/tests/golden/share/version-{version}.senders.yaml", env!("CARGO_MANIFEST_DIR"));
        let kept = std::fs::read_to_string(path).unwrap();
        let found = read(&kept);
        assert_eq!(found.faults.problems, 0, "{:?}", found.faults.kept);
        assert_eq!(file(&kept), sample());
    }
}

#[test]
fn a_sender_more_is_its_lines_more_and_no_others() {
    let all = sample();
    let mut fewer = all.clone();
    let gone = fewer.senders.remove(2);
    for form in [Form::Yaml, Form::Json] {
        let (with, without) = (share_file(&all, form), share_file(&fewer, form));
        let (with, without): (Vec<_>, Vec<_>) = (with.lines().collect(), without.lines().collect());
        let same_before = with.iter().zip(&without).take_while(|(one, other)| one == other).count();
        let added = with.len() - without.len();
        assert_eq!(with[same_before + added..], without[same_before..]);
        let named = with[same_before..same_before + added].join("\n");
        assert!(named.contains(gone.name.as_str()), "{named}");
    }
}

#[test]
fn the_published_schemas_are_those_of_the_types_and_take_what_is_written() {
    for (name, schema) in json_schemas() {
        let fresh = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/schema").join(name);
        if std::env::var_os("SENDERDESK_WRITE_GOLDEN").is_some() {
            std::fs::write(&path, &fresh).unwrap();
        }
        let kept =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("docs/schema/{name}: {error}"));
        assert_eq!(kept, fresh, "docs/schema/{name} is stale: run this test with SENDERDESK_WRITE_GOLDEN=1");
    }
    let validator = jsonschema::validator_for(&json_schemas()[0].1).unwrap();
    let good = serde_json::to_value(sample()).unwrap();
    let faults: Vec<_> = validator.iter_errors(&good).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    type Break = fn(&mut serde_json::Value);
    let broken: [Break; 7] = [
        |file| file["schemaVersion"] = 2.into(),
        |file| file["schema"] = "other".into(),
        |file| file["workspace"]["dataCentre"] = "3".into(),
        |file| file["senders"][0]["type"] = "pager".into(),
        |file| file["senders"][0]["supportsMms"] = "yes".into(),
        |file| file["senders"][0]["id"] = "no blanks".into(),
        |file| file["senders"][0]["moCallback"]["provenance"] = "guessed".into(),
    ];
    for (nth, change) in broken.into_iter().enumerate() {
        let mut bad = good.clone();
        change(&mut bad);
        assert!(!validator.is_valid(&bad), "number {nth}");
        let text = serde_json::to_string(&bad).unwrap();
        let refused = parse(&text).map(|read| read.faults.problems > 0).unwrap_or(true);
        assert!(refused, "the reader agrees about number {nth}");
    }
}

#[test]
fn faults_are_named_by_line_and_column_and_do_not_stop_the_rest() {
    let written = share_file(&sample(), Form::Yaml)
        .replace("type: \"short_code\"", "type: \"pager\"")
        .replace("country: \"NO\"", "country: NO")
        .replace("senderId: \"ACME\"", "senderId: \"A sender ID that is too long\"");
    let mut found = read(&written);
    check(&mut found);
    let Document::Share(file) = &found.document else { panic!() };
    let names: Vec<_> = file.senders.iter().map(|sender| sender.name.as_str()).collect();
    assert_eq!(names, ["🎉 Été", "Marketing"]);
    let wrong: Vec<_> = found.faults.wrong.iter().map(|wrong| wrong.name.as_str()).collect();
    assert_eq!(wrong, ["Flash sales", "Offers"]);
    let line = |part: &str| written.lines().position(|line| line.contains(part)).unwrap() as u32 + 1;
    let of = |level| found.faults.kept.iter().filter(move |fault| fault.level == level);
    let places: Vec<_> = of(NoteLevel::Problem).filter_map(|fault| fault.at).collect();
    assert_eq!(places[0].line, line("pager"));
    assert!(places.iter().any(|at| at.line == line("too long")));
    let unquoted = of(NoteLevel::Warning).find(|fault| fault.message.contains("without quotes")).unwrap();
    assert_eq!((unquoted.at.unwrap().line, unquoted.at.unwrap().column), (line("country: NO"), 14));
    assert!(unquoted.hint.as_deref().unwrap().contains("\"NO\""));
}

#[test]
fn parts_that_do_not_fit_together_are_problems() {
    let cases: [(&str, &str, &str); 6] = [
        (
            "defaultSender: \"0198f000-0000-7000-8000-000000000001\"",
            "defaultSender: \"nobody\"",
            "not among the senders",
        ),
        ("dataCentre: \"DC-03\"", "dataCentre: \"DC-04\"", "not the URL of DC-04"),
        ("dataCentre: \"DC-03\"", "dataCentre: \"3\"", "as MoEngage does"),
        (
            "id: \"offers-de\"",
            "id: \"0198f000-0000-7000-8000-000000000001\"",
            "Another sender of this file has the id",
        ),
        ("senderId: \"+15551230002\"", "senderId: \"15551230002\"", "Start with +"),
        ("url: \"https://replies.example.com/mo?brand=shop\"", "url: \"http://localhost/\"", "https"),
    ];
    for (from, to, words) in cases {
        let written = share_file(&sample(), Form::Yaml);
        assert!(written.contains(from), "{from}");
        let mut found = read(&written.replace(from, to));
        check(&mut found);
        let problems = found.faults.kept.iter().filter(|fault| fault.level == NoteLevel::Problem);
        assert!(
            problems.clone().any(|fault| fault.message.contains(words)),
            "{words}: {:?}",
            problems.collect::<Vec<_>>()
        );
    }
    let mut fine = read(&share_file(&sample(), Form::Yaml));
    check(&mut fine);
    assert_eq!((fine.faults.problems, fine.faults.wrong.len()), (0, 0), "{:?}", fine.faults.kept);
}

#[test]
fn a_newer_version_is_refused_with_what_it_needs_and_unknown_fields_are_kept_and_named() {
    let newer = share_file(&sample(), Form::Yaml).replace("schemaVersion: 1", "schemaVersion: 7");
    let fault = parse(&newer).unwrap_err();
    assert!(
        fault.message.contains("schema version 7") && fault.hint.contains("newer Senderdesk"),
        "{fault:?}"
    );
    assert_eq!(fault.at.map(|at| at.line), Some(2));
    let written = share_file(&sample(), Form::Yaml);
    let later = written
        .replace("workspace:\n", "workspace:\n  brandNew:\n    deep: [1, {a: \"b\"}]\n")
        .replace("senders:\n", "whole: \"file\"\nsenders:\n");
    let found = read(&later);
    let file = file(&later);
    assert_eq!(file.unknown_fields(), ["senders[].later", "whole", "workspace.brandNew"]);
    assert!(found.faults.kept.iter().any(|fault| fault.message.contains("“brandNew”")));
    let again = share_file(&file, Form::Yaml);
    assert_eq!(read(&again).document, Document::Share(file));
    assert!(again.contains("brandNew:") && again.contains("whole: \"file\""));
}

#[test]
fn characters_that_hide_or_turn_text_are_escaped_and_come_back() {
    let mut file = sample();
    let tricky =
        "a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{85}f\u{7f}g\u{2028}h: \"#x\" - 🎉\u{ad}\u{3164}\u{e0041}";
    file.senders[0].notes = Some(text(tricky));
    for form in [Form::Yaml, Form::Json] {
        let written = share_file(&file, form);
        for sign in [
            '\u{202e}',
            '\u{2066}',
            '\u{200b}',
            '\u{feff}',
            '\u{85}',
            '\u{7f}',
            '\u{2028}',
            '\u{ad}',
            '\u{3164}',
            '\u{e0041}',
        ] {
            assert!(!written.contains(sign), "{sign:?}");
        }
        assert_eq!(read(&written).document, Document::Share(file.clone()));
    }
}

fn refused(result: Result<Read, Unreadable>, words: &str) {
    let fault = result.unwrap_err();
    assert!(fault.message.contains(words), "{words}: {fault:?}");
    assert!(!fault.hint.is_empty());
}

#[test]
fn hostile_text_is_refused_with_words_in_bounded_time() {
    let start = Instant::now();
    refused(parse(&"[".repeat(limits::BYTES as usize - 1)), "deep");
    refused(parse(&format!("{{\"a\":{}", "[".repeat(5_000_000))), "JSON");
    refused(parse(&"- ".repeat(3_000_000)), "deep");
    refused(parse(&"- x\n".repeat(2_100_000)), "values");
    refused(parse(&format!("a: {}\n", "&x ".repeat(10))), "anchor");
    refused(parse("senders\n"), "no share file");
    refused(parse("\u{1}\u{2}"), "");
    let head = "schema: senderdesk.senders\nschemaVersion: 1\nworkspace: {}\nsenders:\n";
    let million = format!("{head}{}", "  - {}\n".repeat(1_000_000));
    refused(parse(&million), "at most 50000 senders");
    let keys: String = (0..300).map(|nth| format!("k{nth}: 1\n")).collect();
    refused(parse(&keys), "more than 200 fields");
    assert!(start.elapsed() < Duration::from_secs(120), "{:?}", start.elapsed());
}

#[test]
fn only_ordinary_files_of_a_sensible_size_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let words = |name: &str| source::text_of(&path(name)).unwrap_err();
    std::fs::create_dir(path("folder")).unwrap();
    assert!(words("folder").message.contains("is a folder"));
    assert!(words("none").message.contains("cannot be read"));
    let large = std::fs::File::create(path("large")).unwrap();
    large.set_len(200 * 1024 * 1024).unwrap();
    assert!(words("large").message.contains("larger than 32 MB"));
    std::fs::write(path("nul"), b"a: 1\nb: \0").unwrap();
    let nul = words("nul");
    assert_eq!(nul.at.map(|at| (at.line, at.column)), Some((2, 4)), "{nul:?}");
    std::fs::write(path("latin"), b"name: \xe9t\xe9").unwrap();
    assert!(words("latin").message.contains("not in UTF-8"));
    std::fs::write(path("utf16"), b"\xff\xfea\0").unwrap();
    assert!(words("utf16").message.contains("UTF-16"));
    std::fs::write(path("mark"), b"\xef\xbb\xbfa: 1").unwrap();
    assert_eq!(source::text_of(&path("mark")).unwrap(), "a: 1");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(path("mark"), path("link")).unwrap();
        assert!(words("link").message.contains("is a link"));
        assert!(
            source::text_of(std::path::Path::new("/dev/zero"))
                .unwrap_err()
                .message
                .contains("no ordinary file")
        );
    }
}

#[test]
fn a_secret_in_any_field_of_a_file_is_left_out_where_it_is_read() {
    const CANARY: &str = "c4na7y0f5e92d3b18a6c7f4e1b2d9c03";
    let mut found = read(
        &share_file(&sample(), Form::Json)
            .replace("\"later\": {", "\"password\": \"hunter2hunter2\", \"later\": {"),
    );
    assert!(found.faults.problems > 0);
    let plain = serde_json::to_value(sample()).unwrap();
    // The secret in the place of each text of the file, one after the other.
    let mut paths = Vec::new();
    leaves(&plain, String::new(), &mut paths);
    for path in paths {
        let mut bad = plain.clone();
        *bad.pointer_mut(&path).unwrap() = CANARY.into();
        let text = serde_json::to_string(&bad).unwrap();
        match parse(&text) {
            Ok(read) => {
                found = read;
                check(&mut found);
                assert!(!format!("{found:?}").contains(CANARY), "{path}");
            }
            Err(fault) => assert!(!format!("{fault:?}").contains(CANARY), "{path}: {fault:?}"),
        }
    }
}

fn leaves(value: &serde_json::Value, path: String, into: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.iter().for_each(|(key, field)| leaves(field, format!("{path}/{key}"), into));
        }
        serde_json::Value::Array(items) => {
            items.iter().enumerate().for_each(|(nth, item)| leaves(item, format!("{path}/{nth}"), into));
        }
        serde_json::Value::String(_) => into.push(path),
        _ => {}
    }
}

fn conflicts(merged: &Merged) -> Vec<(Option<&str>, Option<&str>)> {
    merged.conflicts.iter().map(|one| (one.sender.as_deref(), one.field.as_deref())).collect()
}

#[test]
fn a_merge_takes_both_edits_and_names_what_meets() {
    let base = sample();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.senders[0].name = text("Ours");
    theirs.senders[0].notes = Some(text("Theirs"));
    theirs.senders.remove(1);
    let clean = merge(&base, &ours, &theirs);
    assert_eq!(conflicts(&clean), []);
    assert_eq!((clean.file.senders.len(), clean.file.senders[0].name.as_str()), (3, "Ours"));
    assert_eq!(clean.file.senders[0].notes, Some(text("Theirs")));

    theirs.senders[0].name = text("Theirs");
    ours.senders[1].owner = Some(text("Me"));
    let met = merge(&base, &ours, &theirs);
    let second = base.senders[1].id.as_str();
    assert_eq!(conflicts(&met), [(Some(base.senders[0].id.as_str()), Some("name")), (Some(second), None)]);
    assert!(met.file.sender(second).is_some(), "what one side changed is not lost");
    for form in [Form::Yaml, Form::Json] {
        let marked = merged(&met, form);
        for mark in ["\n<<<<<<< ours\n", "\n=======\n", "\n>>>>>>> theirs\n"] {
            assert_eq!(marked.matches(mark).count(), 2, "{mark:?} in\n{marked}");
        }
        refused(parse(&marked), "merge conflict");
        // Taking one side of each leaves a whole file.
        let taken = side_of(&marked);
        assert_eq!(read(&taken).document, Document::Share(met.file.clone()), "{taken}");
    }
}

/// The file with ours in each place that is marked, as an editor makes it.
fn side_of(marked: &str) -> String {
    let mut taken = String::new();
    let mut skipped = false;
    for line in marked.lines() {
        match line {
            "<<<<<<< ours" => {}
            "=======" => skipped = true,
            ">>>>>>> theirs" => skipped = false,
            _ if skipped => {}
            line => taken.push_str(&format!("{line}\n")),
        }
    }
    taken
}

#[test]
fn a_default_that_the_other_side_took_out_is_a_conflict() {
    let base = sample();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.workspace.default_sender = Some("offers-de".to_owned());
    theirs.senders.retain(|sender| sender.id != "offers-de");
    assert_eq!(conflicts(&merge(&base, &ours, &theirs)), [(None, Some("defaultSender"))]);
    assert_eq!(conflicts(&merge(&base, &theirs, &ours)), [(None, Some("defaultSender"))]);
}

#[test]
fn a_host_that_looks_like_a_token_comes_through_every_way_of_reading() {
    let mut base = sample();
    let url = "https://eo0123456789abcdef0123456789abcdef.m.example.net/in";
    base.senders[1].mo_callback.as_mut().unwrap().url = Shareable::url(url).0;
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.senders[1].name = text("Ours");
    theirs.senders[1].country = Some("DE".to_owned());
    let met = merge(&base, &ours, &theirs);
    assert_eq!(met.file.senders[1].mo_callback.as_ref().unwrap().url.as_str(), url);
    let kept: ShareFile = serde_json::from_str(&serde_json::to_string(&base).unwrap()).unwrap();
    assert_eq!(kept, base);
}

#[test]
fn numbers_that_are_passed_on_stay_numbers_and_endless_names_are_refused() {
    let later = |field: &str| {
        share_file(&sample(), Form::Yaml).replace("senders:\n", &format!("{field}\nsenders:\n"))
    };
    for (written, kept) in [("1.50", "1.5"), ("1E5", "100000.0"), ("007", "\"007\""), ("-3", "-3")] {
        let again = share_file(&file(&later(&format!("x: {written}"))), Form::Yaml);
        assert!(again.contains(&format!("\nx: {kept}\n")), "{written} in\n{again}");
    }
    let found = read(&later(&format!("{}: 1", "x".repeat(201))));
    assert!(found.faults.kept.iter().any(|fault| fault.message.contains("more than 200 characters")));
}

#[test]
fn a_table_whose_quote_is_never_closed_loses_nothing_in_silence() {
    let found = csv_in::parse("name,type,senderId,notes\nA,alphanumeric,ACME,\"open\nB,alphanumeric,BCME,\n")
        .unwrap();
    assert_eq!(found.faults.wrong.len(), 1);
    assert_eq!(found.faults.wrong[0].at.map(|at| at.line), Some(2));
    assert!(found.faults.wrong[0].faults[0].message.contains("not closed"));
    let fine = csv_in::parse("name,type,senderId,notes\nA,alphanumeric,ACME,\"two\nlines\"\n").unwrap();
    assert_eq!((fine.faults.wrong.len(), fine.file.senders.len()), (0, 1));
    refused(parse(&format!("{}\n", ",".repeat(100_000))), "");
    assert!(csv_in::parse(&format!("senderId{}\n", ",".repeat(1_000_000))).is_err());
}

fn any_text() -> BoxedStrategy<Shareable> {
    prop_oneof![
        Just(String::new()),
        "[a-zA-Z0-9 +:#'\"\\\\{}\\[\\]-]{0,20}",
        "\\PC{0,12}",
        prop_oneof![
            Just("=1+1"),
            Just("'=1"),
            Just("''@x"),
            Just("- a"),
            Just("NO"),
            Just("0x1F"),
            Just("\t\n\r")
        ]
        .prop_map(str::to_owned),
        any::<String>(),
    ]
    .prop_map(|found| text(&found))
    .boxed()
}

fn any_url() -> BoxedStrategy<SharedUrl> {
    (
        prop_oneof![
            any_text(),
            "https://([a-z0-9]{1,40}\\.){1,3}example\\.com/[a-zA-Z0-9/]{0,30}(\\?[a-z]{1,8}=[a-zA-Z0-9]{0,40}){0,1}"
                .prop_map(|url| Shareable::url(&url).0)
        ],
        prop_oneof![Just(Origin::Documented), Just(Origin::Derived), Just(Origin::Custom)],
        proptest::option::of(any_text()),
    )
        .prop_map(|(url, provenance, replaced)| {
            let clean = |url: Shareable| Shareable::url(url.as_str()).0;
            SharedUrl { url: clean(url), provenance, replaced: replaced.map(clean) }
        })
        .boxed()
}

fn any_more() -> BoxedStrategy<More> {
    let value = prop_oneof![
        any_text().prop_map(|text| serde_json::Value::String(text.to_string())),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        Just(serde_json::Value::Null),
        proptest::collection::vec(any::<u8>(), 0..3).prop_map(|list| serde_json::json!({ "list": list })),
    ];
    // Letters that spell no name of a secret (`…key`, `…jwt…`), whose value would be left out.
    proptest::collection::btree_map("x[a-hA-H]{0,6}", value, 0..3).boxed()
}

fn any_sender(id: String) -> BoxedStrategy<SharedSender> {
    let kind = prop_oneof![
        Just(SenderType::ShortCode),
        Just(SenderType::LongCode),
        Just(SenderType::MessagingService),
        Just(SenderType::Alphanumeric)
    ];
    let texts = proptest::collection::vec(proptest::option::of(any_text()), 4);
    let country = proptest::option::of("([A-Z]{2})?");
    (
        any_text(),
        kind,
        any_text(),
        proptest::option::of(any::<bool>()),
        proptest::option::of(any_url()),
        texts,
        country,
        any_more(),
    )
        .prop_map(move |(name, sender_type, sender_id, mms, url, mut texts, country, more)| {
            let two_way = sender_type != SenderType::Alphanumeric;
            SharedSender {
                id: id.clone(),
                name,
                sender_type,
                sender_id,
                supports_mms: mms.filter(|_| two_way),
                mo_callback: url.filter(|_| two_way),
                unsubscribe_text: texts.pop().flatten(),
                notes: texts.pop().flatten(),
                owner: texts.pop().flatten(),
                purpose: texts.pop().flatten(),
                country,
                more,
            }
        })
        .boxed()
}

fn any_file() -> BoxedStrategy<ShareFile> {
    let senders = (0..6).map(|nth| proptest::option::of(any_sender(format!("id-{nth}")))).collect::<Vec<_>>();
    let workspace = (
        any_text(),
        proptest::option::of(any::<bool>()),
        proptest::option::of(0..6),
        proptest::option::of(any_url()),
        any_more(),
    );
    (workspace, senders, any_more())
        .prop_map(|((name, keywords, default, delivery, more), senders, of_file)| {
            let senders: Vec<_> = senders.into_iter().flatten().collect();
            let default = default
                .map(|nth| format!("id-{nth}"))
                .filter(|id| senders.iter().any(|sender| sender.id == *id));
            let workspace = SharedWorkspace {
                name: Some(name),
                environment: Some(Environment::Staging),
                colour: None,
                data_centre: Some("DC-101".to_owned()),
                keyword_management: keywords,
                account: Some(SharedAccount { sid: None, alias: Some(text("main")), region: None }),
                default_sender: default,
                delivery_callback: delivery,
                more,
            };
            ShareFile { more: of_file, ..ShareFile::of(workspace, senders) }
        })
        .boxed()
}

/// A file, and another state of it: some of its senders are those of another file.
fn edited(base: &ShareFile, other: &ShareFile, which: u8, fields: u8) -> ShareFile {
    let mut edited = base.clone();
    for id in (0..6).filter(|nth| which & (1 << nth) != 0).map(|nth| format!("id-{nth}")) {
        let at = edited.senders.iter().position(|sender| sender.id == id);
        match (at, other.sender(&id).cloned()) {
            (Some(at), Some(is)) if fields & 1 == 0 => {
                if fields & 2 == 0 {
                    edited.senders[at].name = is.name
                } else {
                    edited.senders[at].notes = is.notes
                }
            }
            (Some(at), _) if fields & 4 == 0 => drop(edited.senders.remove(at)),
            (None, Some(is)) => edited.senders.push(is),
            _ => {}
        }
    }
    if which & 64 != 0 {
        edited.workspace.keyword_management = other.workspace.keyword_management;
    }
    let ShareFile { workspace, senders, .. } = edited;
    ShareFile { more: base.more.clone(), ..ShareFile::of(workspace, senders) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_as_it_was_and_formatting_twice_is_formatting_once(file in any_file()) {
        for form in [Form::Yaml, Form::Json] {
            let written = share_file(&file, form);
            let found = read(&written);
            prop_assert_eq!(&found.document, &Document::Share(file.clone()), "{}", written);
            let Document::Share(again) = found.document else { unreachable!() };
            prop_assert_eq!(share_file(&again, form), written);
        }
    }

    #[test]
    fn a_table_loses_no_cell(file in any_file()) {
        let written = csv_out::table(&file);
        let found = csv_in::parse(&written).unwrap();
        prop_assert_eq!(found.file.senders.len() + found.faults.wrong.len(), file.senders.len());
        // What its own rules refuse is told, and nothing else is missing.
        for sender in &found.file.senders {
            let was = file.sender(&sender.id).unwrap();
            let trimmed = |text: &Option<Shareable>| text.as_ref().map(|text| text.as_str().trim().to_owned()).unwrap_or_default();
            prop_assert_eq!(sender.name.as_str(), was.name.as_str().trim());
            prop_assert_eq!(trimmed(&sender.notes), trimmed(&was.notes));
            prop_assert_eq!(sender.sender_type, was.sender_type);
            prop_assert_eq!(sender.sender_id.as_str(), was.sender_id.as_str().trim());
            prop_assert_eq!(sender.supports_mms, was.supports_mms);
            for (is, was) in [(&sender.owner, &was.owner), (&sender.purpose, &was.purpose), (&sender.unsubscribe_text, &was.unsubscribe_text)] {
                prop_assert_eq!(trimmed(is), trimmed(was));
            }
        }
    }

    #[test]
    fn two_edits_merge_to_the_same_in_either_order(
        base in any_file(), one in any_file(), other in any_file(), which in any::<(u8, u8)>(), fields in any::<(u8, u8)>(),
    ) {
        let (ours, theirs) = (edited(&base, &one, which.0, fields.0), edited(&base, &other, which.1, fields.1));
        let (this, that) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
        prop_assert_eq!(this.conflicts.len(), that.conflicts.len());
        if this.conflicts.is_empty() {
            prop_assert_eq!(this.file, that.file);
        }
        prop_assert_eq!(merge(&base, &ours, &base).file, ours.clone());
        prop_assert_eq!(merge(&base, &base, &theirs).file, theirs);
        prop_assert_eq!(merge(&base, &ours, &ours).conflicts, vec![]);
    }
}

/// What `fuzz/` begins with, and what it would make of it: each file of the corpus, whole and broken at seeded places.
#[test]
fn the_bodies_of_the_fuzz_targets_hold_on_the_corpus_and_on_seeded_bytes() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/share");
    let mut seen = 0;
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        // xorshift: the same bytes on every machine.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    for entry in std::fs::read_dir(corpus).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for _ in 0..150 {
            let mut broken = bytes.clone();
            for _ in 0..next() % 4 {
                let at = next() as usize % broken.len();
                match next() % 4 {
                    0 => broken[at] = next() as u8,
                    1 => drop(broken.remove(at)),
                    2 => broken.insert(at, b"\"':-{}[]&*!|>\n\t #"[next() as usize % 17]),
                    _ => broken.truncate(at.max(1)),
                }
            }
            fuzzing::read_file(&broken);
            fuzzing::read_table(&broken);
            // Two edits that are both readable, and meet in the name or do not.
            let edit = |digit: u64| {
                String::from_utf8_lossy(&bytes).replacen("Marketing", &format!("Shop {}", digit % 3), 1)
            };
            let (ours, theirs) = (edit(next()), edit(next()).replacen("Ana", "Ben", (next() % 2) as usize));
            for sides in [[&broken[..], &bytes[..]], [ours.as_bytes(), theirs.as_bytes()]] {
                fuzzing::merge_files(&[&bytes[..], sides[0], sides[1]].join(&b"\n%%\n"[..]));
            }
            seen += 1;
        }
    }
    for _ in 0..500 {
        let random: Vec<u8> = (0..next() % 200).map(|_| next() as u8).collect();
        fuzzing::read_file(&random);
        fuzzing::read_table(&random);
    }
    assert!(seen > 500, "only {seen}");
}
