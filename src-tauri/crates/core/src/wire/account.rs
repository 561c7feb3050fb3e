//! Accounts, credentials and what a credential may do, as the page sees them.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{At, DataCentreView, TwilioAnswer, WorkspaceView};

/// A secret on its way in. It cannot be serialized, and prints as nothing.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct SecretText(pub SecretString);

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretText(…)")
    }
}

#[cfg(feature = "typescript")]
impl specta::Type for SecretText {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        String::definition(types)
    }
}

/// Where Twilio processes the account: credentials belong to one region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RegionChoice {
    Us1,
    Ie1,
    Au1,
}

/// What authenticates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum CredentialKind {
    AuthToken,
    ApiKey,
}

/// Where the secret is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// In the system's keychain.
    Keychain,
    /// In memory, until the application quits.
    UntilQuit,
}

/// The credential part of a form. `secret` is the Auth Token, or the API key's secret.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct CredentialDraft {
    pub region: RegionChoice,
    /// *Username*: the Account SID, as typed.
    pub username: String,
    pub kind: CredentialKind,
    /// `SK…`, as typed; ignored for an Auth Token.
    pub api_key_sid: String,
    pub secret: SecretText,
    pub keep: Keep,
    /// Keep it although Twilio could not be reached. Ignored when Twilio answered.
    pub keep_unverified: bool,
}

/// The form *Connect a Twilio account*.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ConnectDraft {
    pub workspace_name: String,
    pub environment: super::Environment,
    /// `DC-03`, `3`, or a pasted dashboard address.
    pub data_centre: String,
    pub credential: CredentialDraft,
}

/// The fields of the form that hold no secret, to be checked while typing.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ConnectShape {
    pub workspace_name: String,
    pub data_centre: String,
    pub username: String,
    pub kind: CredentialKind,
    pub api_key_sid: String,
}

/// What became of *Save* in the connect or reauthenticate form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ConnectOutcome {
    /// Kept. `unverified` when Twilio could not be reached and the operator chose to keep it all the same.
    /// `other_account` when a different Account SID replaced the former one: how many senders may not belong to it.
    Kept { workspace: Box<WorkspaceView>, unverified: bool, other_account: Option<u32> },
    /// Twilio refused the credential for everything that was asked. Nothing was kept.
    Refused { access: Vec<AccessRow>, twilio: TwilioAnswer, causes: Vec<String>, offer_other_regions: bool },
    /// Twilio was not reached, so nothing is known of the credential. Nothing was kept; it may be kept unverified.
    Unreachable { message: String, hint: String },
    /// Twilio took the credential, but the keychain did not. Nothing was kept; it may be kept until quit.
    NotKept { access: Vec<AccessRow>, fault: KeychainFault },
}

/// Why the keychain could not be used, and what to install or unlock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct KeychainFault {
    pub message: String,
    pub hint: String,
}

/// What a credential may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    ReadAccount,
    ReadNumbers,
    ReadServices,
    ReadMessages,
    ReadBalance,
    Send,
}

/// Whether it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Access {
    Yes,
    No,
    /// Asked, without an answer that tells.
    CouldNotCheck,
    /// Not asked: sending is only known by sending.
    NotTried,
}

/// One row of the access matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct AccessRow {
    pub capability: Capability,
    pub access: Access,
    /// Why not, or why it is no failure; in words.
    pub reason: Option<String>,
    /// When it was asked.
    pub at: Option<At>,
}

/// The same read in another region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct RegionReading {
    pub region: RegionChoice,
    pub access: Access,
    pub message: String,
}

/// Where a kept secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum KeptIn {
    Keychain,
    Memory,
    /// The practice account's token never leaves the simulator's own file.
    Practice,
    /// It was kept until quit, and the application has quit since: *Reauthenticate*.
    Nowhere,
    /// None was ever given: the workspace came from a file. *Reauthenticate* brings one.
    NotYet,
}

/// The account of a workspace. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct AccountView {
    /// `AC…`, shown as *Username*; empty while it is not known: a file masked it.
    pub account_sid: String,
    /// The name in Twilio; none where the credential cannot read it.
    pub friendly_name: Option<String>,
    /// `Trial`, `Full`; none where not read.
    pub kind: Option<String>,
    /// `active`, `suspended`, `closed`, or `suspended or closed` where Twilio's refusal does not say which; none where
    /// not read.
    pub status: Option<String>,
    pub region: RegionChoice,
    pub credential: CredentialKind,
    pub api_key_sid: Option<String>,
    pub kept_in: KeptIn,
    /// When Twilio last took this credential; none while unverified.
    pub verified_at: Option<At>,
    pub access: Vec<AccessRow>,
    pub balance: Option<BalanceReading>,
    /// The amount under which the operator wants to be told: decimal text in the account's currency.
    pub balance_floor: Option<String>,
    /// Whether the last balance is under it.
    pub below_floor: bool,
    /// What a trial, suspended or closed account cannot do.
    pub limits: Vec<super::Finding>,
    /// Names of the workspaces that share it, this one included.
    pub shared_by: Vec<String>,
}

/// One balance that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct BalancePoint {
    pub at: At,
    pub amount: String,
    pub currency: String,
}

/// How many senders of a workspace stand in its account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct OwnershipReport {
    pub found: u32,
    pub not_found: u32,
    pub could_not_check: u32,
}

/// What *Check balance* brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "reading", rename_all = "snake_case")]
pub enum BalanceReading {
    /// Amount and currency exactly as Twilio gives them.
    Known { amount: String, currency: String, at: At },
    /// Why there is none to show.
    None { reason: String, at: At },
}

/// One remark on a field while typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct FieldNote {
    pub field: String,
    pub level: NoteLevel,
    pub message: String,
    /// What one click could put there instead.
    pub suggestion: Option<Suggestion>,
}

/// How much a remark weighs: a problem keeps the form from being saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum NoteLevel {
    Info,
    Warning,
    Problem,
}

/// A remedy of one click: `label` says what it does, `field` takes `value`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Suggestion {
    pub label: String,
    pub field: String,
    pub value: String,
}

/// The answer to [`ConnectShape`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ConnectNotes {
    pub notes: Vec<FieldNote>,
    pub data_centre: Option<DataCentreView>,
}
