//! What the account owns that can send: read on request, kept in memory, completing sender IDs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use jiff::SignedDuration;
use tokio::sync::{Mutex as AsyncMutex, Notify, Semaphore};
use tokio::task::JoinSet;
use twilio_messaging::sid::{AccountSid, MessagingServiceSid};
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
/// How many lists of pools are read at once while the numbers are read: as many as the client asks at once, so that the
/// numbers, the longest chain, never wait long.
const LISTS: usize = 4;
/// And how many more afterwards, which stand ready while a list is taken in.
const MORE_LISTS: usize = 2;
/// Of a pool that is still to be read.
pub(super) const NOT_YET: &str = "It was not read yet.";

/// What was read of each account.
#[derive(Default)]
pub(crate) struct State(Mutex<HashMap<Of, Slot>>);

/// An account, or a subaccount of it.
type Of = (AccountId, Option<AccountSid>);

/// What was read until now, while it is being read.
pub(super) struct Seen {
    /// It is read with: another one may see something else.
    credential: CredentialId,
    catalogue: Mutex<Catalogue>,
    /// Told whenever there is more.
    pub(super) more: Notify,
}

impl Seen {
    fn new(credential: CredentialId) -> Self {
        let nothing = Catalogue {
            numbers: Ok(Vec::new()),
            short_codes: Ok(Vec::new()),
            services: Ok(Vec::new()),
            applications: Ok(Vec::new()),
            places: Places::default(),
        };
        Self { credential, catalogue: Mutex::new(nothing), more: Notify::new() }
    }

    fn put(&self, change: impl FnOnce(&mut Catalogue)) {
        let mut catalogue = self.catalogue.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut catalogue);
        catalogue.places = Places::default();
        drop(catalogue);
        self.more.notify_one();
    }

    /// Looks at it; whoever reads waits meanwhile.
    pub(super) fn look<T>(&self, work: impl FnOnce(&Catalogue) -> T) -> T {
        work(&self.catalogue.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn take(&self) -> Catalogue {
        let mut catalogue = self.catalogue.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut catalogue, Catalogue::unread())
    }
}

/// How far the reading of an account has come, and what there is of it.
pub(super) enum Known {
    Nothing,
    /// Being read, or stopped before its end.
    Part(Arc<Seen>),
    All(Arc<Catalogue>, At),
}

#[derive(Default)]
struct Slot {
    kept: Option<Kept>,
    /// The one before `kept`, by the same credential, where `kept` told nothing at all.
    former: Option<Kept>,
    /// The reading whose values were last recorded for a workspace.
    recorded: HashMap<WorkspaceId, At>,
    /// Held by one who asks, so that whoever asks meanwhile gets the same reading.
    asking: Arc<AsyncMutex<()>>,
    /// How often something was changed at Twilio from here: what was read before is read again by the next who asks.
    changes: u64,
    /// Alive while Twilio is being read.
    under_way: Weak<()>,
    /// What was read until now; left where a reading was stopped.
    seen: Option<Arc<Seen>>,
}

/// A reading, and the credential that it was made with: another one may see something else.
#[derive(Clone)]
struct Kept {
    credential: CredentialId,
    read_at: At,
    ended_at: At,
    /// Changes from here when the reading began: one that came during it is not surely in it.
    changes: u64,
    catalogue: Arc<Catalogue>,
}

impl Kept {
    /// Whether it tells nothing at all.
    fn failed(&self) -> bool {
        self.catalogue.state() == CatalogueState::Failed
    }
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
        let known = self.known(&(account, None)).await?;
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
        self.catalogue((account, None), again).await?;
        self.complete_sender_id(workspace, None, String::new()).await
    }

    /// Looks for every sender of the workspace in its account, and keeps what was found.
    pub async fn recheck_ownership(&self, workspace: WorkspaceId) -> Answer<OwnershipReport> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let kept = self.catalogue((account, None), true).await?;
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
        Ok(self.known(&(account, None)).await?.map(|kept| kept.catalogue))
    }

    /// What was read of an account with the credential that it has now, and when: last, or before a reading that told
    /// nothing. Never asks Twilio.
    pub(super) async fn catalogue_kept(&self, account: AccountId) -> Answer<Option<(Arc<Catalogue>, At)>> {
        let of = (account, None);
        let Some(kept) = self.known(&of).await? else { return Ok(None) };
        let told = self.slot(&of, |slot| slot.former.clone()).unwrap_or(kept);
        Ok(Some((told.catalogue, told.read_at)))
    }

    /// What the last reading could not read, where it told nothing and the one before stands for it.
    pub(super) fn failed_since(&self, account: AccountId) -> Option<Vec<String>> {
        self.slot(&(account, None), |slot| {
            slot.former.as_ref()?;
            slot.kept.as_ref().map(|kept| kept.catalogue.faults())
        })
    }

    /// Whether a reading that told something ended so short a while ago.
    pub(super) async fn is_read_within(&self, account: AccountId, age: SignedDuration) -> Answer<bool> {
        let kept = self.known(&(account, None)).await?.filter(|kept| !kept.failed());
        Ok(kept.is_some_and(|kept| self.now().0.duration_since(kept.ended_at.0) < age))
    }

    /// Whether asking again would read nothing new, and what was read is recorded for the workspace.
    pub(super) async fn is_recorded(&self, account: AccountId, workspace: WorkspaceId) -> Answer<bool> {
        let of = (account, None);
        let kept = self.known(&of).await?.filter(|kept| self.is_fresh(&of, kept));
        Ok(kept
            .is_some_and(|kept| self.slot(&of, |slot| slot.recorded.get(&workspace) == Some(&kept.read_at))))
    }

    /// Remembers that a reading is recorded for a workspace.
    pub(super) fn is_recorded_now(&self, account: AccountId, workspace: WorkspaceId, read_at: At) {
        self.slot(&(account, None), |slot| slot.recorded.insert(workspace, read_at));
    }

    fn is_fresh(&self, of: &Of, kept: &Kept) -> bool {
        let age = self.now().0.duration_since(kept.read_at.0);
        let stale = self.slot(of, |slot| slot.changes != kept.changes);
        !kept.failed() && !stale && (SignedDuration::ZERO..FRESH).contains(&age)
    }

    /// Has whoever asks next read the account again; what was read is shown until then.
    pub(super) fn catalogue_is_stale(&self, account: AccountId) {
        self.slot(&(account, None), |slot| slot.changes += 1);
    }

    /// Whether the account is being read just now.
    pub(super) fn is_reading(&self, account: AccountId) -> bool {
        self.is_reading_of(&(account, None))
    }

    pub(super) fn is_reading_of(&self, of: &Of) -> bool {
        self.slot(of, |slot| slot.under_way.strong_count() > 0)
    }

    /// What there is of an account: of a reading that goes on or was stopped, that; otherwise the last whole one.
    pub(super) async fn known_until_now(&self, of: &Of) -> Answer<Known> {
        let kept = self.known(of).await?;
        let credential = self.credential_of(of.0).await?;
        let seen = self.slot(of, |slot| slot.seen.clone().filter(|seen| Some(seen.credential) == credential));
        Ok(match (seen, kept) {
            (Some(seen), _) => Known::Part(seen),
            (None, Some(kept)) => Known::All(kept.catalogue, kept.read_at),
            (None, None) => Known::Nothing,
        })
    }

    /// What is read just now, while it is.
    pub(super) fn seen_now(&self, of: &Of) -> Option<Arc<Seen>> {
        self.slot(of, |slot| slot.seen.clone().filter(|_| slot.under_way.strong_count() > 0))
    }

    /// What the account owns, unless it was read in the last ten minutes and `again` is false; and when.
    pub(super) async fn catalogue_read(
        &self,
        account: AccountId,
        again: bool,
    ) -> Answer<(Arc<Catalogue>, At)> {
        self.catalogue_of((account, None), again).await
    }

    /// The same of an account or of a subaccount.
    pub(super) async fn catalogue_of(&self, of: Of, again: bool) -> Answer<(Arc<Catalogue>, At)> {
        let kept = self.catalogue(of, again).await?;
        Ok((kept.catalogue, kept.read_at))
    }

    async fn known(&self, of: &Of) -> Answer<Option<Kept>> {
        let credential = self.credential_of(of.0).await?;
        Ok(self.slot(of, |slot| {
            if slot.kept.as_ref().is_some_and(|kept| Some(kept.credential) != credential) {
                slot.kept = None;
                slot.former = None;
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

    async fn catalogue(&self, of: Of, again: bool) -> Answer<Kept> {
        let account = of.0;
        let asked_at = self.now();
        let asking = self.slot(&of, |slot| Arc::clone(&slot.asking));
        let _asking = asking.lock().await;
        if let Some(kept) = self.known(&of).await? {
            let fresh = !again && self.is_fresh(&of, &kept);
            // Whoever waited for a reading that began after it asked has what it asked for.
            if fresh || kept.read_at > asked_at {
                // A part that was stopped has nothing more to say beside the whole.
                self.slot(&of, |slot| slot.seen = None);
                return Ok(kept);
            }
        }
        let in_use = self.in_use(account).await?;
        let (under_way, seen) = (Arc::new(()), Arc::new(Seen::new(in_use.credential.id)));
        let changes = self.slot(&of, |slot| {
            slot.under_way = Arc::downgrade(&under_way);
            slot.seen = Some(Arc::clone(&seen));
            slot.changes
        });
        let read_at = self.now();
        match &of.1 {
            None => read(&in_use.client, &seen).await,
            Some(subaccount) => {
                read_subaccount(&in_use.client.for_subaccount(subaccount.clone()), &seen).await;
            }
        }
        let still_in_use = self.credential_of(account).await;
        let kept = self.slot(&of, |slot| {
            slot.seen = None;
            let catalogue = Arc::new(seen.take());
            let kept =
                Kept { credential: in_use.credential.id, read_at, ended_at: self.now(), changes, catalogue };
            if matches!(&still_in_use, Ok(credential) if *credential == Some(kept.credential)) {
                let before = slot.kept.replace(kept.clone());
                let told = before.filter(|before| !before.failed()).or(slot.former.take());
                slot.former = told.filter(|_| kept.failed());
            }
            kept
        });
        match still_in_use? == Some(kept.credential) {
            true => Ok(kept),
            false => Err(superseded()),
        }
    }

    fn slot<T>(&self, of: &Of, work: impl FnOnce(&mut Slot) -> T) -> T {
        let mut slots = self.inner.catalogues.0.lock().unwrap_or_else(PoisonError::into_inner);
        match slots.get_mut(of) {
            Some(slot) => work(slot),
            None => work(slots.entry(of.clone()).or_default()),
        }
    }
}

fn superseded() -> WireError {
    WireError::new(ErrorCode::Network, "The account was replaced or reauthenticated while it was read.")
        .with_hint("Read it once more.")
}

/// Reads all lists at once, and each pool as soon as its service is known.
async fn read(client: &Client, seen: &Arc<Seen>) {
    let permits = Arc::new(Semaphore::new(LISTS));
    let numbers = async {
        let read = paged(client.incoming_phone_numbers(), |page| {
            seen.put(|catalogue| add(&mut catalogue.numbers, page.into_iter().map(number)));
        });
        let read = read.await;
        permits.add_permits(MORE_LISTS);
        read
    };
    let short_codes = paged(client.short_codes(), |page| {
        seen.put(|catalogue| add(&mut catalogue.short_codes, page.into_iter().map(short_code)));
    });
    let applications = paged(client.applications(), |page| {
        seen.put(|catalogue| add(&mut catalogue.applications, page.into_iter().map(application)));
    });
    let mut pools = JoinSet::new();
    let services = paged(client.messaging_services(), |page: Vec<MessagingService>| {
        seen.put(|catalogue| {
            for one in page {
                let Ok(services) = &mut catalogue.services else { continue };
                let (nth, sid) = (services.len(), one.sid.clone());
                services.push(service(one, Err(NOT_YET.to_owned())));
                let (client, permits, seen) = (client.clone(), Arc::clone(&permits), Arc::clone(seen));
                pools.spawn(async move {
                    let pool = pool(&client, &sid, &permits).await;
                    seen.put(|catalogue| {
                        let services = catalogue.services.as_mut().ok();
                        if let Some(service) = services.and_then(|services| services.get_mut(nth)) {
                            service.pool = pool;
                        }
                    });
                });
            }
        });
    });
    let (numbers, short_codes, applications, services) =
        tokio::join!(numbers, short_codes, applications, services);
    // A list is whole or not at all.
    seen.put(|catalogue| {
        catalogue.numbers = replaced(&mut catalogue.numbers, numbers);
        catalogue.short_codes = replaced(&mut catalogue.short_codes, short_codes);
        catalogue.applications = replaced(&mut catalogue.applications, applications);
        if services.is_err() {
            pools.abort_all();
        }
        catalogue.services = replaced(&mut catalogue.services, services);
    });
    while pools.join_next().await.is_some() {}
}

/// Of a subaccount its main account reads the numbers and short codes alone.
async fn read_subaccount(client: &Client, seen: &Seen) {
    let unread = || "Twilio shows it to the subaccount's own credential only.".to_owned();
    seen.put(|catalogue| {
        catalogue.services = Err(unread());
        catalogue.applications = Err(unread());
    });
    let numbers = paged(client.incoming_phone_numbers(), |page| {
        seen.put(|catalogue| add(&mut catalogue.numbers, page.into_iter().map(number)));
    });
    let short_codes = paged(client.short_codes(), |page| {
        seen.put(|catalogue| add(&mut catalogue.short_codes, page.into_iter().map(short_code)));
    });
    let (numbers, short_codes) = tokio::join!(numbers, short_codes);
    seen.put(|catalogue| {
        catalogue.numbers = replaced(&mut catalogue.numbers, numbers);
        catalogue.short_codes = replaced(&mut catalogue.short_codes, short_codes);
    });
}

/// Hands on each page as it comes; why the list is not whole, where it is not.
async fn paged<T: Listed>(listing: Listing<T>, take: impl FnMut(Vec<T>)) -> Result<(), String> {
    listed(listing.each(take).await)
}

fn add<T>(list: &mut Read<T>, page: impl Iterator<Item = T>) {
    if let Ok(all) = list {
        all.extend(page);
    }
}

fn replaced<T>(list: &mut Read<T>, read: Result<(), String>) -> Read<T> {
    let list = std::mem::replace(list, Ok(Vec::new()));
    read.and(list)
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

async fn pool(client: &Client, service: &MessagingServiceSid, permits: &Semaphore) -> Read<Member> {
    let member = |kind, sender_id, capabilities| Member { kind, sender_id, can: can(capabilities) };
    let (numbers, codes, alphas) = tokio::try_join!(
        permitted(permits, client.service_phone_numbers(service)),
        permitted(permits, client.service_short_codes(service)),
        permitted(permits, client.service_alpha_senders(service)),
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

fn listed<T>(read: Result<T, Error>) -> Result<T, String> {
    read.map_err(|error| ReadFault::from(&error).in_words().0)
}

fn can(capabilities: Capabilities) -> Can {
    Can { sms: capabilities.sms, mms: capabilities.mms }
}
