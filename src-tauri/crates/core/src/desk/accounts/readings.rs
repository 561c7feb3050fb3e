//! What does Twilio answer to one small read of each kind, and what of it is kept?

use twilio_messaging::{Client, Error, MessageFilter};

use super::balance;
use super::clients::InUse;
use crate::account::access::{AccountFacts, Asked, Readings, balance_reading};
use crate::account::fault::ReadFault;
use crate::account::limits::SUSPENDED_OR_CLOSED;
use crate::account::verdict::Verdict;
use crate::desk::{Answer, Desk};
use crate::ids::{AccountId, WorkspaceId};
use crate::store::balance::Fallen;
use crate::store::{self, accounts, chain, workspaces};
use crate::wire::*;

/// One small read of each kind, at the same time.
pub(super) async fn ask(client: &Client) -> Readings {
    let (account, numbers, services, messages, balance) = tokio::join!(
        account(client),
        async { client.incoming_phone_numbers().probe().await.map(drop) },
        async { client.messaging_services().probe().await.map(drop) },
        async { client.messages(MessageFilter::default()).probe().await.map(drop) },
        ask_balance(client),
    );
    Readings {
        account,
        numbers: numbers.map_err(fault),
        services: services.map_err(fault),
        messages: messages.map_err(fault),
        balance,
    }
}

/// The read that says whether a credential works at all: the account, or what even a standard key may read.
pub(super) async fn ask_one(client: &Client, kind: CredentialKind) -> Result<(), ReadFault> {
    match kind {
        CredentialKind::AuthToken => account(client).await.map(drop),
        CredentialKind::ApiKey => client.incoming_phone_numbers().probe().await.map(drop).map_err(fault),
    }
}

/// Asks again with the kept credential.
pub(super) async fn recheck_access(desk: &Desk, workspace: WorkspaceId) -> Answer<WorkspaceView> {
    let InUse { account, credential, client } = in_use(desk, workspace).await?;
    let readings = ask(&client).await;
    let asked = Asked { account_sid: account.account_sid, kind: credential.kind, at: desk.now() };
    // The secret itself is not at hand any more, and its shape is of no interest for one that was kept before.
    let verdict = readings.verdict(&asked, account.region, &"".into());
    if let Verdict::Unclear { message, hint } = verdict {
        return Err(WireError::new(ErrorCode::Network, message).with_hint(hint));
    }
    let id = account.id;
    let (view, fallen) = desk
        .write(move |transaction| {
            let mut fallen = None;
            if accounts::uses(transaction, id, credential.id)? {
                fallen = record(transaction, id, &readings, &asked)?;
                if verdict == Verdict::Taken {
                    accounts::record_verified(transaction, credential.id, asked.at)?;
                }
            }
            Ok((crate::desk::view(transaction, workspaces::get(transaction, workspace)?)?, fallen))
        })
        .await?;
    tell(desk, id).await;
    balance::tell_fallen(desk, id, fallen).await;
    Ok(view)
}

/// Reads the balance with the kept credential.
pub(super) async fn check_balance(desk: &Desk, workspace: WorkspaceId) -> Answer<BalanceReading> {
    read_balance(desk, in_use(desk, workspace).await?).await
}

/// Reads the balance of an account and records it. Without an answer of Twilio's the last reading stays.
pub(super) async fn read_balance(desk: &Desk, in_use: InUse) -> Answer<BalanceReading> {
    let InUse { account, credential, client } = in_use;
    let read = ask_balance(&client).await;
    let asked = Asked { account_sid: account.account_sid, kind: credential.kind, at: desk.now() };
    let reading = balance_reading(&read, &asked, account.owner_sid.as_deref())?;
    let (id, kept) = (account.id, reading.clone());
    let fallen = desk
        .write(move |transaction| {
            if accounts::uses(transaction, id, credential.id)? {
                store::balance::record(transaction, id, &kept)
            } else {
                Ok(None)
            }
        })
        .await?;
    tell(desk, id).await;
    balance::tell_fallen(desk, id, fallen).await;
    Ok(reading)
}

/// Records facts, matrix and balance as far as they were read; answers with a balance that fell under the floor.
pub(super) fn record(
    transaction: &rusqlite::Transaction<'_>,
    account: AccountId,
    readings: &Readings,
    asked: &Asked,
) -> Result<Option<Fallen>, store::StoreError> {
    match &readings.account {
        Ok(facts) => accounts::record_facts(transaction, account, facts)?,
        Err(_) if readings.is_out_of_use() => {
            accounts::record_status(transaction, account, Some(SUSPENDED_OR_CLOSED))?;
        }
        // A key that may not read the account shows by the rest that Twilio serves it.
        Err(fault) if fault.refusal().is_some() && readings.any_taken() => {
            accounts::record_status(transaction, account, None)?;
        }
        Err(_) => {}
    }
    accounts::record_access(transaction, account, &readings.rows(asked))?;
    match readings.balance_reading(asked) {
        Some(reading) => store::balance::record(transaction, account, &reading),
        None => Ok(None),
    }
}

/// Tells that an account changed, for every workspace that shares it.
pub(in crate::desk) async fn tell(desk: &Desk, account: AccountId) {
    if let Ok(sharing) = desk.read(move |connection| accounts::workspaces_of(connection, account)).await {
        for id in sharing {
            desk.tell(Change::Workspace { id });
        }
    }
}

async fn in_use(desk: &Desk, workspace: WorkspaceId) -> Answer<InUse> {
    let account = desk.read(move |connection| workspaces::get(connection, workspace)).await?.account;
    desk.in_use(account).await
}

async fn account(client: &Client) -> Result<AccountFacts, ReadFault> {
    let account = client.account().await.map_err(fault)?;
    Ok(AccountFacts {
        sid: account.sid.to_string(),
        friendly_name: account.friendly_name,
        kind: account.kind.to_string(),
        status: account.status.to_string(),
        owner_sid: account.owner_account_sid.map(|owner| owner.to_string()),
    })
}

async fn ask_balance(client: &Client) -> Result<(String, String), ReadFault> {
    let balance = client.balance().await.map_err(fault)?;
    Ok((balance.amount.to_string(), balance.currency))
}

/// Sorted for the operator; the chain of causes goes to the log, which no one else keeps.
fn fault(error: Error) -> ReadFault {
    tracing::info!("a read of Twilio brought nothing: {}", chain(&error));
    ReadFault::from(&error)
}
