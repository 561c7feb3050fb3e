//! How many segments does a text take? The rules of Twilio's glossary ("SMS character limit", "GSM-7", "UCS-2").

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
/// A character is never split: neither an escape pair of GSM-7 nor a surrogate pair. Grapheme clusters may be split, as
/// Twilio does not document otherwise.
pub(crate) fn count(text: &str, concatenation: Concatenation) -> u32 {
    let toll_free = u32::from(concatenation == Concatenation::TollFree);
    match text.chars().map(septets).collect::<Option<Vec<u32>>>() {
        Some(widths) => parts(&widths, 160, 153 - toll_free),
        None => {
            let widths: Vec<u32> = text.chars().map(|c| if c.len_utf16() == 1 { 1 } else { 2 }).collect();
            parts(&widths, 70, 67 - toll_free)
        }
    }
}

fn parts(widths: &[u32], alone: u32, part: u32) -> u32 {
    if widths.iter().sum::<u32>() <= alone {
        return 1;
    }
    let (mut count, mut filled) = (1, 0);
    for width in widths {
        if filled + width > part {
            count += 1;
            filled = 0;
        }
        filled += width;
    }
    count
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
    fn a_toll_free_sender_has_a_longer_header() {
        assert_eq!(count(&times(304, "a"), Concatenation::TollFree), 2);
        assert_eq!(count(&times(305, "a"), Concatenation::TollFree), 3);
    }
}
