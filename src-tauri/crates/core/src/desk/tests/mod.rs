//! Test messages: check, send once, follow, and what to do when the answer was lost.

mod follow;
mod look;
mod send;
mod under_way;

pub(super) use under_way::State;

use super::{Answer, Desk};
use crate::ids::{AccountId, TestId, WorkspaceId};
use crate::store::tests::{self as stored, StoredTest};
use crate::store::{StoreError, chain};
use crate::test_message::{draft, view::view};
use crate::wire::*;

/// Most tests that are listed at once.
const LONGEST_LIST: u32 = 500;

/// What became of a send that was under way when the application ended.
const ENDED_WHILE_ASKING: &str = "The application ended while Twilio was being asked.";

/// Takes up what the last run left. A store that cannot do it now does it at the next start.
pub(super) async fn start(desk: &Desk) {
    if let Err(error) = desk.resume_tests().await {
        tracing::error!("the tests of the last run were not taken up: {}", chain(&error));
    }
}

/// Stops following, and lets sends under way be written down.
pub(super) async fn stop(desk: &Desk) {
    desk.inner.tests.end(&*desk.inner.clock).await;
}

impl Desk {
    /// What the rules say of a test while it is typed. A saved sender is compared with the recipient only when the
    /// test is sent.
    pub fn check_test(&self, draft: TestDraft) -> TestNotes {
        draft::notes(&draft)
    }

    /// The newest tests of a workspace, newest first; at most 500.
    pub async fn tests(&self, workspace: WorkspaceId, limit: u32) -> Answer<Vec<TestView>> {
        let limit = limit.min(LONGEST_LIST);
        let tests =
            self.inner.store.read(move |connection| stored::list(connection, workspace, limit)).await?;
        Ok(tests.into_iter().map(|test| self.view_of(test)).collect())
    }

    /// One test.
    pub async fn test(&self, id: TestId) -> Answer<TestView> {
        Ok(self.view_of(self.stored_test(id).await?))
    }

    /// Takes up what the last run left: sends without an answer become unknown, and what is on its way is followed.
    /// Does nothing in a window that is read-only: there another one follows.
    async fn resume_tests(&self) -> Result<(), StoreError> {
        if self.inner.store.read_only().is_some() {
            return Ok(());
        }
        let at = self.now();
        let accounts = self
            .inner
            .store
            .write(move |transaction| {
                stored::lose_unanswered(transaction, ENDED_WHILE_ASKING, at)?;
                stored::accounts_under_way(transaction)
            })
            .await?;
        for account in accounts {
            self.follow(account);
        }
        Ok(())
    }

    async fn stored_test(&self, id: TestId) -> Result<StoredTest, StoreError> {
        self.inner.store.read(move |connection| stored::get(connection, id)).await
    }

    fn view_of(&self, test: StoredTest) -> TestView {
        let paused = match self.inner.store.read_only() {
            Some(_) => Some("This window is read-only: the message is not followed here.".to_owned()),
            None => self.inner.tests.pause_of(test.recorded.account),
        };
        view(test, paused)
    }

    fn tell_of(&self, test: &StoredTest) {
        self.tell(Change::Test { id: test.recorded.id, workspace: test.recorded.workspace });
    }

    /// Lets the account's follower see what is new, starting it first where there is none.
    pub(super) fn follow(&self, account: AccountId) {
        self.inner.tests.wake(account, |wake| follow::Follower::new(self.clone(), account, wake).run());
    }
}
