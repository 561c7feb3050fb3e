//! What does a text become as SMS, from this sender to these recipients?
//!
//! Counting and cutting are [`crate::segments`]; here is what is counted (the words of a trial account, the
//! unsubscribe text), which header applies, and what is to be said of the numbers.

use super::draft::LONGEST_BODY;
use super::text::text_sent;
use crate::segments::{self, Cut, Encoding, Foreign, Header, Manner, Smart};
use crate::source::sources;
use crate::wire::{
    ForeignCharacter, GsmSubstitute, Meter, Provenance, Said, SmartEncoding, SubstituteManner,
};

/// What Twilio puts before the text of a trial account. It was seen; that it counts is not documented.
pub(crate) const TRIAL_WORDS: &str = "Sent from your Twilio trial account - ";

/// The most characters that are listed.
const LISTED: usize = 60;

/// What is measured.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Typed<'a> {
    pub(crate) body: &'a str,
    pub(crate) has_media: bool,
    /// The chosen sender's unsubscribe text, and whether it goes along.
    pub(crate) unsubscribe_text: Option<&'a str>,
    pub(crate) unsubscribe: bool,
    pub(crate) is_trial: bool,
    pub(crate) toll_free: TollFree,
    /// Whether there are recipients outside the United States and Canada as well.
    pub(crate) elsewhere: bool,
    pub(crate) service: Option<ServiceKnown>,
}

/// Whether the message may come from a toll-free number to the United States or Canada.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum TollFree {
    #[default]
    No,
    /// The sender is one.
    Yes,
    /// The service has one in its pool and may choose it.
    Perhaps,
}

/// What is known of the Messaging Service that is the sender.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ServiceKnown {
    /// None where it was not read.
    pub(crate) smart_encoding: Option<bool>,
}

/// Counts, cuts and says what is to be known.
pub(crate) fn meter(typed: Typed<'_>) -> Meter {
    let before = if typed.is_trial { TRIAL_WORDS } else { "" };
    let sent = text_sent(typed.body, typed.unsubscribe_text.filter(|_| typed.unsubscribe));
    let after = sent.strip_prefix(typed.body).unwrap_or_default();
    let text = format!("{before}{sent}");
    let header = if typed.toll_free == TollFree::Yes { Header::TollFree } else { Header::Standard };
    let cut = segments::cut(&text, header);
    let characters = sent.chars().count();
    let base = Meter {
        encoding: cut.encoding.name().to_owned(),
        characters: number(characters),
        most_characters: number(LONGEST_BODY),
        units: cut.units,
        room: cut.room(header),
        segments: cut.segments,
        is_mms: typed.has_media,
        before: before.to_owned(),
        after: after.to_owned(),
        cuts: Vec::new(),
        foreign: Vec::new(),
        more_foreign: 0,
        smart_encoding: None,
        unsubscribe_text: typed
            .unsubscribe_text
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
        remarks: remarks(typed, &text, characters, &cut, header),
    };
    if typed.has_media {
        return Meter { segments: 1, ..base };
    }
    let foreign = if cut.encoding == Encoding::Ucs2 { segments::foreign(&text) } else { Vec::new() };
    Meter {
        more_foreign: number(foreign.len().saturating_sub(LISTED)),
        foreign: foreign.into_iter().take(LISTED).map(listed).collect(),
        smart_encoding: typed.service.and_then(|service| smart(service, &text, &cut, header)),
        cuts: cut.places,
        ..base
    }
}

fn listed(found: Foreign) -> ForeignCharacter {
    let Foreign { text, count, at, code_points, name, substitute } = found;
    let substitute = substitute.map(|substitute| GsmSubstitute {
        text: substitute.text,
        manner: match substitute.manner {
            Manner::LookAlike => SubstituteManner::LookAlike,
            Manner::Removed => SubstituteManner::Removed,
            Manner::Respelled => SubstituteManner::Respelled,
        },
    });
    ForeignCharacter { text, code_points, name: name.map(str::to_owned), count, at, substitute }
}

fn smart(service: ServiceKnown, text: &str, cut: &Cut, header: Header) -> Option<SmartEncoding> {
    let Smart { text: written, reaches_gsm, replaced, unsure, left } = segments::smart(text)?;
    let with = if reaches_gsm { segments::cut(&written, header) } else { cut.clone() };
    let does = if reaches_gsm {
        let characters = counted(replaced, "character", "characters");
        let parts = counted(with.segments, "segment", "segments");
        let more = if with.segments > cut.segments {
            ", more than as it is typed: some become several characters"
        } else {
            ""
        };
        format!("it replaces {characters}: GSM-7, {parts}{more}.")
    } else {
        let left: Vec<String> = left.iter().take(5).map(|sign| format!("“{sign}”")).collect();
        format!(
            "it does not reach GSM-7: it has nothing for {}. Whether it replaces other characters all the same is \
             not documented.",
            left.join(", ")
        )
    };
    let does = match service.smart_encoding {
        Some(true) => format!("Smart Encoding is on for this service: {does}"),
        Some(false) => format!("Smart Encoding is off for this service. Switched on, {does}"),
        None => format!("If Smart Encoding is on for this service (it was not read here), {does}"),
    };
    let unsure = if unsure { " What it writes for a tab and some blanks is not confirmed." } else { "" };
    Some(SmartEncoding {
        on: service.smart_encoding,
        replaced: if reaches_gsm { replaced } else { 0 },
        encoding: with.encoding.name().to_owned(),
        segments: with.segments,
        says: Said {
            text: format!("{does}{unsure}"),
            provenance: Provenance::Derived,
            sources: sources(segments::smart_source_ids()),
        },
    })
}

fn remarks(typed: Typed<'_>, text: &str, characters: usize, cut: &Cut, header: Header) -> Vec<Said> {
    let mut said = Vec::new();
    if characters > LONGEST_BODY {
        let over = characters - LONGEST_BODY;
        said.push(documented(
            format!(
                "{over} characters too many: Twilio takes {LONGEST_BODY} at most, whatever the encoding."
            ),
            &["twilio-messages"],
        ));
    }
    if typed.has_media {
        said.push(documented(
            "With media it is an MMS: one segment, whatever the text.".to_owned(),
            &["twilio-messages"],
        ));
        return said;
    }
    if typed.is_trial {
        said.push(derived(
            format!(
                "Counted with “{}”, which Twilio puts before the texts of a trial account. That it counts is not \
                 documented.",
                TRIAL_WORDS.trim_end()
            ),
            &["twilio-sms-limit"],
        ));
    }
    said.extend(toll_free(typed, text, cut, header));
    if cut.segments_by_character != cut.segments {
        said.push(derived(
            format!(
                "Counted as Twilio's calculator does, which never cuts what is read as one character. Cut inside of \
                 one, it is {}.",
                counted(cut.segments_by_character, "segment", "segments")
            ),
            &["twilio-sms-limit"],
        ));
    }
    let (alone, part) = segments::limits(cut.encoding, header);
    let most = if cut.segments == 1 { alone } else { part };
    if cut.filled.iter().any(|filled| *filled > most) {
        said.push(derived(
            "Marks make one character longer than a segment. How it is cut is not known.".to_owned(),
            &["twilio-sms-limit"],
        ));
    }
    said
}

/// What a toll-free number changes, where it does.
fn toll_free(typed: Typed<'_>, text: &str, cut: &Cut, header: Header) -> Option<Said> {
    let other = match header {
        Header::Standard => Header::TollFree,
        Header::TollFree => Header::Standard,
    };
    let others = segments::cut(text, other).segments;
    let (_, part) = segments::limits(cut.encoding, Header::TollFree);
    let says = match typed.toll_free {
        TollFree::No => return None,
        TollFree::Yes if cut.segments == 1 => return None,
        TollFree::Yes => {
            let elsewhere = if typed.elsewhere && others != cut.segments {
                format!(" To other countries it is {}.", counted(others, "segment", "segments"))
            } else {
                String::new()
            };
            format!(
                "From a toll-free number to the United States or Canada a segment of a longer message holds {part}.\
                 {elsewhere}"
            )
        }
        TollFree::Perhaps if others == cut.segments => return None,
        TollFree::Perhaps => format!(
            "If the service chooses its toll-free number, it is {}: a segment then holds {part}.",
            counted(others, "segment", "segments")
        ),
    };
    Some(documented(says, &["twilio-sms-limit"]))
}

fn documented(text: String, pages: &[&str]) -> Said {
    Said { text, provenance: Provenance::Documented, sources: sources(pages) }
}

fn derived(text: String, pages: &[&str]) -> Said {
    Said { provenance: Provenance::Derived, ..documented(text, pages) }
}

fn counted(count: u32, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
