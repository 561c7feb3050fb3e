//! Do MoEngage's own rules hold: keywords, the default sender, the URLs of the data centre, opt-outs?

use super::facts::Facts;
use super::finding::{finding, taken};
use super::{NAMED, counted};
use crate::callback;
use crate::share::Shareable;
use crate::wire::DoctorArea::{Moengage, OptOut, Reachability};
use crate::wire::{
    Destination, DoctorAction, DoctorFinding, FieldNote, FindingLevel, NoteLevel, Provenance, SenderType,
};

/// Of what is found in the workspace as a whole, what MoEngage asks for; the rest is judged here by what was just read.
const OF_MOENGAGE: [&str; 6] = [
    "keywords_with_several_senders",
    "sender_in_two_workspaces",
    "sender_in_two_workspaces_more",
    "short_code_without_mo",
    "short_code_without_mo_more",
    "default_sender_missing",
];

/// Whether one is the default.
const DEFAULT: &str = "moengage.default_sender";

pub(super) fn moengage(facts: &Facts) -> Vec<DoctorFinding> {
    let mut found: Vec<DoctorFinding> = facts
        .of_workspace
        .iter()
        .filter(|one| OF_MOENGAGE.contains(&one.id.as_str()))
        // Ticks by hand count only where what is live was not read.
        .filter(|one| one.id != "short_code_without_mo" || !replies_arrive(facts, one.sender))
        .map(|one| {
            let action = match one.sender {
                Some(sender) => DoctorAction::OpenSender { sender },
                None => DoctorAction::OpenWorkspace,
            };
            let mut one = taken(Moengage, one).action(action);
            if one.finding.id == "moengage.default_sender_missing" {
                DEFAULT.clone_into(&mut one.finding.id);
            }
            one
        })
        .collect();
    if facts.has_default {
        let title = "One sender is the default.";
        let evidence = "Recorded here; MoEngage cannot be asked whether it is the same there.";
        found.push(finding(Moengage, DEFAULT, FindingLevel::Ok, title, evidence));
    }
    found.extend(urls(facts));
    found.push(
        finding(
            Moengage,
            "moengage.credential",
            FindingLevel::NotCheckable,
            "Which Auth Token MoEngage holds cannot be read.",
            "No API of MoEngage tells it. What was checked here is the credential that Senderdesk uses.",
        )
        .remedy("After a change of the token at Twilio, reauthenticate in MoEngage as well; a test campaign tells.")
        .sources(&["guide"]),
    );
    found
}

fn replies_arrive(facts: &Facts, sender: Option<crate::ids::SenderKey>) -> bool {
    let route = sender.and_then(|sender| facts.routes.get(&sender));
    facts.keyword_management && route.is_some_and(|route| route.reply == Destination::Moengage)
}

/// Whether the URLs that should stand at Twilio can: those that somebody typed, and that of the data centre.
fn urls(facts: &Facts) -> Vec<DoctorFinding> {
    let mut found = Vec::new();
    let typed = facts.senders.iter().filter_map(|sender| Some((sender, sender.mo_custom.as_deref()?)));
    for (sender, url) in typed.take(NAMED) {
        let notes = callback::lint("mo_callback", url, facts.data_centre);
        let title = format!("The MO callback of “{}” was typed by hand.", sender.name);
        let id = format!("moengage.mo_url.{}", sender.key);
        found.push(linted(id, title, url, &notes).of(sender.key));
    }
    if let Some(url) = facts.delivery_url.as_deref() {
        let notes = callback::lint("delivery_url", url, facts.data_centre);
        let title = "The delivery callback was taken from MoEngage's dashboard.".to_owned();
        let one = linted("moengage.delivery_url".to_owned(), title, url, &notes);
        found.push(one.action(DoctorAction::OpenWorkspace));
    }
    let by_data_centre = facts
        .senders
        .iter()
        .filter(|sender| sender.kind != SenderType::Alphanumeric && sender.mo_custom.is_none())
        .count();
    if by_data_centre > 0 && facts.keyword_management {
        let mo = callback::mo(facts.data_centre);
        let (level, title) = match mo.provenance {
            Provenance::Documented => {
                (FindingLevel::Ok, "The MO callback of this data centre is documented.")
            }
            _ => (FindingLevel::NotCheckable, "No page confirms the MO callback of this data centre."),
        };
        let evidence = format!("{} for {}.", mo.url, counted(by_data_centre, "sender", "senders"));
        let one = finding(Moengage, "moengage.mo_url", level, title, evidence)
            .provenance(mo.provenance)
            .sources(&["guide"]);
        found.push(match level {
            FindingLevel::Ok => one,
            _ => one.remedy("Ask MoEngage for it, and enter it with the senders."),
        });
    }
    found
}

fn linted(id: String, title: String, url: &str, notes: &[FieldNote]) -> DoctorFinding {
    let against = || notes.iter().filter(|note| note.level != NoteLevel::Info);
    let level = if against().any(|note| note.level == NoteLevel::Problem) {
        FindingLevel::Problem
    } else if against().next().is_some() {
        FindingLevel::Warning
    } else {
        FindingLevel::Ok
    };
    let url = Shareable::url(url).0;
    let says: Vec<&str> = against().map(|note| note.message.as_str()).collect();
    let evidence = match says.as_slice() {
        [] => format!("{}. Nothing speaks against it.", url.as_str()),
        says => format!("{}. {}", url.as_str(), says.join(" ")),
    };
    let one = finding(Moengage, id, level, title, evidence).provenance(Provenance::Custom);
    match level {
        FindingLevel::Ok => one,
        _ => one.remedy("Compare it with what MoEngage's dashboard shows, and correct it here."),
    }
}

/// What Twilio has no API for.
pub(super) fn opt_out() -> DoctorFinding {
    finding(
        OptOut,
        "opt_out.settings",
        FindingLevel::NotCheckable,
        "How opt-outs are answered cannot be read.",
        "Twilio has no API for the opt-out settings of a Messaging Service, nor for the list of who has opted out.",
    )
    .remedy(
        "Look in Twilio's console: Messaging > Services > (the service) > Opt-Out Management. Then text STOP to the \
         sender from a handset of your own.",
    )
    .sources(&["twilio-advanced-opt-out", "twilio-stop-filtering", "twilio-short-code-opt-out"])
}

/// That the hosts of the webhooks are looked at on request only.
pub(super) fn reachability() -> DoctorFinding {
    finding(
        Reachability,
        "reachability.not_asked",
        FindingLevel::NotCheckable,
        "Whether the webhooks' hosts can be reached was not asked.",
        "It is asked on request only, by name and TLS: no request ever goes to a webhook. Whether one answers is told \
         only by Twilio's alerts.",
    )
    .action(DoctorAction::CheckReachability)
}
