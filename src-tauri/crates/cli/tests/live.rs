//! The commands that ask Twilio, against a simulated one: what they find, what they never say, and that they write nothing.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret as _;
use senderdesk_core::keychain::{Keychain, MemoryStore};
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, DeskOptions, SystemClock};
use twilio_simulator::{AccountSeed, Fault, FaultKind, Match, Running, Simulator};

use crate::run::{Folder, Ran, ran};

const SID: &str = "AC0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const TOKEN: &str = "c4na7y0f5e92d3b18a6c7f4e1b2d9c03";
const MO: &str = "https://api-01.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
const DLR: &str = "https://api-01.moengage.com/sms/dlr/twilio";

struct Scene {
    twilio: Running,
    runtime: tokio::runtime::Runtime,
    folder: Folder,
}

impl Scene {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let account = AccountSeed::practice().credentials(SID, TOKEN);
        let twilio = runtime.block_on(Simulator::builder().account(account).seed(7).start()).unwrap();
        assert_eq!(twilio.auth_token().expose_secret(), TOKEN);
        Self { twilio, runtime, folder: Folder::new() }
    }

    /// A share file of a workspace with keyword management on and this service as its only sender.
    fn file(&self, service: &str) -> String {
        let text = format!(
            "schema: senderdesk.senders\nschemaVersion: 1\nworkspace:\n  name: Acme\n  environment: staging\n  \
             dataCentre: \"DC-01\"\n  keywordManagement: true\n  account:\n    sid: {SID}\nsenders:\n  - id: main\n    \
             name: Campaigns\n    type: messaging_service\n    senderId: \"{service}\"\n"
        );
        self.folder.write("acme.senders.yaml", text);
        "acme.senders.yaml".to_owned()
    }

    fn service(&self) -> String {
        let services = self.twilio.handle().services();
        services.into_iter().find(|(_, name)| name == "Campaigns").unwrap().0
    }

    fn run(&self, args: &[&str], env: &[(&str, &str)]) -> Ran {
        let mut command = self.folder.command(args);
        for name in ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET"] {
            command.env_remove(name);
        }
        command.env("SENDERDESK_TWILIO_URL", self.twilio.url()).envs(env.iter().copied());
        let ran = ran(&mut command);
        assert!(!ran.out.contains(TOKEN) && !ran.err.contains(TOKEN), "the secret is said: {ran:?}");
        ran
    }

    /// Nothing was asked of Twilio but reads, and nothing was left in the folder.
    fn end(self) {
        let written: Vec<_> =
            self.twilio.handle().requests().into_iter().filter(|request| request.method != "GET").collect();
        assert!(written.is_empty(), "{written:?}");
        assert_eq!(self.folder.names(), ["acme.senders.yaml"]);
        self.runtime.block_on(self.twilio.shutdown());
    }
}

const BY_TOKEN: [(&str, &str); 2] = [("TWILIO_ACCOUNT_SID", SID), ("TWILIO_AUTH_TOKEN", TOKEN)];

#[test]
fn check_names_what_differs_with_what_should_be_and_ends_with_1() {
    let scene = Scene::new();
    let file = scene.file(&scene.service());
    let ran = scene.run(&["check", &file], &BY_TOKEN);
    assert_eq!(ran.code, 1, "{ran:?}");
    let says = |words: &str| assert!(ran.out.contains(words), "{words}: {}", ran.out);
    says("problem: “Campaigns”: MG");
    says(&format!("Delivery status callback is nothing set, should be {DLR}"));
    says("hint: Set it to");
    says("Acme: senders 1, problems ");
    let json = scene.run(&["--json", "check", &file], &BY_TOKEN).json();
    assert_eq!(
        (json["ok"].as_bool(), json["routes"][0]["receipts"]["to"].as_str()),
        (Some(false), Some("nobody"))
    );
    assert!(json["doctor"]["findings"].as_array().is_some_and(|all| all.len() > 5), "{json}");
    scene.end();
}

#[test]
fn what_is_in_place_is_no_finding_of_a_route() {
    let scene = Scene::new();
    let service = scene.service();
    let form = [
        ("UseInboundWebhookOnNumber", "false"),
        ("InboundRequestUrl", MO),
        ("InboundMethod", "GET"),
        ("StatusCallback", DLR),
    ];
    assert!(scene.twilio.handle().edit(&service, &form));
    let file = scene.file(&service);
    let json = scene.run(&["--json", "check", &file], &BY_TOKEN).json();
    let route = &json["routes"][0];
    assert_eq!(
        (route["replies"]["to"].as_str(), route["receipts"]["to"].as_str()),
        (Some("moengage"), Some("moengage"))
    );
    let wrong = json["findings"].as_array().unwrap().iter().filter(|one| one["sender"] == "Campaigns");
    assert_eq!(wrong.count(), 0, "{json}");
    let plan = scene.run(&["plan", &file], &BY_TOKEN);
    assert_eq!((plan.code, plan.out.as_str()), (0, ""), "{plan:?}");
    scene.end();
}

#[test]
fn what_could_not_be_read_is_no_pass() {
    let scene = Scene::new();
    let file = scene.file(&scene.service());
    let lists = Match::request("GET", "/v1/Services");
    scene.twilio.handle().push(Fault::always(lists, FaultKind::Status(403)));
    for command in ["check", "plan", "discover"] {
        let ran = scene.run(&[command, &file], &BY_TOKEN);
        assert_eq!(ran.code, 3, "{command}: {ran:?}");
        let says = format!("{}{}", ran.out, ran.err);
        assert!(says.contains("The Messaging Services could not be read"), "{command}: {says}");
    }
    scene.end();
}

/// The data folder of an application with a workspace, keyword management on, and this service as its only sender.
async fn application(data_dir: PathBuf, twilio: &str, service: &str, mo: Option<&str>, keychain: Keychain) {
    let twilio_url = Some(twilio.to_owned());
    let options = DeskOptions { data_dir, clock: Arc::new(SystemClock), keychain, twilio_url };
    let desk = Desk::open(options).await.unwrap();
    let draft = ConnectDraft {
        workspace_name: "Acme".to_owned(),
        environment: Environment::Staging,
        data_centre: "DC-01".to_owned(),
        credential: CredentialDraft {
            region: RegionChoice::Us1,
            username: SID.to_owned(),
            kind: CredentialKind::AuthToken,
            api_key_sid: String::new(),
            secret: SecretText(TOKEN.into()),
            keep: Keep::Keychain,
            keep_unverified: false,
        },
    };
    let connected = desk.connect(draft).await.unwrap();
    let ConnectOutcome::Kept { workspace, .. } = connected else { panic!("{connected:?}") };
    let settings = WorkspaceDraft {
        name: "Acme".to_owned(),
        colour: ColourTag::Blue,
        environment: Environment::Staging,
        data_centre: "DC-01".to_owned(),
        keyword_management: true,
        delivery_url: String::new(),
    };
    desk.update_workspace(workspace.id, settings).await.unwrap();
    let sender = SenderDraft {
        name: "Campaigns".to_owned(),
        sender_type: Some(SenderType::MessagingService),
        sender_id: service.to_owned(),
        mo_callback_url: mo.map(str::to_owned),
        ..SenderDraft::default()
    };
    desk.create_sender(workspace.id, sender).await.unwrap();
    desk.close().await;
}

/// Where the child of the test below finds Twilio, and which service it is about.
#[cfg(target_os = "linux")]
const CHILD: [&str; 2] = ["SENDERDESK_TWILIO_URL", "SENDERDESK_TEST_SERVICE"];

#[cfg(target_os = "linux")]
#[test]
fn the_secret_comes_from_the_systems_keychain_where_nothing_else_gives_it() {
    let scene = Scene::new();
    scene.file(&scene.service());
    let home = Folder::new();
    let this = std::env::current_exe().unwrap();
    let script = format!(
        "printf password | gnome-keyring-daemon --unlock --components=secrets > /dev/null 2>&1; \
         exec '{}' live::on_a_bus --exact --ignored --nocapture --test-threads=1",
        this.display()
    );
    let mut command = std::process::Command::new("dbus-run-session");
    command
        .args(["--", "sh", "-c", &script])
        .envs(CHILD.into_iter().zip([scene.twilio.url(), scene.service()]));
    for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
        command.env(variable, home.path());
    }
    let output = command.output().expect("dbus and gnome-keyring: `make test` installs them");
    let told =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
    scene.end();
}

#[cfg(target_os = "linux")]
#[tokio::test]
#[ignore = "run by its parent, on a bus of its own"]
async fn on_a_bus() {
    let [twilio, service] = CHILD.map(|name| std::env::var(name).unwrap());
    let folder = Folder::new();
    application(folder.path().join("data"), &twilio, &service, None, Keychain::system()).await;
    let mut command = folder.command(&["check", "--data-dir", "data"]);
    for name in ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET"] {
        command.env_remove(name);
    }
    let ran = ran(&mut command);
    assert!(ran.code == 1 && ran.out.contains("Acme: senders 1, problems "), "{ran:?}");
    assert!(!ran.out.contains(TOKEN) && !ran.err.contains(TOKEN), "the secret is said");
}

/// A URL that was typed for a sender, with a token that no share file takes along.
const TYPED: &str = "https://hooks.acme.example/mo?token=k3J9xQ7LmN2pR5tV8wY1";

#[test]
fn a_url_that_was_typed_with_a_token_is_compared_whole_from_the_database_and_not_at_all_from_a_file() {
    let scene = Scene::new();
    let service = scene.service();
    let form = [
        ("UseInboundWebhookOnNumber", "false"),
        ("InboundRequestUrl", TYPED),
        ("InboundMethod", "GET"),
        ("StatusCallback", DLR),
    ];
    assert!(scene.twilio.handle().edit(&service, &form));
    let file = scene.file(&service);
    let keychain = Keychain::new(MemoryStore::default(), Duration::from_secs(1));
    let data = scene.folder.path().join("data");
    scene.runtime.block_on(application(data.clone(), &scene.twilio.url(), &service, Some(TYPED), keychain));
    let of_database = scene.run(&["--json", "check", "--data-dir", "data"], &BY_TOKEN);
    let json = of_database.json();
    let inbound = json["routes"][0]["settings"].as_array().unwrap();
    let inbound = inbound.iter().find(|one| one["setting"] == "inbound").unwrap();
    assert_eq!(inbound["reasons"].as_array().map(Vec::len), Some(0), "{inbound}");
    assert!(!of_database.out.contains("k3J9"), "the token is shown to nobody");

    let left_out = TYPED.replace("k3J9xQ7LmN2pR5tV8wY1", "{{token}}");
    let more = format!("    moCallback:\n      url: \"{left_out}\"\n      provenance: custom\n");
    scene.folder.write(&file, scene.folder.read(&file) + &more);
    let of_file = scene.run(&["check", &file], &BY_TOKEN);
    assert_eq!(of_file.code, 3, "{of_file:?}");
    assert!(of_file.err.contains("has a placeholder in it"), "{of_file:?}");
    std::fs::remove_dir_all(data).unwrap();
    scene.end();
}

#[test]
fn plan_shows_each_field_before_and_after_and_writes_nothing() {
    let scene = Scene::new();
    let service = scene.service();
    scene.twilio.handle().edit(&service, &[("StatusCallback", "https://hooks.acme.example/dlr")]);
    let file = scene.file(&service);
    let ran = scene.run(&["plan", &file], &BY_TOKEN);
    assert_eq!(ran.code, 1, "{ran:?}");
    for words in [
        format!("POST /v1/Services/{service}"),
        format!("StatusCallback: https://hooks.acme.example/dlr → {DLR}"),
        "UseInboundWebhookOnNumber: true → false".to_owned(),
        "hooks.acme.example no longer gets the receipts".to_owned(),
    ] {
        assert!(ran.out.contains(&words), "{words}: {}", ran.out);
    }
    scene.end();
}

#[test]
fn discover_lists_what_can_send() {
    let scene = Scene::new();
    let file = scene.file(&scene.service());
    let ran = scene.run(&["discover", &file], &BY_TOKEN);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.lines().any(|line| line.starts_with("messaging_service\tMG") && line.ends_with("\tsaved"))
    );
    assert!(
        ran.out
            .lines()
            .any(|line| line.starts_with("long_code\t+12025550101\t") && line.contains("\tCampaigns\t"))
    );
    scene.end();
}

#[test]
#[cfg(unix)]
fn a_token_command_gives_the_secret_and_one_that_fails_stops_before_twilio() {
    let scene = Scene::new();
    let file = scene.file(&scene.service());
    let asked = || scene.twilio.handle().requests().len();
    let env = [("SECRET_STORE", TOKEN)];
    let ran =
        scene.run(&["discover", &file, "--token-command", "printf '%s\\nmore' \"$SECRET_STORE\""], &env);
    assert_eq!(ran.code, 0, "the account is that of the file: {ran:?}");
    let before = asked();
    let ran = scene.run(&["check", &file, "--token-command", "printf \"$SECRET_STORE\"; false"], &env);
    assert_eq!((ran.code, asked()), (3, before));
    assert!(ran.err.contains("printed no secret"), "{}", ran.err);
    scene.end();
}

#[test]
fn without_a_credential_or_with_one_of_another_account_nothing_is_asked() {
    let scene = Scene::new();
    let file = scene.file(&scene.service());
    let ran = scene.run(&["check", &file], &[]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("TWILIO_AUTH_TOKEN"), "{}", ran.err);
    let other = [("TWILIO_ACCOUNT_SID", "AC11111111111111111111111111111111"), BY_TOKEN[1]];
    let ran = scene.run(&["check", &file], &other);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("the workspace is of AC0a"), "{}", ran.err);
    assert_eq!(scene.twilio.handle().requests().len(), 0);
    let wrong = [BY_TOKEN[0], ("TWILIO_AUTH_TOKEN", "00000000000000000000000000000000")];
    let ran = scene.run(&["check", &file], &wrong);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("Twilio refused this credential"), "{}", ran.err);
    scene.end();
}
