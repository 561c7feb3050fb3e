//! What do MoEngage and Twilio take as media, and where does MMS go? From a dated data file.

use std::sync::LazyLock;

use serde::Deserialize;
use twilio_messaging::E164;

use crate::source::source;

/// The data file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Facts {
    pub(crate) as_of: String,
    #[serde(rename = "note")]
    _note: String,
    pub(crate) moengage: MoEngage,
    pub(crate) twilio: Twilio,
    regions: Vec<Region>,
}

/// What MoEngage's campaigns take.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoEngage {
    source: String,
    pub(crate) bytes: u64,
    types: Vec<Type>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Type {
    r#type: String,
    extensions: Vec<String>,
}

/// What Twilio takes for MMS.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Twilio {
    source: String,
    /// Media of one message.
    pub(crate) media: usize,
    /// Of the whole message.
    pub(crate) bytes: u64,
    pub(crate) bytes_unless_image: u64,
    types: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    name: String,
    /// Calling code.
    calling: String,
    /// Digits that numbers of other countries with this code begin with.
    except: Vec<String>,
    /// Pages that list it.
    named_by: Vec<String>,
    /// Pages that list others only.
    left_out_by: Vec<String>,
}

static FACTS: LazyLock<Facts> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/mms.json"))
        .expect("data/mms.json is well formed, which a test proves")
});

/// The facts as of their date.
pub(crate) fn facts() -> &'static Facts {
    &FACTS
}

impl Facts {
    /// Whether MMS may not reach this recipient, and who says so; none where all pages say that it does.
    pub(crate) fn doubt_about(&self, recipient: &E164) -> Option<String> {
        let as_of = &self.as_of;
        match self.regions.iter().find(|region| region.has(recipient)) {
            None => {
                let agreed = self.regions.iter().find(|region| region.left_out_by.is_empty())?;
                let (name, pages) = (&agreed.name, titles(&agreed.named_by));
                Some(format!(
                    "MMS reaches phones in {name} ({pages}, as of {as_of}), and this recipient is elsewhere. Without \
                     the MMS Converter of a Messaging Service it will be refused or not arrive."
                ))
            }
            Some(region) if region.left_out_by.is_empty() => None,
            Some(region) => Some(format!(
                "The lists disagree on {}: {} names it, {} does not (as of {as_of}).",
                region.name,
                titles(&region.named_by),
                titles(&region.left_out_by)
            )),
        }
    }

    /// Whether a number is one of the United States or Canada: of their calling code, and of no other country with it.
    pub(crate) fn is_us_or_canada(&self, recipient: &E164) -> bool {
        self.regions.iter().any(|region| region.calling == "1" && region.has(recipient))
    }

    /// Whether MoEngage takes this type of content, written in lower case.
    pub(crate) fn moengage_takes(&self, content_type: &str) -> bool {
        self.moengage.types.iter().any(|known| known.r#type == content_type)
    }

    /// Whether Twilio takes this type of content for MMS, written in lower case.
    pub(crate) fn twilio_takes(&self, content_type: &str) -> bool {
        self.twilio.types.iter().any(|known| known == content_type)
    }

    /// Whether MoEngage takes files that end so, written in lower case.
    pub(crate) fn moengage_takes_extension(&self, extension: &str) -> bool {
        self.moengage.types.iter().any(|known| known.extensions.iter().any(|own| own == extension))
    }

    /// What MoEngage takes, as it names them: `JPG, JPEG, …`.
    pub(crate) fn moengage_types(&self) -> String {
        let extensions = self.moengage.types.iter().flat_map(|known| &known.extensions);
        extensions.map(|extension| extension.to_uppercase()).collect::<Vec<_>>().join(", ")
    }

    /// The page that says what MoEngage takes.
    pub(crate) fn moengage_page(&self) -> String {
        titles(std::slice::from_ref(&self.moengage.source))
    }

    /// The page that says what Twilio takes.
    pub(crate) fn twilio_page(&self) -> String {
        titles(std::slice::from_ref(&self.twilio.source))
    }
}

impl Region {
    fn has(&self, recipient: &E164) -> bool {
        let digits = recipient.as_str().trim_start_matches('+');
        digits.starts_with(&self.calling) && !self.except.iter().any(|other| digits.starts_with(other))
    }
}

fn titles(ids: &[String]) -> String {
    let titles: Vec<_> =
        ids.iter().filter_map(|id| source(id)).map(|page| format!("“{}”", page.title)).collect();
    titles.join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubt(recipient: &str) -> Option<String> {
        facts().doubt_about(&recipient.parse().unwrap())
    }

    #[test]
    fn the_file_is_dated_and_names_pages_that_are_known() {
        let facts = facts();
        facts.as_of.parse::<jiff::civil::Date>().unwrap();
        let pages = facts.regions.iter().flat_map(|region| region.named_by.iter().chain(&region.left_out_by));
        for id in pages.chain([&facts.moengage.source, &facts.twilio.source]) {
            assert!(source(id).is_some(), "{id}");
        }
        for known in &facts.moengage.types {
            assert!(facts.twilio_takes(&known.r#type), "{}: Twilio would refuse it", known.r#type);
        }
    }

    #[test]
    fn the_united_states_and_canada_are_beyond_doubt() {
        assert_eq!(doubt("+15551230001"), None);
        assert_eq!(doubt("+14165550123"), None);
    }

    #[test]
    fn other_countries_are_doubted_those_that_share_calling_code_1_too() {
        for recipient in ["+447700900123", "+18765550123", "+12425550123"] {
            let doubt = doubt(recipient).unwrap();
            assert!(doubt.contains("the United States and Canada") && doubt.contains("elsewhere"), "{doubt}");
        }
    }

    #[test]
    fn both_lists_are_told_for_australia() {
        let doubt = doubt("+61491570156").unwrap();
        assert!(doubt.contains("disagree on Australia"));
        assert!(doubt.contains("“MoEngage: Introduction to MMS” names it"), "{doubt}");
        assert!(doubt.contains("“MoEngage: Create an MMS campaign” does not"), "{doubt}");
    }

    #[test]
    fn the_types_are_those_of_moengage() {
        assert_eq!(facts().moengage_types(), "JPG, JPEG, PNG, GIF, MP4, WEBM");
        assert!(!facts().moengage_takes_extension("heic"));
    }
}
