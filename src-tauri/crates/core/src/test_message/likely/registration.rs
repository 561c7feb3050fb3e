//! Does the destination ask for a registration that this sender lacks, or take no sender of its kind?

use super::origin::Origin;
use super::{Scene, most_likely, on};
use crate::sender::names::{self, NameRule};
use crate::wire::{Likeliest, Ownership};

const US: &[&str] = &["US"];
const US_AND_CANADA: &[&str] = &["US", "CA"];

pub(super) fn cause(scene: &Scene<'_>) -> Option<Likeliest> {
    match scene.case.code {
        30034 => us_campaign(scene),
        30032 => toll_free(scene),
        30024 => carrier_does_not_know(scene),
        21612 => name_refused(scene).or_else(|| short_code_abroad(scene)),
        21657 | 30018 | 30040 | 30041 => name_refused(scene).or_else(|| name_unregistered(scene)),
        21212 => generic_name(scene).or_else(|| not_owned(scene)),
        30042 | 21709 => generic_name(scene),
        21606 | 21659 => short_code_abroad(scene).or_else(|| not_owned(scene)),
        21601 | 21660 => not_owned(scene),
        _ => None,
    }
}

fn us_campaign(scene: &Scene<'_>) -> Option<Likeliest> {
    let Origin::LongCode(sender, Some(number)) = &scene.origin else { return None };
    let to = scene.recipient.as_ref()?;
    if !(number.is_north_american() && to.may_be_of(US)) {
        return None;
    }
    let before = scene.earlier().sender_delivered.as_ref().map(|other| {
        format!("It reached {} {}; its registration may have changed since.", other.who, on(other.at))
    });
    Some(
        most_likely(format!("{sender} is in no approved US campaign (A2P 10DLC)"))
            .because(format!(
                "{sender} is a long code with +1, not a toll-free number, and the recipient is a number of {}.",
                to.place()?
            ))
            .and(scene.case.choice())
            .and(before)
            .remedy(
                "Add the number to the Sender Pool of the Messaging Service that has the approved campaign, and wait \
                 until it shows Registered. Without a brand and campaign, register those first.",
            ),
    )
}

fn toll_free(scene: &Scene<'_>) -> Option<Likeliest> {
    let Origin::TollFree(sender) = scene.origin else { return None };
    let to = scene.recipient.as_ref().filter(|to| to.may_be_of(US_AND_CANADA))?;
    Some(
        most_likely(format!("the toll-free verification of {sender} is missing, waiting or was turned down"))
            .because(format!("{sender} is a toll-free number, and the recipient is a number of {}.", to.place()?))
            .and(scene.case.choice())
            .remedy(
                "Open the number under Phone Numbers > Active numbers, Regulatory Information: submit or correct the \
                 verification, and wait for its approval.",
            ),
    )
}

fn carrier_does_not_know(scene: &Scene<'_>) -> Option<Likeliest> {
    let other = scene.earlier().sender_delivered.as_ref()?;
    Some(
        most_likely("only this recipient's carrier does not know the sender")
            .because(format!("The same sender reached {} {}.", other.who, on(other.at)))
            .and(scene.case.choice())
            .remedy(
                "A new sender takes time to be known everywhere, and so does a number that changed its carrier. If \
                 neither is new, give Twilio's support three Message SIDs.",
            ),
    )
}

/// A name where names are not taken.
fn name_refused(scene: &Scene<'_>) -> Option<Likeliest> {
    let Origin::Name(name) = scene.origin else { return None };
    let to = scene.recipient.as_ref()?;
    let place = to.place()?;
    let source = match to.country() {
        // The plan of +1 is mostly these two.
        None if to.is_north_american() => "Twilio documents it for the United States and Canada.",
        None => return None,
        Some(code) => match names::rule(code)? {
            (NameRule::Refused, true) => "Twilio documents it.",
            (NameRule::Refused, false) => "Another provider says so; for Twilio it is not confirmed.",
            (NameRule::Registered, _) => return None,
        },
    };
    Some(
        most_likely(format!("{place} takes no alphanumeric sender IDs"))
            .because(format!("“{name}” is one, and the recipient is a number of {place}. {source}"))
            .and(scene.case.choice())
            .remedy(if to.is_north_american() {
                "Send from a number: a registered US long code, a verified toll-free number or a short code."
            } else {
                "Send from a number that the country takes; Twilio's SMS guidelines for it say which."
            }),
    )
}

/// A name where names are registered first.
fn name_unregistered(scene: &Scene<'_>) -> Option<Likeliest> {
    let Origin::Name(name) = scene.origin else { return None };
    let to = scene.recipient.as_ref()?;
    let place = to.place()?;
    let listed = match to.country().and_then(names::rule) {
        Some((NameRule::Registered, true)) => {
            Some("The country asks for it, as Twilio documents.".to_owned())
        }
        Some((NameRule::Registered, false)) => {
            Some("The country asks for it, another provider says; for Twilio it is not confirmed.".to_owned())
        }
        _ => None,
    };
    Some(
        most_likely(format!("“{name}” is not registered for {place}"))
            .because(format!("The sender is a name, and the recipient is a number of {place}."))
            .and(listed)
            .and(scene.case.choice())
            .remedy(format!(
                "Register the name for {place} in Twilio's console, or send from a number there."
            )),
    )
}

fn generic_name(scene: &Scene<'_>) -> Option<Likeliest> {
    let Origin::Name(name) = scene.origin else { return None };
    names::is_generic(name).then(|| {
        most_likely(format!("“{name}” is too general a name"))
            .because("Twilio and carriers refuse general words as names; which ones is not documented.")
            .remedy("Use the name of the brand, in plain letters and digits.")
    })
}

/// A short code outside of its country.
fn short_code_abroad(scene: &Scene<'_>) -> Option<Likeliest> {
    let Origin::ShortCode(code) = scene.origin else { return None };
    // Of a service's choice the country is not recorded.
    let saved = scene.case.saved().filter(|_| !scene.case.by_service())?;
    let own = saved.country.as_deref()?;
    let to = scene.recipient.as_ref()?;
    if to.country().is_none_or(|country| country == own) {
        return None;
    }
    let (own, place) = (super::country_name(own)?, to.place()?);
    Some(
        most_likely(format!("short code {code} does not reach {place}"))
            .because(format!(
                "It is recorded here as a short code of {own}, and short codes reach their own country only."
            ))
            .remedy(format!(
                "Send to {place} from a number, a short code of its own or a Messaging Service."
            )),
    )
}

fn not_owned(scene: &Scene<'_>) -> Option<Likeliest> {
    let (ownership, at) = scene.case.saved()?.ownership?;
    (ownership == Ownership::NotFound).then(|| {
        most_likely(format!("{} is not in this Twilio account", scene.case.sender_id))
            .because(format!("The account's list did not have it when it was read {}.", on(at)))
            .remedy(
                "Connect the account that has it, or correct the sender ID; then check again on its page.",
            )
    })
}
