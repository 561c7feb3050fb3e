//! What the rules say of a draft while it is typed: the fields, its twins in all workspaces, the account as last read.

use rusqlite::Connection;

use super::{around, replaced};
use crate::callback;
use crate::catalogue;
use crate::desk::{Answer, Desk};
use crate::ids::{SenderKey, WorkspaceId};
use crate::sender::{self, Checked, SenderId, note};
use crate::store::StoreError;
use crate::store::senders::{self, KeptSender};
use crate::store::workspaces::{self, Workspace};
use crate::wire::*;
use crate::words::pasted;

impl Desk {
    /// What the rules say of a draft while it is typed; `key` is the sender being edited. Twilio is not asked: what
    /// was read of the account before is what counts.
    pub async fn check_sender(
        &self,
        workspace: WorkspaceId,
        key: Option<SenderKey>,
        draft: SenderDraft,
    ) -> Answer<SenderNotes> {
        let typed = draft.clone();
        let (workspace, checked, mo_callback, twins) = self
            .read(move |connection| {
                let workspace = workspaces::get(connection, workspace)?;
                let mut checked = sender::check_in(&typed, around(&workspace));
                let namesake = senders::namesake(connection, workspace.id, key, typed.name.trim())?;
                checked.notes.extend(namesake.as_deref().map(sender::same_name));
                let before = key.map(|key| senders::find(connection, key)).transpose()?.flatten();
                let mo_callback = mo_callback(&typed, &workspace, before.as_ref());
                let (twins, notes) = match &checked.id {
                    Some(id) => twins(connection, &workspace, key, id, mo_callback.as_ref())?,
                    None => Default::default(),
                };
                checked.notes.extend(notes);
                Ok((workspace, checked, mo_callback, twins))
            })
            .await?;
        let Checked { mut notes, id, .. } = checked;
        let known = self.catalogue_in_memory(workspace.account).await?;
        let named = || known.as_ref()?.service_named(&draft.sender_id);
        match &id {
            Some(id) => {
                let of_account =
                    catalogue::remarks(known.as_deref(), id.kind(), id.as_str(), draft.supports_mms);
                notes.extend(of_account);
            }
            None if draft.sender_type == Some(SenderType::MessagingService) => {
                if let Some(service) = named() {
                    notes.retain(|note| note.field != "sender_id");
                    notes.push(catalogue::instead_of_name(service));
                }
            }
            None => {}
        }
        Ok(SenderNotes {
            notes,
            sender_id: id.map(|id| id.as_str().to_owned()),
            mo_callback,
            unsubscribe: sender::texts::measure(&draft.unsubscribe_text),
            twins,
            keyword_management: workspace.keyword_management,
        })
    }
}

/// The MO callback that the draft has, judged or not; none for an alphanumeric sender.
fn mo_callback(
    draft: &SenderDraft,
    workspace: &Workspace,
    before: Option<&KeptSender>,
) -> Option<MoCallback> {
    let typed = pasted(draft.mo_callback_url.as_deref().unwrap_or_default());
    let custom =
        (!typed.is_empty() && typed != callback::mo(workspace.data_centre).url).then(|| typed.to_owned());
    let replaced = replaced(custom.as_ref(), workspace, before);
    (draft.sender_type != Some(SenderType::Alphanumeric)).then(|| senders::mo_of(workspace, custom, replaced))
}

/// Other senders with the same type and ID, and what that means. Nothing of it keeps the draft from being saved.
fn twins(
    connection: &Connection,
    workspace: &Workspace,
    key: Option<SenderKey>,
    id: &SenderId,
    mo: Option<&MoCallback>,
) -> Result<(Vec<SenderTwin>, Vec<FieldNote>), StoreError> {
    let (mut twins, mut notes) = (Vec::new(), Vec::new());
    for twin in senders::twins(connection, workspace.id, key, (id.kind(), id.as_str()))? {
        let its = workspaces::get(connection, twin.workspace)?;
        let its_mo = senders::mo_callback(&its, &twin);
        let elsewhere = |mo: &MoCallback| its_mo.as_ref().is_some_and(|its| its.now.url != mo.now.url);
        let message = if its.id == workspace.id {
            format!("The sender “{}” of this workspace has the same ID.", twin.name)
        } else if mo.is_some_and(elsewhere) {
            format!(
                "The workspace “{}” has the same ID, as “{}”, with another MO callback URL: Twilio calls one of \
                 them, so only one workspace can receive replies.",
                its.name, twin.name
            )
        } else {
            format!("The workspace “{}” has the same ID, as “{}”.", its.name, twin.name)
        };
        notes.push(note(NoteLevel::Warning, "sender_id", message));
        let (workspace, workspace_name) = (its.id, its.name);
        twins.push(SenderTwin { key: twin.key, name: twin.name, workspace, workspace_name });
    }
    Ok((twins, notes))
}
