//! What became of any message of the account? Read at Twilio when asked, explained, and not kept. Nothing is ever sent
//! from here.

mod shown;

use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use twilio_messaging::sid::{MessageSid, SidKind};
use twilio_messaging::{Error, Listing, Message, MessageFilter};

use super::{Answer, Desk};
use crate::account::fault::ReadFault;
use crate::desk::accounts::InUse;
use crate::ids::{JobId, WorkspaceId};
use crate::store::tests::history as stored;
use crate::store::{chain, workspaces};
use crate::test_message::phone;
use crate::wire::*;
use crate::words::{pasted, sentence};

/// Messages of a page. With the bounds of its texts it stays under 64 kB.
const PAGE: u16 = 50;

/// Twilio's code for what is not there. A 404 without it is someone else's answer.
const NOT_FOUND: u32 = 20404;

/// The list that is read just now; Twilio links its pages, so that the next one cannot be asked for without it.
#[derive(Default)]
pub(crate) struct State(Mutex<Option<Open>>);

struct Open {
    id: JobId,
    workspace: WorkspaceId,
    listing: Listing<Message>,
}

impl Desk {
    /// Reads one message by its SID. It is not kept.
    ///
    /// # Errors
    /// `Invalid` with the field for what is no Message SID, `Twilio` when the account has no such message, and what
    /// keeps the account from being read.
    pub async fn look_up_message(&self, workspace: WorkspaceId, typed: String) -> Answer<FoundMessage> {
        let sid = read_sid(&typed)?;
        let InUse { account, client, .. } = self.in_use_of(workspace).await?;
        let read = client.message(&sid).await;
        let text = sid.to_string();
        let ours = self
            .read(move |connection| {
                let Some((id, workspace)) = stored::of_message(connection, &text)? else { return Ok(None) };
                let workspace_name = workspaces::get(connection, workspace)?.name;
                Ok(Some(TestOfMessage { id, workspace, workspace_name }))
            })
            .await?;
        match read {
            Ok(message) => Ok(shown::found(&message, &account.account_sid, ours, self.now())),
            Err(Error::Api(answer)) if answer.code == Some(NOT_FOUND) => Err(WireError {
                twilio: Some(Box::new((&answer).into())),
                ..WireError::new(
                    ErrorCode::Twilio,
                    format!(
                        "Twilio has no message {sid} in the account {}, {}.",
                        account.account_sid,
                        account.region.in_words()
                    ),
                )
                .with_hint(not_there(workspace, ours))
            }),
            Err(error) => Err(unread(&error)),
        }
    }

    /// Begins to read the account's log, newest first; `job` names the list and cancels the reading.
    ///
    /// # Errors
    /// `Invalid` with fields for a filter that cannot be used, and what keeps the account from being read.
    pub async fn recent_messages(
        &self,
        workspace: WorkspaceId,
        query: LogQuery,
        job: JobId,
    ) -> Answer<LoggedPage> {
        let filter = read_filter(&query)?;
        let client = self.in_use_of(workspace).await?.client;
        let listing = client.messages(filter).page_size(PAGE);
        self.next_logged(Open { id: job, workspace, listing }).await
    }

    /// Reads the next page of that log.
    ///
    /// # Errors
    /// `Invalid` when another list was begun meanwhile.
    pub async fn more_messages(&self, workspace: WorkspaceId, job: JobId) -> Answer<LoggedPage> {
        let held = &self.inner.lookups.0;
        let open = held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take_if(|open| open.id == job && open.workspace == workspace);
        let Some(open) = open else {
            return Err(WireError::new(ErrorCode::Invalid, "This list is not open any more.")
                .with_hint("Read the log again."));
        };
        self.next_logged(open).await
    }

    async fn next_logged(&self, mut open: Open) -> Answer<LoggedPage> {
        let job = self.begin_job(open.id);
        let read = job.unless_cancelled(open.listing.next_page()).await;
        let (id, workspace, more) = (open.id, open.workspace, open.listing.has_more());
        // A page that failed or was cancelled can be asked for again.
        *self.inner.lookups.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(open);
        let messages = match read {
            None => return Err(WireError::new(ErrorCode::Invalid, "Reading Twilio's log was cancelled.")),
            Some(Err(error)) => return Err(unread(&error)),
            Some(Ok(messages)) => messages,
        };
        let mut rows: Vec<LoggedMessage> = messages.iter().flatten().map(shown::logged).collect();
        let rows = self
            .read(move |connection| {
                workspaces::get(connection, workspace)?;
                for row in &mut rows {
                    row.is_test = stored::of_message(connection, &row.message_sid)?.is_some();
                }
                Ok(rows)
            })
            .await?;
        Ok(LoggedPage { rows, more: more.then_some(id), read_at: self.now() })
    }

    async fn in_use_of(&self, workspace: WorkspaceId) -> Answer<InUse> {
        let account =
            self.read(move |connection| Ok(workspaces::get(connection, workspace)?.account)).await?;
        self.in_use(account).await
    }
}

fn unread(error: &Error) -> WireError {
    tracing::info!("Twilio's log brought nothing: {}", chain(error));
    ReadFault::from(error).into()
}

fn not_there(workspace: WorkspaceId, ours: Option<TestOfMessage>) -> String {
    match ours {
        Some(test) if test.workspace != workspace => {
            format!("It is a test of the workspace {}: look it up there.", test.workspace_name)
        }
        _ => "It may belong to another account, a subaccount or another region: compare the Account SID that the \
              complaint names. Twilio keeps messages for 400 days unless the account sets otherwise; one that is older, \
              or was deleted, is gone."
            .to_owned(),
    }
}

/// The SID in what was pasted: alone, or the only one in a sentence or an address.
fn read_sid(typed: &str) -> Answer<MessageSid> {
    let typed = pasted(typed);
    let messages: Vec<&str> = typed
        .split(|sign: char| !sign.is_ascii_alphanumeric())
        .filter(|word| SidKind::of(word) == Some(SidKind::Message))
        .collect();
    let alone = match messages[..] {
        [only] => only,
        [first, ref others @ ..] if others.iter().all(|other| *other == first) => first,
        [_, ..] => return Err(field("sid", "There is more than one Message SID in this: leave one.")),
        [] => typed,
    };
    alone
        .parse()
        .map_err(|error: twilio_messaging::sid::SidError| field("sid", &sentence(&error.to_string())))
}

fn read_filter(query: &LogQuery) -> Answer<MessageFilter> {
    let mut filter = MessageFilter::default();
    let (to, from, day) = (pasted(&query.to), pasted(&query.from), pasted(&query.day));
    if !to.is_empty() {
        filter.to = Some(phone::read("to", to).map_err(|note| field("to", &note.message))?);
    }
    if !from.is_empty() {
        filter.from = Some(from.to_owned());
    }
    if !day.is_empty() {
        let day: Date =
            day.parse().map_err(|_| field("day", "A day is written as year, month and day: 2026-01-31."))?;
        (filter.sent_after, filter.sent_before) = (Some(day), Some(day));
    }
    Ok(filter)
}

fn field(name: &str, message: &str) -> WireError {
    WireError {
        fields: vec![FieldError { field: name.to_owned(), message: message.to_owned(), hint: None }],
        ..WireError::new(ErrorCode::Invalid, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SM: &str = "SM0123456789abcdef0123456789abcdef";

    fn refused(typed: &str) -> String {
        read_sid(typed).unwrap_err().fields.remove(0).message
    }

    #[test]
    fn the_sid_is_found_in_what_people_paste() {
        let mm = SM.replace("SM", "MM");
        for typed in [
            SM.to_owned(),
            format!(" {SM}\n"),
            format!("MessageSid: \"{SM}\", to +15551230001"),
            format!("https://console.twilio.com/us1/monitor/logs/sms?sid={SM}&x=1"),
            format!("{SM} (again: {SM})"),
        ] {
            assert_eq!(read_sid(&typed).unwrap().as_str(), SM, "{typed}");
        }
        assert_eq!(read_sid(&mm).unwrap().as_str(), mm);
    }

    #[test]
    fn another_sid_is_named_as_what_it_is() {
        assert!(refused(&SM.replace("SM", "MG")).contains("Messaging Service SID"));
        assert!(refused(&SM.replace("SM", "AC")).contains("Account SID"));
        assert!(refused("").contains("SM or MM"));
        assert!(refused("SM0123").contains("34 characters"));
        assert!(refused(&format!("{SM} {}", SM.replace('0', "1"))).contains("more than one"));
    }

    #[test]
    fn a_filter_that_cannot_be_used_names_its_field() {
        let query = |to: &str, day: &str| LogQuery { to: to.into(), from: String::new(), day: day.into() };
        assert_eq!(read_filter(&query("5551230001", "")).unwrap_err().fields[0].field, "to");
        assert_eq!(read_filter(&query("", "31.1.2026")).unwrap_err().fields[0].field, "day");
        let filter = read_filter(&query("+15551230001", "2026-01-31")).unwrap();
        assert_eq!((filter.sent_after, filter.to.unwrap().as_str()), (filter.sent_before, "+15551230001"));
    }
}
