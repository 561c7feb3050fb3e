//! Can a secret leave by the way of a reply?

use std::marker::PhantomData;

use senderdesk_core::wire::{AccountView, SecretText};

use super::sources;

/// Tells whether a type can be serialised: the inherent method, where its bound holds, goes before the trait's.
struct Reply<T>(PhantomData<T>);

impl<T: serde::Serialize> Reply<T> {
    fn can_be_sent(&self) -> bool {
        true
    }
}

trait Otherwise {
    fn can_be_sent(&self) -> bool;
}

impl<T> Otherwise for &Reply<T> {
    fn can_be_sent(&self) -> bool {
        false
    }
}

#[test]
fn a_secret_cannot_be_part_of_a_reply() {
    assert!(Reply::<AccountView>(PhantomData).can_be_sent());
    assert!(!(&Reply::<SecretText>(PhantomData)).can_be_sent());
}

#[test]
fn what_sounds_secret_has_the_type_of_a_secret() {
    let mut secrets = 0;
    for (file, source) in sources("src-tauri/crates/core/src/wire", &["rs"]) {
        for line in source.lines().map(str::trim) {
            let Some((name, kind)) = line.strip_prefix("pub ").and_then(|field| field.split_once(": "))
            else {
                continue;
            };
            if ["secret", "token", "password"].iter().any(|word| name.contains(word)) {
                assert_eq!(kind, "SecretText,", "{}: {line}", file.display());
                secrets += 1;
            }
        }
    }
    assert_eq!(secrets, 1, "one secret comes in, by one field");
}

#[test]
fn a_secret_does_not_print() {
    let secret = SecretText("canary-of-a-secret".to_owned().into());
    assert!(!format!("{secret:?}").contains("canary"));
}
