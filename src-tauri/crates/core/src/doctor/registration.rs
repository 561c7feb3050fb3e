//! Is each sender registered where recipients in the United States ask for it? By the rules that judge a test.

use super::counted;
use super::facts::Facts;
use super::finding::{finding, unread, worst};
use crate::preflight::in_the_us;
use crate::wire::DoctorArea::Registration;
use crate::wire::{DoctorFinding, FindingBasis, FindingLevel};

/// What is found of the senders that registration is asked of; nothing where there is none.
pub(super) fn registration(facts: &Facts) -> Vec<DoctorFinding> {
    let catalogue = match &facts.catalogue {
        Ok(catalogue) => catalogue,
        Err(_) if facts.senders.is_empty() => return Vec::new(),
        Err(reason) => {
            let title = "Whether the senders are registered in the United States is not known.";
            return vec![unread(Registration, "registration.unread", title, reason)];
        }
    };
    let mut found = Vec::new();
    let mut registered = 0;
    for sender in &facts.senders {
        let judged = in_the_us::judge(
            sender.kind,
            &sender.id,
            catalogue,
            &facts.campaigns,
            facts.toll_free.as_ref(),
            facts.at,
        );
        let Some(judged) = judged else { continue };
        if judged.level == FindingLevel::Ok {
            registered += 1;
            continue;
        }
        let title = format!("“{}”, for recipients in the United States: {}", sender.name, judged.title);
        let id = format!("registration.us.{}", sender.key);
        let mut one = finding(Registration, id, judged.level, title, judged.evidence).of(sender.key);
        one.finding.remedy = judged.remedy;
        one.finding.provenance = judged.provenance;
        one.finding.sources = judged.sources;
        if let FindingBasis::Read { at, .. } = judged.basis {
            one.read_at = Some(at);
        }
        found.push(one);
    }
    let mut found = worst(found, Registration, "on registration");
    if registered > 0 {
        let title = format!(
            "Registered for recipients in the United States: {}.",
            counted(registered, "sender", "senders")
        );
        let evidence = "By the campaigns of the services and the toll-free verifications. Whether carriers know a number \
                        already, Twilio does not tell here.";
        found.push(
            finding(Registration, "registration.us", FindingLevel::Ok, title, evidence).read_at(catalogue.at),
        );
    }
    found
}
