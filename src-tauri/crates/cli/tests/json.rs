//! The JSON form of each command: the fields that `docs/cli.md` promises.

use serde_json::Value;

use crate::run::{Folder, SHOP};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn each_command_has_its_fields_and_findings_are_alike_in_all() {
    let folder = Folder::new();
    folder.write("a.yaml", SHOP);
    folder.write("b.yaml", SHOP.replace("Autumn", "Winter"));
    folder.write("c.yaml", SHOP.replace("Autumn", "Spring"));
    let cases: [(&[&str], &[&str], i32); 9] = [
        (&["validate", "a.yaml"], &["files"], 0),
        (&["diff", "a.yaml", "b.yaml"], &["more", "senders", "workspace"], 1),
        (&["fmt", "--check", "a.yaml"], &["files"], 0),
        (&["merge", "-p", "a.yaml", "b.yaml", "c.yaml"], &["conflicts", "merged"], 1),
        (&["merge", "a.yaml", "a.yaml", "a.yaml"], &["conflicts"], 0),
        (&["instructions", "a.yaml", "--format", "md"], &["worksheet"], 0),
        (&["instructions", "a.yaml", "--format", "md", "-o", "sheet.md"], &["output"], 0),
        (&["completions", "bash"], &["completions"], 0),
        (&["man", "diff"], &["page"], 0),
    ];
    for (args, own, code) in cases {
        let ran = folder.run(&[args, &["--json"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{args:?}");
        let json = ran.json();
        let mut wanted = [&["command", "findings", "ok"], own].concat();
        wanted.sort();
        assert_eq!(keys(&json), wanted, "{args:?}");
        assert_eq!((&json["command"], &json["ok"]), (&args[0].into(), &(code == 0).into()));
        for finding in json["findings"].as_array().unwrap() {
            assert_eq!(keys(finding), ["column", "file", "hint", "level", "line", "message", "sender"]);
        }
    }
}

#[test]
fn what_cannot_be_read_is_a_finding_too() {
    let folder = Folder::new();
    for args in [
        &["validate", "none.yaml"][..],
        &["diff", "none.yaml", "none.yaml"],
        &["fmt", "none.yaml"],
        &["merge", "none.yaml", "none.yaml", "none.yaml"],
        &["instructions", "none.yaml", "--format", "html"],
        &["import", "--dry-run", "none.yaml", "--workspace", "Shop"],
    ] {
        let ran = folder.run(&[args, &["--json"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (3, ""), "{args:?}");
        let json = ran.json();
        let finding = &json["findings"][0];
        assert_eq!((&finding["level"], &finding["file"]), (&"error".into(), &"none.yaml".into()), "{args:?}");
        assert_eq!((&finding["line"], &json["ok"]), (&Value::Null, &false.into()));
    }
}

#[test]
fn commands_of_the_database_answer_in_json_as_well() {
    let folder = Folder::new();
    for (args, name) in [(&["export"][..], "export"), (&["senders", "list"], "senders list")] {
        let ran = folder.run(&[args, &["--json"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (3, ""));
        assert_eq!(ran.json()["command"], name);
    }
    let ran = folder.run(&["import", "x", "--workspace", "y", "--json"]);
    assert_eq!((ran.code, &ran.json()["findings"][0]["level"]), (2, &"error".into()));
}
