//! Test messages: check, send once, follow, and what to do when the answer was lost.

mod again;
mod compose;
mod follow;
mod look;
mod meter;
mod send;
mod support;
mod under_way;

use std::collections::HashSet;

use send::From;
pub(super) use send::refused;
pub(super) use under_way::State;

use twilio_messaging::E164;

use super::{Answer, Desk};
use crate::ids::{AccountId, TestId, WorkspaceId};
use crate::store::activity::masked;
use crate::store::compose::recipient_limit;
use crate::store::tests::{self as stored, StoredTest};
use crate::store::{StoreError, accounts, chain, handsets, senders, workspaces as stored_workspaces};
use crate::test_message::{draft, notice, recipient, view::view};
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
    /// What the rules say of the test form while it is typed.
    pub async fn check_test(&self, workspace: WorkspaceId, form: TestForm) -> Answer<TestNotes> {
        self.read(move |connection| {
            let account = stored_workspaces::get(connection, workspace)?.account;
            let region = accounts::get(connection, account)?.region;
            let (mut notes, from) = match &form.from {
                TestFrom::Saved { key } => (Vec::new(), senders::find(connection, *key)?.map(From::saved)),
                TestFrom::Unsaved { name, sender_type, sender_id } => {
                    // One that cannot be read is judged by its type all the same.
                    let id = draft::sender_id(*sender_type, sender_id).unwrap_or_default();
                    let from = From::unsaved(name, *sender_type, id);
                    (draft::sender_notes(*sender_type, sender_id), Some(from))
                }
            };
            let handsets = handsets::list(connection, workspace)?;
            let recipient_limit = recipient_limit(connection, workspace)?;
            let homes = homes(from.as_ref(), &handsets);
            let sending = from.as_ref().map(|from| from.sending(region));
            let (of_form, numbers) = draft::check(&form, sending, &homes, recipient_limit);
            notes.extend(of_form);
            Ok(TestNotes {
                notes,
                recipients: numbers.into_iter().map(|number| read_as(number, &handsets)).collect(),
                recipient_limit,
            })
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

    /// Tells that a test came to its end, to a label or a masked number.
    async fn tell_ended(&self, test: &StoredTest) {
        let (workspace, recipient) = (test.recorded.workspace, test.recorded.recipient.clone());
        let label = self.read(move |connection| match recipient.parse() {
            Ok(number) => handsets::label(connection, workspace, &number),
            Err(_) => Ok(None),
        });
        let to = label.await.ok().flatten().unwrap_or_else(|| masked(&test.recorded.recipient));
        let code = test.trouble.as_ref().and_then(|trouble| trouble.code);
        let message = notice::words(test.state, code, &to);
        self.tell(Change::TestEnded { id: test.recorded.id, workspace, message });
    }

    /// Lets the account's follower see what is new, starting it first where there is none.
    pub(super) fn follow(&self, account: AccountId) {
        self.inner.tests.wake(account, |wake| follow::Follower::new(self.clone(), account, wake).run());
    }
}

/// The countries in which a national number is likely to be meant: those of the sender, then of the saved handsets.
fn homes(from: Option<&From>, handsets: &[TestHandset]) -> Vec<String> {
    let of_handset = |handset: &TestHandset| recipient::place(&handset.number.parse().ok()?).country;
    let mut homes: Vec<String> = from.map(From::homes).unwrap_or_default();
    homes.extend(handsets.iter().filter_map(of_handset));
    let mut seen = HashSet::new();
    homes.retain(|home| seen.insert(home.clone()));
    homes
}

/// What is known of a number that was typed.
fn read_as(number: Option<E164>, handsets: &[TestHandset]) -> RecipientRead {
    let place = number.as_ref().map(recipient::place).unwrap_or_default();
    let number = number.map(|number| number.to_string());
    let handset = handsets.iter().find(|handset| Some(&handset.number) == number.as_ref());
    RecipientRead {
        handset: handset.map(|handset| handset.label.clone()),
        country: place.country,
        national: place.national,
        number,
    }
}
