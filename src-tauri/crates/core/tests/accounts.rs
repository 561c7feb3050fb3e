//! Connecting an account, what its credential may do, replacing it, and the balance: against a simulated Twilio.

use senderdesk_core::wire::*;
use twilio_simulator::{Area, Fault, FaultKind, KeyKind, Match};

use crate::twilio::{
    self, KEY_SECRET, KEY_SID, SID, SUBACCOUNT, Scene, TOKEN, access, connect, kept, key, reason, subaccount,
    token, with_key, with_subaccount,
};

fn refused(outcome: Result<ConnectOutcome, WireError>) -> (TwilioAnswer, Vec<String>, bool) {
    match outcome {
        Ok(ConnectOutcome::Refused { twilio, causes, offer_other_regions, .. }) => {
            (twilio, causes, offer_other_regions)
        }
        other => panic!("not refused: {other:?}"),
    }
}

fn unreachable(outcome: Result<ConnectOutcome, WireError>) -> String {
    match outcome {
        Ok(ConnectOutcome::Unreachable { message, hint }) => format!("{message} {hint}"),
        other => panic!("not unreachable: {other:?}"),
    }
}

async fn nothing_was_kept(scene: &Scene) {
    assert_eq!(scene.desk.state().await.unwrap().workspaces, []);
    assert_eq!(scene.secrets.ids(), []);
}

#[tokio::test]
async fn a_right_token_is_kept_with_all_that_it_may_do() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await;

    assert_eq!((workspace.name.as_str(), workspace.data_centre.code.as_str()), ("Acme", "DC-03"));
    let account = workspace.account;
    assert_eq!(account.account_sid, SID);
    assert_eq!((account.kind.as_deref(), account.status.as_deref()), (Some("Full"), Some("active")));
    assert_eq!((account.kept_in, account.verified_at.is_some()), (KeptIn::Keychain, true));
    let all: Vec<_> = account.access.iter().map(|row| row.access).collect();
    assert_eq!(all, [Access::Yes, Access::Yes, Access::Yes, Access::Yes, Access::Yes, Access::NotTried]);
    assert!(matches!(&account.balance, Some(BalanceReading::Known { amount, currency, .. })
        if amount == "41.20" && currency == "USD"));
    assert_eq!(scene.secrets.ids().len(), 1);
    assert_eq!(scene.twilio().request_count("POST", ""), 0, "connecting sends nothing");
    scene.end().await;
}

#[tokio::test]
async fn a_form_of_a_wrong_shape_is_refused_before_anyone_is_asked() {
    let scene = Scene::new().await;
    let draft = ConnectDraft {
        workspace_name: " ".into(),
        data_centre: "moon".into(),
        ..connect(CredentialDraft { username: "MG0a1b".into(), secret: SecretText("".into()), ..token() })
    };
    let error = scene.desk.connect(draft).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    let fields: Vec<_> = error.fields.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["workspace_name", "data_centre", "username", "secret"]);
    assert!(error.fields[2].message.contains("Messaging Service SID"), "{}", error.fields[2].message);
    assert_eq!(scene.twilio().requests().len(), 0);
    scene.end().await;
}

#[tokio::test]
async fn a_wrong_token_is_refused_with_its_possible_causes_and_nothing_is_kept() {
    let scene = Scene::new().await;
    let draft = CredentialDraft { secret: SecretText("0".repeat(32).into()), ..token() };
    let (answer, causes, offer_other_regions) = refused(scene.desk.connect(connect(draft.clone())).await);
    assert_eq!((answer.status, answer.code), (401, Some(20003)));
    assert!(causes.len() > 3 && offer_other_regions, "{causes:?}");
    nothing_was_kept(&scene).await;

    let regions = scene.desk.try_other_regions(draft).await.unwrap();
    let asked: Vec<_> = regions.iter().map(|reading| (reading.region, reading.access)).collect();
    assert_eq!(asked, [(RegionChoice::Ie1, Access::No), (RegionChoice::Au1, Access::No)]);
    scene.end().await;
}

#[tokio::test]
async fn a_standard_key_that_cannot_read_the_account_works() {
    let scene = Scene::of(with_key(KeyKind::Standard)).await;
    let workspace = kept(scene.desk.connect(connect(key())).await);
    let account = workspace.account;
    assert_eq!((account.credential, account.api_key_sid.as_deref()), (CredentialKind::ApiKey, Some(KEY_SID)));
    assert_eq!(access(&account.access, Capability::ReadAccount), Access::No);
    assert!(reason(&account.access, Capability::ReadAccount).starts_with("No failure"));
    assert_eq!(access(&account.access, Capability::ReadNumbers), Access::Yes);
    assert!(account.verified_at.is_some());
    scene.end().await;
}

#[tokio::test]
async fn a_restricted_key_is_kept_if_it_may_do_anything_of_use() {
    let scene = Scene::of(with_key(KeyKind::Restricted(vec![Area::Messages]))).await;
    let rows = kept(scene.desk.connect(connect(key())).await).account.access;
    assert_eq!(access(&rows, Capability::ReadMessages), Access::Yes);
    assert_eq!(access(&rows, Capability::ReadServices), Access::No);
    assert!(reason(&rows, Capability::ReadServices).contains("lacks the permission"));
    scene.end().await;

    let scene = Scene::of(with_key(KeyKind::Restricted(vec![Area::Balance]))).await;
    let outcome = scene.desk.connect(connect(key())).await;
    refused(outcome);
    nothing_was_kept(&scene).await;
    scene.end().await;
}

#[tokio::test]
async fn a_suspended_account_is_named_as_such() {
    let scene = Scene::of(twilio::account().status("suspended")).await;
    let (answer, causes, _) = refused(scene.desk.connect(connect(token())).await);
    assert_eq!(answer.code, Some(20403));
    assert!(causes[0].contains("suspended"), "{causes:?}");
    nothing_was_kept(&scene).await;
    scene.end().await;
}

#[tokio::test]
async fn without_a_network_nothing_is_said_of_the_credential_and_it_can_be_kept_unverified() {
    let scene = Scene::new().await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let folder = tempfile::tempdir().unwrap();
    let desk = twilio::desk(folder.path(), &url, twilio::keychain(scene.secrets.clone())).await;

    let words = unreachable(desk.connect(connect(token())).await);
    assert!(words.contains("refused: nothing answers"), "{words}");
    assert_eq!(desk.state().await.unwrap().workspaces, []);

    let draft = CredentialDraft { keep_unverified: true, ..token() };
    let Ok(ConnectOutcome::Kept { workspace, unverified: true, .. }) = desk.connect(connect(draft)).await
    else {
        panic!("not kept unverified")
    };
    assert_eq!(workspace.account.verified_at, None);
    for row in workspace.account.access.iter().filter(|row| row.capability != Capability::Send) {
        assert_eq!(row.access, Access::CouldNotCheck, "{row:?}");
    }
    assert_eq!(desk.recheck_access(workspace.id).await.unwrap_err().code, ErrorCode::Network);
    desk.close().await;

    let desk =
        twilio::desk(folder.path(), &scene.simulator.url(), twilio::keychain(scene.secrets.clone())).await;
    let workspace = desk.recheck_access(workspace.id).await.unwrap();
    assert!(workspace.account.verified_at.is_some());
    assert_eq!(access(&workspace.account.access, Capability::ReadMessages), Access::Yes);
    desk.close().await;
    scene.end().await;
}

#[tokio::test]
async fn an_answer_that_is_not_twilios_is_no_refusal() {
    for (fault, words) in [
        (FaultKind::Status(503), "fault of its own (HTTP 503)"),
        (FaultKind::Status(429), "slow down"),
        (FaultKind::Html(200), "not in Twilio's form"),
        (FaultKind::Html(401), "not in Twilio's form"),
        (FaultKind::Html(403), "not in Twilio's form"),
        (FaultKind::Html(404), "not in Twilio's form"),
        (FaultKind::Redirect("http://127.0.0.1:9/login".into()), "another address"),
        (FaultKind::DropConnection, "lost before the answer was complete"),
    ] {
        let scene = Scene::new().await;
        scene.twilio().push(Fault::always(Match::any(), fault));
        let told = unreachable(scene.desk.connect(connect(token())).await);
        assert!(told.contains(words), "{words}: {told}");
        nothing_was_kept(&scene).await;
        scene.end().await;
    }
}

#[tokio::test]
async fn one_read_that_fails_leaves_one_row_unchecked() {
    let scene = Scene::new().await;
    scene.twilio().push(Fault::always(Match::path("/Services"), FaultKind::Status(500)));
    scene.twilio().push(Fault::once(Match::path("/Messages"), FaultKind::Status(429)));
    let rows = scene.connected().await.account.access;
    assert_eq!(access(&rows, Capability::ReadServices), Access::CouldNotCheck);
    assert_eq!(access(&rows, Capability::ReadMessages), Access::Yes, "429, then success");
    scene.end().await;
}

#[tokio::test]
async fn a_second_workspace_of_the_account_shares_its_secret() {
    let scene = Scene::new().await;
    let first = scene.connected().await;
    let draft = ConnectDraft { workspace_name: "شركة 🚀 <script>".into(), ..connect(token()) };
    let second = kept(scene.desk.connect(draft).await);
    assert_ne!(first.id, second.id);
    assert_eq!(second.name, "شركة 🚀 <script>");
    assert_eq!(scene.secrets.ids().len(), 1);
    for workspace in [first.id, second.id] {
        scene.desk.check_balance(workspace).await.unwrap();
    }
    scene.end().await;
}

#[tokio::test]
async fn reauthenticating_replaces_the_secret_for_all_that_follows() {
    let scene = Scene::of(with_key(KeyKind::Standard)).await;
    let workspace = scene.connected().await;
    let before = scene.secrets.ids();
    scene.twilio().set_token("f".repeat(32));
    assert_eq!(
        scene.desk.recheck_access(workspace.id).await.unwrap().account.verified_at,
        workspace.account.verified_at
    );

    let Ok(ConnectOutcome::Kept { workspace, other_account: None, .. }) =
        scene.desk.reauthenticate(workspace.id, key()).await
    else {
        panic!("not kept")
    };
    assert_eq!(workspace.account.credential, CredentialKind::ApiKey);
    let after = scene.secrets.ids();
    assert!(after.len() == 1 && after != before, "the former secret is gone");
    let rows = scene.desk.recheck_access(workspace.id).await.unwrap().account.access;
    assert_eq!(access(&rows, Capability::ReadNumbers), Access::Yes);
    scene.end().await;
}

#[tokio::test]
async fn another_account_says_how_many_senders_may_not_belong_to_it() {
    let scene = Scene::of(with_subaccount()).await;
    let workspace = scene.connected().await;
    for nth in 0..2 {
        scene.desk.create_sender(workspace.id, crate::fixture::draft(&format!("S{nth}"), nth)).await.unwrap();
    }
    let Ok(ConnectOutcome::Kept { workspace, other_account, .. }) =
        scene.desk.reauthenticate(workspace.id, subaccount()).await
    else {
        panic!("not kept")
    };
    assert_eq!((workspace.account.account_sid.as_str(), other_account), (SUBACCOUNT, Some(2)));
    assert_eq!(scene.secrets.ids().len(), 1, "no workspace uses the former account any more");

    let Ok(BalanceReading::None { reason, .. }) = scene.desk.check_balance(workspace.id).await else {
        panic!("a subaccount has no balance")
    };
    assert!(reason.contains(SID), "{reason}");
    scene.end().await;
}

#[tokio::test]
async fn a_refused_reauthentication_leaves_the_former_credential() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await;
    let draft = CredentialDraft { secret: SecretText("0".repeat(32).into()), ..token() };
    refused(scene.desk.reauthenticate(workspace.id, draft).await);
    scene.desk.check_balance(workspace.id).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn the_balance_is_read_as_twilio_gives_it_and_the_last_reading_stays() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await.id;
    scene.twilio().set_balance("-0.00750");
    let reading = scene.desk.check_balance(workspace).await.unwrap();
    assert!(matches!(&reading, BalanceReading::Known { amount, .. } if amount == "-0.00750"), "{reading:?}");

    scene.twilio().push(Fault::always(Match::path("Balance"), FaultKind::DropConnection));
    assert_eq!(scene.desk.check_balance(workspace).await.unwrap_err().code, ErrorCode::Network);
    let scene = scene.restart().await;
    assert_eq!(scene.desk.workspace(workspace).await.unwrap().account.balance, Some(reading));
    scene.end().await;
}

#[tokio::test]
async fn a_key_that_may_not_read_the_balance_says_why_there_is_none() {
    let scene = Scene::of(with_key(KeyKind::Restricted(vec![Area::Messages, Area::PhoneNumbers]))).await;
    let workspace = kept(scene.desk.connect(connect(key())).await);
    let reading = scene.desk.check_balance(workspace.id).await.unwrap();
    assert!(
        matches!(&reading, BalanceReading::None { reason, .. } if reason.contains("may not read the balance"))
    );
    scene.end().await;
}

/// The newest lines of the activity log about accounts, newest first.
async fn logged(scene: &Scene) -> Vec<ActivityLine> {
    let query = ActivityQuery {
        workspace: None,
        subject: Some(ActivitySubject::Account),
        outcome: None,
        search: String::new(),
        offset: 0,
        limit: 10,
    };
    scene.desk.activity(query).await.unwrap().lines
}

#[tokio::test]
async fn connecting_and_reauthenticating_are_logged_without_the_secret() {
    let scene = Scene::of(with_key(KeyKind::Standard)).await;
    let workspace = scene.connected().await;
    kept(scene.desk.reauthenticate(workspace.id, key()).await);
    let lines = logged(&scene).await;
    let actions: Vec<_> = lines.iter().map(|line| (line.action.as_str(), line.name.as_str())).collect();
    assert_eq!(actions, [("reauthenticated", SID), ("connected", SID)]);
    let change = lines[0].changes.iter().find(|change| change.field == "Authentication").unwrap();
    assert_eq!(change.before.as_deref(), Some("Auth Token"));
    assert!(change.after.as_deref().unwrap().contains(KEY_SID));
    let database = std::fs::read(scene.folder.path().join("senderdesk.db-wal")).unwrap();
    for secret in [TOKEN, KEY_SECRET] {
        assert!(!database.windows(secret.len()).any(|window| window == secret.as_bytes()));
    }
    scene.end().await;
}

#[tokio::test]
async fn a_new_token_of_the_same_account_is_logged_although_no_field_shows_it() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await;
    kept(scene.desk.reauthenticate(workspace.id, token()).await);
    let line = logged(&scene).await.remove(0);
    assert_eq!((line.changes.len(), line.detail.as_str()), (0, "The former secret was replaced."));
    scene.end().await;
}

#[tokio::test]
async fn another_account_has_its_senders_looked_for_and_the_former_one_is_logged_as_removed() {
    let scene = Scene::of(with_subaccount()).await;
    let workspace = scene.connected().await;
    scene.desk.create_sender(workspace.id, crate::fixture::draft("S", 1)).await.unwrap();
    let mut changes = scene.desk.changes();
    kept(scene.desk.reauthenticate(workspace.id, subaccount()).await);
    while changes.recv().await.unwrap() != (Change::Senders { workspace: workspace.id }) {}
    let row = crate::fixture::rows(&scene.desk, workspace.id).await.remove(0);
    assert_eq!(row.ownership.unwrap().ownership, Ownership::NotFound);
    let actions: Vec<_> = logged(&scene).await.into_iter().map(|line| (line.action, line.name)).collect();
    assert!(actions.contains(&("removed".to_owned(), SID.to_owned())), "{actions:?}");
    scene.end().await;
}

#[tokio::test]
async fn a_credential_without_the_right_to_numbers_is_kept_and_says_so() {
    let scene = Scene::of(with_key(KeyKind::Restricted(vec![Area::Messages, Area::Services]))).await;
    let rows = kept(scene.desk.connect(connect(key())).await).account.access;
    assert_eq!(access(&rows, Capability::ReadNumbers), Access::No);
    assert!(reason(&rows, Capability::ReadNumbers).contains("lacks the permission"));
    scene.end().await;
}
