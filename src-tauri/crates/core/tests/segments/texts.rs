//! Texts of everything that makes a difference in counting, made from a seed.

use std::ops::RangeInclusive;

/// Lengths at which something changes.
const EDGES: [usize; 12] = [0, 1, 66, 70, 134, 153, 160, 201, 306, 459, 1595, 1600];

/// What GSM-7's extension has, and what is written with several code points.
const EXTENSION: &[&str] = &["€", "[", "]", "{", "}", "\\", "~", "^", "|", "\u{c}"];
const LOOK_ALIKES: &[&str] = &["’", "‘", "“", "”", "–", "—", "…", "½", "•", "`", "«", "Ａ"];
const CLUSTERS: &[&str] = &[
    "👨\u{200d}👩\u{200d}👧\u{200d}👦",
    "👩🏽\u{200d}🚀",
    "👍🏽",
    "👍\u{fe0f}🏽",
    "🏽",
    "🇩🇪",
    "🇩🇪\u{301}\u{301}",
    "🇩",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "❤\u{fe0f}\u{200d}🔥",
    "1\u{fe0f}\u{20e3}",
    "e\u{301}",
    "e\u{301}\u{323}\u{304}",
    "\u{1100}\u{1161}\u{11a8}",
    "각\u{11a8}",
    "नि",
    "क्\u{200d}ष",
    "\u{600}1",
    "กำ",
    "☝🏽",
    "☝\u{301}\u{301}🏽",
    "\u{301}🏽",
    "😀",
];
const UNSEEN: &[&str] = &[
    "\r\n", "\r", "\n", "\0", "\t", "\u{a0}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}",
    "\u{202b}", "\u{202e}", "\u{2066}", "\u{2069}", "\u{feff}", "\u{ad}", "\u{2028}", "\u{7f}", "\u{fffd}",
];
const PLANES: &[RangeInclusive<u32>] = &[
    0x0..=0xff,
    0x100..=0x24f,
    0x300..=0x36f,
    0x370..=0x52f,
    0x590..=0x6ff,
    0x900..=0xdff,
    0x1100..=0x11ff,
    0x2000..=0x2bff,
    0x3000..=0x9fff,
    0xac00..=0xd7a3,
    0xe000..=0xffff,
    0x1f000..=0x1ffff,
    0x1_0000..=0x1_ffff,
    0x2_0000..=0x2_ffff,
    0x3_0000..=0xd_ffff,
    0xe_0000..=0xe_0fff,
    0xf_0000..=0x10_ffff,
];

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    fn character(&mut self) -> char {
        let range = &PLANES[self.below(PLANES.len())];
        let span = (range.end() - range.start() + 1) as usize;
        loop {
            if let Some(character) = char::from_u32(range.start() + self.below(span) as u32) {
                return character;
            }
        }
    }
}

/// The texts of this seed.
pub fn texts(seed: u64, count: usize) -> Vec<String> {
    let mut random = Random(seed);
    (0..count).map(|_| text(&mut random)).collect()
}

fn text(random: &mut Random) -> String {
    let kind = random.below(12);
    let edge = EDGES[random.below(EDGES.len())];
    // Around the edge, in characters of the kind.
    let length = (edge + random.below(9)).saturating_sub(4);
    let mut text = String::new();
    let mut written = 0;
    while written < length {
        let piece = piece(random, kind);
        written += piece.chars().count();
        text.push_str(&piece);
    }
    // One of another kind somewhere, or at the very edge.
    if random.below(3) == 0 {
        let other = random.below(12);
        let piece = piece(random, other);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let place = if random.below(2) == 0 { places.len() - 1 } else { random.below(places.len()) };
        text.insert_str(places[place], &piece);
    }
    text
}

fn piece(random: &mut Random, kind: usize) -> String {
    let latin = |random: &mut Random| char::from(b'a' + random.below(26) as u8).to_string();
    match kind {
        0 | 1 => latin(random),
        2 => match random.below(6) {
            0 => random.of(EXTENSION).to_owned(),
            _ => latin(random),
        },
        3 => random.of(EXTENSION).to_owned(),
        4 => char::from_u32(0x430 + random.below(32) as u32).map(String::from).unwrap_or_default(),
        5 => match random.below(8) {
            0 => random.of(LOOK_ALIKES).to_owned(),
            _ => latin(random),
        },
        6 => random.of(CLUSTERS).to_owned(),
        7 => match random.below(5) {
            0 => random.of(CLUSTERS).to_owned(),
            _ => char::from_u32(0x430 + random.below(32) as u32).map(String::from).unwrap_or_default(),
        },
        8 => random.character().to_string(),
        9 => match random.below(4) {
            0 => random.of(UNSEEN).to_owned(),
            _ => random.of(&["a", "я", "ש", "م", "é", "漢"]).to_owned(),
        },
        // Runs of marks, some longer than a segment.
        10 => match random.below(20) {
            0 => format!("a{}", "\u{301}".repeat(random.below(90))),
            1 => random.of(CLUSTERS).to_owned(),
            _ => random.of(&["a", "é", "\u{302}", "\u{903}"]).to_owned(),
        },
        // Every pair of classes of the cluster rules.
        _ => random
            .of(&[
                "a", "\u{301}", "\u{903}", "\u{600}", "\u{200d}", "🇩", "🏽", "👍", "👩", "❤", "🚀",
                "\u{1100}", "\u{1161}", "\u{11a8}", "가", "각", "\u{200b}", "\r", "\n",
            ])
            .to_owned(),
    }
}
