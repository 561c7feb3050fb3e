//! What a change replaced, so that it can be taken back: images of rows before and after, put back as a whole.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use super::StoreError;
use super::senders::{self, KeptSender};
use super::shared;
use super::workspaces::{self, Workspace};
use crate::ids::{SenderKey, ShareId, UndoId, WorkspaceId};
use crate::wire::{At, ErrorCode, WireError};

/// A row as it was and as it became; none for a row that was not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Image<T> {
    pub(crate) before: Option<T>,
    pub(crate) after: Option<T>,
}

/// All that one change touched, in the order in which it was done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Images {
    #[serde(default)]
    pub(crate) senders: Vec<Image<KeptSender>>,
    #[serde(default)]
    pub(crate) workspace: Option<Box<Image<Workspace>>>,
    /// Which shared state counted before and after: only an import moves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) share: Option<Image<ShareId>>,
    /// Of an import: whether it was done or taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) import: Option<Turn>,
}

/// Which way a change went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Turn {
    Done,
    TakenBack,
}

/// How many changes of a workspace can be taken back.
const KEPT: u32 = 200;

/// Keeps what a change replaced. The oldest beyond what is kept goes.
pub(crate) fn keep(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    images: &Images,
    at: At,
) -> Result<UndoId, StoreError> {
    let id = UndoId::fresh();
    let written = serde_json::to_string(images).map_err(|error| StoreError::unreadable("change", error))?;
    transaction.execute(
        "INSERT INTO undo (id, workspace, images, at) VALUES (?1, ?2, ?3, ?4)",
        params![id, workspace, written, at],
    )?;
    transaction.execute(
        "DELETE FROM undo WHERE workspace = ?1 AND id NOT IN \
         (SELECT id FROM undo WHERE workspace = ?1 ORDER BY id DESC LIMIT ?2)",
        params![workspace, KEPT],
    )?;
    Ok(id)
}

/// Takes a change out of what can be taken back.
///
/// # Errors
/// `NotFound` when it was taken back already, or is too old.
pub(crate) fn take(transaction: &Transaction<'_>, id: UndoId) -> Result<(WorkspaceId, Images), StoreError> {
    let found: Option<(WorkspaceId, String)> = transaction
        .query_row("DELETE FROM undo WHERE id = ?1 RETURNING workspace, images", [id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let (workspace, images) = found.ok_or(StoreError::NotFound("change to take back"))?;
    let mut images: Images =
        serde_json::from_str(&images).map_err(|error| StoreError::unreadable("change", error))?;
    // Images of earlier versions have no identity for files: it was the key.
    for sender in images.senders.iter_mut().flat_map(|image| image.before.iter_mut().chain(&mut image.after))
    {
        if sender.share_id.is_empty() {
            sender.share_id = sender.key.to_string();
        }
    }
    Ok((workspace, images))
}

/// Puts back what a change replaced, and answers with what that changed in turn. A default that comes back yields to
/// one that is there meanwhile.
///
/// # Errors
/// `Refused` when something of it was changed since, or when the default would go while others stay; in words.
pub(crate) fn put_back(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    images: Images,
) -> Result<Images, StoreError> {
    let now = images
        .senders
        .iter()
        .filter_map(Image::key)
        .map(|key| senders::find(transaction, key))
        .collect::<Result<Vec<_>, _>>()?;
    let touched: Vec<_> =
        images.senders.iter().zip(&now).filter_map(|(image, now)| touched(image, now.as_ref())).collect();
    if !touched.is_empty() {
        return Err(changed_since(&touched).into());
    }

    let (mut comes_back, mut is_again) = (None, None);
    // Whether the change gave the mark to one that was there: the one that had it takes it back when it returns.
    let mut gave_the_mark = false;
    for image in &images.senders {
        gave_the_mark |= matches!((&image.before, &image.after), (Some(before), Some(after)) if after.is_default && !before.is_default);
        match (&image.before, &image.after) {
            (Some(before), None) => {
                let share_id = free_identity(transaction, before)?;
                senders::insert(transaction, &KeptSender { is_default: false, share_id, ..before.clone() })?;
                if before.is_default || comes_back.is_none() {
                    comes_back = Some((before.key, before.is_default));
                }
            }
            (None, Some(after)) => senders::delete(transaction, after.key)?,
            (Some(before), Some(after)) => {
                let share_id = free_identity(transaction, before)?;
                senders::update(transaction, &KeptSender { share_id, ..before.clone() })?;
                if before.is_default && !after.is_default {
                    is_again = Some(before.key);
                }
            }
            (None, None) => {}
        }
    }
    let present = senders::default_of(transaction, workspace)?.map(|sender| sender.key);
    let comes_back = comes_back.filter(|(_, had_it)| present.is_none() || (*had_it && gave_the_mark));
    // A mark that was given to another one since stays with that.
    let is_ours = |key: SenderKey| images.senders.iter().any(|image| image.key() == Some(key));
    let is_again = is_again.filter(|_| present.is_none_or(is_ours));
    if let Some(key) = is_again.or(comes_back.map(|(key, _)| key)) {
        senders::mark_default(transaction, workspace, key)?;
    } else if present.is_none() && workspaces::sender_count(transaction, workspace)? > 0 {
        let gone = now.iter().flatten().find(|sender| sender.is_default);
        return Err(default_stays(gone.map_or("", |sender| sender.name.as_str())).into());
    }

    let mut done = Images::default();
    for (image, before) in images.senders.iter().zip(now) {
        let after = image.key().map(|key| senders::find(transaction, key)).transpose()?.flatten();
        done.senders.push(Image { before, after });
    }
    done.import = images.import.map(|turn| match turn {
        Turn::Done => Turn::TakenBack,
        Turn::TakenBack => Turn::Done,
    });
    if let Some(image) = images.share {
        // What was shared since counts all the same.
        if shared::pointer(transaction, workspace)? == image.after {
            shared::point(transaction, workspace, image.before)?;
            done.share = Some(Image { before: image.after, after: image.before });
        }
    }
    done.workspace =
        images.workspace.map(|image| put_workspace_back(transaction, *image)).transpose()?.flatten();
    Ok(done)
}

/// The identity that a sender had in files; a fresh one where an import has given that to another one meanwhile.
fn free_identity(transaction: &Transaction<'_>, sender: &KeptSender) -> Result<String, StoreError> {
    let taken = senders::has_identity(transaction, sender.workspace, sender.key, &sender.share_id)?;
    Ok(if taken { SenderKey::fresh().to_string() } else { sender.share_id.clone() })
}

/// The refusal to delete the default sender while others stay.
pub(crate) fn default_stays(name: &str) -> WireError {
    WireError::new(
        ErrorCode::Invalid,
        format!("“{name}” is the default sender: it stays while the workspace has other senders."),
    )
    .with_hint("Mark another sender as default first, then delete this one.")
}

impl Image<KeptSender> {
    fn key(&self) -> Option<SenderKey> {
        self.after.as_ref().or(self.before.as_ref()).map(|sender| sender.key)
    }
}

/// What happened to a row since, in words; none when it still is what the change made of it. The default mark counts
/// only where the change moved it.
fn touched(image: &Image<KeptSender>, now: Option<&KeptSender>) -> Option<String> {
    let moved_the_mark =
        matches!((&image.before, &image.after), (Some(a), Some(b)) if a.is_default != b.is_default);
    match (&image.after, now) {
        (None, None) => None,
        (Some(after), None) => Some(format!("“{}” was deleted", after.name)),
        (None, Some(now)) => Some(format!("“{}” is there again", now.name)),
        (Some(after), Some(now)) => {
            let is_default = if moved_the_mark { now.is_default } else { after.is_default };
            let same = KeptSender { is_default, ..now.clone() } == *after;
            (!same).then(|| format!("“{}” was changed", now.name))
        }
    }
}

fn changed_since(touched: &[String]) -> WireError {
    let named = touched.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
    let more = match touched.len() {
        0..=3 => String::new(),
        all => format!(", and {} more", all - 3),
    };
    WireError::new(ErrorCode::Invalid, format!("This cannot be taken back: {named} since{more}."))
        .with_hint("Take back the later changes first, or edit by hand what is not as it should be.")
}

/// The account is not among what is taken back: its secret is elsewhere.
fn put_workspace_back(
    transaction: &Transaction<'_>,
    image: Image<Workspace>,
) -> Result<Option<Box<Image<Workspace>>>, StoreError> {
    let Image { before: Some(before), after: Some(after) } = image else { return Ok(None) };
    let now = workspaces::get(transaction, after.id)?;
    if (Workspace { account: now.account, ..after }) != now {
        return Err(changed_since(&[format!("“{}” was changed", now.name)]).into());
    }
    workspaces::update(transaction, &before)?;
    let after = workspaces::get(transaction, before.id)?;
    Ok(Some(Box::new(Image { before: Some(now), after: Some(after) })))
}
