//! Workspaces: check, create, change, remove; and what the rules find in one as a whole.

mod removal;

use rusqlite::{Connection, Transaction};

use super::undo::{Told, record};
use super::{Answer, Desk};
use crate::ids::{AccountId, WorkspaceId};
use crate::store::activity::{self, Entry};
use crate::store::undo::{Image, Images};
use crate::store::workspaces::{self as stored, Workspace};
use crate::store::{StoreError, accounts};
use crate::wire::*;
use crate::words::pasted;
use crate::workspace::form::{self, Surroundings, WorkspaceForm};
use crate::workspace::{change, finding};

impl Desk {
    /// What the rules say of a draft while it is typed; `id` is the workspace being edited.
    pub async fn check_workspace(
        &self,
        id: Option<WorkspaceId>,
        draft: WorkspaceDraft,
    ) -> Answer<WorkspaceNotes> {
        self.read(move |connection| {
            let kept = id.map(|id| stored::get(connection, id)).transpose()?;
            let around = surroundings(connection, kept.as_ref(), &draft)?;
            let (notes, data_centre) = form::notes(&draft, &around);
            let url_changes = match (&kept, data_centre) {
                (Some(kept), Some(data_centre)) => {
                    let delivery_url = Some(pasted(&draft.delivery_url)).filter(|url| !url.is_empty());
                    let senders = stored::sender_counts(connection, kept.id)?;
                    change::urls(kept, data_centre, delivery_url, &senders)
                }
                _ => Vec::new(),
            };
            Ok(WorkspaceNotes { notes, data_centre: data_centre.map(|found| found.view()), url_changes })
        })
        .await
    }

    /// Adds a workspace that shares the account of another; the secret is kept once.
    ///
    /// # Errors
    /// `Invalid` with the fields that cannot stay as they are.
    pub async fn create_workspace(
        &self,
        account_of: WorkspaceId,
        draft: WorkspaceDraft,
    ) -> Answer<WorkspaceView> {
        let now = self.now();
        let (account, view) = self
            .write(move |transaction| {
                let account = stored::get(transaction, account_of)?.account;
                let form = parse(transaction, account, &draft)?;
                let workspace = form.into_workspace(account, now);
                stored::insert(transaction, &workspace)?;
                let sid = accounts::get(transaction, account)?.account_sid;
                let detail = format!("It shares the account {sid}.");
                log(transaction, &workspace, "created", detail, now)?;
                Ok((account, super::view(transaction, workspace)?))
            })
            .await?;
        super::accounts::tell(self, account).await;
        Ok(view)
    }

    /// Saves an edited workspace.
    ///
    /// # Errors
    /// `Invalid` with the fields that cannot stay as they are.
    pub async fn update_workspace(&self, id: WorkspaceId, draft: WorkspaceDraft) -> Answer<WorkspaceSaved> {
        let now = self.now();
        let (saved, account) = self
            .write(move |transaction| {
                let before = stored::get(transaction, id)?;
                let after = change::with(&before, parse(transaction, before.account, &draft)?);
                let account = before.account;
                let undo = if after == before { None } else { Some(save(transaction, before, &after, now)?) };
                Ok((WorkspaceSaved { workspace: super::view(transaction, after)?, undo }, account))
            })
            .await?;
        if saved.undo.is_some() {
            // The others show its name among those who share the account.
            super::accounts::tell(self, account).await;
            self.tell(Change::Senders { workspace: id });
        }
        Ok(saved)
    }

    /// What removing it deletes here and what it does not touch.
    pub async fn workspace_removal(&self, id: WorkspaceId) -> Answer<WorkspaceRemoval> {
        self.read(move |connection| removal::foretold(connection, id)).await
    }

    /// Removes a workspace with its senders and tests; the secret goes with the last workspace of the account.
    /// Cannot be taken back.
    ///
    /// # Errors
    /// `Invalid` while a test message is being sent.
    pub async fn remove_workspace(&self, id: WorkspaceId) -> Answer<()> {
        removal::remove(self, id).await
    }

    /// What the rules find, worst first.
    pub async fn workspace_findings(&self, id: WorkspaceId) -> Answer<WorkspaceFindings> {
        self.read(move |connection| {
            let facts = stored::facts::read(connection, &stored::get(connection, id)?)?;
            Ok(WorkspaceFindings { findings: finding::findings(&facts) })
        })
        .await
    }
}

fn parse(
    connection: &Connection,
    account: AccountId,
    draft: &WorkspaceDraft,
) -> Result<WorkspaceForm, StoreError> {
    let practice = accounts::is_practice(connection, account)?;
    WorkspaceForm::parse(draft, practice).map_err(|errors| WireError::invalid(errors).into())
}

fn surroundings(
    connection: &Connection,
    kept: Option<&Workspace>,
    draft: &WorkspaceDraft,
) -> Result<Surroundings, StoreError> {
    let name = pasted(&draft.name).to_lowercase();
    let others =
        stored::list(connection)?.into_iter().filter(|other| Some(other.id) != kept.map(|kept| kept.id));
    Ok(Surroundings {
        // A new one has no account yet that could speak against its environment.
        practice: match kept {
            Some(kept) => accounts::is_practice(connection, kept.account)?,
            None => draft.environment == Environment::Practice,
        },
        exists: kept.is_some(),
        senders: kept.map_or(Ok(0), |kept| stored::sender_count(connection, kept.id))?,
        same_name: others.map(|other| other.name.to_lowercase()).any(|other| other == name),
    })
}

/// Writes it, with the way back and a line of the activity log.
fn save(
    transaction: &Transaction<'_>,
    before: Workspace,
    after: &Workspace,
    at: At,
) -> Result<Undoable, StoreError> {
    stored::update(transaction, after)?;
    let done = if before.name == after.name {
        format!("“{}” was changed.", after.name)
    } else {
        format!("“{}” is called “{}” now.", before.name, after.name)
    };
    let image = Image { before: Some(before), after: Some(after.clone()) };
    let images = Images { workspace: Some(Box::new(image)), ..Images::default() };
    record(transaction, after, &images, Told::Anew, done, at)
}

/// A line of the activity log about a workspace itself.
pub(super) fn log(
    transaction: &Transaction<'_>,
    workspace: &Workspace,
    action: &str,
    detail: String,
    at: At,
) -> Result<(), StoreError> {
    let entry = Entry {
        workspace: workspace.id,
        workspace_name: &workspace.name,
        subject: ActivitySubject::Workspace,
        name: &workspace.name,
        action,
        changes: Vec::new(),
        outcome: ActivityOutcome::Done,
        detail,
    };
    activity::add(transaction, &entry, at)
}
