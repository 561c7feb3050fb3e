//! Was the message whose answer was lost sent after all? Twilio's list is read; nothing is ever sent from here.

use std::time::Duration;

use twilio_messaging::{Direction, E164, MessageFilter};

use super::super::{Answer, Desk};
use crate::account::fault::ReadFault;
use crate::failpoint::reach;
use crate::ids::TestId;
use crate::store::StoreError;
use crate::store::tests::{self as stored, StoredTest};
use crate::test_message::lost_answer::Listed;
use crate::test_message::schedule;
use crate::wire::*;

/// A list that is longer than this since the click is not this test's alone.
const MOST_PAGES: usize = 20;

impl Desk {
    /// Looks in Twilio's list for a message whose answer was lost. Sends nothing. Why the list could not be read, if
    /// so, stands in the answer.
    pub async fn look_for_test(&self, id: TestId) -> Answer<TestView> {
        let test = self.stored_test(id).await?;
        if test.state == TestState::Unknown {
            let _read = self.look(&test).await?;
        }
        self.test(id).await
    }

    /// Takes one of the possible matches as this test's message and follows it.
    ///
    /// # Errors
    /// `Invalid` when the outcome is not unknown (any more), the message is none of the matches, or it belongs, or may
    /// belong, to another test.
    pub async fn adopt_match(&self, id: TestId, message_sid: String) -> Answer<TestView> {
        let at = self.now();
        let test = self
            .inner
            .store
            .write(move |transaction| {
                let test = stored::get(transaction, id)?;
                let matches = test.lost.as_ref().map(|lost| lost.matches.as_slice()).unwrap_or_default();
                let found = matches.iter().find(|found| found.message_sid == message_sid);
                let refused = |message| Err(WireError::new(ErrorCode::Invalid, message).into());
                match found {
                    _ if test.state != TestState::Unknown => {
                        refused("The outcome of this test is known already.")
                    }
                    None => refused("This message is not among the matches. Look again, then choose one."),
                    Some(found) if stored::is_recorded(transaction, &found.message_sid)? => {
                        refused("This message belongs to another test already.")
                    }
                    Some(_) if stored::another_is_sent_to(transaction, &test.recorded)? => refused(
                        "Another message to this recipient is being sent just now; this may be that one. Wait for its \
                         answer, then look again.",
                    ),
                    Some(found) => {
                        stored::adopt(transaction, id, found, at)?;
                        reach("adopt.before_commit");
                        Ok(test)
                    }
                }
            })
            .await?;
        self.tell_of(&test);
        self.follow(test.recorded.account);
        self.test(id).await
    }

    /// Looks once and writes down what came of it. The error, when the list could not be read, is how long Twilio wants
    /// not to be asked.
    pub(super) async fn look(&self, test: &StoredTest) -> Result<Result<(), Duration>, StoreError> {
        let mut rest = Duration::ZERO;
        // From before the list was read: what was sent meanwhile may not stand in it.
        let at = self.now();
        let found = self.possible_matches(test, &mut rest).await;
        let listed = found.as_ref().map(|_| ()).map_err(|_| rest);
        reach("look.listed");
        let id = test.recorded.id;
        self.inner
            .store
            .write(move |transaction| {
                let mut found = found;
                if let Ok(matches) = &mut found {
                    let mut unclaimed = Vec::new();
                    for found in matches.drain(..) {
                        if !stored::is_recorded(transaction, &found.message_sid)? {
                            unclaimed.push(found);
                        }
                    }
                    *matches = unclaimed;
                }
                stored::record_look(transaction, id, &found, at)?;
                reach("look.before_commit");
                Ok(())
            })
            .await?;
        self.tell_of(test);
        self.tell(Change::Workspace { id: test.recorded.workspace });
        Ok(listed)
    }

    /// The messages that could be this test's, newest first, or why the list could not be read, in words; `rest` is
    /// set to how long Twilio then wants not to be asked.
    async fn possible_matches(
        &self,
        test: &StoredTest,
        rest: &mut Duration,
    ) -> Result<Vec<PossibleMatch>, String> {
        let client = self.client_for(test.recorded.account).await.map_err(|error| error.message)?;
        let recipient: E164 = test.recorded.recipient.parse().map_err(|fault| format!("{fault}"))?;
        // By the recipient alone: a service picks its sender late, and the date of sending may be missing.
        let mut list = client.messages(MessageFilter::to(recipient));
        let lost = test.as_lost();
        let mut found: Vec<PossibleMatch> = Vec::new();
        for _ in 0..MOST_PAGES {
            let page = list.next_page().await.map_err(|error| {
                *rest = schedule::rest_after(&error);
                let (message, hint) = ReadFault::from(&error).in_words();
                format!("{message} {hint}")
            })?;
            let Some(page) = page else { return Ok(found) };
            for message in &page {
                let listed = Listed {
                    created_at: message.date_created,
                    inbound: message.direction == Some(Direction::Inbound),
                    from: message.from.as_deref(),
                    service: message.messaging_service_sid.as_ref().map(|sid| sid.as_str()),
                    body: &message.body,
                    media: message.num_media,
                };
                // A message that arrives meanwhile shifts the pages, so that one can show twice.
                let known = found.iter().any(|known| known.message_sid == message.sid.as_str());
                if !known && lost.could_be(listed) {
                    found.push(PossibleMatch {
                        message_sid: message.sid.to_string(),
                        status: message.status.to_string(),
                        created_at: message.date_created.map(At),
                    });
                }
            }
            // Sorted by the date of sending, which may be missing: only a page that is wholly older ends it.
            if !page.is_empty() && page.iter().all(|message| lost.is_before(message.date_created)) {
                return Ok(found);
            }
        }
        Err("Twilio's list for this recipient is too long to be read to the time of the test.".to_owned())
    }
}
