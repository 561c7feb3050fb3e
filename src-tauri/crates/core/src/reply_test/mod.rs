//! The test of a reply: whether one can come, what counts as one, how long it is watched, and what is said of it.
//!
//! All pure; [`crate::desk`] asks Twilio. Twilio's log shows that a message arrived there, and its alerts that a webhook
//! failed. That MoEngage took it, nothing at Twilio shows: it is never said.

mod view;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::store::tests::StoredTest;
use crate::wire::{At, ReplyMessage, SenderType, TestState};

pub(crate) use view::{Circumstances, view};

/// How long a reply is waited for; by a click once more as long.
pub(crate) const WAITS: Duration = Duration::from_secs(10 * 60);
/// How long a failed webhook is looked for once a reply has arrived: Twilio writes its alerts with a delay.
pub(crate) const LOOKS: Duration = Duration::from_secs(5 * 60);
/// How much earlier than the first reply an alert may be dated.
const EARLIER: SignedDuration = SignedDuration::from_mins(1);

const FIRST: u32 = 10;
const EAGER: Duration = Duration::from_secs(3);
const PATIENT: Duration = Duration::from_secs(10);

/// How long to wait before Twilio is asked again, after it has answered this often.
pub(crate) fn before_asking(asked: u32) -> Duration {
    if asked < FIRST { EAGER } else { PATIENT }
}

/// The two ends of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The phone that the test was sent to.
    pub(crate) handset: String,
    /// Whom its answer reaches: a number in E.164 or a short code.
    pub(crate) sender: String,
}

impl Pair {
    /// Whether a listed message is an answer to a test that Twilio dates so.
    pub(crate) fn is_answered_by(&self, listed: Listed<'_>, since: Timestamp) -> bool {
        listed.inbound
            && listed.from == Some(self.handset.as_str())
            && listed.to == self.sender
            // Without a date nothing excludes it; dates are given to the second.
            && listed.at.is_none_or(|at| at.as_second() >= since.as_second())
    }
}

/// A message of Twilio's list, as far as it matters here.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listed<'a> {
    pub(crate) inbound: bool,
    pub(crate) from: Option<&'a str>,
    pub(crate) to: &'a str,
    pub(crate) at: Option<Timestamp>,
}

/// Between whom a reply to this test would go, or why there cannot be one.
pub(crate) fn pair(test: &StoredTest) -> Result<Pair, String> {
    let recorded = &test.recorded;
    if recorded.sender_type == SenderType::Alphanumeric {
        return Err(one_way(&recorded.sender_id));
    }
    if !matches!(test.state, TestState::Sent | TestState::Delivered | TestState::Read) {
        return Err("A reply can be tested once the message was sent or delivered.".to_owned());
    }
    let sender = match recorded.sender_type {
        SenderType::MessagingService => test.chosen_sender.clone().ok_or_else(|| {
            "Twilio has not told yet which sender of the Messaging Service was used, so where a reply goes is not \
             known."
                .to_owned()
        })?,
        SenderType::ShortCode | SenderType::LongCode | SenderType::Alphanumeric => recorded.sender_id.clone(),
    };
    if sender.chars().any(char::is_alphabetic) {
        return Err(one_way(&sender));
    }
    Ok(Pair { handset: recorded.recipient.clone(), sender })
}

fn one_way(sender: &str) -> String {
    format!("{sender} is an alphanumeric sender ID: phones cannot answer it, so there is no reply to test.")
}

/// What is known of Twilio's alerts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Alerts {
    #[default]
    NotRead,
    /// Read, and none was about the reply.
    Silent,
    /// They cannot be read; in words.
    NotReadable(String),
    Failed(WebhookFault),
}

/// What an alert says of a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WebhookFault {
    pub(crate) code: Option<u32>,
    /// Twilio's words.
    pub(crate) words: Option<String>,
}

/// How the watching goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Course {
    Watching,
    /// To the end of its time, or to what there is nothing to add to.
    Over,
    /// By the operator.
    Stopped,
    /// It cannot go on; in words.
    Broken(String),
}

/// One test's reply while it is watched, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Watch {
    pub(crate) course: Course,
    pub(crate) until: At,
    /// When the test was sent, by Twilio's clock.
    pub(crate) since: Option<Timestamp>,
    /// Oldest first.
    pub(crate) messages: Vec<ReplyMessage>,
    pub(crate) alerts: Alerts,
    /// Why Twilio could not be asked last time.
    pub(crate) trouble: Option<String>,
    pub(crate) asked: u32,
    pub(crate) failures: u32,
}

impl Watch {
    /// A watch that begins now.
    pub(crate) fn begin(now: Timestamp) -> Self {
        Self {
            course: Course::Watching,
            until: later(now, WAITS),
            since: None,
            messages: Vec::new(),
            alerts: Alerts::NotRead,
            trouble: None,
            asked: 0,
            failures: 0,
        }
    }

    /// Goes on for a while more; what was found stays.
    pub(crate) fn go_on(&mut self, now: Timestamp) {
        let wait = if self.messages.is_empty() { WAITS } else { LOOKS };
        (self.course, self.until) = (Course::Watching, later(now, wait));
        (self.trouble, self.asked, self.failures) = (None, 0, 0);
    }

    /// Takes what Twilio's log shows: newest first, which alone tells the order within a second.
    pub(crate) fn take_messages(&mut self, found: Vec<ReplyMessage>, now: Timestamp) {
        let first = self.messages.is_empty() && !found.is_empty();
        for message in found.into_iter().rev() {
            if !self.messages.iter().any(|known| known.message_sid == message.message_sid) {
                self.messages.push(message);
            }
        }
        self.messages.sort_by_key(|message| message.at);
        if first {
            self.until = later(now, LOOKS);
        }
    }

    /// From when on alerts matter; none while nothing has arrived.
    pub(crate) fn alerts_since(&self) -> Option<Timestamp> {
        let first = self.messages.iter().filter_map(|message| message.at).min();
        let since = first.map(|at| at.0).or(self.since)?;
        (!self.messages.is_empty()).then(|| since.checked_sub(EARLIER).unwrap_or(since))
    }

    /// Ends it where there is nothing more to be learned, or its time is over.
    pub(crate) fn conclude(&mut self, now: Timestamp) {
        let told = matches!(self.alerts, Alerts::Failed(_) | Alerts::NotReadable(_));
        if self.course == Course::Watching && (told || now >= self.until.0) {
            self.course = Course::Over;
        }
    }
}

fn later(now: Timestamp, wait: Duration) -> At {
    At(now.checked_add(wait).unwrap_or(Timestamp::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SINCE: &str = "2026-03-01T10:00:00.9Z";

    fn pair() -> Pair {
        Pair { handset: "+15551230001".into(), sender: "70707".into() }
    }

    fn reply() -> Listed<'static> {
        let at = Some("2026-03-01T10:00:00Z".parse().unwrap());
        Listed { inbound: true, from: Some("+15551230001"), to: "70707", at }
    }

    #[test]
    fn a_reply_comes_from_the_handset_to_the_sender_after_the_test() {
        let since = SINCE.parse().unwrap();
        assert!(pair().is_answered_by(reply(), since), "in the same second");
        assert!(pair().is_answered_by(Listed { at: None, ..reply() }, since), "no date excludes nothing");
        let earlier = Some("2026-03-01T09:59:59Z".parse().unwrap());
        for other in [
            Listed { at: earlier, ..reply() },
            Listed { inbound: false, ..reply() },
            Listed { from: Some("+15551230002"), ..reply() },
            Listed { to: "+12025550101", ..reply() },
        ] {
            assert!(!pair().is_answered_by(other, since), "{other:?}");
        }
    }

    #[test]
    fn what_arrives_starts_the_time_for_alerts_once() {
        let now: Timestamp = SINCE.parse().unwrap();
        let mut watch = Watch::begin(now);
        assert_eq!((watch.until, watch.alerts_since()), (later(now, WAITS), None));
        let message = |sid: &str, at: &str| ReplyMessage {
            message_sid: sid.into(),
            body: "HELLO".into(),
            at: Some(At(at.parse().unwrap())),
        };
        let (first, second) =
            (message("SM1", "2026-03-01T10:02:00Z"), message("SM2", "2026-03-01T10:03:00Z"));
        let then = now + SignedDuration::from_mins(3);
        watch.take_messages(vec![second.clone(), first.clone()], then);
        assert_eq!(watch.messages, [first.clone(), second]);
        assert_eq!(watch.until, later(then, LOOKS));
        assert_eq!(watch.alerts_since(), Some("2026-03-01T10:01:00Z".parse().unwrap()));
        watch.take_messages(vec![first], then + SignedDuration::from_mins(1));
        assert_eq!((watch.messages.len(), watch.until), (2, later(then, LOOKS)), "seen before");
    }

    #[test]
    fn it_ends_with_its_time_or_with_what_there_is_nothing_to_add_to() {
        let now: Timestamp = SINCE.parse().unwrap();
        let begun = Watch::begin(now);
        let ends = |mut watch: Watch, at: Timestamp| {
            watch.conclude(at);
            watch.course == Course::Over
        };
        assert!(!ends(begun.clone(), now + SignedDuration::from_secs(599)));
        assert!(ends(begun.clone(), now + SignedDuration::from_secs(600)));
        let failed = Alerts::Failed(WebhookFault { code: Some(11200), words: None });
        for alerts in [failed, Alerts::NotReadable("No right.".into())] {
            assert!(ends(Watch { alerts, ..begun.clone() }, now));
        }
        assert!(!ends(
            Watch { course: Course::Stopped, ..begun.clone() },
            now + SignedDuration::from_hours(1)
        ));
        let mut longer = Watch { course: Course::Over, asked: 60, ..begun };
        longer.go_on(now + SignedDuration::from_hours(1));
        assert_eq!((longer.course, longer.asked), (Course::Watching, 0));
        assert_eq!(longer.until, later(now + SignedDuration::from_hours(1), WAITS));
    }

    #[test]
    fn twilio_is_asked_a_little_less_often_after_a_while() {
        assert_eq!([0, 9, 10, 50].map(|asked| before_asking(asked).as_secs()), [3, 3, 10, 10]);
    }
}
