//! Is the configuration as closed as it is meant to be? Reads what is committed and what cargo resolves, runs nothing.

mod configuration;
mod dependencies;
mod layers;
mod secrets;
mod tree;

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A committed text file.
fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A committed JSON file.
fn json(path: &str) -> Value {
    serde_json::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files under version control, and those that would be if they were added; relative to the root.
fn tracked() -> Vec<PathBuf> {
    let git = std::process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .expect("git is installed");
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
    let listing = String::from_utf8(git.stdout).expect("paths are UTF-8");
    let files: Vec<_> =
        listing.split_terminator('\0').map(PathBuf::from).filter(|file| root().join(file).exists()).collect();
    assert!(files.len() > 20, "git lists only {} files", files.len());
    files
}

/// The tracked files under `folder` with one of these endings, with their text.
fn sources(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let ends =
        |file: &Path| file.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted));
    let files = tracked().into_iter().filter(|file| file.starts_with(folder) && ends(file));
    files.map(|file| (file.clone(), text(&file.to_string_lossy()))).collect()
}

/// The commands of the handler, in its order.
pub fn handled() -> Vec<String> {
    let list = text("src-tauri/src/commands/mod.rs");
    let names =
        list.lines().filter_map(|line| line.trim().strip_prefix("crate::commands::")?.strip_suffix(','));
    names.map(|path| path.rsplit("::").next().expect("a path has a last part").to_owned()).collect()
}
