//! What does a host's answer say of a medium?

use super::facts::{Facts, facts};
use crate::wire::FindingLevel;

/// What a host answered to HEAD.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Answered {
    pub(super) status: u16,
    /// The host that a redirect names; the rest of that address may hold what is not for a screen.
    pub(super) redirected_to: Option<String>,
    /// Without parameters, in lower case.
    pub(super) content_type: Option<String>,
    pub(super) bytes: Option<u64>,
}

/// The level and its words.
pub(super) fn judge(answered: &Answered) -> (FindingLevel, String) {
    let status = answered.status;
    match status {
        200..=299 => judge_medium(facts(), answered),
        300..=399 => {
            let to = answered.redirected_to.as_deref().map(|host| format!(" to {host}")).unwrap_or_default();
            let words = format!(
                "The host redirects{to} (HTTP {status}), which is not followed here. Give the address that it leads to."
            );
            (FindingLevel::Warning, words)
        }
        404 | 410 => (FindingLevel::Problem, format!("There is nothing at this address (HTTP {status}).")),
        401 | 407 => (
            FindingLevel::Problem,
            format!("The host asks for a login (HTTP {status}); Twilio comes without one."),
        ),
        403 | 405 | 501 => (
            FindingLevel::NotCheckable,
            format!(
                "The host does not answer this question (HTTP {status}): it may allow nothing but the download."
            ),
        ),
        _ => (FindingLevel::NotCheckable, format!("The host had no answer just now (HTTP {status}).")),
    }
}

/// Type and size, worst first; a medium that both take is one sentence.
fn judge_medium(facts: &Facts, answered: &Answered) -> (FindingLevel, String) {
    let mut said = Vec::new();
    match answered.content_type.as_deref() {
        None => said.push((
            FindingLevel::Warning,
            format!("The host gives no type of content, which Twilio goes by ({}).", facts.twilio_page()),
        )),
        Some(kind) if facts.moengage_takes(kind) => {}
        Some(kind) if facts.twilio_takes(kind) => said.push((
            FindingLevel::Warning,
            format!(
                "Twilio takes {kind}, MoEngage does not: it takes {} ({}).",
                facts.moengage_types(),
                facts.moengage_page()
            ),
        )),
        Some(kind) => said.push((
            FindingLevel::Problem,
            format!(
                "What stands there is {kind}, which Twilio does not take for MMS ({}).",
                facts.twilio_page()
            ),
        )),
    }
    match answered.bytes {
        None => said.push((FindingLevel::NotCheckable, "The host does not say how large it is.".to_owned())),
        Some(0) => said.push((FindingLevel::Problem, "The host says that it is empty.".to_owned())),
        Some(bytes) => said.extend(size(facts, bytes, answered.content_type.as_deref())),
    }
    said.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
    match said.first() {
        None => (FindingLevel::Ok, "Twilio and MoEngage take its type and size.".to_owned()),
        Some((level, _)) => {
            let words: Vec<_> = said.iter().map(|(_, words)| words.as_str()).collect();
            (*level, words.join(" "))
        }
    }
}

fn size(facts: &Facts, bytes: u64, kind: Option<&str>) -> Option<(FindingLevel, String)> {
    let words = if bytes > facts.moengage.bytes {
        format!(
            "It has {} KB: MoEngage takes {} KB at most ({}), and Twilio's limit for a whole message is {} KB ({}).",
            kilobytes(bytes),
            kilobytes(facts.moengage.bytes),
            facts.moengage_page(),
            kilobytes(facts.twilio.bytes),
            facts.twilio_page()
        )
    } else if bytes > facts.twilio.bytes_unless_image && kind.is_some_and(|kind| !kind.starts_with("image/"))
    {
        format!(
            "It has {} KB: beyond {} KB carriers may not take what is not a picture ({}).",
            kilobytes(bytes),
            kilobytes(facts.twilio.bytes_unless_image),
            facts.twilio_page()
        )
    } else {
        return None;
    };
    Some((FindingLevel::Warning, words))
}

/// Rounded up, so that what is over a limit never looks as if it were at it.
fn kilobytes(bytes: u64) -> u64 {
    bytes.div_ceil(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(content_type: &str, bytes: u64) -> Answered {
        Answered {
            status: 200,
            content_type: Some(content_type.to_owned()),
            bytes: Some(bytes),
            ..Answered::default()
        }
    }

    #[test]
    fn type_and_size_are_judged_by_what_both_sides_take() {
        use FindingLevel::{Ok, Problem, Warning};
        let cases = [
            ("image/jpeg", 5_000_000, Ok, "take its type and size"),
            ("video/mp4", 500_000, Ok, "take its type and size"),
            ("image/png", 5_000_001, Warning, "It has 5001 KB: MoEngage takes 5000 KB at most"),
            ("video/mp4", 500_001, Warning, "carriers may not take"),
            ("application/pdf", 1000, Warning, "Twilio takes application/pdf, MoEngage does not"),
            ("text/html", 1000, Problem, "Twilio does not take"),
            ("image/webp", 1000, Problem, "Twilio does not take"),
            ("image/png", 0, Problem, "empty"),
        ];
        for (kind, bytes, level, words) in cases {
            let (judged, told) = judge(&found(kind, bytes));
            assert_eq!(judged, level, "{kind}, {bytes}: {told}");
            assert!(told.contains(words), "{kind}, {bytes}: {told}");
        }
    }

    #[test]
    fn what_the_host_leaves_out_is_said() {
        let (level, told) = judge(&Answered { bytes: None, ..found("image/png", 0) });
        assert_eq!(
            (level, told.as_str()),
            (FindingLevel::NotCheckable, "The host does not say how large it is.")
        );
        let (level, told) = judge(&Answered { bytes: None, ..found("application/pdf", 0) });
        assert_eq!(level, FindingLevel::Warning, "what is known for certain comes first");
        assert!(told.ends_with("The host does not say how large it is."));
        let (level, _) = judge(&Answered { content_type: None, ..found("", 10) });
        assert_eq!(level, FindingLevel::Warning);
    }

    #[test]
    fn what_is_no_answer_about_a_medium_is_told_apart() {
        let at = |status| judge(&Answered { status, ..Answered::default() });
        for (status, level) in [
            (301, FindingLevel::Warning),
            (401, FindingLevel::Problem),
            (403, FindingLevel::NotCheckable),
            (404, FindingLevel::Problem),
            (405, FindingLevel::NotCheckable),
            (410, FindingLevel::Problem),
            (429, FindingLevel::NotCheckable),
            (503, FindingLevel::NotCheckable),
        ] {
            let (judged, told) = at(status);
            assert_eq!(judged, level, "{status}");
            assert!(told.contains(&format!("HTTP {status}")));
        }
    }
}
