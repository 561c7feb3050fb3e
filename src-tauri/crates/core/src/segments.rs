//! How many SMS segments does a text take, and which of its characters make it more?
//!
//! One SMS carries 160 septets of GSM-7 or 70 units of UCS-2, each part of a longer one 153 or 67 (Twilio glossary,
//! *SMS character limit*; GSM 03.38). An estimate: the number that Twilio reports for a message counts.

/// How a text is written in an SMS: GSM-7 unless one of its characters is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Gsm7,
    Ucs2,
}

impl Encoding {
    /// As Twilio writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2 => "UCS-2",
        }
    }

    /// Units of an SMS that stands alone, and of a part of a longer one.
    fn limits(self) -> (u32, u32) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }
}

/// A text as SMS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segments {
    pub(crate) encoding: Encoding,
    /// Unicode scalar values.
    pub(crate) characters: u32,
    /// Septets, or UTF-16 units.
    pub(crate) units: u32,
    /// At least 1: an empty text is one too.
    pub(crate) segments: u32,
    /// The characters that are not in GSM-7, each once, in the order in which they come.
    pub(crate) not_gsm: Vec<char>,
}

const BASIC: &str = "\n\r !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz\
                     ¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ";
const EXTENSION: &str = "\u{c}[\\]^{|}~€";

/// The septets of a character; none when GSM-7 does not have it.
fn septets(sign: char) -> Option<u32> {
    if BASIC.contains(sign) { Some(1) } else { EXTENSION.contains(sign).then_some(2) }
}

/// Counts. What costs two units (an escaped character, a surrogate pair) is never split over two parts.
pub(crate) fn measure(text: &str) -> Segments {
    let mut not_gsm = Vec::new();
    for sign in text.chars().filter(|sign| septets(*sign).is_none()) {
        if !not_gsm.contains(&sign) {
            not_gsm.push(sign);
        }
    }
    let encoding = if not_gsm.is_empty() { Encoding::Gsm7 } else { Encoding::Ucs2 };
    let cost = |sign: char| match encoding {
        Encoding::Gsm7 => septets(sign).unwrap_or(1),
        Encoding::Ucs2 => {
            if sign.len_utf16() == 1 {
                1
            } else {
                2
            }
        }
    };
    let (alone, part) = encoding.limits();
    let (mut characters, mut units, mut segments, mut filled) = (0, 0, 1, 0);
    for cost in text.chars().map(cost) {
        characters += 1;
        units += cost;
        if filled + cost > part {
            segments += 1;
            filled = 0;
        }
        filled += cost;
    }
    Segments { encoding, characters, units, segments: if units <= alone { 1 } else { segments }, not_gsm }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn a(count: usize) -> String {
        "a".repeat(count)
    }

    fn ya(count: usize) -> String {
        "я".repeat(count)
    }

    #[test]
    fn texts_take_the_segments_that_twilios_own_calculator_counts() {
        use Encoding::{Gsm7, Ucs2};
        let faces = |count| "\u{1f600}".repeat(count);
        let cases = [
            (String::new(), Gsm7, 0, 1),
            (a(160), Gsm7, 160, 1),
            (a(161), Gsm7, 161, 2),
            (a(306), Gsm7, 306, 2),
            (a(307), Gsm7, 307, 3),
            (a(460), Gsm7, 460, 4),
            (a(158) + "€", Gsm7, 160, 1),
            (a(159) + "€", Gsm7, 161, 2),
            ("€".repeat(80), Gsm7, 160, 1),
            ("€".repeat(81), Gsm7, 162, 2),
            (a(152) + "€" + &a(151), Gsm7, 305, 2),
            (a(152) + "€" + &a(152), Gsm7, 306, 3),
            ("[]{}\\~^|€".to_owned() + &a(142), Gsm7, 160, 1),
            ("héllo ñ Ø ß Ω".to_owned(), Gsm7, 13, 1),
            ("Ç".to_owned(), Gsm7, 1, 1),
            ("ç".to_owned(), Ucs2, 1, 1),
            ("`".to_owned(), Ucs2, 1, 1),
            ("\t".to_owned(), Ucs2, 1, 1),
            ("\u{a0}".to_owned(), Ucs2, 1, 1),
            ("\u{c}".to_owned(), Gsm7, 2, 1),
            ("a\r\nb".to_owned(), Gsm7, 4, 1),
            (ya(70), Ucs2, 70, 1),
            (ya(71), Ucs2, 71, 2),
            (ya(134), Ucs2, 134, 2),
            (ya(202), Ucs2, 202, 4),
            (a(69) + "\u{2019}", Ucs2, 70, 1),
            (a(159) + "\u{2019}", Ucs2, 160, 3),
            (ya(69) + "€", Ucs2, 70, 1),
            (faces(35), Ucs2, 70, 1),
            (faces(36), Ucs2, 72, 2),
            (ya(66) + &faces(1) + &ya(65), Ucs2, 133, 2),
            (ya(66) + &faces(1) + &ya(66), Ucs2, 134, 3),
            ("e\u{301}".to_owned(), Ucs2, 2, 1),
            (a(1600), Gsm7, 1600, 11),
            (ya(1600), Ucs2, 1600, 24),
        ];
        for (text, encoding, units, segments) in cases {
            let measured = measure(&text);
            assert_eq!(
                (measured.encoding, measured.units, measured.segments),
                (encoding, units, segments),
                "{text}"
            );
        }
    }

    #[test]
    fn the_characters_that_force_ucs_2_are_named_once() {
        assert_eq!(measure("ça va, ça ira – €").not_gsm, ['ç', '–']);
    }

    proptest! {
        #[test]
        fn a_longer_text_never_takes_fewer_segments(text in "[a-z€ç😀]{0,400}", more in "[a-z€ç😀]{0,40}") {
            prop_assert!(measure(&text).segments <= measure(&(text.clone() + &more)).segments);
        }
    }
}
