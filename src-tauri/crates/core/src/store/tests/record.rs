//! What is written of a test message: that it is about to be sent, what came of it, what Twilio showed later.

use rusqlite::{Transaction, named_params};

use super::{NewTest, NotAccepted, Reading, StoredTest, as_json, get};
use crate::ids::{AccountId, CredentialId, TestId};
use crate::store::activity::{self, Entry, masked};
use crate::store::{StoreError, accounts, workspaces};
use crate::test_message::progress::moves_on;
use crate::wire::{
    Access, ActivityChange, ActivityOutcome, ActivitySubject, At, Capability, PossibleMatch, SenderType,
    TestState,
};

/// Records a test that is about to be sent. False when this identity was recorded before: then nothing may be sent.
pub(crate) fn insert(transaction: &Transaction<'_>, test: &NewTest) -> Result<bool, StoreError> {
    let media = as_json(&test.media)?;
    let inserted = transaction.execute(
        "INSERT INTO test_message (id, workspace, account, sender, sender_name, sender_type, sender_id, recipient, \
         body, media, again_of, state, created_at) \
         VALUES (:id, :workspace, :account, :sender, :sender_name, :sender_type, :sender_id, :recipient, :body, \
         :media, :again_of, :state, :created_at) ON CONFLICT (id) DO NOTHING",
        named_params! {
            ":id": test.id,
            ":workspace": test.workspace,
            ":account": test.account,
            ":sender": test.sender,
            ":sender_name": test.sender_name,
            ":sender_type": test.sender_type,
            ":sender_id": test.sender_id,
            ":recipient": test.recipient,
            ":body": test.body,
            ":media": media,
            ":again_of": test.again_of,
            ":state": TestState::Posting,
            ":created_at": test.created_at,
        },
    )?;
    if inserted == 1 {
        see(transaction, test.id, TestState::Posting, None, test.created_at)?;
    }
    Ok(inserted == 1)
}

/// Writes what Twilio shows of a message, and returns whether anything changed. A status never moves back; a final
/// one ends the following.
pub(crate) fn record_reading(
    transaction: &Transaction<'_>,
    id: TestId,
    reading: &Reading,
    at: At,
) -> Result<bool, StoreError> {
    let before = get(transaction, id)?;
    let seen: Vec<TestState> = before.states.iter().map(|seen| seen.state).collect();
    let reported = TestState::of_twilio(&reading.status);
    let same = before.twilio_status.as_deref() == Some(reading.status.as_str());
    let counts = same || moves_on(&seen, reported);
    if counts && !same {
        transaction.execute(
            "UPDATE test_message SET state = ?2, twilio_status = ?3 WHERE id = ?1",
            (id, reported, &reading.status),
        )?;
        see(transaction, id, reported, Some(&reading.status), at)?;
    }
    transaction.execute(
        "UPDATE test_message SET message_sid = :sid, chosen_sender = coalesce(:chosen, chosen_sender), \
         segments = coalesce(nullif(:segments, 0), segments), price = coalesce(:price, price), \
         price_unit = coalesce(:unit, price_unit), error_code = coalesce(:code, error_code), \
         error_message = coalesce(:message, error_message), ended = max(ended, :final), \
         converted = max(converted, :linked AND media <> '[]') WHERE id = :id",
        named_params! {
            ":id": id,
            ":final": counts && reported.is_final(),
            ":sid": reading.message_sid,
            ":chosen": reading.chosen_sender,
            ":segments": reading.segments,
            ":linked": reading.has_converter_link && before.recorded.sender_type == SenderType::MessagingService,
            ":price": reading.price,
            ":unit": reading.price_unit,
            ":code": reading.error_code,
            ":message": reading.error_message,
        },
    )?;
    Ok(get(transaction, id)? != before)
}

/// Twilio took the message: writes the first reading, and that the credential it was sent with may send, if the
/// account still uses it.
pub(crate) fn record_accepted(
    transaction: &Transaction<'_>,
    id: TestId,
    (account, credential): (AccountId, CredentialId),
    reading: &Reading,
    at: At,
) -> Result<(), StoreError> {
    let before = get(transaction, id)?;
    record_reading(transaction, id, reading, at)?;
    tell(transaction, &before, Told::SENT, at)?;
    if !accounts::uses(transaction, account, credential)? {
        return Ok(());
    }
    transaction.execute(
        "INSERT INTO access (account, capability, access, reason, at) VALUES (?1, ?2, ?3, NULL, ?4) \
         ON CONFLICT (account, capability) DO UPDATE SET access = excluded.access, reason = NULL, at = excluded.at",
        (account, Capability::Send, Access::Yes, at),
    )?;
    Ok(())
}

/// Twilio did not take the message, or it is not known whether it did.
pub(crate) fn record_not_accepted(
    transaction: &Transaction<'_>,
    id: TestId,
    outcome: &NotAccepted,
    at: At,
) -> Result<(), StoreError> {
    let before = get(transaction, id)?;
    let (state, trouble, ended_reason, lost_reason) = match outcome {
        NotAccepted::NotSent { reason, trouble } => {
            (TestState::NotSent, trouble.clone(), Some(reason.as_str()), None)
        }
        NotAccepted::Refused(trouble) => (TestState::Refused, Some(trouble.clone()), None, None),
        NotAccepted::Unknown { reason } => (TestState::Unknown, None, None, Some(reason.as_str())),
    };
    let trouble = trouble.unwrap_or_default();
    transaction.execute(
        "UPDATE test_message SET state = :state, http_status = :http_status, error_code = :code, \
         error_message = :message, request_id = :request_id, lost_reason = :lost_reason, ended = :ended, \
         ended_reason = :ended_reason WHERE id = :id",
        named_params! {
            ":id": id,
            ":state": state,
            ":http_status": trouble.http_status,
            ":code": trouble.code,
            ":message": trouble.message,
            ":request_id": trouble.request_id,
            ":lost_reason": lost_reason,
            ":ended": state.is_final(),
            ":ended_reason": ended_reason,
        },
    )?;
    see(transaction, id, state, None, at)?;
    tell(transaction, &before, Told::of(outcome), at)
}

/// Turns every test that was being sent when the application ended into one of unknown outcome; returns them.
pub(crate) fn lose_unanswered(
    transaction: &Transaction<'_>,
    reason: &str,
    at: At,
) -> Result<Vec<TestId>, StoreError> {
    let mut statement = transaction.prepare_cached("SELECT id FROM test_message WHERE state = ?1")?;
    let ids = statement.query_map([TestState::Posting], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
    for &id in &ids {
        let outcome = NotAccepted::Unknown { reason: reason.to_owned() };
        record_not_accepted(transaction, id, &outcome, at)?;
    }
    Ok(ids)
}

/// Writes what a look into Twilio's list brought: the matches, or why it could not be read. Matches found before
/// stay when the list could not be read.
pub(crate) fn record_look(
    transaction: &Transaction<'_>,
    id: TestId,
    found: &Result<Vec<PossibleMatch>, String>,
    at: At,
) -> Result<(), StoreError> {
    match found {
        Ok(matches) => {
            let matches = serde_json::to_string(matches).map_err(|e| StoreError::unreadable("match", e))?;
            transaction.execute(
                "UPDATE test_message SET looked_at = ?2, look_problem = NULL, look_matches = ?3 \
                 WHERE id = ?1 AND state = ?4",
                (id, at, matches, TestState::Unknown),
            )?;
        }
        Err(problem) => {
            transaction.execute(
                "UPDATE test_message SET look_problem = ?2 WHERE id = ?1 AND state = ?3",
                (id, problem, TestState::Unknown),
            )?;
        }
    }
    Ok(())
}

/// Takes a message of Twilio's list as this test's. Even a final one is asked for once more: the list's status is
/// older than the click, and its code and price are not known here yet.
pub(crate) fn adopt(
    transaction: &Transaction<'_>,
    id: TestId,
    found: &PossibleMatch,
    at: At,
) -> Result<(), StoreError> {
    let state = TestState::of_twilio(&found.status);
    transaction.execute(
        "UPDATE test_message SET message_sid = ?2, state = ?3, twilio_status = ?4, ended = 0, ended_reason = NULL \
         WHERE id = ?1",
        (id, &found.message_sid, state, &found.status),
    )?;
    see(transaction, id, state, Some(&found.status), at)
}

/// Gives the tests that accounts without a credential left open to the account that their workspace uses now, where
/// that is the same account of Twilio's (in another region), also when the workspace used a third one meanwhile. The
/// others stay: nobody can ask about them.
pub(crate) fn hand_over(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE test_message SET account = now.id FROM workspace w, account now, account former \
         WHERE former.id = test_message.account AND former.credential IS NULL AND ended = 0 \
         AND w.id = test_message.workspace AND now.id = w.account AND now.account_sid = former.account_sid",
        [],
    )?;
    Ok(())
}

/// Asks no more about a test whose status is not final, with the reason.
pub(crate) fn end(transaction: &Transaction<'_>, id: TestId, reason: &str) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE test_message SET ended = 1, ended_reason = ?2 WHERE id = ?1", (id, reason))?;
    Ok(())
}

/// Never dated before what was seen already: a clock that was set back does not turn the timeline round.
fn see(
    transaction: &Transaction<'_>,
    id: TestId,
    state: TestState,
    twilio_status: Option<&str>,
    at: At,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO test_status (test, state, twilio_status, at) \
         VALUES (?1, ?2, ?3, max(?4, coalesce((SELECT max(at) FROM test_status WHERE test = ?1), ?4))) \
         ON CONFLICT DO NOTHING",
        (id, state, twilio_status, at),
    )?;
    Ok(())
}

/// How the activity log tells what came of a request.
struct Told {
    action: &'static str,
    outcome: ActivityOutcome,
    detail: String,
}

impl Told {
    const SENT: Self = Self { action: "sent", outcome: ActivityOutcome::Done, detail: String::new() };

    /// Without Twilio's own words, which may repeat a number in full.
    fn of(outcome: &NotAccepted) -> Self {
        match outcome {
            NotAccepted::NotSent { reason, .. } => {
                Self { action: "not sent", outcome: ActivityOutcome::Refused, detail: reason.clone() }
            }
            NotAccepted::Refused(trouble) => Self {
                action: "refused by Twilio",
                outcome: ActivityOutcome::Refused,
                detail: trouble.code.map(|code| format!("Twilio's error {code}.")).unwrap_or_default(),
            },
            NotAccepted::Unknown { reason } => {
                Self { action: "outcome unknown", outcome: ActivityOutcome::Unknown, detail: reason.clone() }
            }
        }
    }
}

/// Adds the one line that the activity log has of a test: when it stops being sent.
fn tell(transaction: &Transaction<'_>, before: &StoredTest, told: Told, at: At) -> Result<(), StoreError> {
    if before.state != TestState::Posting {
        return Ok(());
    }
    let test = &before.recorded;
    let change = |field: &str, after: String| ActivityChange {
        field: field.to_owned(),
        before: None,
        after: Some(after),
    };
    let recipient = masked(&test.recipient);
    let mut changes = vec![change("Sender", masked(&test.sender_name)), change("To", recipient.clone())];
    if !test.media.is_empty() {
        changes.push(change("Media", test.media.len().to_string()));
    }
    let workspace = workspaces::get(transaction, test.workspace)?;
    let entry = Entry {
        workspace: test.workspace,
        workspace_name: &workspace.name,
        subject: ActivitySubject::Test,
        name: &recipient,
        action: told.action,
        changes,
        outcome: told.outcome,
        detail: told.detail,
    };
    activity::add(transaction, &entry, at)
}
