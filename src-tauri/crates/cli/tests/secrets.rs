//! A token that stands anywhere in a file comes out nowhere.

use crate::run::{Folder, SHOP};

const CANARY: &str = "c4na7y0f5e92d3b18a6c7f4e1b2d9c03";

/// A file of each kind with `~` in one place after the other: values, names, comments, and what is not well-formed.
fn files() -> Vec<(&'static str, String)> {
    let whole = r#"# ~
schema: "senderdesk.senders"
schemaVersion: 1
workspace:
  name: "~"
  environment: "~"
  colour: "~"
  dataCentre: "~"
  keywordManagement: "~"
  account:
    sid: "~"
    alias: "~"
    region: "~"
    ~: "~"
  defaultSender: "~"
  deliveryCallback:
    url: "https://u:~@example.com/~?token=~&x=~#~"
    provenance: "~"
    replaced: "https://example.com/~"
  later: "~"
  ~: "~"
senders:
  - id: "~"
    name: "~"
    type: "~"
    senderId: "~"
    supportsMms: "~"
    moCallback:
      url: "https://u:~@example.com/~?token=~&x=~#~"
      provenance: "~"
      replaced: "https://example.com/~"
      ~: "~"
    unsubscribeText: "~"
    notes: "see https://~:x@example.com/ and ~"
    owner: "~"
    purpose: "~"
    country: "~"
    password: "~"
    later:
      ~: "~"
      list:
        - "~"
        - ~: "~"
~: "~"
"#;
    let mut files = vec![("all.yaml", whole.replace('~', CANARY))];
    let plain = format!("{SHOP}    later: \"x\"\nmore: \"x\"\n");
    // One field of a file that is fine otherwise.
    for (nth, line) in plain.lines().enumerate() {
        let with = |line: &str| {
            plain
                .lines()
                .enumerate()
                .map(|(other, kept)| if other == nth { line } else { kept }.to_owned() + "\n")
                .collect::<String>()
        };
        if let Some((name, _)) = line.split_once(": ") {
            files.push(("value.yaml", with(&format!("{name}: \"{CANARY}\""))));
            files.push(("plain.yaml", with(&format!("{name}: {CANARY}"))));
            files.push(("inside.yaml", with(&format!("{name}: \"{} {CANARY} x\"", "x ".repeat(20)))));
            files.push(("open.yaml", with(&format!("{name}: \"{CANARY}"))));
            files.push(("tag.yaml", with(&format!("{name}: !{CANARY} x"))));
            files.push(("anchor.yaml", with(&format!("{name}: &{CANARY} x"))));
            files.push(("alias.yaml", with(&format!("{name}: *{CANARY}"))));
            files.push(("list.yaml", with(&format!("{name}: [\"{CANARY}\"]"))));
        }
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        files.push(("name.yaml", with(&format!("{}{CANARY}: 1", &line[..indent]))));
    }
    for text in [
        "~",
        "{\"~\": ~}",
        "{\"schema\": \"~\"}",
        "schema: ~",
        "%~ 1\n---\na: 1",
        "{\"schema\": \"senderdesk.senders\", \"schemaVersion\": \"~\"}",
    ] {
        files.push(("broken.yaml", text.replace('~', CANARY)));
    }
    files.push(("comment.yaml", format!("# {CANARY}\n{plain}")));
    let columns = "id,default,name,type,senderId,supportsMms,moCallbackUrl,unsubscribeText,notes,owner,purpose,country,~";
    let row = ["a", "no", "Offers", "long_code", "+15551230002", "no", "", "x", "x", "x", "x", "US", "x"];
    for nth in 0..row.len() {
        let mut row = row.map(str::to_owned);
        row[nth] = CANARY.to_owned();
        files.push(("table.csv", format!("{}\n{}\n", columns.replace('~', CANARY), row.join(","))));
    }
    files.push(("short.csv", format!("{}\n{CANARY}\n", columns.replace('~', "x"))));
    files
}

#[test]
fn a_token_in_any_field_comes_out_of_no_command() {
    let files = files();
    std::thread::scope(|scope| {
        for some in files.chunks(files.len() / 2 + 1) {
            scope.spawn(|| search(some));
        }
    });
}

fn search(files: &[(&str, String)]) {
    let folder = Folder::new();
    folder.write("fine", SHOP);
    for (name, text) in files {
        for args in [
            &["validate", name][..],
            &["validate", "--json", name],
            &["diff", "fine", name],
            &["diff", "--json", name, "fine"],
            &["diff", "--format", "markdown", "fine", name],
            &["fmt", name],
            &["fmt", "--check", "--json", name],
            &["merge", "-p", "fine", name, "fine"],
            &["merge", "-p", "--json", "fine", "fine", name],
            &["instructions", name, "--format", "md"],
            &["instructions", name, "--format", "html", "-o", "sheet.html"],
            &["import", "--dry-run", name, "--workspace", "Shop"],
        ] {
            folder.write(name, text);
            let ran = folder.run(args);
            // A part of it is too much as well.
            for part in [&CANARY[..12], &CANARY[20..]] {
                assert!(!ran.out.contains(part) && !ran.err.contains(part), "{args:?}\n{text}\n{ran:?}");
            }
            assert!(!ran.err.contains("fault of its own"), "{args:?}\n{text}\n{ran:?}");
            let is = folder.read(name);
            assert!(is == *text || !is.contains(CANARY), "{args:?}\n{is}");
            if folder.names().iter().any(|name| name == "sheet.html") {
                assert!(!folder.read("sheet.html").contains(&CANARY[..12]));
            }
        }
    }
}
