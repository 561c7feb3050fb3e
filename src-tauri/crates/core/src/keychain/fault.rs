//! Why could the keychain not be used, and what does the operator do about it?

use std::time::Duration;

use crate::wire::KeychainFault;

/// Why a secret could not be kept, read or removed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretFault {
    /// Nothing on this system keeps secrets (on Linux: nothing answers as the Secret Service).
    #[error("this system has no running keychain")]
    Missing,
    /// It is locked, and did not offer to be unlocked.
    #[error("the keychain is locked")]
    Locked,
    /// It runs, but holds no keyring to keep secrets in.
    #[error("the keychain has no default keyring")]
    NoKeyring,
    /// It asked the operator, who said no.
    #[error("the keychain's question was dismissed")]
    Dismissed,
    /// It did not answer in time; it may be waiting for its password.
    #[error("the keychain did not answer within {} seconds", .0.as_secs_f32())]
    Slow(Duration),
    /// Anything else, in the system's words.
    #[error("the keychain failed: {0}")]
    Other(String),
}

impl SecretFault {
    /// The fault in words: what happened, and what to install or unlock.
    pub fn in_words(&self) -> KeychainFault {
        let (message, hint) = match self {
            Self::Missing => (
                "No keychain is running on this system, so the secret cannot be kept.".to_owned(),
                install_hint(),
            ),
            Self::Locked => (
                "The keychain is locked.".to_owned(),
                "Unlock it (on GNOME: Passwords and Keys; on KDE: KWalletManager) and save again, or keep the \
                 secret until you quit.",
            ),
            Self::NoKeyring => (
                "The keychain runs, but has no default keyring to keep secrets in.".to_owned(),
                "Create one (on GNOME: Passwords and Keys, + > Password Keyring, then Set as default; on KDE: \
                 KWalletManager) and save again, or keep the secret until you quit.",
            ),
            Self::Dismissed => (
                "The keychain asked for permission, and its window was closed.".to_owned(),
                "Save again and allow it, or keep the secret until you quit.",
            ),
            Self::Slow(limit) => (
                format!("The keychain did not answer within {} seconds.", limit.as_secs().max(1)),
                "If it asks for its password in a window of its own, enter it there and save again. You can also \
                 keep the secret until you quit.",
            ),
            Self::Other(words) => (
                format!("The keychain failed: {words}"),
                "Try again, or keep the secret until you quit. The log has the causes.",
            ),
        };
        KeychainFault { message, hint: hint.to_owned() }
    }
}

fn install_hint() -> &'static str {
    if cfg!(target_os = "linux") {
        "Install a Secret Service and sign in again: GNOME Keyring (Debian, Ubuntu: sudo apt install gnome-keyring; \
         Fedora: sudo dnf install gnome-keyring) or KWallet (Debian, Ubuntu: sudo apt install kwalletmanager). \
         Until then you can keep the secret until you quit."
    } else {
        "Until one is there, you can keep the secret until you quit."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_says_what_to_do_next() {
        let faults = [
            SecretFault::Missing,
            SecretFault::Locked,
            SecretFault::NoKeyring,
            SecretFault::Dismissed,
            SecretFault::Slow(Duration::from_secs(10)),
            SecretFault::Other("x".into()),
        ];
        for fault in faults {
            let words = fault.in_words();
            assert!(words.hint.contains("until you quit"), "{fault}: {}", words.hint);
            assert!(
                words.message.ends_with('.') || matches!(fault, SecretFault::Other(_)),
                "{}",
                words.message
            );
        }
        let slow = SecretFault::Slow(Duration::from_secs(10)).in_words();
        assert_eq!(slow.message, "The keychain did not answer within 10 seconds.");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_missing_keychain_names_the_packages() {
        let hint = SecretFault::Missing.in_words().hint;
        assert!(hint.contains("gnome-keyring") && hint.contains("KWallet"), "{hint}");
    }
}
