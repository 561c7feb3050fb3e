//! What is a sender, and may a draft become one? Pure rules, with their words.

mod id;
mod name;

pub use id::SenderId;
pub use name::NAME_LIMIT;

use crate::wire::{FieldError, FieldNote, NoteLevel, SenderDraft, SenderType, Suggestion, WireError};

/// A sender that keeps all rules: only [`check`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    name: String,
    id: SenderId,
    supports_mms: bool,
}

impl Sender {
    /// The name, without blanks at its ends.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Type and sender ID.
    pub fn id(&self) -> &SenderId {
        &self.id
    }

    /// Whether it sends MMS; never for an alphanumeric sender.
    pub fn supports_mms(&self) -> bool {
        self.supports_mms
    }
}

/// What the rules make of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// In the order of the form.
    pub notes: Vec<FieldNote>,
    /// The sender ID, when its shape is right for its type.
    pub id: Option<SenderId>,
    /// The sender, when no note is a problem.
    pub sender: Option<Sender>,
}

impl Checked {
    /// The sender, or the error that names every field with a problem.
    pub fn into_sender(self) -> Result<Sender, WireError> {
        self.sender.ok_or_else(|| {
            let problems = self.notes.into_iter().filter(|note| note.level == NoteLevel::Problem);
            WireError::invalid(
                problems
                    .map(|note| FieldError {
                        field: note.field,
                        message: note.message,
                        hint: note.suggestion.map(|suggestion| suggestion.label),
                    })
                    .collect(),
            )
        })
    }
}

/// Checks a draft of the form *Sender Details* (MoEngage guide).
pub fn check(draft: &SenderDraft) -> Checked {
    let mut notes = Vec::new();
    if draft.supports_mms && draft.sender_type == Some(SenderType::Alphanumeric) {
        notes.push(
            problem("supports_mms", "An alphanumeric sender ID sends text only: it cannot support MMS.")
                .suggesting("Turn off MMS", "supports_mms", "false"),
        );
    }
    let name = name::read(&draft.name).map_err(|message| notes.push(problem("name", message))).ok();
    let id = match draft.sender_type {
        None => {
            notes.push(id::missing_type(&draft.sender_id));
            None
        }
        Some(kind) => match id::read(kind, &draft.sender_id) {
            Ok((id, remarks)) => {
                notes.extend(remarks);
                Some(id)
            }
            Err(fault) => {
                notes.push(*fault);
                None
            }
        },
    };
    let sender = match (&id, name) {
        (Some(id), Some(name)) if notes.iter().all(|note| note.level < NoteLevel::Problem) => {
            Some(Sender { name, id: id.clone(), supports_mms: draft.supports_mms })
        }
        _ => None,
    };
    Checked { notes, id, sender }
}

/// The warning that another sender of the workspace has the same type and ID.
pub fn same_id(other: &str) -> FieldNote {
    note(NoteLevel::Warning, "sender_id", format!("The sender “{other}” of this workspace has the same ID."))
}

/// The warning that another sender of the workspace has the same name.
pub fn same_name(other: &str) -> FieldNote {
    note(NoteLevel::Warning, "name", format!("Another sender of this workspace is named “{other}”."))
}

fn note(level: NoteLevel, field: &str, message: impl Into<String>) -> FieldNote {
    FieldNote { field: field.to_owned(), level, message: message.into(), suggestion: None }
}

fn problem(field: &str, message: impl Into<String>) -> FieldNote {
    note(NoteLevel::Problem, field, message)
}

impl FieldNote {
    /// With a remedy of one click.
    pub(crate) fn suggesting(
        mut self,
        label: impl Into<String>,
        field: &str,
        value: impl Into<String>,
    ) -> Self {
        self.suggestion =
            Some(Suggestion { label: label.into(), field: field.to_owned(), value: value.into() });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(sender_type: Option<SenderType>, sender_id: &str) -> SenderDraft {
        SenderDraft { supports_mms: false, name: "Offers".into(), sender_type, sender_id: sender_id.into() }
    }

    fn problems(draft: &SenderDraft) -> Vec<String> {
        let checked = check(draft);
        let found = checked.notes.into_iter().filter(|note| note.level == NoteLevel::Problem);
        found.map(|note| note.field).collect()
    }

    #[test]
    fn a_whole_draft_becomes_a_sender_without_the_blanks_of_a_paste() {
        let mut draft = draft(Some(SenderType::LongCode), " +15551230002\r\n");
        draft.name = "  Offers \n".into();
        draft.supports_mms = true;
        let sender = check(&draft).into_sender().unwrap();
        assert_eq!((sender.name(), sender.id().as_str()), ("Offers", "+15551230002"));
        assert!(sender.supports_mms());
    }

    #[test]
    fn every_field_with_a_problem_is_named_in_the_order_of_the_form() {
        let empty = SenderDraft {
            supports_mms: true,
            name: " ".into(),
            sender_type: Some(SenderType::Alphanumeric),
            sender_id: String::new(),
        };
        assert_eq!(problems(&empty), ["supports_mms", "name", "sender_id"]);
        let error = check(&empty).into_sender().unwrap_err();
        assert_eq!(error.message, "3 fields need a change.");
        assert_eq!(error.fields.len(), 3);
    }

    #[test]
    fn an_alphanumeric_sender_cannot_support_mms() {
        let mut draft = draft(Some(SenderType::Alphanumeric), "OFFERS");
        draft.supports_mms = true;
        assert_eq!(problems(&draft), ["supports_mms"]);
        draft.supports_mms = false;
        assert_eq!(problems(&draft), [""; 0]);
    }

    #[test]
    fn a_missing_type_is_suggested_from_the_id() {
        let checked = check(&draft(None, "MG0123456789abcdef0123456789abcdef"));
        let suggestion = checked.notes[0].suggestion.clone().unwrap();
        assert_eq!(
            (suggestion.field.as_str(), suggestion.value.as_str()),
            ("sender_type", "messaging_service")
        );
        assert_eq!(checked.notes[0].field, "sender_type");
        assert_eq!(check(&draft(None, "")).notes[0].suggestion, None);
    }
}
