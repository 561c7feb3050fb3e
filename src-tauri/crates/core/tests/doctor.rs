//! The doctor: a healthy account has nothing red, faults are found, reports are kept, compared and written, nothing is
//! ever sent or changed.

use std::sync::Arc;
use std::time::Duration;

use senderdesk_core::ids::{JobId, WorkspaceId};
use senderdesk_core::keychain::MemoryStore;
use senderdesk_core::wire::*;
use senderdesk_core::{Clock, Desk, SystemClock};
use twilio_messaging::clock::BoxFuture;
use twilio_simulator::{
    AccountKind, AccountSeed, Area, Fault, FaultKind, KeyKind, Match, NumberSeed, ServiceSeed, Times,
    WebhookMethod,
};

use crate::twilio::{self, Scene};
use crate::{connected, fixture};

const MO: &str = "https://api-01.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
const DELIVERY: &str = "https://api-01.moengage.com/sms/dlr/twilio";
const MAIN: &str = "+12025550101";
const TOLL_FREE: &str = "+18005550199";

/// A clock on which back-off takes no time, and nothing takes too long.
struct Patient;

impl Clock for Patient {
    fn now(&self) -> jiff::Timestamp {
        SystemClock.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration >= Duration::from_secs(20) {
            return Box::pin(std::future::pending());
        }
        Box::pin(tokio::task::yield_now())
    }
}

async fn scene(account: AccountSeed) -> Scene {
    let (folder, secrets) = (tempfile::tempdir().unwrap(), MemoryStore::default());
    let simulator = twilio::simulator(account).await;
    let url = simulator.url();
    let desk =
        Desk::open(connected::options(folder.path(), &secrets, &url, Arc::new(Patient))).await.unwrap();
    Scene { desk, secrets, folder, simulator }
}

/// The practice account with everything set up for a workspace of DC-01 with keyword management.
fn healthy() -> AccountSeed {
    let mut account = twilio::account();
    for number in &mut account.numbers {
        *number = NumberSeed { sms_url: MO.into(), sms_method: WebhookMethod::Get, ..number.clone() };
    }
    let campaigns = &mut account.services[0];
    *campaigns = ServiceSeed {
        inbound_request_url: Some(MO.into()),
        inbound_method: WebhookMethod::Get,
        use_inbound_webhook_on_number: false,
        status_callback: Some(DELIVERY.into()),
        mms_converter: true,
        ..campaigns.clone()
    };
    account
}

async fn connect(scene: &Scene, credential: CredentialDraft) -> WorkspaceId {
    let draft = ConnectDraft { data_centre: "DC-01".into(), ..twilio::connect(credential) };
    twilio::kept(scene.desk.connect(draft).await).id
}

async fn run(scene: &Scene, workspace: WorkspaceId) -> DoctorReport {
    // As the shell asks: on any thread.
    let desk = scene.desk.clone();
    tokio::spawn(async move { desk.run_doctor(workspace, JobId::fresh()).await }).await.unwrap().unwrap()
}

fn found<'a>(report: &'a DoctorReport, id: &str) -> &'a DoctorFinding {
    let one = report.findings.iter().find(|one| one.finding.id == id);
    one.unwrap_or_else(|| panic!("no {id} in {:#?}", report.findings))
}

fn alarms(report: &DoctorReport) -> Vec<(&str, FindingLevel)> {
    let alarms = report.findings.iter().filter(|one| one.finding.level >= FindingLevel::Warning);
    alarms.map(|one| (one.finding.id.as_str(), one.finding.level)).collect()
}

fn service(scene: &Scene, name: &str) -> String {
    scene.twilio().services().into_iter().find(|(_, called)| called == name).unwrap().0
}

async fn add(scene: &Scene, workspace: WorkspaceId, name: &str, kind: SenderType, id: &str) -> SenderRow {
    let draft = SenderDraft {
        name: name.into(),
        sender_type: Some(kind),
        sender_id: id.into(),
        supports_mms: kind == SenderType::MessagingService,
        ..SenderDraft::default()
    };
    scene.desk.create_sender(workspace, draft).await.unwrap();
    let mut rows = fixture::rows(&scene.desk, workspace).await;
    rows.remove(rows.iter().position(|row| row.name == name).unwrap())
}

#[tokio::test]
async fn a_healthy_account_has_nothing_red_and_nothing_is_written_at_twilio() {
    let scene = scene(healthy()).await;
    let workspace = connect(&scene, twilio::token()).await;
    let campaigns = service(&scene, "Campaigns");
    add(&scene, workspace, "Campaigns", SenderType::MessagingService, &campaigns).await;
    add(&scene, workspace, "Care", SenderType::LongCode, TOLL_FREE).await;
    let report = run(&scene, workspace).await;
    assert_eq!(alarms(&report), []);
    assert_eq!((report.counts.problems, report.counts.warnings), (0, 0));
    for id in [
        "credential.taken",
        "account.state",
        "account.type",
        "account.balance",
        "senders.owned",
        "senders.able",
        "registration.us",
        "countries.permitted",
        "alerts.none",
        "moengage.default_sender",
    ] {
        let one = found(&report, id);
        assert_eq!(one.finding.level, FindingLevel::Ok, "{one:?}");
        assert!(one.change == DoctorChange::First && !one.finding.evidence.is_empty());
    }
    for id in ["opt_out.settings", "moengage.credential", "reachability.not_asked", "credential.send"] {
        assert_eq!(found(&report, id).finding.level, FindingLevel::NotCheckable, "{id}");
    }
    let writes: Vec<_> = scene.twilio().requests().into_iter().filter(|one| one.method != "GET").collect();
    assert!(writes.is_empty(), "{writes:?}");
    scene.end().await;
}

#[tokio::test]
async fn a_broken_account_has_each_fault_named_and_the_next_report_says_what_became_of_it() {
    let scene = scene(healthy()).await;
    let workspace = connect(&scene, twilio::token()).await;
    let campaigns = service(&scene, "Campaigns");
    let transactional = service(&scene, "Transactional");
    let of_campaigns =
        add(&scene, workspace, "Campaigns", SenderType::MessagingService, &campaigns).await.key;
    let empty = add(&scene, workspace, "Empty", SenderType::MessagingService, &transactional).await.key;
    let care = add(&scene, workspace, "Care", SenderType::LongCode, TOLL_FREE).await.key;
    let gone = add(&scene, workspace, "Gone", SenderType::LongCode, "+12065550177").await.key;
    let twilio = scene.twilio();
    twilio.set_account_kind(AccountKind::Trial);
    twilio.set_balance("0.00");
    twilio.set_us_campaign(&campaigns, Some("FAILED"));
    twilio.set_toll_free_verification(TOLL_FREE, Some("PENDING_REVIEW"));
    twilio.set_geo_permission("US", false);
    let report = run(&scene, workspace).await;
    for (id, level) in [
        ("account.type".to_owned(), FindingLevel::Warning),
        ("account.balance".to_owned(), FindingLevel::Warning),
        (format!("senders.owned.{gone}"), FindingLevel::Problem),
        (format!("senders.pool.{empty}"), FindingLevel::Problem),
        // Its pool has a short code, which needs no campaign.
        (format!("registration.us.{of_campaigns}"), FindingLevel::Warning),
        (format!("registration.us.{care}"), FindingLevel::Problem),
        ("countries.permitted.US".to_owned(), FindingLevel::Problem),
    ] {
        let one = found(&report, &id);
        assert_eq!(one.finding.level, level, "{one:?}");
        assert!(one.finding.remedy.is_some() && one.read_at.is_some(), "{one:?}");
    }

    twilio.set_account_kind(AccountKind::Full);
    twilio.set_balance("10.00");
    twilio.set_us_campaign(&campaigns, Some("VERIFIED"));
    let next = run(&scene, workspace).await;
    assert_eq!(next.compared_with, Some(report.at));
    assert_eq!(found(&next, "account.type").change, DoctorChange::Better);
    assert_eq!(found(&next, "account.balance").change, DoctorChange::Better);
    assert_eq!(found(&next, "countries.permitted.US").change, DoctorChange::Same);
    assert!(
        next.gone
            .iter()
            .any(|gone| gone.area == DoctorArea::Registration && gone.title.contains("Campaigns"))
    );
    let kept = scene.desk.doctor_reports(workspace).await.unwrap();
    assert_eq!(kept.iter().map(|one| one.id).collect::<Vec<_>>(), [next.id, report.id]);
    assert_eq!((kept[1].counts, kept[1].at), (report.counts, report.at));
    assert_eq!(scene.desk.doctor_report(report.id).await.unwrap(), report);
    scene.end().await;
}

#[tokio::test]
async fn a_restricted_key_leaves_open_what_it_may_not_read() {
    let scene = scene(twilio::with_key(KeyKind::Restricted(vec![Area::Messages]))).await;
    let workspace = connect(&scene, twilio::key()).await;
    add(&scene, workspace, "Main", SenderType::LongCode, MAIN).await;
    let report = run(&scene, workspace).await;
    assert_eq!(alarms(&report), []);
    for id in [
        "credential.read_numbers",
        "credential.read_services",
        "account.state",
        "account.balance",
        "countries.permitted.US",
        "alerts.unread",
    ] {
        let one = found(&report, id);
        assert_eq!(one.finding.level, FindingLevel::NotCheckable, "{one:?}");
        assert!(!one.finding.evidence.is_empty(), "{one:?}");
    }
    assert_eq!(found(&report, "credential.taken").finding.level, FindingLevel::Ok);
    assert!(
        !report.findings.iter().any(|one| one.finding.id == "senders.owned"),
        "nothing says that it is there"
    );
    scene.end().await;
}

#[tokio::test]
async fn an_account_that_answers_nothing_is_not_checkable_and_what_was_found_before_is_not_gone() {
    let scene = scene(healthy()).await;
    let workspace = connect(&scene, twilio::token()).await;
    let gone = add(&scene, workspace, "Gone", SenderType::LongCode, "+12065550177").await.key;
    let first = run(&scene, workspace).await;
    assert_eq!(found(&first, &format!("senders.owned.{gone}")).finding.level, FindingLevel::Problem);
    scene.twilio().push(Fault {
        on: Match::request("GET", ""),
        times: Times::Always,
        kind: FaultKind::Status(503),
    });
    let report = run(&scene, workspace).await;
    let of_twilio = report.findings.iter().filter(|one| one.area < DoctorArea::Moengage);
    let sure: Vec<_> = of_twilio.filter(|one| one.finding.level != FindingLevel::NotCheckable).collect();
    assert!(sure.is_empty(), "{sure:#?}");
    assert!(!report.gone.iter().any(|gone| gone.area == DoctorArea::Senders), "{:?}", report.gone);
    scene.end().await;
}

#[tokio::test]
async fn cancelled_it_keeps_nothing() {
    let scene = scene(healthy()).await;
    let workspace = connect(&scene, twilio::token()).await;
    let job = JobId::fresh();
    scene.desk.cancel_job(job).await.unwrap();
    let error = scene.desk.run_doctor(workspace, job).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    assert_eq!(scene.desk.doctor_reports(workspace).await.unwrap(), []);
    scene.end().await;
}

#[tokio::test]
async fn progress_comes_to_its_end() {
    let scene = scene(healthy()).await;
    let workspace = connect(&scene, twilio::token()).await;
    let mut changes = scene.desk.changes();
    let job = JobId::fresh();
    scene.desk.run_doctor(workspace, job).await.unwrap();
    let mut last = None;
    while let Ok(change) = changes.try_recv() {
        if let Change::Progress(progress) = change
            && progress.job == job
        {
            last = Some((progress.done, progress.total));
        }
    }
    let (done, total) = last.unwrap();
    assert!(done == total && total > 0, "{done} of {total}");
    scene.end().await;
}

#[tokio::test]
async fn the_last_twenty_reports_of_a_workspace_are_kept() {
    let scene = scene(healthy()).await;
    let workspace = connect(&scene, twilio::token()).await;
    let first = run(&scene, workspace).await.id;
    for _ in 0..20 {
        scene.desk.run_doctor(workspace, JobId::fresh()).await.unwrap();
    }
    let kept = scene.desk.doctor_reports(workspace).await.unwrap();
    assert_eq!(kept.len(), 20);
    assert!(kept.is_sorted_by(|newer, older| newer.at >= older.at));
    assert_eq!(scene.desk.doctor_report(first).await.unwrap_err().code, ErrorCode::NotFound);
    scene.end().await;
}

#[tokio::test]
async fn a_report_is_written_whole_without_a_secret_and_json_by_its_schema() {
    let scene = scene(healthy()).await;
    let workspace = connect(&scene, twilio::token()).await;
    add(&scene, workspace, "Gone", SenderType::LongCode, "+12065550177").await;
    let report = run(&scene, workspace).await;
    let schema = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../docs/schema/doctor-report-1.schema.json");
    let schema = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for (format, end) in
        [(DoctorFormat::Markdown, ".md"), (DoctorFormat::Html, ".html"), (DoctorFormat::Json, ".json")]
    {
        let name = scene.desk.doctor_file_name(report.id, format).await.unwrap();
        assert!(name.starts_with("doctor-acme-") && name.ends_with(end), "{name}");
        let path = scene.folder.path().join(&name);
        let saved = scene.desk.write_doctor_report(report.id, format, path.clone()).await.unwrap();
        assert_eq!(saved.path, path.display().to_string());
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("is not in the account"), "{text}");
        assert!(!text.contains(twilio::TOKEN) && !text.contains("2065550177"), "{text}");
        if format == DoctorFormat::Json {
            let value = serde_json::from_str(&text).unwrap();
            let faults: Vec<_> = schema.iter_errors(&value).map(|fault| fault.to_string()).collect();
            assert_eq!(faults, Vec::<String>::new());
        }
        let elsewhere = scene.folder.path().join("no such folder").join(name);
        let error = scene.desk.write_doctor_report(report.id, format, elsewhere).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid);
    }
    scene.end().await;
}

#[tokio::test]
async fn where_the_account_is_no_real_one_only_this_machine_is_looked_at() {
    let scene = scene(healthy()).await;
    let workspace = connect(&scene, twilio::token()).await;
    add(&scene, workspace, "Care", SenderType::LongCode, TOLL_FREE).await;
    let desk = scene.desk.clone();
    let found = tokio::spawn(async move { desk.check_reachability(workspace, JobId::fresh()).await });
    let found = found.await.unwrap().unwrap();
    let ids: Vec<_> = found.iter().map(|one| (one.finding.id.as_str(), one.finding.level)).collect();
    assert_eq!(
        ids,
        [
            ("reachability.name.api-01.moengage.com", FindingLevel::NotCheckable),
            ("reachability.answer", FindingLevel::NotCheckable)
        ]
    );
    assert!(found[0].finding.evidence.contains("no real one"), "{}", found[0].finding.evidence);
    scene.end().await;
}

#[tokio::test]
async fn what_twilios_monitor_noted_of_a_webhook_is_found_without_the_secret_in_its_url() {
    const SECRET: &str = "c0ffeec0ffeec0ffeec0ffee";
    let mut account = healthy();
    // Nothing listens there.
    account.numbers[2].sms_url = format!("http://127.0.0.1:1/mo?token={SECRET}");
    let scene = scene(account).await;
    let workspace = connect(&scene, twilio::token()).await;
    for body in ["One", "Two"] {
        scene.twilio().receive("+447400123456", "+447700900123", body).await.unwrap();
    }
    let report = run(&scene, workspace).await;
    let alerts: Vec<_> = report.findings.iter().filter(|one| one.area == DoctorArea::Alerts).collect();
    assert_eq!(alerts.len(), 1, "{alerts:#?}");
    assert_eq!(alerts[0].finding.level, FindingLevel::Problem);
    assert!(alerts[0].finding.evidence.starts_with("2 alerts within 24 hours"), "{alerts:#?}");
    assert!(alerts[0].finding.evidence.contains("127.0.0.1:1/mo"), "{alerts:#?}");
    assert!(matches!(alerts[0].action, Some(DoctorAction::OpenLink { .. })));
    assert!(!format!("{report:?}").contains(SECRET));
    for entry in std::fs::read_dir(scene.folder.path()).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_file() {
            let kept = std::fs::read(&entry).unwrap();
            let found = kept.windows(SECRET.len()).any(|part| part == SECRET.as_bytes());
            assert!(!found, "{}", entry.display());
        }
    }
    scene.end().await;
}
