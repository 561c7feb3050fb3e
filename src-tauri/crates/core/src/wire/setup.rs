//! The worksheet, the overview of what is left, and the keyword rehearsal.

use serde::{Deserialize, Serialize};

use super::{At, FindingLevel, Provenance, Said, SenderType, SourceView};
use crate::ids::{SenderKey, WorkspaceId};

/// Which dashboard a step is done in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Console {
    Moengage,
    Twilio,
}

/// How a step stands here. Nothing of it was read from MoEngage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// To be done by hand.
    Open,
    /// Ticked, and its value is still the one that was ticked.
    Done,
    /// Ticked, but its value has changed since.
    Reopened,
    /// Nothing is to be done, and why; no tick.
    NothingToDo,
    /// It cannot be done as things stand, or it is not documented; no tick.
    CannotSay,
}

/// The same place under another label, on another page or at another time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct LabelVariant {
    pub label: String,
    /// Where or when it is called so: “before 2025”, “page *Configure an SMS sender*”.
    pub said_by: String,
    pub source: Option<SourceView>,
}

/// One click on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Click {
    pub label: String,
    pub variants: Vec<LabelVariant>,
}

/// One step of a worksheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct WorksheetStep {
    /// Stable: `moengage.sender_name`, `twilio.inbound`.
    pub id: String,
    /// One tick for all senders of the workspace (authentication, toggles, next steps).
    pub of_workspace: bool,
    pub title: String,
    /// Where to click, from the top of the console.
    pub path: Vec<Click>,
    /// The field that takes the value, as the console calls it.
    pub field: Option<String>,
    /// Exactly what to enter, to be copied; none where there is nothing to copy. Never a secret.
    pub value: Option<String>,
    /// How sure the value is.
    pub provenance: Provenance,
    pub why: String,
    /// Further statements: reasons, contradictions, what is not documented.
    pub remarks: Vec<Said>,
    pub sources: Vec<SourceView>,
    pub state: StepState,
    pub ticked_at: Option<At>,
    /// The value that was ticked, when it has changed since.
    pub ticked_value: Option<String>,
}

/// Steps of one part of a dashboard, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct WorksheetSection {
    pub console: Console,
    /// *Authentication*, *Sender Details*, *Delivery callback*, *Content settings*, *Keyword management*, *Next steps*.
    pub title: String,
    pub steps: Vec<WorksheetStep>,
}

/// What to enter where for one sender, or for the workspace alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Worksheet {
    pub workspace: WorkspaceId,
    pub workspace_name: String,
    /// None for what belongs to the workspace as a whole.
    pub sender: Option<WorksheetSender>,
    pub sections: Vec<WorksheetSection>,
    /// Steps to be ticked, and how many are.
    pub steps: u32,
    pub done: u32,
    pub reopened: u32,
    /// The link that opens this workspace's dashboard, and Twilio's console.
    pub moengage_link: String,
    pub twilio_link: String,
    /// Date of the data files on the two consoles.
    pub as_of: String,
}

/// Whom a worksheet is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct WorksheetSender {
    pub key: SenderKey,
    pub name: String,
    pub sender_type: SenderType,
    pub sender_id: String,
}

/// One sender in the overview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct OverviewRow {
    pub sender: WorksheetSender,
    /// Steps not ticked yet, the reopened ones included; steps of the workspace are not counted here.
    pub left: u32,
    pub reopened: u32,
    pub worst: FindingLevel,
    /// The worst of what is left, in words.
    pub says: String,
}

/// What is left in a workspace, worst first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct SetupOverview {
    /// Steps left in all, those of the workspace once.
    pub left: u32,
    pub workspace_left: u32,
    /// Senders with something left.
    pub senders_left: u32,
    pub senders: u32,
    pub offset: u32,
    pub rows: Vec<OverviewRow>,
}

/// How a worksheet is written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum WorksheetFormat {
    Markdown,
    /// One file, nothing outside of it.
    Html,
}

/// What kind of sender the handset texts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RehearsalKind {
    LongCode,
    TollFree,
    ShortCode,
    Alphanumeric,
}

/// What is rehearsed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct RehearsalDraft {
    /// A saved sender decides the kind where it can; `kind` for a Messaging Service's pool and for none.
    pub sender: Option<SenderKey>,
    pub kind: RehearsalKind,
    /// Whether that sender is in a Messaging Service's pool.
    pub in_service: bool,
    /// Whether Advanced Opt-Out is on in that service; Twilio has no API that tells.
    pub advanced_opt_out: bool,
    /// Whether the MO callback is set in Twilio, as ticked in the worksheet or assumed.
    pub mo_wired: bool,
    /// Whether MoEngage has an active category with this keyword.
    pub category_active: bool,
    /// What the handset sends.
    pub text: String,
}

/// Who acts in a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    Handset,
    /// The toll-free network, before Twilio.
    Network,
    Twilio,
    MoCallback,
    Moengage,
}

/// What one of them does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct RehearsalStep {
    pub actor: Actor,
    pub says: String,
    /// True when a reply goes out to the handset.
    pub replies: bool,
    /// True when further messages to the handset are blocked from here on.
    pub blocks: bool,
    pub provenance: Provenance,
    pub sources: Vec<SourceView>,
}

/// What would happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Rehearsal {
    /// The kind that was rehearsed: a saved sender's own where it is known.
    pub kind: RehearsalKind,
    /// Which default keyword the text is, as Twilio reads it: `STOP`, `START`, `HELP`; none for other text.
    pub keyword: Option<String>,
    pub steps: Vec<RehearsalStep>,
    /// How many replies would go out; two is one too many.
    pub replies: u32,
    pub findings: Vec<super::Finding>,
}
