//! How is a finding made, and how do those of several recipients become one?

use super::facts::{To, Unread};
use super::rules::page_of;
use crate::source::sources;
use crate::wire::{At, FindingBasis, FindingLevel, MessageFate, PreflightFinding, Provenance};

pub(super) fn read(resource: &str, at: At) -> FindingBasis {
    FindingBasis::Read { resource: resource.to_owned(), at }
}

fn finding(
    id: &str,
    level: FindingLevel,
    title: &str,
    evidence: String,
    basis: FindingBasis,
) -> PreflightFinding {
    PreflightFinding {
        id: id.to_owned(),
        level,
        title: title.to_owned(),
        evidence,
        basis,
        remedy: None,
        provenance: Provenance::Documented,
        code: None,
        fate: None,
        sources: Vec::new(),
        recipients: Vec::new(),
        instead: Vec::new(),
    }
}

pub(super) fn ok(
    id: &str,
    title: &str,
    evidence: impl Into<String>,
    basis: FindingBasis,
) -> PreflightFinding {
    finding(id, FindingLevel::Ok, title, evidence.into(), basis)
}

pub(super) fn warning(
    id: &str,
    title: &str,
    evidence: impl Into<String>,
    basis: FindingBasis,
) -> PreflightFinding {
    finding(id, FindingLevel::Warning, title, evidence.into(), basis)
}

pub(super) fn problem(
    id: &str,
    title: &str,
    evidence: impl Into<String>,
    basis: FindingBasis,
) -> PreflightFinding {
    finding(id, FindingLevel::Problem, title, evidence.into(), basis)
}

/// Something that could not be read.
pub(super) fn unread(id: &str, title: &str, resource: &str, unread: &Unread) -> PreflightFinding {
    let basis = FindingBasis::NotRead { resource: resource.to_owned() };
    let remedy = if unread.refused {
        "Use a credential that may read it, or look into Twilio's console."
    } else {
        "Check again."
    };
    finding(id, FindingLevel::NotCheckable, title, unread.reason.clone(), basis).remedy(remedy)
}

/// Something that nobody can tell from here.
pub(super) fn not_checkable(
    id: &str,
    title: &str,
    evidence: impl Into<String>,
    basis: FindingBasis,
) -> PreflightFinding {
    finding(id, FindingLevel::NotCheckable, title, evidence.into(), basis)
}

impl PreflightFinding {
    pub(super) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// With the error that Twilio answers with, or reports later, and its page.
    pub(super) fn code(mut self, code: u32, fate: MessageFate) -> Self {
        (self.code, self.fate) = (Some(code), Some(fate));
        self.sources.push(page_of(code));
        self
    }

    /// With Twilio's page on an error that may come, but need not.
    pub(super) fn about(mut self, code: u32) -> Self {
        self.code = Some(code);
        self.sources.push(page_of(code));
        self
    }

    pub(super) fn sources(mut self, ids: &[&str]) -> Self {
        self.sources.extend(sources(ids));
        self
    }

    pub(super) fn provenance(mut self, provenance: Provenance) -> Self {
        self.provenance = provenance;
        self
    }

    pub(super) fn of(mut self, to: &To) -> Self {
        self.recipients = vec![to.place];
        self
    }
}

/// One finding for all recipients that it says the same of; worst first, and within a level in the order of the checks.
pub(super) fn sorted(findings: Vec<PreflightFinding>) -> Vec<PreflightFinding> {
    let mut merged: Vec<PreflightFinding> = Vec::new();
    for finding in findings {
        let same = |other: &PreflightFinding| {
            let recipients = other.recipients.clone();
            recipients.is_empty() == finding.recipients.is_empty()
                && *other == PreflightFinding { recipients, ..finding.clone() }
        };
        match merged.iter().position(same) {
            Some(nth) => merged[nth].recipients.extend(finding.recipients),
            None => merged.push(finding),
        }
    }
    merged.sort_by_key(|finding| std::cmp::Reverse((finding.level, finding.fate)));
    merged
}
