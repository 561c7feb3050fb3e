//! How does a sender stand for recipients in the United States, apart from any message?

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use twilio_messaging::E164;

use super::facts::{AccountState, Facts, From, Message, Read, Reading, To, Unread, Verification};
use super::{registration, whereabouts};
use crate::catalogue::Catalogue;
use crate::wire::{At, PreflightFinding, SenderType};

/// A number that stands for all of the country; nothing is ever sent to it.
const SOMEBODY: &str = "+12025550100";

/// What has to be read for a sender: the services whose campaigns decide, and whether verifications do.
pub(crate) fn asks(kind: SenderType, id: &str, catalogue: &Catalogue) -> (Vec<String>, bool) {
    let Some(message) = message(kind, id) else { return (Vec::new(), false) };
    let services = registration::services_asked(&message, catalogue);
    (services, registration::asks_toll_free(&message, Some(catalogue)))
}

/// How it is registered; none where nothing is asked for.
pub(crate) fn judge(
    kind: SenderType,
    id: &str,
    catalogue: &Read<Arc<Catalogue>>,
    campaigns: &BTreeMap<String, Reading<Vec<String>>>,
    toll_free: Option<&Reading<Vec<Verification>>>,
    at: At,
) -> Option<PreflightFinding> {
    let message = message(kind, id)?;
    let not_asked = || Unread { refused: false, reason: "It was not read.".to_owned() };
    let facts = Facts {
        account: Err(not_asked()),
        recorded: AccountState::default(),
        send: None,
        balance: Err(not_asked()),
        catalogue: Ok(catalogue.clone()),
        callers: None,
        campaigns: campaigns.clone(),
        toll_free: toll_free.cloned(),
        prices: BTreeMap::new(),
        permitted: BTreeMap::new(),
        heard: BTreeMap::new(),
        lines: BTreeMap::new(),
        tests: BTreeMap::new(),
        at,
    };
    registration::judge(&message, &facts, message.to.first()?)
}

fn message(kind: SenderType, id: &str) -> Option<Message> {
    let number = E164::from_str(SOMEBODY).ok()?;
    let whereabouts = whereabouts::of(&number);
    Some(Message {
        from: From { kind, id: id.to_owned(), country: String::new() },
        to: vec![To { place: 0, number, whereabouts }],
        text: String::new(),
        has_media: false,
        left_out: 0,
    })
}
