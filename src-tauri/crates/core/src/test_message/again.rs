//! When may a message of unknown outcome be sent again?
//!
//! Never by itself. By the operator, when enough time has passed for a message that Twilio took to stand in its list,
//! the list was read after that, and nothing was sent in its place yet. None found is still no proof, so the risk is
//! told before the click.

use jiff::{SignedDuration, Timestamp};

/// From the click: the time limit of the request, the ten minutes that this machine's clock and Twilio's may differ
/// (see `lost_answer`), rounded up to what people can plan with. Our own number: Twilio promises none.
const WAIT: SignedDuration = SignedDuration::from_mins(15);

/// Why a message may not be sent again (yet).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotAgain {
    #[error("Its outcome is known: there is nothing to send again.")]
    Known,
    #[error("Twilio's list shows a message that may be it: take that one instead.")]
    Found,
    #[error("It was sent again already.")]
    Already,
    #[error("It is too early: the message may still appear in Twilio's list.")]
    TooEarly,
    #[error("Twilio's list was not read since it may be sent again. Look in Twilio first.")]
    NotLooked,
}

/// What is known of the message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lost {
    pub(crate) is_unknown: bool,
    pub(crate) clicked_at: Timestamp,
    pub(crate) looked_at: Option<Timestamp>,
    /// The last look could not be made: this credential may not read the list, or Twilio was not reached.
    pub(crate) cannot_look: bool,
    /// Twilio's list shows what may be it.
    pub(crate) found: bool,
    pub(crate) sent_again: bool,
}

/// From when on a message that was clicked then may be sent again.
pub(crate) fn from(clicked_at: Timestamp) -> Timestamp {
    clicked_at.checked_add(WAIT).unwrap_or(Timestamp::MAX)
}

/// Whether it may be sent again now.
pub(crate) fn may(lost: Lost, now: Timestamp) -> Result<(), NotAgain> {
    let from = from(lost.clicked_at);
    if lost.sent_again {
        Err(NotAgain::Already)
    } else if !lost.is_unknown {
        Err(NotAgain::Known)
    } else if lost.found {
        Err(NotAgain::Found)
    } else if now < from {
        Err(NotAgain::TooEarly)
    } else if !lost.cannot_look && lost.looked_at.is_none_or(|looked_at| looked_at < from) {
        Err(NotAgain::NotLooked)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_770_000_000 + minute * 60).unwrap()
    }

    fn lost(looked_at: Option<i64>) -> Lost {
        let (cannot_look, found, sent_again) = (false, false, false);
        Lost {
            is_unknown: true,
            clicked_at: at(0),
            looked_at: looked_at.map(at),
            cannot_look,
            found,
            sent_again,
        }
    }

    #[test]
    fn it_may_be_sent_again_once_the_list_was_read_late_enough() {
        assert_eq!(may(lost(Some(15)), at(15)), Ok(()));
        assert_eq!(may(lost(Some(14)), at(20)), Err(NotAgain::NotLooked), "the look was too early");
        assert_eq!(may(lost(None), at(500)), Err(NotAgain::NotLooked));
        assert_eq!(may(lost(Some(1)), at(14)), Err(NotAgain::TooEarly));
    }

    #[test]
    fn what_may_be_it_is_taken_instead_and_a_list_that_cannot_be_read_does_not_lock_out_for_ever() {
        assert_eq!(may(Lost { found: true, ..lost(Some(15)) }, at(20)), Err(NotAgain::Found));
        let unreadable = Lost { cannot_look: true, ..lost(None) };
        assert_eq!((may(unreadable, at(14)), may(unreadable, at(15))), (Err(NotAgain::TooEarly), Ok(())));
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_shorten_the_wait() {
        assert_eq!(may(lost(Some(30)), at(-60)), Err(NotAgain::TooEarly));
    }

    #[test]
    fn one_that_is_known_or_was_sent_again_is_not_sent_again() {
        assert_eq!(may(Lost { is_unknown: false, ..lost(Some(15)) }, at(15)), Err(NotAgain::Known));
        assert_eq!(may(Lost { sent_again: true, ..lost(Some(15)) }, at(15)), Err(NotAgain::Already));
    }
}
