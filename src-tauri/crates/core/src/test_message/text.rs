//! Which text is sent for what was typed?

/// The text as typed and, where given, the sender's unsubscribe text on a line of its own after it.
pub(crate) fn text_sent(body: &str, unsubscribe_text: Option<&str>) -> String {
    match unsubscribe_text.map(str::trim).filter(|text| !text.is_empty()) {
        None => body.to_owned(),
        Some(text) if body.is_empty() || body.ends_with('\n') => format!("{body}{text}"),
        Some(text) => format!("{body}\n{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unsubscribe_text_stands_on_a_line_of_its_own() {
        let cases = [
            ("Hello", Some("Reply STOP"), "Hello\nReply STOP"),
            ("Hello\n", Some("Reply STOP"), "Hello\nReply STOP"),
            ("", Some("Reply STOP"), "Reply STOP"),
            ("Hello ", Some("  \n"), "Hello "),
            (" Hello\r\n", None, " Hello\r\n"),
        ];
        for (body, unsubscribe, sent) in cases {
            assert_eq!(text_sent(body, unsubscribe), sent, "{body:?}");
        }
    }
}
