//! A workspace looked at once with Twilio's eyes: a desk in a folder that is thrown away, its secret in memory alone.
//!
//! The application's own folder is read and never written; what is learnt stays in the output.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use clap::ValueHint;
use secrecy::{ExposeSecret as _, SecretString};
use senderdesk_core::desk::DeskOptions;
use senderdesk_core::ids::{JobId, WorkspaceId};
use senderdesk_core::keychain::{Keychain, MemoryStore};
use senderdesk_core::library::Bound;
use senderdesk_core::share::document::{Origin, ShareFile};
use senderdesk_core::share::read::Document;
use senderdesk_core::share::write::{Form, share_file};
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, SystemClock};
use tempfile::TempDir;

use crate::commands::senders::chosen;
use crate::database::Database;
use crate::finding::{Finding, Level};
use crate::input::{self, Content};

const SID: &str = "TWILIO_ACCOUNT_SID";
const TOKEN: &str = "TWILIO_AUTH_TOKEN";
const KEY: &str = "TWILIO_API_KEY";
const SECRET: &str = "TWILIO_API_SECRET";
/// Asked instead of Twilio; loopback only, as for the application.
const URL: &str = "SENDERDESK_TWILIO_URL";

/// Which workspace is looked at, and with which credential
#[derive(Debug, clap::Args)]
pub struct Look {
    /// A share file of the workspace; - reads standard input. Without one, the application's database
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "workspace")]
    file: Option<PathBuf>,

    /// The workspace of the application by its name; needed where there are several
    #[arg(long, value_name = "NAME")]
    workspace: Option<String>,

    /// A command whose first line of output is the Auth Token, or the secret of the API key in TWILIO_API_KEY
    #[arg(long, value_name = "COMMAND", value_hint = ValueHint::CommandString)]
    token_command: Option<String>,
}

/// A workspace that is looked at.
pub struct Glance {
    pub desk: Desk,
    pub workspace: WorkspaceId,
    pub name: String,
    /// Holds the folder until the end.
    _folder: TempDir,
}

impl Glance {
    /// Connects, and takes up the senders.
    ///
    /// # Errors
    /// Where the file or database cannot be read, there is no credential, or Twilio does not take it; in words.
    pub async fn open(args: &Look, data: Option<&Path>) -> Result<Self, Finding> {
        let (file, bound) = wanted(args, data)?;
        let credential = credential(args, &file, bound.as_ref()).await?;
        let folder = tempfile::tempdir().map_err(|error| {
            wrong(format!("No folder for the time of the check can be made: {error}."), "Mend TMPDIR.")
        })?;
        let options = DeskOptions {
            data_dir: folder.path().to_owned(),
            clock: Arc::new(SystemClock),
            keychain: Keychain::new(MemoryStore::default(), Keychain::LIMIT),
            twilio_url: std::env::var(URL).ok(),
        };
        let desk = Desk::open(options).await.map_err(|error| wrong(error.to_string(), ""))?;
        let glance = Self::of(desk, folder, &file, bound, credential).await;
        glance.map_err(told)
    }

    async fn of(
        desk: Desk,
        folder: TempDir,
        file: &ShareFile,
        bound: Option<Bound>,
        credential: CredentialDraft,
    ) -> Result<Self, WireError> {
        let of = &file.workspace;
        let name = of.name.as_ref().map_or("Check", |name| name.as_str()).to_owned();
        let data_centre = of.data_centre.clone().unwrap_or_else(|| "DC-01".to_owned());
        let connect = ConnectDraft {
            workspace_name: name.clone(),
            environment: of.environment.unwrap_or(Environment::Staging),
            data_centre: data_centre.clone(),
            credential,
        };
        let workspace = match desk.connect(connect).await? {
            ConnectOutcome::Kept { workspace, .. } => workspace.id,
            ConnectOutcome::Refused { twilio, causes, .. } => {
                let message = format!("Twilio refused this credential: {}", twilio.message);
                return Err(WireError::new(ErrorCode::Twilio, message).with_hint(causes.join(" ")));
            }
            ConnectOutcome::Unreachable { message, hint } => {
                return Err(WireError::new(ErrorCode::Network, message).with_hint(hint));
            }
            _ => return Err(WireError::new(ErrorCode::Internal, "The credential was not kept in memory.")),
        };
        let custom = bound.as_ref().and_then(|bound| bound.delivery_url.clone());
        let of_file = of.delivery_callback.as_ref().filter(|url| matches!(url.provenance, Origin::Custom));
        let settings = WorkspaceDraft {
            name: name.clone(),
            colour: of.colour.unwrap_or(ColourTag::Blue),
            environment: of.environment.unwrap_or(Environment::Staging),
            data_centre,
            keyword_management: of.keyword_management.unwrap_or_default(),
            delivery_url: custom
                .or_else(|| of_file.map(|url| url.url.as_str().to_owned()))
                .unwrap_or_default(),
        };
        desk.update_workspace(workspace, settings).await?;
        if !file.senders.is_empty() {
            let text = share_file(file, Form::Yaml);
            let import = desk.paste_import(Some(workspace), text, JobId::fresh()).await?;
            desk.apply_import(import.id, JobId::fresh()).await?;
        }
        if let Some(bound) = &bound {
            desk.type_mo_urls(workspace, bound.mo_urls.clone()).await?;
        }
        desk.read_live(workspace, true, JobId::fresh()).await?;
        desk.accept_as_before(workspace, bound.map(|bound| bound.accepted).unwrap_or_default()).await?;
        Ok(Self { desk, workspace, name, _folder: folder })
    }

    pub async fn close(self) {
        self.desk.close().await;
    }
}

/// Runs a command that asks Twilio.
pub fn block_on<T>(work: impl Future<Output = Result<T, Finding>>) -> Result<T, Finding> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| wrong(format!("No thread can be started: {error}."), ""))?.block_on(work)
}

pub fn told(error: WireError) -> Finding {
    let fields = error.fields.iter().map(|field| field.message.as_str());
    let message = match error.fields.is_empty() {
        true => error.message,
        false => fields.collect::<Vec<_>>().join(" "),
    };
    wrong(message, error.hint.unwrap_or_default())
}

fn wrong(message: impl Into<String>, hint: impl Into<String>) -> Finding {
    Finding::general(Level::Error, message, hint)
}

/// The workspace with its senders; from the database, with what it is bound to.
fn wanted(args: &Look, data: Option<&Path>) -> Result<(ShareFile, Option<Bound>), Finding> {
    let Some(path) = &args.file else {
        let database = Database::open(data)?;
        let name = chosen(&database, args.workspace.as_deref())?;
        let (file, _) = database.share_file(&name, None)?;
        return Ok((file, Some(database.bound(&name)?)));
    };
    let named = input::name(path);
    let checked = input::checked(path)?;
    if let Some(fault) = checked.faults.kept.into_iter().find(|fault| fault.level == NoteLevel::Problem) {
        return Err(Finding { level: Level::Error, ..Finding::of_fault(&named, fault) });
    }
    match checked.content {
        Content::Document(Document::Share(file)) => match incomplete(&file) {
            None => Ok((file, None)),
            Some(place) => Err(Finding::of_file(
                &named,
                Level::Error,
                format!("{place} has a placeholder in it: what should stand at Twilio is not known."),
                "Check from the application's database, which has the whole URL, or put it in the file.",
            )),
        },
        Content::Document(Document::Backup(_)) | Content::Table(_) => Err(Finding::of_file(
            &named,
            Level::Error,
            "A check is of one workspace: this is no share file.",
            "Export the workspace as a share file.",
        )),
    }
}

/// A custom URL of which something was left out: comparing with it would find a difference that is none.
fn incomplete(file: &ShareFile) -> Option<String> {
    let of_workspace =
        file.workspace.delivery_callback.iter().map(|url| ("The delivery callback".to_owned(), url));
    let of_senders = file.senders.iter().filter_map(|sender| {
        Some((format!("The MO callback of “{}”", sender.name.as_str()), sender.mo_callback.as_ref()?))
    });
    let mut custom =
        of_workspace.chain(of_senders).filter(|(_, url)| matches!(url.provenance, Origin::Custom));
    custom.find(|(_, url)| url.url.has_placeholder()).map(|(place, _)| place)
}

/// From the command, the environment or the keychain, in this order.
async fn credential(
    args: &Look,
    file: &ShareFile,
    bound: Option<&Bound>,
) -> Result<CredentialDraft, Finding> {
    let var = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let account = file.workspace.account.as_ref();
    let of_file = bound.map(|bound| bound.account_sid.clone()).or(account.and_then(|one| one.sid.clone()));
    let of_file = of_file.filter(|sid| !sid.is_empty());
    let region = bound.map(|bound| bound.region).or(account.and_then(|one| one.region));
    let key = var(KEY);
    let given = match &args.token_command {
        Some(command) => Some(first_line(command)?),
        None => var(if key.is_some() { SECRET } else { TOKEN }).map(SecretString::from),
    };
    let (secret, key) = match (given, bound) {
        (Some(secret), _) => (secret, key),
        (None, Some(Bound { in_keychain: Some(id), api_key_sid, .. })) => {
            let kept = Keychain::system().get(*id).await.map_err(|fault| {
                wrong(
                    format!("The keychain does not give the secret: {fault}."),
                    format!("Unlock it, or give the secret by {TOKEN} or --token-command."),
                )
            })?;
            let kept = kept.ok_or_else(|| {
                wrong("The keychain has no secret of this workspace.", "Reauthenticate in Senderdesk.")
            })?;
            (kept, api_key_sid.clone())
        }
        (None, _) => {
            return Err(wrong(
                "There is no credential to ask Twilio with.",
                format!("Set {SID} and {TOKEN}, or {KEY} and {SECRET}, or name a --token-command."),
            ));
        }
    };
    let username = var(SID)
        .or_else(|| of_file.clone())
        .ok_or_else(|| wrong("It is not known which Twilio account to ask.", format!("Set {SID}.")))?;
    if let Some(of_file) = of_file.filter(|sid| *sid != username.trim()) {
        let message = format!("{SID} is {}, and the workspace is of {of_file}.", username.trim());
        return Err(wrong(message, "Another account says nothing of these senders: set the right one."));
    }
    Ok(CredentialDraft {
        region: region.unwrap_or(RegionChoice::Us1),
        username,
        kind: if key.is_some() { CredentialKind::ApiKey } else { CredentialKind::AuthToken },
        api_key_sid: key.unwrap_or_default(),
        secret: SecretText(secret),
        keep: Keep::Keychain,
        keep_unverified: false,
    })
}

/// What a command of the operator's prints first. Its errors go to standard error as they are.
fn first_line(command: &str) -> Result<SecretString, Finding> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let ran =
        Command::new(shell).args([flag, command]).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = ran.map_err(|error| wrong(format!("The token command does not run: {error}."), ""))?;
    // What it printed is no part of what is said: it may be the secret.
    let printed = SecretString::from(String::from_utf8_lossy(&output.stdout).into_owned());
    let line = printed.expose_secret().lines().next().unwrap_or_default().trim();
    match output.status.success() && !line.is_empty() {
        true => Ok(SecretString::from(line.to_owned())),
        false => Err(wrong(
            format!("The token command printed no secret: {}.", output.status),
            "Its first line has to be the Auth Token, or the secret of the API key.",
        )),
    }
}
