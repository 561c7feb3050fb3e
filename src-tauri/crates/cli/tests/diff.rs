//! `diff`: what is different, for people and for programs.

use crate::run::{Folder, SHOP, golden, short_code};

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("a.yaml", SHOP);
    let service = SHOP.find("  - id: \"service\"").unwrap();
    let edited =
        SHOP[..service].replace("Autumn", "Win|ter `x` @everyone\\u202e\\e[2J").replace("DC-03", "DC-04");
    folder.write("b.yaml", format!("{edited}{}later: 1\n", short_code("shop", "12345")));
    folder
}

#[test]
fn nothing_is_said_where_nothing_is_different() {
    let folder = folder();
    folder.write("c.yaml", SHOP.replace('"', "'"));
    assert_eq!(folder.run(&["diff", "a.yaml", "c.yaml"]).quiet(), (0, true));
    assert_eq!(folder.run(&["diff", "a.yaml", "c.yaml", "--format", "markdown"]).quiet(), (0, true));
    assert_eq!(folder.run(&["diff", "a.yaml", "c.yaml", "--json"]).json()["ok"], true);
}

#[test]
fn fields_of_the_workspace_come_first_then_senders_by_their_identity() {
    let folder = folder();
    let ran = folder.run(&["diff", "a.yaml", "b.yaml"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    golden("diff.txt", &ran.out);
    golden("diff.json", &folder.run(&["diff", "--json", "a.yaml", "b.yaml"]).out);
    let markdown = folder.run(&["diff", "--format", "markdown", "a.yaml", "b.yaml"]);
    assert_eq!(markdown.code, 1);
    golden("diff.md", &markdown.out);
}

#[test]
fn a_file_that_was_added_or_taken_out_is_compared_with_nothing() {
    let folder = folder();
    let ran = folder.run(&["diff", "/dev/null", "a.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("Name: (not given) → Shop\n"), "{}", ran.out);
    assert!(ran.out.contains("+ Offers (offers)\n"), "{}", ran.out);
    assert!(folder.run(&["diff", "a.yaml", "/dev/null"]).out.contains("- Offers (offers)\n"));
}

#[test]
fn a_file_that_would_be_compared_in_part_is_refused() {
    let folder = folder();
    for (name, text) in [
        ("wrong.yaml", SHOP.replace("long_code", "longcode")),
        ("lost.yaml", SHOP.replace("DC-03", "DC-3")),
        ("table.csv", "name,type,senderId\nOffers,long_code,+15551230002\n".to_owned()),
        ("backup.yaml", "schema: \"senderdesk.backup\"\nschemaVersion: 1\nworkspaces: []\n".to_owned()),
    ] {
        folder.write(name, text);
        let ran = folder.run(&["diff", "a.yaml", name]);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{name}");
        assert!(ran.err.contains(&format!("{name}:")) && ran.err.contains("error: "), "{}", ran.err);
    }
}
