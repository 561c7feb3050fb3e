//! The page's side of the boundary: calls as the web view makes them, replies as it gets them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use senderdesk::{
    Chooser, Chosen, HeldDesk, PagePreferences, Preferences, Surface, notify_of_changes, with_commands,
};
use senderdesk_core::desk::OpenError;
use senderdesk_core::keychain::{Keychain, MemoryStore};
use senderdesk_core::wire::WireError;
use senderdesk_core::{Desk, DeskOptions, SystemClock};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{Manager, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;
use twilio_simulator::{AccountSeed, Pace, Running, Simulator};

pub const ACCOUNT: &str = "AC0a1b2c3d4e5f60718293a4b5c6d7e8f9";
/// The Auth Token, with a text that is looked for where it must not be.
pub const TOKEN: &str = "c4na7y0f5e92d3b18a6c7f4e1b2d9c03";

/// An application without a window, its data folder and its Twilio.
pub struct Boundary {
    page: WebviewWindow<MockRuntime>,
    _application: tauri::App<MockRuntime>,
    called: Mutex<BTreeSet<String>>,
    replies: Mutex<String>,
    noted: Noted,
    told: mpsc::Receiver<String>,
    placed: Placed,
    pub folder: Arc<TempDir>,
    pub twilio: Running,
    _runtime: tokio::runtime::Runtime,
}

/// Notes what would be opened outside or told by the system, and does neither.
#[derive(Clone)]
struct Noted {
    opened: Arc<Mutex<Vec<String>>>,
    behind: Arc<AtomicBool>,
    tells: mpsc::Sender<String>,
}

/// Chooses a name in a folder, or cancels.
#[derive(Clone, Default)]
struct Placed(Arc<Mutex<Option<PathBuf>>>);

impl Chooser for Placed {
    fn save<'a>(&'a self, name: &'a str) -> Chosen<'a> {
        let chosen = self.0.lock().unwrap().as_ref().map(|folder| folder.join(name));
        Box::pin(std::future::ready(Ok(chosen)))
    }

    /// What was saved last in that folder.
    fn open(&self) -> Chosen<'_> {
        let folder = self.0.lock().unwrap().clone();
        let modified = |path: &PathBuf| std::fs::metadata(path).unwrap().modified().unwrap();
        let newest = folder.map(|folder| {
            let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            files.filter(|path| path.is_file()).max_by_key(modified).expect("a file")
        });
        Box::pin(std::future::ready(Ok(newest)))
    }
}

impl Surface for Noted {
    fn apply(&self, _preferences: &PagePreferences) -> Result<(), WireError> {
        Ok(())
    }

    fn browse(&self, address: &str) -> Result<(), WireError> {
        self.opened.lock().unwrap().push(address.to_owned());
        Ok(())
    }

    fn is_in_front(&self) -> bool {
        !self.behind.load(Ordering::Relaxed)
    }

    fn notify(&self, title: &str, text: &str) {
        self.tells.send(format!("{title}: {text}")).unwrap();
    }
}

impl Boundary {
    /// On a folder of its own.
    pub fn new() -> Self {
        Self::on(Arc::new(tempfile::tempdir().unwrap()))
    }

    /// On a folder that another may hold as well.
    pub fn on(folder: Arc<TempDir>) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let account = AccountSeed::practice().credentials(ACCOUNT, TOKEN);
        let twilio = Simulator::builder().account(account).seed(7).pace(Pace::instant());
        let twilio = runtime.block_on(twilio.start()).unwrap();
        let desk = open(folder.path(), &twilio.url());
        Self::holding(desk, folder, twilio, runtime)
    }

    /// With a desk that could not be opened.
    pub fn without_desk(reason: &str) -> Self {
        let Self { folder, twilio, _runtime, .. } = Self::new();
        Self::holding(Err(OpenError::Unusable(reason.to_owned())), folder, twilio, _runtime)
    }

    fn holding(
        desk: Result<Desk, OpenError>,
        folder: Arc<TempDir>,
        twilio: Running,
        runtime: tokio::runtime::Runtime,
    ) -> Self {
        let application = with_commands(mock_builder()).build(mock_context(noop_assets())).unwrap();
        let (tells, told) = mpsc::channel();
        let (noted, placed) =
            (Noted { opened: Arc::default(), behind: Arc::default(), tells }, Placed::default());
        application.manage(Preferences::unkept());
        application.manage::<Box<dyn Surface>>(Box::new(noted.clone()));
        application.manage::<Box<dyn Chooser>>(Box::new(placed.clone()));
        application.manage(HeldDesk::holding(desk));
        notify_of_changes(application.handle());
        let page = WebviewWindowBuilder::new(&application, "main", Default::default()).build().unwrap();
        Self {
            page,
            _application: application,
            called: Mutex::default(),
            replies: Mutex::default(),
            noted,
            told,
            placed,
            folder,
            twilio,
            _runtime: runtime,
        }
    }

    /// Calls a command as the page does; the error is the wire's JSON.
    pub fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.called.lock().unwrap().insert(command.to_owned());
        let reply = self.invoke(command, InvokeBody::Json(arguments));
        let text = match &reply {
            Ok(value) | Err(value) => value.to_string(),
        };
        self.replies.lock().unwrap().push_str(&text);
        reply
    }

    /// Calls a command with bytes that need not be JSON.
    pub fn bytes(&self, command: &str, body: Vec<u8>) -> Result<Value, Value> {
        self.invoke(command, InvokeBody::Raw(body))
    }

    fn invoke(&self, command: &str, body: InvokeBody) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body,
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.page, request).map(|body| body.deserialize::<Value>().unwrap())
    }

    /// Calls a command that must succeed.
    pub fn answer(&self, command: &str, arguments: Value) -> Value {
        self.call(command, arguments).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Calls a command that must fail.
    pub fn error(&self, command: &str, arguments: Value) -> Value {
        self.call(command, arguments).expect_err(command)
    }

    /// Connects the account; answers with the id of its workspace.
    pub fn connects(&self) -> Value {
        let kept = self.answer("connect", json!({ "draft": connect_draft(TOKEN) }));
        assert_eq!(kept["outcome"], "kept", "{kept}");
        kept["workspace"]["id"].clone()
    }

    /// Asks for a test until its state is this one.
    pub fn follows(&self, test: &str, state: &str) -> Value {
        let start = Instant::now();
        loop {
            let view = self.answer("test_message", json!({ "id": test }));
            if view["state"] == state {
                return view;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "not {state}: {view}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The commands that were called.
    pub fn called(&self) -> BTreeSet<String> {
        self.called.lock().unwrap().clone()
    }

    /// All replies so far, as text.
    pub fn replies(&self) -> String {
        self.replies.lock().unwrap().clone()
    }

    /// The addresses that were opened in the browser.
    pub fn opened(&self) -> Vec<String> {
        self.noted.opened.lock().unwrap().clone()
    }

    /// Whether other windows stand before this one.
    pub fn is_behind(&self, behind: bool) {
        self.noted.behind.store(behind, Ordering::Relaxed);
    }

    /// What the system is asked to tell next.
    pub fn told(&self) -> String {
        self.told.recv_timeout(Duration::from_secs(60)).expect("the system is asked to tell something")
    }

    /// From now on the file chooser answers with a place in this folder; none cancels.
    pub fn chooses(&self, folder: Option<&Path>) {
        *self.placed.0.lock().unwrap() = folder.map(Path::to_owned);
    }
}

/// Opens a desk with a keychain in memory.
fn open(folder: &Path, url: &str) -> Result<Desk, OpenError> {
    tauri::async_runtime::block_on(Desk::open(DeskOptions {
        data_dir: folder.to_owned(),
        clock: Arc::new(SystemClock),
        keychain: Keychain::new(MemoryStore::default(), Duration::from_secs(5)),
        twilio_url: Some(url.to_owned()),
    }))
}

/// The credential part of a form.
pub fn credential_draft(token: &str) -> Value {
    json!({
        "region": "us1",
        "username": ACCOUNT,
        "kind": "auth_token",
        "api_key_sid": "",
        "secret": token,
        "keep": "keychain",
        "keep_unverified": false,
    })
}

/// The whole connect form.
pub fn connect_draft(token: &str) -> Value {
    json!({
        "workspace_name": "Acme Retail",
        "environment": "production",
        "data_centre": "DC-03",
        "credential": credential_draft(token),
    })
}

/// A long code that the account owns.
pub fn sender_draft(name: &str) -> Value {
    json!({
        "supports_mms": true, "name": name, "sender_type": "long_code", "sender_id": "+12025550101",
        "mo_callback_url": null, "unsubscribe_text": "", "notes": "", "owner": "", "purpose": "", "country": "",
    })
}
