//! Routes as the operator meets them: found in the practice account, accepted, seen again, and told when not read.

use senderdesk_core::ids::{JobId, SenderKey, WorkspaceId};
use senderdesk_core::library::Library;
use senderdesk_core::wire::*;
use twilio_simulator::{Area, Fault, FaultKind, KeyKind, Match};

use crate::fixture::{draft, rows};
use crate::twilio::{self, Scene};

fn all() -> RoutesQuery {
    RoutesQuery { search: String::new(), state: None, offset: 0, limit: 200 }
}

async fn read(scene: &Scene, workspace: WorkspaceId) {
    scene.desk.read_live(workspace, true, JobId::fresh()).await.unwrap();
}

fn item(view: &RouteView, setting: RouteSetting) -> &DriftItem {
    view.items.iter().find(|item| item.setting == setting).unwrap()
}

/// A workspace with keyword management on, and the service of the practice account as sender.
async fn with_service(scene: &Scene) -> (WorkspaceId, SenderKey, String) {
    let workspace = scene.connected().await.id;
    keywords(scene, workspace).await;
    let (sid, _) = scene.twilio().services().into_iter().find(|(_, name)| name == "Campaigns").unwrap();
    let sender = SenderDraft {
        sender_type: Some(SenderType::MessagingService),
        sender_id: sid.clone(),
        ..draft("Campaigns", 1)
    };
    (workspace, scene.desk.create_sender(workspace, sender).await.unwrap().sender.key, sid)
}

async fn keywords(scene: &Scene, workspace: WorkspaceId) {
    let draft = WorkspaceDraft {
        name: "Acme".into(),
        colour: ColourTag::Blue,
        environment: Environment::Staging,
        data_centre: "3".into(),
        keyword_management: true,
        delivery_url: String::new(),
    };
    scene.desk.update_workspace(workspace, draft).await.unwrap();
}

#[tokio::test]
async fn every_seeded_fault_of_the_practice_account_is_named_right() {
    let scene = Scene::new().await;
    let workspace = scene.desk.open_practice().await.unwrap().id;
    let planted = scene.desk.practise_repairs(workspace).await.unwrap();
    let again = scene.desk.practise_repairs(workspace).await.unwrap();
    assert!(planted.count > 15 && again.count == 0, "once is enough");
    read(&scene, workspace).await;
    let faults = twilio_simulator::route_faults(
        "https://api-01.moengage.com/mo/twilio",
        "https://api-01.moengage.com/d",
    );
    let senders = rows(&scene.desk, workspace).await;
    for fault in faults {
        let sender = senders.iter().find(|row| row.name == fault.title).unwrap();
        let view = scene.desk.route(workspace, sender.key, None).await.unwrap();
        let named = view.items.iter().filter(|item| {
            item.reasons.iter().any(|reason| serde_json::to_value(reason).unwrap() == fault.name)
        });
        let named: Vec<_> = named.collect();
        assert!(!named.is_empty(), "{}: {:?}", fault.name, view.items);
        assert!(named.iter().all(|item| !item.why.is_empty()));
        // One thing is wrong with each, and nothing else.
        let other = view.items.iter().filter(|item| item.level > FindingLevel::NotCheckable);
        assert_eq!(
            other.filter(|item| named.iter().all(|one| one.setting != item.setting)).count(),
            0,
            "{}",
            fault.name
        );
    }
    scene.desk.undo(planted.undo.unwrap().id).await.unwrap();
    assert_eq!(rows(&scene.desk, workspace).await.len(), senders.len() - planted.count as usize);
    scene.end().await;
}

#[tokio::test]
async fn every_seeded_fault_is_repaired_and_taken_back_or_says_why_not() {
    let scene = Scene::new().await;
    let desk = &scene.desk;
    let workspace = desk.open_practice().await.unwrap().id;
    desk.practise_repairs(workspace).await.unwrap();
    read(&scene, workspace).await;
    let senders = rows(desk, workspace).await;
    let mut repaired = 0;
    for fault in
        twilio_simulator::route_faults("https://api-01.moengage.com/mo", "https://api-01.moengage.com/d")
    {
        let sender = senders.iter().find(|row| row.name == fault.title).unwrap().key;
        let wrong = |view: &RouteView| {
            let items = view.items.iter().filter(|item| {
                item.reasons.iter().any(|reason| serde_json::to_value(reason).unwrap() == fault.name)
            });
            items.map(|item| (item.setting, item.cannot_apply.clone(), item.live.clone())).collect::<Vec<_>>()
        };
        let before = wrong(&desk.route(workspace, sender, None).await.unwrap());
        let settings: Vec<_> =
            before.iter().filter(|(_, cannot, _)| cannot.is_none()).map(|(setting, ..)| *setting).collect();
        if settings.is_empty() {
            assert!(before.iter().all(|(_, cannot, _)| cannot.as_deref().is_some_and(|why| !why.is_empty())));
            continue;
        }
        let plan = desk.plan_apply(workspace, sender, settings).await.unwrap();
        assert!(plan.left_out.is_empty(), "{}: {plan:?}", fault.name);
        let applied = desk.apply_plan(plan.id, String::new(), JobId::fresh()).await.unwrap();
        assert_eq!(applied.state, RequestState::Done, "{}: {applied:?}", fault.name);
        read(&scene, workspace).await;
        assert_eq!(wrong(&desk.route(workspace, sender, None).await.unwrap()), [], "{}", fault.name);
        let back = desk.plan_take_back(applied.id).await.unwrap();
        let undone = desk.apply_plan(back.id, String::new(), JobId::fresh()).await.unwrap();
        if fault.name == "malformed" {
            // Twilio takes no such value any more, which the plan said before.
            assert!(plan.notes.iter().any(|note| note.text.contains("cannot be put back")));
            assert_eq!(undone.state, RequestState::Refused);
            continue;
        }
        assert_eq!(undone.state, RequestState::Done, "{}: {undone:?}", fault.name);
        read(&scene, workspace).await;
        assert_eq!(wrong(&desk.route(workspace, sender, None).await.unwrap()), before, "{}", fault.name);
        repaired += 1;
    }
    assert!(repaired >= 15, "{repaired} of them can be repaired from here");
    scene.end().await;
}

#[tokio::test]
async fn what_was_not_read_is_unknown_and_never_in_place() {
    let scene = Scene::new().await;
    let (workspace, sender, _) = with_service(&scene).await;
    let page = scene.desk.routes(workspace, all()).await.unwrap();
    assert_eq!((page.read_at, page.rows.len(), page.in_place), (None, 0, 0));
    let view = scene.desk.route(workspace, sender, None).await.unwrap();
    assert_eq!((view.read_at, view.reply.destination), (None, Destination::Unknown));
    assert_eq!(item(&view, RouteSetting::DeliveryCallback).state, DriftState::Unknown);
    scene.end().await;

    let scene = Scene::of(twilio::with_key(KeyKind::Restricted(vec![Area::PhoneNumbers]))).await;
    let workspace = twilio::kept(scene.desk.connect(twilio::connect(twilio::key())).await).id;
    keywords(&scene, workspace).await;
    let long = SenderDraft { sender_id: "+12025550101".into(), ..draft("Main", 1) };
    let sender = scene.desk.create_sender(workspace, long).await.unwrap().sender.key;
    read(&scene, workspace).await;
    let page = scene.desk.routes(workspace, all()).await.unwrap();
    assert_eq!((page.unknown, page.in_place), (1, 0));
    assert!(page.faults.iter().any(|fault| fault.contains("Messaging Services")), "{:?}", page.faults);
    let view = scene.desk.route(workspace, sender, None).await.unwrap();
    let inbound = item(&view, RouteSetting::Inbound);
    assert_eq!((inbound.state, &inbound.reasons[..]), (DriftState::Unknown, &[DriftReason::NotRead][..]));
    assert!(inbound.why.contains("Whether a Messaging Service holds it"), "{}", inbound.why);
    scene.end().await;
}

#[tokio::test]
async fn a_change_between_two_readings_is_marked_until_it_was_seen() {
    let scene = Scene::new().await;
    let (workspace, sender, sid) = with_service(&scene).await;
    read(&scene, workspace).await;
    let before = scene.desk.route(workspace, sender, None).await.unwrap();
    assert!(!before.changed, "the first reading changes nothing");
    let old = "https://hooks.acme.example/dlr";
    assert!(scene.twilio().edit(&sid, &[("StatusCallback", old)]));
    read(&scene, workspace).await;
    assert_eq!(scene.desk.routes(workspace, all()).await.unwrap().changed, 1);
    let view = scene.desk.route(workspace, sender, None).await.unwrap();
    let delivery = item(&view, RouteSetting::DeliveryCallback);
    assert_eq!(delivery.live.as_deref(), Some(old));
    assert_eq!(delivery.changed_from.as_deref(), Some("status_callback: empty"));
    assert!(delivery.since > before.read_at && delivery.why.contains("only if it passes them on"));
    scene.desk.saw_route(workspace, sender).await.unwrap();
    assert_eq!(scene.desk.routes(workspace, all()).await.unwrap().changed, 0);
    scene.end().await;
}

#[tokio::test]
async fn an_accepted_difference_holds_for_the_value_that_was_accepted() {
    let scene = Scene::new().await;
    let (workspace, sender, sid) = with_service(&scene).await;
    let twilio = scene.twilio();
    twilio.edit(&sid, &[("StatusCallback", "https://hooks.acme.example/dlr")]);
    read(&scene, workspace).await;
    let accept = |why: Option<&str>| AcceptanceDraft {
        live: Some("https://hooks.acme.example/dlr".into()),
        sender,
        setting: RouteSetting::DeliveryCallback,
        why: why.map(str::to_owned),
    };
    let refused = scene.desk.accept_difference(workspace, accept(Some("  "))).await.unwrap_err();
    assert_eq!(refused.fields[0].field, "why");
    let unseen = AcceptanceDraft { live: None, ..accept(Some("Passed on by Acme's relay.")) };
    let refused = scene.desk.accept_difference(workspace, unseen).await.unwrap_err();
    assert!(refused.message.contains("changed since it was shown"), "{}", refused.message);
    scene.desk.accept_difference(workspace, accept(Some("Passed on by Acme's relay."))).await.unwrap();
    let state = || async {
        let view = scene.desk.route(workspace, sender, None).await.unwrap();
        item(&view, RouteSetting::DeliveryCallback).clone()
    };
    let accepted = state().await;
    assert_eq!((accepted.state, accepted.level), (DriftState::Accepted, FindingLevel::Ok));
    assert_eq!(accepted.accepted.unwrap().why, "Passed on by Acme's relay.");

    // Whoever works by an exported worksheet reads that it is meant.
    let path = scene.folder.path().join("sheet.md");
    let export = scene.desk.write_worksheet(workspace, Some(sender), WorksheetFormat::Markdown, path);
    let sheet = std::fs::read_to_string(export.await.unwrap().path).unwrap();
    let meant = sheet.lines().find(|line| line.contains("another value is meant at Twilio")).unwrap();
    assert!(meant.contains("hooks.acme.example") && meant.contains("Passed on by Acme's relay."), "{meant}");

    // Whoever looks without the window finds it accepted, too; for the same value and reasons.
    let bound = Library::open(scene.folder.path()).unwrap().bound(Some("Acme")).unwrap();
    assert_eq!((bound.account_sid.as_str(), bound.accepted.len()), (twilio::SID, 1));
    scene.desk.accept_difference(workspace, accept(None)).await.unwrap();
    scene.desk.accept_as_before(workspace, bound.accepted.clone()).await.unwrap();
    assert_eq!(state().await.state, DriftState::Accepted);

    // The page shows no password, and one that was added is another thing wrong.
    twilio.edit(&sid, &[("StatusCallback", "https://a:hunter22@hooks.acme.example/dlr")]);
    read(&scene, workspace).await;
    assert_eq!(state().await.state, DriftState::Differs, "another reason is another difference");
    twilio.edit(&sid, &[("StatusCallback", "https://elsewhere.example/dlr")]);
    read(&scene, workspace).await;
    assert_eq!(state().await.state, DriftState::Differs, "another value is another difference");
    scene.desk.accept_as_before(workspace, bound.accepted).await.unwrap();
    assert_eq!(state().await.state, DriftState::Differs);
    twilio.edit(&sid, &[("StatusCallback", "https://hooks.acme.example/dlr")]);
    read(&scene, workspace).await;
    scene.desk.accept_difference(workspace, accept(None)).await.unwrap();
    assert_eq!(state().await.state, DriftState::Differs);
    scene.end().await;
}

#[tokio::test]
async fn a_host_of_moengage_that_nothing_confirms_is_a_warning_until_the_dashboards_own_is_pasted() {
    let scene = Scene::new().await;
    let (workspace, sender, sid) = with_service(&scene).await;
    let live = "https://api-03.moengage.com/sms/dlr/twilio";
    scene.twilio().edit(&sid, &[("StatusCallback", live)]);
    read(&scene, workspace).await;
    let delivery = || async {
        let view = scene.desk.route(workspace, sender, None).await.unwrap();
        (view.receipt.destination, item(&view, RouteSetting::DeliveryCallback).clone())
    };
    let (destination, unsure) = delivery().await;
    assert_eq!(destination, Destination::MoengageUnconfirmed);
    assert_eq!(unsure.reasons, [DriftReason::UnconfirmedHost]);
    assert_eq!((unsure.level, unsure.should_provenance), (FindingLevel::Warning, Some(Provenance::Derived)));
    assert!(unsure.cannot_apply.is_some(), "a derived value is not written");
    let pasted = WorkspaceDraft {
        name: "Acme".into(),
        colour: ColourTag::Blue,
        environment: Environment::Staging,
        data_centre: "3".into(),
        keyword_management: true,
        delivery_url: live.into(),
    };
    scene.desk.update_workspace(workspace, pasted).await.unwrap();
    let (destination, sure) = delivery().await;
    assert_eq!((destination, sure.state), (Destination::Moengage, DriftState::InPlace));
    scene.end().await;
}

#[tokio::test]
async fn a_reading_that_nobody_waits_for_any_more_is_finished_and_what_it_saw_is_kept() {
    let scene = Scene::new().await;
    let (workspace, sender, sid) = with_service(&scene).await;
    read(&scene, workspace).await;
    scene.twilio().edit(&sid, &[("StatusCallback", "https://hooks.acme.example/dlr")]);
    let job = JobId::fresh();
    scene.desk.cancel_job(job).await.unwrap();
    scene.desk.read_live(workspace, true, job).await.unwrap();
    let mut changes = scene.desk.changes();
    while !scene.desk.route(workspace, sender, None).await.unwrap().changed {
        changes.recv().await.unwrap();
    }
    scene.end().await;
}

#[tokio::test]
async fn a_reading_that_tells_nothing_leaves_what_was_known_and_says_so() {
    let scene = Scene::new().await;
    let (workspace, sender, _) = with_service(&scene).await;
    read(&scene, workspace).await;
    let known = scene.desk.route(workspace, sender, None).await.unwrap();
    scene.twilio().push(Fault::always(Match::any(), FaultKind::Status(403)));
    read(&scene, workspace).await;
    let page = scene.desk.routes(workspace, all()).await.unwrap();
    assert_eq!((page.read_at, page.unknown), (known.read_at, 0), "the time is that of what is shown");
    assert!(page.faults[0].contains("read before") && page.faults.len() > 1, "{:?}", page.faults);
    let report = scene.desk.run_doctor(workspace, JobId::fresh()).await.unwrap();
    assert!(report.findings.iter().any(|one| one.finding.id == "routes.unread"), "a report is of now");
    let plan = scene.desk.plan_apply(workspace, sender, vec![RouteSetting::Inbound]).await.unwrap();
    assert!(plan.requests.is_empty() && plan.left_out.len() == 1, "{plan:?}");
    scene.twilio().clear_faults();
    read(&scene, workspace).await;
    let page = scene.desk.routes(workspace, all()).await.unwrap();
    assert!(page.read_at > known.read_at && page.faults.is_empty(), "{:?}", page.faults);
    scene.end().await;
}

#[tokio::test]
async fn what_another_credential_read_stands_for_no_reading_that_failed() {
    let scene = Scene::of(twilio::with_key(KeyKind::Standard)).await;
    let (workspace, _, _) = with_service(&scene).await;
    let fails = || scene.twilio().push(Fault::always(Match::any(), FaultKind::Status(403)));
    read(&scene, workspace).await;
    fails();
    read(&scene, workspace).await;
    scene.twilio().clear_faults();
    twilio::kept(scene.desk.reauthenticate(workspace, twilio::key()).await);
    fails();
    read(&scene, workspace).await;
    let page = scene.desk.routes(workspace, all()).await.unwrap();
    assert_eq!((page.unknown, page.differing), (1, 0), "{:?}", page.rows);
    assert!(page.faults.iter().all(|fault| !fault.contains("read before")), "{:?}", page.faults);
    scene.end().await;
}

#[tokio::test]
async fn each_state_is_counted_as_its_rows_are_found() {
    let scene = Scene::new().await;
    let workspace = scene.desk.open_practice().await.unwrap().id;
    read(&scene, workspace).await;
    // Keyword management is off: nothing has to stand at the number and at the short code.
    let page = scene.desk.routes(workspace, all()).await.unwrap();
    assert_eq!((page.differing, page.in_place, page.not_applicable), (1, 0, 2), "{:?}", page.rows);
    for (state, count) in [
        (DriftState::Differs, page.differing),
        (DriftState::InPlace, page.in_place),
        (DriftState::NotApplicable, page.not_applicable),
    ] {
        let found = scene.desk.routes(workspace, RoutesQuery { state: Some(state), ..all() }).await.unwrap();
        assert_eq!((found.matching, found.rows.len()), (count, count as usize), "{state:?}");
    }
    scene.end().await;
}

#[tokio::test]
async fn asking_again_for_what_was_just_read_tells_and_writes_nothing() {
    let scene = Scene::new().await;
    let (workspace, _, _) = with_service(&scene).await;
    read(&scene, workspace).await;
    let mut changes = scene.desk.changes();
    scene.desk.read_live(workspace, false, JobId::fresh()).await.unwrap();
    scene.desk.open_practice().await.unwrap();
    assert!(
        !matches!(changes.recv().await.unwrap(), Change::Live { .. }),
        "the first that is told is the practice account"
    );
    scene.end().await;
}

#[tokio::test]
async fn a_window_that_may_write_nothing_still_reads_what_is_live() {
    let scene = Scene::new().await;
    let (workspace, _, _) = with_service(&scene).await;
    let second =
        twilio::desk(scene.folder.path(), &scene.simulator.url(), twilio::keychain(scene.secrets.clone()))
            .await;
    second.read_live(workspace, true, JobId::fresh()).await.unwrap();
    assert_eq!(second.routes(workspace, all()).await.unwrap().rows.len(), 1);
    second.close().await;
    scene.end().await;
}

#[tokio::test]
async fn a_fallback_at_twilios_demo_is_as_good_as_none_and_never_said_to_be_moengages() {
    let scene = Scene::new().await;
    let (workspace, sender, sid) = with_service(&scene).await;
    let form = [
        ("UseInboundWebhookOnNumber", "false"),
        ("InboundRequestUrl", "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio"),
        ("FallbackUrl", "https://demo.twilio.com/welcome/sms/reply/"),
    ];
    assert!(scene.twilio().edit(&sid, &form));
    read(&scene, workspace).await;
    let view = scene.desk.route(workspace, sender, None).await.unwrap();
    let fallback = item(&view, RouteSetting::InboundFallback);
    assert!(fallback.why.contains("as good as none"), "{fallback:?}");
    scene.end().await;
}
