//! What of a foreign text may be shown?

const EXCERPT: usize = 80;
const SECRET_RUN: usize = 20;

/// The first characters of a body that was not understood, fit to be shown and logged: control characters become
/// blanks, and every run of 20 or more letters and digits (tokens, key secrets, SIDs) becomes `…`.
pub(crate) fn excerpt(body: &[u8]) -> String {
    // Redacted before it is cut, or a secret at the edge would be cut to a run too short to be recognised.
    let mut head = String::from_utf8_lossy(&body[..body.len().min(4 * EXCERPT)]).into_owned();
    if body.len() > 4 * EXCERPT {
        head.truncate(head.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len());
    }
    let text: String = head.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = without_runs(&text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().take(EXCERPT).collect()
}

/// `text` with a known secret replaced; Twilio's own words are otherwise kept whole.
pub(crate) fn without_secret(text: &str, secret: &str) -> String {
    if secret.is_empty() { text.to_owned() } else { text.replace(secret, "…") }
}

fn without_runs(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_alphanumeric() {
            run.push(c);
            continue;
        }
        shown.push_str(if run.len() >= SECRET_RUN { "…" } else { &run });
        run.clear();
        shown.push(c);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_control_characters_do_not_appear() {
        let body = b"{\"auth_token\":\"0123456789abcdef0123456789abcdef\",\n\x1b[31m\"name\":\"x\"}";
        assert_eq!(excerpt(body), "{\"auth_token\":\"…\", [31m\"name\":\"x\"}");
    }

    #[test]
    fn a_secret_across_the_cut_does_not_appear() {
        for padding in 0..EXCERPT {
            let body = format!("{}{}", "- ".repeat(padding), "Ab3".repeat(40));
            assert!(!excerpt(body.as_bytes()).contains("Ab3"), "after {padding}");
        }
        let at_the_edge = format!("{} {}", "-".repeat(4 * EXCERPT - 10), "Ab3".repeat(40));
        assert!(!excerpt(at_the_edge.as_bytes()).contains("Ab3"));
    }

    #[test]
    fn a_long_page_is_cut() {
        assert_eq!(excerpt(&b"<p>hi</p> ".repeat(100)).chars().count(), EXCERPT);
        assert_eq!(excerpt(b"\xff\xfe<html>"), "\u{fffd}\u{fffd}<html>");
    }
}
