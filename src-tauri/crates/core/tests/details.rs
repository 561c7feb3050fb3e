//! The whole form *Sender Details*: what is kept, what is replaced, and what other workspaces have to do with it.

use senderdesk_core::Desk;
use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::*;

use crate::fixture::{self, database, draft, shop};

const OWN: &str = "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
const CUSTOM: &str = "https://replies.example.com/mo";

/// Switches *Manage keyword based responses*.
fn keywords(folder: &std::path::Path, on: bool) {
    database(folder).execute("UPDATE workspace SET keyword_management = ?1", [on]).unwrap();
}

fn with_mo(url: Option<&str>) -> SenderDraft {
    SenderDraft { mo_callback_url: url.map(str::to_owned), ..draft("A", 1) }
}

async fn checked(desk: &Desk, workspace: WorkspaceId, draft: SenderDraft) -> SenderNotes {
    desk.check_sender(workspace, None, draft).await.unwrap()
}

fn warnings(notes: &SenderNotes, field: &str) -> Vec<String> {
    let warned = notes.notes.iter().filter(|note| note.level == NoteLevel::Warning && note.field == field);
    warned.map(|note| note.message.clone()).collect()
}

#[tokio::test]
async fn every_field_is_kept() {
    let (_folder, desk, workspace) = shop().await;
    let whole = SenderDraft {
        supports_mms: true,
        mo_callback_url: Some(CUSTOM.into()),
        unsubscribe_text: "Reply STOP to end".into(),
        notes: "Ordered by\nAna".into(),
        owner: "Ana".into(),
        purpose: "Offers".into(),
        country: "us".into(),
        ..draft("A", 1)
    };
    let saved = desk.create_sender(workspace, whole).await.unwrap().sender;
    let row = desk.sender(saved.key).await.unwrap();
    assert_eq!(row, saved);
    assert_eq!(
        [&row.unsubscribe_text, &row.notes, &row.owner, &row.purpose, &row.country],
        ["Reply STOP to end", "Ordered by\nAna", "Ana", "Offers", "US"]
    );
    assert_eq!(row.mo_callback.unwrap().now.url, CUSTOM);
    desk.close().await;
}

#[tokio::test]
async fn a_custom_mo_callback_keeps_what_it_replaced_until_it_is_restored() {
    let (_folder, desk, workspace) = shop().await;
    let mo = |row: &SenderRow| row.mo_callback.clone().unwrap();
    let first = desk.create_sender(workspace, with_mo(Some(OWN))).await.unwrap().sender;
    assert_eq!((mo(&first).now.url.as_str(), mo(&first).now.provenance), (OWN, Provenance::Documented));
    let custom = desk.update_sender(first.key, with_mo(Some(CUSTOM))).await.unwrap().sender;
    assert_eq!(
        (mo(&custom).now.provenance, mo(&custom).replaced),
        (Provenance::Custom, None),
        "the own is no loss"
    );
    assert_eq!(mo(&custom).of_data_centre.url, OWN);
    let second = format!("{CUSTOM}/2");
    let again = desk.update_sender(first.key, with_mo(Some(&second))).await.unwrap().sender;
    assert_eq!(mo(&again).replaced.as_deref(), Some(CUSTOM));
    let renamed = SenderDraft { name: "B".into(), ..with_mo(Some(&second)) };
    let renamed = desk.update_sender(first.key, renamed).await.unwrap().sender;
    assert_eq!(mo(&renamed).replaced.as_deref(), Some(CUSTOM), "an edit of something else keeps it");
    let restored = desk.update_sender(first.key, with_mo(None)).await.unwrap().sender;
    assert_eq!(mo(&restored), mo(&first));
    desk.close().await;
}

#[tokio::test]
async fn what_was_typed_is_custom_only_while_the_data_centre_gives_another() {
    let (folder, desk, workspace) = shop().await;
    let other = OWN.replace("03", "01");
    let saved = desk.create_sender(workspace, with_mo(Some(&other))).await.unwrap().sender;
    assert_eq!(saved.mo_callback.unwrap().now.provenance, Provenance::Custom);
    database(folder.path()).execute("UPDATE workspace SET data_centre = 'DC-01'", []).unwrap();
    let now = desk.sender(saved.key).await.unwrap().mo_callback.unwrap().now;
    assert_eq!((now.url, now.provenance), (other, Provenance::Documented));
    desk.close().await;
}

#[tokio::test]
async fn a_toggle_switched_off_while_the_form_is_open_loses_nothing() {
    let (folder, desk, workspace) = shop().await;
    keywords(folder.path(), true);
    let open = SenderDraft { unsubscribe_text: "Reply STOP".into(), ..with_mo(Some(CUSTOM)) };
    assert!(checked(&desk, workspace, open.clone()).await.keyword_management);
    keywords(folder.path(), false);
    let notes = checked(&desk, workspace, open.clone()).await;
    assert!(!notes.keyword_management);
    assert_eq!(notes.mo_callback.unwrap().now.url, CUSTOM);
    let saved = desk.create_sender(workspace, open).await.unwrap().sender;
    assert_eq!(saved.unsubscribe_text, "Reply STOP");
    keywords(folder.path(), true);
    assert_eq!(desk.sender(saved.key).await.unwrap().mo_callback.unwrap().now.url, CUSTOM);
    desk.close().await;
}

#[tokio::test]
async fn a_wrong_mo_callback_keeps_the_form_from_being_saved_only_while_it_is_shown() {
    let (folder, desk, workspace) = shop().await;
    keywords(folder.path(), true);
    let wrong = with_mo(Some("https://localhost/mo"));
    let error = desk.create_sender(workspace, wrong.clone()).await.unwrap_err();
    assert_eq!(error.fields[0].field, "mo_callback_url");
    let other = with_mo(Some("https://api-01.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio"));
    let notes = checked(&desk, workspace, other).await;
    assert!(warnings(&notes, "mo_callback_url")[0].contains("DC-01"));
    keywords(folder.path(), false);
    desk.create_sender(workspace, wrong).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn an_alphanumeric_sender_has_no_mo_callback_and_gets_one_back_with_another_type() {
    let (_folder, desk, workspace) = shop().await;
    let alphanumeric = SenderDraft {
        sender_type: Some(SenderType::Alphanumeric),
        sender_id: "ACME".into(),
        ..with_mo(Some(CUSTOM))
    };
    assert_eq!(checked(&desk, workspace, alphanumeric.clone()).await.mo_callback, None);
    let saved = desk.create_sender(workspace, alphanumeric).await.unwrap().sender;
    assert_eq!(saved.mo_callback, None);
    let long = desk.update_sender(saved.key, with_mo(None)).await.unwrap().sender;
    assert_eq!(long.mo_callback.unwrap().now.url, OWN);
    desk.close().await;
}

#[tokio::test]
async fn the_unsubscribe_text_is_measured_and_a_missing_stop_word_warned_of() {
    let (folder, desk, workspace) = shop().await;
    keywords(folder.path(), true);
    let text = |text: &str| SenderDraft { unsubscribe_text: text.into(), ..draft("A", 1) };
    let notes = checked(&desk, workspace, text("Répondez ARRÊT")).await;
    assert_eq!((notes.unsubscribe.encoding.as_str(), notes.unsubscribe.segments), ("UCS-2", 1));
    assert_eq!(notes.unsubscribe.not_gsm, ["Ê"]);
    assert!(notes.unsubscribe.preview.ends_with("Répondez ARRÊT"));
    assert_eq!(warnings(&notes, "unsubscribe_text").len(), 1);
    let notes = checked(&desk, workspace, text("Reply STOP to end")).await;
    assert_eq!(warnings(&notes, "unsubscribe_text"), [""; 0]);
    desk.close().await;
}

#[tokio::test]
async fn the_same_sender_is_shown_in_this_workspace_first_and_in_others_with_their_mo_callback() {
    let (folder, desk, here) = shop().await;
    let there = fixture::workspace(folder.path());
    database(folder.path())
        .execute("UPDATE workspace SET name = 'Twin', data_centre = 'DC-01' WHERE id = ?1", [there])
        .unwrap();
    let other = desk.create_sender(there, draft("Elsewhere", 1)).await.unwrap().sender.key;
    let own = desk.create_sender(here, draft("Own", 1)).await.unwrap().sender.key;
    let notes = checked(&desk, here, draft("New", 1)).await;
    let twins: Vec<_> = notes.twins.iter().map(|twin| (twin.key, twin.workspace_name.as_str())).collect();
    assert_eq!(twins, [(own, "Shop"), (other, "Twin")]);
    let said = warnings(&notes, "sender_id");
    assert!(said[0].contains("“Own” of this workspace"), "{said:?}");
    assert!(
        said[1].contains("“Twin”") && said[1].contains("only one workspace can receive replies"),
        "{said:?}"
    );
    let same_mo = SenderDraft { mo_callback_url: Some(OWN.replace("03", "01")), ..draft("New", 1) };
    let notes = checked(&desk, here, same_mo.clone()).await;
    assert!(!warnings(&notes, "sender_id")[1].contains("only one workspace"));
    desk.create_sender(here, same_mo).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn a_national_number_is_offered_as_international_by_the_country_that_was_chosen() {
    let (_folder, desk, workspace) = shop().await;
    let national = |country: &str| SenderDraft {
        sender_id: "020 7946 0000".into(),
        country: country.into(),
        ..draft("A", 1)
    };
    let offered =
        |notes: SenderNotes| notes.notes.into_iter().find_map(|note| note.suggestion).map(|one| one.value);
    let notes = checked(&desk, workspace, national("GB")).await;
    assert_eq!(notes.sender_id, None, "never changed silently");
    assert_eq!(offered(notes).as_deref(), Some("+442079460000"));
    assert_eq!(offered(checked(&desk, workspace, national("")).await), None);
    desk.close().await;
}
