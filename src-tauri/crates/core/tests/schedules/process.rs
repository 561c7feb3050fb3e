//! Senderdesk as a process of its own that is told what to do line by line, and may die at any of them.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use senderdesk_core::ids::{CredentialId, SenderKey, TestId, WorkspaceId};
use senderdesk_core::keychain::{Keychain, SecretFault, SecretStore};
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, DeskOptions, failpoint};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::connected::{HandClock, credential};

/// What begins a line of ours; the test harness writes its own.
pub const REPLY: &str = "reply: ";

/// How long settling may take, by the machine's clock.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the process is told.
#[derive(Debug, Serialize, Deserialize)]
pub enum Order {
    /// Opens the folder; a desk that is open is closed before.
    Open {
        folder: PathBuf,
        url: String,
        workspace: WorkspaceId,
        clock_ms: i64,
    },
    /// Sends these drafts at once and goes on without their answers.
    Click(Vec<Value>),
    /// Waits for the answers.
    Answers,
    DieAt(Option<String>),
    /// Lets time pass to the end of so many waits.
    Wait(u32),
    Clock {
        ms: i64,
    },
    Reauthenticate {
        account_sid: String,
        token: String,
        region: RegionChoice,
    },
    DeleteSender(SenderKey),
    /// Tries to send in a second window.
    SecondWindow(Value),
    /// Lets time pass until nothing is on its way any more.
    Settle,
    Look(TestId),
    Adopt(TestId, String),
    Close,
}

/// A keychain in a file, which outlives the process as a real one does.
pub struct FileStore(PathBuf);

impl FileStore {
    pub fn keychain(folder: &Path) -> Keychain {
        Keychain::new(Self(folder.to_owned()), Duration::from_secs(5))
    }

    /// Takes the keychain away, or gives it back: none is as before.
    pub fn take_away(folder: &Path, runs: Option<bool>) {
        let gone = folder.join("keychain-gone");
        match runs {
            None => {
                let _ = std::fs::remove_file(gone);
            }
            Some(runs) => std::fs::write(gone, if runs { "empty" } else { "missing" }).unwrap(),
        }
    }

    fn read(&self) -> Result<BTreeMap<String, String>, SecretFault> {
        match std::fs::read_to_string(self.0.join("keychain-gone")).as_deref() {
            Ok("missing") => return Err(SecretFault::Missing),
            Ok(_) => return Ok(BTreeMap::new()),
            Err(_) => {}
        }
        let entries = std::fs::read_to_string(self.0.join("keychain.json")).unwrap_or_else(|_| "{}".into());
        Ok(serde_json::from_str(&entries).unwrap())
    }

    fn write(&self, entries: &BTreeMap<String, String>) {
        // Renamed into place: a death never leaves half a file.
        let beside = self.0.join("keychain.new");
        std::fs::write(&beside, serde_json::to_string(entries).unwrap()).unwrap();
        std::fs::rename(beside, self.0.join("keychain.json")).unwrap();
    }
}

impl SecretStore for FileStore {
    fn set(&mut self, id: CredentialId, secret: &SecretString) -> Result<(), SecretFault> {
        let mut entries = self.read()?;
        entries.insert(id.to_string(), secret.expose_secret().to_owned());
        if self.0.join("keychain-gone").exists() {
            return Err(SecretFault::Locked);
        }
        self.write(&entries);
        Ok(())
    }

    fn get(&mut self, id: CredentialId) -> Result<Option<SecretString>, SecretFault> {
        Ok(self.read()?.remove(&id.to_string()).map(SecretString::from))
    }

    fn delete(&mut self, id: CredentialId) -> Result<(), SecretFault> {
        let mut entries = self.read()?;
        if entries.remove(&id.to_string()).is_some() {
            self.write(&entries);
        }
        Ok(())
    }
}

pub fn options(folder: &Path, url: &str, clock: &HandClock) -> DeskOptions {
    DeskOptions {
        data_dir: folder.to_owned(),
        clock: Arc::new(clock.clone()),
        keychain: FileStore::keychain(folder),
        twilio_url: Some(url.to_owned()),
    }
}

struct Open {
    desk: Desk,
    clock: HandClock,
    workspace: WorkspaceId,
    folder: PathBuf,
    url: String,
    clicks: JoinSet<Value>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by its parent"]
async fn run() {
    let mut open: Option<Open> = None;
    for line in std::io::stdin().lock().lines() {
        let reply = obey(&mut open, serde_json::from_str(&line.unwrap()).unwrap()).await;
        let mut out = std::io::stdout().lock();
        writeln!(out, "{REPLY}{reply}").unwrap();
        out.flush().unwrap();
    }
    std::process::exit(0);
}

async fn obey(open: &mut Option<Open>, order: Order) -> Value {
    if let Order::Open { folder, url, workspace, clock_ms } = order {
        if let Some(open) = open.take() {
            open.close().await;
        }
        let clock = HandClock::new();
        clock.set_by(clock_ms);
        let desk = Desk::open(options(&folder, &url, &clock)).await.unwrap();
        assert_eq!(desk.state().await.unwrap().read_only, None, "the dead process holds nothing any more");
        *open = Some(Open { desk, clock, workspace, folder, url, clicks: JoinSet::new() });
        return Value::Null;
    }
    if let Order::Close = order {
        open.take().unwrap().close().await;
        return Value::Null;
    }
    let open = open.as_mut().unwrap();
    let (desk, clock, workspace) = (&open.desk, &open.clock, &open.workspace);
    match order {
        Order::Open { .. } | Order::Close => unreachable!(),
        Order::Click(drafts) => {
            for draft in drafts {
                let (desk, workspace) = (desk.clone(), *workspace);
                let draft: TestDraft = serde_json::from_value(draft).unwrap();
                open.clicks.spawn(async move {
                    match desk.send_test(workspace, draft).await {
                        Ok(test) => json!({ "ok": test }),
                        Err(error) => json!({ "error": error }),
                    }
                });
            }
            Value::Null
        }
        Order::Answers => {
            let mut answers = Vec::new();
            while let Some(answer) = open.clicks.join_next().await {
                answers.push(answer.unwrap());
            }
            Value::Array(answers)
        }
        Order::DieAt(point) => {
            failpoint::die_at(point.map(|point| (point, 0)));
            Value::Null
        }
        Order::Wait(waits) => {
            for _ in 0..waits {
                // What is asked at the end of a wait is answered before the next one begins, by loopback in less time.
                if tokio::time::timeout(Duration::from_millis(20), clock.pass()).await.is_err() {
                    break;
                }
            }
            Value::Null
        }
        Order::Clock { ms } => {
            clock.set_by(ms);
            Value::Null
        }
        Order::Reauthenticate { account_sid, token, region } => {
            let draft = CredentialDraft { region, ..credential(&account_sid, &token.into()) };
            match tokio::time::timeout(
                Duration::from_secs(5),
                busy(clock, desk.reauthenticate(*workspace, draft)),
            )
            .await
            {
                Ok(Ok(ConnectOutcome::Kept { .. })) => json!(true),
                _ => json!(false),
            }
        }
        Order::DeleteSender(key) => {
            json!(crate::fixture::delete(desk, *workspace, &[key]).await.is_ok())
        }
        Order::SecondWindow(draft) => {
            let second = Desk::open(options(&open.folder, &open.url, clock)).await.unwrap();
            let sent = second.send_test(*workspace, serde_json::from_value(draft).unwrap()).await;
            second.close().await;
            json!(sent.is_ok())
        }
        Order::Settle => settle(open).await,
        Order::Look(id) => match busy(clock, desk.look_for_test(id)).await {
            Ok(test) => json!({ "ok": test }),
            Err(error) => json!({ "error": error }),
        },
        Order::Adopt(id, sid) => match desk.adopt_match(id, sid).await {
            Ok(test) => json!({ "ok": test }),
            Err(error) => json!({ "error": error }),
        },
    }
}

/// The same work, while time passes for whoever waits meanwhile.
async fn busy<T>(clock: &HandClock, work: impl Future<Output = T>) -> T {
    tokio::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return done,
            () = clock.pass() => {}
        }
    }
}

/// All tests, once nothing is on its way any more; told as not settled when that never comes.
async fn settle(open: &Open) -> Value {
    let Open { desk, clock, workspace, .. } = open;
    let mut changes = desk.changes();
    let settling = async {
        for turn in 1_u32.. {
            // A message without a receipt is left after a quarter of an hour; the questions until then are no news.
            if turn.is_multiple_of(16) {
                clock.set_on(Duration::from_secs(16 * 60));
            }
            let tests = desk.tests(*workspace, 500).await.unwrap();
            if tests.iter().all(|test| matches!(test.following, Following::Ended { .. })) {
                return;
            }
            tokio::select! {
                _ = changes.recv() => {}
                () = clock.pass() => {}
            }
        }
    };
    let settled = tokio::time::timeout(PATIENCE, settling).await.is_ok();
    json!({ "settled": settled, "tests": desk.tests(*workspace, 500).await.unwrap() })
}

impl Open {
    async fn close(mut self) {
        // Whoever clicked goes away with the window.
        self.clicks.detach_all();
        self.desk.close().await;
    }
}
