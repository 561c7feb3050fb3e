//! `merge`: what two edits make together, and what is left alone.

use crate::run::{Folder, SHOP, golden, shop_as_json, short_code};

fn folder(base: &str, ours: &str, theirs: &str) -> Folder {
    let folder = Folder::new();
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        folder.write(name, text);
    }
    folder
}

const MERGE: [&str; 4] = ["merge", "base", "ours", "theirs"];

#[test]
fn two_edits_that_do_not_meet_are_put_together_in_silence() {
    let ours = format!("{SHOP}{}", short_code("t1", "12345"));
    let theirs = SHOP.replace("Autumn", "Winter") + &short_code("t2", "12346");
    let folder = folder(SHOP, &ours, &theirs);
    assert_eq!(folder.run(&MERGE).quiet(), (0, true));
    let both = SHOP.replace("Autumn", "Winter") + &short_code("t1", "12345") + &short_code("t2", "12346");
    assert_eq!(folder.read("ours"), both);
    assert_eq!(folder.names(), ["base", "ours", "theirs"]);
    assert_eq!((folder.read("base"), folder.read("theirs")), (SHOP.to_owned(), theirs));
}

#[test]
fn what_both_changed_stands_between_marks_and_is_named() {
    let service = SHOP.find("  - id: \"service\"").unwrap();
    let ours = SHOP.replace("Autumn", "Winter").replace("DC-03", "DC-04").replace("\"Service\"", "\"Help\"");
    let theirs = SHOP[..service].replace("Autumn", "Spring").replace("DC-03", "DC-05");
    let folder = folder(SHOP, &ours, &theirs);
    let shown = folder.run(&["merge", "-p", "base", "ours", "theirs", "--name", "shop.senders.yaml"]);
    assert_eq!(shown.code, 1);
    golden("conflict.yaml", &shown.out);
    golden("conflict.txt", &shown.err);
    golden("conflict.json", &folder.run(&["merge", "-p", "--json", "base", "ours", "theirs"]).out);
    assert_eq!(folder.read("ours"), ours, "-p leaves it alone");
    assert_eq!(folder.run(&MERGE).code, 1);
    assert_eq!(folder.read("ours"), shown.out);
    assert_eq!(folder.run(&["validate", "ours"]).code, 3, "the marks are to be taken out");
}

#[test]
fn the_form_of_ours_counts() {
    let folder = folder(SHOP, "", &SHOP.replace("Autumn", "Winter"));
    let json = shop_as_json(&folder);
    folder.write("ours", &json);
    assert_eq!(folder.run(&MERGE).quiet(), (0, true));
    assert_eq!(folder.read("ours"), json.replace("Autumn", "Winter"));
}

#[test]
fn a_base_that_is_empty_is_one_of_nothing() {
    let theirs = format!("{SHOP}{}", short_code("t2", "12346"));
    let folder = folder("", SHOP, &theirs);
    assert_eq!(folder.run(&MERGE).quiet(), (0, true));
    assert_eq!(folder.read("ours"), theirs);
}

#[test]
fn a_side_that_would_lose_something_is_not_merged() {
    let wrong = SHOP.replace("long_code", "longcode");
    let secret = SHOP.replace("\"Shop\"", "\"c4na7y0f5e92d3b18a6c7f4e1b2d9c03\"");
    for (base, ours, theirs) in [
        (&wrong[..], SHOP, SHOP),
        (SHOP, &wrong, SHOP),
        (SHOP, SHOP, &wrong),
        (SHOP, SHOP, &secret),
        (SHOP, "", SHOP),
    ] {
        let folder = folder(base, ours, theirs);
        let ran = folder.run(&MERGE);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""));
        assert!(ran.err.contains("error: "), "{}", ran.err);
        assert_eq!(folder.read("ours"), ours);
    }
}

#[test]
fn two_edits_that_are_right_alone_and_wrong_together_are_told() {
    let folder = Folder::new();
    let sender = |id: &str, number: u32, mo: &str| {
        format!(
            "  - id: \"{id}\"\n    name: \"{id}\"\n    type: \"long_code\"\n    senderId: \"+1555000000{number}\"\n    \
             moCallback:\n      url: \"https://{mo}.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio\"\n      \
             provenance: \"documented\"\n"
        )
    };
    let head = |data_centre: &str| {
        format!(
            "schema: \"senderdesk.senders\"\nschemaVersion: 1\nworkspace:\n  name: \"Shop\"\n  dataCentre: \
             \"{data_centre}\"\n  defaultSender: \"a\"\nsenders:\n"
        )
    };
    folder.write("base", head("DC-01") + &sender("a", 1, "api-01"));
    folder.write("ours", head("DC-02") + &sender("a", 1, "api-02"));
    folder.write("theirs", head("DC-01") + &sender("a", 1, "api-01") + &sender("b", 2, "api-01"));
    let ran = folder.run(&["merge", "base", "ours", "theirs"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("This is not the URL of DC-02."), "{}", ran.err);
    assert!(folder.read("ours").contains("id: \"b\""), "what could be merged is");
}
