//! What is to be written at Twilio so that a route is as it should be? Pure: reading and writing is elsewhere.

mod plan;

pub(crate) use plan::{Change, Write, affected, cuts_off, notes, wanted};

use twilio_messaging::Settings;

use crate::route::Link;

/// How the fields of a request stand, as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// All as they were before.
    Before,
    /// All as they were to become.
    After,
    /// Anything else.
    Third,
}

/// How the fields of a request stand. Where before and after are the same, either is right.
pub(crate) fn standing(changes: &[Change], live: &Settings) -> Standing {
    let all = |value: fn(&Change) -> Option<&str>| changes.iter().all(|one| is(live, one, value(one)));
    if all(|one| one.after.as_deref()) {
        Standing::After
    } else if all(|one| one.before.as_deref()) {
        Standing::Before
    } else {
        Standing::Third
    }
}

/// Whether a field has this value; Twilio may write a URL another way than it was sent.
pub(crate) fn is(live: &Settings, change: &Change, value: Option<&str>) -> bool {
    let Some(live) = live.get(change.field) else { return false };
    live == value
        || live.zip(value).is_some_and(|(live, value)| match (Link::parse(live), Link::parse(value)) {
            (Some(live), Some(value)) => live == value,
            _ => false,
        })
}
