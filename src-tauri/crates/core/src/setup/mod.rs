//! What is to be entered where, in MoEngage and in Twilio? Worksheets, made anew from what is recorded here.

mod consoles;
mod export;
pub(crate) mod facts;
pub(crate) mod html;
pub(crate) mod markdown;
mod of_file;
mod overview;
mod plan;
mod sheet;

use rusqlite::Connection;

pub(crate) use export::{Export, file_name, mark, plain, visible};
pub use of_file::instructions;
use overview::Left;
pub(crate) use overview::overview;
pub(crate) use plan::{Doing, Recorded, Task, parts};
pub(crate) use sheet::{title, worksheet};

use crate::ids::WorkspaceId;
use crate::store::accounts::Place;
use crate::store::senders::{self, KeptSender};
use crate::store::ticks::{self, Ticks};
use crate::store::workspaces::{self, Workspace};
use crate::store::{StoreError, accounts, live};

/// How many steps of a sender's worksheet are left, those of the workspace not counted.
pub(crate) fn left(
    connection: &Connection,
    workspace: &Workspace,
    sender: &KeptSender,
) -> Result<u32, StoreError> {
    let ticks = ticks::of(connection, workspace.id, Some(sender.key))?;
    Ok(Left::of(&plan::own(workspace, sender), &ticks).steps)
}

/// What of a workspace its worksheets are made from.
pub(crate) fn recorded(connection: &Connection, id: WorkspaceId) -> Result<Recorded, StoreError> {
    let workspace = workspaces::get(connection, id)?;
    let account = accounts::get(connection, workspace.account)?;
    let default = senders::default_of(connection, id)?.map(|sender| (sender.key, sender.name));
    Ok(Recorded {
        account_sid: account.account_sid,
        practice: account.credential.as_ref().is_some_and(|credential| credential.place == Place::Practice),
        credential: account.credential.map(|credential| (credential.id, credential.kind)),
        senders: workspaces::sender_count(connection, id)?,
        default,
        accepted: live::accepted(connection, id)?,
        workspace,
    })
}

/// Ticks of the workspace and of one of its senders.
pub(crate) struct Ticked<'a> {
    pub(crate) workspace: &'a Ticks,
    pub(crate) sender: &'a Ticks,
}

impl Ticked<'_> {
    fn of(&self, task: &Task) -> Option<&ticks::Tick> {
        let ticks = if task.of_workspace { self.workspace } else { self.sender };
        ticks.get(task.step())
    }
}
