//! What does a test message prove, and what does it not?

use crate::wire::{SenderType, TestState};

/// The words for a test in this state from this type of sender.
pub(crate) fn words(state: TestState, sender: SenderType) -> String {
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
            "Twilio and a carrier took the message from this sender, but it did not arrive at this recipient."
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
    format!(
        "{reached} {callback} It proves nothing about MoEngage: neither what is entered there nor its receipts."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivered_message_by_number_proves_nothing_about_callbacks_or_moengage() {
        let words = words(TestState::Delivered, SenderType::LongCode);
        assert!(words.contains("confirmed delivery to this recipient"));
        assert!(words.contains("nothing about a Messaging Service's delivery callback"));
        assert!(words.contains("nothing about MoEngage"));
    }

    #[test]
    fn accepted_and_sent_do_not_claim_delivery() {
        assert!(words(TestState::Accepted, SenderType::MessagingService).contains("nothing of its delivery"));
        assert!(words(TestState::Sent, SenderType::ShortCode).contains("does not prove that it arrived"));
    }

    #[test]
    fn what_was_not_sent_claims_nothing() {
        for state in [TestState::NotSent, TestState::Unknown, TestState::Posting] {
            assert!(words(state, SenderType::Alphanumeric).starts_with("Nothing"));
        }
    }
}
