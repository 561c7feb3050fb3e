//! May the account send at all, to whom, and is there money for it?

use rust_decimal::Decimal;
use twilio_messaging::Money;

use super::facts::{Facts, Message};
use super::finding::{not_checkable, ok, problem, read, unread, warning};
use super::price::amount;
use crate::account::limits::limits;
use crate::wire::*;

/// Whether the account is in use.
pub(super) fn state(facts: &Facts) -> Vec<PreflightFinding> {
    const RESOURCE: &str = "Account";
    let (state, basis) = match (&facts.account, facts.recorded.status.as_deref()) {
        (Ok(account), _) => (&account.value, read(RESOURCE, account.at)),
        (Err(_), Some(_)) => (&facts.recorded, FindingBasis::Recorded),
        (Err(fault), None) => {
            return vec![unread(
                "account_unread",
                "Whether the account is in use is not known.",
                RESOURCE,
                fault,
            )];
        }
    };
    let out_of_use = limits(None, state.status.as_deref());
    if out_of_use.is_empty() {
        let status = state.status.as_deref().unwrap_or("not given");
        let evidence = match &state.kind {
            Some(kind) => format!("Status: {status}. Type: {kind}."),
            None => format!("Status: {status}."),
        };
        return vec![ok("account_in_use", "The account is in use.", evidence, basis)];
    }
    let finding = |limit: Finding| PreflightFinding {
        fate: (limit.level == FindingLevel::Problem).then_some(MessageFate::Refused),
        sources: limit.sources,
        remedy: limit.remedy,
        provenance: limit.provenance,
        ..warning(&limit.id, &limit.title, limit.evidence, basis.clone())
    };
    let mut found = Vec::new();
    for limit in out_of_use {
        let level = limit.level;
        found.push(PreflightFinding { level, ..finding(limit) });
    }
    found
}

/// Whether this credential is known to be one that may not send.
pub(super) fn credential(facts: &Facts) -> Option<PreflightFinding> {
    let row = facts.send.as_ref()?;
    let basis = FindingBasis::Recorded;
    Some(match row.access {
        Access::No => {
            let reason = row.reason.clone().unwrap_or_else(|| "Twilio refused a message from it.".to_owned());
            problem("credential_cannot_send", "This credential could not send before.", reason, basis).remedy(
                "Reauthenticate with one that may send: the Auth Token, or an API key with the right.",
            )
        }
        Access::Yes => ok(
            "credential_can_send",
            "This credential can send.",
            "A message was accepted with it before.",
            basis,
        ),
        Access::CouldNotCheck | Access::NotTried => not_checkable(
            "credential_not_tried",
            "Whether this credential can send is not known.",
            "Only sending tells: no message was accepted with it yet.",
            basis,
        ),
    })
}

/// Whether a trial account may send to these recipients.
pub(super) fn trial(message: &Message, facts: &Facts) -> Vec<PreflightFinding> {
    const RESOURCE: &str = "Verified caller IDs";
    match facts.is_trial() {
        Some(false) => return Vec::new(),
        None => {
            let fault = facts.account.as_ref().err();
            let finding = fault.map(|fault| {
                unread("trial_unread", "Whether this is a trial account is not known.", "Account", fault)
                    .about(21608)
            });
            return finding.into_iter().collect();
        }
        Some(true) => {}
    }
    let callers = match &facts.callers {
        Some(Ok(callers)) => callers,
        Some(Err(fault)) => {
            let title = "Whether this trial account has verified the recipient is not known.";
            return vec![unread("callers_unread", title, RESOURCE, fault).about(21608)];
        }
        None => return Vec::new(),
    };
    let basis = read(RESOURCE, callers.at);
    let known = |number: &str| callers.value.iter().any(|caller| caller.number == number);
    let judge = |to: &super::facts::To| {
        if known(to.number.as_str()) {
            let evidence = "It is among the verified numbers of this trial account.";
            return ok("recipient_verified", "The recipient is verified.", evidence, basis.clone()).of(to);
        }
        let others = callers.value.len();
        let evidence = format!(
            "This is a trial account: it sends to verified numbers only, and this is none of the {others} that it has."
        );
        let title = "A trial account cannot send to this recipient.";
        PreflightFinding {
            instead: callers.value.clone(),
            ..problem("recipient_unverified", title, evidence, basis.clone())
        }
        .remedy("Choose a verified number, verify this one in Twilio's console, or upgrade the account.")
        .code(21608, MessageFate::Refused)
        .of(to)
    };
    message.to.iter().map(judge).collect()
}

/// Whether the balance covers the estimate.
pub(super) fn balance(facts: &Facts, total: &TotalEstimate) -> PreflightFinding {
    const RESOURCE: &str = "Balance";
    let balance = match &facts.balance {
        Ok(balance) => balance,
        Err(fault) => return unread("balance_unread", "The balance is not known.", RESOURCE, fault),
    };
    let (text, currency) = &balance.value;
    let basis = read(RESOURCE, balance.at);
    let held = text.parse::<Money>().ok().and_then(|money| amount(&money));
    let Some(held) = held else {
        let evidence = format!("Twilio gives it as “{text}”, which is no amount that can be compared.");
        return not_checkable("balance_unreadable", "The balance cannot be compared.", evidence, basis);
    };
    if held <= Decimal::ZERO {
        let evidence = format!("It is {text} {currency}.");
        return warning("balance_empty", "There is no balance left.", evidence, basis)
            .remedy("Add funds in Twilio's console: Twilio suspends accounts without any.")
            .about(30002)
            .provenance(Provenance::Derived);
    }
    let (from, to) = match &total.price {
        Price::Range { from, to, currency: of, .. } if of.eq_ignore_ascii_case(currency) => (from, to),
        Price::Range { currency: of, .. } => {
            let evidence = format!("The balance is in {currency}, the estimate in {of}.");
            let title = "The balance cannot be compared with the estimate.";
            return not_checkable("balance_other_currency", title, evidence, basis);
        }
        Price::Unknown { .. } => {
            let evidence = format!("It is {text} {currency}, and there is no estimate to compare it with.");
            let title = "Whether the balance is enough is not known.";
            return not_checkable("balance_without_estimate", title, evidence, basis);
        }
    };
    let above = |bound: &str| bound.parse::<Decimal>().is_ok_and(|bound| held < bound);
    let evidence = format!("The balance is {text} {currency}, the estimate {} {currency}.", range(from, to));
    let short = if above(from) {
        "The balance is under the estimate."
    } else if above(to) {
        "The balance may not be enough."
    } else {
        return ok("balance_enough", "The balance covers the estimate.", evidence, basis);
    };
    warning("balance_under_estimate", short, format!("{evidence} Carrier fees come on top."), basis)
        .remedy("Add funds in Twilio's console, or send to fewer recipients.")
}

/// Two bounds as one text.
pub(super) fn range(from: &str, to: &str) -> String {
    if from == to { from.to_owned() } else { format!("{from}–{to}") }
}
