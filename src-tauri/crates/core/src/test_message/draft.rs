//! Can this test be sent as it is typed, and if not, what is wrong with which field?
//!
//! Nothing typed is changed but for what a paste brings to the ends of recipient and media; anything else is offered
//! as a suggestion. Warnings keep nothing from being sent.

use twilio_messaging::E164;
use url::Url;

use super::text::text_sent;
use super::{phone, recipient};
use crate::media::{facts::facts, link};
use crate::sender;
use crate::wire::{FieldNote, NoteLevel, RegionChoice, SenderDraft, SenderType, TestDraft, TestForm};
use crate::words::pasted;

/// Characters that Twilio takes in a text (Twilio, messages resource, *Body*).
pub(crate) const LONGEST_BODY: usize = 1600;

/// Whom a test is sent from, as far as the rules need it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sending<'a> {
    pub(crate) sender_type: SenderType,
    pub(crate) sender_id: &'a str,
    /// *This sender supports MMS* as it is recorded; none for a sender that is not saved.
    pub(crate) supports_mms: Option<bool>,
    /// Where Twilio processes the account.
    pub(crate) region: RegionChoice,
    /// What goes after the text when it is ticked; empty where the sender has none.
    pub(crate) unsubscribe_text: &'a str,
}

impl Sending<'_> {
    /// The text as it is sent.
    pub(crate) fn text(&self, body: &str, unsubscribe: bool) -> String {
        text_sent(body, unsubscribe.then_some(self.unsubscribe_text))
    }
}

/// What a draft without a problem sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sendable {
    pub(crate) to: E164,
    /// With the unsubscribe text, where it is ticked.
    pub(crate) text: String,
    pub(crate) media: Vec<Url>,
}

/// What the rules say of recipient, text and media, in the order of the form; and what is sent, when no note is a
/// problem.
pub(crate) fn read(draft: &TestDraft, sender: Sending<'_>) -> (Vec<FieldNote>, Option<Sendable>) {
    let mut notes = Vec::new();
    let to = phone::read("recipient", &draft.recipient).map_err(|note| notes.push(*note)).ok();
    if let Some(to) = &to {
        notes.extend(to_itself("recipient", to, sender.sender_id));
    }
    let text = sender.text(&draft.body, draft.unsubscribe);
    notes.extend(body(&text, !draft.media.is_empty()));
    let media = media(&draft.media, Some(sender), &mut notes);
    let refused = notes.iter().any(|note| note.level == NoteLevel::Problem);
    (notes, to.filter(|_| !refused).map(|to| Sendable { to, text, media }))
}

/// What the rules say of the form while it is typed, in its order, and the number of each recipient where it is one.
/// Without a sender only what does not depend on it is judged. National numbers are read as dialled in `homes`;
/// `most` is how many recipients the operator allows at once.
pub(crate) fn check(
    form: &TestForm,
    sender: Option<Sending<'_>>,
    homes: &[String],
    most: u32,
) -> (Vec<FieldNote>, Vec<Option<E164>>) {
    let mut notes = Vec::new();
    let mut numbers: Vec<Option<E164>> = Vec::new();
    for (nth, typed) in form.recipients.iter().enumerate() {
        let field = format!("recipient.{nth}");
        let number = recipient::read(&field, typed, homes).map_err(|of_it| notes.extend(of_it)).ok();
        if let Some(number) = &number {
            let sender_id = sender.map(|sender| sender.sender_id);
            notes.extend(sender_id.and_then(|sender_id| to_itself(&field, number, sender_id)));
            notes.extend(recipient::doubt(number).map(|doubt| warning(&field, doubt.to_owned())));
            let of_media = if form.media.is_empty() { None } else { facts().doubt_about(number) };
            notes.extend(of_media.map(|doubt| warning(&field, doubt)));
            let earlier = numbers.iter().position(|other| other.as_ref() == Some(number));
            notes.extend(earlier.map(|row| {
                problem(&field, format!("Recipient {} is the same phone: remove one of them.", row + 1))
            }));
        }
        numbers.push(number);
    }
    notes.extend(too_many(form.recipients.len(), most));
    let text = match sender {
        Some(sender) => sender.text(&form.body, form.unsubscribe),
        None => form.body.clone(),
    };
    notes.extend(body(&text, !form.media.is_empty()));
    media(&form.media, sender, &mut notes);
    (notes, numbers)
}

fn too_many(recipients: usize, most: u32) -> Option<FieldNote> {
    let over =
        recipients.checked_sub(usize::try_from(most).unwrap_or(usize::MAX)).filter(|&over| over > 0)?;
    let message = format!(
        "These are {recipients} recipients; a test goes to {most} at most at once. Remove {over}, or raise the limit."
    );
    Some(problem("recipients", message))
}

/// The sender ID of an unsaved sender as it would be sent, or the problem with it.
pub(crate) fn sender_id(kind: SenderType, typed: &str) -> Result<String, Box<FieldNote>> {
    match sender::check(&unnamed(kind, typed)).id {
        Some(id) => Ok(id.as_str().to_owned()),
        None => {
            let mut problems = sender_notes(kind, typed).into_iter();
            let found = problems.find(|note| note.level == NoteLevel::Problem);
            Err(Box::new(
                found.unwrap_or_else(|| problem("sender_id", "This is not a sender ID.".to_owned())),
            ))
        }
    }
}

/// What the rules say of the ID of a sender that is not saved.
pub(crate) fn sender_notes(kind: SenderType, typed: &str) -> Vec<FieldNote> {
    let notes = sender::check(&unnamed(kind, typed)).notes;
    notes.into_iter().filter(|note| note.field == "sender_id").collect()
}

/// The media as they are sent, if none has a problem.
pub(crate) fn media_sent(typed: &[String]) -> Option<Vec<Url>> {
    typed.iter().map(|typed| link::read(typed).ok()).collect()
}

/// A sender under test needs no name.
fn unnamed(kind: SenderType, typed: &str) -> SenderDraft {
    SenderDraft { sender_type: Some(kind), sender_id: typed.to_owned(), ..SenderDraft::default() }
}

/// What keeps the text from being sent, if anything does.
fn body(typed: &str, has_media: bool) -> Option<FieldNote> {
    let characters = typed.chars().count();
    if typed.trim().is_empty() && !has_media {
        return Some(problem("body", "Write a text: Twilio sends no empty message.".to_owned()));
    }
    (characters > LONGEST_BODY).then(|| {
        let over = characters - LONGEST_BODY;
        let message = format!("The text is {over} characters too long: Twilio takes {LONGEST_BODY} at most.");
        problem("body", message)
    })
}

/// The media that can be sent; notes on the whole stand at `media`, on one of them at `media.0`, `media.1`, ….
fn media(typed: &[String], sender: Option<Sending<'_>>, notes: &mut Vec<FieldNote>) -> Vec<Url> {
    if typed.is_empty() {
        return Vec::new();
    }
    notes.extend(sender.and_then(not_an_mms_sender));
    let most = facts().twilio.media;
    if typed.len() > most {
        let message = format!("Twilio takes {most} media in a message at most; these are {}.", typed.len());
        notes.push(problem("media", message));
    }
    let mut sent = Vec::new();
    for (nth, typed) in typed.iter().enumerate() {
        let field = format!("media.{nth}");
        match link::read(typed) {
            Ok(url) => {
                notes.extend(foreign_type(&url).map(|message| warning(&field, message)));
                sent.push(url);
            }
            Err(message) => notes.push(problem(&field, message)),
        }
    }
    sent
}

fn not_an_mms_sender(sender: Sending<'_>) -> Option<FieldNote> {
    if sender.sender_type == SenderType::Alphanumeric {
        let message =
            "An alphanumeric sender ID sends text only: remove the media, or choose another sender.";
        return Some(problem("media", message.to_owned()));
    }
    if sender.region == RegionChoice::Ie1 {
        let message = "Twilio's region Ireland (IE1) has no MMS: it will be refused.";
        return Some(warning("media", message.to_owned()));
    }
    (sender.supports_mms == Some(false)).then(|| {
        let message =
            "This sender is not recorded as one that supports MMS. If it does, tick it in its details.";
        warning("media", message.to_owned())
    })
}

/// What a file's ending says before anybody is asked; without an ending nothing is known.
fn foreign_type(url: &Url) -> Option<String> {
    let (_, extension) = url.path_segments()?.next_back()?.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let facts = facts();
    (!facts.moengage_takes_extension(&extension)).then(|| {
        format!(
            "By its name this is a {} file. Twilio may take it; MoEngage takes {} ({}).",
            extension.to_uppercase(),
            facts.moengage_types(),
            facts.moengage_page()
        )
    })
}

/// Twilio refuses a message to its own sender (21211).
fn to_itself(field: &str, recipient: &E164, sender_id: &str) -> Option<FieldNote> {
    (recipient.as_str() == pasted(sender_id))
        .then(|| problem(field, "The recipient is the sender itself; choose another phone.".to_owned()))
}

fn problem(field: &str, message: String) -> FieldNote {
    FieldNote { field: field.to_owned(), level: NoteLevel::Problem, message, suggestion: None }
}

fn warning(field: &str, message: String) -> FieldNote {
    FieldNote { level: NoteLevel::Warning, ..problem(field, message) }
}

#[cfg(test)]
mod tests;
