//! Which characters must not reach a terminal? Those that move its cursor, turn the direction of a line, or hide.

use std::fmt::Write as _;

use senderdesk_core::share::write::is_hidden;

/// A text on one line, with each such character by its number: `\u{202e}`.
pub fn shown(text: &str) -> String {
    escaped(text, |out, sign| {
        let _ = write!(out, "{}", sign.escape_unicode());
    })
}

/// A document for a terminal: its lines stay.
pub fn document(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => shown(line.strip_suffix('\r').unwrap_or(line)) + "\n",
            None => shown(line),
        })
        .collect()
}

/// JSON with each such character as JSON escapes it, so that it reads back as it was. They stand in its texts only.
pub fn json(text: &str) -> String {
    escaped(text, |out, sign| match sign {
        '\n' => out.push('\n'),
        sign => {
            for unit in sign.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    })
}

fn escaped(text: &str, escape: fn(&mut String, char)) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if is_hidden(sign) { escape(&mut out, sign) } else { out.push(sign) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_the_cursor_or_turns_a_line_is_shown_by_its_number() {
        let cases = [
            ("a\u{1b}[2Jb", "a\\u{1b}[2Jb"),
            ("a\nb\r\u{7f}\u{9b}", "a\\u{a}b\\u{d}\\u{7f}\\u{9b}"),
            ("\u{202e}abc\u{2066}", "\\u{202e}abc\\u{2066}"),
            ("مبيعات 👩‍👧 é", "مبيعات 👩‍👧 é"),
        ];
        for (text, wanted) in cases {
            assert_eq!(shown(text), wanted);
        }
        assert_eq!(document("a\r\nb\u{1b}\n"), "a\nb\\u{1b}\n");
    }

    #[test]
    fn escaped_json_reads_back_as_it_was() {
        let name = "a\u{202e}b\u{9b}c\u{e0041}d\u{1b}";
        let text = json(&serde_json::to_string_pretty(&serde_json::json!({ "name": name })).unwrap());
        assert!(!text.contains(['\u{202e}', '\u{9b}', '\u{e0041}', '\u{1b}']), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap()["name"], name);
    }
}
