//! How can a character that is not in GSM-7 be written in it?

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::ranges::characters;
use super::{gsm, smart};

/// In which way a substitute differs from what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Manner {
    /// It reads the same.
    LookAlike,
    /// Nothing is written: what goes was not seen.
    Removed,
    /// It is spelled otherwise, such as a letter without its mark.
    Respelled,
}

/// A way to write it in GSM-7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Substitute {
    pub(crate) text: String,
    pub(crate) manner: Manner,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "as_of")]
    _as_of: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "note")]
    _note: String,
    look_alikes: BTreeMap<String, String>,
    letters: BTreeMap<String, String>,
    composed: BTreeMap<String, String>,
    removed: String,
    marks: String,
    names: BTreeMap<String, String>,
}

static FILE: LazyLock<File> =
    LazyLock::new(|| read().expect("data/gsm-substitutes.json is well formed, which a test proves"));

fn read() -> Result<File, serde_json::Error> {
    serde_json::from_str(include_str!("../../data/gsm-substitutes.json"))
}

type Written = HashMap<char, &'static str>;

static LOOK_ALIKES: LazyLock<Written> = LazyLock::new(|| by_character(&FILE.look_alikes));
static LETTERS: LazyLock<Written> = LazyLock::new(|| by_character(&FILE.letters));
static REMOVED: LazyLock<HashSet<char>> = LazyLock::new(|| characters(&FILE.removed).collect());
static MARKS: LazyLock<HashSet<char>> = LazyLock::new(|| characters(&FILE.marks).collect());
static NAMES: LazyLock<Written> = LazyLock::new(|| {
    FILE.names
        .iter()
        .flat_map(|(point, name)| characters(point).map(move |sign| (sign, name.as_str())))
        .collect()
});
/// Letters of GSM-7 by what they are made of: `e` and U+0301.
static COMPOSED: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    FILE.composed.iter().map(|(letter, made_of)| (characters(made_of).collect(), letter.as_str())).collect()
});

fn by_character(listed: &'static BTreeMap<String, String>) -> Written {
    listed.iter().flat_map(|(by, list)| characters(list).map(move |sign| (sign, by.as_str()))).collect()
}

/// What a character is called that cannot be told by looking at it.
pub(super) fn name(sign: char) -> Option<&'static str> {
    if let Some(name) = NAMES.get(&sign) {
        return Some(name);
    }
    if sign.is_control() {
        return Some("control character");
    }
    (REMOVED.contains(&sign)).then_some("invisible character")
}

/// What can be written for a cluster; none where something in it has no substitute.
pub(super) fn substitute(cluster: &str) -> Option<Substitute> {
    if let Some(letter) = COMPOSED.get(cluster) {
        return Some(Substitute { text: (*letter).to_owned(), manner: Manner::LookAlike });
    }
    let mut text = String::new();
    let mut manner = Manner::LookAlike;
    for (nth, sign) in cluster.chars().enumerate() {
        let (written, how) = if gsm::septets(sign).is_some() {
            text.push(sign);
            continue;
        } else if MARKS.contains(&sign) && nth > 0 {
            ("", Manner::Respelled)
        } else if REMOVED.contains(&sign) {
            ("", Manner::Removed)
        } else if let Some(written) = smart::replacement(sign).or_else(|| LOOK_ALIKES.get(&sign).copied()) {
            (written, Manner::LookAlike)
        } else if let Some(written) = LETTERS.get(&sign) {
            (*written, Manner::Respelled)
        } else {
            return None;
        };
        text.push_str(written);
        manner = manner.max(how);
    }
    Some(Substitute { text, manner })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_dated_and_everything_in_it_becomes_gsm_7() {
        let file = read().unwrap();
        file._as_of.parse::<jiff::civil::Date>().unwrap();
        for (by, list) in file.look_alikes.iter().chain(&file.letters) {
            assert!(gsm::writes(by), "{by:?}");
            assert!(characters(list).count() > 0, "{by:?}");
            for sign in characters(list) {
                assert!(gsm::septets(sign).is_none() && smart::replacement(sign).is_none(), "{sign:?}");
            }
        }
        for (letter, made_of) in &file.composed {
            assert!(gsm::writes(letter) && characters(made_of).count() == 2, "{letter}");
        }
        assert!(REMOVED.iter().all(|sign| gsm::septets(*sign).is_none()));
        let listed = |map: &BTreeMap<String, String>| map.values().flat_map(|list| characters(list)).count();
        assert_eq!(listed(&file.look_alikes), LOOK_ALIKES.len(), "no character stands twice");
        assert_eq!(listed(&file.letters), LETTERS.len(), "no character stands twice");
        assert_eq!(file.names.len(), NAMES.len());
    }

    #[test]
    fn a_substitute_says_how_it_differs() {
        use Manner::{LookAlike, Removed, Respelled};
        let cases = [
            ("’", "'", LookAlike),
            ("…", "...", LookAlike),
            ("\u{a0}", " ", LookAlike),
            ("Α", "A", LookAlike),
            ("\u{200b}", "", Removed),
            ("\u{202e}", "", Removed),
            ("\u{feff}", "", Removed),
            ("\0", "", Removed),
            ("ç", "c", Respelled),
            ("œ", "oe", Respelled),
            ("ǻ", "å", Respelled),
            ("e\u{301}", "é", LookAlike),
            ("s\u{326}", "s", Respelled),
            ("’\u{200d}", "'", Removed),
        ];
        for (cluster, text, manner) in cases {
            assert_eq!(
                substitute(cluster),
                Some(Substitute { text: text.to_owned(), manner }),
                "{cluster:?}"
            );
        }
    }

    #[test]
    fn what_has_no_likeness_has_no_substitute() {
        for cluster in ["я", "😀", "👨\u{200d}👩\u{200d}👧", "🇩🇪", "漢", "☺\u{fe0f}", "\u{fffd}"]
        {
            assert_eq!(substitute(cluster), None, "{cluster}");
        }
    }

    #[test]
    fn what_nobody_sees_has_a_name() {
        assert_eq!(name('\u{200b}'), Some("zero-width space"));
        assert_eq!(name('\u{a0}'), Some("no-break space"));
        assert_eq!(name('\u{feff}'), Some("byte order mark"));
        assert_eq!(name('\u{200f}'), Some("right-to-left mark"));
        assert_eq!(name('\u{1}'), Some("control character"));
        assert_eq!(name('’'), None);
    }
}
