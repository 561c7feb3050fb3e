//! What stands together as one character and is not cut: a letter with its marks, a flag, a family of emoji?
//!
//! Twilio's calculator (`sms-segments-calculator`) never cuts a grapheme cluster, and takes them from a library of
//! Unicode 10. To count as it does, the classes are that library's (`data/graphemes.json`) and so are its rules,
//! including two that UAX 29 does not have: two flags' letters with a mark end before a second mark, and a skin tone
//! after two marks stands alone. CR LF is two characters.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::ranges::ranges;

/// What the rules tell characters apart by (UAX 29, *Grapheme_Cluster_Break*, Unicode 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Class {
    Cr,
    Lf,
    Control,
    Extend,
    RegionalIndicator,
    SpacingMark,
    L,
    V,
    T,
    Lv,
    Lvt,
    Prepend,
    EBase,
    EModifier,
    Zwj,
    GlueAfterZwj,
    EBaseGaz,
    Other,
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
    classes: BTreeMap<Class, Vec<String>>,
}

/// First and last code point with their class, in order.
static CLASSES: LazyLock<Vec<(u32, u32, Class)>> = LazyLock::new(|| {
    let file = read().expect("data/graphemes.json is well formed, which a test proves");
    let listed = file.classes.iter().flat_map(|(class, lists)| {
        let of_class = move |range: std::ops::RangeInclusive<u32>| (*range.start(), *range.end(), *class);
        lists.iter().flat_map(|list| ranges(list).unwrap_or_default()).map(of_class)
    });
    let mut classes: Vec<_> = listed.collect();
    classes.sort_by_key(|(first, ..)| *first);
    classes
});

fn read() -> Result<File, serde_json::Error> {
    serde_json::from_str(include_str!("../../data/graphemes.json"))
}

fn class(sign: char) -> Class {
    let point = u32::from(sign);
    match point {
        // What texts mostly consist of.
        0x20..=0x7e => Class::Other,
        0xac00..=0xd7a3 if (point - 0xac00) % 28 == 0 => Class::Lv,
        0xac00..=0xd7a3 => Class::Lvt,
        _ => {
            let after = CLASSES.partition_point(|(first, ..)| *first <= point);
            after
                .checked_sub(1)
                .and_then(|at| CLASSES.get(at))
                .filter(|(_, last, _)| point <= *last)
                .map_or(Class::Other, |(.., class)| *class)
        }
    }
}

/// The clusters of a text, in order.
pub(crate) fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut signs = rest.char_indices();
        let (_, first) = signs.next()?;
        let mut open = Open::with(class(first));
        for (at, sign) in signs {
            let next = class(sign);
            if open.ends_before(next) {
                let (cluster, after) = rest.split_at(at);
                rest = after;
                return Some(cluster);
            }
            open.push(next);
        }
        Some(std::mem::take(&mut rest))
    })
}

/// A cluster that may go on. What the rules ask of its whole length is kept beside it, so that a long one costs no
/// more than its length.
struct Open {
    start: Class,
    last: Class,
    before_last: Option<Class>,
    length: usize,
    /// How many marks, and how many regional indicators, follow the first character without anything between.
    marks_first: usize,
    indicators_first: usize,
    /// Places, counted from the start.
    last_mark: Option<usize>,
    before_last_mark: Option<Class>,
    last_modifier: Option<usize>,
    last_indicator: Option<usize>,
    indicator_inside: bool,
}

impl Open {
    fn with(start: Class) -> Self {
        Self {
            start,
            last: start,
            before_last: None,
            length: 1,
            marks_first: 0,
            indicators_first: 0,
            last_mark: (start == Class::Extend).then_some(0),
            before_last_mark: None,
            last_modifier: (start == Class::EModifier).then_some(0),
            last_indicator: (start == Class::RegionalIndicator).then_some(0),
            indicator_inside: false,
        }
    }

    fn push(&mut self, next: Class) {
        let at = self.length;
        match next {
            Class::Extend => {
                self.marks_first += usize::from(self.marks_first + 1 == at);
                (self.last_mark, self.before_last_mark) = (Some(at), Some(self.last));
            }
            Class::RegionalIndicator => {
                self.indicators_first += usize::from(self.indicators_first + 1 == at);
                self.last_indicator = Some(at);
                self.indicator_inside = true;
            }
            Class::EModifier => self.last_modifier = Some(at),
            _ => {}
        }
        (self.before_last, self.last) = (Some(self.last), next);
        self.length += 1;
    }

    /// Whether the cluster ends before a character of this class. In the order of the library's rules.
    fn ends_before(&self, next: Class) -> bool {
        use Class::{
            Control, Cr, EBase, EBaseGaz, EModifier, Extend, GlueAfterZwj, L, Lf, Lv, Lvt, Prepend,
            RegionalIndicator, SpacingMark, T, V, Zwj,
        };
        let here = self.length;
        let modifier = if next == EModifier { Some(here) } else { self.last_modifier };
        if modifier.is_some_and(|at| at > 1 && self.marks_first + 1 >= at)
            && !matches!(self.start, Extend | EBase | EBaseGaz)
        {
            return true;
        }
        let indicator = if next == RegionalIndicator { Some(here) } else { self.last_indicator };
        if indicator.is_some_and(|at| at > 0 && self.indicators_first + 1 >= at)
            && !matches!(self.last, Prepend | RegionalIndicator)
        {
            return true;
        }
        match (self.last, next) {
            // CR LF is one cluster to the library, and two characters to the calculator.
            (Cr | Lf | Control, _) | (_, Cr | Lf | Control) => return true,
            (L, L | V | Lv | Lvt)
            | (Lv | V, V | T)
            | (Lvt | T, T)
            | (_, Extend | Zwj | SpacingMark)
            | (Prepend, _) => return false,
            _ => {}
        }
        if next == EModifier && self.takes_a_skin_tone() {
            return false;
        }
        if self.last == Zwj && matches!(next, GlueAfterZwj | EBaseGaz) {
            return false;
        }
        self.indicator_inside || (self.last, next) != (RegionalIndicator, RegionalIndicator)
    }

    /// An emoji that may have a skin tone, with one mark at most after it.
    fn takes_a_skin_tone(&self) -> bool {
        let base = match self.last_mark {
            Some(at) if at + 1 == self.length => self.before_last_mark,
            Some(_) => None,
            None => Some(self.last),
        };
        matches!(base, Some(Class::EBase | Class::EBaseGaz))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        clusters(text).collect()
    }

    #[test]
    fn the_file_is_dated_and_its_ranges_do_not_overlap() {
        let file = read().unwrap();
        file._as_of.parse::<jiff::civil::Date>().unwrap();
        for lists in file.classes.values() {
            assert!(lists.iter().all(|list| ranges(list).is_some()));
        }
        for pair in CLASSES.windows(2) {
            assert!(pair[0].1 < pair[1].0, "{pair:x?}");
        }
    }

    #[test]
    fn what_is_read_as_one_stands_together() {
        for one in
            ["e\u{301}", "👨\u{200d}👩\u{200d}👧", "👍🏽", "🇩🇪", "각", "\u{1100}\u{1161}\u{11a8}", "☺\u{fe0f}"]
        {
            assert_eq!(split(&format!("a{one}b")), ["a", one, "b"]);
        }
    }

    #[test]
    fn what_is_read_as_two_stands_apart() {
        assert_eq!(split("\r\n"), ["\r", "\n"]);
        assert_eq!(split("🇩🇪🇫🇷"), ["🇩🇪", "🇫🇷"]);
        assert_eq!(split("a\u{200b}b"), ["a", "\u{200b}", "b"]);
        assert_eq!(split(""), Vec::<&str>::new());
    }
}
