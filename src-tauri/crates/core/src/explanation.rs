//! What does one of Twilio's error codes mean, and what should be done about it?
//!
//! Our own words stand in `data/message-errors.json`, dated and with their source. A code that is not there keeps
//! Twilio's words, marked as Twilio's: nothing is guessed. Twilio asks programs not to decide by a message's error
//! code, so this is for reading only.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::wire::{Explanation, ExplanationSource, TwilioAnswer};

/// The data file, as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explanations {
    /// The day on which the texts were last compared with their source, `YYYY-MM-DD`.
    as_of: String,
    source: String,
    /// In ascending order of their codes.
    explanations: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: u32,
    title: String,
    what_to_do: String,
}

static KNOWN: LazyLock<Explanations> = LazyLock::new(|| {
    let read: Explanations = serde_json::from_str(include_str!("../data/message-errors.json"))
        .expect("the data file is part of the program, and a test reads it");
    tracing::debug!(as_of = read.as_of, source = read.source, "explanations of error codes");
    read
});

/// Explains what Twilio reported: `code` and `words` as they came, `answer` where it was the answer to a request.
pub fn explain(code: Option<u32>, words: Option<&str>, answer: Option<TwilioAnswer>) -> Explanation {
    let known = code.and_then(|code| {
        let all = &KNOWN.explanations;
        all.binary_search_by_key(&code, |entry| entry.code).ok().map(|found| &all[found])
    });
    if let Some(entry) = known {
        return Explanation {
            code,
            title: entry.title.clone(),
            what_to_do: entry.what_to_do.clone(),
            source: ExplanationSource::Ours,
            twilio: answer,
        };
    }
    let words = words.or(answer.as_ref().map(|answer| answer.message.as_str())).map(str::trim);
    Explanation {
        code,
        title: match (words.filter(|words| !words.is_empty()), code) {
            (Some(words), _) => words.to_owned(),
            (None, Some(code)) => format!("Twilio reported error {code}, without words."),
            (None, None) => "Twilio reported an error, without a code or words.".to_owned(),
        },
        what_to_do: match code {
            Some(code) => format!("Twilio's page on it: https://www.twilio.com/docs/api/errors/{code}"),
            None => "Twilio's console, Monitor > Logs > Errors, may say more.".to_owned(),
        },
        source: ExplanationSource::Twilio,
        twilio: answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_is_dated_sourced_and_in_order() {
        assert!(KNOWN.as_of.parse::<jiff::civil::Date>().is_ok());
        assert!(KNOWN.source.contains("https://www.twilio.com/"));
        assert!(KNOWN.explanations.is_sorted_by(|a, b| a.code < b.code), "one entry a code, ascending");
        for entry in &KNOWN.explanations {
            assert!(entry.title.ends_with('.') && entry.what_to_do.ends_with('.'), "{}", entry.code);
            assert!(entry.title.chars().count() <= 90, "{}: the title is a line", entry.code);
        }
    }

    #[test]
    fn a_known_code_is_explained_in_our_words_beside_twilios() {
        let answer = TwilioAnswer {
            status: 400,
            code: Some(21610),
            message: "Attempt to send to unsubscribed recipient".into(),
            request_id: None,
        };
        let explanation = explain(Some(21610), None, Some(answer.clone()));
        assert_eq!(explanation.source, ExplanationSource::Ours);
        assert!(explanation.what_to_do.contains("START"));
        assert_eq!(explanation.twilio, Some(answer));
    }

    #[test]
    fn an_unknown_code_keeps_twilios_words_and_is_marked_so() {
        let explanation = explain(Some(99_999), Some("Something new"), None);
        assert_eq!(explanation.source, ExplanationSource::Twilio);
        assert_eq!(explanation.title, "Something new");
        assert!(explanation.what_to_do.contains("/99999"));
        assert!(explain(Some(99_999), Some("  "), None).title.contains("99999"));
        assert!(!explain(None, None, None).title.is_empty());
    }

    #[test]
    fn nobody_is_named_as_the_filter_where_the_code_does_not_say() {
        let explanation = explain(Some(30007), None, None);
        assert!(explanation.what_to_do.contains("does not say who"));
    }
}
