//! Do the settings at Twilio stand as they should, by what the comparison says of each sender?

use super::counted;
use super::facts::{Facts, SenderFacts};
use super::finding::{finding, unread, worst};
use crate::wire::DoctorArea::Routes;
use crate::wire::{
    At, Destination, DoctorAction, DoctorFinding, DriftItem, DriftState, FindingLevel, RouteSetting,
};

/// All that is found of the routes; senders with all in place are counted only.
pub(super) fn routes(facts: &Facts) -> Vec<DoctorFinding> {
    if let Some(reason) = &facts.routes_unread {
        return vec![unread(Routes, "routes.unread", "What stands at Twilio is not known.", reason)];
    }
    let mut found = Vec::new();
    let mut in_place = 0;
    let mut read_at = None;
    for sender in &facts.senders {
        let Some(route) = facts.routes.get(&sender.key) else {
            let title = format!("How “{}” is set up at Twilio is not known.", sender.name);
            let id = format!("routes.sender.{}", sender.key);
            found.push(
                finding(Routes, id, FindingLevel::NotCheckable, title, "It was not read.")
                    .remedy("Check again.")
                    .of(sender.key),
            );
            continue;
        };
        let told: Vec<_> =
            route.items.iter().filter_map(|item| judged(sender, item, route.read_at)).collect();
        // Where nothing has to stand, nothing may have been read either.
        if told.is_empty() && route.reply != Destination::Unknown {
            in_place += 1;
            read_at = read_at.or(route.read_at);
        }
        found.extend(told);
    }
    let mut found = worst(found, Routes, "on settings at Twilio");
    if in_place > 0 {
        let title =
            format!("Settings at Twilio are in place for {}.", counted(in_place, "sender", "senders"));
        let evidence = "Each setting was read and compared with what should stand there.";
        let mut all = finding(Routes, "routes.in_place", FindingLevel::Ok, title, evidence);
        all.read_at = read_at;
        found.push(all);
    }
    found
}

/// None for a setting that is in place or does not apply.
fn judged(sender: &SenderFacts, item: &DriftItem, read_at: Option<At>) -> Option<DoctorFinding> {
    let level = match item.state {
        DriftState::InPlace | DriftState::NotApplicable => return None,
        DriftState::Accepted => FindingLevel::Ok,
        DriftState::Unknown => FindingLevel::NotCheckable,
        DriftState::Differs => item.level,
    };
    let (name, label) = (&sender.name, &item.label);
    let title = match item.state {
        DriftState::Accepted => format!("{label} of “{name}” differs, as is meant."),
        DriftState::Unknown => format!("Whether {label} of “{name}” is right is not known."),
        _ => format!("{label} of “{name}” is not as it should be."),
    };
    let mut evidence = Vec::new();
    if item.state != DriftState::Unknown {
        evidence.push(format!("Live now: {}.", item.live.as_deref().unwrap_or("nothing")));
        evidence.extend(item.should.as_ref().map(|should| format!("Should be: {should}.")));
    }
    match &item.accepted {
        Some(accepted) => evidence.push(format!("Accepted: {}", accepted.why)),
        None => evidence.push(item.why.clone()),
    }
    let id = format!("routes.{}.{}", name_of(item.setting), sender.key);
    let mut found = finding(Routes, id, level, title, evidence.join(" "));
    found.finding.remedy.clone_from(&item.remedy);
    found.finding.sources.clone_from(&item.sources);
    found.finding.sender = Some(sender.key);
    found.read_at = read_at;
    let repairable = item.state == DriftState::Differs
        && item.should.is_some()
        && item.cannot_apply.is_none()
        && level > FindingLevel::NotCheckable;
    let sender = sender.key;
    Some(found.action(if repairable {
        DoctorAction::Apply { sender, settings: vec![item.setting] }
    } else {
        DoctorAction::OpenRoute { sender }
    }))
}

fn name_of(setting: RouteSetting) -> &'static str {
    match setting {
        RouteSetting::Inbound => "inbound",
        RouteSetting::InboundFallback => "inbound_fallback",
        RouteSetting::DeliveryCallback => "delivery_callback",
        RouteSetting::MmsConverter => "mms_converter",
        RouteSetting::SmartEncoding => "smart_encoding",
        RouteSetting::ValidityPeriod => "validity_period",
        RouteSetting::ConnectionOverrides => "connection_overrides",
    }
}
