//! *Add from account*: reads an account while it is shown, and adds what is picked.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use rusqlite::Connection;
use twilio_messaging::AccountStatus;
use twilio_messaging::sid::AccountSid;

use super::catalogue::{Known, NOT_YET};
use super::senders::{around, create_all};
use super::{Answer, Desk};
use crate::account::fault::ReadFault;
use crate::catalogue::Catalogue;
use crate::discover::{self, Around};
use crate::ids::{AccountId, JobId, WorkspaceId};
use crate::sender::check_in;
use crate::store::senders::{self, folded};
use crate::store::{StoreError, workspaces};
use crate::wire::*;

/// The most rows of one answer.
const ROWS: u32 = 200;
/// The most senders that are added at once.
const PICKED: usize = 10_000;
/// How often the page is told that there is more.
const PACE: Duration = Duration::from_millis(250);

/// What the page is told of an account.
struct Mine {
    account: AccountId,
    saved: HashSet<(SenderType, String)>,
    names: HashSet<String>,
}

impl Mine {
    fn of(connection: &Connection, workspace: WorkspaceId) -> Result<Self, StoreError> {
        let account = workspaces::get(connection, workspace)?.account;
        let everyone = SenderSelection::Matching { search: String::new() };
        let senders = senders::selected(connection, workspace, &everyone)?;
        let names = senders.iter().map(|sender| folded(&sender.name)).collect();
        let saved = senders.into_iter().map(|sender| (sender.sender_type, sender.sender_id)).collect();
        Ok(Self { account, saved, names })
    }
}

impl Desk {
    /// The accounts that the credential reaches: its own and, for a main account, its subaccounts.
    pub async fn subaccounts(&self, workspace: WorkspaceId) -> Answer<Subaccounts> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let client = self.in_use(account).await?.client;
        Ok(match client.accounts().all().await {
            Err(error) => {
                Subaccounts { accounts: Vec::new(), fault: Some(ReadFault::from(&error).in_words().0) }
            }
            Ok(all) => {
                let accounts = all.into_iter().map(|one| Subaccount {
                    own: one.sid == *client.account_sid(),
                    status: match one.status {
                        AccountStatus::Active => "active".to_owned(),
                        other => other.to_string(),
                    },
                    sid: one.sid.to_string(),
                    friendly_name: one.friendly_name,
                });
                Subaccounts { accounts: accounts.collect(), fault: None }
            }
        })
    }

    /// Reads what the account owns that can send, unless it was read a short while ago and `again` is false; tells what
    /// there is while it reads. Cancelled it stops, and what was read stays to be looked at.
    pub async fn discover(
        &self,
        workspace: WorkspaceId,
        subaccount: Option<String>,
        again: bool,
        job: JobId,
    ) -> Answer<DiscoveryState> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let of = (account, sid(subaccount.as_deref())?);
        let job = self.begin_job(job);
        let (desk, asked) = (self.clone(), of.clone());
        let mut reading = tokio::spawn(async move { desk.catalogue_of(asked, again).await });
        let ended = job
            .unless_cancelled(async {
                loop {
                    let seen = self.seen_now(&of);
                    let more = async {
                        if let Some(seen) = &seen {
                            seen.more.notified().await;
                        }
                        tokio::time::sleep(PACE).await;
                    };
                    tokio::select! {
                        ended = &mut reading => break ended,
                        () = more => self.tell(Change::Discovery { workspace }),
                    }
                }
            })
            .await;
        if ended.is_none() {
            reading.abort();
            // Aborted, it lets go of the account; only then is it known as stopped.
            let _ = reading.await;
        }
        self.tell(Change::Discovery { workspace });
        match ended {
            None => Ok(DiscoveryState::Cancelled),
            Some(ended) => {
                let (catalogue, _) = ended.map_err(|error| {
                    WireError::new(ErrorCode::Internal, format!("The account was not read: {error}."))
                })??;
                Ok(state_of(&catalogue))
            }
        }
    }

    /// A part of what was found until now. Never asks Twilio.
    pub async fn discovery_page(
        &self,
        workspace: WorkspaceId,
        query: DiscoveryQuery,
    ) -> Answer<DiscoveryPage> {
        let mine = self.read(move |connection| Mine::of(connection, workspace)).await?;
        let of = (mine.account, sid(query.subaccount.as_deref())?);
        let known = self.known_until_now(&of).await?;
        let reading = self.is_reading_of(&of);
        let query = DiscoveryQuery { limit: query.limit.min(ROWS), ..query };
        let not_addable = query.subaccount.as_ref().map(|_| {
            "It belongs to a subaccount: connect that account as a workspace of its own.".to_owned()
        });
        // Hundreds of thousands of rows are gone through.
        let made = tokio::task::spawn_blocking(move || {
            let around =
                Around { saved: &mine.saved, names: &mine.names, not_addable: not_addable.as_deref() };
            match known {
                Known::Nothing => page(&Catalogue::unread(), DiscoveryState::NotRead, None, &query, &around),
                Known::All(catalogue, at) => {
                    page(&catalogue, state_of(&catalogue), Some(at), &query, &around)
                }
                Known::Part(seen) => {
                    let state = if reading { DiscoveryState::Reading } else { DiscoveryState::Cancelled };
                    seen.look(|catalogue| page(catalogue, state, None, &query, &around))
                }
            }
        });
        made.await.map_err(|error| {
            WireError::new(ErrorCode::Internal, format!("What was found could not be listed: {error}."))
        })
    }

    /// Adds what was picked as senders: all of it or none, with one way back. A name that is taken gets a number.
    pub async fn add_discovered(&self, workspace: WorkspaceId, picked: Vec<Picked>) -> Answer<AddedSenders> {
        if picked.is_empty() || picked.len() > PICKED {
            let message = format!("Pick 1 to {PICKED} senders.");
            return Err(WireError::new(ErrorCode::Invalid, message));
        }
        let now = self.now();
        let added = self
            .write(move |transaction| {
                let of = workspaces::get(transaction, workspace)?;
                let Mine { saved, mut names, .. } = Mine::of(transaction, workspace)?;
                let (mut fresh, mut remarks, mut refused) = (Vec::new(), Vec::new(), Vec::new());
                let mut once = saved;
                // Equal names are numbered on, not tried anew each time.
                let mut next = HashMap::new();
                for (nth, one) in picked.into_iter().enumerate() {
                    let field = format!("picked.{nth}");
                    let mut refuse = |message: String| {
                        refused.push(FieldError { field: field.clone(), message, hint: None });
                    };
                    if !once.insert((one.sender_type, one.sender_id.clone())) {
                        refuse(format!("{} is a sender of this workspace already.", one.sender_id));
                        continue;
                    }
                    // What was typed is taken as it is; without a name it is called by its number.
                    let typed = Some(one.name.trim()).filter(|typed| !typed.is_empty());
                    let base = typed.unwrap_or(&one.sender_id);
                    let from = next.entry(folded(base)).or_insert(1);
                    let name = discover::free(base, from, |name| names.contains(name));
                    names.insert(folded(&name));
                    if typed.is_some_and(|typed| name != typed) {
                        let message = format!("“{base}” was taken: it is called “{name}”.");
                        remarks.push(FieldNote { field, level: NoteLevel::Info, message, suggestion: None });
                    }
                    let draft = SenderDraft {
                        name,
                        sender_type: Some(one.sender_type),
                        sender_id: one.sender_id.clone(),
                        supports_mms: one.supports_mms,
                        ..SenderDraft::default()
                    };
                    match check_in(&draft, around(&of)).into_sender() {
                        Ok(sender) => fresh.push(sender),
                        Err(error) => {
                            let why = error.fields.first().map_or(error.message.as_str(), |one| &one.message);
                            refused.push(FieldError {
                                field: format!("picked.{nth}"),
                                message: format!("{}: {why}", one.sender_id),
                                hint: None,
                            });
                        }
                    }
                }
                if !refused.is_empty() {
                    return Err(WireError::invalid(refused).into());
                }
                let said = |count: usize| match count {
                    1 => "1 sender was added from the account.".to_owned(),
                    count => format!("{count} senders were added from the account."),
                };
                let changed = create_all(transaction, &of, fresh, said, now)?;
                let undo = changed.undo.ok_or(StoreError::NotFound("sender"))?;
                Ok(AddedSenders { added: changed.count, remarks, undo })
            })
            .await?;
        self.tell(Change::Workspace { id: workspace });
        self.tell(Change::Senders { workspace });
        self.tell(Change::Discovery { workspace });
        Ok(added)
    }
}

fn sid(text: Option<&str>) -> Answer<Option<AccountSid>> {
    text.map(str::parse).transpose().map_err(|_| {
        let message = "This is no Account SID: AC and 32 characters.".to_owned();
        WireError::invalid(vec![FieldError { field: "subaccount".to_owned(), message, hint: None }])
    })
}

fn state_of(catalogue: &Catalogue) -> DiscoveryState {
    match catalogue.state() {
        CatalogueState::Failed => DiscoveryState::Failed,
        CatalogueState::Whole => DiscoveryState::Whole,
        _ => DiscoveryState::Partial,
    }
}

fn page(
    catalogue: &Catalogue,
    state: DiscoveryState,
    read_at: Option<At>,
    query: &DiscoveryQuery,
    around: &Around<'_>,
) -> DiscoveryPage {
    let services = catalogue.services.as_deref().unwrap_or_default();
    let count = |services: usize| u32::try_from(services).unwrap_or(u32::MAX);
    let not_yet = services.iter().filter(|one| one.pool.as_ref().is_err_and(|why| why == NOT_YET)).count();
    let is_over =
        !matches!(state, DiscoveryState::NotRead | DiscoveryState::Reading | DiscoveryState::Cancelled);
    let part = discover::part(catalogue, query, around);
    DiscoveryPage {
        state,
        read_at,
        // While it is read, what is still to come is no fault.
        faults: if is_over { catalogue.faults() } else { Vec::new() },
        pools_read: count(services.len() - not_yet),
        pools: count(services.len()),
        found: part.found,
        matching: part.matching,
        offset: query.offset,
        rows: part.rows,
    }
}
