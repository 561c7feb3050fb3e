//! What does an answer of Twilio's say of a test message?

use twilio_messaging::{ApiError, Error, Message, WriteError};

use crate::account::fault::ReadFault;
use crate::store::chain;
use crate::store::tests::{NotAccepted, Reading, Trouble};

/// What the link of the MMS Converter begins with (Twilio, Messaging Services: Content Settings).
const CONVERTER_LINK: &str = "https://p.twil.io/";

impl Reading {
    /// What a message shows.
    pub(crate) fn of(message: &Message) -> Self {
        Self {
            message_sid: message.sid.to_string(),
            status: message.status.to_string(),
            chosen_sender: message.from.clone(),
            segments: message.num_segments,
            has_converter_link: message.num_media == Some(0) && message.body.contains(CONVERTER_LINK),
            price: message.price.as_ref().map(ToString::to_string),
            price_unit: message.price_unit.clone(),
            error_code: message.error_code,
            error_message: message.error_message.clone(),
        }
    }
}

impl Trouble {
    /// What a refusal says.
    fn of(answer: ApiError) -> Self {
        Self {
            http_status: Some(answer.status),
            code: answer.code,
            message: Some(answer.message),
            request_id: answer.request_id,
        }
    }
}

impl NotAccepted {
    /// What became of a message that was not plainly taken. The causes go to the log.
    pub(crate) fn of(error: WriteError) -> Self {
        tracing::warn!("a test message: {}", chain(&error));
        match error {
            // Without a code it is not Twilio that refused, and whether it got the message is not known.
            WriteError::Refused(answer) | WriteError::NotSent(Error::Api(answer))
                if answer.code.is_none() =>
            {
                Self::Unknown { reason: ReadFault::from(&Error::Api(answer)).in_words().0 }
            }
            WriteError::Refused(answer) => Self::Refused(Trouble::of(answer)),
            WriteError::NotSent(error) => {
                let (message, hint) = ReadFault::from(&error).in_words();
                let trouble = match error {
                    Error::Api(answer) => Some(Trouble::of(answer)),
                    _ => None,
                };
                Self::NotSent { reason: format!("{message} {hint}"), trouble }
            }
            // Without the hint: it says to try again, which is what must not be done here.
            WriteError::OutcomeUnknown(error) => {
                Self::Unknown { reason: ReadFault::from(&error).in_words().0 }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(body: &str, num_media: &str) -> bool {
        let json = serde_json::json!({
            "sid": "MM1234567890abcdef1234567890abcdef", "status": "delivered", "body": body, "num_media": num_media,
        });
        Reading::of(&serde_json::from_value(json).unwrap()).has_converter_link
    }

    #[test]
    fn the_converters_link_counts_only_where_no_media_went_along() {
        assert!(linked("Look https://p.twil.io/a1B2c3D", "0"));
        assert!(!linked("Look https://p.twil.io/a1B2c3D", "1"));
        assert!(!linked("Look", "0"));
        assert!(!linked("Look https://example.org/p.twil.io/", "0"));
    }
}
