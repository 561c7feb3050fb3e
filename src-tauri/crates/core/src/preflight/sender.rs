//! Is the sender this account's, can it do what is asked, and does Twilio take it together with the recipient?

use twilio_messaging::CountryCode;

use super::facts::{Facts, Message, To};
use super::finding::{not_checkable, ok, problem, read, unread, warning};
use super::pool;
use crate::sender::alphanumeric::{Rule, rule_of};
use crate::wire::*;

/// What Twilio refuses a message with, from a sender of this type that is not the account's.
fn code_of(kind: SenderType) -> u32 {
    match kind {
        SenderType::LongCode | SenderType::Alphanumeric => 21606,
        SenderType::ShortCode => 21659,
        SenderType::MessagingService => 21701,
    }
}

/// Whether the sender is in this account.
pub(super) fn ownership(message: &Message, facts: &Facts) -> Option<PreflightFinding> {
    const RESOURCE: &str = "Senders of the account";
    let from = &message.from;
    // Twilio keeps no list of alphanumeric senders: there is nothing that it could be missing from.
    if from.kind == SenderType::Alphanumeric {
        return None;
    }
    let title = "Whether the sender is in this account is not known.";
    let catalogue = match &facts.catalogue {
        Ok(catalogue) => catalogue,
        Err(fault) => return Some(unread("sender_unread", title, RESOURCE, fault)),
    };
    let basis = read(RESOURCE, catalogue.at);
    Some(match catalogue.value.ownership(from.kind, &from.id) {
        (Ownership::Found, _) => {
            let evidence = format!("{} is among them.", from.id);
            ok("sender_in_account", "The sender is in this account.", evidence, basis)
        }
        (Ownership::NotFound, _) => {
            let evidence = format!("{} is not among them.", from.id);
            problem("sender_not_in_account", "The sender is not in this account.", evidence, basis)
                .remedy("Choose a sender of this account, or connect the account that owns it.")
                .code(code_of(from.kind), MessageFate::Refused)
        }
        (Ownership::CouldNotCheck, reason) => {
            let basis = FindingBasis::NotRead { resource: RESOURCE.to_owned() };
            not_checkable("sender_unread", title, reason.unwrap_or_default(), basis)
        }
    })
}

/// Whether the sender can send text, and media where there are some.
pub(super) fn capability(message: &Message, facts: &Facts) -> Option<PreflightFinding> {
    let catalogue = facts.catalogue.as_ref().ok()?;
    let from = &message.from;
    let basis = read("Capabilities of the number", catalogue.at);
    if catalogue.value.can_text(from.kind, &from.id) == Some(false) {
        let evidence = "Twilio lists no SMS for it.";
        return Some(
            problem("sender_without_sms", "This number cannot send messages.", evidence, basis)
                .remedy("Choose a number with SMS.")
                .code(21661, MessageFate::Refused),
        );
    }
    if !message.has_media {
        return None;
    }
    match catalogue.value.can_picture(from.kind, &from.id)? {
        true => Some(ok("sender_with_mms", "The sender can send media.", "Twilio lists MMS for it.", basis)),
        false => Some(
            problem(
                "sender_without_mms",
                "This sender cannot send media.",
                "Twilio lists no MMS for it.",
                basis,
            )
            .remedy("Remove the media, or choose a sender with MMS.")
            .code(21621, MessageFate::Refused),
        ),
    }
}

/// Whether Twilio takes sender and recipient together.
pub(super) fn pair(message: &Message, facts: &Facts, to: &To) -> Option<PreflightFinding> {
    // What depends on a country cannot be told without one.
    let country = to.whereabouts.country?;
    match message.from.kind {
        SenderType::LongCode => None,
        SenderType::ShortCode => Some(short_code(message, country, to)),
        SenderType::Alphanumeric => Some(alphanumeric(country, to)),
        SenderType::MessagingService => pool::fit(message, facts, to),
    }
}

fn short_code(message: &Message, country: CountryCode, to: &To) -> PreflightFinding {
    let own = message.from.country.as_str();
    let finding = if own.is_empty() {
        not_checkable(
            "short_code_country",
            "Whether this short code reaches the recipient is not known.",
            format!(
                "A short code reaches its own country only. The recipient is in {country}; the country of the code is \
                 not recorded here, and Twilio does not list it with the code."
            ),
            FindingBasis::Recorded,
        )
        .remedy("Write the country into the details of the sender.")
        .about(21606)
    } else if own == country.to_string() {
        let evidence = format!("Both are in {country}.");
        ok("short_code_at_home", "The short code reaches this country.", evidence, FindingBasis::Recorded)
    } else {
        problem(
            "short_code_abroad",
            "A short code reaches its own country only.",
            format!("The code is of {own}, the recipient is in {country}."),
            FindingBasis::Rule,
        )
        .remedy("Choose a long code, or a short code of the recipient's country.")
        .code(21606, MessageFate::Refused)
    };
    finding.of(to)
}

fn alphanumeric(country: CountryCode, to: &To) -> PreflightFinding {
    let basis = FindingBasis::Rule;
    let finding = match rule_of(&country.to_string()) {
        None => ok(
            "alphanumeric_country",
            "No rule against alphanumeric sender IDs is known.",
            format!("For recipients in {country} none is listed here. Twilio's own list may know more."),
            basis,
        )
        .provenance(Provenance::Derived),
        Some((Rule::Refused, Provenance::Documented)) => problem(
            "alphanumeric_refused",
            "An alphanumeric sender ID does not reach this country.",
            format!("Twilio takes none for recipients in {country}."),
            basis,
        )
        .remedy("Choose a number or a Messaging Service with numbers.")
        .code(21612, MessageFate::Refused)
        .sources(&["twilio-alphanumeric"]),
        Some((Rule::Refused, provenance)) => warning(
            "alphanumeric_doubtful",
            "An alphanumeric sender ID probably does not reach this country.",
            format!("Another provider says so of {country}; not confirmed for Twilio."),
            basis,
        )
        .remedy("Compare Twilio's own list (article 223133767 of its help), or choose a number.")
        .about(21612)
        .provenance(provenance),
        Some((Rule::Registered, provenance)) => warning(
            "alphanumeric_registration",
            "This country asks for alphanumeric sender IDs to be registered.",
            format!("Said of {country}; whether this one is registered cannot be read."),
            basis,
        )
        .remedy(
            "Ask Twilio whether it is registered; without that it is refused, or shown as another sender.",
        )
        .about(30040)
        .provenance(provenance),
    };
    finding.of(to)
}
