//! What the account owns: read when asked, kept in memory, completing sender IDs and telling whose they are.

use std::time::Duration;

use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::*;
use twilio_simulator::{Area, Fault, FaultKind, KeyKind, Match, Times};

use crate::fixture::{draft, rows};
use crate::twilio::{self, Scene};

/// A number of the practice account with MMS in a pool, and one without either.
const MAIN: &str = "+12025550101";
const OTHER: &str = "+447700900123";

async fn connected() -> (Scene, WorkspaceId) {
    let scene = Scene::new().await;
    let workspace = scene.connected().await.id;
    (scene, workspace)
}

async fn typed(scene: &Scene, workspace: WorkspaceId, typed: &str) -> Completion {
    scene.desk.complete_sender_id(workspace, None, typed.to_owned()).await.unwrap()
}

fn long(number: &str) -> SenderDraft {
    SenderDraft { sender_id: number.into(), ..draft("A", 1) }
}

#[tokio::test]
async fn completing_never_asks_twilio_and_reading_does_once_in_ten_minutes() {
    let (scene, workspace) = connected().await;
    let asked = || scene.twilio().requests().len();
    let before = asked();
    let completion = typed(&scene, workspace, "").await;
    assert_eq!((completion.state, completion.candidates.len()), (CatalogueState::NotRead, 0));
    assert_eq!(asked(), before);

    let read = scene.desk.read_catalogue(workspace, false).await.unwrap();
    assert_eq!((read.state, read.faults.len()), (CatalogueState::Whole, 0));
    let once = asked();
    assert!(once > before);
    scene.desk.create_sender(workspace, long(MAIN)).await.unwrap();
    let completion = typed(&scene, workspace, "1202").await;
    let main = completion.candidates.iter().find(|candidate| candidate.sender_id == MAIN).unwrap();
    assert!(main.saved && main.sms == Some(true) && completion.read_at.is_some());
    scene.desk.read_catalogue(workspace, false).await.unwrap();
    assert_eq!(asked(), once);
    scene.desk.read_catalogue(workspace, true).await.unwrap();
    assert!(asked() > once);
    scene.end().await;
}

#[tokio::test]
async fn two_who_ask_at_once_share_one_reading() {
    let (scene, workspace) = connected().await;
    let before = scene.twilio().request_count("GET", "IncomingPhoneNumbers");
    let (one, two) = tokio::join!(
        scene.desk.read_catalogue(workspace, false),
        scene.desk.read_catalogue(workspace, false)
    );
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(scene.twilio().request_count("GET", "IncomingPhoneNumbers"), before + 1);
    scene.end().await;
}

#[tokio::test]
async fn a_credential_without_the_right_to_numbers_leaves_them_unchecked_and_never_missing() {
    let key = KeyKind::Restricted(vec![Area::Services, Area::Messages, Area::Balance]);
    let scene = Scene::of(twilio::with_key(key)).await;
    let workspace = twilio::kept(scene.desk.connect(twilio::connect(twilio::key())).await).id;
    for (nth, number) in [MAIN, OTHER, "+15550009999"].into_iter().enumerate() {
        scene
            .desk
            .create_sender(workspace, SenderDraft { name: nth.to_string(), ..long(number) })
            .await
            .unwrap();
    }
    let partial = scene.desk.read_catalogue(workspace, false).await.unwrap();
    assert_eq!(partial.state, CatalogueState::Partial);
    assert!(partial.faults[0].starts_with("The phone numbers could not be read."), "{:?}", partial.faults);
    let offered: Vec<_> = partial.candidates.iter().map(|candidate| candidate.sender_id.as_str()).collect();
    assert!(offered.contains(&MAIN), "it is in a pool: {offered:?}");

    let report = scene.desk.recheck_ownership(workspace).await.unwrap();
    assert_eq!((report.found, report.not_found, report.could_not_check), (1, 0, 2));
    let rows = rows(&scene.desk, workspace).await;
    let ownership = |nth: usize| rows[nth].ownership.clone().unwrap();
    assert_eq!(
        (ownership(0).ownership, ownership(1).ownership),
        (Ownership::Found, Ownership::CouldNotCheck)
    );
    assert!(ownership(1).reason.unwrap().contains("could not be read"));

    let mms = SenderDraft { supports_mms: true, ..long(OTHER) };
    let notes = scene.desk.check_sender(workspace, None, mms).await.unwrap().notes;
    let said = notes.iter().find(|note| note.field == "supports_mms").unwrap();
    assert!(said.message.starts_with("MMS could not be checked"), "{}", said.message);
    scene.end().await;
}

#[tokio::test]
async fn an_account_that_answers_nothing_has_failed_and_is_asked_again() {
    let (scene, workspace) = connected().await;
    let fault = Fault { on: Match::request("GET", ""), times: Times::Always, kind: FaultKind::Status(503) };
    scene.twilio().push(fault);
    let failed = scene.desk.read_catalogue(workspace, false).await.unwrap();
    assert_eq!((failed.state, failed.faults.len()), (CatalogueState::Failed, 3));
    scene.desk.create_sender(workspace, long(MAIN)).await.unwrap();
    let report = scene.desk.recheck_ownership(workspace).await.unwrap();
    assert_eq!((report.found, report.not_found, report.could_not_check), (0, 0, 1));
    scene.twilio().clear_faults();
    assert_eq!(scene.desk.read_catalogue(workspace, false).await.unwrap().state, CatalogueState::Whole);
    scene.end().await;
}

#[tokio::test]
async fn every_sender_is_looked_for_and_told_in_one_piece() {
    let (scene, workspace) = connected().await;
    let service = scene.twilio().services()[0].0.clone();
    let drafts = [
        long(MAIN),
        long("+15550009999"),
        SenderDraft { sender_type: Some(SenderType::MessagingService), ..long(&service) },
        SenderDraft { sender_type: Some(SenderType::ShortCode), ..long("70707") },
        SenderDraft { sender_type: Some(SenderType::ShortCode), ..long("99999") },
        SenderDraft { sender_type: Some(SenderType::Alphanumeric), ..long("ACME") },
    ];
    for draft in drafts {
        scene.desk.create_sender(workspace, draft).await.unwrap();
    }
    let mut changes = scene.desk.changes();
    let report = scene.desk.recheck_ownership(workspace).await.unwrap();
    assert_eq!((report.found, report.not_found, report.could_not_check), (3, 2, 1));
    assert_eq!(changes.recv().await.unwrap(), Change::Senders { workspace });
    use Ownership::{CouldNotCheck, Found, NotFound};
    let found: Vec<_> =
        rows(&scene.desk, workspace).await.into_iter().map(|row| row.ownership.unwrap().ownership).collect();
    assert_eq!(found, [Found, NotFound, Found, Found, NotFound, CouldNotCheck]);
    scene.twilio().remove_number(MAIN);
    assert_eq!(scene.desk.recheck_ownership(workspace).await.unwrap().not_found, 3, "it reads anew");
    scene.end().await;
}

#[tokio::test]
async fn the_form_is_told_what_the_account_says_of_a_sender() {
    let (scene, workspace) = connected().await;
    let said = async |draft: SenderDraft| -> Vec<(String, NoteLevel)> {
        let notes = scene.desk.check_sender(workspace, None, draft).await.unwrap().notes;
        notes.into_iter().map(|note| (note.field, note.level)).collect()
    };
    let mms = |number: &str| SenderDraft { supports_mms: true, ..long(number) };
    let field = |field: &str, level| (field.to_owned(), level);
    assert_eq!(said(mms(MAIN)).await, [field("supports_mms", NoteLevel::Info)], "not checked yet");
    scene.desk.read_catalogue(workspace, false).await.unwrap();
    let (id, of_mms) = ("sender_id", "supports_mms");
    assert_eq!(said(mms(MAIN)).await, [field(id, NoteLevel::Info), field(of_mms, NoteLevel::Info)]);
    assert_eq!(said(mms(OTHER)).await, [field(id, NoteLevel::Info), field(of_mms, NoteLevel::Warning)]);
    assert_eq!(said(long("+15550009999")).await, [field(id, NoteLevel::Warning)]);

    let named = SenderDraft { sender_type: Some(SenderType::MessagingService), ..long("campaigns") };
    let notes = scene.desk.check_sender(workspace, None, named).await.unwrap().notes;
    let suggestion = notes.iter().find_map(|note| note.suggestion.clone()).unwrap();
    assert!(scene.twilio().services().contains(&(suggestion.value, "Campaigns".to_owned())));
    scene.end().await;
}

#[tokio::test]
async fn what_was_read_goes_with_its_credential() {
    let scene = Scene::of(twilio::with_key(KeyKind::Standard)).await;
    let workspace = scene.connected().await.id;
    scene.desk.read_catalogue(workspace, false).await.unwrap();
    assert_eq!(typed(&scene, workspace, "").await.state, CatalogueState::Whole);
    twilio::kept(scene.desk.reauthenticate(workspace, twilio::key()).await);
    assert_eq!(typed(&scene, workspace, "").await.state, CatalogueState::NotRead);
    scene.end().await;
}

#[tokio::test]
async fn a_reading_that_a_new_credential_overtook_is_not_kept() {
    let scene = Scene::of(twilio::with_key(KeyKind::Standard)).await;
    let workspace = scene.connected().await.id;
    let kind = FaultKind::Latency(Duration::from_secs(2));
    scene.twilio().push(Fault { on: Match::path("ShortCodes"), times: Times::Once, kind });
    let reading = tokio::spawn({
        let desk = scene.desk.clone();
        async move { desk.read_catalogue(workspace, false).await }
    });
    scene.twilio().wait_for_request(|request| request.path.contains("ShortCodes")).await;
    assert_eq!(typed(&scene, workspace, "").await.state, CatalogueState::Reading);
    twilio::kept(scene.desk.reauthenticate(workspace, twilio::key()).await);
    let overtaken = reading.await.unwrap().unwrap_err();
    assert!(overtaken.message.contains("reauthenticated while it was read"), "{}", overtaken.message);
    assert_eq!(typed(&scene, workspace, "").await.state, CatalogueState::NotRead);
    scene.end().await;
}
