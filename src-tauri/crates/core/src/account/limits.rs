//! What can a trial, suspended or closed account not do?

use crate::source::sources;
use crate::wire::{BalanceReading, Finding, FindingLevel, Provenance};

/// What stands as the status of an account whose state Twilio gives with a refusal only (20403, 20005): it does not
/// say which of the two it is.
pub(crate) const SUSPENDED_OR_CLOSED: &str = "suspended or closed";

/// What an account of this type (`Trial`, `Full`) and status cannot do; empty where nothing is known against it.
pub(crate) fn limits(kind: Option<&str>, status: Option<&str>) -> Vec<Finding> {
    let mut limits = Vec::new();
    match status {
        None | Some("active") => {}
        Some("suspended") => limits.push(out_of_use(
            "account_suspended",
            "The account is suspended.",
            "Twilio sends nothing for it, fails what was queued before, and refuses most requests until the \
             suspension is lifted. Campaigns of MoEngage fail with it.",
            "Twilio's console says why, and how to lift it.",
        )),
        Some("closed") => limits.push(out_of_use(
            "account_closed",
            "The account is closed.",
            "Nothing can be sent with it, and its numbers are not its own any more.",
            "Connect another account, and put its Account SID and Auth Token into MoEngage.",
        )),
        Some(SUSPENDED_OR_CLOSED) => limits.push(out_of_use(
            "account_not_active",
            "The account is suspended or closed.",
            "Twilio refuses requests for it and does not say which of the two it is. Nothing is sent with it.",
            "Twilio's console says which, and whether it can be lifted.",
        )),
        Some(other) => limits.push(Finding {
            level: FindingLevel::Warning,
            provenance: Provenance::NotFound,
            ..out_of_use(
                "account_status",
                "The account has an unusual status.",
                &format!("Twilio gives its status as “{other}”, of which nothing is known here."),
                "Twilio's console may say more.",
            )
        }),
    }
    if kind == Some("Trial") {
        limits.push(trial(
            "account_trial",
            Provenance::Documented,
            "This is a trial account.",
            "It sends to verified recipients only (up to five), and Twilio puts a line about the trial before each \
             text. A campaign of MoEngage reaches nobody else.",
        ));
        limits.push(trial(
            "account_trial_alphanumeric",
            Provenance::Derived,
            "A trial account probably has no alphanumeric senders.",
            "Twilio is said to allow alphanumeric sender IDs to upgraded accounts only; not confirmed.",
        ));
    }
    limits
}

/// What is said where the newest balance is in another currency than the one before: the floor is not compared then.
pub(crate) fn other_currency(now: &BalanceReading, before: &str, floor: &str) -> Option<Finding> {
    match now {
        BalanceReading::Known { currency, .. } if currency != before => Some(Finding {
            id: "balance_currency_changed".to_owned(),
            level: FindingLevel::Warning,
            title: "The balance came in another currency.".to_owned(),
            evidence: format!(
                "It was in {before} before and is in {currency} now; it was not compared with {floor}, which was meant \
                 in {before}."
            ),
            remedy: Some(format!("Set the amount under which you want to be told anew, in {currency}.")),
            provenance: Provenance::Derived,
            sources: Vec::new(),
            sender: None,
        }),
        _ => None,
    }
}

fn out_of_use(id: &str, title: &str, evidence: &str, remedy: &str) -> Finding {
    Finding {
        id: id.to_owned(),
        level: FindingLevel::Problem,
        title: title.to_owned(),
        evidence: evidence.to_owned(),
        remedy: Some(remedy.to_owned()),
        provenance: Provenance::Documented,
        sources: sources(&["twilio-account", "twilio-account-refused"]),
        sender: None,
    }
}

fn trial(id: &str, provenance: Provenance, title: &str, evidence: &str) -> Finding {
    Finding {
        id: id.to_owned(),
        level: FindingLevel::Warning,
        title: title.to_owned(),
        evidence: evidence.to_owned(),
        remedy: Some("Upgrade the account in Twilio's console before MoEngage sends with it.".to_owned()),
        provenance,
        sources: sources(&["twilio-trial-recipient", "twilio-account"]),
        sender: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(kind: Option<&str>, status: Option<&str>) -> Vec<(String, FindingLevel)> {
        limits(kind, status).into_iter().map(|limit| (limit.id, limit.level)).collect()
    }

    #[test]
    fn an_active_paid_account_has_no_limits_and_one_that_was_not_read_none_that_are_known() {
        assert_eq!(ids(Some("Full"), Some("active")), []);
        assert_eq!(ids(None, None), []);
    }

    #[test]
    fn a_trial_account_may_send_less_and_what_is_not_confirmed_is_marked() {
        let found = limits(Some("Trial"), Some("active"));
        let marks: Vec<_> = found.iter().map(|limit| (limit.id.as_str(), limit.provenance)).collect();
        assert_eq!(
            marks,
            [("account_trial", Provenance::Documented), ("account_trial_alphanumeric", Provenance::Derived)]
        );
        assert!(found.iter().all(|limit| limit.level == FindingLevel::Warning));
        assert!(found[0].evidence.contains("verified recipients only"));
    }

    #[test]
    fn an_account_out_of_use_is_a_problem_and_a_status_nobody_knows_is_shown_as_it_came() {
        for (status, id) in [
            ("suspended", "account_suspended"),
            ("closed", "account_closed"),
            (SUSPENDED_OR_CLOSED, "account_not_active"),
        ] {
            assert_eq!(ids(Some("Full"), Some(status)), [(id.to_owned(), FindingLevel::Problem)]);
        }
        let odd = limits(None, Some("pending")).remove(0);
        assert_eq!((odd.level, odd.evidence.contains("“pending”")), (FindingLevel::Warning, true), "{odd:?}");
    }

    #[test]
    fn each_limit_has_its_source_a_click_away() {
        for status in ["suspended", "closed"] {
            for limit in limits(Some("Trial"), Some(status)) {
                assert!(!limit.sources.is_empty(), "{}", limit.id);
            }
        }
    }
}
