//! What is known of alphanumeric sender IDs in a country, for whoever explains a failure.

pub(crate) use super::alphanumeric::{Rule as NameRule, is_generic, rule_of as rule};
