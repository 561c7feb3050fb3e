//! What changed since the last report?

use std::collections::{HashMap, HashSet};

use crate::wire::{DoctorChange, DoctorCounts, DoctorFinding, DoctorReport, FindingLevel, GoneFinding};

/// Marks each finding by how it stood in the former report, and lists what is no more.
pub(crate) fn against(found: &mut [DoctorFinding], former: Option<&DoctorReport>) -> Vec<GoneFinding> {
    let Some(former) = former else { return Vec::new() };
    let before: HashMap<&str, FindingLevel> =
        former.findings.iter().map(|one| (one.finding.id.as_str(), one.finding.level)).collect();
    for one in &mut *found {
        one.change = before
            .get(one.finding.id.as_str())
            .map_or(DoctorChange::New, |before| change(*before, one.finding.level));
    }
    let now: HashSet<&str> = found.iter().map(|one| one.finding.id.as_str()).collect();
    let unread: HashSet<_> = found
        .iter()
        .filter(|one| one.finding.level == FindingLevel::NotCheckable && one.finding.id.ends_with(".unread"))
        .map(|one| one.area)
        .collect();
    former
        .findings
        .iter()
        .filter(|one| one.finding.level != FindingLevel::Ok && !now.contains(one.finding.id.as_str()))
        // Of an area that was not read this time it is not known whether anything of it is gone.
        .filter(|one| !unread.contains(&one.area))
        .map(|one| GoneFinding { area: one.area, level: one.finding.level, title: one.finding.title.clone() })
        .collect()
}

fn change(before: FindingLevel, now: FindingLevel) -> DoctorChange {
    match (before, now) {
        // That it cannot be looked at any more makes nothing better.
        (FindingLevel::Warning | FindingLevel::Problem, FindingLevel::NotCheckable) => DoctorChange::Same,
        _ if before == now => DoctorChange::Same,
        _ if before < now => DoctorChange::Worse,
        _ => DoctorChange::Better,
    }
}

/// How many there are of each level.
pub(crate) fn counts(found: &[DoctorFinding]) -> DoctorCounts {
    let mut counts = DoctorCounts { ok: 0, warnings: 0, problems: 0, not_checkable: 0 };
    for one in found {
        *match one.finding.level {
            FindingLevel::Ok => &mut counts.ok,
            FindingLevel::NotCheckable => &mut counts.not_checkable,
            FindingLevel::Warning => &mut counts.warnings,
            FindingLevel::Problem => &mut counts.problems,
        } += 1;
    }
    counts
}
