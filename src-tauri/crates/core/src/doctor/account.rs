//! May this credential do what it has to, is the account in use, and is there money in it?

use super::facts::Facts;
use super::finding::{finding, taken, unread};
use crate::account::amount::is_spent;
use crate::wire::DoctorArea::{Account, Credential};
use crate::wire::{
    Access, AccessRow, BalanceReading, Capability, CredentialKind, DoctorAction, DoctorFinding, FindingLevel,
    Provenance,
};

/// What the credential may do.
pub(super) fn credential(facts: &Facts) -> Vec<DoctorFinding> {
    let asked = match &facts.asked {
        Ok(asked) => asked,
        Err(reason) => {
            let title = "What this credential may do is not known.";
            return vec![unread(Credential, "credential.unread", title, reason)];
        }
    };
    let rows = &facts.account.access;
    let reads = || rows.iter().filter(|row| row.capability != Capability::Send);
    let with = match facts.account.credential {
        CredentialKind::AuthToken => "the Auth Token",
        CredentialKind::ApiKey => "an API key",
    };
    let (level, title) = if reads().any(|row| row.access == Access::Yes) {
        (FindingLevel::Ok, "Twilio takes this credential.")
    } else if reads().any(|row| row.access == Access::No) {
        (FindingLevel::Problem, "Twilio refuses this credential everything.")
    } else {
        (FindingLevel::NotCheckable, "Whether Twilio takes this credential is not known.")
    };
    let taken = finding(
        Credential,
        "credential.taken",
        level,
        title,
        format!("Asked with {with} of {}.", facts.account.account_sid),
    )
    .read_at(asked.at);
    let taken = match level {
        FindingLevel::Ok => taken,
        _ => taken
            .remedy("Token, region and state of the account each lead to this: check all three, then reauthenticate.")
            .action(DoctorAction::Reauthenticate)
            .about(20003),
    };
    std::iter::once(taken).chain(rows.iter().map(right)).collect()
}

fn right(row: &AccessRow) -> DoctorFinding {
    let (name, what) = match row.capability {
        Capability::ReadAccount => ("read_account", "read the account"),
        Capability::ReadNumbers => ("read_numbers", "read the phone numbers"),
        Capability::ReadServices => ("read_services", "read the Messaging Services"),
        Capability::ReadMessages => ("read_messages", "read messages"),
        Capability::ReadBalance => ("read_balance", "read the balance"),
        Capability::Send => ("send", "send"),
    };
    let (level, title) = match row.access {
        Access::Yes => (FindingLevel::Ok, format!("It may {what}.")),
        // That it could not send is a fault; what it may not read only leaves things open here.
        Access::No if row.capability == Capability::Send => {
            (FindingLevel::Problem, "It could not send before.".to_owned())
        }
        Access::No => (FindingLevel::NotCheckable, format!("It may not {what}.")),
        Access::CouldNotCheck | Access::NotTried => {
            (FindingLevel::NotCheckable, format!("Whether it may {what} is not known."))
        }
    };
    let evidence = row.reason.clone().unwrap_or_else(|| match row.capability {
        Capability::Send => "A message was accepted with it.".to_owned(),
        _ => "Twilio answered a small read.".to_owned(),
    });
    let mut found = finding(Credential, format!("credential.{name}"), level, title, evidence);
    found.read_at = row.at;
    match (row.access, row.capability) {
        (Access::No, Capability::Send) => found
            .remedy("Reauthenticate with one that may send: the Auth Token, or an API key with the right.")
            .action(DoctorAction::Reauthenticate),
        (Access::No, _) => found.remedy(
            "Nothing needs to be done for sending. To have it checked, use a credential with the right.",
        ),
        (Access::CouldNotCheck, _) => found.remedy("Check again."),
        _ => found,
    }
}

/// Whether the account is in use, and of which type.
pub(super) fn state(facts: &Facts) -> Vec<DoctorFinding> {
    let account = &facts.account;
    let row = account.access.iter().find(|row| row.capability == Capability::ReadAccount);
    let read = facts.asked.is_ok() && row.is_some_and(|row| row.access == Access::Yes);
    let mut found: Vec<DoctorFinding> = account
        .limits
        .iter()
        .map(|limit| {
            let mut found = taken(Account, limit).action(DoctorAction::OpenAccount);
            found.finding.id = match limit.id.as_str() {
                "account_trial" => "account.type".to_owned(),
                "account_trial_alphanumeric" => "account.trial_alphanumeric".to_owned(),
                "balance_currency_changed" => "account.balance_currency".to_owned(),
                _ => "account.state".to_owned(),
            };
            found.read_at = row.filter(|_| facts.asked.is_ok()).and_then(|row| row.at);
            found
        })
        .collect();
    let has = |found: &[DoctorFinding], id: &str| found.iter().any(|one| one.finding.id == id);
    for (id, value, good, open) in [
        (
            "account.state",
            &account.status,
            "The account is in use.",
            "Whether the account is in use is not known.",
        ),
        (
            "account.type",
            &account.kind,
            "This is no trial account.",
            "Whether this is a trial account is not known.",
        ),
    ] {
        if has(&found, id) {
            continue;
        }
        let one = match (read, value) {
            (true, Some(value)) => {
                finding(Account, id, FindingLevel::Ok, good, format!("Twilio gives it as “{value}”."))
            }
            _ => {
                let reason = match (&facts.asked, row.and_then(|row| row.reason.as_deref())) {
                    (Err(unread), _) => unread.reason.as_str(),
                    (Ok(_), reason) => reason.unwrap_or("Twilio's answer does not say."),
                };
                finding(Account, id, FindingLevel::NotCheckable, open, reason)
                    .remedy("Look at the top of Twilio's console, or use the Auth Token.")
            }
        };
        found.push(DoctorFinding {
            read_at: row.filter(|_| facts.asked.is_ok()).and_then(|row| row.at),
            ..one
        });
    }
    found.push(balance(facts));
    found
}

fn balance(facts: &Facts) -> DoctorFinding {
    const ID: &str = "account.balance";
    let account = &facts.account;
    let row = account.access.iter().find(|row| row.capability == Capability::ReadBalance);
    let open = |reason: &str| {
        finding(Account, ID, FindingLevel::NotCheckable, "The balance is not known.", reason)
            .remedy("Twilio's console shows it under Billing.")
            .action(DoctorAction::OpenAccount)
    };
    if let Err(unread) = &facts.asked {
        return open(&unread.reason);
    }
    match (&account.balance, row.map(|row| row.access)) {
        (Some(BalanceReading::Known { amount, currency, at }), Some(Access::Yes)) => {
            let evidence = format!("It is {amount} {currency}.");
            let found = if is_spent(amount) {
                finding(Account, ID, FindingLevel::Warning, "There is no balance left.", evidence)
                    .remedy("Add funds in Twilio's console: Twilio suspends accounts without any.")
                    .provenance(Provenance::Derived)
                    .about(30002)
            } else if let (true, Some(floor)) = (account.below_floor, &account.balance_floor) {
                let evidence = format!("{evidence} You wanted to be told under {floor}.");
                finding(Account, ID, FindingLevel::Warning, "The balance is low.", evidence)
                    .remedy("Top up in Twilio's console, or set another amount.")
            } else {
                let floor = match &account.balance_floor {
                    Some(floor) => format!("{evidence} You want to be told under {floor}."),
                    None => evidence,
                };
                finding(Account, ID, FindingLevel::Ok, "There is money in the account.", floor)
            };
            found.read_at(*at).action(DoctorAction::OpenAccount)
        }
        (Some(BalanceReading::None { reason, at }), _) => open(reason).read_at(*at),
        _ => open(row.and_then(|row| row.reason.as_deref()).unwrap_or("It was not read.")),
    }
}
