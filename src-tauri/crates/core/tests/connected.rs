//! A desk whose account is a simulated one, and a clock that moves only while something is waited for.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use senderdesk_core::ids::{TestId, WorkspaceId};
use senderdesk_core::keychain::{Keychain, MemoryStore};
use senderdesk_core::wire::*;
use senderdesk_core::{Clock, Desk, DeskOptions};
use tokio::sync::{Notify, oneshot};
use twilio_messaging::clock::BoxFuture;
use twilio_simulator::{AccountSeed, Builder, Handle, Pace, Running, Simulator};

/// A number of the practice account, and a phone that everything is delivered to.
pub const NUMBER: &str = "+12025550101";
pub const PHONE: &str = "+15551230001";

/// No test waits longer, whatever it waits for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A clock that stands still until [`HandClock::pass`] moves it to the end of the wait that ends first.
#[derive(Clone)]
pub struct HandClock(Arc<Hand>);

struct Hand {
    now: Mutex<Timestamp>,
    sleepers: Mutex<Vec<(Timestamp, oneshot::Sender<()>)>>,
    slept: Notify,
}

impl HandClock {
    pub fn new() -> Self {
        // The simulator dates messages by the machine's clock.
        let hand =
            Hand { now: Mutex::new(Timestamp::now()), sleepers: Mutex::default(), slept: Notify::new() };
        Self(Arc::new(hand))
    }

    /// Lets time pass to the end of the wait that ends first; waits for one to begin if there is none.
    pub async fn pass(&self) {
        loop {
            let slept = self.0.slept.notified();
            let first = {
                let mut sleepers = self.0.sleepers.lock().unwrap();
                sleepers.retain(|(_, sleeper)| !sleeper.is_closed());
                let first = (0..sleepers.len()).min_by_key(|&nth| sleepers[nth].0);
                first.map(|nth| sleepers.remove(nth))
            };
            if let Some((due, sleeper)) = first {
                let mut now = self.0.now.lock().unwrap();
                *now = due.max(*now);
                drop(now);
                let _ = sleeper.send(());
                return;
            }
            slept.await;
        }
    }

    /// What it shows.
    pub fn time(&self) -> Timestamp {
        *self.0.now.lock().unwrap()
    }

    /// Sets the clock on without waking anybody.
    pub fn set_on(&self, by: Duration) {
        let mut now = self.0.now.lock().unwrap();
        *now = now.checked_add(by).unwrap();
    }

    /// Sets the clock on by so many milliseconds, or back. Whoever sleeps sleeps as long as before: the machine's timers
    /// do not follow its clock.
    pub fn set_by(&self, ms: i64) {
        let by = jiff::SignedDuration::from_millis(ms);
        let mut now = self.0.now.lock().unwrap();
        *now = now.checked_add(by).unwrap();
        for (due, _) in &mut *self.0.sleepers.lock().unwrap() {
            *due = due.checked_add(by).unwrap();
        }
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self.0.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let (wake, woken) = oneshot::channel();
        self.0.sleepers.lock().unwrap().push((self.now().checked_add(duration).unwrap(), wake));
        self.0.slept.notify_waiters();
        self.0.slept.notify_one();
        Box::pin(async move {
            // The clock outlives its sleepers.
            let _ = woken.await;
        })
    }
}

/// What a desk is connected to: the folder, the keychain and the simulator survive its restarts.
pub struct Connected {
    pub desk: Desk,
    pub workspace: WorkspaceId,
    pub clock: HandClock,
    pub handle: Handle,
    pub keychain: MemoryStore,
    pub folder: tempfile::TempDir,
    running: Running,
}

pub fn options(folder: &Path, keychain: &MemoryStore, url: &str, clock: Arc<dyn Clock>) -> DeskOptions {
    DeskOptions {
        data_dir: folder.to_owned(),
        clock,
        keychain: Keychain::new(keychain.clone(), Duration::from_secs(1)),
        twilio_url: Some(url.to_owned()),
    }
}

pub fn credential(account_sid: &str, token: &SecretString) -> CredentialDraft {
    CredentialDraft {
        region: RegionChoice::Us1,
        username: account_sid.to_owned(),
        kind: CredentialKind::AuthToken,
        api_key_sid: String::new(),
        secret: SecretText(token.expose_secret().to_owned().into()),
        keep: Keep::Keychain,
        keep_unverified: false,
    }
}

/// Connected to a full account whose messages live at this pace.
pub async fn connected(pace: Pace) -> Connected {
    connected_to(AccountSeed::practice(), pace).await
}

/// Connected to this account.
pub async fn connected_to(account: AccountSeed, pace: Pace) -> Connected {
    connected_by(Simulator::builder().account(account).seed(7).pace(pace)).await
}

/// Connected to this simulator.
pub async fn connected_by(simulator: Builder) -> Connected {
    let running = simulator.start().await.unwrap();
    let (folder, keychain, clock) = (tempfile::tempdir().unwrap(), MemoryStore::default(), HandClock::new());
    let options = options(folder.path(), &keychain, &running.url(), Arc::new(clock.clone()));
    let desk = Desk::open(options).await.unwrap();
    let draft = ConnectDraft {
        workspace_name: "Shop".to_owned(),
        environment: Environment::Staging,
        data_centre: "DC-03".to_owned(),
        credential: credential(running.account_sid(), running.auth_token()),
    };
    let outcome = desk.connect(draft).await.unwrap();
    let ConnectOutcome::Kept { workspace, .. } = outcome else { panic!("not kept: {outcome:?}") };
    Connected { desk, workspace: workspace.id, clock, handle: running.handle(), keychain, folder, running }
}

impl Connected {
    /// The simulator's address.
    pub fn url(&self) -> String {
        self.running.url()
    }

    pub fn account_sid(&self) -> &str {
        self.running.account_sid()
    }

    /// Sends a text from a number of the account.
    pub async fn send(&self, recipient: &str, body: &str) -> TestView {
        self.desk.send_test(self.workspace, draft(recipient, body)).await.unwrap()
    }

    /// The test once it is so; time passes until then.
    pub async fn until(&self, id: TestId, so: impl Fn(&TestView) -> bool) -> TestView {
        let mut changes = self.desk.changes();
        let waiting = async {
            loop {
                let test = self.desk.test(id).await.unwrap();
                if so(&test) {
                    return test;
                }
                tokio::select! {
                    change = changes.recv() => { change.unwrap(); }
                    () = self.clock.pass() => {}
                }
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(test) => test,
            Err(_) => panic!("it never was so: {:?}", self.desk.test(id).await),
        }
    }

    pub async fn until_state(&self, id: TestId, state: TestState) -> TestView {
        self.until(id, |test| test.state == state).await
    }

    /// How many messages Twilio was asked to create.
    pub fn posts(&self) -> usize {
        self.handle.request_count("POST", "/Messages")
    }

    /// How often Twilio was asked about a message or for the list.
    pub fn reads(&self) -> usize {
        self.handle.request_count("GET", "/Messages")
    }

    /// Quits and starts again.
    pub async fn restart(&mut self) {
        self.quit().await;
        self.start().await;
    }

    pub async fn quit(&self) {
        tokio::time::timeout(PATIENCE, self.desk.close()).await.expect("quitting is bounded");
    }

    pub async fn start(&mut self) {
        let clock = Arc::new(self.clock.clone());
        let options = options(self.folder.path(), &self.keychain, &self.running.url(), clock);
        self.desk = Desk::open(options).await.unwrap();
    }

    /// Ends both sides.
    pub async fn end(self) {
        self.quit().await;
        self.running.shutdown().await;
    }
}

/// A text from the account's number.
pub fn draft(recipient: &str, body: &str) -> TestDraft {
    draft_from(SenderType::LongCode, NUMBER, recipient, body)
}

/// A text from a sender that is not saved.
pub fn draft_from(sender_type: SenderType, sender_id: &str, recipient: &str, body: &str) -> TestDraft {
    TestDraft {
        id: TestId::fresh(),
        from: TestFrom::Unsaved { name: String::new(), sender_type, sender_id: sender_id.to_owned() },
        recipient: recipient.to_owned(),
        body: body.to_owned(),
        media: Vec::new(),
        unsubscribe: false,
    }
}

/// The form in which this was typed.
pub fn form(draft: &TestDraft) -> TestForm {
    TestForm {
        from: draft.from.clone(),
        recipients: vec![draft.recipient.clone()],
        body: draft.body.clone(),
        media: draft.media.clone(),
        unsubscribe: draft.unsubscribe,
    }
}

/// The states of a timeline.
pub fn states(test: &TestView) -> Vec<TestState> {
    test.timeline.iter().map(|entry| entry.state).collect()
}
