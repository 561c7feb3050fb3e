//! A secret goes to the keychain and to Twilio, and nowhere else: not into files, answers, errors or the log.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use senderdesk_core::ids::CredentialId;
use senderdesk_core::keychain::SecretFault;
use senderdesk_core::wire::*;
use serde::Serialize;
use tracing_subscriber::fmt::MakeWriter;
use twilio_simulator::{ApiKeySeed, Fault, FaultKind, KeyKind, Match};

use crate::stores::Failing;
use crate::twilio::{self, KEY_SECRET, KEY_SID, SID, Scene, TOKEN, connect, kept, key, token};

const WRONG: &str = "badcafebadcafebadcafebadcafebadc";

/// All that this process has logged since the first call.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// A copy: whoever finds a fault in it fails without keeping others from logging.
    fn so_far(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

/// Listens to every level of every crate. Other tests of this process log here too, with no secrets to hide either.
fn log() -> &'static Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Log::default();
        let listening = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(log.clone())
            .finish();
        tracing::subscriber::set_global_default(listening).unwrap();
        log
    })
}

fn hold_none(what: &str, bytes: &[u8], secrets: &[&str]) {
    for secret in secrets {
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{what} holds a secret");
    }
}

fn files_hold_none(folder: &Path, secrets: &[&str]) {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        hold_none(&path.display().to_string(), &std::fs::read(&path).unwrap(), secrets);
        files += 1;
    }
    assert!(files > 1, "there was something to look at");
}

/// Looks at an answer as the page and as the log would see it.
#[derive(Default)]
struct Seen(String);

impl Seen {
    fn see<T: Serialize + std::fmt::Debug>(&mut self, answer: &Result<T, WireError>) {
        let text = match answer {
            Ok(answer) => serde_json::to_string(answer).unwrap(),
            Err(error) => format!("{} {error}", serde_json::to_string(error).unwrap()),
        };
        self.0.push_str(&format!("{text} {answer:?}\n"));
    }
}

#[tokio::test]
async fn a_secret_is_in_no_file_answer_error_or_log() {
    let log = log();
    // As `Authorization` carries it.
    let encoded = "QUMwYTFiMmMzZDRlNWY2MDcxODI5M2E0YjVjNmQ3ZThmOTo3ZTU3";
    let secrets = [TOKEN, KEY_SECRET, WRONG, encoded];
    let seed =
        ApiKeySeed { sid: Some(KEY_SID.into()), secret: Some(KEY_SECRET.into()), kind: KeyKind::Standard };
    let scene = Scene::of(twilio::account().api_key(seed)).await;
    let mut seen = Seen::default();

    let wrong = CredentialDraft { secret: SecretText(WRONG.into()), ..token() };
    seen.see(&scene.desk.connect(connect(wrong.clone())).await);
    seen.see(&scene.desk.try_other_regions(wrong.clone()).await);
    seen.see(&scene.desk.connect(ConnectDraft { workspace_name: String::new(), ..connect(token()) }).await);
    scene.twilio().push(Fault::times(30, Match::any(), FaultKind::Html(502)));
    seen.see(&scene.desk.connect(connect(token())).await);
    scene.twilio().clear_faults();
    let outcome = scene.desk.connect(connect(token())).await;
    seen.see(&outcome);
    let workspace = kept(outcome).id;
    files_hold_none(scene.folder.path(), &secrets);
    seen.see(&scene.desk.reauthenticate(workspace, wrong).await);
    seen.see(&scene.desk.reauthenticate(workspace, key()).await);
    seen.see(&scene.desk.recheck_access(workspace).await);
    seen.see(&scene.desk.check_balance(workspace).await);
    seen.see(&scene.desk.state().await);
    files_hold_none(scene.folder.path(), &secrets);

    let until_quit = CredentialDraft { keep: Keep::UntilQuit, ..token() };
    seen.see(&scene.desk.reauthenticate(workspace, until_quit).await);
    let scene = scene.restart().await;
    seen.see(&scene.desk.check_balance(workspace).await);
    files_hold_none(scene.folder.path(), &secrets);
    scene.end().await;

    assert!(seen.0.contains(SID), "there was something to look at");
    hold_none("an answer", seen.0.as_bytes(), &secrets);
    hold_none("a draft", format!("{:?}", connect(token())).as_bytes(), &secrets);
    hold_none("the log", &log.so_far(), &secrets);
}

#[tokio::test]
async fn neither_the_recipient_nor_the_text_of_a_refused_message_is_in_the_log() {
    const REFUSED: &str = "+15005550001";
    const TEXT: &str = "Nobody should read this in a log";
    let log = log();
    let scene = Scene::new().await;
    let workspace = scene.connected().await.id;
    let test = scene.desk.send_test(workspace, crate::connected::draft(REFUSED, TEXT)).await.unwrap();
    let answer = test.explanation.unwrap().twilio.unwrap();
    assert_eq!(answer.code, Some(21211));
    assert!(answer.message.contains(&REFUSED[1..]), "Twilio's words hold it: {}", answer.message);
    scene.end().await;
    let logged = log.so_far();
    let told = answer.request_id.unwrap();
    assert!(String::from_utf8_lossy(&logged).contains(&told), "what to quote to Twilio's support is logged");
    hold_none("the log", &logged, &[&REFUSED[1..], TEXT]);
}

#[tokio::test]
async fn the_token_of_the_practice_account_is_in_its_own_file_only() {
    let log = log();
    let folder = tempfile::tempdir().unwrap();
    let keychain = twilio::keychain(Failing(SecretFault::Missing));
    let desk = twilio::desk(folder.path(), "http://127.0.0.1:9", keychain).await;
    let mut seen = Seen::default();
    seen.see(&desk.open_practice().await);
    seen.see(&desk.state().await);

    let file = folder.path().join("practice.json");
    let saved: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let practice_token = saved["world"]["accounts"][0]["token"].as_str().unwrap().to_owned();
    assert_eq!(practice_token.len(), 32);
    for name in ["senderdesk.db", "senderdesk.db-wal"] {
        let path = folder.path().join(name);
        hold_none(name, &std::fs::read(path).unwrap(), &[practice_token.as_str()]);
    }
    hold_none("an answer", seen.0.as_bytes(), &[practice_token.as_str()]);
    hold_none("the log", &log.so_far(), &[practice_token.as_str()]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0, "for its owner only");
    }
    desk.close().await;
}

#[test]
fn a_secret_prints_as_nothing() {
    let printed = format!("{:?} {:?}", SecretText(TOKEN.into()), CredentialId::fresh());
    hold_none("a printed secret", printed.as_bytes(), &[TOKEN]);
}
