//! May this message be sent, by whom, and what becomes of it? The checks of `POST …/Messages.json` in their order.

use jiff::Timestamp;
use url::Url;

use crate::callback::Callback;
use crate::lifecycle::Step;
use crate::message::{Direction, Disorder, Message};
use crate::recipient;
use crate::refusal::Refusal;
use crate::scenario::{self, Scenario};
use crate::seed::AccountKind;
use crate::segments::{self, Concatenation};
use crate::sender::{by_sender, by_service};
use crate::sid::{Sid, SidSource};
use crate::world::{Account, World};

const MAX_BODY: usize = 1600;
const MAX_MEDIA: usize = 10;
/// How the link begins that the MMS Converter puts behind the text; seven characters follow.
const CONVERTED: &str = "https://p.twil.io/";
const TRIAL_PREFIX: &str = "Sent from your Twilio trial account - ";

/// The parameters of a create request; an empty value counts as absent.
pub(crate) struct Draft<'f> {
    pub(crate) to: &'f str,
    pub(crate) from: Option<&'f str>,
    pub(crate) service: Option<&'f str>,
    pub(crate) body: &'f str,
    pub(crate) media: Vec<&'f str>,
}

/// Checks the form and adds the message to the account; answers its index in the account's messages.
pub(crate) fn create(
    world: &mut World,
    account: usize,
    form: &[(String, String)],
    now: Timestamp,
) -> Result<usize, Refusal> {
    let draft = Draft::read(form)?;
    world.block_opted_out(account, draft.to);
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
    let scenario = world.scenario(&to);

    let trial = owner.kind == AccountKind::Trial;
    let mut body = if trial { format!("{TRIAL_PREFIX}{}", draft.body) } else { draft.body.to_owned() };
    let mut media: Vec<String> = draft.media.iter().map(|&url| url.to_owned()).collect();
    let service = route.service_sid.as_ref().and_then(|sid| owner.services.iter().find(|s| s.sid == *sid));
    let of_service = service.and_then(|service| service.status_callback.as_deref());
    let callback = Callback::new(value(form, "StatusCallback"), of_service);
    let sid = new_sid(&mut world.sids, &media);
    if route.converted {
        media.clear();
        let link = format!("{CONVERTED}{}", &sid.as_str()[sid.as_str().len() - 7..]);
        body = format!("{body} {link}").trim_start().to_owned();
    }
    let message = Message {
        sid,
        segments: count_segments(&body, route.from.as_deref(), &to, &media),
        direction: Direction::OutboundApi,
        service_sid: route.service_sid,
        from: route.from,
        to,
        body,
        media,
        error_code: route.outcome.error_code(),
        shown: None,
        callback,
        steps: route.outcome.steps(route.starts_accepted),
        at: 0,
        created: now,
        updated: now,
        sent: None,
        receipt_late: scenario.map_or(0, Scenario::receipt_late),
        disorder: match scenario {
            Some(Scenario::OutOfOrder) => Disorder::Waiting,
            _ => Disorder::None,
        },
    };
    let messages = &mut world.accounts[account].messages;
    messages.push(message);
    Ok(messages.len() - 1)
}

/// Checks the form as test credentials do, and answers the message that would have been made. Recipients come before
/// senders; Twilio does not document the order.
pub(crate) fn dry_run(world: &World, form: &[(String, String)], now: Timestamp) -> Result<Message, Refusal> {
    let draft = Draft::read(form)?;
    // That they take no service is documented, the answer to one is not.
    let from = draft.from.filter(|_| draft.service.is_none()).ok_or_else(Refusal::test_credentials)?;
    let to = recipient::phone_number(draft.to).ok_or_else(|| recipient::invalid(draft.to))?;
    recipient::refused(&to).map_or(Ok(()), Err)?;
    check_content(&draft, form)?;
    let from = recipient::phone_number(from).unwrap_or_else(|| from.to_owned());
    scenario::test_sender(&from).unwrap_or_else(|| Err(scenario::not_owned(&from)))?;
    let media: Vec<String> = draft.media.iter().map(|&url| url.to_owned()).collect();
    // Drawn aside: a dry run leaves the account as it was.
    let mut sids = world.sids.clone();
    Ok(Message {
        sid: new_sid(&mut sids, &media),
        segments: count_segments(draft.body, Some(&from), &to, &media),
        direction: Direction::OutboundApi,
        service_sid: None,
        from: Some(from),
        to,
        body: draft.body.to_owned(),
        media,
        error_code: None,
        callback: None,
        steps: vec![Step::Queued],
        at: 0,
        created: now,
        updated: now,
        sent: None,
        receipt_late: 0,
        disorder: Disorder::None,
        shown: None,
    })
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
    let number = recipient::phone_number(to).ok_or_else(|| recipient::invalid(to))?;
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
    if account.closed_countries.contains(recipient::country(&number)) {
        return Err(recipient::region_not_permitted(&number));
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

pub(crate) fn new_sid(sids: &mut SidSource, media: &[String]) -> Sid {
    sids.sid(if media.is_empty() { "SM" } else { "MM" })
}

fn count_segments(body: &str, from: Option<&str>, to: &str, media: &[String]) -> u32 {
    if !media.is_empty() {
        return 1;
    }
    let long_header = from.is_some_and(recipient::is_toll_free) && recipient::is_north_american(to);
    segments::count(body, if long_header { Concatenation::TollFree } else { Concatenation::Standard })
}
