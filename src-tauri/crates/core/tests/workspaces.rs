//! Workspaces: what an edit says before it is made, what goes with one that is removed, what the rules find in one.

use std::path::Path;

use rusqlite::params;
use senderdesk_core::Desk;
use senderdesk_core::ids::{SenderKey, TestId, WorkspaceId};
use senderdesk_core::wire::*;
use twilio_simulator::{KeyKind, Pace};

use crate::fixture::{self, database, rows, shop};
use crate::twilio::{Scene, account, connect, kept, key, with_key};

const SHORT_CODE: &str = "70707";

fn draft() -> WorkspaceDraft {
    WorkspaceDraft {
        name: "Shop".into(),
        colour: ColourTag::Blue,
        environment: Environment::Staging,
        data_centre: "DC-03".into(),
        keyword_management: false,
        delivery_url: String::new(),
    }
}

fn sender(sender_type: SenderType, sender_id: &str) -> SenderDraft {
    SenderDraft {
        name: sender_id.to_owned(),
        sender_type: Some(sender_type),
        sender_id: sender_id.to_owned(),
        ..SenderDraft::default()
    }
}

async fn short_code(desk: &Desk, workspace: WorkspaceId) -> SenderKey {
    let draft = sender(SenderType::ShortCode, SHORT_CODE);
    desk.create_sender(workspace, draft).await.unwrap().sender.key
}

async fn edit(desk: &Desk, workspace: WorkspaceId, draft: WorkspaceDraft) -> WorkspaceSaved {
    desk.update_workspace(workspace, draft).await.unwrap()
}

async fn found(desk: &Desk, workspace: WorkspaceId) -> Vec<Finding> {
    desk.workspace_findings(workspace).await.unwrap().findings
}

async fn finding(desk: &Desk, workspace: WorkspaceId, id: &str) -> Option<Finding> {
    found(desk, workspace).await.into_iter().find(|finding| finding.id == id)
}

async fn lines(desk: &Desk, search: &str) -> Vec<ActivityLine> {
    let query = ActivityQuery {
        workspace: None,
        subject: None,
        outcome: None,
        search: search.to_owned(),
        offset: 0,
        limit: 200,
    };
    desk.activity(query).await.unwrap().lines
}

fn count(folder: &Path, sql: &str) -> u32 {
    database(folder).query_row(sql, [], |row| row.get(0)).unwrap()
}

/// A test message in this state.
fn record_test(folder: &Path, workspace: WorkspaceId, state: &str) {
    let sql = "INSERT INTO test_message (id, workspace, account, sender_name, sender_type, sender_id, recipient, body, \
               state, ended, created_at) SELECT ?1, id, account, 'S', 'long_code', '+15550000001', '+15550000002', 'x', \
               ?3, 0, '2026-01-01T00:00:00.000000000Z' FROM workspace WHERE id = ?2";
    database(folder).execute(sql, params![TestId::fresh(), workspace, state]).unwrap();
}

#[tokio::test]
async fn a_new_data_centre_says_which_urls_change_and_for_how_many_senders_before_anything_does() {
    let (folder, desk, workspace) = shop().await;
    for (nth, (kind, id)) in [
        (SenderType::LongCode, "+12025550101"),
        (SenderType::ShortCode, SHORT_CODE),
        (SenderType::MessagingService, "MG0123456789abcdef0123456789abcdef"),
        (SenderType::Alphanumeric, "ACME"),
    ]
    .into_iter()
    .enumerate()
    {
        let key = desk.create_sender(workspace, sender(kind, id)).await.unwrap().sender.key;
        if nth == 0 {
            let custom = "UPDATE sender SET mo_custom = 'https://example.com/mo' WHERE key = ?1";
            database(folder.path()).execute(custom, [key]).unwrap();
        }
    }
    let moved = WorkspaceDraft { data_centre: "https://dashboard-06.moengage.com/v4/".into(), ..draft() };
    let notes = desk.check_workspace(Some(workspace), moved).await.unwrap();
    assert_eq!(notes.data_centre.unwrap().code, "DC-06");
    let [mo, delivery] = notes.url_changes.as_slice() else { panic!("{:?}", notes.url_changes) };
    assert_eq!((mo.senders, mo.custom, delivery.senders), (2, 1, 1));
    assert!(mo.before.url.contains("api-03") && mo.after.url.contains("api-06"));
    assert_eq!(desk.workspace(workspace).await.unwrap().data_centre.code, "DC-03");
    assert_eq!(desk.check_workspace(Some(workspace), draft()).await.unwrap().url_changes, []);
    desk.close().await;
}

#[tokio::test]
async fn an_edit_is_logged_with_each_field_and_taken_back() {
    let (_folder, desk, workspace) = shop().await;
    let before = desk.workspace(workspace).await.unwrap();
    let edited = WorkspaceDraft { name: "Store".into(), data_centre: "77".into(), ..draft() };
    let saved = edit(&desk, workspace, edited).await;
    assert_eq!((saved.workspace.name.as_str(), saved.workspace.data_centre.known), ("Store", false));
    assert_eq!(saved.workspace.mo_callback.provenance, Provenance::Derived);
    let line = lines(&desk, "").await.remove(0);
    let told: Vec<_> = line
        .changes
        .iter()
        .map(|change| (change.field.as_str(), change.before.as_deref(), change.after.as_deref()))
        .collect();
    assert_eq!(
        told,
        [("Workspace name", Some("Shop"), Some("Store")), ("Data centre", Some("DC-03"), Some("DC-77"))]
    );
    let undo = saved.undo.unwrap();
    assert_eq!(undo.done, "“Shop” is called “Store” now.");
    desk.undo(undo.id).await.unwrap();
    assert_eq!(desk.workspace(workspace).await.unwrap(), before);
    desk.close().await;
}

#[tokio::test]
async fn an_edit_that_changes_nothing_leaves_no_trace() {
    let (_folder, desk, workspace) = shop().await;
    let same = WorkspaceDraft { name: " Shop ".into(), ..draft() };
    assert_eq!(edit(&desk, workspace, same).await.undo, None);
    assert_eq!(lines(&desk, "").await, []);
    desk.close().await;
}

#[tokio::test]
async fn wrong_fields_are_named_and_nothing_is_saved() {
    let (_folder, desk, workspace) = shop().await;
    let wrong = WorkspaceDraft {
        name: String::new(),
        data_centre: "https://console.twilio.com".into(),
        environment: Environment::Practice,
        ..draft()
    };
    for error in [
        desk.update_workspace(workspace, wrong.clone()).await.unwrap_err(),
        desk.create_workspace(workspace, wrong).await.unwrap_err(),
    ] {
        assert_eq!(error.code, ErrorCode::Invalid);
        let fields: Vec<_> = error.fields.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["name", "environment", "data_centre"]);
    }
    assert_eq!(desk.state().await.unwrap().workspaces.len(), 1);
    let unsafe_url = WorkspaceDraft { delivery_url: "http://localhost/dlr".into(), ..draft() };
    let error = desk.update_workspace(workspace, unsafe_url).await.unwrap_err();
    assert!(error.fields.iter().all(|error| error.field == "delivery_url") && !error.fields.is_empty());
    desk.close().await;
}

#[tokio::test]
async fn a_second_workspace_shares_the_account_and_its_one_secret() {
    let scene = Scene::new().await;
    let first = scene.connected().await;
    let second = scene.desk.create_workspace(first.id, draft()).await.unwrap();
    assert_eq!(second.account.shared_by, ["Acme", "Shop"]);
    assert_eq!(scene.desk.workspace(first.id).await.unwrap().account, second.account);
    assert_eq!(scene.secrets.ids().len(), 1);
    scene.desk.check_balance(second.id).await.unwrap();
    assert_eq!(lines(&scene.desk, "created").await[0].name, "Shop");
    scene.end().await;
}

#[tokio::test]
async fn removing_says_what_goes_and_what_stays_and_then_does_just_that() {
    let scene = Scene::new().await;
    let (desk, folder) = (&scene.desk, scene.folder.path());
    let workspace = scene.connected().await.id;
    short_code(desk, workspace).await;
    record_test(folder, workspace, "delivered");
    let told = desk.workspace_removal(workspace).await.unwrap();
    let deletes = told.deletes.join("\n");
    for words in ["1 sender,", "1 test message,", "in the system's keychain", "balances"] {
        assert!(deletes.contains(words), "{words}: {deletes}");
    }
    let stays = told.stays.join("\n");
    for words in ["Twilio", "MoEngage", "activity log"] {
        assert!(stays.contains(words), "{words}: {stays}");
    }
    assert_eq!(told.not_now, None);

    desk.remove_workspace(workspace).await.unwrap();
    assert_eq!(desk.state().await.unwrap().workspaces, []);
    assert_eq!(scene.secrets.ids(), []);
    for table in ["account", "credential", "sender", "test_message", "balance", "balance_history", "undo"] {
        assert_eq!(count(folder, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    let about: Vec<_> = lines(desk, "removed").await.into_iter().map(|line| line.subject).collect();
    assert_eq!(about, [ActivitySubject::Account, ActivitySubject::Workspace]);
    assert_eq!(desk.remove_workspace(workspace).await.unwrap_err().code, ErrorCode::NotFound);
    scene.end().await;
}

#[tokio::test]
async fn the_secret_goes_with_the_last_workspace_of_the_account_only() {
    let scene = Scene::new().await;
    let first = scene.connected().await.id;
    let second = scene.desk.create_workspace(first, draft()).await.unwrap().id;
    let told = scene.desk.workspace_removal(first).await.unwrap();
    assert!(told.stays.iter().any(|words| words.contains("which “Shop” uses")), "{:?}", told.stays);
    scene.desk.remove_workspace(first).await.unwrap();
    assert_eq!(scene.secrets.ids().len(), 1);
    scene.desk.check_balance(second).await.unwrap();
    scene.desk.remove_workspace(second).await.unwrap();
    assert_eq!(scene.secrets.ids(), []);
    scene.end().await;
}

#[tokio::test]
async fn a_workspace_that_is_sending_is_not_removed() {
    let (folder, desk, workspace) = shop().await;
    record_test(folder.path(), workspace, "posting");
    assert!(desk.workspace_removal(workspace).await.unwrap().not_now.is_some());
    assert_eq!(desk.remove_workspace(workspace).await.unwrap_err().code, ErrorCode::Invalid);
    desk.workspace(workspace).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn a_message_that_is_followed_goes_with_its_workspace_and_quitting_stays_quick() {
    let with = crate::connected::connected(Pace::manual()).await;
    let sent = with.send(crate::connected::PHONE, "Hello").await;
    with.until_state(sent.id, TestState::Queued).await;
    with.desk.remove_workspace(with.workspace).await.unwrap();
    assert_eq!(with.desk.test(sent.id).await.unwrap_err().code, ErrorCode::NotFound);
    with.end().await;
}

#[tokio::test]
async fn the_practice_workspace_can_be_edited_and_removed_and_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let desk = fixture::desk(folder.path()).await;
    let first = desk.open_practice().await.unwrap();
    let edited = WorkspaceDraft { name: "Drill".into(), environment: Environment::Practice, ..draft() };
    assert_eq!(edit(&desk, first.id, edited).await.workspace.account.kept_in, KeptIn::Practice);
    let error = desk.update_workspace(first.id, draft()).await.unwrap_err();
    assert_eq!(error.fields[0].field, "environment");
    let told = desk.workspace_removal(first.id).await.unwrap();
    assert!(told.stays.iter().any(|words| words.contains("practice account")), "{:?}", told.stays);

    desk.remove_workspace(first.id).await.unwrap();
    let second = desk.open_practice().await.unwrap();
    assert_ne!(second.id, first.id);
    assert_eq!(second.account.account_sid, first.account.account_sid);
    assert_eq!(rows(&desk, second.id).await.len(), 3);
    desk.check_balance(second.id).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn keywords_with_several_senders_are_found_in_the_form_and_in_the_workspace() {
    let (_folder, desk, workspace) = shop().await;
    for nth in 0..2 {
        desk.create_sender(workspace, fixture::draft(&format!("S{nth}"), nth)).await.unwrap();
    }
    assert_eq!(finding(&desk, workspace, "keywords_with_several_senders").await, None);
    let on = WorkspaceDraft { keyword_management: true, ..draft() };
    let notes = desk.check_workspace(Some(workspace), on.clone()).await.unwrap().notes;
    assert!(notes.iter().any(|note| note.field == "keyword_management" && note.level == NoteLevel::Warning));
    edit(&desk, workspace, on).await;
    let found = finding(&desk, workspace, "keywords_with_several_senders").await.unwrap();
    assert_eq!((found.level, found.sources[0].id.as_str()), (FindingLevel::Warning, "moengage-keywords"));
    desk.close().await;
}

#[tokio::test]
async fn a_sender_of_two_workspaces_with_different_mo_urls_is_a_problem_in_both() {
    let scene = Scene::new().await;
    let desk = &scene.desk;
    let here = scene.connected().await.id;
    let there = desk.create_workspace(here, draft()).await.unwrap().id;
    let keys = [short_code(desk, here).await, short_code(desk, there).await];
    for alphanumeric in [here, there] {
        desk.create_sender(alphanumeric, sender(SenderType::Alphanumeric, "ACME")).await.unwrap();
    }
    assert_eq!(finding(desk, here, "sender_in_two_workspaces").await, None, "both use DC-03");

    edit(desk, there, WorkspaceDraft { data_centre: "DC-01".into(), ..draft() }).await;
    for (workspace, key, other) in [(here, keys[0], "“Shop”"), (there, keys[1], "“Acme”")] {
        let found = found(desk, workspace).await;
        let twins: Vec<_> = found.iter().filter(|one| one.id == "sender_in_two_workspaces").collect();
        let [twin] = twins.as_slice() else { panic!("{found:?}") };
        assert_eq!((twin.level, twin.sender), (FindingLevel::Problem, Some(key)));
        assert!(twin.title.contains(other) && twin.evidence.contains("api-01"), "{twin:?}");
    }
    scene.end().await;
}

#[tokio::test]
async fn a_short_code_whose_replies_are_not_wired_is_a_problem_until_the_step_is_ticked() {
    let (_folder, desk, workspace) = shop().await;
    let key = short_code(&desk, workspace).await;
    let off = finding(&desk, workspace, "short_code_without_mo").await.unwrap();
    assert!(off.evidence.contains("keyword management is off"), "{off:?}");
    edit(&desk, workspace, WorkspaceDraft { keyword_management: true, ..draft() }).await;
    let found = finding(&desk, workspace, "short_code_without_mo").await.unwrap();
    assert_eq!((found.level, found.sender), (FindingLevel::Problem, Some(key)));
    desk.tick(workspace, Some(key), "twilio.inbound".into(), true).await.unwrap();
    assert!(
        finding(&desk, workspace, "short_code_without_mo").await.is_some(),
        "the method may still be POST"
    );
    desk.tick(workspace, Some(key), "twilio.inbound_method".into(), true).await.unwrap();
    assert_eq!(finding(&desk, workspace, "short_code_without_mo").await, None);
    let moved = WorkspaceDraft { keyword_management: true, data_centre: "DC-02".into(), ..draft() };
    edit(&desk, workspace, moved).await;
    assert!(finding(&desk, workspace, "short_code_without_mo").await.is_some(), "ticked for another URL");
    desk.close().await;
}

#[tokio::test]
async fn of_many_senders_with_the_same_fault_twenty_are_named() {
    let (_folder, desk, workspace) = shop().await;
    for code in 70700..70721 {
        desk.create_sender(workspace, sender(SenderType::ShortCode, &code.to_string())).await.unwrap();
    }
    edit(&desk, workspace, WorkspaceDraft { keyword_management: true, ..draft() }).await;
    let found = found(&desk, workspace).await;
    let count = |id: &str| found.iter().filter(|finding| finding.id == id).count();
    assert_eq!((count("short_code_without_mo"), count("short_code_without_mo_more")), (20, 1));
    desk.close().await;
}

#[tokio::test]
async fn senders_that_the_account_does_not_have_are_found_and_those_not_checked_are_said() {
    let (folder, desk, workspace) = shop().await;
    let key = short_code(&desk, workspace).await;
    let sid = desk.workspace(workspace).await.unwrap().account.account_sid;
    let look = |account: &str, ownership: &str| {
        let sql = "INSERT OR REPLACE INTO sender_ownership (sender, account_sid, ownership, at) VALUES (?1, ?2, ?3, \
                   '2026-01-01T00:00:00Z')";
        database(folder.path()).execute(sql, params![key, account, ownership]).unwrap();
    };
    look("AC00000000000000000000000000000000", "not_found");
    assert_eq!(finding(&desk, workspace, "senders_not_in_account").await, None, "of a former account");
    look(&sid, "not_found");
    let missing = finding(&desk, workspace, "senders_not_in_account").await.unwrap();
    assert_eq!((missing.level, missing.sender), (FindingLevel::Problem, Some(key)));
    look(&sid, "could_not_check");
    let unknown = finding(&desk, workspace, "senders_not_checked").await.unwrap();
    assert_eq!(unknown.level, FindingLevel::NotCheckable);
    desk.close().await;
}

#[tokio::test]
async fn what_the_account_cannot_do_is_found_worst_first() {
    let scene = Scene::of(account().trial(&[])).await;
    let workspace = scene.connected().await;
    assert!(workspace.account.limits.iter().any(|limit| limit.id == "account_trial"));
    let key = short_code(&scene.desk, workspace.id).await;
    let no_default = "UPDATE sender SET is_default = 0 WHERE key = ?1";
    database(scene.folder.path()).execute(no_default, [key]).unwrap();
    let found = found(&scene.desk, workspace.id).await;
    let ids: Vec<_> = found.iter().map(|finding| finding.id.as_str()).collect();
    let wanted =
        ["short_code_without_mo", "default_sender_missing", "account_trial", "account_trial_alphanumeric"];
    assert_eq!(ids, wanted);
    scene.end().await;
}

#[tokio::test]
async fn an_account_that_twilio_suspends_or_closes_is_shown_as_such_and_its_reads_say_why() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await;
    assert_eq!(workspace.account.limits, []);
    scene.twilio().set_account_status("suspended");
    let account = scene.desk.recheck_access(workspace.id).await.unwrap().account;
    assert_eq!(account.status.as_deref(), Some("suspended or closed"));
    assert_eq!(account.limits[0].level, FindingLevel::Problem);
    scene.twilio().set_account_status("active");
    let account = scene.desk.recheck_access(workspace.id).await.unwrap().account;
    assert_eq!((account.status.as_deref(), account.limits.len()), (Some("active"), 0));
    scene.end().await;
}

#[tokio::test]
async fn an_account_that_is_back_in_use_is_seen_with_a_key_that_may_not_read_it() {
    let scene = Scene::of(with_key(KeyKind::Standard)).await;
    let workspace = kept(scene.desk.connect(connect(key())).await);
    for (status, limits) in [("suspended", 1), ("active", 0)] {
        scene.twilio().set_account_status(status);
        let account = scene.desk.recheck_access(workspace.id).await.unwrap().account;
        assert_eq!(account.limits.len(), limits, "{status}");
    }
    scene.end().await;
}
