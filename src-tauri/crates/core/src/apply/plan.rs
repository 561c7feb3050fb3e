//! Which requests, with which fields, and whom do they cut off?

use std::collections::BTreeSet;

use twilio_messaging::{Resource, SettingField};

use crate::catalogue::Catalogue;
use crate::route::{Host, Link, Scene, drift, masked, should};
use crate::source::sources;
use crate::wire::*;

/// One field that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) field: SettingField,
    /// What stands there, as just read; none where it is empty.
    pub(crate) before: Option<String>,
    /// None clears it.
    pub(crate) after: Option<String>,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Write {
    pub(crate) resource: Resource,
    /// The number or code, or the friendly name.
    pub(crate) name: String,
    pub(crate) changes: Vec<Change>,
}

impl Write {
    pub(crate) fn resource_ref(&self) -> ResourceRef {
        let kind = match self.resource {
            Resource::Service(_) => ResourceKind::MessagingService,
            Resource::PhoneNumber(_) => ResourceKind::PhoneNumber,
            Resource::ShortCode(_) => ResourceKind::ShortCode,
        };
        ResourceRef { kind, sid: self.resource.sid().to_owned(), name: self.name.clone() }
    }

    /// Whether it takes replies from the senders of a service to the service itself.
    fn stops_deferring(&self) -> bool {
        self.changes.iter().any(|one| {
            one.field == SettingField::UseInboundWebhookOnNumber
                && one.before.as_deref() == Some("true")
                && one.after.as_deref() == Some("false")
        })
    }
}

/// What is to be written for these settings, one request a resource, with those that it is for; values before are still to
/// be read. And what is left out, with the reason.
pub(crate) fn wanted(
    scene: Scene<'_>,
    settings: &[RouteSetting],
) -> (Vec<(Write, Vec<RouteSetting>)>, Vec<LeftOut>) {
    let items = drift(scene);
    let (mut writes, mut left_out) = (Vec::<(Write, Vec<RouteSetting>)>::new(), Vec::new());
    // The overrides of a URL that is replaced anyway need no change of their own: they come last.
    let asked: BTreeSet<_> = settings.iter().copied().collect();
    for setting in asked {
        let Some(item) = items.iter().find(|item| item.setting == setting) else { continue };
        let leave = |reason: &str| LeftOut { setting, reason: reason.to_owned() };
        if let Some(reason) = &item.cannot_apply {
            left_out.push(leave(reason));
            continue;
        }
        let Some((resource, name, values)) = values(scene, item) else {
            left_out.push(leave("Nothing at Twilio is named that could be written."));
            continue;
        };
        let (write, settings) = match writes.iter_mut().find(|(write, _)| write.resource == resource) {
            Some(found) => found,
            None => {
                writes.push((Write { resource, name, changes: Vec::new() }, Vec::new()));
                let last = writes.len() - 1;
                &mut writes[last]
            }
        };
        settings.push(setting);
        for (field, after) in values {
            if write.changes.iter().all(|change| change.field != field) {
                write.changes.push(Change { field, before: None, after });
            }
        }
    }
    (writes, left_out)
}

/// Fields and what they are to become.
type Values = Vec<(SettingField, Option<String>)>;

fn values(scene: Scene<'_>, item: &DriftItem) -> Option<(Resource, String, Values)> {
    use SettingField::*;
    let holder = item.resource.as_ref()?;
    let should = should(scene.workspace, scene.sender);
    let by_get = || Some("GET".to_owned());
    let is_service = holder.kind == ResourceKind::MessagingService;
    let values = match item.setting {
        RouteSetting::Inbound => {
            let url = Some(should.inbound?.url);
            match holder.kind {
                ResourceKind::MessagingService => vec![
                    (UseInboundWebhookOnNumber, Some("false".to_owned())),
                    (InboundRequestUrl, url),
                    (InboundMethod, by_get()),
                ],
                ResourceKind::Application => {
                    // An application serves other numbers too: the number lets go of it.
                    let number = scene.catalogue.number(&scene.sender.sender_id)?;
                    let values = vec![(SmsUrl, url), (SmsMethod, by_get()), (SmsApplicationSid, None)];
                    let resource = Resource::PhoneNumber(number.sid.parse().ok()?);
                    return Some((resource, number.number.clone(), values));
                }
                ResourceKind::PhoneNumber | ResourceKind::ShortCode => {
                    vec![(SmsUrl, url), (SmsMethod, by_get())]
                }
            }
        }
        RouteSetting::InboundFallback => vec![(if is_service { FallbackUrl } else { SmsFallbackUrl }, None)],
        RouteSetting::DeliveryCallback => vec![(StatusCallback, Some(should.delivery?.url))],
        RouteSetting::MmsConverter => vec![(MmsConverter, Some(should.mms_converter?.to_string()))],
        RouteSetting::ConnectionOverrides => {
            let (field, url) = with_overrides(scene.catalogue, holder, item.fields.first()?)?;
            let (without, _) = url.split_once('#')?;
            vec![(field, Some(without.to_owned()))]
        }
        RouteSetting::SmartEncoding | RouteSetting::ValidityPeriod => return None,
    };
    let resource = match holder.kind {
        ResourceKind::MessagingService => Resource::Service(holder.sid.parse().ok()?),
        ResourceKind::PhoneNumber => Resource::PhoneNumber(holder.sid.parse().ok()?),
        ResourceKind::ShortCode => Resource::ShortCode(holder.sid.parse().ok()?),
        ResourceKind::Application => return None,
    };
    Some((resource, holder.name.clone(), values))
}

/// The field that holds the URL, and the URL itself, which is not shown in full.
fn with_overrides<'a>(
    catalogue: &'a Catalogue,
    holder: &ResourceRef,
    field: &str,
) -> Option<(SettingField, &'a str)> {
    use SettingField::*;
    let (inbound, fallback) = match holder.kind {
        ResourceKind::MessagingService => {
            let service = catalogue.service(&holder.sid)?;
            if field == "status_callback" {
                return Some((StatusCallback, service.status_callback.as_deref()?));
            }
            ((InboundRequestUrl, &service.inbound), (FallbackUrl, &service.fallback))
        }
        ResourceKind::PhoneNumber => {
            let number = catalogue.number(&holder.name)?;
            ((SmsUrl, &number.inbound), (SmsFallbackUrl, &number.fallback))
        }
        ResourceKind::ShortCode => {
            let code = catalogue.short_code(&holder.name)?;
            ((SmsUrl, &code.inbound), (SmsFallbackUrl, &code.fallback))
        }
        ResourceKind::Application => return None,
    };
    let (setting, webhook) = if field.ends_with("fallback_url") { fallback } else { inbound };
    Some((setting, webhook.url.as_deref()?))
}

/// Members of the pool that stop using what is their own.
pub(crate) fn affected(catalogue: &Catalogue, write: &Write) -> Vec<AffectedMember> {
    if !write.stops_deferring() {
        return Vec::new();
    }
    let pool = catalogue.service(write.resource.sid()).and_then(|service| service.pool.as_ref().ok());
    let replied = pool.into_iter().flatten().filter(|member| member.kind != SenderType::Alphanumeric);
    replied
        .map(|member| {
            let number = catalogue.number(&member.sender_id);
            let application = number.and_then(|number| number.application.as_deref());
            let code = catalogue.short_code(&member.sender_id);
            let url = number.map(|one| &one.inbound).or(code.map(|one| &one.inbound));
            let url = url.and_then(|webhook| webhook.url.as_deref()).map(masked);
            let named = application.map(|sid| match catalogue.application(sid) {
                Some(one) => format!("application {} ({sid})", one.name),
                None => format!("application {sid}"),
            });
            AffectedMember { sender_id: member.sender_id.clone(), stops_using: named.or(url) }
        })
        .collect()
}

/// Who no longer gets what they get now.
pub(crate) fn cuts_off(catalogue: &Catalogue, write: &Write) -> Vec<CutOff> {
    let mut cut = Vec::new();
    let mut off = |url: &str, what: &str| {
        let Some(link) = Link::parse(url).filter(|link| !link.is_demo()) else { return };
        let foreign = link.host() == Host::Other;
        let whom = link.host_name().to_owned();
        let says = format!("{whom} no longer gets {what}.");
        if cut.iter().all(|one: &CutOff| one.says != says) {
            cut.push(CutOff { says, whom, foreign });
        }
    };
    let after: Vec<_> = write.changes.iter().filter_map(|one| Link::parse(one.after.as_deref()?)).collect();
    for change in &write.changes {
        let what = match change.field {
            SettingField::StatusCallback => "the receipts of what this service sends",
            SettingField::FallbackUrl | SettingField::SmsFallbackUrl => {
                "replies when the first webhook fails"
            }
            _ => "the replies",
        };
        let Some(before) = change.before.as_deref() else { continue };
        match change.field {
            SettingField::SmsApplicationSid => {
                let url = catalogue.application(before).and_then(|one| one.inbound.url.as_deref());
                off(url.unwrap_or_default(), what);
            }
            _ if Link::parse(before).is_some_and(|link| after.iter().any(|kept| kept.same_place(&link))) => {}
            _ => off(before, what),
        }
    }
    if write.stops_deferring() {
        let pool = catalogue.service(write.resource.sid()).and_then(|service| service.pool.as_ref().ok());
        for member in pool.into_iter().flatten() {
            let number = catalogue.number(&member.sender_id);
            let inbound = match number.and_then(|one| one.application.as_deref()) {
                Some(sid) => catalogue.application(sid).map(|one| &one.inbound),
                None => number
                    .map(|one| &one.inbound)
                    .or_else(|| catalogue.short_code(&member.sender_id).map(|one| &one.inbound)),
            };
            let url = inbound.and_then(|webhook| webhook.url.as_deref());
            let right =
                url.and_then(Link::parse).is_some_and(|link| after.iter().any(|kept| kept.same_place(&link)));
            if let Some(url) = url.filter(|_| !right) {
                off(url, "the replies to senders of the pool");
            }
        }
    }
    cut.sort_by_key(|one| !one.foreign);
    cut
}

/// Applications that numbers stop using, and that were not read.
fn unread_applications<'a>(catalogue: &'a Catalogue, writes: &'a [Write]) -> BTreeSet<&'a str> {
    let of_fields = writes.iter().flat_map(|write| &write.changes);
    let of_fields = of_fields.filter(|change| change.field == SettingField::SmsApplicationSid);
    let of_fields = of_fields.filter_map(|change| change.before.as_deref());
    let services = writes.iter().filter(|write| write.stops_deferring());
    let pools = services.filter_map(|write| catalogue.service(write.resource.sid())?.pool.as_ref().ok());
    let of_members = pools.flatten().filter_map(|member| catalogue.number(&member.sender_id));
    let of_members = of_members.filter_map(|number| number.application.as_deref());
    of_fields.chain(of_members).filter(|sid| catalogue.application(sid).is_none()).collect()
}

/// What to know before it is applied.
pub(crate) fn notes(catalogue: &Catalogue, writes: &[Write]) -> Vec<Said> {
    let said = |text: &str, provenance, pages: &[&str]| Said {
        text: text.to_owned(),
        provenance,
        sources: sources(pages),
    };
    let mut notes = vec![said(
        "Each value is read again just before it is written. Twilio has no conditional update: what somebody changes between \
         that reading and the write is overwritten.",
        Provenance::Derived,
        &["twilio-services-api", "twilio-phone-numbers-api"],
    )];
    if writes.iter().any(Write::stops_deferring) {
        notes.push(said(
            "The service handles replies itself from then on: the webhooks of its senders stay as they are, and are no \
             longer used.",
            Provenance::Documented,
            &["twilio-services", "twilio-services-api"],
        ));
    }
    let pools = writes.iter().filter(|write| write.stops_deferring());
    for service in pools.filter_map(|write| catalogue.service(write.resource.sid())) {
        if let Err(fault) = &service.pool {
            let text = format!(
                "The pool of {} could not be read: which senders stop using a webhook of their own is not known. {fault}",
                service.name
            );
            notes.push(said(&text, Provenance::NotFound, &[]));
        }
    }
    let unread = unread_applications(catalogue, writes);
    if !unread.is_empty() {
        let text = format!(
            "Where {} leads could not be read: whom this cuts off there is not known.",
            unread.into_iter().collect::<Vec<_>>().join(", ")
        );
        notes.push(said(&text, Provenance::NotFound, &[]));
    }
    let no_url = |change: &Change| {
        use SettingField::*;
        let is_url = matches!(
            change.field,
            InboundRequestUrl | FallbackUrl | StatusCallback | SmsUrl | SmsFallbackUrl
        );
        is_url && change.before.as_deref().is_some_and(|before| Link::parse(before).is_none())
    };
    if writes.iter().flat_map(|write| &write.changes).any(no_url) {
        notes.push(said(
            "What stands there now is no URL, and Twilio refuses such a value: it cannot be put back.",
            Provenance::Derived,
            &["twilio-phone-numbers-api"],
        ));
    }
    if writes.iter().flat_map(|write| &write.changes).any(|change| change.after.is_none()) {
        notes.push(said(
            "Twilio does not document for each field that an empty value clears it. What is read back tells.",
            Provenance::NotFound,
            &["twilio-phone-numbers-api"],
        ));
    }
    notes
}
