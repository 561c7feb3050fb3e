//! A workspace or a sender as named values in the order in which they are written; what diff and merge compare.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{SharedSender, SharedWorkspace};

/// Values by their names.
pub(crate) type Values = BTreeMap<String, Value>;

/// The fields of a workspace, in their order.
pub(crate) const WORKSPACE: [&str; 8] = [
    "name",
    "environment",
    "colour",
    "dataCentre",
    "keywordManagement",
    "account",
    "defaultSender",
    "deliveryCallback",
];

/// The fields of a sender, in their order.
pub(crate) const SENDER: [&str; 11] = [
    "id",
    "name",
    "type",
    "senderId",
    "supportsMms",
    "moCallback",
    "unsubscribeText",
    "notes",
    "owner",
    "purpose",
    "country",
];

/// Something that is made of named values.
pub(crate) trait Record: Sized {
    /// Its known fields in their order; unknown ones follow by name.
    const FIELDS: &'static [&'static str];

    fn values(&self) -> Values;
    /// None where a value is not of its type, or one that is needed is missing.
    fn from_values(values: Values) -> Option<Self>;
}

macro_rules! record {
    ($type:ty, $fields:expr) => {
        impl Record for $type {
            const FIELDS: &'static [&'static str] = &$fields;

            fn values(&self) -> Values {
                match serde_json::to_value(self) {
                    Ok(Value::Object(fields)) => fields.into_iter().collect(),
                    _ => Values::new(),
                }
            }

            fn from_values(values: Values) -> Option<Self> {
                serde_json::from_value(Value::Object(values.into_iter().collect())).ok()
            }
        }
    };
}

record!(SharedWorkspace, WORKSPACE);
record!(SharedSender, SENDER);

/// The names of fields that one of the two has, in the order in which they are written.
pub(crate) fn names<'a, R: Record>(all: impl IntoIterator<Item = &'a Values>) -> Vec<String> {
    let mut present: std::collections::BTreeSet<&str> =
        all.into_iter().flat_map(|values| values.keys()).map(String::as_str).collect();
    let known: Vec<_> = R::FIELDS.iter().copied().filter(|name| present.remove(name)).collect();
    known.into_iter().chain(present).map(str::to_owned).collect()
}

/// A value on one line, for people: text as it is, a URL with where it comes from.
pub(crate) fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str);
            match (text("url"), text("provenance"), text("sid"), text("alias")) {
                (Some(url), Some(provenance), ..) => format!("{url} ({provenance})"),
                (.., Some(sid), _) => sid.to_owned(),
                (.., Some(alias)) => format!("“{alias}”"),
                _ => value.to_string(),
            }
        }
        other => other.to_string(),
    }
}
