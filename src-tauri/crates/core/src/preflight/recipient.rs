//! What is known of a recipient: its country, whether it is one of our own senders, whether it opted out, its line.

use std::collections::BTreeSet;

use super::facts::{Facts, Message, To};
use super::finding::{not_checkable, ok, problem, read, unread, warning};
use super::rules::RULES;
use crate::rehearsal::opts_out;
use crate::sender::is_toll_free;
use crate::wire::*;

/// Whether its country is known, and may be sent to.
pub(super) fn country(facts: &Facts, to: &To) -> Vec<PreflightFinding> {
    const RESOURCE: &str = "Messaging geo permissions";
    let Some(code) = to.whereabouts.code() else {
        let evidence =
            "Its calling code is no country's, so nothing that depends on the country was checked.";
        let title = "The recipient's country is not known.";
        return vec![not_checkable("country_unknown", title, evidence, FindingBasis::Rule).of(to)];
    };
    let mut found = Vec::new();
    if !to.whereabouts.sure {
        let evidence = format!(
            "No numbering plan has this number. What depends on its country was checked for {code}, by its calling \
             code alone."
        );
        let title = "Whether this number exists is not known.";
        found.push(
            not_checkable("number_of_no_plan", title, evidence, FindingBasis::Rule)
                .provenance(Provenance::Derived)
                .of(to),
        );
    }
    let permitted = match facts.permitted.get(&code) {
        None => return found,
        Some(permitted) => permitted,
    };
    let finding = match permitted {
        Ok(permitted) => {
            let basis = read(RESOURCE, permitted.at);
            match permitted.value {
                Some(true) => {
                    let evidence = format!("Messages to {code} are permitted.");
                    ok("country_permitted", "The account may send to this country.", evidence, basis)
                }
                Some(false) => {
                    let evidence = format!("Messages to {code} are not permitted.");
                    problem(
                        "country_not_permitted",
                        "The account may not send to this country.",
                        evidence,
                        basis,
                    )
                    .remedy("Permit it in Twilio's console: Messaging, Settings, Geo permissions.")
                    .code(21408, MessageFate::Refused)
                }
                None => {
                    let evidence =
                        format!("Twilio's answer does not say whether messages to {code} are permitted.");
                    let title = "Whether the account may send to this country is not known.";
                    not_checkable("country_permission_unread", title, evidence, basis).about(21408)
                }
            }
        }
        Err(fault) => {
            let title = "Whether the account may send to this country is not known.";
            unread("country_permission_unread", title, RESOURCE, fault).about(21408)
        }
    };
    found.push(finding.of(to));
    found
}

/// Whether it is a number of this account: two that answer each other are a loop.
pub(super) fn loops(message: &Message, facts: &Facts, to: &To) -> Option<PreflightFinding> {
    const RESOURCE: &str = "Phone numbers of the account";
    // The form itself says so of the very sender.
    if to.number.as_str() == message.from.id {
        return None;
    }
    let title = "Whether the recipient is a number of this account is not known.";
    let catalogue = match &facts.catalogue {
        Ok(catalogue) => catalogue,
        Err(fault) => return Some(unread("recipient_unread", title, RESOURCE, fault).of(to)),
    };
    let finding = match catalogue.value.ownership(SenderType::LongCode, to.number.as_str()) {
        (Ownership::Found, _) => {
            let evidence =
                "If both answer messages by themselves, they answer each other until Twilio stops them.";
            warning(
                "recipient_is_sender",
                "The recipient is a sender of this account.",
                evidence,
                read(RESOURCE, catalogue.at),
            )
            .remedy("Choose a phone that a person holds.")
            .about(14107)
        }
        (Ownership::NotFound, _) => {
            let evidence = "It is none of the account's numbers.";
            ok(
                "recipient_is_no_sender",
                "The recipient is not a sender of this account.",
                evidence,
                read(RESOURCE, catalogue.at),
            )
        }
        (Ownership::CouldNotCheck, reason) => {
            let basis = FindingBasis::NotRead { resource: RESOURCE.to_owned() };
            not_checkable("recipient_unread", title, reason.unwrap_or_default(), basis).about(14107)
        }
    };
    Some(finding.of(to))
}

/// Whether it opted out of this sender, as far as our tests and Twilio's log tell.
pub(super) fn opted_out(message: &Message, facts: &Facts, to: &To) -> Option<PreflightFinding> {
    const RESOURCE: &str = "Messages from the recipient";
    let from = &message.from;
    // Nobody can write to one.
    if from.kind == SenderType::Alphanumeric {
        return None;
    }
    let number = to.number.as_str();
    let scope = Scope::of(message, facts);
    let tests = facts.tests.get(number).map(Vec::as_slice).unwrap_or_default().iter();
    let tests = tests.filter(|test| scope.senders.contains(test.sender_id.as_str()));
    let mut events: Vec<(At, bool, String, FindingBasis)> = tests
        .map(|test| {
            let says = if test.opted_out { "ended with 21610" } else { "was sent" };
            let says = format!("A test of ours from {} {says}.", test.sender_id);
            (test.at, test.opted_out, says, FindingBasis::Recorded)
        })
        .collect();
    let heard = facts.heard.get(number);
    if let Some(Ok(heard)) = heard {
        for text in heard.value.iter().rev().filter(|text| scope.hears.contains(text.to.as_str())) {
            if let Some(out) = opts_out(&text.body, is_toll_free(&text.to)) {
                let says = format!("It sent {} to {}.", text.body.trim().to_uppercase(), text.to);
                events.push((text.at, out, says, read(RESOURCE, heard.at)));
            }
        }
    }
    // Twilio's log has whole seconds: within one, what the handset did counts as the later.
    events.sort_by_key(|(at, ..)| at.0.as_second());
    let finding = match (events.pop(), heard) {
        (Some((_, true, says, basis)), _) => {
            let fate = if from.kind == SenderType::MessagingService {
                MessageFate::Fails
            } else {
                MessageFate::Refused
            };
            problem(
                "recipient_opted_out",
                "The recipient has opted out, as far as we know.",
                format!("{says} Nothing later that we know of takes it back."),
                basis,
            )
            .remedy("The recipient sends START to this sender; nothing on our side lifts it.")
            .code(21610, fate)
            .sources(&["twilio-stop-filtering"])
        }
        (newest, Some(Err(fault))) => {
            let known = newest.map(|(_, _, says, _)| format!(" {says}")).unwrap_or_default();
            let title = "Whether the recipient opted out is not known.";
            let mut finding = unread("opt_out_unread", title, RESOURCE, fault).about(21610);
            finding.evidence.push_str(&known);
            finding
        }
        (newest, heard) => {
            let evidence = match &newest {
                Some((_, _, says, _)) => format!("{says} Twilio has no list of opt-outs that can be read."),
                None => "Neither our tests nor its last messages in Twilio's log tell of one. Twilio has no list of \
                         opt-outs that can be read."
                    .to_owned(),
            };
            let read_at = heard.and_then(|heard| heard.as_ref().ok()).map(|heard| heard.at);
            let basis = read_at.map_or(FindingBasis::Recorded, |at| read(RESOURCE, at));
            ok("no_opt_out_known", "No opt-out of the recipient is known.", evidence, basis)
        }
    };
    Some(finding.of(to))
}

/// What an opt-out from this sender is told by: a block is of one number, or of the whole service that holds it.
struct Scope<'a> {
    /// Senders of our tests.
    senders: BTreeSet<&'a str>,
    /// Numbers that the handset may have written to.
    hears: BTreeSet<&'a str>,
}

impl<'a> Scope<'a> {
    fn of(message: &'a Message, facts: &'a Facts) -> Self {
        let from = &message.from;
        let catalogue = facts.catalogue.as_ref().ok().map(|catalogue| &catalogue.value);
        let service = catalogue.and_then(|catalogue| match from.kind {
            SenderType::MessagingService => catalogue.service(&from.id),
            kind => catalogue.service_of(kind, &from.id),
        });
        let mut senders = BTreeSet::from([from.id.as_str()]);
        let mut hears = BTreeSet::new();
        // A short code that stands alone does nothing by itself with STOP.
        if from.kind == SenderType::LongCode {
            hears.insert(from.id.as_str());
        }
        if let Some(service) = service {
            senders.insert(&service.sid);
            let pool = service.pool.as_deref().unwrap_or_default().iter();
            let numbers = pool.filter(|member| member.kind == SenderType::LongCode);
            hears.extend(numbers.map(|member| member.sender_id.as_str()));
        }
        Self { senders, hears }
    }
}

/// What a lookup said of the line, where somebody paid for one.
pub(super) fn line(facts: &Facts, to: &To) -> Option<PreflightFinding> {
    let line = facts.lines.get(to.number.as_str())?;
    let basis = read("Lookup", line.at);
    let lookup = lookup_of(to.number.as_str(), &line.value, line.at);
    let finding = match lookup.level {
        FindingLevel::Problem => problem("line_takes_no_sms", "This line takes no SMS.", lookup.says, basis)
            .remedy("Choose a mobile phone.")
            .code(30006, MessageFate::Fails),
        FindingLevel::Warning => warning("line_doubtful", "This line may take no SMS.", lookup.says, basis)
            .remedy("Choose a mobile phone.")
            .about(30006),
        FindingLevel::Ok => ok("line_takes_sms", "This line takes SMS.", lookup.says, basis),
        FindingLevel::NotCheckable => {
            not_checkable("line_unknown", "What kind of line this is, is not known.", lookup.says, basis)
        }
    };
    Some(finding.of(to))
}

/// What a line means for a message.
pub(crate) fn lookup_of(number: &str, line: &super::facts::Line, read_at: At) -> LineLookup {
    let is = |words: &[String], kind: &str| words.iter().any(|word| word == kind);
    let by = line.carrier.as_deref().map(|carrier| format!(", run by {carrier}")).unwrap_or_default();
    let (level, says) = match (line.valid, line.kind.as_deref()) {
        (Some(false), _) => (FindingLevel::Problem, "Lookup: this is no valid phone number.".to_owned()),
        (_, None) => (FindingLevel::NotCheckable, "Lookup knows no kind for it.".to_owned()),
        (_, Some(kind)) if is(&RULES.lines.takes, kind) => (FindingLevel::Ok, format!("Lookup: {kind}{by}.")),
        (_, Some(kind)) if is(&RULES.lines.takes_not, kind) => {
            (FindingLevel::Problem, format!("Lookup: {kind}{by}. Such a line takes no SMS as a rule."))
        }
        (_, Some(kind)) => {
            (FindingLevel::Warning, format!("Lookup: {kind}{by}. Not every line of this kind takes SMS."))
        }
    };
    let number = number.to_owned();
    LineLookup { number, level, line_type: line.kind.clone(), carrier: line.carrier.clone(), says, read_at }
}
