//! What is sent, and what became of it?

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use url::Url;

use crate::e164::{E164, mask};
use crate::lenient;
use crate::listing::Listed;
use crate::money::Money;
use crate::open_enum::open_enum;
use crate::resources::UnknownFields;
use crate::sid::{AccountSid, MessageSid, MessagingServiceSid};

open_enum! {
    /// Where a message stands (Twilio's message resource).
    MessageStatus {
        /// A service took it and has not chosen a sender yet.
        Accepted = "accepted",
        /// Waits for its time.
        Scheduled = "scheduled",
        /// A definite sender will send it.
        Queued = "queued",
        /// On its way to the carrier.
        Sending = "sending",
        /// The carrier took it; may stay so for ever where carriers send no receipts.
        Sent = "sent",
        /// The carrier confirmed delivery.
        Delivered = "delivered",
        /// The receipt says that it was not delivered.
        Undelivered = "undelivered",
        /// It could not be sent.
        Failed = "failed",
        /// A scheduled message that was called off.
        Canceled = "canceled",
        /// Read by the recipient; other channels only.
        Read = "read",
        /// Inbound, being processed.
        Receiving = "receiving",
        /// Inbound, complete.
        Received = "received",
        /// Deprecated at Twilio.
        PartiallyDelivered = "partially_delivered",
    }
}

impl MessageStatus {
    /// Whether nothing more is to be expected. `Sent` is not final, though it may last.
    pub fn is_final(&self) -> bool {
        use MessageStatus::{Canceled, Delivered, Failed, Read, Received, Undelivered};
        matches!(self, Delivered | Undelivered | Failed | Canceled | Read | Received)
    }

    /// How far along it is, 0 to 4: of two sightings that arrive out of order the higher one is the later. A status
    /// not known here ranks with `Sent`: it is shown, and a final one still replaces it.
    pub fn rank(&self) -> u8 {
        match self {
            MessageStatus::Accepted | MessageStatus::Scheduled | MessageStatus::Receiving => 0,
            MessageStatus::Queued => 1,
            MessageStatus::Sending => 2,
            MessageStatus::Sent | MessageStatus::PartiallyDelivered | MessageStatus::Other(_) => 3,
            _ => 4,
        }
    }
}

open_enum! {
    /// Which way a message went.
    Direction {
        /// To the account.
        Inbound = "inbound",
        /// Sent by the API.
        OutboundApi = "outbound-api",
        /// Sent during a call.
        OutboundCall = "outbound-call",
        /// Sent as the answer to an inbound message.
        OutboundReply = "outbound-reply",
    }
}

/// A message. `Debug` shows neither its text nor whole numbers.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Message {
    /// Its SID.
    pub sid: MessageSid,
    /// Where it stands.
    pub status: MessageStatus,
    /// The account that it belongs to.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub account_sid: Option<AccountSid>,
    /// The recipient: a number or a channel address.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub to: String,
    /// The sender; none while a service has not chosen one.
    #[serde(default, deserialize_with = "lenient::text")]
    pub from: Option<String>,
    /// The service that sent it.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub messaging_service_sid: Option<MessagingServiceSid>,
    /// The text; a trial account puts a notice before it.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub body: String,
    /// Segments; 0 at first with a service.
    #[serde(default, deserialize_with = "lenient::count")]
    pub num_segments: Option<u32>,
    /// Media files.
    #[serde(default, deserialize_with = "lenient::count")]
    pub num_media: Option<u32>,
    /// Why it failed. For display: Twilio says that codes may change.
    #[serde(default, deserialize_with = "lenient::count")]
    pub error_code: Option<u32>,
    /// Why it failed, in Twilio's words.
    #[serde(default, deserialize_with = "lenient::text")]
    pub error_message: Option<String>,
    /// The price, negative for a charge; none until rated, which may be after delivery.
    #[serde(default, deserialize_with = "lenient::money")]
    pub price: Option<Money>,
    /// The currency of the price.
    #[serde(default, deserialize_with = "lenient::text")]
    pub price_unit: Option<String>,
    /// Which way it went.
    #[serde(default, deserialize_with = "lenient::word")]
    pub direction: Option<Direction>,
    /// When Twilio took it.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub date_created: Option<Timestamp>,
    /// When it left for the carrier.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub date_sent: Option<Timestamp>,
    /// When it last changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub date_updated: Option<Timestamp>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Listed for Message {
    const MEMBER: &'static str = "messages";
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("sid", &self.sid)
            .field("status", &self.status)
            .field("to", &mask(&self.to))
            .field("from", &self.from.as_deref().map(mask))
            .field("error_code", &self.error_code)
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}

/// Who sends a message.
#[derive(Clone, PartialEq, Eq)]
pub enum MessageSender {
    /// A number in E.164 form, a short code or an alphanumeric sender ID.
    From(String),
    /// A Messaging Service, which chooses from its pool.
    Service(MessagingServiceSid),
}

impl fmt::Debug for MessageSender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MessageSender::From(sender) => write!(f, "From({})", mask(sender)),
            MessageSender::Service(sid) => write!(f, "Service({sid})"),
        }
    }
}

/// A message to send. No `StatusCallback` is set, so that the account's own settings are what is used.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// The recipient.
    pub to: E164,
    /// Who sends it.
    pub sender: MessageSender,
    /// The text, at most 1600 characters; may be empty when there is media.
    pub body: String,
    /// Public addresses of at most 10 media files; any makes it an MMS.
    pub media_urls: Vec<Url>,
}

impl NewMessage {
    /// The form fields of the request, as Twilio names them; several media repeat the name.
    pub(crate) fn form(&self) -> Vec<(&'static str, &str)> {
        let mut fields = vec![("To", self.to.as_str())];
        fields.push(match &self.sender {
            MessageSender::From(sender) => ("From", sender.as_str()),
            MessageSender::Service(sid) => ("MessagingServiceSid", sid.as_str()),
        });
        if !self.body.is_empty() {
            fields.push(("Body", self.body.as_str()));
        }
        fields.extend(self.media_urls.iter().map(|url| ("MediaUrl", url.as_str())));
        fields
    }
}

impl fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewMessage")
            .field("to", &self.to)
            .field("sender", &self.sender)
            .field("media", &self.media_urls.len())
            .finish_non_exhaustive()
    }
}

/// Which messages to list. Twilio has no filter for status, service or direction, and a message without a sending
/// date may be missing where a date is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MessageFilter {
    /// Only to this recipient.
    pub to: Option<E164>,
    /// Only from this sender.
    pub from: Option<String>,
    /// Only sent on this GMT day or later.
    pub sent_after: Option<Date>,
    /// Only sent on this GMT day or earlier.
    pub sent_before: Option<Date>,
}

impl MessageFilter {
    /// Only messages to this recipient.
    pub fn to(recipient: E164) -> Self {
        Self { to: Some(recipient), ..Self::default() }
    }

    pub(crate) fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = Vec::new();
        query.extend(self.to.as_ref().map(|to| ("To", to.to_string())));
        query.extend(self.from.clone().map(|from| ("From", from)));
        // The sign belongs to the name: the wire shows `DateSent>=2026-01-31`, which is inclusive.
        query.extend(self.sent_after.map(|day| ("DateSent>", day.to_string())));
        query.extend(self.sent_before.map(|day| ("DateSent<", day.to_string())));
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMAL: &str = r#"{"sid":"SM1234567890abcdef1234567890abcdef","status":"on-the-moon"}"#;

    #[test]
    fn unknown_statuses_and_fields_survive() {
        let message: Message =
            serde_json::from_str(&MINIMAL.replace('}', r#","risk":{"score":1}}"#)).unwrap();
        assert_eq!(message.status, MessageStatus::Other("on-the-moon".into()));
        assert_eq!(serde_json::to_string(&message.status).unwrap(), "\"on-the-moon\"");
        assert_eq!(message.unknown["risk"]["score"], 1);
    }

    #[test]
    fn statuses_only_climb_towards_a_final_one() {
        let order = ["accepted", "queued", "sending", "sent", "delivered"].map(MessageStatus::from);
        assert!(order.windows(2).all(|pair| pair[0].rank() < pair[1].rank()));
        assert_eq!(order.map(|status| status.is_final()), [false, false, false, false, true]);
        for word in ["undelivered", "failed", "canceled", "read", "received"] {
            let status = MessageStatus::from(word);
            assert!(status.is_final() && status.rank() == 4, "{word}");
        }
    }

    #[test]
    fn debug_shows_neither_text_nor_numbers() {
        let json = MINIMAL.replace('}', r#","to":"+15551230001","from":"+15551230002","body":"PIN 1234"}"#);
        let shown = format!("{:?}", serde_json::from_str::<Message>(&json).unwrap());
        for hidden in ["+15551230001", "+15551230002", "1234\"", "PIN"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
    }
}
