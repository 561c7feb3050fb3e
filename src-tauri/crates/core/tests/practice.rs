//! The practice account: one click, no keychain, no network, useful at once and still there tomorrow.

use std::path::Path;
use std::sync::Arc;

use senderdesk_core::ids::{TestId, WorkspaceId};
use senderdesk_core::keychain::SecretFault;
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, DeskOptions, SystemClock};

use crate::stores::Failing;
use crate::twilio::{self, access, token};

/// Neither a keychain nor anything at the address that is asked instead of Twilio.
pub async fn desk(folder: &Path) -> Desk {
    let options = DeskOptions {
        data_dir: folder.to_owned(),
        clock: Arc::new(SystemClock),
        keychain: twilio::keychain(Failing(SecretFault::Missing)),
        twilio_url: Some("http://127.0.0.1:9".to_owned()),
    };
    Desk::open(options).await.unwrap()
}

async fn senders(desk: &Desk, workspace: WorkspaceId) -> Vec<SenderRow> {
    crate::fixture::rows(desk, workspace).await
}

fn saved(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("practice.json")).unwrap()
}

#[tokio::test]
async fn it_is_useful_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    let workspace = desk.open_practice().await.unwrap();

    assert_eq!((workspace.name.as_str(), workspace.environment), ("Practice", Environment::Practice));
    let account = &workspace.account;
    assert_eq!((account.kept_in, account.verified_at.is_some()), (KeptIn::Practice, true));
    assert_eq!(access(&account.access, Capability::ReadServices), Access::Yes);
    assert!(matches!(account.balance, Some(BalanceReading::Known { .. })));
    let senders = senders(&desk, workspace.id).await;
    let kinds: Vec<_> =
        senders.iter().map(|row| (row.name.as_str(), row.sender_type, row.is_default)).collect();
    assert_eq!(
        kinds,
        [
            ("Campaigns", SenderType::MessagingService, true),
            ("Flash sales", SenderType::LongCode, false),
            ("Launch code", SenderType::ShortCode, false),
        ]
    );
    assert!(matches!(desk.check_balance(workspace.id).await, Ok(BalanceReading::Known { .. })));
    desk.recheck_access(workspace.id).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn two_clicks_open_one_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    let (first, second) = tokio::join!(desk.open_practice(), desk.open_practice());
    assert_eq!(first.unwrap().id, second.unwrap().id);
    assert_eq!(desk.state().await.unwrap().workspaces.len(), 1);
    desk.close().await;
}

#[tokio::test]
async fn it_survives_a_restart_with_its_messages() {
    let folder = tempfile::tempdir().unwrap();
    let former = desk(folder.path()).await;
    let workspace = former.open_practice().await.unwrap().id;
    let sender = senders(&former, workspace).await.remove(0);
    let draft = TestDraft {
        id: TestId::fresh(),
        from: TestFrom::Saved { key: sender.key },
        recipient: "+12025550143".into(),
        body: "Hello from yesterday".into(),
        media: Vec::new(),
        unsubscribe: false,
    };
    let sent = former.send_test(workspace, draft).await.unwrap();
    let sid = sent.message_sid.unwrap();
    former.close().await;

    let later = desk(folder.path()).await;
    assert_eq!(later.open_practice().await.unwrap().id, workspace);
    later.check_balance(workspace).await.unwrap();
    assert!(saved(folder.path()).contains(&sid), "the message is still there");
    later.close().await;
}

#[tokio::test]
async fn its_senders_stay_right_when_its_file_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let former = desk(folder.path()).await;
    let workspace = former.open_practice().await.unwrap();
    let service = senders(&former, workspace.id).await.remove(0).sender_id;
    former.close().await;
    std::fs::write(folder.path().join("practice.json"), "{").unwrap();

    let later = desk(folder.path()).await;
    let again = later.open_practice().await.unwrap();
    assert_eq!(again.account.account_sid, workspace.account.account_sid);
    assert!(saved(folder.path()).contains(&service));
    let notices = later.state().await.unwrap().notices;
    assert!(notices.iter().any(|notice| notice.message.contains("corrupt")), "{notices:?}");
    later.close().await;
}

#[tokio::test]
async fn it_has_no_credential_to_replace() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path()).await;
    let workspace = desk.open_practice().await.unwrap().id;
    // By whose account it is, whatever its workspace says of itself.
    let sql = "UPDATE workspace SET environment = 'production'";
    crate::fixture::database(folder.path()).execute(sql, []).unwrap();
    let error = desk.reauthenticate(workspace, token()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    desk.close().await;
}

#[tokio::test]
async fn a_read_only_window_does_not_run_it() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(folder.path()).await;
    let workspace = first.open_practice().await.unwrap().id;
    let second = desk(folder.path()).await;
    assert_eq!(second.open_practice().await.unwrap_err().code, ErrorCode::ReadOnly);
    assert_eq!(second.check_balance(workspace).await.unwrap_err().code, ErrorCode::ReadOnly);
    assert_eq!(second.workspace(workspace).await.unwrap().name, "Practice");
    second.close().await;
    first.check_balance(workspace).await.unwrap();
    first.close().await;
}
