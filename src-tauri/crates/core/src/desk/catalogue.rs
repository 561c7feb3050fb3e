//! What the account owns that can send: read on request, kept in memory, completing sender IDs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use jiff::SignedDuration;
use tokio::sync::{Mutex as AsyncMutex, Semaphore};
use tokio::task::JoinSet;
use twilio_messaging::{
    Capabilities, Client, Error, IncomingPhoneNumber, Listed, Listing, MessagingService, WebhookMethod,
};

use super::{Answer, Desk};
use crate::account::fault::ReadFault;
use crate::catalogue::{
    Application, Can, Catalogue, Member, Number, Places, Read, Service, ShortCode, Webhook,
};
use crate::ids::{AccountId, CredentialId, WorkspaceId};
use crate::store::{accounts, senders, workspaces};
use crate::wire::*;

/// How long what was read is used without reading it again.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// How many lists of pools are read at once.
const IN_FLIGHT: usize = 4;

/// What was read of each account.
#[derive(Default)]
pub(crate) struct State(Mutex<HashMap<AccountId, Slot>>);

#[derive(Default)]
struct Slot {
    kept: Option<Kept>,
    /// Held by one who asks, so that whoever asks meanwhile gets the same reading.
    asking: Arc<AsyncMutex<()>>,
    /// Whether something was changed at Twilio since: the next who asks has it read again.
    stale: bool,
    /// Alive while Twilio is being read.
    under_way: Weak<()>,
}

/// A reading, and the credential that it was made with: another one may see something else.
#[derive(Clone)]
struct Kept {
    credential: CredentialId,
    read_at: At,
    catalogue: Arc<Catalogue>,
}

impl Desk {
    /// Completes a sender ID from what was read; never asks Twilio.
    pub async fn complete_sender_id(
        &self,
        workspace: WorkspaceId,
        sender_type: Option<SenderType>,
        typed: String,
    ) -> Answer<Completion> {
        let (account, saved) = self
            .read(move |connection| {
                let account = workspaces::get(connection, workspace)?.account;
                Ok((account, senders::saved_ids(connection, workspace)?))
            })
            .await?;
        let reading = self.is_reading(account);
        let known = self.known(account).await?;
        let state = |known: CatalogueState| if reading { CatalogueState::Reading } else { known };
        Ok(match known {
            Some(kept) => {
                let completion = kept.catalogue.complete(sender_type, &typed, &saved);
                Completion { state: state(completion.state), read_at: Some(kept.read_at), ..completion }
            }
            None => Completion {
                state: state(CatalogueState::NotRead),
                read_at: None,
                faults: Vec::new(),
                candidates: Vec::new(),
                matching: 0,
            },
        })
    }

    /// Reads what the account owns, unless it was read in the last ten minutes and `again` is false.
    pub async fn read_catalogue(&self, workspace: WorkspaceId, again: bool) -> Answer<Completion> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        self.catalogue(account, again).await?;
        self.complete_sender_id(workspace, None, String::new()).await
    }

    /// Looks for every sender of the workspace in its account, and keeps what was found.
    pub async fn recheck_ownership(&self, workspace: WorkspaceId) -> Answer<OwnershipReport> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let kept = self.catalogue(account, true).await?;
        let report = self
            .write(move |transaction| {
                let bound = workspaces::get(transaction, workspace)?.account;
                let in_use = accounts::get(transaction, bound)?;
                if bound != account
                    || in_use.credential.map(|credential| credential.id) != Some(kept.credential)
                {
                    return Err(superseded().into());
                }
                let everyone = SenderSelection::Matching { search: String::new() };
                let mut report = OwnershipReport { found: 0, not_found: 0, could_not_check: 0 };
                for sender in senders::selected(transaction, workspace, &everyone)? {
                    let (ownership, reason) = kept.catalogue.ownership(sender.sender_type, &sender.sender_id);
                    *match ownership {
                        Ownership::Found => &mut report.found,
                        Ownership::NotFound => &mut report.not_found,
                        Ownership::CouldNotCheck => &mut report.could_not_check,
                    } += 1;
                    let view = OwnershipView { ownership, reason, at: kept.read_at };
                    senders::record_ownership(transaction, sender.key, &in_use.account_sid, &view)?;
                }
                Ok(report)
            })
            .await?;
        self.tell(Change::Senders { workspace });
        Ok(report)
    }

    /// What was read of an account with the credential that it has now.
    pub(super) async fn catalogue_in_memory(&self, account: AccountId) -> Answer<Option<Arc<Catalogue>>> {
        Ok(self.known(account).await?.map(|kept| kept.catalogue))
    }

    /// What was read of an account with the credential that it has now, and when; never asks Twilio.
    pub(super) async fn catalogue_kept(&self, account: AccountId) -> Answer<Option<(Arc<Catalogue>, At)>> {
        Ok(self.known(account).await?.map(|kept| (kept.catalogue, kept.read_at)))
    }

    /// Has whoever asks next read the account again; what was read is shown until then.
    pub(super) fn catalogue_is_stale(&self, account: AccountId) {
        self.slot(account, |slot| slot.stale = true);
    }

    /// Whether the account is being read just now.
    pub(super) fn is_reading(&self, account: AccountId) -> bool {
        self.slot(account, |slot| slot.under_way.strong_count() > 0)
    }

    /// What the account owns, unless it was read in the last ten minutes and `again` is false; and when.
    pub(super) async fn catalogue_read(
        &self,
        account: AccountId,
        again: bool,
    ) -> Answer<(Arc<Catalogue>, At)> {
        let kept = self.catalogue(account, again).await?;
        Ok((kept.catalogue, kept.read_at))
    }

    async fn known(&self, account: AccountId) -> Answer<Option<Kept>> {
        let credential = self.credential_of(account).await?;
        Ok(self.slot(account, |slot| {
            if slot.kept.as_ref().is_some_and(|kept| Some(kept.credential) != credential) {
                slot.kept = None;
            }
            slot.kept.clone()
        }))
    }

    async fn credential_of(&self, account: AccountId) -> Answer<Option<CredentialId>> {
        self.read(move |connection| {
            Ok(accounts::get(connection, account)?.credential.map(|credential| credential.id))
        })
        .await
    }

    async fn catalogue(&self, account: AccountId, again: bool) -> Answer<Kept> {
        let asked_at = self.now();
        let asking = self.slot(account, |slot| Arc::clone(&slot.asking));
        let _asking = asking.lock().await;
        if let Some(kept) = self.known(account).await? {
            let age = self.now().0.duration_since(kept.read_at.0);
            let stale = self.slot(account, |slot| slot.stale);
            let usable = kept.catalogue.state() != CatalogueState::Failed && !stale;
            if usable && !again && (SignedDuration::ZERO..FRESH).contains(&age) {
                return Ok(kept);
            }
            // Whoever waited for a reading that began after it asked has what it asked for.
            if kept.read_at > asked_at {
                return Ok(kept);
            }
        }
        let in_use = self.in_use(account).await?;
        let under_way = Arc::new(());
        self.slot(account, |slot| slot.under_way = Arc::downgrade(&under_way));
        let read_at = self.now();
        let catalogue = Arc::new(read(&in_use.client).await);
        let kept = Kept { credential: in_use.credential.id, read_at, catalogue };
        if self.credential_of(account).await? != Some(kept.credential) {
            return Err(superseded());
        }
        self.slot(account, |slot| (slot.kept, slot.stale) = (Some(kept.clone()), false));
        Ok(kept)
    }

    fn slot<T>(&self, account: AccountId, work: impl FnOnce(&mut Slot) -> T) -> T {
        let mut slots = self.inner.catalogues.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(slots.entry(account).or_default())
    }
}

fn superseded() -> WireError {
    WireError::new(ErrorCode::Network, "The account was replaced or reauthenticated while it was read.")
        .with_hint("Read it once more.")
}

/// Reads all lists at once, then the pools.
async fn read(client: &Client) -> Catalogue {
    let (numbers, short_codes, services, applications) = tokio::join!(
        client.incoming_phone_numbers().all(),
        client.short_codes().all(),
        client.messaging_services().all(),
        client.applications().all(),
    );
    Catalogue {
        numbers: listed(numbers).map(|all| all.into_iter().map(number).collect()),
        short_codes: listed(short_codes).map(|all| all.into_iter().map(short_code).collect()),
        services: match listed(services) {
            Ok(services) => Ok(pools(client, services).await),
            Err(fault) => Err(fault),
        },
        applications: listed(applications).map(|all| all.into_iter().map(application).collect()),
        places: Places::default(),
    }
}

fn webhook(url: Option<String>, method: Option<WebhookMethod>) -> Webhook {
    Webhook { url, method: method.map(|method| method.to_string()) }
}

fn number(number: IncomingPhoneNumber) -> Number {
    Number {
        sid: number.sid.to_string(),
        can: can(number.capabilities),
        number: number.phone_number,
        name: number.friendly_name,
        inbound: webhook(number.sms_url, number.sms_method),
        fallback: webhook(number.sms_fallback_url, number.sms_fallback_method),
        application: number.sms_application_sid,
        call_status_callback: number.status_callback,
    }
}

fn short_code(code: twilio_messaging::ShortCode) -> ShortCode {
    ShortCode {
        sid: code.sid.to_string(),
        code: code.short_code,
        name: code.friendly_name,
        inbound: webhook(code.sms_url, code.sms_method),
        fallback: webhook(code.sms_fallback_url, code.sms_fallback_method),
    }
}

fn application(one: twilio_messaging::Application) -> Application {
    Application {
        sid: one.sid,
        name: one.friendly_name,
        inbound: webhook(one.sms_url, one.sms_method),
        fallback: webhook(one.sms_fallback_url, one.sms_fallback_method),
    }
}

fn service(one: MessagingService, pool: Read<Member>) -> Service {
    Service {
        sid: one.sid.to_string(),
        name: one.friendly_name,
        inbound: webhook(one.inbound_request_url, one.inbound_method),
        fallback: webhook(one.fallback_url, one.fallback_method),
        status_callback: one.status_callback,
        defers: one.use_inbound_webhook_on_number,
        mms_converter: one.mms_converter,
        smart_encoding: one.smart_encoding,
        validity_period: one.validity_period,
        pool,
    }
}

async fn pools(client: &Client, services: Vec<MessagingService>) -> Vec<Service> {
    let permits = Arc::new(Semaphore::new(IN_FLIGHT));
    let mut reading = JoinSet::new();
    for (nth, one) in services.into_iter().enumerate() {
        let (client, permits) = (client.clone(), Arc::clone(&permits));
        reading.spawn(async move {
            let pool = pool(&client, &one, &permits).await;
            (nth, service(one, pool))
        });
    }
    let mut read = reading.join_all().await;
    read.sort_by_key(|(nth, _)| *nth);
    read.into_iter().map(|(_, service)| service).collect()
}

async fn pool(client: &Client, service: &MessagingService, permits: &Semaphore) -> Read<Member> {
    let member = |kind, sender_id, capabilities| Member { kind, sender_id, can: can(capabilities) };
    let (numbers, codes, alphas) = tokio::try_join!(
        permitted(permits, client.service_phone_numbers(&service.sid)),
        permitted(permits, client.service_short_codes(&service.sid)),
        permitted(permits, client.service_alpha_senders(&service.sid)),
    )?;
    let numbers =
        numbers.into_iter().map(|one| member(SenderType::LongCode, one.phone_number, one.capabilities));
    let codes = codes.into_iter().map(|one| member(SenderType::ShortCode, one.short_code, one.capabilities));
    let alphas =
        alphas.into_iter().map(|one| member(SenderType::Alphanumeric, one.alpha_sender, one.capabilities));
    Ok(numbers.chain(codes).chain(alphas).collect())
}

async fn permitted<T: Listed>(permits: &Semaphore, listing: Listing<T>) -> Read<T> {
    // The semaphore is never closed, so an error of it would only mean no limit.
    let _permit = permits.acquire().await.ok();
    listed(listing.all().await)
}

fn listed<T>(read: Result<Vec<T>, Error>) -> Read<T> {
    read.map_err(|error| ReadFault::from(&error).in_words().0)
}

fn can(capabilities: Capabilities) -> Can {
    Can { sms: capabilities.sms, mms: capabilities.mms }
}
