//! Where do replies and receipts go for a data centre, and how sure is that?
//!
//! MoEngage documents the MO callback for DC-01 to DC-04 and the delivery callback with the host api-01 only; all
//! others extend the pattern and are marked as derived. Nothing is ever sent to either URL.

mod lint;

use std::sync::LazyLock;

use serde::Deserialize;

use crate::data_centre::DataCentre;
use crate::wire::{ProvenUrl, Provenance};

pub(crate) use lint::lint;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "as_of")]
    _as_of: jiff::civil::Date,
    mo: Pattern,
    delivery: Pattern,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    /// With `{number}` where the data centre's number stands, two digits or more.
    pattern: String,
    documented_for: Vec<u16>,
    #[serde(rename = "source")]
    _source: String,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/callbacks.json"))
        .expect("data/callbacks.json is well formed, which a test proves")
});

impl Pattern {
    fn of(&self, data_centre: DataCentre) -> ProvenUrl {
        let number = data_centre.number();
        let documented = self.documented_for.contains(&number);
        ProvenUrl {
            url: self.pattern.replace("{number}", &format!("{number:02}")),
            provenance: if documented { Provenance::Documented } else { Provenance::Derived },
        }
    }
}

/// The MO callback of a data centre (guide, *Configure Keyword Management*).
pub(crate) fn mo(data_centre: DataCentre) -> ProvenUrl {
    FILE.mo.of(data_centre)
}

/// The delivery callback (guide, *Delivery Callback*), or what the operator pasted from the dashboard.
pub(crate) fn delivery(data_centre: DataCentre, pasted: Option<&str>) -> ProvenUrl {
    match pasted {
        Some(url) => ProvenUrl { url: url.to_owned(), provenance: Provenance::Custom },
        None => FILE.delivery.of(data_centre),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(code: &str) -> DataCentre {
        code.parse().unwrap()
    }

    #[test]
    fn the_data_file_is_dated_knows_its_page_and_takes_no_unknown_key() {
        let text = include_str!("../data/callbacks.json");
        let refused = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            serde_json::from_str::<File>(&text.replacen(from, to, 1)).is_err()
        };
        assert!(refused("\"source\":", "\"page\":") && refused("\"mo\":", "\"more\": 1, \"mo\":"));
        assert!(refused("\"2026-", "\"soon-"));
        for pattern in [&FILE.mo, &FILE.delivery] {
            assert!(crate::source::source(&pattern._source).is_some());
        }
    }

    #[test]
    fn the_four_urls_of_the_guide_are_documented_and_all_others_derived() {
        for number in 1..=4 {
            let url =
                format!("https://api-0{number}.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio");
            assert_eq!(mo(at(&number.to_string())), ProvenUrl { url, provenance: Provenance::Documented });
        }
        for code in ["DC-05", "DC-06", "DC-101", "DC-77"] {
            assert_eq!(mo(at(code)).provenance, Provenance::Derived, "{code}");
        }
        assert!(mo(at("DC-101")).url.starts_with("https://api-101.moengage.com/"));
    }

    #[test]
    fn the_delivery_callback_is_documented_for_the_first_data_centre_only_and_a_pasted_one_counts_before_it()
    {
        let documented = delivery(at("DC-01"), None);
        assert_eq!(documented.url, "https://api-01.moengage.com/sms/dlr/twilio");
        assert_eq!(documented.provenance, Provenance::Documented);
        assert_eq!(delivery(at("DC-03"), None).provenance, Provenance::Derived);
        let pasted = delivery(at("DC-03"), Some("https://api-03.moengage.com/x"));
        assert_eq!(
            (pasted.url.as_str(), pasted.provenance),
            ("https://api-03.moengage.com/x", Provenance::Custom)
        );
    }
}
