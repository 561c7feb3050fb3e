//! What can be practised in the practice account, and what is to be learned from it?
//!
//! Words and recipients stand in `data/scenarios.json`; what becomes of a message is the simulator's alone, and a test
//! sends to every recipient.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::wire::{ScenarioGroup, SenderType};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenarios {
    #[serde(rename = "as_of")]
    _as_of: jiff::civil::Date,
    #[serde(rename = "note")]
    _note: String,
    #[serde(rename = "sources")]
    _sources: Vec<String>,
    scenarios: Vec<Practised>,
}

/// One scenario, as the data file has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Practised {
    pub(crate) id: String,
    pub(crate) group: ScenarioGroup,
    pub(crate) recipient: String,
    pub(crate) title: String,
    pub(crate) teaches: String,
    pub(crate) look_at: String,
    #[serde(default)]
    pub(crate) sender_type: Option<SenderType>,
    #[serde(default)]
    pub(crate) media: Vec<String>,
}

static SCENARIOS: LazyLock<Scenarios> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/scenarios.json"))
        .expect("data/scenarios.json is well formed, which a test proves")
});

/// All scenarios, in the order in which they are taught.
pub(crate) fn all() -> &'static [Practised] {
    &SCENARIOS.scenarios
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use twilio_messaging::E164;

    use super::*;

    #[test]
    fn each_scenario_has_an_identity_a_recipient_and_words_of_its_own() {
        let (mut ids, mut recipients) = (HashSet::new(), HashSet::new());
        for one in all() {
            assert!(ids.insert(&one.id) && recipients.insert(&one.recipient), "{}", one.id);
            assert!(one.recipient.parse::<E164>().is_ok(), "{}", one.id);
            assert!(one.teaches.ends_with(['.', '?']) && one.look_at.ends_with('.'), "{}", one.id);
            assert!(!one.title.ends_with('.'), "{}: a title is no sentence", one.id);
        }
    }

    #[test]
    fn nobody_can_be_reached_at_their_recipients() {
        for one in all() {
            let fictional = ["+1555", "+1500555", "+447700900"];
            assert!(fictional.iter().any(|range| one.recipient.starts_with(range)), "{}", one.recipient);
        }
    }

    #[test]
    fn the_data_file_names_pages_that_are_known() {
        assert_eq!(crate::source::sources(&SCENARIOS._sources).len(), SCENARIOS._sources.len());
    }
}
