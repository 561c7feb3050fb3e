//! What do public pages say? Statements in our own words, dated, each with its pages, from `data/facts.json`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::source::sources;
use crate::wire::{FactTopic, Provenance, Said};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    /// The day on which the pages were read.
    #[serde(rename = "as_of")]
    _as_of: jiff::civil::Date,
    #[serde(rename = "note")]
    _note: String,
    pub(super) facts: Vec<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fact {
    pub(super) id: String,
    /// None for a statement that only stands beside steps of the worksheet.
    pub(super) topic: Option<FactTopic>,
    pub(super) provenance: Provenance,
    pub(super) sources: Vec<String>,
    text: String,
}

pub(super) static FACTS: LazyLock<Facts> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/facts.json"))
        .expect("data/facts.json is well formed, which a test proves")
});

impl Fact {
    fn said(&self) -> Said {
        Said { text: self.text.clone(), provenance: self.provenance, sources: sources(&self.sources) }
    }
}

/// All that is known of a topic: where pages contradict each other, both sides.
pub(crate) fn said(topic: FactTopic) -> Vec<Said> {
    FACTS.facts.iter().filter(|fact| fact.topic == Some(topic)).map(Fact::said).collect()
}

/// One statement; none for an id that is not there, which a test finds in our data files.
pub(crate) fn fact(id: &str) -> Option<Said> {
    FACTS.facts.iter().find(|fact| fact.id == id).map(Fact::said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_has_statements_and_each_names_its_page() {
        use FactTopic::*;
        for topic in [
            DeleteSender,
            MarkDefault,
            KeywordManagement,
            Mms,
            Reauthenticate,
            CurrentServiceProvider,
            Callbacks,
            UnsubscribeText,
        ] {
            let all = said(topic);
            assert!(all.len() > 1, "{topic:?}");
            assert!(all.iter().all(|said| !said.sources.is_empty()), "{topic:?}");
        }
    }

    #[test]
    fn where_pages_contradict_each_other_both_sides_are_told_and_the_contradiction_is_named() {
        for topic in [FactTopic::DeleteSender, FactTopic::Mms] {
            let all = said(topic);
            let named =
                all.iter().find(|said| said.text.contains("contradict") || said.text.contains("disagree"));
            let named = named.unwrap();
            assert_eq!(named.provenance, Provenance::Derived);
            for page in &named.sources {
                let stated =
                    |said: &&Said| said.provenance == Provenance::Documented && said.sources.contains(page);
                assert!(all.iter().any(|said| stated(&said)), "{}", page.id);
            }
        }
    }

    #[test]
    fn of_the_current_service_provider_it_is_said_that_no_control_is_documented() {
        let all = said(FactTopic::CurrentServiceProvider);
        assert!(
            all.iter()
                .any(|said| said.provenance == Provenance::NotFound && said.text.contains("no such control"))
        );
        assert!(
            all.iter()
                .any(|said| said.provenance == Provenance::Derived && said.text.contains("default sender"))
        );
    }
}
