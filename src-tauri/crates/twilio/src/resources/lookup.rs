//! What kind of line is a number? Asked only when somebody wants to pay for it.

use std::fmt;

use serde::Deserialize;

use crate::e164::mask;
use crate::lenient;
use crate::open_enum::open_enum;

open_enum! {
    /// The kind of a line.
    LineType {
        /// A fixed line: it takes no SMS as a rule.
        Landline = "landline",
        /// A mobile phone.
        Mobile = "mobile",
        /// Voice over IP tied to an address.
        FixedVoip = "fixedVoip",
        /// Voice over IP that anybody can get.
        NonFixedVoip = "nonFixedVoip",
        /// A personal number.
        Personal = "personal",
        /// Toll-free.
        TollFree = "tollFree",
        /// Premium rate.
        Premium = "premium",
        /// Shared cost.
        SharedCost = "sharedCost",
        /// A universal access number.
        Uan = "uan",
        /// A voice mailbox.
        Voicemail = "voicemail",
        /// A pager.
        Pager = "pager",
        /// Twilio does not know.
        Unknown = "unknown",
    }
}

/// What Lookup says of a number.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Lookup {
    /// The number in E.164 form.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub phone_number: String,
    /// Whether it is a number of its country's plan; none where the answer does not say.
    #[serde(default)]
    pub valid: Option<bool>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, deserialize_with = "lenient::text")]
    pub country_code: Option<String>,
    /// The kind of the line, where it was asked for.
    #[serde(default)]
    pub line_type_intelligence: Option<LineTypeIntelligence>,
}

impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lookup")
            .field("phone_number", &mask(&self.phone_number))
            .field("valid", &self.valid)
            .field("line_type_intelligence", &self.line_type_intelligence)
            .finish_non_exhaustive()
    }
}

/// The kind of a line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct LineTypeIntelligence {
    /// The kind (Twilio's `type`).
    #[serde(default, rename = "type", deserialize_with = "lenient::word")]
    pub kind: Option<LineType>,
    /// Who runs it.
    #[serde(default, deserialize_with = "lenient::text")]
    pub carrier_name: Option<String>,
    /// Why there is none, as a code of Twilio's.
    #[serde(default, deserialize_with = "lenient::count")]
    pub error_code: Option<u32>,
}
