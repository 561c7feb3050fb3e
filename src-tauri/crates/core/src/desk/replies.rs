//! Does an answer to a test arrive at Twilio, and does its webhook fail? Twilio's log and alerts are read for a stated
//! time; nothing is ever sent from here.
//!
//! What is found lives until the desk closes and is not stored. Each watch is a task of its own; of one account they ask
//! one after the other, beside the follower and without touching it.

mod state;
mod watcher;

use super::{Answer, Desk};
use crate::ids::TestId;
use crate::reply_test::{Circumstances, pair, view};
use crate::store::accounts;
use crate::store::tests::{self as stored, StoredTest};
use crate::wire::*;

pub(crate) use state::State;
use watcher::Watcher;

/// Ends all watches.
pub(super) async fn stop(desk: &Desk) {
    let state = &desk.inner.replies;
    state.stop.cancel();
    state.running.close();
    state.running.wait().await;
}

impl Desk {
    /// How the test of a reply to this test stands.
    pub async fn reply_watch(&self, id: TestId) -> Answer<ReplyView> {
        let (test, around) = self.test_and_circumstances(id).await?;
        Ok(view(&test, pair(&test), self.inner.replies.watch(id).as_ref(), &around))
    }

    /// Begins to watch for a reply, or goes on after the stated time. One that runs already is left as it is.
    ///
    /// # Errors
    /// `Invalid` where a reply to this test cannot be watched for.
    pub async fn watch_reply(&self, id: TestId) -> Answer<ReplyView> {
        let (test, around) = self.test_and_circumstances(id).await?;
        let pair = match (pair(&test), &around.read_only) {
            (Err(reason), _) => return Err(WireError::new(ErrorCode::Invalid, reason)),
            (Ok(_), Some(reason)) => {
                return Err(WireError::new(ErrorCode::ReadOnly, "Twilio is not asked from this window.")
                    .with_hint(reason.clone()));
            }
            (Ok(pair), None) => pair,
        };
        let state = &self.inner.replies;
        if let Some((run, cancel, wake)) = state.begin(id, self.inner.clock.now()) {
            let watcher = Watcher { desk: self.clone(), test, pair, run, wake };
            // What is interrupted here is a read: nothing is half done.
            state.running.spawn(async move { cancel.run_until_cancelled(watcher.run()).await });
        }
        self.reply_watch(id).await
    }

    /// Stops watching; what was found stays until the desk closes.
    pub async fn stop_reply_watch(&self, id: TestId) -> Answer<ReplyView> {
        self.inner.replies.end(id);
        self.reply_watch(id).await
    }

    /// Lets the handset of a practice test answer, and watches for it.
    ///
    /// # Errors
    /// `Invalid` for a test of a real account: only a person can answer there.
    pub async fn practise_reply(&self, id: TestId, text: String) -> Answer<ReplyView> {
        let (test, around) = self.test_and_circumstances(id).await?;
        if !around.practice {
            let message = "Only a handset of the practice account can be made to answer.";
            return Err(WireError::new(ErrorCode::Invalid, message)
                .with_hint("Answer from the phone itself; nothing is sent from here."));
        }
        self.watch_reply(id).await?;
        let pair = pair(&test).map_err(|reason| WireError::new(ErrorCode::Invalid, reason))?;
        // Starts the practice account where it does not run yet.
        self.client_for(test.recorded.account).await?;
        if let Some(handle) = self.inner.accounts.practice.handle().await {
            handle.receive(&pair.handset, &pair.sender, &text).await.map_err(|error| {
                WireError::new(ErrorCode::Invalid, crate::words::sentence(&error.to_string()))
            })?;
        }
        self.inner.replies.wake(id);
        self.reply_watch(id).await
    }

    async fn test_and_circumstances(&self, id: TestId) -> Answer<(StoredTest, Circumstances)> {
        let read_only = self.inner.store.read_only().map(str::to_owned);
        self.read(move |connection| {
            let test = stored::get(connection, id)?;
            let practice = accounts::is_practice(connection, test.recorded.account)?;
            Ok((test, Circumstances { practice, read_only }))
        })
        .await
    }
}
