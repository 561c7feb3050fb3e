//! Which settings of a sender can be read by name and changed? Webhooks and what stands beside them, nothing else.
//!
//! A change names its fields; all others stay as they are (Twilio's update requests leave absent parameters alone).

use std::collections::BTreeMap;
use std::fmt;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::client::Client;
use crate::endpoint::Product;
use crate::error::{Error, WriteError};
use crate::sid::{MessagingServiceSid, PhoneNumberSid, ShortCodeSid};

/// Whose settings are meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resource {
    /// A Messaging Service.
    Service(MessagingServiceSid),
    /// A phone number of the account.
    PhoneNumber(PhoneNumberSid),
    /// A short code of the account.
    ShortCode(ShortCodeSid),
}

impl Resource {
    /// Its SID.
    pub fn sid(&self) -> &str {
        match self {
            Self::Service(sid) => sid.as_str(),
            Self::PhoneNumber(sid) => sid.as_str(),
            Self::ShortCode(sid) => sid.as_str(),
        }
    }

    fn place(&self, client: &Client) -> (Product, String) {
        match self {
            Self::Service(sid) => (Product::Messaging, format!("v1/Services/{sid}")),
            Self::PhoneNumber(sid) => {
                (Product::Api, client.account_path(&format!("IncomingPhoneNumbers/{sid}.json")))
            }
            Self::ShortCode(sid) => {
                (Product::Api, client.account_path(&format!("SMS/ShortCodes/{sid}.json")))
            }
        }
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident = $member:literal;)+) => {
        /// A field of a [`Resource`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum SettingField { $($(#[$doc])* $field),+ }

        impl SettingField {
            /// Every field there is.
            pub const ALL: &'static [Self] = &[$(Self::$field),+];

            /// As a request names it: `InboundRequestUrl`.
            pub fn parameter(self) -> &'static str {
                match self { $(Self::$field => stringify!($field)),+ }
            }

            /// As an answer names it: `inbound_request_url`.
            pub fn member(self) -> &'static str {
                match self { $(Self::$field => $member),+ }
            }
        }
    };
}

fields! {
    /// Of a service: where inbound messages go.
    InboundRequestUrl = "inbound_request_url";
    /// Of a service: `GET` or `POST`.
    InboundMethod = "inbound_method";
    /// Of a service: where they go when that fails.
    FallbackUrl = "fallback_url";
    /// Of a service: `GET` or `POST`.
    FallbackMethod = "fallback_method";
    /// Of a service: where the delivery status goes.
    StatusCallback = "status_callback";
    /// Of a service: whether it defers to each sender's own webhook; `true` or `false`.
    UseInboundWebhookOnNumber = "use_inbound_webhook_on_number";
    /// Of a service: `true` or `false`.
    MmsConverter = "mms_converter";
    /// Of a service: `true` or `false`.
    SmartEncoding = "smart_encoding";
    /// Of a service: seconds, 1 to 36000.
    ValidityPeriod = "validity_period";
    /// Of a number or short code: where inbound messages go.
    SmsUrl = "sms_url";
    /// Of a number or short code: `GET` or `POST`.
    SmsMethod = "sms_method";
    /// Of a number or short code: where they go when that fails.
    SmsFallbackUrl = "sms_fallback_url";
    /// Of a number or short code: `GET` or `POST`.
    SmsFallbackMethod = "sms_fallback_method";
    /// Of a number: the application whose settings stand in place of its own.
    SmsApplicationSid = "sms_application_sid";
}

impl SettingField {
    /// Whether this kind of resource has it.
    pub fn belongs_to(self, resource: &Resource) -> bool {
        use SettingField::*;
        match resource {
            Resource::Service(_) => self < SmsUrl,
            Resource::PhoneNumber(_) => self >= SmsUrl,
            Resource::ShortCode(_) => self >= SmsUrl && self != SmsApplicationSid,
        }
    }
}

impl fmt::Display for SettingField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.parameter())
    }
}

/// What Twilio showed of a resource's settings. A field that the answer lacked is not there; an empty one is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(BTreeMap<SettingField, Option<String>>);

impl Settings {
    /// The value of a field, as text: `""` and `null` are `Some(None)`, a field that was not in the answer is none.
    pub fn get(&self, field: SettingField) -> Option<Option<&str>> {
        self.0.get(&field).map(Option::as_deref)
    }

    fn of(answer: &Map<String, Value>, resource: &Resource) -> Self {
        let fields = SettingField::ALL.iter().filter(|field| field.belongs_to(resource));
        Self(fields.filter_map(|field| Some((*field, text(answer.get(field.member())?)?))).collect())
    }
}

/// None for what is no text, number or truth value.
fn text(value: &Value) -> Option<Option<String>> {
    match value {
        Value::Null => Some(None),
        Value::String(text) => Some(Some(text.clone()).filter(|text| !text.is_empty())),
        Value::Bool(_) | Value::Number(_) => Some(Some(value.to_string())),
        Value::Array(_) | Value::Object(_) => None,
    }
}

impl Client {
    /// Reads the settings of a resource.
    ///
    /// # Errors
    /// Any of [`Error`] but those of lists.
    pub async fn settings(&self, resource: &Resource) -> Result<Settings, Error> {
        let (product, path) = resource.place(self);
        let answer = self.read(&self.url(product, &path)?).await?;
        Ok(Settings::of(&answer.json()?, resource))
    }

    /// Changes the named settings by exactly one POST, whatever comes of it, and returns what Twilio shows then. An
    /// empty value clears a field.
    ///
    /// # Errors
    /// [`WriteError`] says whether something may have changed; [`Error::InvalidSetting`] in it for a field that the
    /// resource does not have, and for none at all.
    pub async fn change_settings(
        &self,
        resource: &Resource,
        changes: &[(SettingField, String)],
    ) -> Result<Settings, WriteError> {
        if changes.is_empty() || !changes.iter().all(|(field, _)| field.belongs_to(resource)) {
            return Err(Error::InvalidSetting("these are no settings of this resource".into()).into());
        }
        let (product, path) = resource.place(self);
        let pairs = changes.iter().map(|(field, value)| (field.parameter(), value));
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = self
            .inner
            .transport
            .writes()
            .post(self.url(product, &path)?)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form);
        let answer = self.exchange(request).await?;
        Ok(Settings::of(&answer.json()?, resource))
    }
}
