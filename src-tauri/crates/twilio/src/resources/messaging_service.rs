//! How is a Messaging Service set up, and which senders are in its pool?

use std::fmt;

use jiff::Timestamp;
use serde::Deserialize;

use crate::e164::mask;
use crate::lenient;
use crate::listing::Listed;
use crate::resources::{Capabilities, UnknownFields, WebhookMethod};
use crate::sid::{AccountSid, AlphaSenderSid, MessagingServiceSid, PhoneNumberSid, ShortCodeSid};

/// A Messaging Service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct MessagingService {
    /// Its SID.
    pub sid: MessagingServiceSid,
    /// The account that owns it.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub account_sid: Option<AccountSid>,
    /// Its name in Twilio's Console.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub friendly_name: String,
    /// Where inbound messages go; without it they are neither delivered nor logged, unless the service defers.
    #[serde(default, deserialize_with = "lenient::text")]
    pub inbound_request_url: Option<String>,
    /// The method of `inbound_request_url`.
    #[serde(default, deserialize_with = "lenient::word")]
    pub inbound_method: Option<WebhookMethod>,
    /// Where inbound messages go when `inbound_request_url` fails.
    #[serde(default, deserialize_with = "lenient::text")]
    pub fallback_url: Option<String>,
    /// The method of `fallback_url`.
    #[serde(default, deserialize_with = "lenient::word")]
    pub fallback_method: Option<WebhookMethod>,
    /// Where the delivery status of messages sent through the service goes, always by POST.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status_callback: Option<String>,
    /// Whether the service defers to each sender's own inbound address; none where Twilio did not say.
    #[serde(default, deserialize_with = "lenient::known_flag")]
    pub use_inbound_webhook_on_number: Option<bool>,
    /// Whether a recipient keeps the sender of the first message.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub sticky_sender: bool,
    /// Whether media becomes a link where MMS cannot go; none where Twilio did not say.
    #[serde(default, deserialize_with = "lenient::known_flag")]
    pub mms_converter: Option<bool>,
    /// Whether look-alike characters are replaced to save segments; none where Twilio did not say.
    #[serde(default, deserialize_with = "lenient::known_flag")]
    pub smart_encoding: Option<bool>,
    /// Whether a sender of the recipient's area is preferred (US and Canada).
    #[serde(default, deserialize_with = "lenient::flag")]
    pub area_code_geomatch: bool,
    /// Obsolete at Twilio.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub fallback_to_long_code: bool,
    /// Reserved by Twilio.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub synchronous_validation: bool,
    /// Reserved by Twilio: `inherit`, `enable` or `disable`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub scan_message_content: Option<String>,
    /// Seconds for which a message may wait in the queue, 1 to 36000.
    #[serde(default, deserialize_with = "lenient::count")]
    pub validity_period: Option<u32>,
    /// What it is used for, e.g. `marketing`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub usecase: Option<String>,
    /// Whether a US A2P campaign is registered.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub us_app_to_person_registered: bool,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub date_created: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub date_updated: Option<Timestamp>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Listed for MessagingService {
    const MEMBER: &'static str = "services";
}

/// A phone number in a service's pool; the same SID as in the account.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ServicePhoneNumber {
    /// The number's SID.
    pub sid: PhoneNumberSid,
    /// The service that holds it.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub service_sid: Option<MessagingServiceSid>,
    /// The number, in E.164 form as far as Twilio keeps to it.
    pub phone_number: String,
    /// The country, ISO 3166-1 alpha-2.
    #[serde(default, deserialize_with = "lenient::text")]
    pub country_code: Option<String>,
    /// What it can do.
    #[serde(default)]
    pub capabilities: Capabilities,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Listed for ServicePhoneNumber {
    const MEMBER: &'static str = "phone_numbers";
}

impl fmt::Debug for ServicePhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServicePhoneNumber")
            .field("sid", &self.sid)
            .field("phone_number", &mask(&self.phone_number))
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}

/// A short code in a service's pool; the same SID as in the account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ServiceShortCode {
    /// The code's SID.
    pub sid: ShortCodeSid,
    /// The service that holds it.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub service_sid: Option<MessagingServiceSid>,
    /// The code: digits only.
    pub short_code: String,
    /// The country, ISO 3166-1 alpha-2.
    #[serde(default, deserialize_with = "lenient::text")]
    pub country_code: Option<String>,
    /// What it can do.
    #[serde(default)]
    pub capabilities: Capabilities,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Listed for ServiceShortCode {
    const MEMBER: &'static str = "short_codes";
}

/// An alphanumeric sender of a service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ServiceAlphaSender {
    /// Its SID.
    pub sid: AlphaSenderSid,
    /// The service that holds it.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub service_sid: Option<MessagingServiceSid>,
    /// The text that recipients see.
    pub alpha_sender: String,
    /// What it can do.
    #[serde(default)]
    pub capabilities: Capabilities,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Listed for ServiceAlphaSender {
    const MEMBER: &'static str = "alpha_senders";
}
