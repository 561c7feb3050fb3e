//! What stands well with a workspace, what does not, and what cannot be known? Pure: facts in, findings out; the reading
//! is in `desk`.
//!
//! A thing that could not be read is *not checkable*, with the reason, and never ok.

mod account;
mod alerts;
mod compare;
mod countries;
pub(crate) mod export;
pub(crate) mod facts;
mod finding;
mod moengage;
pub(crate) mod reach;
mod registration;
mod routes;
mod senders;

use std::collections::HashMap;

pub(crate) use compare::{against, counts};
use facts::Facts;

use crate::wire::DoctorFinding;

/// At most so many findings of a kind name one sender each.
const NAMED: usize = 100;

/// Judges all that was read: by area, worst first within it, each id once.
pub(crate) fn examine(facts: &Facts) -> Vec<DoctorFinding> {
    let mut found = account::credential(facts);
    found.extend(account::state(facts));
    found.extend(senders::senders(facts));
    found.extend(routes::routes(facts));
    found.extend(registration::registration(facts));
    found.extend(countries::countries(facts));
    found.extend(alerts::alerts(facts));
    found.extend(moengage::moengage(facts));
    found.push(moengage::opt_out());
    found.push(moengage::reachability());
    in_order(found)
}

/// In the order of a report, with ids that are given once.
fn in_order(mut found: Vec<DoctorFinding>) -> Vec<DoctorFinding> {
    let mut given: HashMap<String, usize> = HashMap::new();
    for one in &mut found {
        let times = given.entry(one.finding.id.clone()).or_default();
        *times += 1;
        // A sender may share its number with several workspaces.
        if *times > 1 {
            one.finding.id = format!("{}.{times}", one.finding.id);
        }
    }
    found.sort_by_key(|one| (one.area, std::cmp::Reverse(one.finding.level)));
    found
}

/// A number with its noun.
fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests;
