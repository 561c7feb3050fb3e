//! What is known before a message is sent: healthy set-ups raise no alarm, each fault is named, and nothing is sent.

use std::time::Duration;

use senderdesk_core::wire::*;
use twilio_simulator::{
    AccountSeed, ApiKeySeed, Area, Fault, FaultKind, KeyKind, Match, NumberSeed, Pace, ServiceSeed, Times,
};

use crate::connected::{Connected, NUMBER, connected, connected_to, draft_from};
use crate::fixture;

const US: &str = "+12025550188";
const GB: &str = "+447400123456";
const FR: &str = "+33612345678";
const TOLL_FREE: &str = "+18005550199";
/// A US number that is in no service.
const ALONE: &str = "+13105550142";

fn form(sender_type: SenderType, sender_id: &str, recipients: &[&str]) -> TestForm {
    TestForm {
        from: TestFrom::Unsaved { name: String::new(), sender_type, sender_id: sender_id.to_owned() },
        recipients: recipients.iter().map(|&number| number.to_owned()).collect(),
        body: "Hello".to_owned(),
        media: Vec::new(),
        unsubscribe: false,
    }
}

fn long(sender_id: &str, recipient: &str) -> TestForm {
    form(SenderType::LongCode, sender_id, &[recipient])
}

async fn checked(scene: &Connected, form: TestForm) -> Preflight {
    scene.desk.preflight(scene.workspace, form, true).await.unwrap()
}

fn found<'a>(preflight: &'a Preflight, id: &str) -> &'a PreflightFinding {
    let finding = preflight.findings.iter().find(|finding| finding.id == id);
    finding.unwrap_or_else(|| panic!("no {id} in {:#?}", preflight.findings))
}

fn alarms(preflight: &Preflight) -> Vec<(&str, FindingLevel)> {
    let findings = preflight.findings.iter().filter(|finding| finding.level >= FindingLevel::Warning);
    findings.map(|finding| (finding.id.as_str(), finding.level)).collect()
}

/// The practice account, with a number that no service holds.
fn account() -> AccountSeed {
    let mut account = AccountSeed::practice();
    account.numbers.push(NumberSeed::new(ALONE, "Alone"));
    account
}

fn service(scene: &Connected, name: &str) -> String {
    scene.handle.services().into_iter().find(|(_, called)| called == name).unwrap().0
}

#[tokio::test]
async fn a_healthy_set_up_of_every_type_raises_no_alarm() {
    let scene = connected_to(account(), Pace::instant()).await;
    let code = SenderDraft {
        name: "Code".into(),
        sender_type: Some(SenderType::ShortCode),
        sender_id: "70707".into(),
        country: "US".into(),
        ..SenderDraft::default()
    };
    scene.desk.create_sender(scene.workspace, code).await.unwrap();
    let key = fixture::rows(&scene.desk, scene.workspace).await[0].key;
    let campaigns = service(&scene, "Campaigns");
    let forms = [
        long(NUMBER, US),
        long(NUMBER, GB),
        long(TOLL_FREE, US),
        long("+447700900123", GB),
        form(SenderType::MessagingService, &campaigns, &[US]),
        form(SenderType::Alphanumeric, "Acme", &[FR]),
        TestForm { from: TestFrom::Saved { key }, ..long("", US) },
    ];
    for form in forms {
        let from = form.from.clone();
        let preflight = checked(&scene, form).await;
        assert_eq!(alarms(&preflight), [], "{from:?}");
        let open = preflight.findings.iter().filter(|finding| finding.level == FindingLevel::NotCheckable);
        let open: Vec<_> = open.map(|finding| finding.id.as_str()).collect();
        assert_eq!(open, ["credential_not_tried"], "{from:?}");
        assert_eq!(preflight.before_sending, None);
        assert!(matches!(preflight.total.price, Price::Range { .. }), "{:?}", preflight.total);
    }
    assert_eq!(scene.posts(), 0, "nothing was sent");
    scene.end().await;
}

/// A fault put into the account, a form, the finding that names it, and Twilio's code.
type Case = (&'static str, fn(&Connected), fn(&Connected) -> TestForm, &'static str, Option<u32>);

#[tokio::test]
async fn each_fault_is_named_and_what_is_called_refused_is_refused_with_that_code() {
    let cases: [Case; 14] = [
        ("not owned", |_| {}, |_| long("+12065550177", US), "sender_not_in_account", Some(21606)),
        (
            "no SMS",
            |s| assert!(s.handle.set_capabilities(ALONE, false, false)),
            |_| long(ALONE, GB),
            "sender_without_sms",
            Some(21661),
        ),
        (
            "alphanumeric to the US",
            |_| {},
            |_| form(SenderType::Alphanumeric, "Acme", &[US]),
            "alphanumeric_refused",
            Some(21612),
        ),
        (
            "closed country",
            |s| s.handle.set_geo_permission("GB", false),
            |_| long(NUMBER, GB),
            "country_not_permitted",
            Some(21408),
        ),
        (
            "trial",
            |s| s.handle.set_account_kind(twilio_simulator::AccountKind::Trial),
            |_| long(NUMBER, US),
            "recipient_unverified",
            Some(21608),
        ),
        (
            "suspended",
            |s| s.handle.set_account_status("suspended"),
            |_| long(NUMBER, US),
            "account_not_active",
            Some(20005),
        ),
        ("STOP in the log", |_| {}, |_| long(NUMBER, US), "recipient_opted_out", Some(21610)),
        ("in no service", |_| {}, |_| long(ALONE, US), "long_code_not_registered", Some(30034)),
        (
            "campaign not approved",
            |s| assert!(s.handle.set_us_campaign(&service(s, "Campaigns"), Some("FAILED"))),
            |_| long(NUMBER, US),
            "long_code_not_registered",
            Some(30034),
        ),
        (
            "toll-free not sent in",
            |s| assert!(s.handle.set_toll_free_verification(TOLL_FREE, None)),
            |_| long(TOLL_FREE, US),
            "toll_free_not_verified",
            Some(30032),
        ),
        (
            "toll-free in review",
            |s| assert!(s.handle.set_toll_free_verification(TOLL_FREE, Some("IN_REVIEW"))),
            |_| long(TOLL_FREE, US),
            "toll_free_not_verified",
            Some(30032),
        ),
        (
            "empty pool",
            |_| {},
            |s| form(SenderType::MessagingService, &service(s, "Transactional"), &[US]),
            "pool_empty",
            Some(21704),
        ),
        ("reply loop", |_| {}, |_| long(NUMBER, TOLL_FREE), "recipient_is_sender", None),
        ("balance", |s| s.handle.set_balance("0.0001"), |_| long(NUMBER, US), "balance_under_estimate", None),
    ];
    for (name, seed, form, id, code) in cases {
        let scene = connected_to(account(), Pace::instant()).await;
        if name == "STOP in the log" {
            scene.handle.receive(US, NUMBER, "Stop").await.unwrap();
        }
        seed(&scene);
        let form = form(&scene);
        let preflight = checked(&scene, form.clone()).await;
        let finding = found(&preflight, id);
        assert!(finding.level >= FindingLevel::Warning && finding.remedy.is_some(), "{name}: {finding:?}");
        assert!(!finding.evidence.is_empty());
        assert_eq!(scene.posts(), 0, "{name}");
        if finding.fate == Some(MessageFate::Refused) {
            assert!(preflight.before_sending.as_ref().unwrap().contains("will refuse"), "{name}");
            let TestFrom::Unsaved { sender_type, sender_id, .. } = &form.from else { panic!() };
            let test = scene
                .desk
                .send_test(scene.workspace, draft_from(*sender_type, sender_id, &form.recipients[0], "Hello"))
                .await
                .unwrap();
            assert_eq!(test.state, TestState::Refused, "{name}");
            assert_eq!(test.explanation.unwrap().code, code, "{name}");
        } else if finding.fate == Some(MessageFate::Fails) {
            assert_eq!(finding.code, code, "{name}");
            assert!(preflight.before_sending.as_ref().unwrap().contains("fail to deliver"), "{name}");
        }
        scene.end().await;
    }
}

#[tokio::test]
async fn a_service_is_judged_by_whom_it_may_choose() {
    let mut account = account();
    account.services.push(ServiceSeed {
        friendly_name: "Numbers".into(),
        numbers: vec![ALONE.into()],
        ..ServiceSeed::default()
    });
    account.services.push(ServiceSeed {
        friendly_name: "Free".into(),
        numbers: vec![TOLL_FREE.into(), "+447700900123".into()],
        ..ServiceSeed::default()
    });
    let scene = connected_to(account, Pace::instant()).await;
    let of = |name: &str, to: &str| form(SenderType::MessagingService, &service(&scene, name), &[to]);
    let preflight = checked(&scene, of("Numbers", US)).await;
    let finding = found(&preflight, "pool_not_registered");
    assert_eq!((finding.code, finding.fate), (Some(30034), Some(MessageFate::Fails)));
    assert_eq!(alarms(&checked(&scene, of("Numbers", GB)).await), [], "abroad nothing is asked for");
    assert_eq!(alarms(&checked(&scene, of("Free", US)).await), []);
    scene.handle.set_toll_free_verification(TOLL_FREE, Some("TWILIO_REJECTED"));
    let preflight = checked(&scene, of("Free", US)).await;
    let finding = found(&preflight, "pool_partly_registered");
    assert_eq!((finding.level, finding.code), (FindingLevel::Warning, Some(30032)));
    let Price::Range { by, .. } = &preflight.prices[0].price else { panic!("{:?}", preflight.prices) };
    assert!(by.contains("long codes and toll-free numbers"), "{by}");
    scene.end().await;
}

#[tokio::test]
async fn a_key_without_rights_leaves_things_unchecked_and_finds_no_fault() {
    let key = ApiKeySeed::new(KeyKind::Restricted(vec![Area::Messages]))
        .credentials("SK00112233445566778899aabbccddeeff", "canarycanarycanarycanary12345678");
    let scene = connected_to(account().api_key(key), Pace::instant()).await;
    let draft = CredentialDraft {
        region: RegionChoice::Us1,
        username: scene.account_sid().to_owned(),
        kind: CredentialKind::ApiKey,
        api_key_sid: "SK00112233445566778899aabbccddeeff".to_owned(),
        secret: SecretText("canarycanarycanarycanary12345678".to_owned().into()),
        keep: Keep::Keychain,
        keep_unverified: false,
    };
    scene.desk.reauthenticate(scene.workspace, draft).await.unwrap();
    let preflight = checked(&scene, long(NUMBER, US)).await;
    assert_eq!(alarms(&preflight), []);
    let ids = [
        "sender_unread",
        "registration_unread",
        "country_permission_unread",
        "recipient_unread",
        "balance_unread",
    ];
    for id in ids {
        let finding = found(&preflight, id);
        assert_eq!(finding.level, FindingLevel::NotCheckable, "{id}");
    }
    let Price::Unknown { reason } = &preflight.prices[0].price else { panic!("{:?}", preflight.prices) };
    assert!(reason.starts_with("Not readable with this key"), "{reason}");
    assert_eq!(found(&preflight, "no_opt_out_known").level, FindingLevel::Ok, "messages may be read");
    scene.end().await;
}

#[tokio::test]
async fn what_was_read_is_used_again_for_a_few_minutes_and_read_anew_when_asked() {
    let scene = connected(Pace::instant()).await;
    let again =
        async |again: bool| scene.desk.preflight(scene.workspace, long(NUMBER, US), again).await.unwrap();
    again(false).await;
    let asked = scene.handle.requests().len();
    let other = TestForm { body: "Another text".into(), ..long(NUMBER, US) };
    scene.desk.preflight(scene.workspace, other, false).await.unwrap();
    assert_eq!(scene.handle.requests().len(), asked, "typing asks nobody");
    scene.clock.set_on(Duration::from_secs(90));
    again(false).await;
    assert_eq!(scene.handle.requests().len(), asked + 2, "balance and log are read again after a minute");
    scene.handle.set_us_campaign(&service(&scene, "Campaigns"), None);
    assert_eq!(alarms(&again(false).await), []);
    assert_eq!(alarms(&again(true).await), [("long_code_not_registered", FindingLevel::Problem)]);
    scene.end().await;
}

#[tokio::test]
async fn a_newer_check_ends_the_one_before_it() {
    let scene = connected(Pace::instant()).await;
    let slow = Fault {
        on: Match::path("/v1/Messaging/Countries"),
        times: Times::Once,
        kind: FaultKind::Latency(Duration::from_secs(60)),
    };
    scene.handle.push(slow);
    let (desk, workspace) = (scene.desk.clone(), scene.workspace);
    let first = tokio::spawn(async move { desk.preflight(workspace, long(NUMBER, US), false).await });
    scene.handle.wait_for_request(|request| request.path.contains("/v1/Messaging/Countries")).await;
    let second = scene.desk.preflight(scene.workspace, long(NUMBER, US), false).await.unwrap();
    assert!(matches!(second.total.price, Price::Range { .. }));
    assert!(first.await.unwrap().unwrap_err().message.contains("newer check"));
    scene.end().await;
}

#[tokio::test]
async fn several_recipients_are_one_finding_where_it_says_the_same_of_them() {
    let scene = connected_to(account().trial(&[US]), Pace::instant()).await;
    let many = form(SenderType::LongCode, NUMBER, &[US, "nobody", "+12025550190", "+12025550191", GB]);
    let preflight = checked(&scene, many).await;
    let unverified = found(&preflight, "recipient_unverified");
    assert_eq!(unverified.recipients, [2, 3, 4], "places of the form, whatever else stands there");
    assert_eq!(unverified.instead[0].number, US);
    assert_eq!(found(&preflight, "recipient_verified").recipients, [0]);
    assert!(preflight.before_sending.unwrap().contains("3 of the 4 messages"));
    assert_eq!(preflight.prices.len(), 4);
    let callers = scene.desk.verified_callers(scene.workspace).await.unwrap();
    assert_eq!((callers.trial, callers.callers.len()), (Some(true), 1));
    scene.end().await;
}

#[tokio::test]
async fn the_price_is_a_range_over_carriers_times_segments_and_never_an_amount_for_mms() {
    let scene = connected(Pace::instant()).await;
    let preflight = checked(&scene, TestForm { body: "a".repeat(161), ..long(NUMBER, US) }).await;
    assert_eq!(
        preflight.total.says,
        "About 0.0158–0.0246 USD for 1 message × 2 segments, without carrier fees"
    );
    let both = checked(&scene, form(SenderType::LongCode, NUMBER, &[US, FR])).await;
    assert_eq!(both.total.says, "About 0.0839–0.0921 USD for 2 messages × 1 segment, without carrier fees");
    let mms = TestForm { media: vec!["https://media.example.test/a.png".into()], ..long(NUMBER, US) };
    let mms = checked(&scene, mms).await;
    assert_eq!(mms.total.says, "MMS prices are not in Pricing.");
    assert_eq!(found(&mms, "sender_with_mms").level, FindingLevel::Ok);
    assert_eq!(found(&mms, "balance_without_estimate").level, FindingLevel::NotCheckable);
    let nowhere = checked(&scene, long(NUMBER, "+5511912345678")).await;
    assert_eq!(nowhere.total.says, "Twilio lists no prices for messages to BR.");
    scene.end().await;
}

#[tokio::test]
async fn an_opt_out_is_known_from_our_own_tests_and_taken_back_by_a_later_one() {
    let scene = connected(Pace::instant()).await;
    scene.handle.opt_out(US, NUMBER);
    scene.send(US, "Hello").await;
    let preflight = checked(&scene, long(NUMBER, US)).await;
    let finding = found(&preflight, "recipient_opted_out");
    assert_eq!((finding.code, &finding.basis), (Some(21610), &FindingBasis::Recorded));
    assert_eq!(
        found(&checked(&scene, long("+447700900123", US)).await, "no_opt_out_known").level,
        FindingLevel::Ok
    );
    // By the machine's clock the answer of the handset comes later.
    scene.handle.receive(US, NUMBER, "START").await.unwrap();
    found(&checked(&scene, long(NUMBER, US)).await, "no_opt_out_known");
    scene.end().await;
}

#[tokio::test]
async fn a_line_is_looked_up_only_when_asked_and_paid_for_once() {
    let scene = connected(Pace::instant()).await;
    let landline = "+15555530006";
    checked(&scene, long(NUMBER, landline)).await;
    assert_eq!(scene.handle.request_count("GET", "/v2/PhoneNumbers"), 0);
    let ask = || scene.desk.look_up_line(scene.workspace, landline.to_owned());
    let (one, two) = tokio::join!(ask(), ask());
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(scene.handle.request_count("GET", "/v2/PhoneNumbers"), 1);
    let preflight = checked(&scene, long(NUMBER, landline)).await;
    let line = found(&preflight, "line_takes_no_sms");
    assert_eq!((line.code, line.level), (Some(30006), FindingLevel::Problem));
    let refused = scene.desk.look_up_line(scene.workspace, "hello".to_owned()).await.unwrap_err();
    assert_eq!(refused.fields[0].field, "number");
    scene.end().await;
}

#[tokio::test]
async fn the_practice_account_can_be_checked_too() {
    let folder = tempfile::tempdir().unwrap();
    let desk = fixture::desk(folder.path()).await;
    let practice = desk.open_practice().await.unwrap();
    for row in fixture::rows(&desk, practice.id).await {
        let form = TestForm { from: TestFrom::Saved { key: row.key }, ..long("", US) };
        let preflight = desk.preflight(practice.id, form, false).await.unwrap();
        assert_eq!(alarms(&preflight), [], "{}", row.sender_id);
    }
    desk.close().await;
}

#[tokio::test]
async fn an_account_that_cannot_be_reached_is_unchecked_and_a_sender_that_is_none_is_invalid() {
    let scene = connected(Pace::instant()).await;
    scene.handle.push(Fault::always(Match::request("GET", ""), FaultKind::Status(404)));
    let preflight = checked(&scene, long(NUMBER, US)).await;
    assert_eq!(alarms(&preflight), []);
    assert!(
        preflight.findings.iter().filter(|finding| finding.level == FindingLevel::NotCheckable).count() > 4
    );
    let error = scene.desk.preflight(scene.workspace, long("nonsense", US), false).await.unwrap_err();
    assert_eq!((error.code, error.fields[0].field.as_str()), (ErrorCode::Invalid, "sender_id"));
    scene.end().await;
}
