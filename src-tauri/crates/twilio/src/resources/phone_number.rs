//! Which phone numbers does the account own, and where do their inbound messages go?

use std::fmt;

use jiff::Timestamp;
use serde::Deserialize;

use crate::e164::mask;
use crate::lenient;
use crate::listing::Listed;
use crate::resources::{Capabilities, UnknownFields, WebhookMethod};
use crate::sid::{AccountSid, PhoneNumberSid};

/// A phone number of the account (*IncomingPhoneNumber*). It does not say which service holds it.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct IncomingPhoneNumber {
    /// Its SID.
    pub sid: PhoneNumberSid,
    /// The account that owns it.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub account_sid: Option<AccountSid>,
    /// The number, in E.164 form as far as Twilio keeps to it.
    pub phone_number: String,
    /// Its name in Twilio's Console, the national form unless changed.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub friendly_name: String,
    /// What it can do.
    #[serde(default)]
    pub capabilities: Capabilities,
    /// Where inbound messages go; ignored by Twilio while `sms_application_sid` is set.
    #[serde(default, deserialize_with = "lenient::text")]
    pub sms_url: Option<String>,
    /// The method of `sms_url`.
    #[serde(default, deserialize_with = "lenient::word")]
    pub sms_method: Option<WebhookMethod>,
    /// Where inbound messages go when `sms_url` fails.
    #[serde(default, deserialize_with = "lenient::text")]
    pub sms_fallback_url: Option<String>,
    /// The method of `sms_fallback_url`.
    #[serde(default, deserialize_with = "lenient::word")]
    pub sms_fallback_method: Option<WebhookMethod>,
    /// The application (`AP…`) whose settings stand in place of the number's own.
    #[serde(default, deserialize_with = "lenient::text")]
    pub sms_application_sid: Option<String>,
    /// Where the status of calls goes; not of messages.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status_callback: Option<String>,
    /// The method of `status_callback`.
    #[serde(default, deserialize_with = "lenient::word")]
    pub status_callback_method: Option<WebhookMethod>,
    /// Whether it is in use, e.g. `in-use`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status: Option<String>,
    /// When it came to the account.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub date_created: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub date_updated: Option<Timestamp>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Listed for IncomingPhoneNumber {
    const MEMBER: &'static str = "incoming_phone_numbers";
}

impl fmt::Debug for IncomingPhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncomingPhoneNumber")
            .field("sid", &self.sid)
            .field("phone_number", &mask(&self.phone_number))
            .field("capabilities", &self.capabilities)
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}
