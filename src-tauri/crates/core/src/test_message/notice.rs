//! What does the system say of a test that ended while nobody was looking?

use crate::wire::TestState;

/// One sentence, for a screen that others may see: no text of the message, and `to` is a label or a masked number.
pub(crate) fn words(state: TestState, code: Option<u32>, to: &str) -> String {
    let why = code.map(|code| format!(", error {code}")).unwrap_or_default();
    match state {
        TestState::Delivered => format!("The test to {to} was delivered."),
        TestState::Read => format!("The test to {to} was delivered and read."),
        TestState::Undelivered => format!("The test to {to} was not delivered{why}."),
        TestState::Failed => format!("The test to {to} failed{why}."),
        TestState::Canceled => format!("The test to {to} was canceled."),
        TestState::Refused => format!("Twilio refused the test to {to}{why}."),
        TestState::NotSent => format!("The test to {to} was not sent{why}."),
        TestState::Unknown => format!("Whether the test to {to} was sent is not known."),
        TestState::Sent => format!("The test to {to} was sent; no receipt came."),
        TestState::Posting
        | TestState::Accepted
        | TestState::Scheduled
        | TestState::Queued
        | TestState::Sending
        | TestState::Other => format!("The test to {to} is no longer followed; it has no final status."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_told_with_its_code_and_only_where_there_is_one() {
        let told = |state, code| words(state, code, "Own phone");
        let undelivered = told(TestState::Undelivered, Some(30003));
        assert_eq!(undelivered, "The test to Own phone was not delivered, error 30003.");
        assert_eq!(told(TestState::NotSent, None), "The test to Own phone was not sent.");
    }

    #[test]
    fn what_is_not_known_is_not_told_as_a_failure() {
        for state in [TestState::Unknown, TestState::Sent, TestState::Queued] {
            let told = words(state, None, "Own phone");
            assert!(!told.contains("fail") && !told.contains("not sent"), "{told}");
        }
    }
}
