//! Which short codes does the account own, and where do their inbound messages go?

use jiff::Timestamp;
use serde::Deserialize;

use crate::lenient;
use crate::listing::Listed;
use crate::resources::{UnknownFields, WebhookMethod};
use crate::sid::{AccountSid, ShortCodeSid};

/// A short code of the account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ShortCode {
    /// Its SID.
    pub sid: ShortCodeSid,
    /// The account that owns it.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub account_sid: Option<AccountSid>,
    /// The code: digits only, without a plus sign.
    pub short_code: String,
    /// Its name in Twilio's Console, the code unless changed.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub friendly_name: String,
    /// Where inbound messages go.
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

impl Listed for ShortCode {
    const MEMBER: &'static str = "short_codes";
}
