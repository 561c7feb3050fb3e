//! How does the built-in simulator run for the practice account?
//!
//! It starts when it is first needed, on a port of its own, and saves what it holds to one file. Its SIDs follow from
//! a fixed seed, so that the senders of the practice workspace stay right even if that file is lost; its token is new
//! at each start; it stands in that file as well, and opens nothing but this simulator.

use std::path::Path;

use secrecy::SecretString;
use tokio::sync::Mutex;
use twilio_messaging::sid::AccountSid;
use twilio_messaging::{Credential, LoopbackUrl};
use twilio_simulator::{AccountSeed, Handle, Pace, Running, Simulator};
use uuid::Uuid;

/// The file of the practice account in the data folder.
pub(crate) const FILE: &str = "practice.json";

const SEED: u64 = 1;

/// The practice account's simulator, running or not.
#[derive(Default)]
pub(crate) struct Practice {
    running: Mutex<Option<Running>>,
}

/// How a running practice account is reached.
pub(crate) struct Reached {
    pub(crate) url: LoopbackUrl,
    pub(crate) credential: Credential,
    /// What a person should know of how its file was found; told once.
    pub(crate) notices: Vec<String>,
}

/// Why the practice account does not run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PracticeError {
    /// No port, or a file that cannot be read.
    #[error("the practice account did not start")]
    Start(#[from] twilio_simulator::StartError),
    /// Its address or SID is not one: a fault of ours.
    #[error("the practice account cannot be used: {0}")]
    Unusable(String),
}

impl Practice {
    /// Starts it unless it runs.
    pub(crate) async fn reach(&self, data_dir: &Path) -> Result<Reached, PracticeError> {
        let mut running = self.running.lock().await;
        let mut notices = Vec::new();
        let running = match &mut *running {
            Some(running) => running,
            none => {
                let token = SecretString::from(Uuid::new_v4().simple().to_string());
                let account = AccountSeed { token: Some(token), ..AccountSeed::practice() };
                let started = Simulator::builder()
                    .account(account)
                    .seed(SEED)
                    .state_file(data_dir.join(FILE))
                    .pace(Pace::natural())
                    .scenarios(true)
                    .start()
                    .await?;
                notices.extend_from_slice(started.notices());
                none.insert(started)
            }
        };
        let unusable = |what: &str| PracticeError::Unusable(what.to_owned());
        let sid: AccountSid =
            running.account_sid().parse().map_err(|_| unusable("its account SID is malformed"))?;
        Ok(Reached {
            url: running.url().parse().map_err(|_| unusable("its address is no loopback address"))?,
            credential: Credential::auth_token(sid, running.auth_token().clone()),
            notices,
        })
    }

    /// The way to steer it, if it runs.
    pub(crate) async fn handle(&self) -> Option<Handle> {
        self.running.lock().await.as_ref().map(Running::handle)
    }

    /// Saves and ends it, if it runs.
    pub(crate) async fn stop(&self) {
        if let Some(running) = self.running.lock().await.take() {
            running.shutdown().await;
        }
    }
}
