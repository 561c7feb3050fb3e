//! How is one test sent exactly once?
//!
//! The test is recorded before the request leaves, and the record decides: whoever finds it made sends nothing. The
//! request is never repeated, and its outcome is one of four: taken, refused, certainly not sent, unknown.

use rusqlite::Transaction;
use twilio_messaging::{MessageSender, NewMessage};
use url::Url;

use super::super::{Answer, Desk};
use super::again::Guard;
use crate::desk::accounts::InUse;
use crate::failpoint::reach;
use crate::ids::{AccountId, CredentialId, SenderKey, TestId, WorkspaceId};
use crate::store::senders::{self, KeptSender};
use crate::store::tests::{self as stored, NewTest, NotAccepted, Reading, StoredTest};
use crate::store::{StoreError, accounts, chain, workspaces};
use crate::test_message::draft::{self, Sendable, Sending};
use crate::test_message::text::text_sent;
use crate::test_message::{phone, recipient, schedule};
use crate::wire::*;
use crate::words::sentence;

/// A test that may be sent.
pub(super) struct Outgoing {
    pub(super) record: NewTest,
    pub(super) message: NewMessage,
}

/// What came of the request.
#[derive(Clone)]
struct Answered {
    id: TestId,
    workspace: WorkspaceId,
    /// What it was sent with.
    proof: (AccountId, CredentialId),
    outcome: Result<Reading, NotAccepted>,
    at: At,
}

/// Whom it is sent from.
pub(super) struct From {
    key: Option<SenderKey>,
    name: String,
    sender_type: SenderType,
    sender_id: String,
    supports_mms: Option<bool>,
    unsubscribe_text: String,
    /// Where it is used, ISO 3166-1 alpha-2; empty where that is not recorded.
    country: String,
}

impl From {
    pub(super) fn saved(sender: KeptSender) -> Self {
        Self {
            key: Some(sender.key),
            name: sender.name,
            sender_type: sender.sender_type,
            sender_id: sender.sender_id,
            supports_mms: Some(sender.supports_mms),
            unsubscribe_text: sender.details.unsubscribe_text,
            country: sender.details.country,
        }
    }

    /// A sender that is not saved; its ID as it would be sent.
    pub(super) fn unsaved(name: &str, sender_type: SenderType, sender_id: String) -> Self {
        let name = match name.trim() {
            "" => sender_id.clone(),
            name => name.to_owned(),
        };
        let (unsubscribe_text, country) = Default::default();
        Self { key: None, name, sender_type, sender_id, supports_mms: None, unsubscribe_text, country }
    }

    /// As the rules see it, with an account of this region.
    pub(super) fn sending(&self, region: RegionChoice) -> Sending<'_> {
        let Self { sender_type, supports_mms, .. } = *self;
        let unsubscribe_text = &self.unsubscribe_text;
        Sending { sender_type, sender_id: &self.sender_id, supports_mms, region, unsubscribe_text }
    }

    /// The countries in which a national number is likely to be meant: the sender's own.
    pub(super) fn homes(&self) -> Vec<String> {
        let of_number = self.sender_id.parse().ok().and_then(|number| recipient::place(&number).country);
        let recorded = Some(self.country.clone()).filter(|country| !country.is_empty());
        recorded.into_iter().chain(of_number).collect()
    }
}

impl Desk {
    /// Records the test, sends it once and follows it. Answers as soon as Twilio has (or has not). A test that was
    /// recorded before is answered as it stands, and nothing is sent.
    ///
    /// # Errors
    /// `Invalid` with fields for a draft that cannot be sent, `Invalid` without any for an identity that another
    /// draft was sent under and for a message whose outcome is not known (see [`Desk::send_again`]), and what keeps
    /// the credential from being used; in all of these nothing was recorded and nothing sent.
    pub async fn send_test(&self, workspace: WorkspaceId, draft: TestDraft) -> Answer<TestView> {
        let desk = self.clone();
        self.unaborted(async move { desk.send_once(workspace, draft).await }).await
    }

    /// Runs a send to its end: the window may close or reload while Twilio is asked.
    pub(super) async fn unaborted(
        &self,
        send: impl Future<Output = Answer<TestView>> + Send + 'static,
    ) -> Answer<TestView> {
        match self.inner.tests.send(send) {
            None => Err(WireError::new(ErrorCode::Internal, "Senderdesk is closing; nothing was sent.")),
            Some(sending) => sending.await.unwrap_or_else(|error| {
                tracing::error!("a send ended early: {error}");
                Err(WireError::new(ErrorCode::Internal, "Something went wrong while sending.")
                    .with_hint("Look at the test in the list: it shows what is known of it."))
            }),
        }
    }

    async fn send_once(&self, workspace: WorkspaceId, draft: TestDraft) -> Answer<TestView> {
        let id = draft.id;
        if let Some(test) = self.inner.store.read(move |connection| stored::find(connection, id)).await? {
            return self.repeated(test, workspace, &draft).await;
        }
        let outgoing = self.outgoing(workspace, draft.clone()).await?;
        match self.post(outgoing).await? {
            Some(test) => Ok(test),
            None => self.repeated(self.stored_test(id).await?, workspace, &draft).await,
        }
    }

    /// Records a test and posts it once. None when its identity was recorded before: then nothing was sent.
    pub(super) async fn post(&self, outgoing: Outgoing) -> Answer<Option<TestView>> {
        let Outgoing { record, message } = outgoing;
        let (id, workspace) = (record.id, record.workspace);
        let InUse { account, credential, client } = self.in_use(record.account).await?;
        reach("send.before_record");
        let guard = Guard { now: self.inner.clock.now() };
        let record = move |transaction: &Transaction<'_>| {
            guard.check(transaction, &record)?;
            let recorded = stored::insert(transaction, &record)?;
            reach("send.before_record_commit");
            Ok(recorded)
        };
        let recorded = self.inner.store.write(record).await?;
        if !recorded {
            return Ok(None);
        }
        reach("send.recorded");
        self.tell(Change::Test { id, workspace });
        let outcome = client.create_message(&message).await;
        reach("send.posted");
        let answered = Answered {
            id,
            workspace,
            proof: (account.id, credential.id),
            outcome: outcome.map(|message| Reading::of(&message)).map_err(NotAccepted::of),
            at: self.now(),
        };
        if let Err(error) = self.write_down(answered.clone()).await {
            let desk = self.clone();
            self.inner.tests.send(async move { desk.write_down_later(answered).await });
            let message = "Twilio was asked, but its answer could not be recorded yet.".to_owned();
            return Err(WireError { message, ..error.into() }.with_hint(
                "The message may have been sent; do not send it again. The answer is recorded as soon as the data \
                 folder can be written; failing that, the message is looked for at the next start.",
            ));
        }
        self.test(id).await.map(Some)
    }

    /// A test that was recorded before, as it stands, if it is the one that the draft means.
    async fn repeated(
        &self,
        test: StoredTest,
        workspace: WorkspaceId,
        draft: &TestDraft,
    ) -> Answer<TestView> {
        let unsubscribe_text = self.sender_of(workspace, &draft.from).await.map(|from| from.unsubscribe_text);
        if is_of(&test.recorded, workspace, draft, &unsubscribe_text.unwrap_or_default()) {
            return Ok(self.view_of(test));
        }
        let message = "This form already sent a message; open a new one.";
        Err(WireError::new(ErrorCode::Invalid, message).with_hint("Nothing was sent just now."))
    }

    /// Writes what came of a send, and has it followed.
    async fn write_down(&self, answered: Answered) -> Result<(), StoreError> {
        let Answered { id, workspace, proof, outcome, at } = answered;
        let accepted = outcome.is_ok();
        let write = self.inner.store.write(move |transaction| {
            match outcome {
                Ok(reading) => stored::record_accepted(transaction, id, proof, &reading, at)?,
                Err(outcome) => stored::record_not_accepted(transaction, id, &outcome, at)?,
            }
            reach("send.before_answer_commit");
            stored::get(transaction, id)
        });
        let test = write.await?;
        if accepted {
            reach("send.accepted");
        }
        self.tell(Change::Test { id, workspace });
        self.tell(Change::Workspace { id: workspace });
        if !accepted {
            self.tell_ended(&test).await;
        }
        // Meanwhile the workspace may have been given the same account in another region.
        self.follow(test.recorded.account);
        Ok(())
    }

    /// Tries until it is written down or the desk closes.
    async fn write_down_later(&self, answered: Answered) {
        let trying = async {
            for failures in 1.. {
                self.inner.clock.sleep(schedule::after_trouble(failures)).await;
                match self.write_down(answered.clone()).await {
                    Ok(()) => return,
                    Err(error) => tracing::error!("a send is not recorded yet: {}", chain(&error)),
                }
            }
        };
        self.inner.tests.stop.run_until_cancelled(trying).await;
    }

    /// The draft as it would be sent, or which fields keep it from being sent.
    async fn outgoing(&self, workspace: WorkspaceId, draft: TestDraft) -> Answer<Outgoing> {
        let (account, region) = self
            .read(move |connection| {
                let account = workspaces::get(connection, workspace)?.account;
                Ok((account, accounts::get(connection, account)?.region))
            })
            .await?;
        let from = self.sender_of(workspace, &draft.from).await?;
        let (notes, sendable) = draft::read(&draft, from.sending(region));
        let Some(Sendable { to, text, media }) = sendable else { return Err(refused(notes)) };
        let sender = message_sender(from.sender_type, &from.sender_id)?;
        let record = NewTest {
            id: draft.id,
            workspace,
            account,
            sender: from.key,
            sender_name: from.name,
            sender_type: from.sender_type,
            sender_id: from.sender_id,
            recipient: to.to_string(),
            body: text.clone(),
            media: media.iter().map(Url::to_string).collect(),
            again_of: None,
            created_at: self.now(),
        };
        Ok(Outgoing { record, message: NewMessage { to, sender, body: text, media_urls: media } })
    }

    async fn sender_of(&self, workspace: WorkspaceId, from: &TestFrom) -> Answer<From> {
        match from {
            TestFrom::Saved { key } => {
                let key = *key;
                let saved = self.read(move |connection| senders::get(connection, key)).await?;
                if saved.workspace != workspace {
                    return Err(StoreError::NotFound("sender").into());
                }
                Ok(From::saved(saved))
            }
            TestFrom::Unsaved { name, sender_type, sender_id } => {
                let sender_id =
                    draft::sender_id(*sender_type, sender_id).map_err(|note| refused(vec![*note]))?;
                Ok(From::unsaved(name, *sender_type, sender_id))
            }
        }
    }
}

/// Whether a recorded test is what this draft would send.
fn is_of(recorded: &NewTest, workspace: WorkspaceId, draft: &TestDraft, unsubscribe_text: &str) -> bool {
    let same_sender = match &draft.from {
        TestFrom::Saved { key } => recorded.sender == Some(*key),
        TestFrom::Unsaved { sender_type, sender_id, .. } => {
            let typed = draft::sender_id(*sender_type, sender_id);
            recorded.sender.is_none()
                && recorded.sender_type == *sender_type
                && typed.is_ok_and(|typed| typed == recorded.sender_id)
        }
    };
    let to = phone::read("recipient", &draft.recipient);
    let media = draft::media_sent(&draft.media);
    recorded.workspace == workspace
        && same_sender
        && to.is_ok_and(|to| to.as_str() == recorded.recipient)
        && recorded.body == text_sent(&draft.body, draft.unsubscribe.then_some(unsubscribe_text))
        && media
            .is_some_and(|media| media.iter().map(Url::as_str).eq(recorded.media.iter().map(String::as_str)))
}

pub(super) fn message_sender(sender_type: SenderType, sender_id: &str) -> Answer<MessageSender> {
    match sender_type {
        SenderType::MessagingService => sender_id.parse().map(MessageSender::Service).map_err(|fault| {
            let message = sentence(&format!("{fault}"));
            WireError::invalid(vec![FieldError { field: "sender_id".to_owned(), message, hint: None }])
        }),
        SenderType::ShortCode | SenderType::LongCode | SenderType::Alphanumeric => {
            Ok(MessageSender::From(sender_id.to_owned()))
        }
    }
}

/// The error that names every field with a problem.
pub(in crate::desk) fn refused(notes: Vec<FieldNote>) -> WireError {
    let problems = notes.into_iter().filter(|note| note.level == NoteLevel::Problem);
    let field = |note: FieldNote| FieldError {
        field: note.field,
        message: note.message,
        hint: note.suggestion.map(|suggestion| format!("{}.", suggestion.label)),
    };
    WireError::invalid(problems.map(field).collect())
}
