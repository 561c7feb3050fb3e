//! Which characters of a text are not in GSM-7, and where does each stand?

use std::collections::HashMap;

use super::clusters::clusters;
use super::substitute::{self, Substitute};
use super::{gsm, utf16};

/// The most places that are told: Twilio takes 1600 characters, and a longer text is cut down before it is mended.
const PLACES: usize = 2000;

/// A character that forces UCS-2, as it is read: a letter with its mark, an emoji with all its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Foreign {
    pub(crate) text: String,
    /// How often it stands in the text.
    pub(crate) count: u32,
    /// Where it stands, in UTF-16 units; those beyond the first places of a text are left out.
    pub(crate) at: Vec<u32>,
    /// `U+2019`; several where it is made of several.
    pub(crate) code_points: String,
    /// What it is called, where it cannot be told by looking at it.
    pub(crate) name: Option<&'static str>,
    pub(crate) substitute: Option<Substitute>,
}

/// The characters that are not in GSM-7, each once, in the order in which they come.
pub(crate) fn foreign(text: &str) -> Vec<Foreign> {
    let mut found: Vec<Foreign> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let (mut place, mut told) = (0u32, 0);
    for cluster in clusters(text) {
        let at = place;
        place = cluster.chars().map(utf16).fold(place, u32::saturating_add);
        if gsm::writes(cluster) {
            continue;
        }
        let nth = *known.entry(cluster).or_insert_with(|| {
            found.push(described(cluster));
            found.len() - 1
        });
        if let Some(one) = found.get_mut(nth) {
            one.count = one.count.saturating_add(1);
            if told < PLACES {
                one.at.push(at);
                told += 1;
            }
        }
    }
    found
}

fn described(cluster: &str) -> Foreign {
    let points: Vec<String> = cluster.chars().map(|sign| format!("U+{:04X}", u32::from(sign))).collect();
    let mut signs = cluster.chars();
    let alone = signs.next().filter(|_| signs.next().is_none());
    Foreign {
        text: cluster.to_owned(),
        count: 0,
        at: Vec::new(),
        code_points: points.join(" "),
        name: alone.and_then(substitute::name),
        substitute: substitute::substitute(cluster),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_once_with_all_its_places_in_utf_16_units() {
        let found = foreign("😀 it’s ‘so’, e\u{301}\u{200b}");
        let told: Vec<_> = found.iter().map(|one| (one.text.as_str(), one.at.as_slice())).collect();
        assert_eq!(
            told,
            [("😀", [0].as_slice()), ("’", &[5, 11]), ("‘", &[8]), ("e\u{301}", &[14]), ("\u{200b}", &[16]),]
        );
        assert_eq!((found[1].count, found[1].code_points.as_str()), (2, "U+2019"));
        assert_eq!(found[3].code_points, "U+0065 U+0301");
        assert_eq!(found[4].name, Some("zero-width space"));
    }

    #[test]
    fn a_text_far_too_long_tells_some_places_and_counts_all() {
        let found = foreign(&"я".repeat(100_000));
        assert_eq!((found[0].count, found[0].at.len()), (100_000, PLACES));
    }

    #[test]
    fn a_text_in_gsm_7_has_none() {
        assert!(foreign("Hello €\r\n").is_empty());
    }
}
