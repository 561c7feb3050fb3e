//! How does a message stand at this moment? Its content, and how far it has come in its life.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::callback::Callback;
use crate::lifecycle::{Pace, Step};
use crate::sid::Sid;

/// Who sent a message; the words are Twilio's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Direction {
    #[default]
    OutboundApi,
    /// A handset wrote to a sender of the account.
    Inbound,
}

/// A message and the whole course of its life; `at` says how far it has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) sid: Sid,
    #[serde(default)]
    pub(crate) direction: Direction,
    pub(crate) service_sid: Option<Sid>,
    /// Fixed at creation, shown once the message has left `accepted`.
    pub(crate) from: Option<String>,
    pub(crate) to: String,
    pub(crate) body: String,
    pub(crate) media: Vec<String>,
    pub(crate) segments: u32,
    pub(crate) error_code: Option<u32>,
    /// What the API shows whatever the steps say, if a test wants it so.
    #[serde(default)]
    pub(crate) shown: Option<Shown>,
    #[serde(default)]
    pub(crate) callback: Option<Callback>,
    pub(crate) steps: Vec<Step>,
    pub(crate) at: usize,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) sent: Option<Timestamp>,
    /// How many seconds later than the pace says the carrier's word comes.
    #[serde(default)]
    pub(crate) receipt_late: u32,
    /// Whether a reading has yet to go back, and whether it may now.
    #[serde(default)]
    pub(crate) disorder: Disorder,
}

/// Where the one reading stands that shows an earlier status than the reading before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Disorder {
    /// No reading goes back, or it has.
    #[default]
    None,
    /// A reading after `sent` was shown goes back.
    Waiting,
    /// The next reading does.
    Next,
}

/// A status and an error code that the API may show, also ones that Twilio does not have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Shown {
    pub(crate) status: String,
    pub(crate) error_code: Option<u32>,
}

impl Message {
    /// The status of the API: that of the last step that has one.
    pub(crate) fn status(&self) -> &str {
        if let Some(shown) = &self.shown {
            return &shown.status;
        }
        let steps = self.steps.iter().take(self.at + 1);
        steps.rev().find_map(|step| step.status()).unwrap_or("queued")
    }

    fn has_reached(&self, step: Step) -> bool {
        self.steps.iter().take(self.at + 1).any(|&reached| reached == step)
    }

    pub(crate) fn is_priced(&self) -> bool {
        self.has_reached(Step::Priced)
    }

    /// The sender as far as Twilio shows it.
    pub(crate) fn visible_from(&self) -> Option<&str> {
        let shown = self.direction == Direction::Inbound || self.has_reached(Step::Queued);
        self.from.as_deref().filter(|_| shown)
    }

    /// The error code, once the message has failed.
    pub(crate) fn visible_error(&self) -> Option<u32> {
        if let Some(shown) = &self.shown {
            return shown.error_code;
        }
        self.error_code.filter(|_| self.has_reached(Step::Failed) || self.has_reached(Step::Undelivered))
    }

    pub(crate) fn advance(&mut self, now: Timestamp) -> bool {
        let Some(step) = self.steps.get(self.at + 1) else { return false };
        self.at += 1;
        self.updated = now;
        if *step == Step::Sent {
            self.sent = Some(now);
        }
        true
    }

    /// When the next step is due; none when only told to, or at the end.
    pub(crate) fn next_due(&self, pace: &Pace) -> Option<Timestamp> {
        let next = *self.steps.get(self.at + 1)?;
        let due = pace.due(next, self.created)?;
        let is_late = matches!(next, Step::Delivered | Step::Undelivered | Step::Priced);
        due.checked_add(SignedDuration::from_secs(if is_late { self.receipt_late.into() } else { 0 })).ok()
    }

    /// The message as this reading shows it: once, out of order, as it was before it was sent.
    pub(crate) fn read(&mut self) -> Self {
        let mut shown = self.clone();
        match self.disorder {
            Disorder::Waiting if self.has_reached(Step::Sent) => self.disorder = Disorder::Next,
            Disorder::Next => {
                self.disorder = Disorder::None;
                shown.at = self.steps.iter().position(|&step| step == Step::Sending).unwrap_or(self.at);
            }
            Disorder::None | Disorder::Waiting => {}
        }
        shown
    }

    /// Takes all steps whose time has come, each at its own time.
    pub(crate) fn settle(&mut self, pace: &Pace, now: Timestamp) {
        loop {
            match self.next_due(pace) {
                Some(due) if due <= now => self.advance(due.max(self.updated)),
                _ => break,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_receipt_comes_late_and_nothing_else_does() {
        let created: Timestamp = "2026-01-31T10:00:00Z".parse().expect("a time");
        let mut message: Message = serde_json::from_value(serde_json::json!({
            "sid": "SM1", "service_sid": null, "from": "+12025550101", "to": "+15551210202", "body": "Hello",
            "media": [], "segments": 1, "error_code": null, "at": 0, "created": created, "updated": created,
            "sent": null, "receipt_late": 45, "steps": ["queued", "sending", "sent", "delivered", "priced"],
        }))
        .expect("a message");
        let at = |seconds: i64| created + SignedDuration::from_secs(seconds);
        message.settle(&Pace::natural(), at(2));
        assert_eq!(message.status(), "sent");
        message.settle(&Pace::natural(), at(47));
        assert_eq!(message.status(), "sent");
        message.settle(&Pace::natural(), at(48));
        assert_eq!(message.status(), "delivered");
        message.settle(&Pace::natural(), at(60));
        assert!(message.is_priced());
    }
}
