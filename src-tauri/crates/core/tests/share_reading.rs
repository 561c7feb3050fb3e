//! What reading, comparing and merging share files must not lose, must not let through, and must not spend.

use senderdesk_core::share::document::ShareFile;
use senderdesk_core::share::read::{Document, Read, parse};
use senderdesk_core::share::write::{Form, merged, share_file};
use senderdesk_core::share::{check, csv_in, diff, merge};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn read(fields: &str) -> Read {
    let text = format!(
        "schema: \"senderdesk.senders\"\nschemaVersion: 1\nworkspace:\n  name: \"Shop\"\n  dataCentre: \"DC-01\"\n\
         senders: []\n{fields}"
    );
    parse(&text).unwrap()
}

fn file(fields: &str) -> ShareFile {
    let Document::Share(file) = read(fields).document else { panic!("no share file") };
    file
}

#[test]
fn the_name_of_an_unknown_field_holds_no_token_at_any_depth() {
    let found = read(&format!("{TOKEN}: 1\nlater:\n  inner:\n    {TOKEN}: 2\n"));
    let Document::Share(file) = &found.document else { panic!("no share file") };
    assert_eq!((found.faults.problems, found.faults.secrets), (2, 2));
    let told = format!("{:?}{}", found.faults, share_file(file, Form::Yaml));
    assert!(!told.contains(TOKEN), "{told}");
}

#[test]
fn what_an_error_cuts_short_shows_no_part_of_a_token() {
    let name = format!("{} {TOKEN}", "x".repeat(40));
    let found = read(&format!("\"{name}\": 1\n"));
    assert!(!format!("{:?}", found.faults).contains(&TOKEN[..12]), "{:?}", found.faults);
}

#[test]
fn no_cell_of_a_table_lets_a_token_through() {
    for column in ["id", "country", "notes", "name", "type", "supportsMms", "default"] {
        let cells = |value: &str| {
            let senders = ["id", "country", "notes", "name", "type", "supportsMms", "default"];
            let cell = |known: &&str| match (*known == column, *known) {
                (true, _) => value.to_owned(),
                (false, "name") => "Offers".to_owned(),
                (false, "type") => "long_code".to_owned(),
                _ => String::new(),
            };
            let row: Vec<_> = senders.iter().map(cell).collect();
            format!("{},senderId\n{},+15551230002\n", senders.join(","), row.join(","))
        };
        let mut table = csv_in::parse(&cells(TOKEN)).unwrap();
        check::check_table(&mut table.file, &mut table.places, &mut table.faults);
        assert!(table.file.senders.is_empty() && table.faults.problems > 0, "{column}: {table:?}");
        assert!(!format!("{table:?}").contains(TOKEN), "{column}: {table:?}");
    }
}

#[test]
fn a_table_of_a_million_columns_is_refused_before_they_are_compared() {
    let text = format!("{}{}senderId\n", "a,".repeat(1_000_000), "id,".repeat(1_000_000));
    let fault = csv_in::parse(&text).unwrap_err();
    assert_eq!(fault.message, "The table has more than 200 columns.");
}

#[test]
fn rules_of_senders_hold_in_a_table_and_nothing_is_asked_of_a_workspace() {
    let text = "id,name,type,senderId\na,Offers,long_code,+15551230002\nb,Wrong,short_code,+15551230002\n";
    let mut table = csv_in::parse(text).unwrap();
    check::check_table(&mut table.file, &mut table.places, &mut table.faults);
    assert_eq!(table.file.senders.len(), 1);
    let places: Vec<_> = table.faults.kept.iter().map(|fault| fault.at.map(|at| at.line)).collect();
    assert_eq!(places, [Some(3)], "{:?}", table.faults);
}

#[test]
fn lines_of_a_table_are_counted_whatever_ends_them() {
    let rows = ["name,type,senderId", "\"two\nlines\",long_code,+15551230002", "", "Wrong,none,x"];
    for (end, stated) in [("\n", ""), ("\r\n", ""), ("\r\n", "sep=,\r\n")] {
        let table = csv_in::parse(&format!("{stated}{}{end}", rows.join(end))).unwrap();
        let line = table.faults.kept[0].at.map(|at| at.line);
        assert_eq!(line, Some(if stated.is_empty() { 5 } else { 6 }), "{end:?} {:?}", table.faults);
        assert_eq!(table.places.senders[0].at.line, if stated.is_empty() { 2 } else { 3 });
    }
}

#[test]
fn a_field_of_the_workspace_that_is_wrong_is_not_missing_as_well() {
    let mut found = parse("schema: \"senderdesk.senders\"\nschemaVersion: 1\nworkspace:\n  name: \"Shop\"\n  dataCentre: \"DC-3\"\nsenders: []\n").unwrap();
    check::check(&mut found);
    assert_eq!(found.faults.problems, 1, "{:?}", found.faults);
}

#[test]
fn a_field_beside_workspace_and_senders_is_compared() {
    let found = diff::diff(&file("later: 1\n"), &file("later: 2\n"));
    assert!(!found.is_empty());
    assert_eq!(found.more[0].field, "later");
}

#[test]
fn a_conflict_of_a_field_beside_workspace_and_senders_is_marked_where_it_stands() {
    let both = merge::merge(&file("later: 1\n"), &file("later: 2\n"), &file("later: 3\n"));
    assert!(both.conflicts[0].beside);
    let text = merged(&both, Form::Yaml);
    assert!(
        text.ends_with("senders: []\n<<<<<<< ours\nlater: 2\n=======\nlater: 3\n>>>>>>> theirs\n"),
        "{text}"
    );
}

#[test]
fn a_name_without_an_end_is_cut_in_what_is_said_of_it() {
    let sender = |id: &str| {
        format!(
            "- id: \"{id}\"\n  name: \"{}\"\n  type: \"short_code\"\n  senderId: \"+15551230002\"\n",
            "x".repeat(100_000)
        )
    };
    let text = format!(
        "schema: \"senderdesk.senders\"\nschemaVersion: 1\nworkspace:\n  name: \"Shop\"\nsenders:\n{}{}",
        sender("a"),
        sender("b")
    );
    let mut found = parse(&text).unwrap();
    check::check(&mut found);
    assert_eq!(found.faults.wrong.len(), 2);
    assert!(format!("{:?}", found.faults).len() < 10_000);
}

/// A text with one side of each conflict taken.
fn taken(text: &str, ours: bool) -> String {
    let mut side = None;
    let mut kept = String::new();
    for line in text.lines() {
        match line {
            "<<<<<<< ours" => side = Some(true),
            "=======" => side = Some(false),
            ">>>>>>> theirs" => side = None,
            line if side.is_none_or(|side| side == ours) => kept += &format!("{line}\n"),
            _ => {}
        }
    }
    kept
}

#[test]
fn whichever_side_of_a_conflict_is_taken_the_file_can_be_read_in_both_forms() {
    let sender = |id: &str, fields: &str| {
        format!("- {{id: {id}, name: \"{id}\", type: short_code, senderId: \"12345\"{fields}}}\n")
    };
    let file = |senders: &[(&str, &str)], more: &str| {
        let senders: String = senders.iter().map(|(id, fields)| sender(id, fields)).collect();
        let senders = if senders.is_empty() { "[]".to_owned() } else { format!("\n{senders}") };
        let text = format!(
            "schema: senderdesk.senders\nschemaVersion: 1\nworkspace: {{name: Shop}}\nsenders: {senders}\n{more}"
        );
        let Document::Share(file) = parse(&text).unwrap().document else { panic!("no share file") };
        file
    };
    let (x, y, z) = (", notes: x, owner: x", ", notes: y, owner: y", ", notes: z, owner: z");
    let cases = [
        [file(&[("a", x)], ""), file(&[("a", y)], ""), file(&[("a", z)], "")],
        [file(&[("a", x)], ""), file(&[("a", y)], ""), file(&[("a", "")], "")],
        [file(&[("a", x)], ""), file(&[("a", ", notes: y")], ""), file(&[("a", ", owner: y")], "")],
        [file(&[("a", x)], ""), file(&[("a", ", owner: x")], ""), file(&[("a", ", notes: z, owner: x")], "")],
        [file(&[("a", "")], ""), file(&[("a", y)], ""), file(&[], "")],
        [file(&[("a", "")], ""), file(&[], ""), file(&[("a", y)], "later: 1")],
        [file(&[("a", ""), ("b", x)], ""), file(&[("a", y), ("b", y)], ""), file(&[("b", z)], "")],
        [file(&[("a", ""), ("b", "")], ""), file(&[("a", y)], ""), file(&[("b", z)], "")],
        [
            file(&[("a", ""), ("b", ""), ("c", "")], ""),
            file(&[("a", ""), ("b", y), ("c", "")], ""),
            file(&[("a", ""), ("c", "")], ""),
        ],
        [file(&[("a", ""), ("b", "")], ""), file(&[("a", "")], ""), file(&[("a", ""), ("b", z)], "")],
        [file(&[], "later: 1\n"), file(&[], "later: 2\n"), file(&[], "")],
        [file(&[], "later: 1\nso: 1\n"), file(&[], "later: 2\nso: 2\n"), file(&[], "later: 3\nso: 3\n")],
    ];
    for [base, ours, theirs] in &cases {
        let both = merge::merge(base, ours, theirs);
        assert!(!both.conflicts.is_empty());
        for form in [Form::Yaml, Form::Json] {
            let text = merged(&both, form);
            for (side, is_ours) in [(ours, true), (theirs, false)] {
                let text = taken(&text, is_ours);
                let read = parse(&text).unwrap_or_else(|fault| panic!("{fault:?}\n{text}"));
                let Document::Share(found) = read.document else { panic!("no share file") };
                for sender in &found.senders {
                    assert!(side.sender(&sender.id).is_some(), "{text}");
                }
                assert_eq!(found.senders.len(), side.senders.len(), "{text}");
            }
        }
    }
}

#[test]
fn a_default_that_is_wrong_itself_is_told_of_once() {
    let text = "schema: \"senderdesk.senders\"\nschemaVersion: 1\nworkspace:\n  name: \"Shop\"\n  \
                dataCentre: \"DC-01\"\n  defaultSender: \"a\"\nsenders:\n  - id: \"a\"\n    name: \"Offers\"\n    \
                type: \"short_code\"\n    senderId: \"+15551230002\"\n";
    let mut found = parse(text).unwrap();
    check::check(&mut found);
    assert!(found.faults.kept.iter().all(|fault| !fault.message.contains("default")), "{:?}", found.faults);
    assert_eq!(found.faults.wrong.len(), 1);
}
