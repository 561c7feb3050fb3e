//! The keychain of a Linux desktop, real and missing, each on a bus of its own.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

use secrecy::{ExposeSecret, SecretString};
use senderdesk_core::ids::CredentialId;
use senderdesk_core::keychain::{Keychain, SecretFault};

const CHILD: &str = "SENDERDESK_TEST_KEYCHAIN";
const CHILD_TEST: &str = "system_keychain::child";

/// What a child does on its bus.
#[tokio::test]
#[ignore = "run by its parent"]
async fn child() {
    let expected = std::env::var(CHILD).unwrap();
    let (keychain, id) = (Keychain::system(), CredentialId::fresh());
    let kept = keychain.set(id, SecretString::from("a secret")).await;
    match expected.as_str() {
        "missing" => assert_eq!(kept, Err(SecretFault::Missing)),
        "empty" => assert_eq!(kept, Err(SecretFault::NoKeyring)),
        _ => {
            kept.unwrap();
            // Another connection, as after a restart.
            let later = Keychain::system();
            assert_eq!(later.get(id).await.unwrap().unwrap().expose_secret(), "a secret");
            later.set(id, SecretString::from("another")).await.unwrap();
            assert_eq!(keychain.get(id).await.unwrap().unwrap().expose_secret(), "another");
            later.delete(id).await.unwrap();
            assert!(keychain.get(id).await.unwrap().is_none());
            keychain.delete(id).await.unwrap();
        }
    }
}

fn passes(mut command: Command, expected: &str, home: &Path) {
    for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
        command.env(variable, home);
    }
    let output = command.env(CHILD, expected).output().unwrap();
    let told =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && told.contains("1 passed"), "{expected}: {told}");
}

/// A session bus, on which `before` runs first.
fn on_a_bus(before: &str) -> Command {
    let program = crate::child::this_binary();
    let args = crate::child::child_args(CHILD_TEST).join(" ");
    let script = format!("{before} exec '{}' {args}", program.display());
    let mut command = Command::new("dbus-run-session");
    command.args(["--", "sh", "-c", &script]);
    command
}

/// Fails with how to get what is missing: an unchecked keychain must not look checked.
fn require(programs: &[&str]) {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    for program in programs {
        let installed = std::env::split_paths(&paths).any(|folder| folder.join(program).is_file());
        assert!(
            installed,
            "{program} is missing: `make test` installs it, or apt-get install dbus gnome-keyring"
        );
    }
}

#[test]
fn without_a_bus_it_is_missing() {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(crate::child::this_binary());
    command.args(crate::child::child_args(CHILD_TEST));
    command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}/no-bus", home.path().display()));
    passes(command, "missing", home.path());
}

#[test]
fn an_unlocked_keyring_keeps_a_secret_until_it_is_removed() {
    require(&["dbus-run-session", "gnome-keyring-daemon"]);
    let home = tempfile::tempdir().unwrap();
    let unlocked = "printf password | gnome-keyring-daemon --unlock --components=secrets > /dev/null 2>&1;";
    passes(on_a_bus(unlocked), "kept", home.path());
}

#[test]
fn a_service_without_a_keyring_is_told_from_a_missing_one() {
    require(&["dbus-run-session", "gnome-keyring-daemon"]);
    let home = tempfile::tempdir().unwrap();
    passes(on_a_bus(""), "empty", home.path());
}
