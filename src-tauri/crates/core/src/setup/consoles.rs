//! Where is a step done? Click paths and words of both consoles, from dated data files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::facts::fact;
use crate::source::{source, sources};
use crate::wire::{Click, LabelVariant, Provenance, Said, SourceView};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The day on which the pages were read, `YYYY-MM-DD`.
    as_of: String,
    #[serde(rename = "note")]
    _note: String,
    clicks: BTreeMap<String, ClickText>,
    steps: BTreeMap<String, StepText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClickText {
    label: String,
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variant {
    label: String,
    said_by: String,
    source: Option<String>,
}

/// What the data file says of a step, or of one case of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepText {
    pub(super) title: String,
    path: Vec<String>,
    pub(super) field: Option<String>,
    pub(super) why: String,
    #[serde(default = "documented")]
    pub(super) provenance: Provenance,
    remarks: Vec<String>,
    sources: Vec<String>,
    reopened: Option<Reopened>,
}

/// What is said instead once the step was ticked and its value has changed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reopened {
    title: String,
    path: Vec<String>,
    why: String,
    remarks: Vec<String>,
}

fn documented() -> Provenance {
    Provenance::Documented
}

static MOENGAGE: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/consoles-moengage.json"))
        .expect("data/consoles-moengage.json is well formed, which a test proves")
});

static TWILIO: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/consoles-twilio.json"))
        .expect("data/consoles-twilio.json is well formed, which a test proves")
});

fn file(key: &str) -> &'static File {
    if key.starts_with("twilio.") { &TWILIO } else { &MOENGAGE }
}

/// The older of the dates of both files.
pub(super) fn as_of() -> &'static str {
    // Dates as YYYY-MM-DD sort as text.
    MOENGAGE.as_of.as_str().min(&TWILIO.as_of)
}

/// A step's words and place. `key` is the step, or `step/case`.
pub(super) struct Words<'a> {
    pub(super) title: &'a str,
    pub(super) why: &'a str,
    pub(super) path: Vec<Click>,
    pub(super) remarks: Vec<Said>,
    pub(super) sources: Vec<SourceView>,
}

impl StepText {
    /// The text under this key; a test proves that every key in use is there.
    pub(super) fn of(key: &str) -> &'static Self {
        file(key)
            .steps
            .get(key)
            .expect("every key that the plan uses stands in a data file, which a test proves")
    }

    /// What to say and where to click, as the step stands.
    pub(super) fn words(&'static self, key: &str, reopened: bool) -> Words<'static> {
        let (title, why, path, remarks) = match self.reopened.as_ref().filter(|_| reopened) {
            Some(text) => (&text.title, &text.why, &text.path, &text.remarks),
            None => (&self.title, &self.why, &self.path, &self.remarks),
        };
        let clicks = &file(key).clicks;
        Words {
            title,
            why,
            path: path.iter().filter_map(|id| clicks.get(id)).map(ClickText::click).collect(),
            remarks: remarks.iter().filter_map(|id| fact(id)).collect(),
            sources: sources(&self.sources),
        }
    }
}

impl ClickText {
    fn click(&self) -> Click {
        let variants = self.variants.iter().map(|variant| LabelVariant {
            label: variant.label.clone(),
            said_by: variant.said_by.clone(),
            source: variant.source.as_deref().and_then(source),
        });
        Click { label: self.label.clone(), variants: variants.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{FACTS, Facts};
    use super::*;

    const FILES: [&str; 2] =
        [include_str!("../../data/consoles-moengage.json"), include_str!("../../data/consoles-twilio.json")];
    const STATEMENTS: &str = include_str!("../../data/facts.json");

    /// What is wrong with a file of steps: a date that is none, or a page, click or statement that is not known.
    fn fault(file: &File, facts: &Facts) -> Option<String> {
        if file.as_of.parse::<jiff::civil::Date>().is_err() {
            return Some(format!("{} is no date", file.as_of));
        }
        let unknown_source = |id: &&String| source(id).is_none();
        let variants = file.clicks.values().flat_map(|click| &click.variants);
        let pages = variants.filter_map(|variant| variant.source.as_ref());
        if let Some(id) = pages.chain(file.steps.values().flat_map(|step| &step.sources)).find(unknown_source)
        {
            return Some(format!("the source {id} is not known"));
        }
        for (key, step) in &file.steps {
            let again = step.reopened.as_ref();
            let mut clicks = step.path.iter().chain(again.iter().flat_map(|again| &again.path));
            if let Some(id) = clicks.find(|id| !file.clicks.contains_key(*id)) {
                return Some(format!("{key}: the click {id} is not known"));
            }
            let mut remarks = step.remarks.iter().chain(again.iter().flat_map(|again| &again.remarks));
            if let Some(id) = remarks.find(|id| facts.facts.iter().all(|fact| fact.id != **id)) {
                return Some(format!("{key}: the statement {id} is not known"));
            }
            if step.sources.is_empty() {
                return Some(format!("{key}: no source"));
            }
        }
        None
    }

    /// What is wrong with the statements.
    fn fault_of_facts(facts: &Facts) -> Option<String> {
        let pages = facts.facts.iter().flat_map(|fact| &fact.sources);
        if let Some(id) = pages.into_iter().find(|id| source(id).is_none()) {
            return Some(format!("the source {id} is not known"));
        }
        let unproven = facts
            .facts
            .iter()
            .find(|fact| fact.sources.is_empty() && fact.provenance == Provenance::Documented);
        unproven.map(|fact| format!("{}: documented nowhere", fact.id))
    }

    fn read(text: &str) -> Result<(), String> {
        let file = serde_json::from_str(text).map_err(|error| error.to_string())?;
        fault(&file, &FACTS).map_or(Ok(()), Err)
    }

    fn read_facts(text: &str) -> Result<(), String> {
        let facts = serde_json::from_str(text).map_err(|error| error.to_string())?;
        fault_of_facts(&facts).map_or(Ok(()), Err)
    }

    /// The text with one thing spoilt; it must have been there.
    fn spoilt(text: &str, from: &str, to: &str) -> String {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    }

    #[test]
    fn the_files_are_dated_and_know_all_that_they_name() {
        for text in FILES {
            assert_eq!(read(text), Ok(()));
        }
        assert_eq!(read_facts(STATEMENTS), Ok(()));
    }

    #[test]
    fn no_statement_and_no_click_is_kept_for_nothing() {
        let files: Vec<File> = FILES.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
        for file in &files {
            let used: Vec<_> = file
                .steps
                .values()
                .flat_map(|step| step.path.iter().chain(step.reopened.iter().flat_map(|again| &again.path)))
                .collect();
            let idle: Vec<_> = file.clicks.keys().filter(|id| !used.contains(id)).collect();
            assert!(idle.is_empty(), "{idle:?}");
        }
        let steps = || files.iter().flat_map(|file| file.steps.values());
        let remarks = steps().flat_map(|step| &step.remarks);
        let again = steps().filter_map(|step| step.reopened.as_ref()).flat_map(|again| &again.remarks);
        let used: Vec<_> = remarks.chain(again).collect();
        let beside_steps = FACTS.facts.iter().filter(|fact| fact.topic.is_none()).map(|fact| &fact.id);
        let idle: Vec<_> = beside_steps.filter(|id| !used.contains(id)).collect();
        assert!(idle.is_empty(), "{idle:?}");
    }

    #[test]
    fn a_file_with_an_unknown_key_a_bad_source_or_no_date_is_found() {
        for text in FILES {
            let cases = [
                ("\"as_of\": \"2026-11-01\"", "\"as_of\": \"2026-13-01\"", "is no date"),
                ("\"note\":", "\"remark\": 1, \"note\":", "unknown field `remark`"),
                ("\"title\":", "\"titel\": 1, \"title\":", "unknown field `titel`"),
                ("\"sources\": [\"guide\"", "\"sources\": [\"nowhere\"", "the source nowhere is not known"),
                ("\"path\": [\"", "\"path\": [\"nowhere\", \"", "the click nowhere is not known"),
                ("\"remarks\": [\"", "\"remarks\": [\"nothing\", \"", "the statement nothing is not known"),
            ];
            for (from, to, words) in cases {
                let error = read(&spoilt(text, from, to)).unwrap_err();
                assert!(error.contains(words), "{error}");
            }
        }
        let cases = [
            ("\"as_of\": \"2026-11-01\"", "\"as_of\": \"soon\"", "year"),
            ("\"id\":", "\"key\": 1, \"id\":", "unknown field `key`"),
            ("[\"moengage-senders\"]", "[\"nowhere\"]", "the source nowhere is not known"),
            ("[\"moengage-senders\"]", "[]", "delete.sms: documented nowhere"),
            ("\"delete_sender\"", "\"delete_all\"", "unknown variant `delete_all`"),
        ];
        for (from, to, words) in cases {
            let error = read_facts(&spoilt(STATEMENTS, from, to)).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn every_text_is_of_a_step_that_some_worksheet_has() {
        let planned = super::super::plan::tests::all_keys();
        for file in [&*MOENGAGE, &*TWILIO] {
            for key in file.steps.keys() {
                assert!(planned.contains(key.as_str()), "{key} stands in no worksheet");
            }
        }
        for key in planned {
            assert!(file(key).steps.contains_key(key), "{key} has no text");
        }
    }
}
