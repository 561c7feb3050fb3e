//! Does the committed tree speak of this project alone?

use super::{json, root, text, tracked};

/// Written in two parts, so that this file does not hold what it looks for.
const PLACES: [(&str, &str); 3] = [("/wo", "rk/"), ("/ro", "ot/"), ("/tm", "p/")];

#[test]
fn no_file_names_a_place_of_one_machine() {
    for file in tracked() {
        let Ok(content) = std::fs::read_to_string(root().join(&file)) else { continue };
        for (number, line) in content.lines().enumerate() {
            for (head, tail) in PLACES {
                // A part of a longer path or word is another place.
                let found = line.match_indices(&format!("{head}{tail}")).any(|(at, _)| {
                    !line[..at].ends_with(|before: char| before.is_alphanumeric() || "-_.}".contains(before))
                });
                assert!(!found, "{}:{}: {line}", file.display(), number + 1);
            }
        }
    }
}

#[test]
fn no_lock_file_names_where_packages_were_fetched() {
    let locks: Vec<_> = tracked().into_iter().filter(|file| file.ends_with("package-lock.json")).collect();
    assert!(!locks.is_empty());
    for file in locks {
        let lock = json(&file.to_string_lossy());
        for (name, package) in lock["packages"].as_object().expect("packages") {
            assert!(package.get("resolved").is_none(), "{}: {name}", file.display());
        }
    }
    for line in text("Cargo.lock").lines().filter(|line| line.starts_with("source = ")) {
        assert_eq!(line, "source = \"registry+https://github.com/rust-lang/crates.io-index\"");
    }
}
