//! How many segments does a text take? The rules of Twilio's glossary ("SMS character limit", "GSM-7", "UCS-2"),
//! and where they are silent, Twilio's segment calculator.

use crate::graphemes;

/// Which header a concatenated message carries: it decides how much of a part is left for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Concatenation {
    /// 153 septets or 67 UTF-16 units a part.
    Standard,
    /// A toll-free sender to the USA or Canada: 152 septets or 66 UTF-16 units a part.
    TollFree,
}

/// The number of segments of `text`; an empty text counts as one.
///
/// Nothing is split that is read as one character: no escape pair of GSM-7, no surrogate pair, no grapheme cluster.
/// Twilio does not document the last; its segment calculator counts so, and so does this, in the same order: the first
/// part gives up what does not fit beside a header when the text turns out to need a second.
pub(crate) fn count(text: &str, concatenation: Concatenation) -> u32 {
    let header = match concatenation {
        Concatenation::Standard => 6 * 8,
        Concatenation::TollFree => 7 * 8,
    };
    let sizes: Vec<u32> = match text.chars().map(septets).collect::<Option<Vec<u32>>>() {
        Some(septets) => septets.into_iter().map(|septets| septets * 7).collect(),
        None => {
            let mut characters = text.chars();
            let units = |c: char| if c.len_utf16() == 1 { 1 } else { 2 };
            let size = |length| characters.by_ref().take(length).map(units).sum::<u32>() * 16;
            graphemes::lengths(text).into_iter().map(size).collect()
        }
    };
    parts(&sizes, header)
}

/// Sizes in bits, of which one SMS has 1120.
fn parts(sizes: &[u32], header: u32) -> u32 {
    const BITS: u32 = 1120;
    let mut parts: Vec<Vec<u32>> = vec![Vec::new()];
    for size in sizes {
        let headers = if parts.len() == 1 { 0 } else { header };
        let Some(open) = parts.last_mut() else { break };
        if open.iter().sum::<u32>() + headers + size <= BITS {
            open.push(*size);
            continue;
        }
        let mut next = Vec::new();
        if headers == 0 {
            while open.iter().sum::<u32>() + header > BITS {
                next.extend(open.pop());
            }
        }
        next.push(*size);
        parts.push(next);
    }
    u32::try_from(parts.len()).unwrap_or(u32::MAX)
}

/// 1 for a character of GSM-7's basic table, 2 for one of its extension table, none for all others.
fn septets(c: char) -> Option<u32> {
    match c {
        '\n' | '\r' | ' '..='Z' | '_' | 'a'..='z' => Some(1),
        '¡' | '£' | '¤' | '¥' | '§' | '¿' | 'Ä' | 'Å' | 'Æ' | 'Ç' | 'É' | 'Ñ' | 'Ö' | 'Ø' | 'Ü' | 'ß'
        | 'à' | 'ä' | 'å' | 'æ' | 'è' | 'é' | 'ì' | 'ñ' | 'ò' | 'ö' | 'ø' | 'ù' | 'ü' | 'Γ' | 'Δ' | 'Θ'
        | 'Λ' | 'Ξ' | 'Π' | 'Σ' | 'Φ' | 'Ψ' | 'Ω' => Some(1),
        '\u{c}' | '[' | '\\' | ']' | '^' | '{' | '|' | '}' | '~' | '€' => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard(text: &str) -> u32 {
        count(text, Concatenation::Standard)
    }

    fn times(count: usize, text: &str) -> String {
        text.repeat(count)
    }

    #[test]
    fn gsm_7_takes_160_alone_and_153_a_part() {
        let lengths = [(0, 1), (160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4), (1600, 11)];
        for (length, segments) in lengths {
            assert_eq!(standard(&times(length, "a")), segments, "{length} characters");
        }
        assert_eq!(standard("héllo ñ Ø ß Ω Ç\r\n\u{c}"), 1);
    }

    #[test]
    fn an_extension_character_costs_two_and_is_never_split() {
        assert_eq!(standard(&(times(158, "a") + "€")), 1);
        assert_eq!(standard(&(times(159, "a") + "€")), 2);
        assert_eq!(standard(&times(80, "€")), 1);
        assert_eq!(standard(&times(81, "€")), 2);
        assert_eq!(standard(&(times(152, "a") + "€" + &times(151, "a"))), 2);
        assert_eq!(standard(&(times(152, "a") + "€" + &times(152, "a"))), 3);
        assert_eq!(standard(&("[]{}\\~^|€".to_owned() + &times(142, "a"))), 1);
    }

    #[test]
    fn one_foreign_character_makes_the_whole_text_ucs_2() {
        for (length, segments) in [(70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4), (1600, 24)] {
            assert_eq!(standard(&times(length, "я")), segments, "{length} characters");
        }
        assert_eq!(standard(&(times(69, "a") + "’")), 1);
        assert_eq!(standard(&(times(159, "a") + "’")), 3);
        assert_eq!(standard(&(times(70, "a") + "ç")), 2);
        assert_eq!(standard(&(times(70, "a") + "`")), 2);
    }

    #[test]
    fn a_surrogate_pair_is_never_split() {
        assert_eq!(standard(&times(35, "😀")), 1);
        assert_eq!(standard(&times(36, "😀")), 2);
        assert_eq!(standard(&(times(66, "я") + "😀" + &times(65, "я"))), 2);
        assert_eq!(standard(&(times(66, "я") + "😀" + &times(66, "я"))), 3);
    }

    #[test]
    fn a_grapheme_cluster_is_never_split() {
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(standard(&(times(62, "я") + family + &times(64, "я"))), 3);
        assert_eq!(standard(&(times(63, "я") + "👍🏽" + &times(67, "я"))), 2);
        assert_eq!(standard(&("a".to_owned() + &times(80, "\u{301}"))), 2);
    }

    #[test]
    fn a_toll_free_sender_has_a_longer_header() {
        assert_eq!(count(&times(304, "a"), Concatenation::TollFree), 2);
        assert_eq!(count(&times(305, "a"), Concatenation::TollFree), 3);
    }
}
