//! What must be said of a set-up? Written from the facts on Twilio and MoEngage alone; shares no code with the rules,
//! and never reads a URL: it knows what each was meant to be.

use super::setup::{App, By, Hook, Own, Place, Reply, Service, Setup};

/// Where a path ends, in the words that cross to the page.
pub type End = &'static str;

/// What must be said of one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    InPlace,
    NotApplicable,
    /// With this reason among others.
    Differs(&'static str),
    Unknown(&'static str),
    /// One of two states is right: the facts leave it open.
    Open,
}

/// What must be said of a sender.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// None where members of a pool lead to several places.
    pub reply: Option<End>,
    pub receipt: End,
    pub inbound: Said,
    pub fallback: Said,
    pub delivery: Said,
    pub converter: Said,
    pub overrides: Said,
}

/// What becomes of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Moengage,
    Unconfirmed,
    Wrongly(&'static str),
    Elsewhere,
    Nobody(&'static str),
    /// And why.
    Unknown(&'static str),
}

impl Fate {
    fn end(self) -> End {
        match self {
            Self::Moengage => "moengage",
            Self::Unconfirmed => "moengage_unconfirmed",
            Self::Wrongly(_) => "moengage_wrongly",
            Self::Elsewhere => "elsewhere",
            Self::Nobody(_) => "nobody",
            Self::Unknown(_) => "unknown",
        }
    }

    fn said(self) -> Said {
        match self {
            Self::Moengage => Said::InPlace,
            Self::Unconfirmed => Said::Differs("unconfirmed_host"),
            Self::Wrongly(why) | Self::Nobody(why) => Said::Differs(why),
            Self::Elsewhere => Said::Differs("other_host"),
            Self::Unknown(why) => Said::Unknown(why),
        }
    }
}

fn is_right(hook: Hook) -> bool {
    use Hook::*;
    matches!(hook, Right | InCapitals | WithPort | WithSlash | WithOverrides)
}

/// A URL that is called for replies. The method goes with its URL; MoEngage takes GET.
fn called(place: Place, Reply { hook, by }: Reply) -> Fate {
    match hook {
        Hook::Empty => Fate::Nobody("not_set"),
        Hook::Demo => Fate::Nobody("demo_url"),
        Hook::Foreign | Hook::WithPassword => Fate::Elsewhere,
        Hook::OverHttp => Fate::Wrongly("not_https"),
        Hook::OtherPath => Fate::Wrongly("other_path"),
        Hook::OtherDataCentre => Fate::Wrongly("other_data_centre"),
        _ if by == By::Post => Fate::Wrongly("wrong_method"),
        // MoEngage documents DC-01 to DC-04.
        _ if place.data_centre > 4 => Fate::Unconfirmed,
        _ => Fate::Moengage,
    }
}

/// Whether two webhooks do the same with a reply.
fn same(one: Reply, other: Reply) -> bool {
    match (one.hook, other.hook) {
        (Hook::Empty, Hook::Empty) => true,
        (a, b) => one.by == other.by && (a == b || (is_right(a) && is_right(b))),
    }
}

/// Two rules are possible, and Twilio does not say which: known only where both do the same.
fn either(place: Place, likely: Reply, other: Reply) -> Fate {
    if same(likely, other) { called(place, likely) } else { Fate::Unknown("not_documented") }
}

/// The reply to a number or short code by its own settings, where these decide.
fn by_own(place: Place, own: Own) -> Fate {
    match own.app {
        App::None => called(place, own.reply),
        App::Of(reply) => called(place, reply),
        App::Missing => Fate::Unknown("application_not_found"),
    }
}

/// The reply to a number or short code that a service holds.
fn in_service(place: Place, own: Own, service: Service) -> Fate {
    match (service.defers, own.app) {
        (true, App::None) if own.reply.hook == Hook::Empty => either(place, own.reply, service.reply),
        (true, App::None) => called(place, own.reply),
        (true, App::Of(reply)) => either(place, reply, own.reply),
        (_, App::Missing) => Fate::Unknown("application_not_found"),
        (false, App::None) => by_service(place, service),
        (false, App::Of(reply)) => match either(place, service.reply, reply) {
            Fate::Nobody("not_set") => Fate::Nobody("inbound_dropped"),
            fate => fate,
        },
    }
}

fn by_service(place: Place, service: Service) -> Fate {
    match called(place, service.reply) {
        Fate::Nobody("not_set") => Fate::Nobody("inbound_dropped"),
        fate => fate,
    }
}

fn reply(place: Place, own: Own, service: Option<Service>) -> Fate {
    match service {
        None => by_own(place, own),
        Some(service) => in_service(place, own, service),
    }
}

/// Where receipts of what a service sends go; always by POST.
fn receipts(place: Place, hook: Hook) -> Fate {
    let confirmed = place.pasted || place.data_centre == 1;
    match hook {
        Hook::Empty => Fate::Nobody("not_set"),
        // Nothing is set there either: it answers replies, not receipts.
        Hook::Demo => Fate::Nobody("demo_url"),
        Hook::Foreign | Hook::WithPassword => Fate::Elsewhere,
        Hook::OverHttp => Fate::Wrongly("not_https"),
        Hook::OtherPath => Fate::Wrongly("other_path"),
        Hook::OtherDataCentre => Fate::Wrongly("other_data_centre"),
        _ if confirmed => Fate::Moengage,
        _ => Fate::Unconfirmed,
    }
}

/// The fallback goes by the method of the webhook in these set-ups.
fn fallbacks(place: Place, hook: Hook, by: By) -> Said {
    match hook {
        Hook::Empty => Said::InPlace,
        Hook::Foreign => Said::Differs("fallback_elsewhere"),
        hook => called(place, Reply { hook, by }).said(),
    }
}

impl Verdict {
    pub fn of(place: Place, setup: &Setup) -> Self {
        let without = Self {
            reply: None,
            receipt: "moengage",
            inbound: Said::NotApplicable,
            fallback: Said::Open,
            delivery: Said::NotApplicable,
            converter: Said::NotApplicable,
            overrides: Said::Open,
        };
        let verdict = match setup {
            Setup::Number { own, service } | Setup::ShortCode { own, service } => {
                let fate = reply(place, *own, *service);
                let alone = service.is_none() && own.app == App::None;
                Self {
                    reply: Some(fate.end()),
                    inbound: fate.said(),
                    fallback: if alone { fallbacks(place, own.fallback, own.reply.by) } else { Said::Open },
                    overrides: if alone { overrides([own.reply.hook, own.fallback]) } else { Said::Open },
                    ..without
                }
            }
            Setup::Service { service, numbers, mms } => {
                let receipt = receipts(place, service.delivery);
                let (reply, inbound) = match service.defers {
                    false => {
                        let fate = by_service(place, *service);
                        (Some(fate.end()), fate.said())
                    }
                    true => deferred(place, *service, numbers),
                };
                Self {
                    reply,
                    inbound,
                    receipt: receipt.end(),
                    delivery: receipt.said(),
                    fallback: if service.defers {
                        Said::Open
                    } else {
                        fallbacks(place, service.fallback, service.reply.by)
                    },
                    converter: match (mms, service.converter) {
                        (false, _) => Said::NotApplicable,
                        (true, true) => Said::InPlace,
                        (true, false) => Said::Differs("converter_off"),
                    },
                    overrides: match service.defers {
                        false => overrides([service.reply.hook, service.fallback, service.delivery]),
                        true => Said::Open,
                    },
                }
            }
            // One-way; that MoEngage gets receipts of it is documented nowhere.
            Setup::Alphanumeric { .. } => {
                Self { reply: Some("none"), receipt: "unknown", delivery: Said::Open, ..without }
            }
            Setup::NotOwned => {
                Self { reply: Some("unknown"), inbound: Said::Open, receipt: "moengage", ..without }
            }
        };
        if place.keywords {
            return verdict;
        }
        // MoEngage is not told of replies: nothing has to stand there.
        Self {
            reply: None,
            inbound: Said::NotApplicable,
            fallback: Said::Open,
            overrides: Said::Open,
            ..verdict
        }
    }
}

/// A service that leaves replies to its senders.
fn deferred(place: Place, service: Service, numbers: &[Own]) -> (Option<End>, Said) {
    let fates: Vec<_> = numbers.iter().map(|own| in_service(place, *own, service)).collect();
    let first = fates[0].end();
    let one = fates.iter().all(|fate| fate.end() == first).then_some(first);
    let wrong = |fate: &Fate| !matches!(fate, Fate::Moengage | Fate::Unconfirmed | Fate::Unknown(_));
    let said = if fates.iter().any(wrong) {
        Said::Differs("defers_to_senders")
    } else if fates.iter().any(|fate| matches!(fate, Fate::Unknown(_) | Fate::Unconfirmed)) {
        Said::Open
    } else {
        Said::InPlace
    };
    (one, said)
}

fn overrides<const N: usize>(hooks: [Hook; N]) -> Said {
    if hooks.iter().all(|hook| *hook == Hook::Empty) {
        // There is no webhook that could have any.
        return Said::NotApplicable;
    }
    if hooks.contains(&Hook::WithOverrides) { Said::Differs("connection_overrides") } else { Said::InPlace }
}
