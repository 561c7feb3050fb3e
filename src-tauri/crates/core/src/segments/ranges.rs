//! How do the data files write sets of characters? `0041 0061-007A`: code points in hexadecimal, ranges with both ends.

use std::ops::RangeInclusive;

/// The ranges of a list; none where it cannot be read.
pub(super) fn ranges(list: &str) -> Option<Vec<RangeInclusive<u32>>> {
    list.split_whitespace()
        .map(|item| {
            let (first, last) = item.split_once('-').unwrap_or((item, item));
            let read = |digits| u32::from_str_radix(digits, 16).ok().filter(|point| *point <= 0x10_ffff);
            Some(read(first)?..=read(last)?).filter(|range| !range.is_empty())
        })
        .collect()
}

/// The characters of a list.
pub(super) fn characters(list: &str) -> impl Iterator<Item = char> {
    ranges(list).unwrap_or_default().into_iter().flatten().filter_map(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_single_characters_and_ranges() {
        assert_eq!(characters("0041 0061-0063 1F600").collect::<String>(), "Aabc😀");
        assert_eq!(ranges(""), Some(Vec::new()));
        for wrong in ["x", "41-", "63-61", "110000"] {
            assert_eq!(ranges(wrong), None, "{wrong}");
        }
    }
}
