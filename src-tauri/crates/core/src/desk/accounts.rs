//! Connecting, reauthenticating, what a credential may do, the balance, and the practice account.
//!
//! [`connect`] decides, [`known`] whether what is kept already stays, [`keep`] brings secret and rows into their
//! places in an order that survives a kill, [`clients`] gives everyone else a client for an account, [`readings`] asks
//! Twilio, [`balance`] watches what it costs.

mod balance;
mod clients;
mod connect;
pub(super) mod keep;
mod known;
pub(super) mod log;
mod practice;
mod readings;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::task::JoinSet;

use super::{Answer, Desk};
use crate::account::form;
use crate::ids::WorkspaceId;
use crate::wire::*;
pub(super) use clients::InUse;
pub(super) use readings::tell;

/// How long a quitting desk waits for what tidies up; the next start does the rest.
const FAREWELL: Duration = Duration::from_secs(2);

/// What is known of accounts while the desk is open: secrets kept until quit, clients, the running practice account.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) clients: clients::Clients,
    pub(crate) practice: crate::practice::Practice,
    background: Mutex<JoinSet<()>>,
    floors: balance::Floors,
}

impl State {
    /// Does something that nobody waits for, until the desk closes.
    fn in_background(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut background = self.background.lock().unwrap_or_else(PoisonError::into_inner);
        while background.try_join_next().is_some() {}
        background.spawn(work);
    }
}

/// Prepares what an opening desk needs. Waits for the database only, never for the keychain or the network.
pub(crate) async fn start(desk: &Desk) {
    if desk.inner.store.read_only().is_some() {
        return;
    }
    keep::start_sweep(desk).await;
    practice::start_if_used(desk).await;
    balance::start_if_used(desk).await;
}

/// Saves and ends the practice account.
pub(crate) async fn stop(desk: &Desk) {
    let state = &desk.inner.accounts;
    state.floors.end();
    let mut background =
        std::mem::take(&mut *state.background.lock().unwrap_or_else(PoisonError::into_inner));
    let ended = async { while background.join_next().await.is_some() {} };
    if tokio::time::timeout(FAREWELL, ended).await.is_err() {
        tracing::info!("the keychain was not waited for any longer; the next start tidies up");
    }
    state.practice.stop().await;
}

impl Desk {
    /// Opens the practice workspace, making it first when there is none.
    pub async fn open_practice(&self) -> Answer<WorkspaceView> {
        practice::open(self).await
    }

    /// Remarks on what was typed so far. Asks nobody.
    pub fn check_connect(&self, shape: ConnectShape) -> ConnectNotes {
        form::notes(&shape)
    }

    /// Checks the form, asks Twilio, and keeps the account in a new workspace if Twilio takes the credential.
    pub async fn connect(&self, draft: ConnectDraft) -> Answer<ConnectOutcome> {
        connect::connect(self, draft).await
    }

    /// Replaces the credential of a workspace, if Twilio takes the new one.
    pub async fn reauthenticate(
        &self,
        workspace: WorkspaceId,
        draft: CredentialDraft,
    ) -> Answer<ConnectOutcome> {
        connect::reauthenticate(self, workspace, draft).await
    }

    /// Tries the same read in every region but the chosen one.
    pub async fn try_other_regions(&self, draft: CredentialDraft) -> Answer<Vec<RegionReading>> {
        connect::try_other_regions(self, draft).await
    }

    /// Asks Twilio again what the kept credential may do. What could not be asked leaves the matrix as it was.
    pub async fn recheck_access(&self, workspace: WorkspaceId) -> Answer<WorkspaceView> {
        readings::recheck_access(self, workspace).await
    }

    /// *Check balance*. Without an answer of Twilio's the last reading stays.
    pub async fn check_balance(&self, workspace: WorkspaceId) -> Answer<BalanceReading> {
        readings::check_balance(self, workspace).await
    }
}
