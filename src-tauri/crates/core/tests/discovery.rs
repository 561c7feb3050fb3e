//! *Add from account*: what is found while it is read, what a credential may not read, and adding all or nothing.

use std::time::Duration;

use senderdesk_core::ids::{JobId, WorkspaceId};
use senderdesk_core::wire::*;
use twilio_simulator::{Area, Fault, FaultKind, KeyKind, Match};

use crate::fixture::{draft, rows};
use crate::twilio::{self, Scene};

const MAIN: &str = "+12025550101";

fn all() -> DiscoveryQuery {
    DiscoveryQuery {
        search: String::new(),
        sender_type: None,
        only_new: false,
        subaccount: None,
        offset: 0,
        limit: 200,
    }
}

async fn page(scene: &Scene, workspace: WorkspaceId, query: DiscoveryQuery) -> DiscoveryPage {
    scene.desk.discovery_page(workspace, query).await.unwrap()
}

async fn discover(scene: &Scene, workspace: WorkspaceId) -> DiscoveryState {
    scene.desk.discover(workspace, None, true, JobId::fresh()).await.unwrap()
}

fn picked(row: &Discovered) -> Picked {
    Picked {
        sender_type: row.sender_type,
        sender_id: row.sender_id.clone(),
        name: row.suggested_name.clone(),
        supports_mms: row.mms == MmsFit::Yes,
    }
}

#[tokio::test]
async fn what_can_send_is_listed_added_in_one_step_and_taken_back_in_one() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await.id;
    let nothing = page(&scene, workspace, all()).await;
    assert_eq!((nothing.state, nothing.found, nothing.read_at), (DiscoveryState::NotRead, 0, None));
    assert_eq!(discover(&scene, workspace).await, DiscoveryState::Whole);
    let found = page(&scene, workspace, all()).await;
    assert!(found.read_at.is_some() && found.faults.is_empty() && found.pools == found.pools_read);
    let main = found.rows.iter().find(|row| row.sender_id == MAIN).unwrap();
    assert!(main.ten_dlc && main.service_name.as_deref() == Some("Campaigns") && main.mms == MmsFit::Yes);

    let wanted: Vec<_> = found.rows.iter().filter(|row| row.not_addable.is_none()).map(picked).collect();
    let added = scene.desk.add_discovered(workspace, wanted.clone()).await.unwrap();
    assert_eq!(added.added as usize, wanted.len());
    let saved = rows(&scene.desk, workspace).await;
    assert_eq!(saved.iter().filter(|row| row.is_default).count(), 1, "the first is the default");
    let again = page(&scene, workspace, all()).await;
    assert!(again.rows.iter().all(|row| row.not_addable.is_some()), "{:?}", again.rows);
    assert_eq!(page(&scene, workspace, DiscoveryQuery { only_new: true, ..all() }).await.rows.len(), {
        found.rows.len() - wanted.len()
    });
    scene.desk.undo(added.undo.id).await.unwrap();
    assert_eq!(rows(&scene.desk, workspace).await.len(), 0);
    scene.end().await;
}

#[tokio::test]
async fn thousands_come_by_pages_and_are_shown_while_they_come() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await.id;
    scene.twilio().add_numbers(2500 - scene.twilio().numbers().len());
    scene.twilio().push(Fault::always(numbers(), FaultKind::Latency(Duration::from_millis(500))));
    let before = scene.twilio().request_count("GET", "IncomingPhoneNumbers");
    let mut changes = scene.desk.changes();
    let desk = scene.desk.clone();
    let reading =
        tokio::spawn(async move { desk.discover(workspace, None, true, JobId::fresh()).await.unwrap() });
    let of_numbers = || DiscoveryQuery { sender_type: Some(SenderType::LongCode), ..all() };
    let part = loop {
        while !matches!(changes.recv().await.unwrap(), Change::Discovery { .. }) {}
        let part = page(&scene, workspace, of_numbers()).await;
        if part.matching >= 1000 {
            break part;
        }
    };
    assert_eq!((part.state, part.rows.len()), (DiscoveryState::Reading, 200));
    assert!(part.matching < 2500 && part.read_at.is_none(), "{}", part.matching);
    assert_eq!(reading.await.unwrap(), DiscoveryState::Whole);
    let whole = page(&scene, workspace, of_numbers()).await;
    assert_eq!((whole.state, whole.matching), (DiscoveryState::Whole, 2500));
    assert_eq!(scene.twilio().request_count("GET", "IncomingPhoneNumbers"), before + 3);
    scene.end().await;
}

fn numbers() -> Match {
    Match::path("IncomingPhoneNumbers")
}

#[tokio::test]
async fn stopped_it_keeps_what_was_read_to_look_at_and_takes_it_for_nothing_else() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await.id;
    scene.twilio().add_numbers(1500);
    scene.twilio().push(Fault::always(numbers(), FaultKind::Latency(Duration::from_millis(800))));
    let mut changes = scene.desk.changes();
    let (desk, job) = (scene.desk.clone(), JobId::fresh());
    let reading = tokio::spawn(async move { desk.discover(workspace, None, true, job).await.unwrap() });
    loop {
        while !matches!(changes.recv().await.unwrap(), Change::Discovery { .. }) {}
        let part = page(&scene, workspace, all()).await;
        if part.found >= 1000 && part.pools_read == part.pools {
            break;
        }
    }
    scene.desk.cancel_job(job).await.unwrap();
    assert_eq!(reading.await.unwrap(), DiscoveryState::Cancelled);
    let stopped = page(&scene, workspace, all()).await;
    assert!(stopped.state == DiscoveryState::Cancelled && stopped.found >= 1000, "{stopped:?}");
    let completion = scene.desk.complete_sender_id(workspace, None, String::new()).await.unwrap();
    assert_eq!(completion.state, CatalogueState::NotRead, "a part is no catalogue");
    scene.twilio().clear_faults();
    let again = scene.desk.reauthenticate(workspace, twilio::token()).await;
    twilio::kept(again);
    let after = page(&scene, workspace, all()).await;
    assert_eq!(
        (after.state, after.found),
        (DiscoveryState::NotRead, 0),
        "another credential, another reading"
    );
    assert_eq!(discover(&scene, workspace).await, DiscoveryState::Whole);
    scene.end().await;
}

#[tokio::test]
async fn a_key_that_may_not_list_all_gives_a_part_that_says_so() {
    let scene = Scene::of(twilio::with_key(KeyKind::Restricted(vec![Area::PhoneNumbers]))).await;
    let workspace = twilio::kept(scene.desk.connect(twilio::connect(twilio::key())).await).id;
    assert_eq!(discover(&scene, workspace).await, DiscoveryState::Partial);
    let found = page(&scene, workspace, all()).await;
    assert!(found.rows.iter().any(|row| row.sender_id == MAIN));
    assert!(found.rows.iter().all(|row| row.sender_type != SenderType::MessagingService));
    assert!(found.faults.iter().any(|fault| fault.contains("Messaging Services")), "{:?}", found.faults);
    let reached = scene.desk.subaccounts(workspace).await.unwrap();
    assert!(reached.accounts.is_empty() && reached.fault.is_some());
    scene.end().await;
}

#[tokio::test]
async fn too_many_requests_are_waited_for() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await.id;
    let before = scene.twilio().request_count("GET", "IncomingPhoneNumbers");
    scene.twilio().push(Fault::once(numbers(), FaultKind::RateLimited { retry_after: Some(1) }));
    assert_eq!(discover(&scene, workspace).await, DiscoveryState::Whole);
    assert_eq!(scene.twilio().request_count("GET", "IncomingPhoneNumbers"), before + 2);
    scene.end().await;
}

#[tokio::test]
async fn never_more_than_four_are_asked_at_once_and_an_account_that_takes_fewer_is_read_whole() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await.id;
    scene.twilio().push(Fault::always(Match::any(), FaultKind::Latency(Duration::from_millis(30))));
    let asked = async |at_once| {
        scene.twilio().limit_concurrency(at_once);
        let before = scene.twilio().requests().len();
        assert_eq!(discover(&scene, workspace).await, DiscoveryState::Whole);
        scene.twilio().requests().len() - before
    };
    let (any, four) = (asked(None).await, asked(Some(4)).await);
    assert_eq!(any, four, "none is refused where four may be asked");
    assert!(asked(Some(3)).await > any, "what was refused is asked again");
    scene.end().await;
}

#[tokio::test]
async fn a_subaccount_shows_its_numbers_and_that_they_belong_to_it() {
    let scene = Scene::of(twilio::with_subaccount()).await;
    let workspace = scene.connected().await.id;
    let reached = scene.desk.subaccounts(workspace).await.unwrap();
    assert_eq!(reached.accounts.len(), 2);
    assert!(reached.accounts.iter().any(|one| one.sid == twilio::SUBACCOUNT && !one.own));
    let of_it = || Some(twilio::SUBACCOUNT.to_owned());
    scene.desk.discover(workspace, of_it(), true, JobId::fresh()).await.unwrap();
    let found = page(&scene, workspace, DiscoveryQuery { subaccount: of_it(), ..all() }).await;
    assert!(found.faults.iter().any(|fault| fault.contains("own credential")), "{:?}", found.faults);
    assert!(found.rows.iter().all(|row| row.not_addable.as_deref().unwrap().contains("subaccount")));
    let of_main = page(&scene, workspace, all()).await;
    assert_eq!(of_main.state, DiscoveryState::NotRead, "one is not taken for the other");
    let wrong = DiscoveryQuery { subaccount: Some("AC1".into()), ..all() };
    let refused = scene.desk.discovery_page(workspace, wrong).await.unwrap_err();
    assert_eq!(refused.fields[0].field, "subaccount");
    scene.end().await;
}

#[tokio::test]
async fn all_is_added_or_nothing_and_names_stay_apart() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await.id;
    let saved = SenderDraft { name: "Offers".into(), sender_id: "+12025550102".into(), ..draft("Offers", 1) };
    scene.desk.create_sender(workspace, saved).await.unwrap();
    let pick = |id: &str, name: &str| Picked {
        sender_type: SenderType::LongCode,
        sender_id: id.to_owned(),
        name: name.to_owned(),
        supports_mms: false,
    };
    let bad = vec![pick(MAIN, "Main"), pick("+1", "Short"), pick("+12025550102", "Again")];
    let refused = scene.desk.add_discovered(workspace, bad).await.unwrap_err();
    let fields: Vec<_> = refused.fields.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["picked.1", "picked.2"], "{refused:?}");
    assert_eq!(rows(&scene.desk, workspace).await.len(), 1);
    assert!(scene.desk.add_discovered(workspace, Vec::new()).await.is_err());

    let as_typed = scene.desk.add_discovered(workspace, vec![pick("+12025550104", "5550104")]).await.unwrap();
    assert!(as_typed.remarks.is_empty(), "a name may repeat the number: {:?}", as_typed.remarks);
    assert!(rows(&scene.desk, workspace).await.iter().any(|row| row.name == "5550104"));

    let good = vec![pick(MAIN, "offers"), pick("+12025550103", "Offers")];
    let added = scene.desk.add_discovered(workspace, good).await.unwrap();
    let names: Vec<_> = rows(&scene.desk, workspace).await.into_iter().map(|row| row.name).collect();
    assert!(names.contains(&"offers 2".to_owned()) && names.contains(&"Offers 3".to_owned()), "{names:?}");
    assert_eq!(added.remarks.len(), 2);
    scene.end().await;
}
