//! Plans and the journal as the page sees them: masked, with the Console's labels.

use twilio_messaging::{Resource, SettingField};

use crate::apply::{Change, Write};
use crate::ids::{AccountId, SenderKey};
use crate::route::masked;
use crate::store::apply::{KeptApply, KeptRequest};
use crate::wire::*;

pub(super) const OTHER_ACCOUNT: &str =
    "The workspace has another Twilio account now than when this was applied.";

/// A value as it is shown.
pub(super) fn shown(value: &str) -> String {
    if value.contains("://") { masked(value) } else { value.to_owned() }
}

/// What the Console calls a field.
fn label(field: SettingField) -> &'static str {
    use SettingField::*;
    match field {
        InboundRequestUrl => "Incoming messages › Request URL",
        InboundMethod => "Incoming messages › Method",
        FallbackUrl => "Incoming messages › Fallback URL",
        FallbackMethod => "Incoming messages › Fallback method",
        StatusCallback => "Delivery status callback",
        UseInboundWebhookOnNumber => "Incoming messages › Defer to sender's webhook",
        MmsConverter => "Content settings › MMS converter",
        SmartEncoding => "Content settings › Smart encoding",
        ValidityPeriod => "Validity period",
        SmsUrl => "A message comes in › URL",
        SmsMethod => "A message comes in › Method",
        SmsFallbackUrl => "Primary handler fails › URL",
        SmsFallbackMethod => "Primary handler fails › Method",
        SmsApplicationSid => "A message comes in › TwiML App",
    }
}

fn named(parameter: &str) -> Option<SettingField> {
    SettingField::ALL.iter().copied().find(|field| field.parameter() == parameter)
}

/// The path as it goes over the wire.
fn request(kind: ResourceKind, sid: &str) -> String {
    match kind {
        ResourceKind::MessagingService => format!("POST /v1/Services/{sid}"),
        ResourceKind::ShortCode => format!("POST /2010-04-01/Accounts/…/SMS/ShortCodes/{sid}.json"),
        _ => format!("POST /2010-04-01/Accounts/…/IncomingPhoneNumbers/{sid}.json"),
    }
}

pub(super) fn planned(write: &Write, cuts_off: Vec<CutOff>) -> PlannedRequest {
    let resource = write.resource_ref();
    PlannedRequest {
        request: request(resource.kind, &resource.sid),
        resource,
        fields: write
            .changes
            .iter()
            .map(|one| PlannedField {
                field: one.field.parameter().to_owned(),
                label: label(one.field).to_owned(),
                before: one.before.as_deref().map(shown),
                after: one.after.as_deref().map(shown),
            })
            .collect(),
        cuts_off,
    }
}

/// Whether something of it stands at Twilio, or may.
pub(super) fn was_written(state: RequestState) -> bool {
    matches!(state, RequestState::Done | RequestState::ThirdValue | RequestState::Unknown)
}

/// Why it cannot be taken back; none where it can be tried.
pub(super) fn not_takeable(kept: &KeptApply, account: AccountId) -> Option<String> {
    if kept.account != account {
        return Some(OTHER_ACCOUNT.to_owned());
    }
    if kept.requests.iter().any(|request| was_written(request.state)) {
        return None;
    }
    let taken_back = kept.requests.iter().any(|request| request.state == RequestState::TakenBack);
    Some(if taken_back { "It was taken back." } else { "Nothing of it was written." }.to_owned())
}

/// The writes of a journal, each with its state.
pub(super) fn writes_of(kept: &KeptApply) -> Vec<(Write, RequestState)> {
    let resource = |request: &KeptRequest| {
        Some(match request.kind {
            ResourceKind::MessagingService => Resource::Service(request.sid.parse().ok()?),
            ResourceKind::PhoneNumber => Resource::PhoneNumber(request.sid.parse().ok()?),
            ResourceKind::ShortCode => Resource::ShortCode(request.sid.parse().ok()?),
            ResourceKind::Application => return None,
        })
    };
    let writes = kept.requests.iter().filter_map(|request| {
        let changes = request.fields.iter().filter_map(|one| {
            Some(Change { field: named(&one.field)?, before: one.before.clone(), after: one.after.clone() })
        });
        let write =
            Write { resource: resource(request)?, name: request.name.clone(), changes: changes.collect() };
        Some((write, request.state))
    });
    writes.collect()
}

pub(super) fn sender_of(kept: &KeptApply) -> WorksheetSender {
    WorksheetSender {
        // Of a sender that was deleted since, a key that names nobody.
        key: kept.sender.unwrap_or_else(SenderKey::fresh),
        name: kept.sender_name.clone(),
        sender_type: kept.sender_type,
        sender_id: kept.sender_id.clone(),
    }
}

pub(super) fn applied(kept: &KeptApply, account: AccountId) -> Applied {
    let requests: Vec<_> = kept.requests.iter().map(one).collect();
    let state = requests.iter().map(|request| request.state).max_by_key(|state| weight(*state));
    let state = state.unwrap_or(RequestState::NotDone);
    let done = requests.iter().filter(|request| request.state == RequestState::Done).count();
    let of = requests.len();
    let says = match state {
        RequestState::Done => "All of it was written, and read back.".to_owned(),
        RequestState::TakenBack => "It was taken back.".to_owned(),
        RequestState::NotDone if done == 0 => "Nothing of it was written.".to_owned(),
        RequestState::Unknown => "What became of it is not known. Look again.".to_owned(),
        _ => {
            let what = requests.iter().find(|request| request.state == state);
            format!(
                "{done} of {of} requests were done. {}",
                what.map(|one| one.says.as_str()).unwrap_or_default()
            )
        }
    };
    Applied {
        id: kept.id,
        workspace: kept.workspace,
        sender: sender_of(kept),
        takes_back: kept.takes_back,
        at: kept.at,
        state,
        requests,
        says,
        not_takeable: not_takeable(kept, account),
        unfinished: kept.requests.iter().any(|request| request.state == RequestState::Unknown),
    }
}

/// Which of several states counts for the whole.
fn weight(state: RequestState) -> u8 {
    match state {
        RequestState::TakenBack => 0,
        RequestState::Done => 1,
        RequestState::NotDone => 2,
        RequestState::ChangedMeanwhile => 3,
        RequestState::Refused => 4,
        RequestState::ThirdValue => 5,
        RequestState::Unknown => 6,
    }
}

fn one(kept: &KeptRequest) -> AppliedRequest {
    let says = match (kept.state, kept.says.as_str()) {
        (RequestState::NotDone, "") => "It was not sent.",
        (_, says) => says,
    };
    AppliedRequest {
        resource: ResourceRef { kind: kept.kind, sid: kept.sid.clone(), name: kept.name.clone() },
        request: request(kept.kind, &kept.sid),
        state: kept.state,
        fields: kept
            .fields
            .iter()
            .map(|field| AppliedField {
                label: named(&field.field)
                    .map_or_else(|| field.field.clone(), |known| label(known).to_owned()),
                field: field.field.clone(),
                before: field.before.as_deref().map(shown),
                after: field.after.as_deref().map(shown),
                live: field.live.as_deref().map(shown),
                read_back: field.read_back,
            })
            .collect(),
        says: says.to_owned(),
    }
}
