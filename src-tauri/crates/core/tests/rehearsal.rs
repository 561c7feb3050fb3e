//! The rehearsal over a real desk: what a saved sender and the workspace decide, whatever the draft says.

use senderdesk_core::wire::*;

use crate::fixture::{database, draft, shop};

fn rehearsed(text: &str) -> RehearsalDraft {
    RehearsalDraft {
        sender: None,
        kind: RehearsalKind::LongCode,
        in_service: false,
        advanced_opt_out: false,
        mo_wired: true,
        category_active: true,
        text: text.into(),
    }
}

#[tokio::test]
async fn a_saved_sender_decides_the_kind_and_a_services_pool_is_the_operators_to_say() {
    let (_folder, desk, workspace) = shop().await;
    let cases = [
        (SenderType::ShortCode, "12345", RehearsalKind::ShortCode),
        (SenderType::LongCode, "+15551230002", RehearsalKind::LongCode),
        (SenderType::LongCode, "+18005550199", RehearsalKind::TollFree),
        (SenderType::Alphanumeric, "OFFERS", RehearsalKind::Alphanumeric),
        (SenderType::MessagingService, "MG0123456789abcdef0123456789abcdef", RehearsalKind::TollFree),
    ];
    for (sender_type, sender_id, kind) in cases {
        let sender =
            SenderDraft { sender_type: Some(sender_type), sender_id: sender_id.into(), ..draft("A", 1) };
        let key = desk.create_sender(workspace, sender).await.unwrap().sender.key;
        let asked = RehearsalDraft { sender: Some(key), kind: RehearsalKind::TollFree, ..rehearsed("STOP") };
        let told = desk.rehearse(workspace, asked).await.unwrap();
        assert_eq!(told.kind, kind, "{sender_id}");
        let whole = told.steps.iter().any(|step| step.says.contains("every sender of the Messaging Service"));
        assert_eq!(whole, sender_type == SenderType::MessagingService, "{sender_id}");
    }
    desk.close().await;
}

#[tokio::test]
async fn the_workspaces_toggle_decides_whether_moengage_answers() {
    let (folder, desk, workspace) = shop().await;
    let off = desk.rehearse(workspace, rehearsed("STOP")).await.unwrap();
    assert_eq!((off.replies, off.findings[0].id.as_str()), (1, "keyword_management_off"));
    database(folder.path()).execute("UPDATE workspace SET keyword_management = 1", []).unwrap();
    let on = desk.rehearse(workspace, rehearsed("STOP")).await.unwrap();
    assert_eq!((on.replies, on.findings[0].id.as_str()), (2, "two_replies"));
    desk.close().await;
}
