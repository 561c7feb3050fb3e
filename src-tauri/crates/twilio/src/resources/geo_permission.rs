//! May the account send to a country at all?

use serde::Deserialize;

use crate::lenient;

/// What is permitted, as far as was asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct GeoPermissions {
    /// One a country.
    pub permissions: Vec<GeoPermission>,
}

/// Whether messages to a country are permitted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct GeoPermission {
    /// ISO 3166-1 alpha-2.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub country_code: String,
    /// Whether they are; none where the answer does not say.
    #[serde(default)]
    pub enabled: Option<bool>,
    /// Twilio's remark, e.g. on a country of high risk.
    #[serde(default, deserialize_with = "lenient::text")]
    pub message: Option<String>,
}
