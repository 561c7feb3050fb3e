//! Where does a text fall into parts?
//!
//! Part by part as Twilio's calculator fills them, so that the numbers agree: what does not fit goes to the next part
//! whole. The text begins as one SMS; the first character too many makes it a longer one, and then the first part
//! gives up what its new header needs, in one go.

use super::Encoding;

/// Octets of one SMS, in bits (GSM 03.40).
const BITS: u32 = 140 * 8;

/// What each part of a longer message begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Header {
    /// 6 octets: 153 septets or 67 UTF-16 units are left.
    Standard,
    /// From a toll-free number to the United States or Canada, 7 octets: 152 or 66 are left (Twilio, *SMS character
    /// limit*).
    TollFree,
}

impl Header {
    fn bits(self) -> u32 {
        match self {
            Self::Standard => 6 * 8,
            Self::TollFree => 7 * 8,
        }
    }
}

/// Units of an SMS that stands alone, and of a part of a longer one.
pub(crate) fn limits(encoding: Encoding, header: Header) -> (u32, u32) {
    (BITS / encoding.bits(), (BITS - header.bits()) / encoding.bits())
}

/// Where each part begins, as a place in `costs`; the first at 0. Two parts may begin at one place: a character that
/// is longer than a part leaves the one before it empty.
pub(crate) fn parts(costs: &[u32], encoding: Encoding, header: Header) -> Vec<usize> {
    let mut begins = vec![0];
    let mut filled = 0;
    for (at, cost) in costs.iter().enumerate() {
        let bits = bits(*cost, encoding);
        if filled + bits > BITS {
            let begin = if begins.len() == 1 { kept_beside_header(costs, at, encoding, header) } else { at };
            let moved = costs.get(begin..at).unwrap_or_default().iter();
            filled = header.bits() + moved.map(|cost| self::bits(*cost, encoding)).sum::<u32>();
            begins.push(begin);
        }
        filled += bits;
    }
    begins
}

/// How many of the first `full` characters still fit into the first part once it has a header.
fn kept_beside_header(costs: &[u32], full: usize, encoding: Encoding, header: Header) -> usize {
    let mut filled = header.bits();
    let fits = |cost: &&u32| {
        filled += bits(**cost, encoding);
        filled <= BITS
    };
    costs.iter().take(full).take_while(fits).count()
}

fn bits(cost: u32, encoding: Encoding) -> u32 {
    cost.saturating_mul(encoding.bits())
}
