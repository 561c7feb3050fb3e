//! Is a sender registered for recipients in the United States: by a 10DLC campaign, or as a toll-free number?

use std::fmt;

use serde::Deserialize;

use crate::e164::mask;
use crate::lenient;
use crate::listing::Listed;
use crate::open_enum::open_enum;
use crate::resources::UnknownFields;
use crate::sid::{MessagingServiceSid, PhoneNumberSid};

open_enum! {
    /// How far a campaign is. Twilio does not enumerate the words; these occur.
    CampaignStatus {
        /// Sent in.
        Pending = "PENDING",
        /// Being looked at.
        InProgress = "IN_PROGRESS",
        /// Approved.
        Verified = "VERIFIED",
        /// Not approved.
        Failed = "FAILED",
    }
}

open_enum! {
    /// How far the verification of a toll-free number is.
    TollFreeStatus {
        /// Sent in.
        PendingReview = "PENDING_REVIEW",
        /// Being looked at.
        InReview = "IN_REVIEW",
        /// Approved.
        Approved = "TWILIO_APPROVED",
        /// Not approved.
        Rejected = "TWILIO_REJECTED",
    }
}

/// The US A2P 10DLC campaign of a service (*Usa2p*).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct UsCampaign {
    /// Its SID (`QE…`).
    #[serde(default, deserialize_with = "lenient::text")]
    pub sid: Option<String>,
    /// The service that it belongs to.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub messaging_service_sid: Option<MessagingServiceSid>,
    /// How far it is.
    #[serde(default, deserialize_with = "lenient::word")]
    pub campaign_status: Option<CampaignStatus>,
    /// The id of The Campaign Registry.
    #[serde(default, deserialize_with = "lenient::text")]
    pub campaign_id: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Listed for UsCampaign {
    const MEMBER: &'static str = "compliance";
}

/// The verification of a toll-free number. Twilio's answer holds the business and its contacts as well: they are
/// not kept.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct TollFreeVerification {
    /// The number's SID.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub tollfree_phone_number_sid: Option<PhoneNumberSid>,
    /// The number.
    #[serde(default, deserialize_with = "lenient::text")]
    pub tollfree_phone_number: Option<String>,
    /// How far it is.
    #[serde(default, deserialize_with = "lenient::word")]
    pub status: Option<TollFreeStatus>,
}

impl Listed for TollFreeVerification {
    const MEMBER: &'static str = "verifications";
}

impl fmt::Debug for TollFreeVerification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TollFreeVerification")
            .field("tollfree_phone_number", &self.tollfree_phone_number.as_deref().map(mask))
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
