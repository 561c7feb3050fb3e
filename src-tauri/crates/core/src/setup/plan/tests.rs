//! Which steps each type of sender has, with which values; and a workspace and senders to plan for.

use std::collections::BTreeSet;

use super::*;
use crate::ids::{AccountId, WorkspaceId};
use crate::store::senders::Details;
use crate::wire::{At, ColourTag, Environment};

fn at() -> At {
    At("2026-01-01T00:00:00Z".parse().unwrap())
}

pub(in crate::setup) fn recorded(data_centre: &str, keyword_management: bool) -> Recorded {
    Recorded {
        accepted: HashMap::new(),
        workspace: Workspace {
            id: WorkspaceId::fresh(),
            name: "Shop".into(),
            colour: ColourTag::Blue,
            environment: Environment::Staging,
            data_centre: data_centre.parse().unwrap(),
            keyword_management,
            delivery_url: None,
            account: AccountId::fresh(),
            created_at: at(),
            more: Default::default(),
        },
        account_sid: "AC0123456789abcdef0123456789abcdef".into(),
        credential: Some((CredentialId::fresh(), CredentialKind::AuthToken)),
        practice: false,
        senders: 1,
        default: None,
    }
}

pub(in crate::setup) fn sender(kind: SenderType, supports_mms: bool) -> KeptSender {
    let sender_id = match kind {
        SenderType::ShortCode => "12345",
        SenderType::LongCode => "+15551230002",
        SenderType::MessagingService => "MG0123456789abcdef0123456789abcdef",
        SenderType::Alphanumeric => "OFFERS",
    };
    KeptSender {
        key: SenderKey::fresh(),
        workspace: WorkspaceId::fresh(),
        name: "Offers".into(),
        sender_type: kind,
        sender_id: sender_id.into(),
        supports_mms,
        is_default: false,
        details: Details { unsubscribe_text: "Reply STOP to opt out.".into(), ..Details::default() },
        share_id: String::new(),
        more: Default::default(),
        created_at: at(),
        updated_at: at(),
    }
}

const KINDS: [SenderType; 4] =
    [SenderType::ShortCode, SenderType::LongCode, SenderType::MessagingService, SenderType::Alphanumeric];

/// Keys of the words of every step that a worksheet can have.
pub(in crate::setup) fn all_keys() -> BTreeSet<&'static str> {
    let mut keys = BTreeSet::new();
    for data_centre in ["DC-01", "DC-03"] {
        for on in [false, true] {
            let mut of = recorded(data_centre, on);
            of.default = Some((SenderKey::fresh(), "Offers".into()));
            let mut parts = of_workspace(&of);
            let unknown = Recorded { account_sid: String::new(), ..recorded(data_centre, on) };
            parts.extend(of_workspace(&unknown));
            for kind in KINDS {
                for mms in [false, true] {
                    let mut kept = sender(kind, mms && kind != SenderType::Alphanumeric);
                    parts.extend(of_sender(&of, &kept));
                    kept.details.unsubscribe_text.clear();
                    parts.extend(own(&of.workspace, &kept));
                }
            }
            parts.extend(own(&of.workspace, &toll_free()));
            keys.extend(parts.iter().flat_map(|part| &part.tasks).map(|task| task.key));
        }
    }
    keys
}

fn toll_free() -> KeptSender {
    KeptSender { sender_id: "+18005550199".into(), ..sender(SenderType::LongCode, false) }
}

fn steps(parts: &[Part], console: Console) -> Vec<&'static str> {
    let parts = parts.iter().filter(|part| part.console == console);
    parts.flat_map(|part| &part.tasks).map(|task| task.key.split_once('.').unwrap().1).collect()
}

fn task(parts: &[Part], step: &str) -> Task {
    parts.iter().flat_map(|part| &part.tasks).find(|task| task.step() == step).unwrap().clone()
}

#[test]
fn a_sender_has_the_steps_of_its_type_in_the_order_of_the_consoles_and_no_others() {
    let details = ["mark_as_default", "supports_mms/on", "sender_name", "sender_type"];
    let cases = [
        (SenderType::ShortCode, true, vec!["delivery_callback/number", "mms_converter/number"]),
        (SenderType::LongCode, true, vec!["delivery_callback/number", "mms_converter/number"]),
        (
            SenderType::MessagingService,
            true,
            vec!["delivery_callback/messaging_service", "mms_converter/messaging_service"],
        ),
        (SenderType::Alphanumeric, false, vec!["delivery_callback/alphanumeric"]),
    ];
    for (kind, mms, twilio) in cases {
        let of = recorded("DC-01", false);
        let parts = of_sender(&of, &sender(kind, mms));
        assert_eq!(steps(&parts, Console::Twilio), twilio, "{kind:?}");
        let moengage = steps(&parts, Console::Moengage);
        assert_eq!(moengage[..2], ["username", "password"]);
        if mms {
            assert_eq!(moengage[2..6], details);
        }
        assert_eq!(moengage[7..], ["send_test", "save"], "{kind:?}: no field of keyword management");
    }
}

#[test]
fn an_account_that_a_file_masked_has_no_username_to_enter_yet() {
    let of = Recorded { account_sid: String::new(), ..recorded("DC-01", false) };
    let username = task(&of_workspace(&of), "moengage.username");
    assert_eq!((username.doing, username.value), (Doing::Waits, None));
}

#[test]
fn keyword_management_adds_its_steps_in_both_consoles() {
    let of = recorded("DC-02", true);
    for kind in KINDS {
        let parts = of_sender(&of, &sender(kind, false));
        let moengage = steps(&parts, Console::Moengage);
        let toggle = ["subscription_management", "keyword_toggle", "keywords"];
        assert!(moengage.ends_with(&toggle), "{kind:?}: {moengage:?}");
        let url = "https://api-02.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
        let field = task(&parts, "moengage.mo_callback_url");
        let inbound = task(&parts, "twilio.inbound");
        if kind == SenderType::Alphanumeric {
            assert_eq!((field.doing, inbound.doing), (Doing::NothingToDo, Doing::NothingToDo));
            continue;
        }
        assert_eq!((field.value.as_deref(), inbound.value.as_deref()), (Some(url), Some(url)));
        assert_eq!(task(&parts, "twilio.inbound_method").value.as_deref(), Some("HTTP Get"));
    }
}

#[test]
fn the_place_of_a_lone_numbers_inbound_url_is_derived_and_that_of_a_service_documented() {
    let of = recorded("DC-01", true);
    let method = |kind| task(&own(&of.workspace, &sender(kind, false)), "twilio.inbound_method");
    assert_eq!(method(SenderType::MessagingService).provenance, Some(Provenance::Documented));
    assert_eq!(method(SenderType::LongCode).provenance, Some(Provenance::Derived));
    assert_eq!(method(SenderType::ShortCode).provenance, Some(Provenance::Derived));
}

#[test]
fn outside_the_first_data_centre_the_delivery_callback_waits_for_the_dashboards_own() {
    let mut of = recorded("DC-03", false);
    let service = sender(SenderType::MessagingService, false);
    let waiting = task(&own(&of.workspace, &service), "twilio.delivery_callback");
    assert_eq!((waiting.doing, waiting.value), (Doing::Waits, None));
    assert!(waiting.remarks[0].text.contains("DC-03 it would be https://api-03.moengage.com/sms/dlr/twilio"));
    assert_eq!(waiting.remarks[0].provenance, Provenance::Derived);
    of.workspace.delivery_url = Some("https://api-03.moengage.com/pasted".into());
    let pasted = task(&own(&of.workspace, &service), "twilio.delivery_callback");
    assert_eq!(pasted.value.as_deref(), Some("https://api-03.moengage.com/pasted"));
    assert_eq!(pasted.provenance, Some(Provenance::Custom));
    let first = task(&own(&recorded("DC-01", false).workspace, &service), "twilio.delivery_callback");
    assert_eq!(first.value.as_deref(), Some("https://api-01.moengage.com/sms/dlr/twilio"));
    assert_eq!(first.provenance, Some(Provenance::Documented));
}

#[test]
fn a_rotation_changes_what_the_password_step_is_ticked_for_and_never_shows_a_value() {
    let mut of = recorded("DC-01", false);
    let before = task(&of_workspace(&of), "moengage.password");
    of.credential = Some((CredentialId::fresh(), CredentialKind::AuthToken));
    let after = task(&of_workspace(&of), "moengage.password");
    assert_ne!(before.doing, after.doing);
    assert_eq!((before.value, after.value), (None, None));
    assert!(after.remarks.is_empty());
    of.credential = Some((CredentialId::fresh(), CredentialKind::ApiKey));
    let key = task(&of_workspace(&of), "moengage.password");
    assert!(key.remarks[0].text.contains("MoEngage needs the Auth Token"));
}

#[test]
fn of_the_practice_account_it_is_said_that_nothing_belongs_into_the_consoles() {
    let mut of = recorded("DC-01", false);
    assert!(task(&of_workspace(&of), "moengage.username").remarks.is_empty());
    of.practice = true;
    let username = task(&of_workspace(&of), "moengage.username");
    assert!(username.remarks[0].text.contains("Twilio does not know it"));
}

#[test]
fn the_workspaces_own_worksheet_ends_with_the_three_next_steps() {
    let steps = steps(&of_workspace(&recorded("DC-01", false)), Console::Moengage);
    assert_eq!(
        steps,
        ["username", "password", "sms_campaign", "frequency_capping", "current_service_provider"]
    );
}
