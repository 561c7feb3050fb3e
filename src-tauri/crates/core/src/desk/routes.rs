//! What is live: read on request, kept, compared with what should be.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::{Answer, Desk};
use crate::catalogue::{Catalogue, Member};
use crate::ids::{AccountId, JobId, SenderKey, WorkspaceId};
use crate::route::{self, Routes, Scene, drift, observed, unread_layers};
use crate::store::StoreError;
use crate::store::activity::{self, Entry};
use crate::store::live::{self, Accepted, AllSeen};
use crate::store::senders::{self, KeptSender, folded};
use crate::store::workspaces::{self, Workspace};
use crate::wire::*;

mod practised;

/// The most rows of one answer.
const ROWS: u32 = 200;
/// The longest reason for accepting a difference, in characters.
const REASON: usize = 500;

/// What the rows of a workspace are judged with.
struct Kept {
    workspace: Workspace,
    senders: Vec<KeptSender>,
    seen: AllSeen,
    looks: HashMap<SenderKey, At>,
    accepted: HashMap<(SenderKey, RouteSetting), Accepted>,
}

impl Kept {
    fn of(connection: &Connection, workspace: WorkspaceId) -> Result<Self, StoreError> {
        let workspace = workspaces::get(connection, workspace)?;
        let everyone = SenderSelection::Matching { search: String::new() };
        Ok(Self {
            senders: senders::selected(connection, workspace.id, &everyone)?,
            seen: live::seen(connection, workspace.account)?,
            looks: live::looks(connection, workspace.id)?,
            accepted: live::accepted(connection, workspace.id)?,
            workspace,
        })
    }

    fn scene<'a>(
        &'a self,
        sender: &'a KeptSender,
        (catalogue, read_at): &'a (Arc<Catalogue>, At),
    ) -> Scene<'a> {
        Scene { workspace: &self.workspace, sender, catalogue, read_at: *read_at }
    }

    /// The settings of a sender, with what was seen before and what is accepted.
    fn items(&self, scene: Scene<'_>) -> Vec<DriftItem> {
        let mut items = drift(scene);
        for item in &mut items {
            if let Some(resource) = &item.resource {
                let seen = item.fields.iter().filter_map(|field| {
                    self.seen.get(&(resource.sid.clone(), field.clone())).map(|seen| (field, seen))
                });
                let newest = seen.max_by_key(|(_, seen)| seen.since);
                item.since = newest.map(|(_, seen)| seen.since);
                item.changed_from = newest.and_then(|(field, seen)| {
                    let former = seen.former.as_ref()?;
                    Some(format!("{field}: {}", former.as_deref().unwrap_or("empty")))
                });
            }
            let accepted = self.accepted.get(&(scene.sender.key, item.setting));
            if let Some(accepted) =
                accepted.filter(|one| item.state == DriftState::Differs && one.live == what_differs(item))
            {
                item.state = DriftState::Accepted;
                item.level = FindingLevel::Ok;
                item.accepted = Some(Acceptance { why: accepted.why.clone(), at: accepted.at });
            }
        }
        items
    }

    /// Whether something that the sender rests on changed since the operator last looked.
    fn changed(&self, catalogue: &Catalogue, sender: &KeptSender) -> bool {
        let looked = self.looks.get(&sender.key);
        observed(catalogue, sender.sender_type, &sender.sender_id).into_iter().any(|(sid, field, _)| {
            let seen = self.seen.get(&(sid, field.to_owned()));
            seen.is_some_and(|seen| seen.former.is_some() && looked.is_none_or(|at| *at < seen.since))
        })
    }

    fn row(&self, sender: &KeptSender, read: &(Arc<Catalogue>, At)) -> RouteRow {
        let scene = self.scene(sender, read);
        let routes = Routes::of(scene);
        let items = self.items(scene);
        let worst = items.iter().max_by_key(|item| (item.state, item.level));
        let count = |state| items.iter().filter(|item| item.state == state).count();
        let (state, level) = standing(&items);
        RouteRow {
            sender: worksheet_sender(sender),
            reply: routes.reply.destination,
            receipt: routes.receipt.destination,
            state,
            level,
            says: worst.map(says).unwrap_or_default(),
            differs: u32::try_from(count(DriftState::Differs)).unwrap_or(u32::MAX),
            unknown: u32::try_from(count(DriftState::Unknown)).unwrap_or(u32::MAX),
            changed: self.changed(&read.0, sender),
        }
    }

    fn view(
        &self,
        scene: Scene<'_>,
        read_at: Option<At>,
        routes: Routes,
        member: Option<PoolMember>,
    ) -> RouteView {
        let pool = scene.catalogue.service(&scene.sender.sender_id).map(|service| &service.pool);
        RouteView {
            sender: worksheet_sender(scene.sender),
            member,
            members: pool.and_then(|pool| u32::try_from(pool.as_ref().ok()?.len()).ok()),
            read_at,
            reply: routes.reply,
            receipt: routes.receipt,
            test_receipt: routes.test_receipt,
            unread_layers: unread_layers(),
            items: self.items(scene),
            changed: self.changed(scene.catalogue, scene.sender),
        }
    }
}

/// How a sender stands as a whole.
fn standing(items: &[DriftItem]) -> (DriftState, FindingLevel) {
    let is_any = |state| items.iter().any(|item| item.state == state);
    let state = match items.iter().map(|item| item.state).max().unwrap_or(DriftState::Unknown) {
        // Some settings apply, and are in place.
        DriftState::NotApplicable if is_any(DriftState::InPlace) => DriftState::InPlace,
        state => state,
    };
    (state, items.iter().map(|item| item.level).max().unwrap_or(FindingLevel::NotCheckable))
}

/// What is accepted: the live value with all that is wrong with it. Another value, or another reason, is a new difference.
fn what_differs(item: &DriftItem) -> Option<String> {
    let reasons: Vec<_> = item.reasons.iter().map(|reason| route::wrong(*reason)).collect();
    Some(format!("{}\n{}", item.live.as_deref().unwrap_or_default(), reasons.join("\n")))
}

/// The worst of a sender in a few words.
fn says(item: &DriftItem) -> String {
    match (item.state, item.reasons.first()) {
        (DriftState::InPlace | DriftState::NotApplicable, _) | (_, None) => String::new(),
        (DriftState::Accepted, Some(_)) => format!("{}: accepted.", item.label),
        (_, Some(reason)) => format!("{}: {}.", item.label, route::wrong(*reason)),
    }
}

fn worksheet_sender(sender: &KeptSender) -> WorksheetSender {
    WorksheetSender {
        key: sender.key,
        name: sender.name.clone(),
        sender_type: sender.sender_type,
        sender_id: sender.sender_id.clone(),
    }
}

impl Desk {
    /// The routes of a workspace as last read, worst first; at most 200 rows at once. Never asks Twilio.
    pub async fn routes(&self, workspace: WorkspaceId, query: RoutesQuery) -> Answer<RoutesPage> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let reading = self.is_reading(account);
        let read = self.catalogue_kept(account).await?;
        let failed = self.failed_since(account);
        self.read(move |connection| {
            let mut page = RoutesPage {
                read_at: None,
                reading,
                faults: Vec::new(),
                senders: workspaces::sender_count(connection, workspace)?,
                in_place: 0,
                not_applicable: 0,
                differing: 0,
                accepted: 0,
                unknown: 0,
                changed: 0,
                matching: 0,
                offset: query.offset,
                rows: Vec::new(),
            };
            let Some(read) = read else { return Ok(page) };
            let kept = Kept::of(connection, workspace)?;
            page.read_at = Some(read.1);
            page.faults = unread(&read.0);
            if let Some(faults) = failed {
                page.faults = vec!["The last reading failed: what is shown was read before.".to_owned()];
                page.faults.extend(faults);
            }
            let search = folded(query.search.trim());
            let mut rows: Vec<_> = kept.senders.iter().map(|sender| kept.row(sender, &read)).collect();
            for row in &rows {
                *match row.state {
                    DriftState::InPlace => &mut page.in_place,
                    DriftState::NotApplicable => &mut page.not_applicable,
                    DriftState::Differs => &mut page.differing,
                    DriftState::Accepted => &mut page.accepted,
                    DriftState::Unknown => &mut page.unknown,
                } += 1;
                page.changed += u32::from(row.changed);
            }
            rows.retain(|row| {
                let sender = &row.sender;
                query.state.is_none_or(|state| state == row.state)
                    && (folded(&sender.name).contains(&search) || folded(&sender.sender_id).contains(&search))
            });
            rows.sort_by_key(|row| Reverse((row.state, row.level)));
            page.matching = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let skipped = usize::try_from(query.offset).unwrap_or(usize::MAX);
            page.rows = rows.into_iter().skip(skipped).take(query.limit.min(ROWS) as usize).collect();
            Ok(page)
        })
        .await
    }

    /// Reads what is live, unless it was read a short while ago and `again` is false; keeps what was seen. Cancelled it
    /// leaves what was known.
    pub async fn read_live(&self, workspace: WorkspaceId, again: bool, job: JobId) -> Answer<()> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        if !again && self.is_recorded(account, workspace).await? {
            return Ok(());
        }
        let job = self.begin_job(job);
        let desk = self.clone();
        // A reading that has begun goes on, and what it saw is kept, also when nobody waits for it any more.
        let reading = tokio::spawn(async move {
            let kept = async {
                let (catalogue, at) = desk.catalogue_read(account, again).await?;
                // Where nothing can be kept it can still be looked at.
                match desk.inner.store.read_only() {
                    Some(_) => Ok(()),
                    None => desk.keep_seen(workspace, account, catalogue, at).await,
                }
            };
            let kept = kept.await;
            desk.tell(Change::Live { workspace });
            kept
        });
        self.tell(Change::Live { workspace });
        let told = job.unless_cancelled(reading).await.unwrap_or(Ok(Ok(())));
        told.map_err(|error| {
            WireError::new(ErrorCode::Internal, format!("The account was not read: {error}."))
        })?
    }

    async fn keep_seen(
        &self,
        workspace: WorkspaceId,
        account: AccountId,
        catalogue: Arc<Catalogue>,
        at: At,
    ) -> Answer<()> {
        let recorded = self.write(move |transaction| {
            let kept = Kept::of(transaction, workspace)?;
            for sender in &kept.senders {
                for (sid, field, value) in observed(&catalogue, sender.sender_type, &sender.sender_id) {
                    live::record(transaction, account, (&sid, field), value.as_deref(), at)?;
                }
            }
            Ok(())
        });
        recorded.await?;
        self.is_recorded_now(account, workspace, at);
        Ok(())
    }

    /// The route of a sender, or of a member of its pool, as last read. Never asks Twilio.
    pub async fn route(
        &self,
        workspace: WorkspaceId,
        sender: SenderKey,
        member: Option<String>,
    ) -> Answer<RouteView> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let read = self.catalogue_kept(account).await?;
        self.read(move |connection| {
            let kept = Kept::of(connection, workspace)?;
            let sender = own(&kept, sender)?;
            // Before the first reading nothing is known, which is told as such.
            let is_read = read.is_some();
            let read = read.unwrap_or_else(|| (Arc::new(Catalogue::unread()), kept.workspace.created_at));
            let scene = kept.scene(sender, &read);
            let pool = read.0.service(&sender.sender_id).map(|service| &service.pool);
            let found = member.map(|id| {
                let found = pool.and_then(|pool| pool.as_ref().ok()?.iter().find(|one| one.sender_id == id));
                found.ok_or(StoreError::NotFound("sender in this pool"))
            });
            let (routes, member) = match found.transpose()? {
                None => (Routes::of(scene), None),
                Some(one) => {
                    let routes = Routes::of_member(scene, one.kind, &one.sender_id);
                    let member = pool_member(one, &routes);
                    (routes, Some(member))
                }
            };
            Ok(kept.view(scene, is_read.then_some(read.1), routes, member))
        })
        .await
    }

    /// The routes of all senders as last read, worst first; and which lists were not read. Never asks Twilio.
    ///
    /// # Errors
    /// `Invalid` before the first reading.
    pub async fn every_route(&self, workspace: WorkspaceId) -> Answer<(Vec<RouteView>, Vec<String>)> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let read = self.catalogue_kept(account).await?;
        let read = read.ok_or_else(|| WireError::new(ErrorCode::Invalid, "The account was not read."))?;
        let faults = unread(&read.0);
        self.read(move |connection| {
            let kept = Kept::of(connection, workspace)?;
            let views = kept.senders.iter().map(|sender| {
                let scene = kept.scene(sender, &read);
                kept.view(scene, Some(read.1), Routes::of(scene), None)
            });
            let mut views: Vec<_> = views.collect();
            views.sort_by_cached_key(|view| Reverse(standing(&view.items)));
            Ok((views, faults))
        })
        .await
    }

    /// Members of a service's pool, worst first; at most 200 at once.
    pub async fn pool_members(
        &self,
        workspace: WorkspaceId,
        sender: SenderKey,
        search: String,
        offset: u32,
        limit: u32,
    ) -> Answer<PoolPage> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let read = self.catalogue_kept(account).await?;
        self.read(move |connection| {
            let kept = Kept::of(connection, workspace)?;
            let sender = own(&kept, sender)?;
            let mut page = PoolPage { members: 0, matching: 0, offset, rows: Vec::new(), fault: None };
            let Some(read) = read else { return Ok(page) };
            let scene = kept.scene(sender, &read);
            let Some(service) = read.0.service(&sender.sender_id) else { return Ok(page) };
            let pool = match &service.pool {
                Ok(pool) => pool,
                Err(fault) => {
                    page.fault = Some(format!("The pool could not be read. {fault}"));
                    return Ok(page);
                }
            };
            let search = folded(search.trim());
            let matching = pool.iter().filter(|one| folded(&one.sender_id).contains(&search));
            let mut rows: Vec<_> = matching
                .map(|one| pool_member(one, &Routes::of_member(scene, one.kind, &one.sender_id)))
                .collect();
            rows.sort_by_key(|row| Reverse(row.destination));
            page.members = u32::try_from(pool.len()).unwrap_or(u32::MAX);
            page.matching = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            page.rows = rows.into_iter().skip(offset as usize).take(limit.min(ROWS) as usize).collect();
            Ok(page)
        })
        .await
    }

    /// Accepts a difference with a reason, or no longer. It holds for the value that is live now.
    pub async fn accept_difference(&self, workspace: WorkspaceId, draft: AcceptanceDraft) -> Answer<()> {
        let why = draft.why.as_deref().map(str::trim);
        if let Some(why) = why
            && (why.is_empty() || why.chars().count() > REASON)
        {
            let message = format!("Say why in 1 to {REASON} characters.");
            let field = FieldError { field: "why".to_owned(), message, hint: None };
            return Err(WireError::invalid(vec![field]));
        }
        let why = why.map(str::to_owned);
        let now = self.now();
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let read = self.catalogue_kept(account).await?;
        self.write(move |transaction| {
            let kept = Kept::of(transaction, workspace)?;
            let sender = own(&kept, draft.sender)?;
            let item = read.and_then(|read| {
                let items = drift(kept.scene(sender, &read));
                items.into_iter().find(|item| item.setting == draft.setting)
            });
            let live = item.as_ref().and_then(|item| item.live.clone());
            let accepted = match (why, item) {
                (None, _) => None,
                (Some(_), Some(item)) if item.live != draft.live => {
                    let message = "It was changed since it was shown: look at what is live now.";
                    return Err(WireError::new(ErrorCode::Invalid, message).into());
                }
                (Some(why), Some(item)) if item.state == DriftState::Differs => {
                    Some(Accepted { why, live: what_differs(&item), at: now })
                }
                (Some(_), _) => {
                    let message = "There is no difference to accept: it is in place, or was not read.";
                    return Err(WireError::new(ErrorCode::Invalid, message).into());
                }
            };
            live::accept(transaction, sender.key, draft.setting, accepted.as_ref())?;
            let entry = Entry {
                workspace,
                workspace_name: &kept.workspace.name,
                subject: ActivitySubject::Setup,
                name: &sender.name,
                action: if accepted.is_some() {
                    "accepted a difference of"
                } else {
                    "no longer accepts a difference of"
                },
                changes: vec![ActivityChange {
                    field: route::label(draft.setting).to_owned(),
                    before: None,
                    after: accepted.is_some().then(|| live.unwrap_or_default()),
                }],
                outcome: ActivityOutcome::Done,
                detail: accepted.map(|accepted| accepted.why).unwrap_or_default(),
            };
            activity::add(transaction, &entry, now)
        })
        .await?;
        self.tell(Change::Live { workspace });
        Ok(())
    }

    /// Puts MO callbacks that were typed elsewhere in the place of those that a share file brought without their secrets.
    pub async fn type_mo_urls(&self, workspace: WorkspaceId, typed: Vec<TypedMoUrl>) -> Answer<()> {
        self.write(move |transaction| {
            let everyone = SenderSelection::Matching { search: String::new() };
            let mut typed: HashMap<_, _> =
                typed.into_iter().map(|one| ((one.sender_type, one.sender_id), one.url)).collect();
            for mut sender in senders::selected(transaction, workspace, &everyone)? {
                let url = typed.remove(&(sender.sender_type, sender.sender_id.clone()));
                if url.is_some() {
                    sender.details.mo_custom = url;
                    senders::update(transaction, &sender)?;
                }
            }
            Ok(())
        })
        .await
    }

    /// Accepts again what was accepted elsewhere of the same senders, where the same differs for the same reasons.
    pub async fn accept_as_before(&self, workspace: WorkspaceId, before: Vec<AcceptedBefore>) -> Answer<()> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let Some(read) = self.catalogue_kept(account).await? else { return Ok(()) };
        self.write(move |transaction| {
            let kept = Kept::of(transaction, workspace)?;
            for one in before {
                let is_it = |sender: &&KeptSender| {
                    (sender.sender_type, &sender.sender_id) == (one.sender_type, &one.sender_id)
                };
                let Some(sender) = kept.senders.iter().find(is_it) else { continue };
                let items = drift(kept.scene(sender, &read));
                let item = items.iter().find(|item| item.setting == one.setting);
                if item.is_some_and(|item| what_differs(item) == one.of) {
                    let accepted = Accepted { why: one.why, live: one.of, at: one.at };
                    live::accept(transaction, sender.key, one.setting, Some(&accepted))?;
                }
            }
            Ok(())
        })
        .await
    }

    /// Remembers that the operator has seen how a sender's route is now.
    pub async fn saw_route(&self, workspace: WorkspaceId, sender: SenderKey) -> Answer<()> {
        let now = self.now();
        self.write(move |transaction| {
            let kept = senders::get(transaction, sender)?;
            if kept.workspace != workspace {
                return Err(StoreError::NotFound("sender"));
            }
            live::look(transaction, sender, now)
        })
        .await?;
        self.tell(Change::Live { workspace });
        Ok(())
    }
}

/// Which lists were not read, in words.
fn unread(catalogue: &Catalogue) -> Vec<String> {
    let applications = catalogue.applications.as_ref().err();
    let applications = applications.map(|fault| format!("The applications could not be read. {fault}"));
    catalogue.faults().into_iter().chain(applications).collect()
}

fn own(kept: &Kept, sender: SenderKey) -> Result<&KeptSender, StoreError> {
    kept.senders.iter().find(|one| one.key == sender).ok_or(StoreError::NotFound("sender"))
}

fn pool_member(one: &Member, routes: &Routes) -> PoolMember {
    PoolMember {
        sender_type: one.kind,
        sender_id: one.sender_id.clone(),
        destination: routes.reply.destination,
        summary: routes.reply.summary.clone(),
    }
}
