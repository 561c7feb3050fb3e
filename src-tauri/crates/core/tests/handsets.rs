//! Test handsets: saved by workspace, and named when a test would go to one.

use senderdesk_core::Desk;
use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::*;

use crate::connected::{NUMBER, PHONE, draft_from, form};
use crate::fixture::{database, shop, workspace};

fn handset(number: &str, label: &str) -> TestHandset {
    TestHandset { number: number.to_owned(), label: label.to_owned() }
}

async fn labels(desk: &Desk, workspace: WorkspaceId) -> Vec<String> {
    desk.handsets(workspace).await.unwrap().into_iter().map(|handset| handset.label).collect()
}

async fn named(desk: &Desk, workspace: WorkspaceId, recipient: &str) -> Option<String> {
    let draft = draft_from(SenderType::LongCode, NUMBER, recipient, "Hello");
    desk.check_test(workspace, form(&draft)).await.unwrap().recipients.remove(0).handset
}

#[tokio::test]
async fn handsets_stand_by_label_and_a_number_is_there_once() {
    let (_folder, desk, shop) = shop().await;
    for (number, label) in [(PHONE, "pixel"), ("+15551230002", "Ada"), ("+15551230003", "Zoë")] {
        desk.save_handset(shop, handset(number, label)).await.unwrap();
    }
    assert_eq!(labels(&desk, shop).await, ["Ada", "pixel", "Zoë"]);
    let saved = desk.save_handset(shop, handset(&format!(" {PHONE}\n"), " Grace's pixel ")).await.unwrap();
    assert_eq!(saved[1], handset(PHONE, "Grace's pixel"));
    assert_eq!(saved.len(), 3);
    let left = desk.remove_handset(shop, PHONE.to_owned()).await.unwrap();
    assert_eq!(left.len(), 2);
    let gone = desk.remove_handset(shop, PHONE.to_owned()).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
    desk.close().await;
}

#[tokio::test]
async fn a_workspace_has_its_own_and_names_the_recipient_by_them() {
    let (folder, desk, shop) = shop().await;
    let other = workspace(folder.path());
    desk.save_handset(shop, handset(PHONE, "Ada")).await.unwrap();
    assert_eq!(named(&desk, shop, PHONE).await.as_deref(), Some("Ada"));
    assert_eq!(named(&desk, shop, &format!(" {PHONE} ")).await.as_deref(), Some("Ada"));
    assert_eq!(named(&desk, shop, "+15551230002").await, None);
    assert_eq!(named(&desk, other, PHONE).await, None);
    assert_eq!(desk.handsets(other).await.unwrap(), []);
    desk.close().await;
}

#[tokio::test]
async fn what_cannot_be_saved_names_its_fields() {
    let (_folder, desk, shop) = shop().await;
    let cases = [
        (handset("0044 20 7946 0018", "Ada"), vec!["number"]),
        (handset(PHONE, " "), vec!["label"]),
        (handset(PHONE, &"x".repeat(61)), vec!["label"]),
        (handset("", ""), vec!["number", "label"]),
    ];
    for (handset, fields) in cases {
        let error = desk.save_handset(shop, handset).await.unwrap_err();
        let named: Vec<_> = error.fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!((error.code, named), (ErrorCode::Invalid, fields));
    }
    assert_eq!(desk.handsets(shop).await.unwrap(), []);
    desk.save_handset(shop, handset(PHONE, &"ß".repeat(60))).await.unwrap();
    let nowhere = desk.save_handset(WorkspaceId::fresh(), handset(PHONE, "Ada")).await.unwrap_err();
    assert_eq!(nowhere.code, ErrorCode::NotFound);
    desk.close().await;
}

#[tokio::test]
async fn each_change_is_one_line_of_the_activity_log_with_the_number_shortened() {
    let (folder, desk, shop) = shop().await;
    for label in ["Ada", "Ada", "Grace"] {
        desk.save_handset(shop, handset(PHONE, label)).await.unwrap();
    }
    desk.remove_handset(shop, PHONE.to_owned()).await.unwrap();
    desk.close().await;
    let database = database(folder.path());
    let mut lines = database.prepare("SELECT name, action, changes FROM activity ORDER BY id").unwrap();
    let lines: Vec<(String, String, String)> = lines
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let actions: Vec<_> = lines.iter().map(|(_, action, _)| action.as_str()).collect();
    assert_eq!(
        actions,
        ["saved as test handset", "test handset renamed", "removed from the test handsets"],
        "saving the same again changes nothing"
    );
    assert!(
        lines.iter().all(|(name, _, changes)| name == "+1555…01" && !changes.contains(PHONE)),
        "{lines:?}"
    );
}
