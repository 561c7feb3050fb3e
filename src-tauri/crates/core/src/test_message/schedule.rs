//! When is Twilio asked again about a test message, and when is it asked no more?
//!
//! The steps are our own, within what Twilio bears: 1, 2, 3, 5, 5 seconds, then every 10. After a quarter of an hour
//! a message that is `sent` is left alone (some carriers never send a receipt), and one that is still waiting is
//! asked for once a minute, for as long as Twilio may still send it: validity is ten hours at most. However many are on
//! their way, an account is asked five times a second at most, and not at all while Twilio says so (429).

use std::time::Duration;

use twilio_messaging::Error;

use crate::wire::TestState;

const FIRST_WAITS: [u64; 5] = [1, 2, 3, 5, 5];
/// How long after a message was taken, or after a start, it is first asked about.
pub(crate) const FIRST_WAIT: Duration = Duration::from_secs(FIRST_WAITS[0]);
const LIVE_WAIT: Duration = Duration::from_secs(10);
const PATIENT_WAIT: Duration = Duration::from_secs(60);
const LIVE: Duration = Duration::from_secs(15 * 60);
/// Twilio's longest validity period, and some time for its last status to show.
const LONGEST: Duration = Duration::from_secs(10 * 3600 + 15 * 60);
/// How often a price that is not known yet is asked for after the final status.
const PRICE_WAITS: [u64; 3] = [10, 30, 120];
const TROUBLE_WAITS: [u64; 5] = [5, 10, 20, 40, 60];
/// Between two questions for one account, whichever messages they are about.
pub(crate) const BETWEEN: Duration = Duration::from_millis(200);
/// A `Retry-After` beyond this is taken for this: an answer that says *next year* is somebody's mistake.
const LONGEST_REST: Duration = Duration::from_secs(3600);
/// How long nothing is asked after a 429 that does not say it itself.
const REST: Duration = Duration::from_secs(5);
const LOOK_WAITS: [u64; 4] = [0, 5, 20, 60];

/// What is known of a message when the next step is decided.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Watched {
    pub state: TestState,
    /// Since the click.
    pub age: Duration,
    /// Since the present state was first seen.
    pub in_state: Duration,
    /// How often Twilio has answered since the watching began.
    pub asked: u32,
    pub priced: bool,
    /// How often Twilio has answered since the final status.
    pub asked_since_final: u32,
}

/// What happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Ask again after this time.
    Wait(Duration),
    /// Ask no more; with the reason where the last status does not say it by itself.
    End(Option<&'static str>),
}

/// The next step for a message.
pub(crate) fn next(watched: Watched) -> Next {
    if watched.state.is_final() {
        // A failed message is not charged, so there is no price to wait for (Twilio's help, article 223134347).
        let rated = watched.priced || matches!(watched.state, TestState::Failed | TestState::Canceled);
        return match PRICE_WAITS.get(watched.asked_since_final as usize) {
            Some(&seconds) if !rated => Next::Wait(Duration::from_secs(seconds)),
            _ => Next::End(None),
        };
    }
    if let Some(&seconds) = FIRST_WAITS.get(watched.asked as usize) {
        return Next::Wait(Duration::from_secs(seconds));
    }
    if watched.state == TestState::Sent {
        return if watched.in_state < LIVE {
            Next::Wait(LIVE_WAIT)
        } else {
            Next::End(Some("Sent, and no receipt yet: some carriers and countries never send one."))
        };
    }
    match watched.age {
        age if age < LIVE => Next::Wait(LIVE_WAIT),
        age if age < LONGEST => Next::Wait(PATIENT_WAIT),
        _ => Next::End(Some(
            "More than ten hours have passed without a final status; Twilio's message log may know more.",
        )),
    }
}

/// How long to wait after asking failed for the `failures`-th time in a row (from 1).
pub(crate) fn after_trouble(failures: u32) -> Duration {
    let step = (failures.max(1) as usize - 1).min(TROUBLE_WAITS.len() - 1);
    Duration::from_secs(TROUBLE_WAITS[step])
}

/// How long Twilio wants not to be asked at all, as its answer says.
pub(crate) fn rest_after(error: &Error) -> Duration {
    match error {
        Error::Api(answer) if answer.status == 429 || answer.retry_after.is_some() => {
            answer.retry_after.unwrap_or(REST).min(LONGEST_REST)
        }
        _ => Duration::ZERO,
    }
}

/// How long to wait before the list is read for a lost answer, after `tries` that failed; none when it is left to
/// the operator.
pub(crate) fn before_look(tries: u32) -> Option<Duration> {
    LOOK_WAITS.get(tries as usize).copied().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched(state: TestState, seconds: u64, asked: u32) -> Watched {
        let age = Duration::from_secs(seconds);
        Watched { state, age, in_state: age, asked, priced: false, asked_since_final: 0 }
    }

    fn seconds(next: Next) -> Option<u64> {
        match next {
            Next::Wait(wait) => Some(wait.as_secs()),
            Next::End(_) => None,
        }
    }

    #[test]
    fn twilio_is_asked_often_at_first_then_every_ten_seconds() {
        let waits: Vec<_> =
            (0..8).map(|asked| seconds(next(watched(TestState::Queued, 20, asked))).unwrap()).collect();
        assert_eq!(waits, [1, 2, 3, 5, 5, 10, 10, 10]);
    }

    #[test]
    fn a_sent_message_without_a_receipt_is_left_after_a_quarter_of_an_hour() {
        assert_eq!(seconds(next(watched(TestState::Sent, 899, 90))), Some(10));
        let Next::End(Some(reason)) = next(watched(TestState::Sent, 900, 90)) else { panic!("it ends") };
        assert!(reason.starts_with("Sent, and no receipt yet"));
    }

    #[test]
    fn a_waiting_message_is_asked_for_patiently_while_it_may_still_go_out() {
        assert_eq!(seconds(next(watched(TestState::Queued, 900, 90))), Some(60));
        assert_eq!(seconds(next(watched(TestState::Accepted, 10 * 3600, 600))), Some(60));
        assert!(matches!(next(watched(TestState::Queued, 11 * 3600, 600)), Next::End(Some(_))));
    }

    #[test]
    fn after_a_restart_every_message_is_asked_for_again_however_old() {
        assert_eq!(seconds(next(watched(TestState::Sent, 100_000, 0))), Some(1));
        assert_eq!(next(watched(TestState::Sent, 100_000, 5)), next(watched(TestState::Sent, 100_000, 6)));
    }

    #[test]
    fn the_price_is_waited_for_a_little_where_there_will_be_one() {
        let mut delivered = watched(TestState::Delivered, 3, 2);
        assert_eq!(seconds(next(delivered)), Some(10));
        delivered.asked_since_final = 3;
        assert_eq!(next(delivered), Next::End(None));
        delivered = Watched { priced: true, asked_since_final: 0, ..delivered };
        assert_eq!(next(delivered), Next::End(None));
        assert_eq!(next(watched(TestState::Failed, 3, 2)), Next::End(None));
    }

    #[test]
    fn trouble_is_met_with_longer_waits_but_never_given_up() {
        assert_eq!([1, 2, 3, 4, 5, 50].map(|n| after_trouble(n).as_secs()), [5, 10, 20, 40, 60, 60]);
        assert_eq!(
            [0, 1, 2, 3, 4].map(|n| before_look(n).map(|w| w.as_secs())),
            [Some(0), Some(5), Some(20), Some(60), None]
        );
    }
}
