//! Which of Twilio's settings decides over a reply to a number or short code? Twilio's order, as far as it is documented
//! (`data/precedence.json`).

use super::link::Link;
use super::precedence::Rule;
use crate::catalogue::{Application, Catalogue, Number, Service, ShortCode, Webhook};
use crate::wire::{DriftReason, ResourceKind, ResourceRef, SenderType};

/// What stands on the sender itself.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Own<'a> {
    Number(&'a Number),
    ShortCode(&'a ShortCode),
}

impl<'a> Own<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, kind: SenderType, id: &str) -> Option<Self> {
        match kind {
            SenderType::LongCode => catalogue.number(id).map(Self::Number),
            SenderType::ShortCode => catalogue.short_code(id).map(Self::ShortCode),
            SenderType::MessagingService | SenderType::Alphanumeric => None,
        }
    }

    pub(super) fn layer(self) -> Layer<'a> {
        let (kind, sid, name, inbound, fallback) = match self {
            Self::Number(one) => {
                (ResourceKind::PhoneNumber, &one.sid, &one.number, &one.inbound, &one.fallback)
            }
            Self::ShortCode(one) => {
                (ResourceKind::ShortCode, &one.sid, &one.code, &one.inbound, &one.fallback)
            }
        };
        Layer { resource: ResourceRef { kind, sid: sid.clone(), name: name.clone() }, inbound, fallback }
    }

    pub(super) fn application(self) -> Option<&'a str> {
        match self {
            Self::Number(one) => one.application.as_deref(),
            Self::ShortCode(_) => None,
        }
    }
}

/// Something that holds webhooks for replies.
#[derive(Debug, Clone)]
pub(crate) struct Layer<'a> {
    pub(crate) resource: ResourceRef,
    pub(crate) inbound: &'a Webhook,
    pub(crate) fallback: &'a Webhook,
}

impl<'a> Layer<'a> {
    pub(super) fn of_service(service: &'a Service) -> Self {
        let kind = ResourceKind::MessagingService;
        Self {
            resource: ResourceRef { kind, sid: service.sid.clone(), name: service.name.clone() },
            inbound: &service.inbound,
            fallback: &service.fallback,
        }
    }

    pub(super) fn of_application(one: &'a Application) -> Self {
        let kind = ResourceKind::Application;
        Self {
            resource: ResourceRef { kind, sid: one.sid.clone(), name: one.name.clone() },
            inbound: &one.inbound,
            fallback: &one.fallback,
        }
    }

    /// Twilio's names of URL, method and fallback.
    pub(crate) fn fields(&self) -> [&'static str; 3] {
        match self.resource.kind {
            ResourceKind::MessagingService => ["inbound_request_url", "inbound_method", "fallback_url"],
            _ => ["sms_url", "sms_method", "sms_fallback_url"],
        }
    }

    /// Whether Twilio does the same with a reply by either.
    fn does_the_same(&self, other: &Self) -> bool {
        match (&self.inbound.url, &other.inbound.url) {
            (None, None) => true,
            (Some(one), Some(two)) => {
                let same = match (Link::parse(one), Link::parse(two)) {
                    (Some(one), Some(two)) => one.same(&two),
                    _ => one == two,
                };
                same && self.inbound.method == other.inbound.method
            }
            _ => false,
        }
    }
}

/// What decides over a reply.
#[derive(Debug, Clone)]
pub(crate) enum Deciding<'a> {
    /// The webhook of this layer is called, or nobody where it has none.
    By(Layer<'a>),
    /// It cannot be said, and why.
    Unknown { reason: DriftReason, why: String },
}

/// What was found around a sender, and what of it decides.
#[derive(Debug, Clone)]
pub(crate) struct Decision<'a> {
    pub(crate) own: Option<Own<'a>>,
    pub(crate) service: Option<&'a Service>,
    pub(crate) application: Option<&'a Application>,
    pub(crate) deciding: Deciding<'a>,
    /// The rules that this rests on.
    pub(crate) rules: Vec<Rule>,
}

/// What decides over a reply to a number or short code.
pub(crate) fn decide<'a>(catalogue: &'a Catalogue, kind: SenderType, id: &str) -> Decision<'a> {
    let own = Own::of(catalogue, kind, id);
    let service = catalogue.service_of(kind, id);
    let application = own.and_then(Own::application).and_then(|sid| catalogue.application(sid));
    let (deciding, rules) = deciding(catalogue, kind, own, service);
    Decision { own, service, application, deciding, rules }
}

fn deciding<'a>(
    catalogue: &'a Catalogue,
    kind: SenderType,
    own: Option<Own<'a>>,
    service: Option<&'a Service>,
) -> (Deciding<'a>, Vec<Rule>) {
    let unknown = |reason, why: String| (Deciding::Unknown { reason, why }, Vec::new());
    let Some(own) = own else {
        let listed = match kind {
            SenderType::ShortCode => catalogue.short_codes.as_ref().err(),
            _ => catalogue.numbers.as_ref().err(),
        };
        return match (listed, service) {
            (Some(fault), _) => {
                unknown(DriftReason::NotRead, format!("The account's list could not be read. {fault}"))
            }
            (None, Some(service)) if service.defers == Some(false) => {
                (Deciding::By(Layer::of_service(service)), vec![Rule::ServiceUrl])
            }
            (None, _) => {
                unknown(DriftReason::NotOwned, "It is not in this Twilio account, as last read.".to_owned())
            }
        };
    };
    if service.is_none()
        && let Err(fault) = catalogue.pools_whole()
    {
        let why = format!("Whether a Messaging Service holds it was not read, and that decides. {fault}");
        return unknown(DriftReason::NotRead, why);
    }
    let app = match own.application() {
        None => None,
        Some(sid) => match (&catalogue.applications, catalogue.application(sid)) {
            (_, Some(one)) => Some(Layer::of_application(one)),
            (Err(fault), None) => {
                let why = format!(
                    "It names the application {sid}, and the applications could not be read. {fault}"
                );
                return unknown(DriftReason::NotRead, why);
            }
            (Ok(_), None) => {
                let why = format!("It names the application {sid}, which this account does not list.");
                return unknown(DriftReason::ApplicationNotFound, why);
            }
        },
    };
    let own = own.layer();
    let by = |layer, rules: &[Rule]| (Deciding::By(layer), rules.to_vec());
    let either = |likely: Layer<'a>, other: Layer<'a>, rules: &[Rule]| {
        if likely.does_the_same(&other) {
            return (Deciding::By(likely), rules.to_vec());
        }
        let reason = DriftReason::NotDocumented;
        let why = rules.last().map(|rule| rule.said().text).unwrap_or_default();
        (Deciding::Unknown { reason, why }, rules.to_vec())
    };
    let Some(service) = service else {
        return match app {
            None => by(own, &[Rule::OwnUrl]),
            Some(app) => by(app, &[Rule::Application]),
        };
    };
    let of_service = Layer::of_service(service);
    match (service.defers, app) {
        (None, _) => {
            unknown(DriftReason::NotRead, "Twilio did not say whether the service defers.".to_owned())
        }
        (Some(false), None) if service.inbound.url.is_none() => by(of_service, &[Rule::ServiceDrops]),
        (Some(false), None) => by(of_service, &[Rule::ServiceUrl]),
        (Some(false), Some(app)) => either(of_service, app, &[Rule::ServiceUrl, Rule::ServiceApplication]),
        (Some(true), Some(app)) => either(app, own, &[Rule::ServiceDefers, Rule::DefersApplication]),
        (Some(true), None) if own.inbound.url.is_none() => {
            either(own, of_service, &[Rule::ServiceDefers, Rule::DefersEmpty])
        }
        (Some(true), None) => by(own, &[Rule::ServiceDefers, Rule::OwnUrl]),
    }
}
