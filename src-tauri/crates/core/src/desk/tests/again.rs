//! How is a message of unknown outcome sent again, and how is it kept from being sent again by another way?

use jiff::{SignedDuration, Timestamp};
use rusqlite::Transaction;
use twilio_messaging::NewMessage;
use url::Url;

use super::super::{Answer, Desk};
use super::send::{Outgoing, message_sender};
use crate::ids::TestId;
use crate::store::tests::{self as stored, NewTest, StoredTest};
use crate::store::{StoreError, workspaces};
use crate::test_message::again;
use crate::wire::*;

/// For how long a message of unknown outcome keeps its twin from being sent.
const GUARDED: SignedDuration = SignedDuration::from_hours(24);

/// How far this machine's clock may have been ahead.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(10);

impl Desk {
    /// Sends the message of a test of unknown outcome once more, under the identity `id`, to the same phone from the
    /// same sender, by the account that the workspace uses now. The operator was told the risk.
    ///
    /// # Errors
    /// `Invalid` while it may not be sent again (too early, not looked for, known, sent again already); nothing was
    /// sent then. Otherwise as [`Desk::send_test`].
    pub async fn send_again(&self, of: TestId, id: TestId) -> Answer<TestView> {
        let desk = self.clone();
        self.unaborted(async move { desk.send_again_once(of, id).await }).await
    }

    async fn send_again_once(&self, of: TestId, id: TestId) -> Answer<TestView> {
        let test = self.stored_test(of).await?;
        let workspace = test.recorded.workspace;
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        let record = NewTest { id, account, again_of: Some(of), created_at: self.now(), ..test.recorded };
        let message = message(&record)?;
        match self.post(Outgoing { record, message }).await? {
            Some(test) => Ok(test),
            None => self.test(id).await,
        }
    }
}

/// Keeps a message from being sent whose twin may be on its way. Asked in the transaction that records it.
pub(super) struct Guard {
    pub(super) now: Timestamp,
}

impl Guard {
    /// Refuses what may not be sent now; a test that was recorded before is not looked at.
    pub(super) fn check(&self, transaction: &Transaction<'_>, record: &NewTest) -> Result<(), StoreError> {
        if stored::find(transaction, record.id)?.is_some() {
            return Ok(());
        }
        match record.again_of {
            Some(of) => self.may(&stored::get(transaction, of)?),
            None => {
                let since = self.now.checked_sub(GUARDED).unwrap_or(Timestamp::MIN);
                // One that a wrong clock dated far ahead keeps nothing back.
                let until = self.now.checked_add(CLOCK_SKEW).unwrap_or(Timestamp::MAX);
                match stored::unknown_twin(transaction, record, (since.into(), until.into()))? {
                    Some(_) => Err(refused("The same message to this phone may be on its way already.").with_hint(
                        "Its answer was lost. Open that test in the list: look in Twilio there; after some minutes \
                         it can be sent again from there.",
                    )),
                    None => Ok(()),
                }
                .map_err(|error| StoreError::Refused(Box::new(error)))
            }
        }
    }

    fn may(&self, test: &StoredTest) -> Result<(), StoreError> {
        again::may(test.as_again(), self.now).map_err(|reason| {
            let error = refused(reason.to_string()).with_hint("Nothing was sent just now.");
            StoreError::Refused(Box::new(error))
        })
    }
}

fn refused(message: impl Into<String>) -> WireError {
    WireError::new(ErrorCode::Invalid, message)
}

/// The request for what is recorded.
fn message(record: &NewTest) -> Answer<NewMessage> {
    let unreadable = || WireError::new(ErrorCode::Internal, "The record of this test cannot be read.");
    Ok(NewMessage {
        to: record.recipient.parse().map_err(|_| unreadable())?,
        sender: message_sender(record.sender_type, &record.sender_id)?,
        body: record.body.clone(),
        media_urls: record
            .media
            .iter()
            .map(|url| Url::parse(url))
            .collect::<Result<_, _>>()
            .map_err(|_| unreadable())?,
    })
}
