//! What is a sender, and may a draft become one? Pure rules, with their words.

pub(crate) mod alphanumeric;
pub(crate) mod change;
mod country;
mod id;
mod mo;
mod name;
pub(crate) mod names;
pub(crate) mod national;
pub(crate) mod texts;

pub use country::Country;
pub use id::SenderId;
pub(crate) use id::is_toll_free;
pub use name::NAME_LIMIT;
pub use texts::TEXT_LIMIT;

use texts::Lines;

use crate::data_centre::DataCentre;
use crate::wire::{FieldError, FieldNote, NoteLevel, SenderDraft, SenderType, Suggestion, WireError};

/// A sender that keeps all rules: only [`check_in`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    name: String,
    ways: Ways,
    texts: Texts,
}

/// What a sender is, and so what it can do: only one that takes replies has an MO callback or sends MMS.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ways {
    Both {
        kind: TwoWay,
        sender_id: String,
        supports_mms: bool,
        mo_custom: Option<String>,
    },
    /// Alphanumeric: it sends text, and nobody can reply.
    One {
        sender_id: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TwoWay {
    ShortCode,
    LongCode,
    MessagingService,
}

/// The unsubscribe text, and the fields that are ours and not MoEngage's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    pub unsubscribe_text: String,
    pub notes: String,
    pub owner: String,
    pub purpose: String,
    pub country: Option<Country>,
}

/// What of a workspace the rules of its senders depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    pub data_centre: DataCentre,
    /// Whether *MO callback URL* and *SMS unsubscribe text* are shown.
    pub keyword_management: bool,
}

impl Sender {
    fn new(name: String, id: SenderId, supports_mms: bool, mo_custom: Option<String>, texts: Texts) -> Self {
        let sender_id = id.as_str().to_owned();
        let both = |kind| Ways::Both { kind, sender_id: sender_id.clone(), supports_mms, mo_custom };
        let ways = match id.kind() {
            SenderType::ShortCode => both(TwoWay::ShortCode),
            SenderType::LongCode => both(TwoWay::LongCode),
            SenderType::MessagingService => both(TwoWay::MessagingService),
            SenderType::Alphanumeric => Ways::One { sender_id },
        };
        Self { name, ways, texts }
    }

    /// The name, without blanks at its ends.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its type.
    pub fn kind(&self) -> SenderType {
        match self.ways {
            Ways::Both { kind: TwoWay::ShortCode, .. } => SenderType::ShortCode,
            Ways::Both { kind: TwoWay::LongCode, .. } => SenderType::LongCode,
            Ways::Both { kind: TwoWay::MessagingService, .. } => SenderType::MessagingService,
            Ways::One { .. } => SenderType::Alphanumeric,
        }
    }

    /// The number, code, service SID or text.
    pub fn sender_id(&self) -> &str {
        match &self.ways {
            Ways::Both { sender_id, .. } | Ways::One { sender_id } => sender_id,
        }
    }

    /// Whether it sends MMS; never for an alphanumeric sender.
    pub fn supports_mms(&self) -> bool {
        matches!(self.ways, Ways::Both { supports_mms: true, .. })
    }

    /// The MO callback typed in place of the data centre's; never for an alphanumeric sender.
    pub fn mo_custom(&self) -> Option<&str> {
        match &self.ways {
            Ways::Both { mo_custom, .. } => mo_custom.as_deref(),
            Ways::One { .. } => None,
        }
    }

    /// The fields of text.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }
}

/// What the rules make of type and sender ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedId {
    pub notes: Vec<FieldNote>,
    /// When its shape is right for its type.
    pub id: Option<SenderId>,
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

/// Checks type and sender ID of a draft alone.
pub fn check(draft: &SenderDraft) -> CheckedId {
    let country = country::read(&draft.country).ok().flatten();
    match draft.sender_type {
        None => CheckedId { notes: vec![id::missing_type(&draft.sender_id)], id: None },
        Some(kind) => match id::read(kind, &draft.sender_id, country) {
            Ok((id, notes)) => CheckedId { notes, id: Some(id) },
            Err(fault) => CheckedId { notes: vec![*fault], id: None },
        },
    }
}

/// Checks a draft of the form *Sender Details* (MoEngage guide) for a workspace.
pub fn check_in(draft: &SenderDraft, around: Around) -> Checked {
    let kind = draft.sender_type;
    let mut notes = Vec::new();
    if draft.supports_mms && kind == Some(SenderType::Alphanumeric) {
        notes.push(
            problem("supports_mms", "An alphanumeric sender ID sends text only: it cannot support MMS.")
                .suggesting("Turn off MMS", "supports_mms", "false"),
        );
    }
    let name = name::read(&draft.name).map_err(|message| notes.push(problem("name", message))).ok();
    let CheckedId { notes: of_id, id } = check(draft);
    notes.extend(of_id);
    let mo_custom = match mo::read(draft.mo_callback_url.as_deref(), kind, around) {
        Ok((url, remarks)) => {
            notes.extend(remarks);
            url
        }
        Err(problems) => {
            notes.extend(problems);
            None
        }
    };
    let mut text = |field, label, text: &str, lines| {
        texts::read(field, label, text, lines).map_err(|fault| notes.push(*fault)).unwrap_or_default()
    };
    let unsubscribe_text =
        text("unsubscribe_text", "The unsubscribe text", &draft.unsubscribe_text, Lines::Several);
    let own = (
        text("notes", "The notes", &draft.notes, Lines::Several),
        text("owner", "The owner", &draft.owner, Lines::One),
        text("purpose", "The purpose", &draft.purpose, Lines::One),
    );
    if around.keyword_management {
        notes.extend(texts::remark(&unsubscribe_text, kind));
    }
    let country = country::read(&draft.country).map_err(|fault| notes.push(*fault)).ok().flatten();
    notes.extend(id.as_ref().and_then(|id| country::remark(id.kind(), id.as_str(), country)));

    let sender = match (&id, name) {
        (Some(id), Some(name)) if notes.iter().all(|note| note.level < NoteLevel::Problem) => {
            let (notes, owner, purpose) = own;
            let texts = Texts { unsubscribe_text, notes, owner, purpose, country };
            Some(Sender::new(name, id.clone(), draft.supports_mms, mo_custom, texts))
        }
        _ => None,
    };
    Checked { notes, id, sender }
}

/// The warning that another sender of the workspace has the same name.
pub fn same_name(other: &str) -> FieldNote {
    note(NoteLevel::Warning, "name", format!("Another sender of this workspace is named “{other}”."))
}

pub(crate) fn note(level: NoteLevel, field: &str, message: impl Into<String>) -> FieldNote {
    FieldNote { field: field.to_owned(), level, message: message.into(), suggestion: None }
}

pub(crate) fn problem(field: &str, message: impl Into<String>) -> FieldNote {
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
mod tests;
