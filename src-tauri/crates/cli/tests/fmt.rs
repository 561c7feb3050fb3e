//! `fmt`: the one form, and when a file is left alone.

use std::fs;

use crate::run::{Folder, SHOP, golden, shop_as_json};

/// The same as [`SHOP`], as somebody might write it.
const LOOSE: &str = r#"# by hand
schemaVersion: 1
schema: senderdesk.senders
senders:
- {id: service, type: messaging_service, name: 'Service', supportsMms: true, senderId: MG0123456789abcdef0123456789abcdef}
- id: "offers"
  senderId: "+15551230002"
  notes: >-
    Autumn
  type: long_code
  supportsMms: false
  name: Offers
workspace: {defaultSender: offers, account: {sid: AC0123456789abcdef0123456789abcdef}, name: Shop,
  dataCentre: DC-03, environment: production, keywordManagement: false}
"#;

#[test]
fn a_file_is_written_in_its_one_form_and_then_stays() {
    let folder = Folder::new();
    folder.write("a.yaml", LOOSE);
    assert_eq!(folder.run(&["fmt", "a.yaml"]).quiet(), (0, true));
    assert_eq!(folder.read("a.yaml"), SHOP);
    assert_eq!(folder.run(&["fmt", "--check", "a.yaml"]).quiet(), (0, true));
    assert_eq!(folder.names(), ["a.yaml"]);
}

#[test]
fn check_names_what_would_change_and_writes_nothing() {
    let folder = Folder::new();
    folder.write("loose.yaml", LOOSE);
    folder.write("marked.yaml", format!("\u{feff}{SHOP}"));
    folder.write("ends.yaml", SHOP.replace('\n', "\r\n"));
    folder.write("fine.yaml", SHOP);
    let ran = folder.run(&["fmt", "--check", "loose.yaml", "fine.yaml", "marked.yaml", "ends.yaml"]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (1, "loose.yaml\nmarked.yaml\nends.yaml\n", "")
    );
    assert_eq!(folder.read("loose.yaml"), LOOSE);
    for name in ["marked.yaml", "ends.yaml"] {
        assert_eq!(folder.run(&["fmt", name]).code, 0);
        assert_eq!(folder.read(name), SHOP);
    }
}

#[test]
fn json_stays_json_and_a_backup_a_backup() {
    let folder = Folder::new();
    let json = shop_as_json(&folder);
    golden("shop.senders.json", &json);
    assert_eq!(folder.run_with(&["fmt", "-"], &json).out, json);
    let backup = "schema: \"senderdesk.backup\"\nschemaVersion: 1\nworkspaces:\n  - workspace:\n      name: \"A\"\n      \
                  dataCentre: \"DC-01\"\n    senders: []\n";
    let loose = backup.replace('"', "'");
    assert_eq!(folder.run_with(&["fmt", "-"], loose).out, backup);
}

#[test]
fn a_dash_reads_standard_input_and_writes_standard_output() {
    let folder = Folder::new();
    let ran = folder.run_with(&["fmt", "-"], LOOSE);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, SHOP, ""));
    assert_eq!(folder.run_with(&["fmt", "--check", "-"], LOOSE).out, "-\n");
}

#[test]
fn a_file_that_would_lose_something_is_left_as_it_is() {
    let folder = Folder::new();
    for text in [
        SHOP.replace("long_code", "longcode"),
        SHOP.replace("DC-03", "DC-3"),
        SHOP.replace("    sid:", "    token: \"x\"\n    sid:"),
        SHOP.replace("\"Autumn\"", "\"c4na7y0f5e92d3b18a6c7f4e1b2d9c03\""),
        "name,type,senderId\nOffers,long_code,+15551230002\n".to_owned(),
    ] {
        folder.write("a.yaml", &text);
        let ran = folder.run(&["fmt", "a.yaml"]);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{text}");
        assert!(ran.err.contains("a.yaml:1:1: error: "), "{}", ran.err);
        assert_eq!(folder.read("a.yaml"), text);
    }
}

#[test]
fn a_sender_that_breaks_a_rule_is_kept_as_it_is() {
    let folder = Folder::new();
    let text = SHOP.replace("+15551230002", "+1555");
    folder.write("a.yaml", text.replace('"', "'"));
    assert_eq!(folder.run(&["fmt", "a.yaml"]).quiet(), (0, true));
    assert_eq!(folder.read("a.yaml"), text);
}

#[test]
fn a_secret_of_the_workspace_is_taken_out_and_told() {
    let folder = Folder::new();
    folder.write("a.yaml", SHOP.replace("\"Shop\"", "\"Shop c4na7y0f5e92d3b18a6c7f4e1b2d9c03\""));
    let ran = folder.run(&["fmt", "a.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("a.yaml:4:9: problem: name holds a row of letters and digits"), "{}", ran.err);
    assert!(folder.read("a.yaml").contains("name: \"Shop {{token}}\""));
}

#[test]
fn unknown_fields_are_kept() {
    let folder = Folder::new();
    let text = format!(
        "{SHOP}    later:\n      a: 1\n      list:\n        - true\n        - \"x\"\n        - null\n"
    );
    folder.write("a.yaml", text.replace("\"x\"", "'x'"));
    assert_eq!(folder.run(&["fmt", "a.yaml"]).quiet(), (0, true));
    assert_eq!(folder.read("a.yaml"), text);
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_folder_that_cannot_be_written_is_said() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new();
    let path = folder.write("a.yaml", LOOSE);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(folder.run(&["fmt", "a.yaml"]).code, 0);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}
