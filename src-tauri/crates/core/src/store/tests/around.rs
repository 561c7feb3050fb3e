//! What is known around a test that failed: its account, its sender, its recipient, and other tests.

use jiff::SignedDuration;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, named_params};
use twilio_messaging::E164;

use super::{StoredTest, get};
use crate::account::amount::is_spent;
use crate::ids::TestId;
use crate::store::{StoreError, handsets, senders};
use crate::test_message::likely::{Around, Earlier, Other, Saved};
use crate::wire::{At, Ownership};

/// So many of the newest tests of a sender or recipient are looked at, not all that there ever were.
const NEWEST: u32 = 1000;

/// How long a message may wait at Twilio.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(10);

/// One test, and what is known around it where an error code is to be explained.
pub(crate) fn explained(
    connection: &Connection,
    id: TestId,
) -> Result<(StoredTest, Option<Around>), StoreError> {
    let test = get(connection, id)?;
    let has_code = test.trouble.as_ref().is_some_and(|trouble| trouble.code.is_some());
    let around = if has_code { Some(around(connection, &test)?) } else { None };
    Ok((test, around))
}

/// Reads it. Other tests are those of the same workspace.
fn around(connection: &Connection, test: &StoredTest) -> Result<Around, StoreError> {
    let recorded = &test.recorded;
    let (region, practice, account_kind, account_sid) = connection
        .prepare_cached("SELECT region, practice, kind, account_sid FROM account WHERE id = ?1")?
        .query_row([recorded.account], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?))
        })?;
    let spent = connection
        .prepare_cached("SELECT amount, at FROM balance WHERE account = ?1 AND amount IS NOT NULL")?
        .query_row([recorded.account], |row| Ok((row.get::<_, String>(0)?, row.get::<_, At>(1)?)))
        .optional()?;
    let handset = match recorded.recipient.parse::<E164>() {
        Ok(number) => handsets::label(connection, recorded.workspace, &number)?,
        Err(_) => None,
    };
    Ok(Around {
        region,
        practice,
        account_kind,
        spent: spent.filter(|(amount, _)| is_spent(amount)).map(|(_, at)| at),
        sender: saved(connection, test, &account_sid)?,
        handset,
        earlier: earlier(connection, test)?,
    })
}

/// The sender as it is saved now, if its ID is still the one that was used.
fn saved(connection: &Connection, test: &StoredTest, account_sid: &str) -> Result<Option<Saved>, StoreError> {
    let Some(key) = test.recorded.sender else { return Ok(None) };
    let Some(sender) = senders::find(connection, key)? else { return Ok(None) };
    if sender.sender_id != test.recorded.sender_id {
        return Ok(None);
    }
    let ownership = connection
        .prepare_cached("SELECT ownership, at FROM sender_ownership WHERE sender = ?1 AND account_sid = ?2")?
        .query_row((key, account_sid), |row| Ok((row.get::<_, Ownership>(0)?, row.get::<_, At>(1)?)))
        .optional()?;
    let country = Some(sender.details.country).filter(|code| !code.is_empty());
    Ok(Some(Saved { supports_mms: sender.supports_mms, country, ownership }))
}

fn earlier(connection: &Connection, test: &StoredTest) -> Result<Earlier, StoreError> {
    let recorded = &test.recorded;
    let before =
        |span: SignedDuration| At(recorded.created_at.0.checked_sub(span).unwrap_or(recorded.created_at.0));
    let (hour_ago, waiting_since) = (before(SignedDuration::from_hours(1)), before(LONGEST_WAIT));
    let media = serde_json::to_string(&recorded.media).map_err(|e| StoreError::unreadable("medium", e))?;
    let values: &[(&str, &dyn ToSql)] = named_params! {
        ":workspace": recorded.workspace,
        ":id": recorded.id,
        ":type": recorded.sender_type,
        ":sender": recorded.sender_id,
        ":recipient": recorded.recipient,
        ":body": recorded.body,
        ":media": media,
        ":at": recorded.created_at,
        ":hour_ago": hour_ago,
        ":waiting_since": waiting_since,
        ":newest": NEWEST,
    };
    let ask = Asking { connection, values };
    Ok(Earlier {
        sender_delivered: ask.other(
            SAME_SENDER,
            "recipient",
            "recipient <> :recipient AND state IN ('delivered', 'read')",
        )?,
        recipient_got: ask.other(
            SAME_RECIPIENT,
            "sender_id",
            "NOT (sender_type = :type AND sender_id = :sender) AND state IN ('delivered', 'read') AND created_at < :at",
        )?,
        recipient_missed: ask.other(
            SAME_RECIPIENT,
            "sender_id",
            "NOT (sender_type = :type AND sender_id = :sender) AND state IN ('undelivered', 'failed')",
        )?,
        other_text: ask.when(
            SAME_SENDER,
            "recipient = :recipient AND state IN ('delivered', 'read') AND body <> :body AND media = :media",
        )?,
        same_pair: ask.when(
            SAME_SENDER,
            "recipient = :recipient AND state IN ('delivered', 'read') AND created_at < :at",
        )?,
        opted_out: ask.when(
            SAME_SENDER,
            "recipient = :recipient AND error_code = 21610 AND created_at < :at",
        )?,
        without_media: ask.when(
            SAME_SENDER,
            "recipient = :recipient AND media = '[]' AND state IN ('sent', 'delivered', 'read')",
        )?,
        to_recipient: ask.count(SAME_RECIPIENT, "created_at < :at AND created_at >= :hour_ago")?,
        under_way: ask.count(
            SAME_SENDER,
            "created_at < :at AND created_at >= :waiting_since AND state NOT IN ('refused', 'not_sent', 'unknown') \
             AND NOT EXISTS (SELECT 1 FROM test_status s WHERE s.test = found.id AND s.at <= :at \
             AND s.state IN ('sent', 'delivered', 'undelivered', 'failed', 'canceled', 'read'))",
        )?,
    })
}

const SAME_SENDER: &str = "sender_type = :type AND sender_id = :sender";
const SAME_RECIPIENT: &str = "recipient = :recipient";

/// Questions about the newest tests of the same sender or recipient.
struct Asking<'a> {
    connection: &'a Connection,
    values: &'a [(&'a str, &'a dyn ToSql)],
}

impl Asking<'_> {
    fn other(&self, same: &str, who: &str, which: &str) -> Result<Option<Other>, StoreError> {
        let read = |row: &Row<'_>| Ok(Other { who: row.get(0)?, at: row.get(1)? });
        self.first(&format!("{who}, created_at"), same, which, read)
    }

    fn when(&self, same: &str, which: &str) -> Result<Option<At>, StoreError> {
        self.first("created_at", same, which, |row| row.get(0))
    }

    fn count(&self, same: &str, which: &str) -> Result<u32, StoreError> {
        Ok(self.first("count(*)", same, which, |row| row.get(0))?.unwrap_or_default())
    }

    fn first<T>(
        &self,
        what: &str,
        same: &str,
        which: &str,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let sql = format!(
            "SELECT {what} FROM (SELECT * FROM test_message WHERE workspace = :workspace AND {same} AND id <> :id \
             ORDER BY created_at DESC LIMIT :newest) AS found WHERE {which} LIMIT 1"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        // Each question names some of the values only.
        for (name, value) in self.values {
            if let Some(index) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(index, value)?;
            }
        }
        let mut rows = statement.raw_query();
        Ok(rows.next()?.map(read).transpose()?)
    }
}
