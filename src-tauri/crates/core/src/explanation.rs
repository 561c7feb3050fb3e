//! What does one of Twilio's error codes mean, and what should be done about it?
//!
//! Our own words stand in `data/message-errors.json`, each dated and with its source. A code that is not there keeps
//! Twilio's words, marked as Twilio's: nothing is guessed. Twilio asks programs not to decide by a message's error
//! code, so this is for reading only.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::wire::{Concerns, Explanation, ExplanationSource, TwilioAnswer};

/// The data file, as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explanations {
    #[serde(rename = "note")]
    _note: String,
    /// In ascending order of their codes.
    explanations: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: u32,
    concerns: Concerns,
    title: String,
    what_to_do: String,
    /// The id of its page.
    source: String,
    /// The day of the words, `YYYY-MM-DD`.
    as_of: String,
}

static KNOWN: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let read: Explanations = serde_json::from_str(include_str!("../data/message-errors.json"))
        .expect("the data file is part of the program, and a test reads it");
    read.explanations
});

/// Explains what Twilio reported: `code` and `words` as they came, `answer` where it was the answer to a request.
pub fn explain(code: Option<u32>, words: Option<&str>, answer: Option<TwilioAnswer>) -> Explanation {
    let known = code.and_then(|code| {
        KNOWN.binary_search_by_key(&code, |entry| entry.code).ok().and_then(|found| KNOWN.get(found))
    });
    if let Some(entry) = known {
        return Explanation {
            code,
            title: entry.title.clone(),
            what_to_do: entry.what_to_do.clone(),
            source: ExplanationSource::Ours,
            concerns: entry.concerns,
            likeliest: None,
            page: Some(entry.source.clone()),
            as_of: Some(entry.as_of.clone()),
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
            Some(_) => {
                "Read Twilio's page on this code; there are no words of our own for it yet.".to_owned()
            }
            None => "Twilio's console, Monitor > Logs > Errors, may say more.".to_owned(),
        },
        source: ExplanationSource::Twilio,
        concerns: Concerns::Unknown,
        likeliest: None,
        page: code.map(page),
        as_of: None,
        twilio: answer,
    }
}

/// The id of Twilio's page on a code.
fn page(code: u32) -> String {
    format!("twilio-error-{code}")
}

#[cfg(test)]
mod tests;
