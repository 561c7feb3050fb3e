//! How does each setting of a sender stand against what should be?

use super::decision::{Deciding, Layer};
use super::judge::{self, Judged};
use super::link::{Link, masked};
use super::path::{deferred_words, judged_code, judged_receipts, judged_service, not_there, right};
use super::precedence::Rule;
use super::{Scene, not_to_be_written, should};
use crate::catalogue::Service;
use crate::source::sources;
use crate::wire::*;

/// Below this a message may expire in the queue before it is its turn.
const SHORT_VALIDITY: u32 = 60;

/// All settings, in the order of [`RouteSetting`]. What was seen before and what is accepted is added by the desk.
pub(crate) fn drift(scene: Scene<'_>) -> Vec<DriftItem> {
    let service = match scene.sender.sender_type {
        SenderType::MessagingService => scene.catalogue.service(&scene.sender.sender_id),
        _ => None,
    };
    let inbound = Inbound::of(scene);
    vec![
        inbound.item(scene),
        fallback(scene, &inbound),
        delivery(scene, service),
        converter(scene, service),
        not_applicable(RouteSetting::SmartEncoding, "MoEngage's pages ask nothing of it."),
        validity(scene, service),
        overrides(scene, &inbound, service),
    ]
}

/// What is wrong, in a few words.
pub(crate) fn wrong(reason: DriftReason) -> &'static str {
    match reason {
        DriftReason::NotSet => "nothing is set",
        DriftReason::DemoUrl => "Twilio's demo URL is set",
        DriftReason::InboundDropped => "receiving is switched off",
        DriftReason::DefersToSenders => "the service leaves it to its senders, and not all lead to MoEngage",
        DriftReason::OverriddenByApplication => "an application stands in place of the number's own URL",
        DriftReason::ApplicationNotFound => "its application is not among those of the account",
        DriftReason::OtherHost => "not a MoEngage host",
        DriftReason::OtherDataCentre => "the host of another data centre",
        DriftReason::OtherPath => "MoEngage's host, another path",
        DriftReason::UnconfirmedHost => "a MoEngage host, not confirmed",
        DriftReason::WrongMethod => "the wrong method",
        DriftReason::NotHttps => "http instead of https",
        DriftReason::Malformed => "no URL that Twilio could call",
        DriftReason::ConnectionOverrides => "connection overrides after #",
        DriftReason::FallbackElsewhere => "a fallback to another host",
        DriftReason::CredentialsInUrl => "a user name or password in the URL",
        DriftReason::ConverterOff => "the MMS converter is off",
        DriftReason::ShortValidity => "messages expire early",
        DriftReason::NotOwned => "not in this account",
        DriftReason::EmptyPool => "the pool is empty",
        DriftReason::NotRead => "not read",
        DriftReason::NotDocumented => "not documented",
    }
}

/// Why it matters.
fn matters(reason: DriftReason, of_receipts: bool) -> &'static str {
    match reason {
        DriftReason::NotSet | DriftReason::DemoUrl if of_receipts => {
            "Nobody tells MoEngage what was delivered: deliveries stay at zero, and conversions are not attributed."
        }
        DriftReason::NotSet | DriftReason::DemoUrl => {
            "Replies reach nobody: STOP and other keywords are unknown to MoEngage."
        }
        DriftReason::InboundDropped => {
            "Replies are neither passed on nor logged: nobody notices that a person wrote STOP."
        }
        DriftReason::DefersToSenders => {
            "Replies to some senders of the pool do not reach MoEngage as they should."
        }
        DriftReason::OverriddenByApplication => {
            "The URL that the number shows in the Console is not the one that is called."
        }
        DriftReason::ApplicationNotFound => {
            "Where replies go cannot be told: the application that decides was not found."
        }
        DriftReason::OtherHost if of_receipts => {
            "Not a MoEngage host: receipts reach MoEngage only if it passes them on."
        }
        DriftReason::OtherHost => "Not a MoEngage host: replies reach MoEngage only if it passes them on.",
        DriftReason::OtherDataCentre => {
            "The workspace lives in another data centre, which does not know of them."
        }
        DriftReason::OtherPath => "MoEngage documents another path for what Twilio sends.",
        DriftReason::UnconfirmedHost => {
            "It may be right; no page of MoEngage confirms it. Compare it with what your MoEngage dashboard shows."
        }
        DriftReason::WrongMethod => "MoEngage takes replies by GET; by another method they are not taken.",
        DriftReason::NotHttps => "Anyone on the way reads phone numbers and texts.",
        DriftReason::Malformed => "Twilio cannot call it.",
        DriftReason::ConnectionOverrides => {
            "They change how long and how often Twilio tries; no page of MoEngage asks for them."
        }
        DriftReason::FallbackElsewhere => {
            "When MoEngage does not answer, somebody else gets what people wrote."
        }
        DriftReason::CredentialsInUrl => {
            "It stands in the Console and in logs, for everybody with access to read."
        }
        DriftReason::ConverterOff => {
            "Pictures to phones that cannot take them fail, instead of going as a link (guide, Configure Content Settings)."
        }
        DriftReason::ShortValidity => "A message that waits longer in the queue is dropped.",
        DriftReason::NotOwned => {
            "Campaigns from it fail: the account that MoEngage signs in with does not own it."
        }
        DriftReason::EmptyPool => "The service has no number or short code to send from or to reply to.",
        DriftReason::NotRead | DriftReason::NotDocumented => "It cannot be said.",
    }
}

fn level(reason: DriftReason) -> FindingLevel {
    match reason {
        DriftReason::UnconfirmedHost
        | DriftReason::ConnectionOverrides
        | DriftReason::FallbackElsewhere
        | DriftReason::CredentialsInUrl
        | DriftReason::ConverterOff
        | DriftReason::ShortValidity => FindingLevel::Warning,
        DriftReason::NotRead | DriftReason::NotDocumented | DriftReason::ApplicationNotFound => {
            FindingLevel::NotCheckable
        }
        _ => FindingLevel::Problem,
    }
}

/// What the Console calls it.
pub(crate) fn label(setting: RouteSetting) -> &'static str {
    match setting {
        RouteSetting::Inbound => "Incoming messages",
        RouteSetting::InboundFallback => "Fallback of incoming messages",
        RouteSetting::DeliveryCallback => "Delivery status callback",
        RouteSetting::MmsConverter => "MMS converter",
        RouteSetting::SmartEncoding => "Smart encoding",
        RouteSetting::ValidityPeriod => "Validity period",
        RouteSetting::ConnectionOverrides => "Connection overrides",
    }
}

/// In place, unless something is said against it.
fn item(setting: RouteSetting) -> DriftItem {
    DriftItem {
        setting,
        label: label(setting).to_owned(),
        state: DriftState::InPlace,
        reasons: Vec::new(),
        level: FindingLevel::Ok,
        resource: None,
        fields: Vec::new(),
        live: None,
        should: None,
        should_provenance: None,
        why: String::new(),
        remedy: None,
        sources: Vec::new(),
        since: None,
        changed_from: None,
        accepted: None,
        cannot_apply: Some("It is in place.".to_owned()),
    }
}

fn not_applicable(setting: RouteSetting, why: impl Into<String>) -> DriftItem {
    let cannot_apply = Some("Nothing has to stand there.".to_owned());
    DriftItem { state: DriftState::NotApplicable, why: why.into(), cannot_apply, ..item(setting) }
}

fn unknown(setting: RouteSetting, reason: DriftReason, why: impl Into<String>) -> DriftItem {
    DriftItem {
        state: DriftState::Unknown,
        reasons: vec![reason],
        level: FindingLevel::NotCheckable,
        why: why.into(),
        cannot_apply: Some("What is live is not known.".to_owned()),
        ..item(setting)
    }
}

/// Takes up what speaks against it.
fn judged(mut item: DriftItem, reasons: Vec<DriftReason>, of_receipts: bool) -> DriftItem {
    let Some(worst) = reasons.first().copied() else { return item };
    item.level = reasons.iter().map(|reason| level(*reason)).max().unwrap_or(FindingLevel::Ok);
    item.state =
        if item.level == FindingLevel::NotCheckable { DriftState::Unknown } else { DriftState::Differs };
    let told: Vec<_> = reasons.iter().map(|reason| matters(*reason, of_receipts)).collect();
    item.why = told.join(" ");
    item.cannot_apply = match worst {
        DriftReason::NotOwned => Some("This account does not own it.".to_owned()),
        DriftReason::EmptyPool => Some("A sender is added to the pool in Twilio's Console.".to_owned()),
        _ if item.state == DriftState::Unknown => Some("What is live is not known.".to_owned()),
        _ => None,
    };
    item.remedy = match worst {
        DriftReason::NotOwned => {
            Some("Connect the account that owns it, or correct the sender ID.".to_owned())
        }
        DriftReason::UnconfirmedHost => Some(
            "Open your MoEngage dashboard, copy the URL that it shows, and paste it into the workspace or the sender."
                .to_owned(),
        ),
        _ => item.should.as_ref().map(|should| format!("Set it to {should}.")),
    };
    item.reasons = reasons;
    item
}

/// Whose webhook decides over replies to this sender, and how it stands.
struct Inbound<'a> {
    layer: Option<Layer<'a>>,
    judged: Judged,
    /// Why it is as it is, where that is not the webhook alone.
    why: Option<String>,
    /// Why nothing has to stand there.
    needless: Option<String>,
}

impl<'a> Inbound<'a> {
    fn of(scene: Scene<'a>) -> Self {
        let (sender, catalogue) = (scene.sender, scene.catalogue);
        let none = |judged| Self { layer: None, judged, why: None, needless: None };
        let needless = match sender.sender_type {
            SenderType::Alphanumeric => Some(Rule::Alphanumeric.said().text),
            _ if !scene.workspace.keyword_management => {
                Some("Keyword management is off in this workspace: MoEngage takes no replies.".to_owned())
            }
            _ => None,
        };
        let nothing = Judged { destination: Destination::None, reasons: Vec::new() };
        let inbound = match sender.sender_type {
            SenderType::Alphanumeric => none(nothing),
            SenderType::MessagingService => match catalogue.service(&sender.sender_id) {
                None => {
                    let reason = match catalogue.services {
                        Ok(_) => DriftReason::NotOwned,
                        Err(_) => DriftReason::NotRead,
                    };
                    let judged = Judged { destination: Destination::Unknown, reasons: vec![reason] };
                    Self { why: Some(not_there(catalogue)), ..none(judged) }
                }
                Some(service) => Self {
                    why: (service.defers == Some(true)).then(|| deferred_words(scene, service)),
                    layer: Some(Layer::of_service(service)),
                    ..none(judged_service(scene, service))
                },
            },
            kind => {
                let (mut judged, decision) = judged_code(scene, kind, &sender.sender_id);
                let (layer, why) = match decision.deciding {
                    Deciding::By(layer) => (Some(layer), None),
                    Deciding::Unknown { why, .. } => (None, Some(why)),
                };
                let by_application =
                    layer.as_ref().is_some_and(|layer| layer.resource.kind == ResourceKind::Application);
                if by_application && !judged.reasons.is_empty() {
                    judged.reasons.push(DriftReason::OverriddenByApplication);
                }
                Self { layer, why, ..none(judged) }
            }
        };
        Self { needless, ..inbound }
    }

    fn defers(&self, scene: Scene<'_>) -> bool {
        scene.sender.sender_type == SenderType::MessagingService
            && scene.catalogue.service(&scene.sender.sender_id).is_some_and(|one| one.defers == Some(true))
    }

    fn item(&self, scene: Scene<'_>) -> DriftItem {
        let setting = RouteSetting::Inbound;
        let mut item = item(setting);
        if let Some(layer) = &self.layer {
            let [url, method, _] = layer.fields();
            item.fields = vec![url.to_owned(), method.to_owned()];
            if layer.resource.kind == ResourceKind::MessagingService {
                item.fields.insert(0, "use_inbound_webhook_on_number".to_owned());
            }
            item.live = match (self.defers(scene), &layer.inbound.url) {
                (true, _) => Some("Defer to sender's webhook".to_owned()),
                (false, Some(url)) => {
                    let method = layer.inbound.method.as_deref().unwrap_or("method not told");
                    Some(format!("{} by {method}", masked(url)))
                }
                (false, None) => None,
            };
            item.resource = Some(layer.resource.clone());
        }
        if let Some(why) = &self.needless {
            let live = item.live.take();
            return DriftItem {
                live,
                resource: item.resource,
                fields: item.fields,
                ..not_applicable(setting, why)
            };
        }
        item.sources = sources(&["guide", "twilio-services-api"]);
        let should = should(scene.workspace, scene.sender).inbound;
        if let Some(should) = &should {
            item.should = Some(format!("{} by GET", masked(&should.url)));
            item.should_provenance = Some(should.provenance);
        }
        item.why = match self.defers(scene) {
            true => "Every sender of the pool leads to MoEngage.".to_owned(),
            false => "Replies reach MoEngage.".to_owned(),
        };
        let mut item = judged(item, self.judged.reasons.clone(), false);
        if let Some(why) = &self.why
            && item.state != DriftState::InPlace
        {
            item.why = match item.state {
                DriftState::Unknown => why.clone(),
                _ => format!("{} {why}", item.why),
            };
        }
        if let Some(reason) = should.as_ref().and_then(not_to_be_written)
            && item.cannot_apply.is_none()
        {
            item.cannot_apply = Some(reason.to_owned());
        }
        item
    }
}

fn fallback(scene: Scene<'_>, inbound: &Inbound<'_>) -> DriftItem {
    let setting = RouteSetting::InboundFallback;
    if let Some(why) = &inbound.needless {
        return not_applicable(setting, why);
    }
    let Some(layer) = &inbound.layer else {
        let reason = inbound.judged.reasons.first().copied().unwrap_or(DriftReason::NotRead);
        let reason = if level(reason) == FindingLevel::NotCheckable { reason } else { DriftReason::NotRead };
        return unknown(
            setting,
            reason,
            inbound.why.clone().unwrap_or_else(|| "It was not read.".to_owned()),
        );
    };
    if inbound.why.is_some() {
        return not_applicable(setting, "The service defers: each sender's own fallback counts.");
    }
    let mut item = item(setting);
    item.resource = Some(layer.resource.clone());
    item.fields = vec![layer.fields()[2].to_owned()];
    item.live = layer.fallback.url.as_deref().map(masked);
    item.should = Some("none, or MoEngage's MO callback by GET".to_owned());
    item.sources = Rule::Fallback.said().sources;
    // As the webhook itself is judged; as good as none is in place.
    let reasons = judge::replies(layer.fallback, &right(scene)).reasons;
    item.why = match reasons.first() {
        Some(DriftReason::NotSet) => "There is none, and none is asked for.",
        Some(DriftReason::DemoUrl) => "Twilio's demo URL: as good as none, and none is asked for.",
        _ => "It leads to MoEngage's MO callback as well.",
    }
    .to_owned();
    let reasons = reasons.into_iter().filter_map(|reason| match reason {
        DriftReason::NotSet | DriftReason::DemoUrl => None,
        DriftReason::OtherHost => Some(DriftReason::FallbackElsewhere),
        reason => Some(reason),
    });
    let mut item = judged(item, reasons.collect(), false);
    // It counts only where the first webhook fails.
    item.level = item.level.min(FindingLevel::Warning);
    if item.state == DriftState::Differs {
        item.why = format!("It is called when the first webhook fails. {}", item.why);
        if item.reasons != [DriftReason::UnconfirmedHost] {
            item.remedy = Some("Clear it.".to_owned());
        }
        if layer.resource.kind == ResourceKind::Application {
            item.cannot_apply =
                Some("An application serves other numbers too: change it in the Console.".to_owned());
        }
    }
    item
}

fn delivery(scene: Scene<'_>, service: Option<&Service>) -> DriftItem {
    let setting = RouteSetting::DeliveryCallback;
    match scene.sender.sender_type {
        SenderType::ShortCode | SenderType::LongCode => {
            return not_applicable(setting, Rule::CampaignOfCode.said().text);
        }
        SenderType::Alphanumeric => {
            let said = Rule::CampaignAlphanumeric.said();
            let item = unknown(setting, DriftReason::NotDocumented, said.text);
            return DriftItem { sources: said.sources, ..item };
        }
        SenderType::MessagingService => {}
    }
    let Some(service) = service else { return missing(scene, setting) };
    let mut item = item(setting);
    item.resource = Some(Layer::of_service(service).resource);
    item.fields = vec!["status_callback".to_owned()];
    item.live = service.status_callback.as_deref().map(masked);
    item.sources = sources(&["guide", "twilio-services-api"]);
    item.why = "Receipts of campaigns reach MoEngage.".to_owned();
    let should = should(scene.workspace, scene.sender).delivery;
    if let Some(should) = &should {
        item.should = Some(masked(&should.url));
        item.should_provenance = Some(should.provenance);
    }
    let mut item = judged(item, judged_receipts(scene, service).reasons, true);
    if let Some(reason) = should.as_ref().and_then(not_to_be_written)
        && item.cannot_apply.is_none()
    {
        item.cannot_apply = Some(reason.to_owned());
        item.remedy = Some(
            "Open your MoEngage dashboard, copy its Delivery tracking URL, and paste it into the workspace."
                .to_owned(),
        );
    }
    item
}

/// A service that is not there, or was not read.
fn missing(scene: Scene<'_>, setting: RouteSetting) -> DriftItem {
    let why = not_there(scene.catalogue);
    match scene.catalogue.services {
        Err(_) => unknown(setting, DriftReason::NotRead, why),
        Ok(_) => DriftItem { why, ..judged(item(setting), vec![DriftReason::NotOwned], true) },
    }
}

fn converter(scene: Scene<'_>, service: Option<&Service>) -> DriftItem {
    let setting = RouteSetting::MmsConverter;
    let Some(wanted) = should(scene.workspace, scene.sender).mms_converter else {
        let why = match scene.sender.sender_type {
            SenderType::MessagingService => "The sender is not marked for MMS.",
            _ => "Only Messaging Services have one.",
        };
        return not_applicable(setting, why);
    };
    let Some(service) = service else { return missing(scene, setting) };
    let on = |on: bool| if on { "on" } else { "off" }.to_owned();
    let Some(live) = service.mms_converter else {
        return unknown(setting, DriftReason::NotRead, "Twilio did not say whether it is on.");
    };
    let item = DriftItem {
        resource: Some(Layer::of_service(service).resource),
        fields: vec!["mms_converter".to_owned()],
        live: Some(on(live)),
        should: Some(on(wanted)),
        should_provenance: Some(Provenance::Documented),
        sources: sources(&["guide"]),
        why: "Pictures to phones that cannot take them go as a link.".to_owned(),
        ..item(setting)
    };
    judged(item, if live == wanted { Vec::new() } else { vec![DriftReason::ConverterOff] }, false)
}

fn validity(scene: Scene<'_>, service: Option<&Service>) -> DriftItem {
    let setting = RouteSetting::ValidityPeriod;
    if scene.sender.sender_type != SenderType::MessagingService {
        return not_applicable(setting, "Only Messaging Services have one.");
    }
    let Some(service) = service else { return missing(scene, setting) };
    let Some(seconds) = service.validity_period else {
        return unknown(setting, DriftReason::NotRead, "Twilio did not say how long it is.");
    };
    let item = DriftItem {
        resource: Some(Layer::of_service(service).resource),
        fields: vec!["validity_period".to_owned()],
        live: Some(format!("{seconds} s")),
        sources: sources(&["twilio-services-api"]),
        why: "Messages have time to wait in the queue.".to_owned(),
        ..item(setting)
    };
    let reasons = if seconds < SHORT_VALIDITY { vec![DriftReason::ShortValidity] } else { Vec::new() };
    let mut item = judged(item, reasons, false);
    if item.state == DriftState::Differs {
        item.remedy = Some("Raise it in the Console, under Integration.".to_owned());
        item.cannot_apply = Some("How long is right is yours to decide: set it in the Console.".to_owned());
    }
    item
}

fn overrides(scene: Scene<'_>, inbound: &Inbound<'_>, service: Option<&Service>) -> DriftItem {
    let setting = RouteSetting::ConnectionOverrides;
    let replies = inbound.layer.as_ref().filter(|_| inbound.needless.is_none() && !inbound.defers(scene));
    let of_replies = replies.into_iter().flat_map(|layer| {
        let [inbound, _, fallback] = layer.fields();
        let urls = [(inbound, &layer.inbound.url), (fallback, &layer.fallback.url)];
        urls.map(|(field, url)| Some((layer.resource.clone(), field, url.as_deref()?)))
    });
    let urls: Vec<_> = of_replies
        .flatten()
        .chain(service.and_then(|service| {
            let resource = Layer::of_service(service).resource;
            Some((resource, "status_callback", service.status_callback.as_deref()?))
        }))
        .collect();
    if urls.is_empty() {
        return not_applicable(setting, "No webhook of it counts.");
    }
    let found = urls.into_iter().find_map(|(resource, field, url)| {
        Some((resource, field, Link::parse(url)?.overrides()?.to_owned()))
    });
    let mut item = item(setting);
    item.should = Some("none".to_owned());
    item.sources = sources(&["twilio-connection-overrides"]);
    item.why = "There are none.".to_owned();
    let Some((resource, field, live)) = found else { return item };
    let is_application = resource.kind == ResourceKind::Application;
    item.resource = Some(resource);
    item.fields = vec![field.to_owned()];
    item.live = Some(format!("#{live}"));
    let mut item = judged(item, vec![DriftReason::ConnectionOverrides], false);
    item.remedy = Some("Take out what follows the #.".to_owned());
    if is_application {
        item.cannot_apply =
            Some("An application serves other numbers too: change it in the Console.".to_owned());
    }
    item
}
