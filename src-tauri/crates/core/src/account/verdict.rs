//! Is a credential kept, by what Twilio answered to it? Refused, unreachable and taken are never mixed up.

use secrecy::SecretString;

use super::access::{Asked, Readings};
use super::fault::ReadFault;
use super::form;
use crate::wire::{CredentialKind, RegionChoice, TwilioAnswer};

/// What the readings say about the credential as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Twilio took it for at least one thing that Senderdesk needs.
    Taken,
    /// Twilio refused all of it. `causes` lists what it may be; nobody here can choose one.
    Refused { twilio: TwilioAnswer, causes: Vec<String>, offer_other_regions: bool },
    /// Nothing can be said of it.
    Unclear { message: String, hint: String },
}

impl Readings {
    /// The verdict. The secret is only looked at for its shape, which can hint at a cause.
    pub(crate) fn verdict(&self, asked: &Asked, region: RegionChoice, secret: &SecretString) -> Verdict {
        if self.any_taken() {
            return Verdict::Taken;
        }
        let faults: Vec<&ReadFault> = self.deciding().into_iter().filter_map(Result::err).collect();
        let refusals: Vec<&TwilioAnswer> = faults.iter().filter_map(|fault| fault.refusal()).collect();
        if refusals.len() == faults.len() {
            let twilio = telling(&refusals).clone();
            let offer_other_regions = twilio.code == Some(20003) || twilio.status == 401;
            return Verdict::Refused {
                causes: causes(&twilio, asked.kind, region, secret),
                twilio,
                offer_other_regions,
            };
        }
        let unclear = faults.iter().find(|fault| fault.refusal().is_none());
        let (mut message, hint) = unclear.map(|fault| fault.in_words()).unwrap_or_default();
        if !refusals.is_empty() {
            message = format!("Twilio refused a part and did not answer the rest. {message}");
        }
        Verdict::Unclear { message, hint }
    }
}

/// The refusal that says most. 20003 says least: a restricted key gets it for the account even while 70051 elsewhere
/// shows that the key itself is right.
fn telling<'a>(refusals: &[&'a TwilioAnswer]) -> &'a TwilioAnswer {
    let with =
        |codes: &[u32]| refusals.iter().find(|answer| answer.code.is_some_and(|code| codes.contains(&code)));
    with(&[20403, 20005, 20008]).or_else(|| with(&[70051])).unwrap_or(&refusals[0])
}

fn causes(
    answer: &TwilioAnswer,
    kind: CredentialKind,
    region: RegionChoice,
    secret: &SecretString,
) -> Vec<String> {
    match answer.code {
        Some(20403 | 20005) => {
            return vec![
                "The account is suspended or closed. Twilio's console says why, and how to lift it."
                    .to_owned(),
            ];
        }
        Some(20008) => {
            return vec![
                "These are test credentials. They only make dry runs, with Twilio's test numbers and without sending; \
                 Senderdesk reads the account, which only its live credentials may. The practice account answers to the \
                 same test numbers."
                    .to_owned(),
            ];
        }
        Some(70051) => {
            return vec![
                "This restricted API key has none of the permissions that Senderdesk reads with: Phone Numbers and \
                 Messaging."
                    .to_owned(),
            ];
        }
        _ => {}
    }
    let mut causes = Vec::new();
    if let Some(sid) = form::secret_as_sid(secret) {
        causes.push(format!("What was entered as the secret is a SID ({sid}); SIDs are not secret."));
    } else if kind == CredentialKind::AuthToken && !form::looks_like_auth_token(secret) {
        causes.push(
            "What was entered as Password does not look like an Auth Token: those seen so far have 32 digits and \
             letters from a to f."
                .to_owned(),
        );
    }
    match kind {
        CredentialKind::AuthToken => {
            causes.push("The Auth Token was mistyped, or was replaced in Twilio since.".to_owned());
            causes.push(
                "It belongs to another account: a main account and each of its subaccounts have their own."
                    .to_owned(),
            );
        }
        CredentialKind::ApiKey => {
            causes.push("The key's secret was mistyped, or the key was deleted in Twilio.".to_owned());
            causes.push("The key belongs to another account than the Username.".to_owned());
        }
    }
    causes.push(format!(
        "It belongs to another region than {}: each region has credentials of its own.",
        region.in_words()
    ));
    causes.push("The account is suspended or closed.".to_owned());
    causes.push("These are test credentials; the live ones are needed.".to_owned());
    causes.push("A proxy on the way removes the header that carries the credential.".to_owned());
    causes
}

#[cfg(test)]
mod tests {
    use super::super::access::AccountFacts;
    use super::super::access::tests::{all, asked, facts, refused, unreached, working};
    use super::*;

    fn verdict(readings: &Readings) -> Verdict {
        let token = "0a1b2c3d4e5f60718293a4b5c6d7e8f9".into();
        readings.verdict(&asked(CredentialKind::AuthToken), RegionChoice::Ie1, &token)
    }

    #[test]
    fn one_thing_that_works_is_enough() {
        let readings = Readings { messages: Ok(()), ..all(&refused(403, 70051)) };
        assert_eq!(verdict(&readings), Verdict::Taken);
        let closed =
            Readings { account: Ok(AccountFacts { status: "closed".into(), ..facts() }), ..working() };
        assert_eq!(verdict(&closed), Verdict::Taken);
    }

    #[test]
    fn a_balance_alone_is_not_enough() {
        let readings = Readings { balance: Ok(("1".into(), "USD".into())), ..all(&refused(401, 20003)) };
        assert!(matches!(verdict(&readings), Verdict::Refused { .. }));
    }

    #[test]
    fn a_refusal_lists_its_possible_causes_and_chooses_none() {
        let Verdict::Refused { causes, offer_other_regions, twilio } = verdict(&all(&refused(401, 20003)))
        else {
            panic!("not refused")
        };
        let causes = causes.join("\n");
        for cause in ["mistyped", "replaced", "Ireland (ie1)", "suspended", "test credentials", "subaccounts"]
        {
            assert!(causes.contains(cause), "{cause}: {causes}");
        }
        assert!(offer_other_regions);
        assert_eq!(twilio.code, Some(20003));
    }

    #[test]
    fn a_secret_of_another_shape_is_hinted_at_first() {
        let readings = all(&refused(401, 20003));
        let causes = |secret: &str| match readings.verdict(
            &asked(CredentialKind::AuthToken),
            RegionChoice::Us1,
            &secret.into(),
        ) {
            Verdict::Refused { causes, .. } => causes,
            other => panic!("{other:?}"),
        };
        assert!(causes("hunter2")[0].contains("does not look like"));
        assert!(causes("AC0a1b2c3d4e5f60718293a4b5c6d7e8f9")[0].contains("Account SID"));
        assert!(!causes("hunter2").concat().contains("hunter2"));
    }

    #[test]
    fn a_suspended_account_is_said_plainly() {
        let readings = Readings { services: Err(refused(403, 20403)), ..all(&refused(401, 20003)) };
        let Verdict::Refused { causes, offer_other_regions, .. } = verdict(&readings) else {
            panic!("not refused")
        };
        assert_eq!(causes.len(), 1);
        assert!(causes[0].contains("suspended") && !offer_other_regions);
    }

    #[test]
    fn a_key_without_permissions_is_told_from_a_wrong_one() {
        let readings = Readings { account: Err(refused(401, 20003)), ..all(&refused(403, 70051)) };
        let asked = asked(CredentialKind::ApiKey);
        let Verdict::Refused { causes, offer_other_regions, .. } =
            readings.verdict(&asked, RegionChoice::Us1, &"secret".into())
        else {
            panic!("not refused")
        };
        assert!(causes[0].contains("none of the permissions") && !offer_other_regions, "{causes:?}");
    }

    #[test]
    fn faults_of_the_way_are_no_refusal() {
        for fault in [unreached(), refused(503, 20503), refused(429, 20429)] {
            assert!(matches!(verdict(&all(&fault)), Verdict::Unclear { .. }), "{fault:?}");
        }
        let mixed = Readings { numbers: Err(refused(401, 20003)), ..all(&unreached()) };
        let Verdict::Unclear { message, .. } = verdict(&mixed) else { panic!("decided") };
        assert!(message.contains("refused a part"), "{message}");
    }
}
