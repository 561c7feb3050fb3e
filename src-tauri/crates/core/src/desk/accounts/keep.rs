//! How do a secret and its rows come into their places, so that a kill at any point leaves one working credential?
//!
//! Keychain and database are no one transaction. A row `pending`, the keychain's entry, the row `active` in the
//! transaction that switches the account, then the former entry goes: whatever is left of a half way is a row that
//! nothing uses, and the next start sweeps it together with its entry.

use secrecy::SecretString;

use super::{balance, log, readings};
use crate::account::access::AccountFacts;
use crate::data_centre::DataCentre;
use crate::desk::{Answer, Desk};
use crate::failpoint;
use crate::ids::{AccountId, CredentialId, WorkspaceId};
use crate::keychain::SecretFault;
use crate::store::accounts::{self, Account, Credential, Place};
use crate::store::workspaces::{self, FileMore, Workspace};
use crate::store::{self, StoreError, tests};
use crate::wire::*;

/// A credential that is to be kept, and all that is known with it.
pub(super) struct ToKeep {
    pub(super) account_sid: String,
    pub(super) region: RegionChoice,
    pub(super) credential: Credential,
    pub(super) secret: SecretString,
    pub(super) facts: Option<AccountFacts>,
    pub(super) access: Vec<AccessRow>,
    pub(super) balance: Option<BalanceReading>,
    pub(super) target: Target,
}

/// Whose credential it becomes.
pub(super) enum Target {
    New { name: String, environment: Environment, colour: ColourTag, data_centre: DataCentre },
    Existing(WorkspaceId),
}

impl Target {
    /// The account that the target uses so far.
    fn account(&self, connection: &rusqlite::Connection) -> Result<Option<Account>, StoreError> {
        match self {
            Self::New { .. } => Ok(None),
            Self::Existing(id) => {
                accounts::get(connection, workspaces::get(connection, *id)?.account).map(Some)
            }
        }
    }
}

/// What became of it.
pub(super) enum Kept {
    /// It is in use.
    Yes(Bound),
    /// The keychain did not take the secret; nothing was changed.
    No(SecretFault),
}

/// The workspace that uses the account now.
pub(super) struct Bound {
    pub(super) workspace: WorkspaceId,
    /// How many senders came from the other account that was there before, if one was.
    pub(super) other_account: Option<u32>,
}

/// Keeps it. Goes on to its end even if the caller stops waiting.
pub(super) async fn keep(desk: &Desk, to_keep: ToKeep) -> Answer<Kept> {
    let desk = desk.clone();
    tokio::spawn(async move { keep_now(&desk, to_keep).await }).await.map_err(|error| {
        tracing::error!(%error, "keeping a credential ended badly");
        WireError::new(ErrorCode::Internal, "The account could not be kept.").with_hint("Try again.")
    })?
}

async fn keep_now(desk: &Desk, to_keep: ToKeep) -> Answer<Kept> {
    let id = to_keep.credential.id;
    let account = prepare(desk, &to_keep).await?;
    failpoint::reach("credential.pending");

    match to_keep.credential.place {
        Place::Keychain => {
            if let Err(fault) = desk.inner.keychain.set(id, to_keep.secret).await {
                // A slow keychain may write it yet: the row stays, so that the next start looks once more.
                if !matches!(fault, SecretFault::Slow(_)) {
                    desk.write(move |transaction| accounts::remove_credential(transaction, id)).await?;
                }
                return Ok(Kept::No(fault));
            }
        }
        Place::Memory | Place::Practice => desk.inner.accounts.clients.remember(id, to_keep.secret),
    }
    failpoint::reach("credential.in_keychain");

    let now = desk.now();
    let (facts, access, balance) = (to_keep.facts, to_keep.access, to_keep.balance);
    let target = to_keep.target;
    let switched = desk
        .write(move |transaction| {
            let before = target.account(transaction)?;
            let bound = bind(transaction, account, target, now)?;
            accounts::activate(transaction, account, id)?;
            log::in_use(transaction, bound.workspace, before.as_ref(), now)?;
            if let Some(facts) = &facts {
                accounts::record_facts(transaction, account, facts)?;
            }
            accounts::record_access(transaction, account, &access)?;
            let fallen = match &balance {
                Some(balance) => store::balance::record(transaction, account, balance)?,
                None => None,
            };
            Ok((bound, accounts::replaced(transaction)?, fallen))
        })
        .await;
    let (bound, replaced, fallen) = match switched {
        Ok(switched) => switched,
        Err(error) => {
            clear_away(desk, vec![(id, to_keep.credential.place)]).await;
            return Err(error);
        }
    };
    failpoint::reach("credential.active");

    if to_keep.credential.place == Place::Keychain {
        clear_away(desk, replaced).await;
    } else {
        // The keychain was not asked yet, and may be the very reason for keeping the secret elsewhere.
        in_background(desk, replaced);
    }
    switched_to(desk, account).await;
    balance::tell_fallen(desk, account, fallen).await;
    Ok(Kept::Yes(bound))
}

/// Has the target use an account whose credential stays as it is.
pub(super) async fn share(desk: &Desk, account: AccountId, target: Target) -> Answer<Bound> {
    let now = desk.now();
    let (bound, replaced) = desk
        .write(move |transaction| {
            if accounts::get(transaction, account)?.credential.is_none() {
                return Err(StoreError::NotFound("account"));
            }
            let before = target.account(transaction)?;
            let bound = bind(transaction, account, target, now)?;
            log::in_use(transaction, bound.workspace, before.as_ref(), now)?;
            Ok((bound, accounts::replaced(transaction)?))
        })
        .await?;
    in_background(desk, replaced);
    switched_to(desk, account).await;
    Ok(bound)
}

/// Tells of it, and has messages followed that came along from the account before.
async fn switched_to(desk: &Desk, account: AccountId) {
    readings::tell(desk, account).await;
    desk.follow(account);
}

/// The account's row, made if needed, and the credential's, pending.
async fn prepare(desk: &Desk, to_keep: &ToKeep) -> Answer<AccountId> {
    let (sid, region) = (to_keep.account_sid.clone(), to_keep.region);
    let (credential, now) = (to_keep.credential.clone(), desk.now());
    desk.write(move |transaction| {
        let account = match accounts::find(transaction, &sid, region)? {
            Some(account) => account,
            None => {
                let account = AccountId::fresh();
                accounts::insert(transaction, account, &sid, region, false, now)?;
                account
            }
        };
        accounts::insert_pending(transaction, account, &credential, now)?;
        Ok(account)
    })
    .await
}

fn bind(
    transaction: &rusqlite::Transaction<'_>,
    account: AccountId,
    target: Target,
    now: At,
) -> Result<Bound, StoreError> {
    match target {
        Target::New { name, environment, colour, data_centre } => {
            let id = WorkspaceId::fresh();
            let workspace = Workspace {
                id,
                name,
                colour,
                environment,
                data_centre,
                keyword_management: false,
                delivery_url: None,
                account,
                created_at: now,
                more: FileMore::default(),
            };
            workspaces::insert(transaction, &workspace)?;
            Ok(Bound { workspace: id, other_account: None })
        }
        Target::Existing(id) => {
            let workspace = workspaces::get(transaction, id)?;
            let former = workspace.account;
            if former == account {
                return Ok(Bound { workspace: id, other_account: None });
            }
            let same_sid = accounts::get(transaction, former)?.account_sid
                == accounts::get(transaction, account)?.account_sid;
            accounts::bind_workspace(transaction, id, account)?;
            if accounts::retire_if_unused(transaction, former)? {
                log::removed(transaction, id, &workspace.name, former, now)?;
            }
            tests::hand_over(transaction)?;
            let senders = workspaces::sender_count(transaction, id)?;
            Ok(Bound { workspace: id, other_account: (!same_sid).then_some(senders) })
        }
    }
}

/// Removes the secrets of credentials that nothing uses, then their rows. What the keychain does not do now, the next
/// start tries again.
pub(in crate::desk) async fn clear_away(desk: &Desk, unused: Vec<(CredentialId, Place)>) {
    for (id, place) in unused {
        desk.inner.accounts.clients.forget(id);
        if place == Place::Keychain
            && let Err(fault) = desk.inner.keychain.delete(id).await
        {
            tracing::warn!(%id, %fault, "an entry that is not used any more stays in the keychain");
            continue;
        }
        if let Err(error) = desk.write(move |transaction| accounts::remove_credential(transaction, id)).await
        {
            tracing::warn!(%id, %error, "a credential that is not used any more keeps its row");
        }
    }
}

fn in_background(desk: &Desk, unused: Vec<(CredentialId, Place)>) {
    let owned = desk.clone();
    desk.inner.accounts.in_background(async move { clear_away(&owned, unused).await });
}

/// Looks for what an earlier process left half done, and clears it away in the background: the keychain may be slow,
/// locked or missing, and is not asked at all when nothing is left.
pub(super) async fn start_sweep(desk: &Desk) {
    let found = desk
        .write(|transaction| {
            accounts::forget_memory(transaction)?;
            accounts::leftovers(transaction)
        })
        .await;
    match found {
        Ok(left) if left.is_empty() => {}
        Ok(left) => in_background(desk, left),
        Err(error) => tracing::warn!(%error, "credentials left over were not looked for"),
    }
}
