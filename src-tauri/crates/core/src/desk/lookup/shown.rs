//! How is a message of Twilio's log shown?

use twilio_messaging::{Direction, Message, MessageStatus};

use crate::explanation::explain;
use crate::wire::{
    At, FoundMessage, LoggedMessage, MessageDirection, TestOfMessage, TestState, TwilioAnswer,
};
use crate::words::excerpt;

/// Characters of a row's text, and of its other texts.
const TEXT: usize = 120;
const NAME: usize = 60;

/// One message, whole and explained. `test` is filled in by who knows the tests.
pub(super) fn found(
    message: &Message,
    account_sid: &str,
    test: Option<TestOfMessage>,
    read_at: At,
) -> FoundMessage {
    let status = message.status.to_string();
    let state = TestState::of_twilio(&status);
    let has_failed = matches!(state, TestState::Undelivered | TestState::Failed);
    let explanation = (has_failed || message.error_code.is_some()).then(|| {
        let answer = message.error_message.clone().map(|words| TwilioAnswer {
            status: 200,
            code: message.error_code,
            message: words,
            request_id: None,
        });
        explain(message.error_code, message.error_message.as_deref(), answer)
    });
    FoundMessage {
        message_sid: message.sid.to_string(),
        account_sid: message.account_sid.as_ref().map_or_else(|| account_sid.to_owned(), ToString::to_string),
        direction: direction(message),
        state,
        says: says(&message.status).to_owned(),
        status,
        from: message.from.clone(),
        to: message.to.clone(),
        service: message.messaging_service_sid.as_ref().map(ToString::to_string),
        body: message.body.clone(),
        media: message.num_media.unwrap_or_default(),
        segments: message.num_segments.filter(|count| *count > 0),
        price: message.price.as_ref().map(ToString::to_string),
        price_unit: message.price_unit.clone(),
        created_at: message.date_created.map(At),
        sent_at: message.date_sent.map(At),
        updated_at: message.date_updated.map(At),
        explanation,
        test,
        read_at,
    }
}

/// One line of the log; whether it is a test is told by who knows them.
pub(super) fn logged(message: &Message) -> LoggedMessage {
    let status = message.status.to_string();
    LoggedMessage {
        message_sid: message.sid.to_string(),
        direction: direction(message),
        state: TestState::of_twilio(&status),
        status: excerpt(&status, NAME),
        from: message.from.as_deref().map(|from| excerpt(from, NAME)),
        to: excerpt(&message.to, NAME),
        text: excerpt(&message.body, TEXT),
        media: message.num_media.unwrap_or_default(),
        code: message.error_code,
        at: message.date_sent.or(message.date_created).map(At),
        is_test: false,
    }
}

fn direction(message: &Message) -> MessageDirection {
    match message.direction {
        Some(Direction::Inbound) => MessageDirection::Inbound,
        Some(Direction::OutboundApi | Direction::OutboundCall) => MessageDirection::Outbound,
        Some(Direction::OutboundReply) => MessageDirection::Reply,
        _ => MessageDirection::NotSaid,
    }
}

/// What a status means, and no more than that.
fn says(status: &MessageStatus) -> &'static str {
    match status {
        MessageStatus::Accepted => "Twilio took it; the Messaging Service has not chosen a sender yet.",
        MessageStatus::Scheduled => "Twilio keeps it until its time has come.",
        MessageStatus::Queued => "Twilio took it, and it waits to be sent.",
        MessageStatus::Sending => "It is on its way to the carrier.",
        MessageStatus::Sent => {
            "The carrier took it, and no receipt has come so far. Some carriers never send one, so this does not say \
             whether it arrived."
        }
        MessageStatus::Delivered => "The carrier confirmed that it was delivered.",
        MessageStatus::Undelivered => "A receipt says that it was not delivered.",
        MessageStatus::Failed => "It could not be sent.",
        MessageStatus::Canceled => "It was called off before it was sent.",
        MessageStatus::Read => "The recipient has read it.",
        MessageStatus::Receiving => "It came from a handset, and Twilio is still taking it in.",
        MessageStatus::Received => {
            "It came from a handset and reached Twilio. What became of it after that, at a webhook, is not part of the \
             message."
        }
        _ => "This version does not know the status; it is shown as Twilio wrote it.",
    }
}
