//! How is a finding made? Its id says what was checked and of whom, whatever came of it, so that two reports compare.

use super::facts::Unread;
use super::{NAMED, counted};
use crate::preflight::page_of;
use crate::source::sources;
use crate::wire::{
    At, DoctorAction, DoctorArea, DoctorChange, DoctorFinding, Finding, FindingLevel, Provenance,
};

pub(super) fn finding(
    area: DoctorArea,
    id: impl Into<String>,
    level: FindingLevel,
    title: impl Into<String>,
    evidence: impl Into<String>,
) -> DoctorFinding {
    DoctorFinding {
        area,
        finding: Finding {
            id: id.into(),
            level,
            title: title.into(),
            evidence: evidence.into(),
            remedy: None,
            provenance: Provenance::Documented,
            sources: Vec::new(),
            sender: None,
        },
        read_at: None,
        action: None,
        change: DoctorChange::First,
    }
}

/// Something that could not be read. The end `unread` of an id says that its whole area stayed open.
pub(super) fn unread(
    area: DoctorArea,
    id: impl Into<String>,
    title: impl Into<String>,
    unread: &Unread,
) -> DoctorFinding {
    let remedy = if unread.refused {
        "Use a credential that may read it, or look into Twilio's console."
    } else {
        "Check again."
    };
    finding(area, id, FindingLevel::NotCheckable, title, &unread.reason).remedy(remedy)
}

/// A finding of other rules, under an id of ours.
pub(super) fn taken(area: DoctorArea, finding: &Finding) -> DoctorFinding {
    let of = finding.sender.map(|sender| format!(".{sender}")).unwrap_or_default();
    let id = format!("{}.{}{of}", prefix(area), finding.id);
    let finding = Finding { id, ..finding.clone() };
    DoctorFinding { area, finding, read_at: None, action: None, change: DoctorChange::First }
}

/// The worst of many, about one sender each; that there are more is said.
pub(super) fn worst(mut found: Vec<DoctorFinding>, area: DoctorArea, about: &str) -> Vec<DoctorFinding> {
    found.sort_by_key(|one| std::cmp::Reverse(one.finding.level));
    if let Some(first_left_out) = found.get(NAMED) {
        let level = first_left_out.finding.level;
        let title = format!("{} more {about}.", counted(found.len() - NAMED, "finding", "findings"));
        let evidence = format!("Only the worst {NAMED} are listed.");
        found.truncate(NAMED);
        found.push(finding(area, format!("{}.more", prefix(area)), level, title, evidence));
    }
    found
}

/// What the ids of an area begin with.
pub(super) fn prefix(area: DoctorArea) -> &'static str {
    match area {
        DoctorArea::Credential => "credential",
        DoctorArea::Account => "account",
        DoctorArea::Senders => "senders",
        DoctorArea::Routes => "routes",
        DoctorArea::Registration => "registration",
        DoctorArea::Countries => "countries",
        DoctorArea::Alerts => "alerts",
        DoctorArea::Moengage => "moengage",
        DoctorArea::OptOut => "opt_out",
        DoctorArea::Reachability => "reachability",
    }
}

impl DoctorFinding {
    pub(super) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.finding.remedy = Some(remedy.into());
        self
    }

    pub(super) fn read_at(mut self, at: At) -> Self {
        self.read_at = Some(at);
        self
    }

    pub(super) fn action(mut self, action: DoctorAction) -> Self {
        self.action = Some(action);
        self
    }

    pub(super) fn sources(mut self, ids: &[&str]) -> Self {
        self.finding.sources.extend(sources(ids));
        self
    }

    /// With Twilio's page on an error that comes of it.
    pub(super) fn about(mut self, code: u32) -> Self {
        self.finding.sources.push(page_of(code));
        self
    }

    pub(super) fn provenance(mut self, provenance: Provenance) -> Self {
        self.finding.provenance = provenance;
        self
    }

    /// About one sender, which the page opens.
    pub(super) fn of(mut self, sender: crate::ids::SenderKey) -> Self {
        self.finding.sender = Some(sender);
        self.action = Some(DoctorAction::OpenSender { sender });
        self
    }
}
