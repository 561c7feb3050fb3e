//! What is linked: pinned lines, layers held apart, nothing of the tests in the application.

use std::process::Command;

use super::{root, text};

/// The packages that `package` links, as `name vX.Y.Z …`, without those of its tests and its build script.
fn linked(package: &str) -> Vec<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--package", package])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    String::from_utf8(tree.stdout).expect("names are UTF-8").lines().map(str::to_owned).collect()
}

/// Whether one of the packages has exactly this name, or one that starts with `name-` when it ends with `*`.
fn has(packages: &[String], name: &str) -> bool {
    packages.iter().filter_map(|line| line.split(' ').next()).any(|found| match name.strip_suffix('*') {
        Some(start) => found.starts_with(start),
        None => found == name,
    })
}

#[test]
fn the_application_links_nothing_of_its_tests() {
    let linked = linked("senderdesk");
    assert!(has(&linked, "tauri"));
    for name in ["specta*", "tauri-specta*", "fantoccini", "senderdesk-desktop", "proptest"] {
        assert!(!has(&linked, name), "{name}");
    }
}

#[test]
fn layers_know_only_what_is_below_them() {
    let core = linked("senderdesk-core");
    assert!(!has(&core, "tauri*") && !has(&core, "wry") && !has(&core, "gtk"));
    let command_line = linked("senderdesk-cli");
    for name in ["tauri*", "wry", "gtk*", "gdk*", "webkit2gtk*", "javascriptcore-rs*", "specta*"] {
        assert!(!has(&command_line, name), "the command line needs no window's headers: {name}");
    }
    let client = linked("twilio-messaging");
    assert!(!has(&client, "rusqlite") && !has(&client, "senderdesk*") && !has(&client, "twilio-simulator"));
    let simulator = linked("twilio-simulator");
    assert!(
        !has(&simulator, "twilio-messaging")
            && !has(&simulator, "senderdesk*")
            && !has(&simulator, "reqwest")
    );
}

#[test]
fn encryption_is_rustls_alone() {
    let linked = linked("senderdesk");
    assert!(has(&linked, "rustls"));
    for name in ["openssl", "openssl-sys", "native-tls"] {
        assert!(!has(&linked, name), "{name}");
    }
}

#[test]
fn tauri_and_its_plugins_stay_on_the_second_line() {
    let lock: toml::Table = text("Cargo.lock").parse().expect("Cargo.lock parses");
    let packages = lock["package"].as_array().expect("packages");
    let mut seen = 0;
    for package in packages {
        let name = package["name"].as_str().expect("a name");
        if name == "tauri" || name == "tauri-build" || name.starts_with("tauri-plugin-") {
            let version = package["version"].as_str().expect("a version");
            assert!(version.starts_with("2."), "{name} {version}");
            seen += 1;
        }
    }
    assert!(seen >= 5, "only {seen} packages of Tauri found");
}

#[test]
fn the_application_that_is_tested_is_the_one_that_ships() {
    let manifest: toml::Table = text("Cargo.toml").parse().expect("Cargo.toml parses");
    assert!(manifest.get("features").is_none(), "there is nothing to switch on for tests alone");
    let configuration = super::json("tauri.conf.json");
    assert!(configuration["build"].get("features").is_none());
    assert!(!text("scripts/app").contains("--features"));
}

/// The triple of this machine: of other systems' packages not even the manifests are fetched.
fn host() -> String {
    let version = Command::new("rustc").arg("-vV").output().expect("rustc runs").stdout;
    let version = String::from_utf8(version).expect("text");
    version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned()
}

#[test]
fn every_licence_is_one_that_may_be_shipped() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--filter-platform", &host(), "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let deny: toml::Table = text("deny.toml").parse().expect("deny.toml parses");
    let allowed: Vec<_> =
        deny["licenses"]["allow"].as_array().expect("a list").iter().filter_map(|one| one.as_str()).collect();
    for package in metadata["packages"].as_array().expect("packages") {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence, &allowed), "{} is under {licence:?}", package["name"]);
    }
}

/// Whether an SPDX expression can be met by the allowed licences. `/` is how old manifests write `OR`.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], " ");
    // Every operand of AND has to hold in one of its alternatives; flat, as all expressions in the tree are.
    expression.split(" AND ").all(|part| part.split(" OR ").any(|name| allowed.contains(&name.trim())))
}
