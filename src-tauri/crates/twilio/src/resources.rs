//! Which of Twilio's resources are known, and with which fields?
//!
//! Field names are Twilio's. What a type does not name is kept in its `unknown` map, so that nothing is lost when
//! Twilio adds a field; the account is the one exception, for its answer carries the live Auth Token.

pub mod account;
pub mod alert;
pub mod application;
pub mod balance;
pub mod caller_id;
pub mod compliance;
pub mod geo_permission;
pub mod lookup;
pub mod message;
pub mod messaging_service;
pub mod phone_number;
pub mod pricing;
pub mod setting;
pub mod short_code;

use std::fmt;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::open_enum::open_enum;

open_enum! {
    /// The method by which Twilio calls a webhook.
    WebhookMethod {
        /// GET, what MoEngage's inbound address takes.
        Get = "GET",
        /// POST, Twilio's default.
        Post = "POST",
    }
}

/// Fields that this version does not name, as they came. `Debug` shows names only: a field that is not known may
/// hold anything.
#[derive(Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct UnknownFields(pub serde_json::Map<String, Value>);

impl std::ops::Deref for UnknownFields {
    type Target = serde_json::Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl fmt::Debug for UnknownFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// What a number or code can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Capabilities {
    /// Calls.
    pub voice: bool,
    /// Text messages.
    pub sms: bool,
    /// Messages with media.
    pub mms: bool,
    /// Fax.
    pub fax: bool,
}

impl<'de> Deserialize<'de> for Capabilities {
    /// Takes both of Twilio's forms: `{"sms": true}` of the account's numbers, `["SMS"]` of a service's pool.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let has = |name: &str| match &value {
            Value::Object(claims) => claims
                .iter()
                .any(|(key, claim)| key.eq_ignore_ascii_case(name) && *claim == Value::Bool(true)),
            Value::Array(words) => {
                words.iter().any(|word| word.as_str().is_some_and(|word| word.eq_ignore_ascii_case(name)))
            }
            _ => false,
        };
        Ok(Self { voice: has("voice"), sms: has("sms"), mms: has("mms"), fax: has("fax") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_are_read_in_both_forms() {
        let expected = Capabilities { voice: true, sms: true, mms: false, fax: false };
        for json in [r#"{"voice":true,"SMS":true,"mms":false}"#, r#"["SMS","Voice"]"#] {
            assert_eq!(serde_json::from_str::<Capabilities>(json).unwrap(), expected, "{json}");
        }
        assert_eq!(serde_json::from_str::<Capabilities>("null").unwrap(), Capabilities::default());
    }
}
