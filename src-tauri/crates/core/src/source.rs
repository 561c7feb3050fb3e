//! Which public page says so? Every statement on screen names its sources by the ids of one dated data file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::wire::SourceView;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    as_of: String,
    #[serde(rename = "note")]
    _note: String,
    sources: BTreeMap<String, Page>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    title: String,
    url: String,
    /// When it was read, where that differs from the file's date.
    as_of: Option<String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/sources.json"))
        .expect("data/sources.json is well formed, which a test proves")
});

/// The page of this id.
pub fn source(id: &str) -> Option<SourceView> {
    FILE.sources.get(id).map(|page| SourceView {
        id: id.to_owned(),
        title: page.title.clone(),
        url: page.url.clone(),
        as_of: page.as_of.clone().unwrap_or_else(|| FILE.as_of.clone()),
    })
}

/// The pages of these ids, in their order; an id that is not known is left out (a test finds it in our data files).
pub(crate) fn sources<T: AsRef<str>>(ids: &[T]) -> Vec<SourceView> {
    ids.iter().filter_map(|id| source(id.as_ref())).collect()
}

/// Ids of all pages.
pub fn ids() -> impl Iterator<Item = &'static str> {
    FILE.sources.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_dated_titled_and_on_a_site_of_moengage_or_twilio() {
        FILE.as_of.parse::<jiff::civil::Date>().unwrap();
        for id in ids() {
            let page = source(id).unwrap();
            page.as_of.parse::<jiff::civil::Date>().unwrap();
            let host = url::Url::parse(&page.url).unwrap().host_str().map(str::to_owned).unwrap();
            assert!(!page.title.is_empty(), "{id}");
            assert!(
                ["www.moengage.com", "www.twilio.com", "help.twilio.com"].contains(&host.as_str()),
                "{id}: {host}"
            );
        }
    }
}
