//! Which of several webhooks does Twilio call, by whose words? From `data/precedence.json`, dated, each rule with its pages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::source::sources;
use crate::wire::{Evidence, Provenance, Said};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "as_of")]
    _as_of: jiff::civil::Date,
    #[serde(rename = "note")]
    _note: String,
    rules: BTreeMap<String, Statement>,
    layers: BTreeMap<String, Statement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    says: String,
    provenance: Provenance,
    sources: Vec<String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/precedence.json"))
        .expect("data/precedence.json is well formed, which a test proves")
});

impl Statement {
    fn said(&self) -> Said {
        Said { text: self.says.clone(), provenance: self.provenance, sources: sources(&self.sources) }
    }
}

/// The rules that decide, by their ids in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    OwnUrl,
    Application,
    NothingSet,
    DemoUrl,
    ServiceUrl,
    ServiceDrops,
    ServiceDefers,
    DefersApplication,
    ServiceApplication,
    DefersEmpty,
    Method,
    Alphanumeric,
    CampaignOfCode,
    CampaignOfService,
    CampaignAlphanumeric,
    TestOfCode,
    TestOfService,
    Fallback,
}

impl Rule {
    #[cfg(test)]
    const ALL: [Self; 18] = [
        Self::OwnUrl,
        Self::Application,
        Self::NothingSet,
        Self::DemoUrl,
        Self::ServiceUrl,
        Self::ServiceDrops,
        Self::ServiceDefers,
        Self::DefersApplication,
        Self::ServiceApplication,
        Self::DefersEmpty,
        Self::Method,
        Self::Alphanumeric,
        Self::CampaignOfCode,
        Self::CampaignOfService,
        Self::CampaignAlphanumeric,
        Self::TestOfCode,
        Self::TestOfService,
        Self::Fallback,
    ];

    fn id(self) -> &'static str {
        match self {
            Self::OwnUrl => "own_url",
            Self::Application => "application",
            Self::NothingSet => "nothing_set",
            Self::DemoUrl => "demo_url",
            Self::ServiceUrl => "service_url",
            Self::ServiceDrops => "service_drops",
            Self::ServiceDefers => "service_defers",
            Self::DefersApplication => "defers_application",
            Self::ServiceApplication => "service_application",
            Self::DefersEmpty => "defers_empty",
            Self::Method => "method",
            Self::Alphanumeric => "alphanumeric",
            Self::CampaignOfCode => "campaign_of_code",
            Self::CampaignOfService => "campaign_of_service",
            Self::CampaignAlphanumeric => "campaign_alphanumeric",
            Self::TestOfCode => "test_of_code",
            Self::TestOfService => "test_of_service",
            Self::Fallback => "fallback",
        }
    }

    pub(crate) fn said(self) -> Said {
        FILE.rules[self.id()].said()
    }

    pub(crate) fn evidence(self) -> Evidence {
        Evidence::Rule { said: self.said() }
    }
}

/// Layers that may apply and cannot be read.
pub(crate) fn unread_layers() -> Vec<Said> {
    FILE.layers.values().map(Statement::said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_in_the_file_with_pages_that_exist_and_none_is_left_over() {
        let named: Vec<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert!(FILE.rules.keys().all(|id| named.contains(&id.as_str())), "every rule is used");
        for rule in Rule::ALL {
            assert!(!rule.said().sources.is_empty());
        }
        for statement in FILE.rules.values().chain(FILE.layers.values()) {
            assert_eq!(statement.said().sources.len(), statement.sources.len(), "{}", statement.says);
            let says_so = statement.says.contains("not document") || statement.says.contains("do not say");
            assert_eq!(statement.provenance == Provenance::NotFound, says_so, "{}", statement.says);
        }
    }
}
