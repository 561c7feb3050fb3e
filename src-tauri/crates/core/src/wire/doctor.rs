//! The doctor: everything that can be checked of a workspace, in one report that is kept and compared.

use serde::{Deserialize, Serialize};

use super::{At, Finding, FindingLevel, RouteSetting};
use crate::ids::{DoctorId, SenderKey, WorkspaceId};

/// What a finding is about, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum DoctorArea {
    Credential,
    Account,
    Senders,
    Routes,
    Registration,
    Countries,
    Alerts,
    Moengage,
    OptOut,
    Reachability,
}

/// What can be done about a finding from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum DoctorAction {
    OpenAccount,
    Reauthenticate,
    OpenWorkspace,
    OpenSender { sender: SenderKey },
    OpenRoute { sender: SenderKey },
    Apply { sender: SenderKey, settings: Vec<RouteSetting> },
    AddFromAccount,
    OpenLink { id: String },
    CheckReachability,
}

/// How a finding stands against the last report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum DoctorChange {
    /// There is no earlier report.
    First,
    Same,
    New,
    Better,
    Worse,
}

/// One conclusion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DoctorFinding {
    pub area: DoctorArea,
    pub finding: Finding,
    /// When what it stands on was read; none for what is recorded here.
    pub read_at: Option<At>,
    pub action: Option<DoctorAction>,
    pub change: DoctorChange,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DoctorReport {
    pub id: DoctorId,
    pub workspace: WorkspaceId,
    pub workspace_name: String,
    pub at: At,
    pub counts: DoctorCounts,
    /// The report that it is compared with.
    pub compared_with: Option<At>,
    /// By area, worst first within it.
    pub findings: Vec<DoctorFinding>,
    /// Findings of the earlier report that are gone: title and level.
    pub gone: Vec<GoneFinding>,
}

/// A finding that is no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct GoneFinding {
    pub area: DoctorArea,
    pub level: FindingLevel,
    pub title: String,
}

/// How many findings of each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DoctorCounts {
    pub ok: u32,
    pub warnings: u32,
    pub problems: u32,
    pub not_checkable: u32,
}

/// A report in the list of those that are kept; newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DoctorSummary {
    pub id: DoctorId,
    pub at: At,
    pub counts: DoctorCounts,
}

/// How a report is written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum DoctorFormat {
    Markdown,
    Html,
    Json,
}
