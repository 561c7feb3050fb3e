//! Is what was typed into the workspace form acceptable, and what should its operator know before saving it?

use crate::account::form::{problem, read_data_centre, workspace_name};
use crate::callback::lint;
use crate::data_centre::DataCentre;
use crate::ids::{AccountId, WorkspaceId};
use crate::store::workspaces::{FileMore, Workspace};
use crate::wire::*;
use crate::words::pasted;

/// The form, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WorkspaceForm {
    pub(crate) name: String,
    pub(crate) colour: ColourTag,
    pub(crate) environment: Environment,
    pub(crate) data_centre: DataCentre,
    pub(crate) keyword_management: bool,
    pub(crate) delivery_url: Option<String>,
}

/// What the form stands in.
pub(crate) struct Surroundings {
    /// Whether its account is the built-in practice account.
    pub(crate) practice: bool,
    /// Whether the workspace is there already.
    pub(crate) exists: bool,
    pub(crate) senders: u32,
    /// Whether another workspace has the name that was typed.
    pub(crate) same_name: bool,
}

impl WorkspaceForm {
    /// Parses, or says of every field what is wrong with it. `practice` is whether the account is the practice one.
    pub(crate) fn parse(draft: &WorkspaceDraft, practice: bool) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = workspace_name("name", &draft.name).map_err(|error| errors.push(error)).ok();
        errors.extend(misplaced(draft.environment, practice));
        let data_centre = read_data_centre(&draft.data_centre).map_err(|error| errors.push(error)).ok();
        let delivery_url = Some(pasted(&draft.delivery_url)).filter(|url| !url.is_empty());
        if let (Some(url), Some(data_centre)) = (delivery_url, data_centre) {
            let refused = lint("delivery_url", url, data_centre).into_iter();
            errors.extend(refused.filter(|note| note.level == NoteLevel::Problem).map(|note| FieldError {
                field: note.field,
                message: note.message,
                hint: None,
            }));
        }
        match (name, data_centre) {
            (Some(name), Some(data_centre)) if errors.is_empty() => Ok(Self {
                name,
                colour: draft.colour,
                environment: draft.environment,
                data_centre,
                keyword_management: draft.keyword_management,
                delivery_url: delivery_url.map(str::to_owned),
            }),
            _ => Err(errors),
        }
    }

    /// A new workspace of this form, which uses this account.
    pub(crate) fn into_workspace(self, account: AccountId, at: At) -> Workspace {
        Workspace {
            id: WorkspaceId::fresh(),
            name: self.name,
            colour: self.colour,
            environment: self.environment,
            data_centre: self.data_centre,
            keyword_management: self.keyword_management,
            delivery_url: self.delivery_url,
            account,
            created_at: at,
            more: FileMore::default(),
        }
    }
}

/// Remarks while typing: a field that is still empty is no problem yet.
pub(crate) fn notes(draft: &WorkspaceDraft, around: &Surroundings) -> (Vec<FieldNote>, Option<DataCentre>) {
    let mut notes = Vec::new();
    let mut note = |field: &str, level, message: String| {
        notes.push(FieldNote { field: field.to_owned(), level, message, suggestion: None });
    };
    if around.same_name {
        let message = "Another workspace has this name: it could be mistaken for it.";
        note("name", NoteLevel::Warning, message.to_owned());
    }
    if draft.keyword_management && around.senders > 1 {
        note("keyword_management", NoteLevel::Warning, several_senders(around.senders));
    }
    let data_centre = read_data_centre(&draft.data_centre);
    if let Ok(found) = &data_centre {
        let view = found.view();
        if !view.known {
            let message = format!(
                "MoEngage's pages do not list {found}. It is kept; every URL that follows from it is derived, not \
                 documented."
            );
            note("data_centre", NoteLevel::Info, message);
        } else if !around.exists && view.open_for_new == Some(false) {
            let message = format!("MoEngage opens no new workspaces in {found}; one that is there stays.");
            note("data_centre", NoteLevel::Info, message);
        }
    }
    if !pasted(&draft.name).is_empty() {
        notes.extend(workspace_name("name", &draft.name).err().map(problem));
    }
    notes.extend(misplaced(draft.environment, around.practice).map(problem));
    let url = pasted(&draft.delivery_url);
    match data_centre {
        Ok(data_centre) => {
            if !url.is_empty() {
                notes.extend(lint("delivery_url", url, data_centre));
            }
            (notes, Some(data_centre))
        }
        Err(error) => {
            if !pasted(&draft.data_centre).is_empty() {
                notes.push(problem(error));
            }
            (notes, None)
        }
    }
}

/// What MoEngage's pages say of keywords and several senders, for a workspace that has both.
pub(crate) fn several_senders(senders: u32) -> String {
    format!(
        "MoEngage does not support keyword management with several senders, and this workspace has {senders}."
    )
}

/// The practice account is for practice, and nothing else is.
fn misplaced(environment: Environment, practice: bool) -> Option<FieldError> {
    let (message, hint) = match (environment == Environment::Practice, practice) {
        (true, false) => (
            "A practice workspace uses the built-in practice account.",
            "Choose production or staging, or Explore with a practice account instead.",
        ),
        (false, true) => (
            "This workspace uses the built-in practice account: it stays a practice workspace.",
            "Connect an account of Twilio's for a production or staging workspace.",
        ),
        _ => return None,
    };
    Some(FieldError {
        field: "environment".to_owned(),
        message: message.to_owned(),
        hint: Some(hint.to_owned()),
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn draft() -> WorkspaceDraft {
        WorkspaceDraft {
            name: "Shop".into(),
            colour: ColourTag::Blue,
            environment: Environment::Staging,
            data_centre: "DC-03".into(),
            keyword_management: false,
            delivery_url: String::new(),
        }
    }

    fn around() -> Surroundings {
        Surroundings { practice: false, exists: true, senders: 1, same_name: false }
    }

    fn said(draft: &WorkspaceDraft, around: &Surroundings) -> Vec<(String, NoteLevel)> {
        notes(draft, around).0.into_iter().map(|note| (note.field, note.level)).collect()
    }

    fn wrong(change: impl FnOnce(&mut WorkspaceDraft)) -> Vec<String> {
        let mut draft = draft();
        change(&mut draft);
        let errors = WorkspaceForm::parse(&draft, false).unwrap_err();
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_pasted_dashboard_address_and_blanks_around_everything_are_taken() {
        let draft = WorkspaceDraft {
            name: " Shop\n".into(),
            data_centre: "https://dashboard-101.moengage.com/v4/".into(),
            delivery_url: "\u{feff} https://api-101.moengage.com/sms/dlr/twilio\n".into(),
            ..draft()
        };
        let form = WorkspaceForm::parse(&draft, false).unwrap();
        assert_eq!((form.name.as_str(), form.data_centre.to_string().as_str()), ("Shop", "DC-101"));
        assert_eq!(form.delivery_url.as_deref(), Some("https://api-101.moengage.com/sms/dlr/twilio"));
    }

    #[test]
    fn each_wrong_field_is_named() {
        assert_eq!(wrong(|draft| draft.name = " ".into()), ["name"]);
        assert_eq!(wrong(|draft| draft.name = "two\nlines".into()), ["name"]);
        assert_eq!(wrong(|draft| draft.data_centre = "moon".into()), ["data_centre"]);
        assert_eq!(wrong(|draft| draft.environment = Environment::Practice), ["environment"]);
        assert!(
            wrong(|draft| draft.delivery_url = "http://api-03.moengage.com/x".into())
                .contains(&"delivery_url".into())
        );
    }

    #[test]
    fn the_practice_account_is_for_practice_alone() {
        assert!(WorkspaceForm::parse(&draft(), true).is_err());
        let practice = WorkspaceDraft { environment: Environment::Practice, ..draft() };
        assert!(WorkspaceForm::parse(&practice, true).is_ok());
        let around = Surroundings { practice: true, ..around() };
        assert_eq!(said(&draft(), &around), [("environment".to_owned(), NoteLevel::Problem)]);
    }

    #[test]
    fn while_typing_an_empty_field_is_no_problem() {
        let empty = WorkspaceDraft { name: String::new(), data_centre: String::new(), ..draft() };
        assert_eq!(said(&empty, &around()), []);
    }

    #[test]
    fn keywords_with_several_senders_are_warned_of() {
        let keywords = WorkspaceDraft { keyword_management: true, ..draft() };
        assert_eq!(said(&keywords, &around()), []);
        let several = Surroundings { senders: 2, ..around() };
        assert_eq!(said(&draft(), &several), []);
        assert_eq!(said(&keywords, &several), [("keyword_management".to_owned(), NoteLevel::Warning)]);
    }

    #[test]
    fn an_unknown_data_centre_is_kept_and_said_and_a_closed_one_only_for_a_new_workspace() {
        let info = [("data_centre".to_owned(), NoteLevel::Info)];
        let unknown = WorkspaceDraft { data_centre: "dashboard-77.moengage.com".into(), ..draft() };
        assert_eq!(said(&unknown, &around()), info);
        assert!(WorkspaceForm::parse(&unknown, false).is_ok());
        let closed = WorkspaceDraft { data_centre: "5".into(), ..draft() };
        assert_eq!(said(&closed, &around()), []);
        assert_eq!(said(&closed, &Surroundings { exists: false, ..around() }), info);
    }

    #[test]
    fn a_name_that_another_workspace_has_is_warned_of() {
        let around = Surroundings { same_name: true, ..around() };
        assert_eq!(said(&draft(), &around), [("name".to_owned(), NoteLevel::Warning)]);
    }
}
