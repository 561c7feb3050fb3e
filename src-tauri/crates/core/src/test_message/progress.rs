//! Where does a test message stand, and may a status that Twilio reports replace the one that is known?
//!
//! Reports can be late: a status never moves back (rank by Twilio's life cycle of an outgoing message). Between two
//! final ones the newer reading counts.

use crate::wire::TestState;

impl TestState {
    /// The state for a status as Twilio writes it; [`TestState::Other`] for one that is not known here.
    pub fn of_twilio(status: &str) -> Self {
        match status {
            "accepted" => Self::Accepted,
            "scheduled" => Self::Scheduled,
            "queued" => Self::Queued,
            "sending" => Self::Sending,
            "sent" => Self::Sent,
            "delivered" => Self::Delivered,
            "undelivered" => Self::Undelivered,
            "failed" => Self::Failed,
            "canceled" => Self::Canceled,
            "read" => Self::Read,
            _ => Self::Other,
        }
    }

    /// Nothing follows any more: there is nothing left to ask Twilio for.
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::NotSent
                | Self::Refused
                | Self::Delivered
                | Self::Undelivered
                | Self::Failed
                | Self::Canceled
                | Self::Read
        )
    }

    /// Where a state stands in a timeline beside others of the same moment.
    pub(crate) fn place(self) -> u8 {
        match self {
            Self::Posting => 0,
            Self::Unknown => 1,
            other => other.rank().map_or(u8::MAX, |rank| 2 + rank),
        }
    }

    /// How far a message has come at Twilio; none for what is not one of Twilio's known statuses.
    fn rank(self) -> Option<u8> {
        match self {
            Self::Accepted | Self::Scheduled => Some(0),
            Self::Queued => Some(1),
            Self::Sending => Some(2),
            Self::Sent => Some(3),
            Self::Delivered | Self::Undelivered | Self::Failed | Self::Canceled | Self::Read => Some(4),
            Self::Posting | Self::NotSent | Self::Refused | Self::Unknown | Self::Other => None,
        }
    }
}

/// Whether `reported` may follow the states seen so far, oldest first. A status of unknown meaning is shown unless
/// a final one is known.
pub(crate) fn moves_on(seen: &[TestState], reported: TestState) -> bool {
    let furthest = seen.iter().filter_map(|state| state.rank()).max();
    match (furthest, reported.rank()) {
        (None, _) => true,
        (Some(furthest), Some(rank)) => rank >= furthest,
        (Some(furthest), None) => furthest < 4,
    }
}

#[cfg(test)]
mod tests {
    use super::TestState::*;
    use super::*;

    #[test]
    fn a_status_never_moves_back() {
        assert!(moves_on(&[Posting], Queued));
        assert!(moves_on(&[Posting, Accepted, Queued], Delivered), "steps may be skipped");
        assert!(!moves_on(&[Posting, Queued, Sent], Sending));
        assert!(!moves_on(&[Posting, Delivered], Sent));
        assert!(moves_on(&[Posting, Delivered], Undelivered), "Twilio's newer word counts");
    }

    #[test]
    fn an_unknown_status_neither_ends_nor_turns_back() {
        assert!(moves_on(&[Posting, Sent], Other));
        assert!(!moves_on(&[Posting, Sent, Other], Queued));
        assert!(moves_on(&[Posting, Sent, Other], Delivered));
        assert!(!moves_on(&[Posting, Failed], Other));
        assert!(!Other.is_final());
    }

    #[test]
    fn an_adopted_message_may_begin_anywhere() {
        assert!(moves_on(&[Posting, Unknown], Delivered));
        assert!(moves_on(&[Posting, Unknown], Accepted));
    }

    #[test]
    fn a_status_of_twilio_keeps_its_word() {
        for word in
            ["accepted", "scheduled", "queued", "sending", "sent", "delivered", "undelivered", "failed"]
        {
            assert_eq!(serde_json::to_value(TestState::of_twilio(word)).unwrap(), word);
        }
        assert_eq!(TestState::of_twilio("partially_delivered"), Other);
    }
}
