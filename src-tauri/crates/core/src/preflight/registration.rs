//! Is the sender registered where recipients of the United States (and Canada, for toll-free numbers) ask for it?

use std::str::FromStr;

use twilio_messaging::E164;

use super::facts::{Facts, Message, Reading, To};
use super::finding::{not_checkable, ok, problem, read, unread, warning};
use super::rules::{RULES, Registered};
use super::{pool, whereabouts};
use crate::sender::is_toll_free;
use crate::wire::*;

/// How one number stands.
enum Standing {
    Registered { what: &'static str, at: At, evidence: String },
    Not { code: u32, what: &'static str, at: At, evidence: String },
    Unknown { code: u32, what: &'static str, reason: super::facts::Unread },
}

const CAMPAIGN: &str = "US A2P campaign of the service";
const VERIFICATION: &str = "Toll-free verification";

/// What may be said of the sender's registration for this recipient; none where none is asked for.
pub(super) fn judge(message: &Message, facts: &Facts, to: &To) -> Option<PreflightFinding> {
    let finding = match message.from.kind {
        SenderType::LongCode => of_number(facts, &message.from.id, to).map(lone)?,
        SenderType::MessagingService => of_pool(message, facts, to)?,
        // Short codes are approved before they are given out; alphanumeric senders do not reach these countries.
        SenderType::ShortCode | SenderType::Alphanumeric => return None,
    };
    Some(finding.of(to))
}

/// The services whose campaigns decide, to be read.
pub(crate) fn services_asked(message: &Message, catalogue: &crate::catalogue::Catalogue) -> Vec<String> {
    let concerned = |to: &To| {
        to.whereabouts.code().is_some_and(|code| RULES.registration(Registered::LongCode, &code).is_some())
    };
    if !message.to.iter().any(concerned) {
        return Vec::new();
    }
    match message.from.kind {
        SenderType::MessagingService => vec![message.from.id.clone()],
        SenderType::LongCode if !is_toll_free(&message.from.id) => {
            let service = catalogue.service_of(SenderType::LongCode, &message.from.id);
            service.map(|service| service.sid.clone()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Whether toll-free verifications decide, to be read.
pub(crate) fn asks_toll_free(message: &Message, catalogue: Option<&crate::catalogue::Catalogue>) -> bool {
    let concerned = |to: &To| {
        to.whereabouts.code().is_some_and(|code| RULES.registration(Registered::TollFree, &code).is_some())
    };
    let from = &message.from;
    let of_pool = || {
        let pool = catalogue.and_then(|catalogue| catalogue.service(&from.id)).map(|service| &service.pool);
        matches!(pool, Some(Ok(pool)) if pool.iter().any(|member| is_toll_free(&member.sender_id)))
    };
    message.to.iter().any(concerned)
        && match from.kind {
            SenderType::LongCode => is_toll_free(&from.id),
            SenderType::MessagingService => of_pool(),
            _ => false,
        }
}

fn lone(standing: Standing) -> PreflightFinding {
    match standing {
        Standing::Registered { what, at, evidence } => {
            ok("sender_registered", "The sender is registered for this country.", evidence, read(what, at))
        }
        Standing::Not { code, what, at, evidence } => not_registered(code, evidence, what, at),
        Standing::Unknown { code, what, reason } => {
            let title = "Whether the sender is registered for this country is not known.";
            unread("registration_unread", title, what, &reason).about(code)
        }
    }
}

fn not_registered(code: u32, evidence: String, what: &str, at: At) -> PreflightFinding {
    let (id, title, remedy) = if what == VERIFICATION {
        (
            "toll_free_not_verified",
            "This toll-free number is not verified.",
            "Send its verification in, in Twilio's console, and wait for its approval.",
        )
    } else {
        (
            "long_code_not_registered",
            "This number belongs to no approved 10DLC campaign.",
            "Put it into the pool of a Messaging Service with an approved campaign, or choose another sender.",
        )
    };
    problem(id, title, evidence, read(what, at)).remedy(remedy).code(code, MessageFate::Fails)
}

/// How a number of the account stands; none where the recipient's country asks for nothing.
fn of_number(facts: &Facts, number: &str, to: &To) -> Option<Standing> {
    let country = to.whereabouts.code()?;
    if is_toll_free(number) {
        let rule = RULES.registration(Registered::TollFree, &country)?;
        return Some(toll_free(facts, number, rule.code, &rule.approved));
    }
    let own = whereabouts::of(&E164::from_str(number).ok()?);
    if !own.is("US") {
        return None;
    }
    let rule = RULES.registration(Registered::LongCode, &country)?;
    long_code(facts, number, rule.code, &rule.approved)
}

fn toll_free(facts: &Facts, number: &str, code: u32, approved: &str) -> Standing {
    let what = VERIFICATION;
    let verifications = match &facts.toll_free {
        Some(Ok(verifications)) => verifications,
        Some(Err(reason)) => return Standing::Unknown { code, what, reason: reason.clone() },
        None => return Standing::Unknown { code, what, reason: not_asked() },
    };
    let at = verifications.at;
    let own = || verifications.value.iter().filter(|one| one.number.as_deref() == Some(number));
    if own().any(|one| one.status == approved) {
        return Standing::Registered { what, at, evidence: format!("Status of {number}: {approved}.") };
    }
    if let Some(other) = own().next() {
        return Standing::Not { code, what, at, evidence: format!("Status of {number}: {}.", other.status) };
    }
    if verifications.value.iter().any(|one| one.number.is_none()) {
        let reason = "Twilio lists verifications without naming their numbers.".to_owned();
        return Standing::Unknown { code, what, reason: super::facts::Unread { refused: false, reason } };
    }
    Standing::Not { code, what, at, evidence: format!("The account has none for {number}.") }
}

fn long_code(facts: &Facts, number: &str, code: u32, approved: &str) -> Option<Standing> {
    let what = CAMPAIGN;
    let catalogue = match &facts.catalogue {
        Ok(catalogue) => catalogue,
        Err(reason) => return Some(Standing::Unknown { code, what, reason: reason.clone() }),
    };
    // One that is not in the account is refused anyway.
    if catalogue.value.ownership(SenderType::LongCode, number).0 == Ownership::NotFound {
        return None;
    }
    Some(match (catalogue.value.service_of(SenderType::LongCode, number), catalogue.value.pools_whole()) {
        (Some(service), _) => campaign(facts.campaigns.get(&service.sid), &service.name, code, approved),
        (None, Err(reason)) => {
            let reason = format!("It is in no pool that was read. {reason}");
            Standing::Unknown { code, what, reason: super::facts::Unread { refused: false, reason } }
        }
        (None, Ok(())) => {
            let evidence = format!("{number} is in the pool of no Messaging Service.");
            Standing::Not { code, what: "Pools of the services", at: catalogue.at, evidence }
        }
    })
}

fn campaign(read: Option<&Reading<Vec<String>>>, service: &str, code: u32, approved: &str) -> Standing {
    let what = CAMPAIGN;
    let campaigns = match read {
        Some(Ok(campaigns)) => campaigns,
        Some(Err(reason)) => return Standing::Unknown { code, what, reason: reason.clone() },
        None => return Standing::Unknown { code, what, reason: not_asked() },
    };
    let at = campaigns.at;
    if campaigns.value.iter().any(|status| status == approved) {
        let evidence = format!(
            "The campaign of “{service}” is {approved}. Whether carriers know this number already, Twilio does not \
             tell here: a new one can take days (error 30035)."
        );
        return Standing::Registered { what, at, evidence };
    }
    let evidence = match campaigns.value.first() {
        None => format!("The service “{service}” has no campaign."),
        Some(status) => format!("The campaign of “{service}” is {status}."),
    };
    Standing::Not { code, what, at, evidence }
}

fn not_asked() -> super::facts::Unread {
    super::facts::Unread { refused: false, reason: "It was not read.".to_owned() }
}

/// A service: what counts is whom it may choose.
fn of_pool(message: &Message, facts: &Facts, to: &To) -> Option<PreflightFinding> {
    // That the pool is not known stands in a finding of its own.
    let pool = pool::of(message, facts)?.ok()?;
    let usable = pool::usable(pool.value, message, to);
    let numbers: Vec<&str> = usable
        .iter()
        .filter(|member| member.kind == SenderType::LongCode)
        .map(|member| member.sender_id.as_str())
        .collect();
    let others = usable.len() - numbers.len();
    let all = numbers.len();
    let standings: Vec<Standing> = numbers.iter().filter_map(|number| of_number(facts, number, to)).collect();
    if standings.is_empty() {
        return None;
    }
    // Numbers of other countries are asked for nothing.
    let free = others + all - standings.len();
    let registered = standings.iter().filter(|one| matches!(one, Standing::Registered { .. })).count();
    let not = standings.iter().filter(|one| matches!(one, Standing::Not { .. })).count();
    if not == 0 {
        return standings.into_iter().max_by_key(|one| matches!(one, Standing::Unknown { .. })).map(lone);
    }
    let unknown = standings.len() - registered - not;
    let worst = standings.into_iter().find(|one| matches!(one, Standing::Not { .. }));
    let Some(Standing::Not { code, what, at, evidence }) = worst else { return None };
    let counted =
        format!("{not} of the {all} numbers in its pool that fit the recipient are not registered.");
    if registered + free > 0 {
        let evidence = format!("{counted} {evidence}");
        return Some(
            warning(
                "pool_partly_registered",
                "Twilio may choose a number that is not registered.",
                evidence,
                read(what, at),
            )
            .remedy("Register them, take them out of the pool, or send from one sender.")
            .about(code),
        );
    }
    if unknown > 0 {
        let evidence = format!("{counted} Of {unknown} it could not be read.");
        let title = "Whether the service has a registered number is not known.";
        return Some(not_checkable("registration_unread", title, evidence, read(what, at)).about(code));
    }
    let mut finding = not_registered(code, format!("{counted} {evidence}"), what, at);
    "pool_not_registered".clone_into(&mut finding.id);
    "No number of this service is registered for this country.".clone_into(&mut finding.title);
    Some(finding)
}
