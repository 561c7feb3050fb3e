//! What is the account, and may it send?

use jiff::Timestamp;
use serde::Deserialize;

use crate::lenient;
use crate::listing::Listed;
use crate::open_enum::open_enum;
use crate::sid::AccountSid;

open_enum! {
    /// Whether an account works.
    AccountStatus {
        /// In use.
        Active = "active",
        /// Suspended by Twilio, often for want of funds.
        Suspended = "suspended",
        /// Closed for good.
        Closed = "closed",
    }
}

open_enum! {
    /// Whether an account is a trial.
    AccountKind {
        /// A trial: sends to verified numbers only and puts a notice before each text.
        Trial = "Trial",
        /// A paid account.
        Full = "Full",
    }
}

/// An account. Twilio's answer carries the live Auth Token in clear: this type has no field for it and keeps no
/// unknown fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Account {
    /// Its SID.
    pub sid: AccountSid,
    /// Its name in Twilio's Console.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub friendly_name: String,
    /// Whether it works.
    pub status: AccountStatus,
    /// Whether it is a trial (Twilio's `type`).
    #[serde(rename = "type")]
    pub kind: AccountKind,
    /// The main account that owns it; its own SID for a main account.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub owner_account_sid: Option<AccountSid>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub date_created: Option<Timestamp>,
}

impl Listed for Account {
    const MEMBER: &'static str = "accounts";
}

impl Account {
    /// Whether another account owns this one.
    pub fn is_subaccount(&self) -> bool {
        self.owner_account_sid.as_ref().is_some_and(|owner| *owner != self.sid)
    }
}
