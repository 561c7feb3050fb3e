//! What a text becomes as SMS, while it is typed.

use serde::Serialize;

use super::Said;

/// How a text is counted and cut. An estimate: what Twilio reports for the message counts.
///
/// All places are in UTF-16 units, as the page counts, of the whole text: `before`, the text as typed, `after`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Meter {
    /// `GSM-7` or `UCS-2`.
    pub encoding: String,
    /// Unicode scalar values of the text that Twilio is asked to send: as typed, and the unsubscribe text where ticked.
    pub characters: u32,
    /// How many of them Twilio takes.
    pub most_characters: u32,
    /// Septets or UTF-16 units of the whole text.
    pub units: u32,
    /// How many of them the segments have room for.
    pub room: u32,
    pub segments: u32,
    /// A message with media is one segment, whatever its text.
    pub is_mms: bool,
    /// What Twilio puts before the text (trial accounts); empty otherwise.
    pub before: String,
    /// What goes after the text: line end and unsubscribe text, where ticked; empty otherwise.
    pub after: String,
    /// Where each segment but the first begins.
    pub cuts: Vec<u32>,
    /// The characters that force UCS-2, each once, in the order in which they come.
    pub foreign: Vec<ForeignCharacter>,
    /// How many more there are that are not listed.
    pub more_foreign: u32,
    /// None where the sender is no Messaging Service, or has nothing to replace.
    pub smart_encoding: Option<SmartEncoding>,
    /// The chosen sender's SMS unsubscribe text; none where it has none.
    pub unsubscribe_text: Option<String>,
    /// What else is to be known of the numbers.
    pub remarks: Vec<Said>,
}

/// A character that is not in GSM-7.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ForeignCharacter {
    /// As it stands in the text; several code points where they are read as one.
    pub text: String,
    /// `U+2019`.
    pub code_points: String,
    /// What it is called, where it cannot be told by looking at it.
    pub name: Option<String>,
    /// How often it is there.
    pub count: u32,
    /// Where; in a text that is far too long not every place.
    pub at: Vec<u32>,
    /// How it can be written in GSM-7.
    pub substitute: Option<GsmSubstitute>,
}

/// What can be written instead, and how it differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct GsmSubstitute {
    /// Empty where the character is only taken out.
    pub text: String,
    pub manner: SubstituteManner,
}

/// How a substitute differs from what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SubstituteManner {
    /// It reads the same.
    LookAlike,
    /// What goes was not seen.
    Removed,
    /// It is spelled otherwise.
    Respelled,
}

/// What Smart Encoding of the service would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SmartEncoding {
    /// Whether it is on, where the service was read.
    pub on: Option<bool>,
    /// How many characters it would replace.
    pub replaced: u32,
    /// Encoding and segments with it.
    pub encoding: String,
    pub segments: u32,
    pub says: Said,
}
