//! Is what was typed into the connect form acceptable by its shape, and if not, what is it?
//!
//! Blanks and line ends around a paste are dropped without a word. Nothing here asks Twilio, and nothing here can
//! show a secret.

use secrecy::{ExposeSecret, SecretString};
use twilio_messaging::sid::{AccountSid, ApiKeySid, SidError, SidFault, SidKind};

use crate::data_centre::{DataCentre, DataCentreError};
use crate::wire::*;
use crate::words::{pasted, sentence};

/// Longest workspace name, in characters.
pub(crate) const NAME_LIMIT: usize = 500;

/// The credential part of a form, parsed.
pub(crate) struct CredentialForm {
    pub(crate) region: RegionChoice,
    pub(crate) account: AccountSid,
    /// None for an Auth Token.
    pub(crate) api_key: Option<ApiKeySid>,
    pub(crate) secret: SecretString,
    pub(crate) keep: Keep,
    pub(crate) keep_unverified: bool,
}

/// The whole connect form, parsed.
pub(crate) struct ConnectForm {
    pub(crate) workspace_name: String,
    pub(crate) environment: Environment,
    pub(crate) data_centre: DataCentre,
    pub(crate) credential: CredentialForm,
}

impl CredentialForm {
    /// Parses, or says of every field what is wrong with it.
    pub(crate) fn parse(draft: CredentialDraft) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let account = username(&draft.username).map_err(|error| errors.push(error)).ok();
        let api_key = match draft.kind {
            CredentialKind::AuthToken => None,
            CredentialKind::ApiKey => {
                api_key_sid(&draft.api_key_sid).map_err(|error| errors.push(error)).ok()
            }
        };
        let secret = secret(draft.kind, &draft.secret).map_err(|error| errors.push(error)).ok();
        match (account, secret) {
            (Some(account), Some(secret)) if errors.is_empty() => Ok(Self {
                region: draft.region,
                account,
                api_key,
                secret,
                keep: draft.keep,
                keep_unverified: draft.keep_unverified,
            }),
            _ => Err(errors),
        }
    }

    /// What authenticates.
    pub(crate) fn kind(&self) -> CredentialKind {
        if self.api_key.is_some() { CredentialKind::ApiKey } else { CredentialKind::AuthToken }
    }
}

impl ConnectForm {
    /// Parses, or says of every field what is wrong with it.
    pub(crate) fn parse(draft: ConnectDraft) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name =
            workspace_name("workspace_name", &draft.workspace_name).map_err(|error| errors.push(error)).ok();
        if draft.environment == Environment::Practice {
            errors.push(field_error(
                "environment",
                "A practice workspace uses the built-in practice account.",
                Some("Choose production or staging, or Explore with a practice account instead."),
            ));
        }
        let data_centre = read_data_centre(&draft.data_centre).map_err(|error| errors.push(error)).ok();
        let credential = CredentialForm::parse(draft.credential).map_err(|found| errors.extend(found)).ok();
        match (name, data_centre, credential) {
            (Some(workspace_name), Some(data_centre), Some(credential)) if errors.is_empty() => {
                Ok(Self { workspace_name, environment: draft.environment, data_centre, credential })
            }
            _ => Err(errors),
        }
    }
}

/// Remarks while typing: a field that is still empty is no problem yet.
pub(crate) fn notes(shape: &ConnectShape) -> ConnectNotes {
    let mut notes = Vec::new();
    if !pasted(&shape.workspace_name).is_empty() {
        notes.extend(workspace_name("workspace_name", &shape.workspace_name).err().map(problem));
    }
    let mut data_centre = None;
    if !pasted(&shape.data_centre).is_empty() {
        match read_data_centre(&shape.data_centre) {
            Ok(found) => data_centre = Some(found.view()),
            Err(error) => notes.push(problem(error)),
        }
    }
    if !pasted(&shape.username).is_empty()
        && let Err(error) = username(&shape.username)
    {
        let typed = pasted(&shape.username);
        let is_key = SidKind::of(typed) == Some(SidKind::ApiKey);
        let suggestion = is_key.then(|| suggest("Use it as the API key SID", "api_key_sid", typed));
        notes.push(FieldNote { suggestion, ..problem(error) });
    }
    if shape.kind == CredentialKind::ApiKey
        && !pasted(&shape.api_key_sid).is_empty()
        && let Err(error) = api_key_sid(&shape.api_key_sid)
    {
        let typed = pasted(&shape.api_key_sid);
        let is_account = SidKind::of(typed) == Some(SidKind::Account);
        let suggestion = is_account.then(|| suggest("Use it as the Username", "username", typed));
        notes.push(FieldNote { suggestion, ..problem(error) });
    }
    ConnectNotes { notes, data_centre }
}

/// Whether a secret has the shape that Auth Tokens have. Twilio does not document it, so it never decides anything.
pub(crate) fn looks_like_auth_token(secret: &SecretString) -> bool {
    let secret = secret.expose_secret();
    secret.len() == 32 && secret.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What a secret is when it is a SID, e.g. an Account SID pasted as *Password*.
pub(crate) fn secret_as_sid(secret: &SecretString) -> Option<SidKind> {
    SidKind::of(secret.expose_secret())
}

/// The name of a workspace: any text of one line. `field` is its name in the draft.
pub(crate) fn workspace_name(field: &str, text: &str) -> Result<String, FieldError> {
    let name = pasted(text);
    let error = |message: &str| Err(field_error(field, message, None));
    if name.is_empty() {
        error("Enter a name for this workspace.")
    } else if name.chars().count() > NAME_LIMIT {
        error("The name has more than 500 characters.")
    } else if name.chars().any(char::is_control) {
        error("The name holds a line break or another control character.")
    } else {
        Ok(name.to_owned())
    }
}

/// The data centre, in the field `data_centre`.
pub(crate) fn read_data_centre(text: &str) -> Result<DataCentre, FieldError> {
    pasted(text)
        .parse()
        .map_err(|error: DataCentreError| field_error("data_centre", &error.to_string(), None))
}

fn username(text: &str) -> Result<AccountSid, FieldError> {
    let typed = pasted(text);
    typed.parse().map_err(|error: SidError| {
        let hint = match error.found {
            Some(SidKind::ApiKey) => {
                "To use an API key, choose API key: it takes this SID, and the Username stays the Account SID."
            }
            _ => "The Username is the Account SID. In Twilio's console: Account Dashboard, Account Info.",
        };
        field_error("username", &sid_words(&error), Some(hint))
    })
}

fn api_key_sid(text: &str) -> Result<ApiKeySid, FieldError> {
    pasted(text).parse().map_err(|error: SidError| {
        let hint = "In Twilio's console: Account Dashboard, API keys & tokens.";
        field_error("api_key_sid", &sid_words(&error), Some(hint))
    })
}

fn secret(kind: CredentialKind, text: &SecretText) -> Result<SecretString, FieldError> {
    let secret = pasted(text.0.expose_secret());
    if secret.is_empty() {
        let message = match kind {
            CredentialKind::AuthToken => "Enter the Password, which is the account's Auth Token.",
            CredentialKind::ApiKey => {
                "Enter the secret of the API key. Twilio shows it once, when the key is made."
            }
        };
        return Err(field_error("secret", message, None));
    }
    Ok(SecretString::from(secret))
}

/// The client's words as a sentence.
fn sid_words(error: &SidError) -> String {
    if let (SidFault::WrongKind, Some(found)) = (error.reason, error.found) {
        let article = if found.name().starts_with('A') { "an" } else { "a" };
        let prefix = error.expected.prefixes().join(" or ");
        return format!("This is {article} {found}; the {} starts with {prefix}.", error.expected);
    }
    let mut words = error.to_string();
    if error.reason == SidFault::UnknownPrefix {
        words.push_str(", which this does not");
    }
    sentence(&words)
}

fn field_error(field: &str, message: &str, hint: Option<&str>) -> FieldError {
    FieldError { field: field.to_owned(), message: message.to_owned(), hint: hint.map(str::to_owned) }
}

/// An error of a field as a remark while typing.
pub(crate) fn problem(error: FieldError) -> FieldNote {
    FieldNote { field: error.field, level: NoteLevel::Problem, message: error.message, suggestion: None }
}

fn suggest(label: &str, field: &str, value: &str) -> Suggestion {
    Suggestion { label: label.to_owned(), field: field.to_owned(), value: value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    fn draft() -> ConnectDraft {
        ConnectDraft {
            workspace_name: "Acme".into(),
            environment: Environment::Production,
            data_centre: "DC-01".into(),
            credential: CredentialDraft {
                region: RegionChoice::Us1,
                username: format!("AC{HEX}"),
                kind: CredentialKind::AuthToken,
                api_key_sid: String::new(),
                secret: SecretText(HEX.into()),
                keep: Keep::Keychain,
                keep_unverified: false,
            },
        }
    }

    fn only_error(change: impl FnOnce(&mut ConnectDraft)) -> FieldError {
        let mut draft = draft();
        change(&mut draft);
        let mut errors = ConnectForm::parse(draft).err().expect("the form is refused");
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors.remove(0)
    }

    #[test]
    fn blanks_and_line_ends_of_a_paste_are_dropped() {
        let mut draft = draft();
        draft.workspace_name = "  Acme \r\n".into();
        draft.data_centre = " DC-01\n".into();
        draft.credential.username = format!("\u{feff} \t\u{202a}AC{HEX}\u{202c}\r\n\u{200b}");
        draft.credential.secret = SecretText(format!("\n {HEX} \r\n").into());
        let form = ConnectForm::parse(draft).expect("a good form");
        assert_eq!(form.workspace_name, "Acme");
        assert_eq!(form.credential.account.as_str(), format!("AC{HEX}"));
        assert_eq!(form.credential.secret.expose_secret(), HEX);
    }

    #[test]
    fn a_sid_of_another_kind_is_named_as_what_it_is() {
        let cases = [
            ("PN", "This is a Phone Number SID; the Account SID starts with AC."),
            ("MG", "This is a Messaging Service SID; the Account SID starts with AC."),
            ("SK", "This is an API key SID; the Account SID starts with AC."),
            ("SM", "This is a Message SID; the Account SID starts with AC."),
        ];
        for (prefix, message) in cases {
            let error = only_error(|draft| draft.credential.username = format!("{prefix}{HEX}"));
            assert_eq!((error.field.as_str(), error.message.as_str()), ("username", message));
        }
    }

    #[test]
    fn a_username_of_a_wrong_shape_says_what_is_wrong_with_it() {
        let cases = [
            (String::new(), "Enter the Account SID"),
            ("hello".into(), "starts with AC, which this does not."),
            (format!("ac{HEX}"), "in capital letters."),
            (format!("AC{}", &HEX[1..]), "has 34 characters, this has 33."),
            (format!("AC{}z", &HEX[1..]), "look at character 34."),
        ];
        for (username, words) in cases {
            let error = only_error(|draft| draft.credential.username = username.clone());
            assert!(error.message.contains(words), "{username:?}: {}", error.message);
        }
    }

    #[test]
    fn an_api_key_needs_its_sid_its_secret_and_the_account() {
        let mut draft = draft();
        draft.credential.kind = CredentialKind::ApiKey;
        draft.credential.username.clear();
        draft.credential.secret = SecretText(" ".into());
        let errors = ConnectForm::parse(draft).err().expect("the form is refused");
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["username", "api_key_sid", "secret"]);
    }

    #[test]
    fn an_auth_token_of_any_shape_is_taken_unless_it_is_empty() {
        let mut draft = draft();
        draft.credential.secret = SecretText("not a token".into());
        assert!(ConnectForm::parse(draft).is_ok());
        assert_eq!(only_error(|draft| draft.credential.secret = SecretText("".into())).field, "secret");
        assert!(looks_like_auth_token(&HEX.into()));
        assert!(!looks_like_auth_token(&"not a token".into()));
        assert_eq!(secret_as_sid(&format!("AC{HEX}").into()), Some(SidKind::Account));
    }

    #[test]
    fn a_workspace_name_is_any_text_of_one_line() {
        for good in ["🚀 Acme", "شركة", "<script>alert(1)</script>", &"x".repeat(500)] {
            let mut draft = draft();
            draft.workspace_name = good.to_owned();
            assert!(ConnectForm::parse(draft).is_ok(), "{good}");
        }
        for bad in [" ", "two\nlines", "nul\0", &"x".repeat(501)] {
            assert_eq!(only_error(|draft| draft.workspace_name = bad.to_owned()).field, "workspace_name");
        }
    }

    #[test]
    fn practice_is_not_an_environment_to_connect() {
        assert_eq!(only_error(|draft| draft.environment = Environment::Practice).field, "environment");
    }

    #[test]
    fn while_typing_an_empty_field_is_no_problem_and_a_key_finds_its_place() {
        let shape = |username: &str| ConnectShape {
            workspace_name: String::new(),
            data_centre: String::new(),
            username: username.to_owned(),
            kind: CredentialKind::AuthToken,
            api_key_sid: String::new(),
        };
        assert_eq!(notes(&shape("")).notes, []);
        let found = notes(&shape(&format!("SK{HEX}"))).notes;
        assert_eq!(found[0].suggestion.as_ref().expect("a remedy").field, "api_key_sid");
    }

    #[test]
    fn what_is_parsed_never_prints_a_secret() {
        let text = format!("{:?}", draft());
        assert!(!text.contains(&format!("\"{HEX}\"")), "{text}");
    }
}
