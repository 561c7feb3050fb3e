//! Which resource does a path name? One port serves the paths of Twilio's hosts api, messaging, monitor, pricing,
//! accounts and lookups.

use crate::seed::Area;

/// A resource of Twilio's API; the texts are what stands in the path, unchecked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route<'p> {
    Accounts,
    Account {
        account: &'p str,
    },
    Balance {
        account: &'p str,
    },
    Numbers {
        account: &'p str,
        kind: Option<NumberKind>,
    },
    Number {
        account: &'p str,
        sid: &'p str,
    },
    ShortCodes {
        account: &'p str,
    },
    ShortCode {
        account: &'p str,
        sid: &'p str,
    },
    Applications {
        account: &'p str,
    },
    Application {
        account: &'p str,
        sid: &'p str,
    },
    Messages {
        account: &'p str,
    },
    Message {
        account: &'p str,
        sid: &'p str,
    },
    Services,
    Service {
        sid: &'p str,
    },
    Pool {
        service: &'p str,
        pool: Pool,
    },
    PoolMember {
        service: &'p str,
        pool: Pool,
        sid: &'p str,
    },
    CallerIds {
        account: &'p str,
    },
    CallerId {
        account: &'p str,
        sid: &'p str,
    },
    Campaigns {
        service: &'p str,
    },
    Campaign {
        service: &'p str,
        sid: &'p str,
    },
    Verifications,
    PricedCountries,
    Prices {
        country: &'p str,
    },
    GeoPermissions,
    Alerts,
    Alert {
        sid: &'p str,
    },
    /// As it stands in the path: percent-encoded.
    Lookup {
        number: &'p str,
    },
}

/// The sub-lists of the incoming numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberKind {
    Local,
    Mobile,
    TollFree,
}

/// The sender lists of a Messaging Service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pool {
    PhoneNumbers,
    ShortCodes,
    AlphaSenders,
}

impl Pool {
    fn parse(segment: &str) -> Option<Self> {
        match segment {
            "PhoneNumbers" => Some(Self::PhoneNumbers),
            "ShortCodes" => Some(Self::ShortCodes),
            "AlphaSenders" => Some(Self::AlphaSenders),
            _ => None,
        }
    }

    /// The path segment.
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Self::PhoneNumbers => "PhoneNumbers",
            Self::ShortCodes => "ShortCodes",
            Self::AlphaSenders => "AlphaSenders",
        }
    }

    /// The list member, `meta.key`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::PhoneNumbers => "phone_numbers",
            Self::ShortCodes => "short_codes",
            Self::AlphaSenders => "alpha_senders",
        }
    }
}

impl<'p> Route<'p> {
    /// None when no resource has this path. Paths are case-sensitive, as Twilio's.
    pub(crate) fn parse(path: &'p str) -> Option<Self> {
        if let Some(rest) = path.strip_prefix("/2010-04-01/") {
            // Without the suffix Twilio answers XML, which is not imitated.
            let segments: Vec<&str> = rest.strip_suffix(".json")?.split('/').collect();
            return Self::core(&segments);
        }
        if let Some(number) = path.strip_prefix("/v2/PhoneNumbers/") {
            return (!number.is_empty() && !number.contains('/')).then_some(Self::Lookup { number });
        }
        let segments: Vec<&str> = path.strip_prefix("/v1/")?.split('/').collect();
        Self::v1(&segments)
    }

    fn core(segments: &[&'p str]) -> Option<Self> {
        Some(match *segments {
            ["Accounts"] => Self::Accounts,
            ["Accounts", account] => Self::Account { account },
            ["Accounts", account, "Balance"] => Self::Balance { account },
            ["Accounts", account, "IncomingPhoneNumbers"] => Self::Numbers { account, kind: None },
            ["Accounts", account, "IncomingPhoneNumbers", "Local"] => {
                Self::Numbers { account, kind: Some(NumberKind::Local) }
            }
            ["Accounts", account, "IncomingPhoneNumbers", "Mobile"] => {
                Self::Numbers { account, kind: Some(NumberKind::Mobile) }
            }
            ["Accounts", account, "IncomingPhoneNumbers", "TollFree"] => {
                Self::Numbers { account, kind: Some(NumberKind::TollFree) }
            }
            ["Accounts", account, "IncomingPhoneNumbers", sid] => Self::Number { account, sid },
            ["Accounts", account, "OutgoingCallerIds"] => Self::CallerIds { account },
            ["Accounts", account, "OutgoingCallerIds", sid] => Self::CallerId { account, sid },
            ["Accounts", account, "SMS", "ShortCodes"] => Self::ShortCodes { account },
            ["Accounts", account, "SMS", "ShortCodes", sid] => Self::ShortCode { account, sid },
            ["Accounts", account, "Applications"] => Self::Applications { account },
            ["Accounts", account, "Applications", sid] => Self::Application { account, sid },
            ["Accounts", account, "Messages"] => Self::Messages { account },
            ["Accounts", account, "Messages", sid] => Self::Message { account, sid },
            _ => return None,
        })
    }

    fn v1(segments: &[&'p str]) -> Option<Self> {
        Some(match *segments {
            ["Services"] => Self::Services,
            ["Services", sid] => Self::Service { sid },
            ["Alerts"] => Self::Alerts,
            ["Alerts", sid] => Self::Alert { sid },
            ["Services", service, "Compliance", "Usa2p"] => Self::Campaigns { service },
            ["Services", service, "Compliance", "Usa2p", sid] => Self::Campaign { service, sid },
            ["Tollfree", "Verifications"] => Self::Verifications,
            ["Messaging", "Countries"] => Self::PricedCountries,
            ["Messaging", "Countries", country] => Self::Prices { country },
            ["Messaging", "GeoPermissions"] => Self::GeoPermissions,
            ["Services", service, pool] => Self::Pool { service, pool: Pool::parse(pool)? },
            ["Services", service, pool, sid] => Self::PoolMember { service, pool: Pool::parse(pool)?, sid },
            _ => return None,
        })
    }

    /// The account that the path names; the v1 paths name none.
    pub(crate) fn account(&self) -> Option<&'p str> {
        match *self {
            Self::Account { account }
            | Self::Balance { account }
            | Self::Numbers { account, .. }
            | Self::Number { account, .. }
            | Self::ShortCodes { account }
            | Self::ShortCode { account, .. }
            | Self::Applications { account }
            | Self::Application { account, .. }
            | Self::CallerIds { account }
            | Self::CallerId { account, .. }
            | Self::Messages { account }
            | Self::Message { account, .. } => Some(account),
            Self::Accounts
            | Self::Services
            | Self::Service { .. }
            | Self::Pool { .. }
            | Self::PoolMember { .. }
            | Self::Campaigns { .. }
            | Self::Campaign { .. }
            | Self::Verifications
            | Self::PricedCountries
            | Self::Prices { .. }
            | Self::GeoPermissions
            | Self::Alerts
            | Self::Alert { .. }
            | Self::Lookup { .. } => None,
        }
    }

    /// The area that a restricted key needs; none for the Accounts resource, which no such key can read.
    pub(crate) fn area(&self) -> Option<Area> {
        match self {
            Self::Accounts | Self::Account { .. } => None,
            Self::Balance { .. } => Some(Area::Balance),
            Self::Numbers { .. }
            | Self::Number { .. }
            | Self::ShortCodes { .. }
            | Self::ShortCode { .. }
            | Self::CallerIds { .. }
            | Self::CallerId { .. } => Some(Area::PhoneNumbers),
            Self::Applications { .. } | Self::Application { .. } => Some(Area::Applications),
            Self::Messages { .. } | Self::Message { .. } => Some(Area::Messages),
            Self::Services
            | Self::Service { .. }
            | Self::Pool { .. }
            | Self::PoolMember { .. }
            | Self::Campaigns { .. }
            | Self::Campaign { .. }
            | Self::Verifications => Some(Area::Services),
            Self::PricedCountries | Self::Prices { .. } => Some(Area::Pricing),
            Self::GeoPermissions => Some(Area::GeoPermissions),
            Self::Lookup { .. } => Some(Area::Lookup),
            Self::Alerts | Self::Alert { .. } => Some(Area::Alerts),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suffix_belongs_to_the_core_paths_only() {
        assert_eq!(Route::parse("/2010-04-01/Accounts.json"), Some(Route::Accounts));
        assert_eq!(Route::parse("/2010-04-01/Accounts"), None);
        assert_eq!(Route::parse("/v1/Services"), Some(Route::Services));
        assert_eq!(Route::parse("/v1/Services.json"), None);
        assert_eq!(Route::parse("/v1/services"), None);
        assert_eq!(
            Route::parse("/v2/PhoneNumbers/%2B15551230001"),
            Some(Route::Lookup { number: "%2B15551230001" })
        );
        assert_eq!(Route::parse("/v2/PhoneNumbers/"), None);
    }
}
