//! What does a message cost by country, carrier and the sender's number type? A handful of countries; the amounts are
//! made up, the shape is that of Twilio's Pricing resource.

use serde_json::{Value, json};

/// A country with what a segment costs there.
struct Country {
    name: &'static str,
    iso: &'static str,
    carriers: &'static [Carrier],
    inbound: &'static [(&'static str, &'static str)],
}

/// A carrier, and its price by number type.
struct Carrier {
    name: &'static str,
    mcc: &'static str,
    mnc: &'static str,
    prices: &'static [(&'static str, &'static str)],
}

const fn carrier(
    name: &'static str,
    mcc: &'static str,
    mnc: &'static str,
    prices: &'static [(&'static str, &'static str)],
) -> Carrier {
    Carrier { name, mcc, mnc, prices }
}

/// In the order of the list, by name.
const COUNTRIES: [Country; 6] = [
    Country {
        name: "Canada",
        iso: "CA",
        carriers: &[
            carrier(
                "Bell",
                "302",
                "610",
                &[("local", "0.0079"), ("toll free", "0.0075"), ("shortcode", "0.0125")],
            ),
            carrier(
                "Rogers",
                "302",
                "720",
                &[("local", "0.0085"), ("toll free", "0.0075"), ("shortcode", "0.0130")],
            ),
        ],
        inbound: &[("local", "0.0079"), ("toll free", "0.0075")],
    },
    Country {
        name: "France",
        iso: "FR",
        carriers: &[
            carrier("Orange", "208", "01", &[("mobile", "0.0798"), ("local", "0.0798")]),
            carrier("SFR", "208", "10", &[("mobile", "0.0760"), ("local", "0.0760")]),
        ],
        inbound: &[("mobile", "0.0075")],
    },
    Country {
        name: "Germany",
        iso: "DE",
        carriers: &[
            carrier("Telekom", "262", "01", &[("mobile", "0.1140"), ("local", "0.1140")]),
            carrier("Vodafone", "262", "02", &[("mobile", "0.1090"), ("local", "0.1090")]),
            carrier("O2", "262", "07", &[("mobile", "0.0990"), ("local", "0.0990")]),
        ],
        inbound: &[("mobile", "0.0075")],
    },
    Country {
        name: "India",
        iso: "IN",
        carriers: &[carrier("Airtel", "404", "10", &[("mobile", "0.0832"), ("local", "0.0832")])],
        inbound: &[],
    },
    Country {
        name: "United Kingdom",
        iso: "GB",
        carriers: &[
            carrier("EE", "234", "30", &[("mobile", "0.0463"), ("local", "0.0463")]),
            carrier("Vodafone UK", "234", "15", &[("mobile", "0.0524"), ("local", "0.0524")]),
        ],
        inbound: &[("mobile", "0.0075")],
    },
    Country {
        name: "United States",
        iso: "US",
        carriers: &[
            carrier(
                "AT&T",
                "310",
                "410",
                &[("local", "0.0079"), ("toll free", "0.0079"), ("shortcode", "0.0079")],
            ),
            carrier(
                "T-Mobile",
                "310",
                "260",
                &[("local", "0.0083"), ("toll free", "0.0083"), ("shortcode", "0.0080")],
            ),
            carrier(
                "Other",
                "310",
                "000",
                &[("local", "0.0123"), ("toll free", "0.0098"), ("shortcode", "0.0100")],
            ),
        ],
        inbound: &[("local", "0.0079"), ("toll free", "0.0079"), ("shortcode", "0.0079")],
    },
];

/// The list of countries as ISO code and answer.
pub(crate) fn listed(base: &str) -> Vec<(&'static str, Value)> {
    let json = |country: &Country| json!({ "country": country.name, "iso_country": country.iso, "url": url(base, country.iso) });
    COUNTRIES.iter().map(|country| (country.iso, json(country))).collect()
}

/// The prices of one country, if Twilio has any.
pub(crate) fn of(iso: &str, base: &str) -> Option<Value> {
    let country = COUNTRIES.iter().find(|country| country.iso == iso)?;
    let price = |(number_type, price): &(&str, &str)| json!({ "number_type": number_type, "base_price": price, "current_price": price });
    let carrier = |carrier: &Carrier| {
        let prices: Vec<Value> = carrier.prices.iter().map(price).collect();
        json!({ "carrier": carrier.name, "mcc": carrier.mcc, "mnc": carrier.mnc, "prices": prices })
    };
    Some(json!({
        "country": country.name,
        "iso_country": country.iso,
        "price_unit": "USD",
        "outbound_sms_prices": country.carriers.iter().map(carrier).collect::<Vec<_>>(),
        "inbound_sms_prices": country.inbound.iter().map(price).collect::<Vec<_>>(),
        "url": url(base, country.iso),
    }))
}

fn url(base: &str, iso: &str) -> String {
    format!("{base}/v1/Messaging/Countries/{iso}")
}
