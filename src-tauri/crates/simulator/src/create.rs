//! May this message be sent, by whom, and what becomes of it? The checks of `POST …/Messages.json` in their order.

use jiff::Timestamp;
use url::Url;

use crate::lifecycle::Outcome;
use crate::recipient;
use crate::refusal::Refusal;
use crate::seed::AccountKind;
use crate::segments::{self, Concatenation};
use crate::sid::{Sid, SidSource};
use crate::world::{Account, Message, Number, Service, World};

const MAX_BODY: usize = 1600;
const MAX_MEDIA: usize = 10;
const TRIAL_PREFIX: &str = "Sent from your Twilio trial account - ";

/// The parameters of a create request; an empty value counts as absent.
struct Draft<'f> {
    to: &'f str,
    from: Option<&'f str>,
    service: Option<&'f str>,
    body: &'f str,
    media: Vec<&'f str>,
}

/// Who sends a message in the end.
struct Route {
    service_sid: Option<Sid>,
    from: Option<String>,
    /// A service that was not told a sender answers `accepted` first.
    starts_accepted: bool,
    outcome: Outcome,
}

/// Checks the form and adds the message to the account; answers its index in the account's messages.
pub(crate) fn create(
    world: &mut World,
    account: usize,
    form: &[(String, String)],
    now: Timestamp,
) -> Result<usize, Refusal> {
    let draft = Draft::read(form)?;
    let owner = &world.accounts[account];
    if !owner.is_active() {
        return Err(Refusal::account_not_active());
    }
    let to = check_recipient(owner, draft.to)?;
    check_content(&draft, form)?;
    let route = match draft.service {
        Some(sid) => by_service(owner, sid, &draft, &to)?,
        None => by_sender(world, owner, draft.from.unwrap_or_default(), &draft, &to)?,
    };

    let trial = owner.kind == AccountKind::Trial;
    let body = if trial { format!("{TRIAL_PREFIX}{}", draft.body) } else { draft.body.to_owned() };
    let media: Vec<String> = draft.media.iter().map(|&url| url.to_owned()).collect();
    let message = Message {
        sid: new_sid(&mut world.sids, &media),
        segments: count_segments(&body, route.from.as_deref(), &to, &media),
        service_sid: route.service_sid,
        from: route.from,
        to,
        body,
        media,
        error_code: route.outcome.error_code(),
        steps: route.outcome.steps(route.starts_accepted),
        at: 0,
        created: now,
        updated: now,
        sent: None,
    };
    let messages = &mut world.accounts[account].messages;
    messages.push(message);
    Ok(messages.len() - 1)
}

impl<'f> Draft<'f> {
    /// Refuses a form that lacks the recipient, the sender or the content.
    fn read(form: &'f [(String, String)]) -> Result<Self, Refusal> {
        let value = |name: &str| value(form, name);
        let draft = Self {
            to: value("To").ok_or_else(|| Refusal::bad_request(21604, "A 'To' phone number is required."))?,
            from: value("From"),
            service: value("MessagingServiceSid"),
            body: value("Body").unwrap_or_default(),
            media: form
                .iter()
                .filter(|(name, value)| name == "MediaUrl" && !value.is_empty())
                .map(|(_, value)| value.as_str())
                .collect(),
        };
        if draft.from.is_none() && draft.service.is_none() {
            return Err(Refusal::bad_request(21603, "A 'From' phone number is required."));
        }
        if draft.body.is_empty() && draft.media.is_empty() {
            return Err(Refusal::bad_request(21602, "Message body is required."));
        }
        Ok(draft)
    }
}

fn value<'f>(form: &'f [(String, String)], name: &str) -> Option<&'f str> {
    form.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
}

fn check_recipient(account: &Account, to: &str) -> Result<String, Refusal> {
    let number = recipient::phone_number(to).ok_or_else(|| {
        Refusal::bad_request(21211, format!("The 'To' number {to} is not a valid phone number."))
    })?;
    if let Some(refusal) = recipient::refused(&number) {
        return Err(refusal);
    }
    if account.kind == AccountKind::Trial && !account.verified_recipients.contains(&number) {
        let shown = number.get(..number.len() - 4).unwrap_or_default();
        let message = format!(
            "The number {shown}XXXX is unverified. Trial accounts cannot send messages to unverified numbers; \
             verify it, or upgrade the account."
        );
        return Err(Refusal::bad_request(21608, message));
    }
    Ok(number)
}

fn check_content(draft: &Draft<'_>, form: &[(String, String)]) -> Result<(), Refusal> {
    if draft.body.chars().count() > MAX_BODY {
        return Err(Refusal::bad_request(
            21617,
            "The concatenated message body exceeds the 1600 character limit.",
        ));
    }
    if draft.media.len() > MAX_MEDIA {
        return Err(Refusal::bad_request(21623, "Number of media files exceeds allowed limit."));
    }
    if let Some(wrong) = draft.media.iter().find(|text| !is_web_address(text)) {
        return Err(Refusal::bad_request(21620, format!("Invalid media URL(s): {wrong}")));
    }
    if let Some(callback) = value(form, "StatusCallback") {
        let host_is_fine =
            Url::parse(callback).is_ok_and(|url| url.host_str().is_some_and(|h| !h.contains('_')));
        if !(is_web_address(callback) && host_is_fine && callback.len() <= 4000) {
            return Err(Refusal::bad_request(
                21609,
                format!("The StatusCallback URL {callback} is not a valid URL."),
            ));
        }
    }
    if let Some(period) = value(form, "ValidityPeriod")
        && !period.parse::<u32>().is_ok_and(|seconds| (1..=36_000).contains(&seconds))
    {
        return Err(Refusal::bad_request(21624, "Invalid 'ValidityPeriod' value."));
    }
    Ok(())
}

fn is_web_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// A message from a number, short code or alphanumeric sender of the account.
fn by_sender(
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
    if account.opt_outs.contains(&(to.to_owned(), sender.clone())) {
        return Err(Refusal::bad_request(21610, "Attempt to send to unsubscribed recipient"));
    }
    Ok(Route {
        service_sid: None,
        from: Some(sender),
        starts_accepted: false,
        outcome: recipient::outcome(to),
    })
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
        if !account.short_codes.iter().any(|code| code.short_code == from) {
            return Err(Refusal::bad_request(
                21659,
                format!("{from} is not a Twilio phone number or Short Code"),
            ));
        }
        if !recipient::is_north_american(to) {
            return Err(not_capable(from));
        }
        return Ok(from.to_owned());
    }
    if let Some(phone) = recipient::phone_number(from) {
        let Some(number) = account.number(&phone) else {
            let foreign = world.accounts.iter().any(|other| other.number(&phone).is_some());
            return Err(if foreign {
                Refusal::bad_request(
                    21660,
                    format!("Mismatch between the 'From' number {phone} and the account"),
                )
            } else {
                not_capable(&phone)
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

fn not_capable(from: &str) -> Refusal {
    let message = format!(
        "The 'From' phone number {from} is not a valid, message-capable Twilio phone number for this destination/account"
    );
    Refusal::bad_request(21606, message)
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
        let message = format!("Number: {phone} has not been enabled for MMS");
        return Err(Refusal::bad_request(21621, message));
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
fn by_service(account: &Account, sid: &str, draft: &Draft<'_>, to: &str) -> Result<Route, Refusal> {
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
        let outcome = recipient::outcome(to);
        return Ok(Route { service_sid, from: Some(from), starts_accepted: false, outcome });
    }
    let opted_out = account.opt_outs.contains(&(to.to_owned(), service.sid.to_string()));
    let from = choose_sender(account, service, draft, to);
    let outcome = match (&from, opted_out) {
        (_, true) => Outcome::NoSender(21610),
        (None, false) => Outcome::NoSender(21703),
        (Some(_), false) => recipient::outcome(to),
    };
    Ok(Route { service_sid, from: from.filter(|_| !opted_out), starts_accepted: true, outcome })
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

/// Short code, then alphanumeric sender, then number (Twilio's order); the sender that this recipient already knows
/// comes before all. Numbers of the recipient's country come first.
fn choose_sender(account: &Account, service: &Service, draft: &Draft<'_>, to: &str) -> Option<String> {
    let north_american = recipient::is_north_american(to);
    let fits = |sender: &&str| match account.number(sender) {
        Some(number) => {
            number.sms && *sender != to && (draft.media.is_empty() || (number.mms && north_american))
        }
        None if sender.bytes().all(|b| b.is_ascii_digit()) => north_american && draft.media.is_empty(),
        None => !north_american && draft.media.is_empty(),
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

fn new_sid(sids: &mut SidSource, media: &[String]) -> Sid {
    sids.sid(if media.is_empty() { "SM" } else { "MM" })
}

fn count_segments(body: &str, from: Option<&str>, to: &str, media: &[String]) -> u32 {
    if !media.is_empty() {
        return 1;
    }
    let long_header = from.is_some_and(recipient::is_toll_free) && recipient::is_north_american(to);
    segments::count(body, if long_header { Concatenation::TollFree } else { Concatenation::Standard })
}
