//! Which route is in force at Twilio, and how does it differ from the one that should be? Pure: the reading is elsewhere.

mod should;

pub(crate) use should::{Should, not_to_be_written, should};
