//! Does a file keep every rule of the forms, and do its parts fit together?

use std::collections::{BTreeSet, HashMap};

use super::document::{BackedUp, Origin, ShareFile, SharedSender, SharedUrl, SharedWorkspace};
use super::read::{Document, Fault, Faults, FilePlaces, Read, WrongSender};
use super::yaml::shown;
use crate::callback;
use crate::data_centre::DataCentre;
use crate::sender::{Around, check_in};
use crate::wire::{FieldNote, NoteLevel, ProvenUrl, Provenance, SenderDraft, SenderType};
use crate::workspace::form::several_senders;

/// Adds what the rules say to what reading found, and takes out the senders that break one.
pub fn check(read: &mut Read) {
    let faults = std::mem::take(&mut read.faults);
    let mut checker = Checker { faults };
    match &mut read.document {
        Document::Share(file) => {
            let mut none = FilePlaces::default();
            checker.file(&file.workspace, &mut file.senders, read.places.first_mut().unwrap_or(&mut none));
        }
        Document::Backup(backup) => {
            for (BackedUp { workspace, senders, .. }, places) in
                backup.workspaces.iter_mut().zip(&mut read.places)
            {
                checker.file(workspace, senders, places);
            }
        }
    }
    checker.faults.sort();
    read.faults = checker.faults;
}

/// The same of a table, which has senders and no workspace.
pub fn check_table(file: &mut ShareFile, places: &mut FilePlaces, faults: &mut Faults) {
    let mut checker = Checker { faults: std::mem::take(faults) };
    checker.senders(around(&file.workspace), &mut file.senders, places);
    checker.faults.sort();
    *faults = checker.faults;
}

/// What of a file the rules of its senders depend on; the first data centre where it names none.
pub(crate) fn around(workspace: &SharedWorkspace) -> Around {
    let named = workspace.data_centre.as_deref().and_then(|code| code.parse().ok());
    Around {
        data_centre: named.unwrap_or_else(DataCentre::first),
        keyword_management: workspace.keyword_management.unwrap_or(false),
    }
}

/// A sender as the form takes it. What the file does not say is as in an empty form.
pub(crate) fn draft(sender: &SharedSender) -> SenderDraft {
    let text = |text: &Option<super::Shareable>| text.as_ref().map(ToString::to_string).unwrap_or_default();
    SenderDraft {
        supports_mms: sender.supports_mms.unwrap_or(false),
        name: sender.name.to_string(),
        sender_type: Some(sender.sender_type),
        sender_id: sender.sender_id.to_string(),
        mo_callback_url: sender.mo_callback.as_ref().and_then(custom),
        unsubscribe_text: text(&sender.unsubscribe_text),
        notes: text(&sender.notes),
        owner: text(&sender.owner),
        purpose: text(&sender.purpose),
        country: sender.country.clone().unwrap_or_default(),
    }
}

/// The URL that an operator typed; none for one that follows from the data centre.
pub(crate) fn custom(url: &SharedUrl) -> Option<String> {
    (url.provenance == Origin::Custom).then(|| url.url.to_string())
}

/// The name in a file of a field of the form.
fn file_field(field: &str) -> &'static str {
    match field {
        "supports_mms" => "supportsMms",
        "sender_type" => "type",
        "sender_id" => "senderId",
        "mo_callback_url" => "moCallback",
        "unsubscribe_text" => "unsubscribeText",
        "notes" => "notes",
        "owner" => "owner",
        "purpose" => "purpose",
        "country" => "country",
        _ => "name",
    }
}

struct Checker {
    faults: Faults,
}

impl Checker {
    fn file(
        &mut self,
        workspace: &SharedWorkspace,
        senders: &mut Vec<SharedSender>,
        places: &mut FilePlaces,
    ) {
        self.workspace(workspace, senders.len(), places);
        self.default(workspace, senders, places);
        self.senders(around(workspace), senders, places);
    }

    fn senders(&mut self, around: Around, senders: &mut Vec<SharedSender>, places: &mut FilePlaces) {
        let mut first_of: HashMap<(SenderType, &str), usize> = HashMap::with_capacity(senders.len());
        let mut named: HashMap<String, usize> = HashMap::with_capacity(senders.len());
        let of_number = |nth: usize| shown(senders[nth].name.as_str());
        let given = callback::mo(around.data_centre);
        let mut broken = BTreeSet::new();
        for (nth, sender) in senders.iter().enumerate() {
            let here = places.senders.get(nth);
            // Every remark names the sender: a name without an end must not stand in all of them.
            let called = shown(sender.name.as_str());
            let at = |field: &str| here.map(|here| here.of(field));
            let mut found: Vec<Fault> = Vec::new();
            let mut say = |field: &str, level, message: String, hint: Option<String>| {
                found.push(Fault { at: at(field), level, message, hint, sender: Some(called.clone()) });
            };
            for FieldNote { field, level, message, suggestion, .. } in check_in(&draft(sender), around).notes
            {
                let hint = suggestion.map(|suggestion| format!("{}.", suggestion.label));
                if level > NoteLevel::Info {
                    say(file_field(&field), level, message, hint);
                }
            }
            if let Some(url) = &sender.mo_callback
                && let Some((level, message, hint)) = of_data_centre(url, &given, around.data_centre)
            {
                say("moCallback", level, message, Some(hint));
            }
            for (field, text) in texts(sender) {
                if let Some(placeholder) = super::left_out::placeholder_in(text) {
                    let message =
                        format!("{placeholder} stands for a value that was left out when the file was made.");
                    let hint =
                        "Enter the real value in Senderdesk after the import; it does not travel in files."
                            .to_owned();
                    say(field, NoteLevel::Warning, message, Some(hint));
                }
            }
            let same = (sender.sender_type, sender.sender_id.as_str());
            if let Some(other) = first_of.get(&same).map(|nth| of_number(*nth)) {
                say(
                    "senderId",
                    NoteLevel::Warning,
                    format!("The sender “{other}” of this file has the same ID."),
                    None,
                );
            }
            first_of.entry(same).or_insert(nth);
            let folded = sender.name.as_str().trim().to_lowercase();
            if let Some(other) = named.get(&folded).map(|nth| of_number(*nth)) {
                say(
                    "name",
                    NoteLevel::Warning,
                    format!("Another sender of this file is named “{other}”."),
                    None,
                );
            }
            named.entry(folded).or_insert(nth);
            for fault in &found {
                self.faults.push(fault.clone());
            }
            if found.iter().any(|fault| fault.level == NoteLevel::Problem) {
                broken.insert(nth);
                self.faults.wrong.push(WrongSender {
                    at: here.map(|here| here.at),
                    name: called,
                    id: Some(sender.id.clone()),
                    faults: found,
                });
            }
        }
        let mut nth = 0;
        senders.retain(|_| {
            nth += 1;
            !broken.contains(&(nth - 1))
        });
        let mut nth = 0;
        places.senders.retain(|_| {
            nth += 1;
            !broken.contains(&(nth - 1))
        });
    }

    fn workspace(&mut self, workspace: &SharedWorkspace, senders: usize, places: &FilePlaces) {
        let mut say = |field: &str, level, message: String, hint: Option<String>| {
            let at = places.of_workspace(field).or_else(|| places.of_workspace(""));
            self.faults.push(Fault { at, level, message, hint, sender: None });
        };
        for (field, missing) in
            [("name", workspace.name.is_none()), ("dataCentre", workspace.data_centre.is_none())]
        {
            // One that is there and wrong is told of where it was read.
            if missing && places.of_workspace(field).is_none() {
                say(
                    field,
                    NoteLevel::Problem,
                    format!("The workspace has no {field}."),
                    Some("Export it again, or write it.".to_owned()),
                );
            }
        }
        if let Some(name) = &workspace.name
            && let Err(error) = crate::account::form::workspace_name("name", name.as_str())
        {
            say("name", NoteLevel::Problem, error.message, error.hint);
        }
        if workspace.keyword_management == Some(true) && senders > 1 {
            let message = several_senders(u32::try_from(senders).unwrap_or(u32::MAX));
            say(
                "keywordManagement",
                NoteLevel::Warning,
                message,
                Some("Ask MoEngage before you rely on it.".to_owned()),
            );
        }
        let Some(url) = &workspace.delivery_callback else { return };
        let data_centre = around(workspace).data_centre;
        if url.provenance == Origin::Custom {
            for note in callback::lint("deliveryCallback", url.url.as_str(), data_centre) {
                let hint = note.suggestion.map(|suggestion| format!("{}.", suggestion.label));
                say("deliveryCallback", note.level, note.message, hint);
            }
        }
        if let Some((level, message, hint)) =
            of_data_centre(url, &callback::delivery(data_centre, None), data_centre)
        {
            say("deliveryCallback", level, message, Some(hint));
        }
    }

    fn default(&mut self, workspace: &SharedWorkspace, senders: &[SharedSender], places: &FilePlaces) {
        let at = places.of_workspace("defaultSender").or_else(|| places.of_workspace(""));
        let is_there = |id: &String| senders.iter().any(|sender| sender.id == *id);
        let (level, message, hint) = match &workspace.default_sender {
            None if senders.is_empty() => return,
            None => (
                NoteLevel::Warning,
                "No sender is the default.".to_owned(),
                "Name one by its id in defaultSender; without, the import takes the first.",
            ),
            Some(id) if is_there(id) => return,
            // One that is there but wrong is told of where it is wrong.
            Some(_) if !self.faults.wrong.is_empty() => return,
            Some(id) => (
                NoteLevel::Problem,
                format!("The default sender “{id}” is not among the senders."),
                "Write the id of one that is there.",
            ),
        };
        self.faults.push(Fault { at, level, message, hint: Some(hint.to_owned()), sender: None });
    }
}

/// What speaks against a URL that is said to follow from the data centre.
fn of_data_centre(
    url: &SharedUrl,
    given: &ProvenUrl,
    data_centre: DataCentre,
) -> Option<(NoteLevel, String, String)> {
    let is = url.url.as_str();
    match url.provenance {
        Origin::Custom => None,
        _ if is != given.url => Some((
            NoteLevel::Problem,
            format!("This is not the URL of {data_centre}."),
            format!("Write {}, or provenance: custom where it was meant.", given.url),
        )),
        origin if origin != Origin::from(given.provenance) => {
            let word = if given.provenance == Provenance::Documented { "documented" } else { "derived" };
            Some((
                NoteLevel::Warning,
                format!("For {data_centre} this URL is {word}."),
                format!("Write provenance: {word}."),
            ))
        }
        _ => None,
    }
}

fn texts(sender: &SharedSender) -> impl Iterator<Item = (&'static str, &str)> {
    let url = sender.mo_callback.as_ref().map(|url| url.url.as_str());
    [
        ("name", Some(sender.name.as_str())),
        ("senderId", Some(sender.sender_id.as_str())),
        ("moCallback", url),
        ("unsubscribeText", sender.unsubscribe_text.as_ref().map(super::Shareable::as_str)),
        ("notes", sender.notes.as_ref().map(super::Shareable::as_str)),
        ("owner", sender.owner.as_ref().map(super::Shareable::as_str)),
        ("purpose", sender.purpose.as_ref().map(super::Shareable::as_str)),
    ]
    .into_iter()
    .filter_map(|(field, text)| text.map(|text| (field, text)))
}
