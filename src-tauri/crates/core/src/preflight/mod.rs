//! What may go wrong with a message, and what does it cost, before it is sent? Pure: the reading is in `desk`.
//!
//! A thing that could not be read says nothing: it is neither right nor wrong. Nothing here keeps a message from being
//! sent; whoever sends decides.

mod account;
pub(crate) mod facts;
mod finding;
pub(crate) mod in_the_us;
mod pool;
mod price;
mod recipient;
mod registration;
mod rules;
mod sender;
pub(crate) mod whereabouts;

pub(crate) use recipient::lookup_of;
pub(crate) use registration::{asks_toll_free, services_asked};
pub(crate) use rules::page_of;

use facts::{Facts, Message};

use crate::wire::{FindingLevel, MessageFate, Preflight, PreflightFinding};

/// What is to be known before a line is looked up.
pub(crate) const LOOK_UP: &str = "Lookup tells whether this is a landline. Twilio charges for each lookup; the price stands on Twilio's pricing \
                                  page of Lookup and cannot be read here. Nothing is sent to the phone.";

/// Judges a message by what was read.
pub(crate) fn judge(message: &Message, facts: &Facts) -> Preflight {
    let prices = price::each(message, facts);
    let total = price::total(&prices);
    let mut findings = account::state(facts);
    findings.extend(account::credential(facts));
    findings.extend(sender::ownership(message, facts));
    findings.extend(sender::capability(message, facts));
    findings.extend(account::trial(message, facts));
    for to in &message.to {
        findings.extend(recipient::country(facts, to));
        findings.extend(sender::pair(message, facts, to));
        findings.extend(registration::judge(message, facts, to));
        findings.extend(recipient::loops(message, facts, to));
        findings.extend(recipient::opted_out(message, facts, to));
        findings.extend(recipient::line(facts, to));
    }
    findings.push(account::balance(facts, &total));
    let findings = finding::sorted(findings);
    Preflight {
        before_sending: before_sending(&findings, message.to.len()),
        findings,
        prices,
        total,
        look_up: LOOK_UP.to_owned(),
        left_out: message.left_out,
        read_at: facts.oldest(),
    }
}

/// What to say beside the button, if a message will not arrive as far as can be told.
fn before_sending(findings: &[PreflightFinding], recipients: usize) -> Option<String> {
    let problems = || findings.iter().filter(|finding| finding.level == FindingLevel::Problem);
    let fate = problems().filter_map(|finding| finding.fate).max()?;
    let whole = problems().any(|finding| finding.fate == Some(fate) && finding.recipients.is_empty());
    let mut places: Vec<u32> = problems()
        .filter(|finding| finding.fate == Some(fate))
        .flat_map(|finding| finding.recipients.clone())
        .collect();
    places.sort_unstable();
    places.dedup();
    let what = match (places.len(), recipients) {
        (_, 0 | 1) => "this message".to_owned(),
        (concerned, all) if whole || concerned == all => format!("all {all} messages"),
        (1, all) => format!("1 of the {all} messages"),
        (concerned, all) => format!("{concerned} of the {all} messages"),
    };
    Some(match fate {
        MessageFate::Refused => {
            format!("As far as can be told, Twilio will refuse {what}. You can send all the same.")
        }
        MessageFate::Fails => {
            format!(
                "As far as can be told, Twilio will take {what} and fail to deliver. You can send all the same."
            )
        }
    })
}

#[cfg(test)]
mod tests;
