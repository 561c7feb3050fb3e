//! Who sends a new message: the sender that was named, or one of a Messaging Service's pool? And may it?

use crate::create::Draft;
use crate::lifecycle::Outcome;
use crate::recipient;
use crate::refusal::Refusal;
use crate::scenario;
use crate::sid::Sid;
use crate::world::{Account, Number, Service, World};

/// Who sends a message in the end.
pub(crate) struct Route {
    pub(crate) service_sid: Option<Sid>,
    pub(crate) from: Option<String>,
    /// A service that was not told a sender answers `accepted` first.
    pub(crate) starts_accepted: bool,
    /// The MMS Converter of the service makes a text with a link of the media.
    pub(crate) converted: bool,
    pub(crate) outcome: Outcome,
}

/// A message from a number, short code or alphanumeric sender of the account.
pub(crate) fn by_sender(
    world: &World,
    account: &Account,
    from: &str,
    draft: &Draft<'_>,
    to: &str,
) -> Result<Route, Refusal> {
    let sender = check_sender(world, account, from, draft, to)?;
    if sender == to {
        return Err(Refusal::bad_request(21211, "'To' and 'From' number cannot be the same."));
    }
    // Whether a STOP to the pool's service also blocks its other senders when they send without it is not documented;
    // here it does not.
    if account.has_opted_out(to, &sender) {
        return Err(opted_out());
    }
    let outcome = outcome(account, &sender, to);
    Ok(Route { service_sid: None, from: Some(sender), starts_accepted: false, converted: false, outcome })
}

fn opted_out() -> Refusal {
    Refusal::bad_request(21610, "Attempt to send to unsubscribed recipient")
}

/// What becomes of a message that Twilio takes. The network's block of a toll-free number shows itself late, as 30004;
/// whether as `undelivered` or `failed` is not documented.
fn outcome(account: &Account, sender: &str, to: &str) -> Outcome {
    if account.is_blocked_by_network(to, sender) {
        Outcome::Undelivered(30004)
    } else {
        recipient::outcome(to)
    }
}

/// The sender in the form that Twilio stores, if this account may send with it to this recipient.
fn check_sender(
    world: &World,
    account: &Account,
    from: &str,
    draft: &Draft<'_>,
    to: &str,
) -> Result<String, Refusal> {
    let is_digits = from.bytes().all(|b| b.is_ascii_digit());
    if is_digits && (3..=8).contains(&from.len()) {
        let Some(code) = account.short_code(from) else {
            return Err(Refusal::bad_request(
                21659,
                format!("{from} is not a Twilio phone number or Short Code"),
            ));
        };
        if !recipient::is_north_american(to) || !code.sms {
            return Err(scenario::not_owned(from));
        }
        if !draft.media.is_empty() && !code.mms {
            return Err(no_mms(from));
        }
        return Ok(from.to_owned());
    }
    if let Some(phone) = recipient::phone_number(from) {
        if let Some(tested) = scenario::test_sender(&phone).filter(|_| world.scenarios) {
            return tested.map(|()| phone);
        }
        let Some(number) = account.number(&phone) else {
            let foreign = world.accounts.iter().any(|other| other.number(&phone).is_some());
            return Err(if foreign {
                Refusal::bad_request(
                    21660,
                    format!("Mismatch between the 'From' number {phone} and the account"),
                )
            } else {
                scenario::not_owned(&phone)
            });
        };
        check_capabilities(number, draft, to)?;
        return Ok(phone);
    }
    if !is_alphanumeric_sender(from) {
        return Err(Refusal::bad_request(21212, format!("Invalid From Number (caller ID): {from}")));
    }
    if recipient::is_north_american(to) {
        let message = format!(
            "Message cannot be sent with the current combination of 'To' ({to}) and/or 'From' ({from}) parameters"
        );
        return Err(Refusal::bad_request(21612, message));
    }
    Ok(from.to_owned())
}

fn no_mms(sender: &str) -> Refusal {
    Refusal::bad_request(21621, format!("Number: {sender} has not been enabled for MMS"))
}

fn check_capabilities(number: &Number, draft: &Draft<'_>, to: &str) -> Result<(), Refusal> {
    let phone = &number.phone_number;
    if !number.sms {
        return Err(Refusal::bad_request(21661, format!("The 'From' number {phone} is not SMS-capable")));
    }
    if draft.media.is_empty() {
        return Ok(());
    }
    if !number.mms {
        return Err(no_mms(phone));
    }
    if !recipient::is_north_american(to) {
        let message = format!("The 'To' number {to} is not currently reachable with media from {phone}");
        return Err(Refusal::bad_request(21612, message));
    }
    Ok(())
}

/// 1–11 letters, digits, blanks and `-+_&`, with at least one letter.
fn is_alphanumeric_sender(text: &str) -> bool {
    (1..=11).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '+' | '_' | '&'))
        && text.chars().any(|c| c.is_ascii_alphabetic())
}

/// A message through a Messaging Service, with or without a wish for one of its senders.
pub(crate) fn by_service(
    account: &Account,
    sid: &str,
    draft: &Draft<'_>,
    to: &str,
) -> Result<Route, Refusal> {
    if !Sid::has_shape(sid, "MG") {
        return Err(Refusal::bad_request(21705, format!("The Messaging Service SID is invalid: {sid}")));
    }
    let service = account
        .services
        .iter()
        .find(|service| service.sid == *sid)
        .ok_or_else(|| Refusal::bad_request(21701, "The Messaging Service does not exist"))?;
    if !service.has_senders() {
        let message = "The Messaging Service contains no phone numbers, short codes or alphanumeric senders";
        return Err(Refusal::bad_request(21704, message));
    }
    let service_sid = Some(service.sid.clone());
    if let Some(from) = draft.from {
        let from = recipient::phone_number(from).unwrap_or_else(|| from.to_owned());
        if !pool(account, service).any(|sender| sender == from) {
            let message = format!("The 'From' number {from} does not belong to the Messaging Service");
            return Err(Refusal::bad_request(21711, message));
        }
        if account.has_opted_out(to, service.sid.as_str()) {
            return Err(opted_out());
        }
        let outcome = outcome(account, &from, to);
        return Ok(Route {
            service_sid,
            from: Some(from),
            starts_accepted: false,
            converted: false,
            outcome,
        });
    }
    let opted_out = account.has_opted_out(to, service.sid.as_str());
    let has_media = !draft.media.is_empty();
    let by_mms = choose_sender(account, service, to, if has_media { Sends::Media } else { Sends::Text });
    // Of carriers that take no MMS nothing is imitated but that all of them outside the USA and Canada are such.
    let convert = by_mms.is_none() && has_media && service.mms_converter;
    let from = if convert { choose_sender(account, service, to, Sends::Link) } else { by_mms };
    let converted = convert && from.is_some();
    let outcome = match (&from, opted_out) {
        (_, true) => Outcome::NoSender(21610),
        (None, false) => Outcome::NoSender(21703),
        (Some(from), false) => outcome(account, from, to),
    };
    let from = from.filter(|_| !opted_out);
    Ok(Route { service_sid, from, starts_accepted: true, converted, outcome })
}

fn pool<'a>(account: &'a Account, service: &'a Service) -> impl Iterator<Item = &'a str> {
    let codes = account.short_codes.iter().filter(|code| service.short_code_sids.contains(&code.sid));
    let alphas = service.alpha_senders.iter().map(|alpha| alpha.alpha_sender.as_str());
    codes.map(|code| code.short_code.as_str()).chain(alphas).chain(pool_numbers(account, service))
}

fn pool_numbers<'a>(account: &'a Account, service: &'a Service) -> impl Iterator<Item = &'a str> {
    let numbers = account.numbers.iter().filter(|number| service.number_sids.contains(&number.sid));
    numbers.map(|number| number.phone_number.as_str())
}

/// What a sender is chosen for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sends {
    Text,
    Media,
    /// A text with a link in place of the media.
    Link,
}

/// Short code, then alphanumeric sender, then number (Twilio's order); the sender that this recipient already knows
/// comes before all. Numbers of the recipient's country come first.
fn choose_sender(account: &Account, service: &Service, to: &str, sends: Sends) -> Option<String> {
    let north_american = recipient::is_north_american(to);
    let can = |mms: bool| match sends {
        Sends::Text => true,
        Sends::Media => mms && north_american,
        // The converter does not help a sender that is not capable of MMS.
        Sends::Link => mms,
    };
    let fits = |sender: &&str| match account.number(sender) {
        Some(number) => number.sms && *sender != to && can(number.mms),
        None => match account.short_code(sender) {
            Some(code) => code.sms && north_american && can(code.mms),
            None => !north_american && sends == Sends::Text,
        },
    };
    let known = account.messages.iter().rev().find(|message| {
        message.to == to && message.service_sid.as_ref() == Some(&service.sid) && message.from.is_some()
    });
    let sticky = known.and_then(|message| message.from.as_deref());
    let mut senders: Vec<&str> = pool(account, service).filter(fits).collect();
    senders.sort_by_key(|sender| {
        let foreign =
            account.number(sender).is_some() && recipient::country(sender) != recipient::country(to);
        (Some(*sender) != sticky, foreign)
    });
    senders.first().map(|&sender| sender.to_owned())
}
