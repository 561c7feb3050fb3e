//! Workspaces of one account share one credential: whose it is, and that none is lost or mixed up.

use senderdesk_core::wire::*;
use twilio_simulator::{Area, Fault, FaultKind, KeyKind, Match, Recorded};

use crate::twilio::{
    SUBACCOUNT, Scene, access, connect, kept, key, subaccount, token, with_key, with_subaccount,
};

/// What an operator was told of last.
async fn told(desk: &senderdesk_core::Desk) -> String {
    desk.state().await.unwrap().notices.pop().map(|notice| notice.message).unwrap_or_default()
}

#[tokio::test]
async fn a_secret_that_could_not_be_checked_replaces_none_that_another_workspace_uses() {
    let scene = Scene::of(with_subaccount()).await;
    let first = scene.connected().await;
    let other = kept(scene.desk.connect(connect(subaccount())).await);
    scene.twilio().push(Fault::always(Match::any(), FaultKind::DropConnection));
    let mistyped =
        CredentialDraft { secret: SecretText("0".repeat(32).into()), keep_unverified: true, ..token() };
    for refused in [
        scene.desk.connect(connect(mistyped.clone())).await.unwrap_err(),
        scene.desk.reauthenticate(other.id, mistyped).await.unwrap_err(),
    ] {
        assert_eq!((refused.code, refused.fields[0].field.as_str()), (ErrorCode::Invalid, "secret"));
        assert!(refused.message.contains("“Acme”"), "{}", refused.message);
    }
    scene.twilio().clear_faults();
    assert_eq!((scene.secrets.ids().len(), scene.desk.state().await.unwrap().workspaces.len()), (2, 2));
    scene.desk.check_balance(first.id).await.unwrap();
    assert_eq!(scene.desk.workspace(other.id).await.unwrap().account.account_sid, SUBACCOUNT);
    scene.end().await;
}

#[tokio::test]
async fn a_key_does_not_replace_the_token_that_another_workspace_uses() {
    let scene = Scene::of(with_key(KeyKind::Standard)).await;
    let first = scene.connected().await;
    let secrets = scene.secrets.ids();
    let mut changes = scene.desk.changes();
    let second = kept(scene.desk.connect(connect(key())).await);
    assert_eq!(second.account, scene.desk.workspace(first.id).await.unwrap().account);
    assert_eq!(second.account.credential, CredentialKind::AuthToken);
    assert_eq!(scene.secrets.ids(), secrets);
    let words = told(&scene.desk).await;
    assert!(words.contains("Auth Token stays in use; the API key"), "{words}");
    while changes.try_recv().expect("the page is told of a notice") != Change::Everything {}

    let until_quit = CredentialDraft { keep: Keep::UntilQuit, ..token() };
    let third = kept(scene.desk.connect(connect(until_quit)).await);
    assert_eq!(third.account.kept_in, KeptIn::Keychain, "it outlives what is kept until quit");
    scene.end().await;
}

#[tokio::test]
async fn a_token_that_twilio_takes_replaces_the_key_that_another_workspace_uses() {
    let scene = Scene::of(with_key(KeyKind::Standard)).await;
    let first = kept(scene.desk.connect(connect(key())).await);
    let second = scene.connected().await;
    assert_eq!(second.account.credential, CredentialKind::AuthToken);
    assert_eq!(scene.desk.workspace(first.id).await.unwrap().account, second.account);
    assert!(told(&scene.desk).await.contains("it replaced the API key"));
    assert_eq!(scene.secrets.ids().len(), 1);
    let notices = scene.desk.state().await.unwrap().notices.len();
    scene.connected().await;
    assert_eq!(scene.desk.state().await.unwrap().notices.len(), notices, "the same token is no news");
    scene.end().await;
}

#[tokio::test]
async fn what_twilio_refuses_by_now_is_replaced_by_a_key_that_it_takes() {
    let scene = Scene::of(with_key(KeyKind::Standard)).await;
    let first = scene.connected().await;
    scene.twilio().set_token("f".repeat(32));
    let second = kept(scene.desk.connect(connect(key())).await);
    assert_eq!(second.account.credential, CredentialKind::ApiKey);
    assert_eq!(scene.desk.workspace(first.id).await.unwrap().account, second.account);
    scene.end().await;
}

#[tokio::test]
async fn what_a_former_credential_brought_is_not_written_onto_the_new_one() {
    let scene = Scene::of(with_key(KeyKind::Restricted(vec![Area::Messages, Area::PhoneNumbers]))).await;
    let workspace = scene.connected().await.id;
    let (desk, twilio) = (scene.desk.clone(), scene.twilio());
    let mut under_way = tokio::task::JoinSet::new();
    let late = |method: &str, path: &str| {
        let latency = FaultKind::Latency(std::time::Duration::from_secs(1));
        twilio.push(Fault::once(Match::request(method, path), latency));
        let (method, path, since) = (method.to_owned(), path.to_owned(), jiff::Timestamp::now());
        let twilio = scene.twilio();
        async move {
            let asked = |request: &Recorded| request.method == method && request.path.contains(&path);
            twilio.wait_for_request(|request| request.at > since && asked(request)).await;
        }
    };
    let (one, begun) = (desk.clone(), late("GET", "Balance"));
    under_way.spawn(async move { one.check_balance(workspace).await.map(drop) });
    begun.await;
    let (one, begun) = (desk.clone(), late("GET", "/Services"));
    under_way.spawn(async move { one.recheck_access(workspace).await.map(drop) });
    begun.await;
    let (one, begun) = (desk.clone(), late("POST", "/Messages"));
    let draft = crate::connected::draft(crate::connected::PHONE, "Hello");
    under_way.spawn(async move { one.send_test(workspace, draft).await.map(drop) });
    begun.await;

    kept(desk.reauthenticate(workspace, key()).await);
    for ended in under_way.join_all().await {
        ended.unwrap();
    }
    let account = desk.workspace(workspace).await.unwrap().account;
    assert_eq!(account.credential, CredentialKind::ApiKey);
    assert!(matches!(account.balance, Some(BalanceReading::None { .. })), "{:?}", account.balance);
    assert_eq!(access(&account.access, Capability::ReadAccount), Access::No);
    assert_eq!(access(&account.access, Capability::Send), Access::NotTried);
    scene.end().await;
}
