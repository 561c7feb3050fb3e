//! How is a simulator set up, started and ended?

use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::callback;
use crate::concurrency::Concurrency;
use crate::fault::Faults;
use crate::handle::Handle;
use crate::journal::Journal;
use crate::lifecycle::Pace;
use crate::seed::AccountSeed;
use crate::server;
use crate::shared::Shared;
use crate::sid::{Sid, SidSource};
use crate::state_file::{Found, StateFile};
use crate::world::{Secret, World};

/// The way in: [`Simulator::builder`].
#[derive(Debug)]
pub struct Simulator;

impl Simulator {
    /// The practice account on any free port, with a seed of its own, at a natural pace, without a state file.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

/// What a simulator is to be.
#[derive(Debug, Default)]
pub struct Builder {
    account: AccountSeed,
    port: u16,
    seed: Option<u64>,
    state_file: Option<PathBuf>,
    pace: Pace,
    control_plane: bool,
    scenarios: bool,
}

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken, mostly.
    #[error("port {port} on 127.0.0.1 cannot be used")]
    Bind { port: u16, source: io::Error },
    /// The file exists but cannot be read, or is unreadable and cannot be moved aside.
    #[error("the state file {} cannot be read", path.display())]
    StateFile { path: PathBuf, source: io::Error },
}

impl Builder {
    /// The account that is served; a state file that exists wins, except for a SID or token that is given here.
    pub fn account(mut self, account: AccountSeed) -> Self {
        self.account = account;
        self
    }

    /// 0 takes any free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// All SIDs, tokens and secrets that are not given follow from the seed. Without one they differ each time.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Loads the state from this file if it exists, and saves it there before a change is answered.
    ///
    /// A file that cannot be understood is renamed to `….corrupt-N` and named by [`Running::notices`].
    pub fn state_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.state_file = Some(path.into());
        self
    }

    /// How fast messages live.
    pub fn pace(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// Whether `/_simulator/…` is served; off unless asked for.
    pub fn control_plane(mut self, on: bool) -> Self {
        self.control_plane = on;
        self
    }

    /// Whether recipients have the fates for practice that the crate's documentation lists; off unless asked for.
    pub fn scenarios(mut self, on: bool) -> Self {
        self.scenarios = on;
        self
    }

    /// Binds the port and serves on the present tokio runtime.
    pub async fn start(self) -> Result<Running, StartError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let bind = |source| StartError::Bind { port: self.port, source };
        let listener = TcpListener::bind(address).await.map_err(bind)?;
        let address = listener.local_addr().map_err(bind)?;

        let seed = self.seed.unwrap_or_else(|| RandomState::new().hash_one(address));
        let state_file = self.state_file.map(StateFile::new);
        let mut notices = Vec::new();
        let world = match &state_file {
            None => None,
            Some(file) => match file.load() {
                Ok(Found::Nothing) => None,
                Ok(Found::State(world)) => Some(*world),
                Ok(Found::Corrupt { moved_to, reason }) => {
                    notices.push(format!(
                        "The saved state could not be read ({reason}); it is kept as {}.",
                        moved_to.display()
                    ));
                    None
                }
                Err(source) => return Err(StartError::StateFile { path: file.path().to_owned(), source }),
            },
        };
        let mut world =
            world.unwrap_or_else(|| World::new(&self.account, SidSource::new(seed), Timestamp::now()));
        world.scenarios = self.scenarios;
        if let Some(sid) = self.account.sid {
            world.main_mut().sid = Sid::given(sid);
        }
        if let Some(token) = self.account.token {
            world.main_mut().token = Secret(token);
        }

        let main = world.main();
        let (account_sid, auth_token) = (main.sid.to_string(), main.token.0.clone());
        let shared = Arc::new(Shared {
            world: Mutex::new(world),
            faults: Mutex::new(Faults::default()),
            journal: Journal::default(),
            pace: self.pace,
            state_file,
            control_plane: self.control_plane,
            changed: Notify::new(),
            seed,
            served: AtomicU64::new(0),
            in_flight: AtomicUsize::new(0),
            concurrency: Concurrency::default(),
        });
        let (stop, stopped) = watch::channel(());
        let server = tokio::spawn(server::serve(listener, Arc::clone(&shared), stopped.clone()));
        let saver = tokio::spawn(keep_saved(Arc::clone(&shared), stopped.clone()));
        let reporter = tokio::spawn(keep_reporting(Arc::clone(&shared), stopped));
        shared.save().await;
        Ok(Running {
            address,
            account_sid,
            auth_token,
            notices,
            handle: Handle { shared },
            stop,
            tasks: [server, saver, reporter],
        })
    }
}

async fn keep_saved(shared: Arc<Shared>, stop: watch::Receiver<()>) {
    if let Some(file) = &shared.state_file {
        file.keep(&shared, stop).await;
    }
}

async fn keep_reporting(shared: Arc<Shared>, mut stop: watch::Receiver<()>) {
    tokio::select! {
        () = callback::keep_reporting(&shared) => {}
        _ = stop.changed() => {}
    }
}

/// A simulator that serves. Dropping it ends the server and its connections soon after; [`Running::shutdown`] waits.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    account_sid: String,
    auth_token: SecretString,
    notices: Vec<String>,
    handle: Handle,
    /// The tasks stop on a message and on the sender's end alike.
    stop: watch::Sender<()>,
    tasks: [JoinHandle<()>; 3],
}

impl Running {
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The loopback address with the port that was found.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// The SID of the main account.
    pub fn account_sid(&self) -> &str {
        &self.account_sid
    }

    /// The Auth Token of the main account as it was at the start; [`Handle::auth_token`] follows its changes.
    pub fn auth_token(&self) -> &SecretString {
        &self.auth_token
    }

    /// The way to steer it while it runs.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// What happened at the start that a person should know, in sentences.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Saves the state, ends all connections and waits for all tasks.
    pub async fn shutdown(self) {
        let Self { handle, stop, tasks, .. } = self;
        handle.shared.save().await;
        // Nobody listens any more when all tasks have ended, which is as good.
        let _ = stop.send(());
        for task in tasks {
            if let Err(error) = task.await {
                tracing::warn!(%error, "a task of the simulator panicked");
            }
        }
    }
}
