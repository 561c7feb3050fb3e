//! What is known of counting, and what always holds of it.

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

/// Texts of every kind that matters: GSM-7, its extension, other scripts, marks, emoji of several parts, flags, and what
/// nobody sees.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[ -~]{1,40}",
        2 => "[€\\[\\]{}~^|\\\\]{1,20}",
        2 => "[’“”…–½ªç]{1,10}",
        2 => "[а-я]{1,40}",
        1 => Just("e\u{301}\u{323}".to_owned()),
        1 => "(👨\u{200d}👩\u{200d}👧|👍🏽|🇩🇪|☺\u{fe0f}|😀){1,20}",
        1 => "[\u{a0}\u{200b}\u{200f}\u{202e}\u{feff}\r\n\t\0]{1,3}",
        1 => "[\\u{300}-\\u{310}]{60,90}",
        1 => "\\PC{1,20}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn utf16_of(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

proptest! {
    #[test]
    fn the_cuts_part_the_text_between_its_clusters(text in texts(), toll_free: bool) {
        let cut = cut(&text, if toll_free { Header::TollFree } else { Header::Standard });
        let units = utf16_of(&text);
        prop_assert_eq!(cut.places.len() + 1, cut.segments as usize);
        prop_assert_eq!(cut.filled.iter().sum::<u32>(), cut.units);
        let mut ends: Vec<usize> = clusters(&text)
            .scan(0, |at, cluster| {
                *at += cluster.encode_utf16().count();
                Some(*at)
            })
            .collect();
        ends.push(0);
        let mut parts = String::new();
        let places = cut.places.iter().map(|place| *place as usize);
        let begins = std::iter::once(0).chain(places.clone());
        for (begin, end) in begins.zip(places.clone().chain([units.len()])) {
            prop_assert!(begin <= end && ends.contains(&begin));
            let part = String::from_utf16(&units[begin..end]);
            prop_assert!(part.is_ok(), "a surrogate pair was cut");
            parts.push_str(&part.unwrap());
        }
        prop_assert_eq!(parts, text);
    }

    #[test]
    fn every_part_fits_unless_it_holds_a_character_of_several(text in texts(), toll_free: bool) {
        let header = if toll_free { Header::TollFree } else { Header::Standard };
        let cut = cut(&text, header);
        let (alone, part) = limits(cut.encoding, header);
        let most = if cut.segments == 1 { alone } else { part };
        let longest = clusters(&text).map(|one| cut.encoding.cost(one)).max().unwrap_or(0);
        if longest <= 2 {
            prop_assert!(cut.filled.iter().all(|filled| *filled <= most), "{:?}", cut.filled);
            prop_assert!(cut.units <= cut.room(header));
        }
    }

    #[test]
    fn what_is_substituted_is_gsm_7(text in texts()) {
        let found = foreign(&text);
        prop_assert_eq!(found.is_empty(), Encoding::of(&text) == Encoding::Gsm7);
        for one in &found {
            let units = utf16_of(&text);
            for at in &one.at {
                let here = &units[*at as usize..*at as usize + utf16_of(&one.text).len()];
                prop_assert_eq!(String::from_utf16(here).unwrap(), one.text.as_str());
            }
            if let Some(substitute) = &one.substitute {
                prop_assert_eq!(Encoding::of(&substitute.text), Encoding::Gsm7);
            }
        }
        if found.iter().all(|one| one.substitute.is_some()) {
            let mut written = String::new();
            for cluster in clusters(&text) {
                match found.iter().find(|one| one.text == cluster) {
                    Some(one) => written.push_str(&one.substitute.as_ref().unwrap().text),
                    None => written.push_str(cluster),
                }
            }
            prop_assert_eq!(Encoding::of(&written), Encoding::Gsm7);
        }
    }

    #[test]
    fn smart_encoding_takes_no_more_segments_unless_it_writes_one_character_as_several(text in texts()) {
        if let Some(smart) = smart(&text)
            && smart.reaches_gsm
        {
            prop_assert_eq!(Encoding::of(&smart.text), Encoding::Gsm7);
            let longer = Encoding::Gsm7.cost(&smart.text) > Encoding::Ucs2.cost(&text);
            if !longer {
                prop_assert!(measure(&smart.text).segments <= measure(&text).segments);
            }
        }
    }
}
