//! Workspaces, data centres and the state of the application as the page sees them.

use serde::{Deserialize, Serialize};

use super::{AccountView, At, FieldNote, ProvenUrl};
use crate::ids::WorkspaceId;

/// What a workspace is used for. Production looks like production.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    Production,
    Staging,
    Practice,
}

/// Colour tag of a workspace; the page knows the shades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ColourTag {
    Blue,
    Green,
    Amber,
    Red,
    Violet,
    Grey,
}

/// A MoEngage data centre: from the data file, or a number it does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DataCentreView {
    /// As MoEngage writes it: `DC-01`, `DC-101`.
    pub code: String,
    /// `US`, `EU`, …; none where MoEngage's pages do not say.
    pub region: Option<String>,
    /// Whether MoEngage lists it; an unknown number is kept, and what is built on it is derived.
    pub known: bool,
    /// Whether MoEngage opens new workspaces there; none where its pages do not say.
    pub open_for_new: Option<bool>,
}

/// One workspace, as the rail and the screens show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct WorkspaceView {
    pub id: WorkspaceId,
    pub name: String,
    pub colour: ColourTag,
    pub environment: Environment,
    pub data_centre: DataCentreView,
    pub keyword_management: bool,
    /// The dashboard's *Delivery tracking URL* as the operator pasted it.
    pub delivery_url: Option<String>,
    /// Where receipts go, as far as it is known for this data centre.
    pub delivery_callback: ProvenUrl,
    /// Where replies go: the MO callback of the data centre.
    pub mo_callback: ProvenUrl,
    pub sender_count: u32,
    /// The name of the default sender.
    pub default_sender: Option<String>,
    /// Tests whose outcome is not final yet.
    pub tests_under_way: u32,
    pub account: AccountView,
}

/// The form *Workspace*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct WorkspaceDraft {
    pub name: String,
    pub colour: ColourTag,
    pub environment: Environment,
    /// `DC-03`, `3`, or a pasted dashboard address.
    pub data_centre: String,
    /// *Manage keyword based responses*, as it stands in MoEngage.
    pub keyword_management: bool,
    /// The dashboard's *Delivery tracking URL*; empty for none.
    pub delivery_url: String,
}

/// A URL that becomes another one by a change of the data centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct UrlChange {
    /// *MO callback URL*, *Delivery callback*.
    pub what: String,
    pub before: ProvenUrl,
    pub after: ProvenUrl,
    /// Senders that take it.
    pub senders: u32,
    /// Senders that keep a custom URL instead.
    pub custom: u32,
}

/// What the rules say of a workspace's draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct WorkspaceNotes {
    pub notes: Vec<FieldNote>,
    pub data_centre: Option<DataCentreView>,
    /// What would change; empty when nothing does.
    pub url_changes: Vec<UrlChange>,
}

/// A workspace that was saved, and the way back; none where nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct WorkspaceSaved {
    pub workspace: WorkspaceView,
    pub undo: Option<super::Undoable>,
}

/// What removing a workspace deletes here, and what it does not touch; in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct WorkspaceRemoval {
    pub deletes: Vec<String>,
    pub stays: Vec<String>,
    /// Why it cannot be removed now, if so: a send under way.
    pub not_now: Option<String>,
}

/// A handset that tests may go to without being asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct TestHandset {
    /// E.164.
    pub number: String,
    pub label: String,
}

/// What the page asks for first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DeskState {
    /// In the order of their creation.
    pub workspaces: Vec<WorkspaceView>,
    /// Why nothing can be changed (the data folder is in use or cannot be written), in words.
    pub read_only: Option<String>,
    /// What the operator should know once: a database that was moved aside, a keychain that is missing.
    pub notices: Vec<Notice>,
    /// The address that is asked instead of Twilio (`SENDERDESK_TWILIO_URL`), if any.
    pub not_twilio: Option<String>,
    pub data_centres: Vec<DataCentreView>,
    /// Date of the data file of data centres.
    pub data_centres_as_of: String,
}

/// Something the operator should know, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Notice {
    pub message: String,
    pub hint: Option<String>,
    pub at: At,
}
