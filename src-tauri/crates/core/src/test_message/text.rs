//! Which text is sent for what was typed?

/// The text with the sender's unsubscribe text after it, on a line of its own, where that is asked for.
pub(crate) fn text_sent(body: &str, unsubscribe_text: Option<&str>) -> String {
    match unsubscribe_text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) if body.is_empty() => text.to_owned(),
        Some(text) => format!("{body}\n{text}"),
        None => body.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unsubscribe_text_stands_on_a_line_of_its_own_after_what_was_typed() {
        assert_eq!(text_sent("Hello", Some(" Reply STOP to end ")), "Hello\nReply STOP to end");
        assert_eq!(text_sent("", Some("Reply STOP to end")), "Reply STOP to end");
        assert_eq!(text_sent("Hello ", Some("  ")), "Hello ");
        assert_eq!(text_sent("Hello", None), "Hello");
    }
}
