//! Standard output, standard error, usage, and readers that stop reading.

use std::fs::OpenOptions;
use std::io::Read as _;
use std::process::Stdio;

use crate::run::{Folder, SHOP, ran};

#[test]
fn a_wrong_command_line_ends_with_2_and_help_with_0() {
    let folder = Folder::new();
    for args in
        [&[][..], &["nothing"], &["validate"], &["diff", "a"], &["fmt", "--wrong", "a"], &["merge", "a", "b"]]
    {
        let ran = folder.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {ran:?}");
        assert!(!ran.err.is_empty());
    }
    for args in [&["--help"][..], &["--version"], &["help", "merge"], &["validate", "-h"]] {
        let ran = folder.run(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    }
    assert_eq!(folder.run(&["--version"]).out, concat!("senderdesk-cli ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_reader_that_stops_is_no_fault() {
    let folder = Folder::new();
    folder.write("a.yaml", SHOP);
    for (args, code) in [(&["man"][..], 0), (&["diff", "/dev/null", "a.yaml"], 1), (&["--help"], 0)] {
        let mut command = folder.command(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert_eq!((child.wait().unwrap().code(), told.as_str()), (Some(code), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_are_no_success() {
    let folder = Folder::new();
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran = ran(folder.command(&["man"]).stdout(full).stderr(Stdio::piped()));
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("error: The results could not be written"), "{}", ran.err);
}

#[test]
fn names_of_files_reach_a_terminal_without_control_characters() {
    let folder = Folder::new();
    let ran = folder.run(&["validate", "a\u{1b}[2J\u{202e}\nb.yaml"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("a\\u{1b}[2J\\u{202e}\\u{a}b.yaml:1:1: error: "), "{}", ran.err);
    let json = folder.run(&["validate", "--json", "a\u{202e}b.yaml"]);
    assert!(!json.out.contains('\u{202e}'), "{}", json.out);
    assert_eq!(json.json()["findings"][0]["file"], "a\u{202e}b.yaml");
}
