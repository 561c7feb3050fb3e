//! What does a test message prove, and what does it not?

use crate::wire::{SenderType, TestState};

/// What is known of the media of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediaSent {
    None,
    Some,
    /// The MMS Converter made a text with a link of them.
    AsLink,
}

/// The words for a test in this state from this type of sender.
pub(crate) fn words(state: TestState, sender: SenderType, media: MediaSent) -> String {
    let reached = match state {
        TestState::Posting => return "Nothing yet: Twilio is being asked.".to_owned(),
        TestState::NotSent => return "Nothing about the sender: the message never got to Twilio.".to_owned(),
        TestState::Unknown => {
            return "Nothing: whether Twilio took the message is not known.".to_owned();
        }
        TestState::Refused => {
            return "Twilio refused this message from this sender to this recipient. Nothing was sent, so nothing \
                    further was tested."
                .to_owned();
        }
        TestState::Accepted
        | TestState::Scheduled
        | TestState::Queued
        | TestState::Sending
        | TestState::Other => "Twilio took the message; that says nothing of its delivery yet.",
        TestState::Sent => {
            "The next carrier took the message. Without a receipt this does not prove that it arrived."
        }
        TestState::Delivered => {
            "The carrier, where it can the phone, confirmed delivery to this recipient. Other carriers and \
             countries may differ."
        }
        TestState::Read => "The message was delivered to this recipient and opened there.",
        TestState::Undelivered => {
            "Twilio took the message from this sender, but it did not arrive at this recipient; how far it got is not \
             told."
        }
        TestState::Failed => "Twilio took the message, but could not send it on.",
        TestState::Canceled => "Twilio took the message; it was canceled before it was sent.",
    };
    let callback = match sender {
        SenderType::MessagingService => {
            "It was sent through the Messaging Service with the settings that stand there; whether its delivery \
             callback was answered is not tested."
        }
        SenderType::ShortCode | SenderType::LongCode => {
            "It was sent by the number itself, so it proves nothing about a Messaging Service's delivery callback."
        }
        SenderType::Alphanumeric => {
            "It was sent by the name itself, so it proves nothing about a Messaging Service's delivery callback."
        }
    };
    let media = match media {
        MediaSent::None => String::new(),
        MediaSent::Some => format!(" {}", of_media(sender)),
        MediaSent::AsLink => format!(" {AS_LINK}"),
    };
    format!(
        "{reached}{media} {callback} {NO_CALLBACK} It proves nothing about MoEngage: neither what is entered there nor \
         its receipts."
    )
}

/// A callback given with a message counts in place of the one that is set.
const NO_CALLBACK: &str =
    "No StatusCallback of our own went along: it would have bypassed the one that is set.";

const AS_LINK: &str = "It was sent as MMS and went as a text with a link: the MMS Converter of the Messaging Service is \
                       on, and MMS could not go there. So it proves nothing about MMS to this recipient, and MoEngage \
                       does not count it as a delivered MMS.";

/// What is not known of an MMS whatever its status.
fn of_media(sender: SenderType) -> &'static str {
    match sender {
        SenderType::MessagingService => {
            "Whether it went as MMS is not told: with the MMS Converter on, a service sends a text with a link where \
             MMS cannot go, and MoEngage does not count that as a delivered MMS."
        }
        SenderType::ShortCode | SenderType::LongCode | SenderType::Alphanumeric => {
            "It proves nothing about the MMS Converter, which belongs to a Messaging Service."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivered_message_by_number_proves_nothing_about_callbacks_or_moengage() {
        let words = words(TestState::Delivered, SenderType::LongCode, MediaSent::None);
        assert!(words.contains("confirmed delivery to this recipient"));
        assert!(words.contains("nothing about a Messaging Service's delivery callback"));
        assert!(words.contains("nothing about MoEngage"));
    }

    #[test]
    fn accepted_and_sent_do_not_claim_delivery() {
        assert!(
            words(TestState::Accepted, SenderType::MessagingService, MediaSent::None)
                .contains("nothing of its delivery")
        );
        assert!(
            words(TestState::Sent, SenderType::ShortCode, MediaSent::None)
                .contains("does not prove that it arrived")
        );
    }

    #[test]
    fn what_was_not_sent_claims_nothing() {
        for state in [TestState::NotSent, TestState::Unknown, TestState::Posting] {
            assert!(words(state, SenderType::Alphanumeric, MediaSent::None).starts_with("Nothing"));
        }
    }

    #[test]
    fn an_mms_by_a_service_may_have_been_converted() {
        let by_service = words(TestState::Delivered, SenderType::MessagingService, MediaSent::Some);
        assert!(by_service.contains("does not count that as a delivered MMS"), "{by_service}");
        let by_number = words(TestState::Delivered, SenderType::LongCode, MediaSent::Some);
        assert!(by_number.contains("nothing about the MMS Converter"), "{by_number}");
        assert!(!words(TestState::Delivered, SenderType::LongCode, MediaSent::None).contains("MMS"));
    }

    #[test]
    fn a_converted_mms_proves_nothing_about_mms() {
        let converted = words(TestState::Delivered, SenderType::MessagingService, MediaSent::AsLink);
        assert!(converted.contains("went as a text with a link"), "{converted}");
        assert!(converted.contains("nothing about MMS to this recipient"), "{converted}");
    }

    #[test]
    fn no_sender_type_is_sent_with_a_callback_of_our_own() {
        use SenderType::{Alphanumeric, LongCode, MessagingService, ShortCode};
        for sender in [MessagingService, ShortCode, LongCode, Alphanumeric] {
            let said = words(TestState::Delivered, sender, MediaSent::None);
            assert!(said.contains("No StatusCallback of our own went along"), "{said}");
        }
    }

    #[test]
    fn an_undelivered_message_is_not_said_to_have_reached_a_carrier() {
        let said = words(TestState::Undelivered, SenderType::LongCode, MediaSent::None);
        assert!(said.contains("how far it got is not told") && !said.contains("carrier took"), "{said}");
    }
}
