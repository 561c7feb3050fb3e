//! The name of a sender: what an operator may call it.

/// The most characters (Unicode scalar values) of a name. MoEngage's own limit is not documented.
pub const NAME_LIMIT: usize = 500;

/// The name without blanks at its ends, or why it cannot be one.
pub(super) fn read(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() {
        return Err("Enter a name; it is what campaign creators see in MoEngage.".to_owned());
    }
    if name.chars().any(char::is_control) {
        return Err("A name is one line of text: take out the line ends, tabs and other control characters."
            .to_owned());
    }
    match name.chars().count() {
        length if length > NAME_LIMIT => {
            Err(format!("A name has at most {NAME_LIMIT} characters, this has {length}."))
        }
        _ => Ok(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_single_line_of_text_is_a_name() {
        let long = "é".repeat(NAME_LIMIT);
        for name in
            ["Offers", "🎉 Sale", "مبيعات", "<script>alert(1)</script>", "O'Neill; DROP", long.as_str()]
        {
            assert_eq!(read(&format!(" {name}\n")), Ok(name.to_owned()));
        }
    }

    #[test]
    fn nothing_control_characters_and_too_much_are_refused() {
        for text in ["", " \n", "two\nlines", "tab\tbed", "nul\0", "c1\u{85}x"] {
            assert!(read(text).is_err(), "{text:?}");
        }
        assert!(read(&"x".repeat(NAME_LIMIT + 1)).unwrap_err().contains("501"));
    }
}
