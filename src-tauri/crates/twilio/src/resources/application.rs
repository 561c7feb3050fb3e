//! Which settings stand in place of a number's own? An application (*TwiML App*) holds webhooks for many numbers.

use serde::Deserialize;

use crate::lenient;
use crate::listing::Listed;
use crate::resources::{UnknownFields, WebhookMethod};
use crate::sid::AccountSid;

/// An application of the account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Application {
    /// Its SID (`AP…`), as a number's `sms_application_sid` names it.
    pub sid: String,
    /// The account that owns it.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub account_sid: Option<AccountSid>,
    /// Its name in Twilio's Console.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub friendly_name: String,
    /// Where inbound messages go of every number that names this application.
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
    /// Where the delivery status goes of messages that were sent with this application's SID.
    #[serde(default, deserialize_with = "lenient::text")]
    pub message_status_callback: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Listed for Application {
    const MEMBER: &'static str = "applications";
}
