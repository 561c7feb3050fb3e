//! What may a credential do, by what Twilio answered to one small read of each kind?

use super::fault::ReadFault;
use crate::wire::{Access, AccessRow, At, BalanceReading, Capability, CredentialKind, TwilioAnswer};

/// What Twilio says of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AccountFacts {
    pub(crate) sid: String,
    pub(crate) friendly_name: String,
    /// `Trial`, `Full`.
    pub(crate) kind: String,
    /// `active`, `suspended`, `closed`.
    pub(crate) status: String,
    /// The main account of a subaccount; its own SID for a main account.
    pub(crate) owner_sid: Option<String>,
}

/// What one read of each kind brought.
#[derive(Debug, Clone)]
pub(crate) struct Readings {
    pub(crate) account: Result<AccountFacts, ReadFault>,
    pub(crate) numbers: Result<(), ReadFault>,
    pub(crate) services: Result<(), ReadFault>,
    pub(crate) messages: Result<(), ReadFault>,
    /// Amount and currency as Twilio gives them.
    pub(crate) balance: Result<(String, String), ReadFault>,
}

/// What was asked, and with what.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) account_sid: String,
    pub(crate) kind: CredentialKind,
    pub(crate) at: At,
}

impl Readings {
    /// The four reads that decide whether a credential is of use. The balance is not one: a working credential of a
    /// subaccount has none.
    pub(crate) fn deciding(&self) -> [Result<(), &ReadFault>; 4] {
        [
            self.account.as_ref().map(drop),
            self.numbers.as_ref().map(drop),
            self.services.as_ref().map(drop),
            self.messages.as_ref().map(drop),
        ]
    }

    /// Whether Twilio took the credential for anything that Senderdesk needs.
    pub(crate) fn any_taken(&self) -> bool {
        self.deciding().iter().any(Result::is_ok)
    }

    /// Whether Twilio refused something because the account is suspended or closed. A standard key learns it from the
    /// other reads: it is refused the account itself whatever its state.
    pub(crate) fn is_out_of_use(&self) -> bool {
        self.deciding().iter().any(|reading| reading.is_err_and(ReadFault::is_out_of_use))
    }

    /// The matrix, sending excepted: that is only known by sending.
    pub(crate) fn rows(&self, asked: &Asked) -> Vec<AccessRow> {
        let simple = |capability, reading: Result<(), &ReadFault>| match reading {
            Ok(()) => row(asked, capability, Access::Yes, None),
            Err(fault) => self.refused_row(asked, capability, fault),
        };
        let account = match &self.account {
            Ok(facts) => row(asked, Capability::ReadAccount, Access::Yes, remark(facts, &asked.account_sid)),
            Err(fault) => self.refused_row(asked, Capability::ReadAccount, fault),
        };
        vec![
            account,
            simple(Capability::ReadNumbers, self.numbers.as_ref().map(drop)),
            simple(Capability::ReadServices, self.services.as_ref().map(drop)),
            simple(Capability::ReadMessages, self.messages.as_ref().map(drop)),
            simple(Capability::ReadBalance, self.balance.as_ref().map(drop)),
        ]
    }

    /// What there is to show as the balance; none when it could not be asked.
    pub(crate) fn balance_reading(&self, asked: &Asked) -> Option<BalanceReading> {
        let owner = self.account.as_ref().ok().and_then(|facts| facts.owner_sid.as_deref());
        balance_reading(&self.balance, asked, owner).ok()
    }

    fn refused_row(&self, asked: &Asked, capability: Capability, fault: &ReadFault) -> AccessRow {
        let Some(answer) = fault.refusal() else {
            let (message, _) = fault.in_words();
            return row(asked, capability, Access::CouldNotCheck, Some(message));
        };
        let standard_key =
            asked.kind == CredentialKind::ApiKey && self.any_taken() && answer.code == Some(20003);
        let owner = self.account.as_ref().ok().and_then(|facts| facts.owner_sid.as_deref());
        let reason = match capability {
            Capability::ReadAccount if standard_key => {
                "No failure: a standard API key may not read the account.".to_owned()
            }
            Capability::ReadBalance => no_balance(answer, asked, owner, self.any_taken()),
            _ => refusal_words(answer, asked.kind),
        };
        row(asked, capability, Access::No, Some(reason))
    }
}

/// The row of what is only known by sending.
pub(crate) fn send_not_tried() -> AccessRow {
    AccessRow {
        capability: Capability::Send,
        access: Access::NotTried,
        reason: Some(
            "Only sending tells: not tried until a message was accepted with this credential.".to_owned(),
        ),
        at: None,
    }
}

/// All rows of a credential that could not be checked.
pub(crate) fn unchecked(reason: &str, at: At) -> Vec<AccessRow> {
    use Capability::{ReadAccount, ReadBalance, ReadMessages, ReadNumbers, ReadServices};

    [ReadAccount, ReadNumbers, ReadServices, ReadMessages, ReadBalance]
        .map(|capability| AccessRow {
            capability,
            access: Access::CouldNotCheck,
            reason: Some(reason.to_owned()),
            at: Some(at),
        })
        .into()
}

/// What a read of the balance means; a fault that says nothing about the balance is handed back.
pub(crate) fn balance_reading(
    read: &Result<(String, String), ReadFault>,
    asked: &Asked,
    owner_sid: Option<&str>,
) -> Result<BalanceReading, ReadFault> {
    match read {
        Ok((amount, currency)) => {
            Ok(BalanceReading::Known { amount: amount.clone(), currency: currency.clone(), at: asked.at })
        }
        Err(fault) => match fault.refusal() {
            Some(answer) => {
                Ok(BalanceReading::None { reason: no_balance(answer, asked, owner_sid, true), at: asked.at })
            }
            None => Err(fault.clone()),
        },
    }
}

/// What a refusal says about a credential, in a sentence.
pub(crate) fn refusal_words(answer: &TwilioAnswer, kind: CredentialKind) -> String {
    match (answer.code, kind) {
        (Some(20403 | 20005), _) => "The account is suspended or closed.".to_owned(),
        (Some(20008), _) => "These are test credentials: they may not read.".to_owned(),
        (Some(70051), CredentialKind::ApiKey) => "This restricted API key lacks the permission.".to_owned(),
        (Some(code), _) => format!("Twilio refused it with error {code} (HTTP {}).", answer.status),
        (None, _) => format!("It was refused with HTTP {}, without a reason of Twilio's.", answer.status),
    }
}

fn no_balance(
    answer: &TwilioAnswer,
    asked: &Asked,
    owner_sid: Option<&str>,
    otherwise_taken: bool,
) -> String {
    match owner_sid {
        Some(owner) if owner != asked.account_sid => {
            return format!("A subaccount has no balance of its own: the main account {owner} pays.");
        }
        _ => {}
    }
    match (answer.code, asked.kind) {
        (Some(20403 | 20005 | 20008), _) => refusal_words(answer, asked.kind),
        (_, CredentialKind::ApiKey) if otherwise_taken => {
            "No failure: this API key may not read the balance. The Auth Token of a main account may."
                .to_owned()
        }
        _ if answer.status == 404 => {
            "Twilio has no balance for this account. A subaccount has none of its own.".to_owned()
        }
        _ => refusal_words(answer, asked.kind),
    }
}

/// What the operator should know of an account that could be read.
fn remark(facts: &AccountFacts, asked_sid: &str) -> Option<String> {
    if facts.sid != asked_sid {
        return Some(format!("Twilio answered for another account than the one asked for: {}.", facts.sid));
    }
    match facts.status.as_str() {
        "active" => None,
        "suspended" => Some("The account is suspended: it cannot send until Twilio lifts that.".to_owned()),
        "closed" => Some("The account is closed: it cannot send.".to_owned()),
        other => Some(format!("The account's status is {other}.")),
    }
}

fn row(asked: &Asked, capability: Capability, access: Access, reason: Option<String>) -> AccessRow {
    AccessRow { capability, access, reason, at: Some(asked.at) }
}

#[cfg(test)]
pub(crate) mod tests {
    use twilio_messaging::{Error, TimeoutPhase};

    use super::*;

    pub(crate) const SID: &str = "AC0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    pub(crate) fn asked(kind: CredentialKind) -> Asked {
        Asked { account_sid: SID.into(), kind, at: At(jiff::Timestamp::UNIX_EPOCH) }
    }

    pub(crate) fn facts() -> AccountFacts {
        AccountFacts {
            sid: SID.into(),
            friendly_name: "Acme".into(),
            kind: "Full".into(),
            status: "active".into(),
            owner_sid: Some(SID.into()),
        }
    }

    pub(crate) fn refused(status: u16, code: u32) -> ReadFault {
        let message = "Authenticate".to_owned();
        ReadFault::Answered(TwilioAnswer { status, code: Some(code), message, request_id: None })
    }

    pub(crate) fn unreached() -> ReadFault {
        ReadFault::Unreached { message: "No network.".into(), hint: "Look at the cable.".into() }
    }

    pub(crate) fn all(fault: &ReadFault) -> Readings {
        Readings {
            account: Err(fault.clone()),
            numbers: Err(fault.clone()),
            services: Err(fault.clone()),
            messages: Err(fault.clone()),
            balance: Err(fault.clone()),
        }
    }

    pub(crate) fn working() -> Readings {
        Readings {
            account: Ok(facts()),
            numbers: Ok(()),
            services: Ok(()),
            messages: Ok(()),
            balance: Ok(("41.20".into(), "USD".into())),
        }
    }

    fn reason(rows: &[AccessRow], capability: Capability) -> (Access, String) {
        let row = rows.iter().find(|row| row.capability == capability).expect("a row for each");
        (row.access, row.reason.clone().unwrap_or_default())
    }

    #[test]
    fn a_standard_key_that_cannot_read_the_account_is_no_failure() {
        let readings =
            Readings { account: Err(refused(401, 20003)), balance: Err(refused(401, 20003)), ..working() };
        let rows = readings.rows(&asked(CredentialKind::ApiKey));
        for capability in [Capability::ReadAccount, Capability::ReadBalance] {
            let (access, reason) = reason(&rows, capability);
            assert_eq!(access, Access::No);
            assert!(reason.starts_with("No failure"), "{reason}");
        }
        assert_eq!(reason(&rows, Capability::ReadNumbers).0, Access::Yes);
    }

    #[test]
    fn a_key_that_is_refused_everything_is_not_excused() {
        let rows = all(&refused(401, 20003)).rows(&asked(CredentialKind::ApiKey));
        assert!(
            rows.iter().all(|row| !row.reason.as_deref().unwrap_or_default().contains("No failure")),
            "{rows:?}"
        );
    }

    #[test]
    fn that_an_account_is_out_of_use_shows_by_any_of_its_reads() {
        assert!(all(&refused(403, 20403)).is_out_of_use());
        assert!(Readings { account: Err(refused(401, 20003)), ..all(&refused(403, 20005)) }.is_out_of_use());
        assert!(!all(&refused(401, 20003)).is_out_of_use());
        assert!(!all(&unreached()).is_out_of_use());
        assert!(!working().is_out_of_use());
    }

    #[test]
    fn a_restricted_key_lacks_a_permission() {
        let readings = Readings { services: Err(refused(403, 70051)), ..working() };
        let (access, reason) =
            reason(&readings.rows(&asked(CredentialKind::ApiKey)), Capability::ReadServices);
        assert_eq!((access, reason.as_str()), (Access::No, "This restricted API key lacks the permission."));
    }

    #[test]
    fn a_network_fault_leaves_a_row_unchecked_with_its_reason() {
        let readings = Readings { messages: Err(unreached()), ..working() };
        let (access, reason) =
            reason(&readings.rows(&asked(CredentialKind::AuthToken)), Capability::ReadMessages);
        assert_eq!((access, reason.as_str()), (Access::CouldNotCheck, "No network."));
    }

    #[test]
    fn a_suspended_account_that_can_be_read_says_so() {
        let readings =
            Readings { account: Ok(AccountFacts { status: "suspended".into(), ..facts() }), ..working() };
        let (access, reason) =
            reason(&readings.rows(&asked(CredentialKind::AuthToken)), Capability::ReadAccount);
        assert_eq!(access, Access::Yes);
        assert!(reason.contains("suspended"), "{reason}");
    }

    #[test]
    fn an_answer_for_another_account_is_named() {
        let other = AccountFacts { sid: "ACother".into(), ..facts() };
        let rows = Readings { account: Ok(other), ..working() }.rows(&asked(CredentialKind::AuthToken));
        assert!(reason(&rows, Capability::ReadAccount).1.contains("ACother"));
    }

    #[test]
    fn a_subaccount_has_no_balance_and_names_who_pays() {
        let facts = AccountFacts { owner_sid: Some("ACmain".into()), ..facts() };
        let readings = Readings { account: Ok(facts), balance: Err(refused(404, 20404)), ..working() };
        let Some(BalanceReading::None { reason, .. }) =
            readings.balance_reading(&asked(CredentialKind::AuthToken))
        else {
            panic!("no reading")
        };
        assert!(reason.contains("ACmain"), "{reason}");
    }

    #[test]
    fn the_balance_is_kept_as_twilio_gives_it() {
        let asked = asked(CredentialKind::AuthToken);
        let known = BalanceReading::Known { amount: "41.20".into(), currency: "USD".into(), at: asked.at };
        assert_eq!(working().balance_reading(&asked), Some(known));
        let late = ReadFault::from(&Error::Timeout(TimeoutPhase::Body));
        for fault in [unreached(), late] {
            let unread = Readings { balance: Err(fault), ..working() };
            assert_eq!(unread.balance_reading(&asked), None, "the last reading stays");
        }
    }
}
