//! Which statuses does a message go through, and when?

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// One step of a message's life. All but [`Step::Priced`] are statuses of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Step {
    Accepted,
    Queued,
    Sending,
    Sent,
    Delivered,
    Undelivered,
    Failed,
    /// An incoming message is complete.
    Received,
    /// The price becomes known; the status stays what it was.
    Priced,
}

impl Step {
    /// The word of the API; none for the price, which changes no status.
    pub(crate) fn status(self) -> Option<&'static str> {
        Some(match self {
            Self::Accepted => "accepted",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Failed => "failed",
            Self::Received => "received",
            Self::Priced => return None,
        })
    }
}

/// What becomes of a message in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Delivered,
    /// The carrier never sends a receipt: `sent` for ever.
    NoReceipt,
    /// The carrier reports this error code.
    Undelivered(u32),
    /// It could not be handed to the carrier.
    Failed(u32),
    /// A Messaging Service found no way to send it: it fails before a sender is chosen.
    NoSender(u32),
}

impl Outcome {
    /// The steps after creation in their order, the first one being the status of the create answer.
    pub(crate) fn steps(self, by_service: bool) -> Vec<Step> {
        let mut steps = if by_service { vec![Step::Accepted] } else { Vec::new() };
        if let Self::NoSender(_) = self {
            steps.push(Step::Failed);
            return steps;
        }
        steps.extend([Step::Queued, Step::Sending]);
        match self {
            Self::Delivered => steps.extend([Step::Sent, Step::Delivered, Step::Priced]),
            Self::NoReceipt => steps.extend([Step::Sent, Step::Priced]),
            Self::Undelivered(_) => steps.extend([Step::Sent, Step::Undelivered, Step::Priced]),
            Self::Failed(_) | Self::NoSender(_) => steps.push(Step::Failed),
        }
        steps
    }

    pub(crate) fn error_code(self) -> Option<u32> {
        match self {
            Self::Delivered | Self::NoReceipt => None,
            Self::Undelivered(code) | Self::Failed(code) | Self::NoSender(code) => Some(code),
        }
    }
}

/// How fast messages live. Times count from the creation of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace(Option<[Duration; 5]>);

impl Pace {
    /// All steps are over by the next request.
    pub fn instant() -> Self {
        Self(Some([Duration::ZERO; 5]))
    }

    /// As one sees it on a phone: queued 0.3 s after the creation, sending 0.6 s, sent 1.2 s, final 2.5 s, priced 4 s.
    pub fn natural() -> Self {
        Self::at([300, 600, 1200, 2500, 4000].map(Duration::from_millis))
    }

    /// Own times, from the creation of a message: queued (with a Messaging Service), sending, sent, final, priced.
    pub fn at(times: [Duration; 5]) -> Self {
        Self(Some(times))
    }

    /// Nothing moves by itself: [`crate::Handle::advance`] moves every message by one step.
    pub fn manual() -> Self {
        Self(None)
    }

    /// How long after a webhook failed its alert is shown.
    pub(crate) fn alert_delay(&self) -> SignedDuration {
        match self.0 {
            Some([.., priced]) => SignedDuration::try_from(priced).unwrap_or_default(),
            None => SignedDuration::ZERO,
        }
    }

    /// When a message that was created at `created` reaches the step; none when only told to.
    pub(crate) fn due(&self, step: Step, created: Timestamp) -> Option<Timestamp> {
        let [queued, sending, sent, last, priced] = self.0?;
        let after = match step {
            Step::Accepted | Step::Received => Duration::ZERO,
            Step::Queued => queued,
            Step::Sending => sending,
            Step::Sent => sent,
            Step::Delivered | Step::Undelivered | Step::Failed => last,
            Step::Priced => priced,
        };
        created.checked_add(SignedDuration::try_from(after).ok()?).ok()
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::natural()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_due_at_its_time_after_the_creation_or_never_by_itself() {
        let created: Timestamp = "2026-01-31T10:00:00Z".parse().expect("a time");
        let sent: Timestamp = "2026-01-31T10:00:01.2Z".parse().expect("a time");
        assert_eq!(Pace::natural().due(Step::Sent, created), Some(sent));
        assert_eq!(Pace::instant().due(Step::Priced, created), Some(created));
        assert_eq!(Pace::manual().due(Step::Sent, created), None);
    }
}
