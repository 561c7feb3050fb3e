//! Taking changes back, and taking that back in turn; each with its lines in the activity log.

use rusqlite::Transaction;

use super::{Answer, Desk};
use crate::failpoint;
use crate::ids::UndoId;
use crate::sender::change;
use crate::store::StoreError;
use crate::store::activity::{self, Entry, masked};
use crate::store::senders::KeptSender;
use crate::store::undo::{self, Image, Images, Turn};
use crate::store::workspaces::{self, Workspace};
use crate::wire::*;

/// The most senders that have a line each in the activity log; more are told in one.
const LINES: usize = 50;

impl Desk {
    /// Puts back what a change replaced, in one transaction.
    ///
    /// # Errors
    /// `Invalid` when something of it was changed since, `NotFound` when it was taken back already.
    pub async fn undo(&self, id: UndoId) -> Answer<Undone> {
        let now = self.now();
        let (undone, of_workspace) = self
            .write(move |transaction| {
                let (workspace, images) = undo::take(transaction, id)?;
                let done = undo::put_back(transaction, workspace, images)?;
                let workspace = workspaces::get(transaction, workspace)?;
                let said = said(&done);
                let redo = record(transaction, &workspace, &done, Told::TakenBack, said.redo, now)?;
                failpoint::reach("undo.before_commit");
                let sender = match done.senders.as_slice() {
                    [Image { after: Some(sender), .. }] => Some(sender.key),
                    several => marked(several).map(|sender| sender.key),
                };
                let undone = Undone { workspace: workspace.id, done: said.done, sender, redo };
                Ok((undone, done.workspace.is_some().then_some(workspace.account)))
            })
            .await?;
        failpoint::reach("undo.after_commit");
        if let Some(account) = of_workspace {
            super::accounts::tell(self, account).await;
        }
        self.tell(Change::Senders { workspace: undone.workspace });
        Ok(undone)
    }
}

/// Whether a change is made for the first time or taken back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Anew,
    TakenBack,
}

/// Keeps the way back of a change that was made, and adds its lines to the activity log.
pub(super) fn record(
    transaction: &Transaction<'_>,
    workspace: &Workspace,
    images: &Images,
    told: Told,
    done: String,
    at: At,
) -> Result<Undoable, StoreError> {
    let line = |subject, name: &str, action: &str, changes| {
        let entry = Entry {
            workspace: workspace.id,
            workspace_name: &workspace.name,
            subject,
            name,
            action,
            changes,
            outcome: ActivityOutcome::Done,
            detail: if told == Told::TakenBack { "taken back".to_owned() } else { String::new() },
        };
        activity::add(transaction, &entry, at)
    };
    if let Some(Image { before: Some(before), after: Some(after) }) = images.workspace.as_deref() {
        let changes = crate::workspace::change::fields(before, after);
        line(ActivitySubject::Workspace, &workspace.name, "changed", changes)?;
    }
    if images.senders.len() > LINES {
        let name = count_of(images.senders.len());
        let action = images.senders.first().map_or("changed", |image| action(image, told));
        line(ActivitySubject::Sender, &name, action, Vec::new())?;
    } else {
        for image in &images.senders {
            let Some(sender) = image.after.as_ref().or(image.before.as_ref()) else { continue };
            let changes = change::fields(image.before.as_ref(), image.after.as_ref());
            // The former default is told of by the line of the new one.
            if image.before.is_some() && image.after.is_some() && changes.is_empty() && !sender.is_default {
                continue;
            }
            line(ActivitySubject::Sender, &masked(&sender.name), action(image, told), changes)?;
        }
    }
    Ok(Undoable { id: undo::keep(transaction, workspace.id, images, at)?, workspace: workspace.id, done })
}

fn action(image: &Image<KeptSender>, told: Told) -> &'static str {
    match (&image.before, &image.after) {
        (None, _) if told == Told::TakenBack => "restored",
        (None, _) => "created",
        (_, None) => "deleted",
        (Some(before), Some(after)) if after.is_default && !before.is_default => "marked as default",
        (Some(_), Some(_)) => "changed",
    }
}

/// The one that became the default, where a change did nothing but move the mark between two.
fn marked(images: &[Image<KeptSender>]) -> Option<&KeptSender> {
    let [Image { before: Some(_), after: Some(one) }, Image { before: Some(_), after: Some(other) }] = images
    else {
        return None;
    };
    [one, other].into_iter().find(|sender| sender.is_default)
}

/// What was put back, in words, and what doing it again would be.
struct Words {
    done: String,
    redo: String,
}

fn said(done: &Images) -> Words {
    let of = |done: String, redo: String| Words { done, redo };
    let name = |sender: &KeptSender| format!("“{}”", sender.name);
    if let Some(turn) = done.import {
        let (done, redo) = match turn {
            Turn::TakenBack => ("The import was taken back.", "The import was taken back."),
            Turn::Done => ("The import was done again.", "The import was done again."),
        };
        return of(done.to_owned(), redo.to_owned());
    }
    if let Some(Image { after: Some(after), .. }) = done.workspace.as_deref() {
        let name = &after.name;
        return of(
            format!("The workspace “{name}” is as it was before."),
            format!("The change of the workspace “{name}” was taken back."),
        );
    }
    if let Some(default) = marked(&done.senders) {
        return of(
            format!("{} is the default sender again.", name(default)),
            "The default mark was moved back.".to_owned(),
        );
    }
    match done.senders.as_slice() {
        [Image { before: None, after: Some(back) }] => {
            of(format!("{} is back.", name(back)), format!("The deletion of {} was taken back.", name(back)))
        }
        [Image { before: Some(gone), after: None }] => of(
            format!("{} is gone again.", name(gone)),
            format!("The creation of {} was taken back.", name(gone)),
        ),
        [Image { before: Some(_), after: Some(after) }] => of(
            format!("{} is as it was before.", name(after)),
            format!("The change of {} was taken back.", name(after)),
        ),
        several => {
            let count = count_of(several.len());
            if several.iter().all(|image| image.after.is_none()) {
                of(format!("{count} are gone again."), format!("The creation of {count} was taken back."))
            } else {
                of(format!("{count} are back."), format!("The deletion of {count} was taken back."))
            }
        }
    }
}

/// `12 senders`.
pub(super) fn count_of(count: usize) -> String {
    if count == 1 { "1 sender".to_owned() } else { format!("{count} senders") }
}
