//! What do the rules find in a workspace as a whole? Each conclusion with its evidence and a remedy.

use super::form::several_senders;
use crate::ids::SenderKey;
use crate::source::sources;
use crate::store::workspaces::facts::{Facts, NAMED, Named};
use crate::wire::{BalanceReading, Finding, FindingLevel, Provenance};

/// All findings, worst first.
pub(crate) fn findings(facts: &Facts) -> Vec<Finding> {
    let mut findings = facts.account.limits.clone();
    findings.extend(keywords(facts));
    findings.extend(shared_senders(facts));
    findings.extend(unwired_short_codes(facts));
    findings.extend(no_default(facts));
    findings.extend(below_floor(facts));
    findings.extend(ownership(facts));
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    findings
}

fn keywords(facts: &Facts) -> Option<Finding> {
    (facts.keyword_management && facts.senders > 1).then(|| Finding {
        remedy: Some(
            "Keep one sender in this workspace, or leave keyword management off and let Twilio answer STOP."
                .to_owned(),
        ),
        sources: sources(&["moengage-keywords"]),
        ..finding(
            "keywords_with_several_senders",
            FindingLevel::Warning,
            "Keyword management is on with several senders.",
            several_senders(facts.senders),
        )
    })
}

fn shared_senders(facts: &Facts) -> Vec<Finding> {
    let mut found: Vec<Finding> = facts
        .shared
        .iter()
        .take(NAMED)
        .map(|shared| Finding {
            remedy: Some(format!(
                "Decide whether “{}” or “{}” receives the replies, and use another sender in the other one.",
                facts.workspace, shared.other_workspace
            )),
            sources: sources(&["guide", "twilio-webhooks"]),
            sender: Some(shared.sender.key),
            ..finding(
                "sender_in_two_workspaces",
                FindingLevel::Problem,
                &format!("“{}” is a sender of “{}” as well.", shared.sender.name, shared.other_workspace),
                format!(
                    "Twilio hands an incoming message to one URL. For {} it is {} in “{}”, and {} in “{}” (as “{}”): \
                     only one of the two receives replies.",
                    shared.sender.sender_id,
                    shared.mo,
                    facts.workspace,
                    shared.other_mo,
                    shared.other_workspace,
                    shared.other_name,
                ),
            )
        })
        .collect();
    if facts.shared.len() > NAMED {
        found.push(and_more("sender_in_two_workspaces_more", "More senders are in two workspaces."));
    }
    found
}

/// MoEngage's categories answer STOP only if the message reaches it, and Twilio by itself does not for short codes.
fn unwired_short_codes(facts: &Facts) -> Vec<Finding> {
    let (gap, remedy) = if facts.keyword_management {
        (
            "the steps that bring its incoming messages to MoEngage are not ticked",
            "Do the steps for incoming messages in Twilio (Set-up), and tick them; then text STOP to it.",
        )
    } else {
        (
            "keyword management is off, so that MoEngage does not answer either",
            "Have MoEngage's team turn on keyword management, or put the code into a Messaging Service with Advanced \
             Opt-Out.",
        )
    };
    let mut found: Vec<Finding> = facts
        .unwired
        .iter()
        .take(NAMED)
        .map(|sender| Finding {
            remedy: Some(remedy.to_owned()),
            sources: sources(&["twilio-short-code-opt-out", "guide"]),
            sender: Some(sender.key),
            ..finding(
                "short_code_without_mo",
                FindingLevel::Problem,
                &format!("STOP to the short code “{}” may go unanswered.", sender.name),
                format!(
                    "Twilio does not answer STOP and HELP for the short code {} by itself, and {gap}. Unless a \
                     Messaging Service with Advanced Opt-Out answers, who texts STOP goes on being texted: rules for \
                     short codes forbid that.",
                    sender.sender_id
                ),
            )
        })
        .collect();
    if facts.unwired.len() > NAMED {
        found.push(and_more("short_code_without_mo_more", "More short codes may leave STOP unanswered."));
    }
    found
}

fn no_default(facts: &Facts) -> Option<Finding> {
    (facts.senders > 0 && !facts.has_default).then(|| Finding {
        remedy: Some("Mark one as default, here and in MoEngage.".to_owned()),
        sources: sources(&["guide", "moengage-default-connector"]),
        ..finding(
            "default_sender_missing",
            FindingLevel::Problem,
            "No sender is the default.",
            "Campaigns that name no sender have none to be sent from.".to_owned(),
        )
    })
}

fn below_floor(facts: &Facts) -> Option<Finding> {
    let account = &facts.account;
    let (true, Some(BalanceReading::Known { amount, currency, .. }), Some(floor)) =
        (account.below_floor, &account.balance, &account.balance_floor)
    else {
        return None;
    };
    Some(Finding {
        remedy: Some("Top up in Twilio's console, or set another amount.".to_owned()),
        ..finding(
            "balance_below_floor",
            FindingLevel::Warning,
            "The balance is low.",
            format!("It is {amount} {currency}, and you wanted to be told under {floor}."),
        )
    })
}

fn ownership(facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    let sid = &facts.account.account_sid;
    if let [first, ..] = facts.not_found.as_slice() {
        let names: Vec<_> =
            facts.not_found.iter().take(3).map(|sender| format!("“{}”", sender.name)).collect();
        let rest = facts.not_found.len() - names.len();
        let names = names.join(", ");
        let listed = if rest > 0 { format!("{names} and {rest} more") } else { names };
        found.push(Finding {
            remedy: Some(
                "Buy or move them into this account, correct the sender IDs, or reauthenticate with the account that \
                 has them."
                    .to_owned(),
            ),
            sender: only(&facts.not_found, first),
            ..finding(
                "senders_not_in_account",
                FindingLevel::Problem,
                "Senders were not found in the account.",
                format!("The account {sid} has no {listed}: messages from there are refused."),
            )
        });
    }
    if facts.could_not_check > 0 {
        found.push(Finding {
            remedy: Some("Check again, with a credential that may read numbers and services.".to_owned()),
            ..finding(
                "senders_not_checked",
                FindingLevel::NotCheckable,
                "Not all senders could be looked for in the account.",
                format!(
                    "For {} of {} it is not known whether they stand in the account {sid}.",
                    facts.could_not_check, facts.senders
                ),
            )
        });
    }
    found
}

fn only(senders: &[Named], first: &Named) -> Option<SenderKey> {
    (senders.len() == 1).then_some(first.key)
}

fn and_more(id: &str, title: &str) -> Finding {
    finding(id, FindingLevel::Problem, title, format!("Only the first {NAMED} are listed."))
}

/// Documented, without a remedy and a source, about no one sender.
fn finding(id: &str, level: FindingLevel, title: &str, evidence: String) -> Finding {
    Finding {
        id: id.to_owned(),
        level,
        title: title.to_owned(),
        evidence,
        remedy: None,
        provenance: Provenance::Documented,
        sources: Vec::new(),
        sender: None,
    }
}
