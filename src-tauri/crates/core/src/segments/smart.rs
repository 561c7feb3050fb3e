//! What would Smart Encoding of a Messaging Service write instead?
//!
//! The list is data (`data/smart-encoding.json`). Twilio says that it serves to reach GSM-7; whether single characters
//! are still replaced in a text that stays UCS-2 is not documented, so such a text is left as it is here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::ranges::characters;
use super::{count, each_once, gsm};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "as_of")]
    _as_of: String,
    sources: Vec<String>,
    #[serde(rename = "note")]
    _note: String,
    blanks_not_confirmed: String,
    replaced: BTreeMap<String, String>,
}

static FILE: LazyLock<File> =
    LazyLock::new(|| read().expect("data/smart-encoding.json is well formed, which a test proves"));

static REPLACED: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let entries = FILE.replaced.iter();
    entries.flat_map(|(by, list)| characters(list).map(move |sign| (sign, by.as_str()))).collect()
});

static NOT_CONFIRMED: LazyLock<HashSet<char>> =
    LazyLock::new(|| characters(&FILE.blanks_not_confirmed).collect());

fn read() -> Result<File, serde_json::Error> {
    serde_json::from_str(include_str!("../../data/smart-encoding.json"))
}

/// What is written instead of a character; none for one that is left.
pub(super) fn replacement(sign: char) -> Option<&'static str> {
    REPLACED.get(&sign).copied()
}

/// The pages that say so.
pub(crate) fn source_ids() -> &'static [String] {
    &FILE.sources
}

/// A text with what Smart Encoding would replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Smart {
    pub(crate) text: String,
    /// Whether the text is then GSM-7.
    pub(crate) reaches_gsm: bool,
    /// How many characters are replaced.
    pub(crate) replaced: u32,
    /// Whether some of them are blanks for which Twilio's two lists do not agree.
    pub(crate) unsure: bool,
    /// The characters that keep it from being GSM-7, each once.
    pub(crate) left: Vec<char>,
}

/// What Smart Encoding would make of a text; none where there is nothing that it knows.
pub(crate) fn smart(text: &str) -> Option<Smart> {
    let known: Vec<char> = text.chars().filter(|sign| replacement(*sign).is_some()).collect();
    if known.is_empty() {
        return None;
    }
    let stays = |sign: &char| gsm::septets(*sign).is_none() && replacement(*sign).is_none();
    let left = each_once(text.chars().filter(stays));
    let mut written = String::with_capacity(text.len());
    for sign in text.chars() {
        match replacement(sign) {
            Some(by) => written.push_str(by),
            None => written.push(sign),
        }
    }
    Some(Smart {
        text: written,
        reaches_gsm: left.is_empty(),
        replaced: count(known.len()),
        unsure: known.iter().any(|sign| NOT_CONFIRMED.contains(sign)),
        left,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::source;

    #[test]
    fn the_file_is_dated_names_pages_that_are_known_and_replaces_by_gsm_7() {
        let file = read().unwrap();
        file._as_of.parse::<jiff::civil::Date>().unwrap();
        assert!(!file.sources.is_empty() && file.sources.iter().all(|id| source(id).is_some()));
        assert_eq!(REPLACED.len(), 271);
        let listed: usize = file.replaced.values().map(|list| characters(list).count()).sum();
        assert_eq!(listed, REPLACED.len(), "no character stands in two lists");
        for (sign, by) in REPLACED.iter() {
            assert!(gsm::septets(*sign).is_none() && gsm::writes(by), "{sign:?} by {by:?}");
        }
        for blank in NOT_CONFIRMED.iter() {
            assert_eq!(replacement(*blank), Some(" "));
        }
    }

    #[test]
    fn look_alikes_are_replaced_and_accents_are_left() {
        let made = smart("“It’s ½ off…” – now").unwrap();
        assert_eq!((made.text.as_str(), made.reaches_gsm), ("\"It's 1/2 off...\" - now", true));
        assert_eq!((made.replaced, made.unsure), (6, false));
        let made = smart("C’est ça 🎉").unwrap();
        assert_eq!((made.reaches_gsm, made.left.as_slice()), (false, ['ç', '🎉'].as_slice()));
        assert_eq!(smart("Hello €"), None);
    }

    #[test]
    fn a_blank_that_the_two_lists_disagree_on_is_marked() {
        let made = smart("a\u{a0}b\tc").unwrap();
        assert_eq!((made.text.as_str(), made.unsure), ("a b c", true));
    }
}
