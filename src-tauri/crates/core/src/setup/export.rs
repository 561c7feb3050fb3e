//! What does a worksheet look like in a file, for a person who has the logins and not this application?

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};

use super::plan::{self, Recorded};
use super::{Ticked, html, markdown, worksheet};
use crate::ids::SenderKey;
use crate::share::Shareable;
use crate::store::senders::KeptSender;
use crate::store::ticks::Ticks;
use crate::wire::{At, Click, LabelVariant, Provenance, StepState, Worksheet, WorksheetFormat};

/// What is written: one sender's worksheet, or that of the workspace and then what each sender has of its own.
pub(crate) struct Export {
    pub(crate) recorded: Recorded,
    /// Whether the file is for one sender, the only one of `senders`.
    pub(crate) one: bool,
    pub(crate) senders: Vec<KeptSender>,
    pub(crate) of_workspace: Ticks,
    pub(crate) ticks: HashMap<SenderKey, Ticks>,
}

impl Export {
    /// Writes all worksheets, one after the other: ten thousand need no more memory than one.
    pub(crate) fn write(&self, out: &mut dyn Write, format: WorksheetFormat) -> io::Result<()> {
        let number = self.recorded.workspace.data_centre.number();
        let dashboard = format!("https://dashboard-{number:02}.moengage.com/");
        let none = Ticks::new();
        let ticked = |sender: Option<&KeptSender>| Ticked {
            workspace: &self.of_workspace,
            sender: sender.and_then(|sender| self.ticks.get(&sender.key)).unwrap_or(&none),
        };
        let first = self.senders.first().filter(|_| self.one);
        let sheet = worksheet(&self.recorded, first, plan::parts(&self.recorded, first), &ticked(first));
        let rest = if self.one { &[][..] } else { &self.senders[..] };
        let rest = rest.iter().map(|sender| {
            let parts = plan::own(&self.recorded.workspace, sender);
            worksheet(&self.recorded, Some(sender), parts, &ticked(Some(sender)))
        });
        let sheets = std::iter::once(sheet).chain(rest).map(without_secrets);
        match format {
            WorksheetFormat::Markdown => markdown::write(out, &dashboard, sheets),
            WorksheetFormat::Html => html::write(out, &dashboard, sheets),
        }
    }
}

/// What leaves in a file has no secret in it, wherever somebody typed one: a placeholder stands there instead.
fn without_secrets(mut sheet: Worksheet) -> Worksheet {
    let clean = |text: &mut String| {
        let of_url = text.contains("://") && !text.contains(char::is_whitespace);
        *text = if of_url { Shareable::url(text) } else { Shareable::text(text) }.0.to_string();
    };
    clean(&mut sheet.workspace_name);
    if let Some(sender) = &mut sheet.sender {
        clean(&mut sender.name);
        clean(&mut sender.sender_id);
    }
    for step in sheet.sections.iter_mut().flat_map(|section| &mut section.steps) {
        step.value.iter_mut().for_each(clean);
        step.remarks.iter_mut().for_each(|said| clean(&mut said.text));
    }
    sheet
}

/// What a file of a worksheet is called: lower-case letters, digits, `-` and a dot, on every system.
pub(crate) fn file_name(workspace: &str, sender: Option<&str>, format: WorksheetFormat) -> String {
    let end = match format {
        WorksheetFormat::Markdown => "md",
        WorksheetFormat::Html => "html",
    };
    let names = [Some("worksheet"), Some(workspace), sender].into_iter().flatten().map(plain);
    let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
    format!("{}.{end}", names.join("-"))
}

pub(crate) fn plain(name: &str) -> String {
    // A name may be a token, by mistake; that of a file is seen by more than the file.
    let name = Shareable::text(name).0;
    let signs = name.as_str().chars().take(40).flat_map(char::to_lowercase);
    let signs = signs.map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' });
    let words: String = signs.collect();
    words.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// The heading of one worksheet.
pub(super) fn heading(sheet: &Worksheet) -> &str {
    sheet.sender.as_ref().map_or(&sheet.workspace_name, |sender| &sender.name)
}

/// How a step stands, in words; a date as the day in UTC.
pub(super) fn standing(state: StepState, ticked_at: Option<At>) -> String {
    let day = ticked_at.map(|at| at.0.strftime("%Y-%m-%d").to_string()).unwrap_or_default();
    match state {
        StepState::Open => "to do".to_owned(),
        StepState::Done => format!("ticked on {day}"),
        StepState::Reopened => format!("to do again: changed since it was ticked on {day}"),
        StepState::NothingToDo => "nothing to do".to_owned(),
        StepState::CannotSay => "cannot be done as things stand".to_owned(),
    }
}

/// What follows a value or a statement that is not simply documented.
pub(crate) fn mark(provenance: Provenance) -> Option<&'static str> {
    match provenance {
        Provenance::Documented => None,
        Provenance::Derived => Some("derived, not confirmed"),
        Provenance::Custom => Some("recorded here"),
        Provenance::NotFound => Some("not documented"),
    }
}

/// The other names of labels on this way that the file has not told yet.
pub(super) fn new_variants<'a>(
    path: &'a [Click],
    told: &mut BTreeSet<String>,
) -> Vec<(&'a Click, &'a LabelVariant)> {
    let new: Vec<&Click> = path.iter().filter(|click| told.insert(click.label.clone())).collect();
    new.into_iter().flat_map(|click| click.variants.iter().map(move |variant| (click, variant))).collect()
}

/// Without signs that turn the direction of what follows, or end the line: they are shown by their number.
pub(crate) fn visible(text: &str) -> String {
    let turns =
        |sign| matches!(sign, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut shown = String::new();
    for sign in text.chars() {
        if sign.is_control() || turns(sign) {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(sign)));
        } else {
            shown.push(sign);
        }
    }
    shown
}

/// What stands above every file.
pub(super) const ABOUT: &str = "What to enter where, in MoEngage and in Twilio. It was made from what is recorded in \
    Senderdesk; nothing of it was read from MoEngage. It holds no secret: take the Auth Token from Twilio's console.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_has_letters_digits_hyphens_and_a_dot() {
        let cases = [
            (("Shop", None), "worksheet-shop.md"),
            (("Shop DE", Some("Offers & more!")), "worksheet-shop-de-offers-more.md"),
            (("../../etc", Some("a/b\\c\n<d>")), "worksheet-etc-a-b-c-d.md"),
            (("مبيعات", Some("🎉")), "worksheet.md"),
        ];
        for ((workspace, sender), name) in cases {
            assert_eq!(file_name(workspace, sender, WorksheetFormat::Markdown), name);
        }
        assert!(file_name(&"x".repeat(500), None, WorksheetFormat::Html).len() < 64);
    }
}
