//! What would Twilio say to this message? Asked with the account's test credentials: nothing is sent, nothing is charged.
//!
//! The credentials are used for this one question and kept nowhere. That they are test credentials is proven by a read,
//! which Twilio refuses to such with a code of its own, before anything is posted; and the sender is always Twilio's test
//! number, which no account owns.

use twilio_messaging::{Credential, Error, MessageSender, NewMessage, WriteError};

use super::{Answer, Desk};
use crate::account::fault::ReadFault;
use crate::account::form::CredentialForm;
use crate::explanation::explain;
use crate::ids::{TestId, WorkspaceId};
use crate::store::{accounts, chain, workspaces};
use crate::test_message::draft::{self, Sendable, Sending};
use crate::wire::*;

/// The sender that test credentials may use.
const TEST_SENDER: &str = "+15005550006";
/// What Twilio answers to test credentials that read.
const TEST_CREDENTIALS: u32 = 20008;

impl Desk {
    /// Has Twilio check a message with test credentials.
    ///
    /// # Errors
    /// `Invalid` with fields for a draft that cannot be sent and for credentials that are not test credentials, `Twilio`
    /// and `Network` where Twilio did not take them or was not reached. In all of these nothing was posted, or nothing
    /// came of it.
    pub async fn dry_run(&self, workspace: WorkspaceId, asked: DryRunDraft) -> Answer<DryRunView> {
        let (live, region, practice) = self
            .read(move |connection| {
                let id = workspaces::get(connection, workspace)?.account;
                let account = accounts::get(connection, id)?;
                Ok((account.account_sid, account.region, accounts::is_practice(connection, id)?))
            })
            .await?;
        if practice {
            let message = "The practice account needs no dry run: it reaches nobody.";
            return Err(WireError::new(ErrorCode::Invalid, message)
                .with_hint("Pick one of Twilio's test numbers as a practice scenario."));
        }
        let (form, message) = read(asked, region)?;
        if form.account.as_str() == live {
            return Err(not_test("This is the Account SID of the live credentials."));
        }
        let client = self.client(Credential::auth_token(form.account, form.secret), self.endpoint(region))?;
        match client.balance().await {
            Err(Error::Api(answer)) if answer.code == Some(TEST_CREDENTIALS) => {}
            Ok(_) => return Err(not_test("These are live credentials: they may read the account.")),
            Err(error) => return Err(ReadFault::from(&error).into()),
        }
        match client.create_message(&message).await {
            Ok(message) => Ok(taken(message.num_segments)),
            Err(WriteError::Refused(answer)) if answer.code.is_some() => {
                Ok(refused(TwilioAnswer::from(&answer)))
            }
            Err(error) => {
                tracing::warn!("a dry run: {}", chain(&error));
                let message = "Twilio did not answer the dry run.";
                Err(WireError::new(ErrorCode::Network, message)
                    .with_hint("Try again: test credentials send nothing, so nothing can have been sent."))
            }
        }
    }
}

/// Credentials and message, or what is wrong with which field.
fn read(asked: DryRunDraft, region: RegionChoice) -> Answer<(CredentialForm, NewMessage)> {
    let DryRunDraft { credential, recipient, body, media } = asked;
    let typed = TestDraft {
        id: TestId::fresh(),
        from: TestFrom::Unsaved {
            name: String::new(),
            sender_type: SenderType::LongCode,
            sender_id: TEST_SENDER.to_owned(),
        },
        recipient,
        body,
        media,
        unsubscribe: false,
    };
    let sender = Sending {
        sender_type: SenderType::LongCode,
        sender_id: TEST_SENDER,
        supports_mms: None,
        region,
        unsubscribe_text: "",
    };
    let (notes, sendable) = draft::read(&typed, sender);
    let credential = CredentialForm::parse(CredentialDraft {
        region,
        kind: CredentialKind::AuthToken,
        api_key_sid: String::new(),
        ..credential
    });
    match (sendable, credential) {
        (Some(Sendable { to, text, media }), Ok(form)) => {
            let sender = MessageSender::From(TEST_SENDER.to_owned());
            Ok((form, NewMessage { to, sender, body: text, media_urls: media }))
        }
        (Some(_), Err(fields)) => Err(WireError::invalid(fields)),
        (None, credential) => {
            let mut error = super::tests::refused(notes);
            error.fields.extend(credential.err().unwrap_or_default());
            Err(WireError::invalid(error.fields))
        }
    }
}

fn not_test(message: &str) -> WireError {
    WireError::invalid(vec![FieldError {
        field: "username".to_owned(),
        message: message.to_owned(),
        hint: Some(
            "A dry run needs the account's test credentials: Twilio's console shows them under API keys & tokens. \
             Nothing was posted."
                .to_owned(),
        ),
    }])
}

fn taken(segments: Option<u32>) -> DryRunView {
    DryRunView {
        accepted: true,
        title: "Twilio would take this message".to_owned(),
        says: vec![
            "Nothing was sent and nothing charged, and there is nothing to follow.".to_owned(),
            STANDS_IN.to_owned(),
        ],
        segments,
        explanation: None,
    }
}

fn refused(answer: TwilioAnswer) -> DryRunView {
    DryRunView {
        accepted: false,
        title: "Twilio would refuse this message".to_owned(),
        says: vec!["Nothing was sent and nothing charged.".to_owned(), STANDS_IN.to_owned()],
        segments: None,
        explanation: Some(explain(answer.code, None, Some(answer))),
    }
}

const STANDS_IN: &str = "Twilio's test number +15005550006 stood in for the sender, as test credentials take no real one: \
                         a dry run says nothing about the sender, its capabilities or its registration.";
