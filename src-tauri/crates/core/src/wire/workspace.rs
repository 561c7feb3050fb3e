//! Workspaces, data centres and the state of the application as the page sees them.

use serde::{Deserialize, Serialize};

use super::{AccountView, At};
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
    pub sender_count: u32,
    /// Tests whose outcome is not final yet.
    pub tests_under_way: u32,
    pub account: AccountView,
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
