//! Does each sender stand in the account, and can it do what is recorded of it?

use super::counted;
use super::facts::{Facts, SenderFacts};
use super::finding::{finding, unread, worst};
use crate::catalogue::Catalogue;
use crate::wire::DoctorArea::Senders;
use crate::wire::{At, DoctorFinding, FindingLevel, Ownership, SenderType};

/// All that is found of the senders; what is right with all of them is said once.
pub(super) fn senders(facts: &Facts) -> Vec<DoctorFinding> {
    if facts.senders.is_empty() {
        let none = finding(
            Senders,
            "senders.any",
            FindingLevel::NotCheckable,
            "There is no sender to check.",
            "The workspace has none yet.",
        );
        return vec![none.remedy("Add one.").action(crate::wire::DoctorAction::AddFromAccount)];
    }
    let catalogue = match &facts.catalogue {
        Ok(catalogue) => catalogue,
        Err(reason) => {
            let title = "Whether the senders stand in the account is not known.";
            return vec![unread(Senders, "senders.unread", title, reason)];
        }
    };
    let at = catalogue.at;
    let mut found = Vec::new();
    let (mut owned, mut able) = (0, 0);
    for sender in &facts.senders {
        match ownership(&catalogue.value, sender, at, &facts.account.account_sid) {
            None => owned += 1,
            Some(finding) => found.push(finding),
        }
        match abilities(&catalogue.value, sender, at) {
            None => {}
            Some(findings) if findings.is_empty() => able += 1,
            Some(findings) => found.extend(findings),
        }
        found.extend(pool(&catalogue.value, sender, at));
        found.extend(service(facts, &catalogue.value, sender, at));
    }
    let mut found = worst(found, Senders, "on senders");
    if owned > 0 {
        let title = format!("{} in the account.", counted(owned, "sender stands", "senders stand"));
        let evidence = format!("Found among what {} owns.", facts.account.account_sid);
        found.push(finding(Senders, "senders.owned", FindingLevel::Ok, title, evidence).read_at(at));
    }
    if able > 0 {
        let title = format!("{} can do what is recorded.", counted(able, "sender", "senders"));
        let evidence = "By the capabilities that Twilio lists: SMS, and MMS where it is marked.";
        found.push(finding(Senders, "senders.able", FindingLevel::Ok, title, evidence).read_at(at));
    }
    found
}

/// None for one that is there.
fn ownership(catalogue: &Catalogue, sender: &SenderFacts, at: At, account: &str) -> Option<DoctorFinding> {
    let (key, name, id) = (sender.key, &sender.name, &sender.id);
    let of = format!("senders.owned.{key}");
    let (ownership, reason) = catalogue.ownership(sender.kind, id);
    Some(match ownership {
        Ownership::Found => return None,
        Ownership::NotFound => finding(
            Senders,
            of,
            FindingLevel::Problem,
            format!("“{name}” is not in the account."),
            format!("{id} is not among what {account} owns: messages from there are refused."),
        )
        .remedy(
            "Buy or move it into this account, correct the sender ID, or reauthenticate with the account that has it.",
        )
        .about(match sender.kind {
            SenderType::LongCode | SenderType::Alphanumeric => 21606,
            SenderType::ShortCode => 21659,
            SenderType::MessagingService => 21701,
        }),
        Ownership::CouldNotCheck => finding(
            Senders,
            of,
            FindingLevel::NotCheckable,
            format!("Whether “{name}” is in the account is not known."),
            reason.unwrap_or_default(),
        )
        .remedy(match sender.kind {
            SenderType::Alphanumeric => "Ask Twilio's support whether alphanumeric senders are enabled.",
            _ => "Check again, with a credential that may read numbers and services.",
        }),
    }
    .of(key)
    .read_at(at))
}

/// What speaks against its capabilities; none where there is nothing to say of them, for want of the sender or a list.
fn abilities(catalogue: &Catalogue, sender: &SenderFacts, at: At) -> Option<Vec<DoctorFinding>> {
    if catalogue.ownership(sender.kind, &sender.id).0 != Ownership::Found {
        return None;
    }
    let (key, name, id) = (sender.key, &sender.name, &sender.id);
    let mut found = Vec::new();
    let text = catalogue.can_text(sender.kind, id);
    if text == Some(false) {
        found.push(
            finding(
                Senders,
                format!("senders.sms.{key}"),
                FindingLevel::Problem,
                format!("“{name}” cannot send messages."),
                format!("Twilio lists no SMS for {id}."),
            )
            .remedy("Choose a number with SMS.")
            .about(21661),
        );
    }
    let mut known = text.is_some();
    if sender.supports_mms {
        let of = format!("senders.mms.{key}");
        let marked = "It is marked with *This sender supports MMS*.";
        let picture = match sender.kind {
            SenderType::MessagingService => of_pool(catalogue, id),
            kind => catalogue.can_picture(kind, id),
        };
        known |= picture.is_some();
        match picture {
            Some(true) => {}
            Some(false) => found.push(
                finding(
                    Senders,
                    of,
                    FindingLevel::Problem,
                    format!("“{name}” is marked for MMS and has none."),
                    format!("{marked} Twilio lists MMS for none of what it sends with."),
                )
                .remedy("Take the mark away here and in MoEngage, or send from a number with MMS.")
                .about(21621),
            ),
            None => found.push(
                finding(
                    Senders,
                    of,
                    FindingLevel::NotCheckable,
                    format!("Whether “{name}” has MMS is not known."),
                    format!("{marked} Its capabilities are not among what was read."),
                )
                .remedy("Look at its capabilities in Twilio's console."),
            ),
        }
    }
    let found: Vec<_> = found.into_iter().map(|one| one.of(key).read_at(at)).collect();
    (known || !found.is_empty()).then_some(found)
}

/// Whether a service has anybody to send MMS with; none where its pool is not known, or empty, which is said elsewhere.
fn of_pool(catalogue: &Catalogue, sid: &str) -> Option<bool> {
    let pool = catalogue.service(sid)?.pool.as_ref().ok()?;
    (!pool.is_empty()).then(|| pool.iter().any(|member| member.can.mms))
}

/// That a number is a sender by itself and by a service that is one too; no fault, but what comes in goes one way only.
fn service(facts: &Facts, catalogue: &Catalogue, sender: &SenderFacts, at: At) -> Option<DoctorFinding> {
    if !matches!(sender.kind, SenderType::LongCode | SenderType::ShortCode) {
        return None;
    }
    let service = catalogue.service_of(sender.kind, &sender.id)?;
    let other = facts.senders.iter().find(|one| one.id == service.sid)?;
    let title = format!("“{}” sends by itself and in the pool of “{}”.", sender.name, other.name);
    let evidence =
        "What comes in to it goes where the settings of the service say, whichever of the two has sent.";
    let id = format!("senders.service.{}", sender.key);
    let told = finding(Senders, id, FindingLevel::Ok, title, evidence).sources(&["twilio-services"]);
    Some(told.of(sender.key).read_at(at))
}

/// Whether a service has anybody in its pool.
fn pool(catalogue: &Catalogue, sender: &SenderFacts, at: At) -> Option<DoctorFinding> {
    if sender.kind != SenderType::MessagingService {
        return None;
    }
    let of = format!("senders.pool.{}", sender.key);
    let name = &sender.name;
    let finding = match &catalogue.service(&sender.id)?.pool {
        Ok(pool) if pool.is_empty() => finding(
            Senders,
            of,
            FindingLevel::Problem,
            format!("The pool of “{name}” is empty."),
            "It has neither number, short code nor alphanumeric sender ID: it cannot send.",
        )
        .remedy("Put a sender into its pool in Twilio's console.")
        .about(21704),
        Ok(pool) => finding(
            Senders,
            of,
            FindingLevel::Ok,
            format!("“{name}” has {} to send with.", counted(pool.len(), "sender", "senders")),
            "Read from its pool.",
        ),
        Err(reason) => finding(
            Senders,
            of,
            FindingLevel::NotCheckable,
            format!("Whom “{name}” sends with is not known."),
            reason,
        )
        .remedy("Check again, with a credential that may read services."),
    };
    Some(finding.of(sender.key).read_at(at))
}
