//! May the account send to the countries that matter here, and do these take alphanumeric senders?

use super::counted;
use super::facts::{Facts, SenderFacts};
use super::finding::{finding, unread};
use crate::sender::alphanumeric::{Rule, rule_of};
use crate::wire::DoctorArea::Countries;
use crate::wire::{DoctorFinding, FindingLevel, Provenance, SenderType};

/// Geo permissions of the countries of senders and recent recipients, and alphanumeric senders by where they go.
pub(super) fn countries(facts: &Facts) -> Vec<DoctorFinding> {
    let mut found: Vec<DoctorFinding> = Vec::new();
    let mut permitted = Vec::new();
    let mut read_at = None;
    for (country, reading) in &facts.permitted {
        let id = format!("countries.permitted.{country}");
        match reading {
            Ok(read) if read.value == Some(true) => {
                permitted.push(country.as_str());
                read_at = Some(read.at);
            }
            Ok(read) if read.value == Some(false) => found.push(
                finding(
                    Countries,
                    id,
                    FindingLevel::Problem,
                    format!("Messages to {country} are switched off."),
                    format!("Twilio's geo permissions of this account do not permit {country}, where senders or recent recipients are."),
                )
                .remedy("Switch the country on in Twilio's console: Messaging > Settings > Geo permissions.")
                .read_at(read.at)
                .about(21408),
            ),
            Ok(read) => found.push(
                finding(
                    Countries,
                    id,
                    FindingLevel::NotCheckable,
                    format!("Whether messages to {country} are permitted is not known."),
                    "Twilio's answer does not say.",
                )
                .remedy("Look in Twilio's console: Messaging > Settings > Geo permissions.")
                .read_at(read.at),
            ),
            Err(reason) => {
                let title = format!("Whether messages to {country} are permitted is not known.");
                found.push(unread(Countries, id, title, reason).about(21408));
            }
        }
    }
    if facts.countries_left_out > 0 {
        let title = format!(
            "{} not asked about.",
            counted(facts.countries_left_out, "country was", "countries were")
        );
        let evidence = "Only so many are asked about at once.";
        found.push(finding(Countries, "countries.more", FindingLevel::NotCheckable, title, evidence));
    }
    if !permitted.is_empty() {
        let title = format!("Messages to {} are permitted.", permitted.join(", "));
        let evidence =
            "By the geo permissions of the account, for the countries of senders and recent recipients.";
        let mut all = finding(Countries, "countries.permitted", FindingLevel::Ok, title, evidence);
        all.read_at = read_at;
        found.push(all);
    }
    if facts.permitted.is_empty() {
        found.push(
            finding(
                Countries,
                "countries.any",
                FindingLevel::NotCheckable,
                "Which countries matter here is not known.",
                "No sender has a country recorded, and no test was sent from here of late.",
            )
            .remedy("Write the country into the details of the senders, or send a test."),
        );
    }
    let alphanumeric = facts.senders.iter().filter(|sender| sender.kind == SenderType::Alphanumeric);
    found.extend(alphanumeric.flat_map(alphanumeric_of));
    found
}

fn alphanumeric_of(sender: &SenderFacts) -> Vec<DoctorFinding> {
    let (key, name) = (sender.key, &sender.name);
    if sender.reaches.is_empty() {
        let title = format!("Where “{name}” is to arrive is not known.");
        let evidence =
            "Each country has its own rules for alphanumeric sender IDs; none is recorded for this one.";
        let id = format!("countries.alphanumeric.{key}");
        let open = finding(Countries, id, FindingLevel::NotCheckable, title, evidence);
        return vec![open.remedy("Write the country of its recipients into its details.").of(key)];
    }
    let judged = sender.reaches.iter().map(|country| {
        let id = format!("countries.alphanumeric.{country}.{key}");
        let one = match rule_of(country) {
            None => finding(
                Countries,
                id,
                FindingLevel::Ok,
                format!("No rule against “{name}” in {country} is known."),
                "None is listed here. Twilio's own list may know more.",
            )
            .provenance(Provenance::Derived),
            Some((Rule::Refused, Provenance::Documented)) => finding(
                Countries,
                id,
                FindingLevel::Problem,
                format!("“{name}” does not reach {country}."),
                format!("Twilio takes no alphanumeric sender ID for recipients in {country}."),
            )
            .remedy("Choose a number, or a Messaging Service with numbers.")
            .sources(&["twilio-alphanumeric"])
            .about(21612),
            Some((Rule::Refused, provenance)) => finding(
                Countries,
                id,
                FindingLevel::Warning,
                format!("“{name}” probably does not reach {country}."),
                format!("Another provider says so of {country}; not confirmed for Twilio."),
            )
            .remedy("Compare Twilio's own list (article 223133767 of its help), or choose a number.")
            .provenance(provenance)
            .about(21612),
            Some((Rule::Registered, provenance)) => finding(
                Countries,
                id,
                FindingLevel::NotCheckable,
                format!("Whether “{name}” is registered in {country} is not known."),
                format!("{country} is said to ask for it, and no API tells whether it was done."),
            )
            .remedy("Ask Twilio whether it is registered; without that it is refused, or shown as another sender.")
            .provenance(provenance)
            .about(30040),
        };
        one.of(key)
    });
    judged.collect()
}
