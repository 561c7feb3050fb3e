//! The practice workspace: made once, on the built-in simulator, and useful at once.

use twilio_messaging::{Client, Endpoint};

use super::{log, readings};
use crate::account::access::Asked;
use crate::account::fault::ReadFault;
use crate::desk::{Answer, Desk};
use crate::failpoint;
use crate::ids::{AccountId, CredentialId, SenderKey, WorkspaceId};
use crate::practice::Reached;
use crate::store::accounts::{self, Credential, Place};
use crate::store::senders::{self, Details, KeptSender};
use crate::store::workspaces::{self, Workspace};
use crate::store::{StoreError, chain};
use crate::wire::*;

/// The Messaging Service of the practice account that has a pool of senders.
const SERVICE: &str = "Campaigns";
/// A number of the practice account that takes MMS, by its name there.
const NUMBER: &str = "Flash sales";

/// Opens the practice workspace, making it first when there is none.
pub(super) async fn open(desk: &Desk) -> Answer<WorkspaceView> {
    let Reached { url, credential, .. } = reach(desk).await?;
    let client = desk.client(credential, Endpoint::Loopback(url))?;
    if let Some(account) = desk.read(accounts::find_practice).await? {
        let sid = client.account_sid().to_string();
        return desk
            .write(move |transaction| {
                accounts::record_sid(transaction, account, &sid)?;
                view_of(transaction, account)
            })
            .await;
    }
    let readings = readings::ask(&client).await;
    let owned = Owned::read(&client).await?;
    let at = desk.now();
    let asked = Asked { account_sid: client.account_sid().to_string(), kind: CredentialKind::AuthToken, at };
    let view = desk
        .write(move |transaction| {
            // Two clicks are one workspace.
            if let Some(account) = accounts::find_practice(transaction)? {
                return view_of(transaction, account);
            }
            let account = AccountId::fresh();
            accounts::insert(transaction, account, &asked.account_sid, RegionChoice::Us1, true, at)?;
            let credential = Credential {
                id: CredentialId::fresh(),
                kind: CredentialKind::AuthToken,
                api_key_sid: None,
                place: Place::Practice,
                verified_at: Some(at),
            };
            accounts::insert_pending(transaction, account, &credential, at)?;
            accounts::activate(transaction, account, credential.id)?;
            readings::record(transaction, account, &readings, &asked)?;
            let workspace = workspace(account, at)?;
            workspaces::insert(transaction, &workspace)?;
            for sender in owned.senders(workspace.id, at) {
                senders::insert(transaction, &sender)?;
            }
            log::in_use(transaction, workspace.id, None, at)?;
            failpoint::reach("open_practice.before_commit");
            view_of(transaction, account)
        })
        .await?;
    failpoint::reach("open_practice.after_commit");
    desk.tell(Change::Workspace { id: view.id });
    Ok(view)
}

/// Starts the practice account in the background if a workspace uses it: its messages live on while nobody looks.
pub(super) async fn start_if_used(desk: &Desk) {
    match desk.read(accounts::find_practice).await {
        Ok(None) => {}
        Ok(Some(_)) => {
            let owned = desk.clone();
            desk.inner.accounts.in_background(async move {
                if let Err(error) = reach(&owned).await {
                    owned.notice(error.message, error.hint);
                }
            });
        }
        Err(error) => tracing::warn!(%error, "the practice account was not looked for"),
    }
}

/// Starts the practice account unless it runs. Never in a read-only window: its file belongs to the other process.
pub(super) async fn reach(desk: &Desk) -> Answer<Reached> {
    if let Some(reason) = desk.inner.store.read_only() {
        let message = "The practice account does not run in a read-only window.";
        return Err(WireError::new(ErrorCode::ReadOnly, message).with_hint(reason));
    }
    let reached = desk.inner.accounts.practice.reach(&desk.inner.data_dir).await.map_err(|error| {
        tracing::error!("{}", chain(&error));
        WireError::new(ErrorCode::Internal, format!("The practice account did not start: {}.", chain(&error)))
            .with_hint("Start Senderdesk again. If it stays, the log has the causes.")
    })?;
    for notice in &reached.notices {
        desk.notice(
            notice.clone(),
            Some("The practice account starts afresh; its workspace stays.".to_owned()),
        );
    }
    Ok(reached)
}

fn workspace(account: AccountId, created_at: At) -> Result<Workspace, StoreError> {
    Ok(Workspace {
        id: WorkspaceId::fresh(),
        name: "Practice".to_owned(),
        colour: ColourTag::Violet,
        environment: Environment::Practice,
        data_centre: "DC-01".parse().map_err(|error| StoreError::unreadable("data centre", error))?,
        keyword_management: false,
        delivery_url: None,
        account,
        created_at,
        more: workspaces::FileMore::default(),
    })
}

fn view_of(connection: &rusqlite::Connection, account: AccountId) -> Result<WorkspaceView, StoreError> {
    let id = accounts::workspaces_of(connection, account)?.into_iter().next();
    let id = id.ok_or(StoreError::NotFound("workspace"))?;
    crate::desk::view(connection, workspaces::get(connection, id)?)
}

/// What of the practice account becomes a sender at once.
struct Owned {
    service: Option<String>,
    number: Option<String>,
    short_code: Option<String>,
}

impl Owned {
    async fn read(client: &Client) -> Answer<Self> {
        let words = |error| WireError::from(ReadFault::from(&error));
        let (services, numbers, codes) = (
            client.messaging_services().all().await.map_err(words)?,
            client.incoming_phone_numbers().all().await.map_err(words)?,
            client.short_codes().all().await.map_err(words)?,
        );
        Ok(Self {
            service: services
                .into_iter()
                .find(|one| one.friendly_name == SERVICE)
                .map(|one| one.sid.to_string()),
            number: numbers.into_iter().find(|one| one.friendly_name == NUMBER).map(|one| one.phone_number),
            short_code: codes.into_iter().next().map(|one| one.short_code),
        })
    }

    /// In the order of the list; the first is the default.
    fn senders(&self, workspace: WorkspaceId, at: At) -> Vec<KeptSender> {
        let owned = [
            (SERVICE, SenderType::MessagingService, &self.service, false),
            (NUMBER, SenderType::LongCode, &self.number, true),
            ("Launch code", SenderType::ShortCode, &self.short_code, false),
        ];
        let known =
            owned.into_iter().filter_map(|(name, kind, id, mms)| Some((name, kind, id.clone()?, mms)));
        known
            .enumerate()
            .map(|(place, (name, sender_type, sender_id, supports_mms))| KeptSender {
                key: SenderKey::fresh(),
                workspace,
                name: name.to_owned(),
                sender_type,
                sender_id,
                supports_mms,
                is_default: place == 0,
                details: Details::default(),
                share_id: String::new(),
                more: Default::default(),
                created_at: at,
                updated_at: at,
            })
            .collect()
    }
}
