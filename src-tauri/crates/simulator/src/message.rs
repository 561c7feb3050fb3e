//! How does a message stand at this moment? Its content, and how far it has come in its life.

use jiff::Timestamp;
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

    /// Takes all steps whose time has come, each at its own time.
    pub(crate) fn settle(&mut self, pace: &Pace, now: Timestamp) {
        while let Some(next) = self.steps.get(self.at + 1) {
            match pace.due(*next, self.created) {
                Some(due) if due <= now => self.advance(due.max(self.updated)),
                _ => break,
            };
        }
    }
}
