//! Worksheets over a real database: ticks, what reopens them, the overview, and the files made of them.

use std::path::Path;

use senderdesk_core::Desk;
use senderdesk_core::ids::{CredentialId, SenderKey, WorkspaceId};
use senderdesk_core::wire::*;

use crate::fixture::{self, database, deleted, draft, rows, shop};
use crate::twilio::{Scene, TOKEN};

const SERVICE: &str = "MG0123456789abcdef0123456789abcdef";

/// A whole draft for one of the four types, with the text that keyword management asks for.
fn of(sender_type: SenderType, sender_id: &str) -> SenderDraft {
    SenderDraft {
        sender_type: Some(sender_type),
        sender_id: sender_id.into(),
        unsubscribe_text: "Reply STOP to opt out".into(),
        ..draft("Offers", 1)
    }
}

async fn created(desk: &Desk, workspace: WorkspaceId, draft: SenderDraft) -> SenderKey {
    desk.create_sender(workspace, draft).await.unwrap().sender.key
}

fn with_keywords(folder: &Path) {
    database(folder).execute("UPDATE workspace SET keyword_management = 1", []).unwrap();
}

async fn steps(desk: &Desk, workspace: WorkspaceId, sender: Option<SenderKey>) -> Vec<WorksheetStep> {
    let sheet = desk.worksheet(workspace, sender).await.unwrap();
    sheet.sections.into_iter().flat_map(|section| section.steps).collect()
}

/// Ids of the steps that stand so.
async fn standing(desk: &Desk, workspace: WorkspaceId, sender: SenderKey, state: StepState) -> Vec<String> {
    let steps = steps(desk, workspace, Some(sender)).await;
    steps.into_iter().filter(|step| step.state == state).map(|step| step.id).collect()
}

/// Ticks every step that can be ticked.
async fn tick_all(desk: &Desk, workspace: WorkspaceId, sender: Option<SenderKey>) {
    for step in steps(desk, workspace, sender).await {
        if matches!(step.state, StepState::Open | StepState::Reopened) {
            let whose = sender.filter(|_| !step.of_workspace);
            desk.tick(workspace, whose, step.id, true).await.unwrap();
        }
    }
}

#[tokio::test]
async fn ticks_survive_a_restart_and_count_in_worksheet_and_list() {
    let (folder, desk, workspace) = shop().await;
    let key = created(&desk, workspace, of(SenderType::LongCode, "+15551230002")).await;
    let before = desk.worksheet(workspace, Some(key)).await.unwrap();
    assert_eq!((before.done, before.reopened), (0, 0));
    let own = before.sections.iter().flat_map(|section| &section.steps);
    let own = own.filter(|step| !step.of_workspace && step.state == StepState::Open).count();
    assert_eq!(rows(&desk, workspace).await[0].setup_left as usize, own);
    desk.tick(workspace, Some(key), "moengage.sender_name".into(), true).await.unwrap();
    desk.close().await;
    let desk = fixture::desk(folder.path()).await;
    assert_eq!(standing(&desk, workspace, key, StepState::Done).await, ["moengage.sender_name"]);
    assert_eq!(rows(&desk, workspace).await[0].setup_left as usize, own - 1);
    tick_all(&desk, workspace, Some(key)).await;
    let after = desk.worksheet(workspace, Some(key)).await.unwrap();
    assert_eq!((after.done, after.steps), (before.steps, before.steps));
    assert_eq!(rows(&desk, workspace).await[0].setup_left, 0);
    desk.tick(workspace, Some(key), "moengage.save".into(), false).await.unwrap();
    assert_eq!(standing(&desk, workspace, key, StepState::Open).await, ["moengage.save"]);
    desk.close().await;
}

#[tokio::test]
async fn an_edit_reopens_exactly_the_steps_that_it_touches_and_shows_what_was_ticked() {
    let (folder, desk, workspace) = shop().await;
    with_keywords(folder.path());
    let whole = of(SenderType::LongCode, "+15551230002");
    let key = created(&desk, workspace, whole.clone()).await;
    tick_all(&desk, workspace, Some(key)).await;
    let cases: [(SenderDraft, &[&str]); 5] = [
        (SenderDraft { name: "News".into(), ..whole.clone() }, &["moengage.sender_name", "moengage.save"]),
        (
            SenderDraft { sender_id: "+15551230003".into(), ..whole.clone() },
            &["moengage.sender_id", "moengage.send_test", "moengage.save"],
        ),
        (
            SenderDraft { supports_mms: true, ..whole.clone() },
            &["moengage.supports_mms", "moengage.send_test", "moengage.save"],
        ),
        (
            SenderDraft { mo_callback_url: Some("https://api-03.moengage.com/own".into()), ..whole.clone() },
            &["moengage.mo_callback_url", "moengage.save", "twilio.inbound"],
        ),
        (SenderDraft { notes: "Ours alone".into(), ..whole.clone() }, &[]),
    ];
    for (edited, reopened) in cases {
        desk.update_sender(key, edited.clone()).await.unwrap();
        assert_eq!(standing(&desk, workspace, key, StepState::Reopened).await, reopened, "{edited:?}");
        desk.update_sender(key, whole.clone()).await.unwrap();
        assert_eq!(standing(&desk, workspace, key, StepState::Reopened).await, [""; 0], "as it was ticked");
    }
    desk.update_sender(key, SenderDraft { name: "News".into(), ..whole }).await.unwrap();
    let name = steps(&desk, workspace, Some(key)).await.remove(4);
    assert_eq!((name.value.as_deref(), name.ticked_value.as_deref()), (Some("News"), Some("Offers")));
    assert!(name.ticked_at.is_some());
    desk.close().await;
}

#[tokio::test]
async fn another_data_centre_reopens_what_its_urls_are_in() {
    let (folder, desk, workspace) = shop().await;
    with_keywords(folder.path());
    database(folder.path()).execute("UPDATE workspace SET data_centre = 'DC-01'", []).unwrap();
    let key = created(&desk, workspace, of(SenderType::MessagingService, SERVICE)).await;
    tick_all(&desk, workspace, Some(key)).await;
    database(folder.path()).execute("UPDATE workspace SET data_centre = 'DC-02'", []).unwrap();
    let reopened = standing(&desk, workspace, key, StepState::Reopened).await;
    assert_eq!(reopened, ["moengage.mo_callback_url", "moengage.save", "twilio.inbound"]);
    assert_eq!(standing(&desk, workspace, key, StepState::CannotSay).await, ["twilio.delivery_callback"]);
    desk.close().await;
}

#[tokio::test]
async fn the_toggle_hides_its_steps_and_keeps_their_ticks() {
    let (folder, desk, workspace) = shop().await;
    with_keywords(folder.path());
    let key = created(&desk, workspace, of(SenderType::MessagingService, SERVICE)).await;
    tick_all(&desk, workspace, Some(key)).await;
    let on = standing(&desk, workspace, key, StepState::Done).await;
    database(folder.path()).execute("UPDATE workspace SET keyword_management = 0", []).unwrap();
    let ids: Vec<_> = steps(&desk, workspace, Some(key)).await.into_iter().map(|step| step.id).collect();
    for hidden in
        ["moengage.mo_callback_url", "moengage.unsubscribe_text", "moengage.keyword_toggle", "twilio.inbound"]
    {
        assert!(on.iter().any(|id| id == hidden) && !ids.iter().any(|id| id == hidden), "{hidden}");
    }
    with_keywords(folder.path());
    assert_eq!(standing(&desk, workspace, key, StepState::Done).await, on);
    desk.close().await;
}

#[tokio::test]
async fn a_deletion_that_is_taken_back_brings_the_ticks_back() {
    let (_folder, desk, workspace) = shop().await;
    let key = created(&desk, workspace, of(SenderType::LongCode, "+15551230002")).await;
    tick_all(&desk, workspace, Some(key)).await;
    let undo = deleted(&desk, workspace, &[key]).await;
    assert_eq!(desk.worksheet(workspace, Some(key)).await.unwrap_err().code, ErrorCode::NotFound);
    desk.undo(undo).await.unwrap();
    assert_eq!(standing(&desk, workspace, key, StepState::Open).await, [""; 0]);
    desk.close().await;
}

#[tokio::test]
async fn a_rotation_opens_reauthenticate_in_moengage_as_well() {
    let (folder, desk, workspace) = shop().await;
    tick_all(&desk, workspace, None).await;
    let rotated = CredentialId::fresh();
    let beside = database(folder.path());
    let sql = "INSERT INTO credential (id, account, kind, kept_in, state, created_at) \
               SELECT ?1, account, kind, kept_in, state, created_at FROM credential";
    beside.execute(sql, [&rotated]).unwrap();
    beside.execute("UPDATE account SET credential = ?1", [&rotated]).unwrap();
    let steps = steps(&desk, workspace, None).await;
    let reopened: Vec<_> = steps.iter().filter(|step| step.state == StepState::Reopened).collect();
    let [password] = reopened[..] else { panic!("{reopened:?}") };
    assert_eq!(password.title, "Reauthenticate in MoEngage as well");
    assert_eq!((&password.value, &password.ticked_value), (&None, &None));
    assert!(password.path.last().unwrap().label.starts_with("Reauthenticate"));
    let meanwhile = password.remarks.iter().find(|said| said.text.contains("are not sent")).unwrap();
    assert_eq!(meanwhile.provenance, Provenance::Derived);
    desk.close().await;
}

#[tokio::test]
async fn moving_the_default_mark_opens_its_step_again_wherever_it_goes() {
    let (_folder, desk, workspace) = shop().await;
    let a = created(&desk, workspace, of(SenderType::LongCode, "+15551230002")).await;
    let b = created(&desk, workspace, of(SenderType::LongCode, "+15551230003")).await;
    let step = "moengage.default_sender";
    let state = async |key| {
        let steps = steps(&desk, workspace, Some(key)).await;
        steps.into_iter().find(|found| found.id == step).map(|found| found.state)
    };
    assert_eq!((state(a).await, state(b).await), (Some(StepState::Open), None));
    desk.tick(workspace, None, step.into(), true).await.unwrap();
    desk.mark_default(b).await.unwrap();
    assert_eq!((state(a).await, state(b).await), (None, Some(StepState::Reopened)));
    desk.tick(workspace, None, step.into(), true).await.unwrap();
    desk.mark_default(a).await.unwrap();
    assert_eq!(state(a).await, Some(StepState::Reopened), "in MoEngage it is still the other one");
    desk.close().await;
}

#[tokio::test]
async fn only_a_step_of_this_worksheet_that_is_done_by_hand_takes_a_tick() {
    let (folder, desk, workspace) = shop().await;
    let key = created(&desk, workspace, of(SenderType::LongCode, "+15551230002")).await;
    let refused = async |workspace, sender, step: &str| {
        desk.tick(workspace, sender, step.into(), true).await.unwrap_err().code
    };
    assert_eq!(refused(workspace, Some(key), "twilio.delivery_callback").await, ErrorCode::Invalid);
    assert_eq!(refused(workspace, Some(key), "moengage.mark_as_default").await, ErrorCode::Invalid);
    for unknown in ["", "twilio.inbound", "moengage.supports_mms/on", "'; DROP TABLE tick; --"] {
        assert_eq!(refused(workspace, Some(key), unknown).await, ErrorCode::NotFound, "{unknown}");
    }
    assert_eq!(refused(workspace, None, "moengage.sender_name").await, ErrorCode::NotFound);
    let other = fixture::workspace(folder.path());
    assert_eq!(refused(other, Some(key), "moengage.sender_name").await, ErrorCode::NotFound);
    desk.close().await;
}

#[tokio::test]
async fn a_tick_is_told_once_and_stands_in_the_activity_log_without_a_mark_of_ours() {
    let (_folder, desk, workspace) = shop().await;
    let key = created(&desk, workspace, of(SenderType::LongCode, "+15551230002")).await;
    let mut changes = desk.changes();
    for _ in 0..2 {
        desk.tick(workspace, Some(key), "moengage.sender_id".into(), true).await.unwrap();
        desk.tick(workspace, None, "moengage.password".into(), true).await.unwrap();
    }
    desk.tick(workspace, Some(key), "moengage.sender_id".into(), false).await.unwrap();
    let told: Vec<_> = std::iter::from_fn(|| changes.try_recv().ok()).collect();
    let senders = Change::Senders { workspace };
    assert_eq!(told, [senders.clone(), Change::Workspace { id: workspace }, senders]);
    let query = ActivityQuery {
        workspace: Some(workspace),
        subject: Some(ActivitySubject::Setup),
        outcome: None,
        search: String::new(),
        offset: 0,
        limit: 10,
    };
    let lines = desk.activity(query).await.unwrap().lines;
    let lines: Vec<_> =
        lines.iter().map(|line| (line.action.as_str(), line.changes[0].after.as_deref())).collect();
    assert_eq!(lines, [("took the tick from", None), ("ticked", None), ("ticked", Some("+1555…02"))]);
    desk.close().await;
}

#[tokio::test]
async fn the_overview_has_the_worst_first_and_ends_when_nothing_is_left() {
    let (_folder, desk, workspace) = shop().await;
    let changed = created(&desk, workspace, of(SenderType::LongCode, "+15551230001")).await;
    let done = created(&desk, workspace, of(SenderType::LongCode, "+15551230002")).await;
    let waits = created(&desk, workspace, of(SenderType::MessagingService, SERVICE)).await;
    let open = created(&desk, workspace, of(SenderType::Alphanumeric, "OFFERS")).await;
    for key in [changed, done, waits] {
        tick_all(&desk, workspace, Some(key)).await;
    }
    let edited = SenderDraft { name: "News".into(), ..of(SenderType::LongCode, "+15551230001") };
    desk.update_sender(changed, edited).await.unwrap();
    let overview = desk.setup_overview(workspace, 0, 10_000).await.unwrap();
    let rows: Vec<_> = overview.rows.iter().map(|row| (row.sender.key, row.worst)).collect();
    assert_eq!(
        rows,
        [
            (changed, FindingLevel::Problem),
            (open, FindingLevel::Warning),
            (waits, FindingLevel::NotCheckable),
        ]
    );
    assert_eq!((overview.senders, overview.senders_left), (4, 3));
    assert_eq!(overview.rows[0].says, "2 steps changed since the tick: Sender name");
    assert!(overview.rows[2].says.contains("Delivery tracking URL"), "{}", overview.rows[2].says);
    assert_eq!(
        overview.left,
        overview.workspace_left + overview.rows.iter().map(|row| row.left).sum::<u32>()
    );
    desk.close().await;
}

#[tokio::test]
async fn ten_thousand_senders_have_an_overview_in_pages() {
    let (folder, desk, workspace) = shop().await;
    let mut beside = database(folder.path());
    let transaction = beside.transaction().unwrap();
    for nth in 0..10_000_u32 {
        let sql = "INSERT INTO sender (key, workspace, name, name_folded, sender_type, sender_id, supports_mms, \
                   is_default, created_at, updated_at) \
                   VALUES (?1, ?2, 'S', 's', 'long_code', ?3, 0, 0, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')";
        let values = rusqlite::params![SenderKey::fresh(), workspace, format!("+1555{nth:07}")];
        transaction.prepare_cached(sql).unwrap().execute(values).unwrap();
    }
    transaction.commit().unwrap();
    let mut seen = std::collections::HashSet::new();
    for offset in (0..10_000).step_by(200) {
        let page = desk.setup_overview(workspace, offset, 1_000).await.unwrap();
        assert_eq!((page.rows.len(), page.senders_left), (200, 10_000));
        seen.extend(page.rows.into_iter().map(|row| row.sender.key));
        if offset == 1_000 {
            break;
        }
    }
    assert_eq!(seen.len(), 1_200);
    desk.close().await;
}

/// Writes the worksheet and reads it again.
async fn written(
    desk: &Desk,
    folder: &Path,
    workspace: WorkspaceId,
    sender: Option<SenderKey>,
    format: WorksheetFormat,
) -> String {
    let name = desk.worksheet_file_name(workspace, sender, format).await.unwrap();
    let saved = desk.write_worksheet(workspace, sender, format, folder.join(name)).await.unwrap();
    std::fs::read_to_string(saved.path).unwrap()
}

/// Compares with a kept file, or keeps it anew when asked to by `SENDERDESK_GOLDEN`.
fn is_golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("SENDERDESK_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{name} differs; look at it after SENDERDESK_GOLDEN=1 wrote it anew");
}

#[tokio::test]
async fn a_worksheet_in_a_file_is_as_it_was_looked_at() {
    let (folder, desk, workspace) = shop().await;
    with_keywords(folder.path());
    let service = SenderDraft { supports_mms: true, ..of(SenderType::MessagingService, SERVICE) };
    let service = created(&desk, workspace, service).await;
    for step in ["moengage.sender_name", "moengage.save"] {
        desk.tick(workspace, Some(service), step.into(), true).await.unwrap();
    }
    let beside = database(folder.path());
    beside.execute("UPDATE tick SET at = '2026-02-03T10:00:00Z'", []).unwrap();
    let renamed = "UPDATE sender SET name = '<script>alert(`1`)</script> | [x](y) \u{202e}مبيعات & more'";
    beside.execute(renamed, []).unwrap();
    for (format, name) in
        [(WorksheetFormat::Markdown, "one-sender.md"), (WorksheetFormat::Html, "one-sender.html")]
    {
        is_golden(name, &written(&desk, folder.path(), workspace, Some(service), format).await);
    }
    created(&desk, workspace, of(SenderType::ShortCode, "12345")).await;
    let mms = SenderDraft { supports_mms: true, ..of(SenderType::LongCode, "+15551230002") };
    created(&desk, workspace, mms).await;
    created(&desk, workspace, of(SenderType::Alphanumeric, "OFFERS")).await;
    database(folder.path())
        .execute("UPDATE workspace SET data_centre = 'DC-06', keyword_management = 0", [])
        .unwrap();
    for (format, name) in
        [(WorksheetFormat::Markdown, "workspace.md"), (WorksheetFormat::Html, "workspace.html")]
    {
        is_golden(name, &written(&desk, folder.path(), workspace, None, format).await);
    }
    desk.close().await;
}

#[tokio::test]
async fn no_name_becomes_markup_in_a_file_and_nothing_in_it_is_loaded_or_run() {
    let (folder, desk, workspace) = shop().await;
    let name = "</code><script>alert(1)</script><img src=x onerror=alert(2)> \"'`|\n# Heading\u{202e}";
    let key = created(&desk, workspace, of(SenderType::LongCode, "+15551230002")).await;
    database(folder.path()).execute("UPDATE sender SET name = ?1", [name]).unwrap();
    database(folder.path()).execute("UPDATE workspace SET name = ?1", [name]).unwrap();
    for sender in [None, Some(key)] {
        let html = written(&desk, folder.path(), workspace, sender, WorksheetFormat::Html).await;
        assert!(!html.contains("<script") && !html.contains("<img") && html.contains("&lt;script&gt;"));
        assert!(!html.contains("src=") || html.contains("&lt;img src=x"));
        for loading in ["<link", "<iframe", "@import", "url("] {
            assert!(!html.contains(loading), "{loading}");
        }
        let markdown = written(&desk, folder.path(), workspace, sender, WorksheetFormat::Markdown).await;
        assert!(!markdown.contains("\n# Heading") && !markdown.contains('\u{202e}'));
        let outside_code = markdown.lines().filter(|line| !line.contains("Value"));
        assert!(outside_code.into_iter().all(|line| !line.contains("<script") || line.contains("\\<script")));
    }
    desk.close().await;
}

#[tokio::test]
async fn a_file_says_which_values_are_derived() {
    let (folder, desk, workspace) = shop().await;
    with_keywords(folder.path());
    database(folder.path()).execute("UPDATE workspace SET data_centre = 'DC-05'", []).unwrap();
    let key = created(&desk, workspace, of(SenderType::ShortCode, "12345")).await;
    let url = "https://api-05.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
    let markdown = written(&desk, folder.path(), workspace, Some(key), WorksheetFormat::Markdown).await;
    let marked = format!("Value (derived, not confirmed): `{url}`");
    assert_eq!(markdown.matches(&marked).count(), 2, "in MoEngage and in Twilio");
    assert_eq!(markdown.matches(url).count(), 2, "nowhere without the mark");
    let html = written(&desk, folder.path(), workspace, Some(key), WorksheetFormat::Html).await;
    assert_eq!(html.matches(&format!("<code>{url}</code> <em>(derived, not confirmed)</em>")).count(), 2);
    desk.close().await;
}

#[tokio::test]
async fn neither_a_worksheet_nor_its_files_hold_the_secret() {
    let scene = Scene::new().await;
    let workspace = scene.connected().await.id;
    let key = created(&scene.desk, workspace, of(SenderType::LongCode, "+15551230002")).await;
    tick_all(&scene.desk, workspace, Some(key)).await;
    for sender in [None, Some(key)] {
        let sheet = scene.desk.worksheet(workspace, sender).await.unwrap();
        assert!(!serde_json::to_string(&sheet).unwrap().contains(TOKEN));
        for format in [WorksheetFormat::Markdown, WorksheetFormat::Html] {
            let text = written(&scene.desk, scene.folder.path(), workspace, sender, format).await;
            assert!(!text.contains(TOKEN) && text.contains("holds no secret"));
        }
    }
    scene.end().await;
}

#[tokio::test]
async fn a_place_that_takes_no_file_is_said_and_a_former_file_is_replaced() {
    let (folder, desk, workspace) = shop().await;
    let format = WorksheetFormat::Html;
    let nowhere = folder.path().join("none/worksheet.html");
    let error = desk.write_worksheet(workspace, None, format, nowhere).await.unwrap_err();
    assert_eq!((error.code, error.hint.is_some()), (ErrorCode::Invalid, true));
    let first = written(&desk, folder.path(), workspace, None, format).await;
    assert_eq!(written(&desk, folder.path(), workspace, None, format).await, first);
    desk.close().await;
}
