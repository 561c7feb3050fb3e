//! Colours: on a terminal, and nowhere else.

use crate::run::{Folder, SHOP};

const ESCAPE: char = '\u{1b}';

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("a.yaml", SHOP);
    folder.write("b.yaml", SHOP.replace("Autumn", "Winter"));
    folder
}

#[test]
fn what_goes_to_a_pipe_has_no_colour_unless_it_is_asked_for() {
    let folder = folder();
    assert!(!folder.run(&["diff", "a.yaml", "b.yaml"]).out.contains(ESCAPE));
    assert!(folder.run(&["diff", "a.yaml", "b.yaml", "--color", "always"]).out.contains(ESCAPE));
    assert!(!folder.run(&["diff", "a.yaml", "b.yaml", "--color=never"]).out.contains(ESCAPE));
    assert!(!folder.run(&["--help"]).out.contains(ESCAPE));
    assert!(!folder.run(&["diff"]).err.contains(ESCAPE));
}

/// `script` of util-linux gives the program a terminal.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_has_colours_and_no_color_takes_them_away() {
    use std::process::{Command, Stdio};

    let folder = folder();
    let on_terminal = |args: &str, no_color: &str| {
        let line = format!("'{}' diff a.yaml b.yaml {args}", crate::run::program());
        let mut script = Command::new("script");
        script.args(["-qec", &line, "/dev/null"]).current_dir(folder.path()).stdin(Stdio::null());
        script.env("TERM", "xterm").env("NO_COLOR", no_color);
        crate::run::ran(&mut script).out
    };
    assert!(on_terminal("", "").contains(ESCAPE), "an empty NO_COLOR asks for nothing");
    assert!(!on_terminal("", "1").contains(ESCAPE));
    assert!(!on_terminal("--color never", "").contains(ESCAPE));
    assert!(on_terminal("--color always", "1").contains(ESCAPE));
}
