//! The one error that a command answers with.

use serde::Serialize;

/// What the page can do about it. A code is added only when the page acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// What was typed is not acceptable: `fields` say where; without fields the request as a whole is not.
    Invalid,
    /// What it names is gone: the page reads the list again.
    NotFound,
    /// Twilio answered and refused: `twilio` holds its own words.
    Twilio,
    /// Twilio was not reached or did not finish its answer; trying again is reasonable.
    Network,
    /// The secret could not be read or kept: the keychain is missing, locked or slow.
    Keychain,
    /// The data folder cannot be written: nothing was changed.
    ReadOnly,
    /// A fault of ours; the log has the causes.
    Internal,
}

/// What happened, and what to do next. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[error("{message}")]
pub struct WireError {
    pub code: ErrorCode,
    pub message: String,
    pub hint: Option<String>,
    pub fields: Vec<FieldError>,
    /// Boxed, so that every answer stays small.
    pub twilio: Option<Box<TwilioAnswer>>,
}

/// One field that cannot stay as it is. `field` is the name in the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct FieldError {
    pub field: String,
    pub message: String,
    pub hint: Option<String>,
}

/// Twilio's own error as it came: HTTP status, its code and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TwilioAnswer {
    pub status: u16,
    pub code: Option<u32>,
    pub message: String,
    /// `RQ…`, to quote to Twilio's support.
    pub request_id: Option<String>,
}

impl WireError {
    /// An error without fields.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, fields: Vec::new(), twilio: None }
    }

    /// What to do next.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Fields that cannot stay as they are.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        let message = match fields.as_slice() {
            [only] => only.message.clone(),
            several => format!("{} fields need a change.", several.len()),
        };
        Self { code: ErrorCode::Invalid, message, hint: None, fields, twilio: None }
    }
}
