//! Worksheets: shown, ticked, written to a file; the overview; what public pages say.

use std::collections::HashMap;
use std::path::PathBuf;

use rusqlite::{Connection, Transaction};

use super::{Answer, Desk};
use crate::file_out;
use crate::ids::{SenderKey, WorkspaceId};
use crate::setup::{self, Doing, Export, Recorded, Task, Ticked};
use crate::store::activity::{self, Entry};
use crate::store::senders::{self, KeptSender};
use crate::store::ticks::{self, Tick, Ticks};
use crate::store::{StoreError, workspaces};
use crate::wire::*;

impl Desk {
    /// The worksheet of a sender, or of the workspace alone.
    pub async fn worksheet(&self, workspace: WorkspaceId, sender: Option<SenderKey>) -> Answer<Worksheet> {
        self.read(move |connection| {
            let recorded = setup::recorded(connection, workspace)?;
            let sender = kept(connection, workspace, sender)?;
            let of_workspace = ticks::of(connection, workspace, None)?;
            let of_sender = match &sender {
                Some(sender) => ticks::of(connection, workspace, Some(sender.key))?,
                None => Ticks::new(),
            };
            let ticked = Ticked { workspace: &of_workspace, sender: &of_sender };
            let parts = setup::parts(&recorded, sender.as_ref());
            Ok(setup::worksheet(&recorded, sender.as_ref(), parts, &ticked))
        })
        .await
    }

    /// What is left, worst first; at most 200 rows at once.
    pub async fn setup_overview(
        &self,
        workspace: WorkspaceId,
        offset: u32,
        limit: u32,
    ) -> Answer<SetupOverview> {
        self.read(move |connection| {
            let recorded = setup::recorded(connection, workspace)?;
            let senders = all(connection, workspace)?;
            let ticks = ticks::of_all(connection, workspace)?;
            let of_workspace = ticks::of(connection, workspace, None)?;
            Ok(setup::overview(&recorded, &senders, &ticks, &of_workspace, offset, limit))
        })
        .await
    }

    /// Ticks a step, or takes the tick away. `sender` is none for steps of the workspace.
    pub async fn tick(
        &self,
        workspace: WorkspaceId,
        sender: Option<SenderKey>,
        step: String,
        done: bool,
    ) -> Answer<()> {
        let now = self.now();
        let change = self
            .write(move |transaction| {
                let recorded = setup::recorded(transaction, workspace)?;
                let sender = kept(transaction, workspace, sender)?;
                let parts = setup::parts(&recorded, sender.as_ref());
                let task = parts.into_iter().flat_map(|part| part.tasks).find(|task| task.step() == step);
                let task = task.ok_or(StoreError::NotFound("step in this worksheet"))?;
                let whose = sender.filter(|_| !task.of_workspace);
                if put(transaction, &recorded, whose.as_ref(), &task, done, now)? {
                    let id = workspace;
                    return Ok(Some(match whose {
                        Some(_) => Change::Senders { workspace },
                        None => Change::Workspace { id },
                    }));
                }
                Ok(None)
            })
            .await?;
        if let Some(change) = change {
            self.tell(change);
        }
        Ok(())
    }

    /// What the file of a worksheet is called unless the operator says otherwise: letters, digits, `-` and a dot.
    pub async fn worksheet_file_name(
        &self,
        workspace: WorkspaceId,
        sender: Option<SenderKey>,
        format: WorksheetFormat,
    ) -> Answer<String> {
        self.read(move |connection| {
            let name = workspaces::get(connection, workspace)?.name;
            let sender = kept(connection, workspace, sender)?.map(|sender| sender.name);
            Ok(setup::file_name(&name, sender.as_deref(), format))
        })
        .await
    }

    /// Writes the worksheet of one sender, or of the workspace and all of its senders, to a file; whole or not at all.
    pub async fn write_worksheet(
        &self,
        workspace: WorkspaceId,
        sender: Option<SenderKey>,
        format: WorksheetFormat,
        path: PathBuf,
    ) -> Answer<SavedFile> {
        let export = self
            .read(move |connection| {
                let one = kept(connection, workspace, sender)?;
                Ok(Export {
                    recorded: setup::recorded(connection, workspace)?,
                    of_workspace: ticks::of(connection, workspace, None)?,
                    ticks: match &one {
                        Some(sender) => {
                            let ticks = ticks::of(connection, workspace, Some(sender.key))?;
                            HashMap::from([(sender.key, ticks)])
                        }
                        None => ticks::of_all(connection, workspace)?,
                    },
                    one: one.is_some(),
                    senders: match one {
                        Some(sender) => vec![sender],
                        None => all(connection, workspace)?,
                    },
                })
            })
            .await?;
        let written = path.display().to_string();
        let writing =
            move || file_out::write_whole(&path, |out| export.write(out, format).map_err(Into::into));
        tokio::task::spawn_blocking(writing).await.map_err(|error| {
            WireError::new(ErrorCode::Internal, format!("The file was not written: {error}."))
        })??;
        Ok(SavedFile { path: written })
    }

    /// What public pages say of something.
    pub fn facts(&self, topic: FactTopic) -> Vec<Said> {
        setup::facts::said(topic)
    }
}

/// The sender that is meant, which must be in this workspace.
fn kept(
    connection: &Connection,
    workspace: WorkspaceId,
    sender: Option<SenderKey>,
) -> Result<Option<KeptSender>, StoreError> {
    let Some(key) = sender else { return Ok(None) };
    let kept = senders::get(connection, key)?;
    if kept.workspace == workspace { Ok(Some(kept)) } else { Err(StoreError::NotFound("sender")) }
}

fn all(connection: &Connection, workspace: WorkspaceId) -> Result<Vec<KeptSender>, StoreError> {
    senders::selected(connection, workspace, &SenderSelection::Matching { search: String::new() })
}

/// Sets or clears a tick, with its line in the activity log; whether that changed anything.
fn put(
    transaction: &Transaction<'_>,
    recorded: &Recorded,
    sender: Option<&KeptSender>,
    task: &Task,
    done: bool,
    at: At,
) -> Result<bool, StoreError> {
    let Doing::ByHand { ticked_as } = &task.doing else {
        let message = "There is nothing to tick in this step as things stand.";
        return Err(WireError::new(ErrorCode::Invalid, message).into());
    };
    let workspace = &recorded.workspace;
    let key = sender.map(|sender| sender.key);
    let former = ticks::of(transaction, workspace.id, key)?.remove(task.step()).map(|tick| tick.value);
    let now = done.then(|| ticked_as.clone());
    if former == now {
        return Ok(false);
    }
    match &now {
        Some(value) => {
            let tick = Tick { value: value.clone(), at };
            ticks::set(transaction, workspace.id, key, task.step(), &tick)?;
        }
        None => {
            ticks::clear(transaction, workspace.id, key, task.step())?;
        }
    }
    // What a step without a value is ticked for is a mark of our own.
    let shown =
        |value: Option<String>| value.filter(|_| task.value.is_some()).map(|value| activity::masked(&value));
    let name = sender.map_or(&workspace.name, |sender| &sender.name);
    let entry = Entry {
        workspace: workspace.id,
        workspace_name: &workspace.name,
        subject: ActivitySubject::Setup,
        name,
        action: if done { "ticked" } else { "took the tick from" },
        changes: vec![ActivityChange {
            field: setup::title(task).to_owned(),
            before: shown(former),
            after: shown(now),
        }],
        outcome: ActivityOutcome::Done,
        detail: String::new(),
    };
    activity::add(transaction, &entry, at)?;
    Ok(true)
}
