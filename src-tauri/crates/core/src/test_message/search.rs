//! What does a search of the history mean?
//!
//! The index knows texts by three letters at a time. Words of three or more are looked for one by one, wherever each
//! stands; with a shorter word among them the search is taken as one piece, as it was typed.

use crate::words::{is_invisible, pasted};

/// Fewest letters that are looked for.
pub(crate) const SHORTEST: usize = 3;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Search {
    /// Nothing: all tests are meant.
    All,
    /// Too little to be looked for.
    TooShort,
    /// A query in FTS5's language, in which everything typed is quoted.
    Match(String),
}

/// Reads a search as it was typed.
pub(crate) fn read(typed: &str) -> Search {
    // A NUL would end the query for SQLite, and other control signs are in no text that anybody looks for.
    let text: String = typed.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    let text = pasted(&text);
    if text.is_empty() {
        return Search::All;
    }
    let whole = quoted(text);
    if let Some(number) = number(text) {
        return match (long(&number), long(text)) {
            (false, false) => Search::TooShort,
            (false, true) => Search::Match(whole),
            (true, _) if number == text => Search::Match(whole),
            (true, _) => Search::Match(format!("{} OR {whole}", quoted(&number))),
        };
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    match (words.iter().all(|word| long(word)), long(text)) {
        (true, _) => Search::Match(words.into_iter().map(quoted).collect::<Vec<_>>().join(" AND ")),
        (false, true) => Search::Match(whole),
        (false, false) => Search::TooShort,
    }
}

fn long(text: &str) -> bool {
    text.chars().count() >= SHORTEST
}

/// A string of FTS5: nothing in it is an operator.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A number as it stands in a column, of one that was typed with what people write between digits.
fn number(text: &str) -> Option<String> {
    let mut number = String::new();
    for sign in text.chars() {
        match sign {
            '0'..='9' => number.push(sign),
            '+' if number.is_empty() => number.push(sign),
            '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' => {}
            sign if sign.is_whitespace() || is_invisible(sign) => {}
            _ => return None,
        }
    }
    number.contains(|sign: char| sign.is_ascii_digit()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> String {
        match read(typed) {
            Search::Match(query) => query,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn words_are_looked_for_one_by_one_and_quoted() {
        assert_eq!(found(" autumn  offers "), r#""autumn" AND "offers""#);
        assert_eq!(found(r#"say "now" NOT NEAR("#), r#""say" AND """now""" AND "NOT" AND "NEAR(""#);
        assert_eq!(found("100%*"), r#""100%*""#);
    }

    #[test]
    fn a_short_word_makes_the_search_one_piece() {
        assert_eq!(found("20 % off"), r#""20 % off""#);
        assert_eq!(found("مرحبا بك"), r#""مرحبا بك""#);
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        assert_eq!(found("0001"), r#""0001""#);
        assert_eq!(found("\u{202a}+1 (555) 123-0001\u{202c}"), r#""+15551230001" OR "+1 (555) 123-0001""#);
        assert_eq!(found("1 2"), r#""1 2""#, "as it stands in a text");
    }

    #[test]
    fn fewer_than_three_letters_are_too_short_in_any_script() {
        for typed in ["a", "ab", "🎉", "👍🏽", "优惠", "12", "%"] {
            assert_eq!(read(typed), Search::TooShort, "{typed}");
        }
        assert_eq!(read("  \u{200b} \0"), Search::All);
        assert_eq!(found("ab\0cd"), r#""ab cd""#);
    }
}
