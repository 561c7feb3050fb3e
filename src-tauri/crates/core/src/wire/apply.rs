//! *Review and apply*, and the way back: what is to be written at Twilio, and what became of it.

use serde::{Deserialize, Serialize};

use super::{At, ResourceRef, RouteSetting, Said, WorksheetSender};
use crate::ids::{ApplyId, WorkspaceId};

/// One field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct PlannedField {
    /// As the request names it: `InboundRequestUrl`.
    pub field: String,
    /// As the Console calls it.
    pub label: String,
    /// What stands there, as just read, masked; none where it is empty.
    pub before: Option<String>,
    /// What will stand there; none clears it.
    pub after: Option<String>,
}

/// Somebody who no longer gets what they get now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct CutOff {
    /// The host, or the name of the application.
    pub whom: String,
    /// What they no longer get, as a sentence.
    pub says: String,
    /// A host that is not MoEngage's: named loudly.
    pub foreign: bool,
}

/// One request to Twilio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct PlannedRequest {
    pub resource: ResourceRef,
    /// As it goes over the wire: `POST /v1/Services/MG…`.
    pub request: String,
    pub fields: Vec<PlannedField>,
    pub cuts_off: Vec<CutOff>,
}

/// A member of the pool whose own setting is no longer used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct AffectedMember {
    pub sender_id: String,
    /// The URL (masked) or the application that it stops using; none where it had none.
    pub stops_using: Option<String>,
}

/// What would be written, before anything is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ApplyPlan {
    pub id: ApplyId,
    pub workspace: WorkspaceId,
    pub sender: WorksheetSender,
    /// Whether this takes an earlier one back.
    pub takes_back: Option<ApplyId>,
    pub read_at: At,
    pub requests: Vec<PlannedRequest>,
    /// The first 400 of them.
    pub affected: Vec<AffectedMember>,
    pub affected_total: u32,
    /// What to know before: Twilio has no conditional update, clearing is not documented, …
    pub notes: Vec<Said>,
    /// Settings that were asked for and are left out, with the reason.
    pub left_out: Vec<LeftOut>,
    /// What is to be typed before it can be applied (the workspace's name); none outside production.
    pub type_to_confirm: Option<String>,
}

/// A setting that a plan leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct LeftOut {
    pub setting: RouteSetting,
    pub reason: String,
}

/// How one request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Not sent.
    NotDone,
    /// Sent, and the values read back are the new ones.
    Done,
    /// Nothing was sent: a value had changed since the plan was made.
    ChangedMeanwhile,
    /// Twilio refused it.
    Refused,
    /// Sent, and a value read back is neither the old nor the new one.
    ThirdValue,
    /// It may have been sent, and what stands there could not be read.
    Unknown,
    /// Done, and later taken back.
    TakenBack,
}

/// One request of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct AppliedRequest {
    pub resource: ResourceRef,
    pub request: String,
    pub state: RequestState,
    pub fields: Vec<AppliedField>,
    /// What happened, in words.
    pub says: String,
}

/// One field of the journal, masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct AppliedField {
    pub field: String,
    pub label: String,
    pub before: Option<String>,
    pub after: Option<String>,
    /// What was read back last; none where it was not read, or is empty.
    pub live: Option<String>,
    /// Whether it was read back at all.
    pub read_back: bool,
}

/// One application of a plan, as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Applied {
    pub id: ApplyId,
    pub workspace: WorkspaceId,
    pub sender: WorksheetSender,
    pub takes_back: Option<ApplyId>,
    pub at: At,
    /// The worst of its requests.
    pub state: RequestState,
    pub requests: Vec<AppliedRequest>,
    /// One sentence on the whole.
    pub says: String,
    /// Why it cannot be taken back; none where it can be tried.
    pub not_takeable: Option<String>,
    /// Whether there is something to go on with: requests that were not done, or whose outcome is unknown.
    pub unfinished: bool,
}

/// The journal of a workspace, newest first; at most 200 at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct AppliedPage {
    pub total: u32,
    pub unfinished: u32,
    pub offset: u32,
    pub rows: Vec<Applied>,
}
