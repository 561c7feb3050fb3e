//! Do the layers keep to themselves in the source text?

use std::path::PathBuf;

use super::{root, sources, text};

/// The source of the page as it ships: not what only its own tests run.
fn page() -> Vec<(PathBuf, String)> {
    let mut files = sources("ui/src", &["ts", "tsx"]);
    files.retain(|(file, _)| {
        let name = file.to_string_lossy();
        !name.contains(".test.") && !name.contains("/__mocks__/")
    });
    files
}

#[test]
fn one_file_of_the_page_talks_to_rust() {
    let mut importers = Vec::new();
    for (file, source) in page() {
        let file = file.to_string_lossy().into_owned();
        let imports = source.lines().any(|line| {
            let is_import =
                line.contains("from \"") || line.contains("import(\"") || line.contains("import \"");
            is_import
                && (line.contains("/bindings\"")
                    || line.contains("/bindings.ts\"")
                    || line.contains("@tauri-apps/"))
        });
        if imports && file != "ui/src/bindings.ts" {
            importers.push(file);
        }
    }
    assert_eq!(importers, ["ui/src/ipc.ts"]);
}

#[test]
fn a_command_is_at_most_ten_lines() {
    let mut counted = 0;
    for (file, source) in sources("src-tauri/src/commands", &["rs"]) {
        let lines: Vec<_> = source.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            if line.starts_with("pub fn ") || line.starts_with("pub async fn ") {
                let length =
                    lines[start..].iter().position(|line| *line == "}").expect("a function ends") + 1;
                assert!(length <= 10, "{}: {line} has {length} lines", file.display());
                counted += 1;
            }
        }
    }
    assert!(counted >= 20, "only {counted} commands found");
}

#[test]
fn the_page_writes_no_markup_of_its_own() {
    for (file, source) in page() {
        for means in [
            "dangerouslySetInnerHTML",
            "innerHTML",
            "insertAdjacentHTML",
            "outerHTML",
            "document.write",
            "eval(",
        ] {
            assert!(!source.contains(means), "{} uses {means}", file.display());
        }
    }
}

#[test]
fn the_page_loads_nothing_from_elsewhere() {
    let page = text("ui/index.html");
    assert!(!page.contains("http://") && !page.contains("https://"));
    assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains("javascript:"));
}

#[test]
fn licences_stand_in_the_tree() {
    for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
        assert!(root().join(file).is_file(), "{file}");
    }
}

/// Sending a message and changing named settings of a thing that is there are the only requests that are no reads: nothing
/// can be created, deleted, bought or released at Twilio.
#[test]
fn two_requests_to_twilio_are_no_reads() {
    let mut writes = Vec::new();
    for (file, source) in sources("src-tauri/crates/twilio/src", &["rs"]) {
        let file = file.to_string_lossy().into_owned();
        for other in [".delete(", ".put(", ".patch(", ".request(", "Method::", "reqwest::Request::"] {
            assert!(!source.contains(other), "{file}: {other}");
        }
        writes.extend(source.matches(".post(").map(|_| file.clone()));
    }
    writes.sort();
    let client = "src-tauri/crates/twilio/src/";
    assert_eq!(writes, [format!("{client}client.rs"), format!("{client}resources/setting.rs")]);
}
