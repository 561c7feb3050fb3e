//! The senders of a workspace: check, list, save, delete, restore, mark as default.

use rusqlite::Transaction;

use super::{Answer, Desk};
use crate::failpoint;
use crate::ids::{SenderKey, WorkspaceId};
use crate::sender::{self, Sender};
use crate::store::senders::{self, KeptSender};
use crate::store::{StoreError, workspaces};
use crate::wire::*;

/// What is told once in the life of an installation: a saved sender is not known to MoEngage yet.
const FIRST_SAVE: &str = "first_save";

impl Desk {
    /// What the rules say of a draft while it is typed; `key` is the sender being edited.
    pub async fn check_sender(
        &self,
        workspace: WorkspaceId,
        key: Option<SenderKey>,
        draft: SenderDraft,
    ) -> Answer<SenderNotes> {
        let sender::Checked { mut notes, id, .. } = sender::check(&draft);
        let sender_id = id.as_ref().map(|id| id.as_str().to_owned());
        let twins = self
            .read(move |connection| {
                let id = id.as_ref().map(|id| (id.kind(), id.as_str()));
                senders::twins(connection, workspace, key, draft.name.trim(), id)
            })
            .await?;
        notes.extend(twins.same_name.as_deref().map(sender::same_name));
        notes.extend(twins.same_id.as_deref().map(sender::same_id));
        Ok(SenderNotes { notes, sender_id })
    }

    /// One page of the list.
    pub async fn senders(&self, workspace: WorkspaceId, query: SenderQuery) -> Answer<SenderPage> {
        self.read(move |connection| {
            workspaces::get(connection, workspace)?;
            senders::page(connection, workspace, &query)
        })
        .await
    }

    /// One sender.
    pub async fn sender(&self, key: SenderKey) -> Answer<SenderRow> {
        self.read(move |connection| senders::row(connection, key)).await
    }

    /// Saves a new sender. The first of a workspace becomes its default.
    pub async fn create_sender(&self, workspace: WorkspaceId, draft: SenderDraft) -> Answer<SenderSaved> {
        let sender = sender::check(&draft).into_sender()?;
        let now = self.now();
        let saved = self
            .write(move |transaction| {
                workspaces::get(transaction, workspace)?;
                let kept = KeptSender {
                    key: SenderKey::fresh(),
                    workspace,
                    name: sender.name().to_owned(),
                    sender_type: sender.id().kind(),
                    sender_id: sender.id().as_str().to_owned(),
                    supports_mms: sender.supports_mms(),
                    is_default: !senders::has_default(transaction, workspace)?,
                    created_at: now,
                    updated_at: now,
                };
                senders::insert(transaction, &kept)?;
                let first_save = tell_once(transaction, FIRST_SAVE, now)?;
                failpoint::reach("create_sender.before_commit");
                Ok(SenderSaved { sender: senders::row(transaction, kept.key)?, first_save })
            })
            .await?;
        failpoint::reach("create_sender.after_commit");
        self.tell(Change::Senders { workspace });
        Ok(saved)
    }

    /// Saves an edited sender. Whether it is the default stays as it is.
    pub async fn update_sender(&self, key: SenderKey, draft: SenderDraft) -> Answer<SenderSaved> {
        let sender: Sender = sender::check(&draft).into_sender()?;
        let now = self.now();
        let (workspace, saved) = self
            .write(move |transaction| {
                let workspace = senders::get(transaction, key)?.workspace;
                senders::update(transaction, key, &sender, now)?;
                failpoint::reach("update_sender.before_commit");
                Ok((workspace, SenderSaved { sender: senders::row(transaction, key)?, first_save: false }))
            })
            .await?;
        failpoint::reach("update_sender.after_commit");
        self.tell(Change::Senders { workspace });
        Ok(saved)
    }

    /// Deletes a sender; the default only when it is the last one. [`Desk::restore_sender`] takes it back.
    pub async fn delete_sender(&self, key: SenderKey) -> Answer<SenderDeleted> {
        let now = self.now();
        let (workspace, deleted) = self
            .write(move |transaction| {
                let kept = senders::get(transaction, key)?;
                if kept.is_default && workspaces::sender_count(transaction, kept.workspace)? > 1 {
                    return Err(default_stays(&kept).into());
                }
                senders::delete(transaction, &kept, now)?;
                failpoint::reach("delete_sender.before_commit");
                Ok((kept.workspace, SenderDeleted { key, name: kept.name }))
            })
            .await?;
        failpoint::reach("delete_sender.after_commit");
        self.tell(Change::Senders { workspace });
        Ok(deleted)
    }

    /// Takes a deletion back: same key, same content. It is the default again only where there is none now.
    pub async fn restore_sender(&self, key: SenderKey) -> Answer<SenderRow> {
        let (workspace, row) = self
            .write(move |transaction| {
                let kept = senders::take_deleted(transaction, key)?;
                let mut kept = kept.ok_or(StoreError::NotFound("deleted sender"))?;
                kept.is_default = !senders::has_default(transaction, kept.workspace)?;
                senders::insert(transaction, &kept)?;
                Ok((kept.workspace, senders::row(transaction, key)?))
            })
            .await?;
        self.tell(Change::Senders { workspace });
        Ok(row)
    }

    /// Makes a sender the default one instead of the former.
    pub async fn mark_default(&self, key: SenderKey) -> Answer<SenderRow> {
        let (workspace, row) = self
            .write(move |transaction| {
                let workspace = senders::get(transaction, key)?.workspace;
                senders::mark_default(transaction, workspace, key)?;
                failpoint::reach("mark_default.before_commit");
                Ok((workspace, senders::row(transaction, key)?))
            })
            .await?;
        self.tell(Change::Senders { workspace });
        Ok(row)
    }
}

fn default_stays(kept: &KeptSender) -> WireError {
    WireError::new(
        ErrorCode::Invalid,
        format!("“{}” is the default sender: it stays while the workspace has other senders.", kept.name),
    )
    .with_hint("Mark another sender as default first, then delete this one.")
}

/// Whether this is told for the first time; from now on it is not.
fn tell_once(transaction: &Transaction<'_>, what: &str, at: At) -> Result<bool, StoreError> {
    let told =
        transaction.execute("INSERT OR IGNORE INTO told_once (what, at) VALUES (?1, ?2)", (what, at))?;
    Ok(told == 1)
}
