//! Handsets that tests may go to without being asked.

use twilio_messaging::E164;

use super::tests::refused;
use super::{Answer, Desk};
use crate::ids::WorkspaceId;
use crate::store::StoreError;
use crate::store::activity::{self, Entry};
use crate::store::handsets as stored;
use crate::store::workspaces;
use crate::test_message::phone;
use crate::wire::*;
use crate::words::pasted;

/// Characters that a label may have.
const LONGEST_LABEL: usize = 60;

impl Desk {
    /// The saved test handsets, by label.
    pub async fn handsets(&self, workspace: WorkspaceId) -> Answer<Vec<TestHandset>> {
        self.read(move |connection| stored::list(connection, workspace)).await
    }

    /// Saves a handset, or its new label; answers with all.
    ///
    /// # Errors
    /// `Invalid` with the fields `number` (by the rule of a test's recipient) and `label`.
    pub async fn save_handset(
        &self,
        workspace: WorkspaceId,
        handset: TestHandset,
    ) -> Answer<Vec<TestHandset>> {
        let (number, label) = checked(&handset)?;
        self.change_handset(workspace, number, Some(label)).await
    }

    /// Removes a saved handset; answers with those that are left.
    ///
    /// # Errors
    /// `NotFound` when it is not saved.
    pub async fn remove_handset(&self, workspace: WorkspaceId, number: String) -> Answer<Vec<TestHandset>> {
        let number = number.parse().map_err(|_| StoreError::NotFound("test handset"))?;
        self.change_handset(workspace, number, None).await
    }

    /// Gives a number this label, or takes it off the list.
    async fn change_handset(
        &self,
        workspace: WorkspaceId,
        number: E164,
        label: Option<String>,
    ) -> Answer<Vec<TestHandset>> {
        let at = self.now();
        let (handsets, changed) = self
            .write(move |transaction| {
                let workspace_name = workspaces::get(transaction, workspace)?.name;
                let before = stored::label(transaction, workspace, &number)?;
                match &label {
                    Some(label) => stored::save(transaction, workspace, &number, label, at)?,
                    None if before.is_none() => return Err(StoreError::NotFound("test handset")),
                    None => stored::remove(transaction, workspace, &number)?,
                }
                let changed = before != label;
                if changed {
                    let entry = Entry {
                        workspace,
                        workspace_name: &workspace_name,
                        subject: ActivitySubject::Workspace,
                        name: &number.masked(),
                        action: verb(before.as_deref(), label.as_deref()),
                        changes: vec![ActivityChange { field: "Label".to_owned(), before, after: label }],
                        outcome: ActivityOutcome::Done,
                        detail: String::new(),
                    };
                    activity::add(transaction, &entry, at)?;
                }
                Ok((stored::list(transaction, workspace)?, changed))
            })
            .await?;
        if changed {
            self.tell(Change::Workspace { id: workspace });
        }
        Ok(handsets)
    }
}

/// What the activity log calls a change of the label.
fn verb(before: Option<&str>, after: Option<&str>) -> &'static str {
    match (before, after) {
        (None, _) => "saved as test handset",
        (Some(_), Some(_)) => "test handset renamed",
        (Some(_), None) => "removed from the test handsets",
    }
}

fn checked(handset: &TestHandset) -> Answer<(E164, String)> {
    let mut problems = Vec::new();
    let number = phone::read("number", &handset.number).map_err(|note| problems.push(*note)).ok();
    let label = pasted(&handset.label);
    let message = match label.chars().count() {
        0 => Some("Enter whose phone this is.".to_owned()),
        1..=LONGEST_LABEL => None,
        characters => Some(format!("A label has {LONGEST_LABEL} characters at most; this has {characters}.")),
    };
    problems.extend(message.map(|message| FieldNote {
        field: "label".to_owned(),
        level: NoteLevel::Problem,
        message,
        suggestion: None,
    }));
    match number {
        Some(number) if problems.is_empty() => Ok((number, label.to_owned())),
        _ => Err(refused(problems)),
    }
}
