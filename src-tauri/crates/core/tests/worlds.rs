//! Are a thousand random set-ups told as an oracle tells them that shares no code with the rules?

mod oracle;
mod setup;

use fastrand::Rng;
use senderdesk_core::Desk;
use senderdesk_core::ids::{JobId, WorkspaceId};
use senderdesk_core::wire::*;
use serde_json::Value;
use twilio_simulator::{AccountSeed, ApplicationSeed, NumberSeed, ServiceSeed, ShortCodeSeed, WebhookMethod};

use crate::twilio::{self, Scene};
use oracle::{Said, Verdict};
use setup::{App, By, Own, Place, Reply, Service, Setup};

/// Workspaces, and set-ups in each.
const PLACES: [Place; 10] = [
    place(1, true, false),
    place(2, true, false),
    place(3, true, false),
    place(4, true, false),
    place(5, true, false),
    place(5, true, true),
    place(1, false, false),
    place(3, true, true),
    place(2, true, true),
    place(3, false, true),
];
const SETUPS: u32 = 100;

const fn place(data_centre: u32, keywords: bool, pasted: bool) -> Place {
    Place { data_centre, keywords, pasted }
}

#[tokio::test]
async fn a_thousand_random_set_ups_are_told_as_the_oracle_tells_them() {
    let seed = std::env::var("SENDERDESK_WORLDS").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    let wrong = told(&PLACES, SETUPS, seed, false).await;
    assert!(
        wrong.is_empty(),
        "{} wrong, seed {seed}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
}

#[tokio::test]
async fn healthy_set_ups_of_every_shape_raise_no_alarm() {
    // DC-05 without a pasted URL is never in place: nothing confirms its callbacks.
    let confirmed: Vec<_> =
        PLACES.into_iter().filter(|place| place.pasted || place.data_centre == 1).collect();
    let confirmed: Vec<_> = confirmed.into_iter().filter(|place| place.data_centre < 5).collect();
    let wrong = told(&confirmed, 25, 11, true).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Makes set-ups in each of these workspaces, and compares what is said of them; what disagrees, in words.
async fn told(places: &[Place], setups: u32, seed: u64, healthy: bool) -> Vec<String> {
    let mut rng = Rng::with_seed(seed);
    let mut account = AccountSeed::empty().credentials(twilio::SID, twilio::TOKEN);
    let mut world = Vec::new();
    for (nth, place) in (0..).zip(places.iter().copied()) {
        let setups = (0..setups).map(|of| {
            let setup = if healthy { Setup::healthy(&mut rng) } else { Setup::random(&mut rng) };
            let sender = seeded(&mut account, place, &setup, nth * setups + of);
            (setup, sender)
        });
        world.push((place, setups.collect::<Vec<_>>()));
    }
    let scene = Scene::of(account).await;
    let first = scene.connected().await.id;
    let services = scene.twilio().services();
    let mut wrong = Vec::new();
    for (place, setups) in world {
        let workspace = workspace(&scene.desk, first, place).await;
        let mut senders = Vec::new();
        for (setup, mut draft) in setups {
            if draft.sender_type == Some(SenderType::MessagingService) {
                let (_, nth) = draft.name.split_once(' ').unwrap();
                let name = format!("Service {nth}");
                draft.sender_id = services.iter().find(|(_, of)| *of == name).unwrap().0.clone();
            }
            senders.push((setup, scene.desk.create_sender(workspace, draft).await.unwrap().sender.key));
        }
        scene.desk.read_live(workspace, false, JobId::fresh()).await.unwrap();
        let all = RoutesQuery { search: String::new(), state: None, offset: 0, limit: 200 };
        let list = scene.desk.routes(workspace, all).await.unwrap();
        for (setup, sender) in senders {
            let said = scene.desk.route(workspace, sender, None).await.unwrap();
            for fault in compare(&Verdict::of(place, &setup), &said) {
                wrong.push(format!("{fault}\n    {place:?}\n    {setup:?}"));
            }
            if healthy {
                let alarm = said.items.iter().find(|item| item.level > FindingLevel::NotCheckable);
                wrong.extend(alarm.map(|item| format!("{item:?}\n    {place:?}\n    {setup:?}")));
            }
            // The row of the list says the same as the whole.
            let row = list.rows.iter().find(|row| row.sender.key == sender).unwrap();
            assert_eq!((row.reply, row.receipt), (said.reply.destination, said.receipt.destination));
            let differs = said.items.iter().filter(|item| item.state == DriftState::Differs).count();
            assert_eq!(row.differs as usize, differs, "{}", said.sender.name);
        }
    }
    scene.end().await;
    wrong
}

async fn workspace(desk: &Desk, of: WorkspaceId, place: Place) -> WorkspaceId {
    let draft = WorkspaceDraft {
        name: format!("{place:?}"),
        colour: ColourTag::Blue,
        environment: Environment::Staging,
        data_centre: place.data_centre.to_string(),
        keyword_management: place.keywords,
        delivery_url: if place.pasted { place.pasted_url() } else { String::new() },
    };
    desk.create_workspace(of, draft).await.unwrap().id
}

/// A word as it crosses to the page.
fn word(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        other => panic!("no word: {other:?}"),
    }
}

fn compare(expected: &Verdict, said: &RouteView) -> Vec<String> {
    let mut faults = Vec::new();
    let reply = word(said.reply.destination);
    if expected.reply.is_some_and(|end| end != reply) {
        faults.push(format!("reply: {reply}, expected {:?}: {}", expected.reply, said.reply.summary));
    }
    let receipt = word(said.receipt.destination);
    if receipt != expected.receipt {
        faults.push(format!("receipt: {receipt}, expected {}: {}", expected.receipt, said.receipt.summary));
    }
    let settings = [
        (RouteSetting::Inbound, &expected.inbound),
        (RouteSetting::InboundFallback, &expected.fallback),
        (RouteSetting::DeliveryCallback, &expected.delivery),
        (RouteSetting::MmsConverter, &expected.converter),
        (RouteSetting::ConnectionOverrides, &expected.overrides),
    ];
    for (setting, expected) in settings {
        let item = said.items.iter().find(|item| item.setting == setting);
        let Some(item) = item else {
            faults.push(format!("{}: nothing is said", word(setting)));
            continue;
        };
        let reasons: Vec<_> = item.reasons.iter().map(word).collect();
        let with = |reason: &str| reasons.iter().any(|told| told == reason);
        let agrees = match expected {
            Said::InPlace => item.state == DriftState::InPlace,
            Said::NotApplicable => item.state == DriftState::NotApplicable,
            Said::Differs(reason) => item.state == DriftState::Differs && with(reason),
            Said::Unknown(reason) => item.state == DriftState::Unknown && with(reason),
            Said::Open => true,
        };
        if !agrees {
            let state = word(item.state);
            faults.push(format!("{}: {state} {reasons:?}, expected {expected:?}", word(setting)));
        }
        // Nobody's password is shown.
        assert!(!serde_json::to_string(item).unwrap().contains("hunter2"));
    }
    faults
}

/// Puts a set-up into an account; the sender that it is about.
fn seeded(account: &mut AccountSeed, place: Place, setup: &Setup, nth: u32) -> SenderDraft {
    let draft = |sender_type, sender_id: &str| SenderDraft {
        name: format!("Sender {nth}"),
        sender_type: Some(sender_type),
        sender_id: sender_id.to_owned(),
        ..SenderDraft::default()
    };
    match setup {
        Setup::Number { own, service } => {
            let number = number(account, place, *own, nth, 0);
            if let Some(service) = service {
                let numbers = vec![number.clone()];
                account.services.push(ServiceSeed { numbers, ..service_seed(place, *service, nth) });
            }
            draft(SenderType::LongCode, &number)
        }
        Setup::ShortCode { own, service } => {
            let code = (30_000 + nth).to_string();
            account.short_codes.push(ShortCodeSeed {
                short_code: code.clone(),
                friendly_name: code.clone(),
                sms_url: Some(own.reply.hook.for_replies(place)).filter(|url| !url.is_empty()),
                sms_method: method(own.reply.by),
                sms_fallback_url: Some(own.fallback.for_replies(place)).filter(|url| !url.is_empty()),
                sms_fallback_method: method(own.reply.by),
                ..ShortCodeSeed::new("", "")
            });
            if let Some(service) = service {
                let short_codes = vec![code.clone()];
                account.services.push(ServiceSeed { short_codes, ..service_seed(place, *service, nth) });
            }
            draft(SenderType::ShortCode, &code)
        }
        Setup::Service { service, numbers, mms } => {
            let pool = numbers.iter().zip(0..).map(|(own, of)| number(account, place, *own, nth, of));
            let numbers = pool.collect();
            account.services.push(ServiceSeed { numbers, ..service_seed(place, *service, nth) });
            // The simulator makes the SID; it is known by its name once it runs.
            SenderDraft { supports_mms: *mms, ..draft(SenderType::MessagingService, "") }
        }
        Setup::Alphanumeric { service } => {
            let alpha = format!("ACME{nth}");
            let alpha_senders = vec![alpha.clone()];
            account.services.push(ServiceSeed { alpha_senders, ..service_seed(place, *service, nth) });
            draft(SenderType::Alphanumeric, &alpha)
        }
        Setup::NotOwned => draft(SenderType::LongCode, &format!("+1917{:07}", 2_000_000 + nth)),
    }
}

fn method(by: By) -> WebhookMethod {
    match by {
        By::Get => WebhookMethod::Get,
        By::Post => WebhookMethod::Post,
    }
}

/// Adds a number; answers what it is called.
fn number(account: &mut AccountSeed, place: Place, own: Own, nth: u32, of: u32) -> String {
    let number = format!("+1415{:07}", 2_000_000 + nth * 10 + of);
    let application = match own.app {
        App::None => None,
        App::Missing => Some(format!("AP{}", "0".repeat(32))),
        App::Of(Reply { hook, by }) => {
            let friendly_name = format!("Application {nth}.{of}");
            account.applications.push(ApplicationSeed {
                friendly_name: friendly_name.clone(),
                sms_url: hook.for_replies(place),
                sms_method: method(by),
            });
            Some(friendly_name)
        }
    };
    account.numbers.push(NumberSeed {
        sms_url: own.reply.hook.for_replies(place),
        sms_method: method(own.reply.by),
        sms_fallback_url: own.fallback.for_replies(place),
        sms_fallback_method: method(own.reply.by),
        application,
        ..NumberSeed::new(number.clone(), number.clone())
    });
    number
}

fn service_seed(place: Place, service: Service, nth: u32) -> ServiceSeed {
    let set = |url: String| Some(url).filter(|url| !url.is_empty());
    ServiceSeed {
        friendly_name: format!("Service {nth}"),
        status_callback: set(service.delivery.for_receipts(place)),
        inbound_request_url: set(service.reply.hook.for_replies(place)),
        inbound_method: method(service.reply.by),
        fallback_url: set(service.fallback.for_replies(place)),
        fallback_method: method(service.reply.by),
        use_inbound_webhook_on_number: service.defers,
        mms_converter: service.converter,
        ..ServiceSeed::default()
    }
}
