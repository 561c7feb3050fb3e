//! The senders of a workspace: list, save, delete, mark as default; each change with its way back.

mod check;

use rusqlite::{Connection, Transaction};

use super::undo::{Told, count_of, record};
use super::{Answer, Desk};
use crate::callback;
use crate::failpoint;
use crate::ids::{JobId, SenderKey, WorkspaceId};
use crate::sender::{self, Around, Sender};
use crate::store::StoreError;
use crate::store::senders::{self, Details, KeptSender};
use crate::store::undo::{Image, Images, default_stays};
use crate::store::workspaces::{self, Workspace};
use crate::wire::*;

/// What is told once in the life of an installation: a saved sender is not known to MoEngage yet.
const FIRST_SAVE: &str = "first_save";

impl Desk {
    /// One page of the list.
    pub async fn senders(&self, workspace: WorkspaceId, query: SenderQuery) -> Answer<SenderPage> {
        self.read(move |connection| senders::page(connection, workspace, &query)).await
    }

    /// One sender.
    pub async fn sender(&self, key: SenderKey) -> Answer<SenderRow> {
        self.read(move |connection| senders::row(connection, key)).await
    }

    /// Saves a new sender. The first of a workspace becomes its default.
    pub async fn create_sender(&self, workspace: WorkspaceId, draft: SenderDraft) -> Answer<SenderSaved> {
        let now = self.now();
        let saved = self
            .write(move |transaction| {
                let workspace = workspaces::get(transaction, workspace)?;
                let sender = sender::check_in(&draft, around(&workspace)).into_sender()?;
                let kept = KeptSender {
                    is_default: senders::default_of(transaction, workspace.id)?.is_none(),
                    ..kept(sender, &workspace, None, now)
                };
                senders::insert(transaction, &kept)?;
                let done = format!("“{}” was created.", kept.name);
                let images = images_of(vec![Image { before: None, after: Some(kept.clone()) }]);
                let undo = record(transaction, &workspace, &images, Told::Anew, done, now)?;
                let first_save = tell_once(transaction, FIRST_SAVE, now)?;
                failpoint::reach("create_sender.before_commit");
                let sender = senders::row(transaction, kept.key)?;
                Ok(SenderSaved { sender, first_save, undo: Some(undo) })
            })
            .await?;
        failpoint::reach("create_sender.after_commit");
        self.tell(Change::Senders { workspace });
        Ok(saved)
    }

    /// Saves an edited sender. Whether it is the default stays as it is.
    pub async fn update_sender(&self, key: SenderKey, draft: SenderDraft) -> Answer<SenderSaved> {
        let now = self.now();
        let (workspace, saved) = self
            .write(move |transaction| {
                let before = senders::get(transaction, key)?;
                let workspace = workspaces::get(transaction, before.workspace)?;
                let sender = sender::check_in(&draft, around(&workspace)).into_sender()?;
                let after = kept(sender, &workspace, Some(&before), now);
                let undo = if (KeptSender { updated_at: before.updated_at, ..after.clone() }) == before {
                    None
                } else {
                    senders::update(transaction, &after)?;
                    let done = format!("“{}” was changed.", after.name);
                    let images = images_of(vec![Image { before: Some(before), after: Some(after) }]);
                    Some(record(transaction, &workspace, &images, Told::Anew, done, now)?)
                };
                failpoint::reach("update_sender.before_commit");
                let sender = senders::row(transaction, key)?;
                Ok((workspace.id, SenderSaved { sender, first_save: false, undo }))
            })
            .await?;
        failpoint::reach("update_sender.after_commit");
        if saved.undo.is_some() {
            self.tell(Change::Senders { workspace });
        }
        Ok(saved)
    }

    /// What deleting these senders would do, before it is done.
    pub async fn sender_deletion(
        &self,
        workspace: WorkspaceId,
        selection: SenderSelection,
    ) -> Answer<SenderDeletion> {
        let (count, refusal) = self
            .read(move |connection| {
                workspaces::get(connection, workspace)?;
                let doomed = senders::selected(connection, workspace, &selection)?;
                Ok((doomed.len(), refusal(connection, workspace, &doomed)?))
            })
            .await?;
        let (refused, remedy) = refusal.map(|error| (error.message, error.hint)).unzip();
        Ok(SenderDeletion {
            count: u32::try_from(count).unwrap_or(u32::MAX),
            refused,
            remedy: remedy.flatten(),
            says: self.facts(FactTopic::DeleteSender),
        })
    }

    /// Deletes these senders in one transaction; the default only together with all others. Cancelled by
    /// [`Desk::cancel_job`] it changes nothing, and answers so with a count of 0. [`Desk::undo`] takes it back.
    pub async fn delete_senders(
        &self,
        workspace: WorkspaceId,
        selection: SenderSelection,
        job: JobId,
    ) -> Answer<SendersChanged> {
        let now = self.now();
        let job = self.begin_job(job);
        let outcome = self
            .write(move |transaction| {
                let workspace = workspaces::get(transaction, workspace)?;
                let doomed = senders::selected(transaction, workspace.id, &selection)?;
                if let Some(refusal) = refusal(transaction, workspace.id, &doomed)? {
                    return Err(refusal.into());
                }
                let count = u32::try_from(doomed.len()).unwrap_or(u32::MAX);
                let mut pace = job.pace(count);
                let mut images = Vec::with_capacity(doomed.len());
                for sender in doomed {
                    if job.is_cancelled() {
                        return Err(called_off().into());
                    }
                    senders::delete(transaction, sender.key)?;
                    images.push(Image { before: Some(sender), after: None });
                    pace.step();
                }
                let done = match images.as_slice() {
                    [] => return Ok(SendersChanged { count: 0, undo: None }),
                    [Image { before: Some(only), .. }] => format!("“{}” was deleted.", only.name),
                    several => format!("{} were deleted.", count_of(several.len())),
                };
                let undo = record(transaction, &workspace, &images_of(images), Told::Anew, done, now)?;
                if job.is_cancelled() {
                    return Err(called_off().into());
                }
                failpoint::reach("delete_senders.before_commit");
                Ok(SendersChanged { count, undo: Some(undo) })
            })
            .await;
        let changed = match outcome {
            Err(error) if error == called_off() => {
                return Ok(SendersChanged { count: 0, undo: None });
            }
            outcome => outcome?,
        };
        failpoint::reach("delete_senders.after_commit");
        if changed.undo.is_some() {
            self.tell(Change::Senders { workspace });
        }
        Ok(changed)
    }

    /// Makes a sender the default one instead of the former.
    pub async fn mark_default(&self, key: SenderKey) -> Answer<SendersChanged> {
        let now = self.now();
        let (workspace, changed) = self
            .write(move |transaction| {
                let before = senders::get(transaction, key)?;
                let workspace = workspaces::get(transaction, before.workspace)?;
                if before.is_default {
                    return Ok((workspace.id, SendersChanged { count: 0, undo: None }));
                }
                let former = senders::default_of(transaction, workspace.id)?;
                senders::mark_default(transaction, workspace.id, key)?;
                let done = format!("“{}” is the default sender now.", before.name);
                let turned = |sender: KeptSender| {
                    let after = KeptSender { is_default: !sender.is_default, ..sender.clone() };
                    Image { before: Some(sender), after: Some(after) }
                };
                let images = images_of(former.into_iter().chain([before]).map(turned).collect());
                let undo = record(transaction, &workspace, &images, Told::Anew, done, now)?;
                failpoint::reach("mark_default.before_commit");
                Ok((workspace.id, SendersChanged { count: 1, undo: Some(undo) }))
            })
            .await?;
        if changed.undo.is_some() {
            self.tell(Change::Senders { workspace });
        }
        Ok(changed)
    }
}

/// Saves new senders, all or none, with one way back; the first of a workspace becomes its default.
pub(super) fn create_all(
    transaction: &Transaction<'_>,
    workspace: &Workspace,
    fresh: Vec<Sender>,
    said: impl Fn(usize) -> String,
    now: At,
) -> Result<SendersChanged, StoreError> {
    let mut images = Vec::with_capacity(fresh.len());
    for sender in fresh {
        let kept = KeptSender {
            is_default: images.is_empty() && senders::default_of(transaction, workspace.id)?.is_none(),
            ..kept(sender, workspace, None, now)
        };
        senders::insert(transaction, &kept)?;
        images.push(Image { before: None, after: Some(kept) });
    }
    if images.is_empty() {
        return Ok(SendersChanged { count: 0, undo: None });
    }
    let count = u32::try_from(images.len()).unwrap_or(u32::MAX);
    let done = said(images.len());
    let undo = record(transaction, workspace, &images_of(images), Told::Anew, done, now)?;
    Ok(SendersChanged { count, undo: Some(undo) })
}

/// What the rules of senders depend on.
pub(super) fn around(workspace: &Workspace) -> Around {
    Around { data_centre: workspace.data_centre, keyword_management: workspace.keyword_management }
}

fn images_of(senders: Vec<Image<KeptSender>>) -> Images {
    Images { senders, ..Images::default() }
}

/// A checked draft as it is kept, in the place of the one before it, if any.
pub(super) fn kept(
    sender: Sender,
    workspace: &Workspace,
    before: Option<&KeptSender>,
    now: At,
) -> KeptSender {
    let mo_custom = sender.mo_custom().map(str::to_owned);
    let mo_replaced = replaced(mo_custom.as_ref(), workspace, before);
    let texts = sender.texts().clone();
    let key = before.map_or_else(SenderKey::fresh, |before| before.key);
    KeptSender {
        key,
        share_id: before.map_or_else(|| key.to_string(), |before| before.share_id.clone()),
        more: before.map(|before| before.more.clone()).unwrap_or_default(),
        workspace: workspace.id,
        name: sender.name().to_owned(),
        sender_type: sender.kind(),
        sender_id: sender.sender_id().to_owned(),
        supports_mms: sender.supports_mms(),
        is_default: before.is_some_and(|before| before.is_default),
        details: Details {
            mo_custom,
            mo_replaced,
            unsubscribe_text: texts.unsubscribe_text,
            notes: texts.notes,
            owner: texts.owner,
            purpose: texts.purpose,
            country: texts.country.map(|country| country.code().to_owned()).unwrap_or_default(),
        },
        created_at: before.map_or(now, |before| before.created_at),
        updated_at: now,
    }
}

/// What a custom MO callback replaces: the one that counted before it.
fn replaced(custom: Option<&String>, workspace: &Workspace, before: Option<&KeptSender>) -> Option<String> {
    let former = before.map(|before| &before.details);
    let former_custom = former.and_then(|former| former.mo_custom.as_ref());
    match custom {
        None => None,
        Some(custom) if former_custom == Some(custom) => former.and_then(|former| former.mo_replaced.clone()),
        Some(_) => Some(former_custom.cloned().unwrap_or_else(|| callback::mo(workspace.data_centre).url)),
    }
}

/// Why these cannot be deleted: the default is among them, and others stay.
fn refusal(
    connection: &Connection,
    workspace: WorkspaceId,
    doomed: &[KeptSender],
) -> Result<Option<WireError>, StoreError> {
    let Some(default) = doomed.iter().find(|sender| sender.is_default) else { return Ok(None) };
    let all = workspaces::sender_count(connection, workspace)?;
    Ok((doomed.len() < all as usize).then(|| default_stays(&default.name)))
}

/// What rolls a cancelled deletion back.
fn called_off() -> WireError {
    WireError::new(ErrorCode::Invalid, "Cancelled: nothing was deleted.")
}

/// Whether this is told for the first time; from now on it is not.
fn tell_once(transaction: &Transaction<'_>, what: &str, at: At) -> Result<bool, StoreError> {
    let told =
        transaction.execute("INSERT OR IGNORE INTO told_once (what, at) VALUES (?1, ?2)", (what, at))?;
    Ok(told == 1)
}
