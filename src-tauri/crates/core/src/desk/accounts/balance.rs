//! The balance over time: its history, the amount under which the operator is told, and the watch that sees it fall.
//!
//! The watch asks only for accounts that have such an amount, only while the desk is open, and no account more often
//! than every ten minutes, whether it was read by the watch or on a click, with an answer or without.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::readings;
use crate::account::amount::parse_floor;
use crate::desk::{Answer, Desk};
use crate::ids::{AccountId, WorkspaceId};
use crate::store::balance::{self, Fallen};
use crate::store::{StoreError, accounts, activity, chain, workspaces};
use crate::wire::*;

/// The least time between two readings by the watch.
const INTERVAL: Duration = Duration::from_secs(600);

/// What the watch waits for.
#[derive(Default)]
pub(super) struct Floors {
    /// Told when there is something else to watch.
    changed: Notify,
    /// Whether the watch was started.
    watched: AtomicBool,
    closing: CancellationToken,
}

impl Floors {
    /// Ends the watch.
    pub(super) fn end(&self) {
        self.closing.cancel();
    }
}

impl Desk {
    /// The balances read so far, oldest first.
    pub async fn balance_history(&self, workspace: WorkspaceId) -> Answer<Vec<BalancePoint>> {
        self.read(move |connection| {
            balance::history(connection, workspaces::get(connection, workspace)?.account)
        })
        .await
    }

    /// Sets the amount under which the operator is told; empty for none. It is the account's: all workspaces that
    /// share it have it.
    ///
    /// # Errors
    /// `Invalid` with the field `amount`.
    pub async fn set_balance_floor(&self, workspace: WorkspaceId, amount: String) -> Answer<WorkspaceView> {
        let floor = parse_floor(&amount).map_err(|error| WireError::invalid(vec![error]))?;
        let now = self.now();
        let (account, view) = self
            .write(move |transaction| {
                let kept = workspaces::get(transaction, workspace)?;
                let before = balance::standing(transaction, kept.account)?.floor;
                let after = floor.as_ref().map(ToString::to_string);
                if before != after {
                    balance::set_floor(transaction, kept.account, floor.as_ref())?;
                    let change = ActivityChange {
                        field: "Tell me when the balance is under".to_owned(),
                        before,
                        after,
                    };
                    let entry = activity::Entry {
                        workspace,
                        workspace_name: &kept.name,
                        subject: ActivitySubject::Account,
                        name: &accounts::get(transaction, kept.account)?.account_sid,
                        action: "changed",
                        changes: vec![change],
                        outcome: ActivityOutcome::Done,
                        detail: String::new(),
                    };
                    activity::add(transaction, &entry, now)?;
                }
                let account = kept.account;
                Ok((account, crate::desk::view(transaction, kept)?))
            })
            .await?;
        watch_if_new(self);
        readings::tell(self, account).await;
        Ok(view)
    }
}

/// Tells that a balance fell under the floor: once an account, whoever shares it.
pub(super) async fn tell_fallen(desk: &Desk, account: AccountId, fallen: Option<Fallen>) {
    let Some(Fallen { amount, currency, floor }) = fallen else { return };
    let sharing = desk.read(move |connection| accounts::workspaces_of(connection, account)).await;
    if let Some(workspace) = sharing.ok().and_then(|sharing| sharing.into_iter().next()) {
        let message =
            format!("The balance is {amount} {currency}, under the {floor} {currency} that you set.");
        desk.tell(Change::BalanceLow { workspace, message });
    }
}

/// Watches from the start if an account has a floor.
pub(super) async fn start_if_used(desk: &Desk) {
    match desk.inner.store.read(balance::watched).await {
        Ok(watched) if watched.is_empty() => {}
        Ok(_) => watch_if_new(desk),
        Err(error) => tracing::warn!("balances are not watched: {}", chain(&error)),
    }
}

/// Starts the watch, or has the one that runs look again.
fn watch_if_new(desk: &Desk) {
    let floors = &desk.inner.accounts.floors;
    floors.changed.notify_one();
    if !floors.watched.swap(true, Ordering::Relaxed) {
        desk.inner.accounts.in_background(watch(desk.clone()));
    }
}

/// Reads the balances that have a floor, until the desk closes.
async fn watch(desk: Desk) {
    let mut asked = HashMap::new();
    let closing = desk.inner.accounts.floors.closing.clone();
    // What is interrupted is a read, or a write that is committed or not.
    closing
        .run_until_cancelled(async {
            loop {
                turn(&desk, &mut asked).await;
            }
        })
        .await;
}

/// Waits until an account is due, or the floors change, and then reads one balance.
async fn turn(desk: &Desk, asked: &mut HashMap<AccountId, Timestamp>) {
    let changed = desk.inner.accounts.floors.changed.notified();
    let watched = match desk.inner.store.read(balance::watched).await {
        Ok(watched) => watched,
        Err(StoreError::Closed) => return std::future::pending().await,
        Err(error) => {
            tracing::warn!("balances are not watched for a while: {}", chain(&error));
            return desk.inner.clock.sleep(INTERVAL).await;
        }
    };
    let due = |account: &AccountId, read: Option<At>| {
        let last = read.map(|at| at.0).max(asked.get(account).copied());
        last.and_then(|last| last.checked_add(INTERVAL).ok()).unwrap_or(Timestamp::MIN)
    };
    let first = watched.into_iter().map(|(account, read)| (due(&account, read), account)).min();
    let Some((due, account)) = first else { return changed.await };
    let now = desk.inner.clock.now();
    if let Ok(wait) = Duration::try_from(due.duration_since(now))
        && !wait.is_zero()
    {
        tokio::select! {
            () = desk.inner.clock.sleep(wait) => {}
            () = changed => {}
        }
        return;
    }
    asked.insert(account, now);
    let read = async { readings::read_balance(desk, desk.in_use(account).await?).await };
    if let Err(error) = read.await {
        tracing::info!("the balance could not be read, and is tried again later: {}", error.message);
    }
}
