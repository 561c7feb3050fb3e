//! Does a webhook that is in force lead to MoEngage, and if not, why not?

use super::link::{Host, Link};
use crate::catalogue::Webhook;
use crate::wire::{Destination, DriftReason, ProvenUrl, Provenance};

/// Where a webhook leads, and what is wrong with it; worst first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) destination: Destination,
    pub(crate) reasons: Vec<DriftReason>,
}

impl Judged {
    pub(super) fn new(destination: Destination, reasons: Vec<DriftReason>) -> Self {
        Self { destination, reasons }
    }
}

/// A webhook for replies against the one that should be; MoEngage takes GET.
pub(super) fn replies(webhook: &Webhook, should: &ProvenUrl) -> Judged {
    judged(webhook.url.as_deref(), |link| {
        let mut judged = place(link, should, |link, right| link.same_place(right));
        if judged.destination == Destination::Moengage && webhook.method.as_deref() != Some("GET") {
            judged = match webhook.method {
                Some(_) => Judged::new(Destination::MoengageWrongly, vec![DriftReason::WrongMethod]),
                None => Judged::new(Destination::Unknown, vec![DriftReason::NotRead]),
            };
        } else if judged.reasons.contains(&DriftReason::NotHttps) && webhook.method.as_deref() == Some("POST")
        {
            judged.reasons.push(DriftReason::WrongMethod);
        }
        if judged.destination == Destination::Moengage && !is_confirmed(should) {
            judged = Judged::new(Destination::MoengageUnconfirmed, vec![DriftReason::UnconfirmedHost]);
        }
        judged
    })
}

/// A webhook for receipts against the one that should be; Twilio always uses POST. Where nothing confirms that one, the
/// documented host (api-01) and the data centre's own are both unconfirmed.
pub(super) fn receipts(url: Option<&str>, should: &ProvenUrl, documented: &ProvenUrl) -> Judged {
    judged(url, |link| {
        if is_confirmed(should) {
            return place(link, should, Link::same_place);
        }
        let known = |link: &Link, right: &Link| {
            link.same_place(right)
                || Link::parse(&documented.url).is_some_and(|other| link.same_place(&other))
        };
        match place(link, should, known) {
            Judged { destination: Destination::Moengage, .. } => {
                Judged::new(Destination::MoengageUnconfirmed, vec![DriftReason::UnconfirmedHost])
            }
            judged => judged,
        }
    })
}

fn is_confirmed(url: &ProvenUrl) -> bool {
    matches!(url.provenance, Provenance::Documented | Provenance::Custom)
}

/// What holds of replies and receipts alike.
fn judged(url: Option<&str>, place: impl FnOnce(&Link) -> Judged) -> Judged {
    let nobody = |reason| Judged::new(Destination::Nobody, vec![reason]);
    let Some(url) = url else { return nobody(DriftReason::NotSet) };
    let Some(link) = Link::parse(url) else { return nobody(DriftReason::Malformed) };
    if link.is_demo() {
        return nobody(DriftReason::DemoUrl);
    }
    let mut judged = place(&link);
    if link.has_userinfo() {
        judged.reasons.push(DriftReason::CredentialsInUrl);
    }
    judged
}

/// The place alone, whatever the method.
fn place(link: &Link, should: &ProvenUrl, is_right: impl Fn(&Link, &Link) -> bool) -> Judged {
    let right = Link::parse(&should.url);
    if right.as_ref().is_some_and(|right| is_right(link, right)) {
        return match link.is_https() {
            true => Judged::new(Destination::Moengage, Vec::new()),
            false => Judged::new(Destination::MoengageWrongly, vec![DriftReason::NotHttps]),
        };
    }
    let own = right.as_ref().map(Link::host);
    let reason = match link.host() {
        Host::Other => return Judged::new(Destination::Elsewhere, vec![DriftReason::OtherHost]),
        // Against a host of the operator's own it cannot be said which data centre would be right.
        Host::Moengage(_) if matches!(own, Some(Host::Moengage(_))) && Some(link.host()) != own => {
            DriftReason::OtherDataCentre
        }
        _ => DriftReason::OtherPath,
    };
    Judged::new(Destination::MoengageWrongly, vec![reason])
}
