//! Which numbers has the account verified as its own?

use std::fmt;

use serde::Deserialize;

use crate::e164::mask;
use crate::lenient;
use crate::listing::Listed;
use crate::resources::UnknownFields;

/// A verified number (*OutgoingCallerId*).
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct OutgoingCallerId {
    /// The number, in E.164 form as far as Twilio keeps to it.
    pub phone_number: String,
    /// Its name in Twilio's Console, the national form unless changed.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub friendly_name: String,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Listed for OutgoingCallerId {
    const MEMBER: &'static str = "outgoing_caller_ids";
}

impl fmt::Debug for OutgoingCallerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingCallerId")
            .field("phone_number", &mask(&self.phone_number))
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}
