//! Is a credential kept? The form first, then Twilio, then the keychain; each can end it, and says why.

use twilio_messaging::{Client, Credential, Limits};

use super::keep::{self, Bound, Kept, Target, ToKeep};
use super::known::{self, Standing};
use super::readings;
use crate::account::access::{Asked, unchecked};
use crate::account::fault::ReadFault;
use crate::account::form::{ConnectForm, CredentialForm};
use crate::account::verdict::Verdict;
use crate::desk::{Answer, Desk};
use crate::ids::{CredentialId, WorkspaceId};
use crate::store::accounts::{self, Place};
use crate::store::workspaces;
use crate::wire::*;

/// Whoever waits before a form is told sooner than a job in the background would be.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
const TRIES: u32 = 3;

pub(super) async fn connect(desk: &Desk, draft: ConnectDraft) -> Answer<ConnectOutcome> {
    let form = ConnectForm::parse(draft).map_err(WireError::invalid)?;
    let target = Target::New {
        name: form.workspace_name,
        environment: form.environment,
        colour: colour(form.environment),
        data_centre: form.data_centre,
    };
    decide(desk, form.credential, target).await
}

pub(super) async fn reauthenticate(
    desk: &Desk,
    workspace: WorkspaceId,
    draft: CredentialDraft,
) -> Answer<ConnectOutcome> {
    let practice = desk
        .read(move |connection| {
            accounts::is_practice(connection, workspaces::get(connection, workspace)?.account)
        })
        .await?;
    if practice {
        return Err(WireError::new(ErrorCode::Invalid, "The practice account has no credential to replace."));
    }
    let form = CredentialForm::parse(draft).map_err(WireError::invalid)?;
    decide(desk, form, Target::Existing(workspace)).await
}

pub(super) async fn try_other_regions(desk: &Desk, draft: CredentialDraft) -> Answer<Vec<RegionReading>> {
    let form = CredentialForm::parse(draft).map_err(WireError::invalid)?;
    let mut tries = Vec::new();
    for region in RegionChoice::ALL.into_iter().filter(|region| *region != form.region) {
        let (client, kind) = (client(desk, &form, region)?, form.kind());
        tries.push(tokio::spawn(async move { (region, readings::ask_one(&client, kind).await) }));
    }
    let mut found = Vec::new();
    for attempt in tries {
        let (region, reading) = attempt.await.map_err(|error| {
            tracing::error!(%error, "a read in another region ended badly");
            WireError::new(ErrorCode::Internal, "The other regions could not be asked.")
        })?;
        found.push(region_reading(region, reading));
    }
    Ok(found)
}

async fn decide(desk: &Desk, form: CredentialForm, target: Target) -> Answer<ConnectOutcome> {
    // Before anything leaves this machine: an answer that could not be kept would be of no use.
    if let Some(reason) = desk.inner.store.read_only() {
        let message = "Nothing was changed: this window is read-only.";
        return Err(WireError::new(ErrorCode::ReadOnly, message).with_hint(reason));
    }
    let client = client(desk, &form, form.region)?;
    let readings = readings::ask(&client).await;
    let asked = Asked { account_sid: form.account.to_string(), kind: form.kind(), at: desk.now() };
    let (access, verified) = match readings.verdict(&asked, form.region, &form.secret) {
        Verdict::Taken => (readings.rows(&asked), true),
        Verdict::Refused { twilio, causes, offer_other_regions } => {
            let access = with_send(readings.rows(&asked));
            return Ok(ConnectOutcome::Refused { access, twilio, causes, offer_other_regions });
        }
        Verdict::Unclear { message, .. } if form.keep_unverified => (unchecked(&message, asked.at), false),
        Verdict::Unclear { message, hint } => return Ok(ConnectOutcome::Unreachable { message, hint }),
    };
    let mut notice = None;
    if let Some(known) = known::elsewhere(desk, &form, &target).await? {
        match known.standing(desk, &form, verified).await? {
            Standing::Stays => {
                let bound = keep::share(desk, known.account.id, target).await?;
                let hint =
                    "To use the other one, reauthenticate: it then serves all workspaces of the account.";
                desk.notice(known.stays_words(&form), Some(hint.to_owned()));
                return kept(desk, bound).await;
            }
            Standing::Replaced { notice: words } => notice = words,
        }
    }
    let to_keep = ToKeep {
        credential: accounts::Credential {
            id: CredentialId::fresh(),
            kind: form.kind(),
            api_key_sid: form.api_key.as_ref().map(ToString::to_string),
            place: match form.keep {
                Keep::Keychain => Place::Keychain,
                Keep::UntilQuit => Place::Memory,
            },
            verified_at: verified.then_some(asked.at),
        },
        account_sid: asked.account_sid.clone(),
        region: form.region,
        secret: form.secret,
        facts: readings.account.as_ref().ok().cloned(),
        balance: if verified { readings.balance_reading(&asked) } else { None },
        access: access.clone(),
        target,
    };
    match keep::keep(desk, to_keep).await? {
        Kept::Yes(bound) => {
            if let Some(words) = notice {
                desk.notice(words, None);
            }
            kept(desk, bound).await
        }
        Kept::No(fault) => Ok(ConnectOutcome::NotKept { access: with_send(access), fault: fault.in_words() }),
    }
}

async fn kept(desk: &Desk, bound: Bound) -> Answer<ConnectOutcome> {
    if bound.other_account.is_some() {
        let owned = desk.clone();
        desk.inner.accounts.in_background(async move {
            if let Err(error) = owned.recheck_ownership(bound.workspace).await {
                tracing::info!("the senders were not looked for in the other account: {}", error.message);
            }
            owned.tell(Change::Senders { workspace: bound.workspace });
        });
    }
    let workspace = Box::new(desk.workspace(bound.workspace).await?);
    let unverified = workspace.account.verified_at.is_none();
    Ok(ConnectOutcome::Kept { workspace, unverified, other_account: bound.other_account })
}

fn with_send(mut access: Vec<AccessRow>) -> Vec<AccessRow> {
    access.push(crate::account::access::send_not_tried());
    access
}

/// A client for a credential that is only being tried.
fn client(desk: &Desk, form: &CredentialForm, region: RegionChoice) -> Answer<Client> {
    let (account, secret) = (form.account.clone(), form.secret.clone());
    let credential = match &form.api_key {
        Some(key) => Credential::api_key(account, key.clone(), secret),
        None => Credential::auth_token(account, secret),
    };
    let endpoint = desk.endpoint(region);
    let transport = desk.inner.accounts.clients.transport(&endpoint)?;
    Client::builder(credential)
        .transport(transport)
        .endpoint(endpoint)
        .clock(desk.inner.clock.clone())
        .limits(Limits { attempts: TRIES, give_up_after: PATIENCE, ..Limits::default() })
        .build()
        .map_err(|error| ReadFault::from(&error).into())
}

fn colour(environment: Environment) -> ColourTag {
    match environment {
        Environment::Production => ColourTag::Red,
        Environment::Staging => ColourTag::Amber,
        Environment::Practice => ColourTag::Violet,
    }
}

fn region_reading(region: RegionChoice, reading: Result<(), ReadFault>) -> RegionReading {
    let place = region.in_words();
    let (access, message) = match reading {
        Ok(()) => (Access::Yes, format!("Twilio takes this credential in {place}.")),
        Err(fault) if fault.refusal().is_some() => (Access::No, format!("Refused in {place} as well.")),
        Err(fault) => {
            (Access::CouldNotCheck, format!("Could not be asked in {place}: {}", fault.in_words().0))
        }
    };
    RegionReading { region, access, message }
}
