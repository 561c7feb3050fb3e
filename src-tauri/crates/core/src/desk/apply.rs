//! *Review and apply*: reads again, writes, reads back; the journal stands before each write.

mod view;
mod work;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;
use tokio::sync::Mutex as AsyncMutex;
use twilio_messaging::Client;

use super::{Answer, Desk};
use crate::account::fault::ReadFault;
use crate::apply::{Change as Field, Write, affected, cuts_off, notes, wanted};
use crate::catalogue::Catalogue;
use crate::ids::{AccountId, ApplyId, JobId, SenderKey, WorkspaceId};
use crate::route::Scene;
use crate::store::StoreError;
use crate::store::apply::{self as journal, KeptApply};
use crate::store::senders::{self, KeptSender};
use crate::store::workspaces::{self, Workspace};
use crate::wire::*;
use view::{planned, writes_of};

/// How long a plan may be looked at before it has to be made anew.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// How long ago a reading may have ended that a plan is made of; each value is read again anyway.
const RECENT: SignedDuration = SignedDuration::from_mins(1);
/// Plans that wait for a decision.
const WAITING: usize = 20;
/// Members of a pool that a plan names.
const NAMED: usize = 10_000;

/// Plans that wait, and who is writing.
#[derive(Default)]
pub(crate) struct State {
    plans: Mutex<HashMap<ApplyId, Plan>>,
    writing: Mutex<HashMap<AccountId, Arc<AsyncMutex<()>>>>,
}

/// A plan that was shown.
#[derive(Clone)]
struct Plan {
    id: ApplyId,
    at: At,
    workspace: Workspace,
    sender: WorksheetSender,
    takes_back: Option<ApplyId>,
    writes: Vec<Write>,
}

impl State {
    fn plans<T>(&self, work: impl FnOnce(&mut HashMap<ApplyId, Plan>) -> T) -> T {
        work(&mut self.plans.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn writing(&self, account: AccountId) -> Arc<AsyncMutex<()>> {
        let mut writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(writing.entry(account).or_default())
    }
}

impl Desk {
    /// Reads the settings again, and says what would be written. Writes nothing.
    pub async fn plan_apply(
        &self,
        workspace: WorkspaceId,
        sender: SenderKey,
        settings: Vec<RouteSetting>,
    ) -> Answer<ApplyPlan> {
        let (workspace, sender) = self
            .read(move |connection| {
                let sender = senders::get(connection, sender)?;
                if sender.workspace != workspace {
                    return Err(StoreError::NotFound("sender"));
                }
                Ok((workspaces::get(connection, workspace)?, sender))
            })
            .await?;
        // Which resource decides may have changed in a reading that is not of this minute.
        let recent = self.is_read_within(workspace.account, RECENT).await?;
        let (catalogue, read_at) = self.catalogue_read(workspace.account, !recent).await?;
        let scene = Scene { workspace: &workspace, sender: &sender, catalogue: &catalogue, read_at };
        let (writes, mut left_out) = wanted(scene, &settings);
        let client = self.in_use(workspace.account).await?.client;
        let mut current = Vec::new();
        for (write, for_settings) in writes {
            match read_before(&client, write).await? {
                Ok(write) if write.changes.is_empty() => {}
                Ok(write) => current.push(write),
                Err(reason) => left_out.extend(
                    for_settings.into_iter().map(|setting| LeftOut { setting, reason: reason.clone() }),
                ),
            }
        }
        let sender = worksheet_sender(&sender);
        Ok(self.offer(workspace, sender, None, current, left_out, &catalogue))
    }

    /// Reads the settings again, and says what would be written to take back what was applied. Writes nothing.
    pub async fn plan_take_back(&self, id: ApplyId) -> Answer<ApplyPlan> {
        let workspace = self
            .read(move |connection| workspaces::get(connection, journal::get(connection, id)?.workspace))
            .await?;
        // What is being written just now has to be settled before it is judged.
        let writing = self.inner.applies.writing(workspace.account);
        let _writing = writing.lock().await;
        let kept = self.read(move |connection| journal::get(connection, id)).await?;
        if let Some(reason) = view::not_takeable(&kept, workspace.account) {
            return Err(WireError::new(ErrorCode::Invalid, reason));
        }
        let client = self.in_use(workspace.account).await?.client;
        let mut writes = Vec::new();
        for (write, state) in writes_of(&kept) {
            if !view::was_written(state) {
                continue;
            }
            let live = client.settings(&write.resource).await.map_err(|error| ReadFault::from(&error))?;
            let mut changes = Vec::new();
            for change in write.changes {
                let (ours, former) = (change.after.as_deref(), change.before.as_deref());
                if crate::apply::is(&live, &change, former) {
                    continue;
                }
                if !crate::apply::is(&live, &change, ours) {
                    let shown = live.get(change.field).flatten().map(view::shown);
                    let message = format!(
                        "{} of {} is no longer what was written from here: {}. Nothing was taken back.",
                        change.field,
                        write.name,
                        shown.as_deref().unwrap_or("empty"),
                    );
                    return Err(WireError::new(ErrorCode::Invalid, message).with_hint(
                        "Somebody has changed it since. Look at the route as it is now, and decide anew.",
                    ));
                }
                let before = live.get(change.field).flatten().map(str::to_owned);
                changes.push(Field { field: change.field, before, after: change.before });
            }
            if !changes.is_empty() {
                writes.push(Write { changes, ..write });
            }
        }
        if writes.is_empty() {
            self.undone_elsewhere(&kept).await?;
        }
        let sender = view::sender_of(&kept);
        let (catalogue, _) = self.catalogue_read(workspace.account, false).await?;
        Ok(self.offer(workspace, sender, Some(id), writes, Vec::new(), &catalogue))
    }

    /// Keeps a plan until it is decided, and shows it.
    fn offer(
        &self,
        workspace: Workspace,
        sender: WorksheetSender,
        takes_back: Option<ApplyId>,
        writes: Vec<Write>,
        left_out: Vec<LeftOut>,
        catalogue: &Catalogue,
    ) -> ApplyPlan {
        let (id, at) = (ApplyId::fresh(), self.now());
        let members: Vec<_> = writes.iter().flat_map(|write| affected(catalogue, write)).collect();
        let shown = ApplyPlan {
            id,
            workspace: workspace.id,
            sender: sender.clone(),
            takes_back,
            read_at: at,
            requests: writes.iter().map(|write| planned(write, cuts_off(catalogue, write))).collect(),
            affected_total: u32::try_from(members.len()).unwrap_or(u32::MAX),
            affected: members.into_iter().take(NAMED).collect(),
            notes: notes(catalogue, &writes),
            left_out,
            type_to_confirm: to_type(&workspace),
        };
        let plan = Plan { id, at, workspace, sender, takes_back, writes };
        self.inner.applies.plans(|plans| {
            plans.retain(|_, plan| at.0.duration_since(plan.at.0) < FRESH);
            if plans.len() >= WAITING
                && let Some(oldest) = plans.values().min_by_key(|plan| plan.at).map(|plan| plan.id)
            {
                plans.remove(&oldest);
            }
            plans.insert(id, plan);
        });
        shown
    }

    /// Writes what a plan says, each request once; reads it back, and says what became of it. A plan can be applied once.
    pub async fn apply_plan(&self, id: ApplyId, typed: String, job: JobId) -> Answer<Applied> {
        let found = self.inner.applies.plans(|plans| {
            let plan = plans.get(&id)?;
            if to_type(&plan.workspace).is_some_and(|name| name.trim() != typed.trim()) {
                return Some(Err(plan.workspace.name.clone()));
            }
            plans.remove(&id).map(Ok)
        });
        let plan = match found {
            None => return Err(outdated()),
            Some(Err(name)) => {
                let message = format!("Type the name of the workspace, {name}, to apply this in production.");
                let field = FieldError { field: "typed".to_owned(), message, hint: None };
                return Err(WireError::invalid(vec![field]));
            }
            Some(Ok(plan)) => plan,
        };
        if plan.writes.is_empty() {
            return Err(WireError::new(ErrorCode::Invalid, "There is nothing to write in this plan."));
        }
        let writing = self.inner.applies.writing(plan.workspace.account);
        let writing = writing.lock_owned().await;
        // Looked at after the wait: what went before may have taken long.
        if self.now().0.duration_since(plan.at.0) >= FRESH {
            return Err(outdated());
        }
        let job = self.begin_job(job);
        let desk = self.clone();
        // What has begun is finished, also when nobody waits for it any more; until then nobody else writes.
        let work = tokio::spawn(async move {
            let _writing = writing;
            let (account, workspace) = (plan.workspace.account, plan.workspace.id);
            let written = desk.write_plan(plan, job).await;
            // Also where it failed half-way: what was read before is of yesterday.
            desk.catalogue_is_stale(account);
            desk.tell(Change::Live { workspace });
            written
        });
        work.await.map_err(|error| {
            WireError::new(ErrorCode::Internal, format!("It was not finished: {error}."))
                .with_hint("Look at the journal: it says what was done.")
        })?
    }

    /// Reads back what was applied, and settles what was not known. Writes nothing.
    pub async fn look_at_applied(&self, id: ApplyId) -> Answer<Applied> {
        let (kept, account) = self
            .read(move |connection| {
                let kept = journal::get(connection, id)?;
                let account = workspaces::get(connection, kept.workspace)?.account;
                Ok((kept, account))
            })
            .await?;
        if kept.account != account {
            return Err(WireError::new(ErrorCode::Invalid, view::OTHER_ACCOUNT));
        }
        let writing = self.inner.applies.writing(account);
        let _writing = writing.lock().await;
        let client = self.in_use(account).await?.client;
        for ((write, state), place) in writes_of(&kept).into_iter().zip(0..) {
            self.look_at(&client, id, place, &write, state).await?;
        }
        self.applied_one(id).await
    }

    /// The journal of what was written at Twilio, newest first; at most 200 at once.
    pub async fn applied(&self, workspace: WorkspaceId, offset: u32, limit: u32) -> Answer<AppliedPage> {
        self.read(move |connection| {
            let account = workspaces::get(connection, workspace)?.account;
            let (total, unfinished, rows) = journal::page(connection, workspace, offset, limit.min(200))?;
            let rows = rows.iter().map(|kept| view::applied(kept, account)).collect();
            Ok(AppliedPage { total, unfinished, offset, rows })
        })
        .await
    }

    /// The former values stand again without a write from here: what was written is settled as taken back.
    async fn undone_elsewhere(&self, kept: &KeptApply) -> Answer<()> {
        let (id, workspace) = (kept.id, kept.workspace);
        let states: Vec<_> = kept.requests.iter().map(|request| request.state).collect();
        self.write(move |transaction| {
            for (state, place) in states.into_iter().zip(0..) {
                let (state, says) = match state {
                    RequestState::Unknown => (RequestState::NotDone, "Read again, the former values stand."),
                    state if view::was_written(state) => (
                        RequestState::TakenBack,
                        "Read again, the former values stand: it was undone elsewhere.",
                    ),
                    _ => continue,
                };
                journal::settle(transaction, id, place, state, says)?;
            }
            Ok(())
        })
        .await?;
        self.tell(Change::Applied { workspace });
        Ok(())
    }

    async fn applied_one(&self, id: ApplyId) -> Answer<Applied> {
        let shown = self
            .read(move |connection| {
                let kept: KeptApply = journal::get(connection, id)?;
                let account = workspaces::get(connection, kept.workspace)?.account;
                Ok(view::applied(&kept, account))
            })
            .await?;
        self.tell(Change::Applied { workspace: shown.workspace });
        Ok(shown)
    }
}

fn outdated() -> WireError {
    WireError::new(ErrorCode::Invalid, "This plan is no longer valid: it was applied, or is too old.")
        .with_hint("Review it again.")
}

/// What stands there now; fields that are right already are left out, but the three of a service's inbound, which belong
/// together. Why not, where a field was not told.
async fn read_before(client: &Client, write: Write) -> Answer<Result<Write, String>> {
    let live = client.settings(&write.resource).await.map_err(|error| ReadFault::from(&error))?;
    let mut changes = Vec::new();
    for change in write.changes {
        let Some(before) = live.get(change.field) else {
            return Ok(Err(format!("Twilio did not say what stands in {}.", change.field)));
        };
        changes.push(Field { before: before.map(str::to_owned), ..change });
    }
    use twilio_messaging::SettingField::*;
    let is_right = |one: &Field| crate::apply::is(&live, one, one.after.as_deref());
    let of_inbound = |one: &Field| {
        matches!(
            one.field,
            UseInboundWebhookOnNumber | InboundRequestUrl | InboundMethod | SmsUrl | SmsMethod
        )
    };
    let inbound_is_right = changes.iter().filter(|one| of_inbound(one)).all(is_right);
    changes.retain(|one| if of_inbound(one) { !inbound_is_right } else { !is_right(one) });
    Ok(Ok(Write { changes, ..write }))
}

/// What is typed before something is written in production.
fn to_type(workspace: &Workspace) -> Option<String> {
    (workspace.environment == Environment::Production).then(|| workspace.name.clone())
}

fn worksheet_sender(sender: &KeptSender) -> WorksheetSender {
    WorksheetSender {
        key: sender.key,
        name: sender.name.clone(),
        sender_type: sender.sender_type,
        sender_id: sender.sender_id.clone(),
    }
}
