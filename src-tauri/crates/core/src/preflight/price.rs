//! What will it cost? A range by carrier and number type, as decimals; a number that is not known is not made up.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use twilio_messaging::{CountryPrices, Money};

use super::account::range;
use super::facts::{Facts, Message, To, number_kind};
use super::pool;
use super::rules::{NumberKind, RULES};
use crate::media::facts::facts as media_facts;
use crate::segments::{self, Header};
use crate::test_message::meter::TRIAL_WORDS;
use crate::wire::{At, Price, PriceEstimate, TotalEstimate};

/// The amount exactly; none where it has more digits than can be counted with.
pub(super) fn amount(money: &Money) -> Option<Decimal> {
    Decimal::from_str_exact(money.as_str()).ok()
}

/// An estimate for each recipient.
pub(super) fn each(message: &Message, facts: &Facts) -> Vec<PriceEstimate> {
    let estimate = |to: &To| {
        let segments = (!message.has_media).then(|| segments_to(message, facts, to));
        PriceEstimate {
            recipient: to.place,
            number: to.number.to_string(),
            country: to.whereabouts.code(),
            segments,
            price: match segments {
                Some(segments) => {
                    price(message, facts, to, segments).unwrap_or_else(|reason| Price::Unknown { reason })
                }
                None => Price::Unknown { reason: "MMS prices are not in Pricing.".to_owned() },
            },
        }
    };
    message.to.iter().map(estimate).collect()
}

/// As the meter counts: with Twilio's words before the text of a trial account, and the longer header of a toll-free
/// number.
fn segments_to(message: &Message, facts: &Facts, to: &To) -> u32 {
    let before = if facts.is_trial() == Some(true) { TRIAL_WORDS } else { "" };
    let toll_free =
        message.from.number_kind() == Some(NumberKind::TollFree) && media_facts().is_us_or_canada(&to.number);
    let header = if toll_free { Header::TollFree } else { Header::Standard };
    segments::cut(&format!("{before}{}", message.text), header).segments
}

fn price(message: &Message, facts: &Facts, to: &To, segments: u32) -> Result<Price, String> {
    let Some(code) = to.whereabouts.code() else {
        return Err("The recipient's country is not known.".to_owned());
    };
    let prices = match facts.prices.get(&code) {
        Some(Ok(prices)) => prices,
        Some(Err(fault)) => return Err(fault.reason.clone()),
        None => return Err("Pricing was not read.".to_owned()),
    };
    let Some(listed) = &prices.value else {
        return Err(format!("Twilio lists no prices for messages to {code}."));
    };
    let kinds = kinds(message, facts, to);
    let (from, until, by) = bounds(listed, &kinds)?;
    let times = |bound: Decimal| {
        bound
            .checked_mul(Decimal::from(segments))
            .ok_or_else(|| "The amount is too long to count with.".to_owned())
    };
    let currency = listed.price_unit.as_deref().ok_or("Twilio gives no currency with its prices.")?;
    Ok(Price::Range {
        from: times(from)?.to_string(),
        to: times(until)?.to_string(),
        currency: currency.to_uppercase(),
        by: if to.whereabouts.sure { by } else { format!("{by}; for {code}, by the calling code alone") },
        read_at: prices.at,
    })
}

/// What may send it: the sender, or whatever of the pool fits. Empty where that is not known.
fn kinds(message: &Message, facts: &Facts, to: &To) -> BTreeSet<NumberKind> {
    if let Some(kind) = message.from.number_kind() {
        return BTreeSet::from([kind]);
    }
    let Some(Ok(pool)) = pool::of(message, facts) else { return BTreeSet::new() };
    let usable = pool::usable(pool.value, message, to);
    usable.iter().filter_map(|member| number_kind(member.kind, &member.sender_id)).collect()
}

/// The cheapest and the dearest segment over all carriers, and by what that was chosen.
fn bounds(
    prices: &CountryPrices,
    kinds: &BTreeSet<NumberKind>,
) -> Result<(Decimal, Decimal, String), String> {
    let country = if prices.country.is_empty() { &prices.iso_country } else { &prices.country };
    let rows = || {
        prices
            .outbound_sms_prices
            .iter()
            .flat_map(|carrier| carrier.prices.iter().map(move |row| (carrier, row)))
    };
    if rows().next().is_none() {
        return Err(format!("Twilio lists no prices for messages to {country}."));
    }
    let has = |kind: NumberKind| rows().any(|(_, row)| RULES.is_of(&row.number_type, kind));
    // One that Pricing has no word for may cost what any other does.
    let priced = !kinds.is_empty() && kinds.iter().all(|kind| has(*kind));
    let wanted = |number_type: &str| !priced || kinds.iter().any(|kind| RULES.is_of(number_type, *kind));
    let (mut least, mut most): (Option<Decimal>, Option<Decimal>) = (None, None);
    let mut carriers = BTreeSet::new();
    for (carrier, row) in rows().filter(|(_, row)| wanted(&row.number_type)) {
        let given = row.current_price.as_ref().or(row.base_price.as_ref());
        let Some(price) = given.and_then(amount) else {
            return Err(format!("Twilio's prices for {country} hold one that cannot be read as an amount."));
        };
        carriers.insert(carrier.carrier.as_str());
        least = Some(least.map_or(price, |least| least.min(price)));
        most = Some(most.map_or(price, |most| most.max(price)));
    }
    let (Some(least), Some(most)) = (least, most) else {
        return Err(format!("Twilio lists no prices for messages to {country}."));
    };
    let senders: Vec<&str> = kinds.iter().map(|kind| kind.plural()).collect();
    let of = match (priced, senders.is_empty()) {
        (true, _) => senders.join(" and "),
        (false, true) => "every type of sender, as the pool is not known".to_owned(),
        (false, false) => {
            format!("every type of sender, as Pricing names none for {}", senders.join(" and "))
        }
    };
    let over = match carriers.len() {
        1 => "1 carrier".to_owned(),
        many => format!("{many} carriers"),
    };
    Ok((least, most, format!("{over} of {country}, from {of}")))
}

/// The sum, as far as it is known.
pub(super) fn total(estimates: &[PriceEstimate]) -> TotalEstimate {
    let unknown = |reason: String| TotalEstimate { says: reason.clone(), price: Price::Unknown { reason } };
    let all = estimates.len();
    if all == 0 {
        return unknown("No recipient to estimate for.".to_owned());
    }
    let mut sum: Option<(Decimal, Decimal, String, At)> = None;
    let (mut known, mut other_currency, mut reasons) = (0, false, BTreeSet::new());
    for estimate in estimates {
        match &estimate.price {
            Price::Unknown { reason } => {
                reasons.insert(reason.as_str());
            }
            Price::Range { from, to, currency, read_at, .. } => {
                let bound = |text: &str| Decimal::from_str_exact(text).unwrap_or_default();
                let (from, to) = (bound(from), bound(to));
                sum = match sum {
                    None => Some((from, to, currency.clone(), *read_at)),
                    Some((least, most, of, at)) if of == *currency => {
                        let least = least.checked_add(from).unwrap_or(Decimal::MAX);
                        let most = most.checked_add(to).unwrap_or(Decimal::MAX);
                        Some((least, most, of, at.min(*read_at)))
                    }
                    Some(sum) => {
                        other_currency = true;
                        Some(sum)
                    }
                };
                known += 1;
            }
        }
    }
    let reasons = reasons.into_iter().collect::<Vec<_>>().join(" ");
    let Some((from, to, currency, read_at)) = sum else { return unknown(reasons) };
    if other_currency {
        return unknown("The prices are in several currencies.".to_owned());
    }
    let messages = match (known, all) {
        (1, 1) => "1 message".to_owned(),
        (known, all) if known == all => format!("{all} messages"),
        (known, all) => format!("{known} of {all} messages"),
    };
    let segments = match estimates.first().and_then(|estimate| estimate.segments) {
        Some(1) => " × 1 segment".to_owned(),
        Some(many) => format!(" × {many} segments"),
        None => String::new(),
    };
    let (from, to) = (from.to_string(), to.to_string());
    let missing = if reasons.is_empty() { String::new() } else { format!(". Not in it: {reasons}") };
    let says = format!(
        "About {} {currency} for {messages}{segments}, without carrier fees{}",
        range(&from, &to),
        missing.trim_end_matches('.')
    );
    let by = format!("{messages}{segments}");
    TotalEstimate { price: Price::Range { from, to, currency, by, read_at }, says }
}
