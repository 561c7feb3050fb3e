//! Which characters of a text stand together? As Twilio's segment calculator has it: the rules of UAX 29 as of
//! Unicode 10, in the form in which its library applies them to the whole of a cluster.

use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    Cr,
    Lf,
    Control,
    Extend,
    RegionalIndicator,
    SpacingMark,
    HangulL,
    HangulV,
    HangulT,
    HangulLv,
    HangulLvt,
    Prepend,
    EmojiBase,
    EmojiModifier,
    Joiner,
    GlueAfterJoiner,
    EmojiBaseGlue,
    Other,
}

/// Ranges of code points, sorted.
static TABLE: LazyLock<Vec<(u32, u32, Break)>> = LazyLock::new(|| {
    let lines = include_str!("../data/graphemes.txt").lines().filter(|line| !line.starts_with('#'));
    let mut table = Vec::new();
    for line in lines {
        let mut words = line.split(' ');
        let class = words.next().and_then(named);
        for range in words {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let point = |digits| u32::from_str_radix(digits, 16).ok();
            if let (Some(class), Some(first), Some(last)) = (class, point(first), point(last)) {
                table.push((first, last, class));
            }
        }
    }
    table.sort_by_key(|(first, ..)| *first);
    table
});

fn named(word: &str) -> Option<Break> {
    Some(match word {
        "cr" => Break::Cr,
        "lf" => Break::Lf,
        "control" => Break::Control,
        "extend" => Break::Extend,
        "regional_indicator" => Break::RegionalIndicator,
        "spacing_mark" => Break::SpacingMark,
        "l" => Break::HangulL,
        "v" => Break::HangulV,
        "t" => Break::HangulT,
        "prepend" => Break::Prepend,
        "e_base" => Break::EmojiBase,
        "e_modifier" => Break::EmojiModifier,
        "zwj" => Break::Joiner,
        "glue_after_zwj" => Break::GlueAfterJoiner,
        "e_base_gaz" => Break::EmojiBaseGlue,
        _ => return None,
    })
}

fn class(c: char) -> Break {
    let point = c as u32;
    if c.is_ascii_graphic() || c == ' ' {
        return Break::Other;
    }
    if ('\u{ac00}'..='\u{d7a3}').contains(&c) {
        return if (point - 0xac00).is_multiple_of(28) { Break::HangulLv } else { Break::HangulLvt };
    }
    match TABLE.binary_search_by_key(&point, |(first, ..)| *first) {
        Ok(at) => TABLE[at].2,
        Err(0) => Break::Other,
        Err(after) => {
            let (_, last, class) = TABLE[after - 1];
            if point <= last { class } else { Break::Other }
        }
    }
}

/// The lengths, in characters, of what stands together. CR LF is two.
pub(crate) fn lengths(text: &str) -> Vec<usize> {
    let classes: Vec<Break> = text.chars().map(class).collect();
    let (mut lengths, mut start) = (Vec::new(), 0);
    for end in 1..classes.len() {
        if is_boundary(&classes[start..end], classes[end]) {
            lengths.push(end - start);
            start = end;
        }
    }
    if start < classes.len() {
        lengths.push(classes.len() - start);
    }
    lengths
}

/// Whether `next` begins anew after the cluster `so_far`, which is never empty.
fn is_boundary(so_far: &[Break], next: Break) -> bool {
    use Break::*;
    let (first, last) = (so_far[0], so_far[so_far.len() - 1]);
    let whole: Vec<Break> = so_far.iter().copied().chain([next]).collect();
    let last_of = |wanted: Break| whole.iter().rposition(|class| *class == wanted);
    let only = |to: usize, wanted: Break| whole[1..to].iter().all(|class| *class == wanted);

    if let Some(at) = last_of(EmojiModifier)
        && at > 1
        && only(at, Extend)
        && ![Extend, EmojiBase, EmojiBaseGlue].contains(&first)
    {
        return true;
    }
    if let Some(at) = last_of(RegionalIndicator)
        && at > 0
        && only(at, RegionalIndicator)
        && ![Prepend, RegionalIndicator].contains(&last)
    {
        return true;
    }
    if [Cr, Lf, Control].contains(&last) || [Cr, Lf, Control].contains(&next) {
        return true;
    }
    let joined = match last {
        HangulL => [HangulL, HangulV, HangulLv, HangulLvt].contains(&next),
        HangulLv | HangulV => [HangulV, HangulT].contains(&next),
        HangulLvt | HangulT => next == HangulT,
        Prepend => true,
        _ => false,
    };
    if joined || [Extend, Joiner, SpacingMark].contains(&next) {
        return false;
    }
    if next == EmojiModifier {
        // The character before the last mark, if nothing but that mark follows it.
        let base = match last_of(Extend) {
            Some(at) => at.checked_sub(1).filter(|_| at + 2 == whole.len()),
            None => Some(whole.len() - 2),
        };
        if base.is_some_and(|at| [EmojiBase, EmojiBaseGlue].contains(&whole[at])) {
            return false;
        }
    }
    if last == Joiner && [GlueAfterJoiner, EmojiBaseGlue].contains(&next) {
        return false;
    }
    so_far[1..].contains(&RegionalIndicator) || (last, next) != (RegionalIndicator, RegionalIndicator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        assert_eq!(TABLE.len(), 556);
    }

    #[test]
    fn marks_flags_and_families_stand_together() {
        assert_eq!(lengths("ae\u{301}b"), [1, 2, 1]);
        assert_eq!(lengths("👨\u{200d}👩\u{200d}👧👍🏽"), [5, 2]);
        assert_eq!(lengths("🇩🇪🇫🇷\r\n"), [2, 2, 1, 1]);
        assert_eq!(lengths("\u{1100}\u{1161}각"), [2, 1]);
        assert_eq!(lengths(""), [0; 0]);
    }
}
