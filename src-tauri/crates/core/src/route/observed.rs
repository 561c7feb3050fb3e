//! Which settings does a sender rest on? What is kept of each reading, so that a change between two is noticed.

use super::decision::Own;
use super::link::masked;
use crate::catalogue::{Application, Catalogue, Service, Webhook};
use crate::wire::SenderType;

/// A setting as it was read: resource (its SID), field, value; masked.
pub(crate) type Observed = (String, &'static str, Option<String>);

/// Everything that decides over this sender.
pub(crate) fn observed(catalogue: &Catalogue, kind: SenderType, id: &str) -> Vec<Observed> {
    let mut all = Vec::new();
    match kind {
        SenderType::MessagingService => {
            let Some(service) = catalogue.service(id) else { return all };
            of_service(service, &mut all);
            // Only then do its senders decide.
            for member in service.pool.iter().flatten().filter(|_| service.defers == Some(true)) {
                of_own(catalogue, member.kind, &member.sender_id, &mut all);
            }
        }
        kind => {
            of_own(catalogue, kind, id, &mut all);
            if let Some(service) = catalogue.service_of(kind, id) {
                of_service(service, &mut all);
            }
        }
    }
    all
}

fn of_webhook(sid: &str, [url, method]: [&'static str; 2], webhook: &Webhook, all: &mut Vec<Observed>) {
    all.push((sid.to_owned(), url, webhook.url.as_deref().map(masked)));
    if webhook.url.is_some() {
        all.push((sid.to_owned(), method, webhook.method.clone()));
    }
}

fn of_own(catalogue: &Catalogue, kind: SenderType, id: &str, all: &mut Vec<Observed>) {
    let Some(own) = Own::of(catalogue, kind, id) else { return };
    let layer = own.layer();
    let sid = &layer.resource.sid;
    of_webhook(sid, ["sms_url", "sms_method"], layer.inbound, all);
    of_webhook(sid, ["sms_fallback_url", "sms_fallback_method"], layer.fallback, all);
    if let Own::Number(number) = own {
        all.push((sid.clone(), "sms_application_sid", number.application.clone()));
    }
    if let Some(one) = own.application().and_then(|sid| catalogue.application(sid)) {
        of_application(one, all);
    }
}

fn of_application(one: &Application, all: &mut Vec<Observed>) {
    of_webhook(&one.sid, ["sms_url", "sms_method"], &one.inbound, all);
    of_webhook(&one.sid, ["sms_fallback_url", "sms_fallback_method"], &one.fallback, all);
}

fn of_service(service: &Service, all: &mut Vec<Observed>) {
    let sid = &service.sid;
    of_webhook(sid, ["inbound_request_url", "inbound_method"], &service.inbound, all);
    of_webhook(sid, ["fallback_url", "fallback_method"], &service.fallback, all);
    all.push((sid.clone(), "status_callback", service.status_callback.as_deref().map(masked)));
    let told = [
        ("use_inbound_webhook_on_number", service.defers.map(|on| on.to_string())),
        ("mms_converter", service.mms_converter.map(|on| on.to_string())),
        ("validity_period", service.validity_period.map(|seconds| seconds.to_string())),
    ];
    // What Twilio did not tell is not an empty value.
    all.extend(
        told.into_iter()
            .filter(|(_, value)| value.is_some())
            .map(|(field, value)| (sid.clone(), field, value)),
    );
}
