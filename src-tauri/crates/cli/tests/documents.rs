//! Worksheets, completions and the manual.

use std::path::Path;

use crate::run::{Folder, SHOP};

#[test]
fn the_worksheet_of_a_file_is_what_its_workspace_would_give() {
    let folder = Folder::new();
    folder.write("shop.yaml", SHOP);
    let ran = folder.run(&["instructions", "shop.yaml", "--format", "md"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for words in [
        "# Worksheet: Shop\n",
        "\n# Offers\n",
        "`+15551230002`",
        "Recorded here as the default sender: Offers.",
    ] {
        assert!(ran.out.contains(words), "{words}\n{}", ran.out);
    }
    let html = folder.run(&["instructions", "shop.yaml", "--format", "html", "-o", "sheet.html"]);
    assert_eq!(html.quiet(), (0, true));
    let html = folder.read("sheet.html");
    assert!(html.starts_with("<!doctype html>") && html.contains("+15551230002"));
    assert_eq!(
        folder.run(&["instructions", "--json", "--format", "md", "shop.yaml"]).json()["worksheet"],
        ran.out
    );
}

#[test]
fn a_file_with_problems_gives_no_worksheet() {
    let folder = Folder::new();
    folder.write("shop.yaml", SHOP.replace("+15551230002", "+1555"));
    let ran = folder.run(&["instructions", "shop.yaml", "--format", "md", "-o", "sheet.md"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("shop.yaml:15:15: problem: "), "{}", ran.err);
    assert_eq!(folder.names(), ["shop.yaml"]);
    folder.write("table.csv", "name,type,senderId\nOffers,long_code,+15551230002\n");
    assert_eq!(folder.run(&["instructions", "table.csv", "--format", "md"]).code, 3);
}

#[test]
fn a_worksheet_that_cannot_be_written_is_said() {
    let folder = Folder::new();
    folder.write("shop.yaml", SHOP);
    let ran = folder.run(&["instructions", "shop.yaml", "--format", "md", "-o", "none/sheet.md"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("There is no such folder."), "{}", ran.err);
}

#[test]
fn every_shell_has_completions() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = folder.run(&["completions", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.contains("instructions"), "{shell}");
    }
    assert_eq!(folder.run(&["completions", "csh"]).code, 2);
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let folder = Folder::new();
    let whole = folder.run(&["man"]);
    assert_eq!((whole.code, whole.err.as_str()), (0, ""));
    assert!(whole.out.contains(".TH senderdesk-cli 1"), "{}", whole.out);
    assert!(folder.run(&["man", "merge"]).out.contains("git"));
    assert_eq!(folder.run(&["man", "nothing"]).code, 2);
    assert_eq!(folder.run(&["man", "--out", "."]).quiet(), (0, true));
    let names = folder.names();
    let commands = [
        "validate",
        "diff",
        "fmt",
        "merge",
        "instructions",
        "export",
        "import",
        "senders",
        "senders-list",
        "check",
        "plan",
        "discover",
        "completions",
        "man",
    ];
    for page in commands.map(|command| format!("senderdesk-cli-{command}.1")) {
        assert!(names.contains(&page), "{page}: {names:?}");
    }
    assert_eq!(names.len(), commands.len() + 1, "{names:?}");
}

#[test]
fn the_documentation_tells_of_every_command_and_option() {
    let folder = Folder::new();
    let docs =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/cli.md")).unwrap();
    for command in [
        "validate",
        "diff",
        "fmt",
        "merge",
        "instructions",
        "export",
        "import",
        "senders list",
        "completions",
        "man",
    ] {
        assert!(docs.contains(&format!("\n### `{command}")), "{command}");
        let words: Vec<_> = command.split(' ').chain(["--help"]).collect();
        let help = folder.run(&words).out;
        let options = help.split([' ', '\n', ',', ']', '[', ')']).filter(|word| word.starts_with("--"));
        for option in options.filter(|option| !["--help", "--version"].contains(option)) {
            assert!(docs.contains(option), "{command} {option}");
        }
    }
}
