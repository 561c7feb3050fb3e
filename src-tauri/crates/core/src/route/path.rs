//! The path of a reply and of a receipt, hop by hop, each with what it is told from.

use super::decision::{Deciding, Decision, Layer, Own, decide};
use super::judge::{self, Judged};
use super::link::{Host, Link, masked};
use super::precedence::Rule;
use super::{Scene, should};
use crate::callback;
use crate::catalogue::{Catalogue, Service};
use crate::data_centre::DataCentre;
use crate::store::senders::mo_callback;
use crate::wire::*;

/// The three paths of a sender, or of a member of its pool.
#[derive(Debug, Clone)]
pub(crate) struct Routes {
    pub(crate) reply: Path,
    pub(crate) receipt: Path,
    pub(crate) test_receipt: Path,
}

impl Routes {
    /// Of the sender itself.
    pub(crate) fn of(scene: Scene<'_>) -> Self {
        let sender = scene.sender;
        let reply = match sender.sender_type {
            SenderType::Alphanumeric => one_way(&sender.sender_id),
            SenderType::MessagingService => of_service(scene),
            kind => of_code(scene, kind, &sender.sender_id),
        };
        Self { reply, receipt: receipt(scene), test_receipt: test_receipt(scene) }
    }

    /// Of a member of the service's pool; receipts are those of the service.
    pub(crate) fn of_member(scene: Scene<'_>, kind: SenderType, id: &str) -> Self {
        let reply = if kind == SenderType::Alphanumeric { one_way(id) } else { of_code(scene, kind, id) };
        Self { reply, ..Self::of(scene) }
    }
}

/// What replies should call, whether or not keyword management is on.
pub(super) fn right(scene: Scene<'_>) -> ProvenUrl {
    mo_callback(scene.workspace, scene.sender)
        .map_or_else(|| callback::mo(scene.workspace.data_centre), |mo| mo.now)
}

/// Where replies to a number or short code go, without the drawing.
pub(crate) fn judged_code<'a>(scene: Scene<'a>, kind: SenderType, id: &str) -> (Judged, Decision<'a>) {
    let decision = decide(scene.catalogue, kind, id);
    let judged = match &decision.deciding {
        Deciding::By(layer) => {
            let mut judged = judge::replies(layer.inbound, &right(scene));
            if layer.resource.kind == ResourceKind::MessagingService {
                for reason in &mut judged.reasons {
                    if *reason == DriftReason::NotSet {
                        *reason = DriftReason::InboundDropped;
                    }
                }
            }
            judged
        }
        Deciding::Unknown { reason, .. } => Judged::new(Destination::Unknown, vec![*reason]),
    };
    (judged, decision)
}

/// How many senders of a pool lead where; alphanumeric ones, which get no replies, aside.
pub(crate) fn judged_pool(scene: Scene<'_>, service: &Service) -> Result<Vec<(String, Judged)>, String> {
    let pool = service.pool.as_ref().map_err(Clone::clone)?;
    let replied = pool.iter().filter(|member| member.kind != SenderType::Alphanumeric);
    Ok(replied.map(|one| (one.sender_id.clone(), judged_code(scene, one.kind, &one.sender_id).0)).collect())
}

/// A path to one end.
pub(super) fn short(destination: Destination, summary: String, hops: Vec<Hop>) -> Path {
    Path { destination, summary, hops }
}

fn hop(place: HopPlace, role: HopRole, title: impl Into<String>, says: impl Into<String>) -> Hop {
    Hop { place, role, title: title.into(), says: says.into(), url: None, method: None, evidence: Vec::new() }
}

fn one_way(id: &str) -> Path {
    let says = Rule::Alphanumeric.said().text;
    let sender = Hop {
        evidence: vec![Rule::Alphanumeric.evidence()],
        ..hop(HopPlace::Sender, HopRole::Stops, id, says.clone())
    };
    short(Destination::None, says, vec![handset(), sender])
}

fn handset() -> Hop {
    hop(HopPlace::Handset, HopRole::End, "Handset", "A person replies.")
}

fn read(scene: Scene<'_>, resource: &ResourceRef, field: &str, value: Option<&str>) -> Evidence {
    Evidence::Read {
        resource: resource.clone(),
        field: field.to_owned(),
        value: value.map(|value| if value.contains("://") { masked(value) } else { value.to_owned() }),
        at: scene.read_at,
    }
}

/// A layer that holds a webhook, as a hop.
fn of_layer(scene: Scene<'_>, layer: &Layer<'_>, role: HopRole, says: String) -> Hop {
    let place = match layer.resource.kind {
        ResourceKind::MessagingService => HopPlace::Service,
        ResourceKind::Application => HopPlace::Application,
        ResourceKind::PhoneNumber | ResourceKind::ShortCode => HopPlace::Sender,
    };
    let [url, method, _] = layer.fields();
    let mut evidence = vec![read(scene, &layer.resource, url, layer.inbound.url.as_deref())];
    if layer.inbound.url.is_some() {
        evidence.push(read(scene, &layer.resource, method, layer.inbound.method.as_deref()));
    }
    Hop {
        url: layer.inbound.url.as_deref().map(masked),
        method: layer.inbound.url.as_ref().and(layer.inbound.method.clone()),
        evidence,
        ..hop(place, role, called(&layer.resource), says)
    }
}

/// “Service *Campaigns*”, “+1 202 …”.
pub(super) fn called(resource: &ResourceRef) -> String {
    match resource.kind {
        ResourceKind::MessagingService => format!("Service {}", resource.name),
        ResourceKind::Application => format!("Application {}", resource.name),
        ResourceKind::PhoneNumber | ResourceKind::ShortCode => resource.name.clone(),
    }
}

/// The path of a reply to a number or short code.
fn of_code(scene: Scene<'_>, kind: SenderType, id: &str) -> Path {
    let (judged, decision) = judged_code(scene, kind, id);
    let decider = match &decision.deciding {
        Deciding::By(layer) => Some(layer.resource.kind),
        Deciding::Unknown { .. } => None,
    };
    let ends = matches!(judged.destination, Destination::Nobody);
    let role = |kind: ResourceKind, is_set: bool| match decider {
        Some(decides) if decides == kind => {
            if ends {
                HopRole::Stops
            } else {
                HopRole::Decides
            }
        }
        _ if is_set => HopRole::Ignored,
        _ => HopRole::Passes,
    };
    let mut hops = vec![handset(), sender_hop(scene, &decision, id, role)];
    if let Some(service) = decision.service {
        hops.push(service_hop(scene, service, role));
    }
    if let Some(one) = decision.application {
        let layer = Layer::of_application(one);
        let role = role(ResourceKind::Application, true);
        let says = match role {
            HopRole::Ignored => "It may or may not stand before the others.",
            _ => "Its URLs stand in place of the number's own.",
        };
        hops.push(of_layer(scene, &layer, role, says.to_owned()));
    }
    if let Some(last) =
        hops.iter_mut().rev().find(|hop| matches!(hop.role, HopRole::Decides | HopRole::Stops))
    {
        last.evidence.extend(decision.rules.iter().map(|rule| rule.evidence()));
    }
    hops.push(end(scene, &judged, &decision));
    let summary = summary(scene, &judged, &decision);
    short(judged.destination, summary, hops)
}

fn sender_hop(
    scene: Scene<'_>,
    decision: &Decision<'_>,
    id: &str,
    role: impl Fn(ResourceKind, bool) -> HopRole,
) -> Hop {
    let Some(own) = decision.own else {
        return hop(HopPlace::Sender, HopRole::Passes, id, "Its own settings were not read.");
    };
    let layer = own.layer();
    let role = role(layer.resource.kind, layer.inbound.url.is_some());
    let says = match role {
        HopRole::Decides => "Its own URL is called.",
        HopRole::Stops => "Nothing that is called is set here.",
        HopRole::Ignored if decision.application.is_some() => "Its own URL stands behind an application.",
        HopRole::Ignored => "Its own URL is set, and is not used.",
        _ if layer.inbound.url.is_some() => "Its own URL is set.",
        _ => "It has no URL of its own.",
    };
    let mut hop = of_layer(scene, &layer, role, says.to_owned());
    if let Own::Number(number) = own {
        let application = number.application.as_deref();
        hop.evidence.push(read(scene, &layer.resource, "sms_application_sid", application));
    }
    hop
}

fn service_hop(scene: Scene<'_>, service: &Service, role: impl Fn(ResourceKind, bool) -> HopRole) -> Hop {
    let layer = Layer::of_service(service);
    let role = match role(ResourceKind::MessagingService, service.inbound.url.is_some()) {
        HopRole::Ignored if service.defers == Some(true) => HopRole::Passes,
        role => role,
    };
    let says = match (role, service.defers) {
        (HopRole::Decides, _) => "Its webhook decides for the whole pool.",
        (HopRole::Stops, _) => "Receiving is switched off here: nothing is passed on, and nothing is logged.",
        (_, Some(true)) => "It defers to each sender's own webhook.",
        _ => "It holds the sender.",
    };
    let mut hop = of_layer(scene, &layer, role, says.to_owned());
    let defers = service.defers.map(|defers| defers.to_string());
    hop.evidence.insert(0, read(scene, &layer.resource, "use_inbound_webhook_on_number", defers.as_deref()));
    hop
}

/// Where it ends.
fn end(scene: Scene<'_>, judged: &Judged, decision: &Decision<'_>) -> Hop {
    let url = match &decision.deciding {
        Deciding::By(layer) => layer.inbound.url.as_deref(),
        Deciding::Unknown { .. } => None,
    };
    let mut hop = end_of(scene.workspace.data_centre, judged, url);
    let nothing = match judged.reasons.first() {
        Some(DriftReason::NotSet) => Some(Rule::NothingSet),
        Some(DriftReason::DemoUrl) => Some(Rule::DemoUrl),
        _ => None,
    };
    hop.evidence.extend(nothing.map(Rule::evidence));
    if let Deciding::Unknown { why, .. } = &decision.deciding {
        hop.says.clone_from(why);
        hop.evidence.extend(decision.rules.iter().map(|rule| rule.evidence()));
    } else if matches!(judged.destination, Destination::Moengage | Destination::MoengageWrongly) {
        hop.evidence.push(Rule::Method.evidence());
    }
    hop
}

/// The last hop, for replies and receipts alike.
fn end_of(data_centre: DataCentre, judged: &Judged, url: Option<&str>) -> Hop {
    let link = url.and_then(Link::parse);
    let host = link.as_ref().map_or("", Link::host_name);
    match judged.destination {
        Destination::Moengage => hop(
            HopPlace::Moengage,
            HopRole::End,
            format!("MoEngage {data_centre}"),
            "It arrives where it should.",
        ),
        Destination::MoengageUnconfirmed => hop(
            HopPlace::Moengage,
            HopRole::End,
            "A MoEngage host, not confirmed",
            format!("No page of MoEngage confirms {host} for {data_centre}."),
        ),
        Destination::MoengageWrongly => {
            let title = match link.as_ref().map(Link::host) {
                Some(Host::Moengage(number)) => format!("MoEngage DC-{number:02}"),
                _ => "A host of MoEngage's".to_owned(),
            };
            let wrong = judged.reasons.iter().map(|reason| super::drift::wrong(*reason)).collect::<Vec<_>>();
            hop(
                HopPlace::Moengage,
                HopRole::Stops,
                title,
                format!("It does not arrive as it should: {}.", wrong.join(", ")),
            )
        }
        Destination::Elsewhere => hop(
            HopPlace::Elsewhere,
            HopRole::End,
            host,
            "Not a MoEngage host: it reaches MoEngage only if this host passes it on.",
        ),
        Destination::Nobody => hop(HopPlace::Nobody, HopRole::Stops, "Nobody", "Nobody is told."),
        Destination::None => hop(HopPlace::Nobody, HopRole::Stops, "Nobody", "There is no such path."),
        Destination::Unknown => {
            hop(HopPlace::Unknown, HopRole::End, "Not known", "It cannot be said where it goes.")
        }
    }
}

fn summary(scene: Scene<'_>, judged: &Judged, decision: &Decision<'_>) -> String {
    let layer = match &decision.deciding {
        Deciding::Unknown { why, .. } => return format!("Where a reply goes is not known. {why}"),
        Deciding::By(layer) => layer,
    };
    let decider = match layer.resource.kind {
        ResourceKind::MessagingService => {
            format!("the webhook of the service “{}” decides", layer.resource.name)
        }
        ResourceKind::Application => format!("the application “{}” decides", layer.resource.name),
        ResourceKind::PhoneNumber | ResourceKind::ShortCode => match decision.service {
            Some(service) => format!("the service “{}” defers, so its own webhook decides", service.name),
            None => "its own webhook decides".to_owned(),
        },
    };
    sentence("A reply", scene.workspace.data_centre, judged, layer.inbound.url.as_deref(), &decider)
}

fn sentence(what: &str, dc: DataCentre, judged: &Judged, url: Option<&str>, decider: &str) -> String {
    let link = url.and_then(Link::parse);
    let host = link.as_ref().map_or("", Link::host_name);
    match judged.destination {
        Destination::Moengage => format!("{what} goes to MoEngage {dc}: {decider}."),
        Destination::MoengageUnconfirmed => {
            format!("{what} goes to {host}, a MoEngage host that nothing confirms for {dc}: {decider}.")
        }
        Destination::MoengageWrongly => format!("{what} goes to {host}, but not as it should: {decider}."),
        Destination::Elsewhere => format!("{what} goes to {host}, which is not MoEngage's: {decider}."),
        Destination::Nobody | Destination::None => format!("{what} goes to nobody: {decider}."),
        Destination::Unknown => format!("Where {} goes is not known: {decider}.", what.to_lowercase()),
    }
}

/// The path of a reply to a Messaging Service.
fn of_service(scene: Scene<'_>) -> Path {
    let sid = &scene.sender.sender_id;
    let Some(service) = scene.catalogue.service(sid) else {
        let why = not_there(scene.catalogue);
        let unread = Evidence::Unread { what: "The Messaging Service".to_owned(), reason: why.clone() };
        let service =
            Hop { evidence: vec![unread], ..hop(HopPlace::Service, HopRole::Passes, sid, why.clone()) };
        let unknown = Judged::new(Destination::Unknown, Vec::new());
        let end = end_of(scene.workspace.data_centre, &unknown, None);
        return short(
            Destination::Unknown,
            format!("Where a reply goes is not known. {why}"),
            vec![handset(), service, end],
        );
    };
    let judged = judged_service(scene, service);
    let pool = hop(HopPlace::Sender, HopRole::Passes, "A sender of the pool", pool_size(service));
    let deferring = service.defers != Some(false);
    let role = |_: ResourceKind, _: bool| match judged.destination {
        _ if deferring => HopRole::Passes,
        Destination::Nobody => HopRole::Stops,
        _ => HopRole::Decides,
    };
    let mut hop = service_hop(scene, service, role);
    let rule = match (service.defers, &service.inbound.url) {
        (Some(true), _) => Some(Rule::ServiceDefers),
        (Some(false), None) => Some(Rule::ServiceDrops),
        (Some(false), Some(_)) => Some(Rule::ServiceUrl),
        (None, _) => None,
    };
    hop.evidence.extend(rule.map(Rule::evidence));
    let url = service.inbound.url.as_deref().filter(|_| !deferring);
    let mut end = end_of(scene.workspace.data_centre, &judged, url);
    let summary = if deferring {
        end.says = deferred_words(scene, service);
        format!("The service “{}” leaves replies to its senders. {}", service.name, end.says)
    } else {
        let decider = format!("the webhook of the service “{}” decides for its whole pool", service.name);
        sentence("A reply", scene.workspace.data_centre, &judged, url, &decider)
    };
    short(judged.destination, summary, vec![handset(), pool, hop, end])
}

/// Where replies to a service go; unknown where its senders lead to several places.
pub(super) fn judged_service(scene: Scene<'_>, service: &Service) -> Judged {
    let unknown = |reason| Judged::new(Destination::Unknown, vec![reason]);
    match service.defers {
        None => unknown(DriftReason::NotRead),
        Some(false) => {
            let mut judged = judge::replies(&service.inbound, &right(scene));
            if service.inbound.url.is_none() {
                judged.reasons = vec![DriftReason::InboundDropped];
            }
            judged
        }
        Some(true) => match judged_pool(scene, service) {
            Err(_) => unknown(DriftReason::NotRead),
            Ok(pool) if pool.is_empty() => Judged::new(Destination::Nobody, vec![DriftReason::EmptyPool]),
            Ok(pool) => {
                let leads = |wanted: fn(Destination) -> bool| {
                    pool.iter().any(|(_, judged)| wanted(judged.destination))
                };
                let wrong = leads(|end| {
                    !matches!(
                        end,
                        Destination::Moengage | Destination::MoengageUnconfirmed | Destination::Unknown
                    )
                });
                let first = pool[0].1.destination;
                let all = pool.iter().all(|(_, judged)| judged.destination == first);
                let reasons = if wrong {
                    vec![DriftReason::DefersToSenders]
                } else if leads(|end| end == Destination::Unknown) {
                    let unknown = pool.iter().find(|(_, judged)| judged.destination == Destination::Unknown);
                    unknown.map(|(_, judged)| judged.reasons.clone()).unwrap_or_default()
                } else if leads(|end| end == Destination::MoengageUnconfirmed) {
                    vec![DriftReason::UnconfirmedHost]
                } else {
                    Vec::new()
                };
                Judged::new(if all { first } else { Destination::Unknown }, reasons)
            }
        },
    }
}

/// “2 of 3 senders lead to MoEngage, 1 to nobody.”
pub(super) fn deferred_words(scene: Scene<'_>, service: &Service) -> String {
    let pool = match judged_pool(scene, service) {
        Err(fault) => return format!("Its pool could not be read. {fault}"),
        Ok(pool) if pool.is_empty() => return "Its pool has no number or short code.".to_owned(),
        Ok(pool) => pool,
    };
    let count =
        |wanted: &[Destination]| pool.iter().filter(|(_, one)| wanted.contains(&one.destination)).count();
    let parts = [
        (count(&[Destination::Moengage]), "to MoEngage"),
        (count(&[Destination::MoengageUnconfirmed]), "to a MoEngage host that nothing confirms"),
        (count(&[Destination::MoengageWrongly]), "to MoEngage, but not as it should"),
        (count(&[Destination::Elsewhere]), "to another host"),
        (count(&[Destination::Nobody]), "to nobody"),
        (count(&[Destination::Unknown]), "to where cannot be said"),
    ];
    let led: Vec<_> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, where_to)| format!("{n} {where_to}")).collect();
    let of = pool.len();
    let senders = if of == 1 { "1 sender leads".to_owned() } else { format!("{of} senders lead") };
    format!("Its {senders}: {}.", led.join(", "))
}

fn pool_size(service: &Service) -> String {
    match &service.pool {
        Ok(pool) if pool.len() == 1 => "The service has one.".to_owned(),
        Ok(pool) => format!("The service has {}.", pool.len()),
        Err(fault) => format!("The pool could not be read. {fault}"),
    }
}

pub(super) fn not_there(catalogue: &Catalogue) -> String {
    match &catalogue.services {
        Ok(_) => "This service is not in the Twilio account, as last read.".to_owned(),
        Err(fault) => format!("The Messaging Services could not be read. {fault}"),
    }
}

/// The receipt of a campaign message.
fn receipt(scene: Scene<'_>) -> Path {
    let sender = scene.sender;
    let dc = scene.workspace.data_centre;
    let by_message = |rule: Rule, destination| {
        let judged = Judged::new(destination, Vec::new());
        let said = rule.said().text;
        let message = Hop {
            evidence: vec![rule.evidence()],
            ..hop(HopPlace::Message, HopRole::Decides, "The message itself", said.clone())
        };
        short(destination, said, vec![message, end_of(dc, &judged, None)])
    };
    match sender.sender_type {
        SenderType::ShortCode | SenderType::LongCode => {
            by_message(Rule::CampaignOfCode, Destination::Moengage)
        }
        SenderType::Alphanumeric => by_message(Rule::CampaignAlphanumeric, Destination::Unknown),
        SenderType::MessagingService => {
            receipt_of_service(scene, "The receipt of a campaign message", Rule::CampaignOfService)
        }
    }
}

/// The receipt of a test from here.
fn test_receipt(scene: Scene<'_>) -> Path {
    if scene.sender.sender_type == SenderType::MessagingService {
        return receipt_of_service(scene, "The receipt of a test", Rule::TestOfService);
    }
    let said = Rule::TestOfCode.said().text;
    let mut evidence = vec![Rule::TestOfCode.evidence()];
    // Often taken for that of messages.
    if let Some(number) = scene.catalogue.number(&scene.sender.sender_id)
        && let Some(url) = number.call_status_callback.as_deref()
    {
        let resource = Own::Number(number).layer().resource;
        evidence.push(read(scene, &resource, "status_callback", Some(url)));
    }
    let message = Hop { evidence, ..hop(HopPlace::Message, HopRole::Stops, "The test itself", said.clone()) };
    let judged = Judged::new(Destination::Nobody, Vec::new());
    short(Destination::Nobody, said, vec![message, end_of(scene.workspace.data_centre, &judged, None)])
}

fn receipt_of_service(scene: Scene<'_>, what: &str, rule: Rule) -> Path {
    let dc = scene.workspace.data_centre;
    let Some(service) = scene.catalogue.service(&scene.sender.sender_id) else {
        let why = not_there(scene.catalogue);
        let unread = Evidence::Unread { what: "The Messaging Service".to_owned(), reason: why.clone() };
        let service = Hop {
            evidence: vec![unread],
            ..hop(HopPlace::Service, HopRole::Passes, &*scene.sender.sender_id, why.clone())
        };
        let unknown = Judged::new(Destination::Unknown, Vec::new());
        return short(
            Destination::Unknown,
            format!("{what}: not known where it goes. {why}"),
            vec![service, end_of(dc, &unknown, None)],
        );
    };
    let judged = judged_receipts(scene, service);
    let url = service.status_callback.as_deref();
    let resource = Layer::of_service(service).resource;
    let (role, says) = match url {
        Some(_) => (HopRole::Decides, "Its delivery callback is called for what it sends."),
        None => (HopRole::Stops, "It has no delivery callback."),
    };
    let service_hop = Hop {
        url: url.map(masked),
        method: url.map(|_| "POST".to_owned()),
        evidence: vec![read(scene, &resource, "status_callback", url), rule.evidence()],
        ..hop(HopPlace::Service, role, called(&resource), says)
    };
    let decider = format!("the delivery callback of the service “{}” decides", service.name);
    let summary = sentence(what, dc, &judged, url, &decider);
    short(judged.destination, summary, vec![service_hop, end_of(dc, &judged, url)])
}

pub(super) fn judged_receipts(scene: Scene<'_>, service: &Service) -> Judged {
    let should = should(scene.workspace, scene.sender).delivery;
    let should = should.unwrap_or_else(|| callback::delivery(scene.workspace.data_centre, None));
    let documented = callback::delivery(DataCentre::first(), None);
    judge::receipts(service.status_callback.as_deref(), &should, &documented)
}
