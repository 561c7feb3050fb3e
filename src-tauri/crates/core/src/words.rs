//! How is text taken in and given out? What a paste brings along is left out; parts of sentences become sentences.

/// A text without what surrounds it in a paste: blanks, line ends, and signs that nobody sees.
pub(crate) fn pasted(text: &str) -> &str {
    text.trim_matches(|sign: char| sign.is_whitespace() || is_invisible(sign))
}

/// Whether a sign has no width: joiners, marks of direction (which come along with a copied number), the mark of byte
/// order.
pub(crate) fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The words of a library's error, which are part of a sentence, as one.
pub(crate) fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    let first = rest.next().map(|sign| sign.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", rest.as_str())
}

/// The word of the contract for a choice, such as `production`.
pub(crate) fn choice<T: serde::Serialize>(choice: &T) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The beginning of a text on one line, of at most `most` characters, without control signs.
pub(crate) fn excerpt(text: &str, most: usize) -> String {
    let one_line = |sign: char| if sign.is_control() { ' ' } else { sign };
    let mut signs = text.chars().map(one_line);
    let mut cut: String = signs.by_ref().take(most).collect();
    if signs.next().is_some() {
        cut.pop();
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_surrounds_a_paste_is_left_out_and_what_is_in_it_stays() {
        for around in
            [" ", "\r\n", "\t", "\u{200b}", "\u{202a}", "\u{202e}", "\u{2066}", "\u{2069}", "\u{feff}"]
        {
            assert_eq!(pasted(&format!("{around}a{around}b {around}")), format!("a{around}b"), "{around:?}");
        }
    }

    #[test]
    fn an_excerpt_is_one_line_and_says_that_it_was_cut() {
        assert_eq!(excerpt("a\nb\0c", 5), "a b c");
        assert_eq!(excerpt("ééééé", 4), "ééé…");
        assert_eq!(excerpt("", 4), "");
    }

    #[test]
    fn part_of_a_sentence_becomes_one() {
        assert_eq!(sentence("the number is short"), "The number is short.");
        assert_eq!(sentence("était"), "Était.");
    }
}
