//! How are SIDs, tokens and request ids made? From a seed and a counter, so that the same seed gives the same world.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A Twilio SID: two letters that name the kind of resource, then 32 lower-case hex digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Sid(String);

impl Sid {
    /// Takes a SID as given by a seed; its shape is not checked, as a test may want a strange one.
    pub(crate) fn given(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `text` has the shape of a SID with this prefix (Twilio's OpenAPI patterns take both cases of hex).
    pub(crate) fn has_shape(text: &str, prefix: &str) -> bool {
        text.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|b| b.is_ascii_hexdigit()))
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Sid {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

/// The seed and how many ids were drawn from it. Saved with the state, so that a restart never repeats a SID.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SidSource {
    seed: u64,
    drawn: u64,
}

impl SidSource {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }

    /// The next SID of a kind, for example `sid("PN")`.
    pub(crate) fn sid(&mut self, prefix: &str) -> Sid {
        Sid(format!("{prefix}{}", self.hex()))
    }

    /// 32 hex digits: the shape of an Auth Token and of an API key's secret.
    pub(crate) fn hex(&mut self) -> String {
        self.drawn += 1;
        hex32(self.seed, self.drawn)
    }
}

/// The SID of something that the world knows by its name only: the same name, the same SID, and none is drawn for it.
pub(crate) fn of_name(prefix: &str, owner: &Sid, name: &str) -> Sid {
    let folded = |text: &str| {
        text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    Sid(format!("{prefix}{}", hex32(folded(owner.as_str()), folded(name))))
}

/// 32 hex digits that depend on both numbers and on nothing else.
pub(crate) fn hex32(seed: u64, index: u64) -> String {
    let high = mix(mix(seed) ^ index);
    format!("{high:016x}{:016x}", mix(high ^ index.rotate_left(32)))
}

/// SplitMix64's step: spreads neighbouring inputs over the whole range.
fn mix(input: u64) -> u64 {
    let mut z = input.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_sids_and_no_two_alike() {
        let (mut a, mut b) = (SidSource::new(7), SidSource::new(7));
        let first = a.sid("PN");
        assert_eq!(first, b.sid("PN"));
        assert_ne!(first, a.sid("PN"));
        assert!(Sid::has_shape(first.as_str(), "PN"));
        assert_ne!(SidSource::new(8).sid("PN"), first);
    }
}
