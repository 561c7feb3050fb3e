//! What does Twilio answer when it refuses? An HTTP status, a code of its error dictionary and a text.

use serde_json::{Value, json};

/// A refusal in Twilio's classic error form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) message: String,
}

impl Refusal {
    fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// A parameter was refused (HTTP 400, codes 21xxx and 20001).
    pub(crate) fn bad_request(code: u32, message: impl Into<String>) -> Self {
        Self::new(400, code, message)
    }

    /// Wrong credentials, or a key that may not use Accounts: Twilio does not tell the two apart.
    pub(crate) fn unauthenticated() -> Self {
        Self::new(401, 20003, "Authenticate")
    }

    /// A restricted key without the permission.
    pub(crate) fn no_permission() -> Self {
        Self::new(403, 70051, "Authorization Failed")
    }

    /// The account is suspended or closed and reads.
    pub(crate) fn account_suspended() -> Self {
        Self::new(403, 20403, "Forbidden: the account is not active")
    }

    /// The account is suspended or closed and sends.
    pub(crate) fn account_not_active() -> Self {
        Self::new(403, 20005, "Account not active")
    }

    /// Test credentials on anything that makes no dry run.
    pub(crate) fn test_credentials() -> Self {
        Self::new(403, 20008, "Resource not accessible with Test Account Credentials")
    }

    pub(crate) fn not_found(path: &str) -> Self {
        Self::new(404, 20404, format!("The requested resource {path} was not found"))
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::new(405, 20004, "Method not allowed")
    }

    pub(crate) fn too_many_requests() -> Self {
        Self::new(429, 20429, "Too Many Requests")
    }

    /// The refusal that usually carries this HTTP status.
    pub(crate) fn of_status(status: u16, path: &str) -> Self {
        match status {
            401 => Self::unauthenticated(),
            403 => Self::account_suspended(),
            404 => Self::not_found(path),
            405 => Self::method_not_allowed(),
            429 => Self::too_many_requests(),
            503 => Self::new(503, 20503, "Service Unavailable"),
            400..=499 => Self::new(status, 20001, "Unknown parameters"),
            _ => Self::new(status, 20500, "Internal Server Error"),
        }
    }

    pub(crate) fn json(&self) -> Value {
        json!({
            "code": self.code,
            "message": self.message,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.code),
            "status": self.status,
        })
    }
}
