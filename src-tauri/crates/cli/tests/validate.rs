//! `validate`: what is wrong, where, and how it ends.

use crate::run::{Folder, SHOP, golden, short_code};

#[test]
fn a_file_that_is_fine_is_passed_in_silence() {
    let folder = Folder::new();
    folder.write("shop.senders.yaml", SHOP);
    folder.write("shop.senderdesk", SHOP);
    assert_eq!(folder.run(&["validate", "shop.senders.yaml", "shop.senderdesk"]).quiet(), (0, true));
    assert_eq!(folder.run_with(&["validate", "-"], SHOP).quiet(), (0, true));
}

/// Wrong in several ways: a field, a rule, a spelling, a default that is not there.
fn wrong() -> String {
    SHOP.replace("DC-03", "DC-3")
        .replace("+15551230002", "+1555")
        .replace("notes:", "note:")
        .replace("defaultSender: \"offers\"", "defaultSender: \"none\"")
        + &short_code("a", "12\u{1b}]0;x\u{202e}345")
}

#[test]
fn each_problem_is_told_by_line_and_column_with_a_hint() {
    let folder = Folder::new();
    folder.write("wrong.senders.yaml", wrong());
    let ran = folder.run(&["validate", "wrong.senders.yaml"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{}", ran.out);
    golden("validate.txt", &ran.out);
    golden("validate.json", &folder.run(&["validate", "--json", "wrong.senders.yaml"]).out);
}

#[test]
fn warnings_alone_are_fine_unless_it_is_strict() {
    let folder = Folder::new();
    folder.write("a.yaml", SHOP.replace("\"Service\"", "\"offers\""));
    let ran = folder.run(&["validate", "a.yaml"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("a.yaml:19:11: warning: "), "{}", ran.out);
    assert_eq!(folder.run(&["validate", "--strict", "a.yaml"]).code, 1);
}

#[test]
fn of_several_files_the_worst_counts() {
    let folder = Folder::new();
    folder.write("fine.yaml", SHOP);
    folder.write("wrong.yaml", wrong());
    assert_eq!(folder.run(&["validate", "fine.yaml", "wrong.yaml"]).code, 1);
    let ran = folder.run(&["validate", "wrong.yaml", "none.yaml", "fine.yaml"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("none.yaml:1:1: error: "), "{}", ran.err);
    assert!(ran.out.contains("wrong.yaml:"));
}

#[test]
fn what_is_no_share_file_is_named_with_its_place() {
    let folder = Folder::new();
    for (text, told) in [
        ("a: 1\n", "x.yaml:1:1: error: This is no share file"),
        ("{\"a\": 1,\n}", "x.yaml:2:1: error: This is not JSON"),
        (
            "schema: \"senderdesk.senders\"\nschemaVersion: 2\n",
            "x.yaml:2:16: error: The file is of schema version 2",
        ),
        ("", "x.yaml:1:1: error: The file is empty."),
        ("schema: 1\n<<<<<<< ours\n", "x.yaml:2:1: error: A merge conflict"),
    ] {
        folder.write("x.yaml", text);
        let ran = folder.run(&["validate", "x.yaml"]);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{text}");
        assert!(ran.err.starts_with(told) && ran.err.contains("\n  hint: "), "{text}: {}", ran.err);
    }
}

#[test]
fn a_table_is_known_by_its_header_or_its_name() {
    let folder = Folder::new();
    let table = "name;type;senderId\r\nOffers;long_code;'+15551230002\r\n";
    folder.write("table.csv", table);
    folder.write("table.txt", table);
    assert_eq!(folder.run(&["validate", "table.csv", "table.txt"]).quiet(), (0, true));
    folder.write("eaten.csv", table.replace("'+", ""));
    let ran = folder.run(&["validate", "eaten.csv"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.starts_with("eaten.csv:2:3: problem: “Offers”: A spreadsheet has eaten the +"),
        "{}",
        ran.out
    );
    folder.write("other.csv", "a;b\n1;2\n");
    let ran = folder.run(&["validate", "other.csv"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("no column for the sender ID"), "{}", ran.err);
    folder.write("share.csv", SHOP);
    assert_eq!(folder.run(&["validate", "share.csv"]).quiet(), (0, true));
}

#[test]
fn a_backup_is_checked_as_a_whole() {
    let folder = Folder::new();
    let workspace = "  - workspace:\n      name: \"A\"\n      dataCentre: \"DC-01\"\n    senders: []\n";
    let backup = format!("schema: \"senderdesk.backup\"\nschemaVersion: 1\nworkspaces:\n{workspace}");
    folder.write("all.yaml", &backup);
    assert_eq!(folder.run(&["validate", "all.yaml"]).quiet(), (0, true));
    folder.write("all.yaml", backup.replace("DC-01", "DC-1"));
    assert_eq!(folder.run(&["validate", "all.yaml"]).code, 1);
}

#[test]
fn more_remarks_than_are_shown_are_counted() {
    let folder = Folder::new();
    let many: String =
        (0..1_200).map(|nth| short_code(&format!("s{nth}"), &format!("nothing{nth}"))).collect();
    folder.write("many.yaml", format!("{SHOP}{many}"));
    let ran = folder.run(&["validate", "many.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.ends_with("many.yaml: the first 1000 of 1200 remarks are shown.\n"), "{}", ran.out.len());
    let json = folder.run(&["validate", "--json", "many.yaml"]).json();
    assert_eq!(
        (&json["files"][0]["problems"], &json["files"][0]["wrongSenders"]),
        (&1200.into(), &1200.into())
    );
}
