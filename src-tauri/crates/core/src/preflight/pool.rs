//! Whom of its pool could a Messaging Service choose for a recipient?

use super::facts::{Facts, Message, Read, To, Unread};
use super::finding::{ok, problem, read, unread};
use crate::catalogue::{Catalogue, Member};
use crate::sender::alphanumeric::{Rule, rule_of};
use crate::wire::*;

/// The pool of the service that sends, or why it is not known. None for a sender that is no service.
pub(super) fn of<'a>(message: &Message, facts: &'a Facts) -> Option<Result<Read<&'a [Member]>, Unread>> {
    if message.from.kind != SenderType::MessagingService {
        return None;
    }
    let catalogue: &Read<std::sync::Arc<Catalogue>> = match &facts.catalogue {
        Ok(catalogue) => catalogue,
        Err(fault) => return Some(Err(fault.clone())),
    };
    let service = catalogue.value.service(&message.from.id)?;
    Some(match &service.pool {
        Ok(pool) => Ok(Read { value: pool.as_slice(), at: catalogue.at }),
        Err(reason) => Err(Unread { refused: false, reason: reason.clone() }),
    })
}

/// The members that Twilio could send with to this recipient: of short codes only the country is left open, which the
/// pool tells for North America alone.
pub(super) fn usable<'a>(pool: &'a [Member], message: &Message, to: &To) -> Vec<&'a Member> {
    let country = to.whereabouts.code();
    let fits = |member: &&Member| {
        let kind_fits = match member.kind {
            SenderType::Alphanumeric => {
                let refused = country.as_deref().and_then(rule_of);
                !message.has_media && !matches!(refused, Some((Rule::Refused, _)))
            }
            SenderType::ShortCode => to.number.as_str().starts_with("+1"),
            SenderType::LongCode => member.can.sms && member.sender_id != to.number.as_str(),
            SenderType::MessagingService => false,
        };
        kind_fits && (!message.has_media || member.can.mms)
    };
    pool.iter().filter(fits).collect()
}

/// Whether the pool has a sender for this recipient.
pub(super) fn fit(message: &Message, facts: &Facts, to: &To) -> Option<PreflightFinding> {
    const RESOURCE: &str = "Pool of the service";
    let pool = match of(message, facts)? {
        Ok(pool) => pool,
        Err(fault) => {
            let title = "Whether the service has a sender for this recipient is not known.";
            return Some(unread("pool_unread", title, RESOURCE, &fault).of(to));
        }
    };
    let basis = read(RESOURCE, pool.at);
    if pool.value.is_empty() {
        let evidence = "It has neither number, short code nor alphanumeric sender ID.";
        return Some(
            problem("pool_empty", "The pool of this service is empty.", evidence, basis)
                .remedy("Put a sender into its pool in Twilio's console.")
                .code(21704, MessageFate::Refused),
        );
    }
    let usable = usable(pool.value, message, to).len();
    let finding = if usable == 0 {
        let what = if message.has_media { "a message with media to it" } else { "a message to it" };
        let evidence =
            format!("None of the {} senders in its pool takes {what}, as far as is known.", pool.value.len());
        problem("pool_fits_nobody", "No sender of this service fits the recipient.", evidence, basis)
            .remedy("Put a number that reaches this country into its pool, or choose another sender.")
            .code(21703, MessageFate::Fails)
    } else {
        let evidence = format!("{usable} of the {} senders in its pool could send it.", pool.value.len());
        ok("pool_fits", "The service has a sender for this recipient.", evidence, basis)
    };
    Some(finding.of(to))
}
