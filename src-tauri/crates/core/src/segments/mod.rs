//! How many SMS segments does a text take, where is it cut, and which of its characters make it more?
//!
//! One SMS carries 160 septets of GSM-7 or 70 units of UCS-2, each part of a longer one 153 or 67 (Twilio glossary,
//! *SMS character limit*; GSM 03.38). Counted as Twilio's calculator counts (npm `sms-segments-calculator`), which
//! keeps together what is read as one character. An estimate: the number that Twilio reports for a message counts.

mod clusters;
mod cuts;
mod foreign;
mod gsm;
mod ranges;
mod smart;
mod substitute;

use std::collections::HashSet;

use clusters::clusters;
pub(crate) use cuts::{Header, limits};
pub(crate) use foreign::{Foreign, foreign};
pub(crate) use smart::{Smart, smart, source_ids as smart_source_ids};
pub(crate) use substitute::Manner;

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

    fn of(text: &str) -> Self {
        if gsm::writes(text) { Self::Gsm7 } else { Self::Ucs2 }
    }

    /// Bits of a unit.
    fn bits(self) -> u32 {
        match self {
            Self::Gsm7 => 7,
            Self::Ucs2 => 16,
        }
    }

    /// Septets, or UTF-16 units.
    fn cost(self, text: &str) -> u32 {
        let cost = |sign| match self {
            Self::Gsm7 => gsm::septets(sign).unwrap_or(1),
            Self::Ucs2 => utf16(sign),
        };
        text.chars().map(cost).fold(0, u32::saturating_add)
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

/// Counts.
pub(crate) fn measure(text: &str) -> Segments {
    let not_gsm = each_once(text.chars().filter(|sign| gsm::septets(*sign).is_none()));
    let Cut { encoding, characters, units, segments, .. } = cut(text, Header::Standard);
    Segments { encoding, characters, units, segments, not_gsm }
}

/// A text and where it falls into parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) encoding: Encoding,
    /// Unicode scalar values.
    pub(crate) characters: u32,
    /// Septets, or UTF-16 units.
    pub(crate) units: u32,
    pub(crate) segments: u32,
    /// Where each part but the first begins, in UTF-16 units of the text. Never inside a surrogate pair, an escape
    /// pair or a cluster.
    pub(crate) places: Vec<u32>,
    /// Septets or UTF-16 units of each part.
    pub(crate) filled: Vec<u32>,
    /// The segments if a cluster could be cut between its characters, as a network may.
    pub(crate) segments_by_character: u32,
}

impl Cut {
    /// How many units these segments have room for.
    pub(crate) fn room(&self, header: Header) -> u32 {
        let (alone, part) = limits(self.encoding, header);
        if self.segments == 1 { alone } else { part.saturating_mul(self.segments) }
    }
}

/// Counts and cuts.
pub(crate) fn cut(text: &str, header: Header) -> Cut {
    let encoding = Encoding::of(text);
    // In GSM-7 every character stands alone.
    let pieces: Vec<&str> = match encoding {
        Encoding::Gsm7 => text.split("").filter(|piece| !piece.is_empty()).collect(),
        Encoding::Ucs2 => clusters(text).collect(),
    };
    let costs: Vec<u32> = pieces.iter().map(|piece| encoding.cost(piece)).collect();
    let begins = cuts::parts(&costs, encoding, header);
    let segments = count(begins.len());
    let segments_by_character = if count(pieces.len()) == count(text.chars().count()) {
        segments
    } else {
        let costs: Vec<u32> = text.chars().map(|sign| encoding.cost(sign.encode_utf8(&mut [0; 4]))).collect();
        count(cuts::parts(&costs, encoding, header).len())
    };
    let ends = begins.iter().skip(1).copied().chain([pieces.len()]);
    let (mut places, mut filled, mut place) = (Vec::new(), Vec::new(), 0);
    for (begin, end) in begins.iter().copied().zip(ends) {
        places.push(place);
        let part = pieces.get(begin..end).unwrap_or_default();
        place += part.iter().flat_map(|piece| piece.chars()).map(utf16).sum::<u32>();
        filled.push(costs.get(begin..end).unwrap_or_default().iter().sum());
    }
    Cut {
        encoding,
        characters: count(text.chars().count()),
        units: costs.iter().fold(0, |all, cost| all.saturating_add(*cost)),
        segments,
        places: places.split_off(1),
        filled,
        segments_by_character,
    }
}

fn each_once(signs: impl Iterator<Item = char>) -> Vec<char> {
    let mut seen = HashSet::new();
    signs.filter(|sign| seen.insert(*sign)).collect()
}

/// UTF-16 units of a character.
fn utf16(sign: char) -> u32 {
    if sign.len_utf16() == 1 { 1 } else { 2 }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
