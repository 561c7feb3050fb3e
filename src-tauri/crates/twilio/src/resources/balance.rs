//! How much is left on the account?

use serde::Deserialize;

use crate::money::Money;
use crate::sid::AccountSid;

/// The balance of a main account, which Twilio says may lag.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Balance {
    /// The account that it belongs to.
    pub account_sid: AccountSid,
    /// The amount (Twilio's `balance`), exactly as given.
    #[serde(rename = "balance")]
    pub amount: Money,
    /// The currency's code, e.g. `USD`.
    pub currency: String,
}
