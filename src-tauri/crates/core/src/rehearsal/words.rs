//! Which words count, and what is said of what they do? From `data/keywords.json`, dated, each with its pages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::source::sources;
use crate::wire::{Actor, Finding, FindingLevel, Provenance, RehearsalStep};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keywords {
    #[serde(rename = "as_of")]
    _as_of: jiff::civil::Date,
    #[serde(rename = "note")]
    _note: String,
    #[serde(rename = "sources")]
    _sources: Vec<String>,
    stop: Vec<String>,
    start: Vec<String>,
    help: Vec<String>,
    /// Words that Advanced Opt-Out always knows; others can be taken out of its lists.
    not_removable: Vec<String>,
    network_stop: Vec<String>,
    network_start: Vec<String>,
    steps: BTreeMap<String, StepText>,
    findings: BTreeMap<String, FindingText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepText {
    actor: Who,
    #[serde(default)]
    replies: bool,
    #[serde(default)]
    blocks: bool,
    provenance: Provenance,
    sources: Vec<String>,
    says: String,
}

/// [`Actor`] on its way in.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Who {
    Handset,
    Network,
    Twilio,
    MoCallback,
    Moengage,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FindingText {
    level: FindingLevel,
    provenance: Provenance,
    sources: Vec<String>,
    title: String,
    evidence: String,
    remedy: String,
}

pub(super) static WORDS: LazyLock<Keywords> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/keywords.json"))
        .expect("data/keywords.json is well formed, which a test proves")
});

/// One of Twilio's keywords, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    Stop,
    Start,
    Help,
}

impl Keyword {
    /// As Twilio's `OptOutType` writes it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "STOP",
            Self::Start => "START",
            Self::Help => "HELP",
        }
    }
}

fn has(words: &[String], text: &str) -> bool {
    words.iter().any(|word| text.trim().eq_ignore_ascii_case(word))
}

impl Keywords {
    /// What Twilio takes the text for: the whole of it is one word, in any case. That blanks around it do not count
    /// is a conclusion.
    pub(super) fn twilio(&self, text: &str) -> Option<Keyword> {
        let lists = [(&self.stop, Keyword::Stop), (&self.start, Keyword::Start), (&self.help, Keyword::Help)];
        lists.into_iter().find_map(|(words, keyword)| has(words, text).then_some(keyword))
    }

    /// What the toll-free network takes it for.
    pub(super) fn network(&self, text: &str) -> Option<Keyword> {
        let lists = [(&self.network_stop, Keyword::Stop), (&self.network_start, Keyword::Start)];
        lists.into_iter().find_map(|(words, keyword)| has(words, text).then_some(keyword))
    }

    /// Whether Advanced Opt-Out knows the word whatever its lists are.
    pub(super) fn cannot_be_removed(&self, text: &str) -> bool {
        has(&self.not_removable, text)
    }

    /// The word for opting out that stands in a longer text.
    pub(super) fn stop_within(&self, text: &str) -> Option<&str> {
        let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut found =
            words.filter_map(|word| self.stop.iter().find(|stop| word.eq_ignore_ascii_case(stop)));
        found.next().map(String::as_str)
    }

    /// The step of this id, with `fill` put into its words.
    pub(super) fn step(&self, id: &str, fill: &[(&str, &str)]) -> RehearsalStep {
        let text = self.steps.get(id).expect("every step that a rehearsal names stands in the data file");
        RehearsalStep {
            actor: match text.actor {
                Who::Handset => Actor::Handset,
                Who::Network => Actor::Network,
                Who::Twilio => Actor::Twilio,
                Who::MoCallback => Actor::MoCallback,
                Who::Moengage => Actor::Moengage,
            },
            says: filled(&text.says, fill),
            replies: text.replies,
            blocks: text.blocks,
            provenance: text.provenance,
            sources: sources(&text.sources),
        }
    }

    /// The finding of this id, with `fill` put into its words.
    pub(super) fn finding(&self, id: &str, fill: &[(&str, &str)]) -> Finding {
        let text =
            self.findings.get(id).expect("every finding that a rehearsal names stands in the data file");
        Finding {
            id: id.to_owned(),
            level: text.level,
            title: filled(&text.title, fill),
            evidence: filled(&text.evidence, fill),
            remedy: Some(text.remedy.clone()),
            provenance: text.provenance,
            sources: sources(&text.sources),
            sender: None,
        }
    }
}

fn filled(text: &str, fill: &[(&str, &str)]) -> String {
    fill.iter().fold(text.to_owned(), |text, (what, with)| text.replace(&format!("{{{what}}}"), with))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::source;

    const FILE: &str = include_str!("../../data/keywords.json");

    /// What is wrong with a file of keywords.
    fn read(text: &str) -> Result<(), String> {
        let file: Keywords = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let pages = file.steps.values().flat_map(|step| &step.sources);
        let pages = pages.chain(file.findings.values().flat_map(|finding| &finding.sources));
        if let Some(id) = pages.chain(&file._sources).find(|id| source(id).is_none()) {
            return Err(format!("the source {id} is not known"));
        }
        let documented =
            |provenance, sources: &[String]| provenance == Provenance::Documented && sources.is_empty();
        let unproven = file.steps.values().any(|step| documented(step.provenance, &step.sources));
        if unproven { Err("documented nowhere".to_owned()) } else { Ok(()) }
    }

    #[test]
    fn the_file_is_dated_and_knows_its_pages_and_a_bad_one_is_found() {
        assert_eq!(read(FILE), Ok(()));
        let cases = [
            ("\"as_of\": \"2026-11-01\"", "\"as_of\": \"soon\"", "year"),
            ("\"says\":", "\"said\": 1, \"says\":", "unknown field `said`"),
            ("[\"twilio-alphanumeric\"]", "[\"nowhere\"]", "the source nowhere is not known"),
            ("[\"twilio-alphanumeric\"]", "[]", "documented nowhere"),
            ("\"title\":", "\"heading\": 1, \"title\":", "unknown field `heading`"),
            ("\"actor\": \"network\"", "\"actor\": \"carrier\"", "unknown variant `carrier`"),
        ];
        for (from, to, words) in cases {
            assert!(FILE.contains(from), "{from}");
            let error = read(&FILE.replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn a_keyword_is_the_whole_message_in_any_case() {
        let cases = [
            ("STOP", Some(Keyword::Stop)),
            (" stop\n", Some(Keyword::Stop)),
            ("OptOut", Some(Keyword::Stop)),
            ("yes", Some(Keyword::Start)),
            ("Info", Some(Keyword::Help)),
            ("stop please", None),
            ("STOP.", None),
            ("ARRET", None),
            ("", None),
        ];
        for (text, keyword) in cases {
            assert_eq!(WORDS.twilio(text), keyword, "{text:?}");
        }
        assert_eq!(WORDS.stop_within("Please, stop!"), Some("STOP"));
        assert_eq!(WORDS.stop_within("unstoppable"), None);
    }
}
