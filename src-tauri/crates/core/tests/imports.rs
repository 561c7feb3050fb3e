//! A file on its way into a workspace: looked at, decided, written in one piece, taken back.

use std::path::{Path, PathBuf};

use senderdesk_core::Desk;
use senderdesk_core::ids::{ImportId, JobId, WorkspaceId};
use senderdesk_core::wire::*;

use crate::fixture::{self, database, draft, rows, shop};

pub fn plain() -> ShareOptions {
    ShareOptions::default()
}

/// Exports a workspace and answers with the text of the file.
pub async fn exported(desk: &Desk, workspace: WorkspaceId, folder: &Path) -> String {
    let path = folder.join("out.senders.yaml");
    desk.write_share(workspace, ShareFormat::Yaml, plain(), path.clone()).await.unwrap();
    std::fs::read_to_string(path).unwrap()
}

pub fn every(change: Option<ImportChange>) -> ImportQuery {
    ImportQuery { change, search: String::new(), offset: 0, limit: 200 }
}

pub async fn look(desk: &Desk, workspace: Option<WorkspaceId>, text: &str) -> ImportView {
    desk.paste_import(workspace, text.to_owned(), JobId::fresh()).await.unwrap()
}

pub async fn listed(desk: &Desk, id: ImportId) -> Vec<ImportRow> {
    desk.import_rows(id, every(None)).await.unwrap().rows
}

pub async fn apply(desk: &Desk, id: ImportId) -> Result<ImportDone, WireError> {
    desk.apply_import(id, JobId::fresh()).await
}

async fn names(desk: &Desk, workspace: WorkspaceId) -> Vec<String> {
    rows(desk, workspace).await.into_iter().map(|row| row.name).collect()
}

/// A second workspace on the same desk.
async fn second(desk: &Desk, of: WorkspaceId, name: &str) -> WorkspaceId {
    let draft = WorkspaceDraft {
        name: name.to_owned(),
        colour: ColourTag::Green,
        environment: Environment::Staging,
        data_centre: "DC-03".to_owned(),
        keyword_management: false,
        delivery_url: String::new(),
    };
    desk.create_workspace(of, draft).await.unwrap().id
}

/// A shop with three senders, and the file of it.
async fn shared() -> (tempfile::TempDir, Desk, WorkspaceId, String) {
    let (folder, desk, workspace) = shop().await;
    for (nth, name) in (0..).zip(["A", "B", "C"]) {
        desk.create_sender(workspace, draft(name, nth)).await.unwrap();
    }
    let text = exported(&desk, workspace, folder.path()).await;
    (folder, desk, workspace, text)
}

fn kinds(rows: &[ImportRow]) -> Vec<(ImportChange, &str)> {
    rows.iter().map(|row| (row.change, row.name.as_str())).collect()
}

#[tokio::test]
async fn two_exports_of_one_state_are_the_same_bytes_also_after_an_import_elsewhere() {
    let (folder, desk, workspace, text) = shared().await;
    assert_eq!(exported(&desk, workspace, folder.path()).await, text);
    let view = look(&desk, None, &text).await;
    assert!(matches!(view.target, ImportTarget::New { account_of: Some(of) } if of == workspace), "{view:?}");
    let done = apply(&desk, view.id).await.unwrap();
    let [made] = done.workspaces.as_slice() else { panic!("{done:?}") };
    assert_eq!(names(&desk, *made).await, ["A", "B", "C"]);
    assert_eq!(exported(&desk, *made, folder.path()).await, text);
    desk.close().await;

    // Another machine, another account login: the same bytes again.
    let (elsewhere, other, _) = shop().await;
    let view = look(&other, None, &text).await;
    let view = other.aim_import(view.id, ImportTarget::New { account_of: None }).await.unwrap();
    let done = apply(&other, view.id).await.unwrap();
    assert_eq!(exported(&other, done.workspaces[0], elsewhere.path()).await, text);
    other.close().await;
}

#[tokio::test]
async fn importing_what_was_exported_changes_nothing() {
    let (_folder, desk, workspace, text) = shared().await;
    let view = look(&desk, Some(workspace), &text).await;
    assert_eq!(view.counts, ImportCounts { same: 3, ..ImportCounts::default() });
    assert_eq!((view.undecided, &view.workspace_fields), (0, &vec![]));
    let done = apply(&desk, view.id).await.unwrap();
    assert_eq!((done.done.as_str(), done.undo), ("Nothing was changed.", None));
    desk.close().await;
}

#[tokio::test]
async fn both_sides_are_compared_with_what_was_last_shared() {
    let (_folder, desk, workspace, text) = shared().await;
    let keys: Vec<_> = rows(&desk, workspace).await.into_iter().map(|row| row.key).collect();
    // Here: A gets an owner and another name, C is deleted. There: A another name, B a note, D is new, C unchanged.
    let mut mine = draft("A mine", 0);
    mine.owner = "Ana".to_owned();
    desk.update_sender(keys[0], mine).await.unwrap();
    fixture::deleted(&desk, workspace, &keys[2..]).await;
    let id = |nth: usize| keys[nth].to_string();
    let theirs = text.replace("name: \"A\"", "name: \"A theirs\"").replacen(
        &format!("id: \"{}\"\n    name: \"B\"", id(1)),
        &format!("id: \"{}\"\n    name: \"B\"\n    purpose: \"OTP\"", id(1)),
        1,
    );
    let theirs = without_second_purpose(&theirs)
        + "  - id: \"new-one\"\n    name: \"D\"\n    type: \"alphanumeric\"\n    senderId: \"ACME\"\n";
    let view = look(&desk, Some(workspace), &theirs).await;
    assert!(view.based_on.is_some());
    let found = listed(&desk, view.id).await;
    use ImportChange::{Add, Change, Conflict};
    assert_eq!(kinds(&found), [(Conflict, "A mine"), (Change, "B"), (Add, "C"), (Add, "D")]);
    let [a, b, c, d] = found.as_slice() else { panic!() };
    let fields: Vec<_> =
        a.fields.iter().map(|field| (field.field.as_str(), field.choice, field.conflict)).collect();
    assert_eq!(fields, [("name", None, true), ("owner", Some(ImportChoice::Mine), false)]);
    assert_eq!((a.fields[0].base.as_deref(), a.fields[0].mine.as_deref()), (Some("A"), Some("A mine")));
    assert_eq!((b.choice, b.fields[0].theirs.as_deref()), (Some(ImportChoice::Theirs), Some("OTP")));
    assert_eq!((c.choice, d.choice), (Some(ImportChoice::Mine), Some(ImportChoice::Theirs)), "{}", c.why);
    assert!(c.why.contains("deleted here"));

    let refused = apply(&desk, view.id).await.unwrap_err();
    assert!(refused.message.contains("not decided"), "{}", refused.message);
    let decision =
        ImportDecision::Field { index: a.index, field: "name".into(), choice: ImportChoice::Theirs };
    let view = desk.decide_import(view.id, decision).await.unwrap();
    assert_eq!((view.undecided, view.result.adds, view.result.changes), (0, 1, 2));
    let done = apply(&desk, view.id).await.unwrap();
    assert_eq!(done.done, "Imported: 1 sender added, 2 senders changed.");
    let after = rows(&desk, workspace).await;
    let a = after.iter().find(|row| row.key == keys[0]).unwrap();
    assert_eq!((a.name.as_str(), a.owner.as_str()), ("A theirs", "Ana"), "one field theirs, the other mine");
    assert_eq!(names(&desk, workspace).await, ["A theirs", "B", "D"]);

    // One way back, and forth again.
    let undone = desk.undo(done.undo.unwrap().id).await.unwrap();
    assert_eq!(undone.done, "The import was taken back.");
    assert_eq!(names(&desk, workspace).await, ["A mine", "B"]);
    let again = look(&desk, Some(workspace), &theirs).await;
    assert_eq!(again.counts.conflict, 1, "what it is compared with is taken back as well");
    let redone = desk.undo(undone.redo.id).await.unwrap();
    assert_eq!(redone.done, "The import was done again.");
    assert_eq!(names(&desk, workspace).await, ["A theirs", "B", "D"]);
    desk.close().await;
}

/// The field that the edit above put in stands before the exported one, which goes.
fn without_second_purpose(text: &str) -> String {
    let (before, after) = text.split_once("purpose: \"OTP\"\n").unwrap();
    format!("{before}purpose: \"OTP\"\n{}", after.replacen("    purpose: \"\"\n", "", 1))
}

#[tokio::test]
async fn what_a_colleague_took_out_is_removed_and_what_was_changed_here_meanwhile_is_a_conflict() {
    let (_folder, desk, workspace, text) = shared().await;
    let keys: Vec<_> = rows(&desk, workspace).await.into_iter().map(|row| row.key).collect();
    desk.update_sender(keys[2], draft("C2", 2)).await.unwrap();
    let parts: Vec<_> = text.split("  - id: ").collect();
    let fewer = [parts[0], parts[1]].join("  - id: ");
    let view = look(&desk, Some(workspace), &fewer).await;
    let found = listed(&desk, view.id).await;
    assert_eq!(
        kinds(&found),
        [(ImportChange::Conflict, "C2"), (ImportChange::Remove, "B"), (ImportChange::Same, "A")]
    );
    assert_eq!(found[0].choices, [ImportChoice::Mine, ImportChoice::Theirs]);
    let all = ImportDecision::Every { change: ImportChange::Conflict, choice: ImportChoice::Mine };
    let view = desk.decide_import(view.id, all).await.unwrap();
    let done = apply(&desk, view.id).await.unwrap();
    assert_eq!(names(&desk, workspace).await, ["A", "C2"]);
    desk.undo(done.undo.unwrap().id).await.unwrap();
    assert_eq!(names(&desk, workspace).await, ["A", "B", "C2"]);
    desk.close().await;
}

#[tokio::test]
async fn what_a_file_by_hand_did_not_say_is_no_change_of_either_side() {
    let (_folder, desk, workspace, text) = shared().await;
    let short = text.clone()
        + "  - id: \"short\"\n    name: \"D\"\n    type: \"long_code\"\n    senderId: \"+15550000009\"\n";
    let view = look(&desk, Some(workspace), &short).await;
    apply(&desk, view.id).await.unwrap();
    let view = look(&desk, Some(workspace), &(short.clone() + "    notes: \"Now\"\n")).await;
    let changed = desk.import_rows(view.id, every(Some(ImportChange::Change))).await.unwrap();
    assert_eq!((changed.matching, view.undecided), (1, 0), "{:?}", view.counts);
    let view = look(&desk, Some(workspace), &text).await;
    assert_eq!(
        (view.counts.conflict, view.counts.same),
        (1, 3),
        "taken out again, or older: {:?}",
        view.counts
    );
    desk.close().await;
}

#[tokio::test]
async fn an_answer_to_an_older_export_takes_back_nothing_that_was_shared_since() {
    let (folder, desk, workspace, first) = shared().await;
    let keys: Vec<_> = rows(&desk, workspace).await.into_iter().map(|row| row.key).collect();
    let mut noted = draft("A", 0);
    noted.notes = "Since".to_owned();
    desk.update_sender(keys[0], noted).await.unwrap();
    desk.create_sender(workspace, draft("D", 4)).await.unwrap();
    exported(&desk, workspace, folder.path()).await;
    let view = look(&desk, Some(workspace), &first.replace("name: \"B\"", "name: \"B theirs\"")).await;
    // Whether D was taken out, or was not there yet, nobody can tell.
    assert_eq!(
        (view.counts.change, view.counts.conflict, view.counts.remove),
        (1, 1, 0),
        "{:?}",
        view.counts
    );
    let all = ImportDecision::Every { change: ImportChange::Conflict, choice: ImportChoice::Mine };
    let view = desk.decide_import(view.id, all).await.unwrap();
    apply(&desk, view.id).await.unwrap();
    let after = rows(&desk, workspace).await;
    let named: Vec<_> = after.iter().map(|row| (row.name.as_str(), row.notes.as_str())).collect();
    assert_eq!(named, [("A", "Since"), ("B theirs", ""), ("C", ""), ("D", "")]);
    desk.close().await;
}

#[tokio::test]
async fn a_sender_that_could_not_be_read_is_compared_with_what_was_known_of_it_before() {
    let (_folder, desk, workspace, text) = shared().await;
    let keys: Vec<_> = rows(&desk, workspace).await.into_iter().map(|row| row.key).collect();
    let wrong = text
        .replace("senderId: \"+15550000001\"", "senderId: \"+1555\"")
        .replace("name: \"A\"", "name: \"A2\"");
    let view = look(&desk, Some(workspace), &wrong).await;
    assert_eq!((view.counts.wrong, view.counts.change), (1, 1));
    apply(&desk, view.id).await.unwrap();
    desk.update_sender(keys[1], draft("B mine", 1)).await.unwrap();
    let mended = text.replace("name: \"A\"", "name: \"A2\"").replace("name: \"B\"", "name: \"B theirs\"");
    let view = look(&desk, Some(workspace), &mended).await;
    assert_eq!((view.counts.conflict, view.undecided), (1, 1), "{:?}", view.counts);
    desk.close().await;
}

#[tokio::test]
async fn undo_of_an_import_leaves_what_was_shared_since_to_count() {
    let (folder, desk, workspace, text) = shared().await;
    let view = look(&desk, Some(workspace), &text.replace("name: \"B\"", "name: \"B2\"")).await;
    let done = apply(&desk, view.id).await.unwrap();
    let since = exported(&desk, workspace, folder.path()).await;
    desk.undo(done.undo.unwrap().id).await.unwrap();
    let view = look(&desk, Some(workspace), &since.replace("name: \"C\"", "name: \"C2\"")).await;
    assert_eq!(view.counts.change, 1, "the undo here is a change of ours: {:?}", view.counts);
    apply(&desk, view.id).await.unwrap();
    assert_eq!(names(&desk, workspace).await, ["A", "B", "C2"]);
    desk.close().await;
}

#[tokio::test]
async fn a_default_that_was_marked_since_stays_when_an_import_is_taken_back() {
    let (_folder, desk, workspace, text) = shared().await;
    let keys: Vec<_> = rows(&desk, workspace).await.into_iter().map(|row| row.key).collect();
    let (before, after) = text.split_once("defaultSender: ").unwrap();
    let after = after.split_once('\n').unwrap().1;
    let new = "  - id: \"new\"\n    name: \"N\"\n    type: \"alphanumeric\"\n    senderId: \"ACME\"\n";
    let view = look(&desk, Some(workspace), &format!("{before}defaultSender: \"new\"\n{after}{new}")).await;
    assert_eq!(view.result.default_after.as_deref(), Some("N"));
    let done = apply(&desk, view.id).await.unwrap();
    desk.mark_default(keys[2]).await.unwrap();
    desk.undo(done.undo.unwrap().id).await.unwrap();
    let marked: Vec<_> =
        rows(&desk, workspace).await.into_iter().filter(|row| row.is_default).map(|row| row.name).collect();
    assert_eq!(marked, ["C"]);
    desk.close().await;
}

#[tokio::test]
async fn a_deletion_is_taken_back_also_where_an_import_brought_its_identity_back() {
    let (_folder, desk, workspace, text) = shared().await;
    let keys: Vec<_> = rows(&desk, workspace).await.into_iter().map(|row| row.key).collect();
    let deleted = fixture::deleted(&desk, workspace, &keys[2..]).await;
    let view = look(&desk, Some(workspace), &text.replace("name: \"C\"", "name: \"C theirs\"")).await;
    let all = ImportDecision::Every { change: ImportChange::Conflict, choice: ImportChoice::Theirs };
    let view = desk.decide_import(view.id, all).await.unwrap();
    apply(&desk, view.id).await.unwrap();
    desk.undo(deleted).await.unwrap();
    let mut all = names(&desk, workspace).await;
    all.sort();
    assert_eq!(all, ["A", "B", "C", "C theirs"]);
    desk.close().await;
}

#[tokio::test]
async fn a_column_of_line_numbers_renames_nobody() {
    let (folder, desk, workspace, text) = shared().await;
    let table =
        "ID,Sender name,Sender type,Sender ID\n1,A,long_code,'+15550000000\n2,B,long_code,'+15550000001\n";
    let view = look(&desk, Some(workspace), table).await;
    assert_eq!(apply(&desk, view.id).await.unwrap().done, "Nothing was changed.");
    assert_eq!(exported(&desk, workspace, folder.path()).await, text);
    desk.close().await;
}

#[tokio::test]
async fn a_url_that_is_older_than_the_rules_stands_in_the_way_of_nothing() {
    let (folder, desk, workspace, text) = shared().await;
    let old = "http://replies.example.com/dlr";
    database(folder.path()).execute("UPDATE workspace SET delivery_url = ?1", [old]).unwrap();
    let custom = |text: &str| {
        let (before, rest) = text.split_once("  deliveryCallback:\n").unwrap();
        let rest = rest.splitn(3, '\n').nth(2).unwrap();
        format!("{before}  deliveryCallback:\n    url: \"{old}\"\n    provenance: \"custom\"\n{rest}")
    };
    let view = look(&desk, Some(workspace), &custom(&text).replace("name: \"B\"", "name: \"B2\"")).await;
    apply(&desk, view.id).await.unwrap();
    assert_eq!(desk.workspace(workspace).await.unwrap().delivery_url.as_deref(), Some(old));
    let path = folder.path().join("backup.yaml");
    desk.write_backup(path.clone()).await.unwrap();
    let fresh = tempfile::tempdir().unwrap();
    let other = fixture::desk(fresh.path()).await;
    let view = other.read_import(None, path.clone(), JobId::fresh()).await.unwrap();
    apply(&other, view.id).await.unwrap();
    // One that no form takes is not ticked, and named when it is wanted all the same.
    let broken = std::fs::read_to_string(path).unwrap().replace("name: \"Shop\"", "name: \"\"");
    let view = look(&other, None, &broken).await;
    assert!(!view.restore[0].included);
    let wanted = ImportDecision::Restore { index: 0, included: true };
    let view = other.decide_import(view.id, wanted).await.unwrap();
    let refused = apply(&other, view.id).await.unwrap_err();
    assert!(
        refused.message.contains("cannot be made from the file") && refused.hint.is_some(),
        "{refused:?}"
    );
    desk.close().await;
    other.close().await;
}

#[tokio::test]
async fn a_secret_that_the_file_left_out_is_not_lost_by_another_edit_beside_it() {
    let (folder, desk, workspace) = shop().await;
    let mut secret = draft("A", 0);
    secret.mo_callback_url = Some("https://replies.example.com/mo?token=geheim&brand=shop".to_owned());
    secret.notes = "Ask 0123456789abcdef0123456789abcdef".to_owned();
    desk.create_sender(workspace, secret).await.unwrap();
    let text = exported(&desk, workspace, folder.path()).await;
    let view = look(
        &desk,
        Some(workspace),
        &text.replace("brand=shop", "brand=new").replace("Ask {{token}}", "Do ask {{token}}"),
    )
    .await;
    assert_eq!(view.undecided, 1, "the notes would lose what stands here");
    let row = &listed(&desk, view.id).await[0];
    let decision =
        ImportDecision::Field { index: row.index, field: "notes".into(), choice: ImportChoice::Mine };
    let view = desk.decide_import(view.id, decision).await.unwrap();
    apply(&desk, view.id).await.unwrap();
    let row = &rows(&desk, workspace).await[0];
    assert_eq!(
        row.mo_callback.as_ref().unwrap().now.url,
        "https://replies.example.com/mo?token=geheim&brand=new"
    );
    assert!(row.notes.ends_with("0123456789abcdef0123456789abcdef"));
    desk.close().await;
}

#[tokio::test]
async fn both_keeps_mine_and_adds_theirs_under_an_identity_of_its_own() {
    let (folder, desk, workspace, text) = shared().await;
    let view = look(&desk, Some(workspace), &text.replace("name: \"B\"", "name: \"B2\"")).await;
    let changed = desk.import_rows(view.id, every(Some(ImportChange::Change))).await.unwrap().rows;
    let decision = ImportDecision::Sender { index: changed[0].index, choice: ImportChoice::Both };
    let view = desk.decide_import(view.id, decision).await.unwrap();
    assert_eq!((view.result.adds, view.result.changes), (1, 0));
    apply(&desk, view.id).await.unwrap();
    assert_eq!(names(&desk, workspace).await, ["A", "B", "C", "B2"]);
    let after = exported(&desk, workspace, folder.path()).await;
    let ids: std::collections::BTreeSet<_> = after.lines().filter(|line| line.contains("- id: ")).collect();
    assert_eq!(ids.len(), 4);
    desk.close().await;
}

#[tokio::test]
async fn the_default_is_shown_before_and_exactly_one_after_whatever_is_chosen() {
    let (folder, desk, workspace, text) = shared().await;
    let other = second(&desk, workspace, "Other").await;
    desk.create_sender(other, draft("Own", 90)).await.unwrap();
    let default = |rows: Vec<SenderRow>| {
        let marked: Vec<_> = rows.into_iter().filter(|row| row.is_default).map(|row| row.name).collect();
        assert_eq!(marked.len(), 1, "{marked:?}");
        marked[0].clone()
    };
    // Mine stays where nothing is decided.
    let view = look(&desk, Some(other), &text).await;
    assert_eq!(view.result.default_after.as_deref(), Some("Own"));
    let field = view.workspace_fields.iter().find(|field| field.field == "defaultSender").unwrap();
    assert_eq!((field.mine.as_deref(), field.theirs.as_deref()), (Some("Own"), Some("A")));
    // Theirs, but the sender is not imported: the present one stays, and it says so.
    let theirs = ImportDecision::Workspace { field: "defaultSender".into(), choice: ImportChoice::Theirs };
    let view = desk.decide_import(view.id, theirs).await.unwrap();
    assert_eq!(view.result.default_after.as_deref(), Some("A"));
    let index = listed(&desk, view.id).await.iter().find(|row| row.name == "A").unwrap().index;
    let leave = ImportDecision::Sender { index, choice: ImportChoice::Mine };
    let view = desk.decide_import(view.id, leave).await.unwrap();
    assert_eq!(view.result.default_after.as_deref(), Some("Own"));
    assert!(view.result.default_why.as_deref().unwrap().contains("not imported"));
    let take = ImportDecision::Sender { index, choice: ImportChoice::Theirs };
    let view = desk.decide_import(view.id, take).await.unwrap();
    let done = apply(&desk, view.id).await.unwrap();
    assert_eq!(default(rows(&desk, other).await), "A");
    let undone = desk.undo(done.undo.unwrap().id).await.unwrap();
    assert_eq!(default(rows(&desk, other).await), "Own");
    let redone = desk.undo(undone.redo.id).await.unwrap();
    assert_eq!(default(rows(&desk, other).await), "A", "done again, the mark moves again");
    desk.undo(redone.redo.id).await.unwrap();
    assert_eq!(names(&desk, other).await, ["Own"]);
    drop(folder);
    desk.close().await;
}

#[tokio::test]
async fn a_number_that_two_people_added_is_one_sender() {
    let (folder, desk, workspace, _) = shared().await;
    let (_elsewhere, other, there) = shop().await;
    let mut theirs = draft("B there", 1);
    theirs.notes = "Theirs".to_owned();
    other.create_sender(there, theirs).await.unwrap();
    let text = exported(&other, there, _elsewhere.path()).await;
    let view = look(&desk, Some(workspace), &text).await;
    assert_eq!((view.counts.change, view.counts.add), (1, 0), "{:?}", view.counts);
    apply(&desk, view.id).await.unwrap();
    assert_eq!(names(&desk, workspace).await, ["A", "B there", "C"]);
    // From now on both call it by one identity.
    let mine = exported(&desk, workspace, folder.path()).await;
    let id = text.lines().find(|line| line.contains("- id: ")).unwrap();
    assert!(mine.contains(id));
    desk.close().await;
    other.close().await;
}

#[tokio::test]
async fn a_workspace_that_changed_meanwhile_is_looked_at_again() {
    let (_folder, desk, workspace, text) = shared().await;
    let view = look(&desk, Some(workspace), &text.replace("name: \"B\"", "name: \"B2\"")).await;
    desk.create_sender(workspace, draft("Late", 77)).await.unwrap();
    let refused = apply(&desk, view.id).await.unwrap_err();
    assert!(refused.message.contains("changed since you looked"), "{}", refused.message);
    assert_eq!(names(&desk, workspace).await, ["A", "B", "C", "Late"]);
    let view = desk.aim_import(view.id, ImportTarget::Existing { workspace }).await.unwrap();
    apply(&desk, view.id).await.unwrap();
    assert_eq!(names(&desk, workspace).await, ["A", "B2", "C", "Late"]);
    desk.close().await;
}

#[tokio::test]
async fn cancelled_before_its_end_an_import_changes_nothing() {
    let (_folder, desk, workspace, text) = shared().await;
    let (job, text) = (JobId::fresh(), text.replace("name: \"B\"", "name: \"B2\""));
    desk.cancel_job(job).await.unwrap();
    let refused = desk.paste_import(Some(workspace), text.clone(), job).await.unwrap_err();
    assert!(refused.message.contains("Cancelled"));
    let view = look(&desk, Some(workspace), &text).await;
    let job = JobId::fresh();
    desk.cancel_job(job).await.unwrap();
    let refused = desk.apply_import(view.id, job).await.unwrap_err();
    assert!(refused.message.contains("nothing was changed"));
    assert_eq!(names(&desk, workspace).await, ["A", "B", "C"]);
    desk.apply_import(view.id, JobId::fresh()).await.unwrap();
    assert_eq!(names(&desk, workspace).await, ["A", "B2", "C"]);
    desk.close().await;
}

#[tokio::test]
async fn wrong_lines_are_told_with_their_place_and_stop_nothing() {
    let (_folder, desk, workspace, text) = shared().await;
    let broken = text.replace("name: \"B\"", "name: \"B2\"").replace(
        "type: \"long_code\"\n    senderId: \"+15550000002\"",
        "type: \"pager\"\n    senderId: \"+15550000002\"",
    );
    let view = look(&desk, Some(workspace), &broken).await;
    assert_eq!((view.counts.wrong, view.counts.change), (1, 1));
    let wrong = desk.import_rows(view.id, every(Some(ImportChange::Wrong))).await.unwrap().rows;
    let line = broken.lines().position(|line| line.contains("pager")).unwrap() as u32 + 1;
    assert_eq!((wrong[0].name.as_str(), wrong[0].remarks[0].line), ("C", Some(line)));
    assert!(wrong[0].remarks[0].hint.is_some() && wrong[0].choices.is_empty());
    apply(&desk, view.id).await.unwrap();
    assert_eq!(
        names(&desk, workspace).await,
        ["A", "B2", "C"],
        "what cannot be read is not taken for removed"
    );
    desk.close().await;
}

#[tokio::test]
async fn unknown_fields_survive_and_are_named() {
    let (folder, desk, workspace, text) = shared().await;
    let later = text
        .replace("workspace:\n", "fileLater: [1, 2]\nworkspace:\n  workspaceLater: \"w\"\n")
        .replace("    name: \"A\"\n", "    name: \"A\"\n    senderLater: true\n");
    let view = look(&desk, Some(workspace), &later).await;
    assert_eq!(view.unknown_fields, ["fileLater", "senders[].senderLater", "workspace.workspaceLater"]);
    apply(&desk, view.id).await.unwrap();
    let after = exported(&desk, workspace, folder.path()).await;
    for field in ["fileLater:", "workspaceLater: \"w\"", "senderLater: true"] {
        assert!(after.contains(field), "{field} in\n{after}");
    }
    let preview = desk.share_preview(workspace, None).await.unwrap();
    assert_eq!(preview.unknown_fields.len(), 3);
    // An edit of the sender in the window leaves them alone.
    let key = rows(&desk, workspace).await[0].key;
    desk.update_sender(key, draft("A edited", 0)).await.unwrap();
    assert!(exported(&desk, workspace, folder.path()).await.contains("senderLater: true"));
    desk.close().await;
}

#[tokio::test]
async fn what_was_left_out_of_the_file_stays_here_when_it_comes_back() {
    let (folder, desk, workspace) = shop().await;
    let mut with_token = draft("A", 0);
    with_token.mo_callback_url =
        Some("https://user:pass@replies.example.com/mo?token=geheim&brand=x".to_owned());
    desk.create_sender(workspace, with_token).await.unwrap();
    let preview = desk.share_preview(workspace, None).await.unwrap();
    let left: Vec<_> =
        preview.left_out.iter().map(|left| (left.place.as_str(), left.placeholder.as_deref())).collect();
    assert_eq!(left, [("A: MO callback URL", None), ("A: MO callback URL", Some("{{token}}"))]);
    assert!(preview.head.contains("?token={{token}}&brand=x") && !preview.head.contains("geheim"));
    let text = exported(&desk, workspace, folder.path()).await;
    assert!(!text.contains("geheim") && !text.contains("user:pass"));
    let view = look(&desk, Some(workspace), &text.replace("name: \"A\"", "name: \"A2\"")).await;
    apply(&desk, view.id).await.unwrap();
    let row = &rows(&desk, workspace).await[0];
    assert_eq!(row.name, "A2");
    assert!(row.mo_callback.as_ref().unwrap().now.url.contains("token=geheim"));
    desk.close().await;
}

#[tokio::test]
async fn a_masked_account_is_called_by_its_alias_and_the_alias_is_remembered() {
    let (folder, desk, workspace, _) = shared().await;
    let masked = ShareOptions { mask_account: true, alias: " main account ".to_owned() };
    let path = folder.path().join("masked.senderdesk");
    desk.write_share(workspace, ShareFormat::Senderdesk, masked, path.clone()).await.unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("alias: \"main account\"") && !text.contains("AC0123456789abcdef"));
    assert!(desk.share_preview(workspace, None).await.unwrap().options.mask_account);
    let none = ShareOptions { mask_account: true, alias: "  ".to_owned() };
    let refused =
        desk.write_share(workspace, ShareFormat::Yaml, none, folder.path().join("x")).await.unwrap_err();
    assert_eq!(refused.fields[0].field, "alias");
    assert!(!folder.path().join("x").exists());
    desk.close().await;
    // Where nothing is known of the account, its credential is asked for after.
    let (_elsewhere, other, _) = shop().await;
    let view = other.read_import(None, path, JobId::fresh()).await.unwrap();
    assert_eq!((view.account.as_deref(), view.source.as_str()), (Some("main account"), "masked.senderdesk"));
    let done = apply(&other, view.id).await.unwrap();
    assert_eq!(done.without_credential, done.workspaces);
    let made = other.workspace(done.workspaces[0]).await.unwrap();
    assert_eq!((made.account.kept_in, made.account.account_sid.as_str()), (KeptIn::NotYet, ""));
    other.check_balance(made.id).await.unwrap_err();
    other.close().await;
}

#[tokio::test]
async fn a_new_workspace_has_the_fields_of_the_file_and_no_credential_comes_along() {
    let (_folder, desk, workspace, text) = shared().await;
    let before = desk.workspace(workspace).await.unwrap();
    let text = text
        .replace("keywordManagement: false", "keywordManagement: true")
        .replace("name: \"Shop\"", "name: \"Copy\"");
    let view = look(&desk, None, &text).await;
    assert!(view.no_undo.is_some());
    let view = desk.aim_import(view.id, ImportTarget::New { account_of: Some(workspace) }).await.unwrap();
    let done = apply(&desk, view.id).await.unwrap();
    assert_eq!((done.undo, done.without_credential.len()), (None, 0));
    let made = desk.workspace(done.workspaces[0]).await.unwrap();
    assert_eq!(
        (made.name.as_str(), made.keyword_management, made.data_centre.code.as_str()),
        ("Copy", true, "DC-03")
    );
    assert_eq!((made.environment, made.colour), (before.environment, before.colour));
    assert_eq!(desk.workspace(workspace).await.unwrap().account.shared_by.len(), 2);
    desk.close().await;
}

#[tokio::test]
async fn fields_of_the_workspace_are_mine_until_chosen_and_come_back_with_undo() {
    let (_folder, desk, workspace, text) = shared().await;
    let other = second(&desk, workspace, "Other").await;
    let text = text
        .replace("dataCentre: \"DC-03\"", "dataCentre: \"DC-01\"")
        .replace("api-03", "api-01")
        .replace("\"derived\"", "\"documented\"");
    let view = look(&desk, Some(other), &text).await;
    let fields: Vec<_> =
        view.workspace_fields.iter().map(|field| (field.field.as_str(), field.choice)).collect();
    let mine = Some(ImportChoice::Mine);
    assert_eq!(
        fields,
        [
            ("name", mine),
            ("colour", mine),
            ("dataCentre", mine),
            ("defaultSender", Some(ImportChoice::Theirs))
        ]
    );
    let decision = ImportDecision::Workspace { field: "dataCentre".into(), choice: ImportChoice::Theirs };
    let view = desk.decide_import(view.id, decision).await.unwrap();
    let done = apply(&desk, view.id).await.unwrap();
    let made = desk.workspace(other).await.unwrap();
    assert_eq!(
        (made.name.as_str(), made.data_centre.code.as_str(), made.sender_count),
        ("Other", "DC-01", 3)
    );
    desk.undo(done.undo.unwrap().id).await.unwrap();
    let back = desk.workspace(other).await.unwrap();
    assert_eq!((back.data_centre.code.as_str(), back.sender_count), ("DC-03", 0));
    desk.close().await;
}

#[tokio::test]
async fn a_table_is_read_with_its_columns_shown_and_says_nothing_of_other_senders() {
    let (_folder, desk, workspace, _) = shared().await;
    let text = "\u{feff}Sender name;Sender type;Sender ID;MMS;Colour\r\n\
                B new;Long Code;'+15550000001;yes;red\r\n\
                \"D; E\";alphanumeric;ACME;;\r\n\
                Eaten;long_code;15550000009;;\r\n\
                Rounded;long_code;1,55512E+10;;\r\n";
    let view = look(&desk, Some(workspace), text.trim_start_matches('\u{feff}')).await;
    assert_eq!(view.kind, ImportKind::Table);
    let table = view.table.clone().unwrap();
    assert_eq!(table.delimiter, "semicolon");
    let columns: Vec<_> = table.columns.iter().map(|column| column.field.as_deref()).collect();
    assert_eq!(
        columns,
        [Some("Name"), Some("Sender type"), Some("Sender ID"), Some("This sender supports MMS"), None]
    );
    let found = listed(&desk, view.id).await;
    use ImportChange::{Add, Change, Wrong};
    assert_eq!(kinds(&found), [(Wrong, "Eaten"), (Wrong, "Rounded"), (Change, "B"), (Add, "D; E")]);
    assert!(found[0].remarks[0].message.contains("eaten the +"), "{:?}", found[0].remarks);
    assert_eq!((found[0].remarks[0].line, found[0].remarks[0].column), (Some(4), Some(3)));
    assert!(found[1].remarks[0].message.contains("rounded"));
    apply(&desk, view.id).await.unwrap();
    assert_eq!(names(&desk, workspace).await, ["A", "B new", "C", "D; E"]);
    desk.close().await;
}

#[tokio::test]
async fn a_file_cannot_be_read_in_words_with_its_place() {
    let (folder, desk, workspace, text) = shared().await;
    let fault = |error: WireError| (error.code, error.message, error.hint.is_some());
    let pasted = |text: String| desk.paste_import(Some(workspace), text, JobId::fresh());
    let (code, message, hint) =
        fault(pasted(text.replace("schemaVersion: 1", "schemaVersion: 2")).await.unwrap_err());
    assert_eq!((code, hint), (ErrorCode::Invalid, true));
    assert!(message.starts_with("Line 2, column 16: ") && message.contains("schema version 2"), "{message}");
    let (_, message, _) = fault(pasted("Hello".to_owned()).await.unwrap_err());
    assert!(message.contains("no share file"), "{message}");
    let place: PathBuf = folder.path().to_owned();
    let (_, message, _) = fault(desk.read_import(None, place, JobId::fresh()).await.unwrap_err());
    assert!(message.contains("is a folder"), "{message}");
    desk.offer_files(vec![folder.path().join("nothing.senderdesk")]);
    desk.offered_import(None, JobId::fresh()).await.unwrap_err();
    assert_eq!(desk.offered_import(None, JobId::fresh()).await, Ok(None), "it is offered once");
    desk.offer_files(vec!["a".into(), "b".into()]);
    assert_eq!(desk.offered_import(None, JobId::fresh()).await, Ok(None), "one at a time");
    let told = desk.state().await.unwrap().notices.pop().unwrap();
    assert!(told.message.starts_with("2 files came at once"), "{told:?}");
    desk.close().await;
}

#[tokio::test]
async fn imports_and_exports_stand_in_the_activity_log() {
    let (folder, desk, workspace, text) = shared().await;
    let view = look(&desk, Some(workspace), &text.replace("name: \"B\"", "name: \"B2\"")).await;
    apply(&desk, view.id).await.unwrap();
    let lines = |sql: &str| -> u32 { database(folder.path()).query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(
        lines(
            "SELECT count(*) FROM activity WHERE action = 'exported' AND detail = '3 senders to out.senders.yaml.'"
        ),
        1
    );
    assert_eq!(
        lines(
            "SELECT count(*) FROM activity WHERE action = 'imported' AND detail LIKE 'From pasted text. Imported: 1 sender changed.%'"
        ),
        1
    );
    desk.close().await;
}

#[tokio::test]
async fn everything_is_backed_up_to_one_file_and_restored_on_a_new_machine() {
    let (folder, desk, workspace, text) = shared().await;
    let other = second(&desk, workspace, "Other").await;
    desk.create_sender(other, draft("Own", 90)).await.unwrap();
    desk.open_practice().await.unwrap();
    let preview = desk.backup_preview().await.unwrap();
    let parts: Vec<_> = preview.workspaces.iter().map(|part| (part.name.as_str(), part.senders)).collect();
    assert_eq!(parts, [("Shop", 3), ("Other", 1)]);
    let path = folder.path().join("senderdesk-backup.yaml");
    desk.write_backup(path.clone()).await.unwrap();
    let first = std::fs::read(&path).unwrap();
    desk.write_backup(path.clone()).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), first, "the same state, the same bytes");
    desk.close().await;

    let fresh = tempfile::tempdir().unwrap();
    let desk = fixture::desk(fresh.path()).await;
    let view = desk.read_import(None, path.clone(), JobId::fresh()).await.unwrap();
    assert_eq!((view.kind, view.restore.len()), (ImportKind::Backup, 2));
    assert!(view.restore.iter().all(|row| row.included && row.bound_to.is_none() && !row.same_name));
    let done = apply(&desk, view.id).await.unwrap();
    assert_eq!(
        (done.workspaces.len(), done.without_credential.len()),
        (2, 2),
        "credentials are asked for after"
    );
    let state = desk.state().await.unwrap();
    let restored: Vec<_> =
        state.workspaces.iter().map(|view| (view.name.as_str(), view.sender_count)).collect();
    assert_eq!(restored, [("Shop", 3), ("Other", 1)]);
    assert_eq!(state.workspaces[0].account.shared_by.len(), 2, "one account, asked for once");
    assert_eq!(exported(&desk, state.workspaces[0].id, fresh.path()).await, text);
    // What is there already is not ticked by itself.
    let view = desk.read_import(None, path, JobId::fresh()).await.unwrap();
    assert!(view.restore.iter().all(|row| row.same_name && !row.included));
    assert!(apply(&desk, view.id).await.unwrap_err().message.contains("No workspace is chosen"));
    let decision = ImportDecision::Restore { index: 1, included: true };
    let view = desk.decide_import(view.id, decision).await.unwrap();
    apply(&desk, view.id).await.unwrap();
    assert_eq!(desk.state().await.unwrap().workspaces.len(), 3);
    desk.close().await;
}

#[tokio::test]
async fn ten_thousand_senders_are_looked_at_by_page_written_and_taken_back() {
    const MANY: usize = 10_000;
    let (_folder, desk, workspace, text) = shared().await;
    let mut many = text.clone();
    for nth in 0..MANY {
        many.push_str(&format!("  - id: \"many-{nth:05}\"\n    name: \"Shop {nth}\"\n    type: \"long_code\"\n    senderId: \"+1303{nth:07}\"\n"));
    }
    let view = look(&desk, Some(workspace), &many).await;
    assert_eq!((view.counts.add, view.counts.same), (MANY as u32, 3));
    let query = ImportQuery { change: None, search: "shop 777".to_owned(), offset: 0, limit: 500 };
    assert_eq!(desk.import_rows(view.id, query).await.unwrap().matching, 11);
    let query =
        ImportQuery { change: Some(ImportChange::Add), search: String::new(), offset: 9_900, limit: 500 };
    assert_eq!(desk.import_rows(view.id, query).await.unwrap().rows.len(), 100);
    let page = desk.import_rows(view.id, every(None)).await.unwrap();
    assert!(serde_json::to_string(&page).unwrap().len() < 512 * 1024);
    let done = apply(&desk, view.id).await.unwrap();
    assert_eq!(desk.workspace(workspace).await.unwrap().sender_count, MANY as u32 + 3);
    desk.undo(done.undo.unwrap().id).await.unwrap();
    assert_eq!(names(&desk, workspace).await, ["A", "B", "C"]);
    desk.close().await;
}
