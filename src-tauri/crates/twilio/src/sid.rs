//! Which of Twilio's identifiers is this, and is it well formed?
//!
//! A SID is a prefix of two capitals and 32 hexadecimal digits. Each kind is a type of its own, so that a number
//! never stands where a service is meant. The digits are kept in lower case, as Twilio writes them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const LENGTH: usize = 34;

/// The resources that a SID can name, by prefix (Twilio's OpenAPI documents).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is named by `name()`")]
pub enum SidKind {
    Account,
    Address,
    AlphaSender,
    ApiKey,
    Application,
    Brand,
    Bundle,
    Campaign,
    ChannelSender,
    Content,
    Identity,
    Media,
    Message,
    MessagingService,
    MonitorAlert,
    PhoneNumber,
    Request,
    ShortCode,
    Trunk,
}

impl SidKind {
    /// Every kind known here.
    pub const ALL: [SidKind; 19] = [
        SidKind::Account,
        SidKind::Address,
        SidKind::AlphaSender,
        SidKind::ApiKey,
        SidKind::Application,
        SidKind::Brand,
        SidKind::Bundle,
        SidKind::Campaign,
        SidKind::ChannelSender,
        SidKind::Content,
        SidKind::Identity,
        SidKind::Media,
        SidKind::Message,
        SidKind::MessagingService,
        SidKind::MonitorAlert,
        SidKind::PhoneNumber,
        SidKind::Request,
        SidKind::ShortCode,
        SidKind::Trunk,
    ];

    /// What an operator calls it, e.g. `Messaging Service SID`.
    pub fn name(self) -> &'static str {
        match self {
            SidKind::Account => "Account SID",
            SidKind::Address => "Address SID",
            SidKind::AlphaSender => "Alpha Sender SID",
            SidKind::ApiKey => "API key SID",
            SidKind::Application => "Application SID",
            SidKind::Brand => "A2P Brand SID",
            SidKind::Bundle => "Regulatory Bundle SID",
            SidKind::Campaign => "A2P Campaign SID",
            SidKind::ChannelSender => "Channel Sender SID",
            SidKind::Content => "Content Template SID",
            SidKind::Identity => "Identity SID",
            SidKind::Media => "Media SID",
            SidKind::Message => "Message SID",
            SidKind::MessagingService => "Messaging Service SID",
            SidKind::MonitorAlert => "Monitor Alert SID",
            SidKind::PhoneNumber => "Phone Number SID",
            SidKind::Request => "Request ID",
            SidKind::ShortCode => "Short Code SID",
            SidKind::Trunk => "Trunk SID",
        }
    }

    /// The prefixes of this kind; a message has two (`SM`, and `MM` with media), all others one.
    pub fn prefixes(self) -> &'static [&'static str] {
        match self {
            SidKind::Account => &["AC"],
            SidKind::Address => &["AD"],
            SidKind::AlphaSender => &["AI"],
            SidKind::ApiKey => &["SK"],
            SidKind::Application => &["AP"],
            SidKind::Brand => &["BN"],
            SidKind::Bundle => &["BU"],
            SidKind::Campaign => &["QE"],
            SidKind::ChannelSender => &["XE"],
            SidKind::Content => &["HX"],
            SidKind::Identity => &["RI"],
            SidKind::Media => &["ME"],
            SidKind::Message => &["SM", "MM"],
            SidKind::MessagingService => &["MG"],
            SidKind::MonitorAlert => &["NO"],
            SidKind::PhoneNumber => &["PN"],
            SidKind::Request => &["RQ"],
            SidKind::ShortCode => &["SC"],
            SidKind::Trunk => &["TK"],
        }
    }

    /// The kind of a whole, well-formed SID.
    pub fn of(text: &str) -> Option<SidKind> {
        let kind = SidKind::of_prefix(text)?;
        (text.len() == LENGTH && text.bytes().skip(2).all(|byte| byte.is_ascii_hexdigit())).then_some(kind)
    }

    /// The kind that `text` starts like, whatever follows: names what a half-pasted SID was meant to be.
    pub fn of_prefix(text: &str) -> Option<SidKind> {
        let prefix = text.get(..2)?;
        SidKind::ALL.into_iter().find(|kind| kind.prefixes().contains(&prefix))
    }
}

impl fmt::Display for SidKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is wrong with the shape of a SID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SidFault {
    /// Nothing was given.
    Empty,
    /// It starts like a SID of another kind (named by [`SidError::found`]).
    WrongKind,
    /// It starts like no SID at all.
    UnknownPrefix,
    /// The prefix is right but for its case; Twilio's prefixes are capitals.
    PrefixCase,
    /// It has this many characters instead of 34.
    WrongLength {
        /// Characters found.
        len: usize,
    },
    /// A character after the prefix is not a hexadecimal digit.
    NotHex {
        /// Its place, counted from 1.
        at: usize,
    },
}

/// A text that is not the SID asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SidError {
    /// The kind that was asked for.
    pub expected: SidKind,
    /// The kind that the text starts like, if any.
    pub found: Option<SidKind>,
    /// The first thing wrong with it.
    pub reason: SidFault,
}

impl std::error::Error for SidError {}

impl fmt::Display for SidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.expected.name();
        let prefix = self.expected.prefixes().join(" or ");
        match self.reason {
            SidFault::Empty => write!(f, "enter the {name}; it starts with {prefix}"),
            SidFault::WrongKind => match self.found {
                Some(found) => write!(f, "this is a {found}; the {name} starts with {prefix}"),
                None => write!(f, "the {name} starts with {prefix}"),
            },
            SidFault::UnknownPrefix => write!(f, "the {name} starts with {prefix}"),
            SidFault::PrefixCase => write!(f, "the {name} starts with {prefix} in capital letters"),
            SidFault::WrongLength { len } => {
                write!(f, "the {name} has {LENGTH} characters, this has {len}")
            }
            SidFault::NotHex { at } => {
                write!(
                    f,
                    "after {prefix} the {name} has only digits and the letters a to f; look at character {at}"
                )
            }
        }
    }
}

fn parse(text: &str, expected: SidKind) -> Result<Box<str>, SidError> {
    let found = SidKind::of_prefix(text);
    let fault = |reason| SidError { expected, found, reason };
    if text.is_empty() {
        return Err(fault(SidFault::Empty));
    }
    match found {
        Some(kind) if kind == expected => {}
        Some(_) => return Err(fault(SidFault::WrongKind)),
        None => {
            let capitals = text.get(..2).map(str::to_ascii_uppercase);
            let only_case = capitals.is_some_and(|prefix| expected.prefixes().contains(&prefix.as_str()));
            return Err(fault(if only_case { SidFault::PrefixCase } else { SidFault::UnknownPrefix }));
        }
    }
    if let Some(at) = text.chars().skip(2).position(|c| !c.is_ascii_hexdigit()) {
        return Err(fault(SidFault::NotHex { at: at + 3 }));
    }
    if text.len() != LENGTH {
        return Err(fault(SidFault::WrongLength { len: text.chars().count() }));
    }
    let (prefix, digits) = text.split_at(2);
    Ok(format!("{prefix}{}", digits.to_ascii_lowercase()).into_boxed_str())
}

macro_rules! sid_types {
    ($($(#[$doc:meta])* $name:ident = $kind:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The kind that this type holds.
            pub const KIND: SidKind = SidKind::$kind;

            /// The SID as Twilio writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = SidError;

            fn from_str(text: &str) -> Result<Self, SidError> {
                parse(text, Self::KIND).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    )+};
}

sid_types! {
    /// A Twilio account (`AC…`), shown to operators as *Username*.
    AccountSid = Account;
    /// An alphanumeric sender inside a Messaging Service (`AI…`).
    AlphaSenderSid = AlphaSender;
    /// An API key (`SK…`).
    ApiKeySid = ApiKey;
    /// A message (`SM…`, with media `MM…`).
    MessageSid = Message;
    /// A Messaging Service (`MG…`).
    MessagingServiceSid = MessagingService;
    /// An alert of the monitor (`NO…`).
    MonitorAlertSid = MonitorAlert;
    /// A phone number of the account (`PN…`).
    PhoneNumberSid = PhoneNumber;
    /// A short code of the account (`SC…`).
    ShortCodeSid = ShortCode;
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    #[test]
    fn every_prefix_is_recognised_and_belongs_to_one_kind() {
        let mut seen = std::collections::HashSet::new();
        for kind in SidKind::ALL {
            for prefix in kind.prefixes() {
                assert!(seen.insert(*prefix), "{prefix} names two kinds");
                assert_eq!(SidKind::of(&format!("{prefix}{HEX}")), Some(kind));
                assert_eq!(SidKind::of(&format!("{prefix}12")), None);
                assert_eq!(SidKind::of_prefix(&format!("{prefix}12")), Some(kind));
            }
        }
    }

    #[test]
    fn digits_are_kept_in_lower_case() {
        let sid: AccountSid = format!("AC{}", HEX.to_uppercase()).parse().unwrap();
        assert_eq!(sid.as_str(), format!("AC{HEX}"));
        assert_eq!(serde_json::to_string(&sid).unwrap(), format!("\"AC{HEX}\""));
        assert_eq!(serde_json::from_str::<AccountSid>(&format!("\"AC{HEX}\"")).unwrap(), sid);
    }

    #[test]
    fn a_message_may_carry_media() {
        assert!(format!("SM{HEX}").parse::<MessageSid>().is_ok());
        assert!(format!("MM{HEX}").parse::<MessageSid>().is_ok());
    }

    #[test]
    fn each_fault_is_named() {
        let cases = [
            (String::new(), SidFault::Empty, "enter the Account SID; it starts with AC"),
            (
                format!("MG{HEX}"),
                SidFault::WrongKind,
                "this is a Messaging Service SID; the Account SID starts with AC",
            ),
            ("hello".into(), SidFault::UnknownPrefix, "the Account SID starts with AC"),
            (format!("ac{HEX}"), SidFault::PrefixCase, "the Account SID starts with AC in capital letters"),
            (
                format!("AC{}", &HEX[1..]),
                SidFault::WrongLength { len: 33 },
                "the Account SID has 34 characters, this has 33",
            ),
            (
                format!("AC{}g", &HEX[1..]),
                SidFault::NotHex { at: 34 },
                "after AC the Account SID has only digits and the letters a to f; look at character 34",
            ),
            ("é".into(), SidFault::UnknownPrefix, "the Account SID starts with AC"),
        ];
        for (text, reason, words) in cases {
            let error = text.parse::<AccountSid>().unwrap_err();
            assert_eq!((error.reason, error.to_string().as_str()), (reason, words), "{text:?}");
        }
    }
}
