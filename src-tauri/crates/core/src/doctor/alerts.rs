//! What did Twilio's monitor note of late? Grouped by code and by what it is about, and explained.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::counted;
use super::facts::{Alert, Alerts, Facts};
use super::finding::{finding, unread};
use crate::explanation::explain;
use crate::share::Shareable;
use crate::source::source;
use crate::wire::DoctorArea::Alerts as Area;
use crate::wire::{At, DoctorAction, DoctorFinding, ExplanationSource, FindingLevel, Provenance};

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// The webhook was called and answered, and only what it answered is of no use as a reply.
const OF_THE_ANSWER: [u32; 3] = [12100, 12200, 12300];
/// At most so many groups; more than that is one finding.
const GROUPS: usize = 30;

/// Alerts of one code about one thing.
struct Group<'a> {
    code: Option<u32>,
    about: String,
    of_day: usize,
    all: usize,
    error: bool,
    newest: &'a Alert,
}

pub(super) fn alerts(facts: &Facts) -> Vec<DoctorFinding> {
    let read = match &facts.alerts {
        Ok(read) => read,
        Err(reason) => {
            let title = "What Twilio's monitor noted is not known.";
            return vec![
                unread(Area, "alerts.unread", title, reason)
                    .remedy("Look in Twilio's console: Monitor > Logs > Errors."),
            ];
        }
    };
    let Alerts { seen, whole } = &read.value;
    let mut groups = groups(facts, seen, read.at);
    // Errors of today first, then by number.
    groups.sort_by_key(|group| std::cmp::Reverse((level(group), group.of_day, group.all)));
    let left_out = groups.len().saturating_sub(GROUPS);
    let worst_left_out = groups.get(GROUPS).map(level);
    let mut found: Vec<_> = groups.iter().take(GROUPS).map(|group| told(group, read.at)).collect();
    if let Some(level) = worst_left_out {
        let title = format!("{} more of alerts.", counted(left_out, "kind", "kinds"));
        let evidence = "Twilio's console lists all: Monitor > Logs > Errors.";
        found.push(finding(Area, "alerts.more", level, title, evidence).read_at(read.at));
    }
    if !whole {
        let title = "Not all alerts of 30 days were read.";
        let evidence = format!("The newest {} were, and there are more.", seen.len());
        found.push(
            finding(Area, "alerts.older", FindingLevel::NotCheckable, title, evidence)
                .remedy("Twilio's console lists all: Monitor > Logs > Errors.")
                .read_at(read.at),
        );
    }
    if groups.is_empty() && *whole {
        let title = "Twilio's monitor noted no error.";
        let evidence = "Neither error nor warning within 30 days. Twilio shows alerts with a delay.";
        found.push(finding(Area, "alerts.none", FindingLevel::Ok, title, evidence).read_at(read.at));
    }
    found
}

fn groups<'a>(facts: &Facts, seen: &'a [Alert], now: At) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<(Option<u32>, String), Group<'a>> = BTreeMap::new();
    for alert in seen {
        // What Twilio notes for information is no fault.
        if matches!(alert.level.as_deref(), Some("notice" | "debug")) {
            continue;
        }
        let recent = alert.at.is_some_and(|at| now.0.duration_since(at.0) <= DAY);
        let error = alert.level.as_deref() != Some("warning");
        let about = about(facts, alert);
        let group = groups.entry((alert.code, about.clone())).or_insert_with(|| Group {
            code: alert.code,
            about,
            of_day: 0,
            all: 0,
            error: false,
            newest: alert,
        });
        group.all += 1;
        group.of_day += usize::from(recent);
        group.error |= error;
        if alert.at > group.newest.at {
            group.newest = alert;
        }
    }
    groups.into_values().collect()
}

/// The webhook without its query, or the service; a message's SID would put each alert into a group of its own.
fn about(facts: &Facts, alert: &Alert) -> String {
    let url = alert.url.as_deref().map(|url| {
        let end = url.find(['?', '#']).unwrap_or(url.len());
        Shareable::url(url.get(..end).unwrap_or_default()).0.as_str().to_owned()
    });
    let service = alert.service.as_deref().map(|sid| {
        let catalogue = facts.catalogue.as_ref().ok();
        let known = catalogue.and_then(|catalogue| catalogue.value.service(sid));
        known.map_or_else(|| sid.to_owned(), |service| format!("“{}” ({sid})", service.name))
    });
    match (url, service) {
        (Some(url), Some(service)) => format!("{url} of {service}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => String::new(),
    }
}

fn level(group: &Group<'_>) -> FindingLevel {
    let of_answer = group.code.is_some_and(|code| OF_THE_ANSWER.contains(&code));
    if group.error && group.of_day > 0 && !of_answer { FindingLevel::Problem } else { FindingLevel::Warning }
}

fn told(group: &Group<'_>, read_at: At) -> DoctorFinding {
    let explained = explain(group.code, group.newest.says.as_deref(), None);
    // Twilio's own words may repeat what a webhook was called with.
    let title = match explained.source {
        ExplanationSource::Ours => explained.title,
        _ => Shareable::text(&explained.title).0.as_str().to_owned(),
    };
    let title = match group.code {
        Some(code) => format!("{title} (error {code})"),
        None => title,
    };
    let about = if group.about.is_empty() { String::new() } else { format!(" About {}.", group.about) };
    let newest = group.newest.at.map(|at| format!(" The newest is of {}.", minute(at))).unwrap_or_default();
    let evidence = format!(
        "{} within 24 hours, {} within 30 days.{newest}{about}",
        counted(group.of_day, "alert", "alerts"),
        group.all,
    );
    let code = group.code.map_or_else(|| "none".to_owned(), |code| code.to_string());
    let id = if group.about.is_empty() {
        format!("alerts.{code}")
    } else {
        format!("alerts.{code}.{}", slug(&group.about))
    };
    let mut found =
        finding(Area, id, level(group), title, evidence).remedy(explained.what_to_do).read_at(read_at);
    if explained.source != ExplanationSource::Ours {
        found = found.provenance(Provenance::NotFound);
    }
    match (group.code, explained.page) {
        (Some(code), Some(page)) if page == format!("twilio-error-{code}") => {
            found.about(code).action(DoctorAction::OpenLink { id: page })
        }
        (_, Some(page)) => {
            found.finding.sources.extend(source(&page));
            found.action(DoctorAction::OpenLink { id: page })
        }
        _ => found,
    }
}

/// The moment to the minute, in UTC, on every machine the same.
fn minute(at: At) -> String {
    at.0.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// What it is about as part of an id.
fn slug(about: &str) -> String {
    let signs: String = about
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() { sign.to_ascii_lowercase() } else { '-' })
        .collect();
    signs.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}
