//! *Review and apply* against a Twilio that fails at every step: what is written, what is said of it, and the way back.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use secrecy::SecretString;
use senderdesk_core::ids::{ApplyId, CredentialId, JobId, SenderKey, WorkspaceId};
use senderdesk_core::keychain::{MemoryStore, SecretStore};
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, SystemClock};
use serde::{Deserialize, Serialize};
use twilio_messaging::{Client, Credential, Endpoint, Resource, SettingField};
use twilio_simulator::{Edit, Fault, FaultKind, Match};

use crate::fixture::draft;
use crate::twilio::{self, Scene};
use crate::{child, connected};

const MO: &str = "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
const DLR: &str = "https://api-03.moengage.com/sms/dlr/twilio";
const OLD: &str = "https://hooks.acme.example/sms?key=1";
const THIRD: &str = "https://third.example/sms";
const INBOUND: [RouteSetting; 1] = [RouteSetting::Inbound];

/// A workspace with the service of the practice account as sender.
struct Service {
    scene: Scene,
    workspace: WorkspaceId,
    sender: SenderKey,
    sid: String,
}

impl Service {
    async fn in_environment(environment: Environment) -> Self {
        let scene = Scene::new().await;
        let workspace = scene.connected().await.id;
        let draft_of = WorkspaceDraft {
            name: "Acme".into(),
            colour: ColourTag::Blue,
            environment,
            data_centre: "3".into(),
            keyword_management: true,
            delivery_url: DLR.into(),
        };
        scene.desk.update_workspace(workspace, draft_of).await.unwrap();
        let (sid, _) = scene.twilio().services().into_iter().find(|(_, name)| name == "Campaigns").unwrap();
        let sender = SenderDraft {
            sender_type: Some(SenderType::MessagingService),
            sender_id: sid.clone(),
            ..draft("Campaigns", 1)
        };
        let sender = scene.desk.create_sender(workspace, sender).await.unwrap().sender.key;
        Self { scene, workspace, sender, sid }
    }

    async fn new() -> Self {
        Self::in_environment(Environment::Staging).await
    }

    async fn plan(&self, settings: &[RouteSetting]) -> ApplyPlan {
        self.scene.desk.plan_apply(self.workspace, self.sender, settings.to_vec()).await.unwrap()
    }

    async fn apply(&self, id: ApplyId) -> Applied {
        self.scene.desk.apply_plan(id, String::new(), JobId::fresh()).await.unwrap()
    }

    /// What stands at Twilio, read by nobody's rules.
    async fn live(&self) -> Vec<Option<String>> {
        live(&self.scene.simulator.url(), &self.sid).await
    }

    /// Whether it defers, where replies go and how, and where receipts go.
    async fn seen_by_python(&self) -> serde_json::Value {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let python = std::env::var_os("SENDERDESK_PYTHON")
            .map_or_else(|| here.join("../../../target/venv/bin/python"), PathBuf::from);
        assert!(python.exists(), "Python with Twilio's library is missing: run `make fixtures`");
        let run = tokio::process::Command::new(python)
            .arg("-I")
            .arg(here.join("tests/live/applied.py"))
            .env("SIMULATOR_URL", self.scene.simulator.url())
            .env("TWILIO_ACCOUNT_SID", twilio::SID)
            .env("TWILIO_AUTH_TOKEN", twilio::TOKEN)
            .env("SERVICE", &self.sid)
            .output();
        let output = run.await.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// The forms of all requests that were not reads.
    fn written(&self) -> Vec<Vec<(String, String)>> {
        let requests = self.scene.twilio().requests().into_iter();
        requests
            .filter(|request| request.method != "GET")
            .map(|request| {
                assert_eq!(
                    (request.method.as_str(), request.path),
                    ("POST", format!("/v1/Services/{}", self.sid))
                );
                request.form
            })
            .collect()
    }

    fn fault(&self, method: &str, kind: FaultKind) {
        self.scene
            .twilio()
            .push(Fault::once(Match::request(method, format!("/v1/Services/{}", self.sid)), kind));
    }
}

const FIELDS: [SettingField; 5] = [
    SettingField::UseInboundWebhookOnNumber,
    SettingField::InboundRequestUrl,
    SettingField::InboundMethod,
    SettingField::StatusCallback,
    SettingField::FallbackUrl,
];

async fn live(url: &str, sid: &str) -> Vec<Option<String>> {
    let credential = Credential::auth_token(twilio::SID.parse().unwrap(), SecretString::from(twilio::TOKEN));
    let endpoint = Endpoint::Loopback(url.parse().unwrap());
    let client = Client::builder(credential).endpoint(endpoint).build().unwrap();
    let settings = client.settings(&Resource::Service(sid.parse().unwrap())).await.unwrap();
    FIELDS.iter().map(|field| settings.get(*field).unwrap().map(str::to_owned)).collect()
}

fn state(applied: &Applied) -> (RequestState, &str) {
    (applied.state, applied.requests[0].says.as_str())
}

#[tokio::test]
async fn inbound_of_a_service_is_one_request_with_three_fields_and_goes_back_whole() {
    let with = Service::new().await;
    let numbers = with.scene.twilio().numbers();
    let (number, _) = numbers.iter().find(|(_, phone)| phone == "+12025550101").unwrap();
    with.scene.twilio().edit(number, &[("SmsUrl", OLD)]);
    let before = with.live().await;
    let plan = with.plan(&INBOUND).await;
    assert_eq!((plan.requests.len(), plan.type_to_confirm.as_deref()), (1, None));
    let fields: Vec<_> = plan.requests[0].fields.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["UseInboundWebhookOnNumber", "InboundRequestUrl", "InboundMethod"]);
    assert_eq!(plan.affected_total, 3, "each number and code of the pool");
    assert!(
        plan.affected.iter().any(|one| one.stops_using.as_deref().is_some_and(|url| url.contains("acme")))
    );
    assert!(plan.requests[0].cuts_off.iter().any(|cut| cut.foreign && cut.whom == "hooks.acme.example"));
    assert!(plan.notes.iter().any(|note| note.text.contains("no conditional update")));
    assert_eq!(with.written().len(), 0, "a plan writes nothing");

    let applied = with.apply(plan.id).await;
    assert_eq!(applied.state, RequestState::Done, "{}", applied.says);
    let form = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let three = [
        form("UseInboundWebhookOnNumber", "false"),
        form("InboundRequestUrl", MO),
        form("InboundMethod", "GET"),
    ];
    assert_eq!(with.written(), [three.to_vec()]);
    let again = with.scene.desk.apply_plan(plan.id, String::new(), JobId::fresh()).await.unwrap_err();
    assert!(again.message.contains("no longer valid"), "{}", again.message);
    with.scene.desk.read_live(with.workspace, false, JobId::fresh()).await.unwrap();
    let route = with.scene.desk.route(with.workspace, with.sender, None).await.unwrap();
    assert_eq!(route.reply.destination, Destination::Moengage, "what was written is read again by itself");

    let back = with.scene.desk.plan_take_back(applied.id).await.unwrap();
    assert_eq!(back.takes_back, Some(applied.id));
    assert_eq!(with.apply(back.id).await.state, RequestState::Done);
    assert_eq!(with.live().await, before);
    let journal = with.scene.desk.applied(with.workspace, 0, 10).await.unwrap();
    let states: Vec<_> = journal.rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [RequestState::Done, RequestState::TakenBack]);
    let twice = with.scene.desk.plan_take_back(applied.id).await.unwrap_err();
    assert_eq!(twice.message, "It was taken back.");
    with.scene.end().await;
}

#[tokio::test]
async fn twilios_python_library_sees_what_was_applied_and_what_was_taken_back() {
    let with = Service::new().await;
    let before = with.seen_by_python().await;
    let applied =
        with.apply(with.plan(&[RouteSetting::Inbound, RouteSetting::DeliveryCallback]).await.id).await;
    assert_eq!(with.seen_by_python().await, serde_json::json!([false, MO, "GET", DLR]));
    let back = with.scene.desk.plan_take_back(applied.id).await.unwrap();
    with.apply(back.id).await;
    // What was empty is empty again, which the library shows as nothing or as an empty text.
    let empty = |seen: serde_json::Value| seen.to_string().replace("\"\"", "null");
    assert_eq!(empty(with.seen_by_python().await), empty(before));
    with.scene.end().await;
}

#[tokio::test]
async fn production_asks_for_the_name_and_a_derived_value_is_not_written() {
    let with = Service::in_environment(Environment::Production).await;
    let plan = with.plan(&INBOUND).await;
    assert_eq!(plan.type_to_confirm.as_deref(), Some("Acme"));
    let refused = with.scene.desk.apply_plan(plan.id, "acme".into(), JobId::fresh()).await.unwrap_err();
    assert_eq!(refused.fields[0].field, "typed");
    assert_eq!(with.written().len(), 0);
    let done = with.scene.desk.apply_plan(plan.id, " Acme ".into(), JobId::fresh()).await.unwrap();
    assert_eq!(done.state, RequestState::Done);
    with.scene.end().await;

    let with = Service::new().await;
    let unconfirmed = WorkspaceDraft {
        name: "Acme".into(),
        colour: ColourTag::Blue,
        environment: Environment::Staging,
        data_centre: "3".into(),
        keyword_management: true,
        delivery_url: String::new(),
    };
    with.scene.desk.update_workspace(with.workspace, unconfirmed).await.unwrap();
    let plan = with.plan(&[RouteSetting::DeliveryCallback]).await;
    assert_eq!((plan.requests.len(), plan.left_out.len()), (0, 1));
    assert!(plan.left_out[0].reason.contains("No page of MoEngage confirms"), "{}", plan.left_out[0].reason);
    with.scene.end().await;
}

#[tokio::test]
async fn each_fault_is_told_as_what_it_is() {
    let with = Service::new().await;
    let edit = |url: &str| Edit { sid: with.sid.clone(), form: vec![("StatusCallback".into(), url.into())] };
    let delivery = [RouteSetting::DeliveryCallback];
    let reset = || assert!(with.scene.twilio().edit(&with.sid, &[("StatusCallback", OLD)]));
    let cases = [
        ("GET", FaultKind::EditBefore(edit(THIRD)), RequestState::ChangedMeanwhile, THIRD),
        ("GET", FaultKind::Status(403), RequestState::NotDone, OLD),
        ("POST", FaultKind::RateLimited { retry_after: None }, RequestState::NotDone, OLD),
        ("POST", FaultKind::Status(401), RequestState::Refused, OLD),
        ("POST", FaultKind::LoseAnswer, RequestState::Done, DLR),
        ("POST", FaultKind::Status(500), RequestState::NotDone, OLD),
        ("POST", FaultKind::DropConnection, RequestState::NotDone, OLD),
        ("POST", FaultKind::Garbled, RequestState::Done, DLR),
        ("POST", FaultKind::EditAfter(edit(THIRD)), RequestState::ThirdValue, THIRD),
    ];
    for (method, kind, expected, stands) in cases {
        reset();
        let plan = with.plan(&delivery).await;
        let posted = with.written().len();
        with.fault(method, kind.clone());
        let applied = with.apply(plan.id).await;
        assert_eq!(state(&applied).0, expected, "{kind:?}: {}", applied.requests[0].says);
        assert!(!applied.requests[0].says.is_empty());
        assert_eq!(with.live().await[3].as_deref(), Some(stands), "{kind:?}");
        assert!(with.written().len() <= posted + 1, "never posted twice: {kind:?}");
        with.scene.twilio().clear_faults();
    }
    with.scene.end().await;
}

#[tokio::test]
async fn taking_back_refuses_what_is_no_longer_ours() {
    let with = Service::new().await;
    let applied = with.apply(with.plan(&[RouteSetting::DeliveryCallback]).await.id).await;
    with.scene.twilio().edit(&with.sid, &[("StatusCallback", "https://acme:hunter2@third.example/x")]);
    let refused = with.scene.desk.plan_take_back(applied.id).await.unwrap_err();
    assert!(refused.message.contains("no longer what was written"), "{}", refused.message);
    assert!(refused.message.contains("third.example") && !refused.message.contains("hunter2"));
    with.scene.end().await;
}

#[tokio::test]
async fn what_was_undone_elsewhere_is_settled_without_a_write() {
    let with = Service::new().await;
    let applied = with.apply(with.plan(&[RouteSetting::DeliveryCallback]).await.id).await;
    assert_eq!(applied.state, RequestState::Done);
    with.scene.twilio().edit(&with.sid, &[("StatusCallback", "")]);
    let written = with.written().len();
    let back = with.scene.desk.plan_take_back(applied.id).await.unwrap();
    assert!(back.requests.is_empty());
    let journal = with.scene.desk.applied(with.workspace, 0, 10).await.unwrap();
    assert_eq!(journal.rows[0].state, RequestState::TakenBack);
    assert!(journal.rows[0].requests[0].says.contains("undone elsewhere"));
    assert_eq!(with.written().len(), written);
    with.scene.end().await;
}

#[tokio::test]
async fn a_take_back_whose_answer_was_lost_settles_both_entries_once_it_is_looked_at() {
    let with = Service::new().await;
    let applied = with.apply(with.plan(&[RouteSetting::DeliveryCallback]).await.id).await;
    let back = with.scene.desk.plan_take_back(applied.id).await.unwrap();
    // Read again before the write, which is done; the answer is lost, and so is what would be read back.
    let nothing = Edit { sid: with.sid.clone(), form: Vec::new() };
    with.fault("GET", FaultKind::EditBefore(nothing));
    with.fault("POST", FaultKind::LoseAnswer);
    with.fault("GET", FaultKind::Status(403));
    let lost = with.apply(back.id).await;
    assert_eq!(lost.state, RequestState::Unknown, "{}", lost.says);
    let looked = with.scene.desk.look_at_applied(lost.id).await.unwrap();
    assert_eq!(looked.state, RequestState::Done, "{}", looked.says);
    let journal = with.scene.desk.applied(with.workspace, 0, 10).await.unwrap();
    let states: Vec<_> = journal.rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [RequestState::Done, RequestState::TakenBack]);
    with.scene.end().await;
}

#[tokio::test]
async fn a_host_that_loses_more_than_one_thing_is_named_for_each() {
    let with = Service::new().await;
    let own = [("UseInboundWebhookOnNumber", "false"), ("InboundRequestUrl", OLD), ("StatusCallback", OLD)];
    assert!(with.scene.twilio().edit(&with.sid, &own));
    let plan = with.plan(&[RouteSetting::Inbound, RouteSetting::DeliveryCallback]).await;
    let cuts: Vec<_> = plan.requests[0].cuts_off.iter().map(|cut| cut.says.as_str()).collect();
    assert!(cuts.iter().any(|says| says.contains("the replies")), "{cuts:?}");
    assert!(cuts.iter().any(|says| says.contains("the receipts")), "{cuts:?}");
    with.scene.end().await;
}

#[tokio::test]
async fn whom_an_application_cuts_off_is_not_known_where_it_was_not_read() {
    let with = Service::new().await;
    let numbers = with.scene.twilio().numbers();
    let (number, _) = numbers.iter().find(|(_, phone)| phone == "+12025550101").unwrap();
    let application = format!("AP{:032}", 7);
    let form = [("SmsUrl", "https://unused.example/sms"), ("SmsApplicationSid", application.as_str())];
    assert!(with.scene.twilio().edit(number, &form));
    let plan = with.plan(&INBOUND).await;
    assert!(plan.requests[0].cuts_off.iter().all(|cut| cut.whom != "unused.example"), "{plan:?}");
    assert!(plan.notes.iter().any(|note| note.text.contains(&application)), "{:?}", plan.notes);
    with.scene.end().await;
}

#[tokio::test]
async fn while_something_is_written_nobody_else_writes_even_if_its_caller_went_away() {
    let with = Service::new().await;
    let plan = with.plan(&[RouteSetting::DeliveryCallback]).await;
    with.fault("POST", FaultKind::Latency(Duration::from_millis(300)));
    let mut changes = with.scene.desk.changes();
    let (desk, id) = (with.scene.desk.clone(), plan.id);
    let caller = tokio::spawn(async move { desk.apply_plan(id, String::new(), JobId::fresh()).await });
    while with.written().is_empty() {
        tokio::task::yield_now().await;
    }
    caller.abort();
    let page = with.scene.desk.applied(with.workspace, 0, 10).await.unwrap();
    assert_eq!((page.unfinished, page.rows[0].state), (1, RequestState::Unknown), "until it is settled");
    // Waits for the one that writes; a look in between would find the former value.
    let looked = with.scene.desk.look_at_applied(page.rows[0].id).await.unwrap();
    assert_eq!((looked.state, looked.unfinished), (RequestState::Done, false), "{}", looked.says);
    assert_eq!(with.written().len(), 1);
    while !matches!(changes.recv().await.unwrap(), Change::Applied { .. }) {}
    with.scene.end().await;
}

#[tokio::test]
async fn a_password_in_a_former_url_is_kept_for_the_way_back_and_shown_to_nobody() {
    let with = Service::new().await;
    let former = "https://acme:hunter2@hooks.acme.example/sms";
    with.scene.twilio().edit(&with.sid, &[("StatusCallback", former)]);
    let plan = with.plan(&[RouteSetting::DeliveryCallback]).await;
    let applied = with.apply(plan.id).await;
    let shown = serde_json::to_string(&(&plan, &applied)).unwrap();
    assert!(!shown.contains("hunter2") && shown.contains("hooks.acme.example"), "{shown}");
    let lines = with.scene.desk.activity(ActivityQuery {
        workspace: Some(with.workspace),
        subject: None,
        outcome: None,
        search: "applied at Twilio".into(),
        offset: 0,
        limit: 5,
    });
    let lines = lines.await.unwrap();
    assert_eq!(lines.matching, 1);
    assert!(!serde_json::to_string(&lines).unwrap().contains("hunter2"));
    let back = with.scene.desk.plan_take_back(applied.id).await.unwrap();
    with.apply(back.id).await;
    assert_eq!(with.live().await[3].as_deref(), Some(former));
    with.scene.end().await;
}

/// A thousand courses: random values before, random settings asked for, a random fault at a random step.
#[tokio::test]
async fn after_any_fault_live_is_before_or_after_or_told_and_the_journal_is_true() {
    let with = Service::new().await;
    let mut rng = Rng::with_seed(5);
    let url = |rng: &mut Rng| ["", OLD, MO, DLR, THIRD][rng.usize(..5)];
    for course in 0..1_000_u32 {
        let form = [
            ("UseInboundWebhookOnNumber", if rng.bool() { "true" } else { "false" }),
            ("InboundRequestUrl", url(&mut rng)),
            ("InboundMethod", if rng.bool() { "GET" } else { "POST" }),
            ("StatusCallback", url(&mut rng)),
            ("FallbackUrl", url(&mut rng)),
        ];
        assert!(with.scene.twilio().edit(&with.sid, &form));
        with.scene.desk.read_live(with.workspace, true, JobId::fresh()).await.unwrap();
        let all = [RouteSetting::Inbound, RouteSetting::DeliveryCallback, RouteSetting::InboundFallback];
        let settings: Vec<_> = all.into_iter().filter(|_| rng.bool()).collect();
        let plan = with.plan(&settings).await;
        if plan.requests.is_empty() {
            continue;
        }
        let before = with.live().await;
        let posted = with.scene.twilio().request_count("POST", "/v1/Services/");
        let edit = Edit { sid: with.sid.clone(), form: vec![("StatusCallback".into(), THIRD.into())] };
        let kind = match rng.u8(..10) {
            0 => Some(FaultKind::LoseAnswer),
            1 => Some(FaultKind::DropConnection),
            2 => Some(FaultKind::Status(500)),
            3 => Some(FaultKind::Status(401)),
            4 => Some(FaultKind::RateLimited { retry_after: None }),
            5 => Some(FaultKind::EditBefore(edit)),
            6 => Some(FaultKind::EditAfter(edit)),
            7 => Some(FaultKind::Garbled),
            _ => None,
        };
        if let Some(kind) = kind.clone() {
            with.fault(if rng.bool() { "GET" } else { "POST" }, kind);
        }
        let applied = with.apply(plan.id).await;
        with.scene.twilio().clear_faults();
        let after = with.live().await;
        let now = with.scene.twilio().request_count("POST", "/v1/Services/");
        let told = format!("course {course}, {kind:?}: {:?} {}", applied.state, applied.requests[0].says);
        assert!(now <= posted + 1, "posted more than once: {told}");
        let request = &applied.requests[0];
        for (field, (was, is)) in FIELDS.iter().zip(before.iter().zip(&after)) {
            let planned = request.fields.iter().find(|one| one.field == field.parameter());
            match (planned, request.state) {
                // Only what was shown is written; the other program changes receipts alone.
                (None, _) if *field == SettingField::StatusCallback => {
                    assert!(was == is || is.as_deref() == Some(THIRD), "{told}")
                }
                (None, _) => assert_eq!(was, is, "{field} was not shown: {told}"),
                (Some(one), RequestState::Done) => assert_eq!(*is, one.after, "{told}"),
                (Some(_), RequestState::NotDone | RequestState::Refused) => assert_eq!(was, is, "{told}"),
                (Some(one), RequestState::ChangedMeanwhile | RequestState::ThirdValue) => {
                    let known = [&one.before, &one.after, &one.live];
                    assert!(was == is || known.contains(&is), "a value that nobody told: {told}");
                }
                (Some(_), _) => panic!("it can be read back: {told}"),
            }
        }
        if applied.not_takeable.is_none() && applied.state == RequestState::Done {
            let back = with.scene.desk.plan_take_back(applied.id).await.unwrap();
            if !back.requests.is_empty() {
                assert_eq!(with.apply(back.id).await.state, RequestState::Done);
                let now = with.live().await;
                for (field, (was, is)) in FIELDS.iter().zip(before.iter().zip(&now)) {
                    let planned = request.fields.iter().any(|one| one.field == field.parameter());
                    assert!(was == is || !planned, "{field} did not go back: {told}");
                }
            }
        }
    }
    with.written();
    with.scene.end().await;
}

const TASK: &str = "SENDERDESK_TEST_APPLY";

/// What the process is to apply, and what it needs for it.
#[derive(Serialize, Deserialize)]
struct Task {
    folder: std::path::PathBuf,
    url: String,
    credential: CredentialId,
    workspace: WorkspaceId,
    sender: SenderKey,
}

#[tokio::test]
#[ignore = "run by its parent"]
async fn applying_process() {
    let task: Task = serde_json::from_str(&std::env::var(TASK).unwrap()).unwrap();
    let mut keychain = MemoryStore::default();
    let token = SecretString::from(twilio::TOKEN);
    keychain.set(task.credential, &token).unwrap_or_else(|_| panic!("in memory"));
    let options = connected::options(&task.folder, &keychain, &task.url, Arc::new(SystemClock));
    let desk = Desk::open(options).await.unwrap();
    let plan = desk.plan_apply(task.workspace, task.sender, INBOUND.to_vec()).await.unwrap();
    desk.apply_plan(plan.id, String::new(), JobId::fresh()).await.unwrap();
    std::process::exit(0);
}

/// Has a process apply and die at this point, then starts again on what it left.
async fn applied_by_a_process_that_dies_at(failpoint: &str) -> Service {
    let Service { scene, workspace, sender, sid } = Service::new().await;
    let Scene { desk, secrets, folder, simulator } = scene;
    desk.close().await;
    let credential = {
        let database = crate::fixture::database(folder.path());
        database.query_row("SELECT credential FROM account", [], |row| row.get(0)).unwrap()
    };
    let url = simulator.url();
    let task = Task { folder: folder.path().to_owned(), url: url.clone(), credential, workspace, sender };
    let output = tokio::task::spawn_blocking({
        let (task, failpoint) = (serde_json::to_string(&task).unwrap(), failpoint.to_owned());
        move || {
            Command::new(child::this_binary())
                .args(child::child_args("applying::applying_process"))
                .env(TASK, task)
                .env("SENDERDESK_FAILPOINT", failpoint)
                .stdin(Stdio::null())
                .output()
                .unwrap()
        }
    });
    let output = output.await.unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains(&format!("failpoint {failpoint}")), "it did not die there: {errors}");
    let desk = twilio::desk(folder.path(), &url, twilio::keychain(secrets.clone())).await;
    Service { scene: Scene { desk, secrets, folder, simulator }, workspace, sender, sid }
}

#[tokio::test]
async fn after_a_death_the_journal_says_what_is_not_known_and_a_look_settles_it() {
    let cases = [
        ("apply.recorded", RequestState::NotDone, RequestState::NotDone),
        ("apply.begun", RequestState::Unknown, RequestState::NotDone),
        ("apply.written", RequestState::Unknown, RequestState::Done),
        ("apply.read_back", RequestState::Unknown, RequestState::Done),
    ];
    for (failpoint, at_start, after_a_look) in cases {
        let with = applied_by_a_process_that_dies_at(failpoint).await;
        let journal = with.scene.desk.applied(with.workspace, 0, 10).await.unwrap();
        assert_eq!(journal.rows[0].state, at_start, "{failpoint}");
        assert_eq!(journal.unfinished, u32::from(at_start == RequestState::Unknown), "{failpoint}");
        let posted = with.written().len();
        let looked = with.scene.desk.look_at_applied(journal.rows[0].id).await.unwrap();
        assert_eq!(looked.state, after_a_look, "{failpoint}: {}", looked.says);
        assert_eq!(with.written().len(), posted, "a look writes nothing");
        if after_a_look == RequestState::Done {
            let back = with.scene.desk.plan_take_back(looked.id).await.unwrap();
            assert_eq!(with.apply(back.id).await.state, RequestState::Done);
            assert_eq!(with.live().await[0].as_deref(), Some("true"), "as it was");
        }
        with.scene.end().await;
    }
}
