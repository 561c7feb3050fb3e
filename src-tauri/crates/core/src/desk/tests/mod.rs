//! Test messages: check, send once, follow, and what to do when the answer was lost.

mod follow;
mod look;
mod send;
mod support;
mod under_way;

use send::From;
pub(super) use send::refused;
pub(super) use under_way::State;

use super::{Answer, Desk};
use crate::ids::{AccountId, TestId, WorkspaceId};
use crate::store::tests::{self as stored, StoredTest};
use crate::store::{StoreError, accounts, chain, handsets, senders, workspaces as stored_workspaces};
use crate::test_message::{draft, phone, view::view};
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
    /// What the rules say of a test while it is typed.
    pub async fn check_test(&self, workspace: WorkspaceId, draft: TestDraft) -> Answer<TestNotes> {
        self.read(move |connection| {
            let account = stored_workspaces::get(connection, workspace)?.account;
            let region = accounts::get(connection, account)?.region;
            let (mut notes, from) = match &draft.from {
                TestFrom::Saved { key } => (Vec::new(), senders::find(connection, *key)?.map(From::saved)),
                TestFrom::Unsaved { name, sender_type, sender_id } => {
                    // One that cannot be read is judged by its type all the same.
                    let id = draft::sender_id(*sender_type, sender_id).unwrap_or_default();
                    let from = From::unsaved(name, *sender_type, id);
                    (draft::sender_notes(*sender_type, sender_id), Some(from))
                }
            };
            notes.extend(draft::read(&draft, from.as_ref().map(|from| from.sending(region))).0);
            let recipient = phone::read("recipient", &draft.recipient).ok();
            let handset = match recipient {
                Some(number) => handsets::label(connection, workspace, &number)?,
                None => None,
            };
            let characters = u32::try_from(draft.body.chars().count()).unwrap_or(u32::MAX);
            Ok(TestNotes { notes, characters, handset })
        })
        .await
    }

    /// The newest tests of a workspace, newest first; at most 500.
    pub async fn tests(&self, workspace: WorkspaceId, limit: u32) -> Answer<Vec<TestView>> {
        let limit = limit.min(LONGEST_LIST);
        let tests =
            self.inner.store.read(move |connection| stored::list(connection, workspace, limit)).await?;
        Ok(tests.into_iter().map(|test| self.view_of(test)).collect())
    }

    /// One test, with the likeliest cause where it did not go well.
    pub async fn test(&self, id: TestId) -> Answer<TestView> {
        let explained = self.inner.store.read(move |connection| stored::explained(connection, id));
        let (test, around) = explained.await?;
        let paused = self.pause_of(&test);
        Ok(view(test, paused, around.as_ref()))
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
        let paused = self.pause_of(&test);
        view(test, paused, None)
    }

    /// Why the account of a test cannot be asked just now.
    fn pause_of(&self, test: &StoredTest) -> Option<String> {
        match self.inner.store.read_only() {
            Some(_) => Some("This window is read-only: the message is not followed here.".to_owned()),
            None => self.inner.tests.pause_of(test.recorded.account),
        }
    }

    fn tell_of(&self, test: &StoredTest) {
        self.tell(Change::Test { id: test.recorded.id, workspace: test.recorded.workspace });
    }

    /// Lets the account's follower see what is new, starting it first where there is none.
    pub(super) fn follow(&self, account: AccountId) {
        self.inner.tests.wake(account, |wake| follow::Follower::new(self.clone(), account, wake).run());
    }
}
