//! Files that were made to do harm: each ends with 3, a reason, little memory and in little time.

use std::fs::File;
use std::process::{Command, Stdio};

use crate::run::{Folder, Ran, SHOP, program, ran};

/// Runs a command within 600 MB of address space and a minute; most of the first is the debug build itself.
fn bounded(folder: &Folder, args: &[&str]) -> Ran {
    let mut command = Command::new("sh");
    let limits = "ulimit -v 600000; ulimit -t 60; exec \"$@\"";
    command.args(["-c", limits, "sh", program()]).args(args).current_dir(folder.path()).stdin(Stdio::null());
    ran(&mut command)
}

/// Every command that reads a file refuses this one.
fn refused(folder: &Folder, name: &str, words: &str) {
    folder.write("fine", SHOP);
    for args in [
        &["validate", name][..],
        &["diff", "fine", name],
        &["diff", name, "fine"],
        &["fmt", name],
        &["fmt", "--check", name],
        &["merge", name, "fine", "fine"],
        &["merge", "fine", name, "fine"],
        &["merge", "fine", "fine", name],
        &["instructions", name, "--format", "md"],
    ] {
        let ran = bounded(folder, args);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{args:?}: {ran:?}");
        assert!(ran.err.contains(&format!("{name}:")) && ran.err.contains(words), "{args:?}: {}", ran.err);
        assert!(ran.err.len() < 2_000, "{args:?}: {} bytes", ran.err.len());
    }
    assert_eq!(folder.read("fine"), SHOP);
}

#[test]
fn a_file_that_is_too_large() {
    let folder = Folder::new();
    File::create(folder.path().join("large.yaml")).unwrap().set_len(200 * 1024 * 1024).unwrap();
    refused(&folder, "large.yaml", "larger than 32 MB");
}

#[test]
fn a_stream_without_an_end() {
    let folder = Folder::new();
    let mut command = folder.command(&["validate", "-"]);
    let ran = ran(command.stdin(File::open("/dev/zero").unwrap()));
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.starts_with("-:1:1: error: The file is larger than 32 MB."), "{}", ran.err);
}

#[test]
fn a_bomb_of_aliases() {
    let folder = Folder::new();
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..40 {
        let former = level - 1;
        bomb.push_str(&format!("a{level}: &a{level} [*a{former}, *a{former}, *a{former}, *a{former}]\n"));
    }
    folder.write("bomb.yaml", bomb);
    refused(&folder, "bomb.yaml", "An anchor or an alias stands here.");
}

#[test]
fn what_is_nested_too_deep() {
    let folder = Folder::new();
    folder.write("flow.yaml", "[".repeat(100_000));
    refused(&folder, "flow.yaml", "deep in each other");
    let block: String = (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    folder.write("block.yaml", block);
    refused(&folder, "block.yaml", "deep in each other");
    folder.write("deep.json", format!("{{\"a\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000)));
    refused(&folder, "deep.json", "deep in each other");
}

#[test]
fn what_is_not_text() {
    let folder = Folder::new();
    folder.write("nul.yaml", SHOP.replace("Autumn", "Aut\0umn"));
    refused(&folder, "nul.yaml", "17:16: error: A NUL byte stands here.");
    let wide: Vec<u8> = SHOP.encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("wide.yaml", [&[0xff, 0xfe][..], &wide].concat());
    refused(&folder, "wide.yaml", "in UTF-16");
    folder.write("latin.yaml", b"schema: \"\xe9\"\n");
    refused(&folder, "latin.yaml", "1:10: error: The file is not in UTF-8");
}

#[test]
fn a_folder_and_what_is_not_there() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("folder.yaml")).unwrap();
    refused(&folder, "folder.yaml", "is a folder");
    refused(&folder, "none.yaml", "cannot be read");
}

#[cfg(unix)]
#[test]
fn a_link_and_a_pipe_that_nobody_writes_to() {
    let folder = Folder::new();
    folder.write("target.yaml", SHOP);
    std::os::unix::fs::symlink("target.yaml", folder.path().join("link.yaml")).unwrap();
    refused(&folder, "link.yaml", "is a link to another file");
    let made = Command::new("mkfifo").arg(folder.path().join("pipe.yaml")).status().unwrap();
    assert!(made.success());
    refused(&folder, "pipe.yaml", "no ordinary file");
}

#[test]
fn more_senders_than_a_file_has() {
    let folder = Folder::new();
    let many = "- {}\n".repeat(60_000);
    folder.write("many.yaml", format!("{}senders:\n{many}", SHOP.split("senders:\n").next().unwrap()));
    refused(&folder, "many.yaml", "at most 50000 senders");
}
