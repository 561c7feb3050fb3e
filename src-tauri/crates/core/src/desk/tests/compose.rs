//! What the test form begins with, whom it may go to, and how it is kept while it is left.

use super::super::{Answer, Desk};
use crate::ids::{TestId, WorkspaceId};
use crate::store::{compose as stored, workspaces};
use crate::wire::*;

/// Bytes of a form that is kept: far more than a person types, far less than would be felt.
const LONGEST_DRAFT: usize = 256 * 1024;

/// Most recipients that an operator may allow at once.
const MOST_RECIPIENTS: u32 = 50;

/// Most tests that are asked for by their identities at once.
const MOST_ASKED: usize = 50;

impl Desk {
    /// The test form as it was left, if it was.
    pub async fn kept_draft(&self, workspace: WorkspaceId) -> Answer<Option<FoundDraft>> {
        self.read(move |connection| {
            let Some(draft) = stored::draft(connection, workspace)? else { return Ok(None) };
            let ids: Vec<TestId> = draft.recipients.iter().map(|recipient| recipient.id).collect();
            Ok(Some(FoundDraft { recorded: stored::recorded(connection, &ids)?, draft }))
        })
        .await
    }

    /// Keeps the test form as it is left.
    ///
    /// # Errors
    /// `Invalid` for a form of more than 256 KiB; what was kept before stays.
    pub async fn keep_draft(&self, workspace: WorkspaceId, draft: KeptDraft) -> Answer<()> {
        let content = serde_json::to_string(&draft).unwrap_or_default();
        if content.is_empty() || content.len() > LONGEST_DRAFT {
            let message = "This form is too long to be kept for the next start.";
            return Err(WireError::new(ErrorCode::Invalid, message));
        }
        let at = self.now();
        self.write(move |transaction| {
            workspaces::get(transaction, workspace)?;
            stored::keep_draft(transaction, workspace, &content, at)
        })
        .await
    }

    /// The saved test handsets by label, then the numbers that tests went to lately.
    pub async fn offered_recipients(&self, workspace: WorkspaceId) -> Answer<Vec<OfferedRecipient>> {
        self.read(move |connection| stored::offered(connection, workspace)).await
    }

    /// Sets how many recipients a test of this workspace may have at once.
    ///
    /// # Errors
    /// `Invalid` with the field `limit` for less than 1 and more than 50.
    pub async fn set_recipient_limit(&self, workspace: WorkspaceId, limit: u32) -> Answer<()> {
        if !(1..=MOST_RECIPIENTS).contains(&limit) {
            let message = format!("Enter a number from 1 to {MOST_RECIPIENTS}.");
            let field = FieldError { field: "limit".to_owned(), message, hint: None };
            return Err(WireError::invalid(vec![field]));
        }
        self.write(move |transaction| {
            workspaces::get(transaction, workspace)?;
            stored::set_recipient_limit(transaction, workspace, limit)
        })
        .await?;
        self.tell(Change::Workspace { id: workspace });
        Ok(())
    }

    /// Those of these tests that were recorded, in the order asked for; at most 50.
    pub async fn tests_of(&self, ids: Vec<TestId>) -> Answer<Vec<TestView>> {
        let found = self
            .read(move |connection| {
                let find = |&id: &TestId| crate::store::tests::find(connection, id).transpose();
                ids.iter().take(MOST_ASKED).filter_map(find).collect::<Result<Vec<_>, _>>()
            })
            .await?;
        Ok(found.into_iter().map(|test| self.view_of(test)).collect())
    }
}
