//! Which of MoEngage's data centres is meant: read from a number, a code or a pasted dashboard address.
//!
//! MoEngage names the data centre by the dashboard's address (`dashboard-NN.moengage.com`). The list of those that
//! exist is a dated data file; a number beyond it is kept, and marked as not known.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

use crate::wire::DataCentreView;

/// A data centre by its number, from 1 to 999. Shown as MoEngage writes it: `DC-01`, `DC-101`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DataCentre(u16);

/// Why a text names no data centre; in words for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataCentreError {
    /// Nothing was given.
    #[error("Enter the data centre, such as DC-01, or paste the address of your MoEngage dashboard.")]
    Empty,
    /// An address of another site.
    #[error(
        "This is an address of {0}. Paste the address of your MoEngage dashboard; \
         it begins like https://dashboard-01.moengage.com."
    )]
    OtherSite(String),
    /// An address of MoEngage that has no number in it.
    #[error(
        "The address {0} does not say which data centre it is. Open your MoEngage dashboard and copy its \
         address; it begins like https://dashboard-01.moengage.com."
    )]
    NoNumber(String),
    /// Neither a number, a code, nor an address.
    #[error(
        "This is not a data centre. Enter a number, such as 3 or DC-03, or paste the address of your MoEngage \
         dashboard."
    )]
    NotRead,
    /// A number that no data centre has.
    #[error("A data centre has a number from 1 to 999, such as DC-01.")]
    OutOfRange,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    as_of: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "note")]
    _note: String,
    data_centres: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    number: u16,
    region: Option<String>,
    open_for_new: Option<bool>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/data-centres.json"))
        .expect("data/data-centres.json is well formed, which a test proves")
});

/// The data centres that MoEngage lists.
pub fn listed() -> Vec<DataCentreView> {
    FILE.data_centres.iter().map(|entry| DataCentre(entry.number).view()).collect()
}

/// When that list was taken from MoEngage's pages (a date).
pub fn as_of() -> &'static str {
    &FILE.as_of
}

impl DataCentre {
    /// With what is known of it.
    pub fn view(self) -> DataCentreView {
        let entry = FILE.data_centres.iter().find(|entry| entry.number == self.0);
        DataCentreView {
            code: self.to_string(),
            region: entry.and_then(|entry| entry.region.clone()),
            known: entry.is_some(),
            open_for_new: entry.and_then(|entry| entry.open_for_new),
        }
    }

    /// DC-01, for what names none.
    pub(crate) fn first() -> Self {
        Self(1)
    }

    /// Its number, from 1 to 999.
    pub fn number(self) -> u16 {
        self.0
    }

    fn numbered(digits: &str) -> Result<Self, DataCentreError> {
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(DataCentreError::NotRead);
        }
        match digits.parse() {
            Ok(number @ 1..=999) => Ok(Self(number)),
            _ => Err(DataCentreError::OutOfRange),
        }
    }

    fn of_host(host: &str) -> Result<Self, DataCentreError> {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let Some(label) = host.strip_suffix(".moengage.com") else {
            return Err(if host == "moengage.com" {
                DataCentreError::NoNumber(host)
            } else {
                DataCentreError::OtherSite(host)
            });
        };
        match ["dashboard-", "api-"].iter().find_map(|start| label.strip_prefix(start)) {
            Some(digits) => Self::numbered(digits).map_err(|_| DataCentreError::NoNumber(host.clone())),
            None => Err(DataCentreError::NoNumber(host)),
        }
    }
}

impl FromStr for DataCentre {
    type Err = DataCentreError;

    /// Reads `DC-03`, `dc 3`, `3`, `03`, `dashboard-03.moengage.com/…` and `https://api-03.moengage.com/…`.
    fn from_str(text: &str) -> Result<Self, DataCentreError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(DataCentreError::Empty);
        }
        if let Some((scheme, _)) = text.split_once("://") {
            if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
                return Err(DataCentreError::NotRead);
            }
            let address = Url::parse(text).map_err(|_| DataCentreError::NotRead)?;
            return Self::of_host(address.host_str().unwrap_or_default());
        }
        if text.contains('.') {
            let address = Url::parse(&format!("https://{text}")).map_err(|_| DataCentreError::NotRead)?;
            return Self::of_host(address.host_str().unwrap_or_default());
        }
        let bare = text.to_ascii_lowercase();
        let bare = bare.strip_prefix("dashboard-").or_else(|| bare.strip_prefix("dc")).unwrap_or(&bare);
        Self::numbered(bare.trim_start_matches(['-', '_', ' ', '\u{2010}', '\u{2011}', '\u{2013}']))
    }
}

impl fmt::Display for DataCentre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DC-{:02}", self.0)
    }
}

impl Serialize for DataCentre {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DataCentre {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl ToSql for DataCentre {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl FromSql for DataCentre {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map_err(FromSqlError::other)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_codes_and_pasted_addresses_are_read() {
        let cases = [
            ("DC-01", "DC-01"),
            ("1", "DC-01"),
            ("01", "DC-01"),
            ("dc 3", "DC-03"),
            ("dc03", "DC-03"),
            (" DC_3\n", "DC-03"),
            ("101", "DC-101"),
            ("dashboard-02", "DC-02"),
            ("https://dashboard-03.moengage.com/v4/#/settings/channel/sms", "DC-03"),
            ("HTTPS://Dashboard-03.MoEngage.com", "DC-03"),
            ("dashboard-101.moengage.com", "DC-101"),
            ("dashboard-04.moengage.com/v4/", "DC-04"),
            ("https://api-03.moengage.com/v1", "DC-03"),
            ("DC-77", "DC-77"),
        ];
        for (text, code) in cases {
            assert_eq!(
                text.parse::<DataCentre>().map(|found| found.to_string()),
                Ok(code.to_owned()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_in_words() {
        let cases = [
            ("", DataCentreError::Empty),
            (" \n", DataCentreError::Empty),
            ("Frankfurt", DataCentreError::NotRead),
            ("DC-", DataCentreError::NotRead),
            ("0", DataCentreError::OutOfRange),
            ("1000", DataCentreError::OutOfRange),
            ("99999999999999999999", DataCentreError::OutOfRange),
            ("٣", DataCentreError::NotRead),
            ("https://console.twilio.com/us1", DataCentreError::OtherSite("console.twilio.com".into())),
            (
                "https://dashboard-03.moengage.com.example.org/",
                DataCentreError::OtherSite("dashboard-03.moengage.com.example.org".into()),
            ),
            (
                "https://example.org/dashboard-03.moengage.com",
                DataCentreError::OtherSite("example.org".into()),
            ),
            ("https://www.moengage.com/docs", DataCentreError::NoNumber("www.moengage.com".into())),
            ("moengage.com", DataCentreError::NoNumber("moengage.com".into())),
            ("javascript://dashboard-03.moengage.com", DataCentreError::NotRead),
        ];
        for (text, fault) in cases {
            assert_eq!(text.parse::<DataCentre>(), Err(fault), "{text:?}");
        }
    }

    #[test]
    fn an_unknown_number_is_kept_and_marked() {
        let read: DataCentre = "dashboard-77.moengage.com".parse().unwrap();
        assert_eq!(
            read.view(),
            DataCentreView { code: "DC-77".into(), region: None, known: false, open_for_new: None }
        );
    }

    #[test]
    fn the_data_file_is_dated_sourced_and_in_order() {
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../data/data-centres.json")).unwrap();
        assert!(file["source"].as_str().unwrap().starts_with("https://www.moengage.com/"));
        as_of().parse::<jiff::civil::Date>().unwrap();
        let codes: Vec<_> = listed().into_iter().map(|entry| entry.code).collect();
        assert_eq!(codes, ["DC-01", "DC-02", "DC-03", "DC-04", "DC-05", "DC-06", "DC-101"]);
        assert_eq!(listed()[4].open_for_new, Some(false));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_explained_and_what_is_read_reads_the_same_again(text in "\\PC{0,60}") {
            match text.parse::<DataCentre>() {
                Ok(found) => prop_assert_eq!(found.view().code.parse(), Ok(found)),
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }

        #[test]
        fn a_dashboard_address_names_its_number(number in 1_u16..=999, path in "[a-z0-9/#?=&-]{0,40}") {
            let pasted = format!("https://dashboard-{number:02}.moengage.com/{path}");
            prop_assert_eq!(pasted.parse::<DataCentre>(), Ok(DataCentre(number)));
        }
    }
}
