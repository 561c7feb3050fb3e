//! What is live: the route in force, and how it differs from the one that should be.

use serde::{Deserialize, Serialize};

use super::{At, FindingLevel, Provenance, Said, SenderType, SourceView};
use crate::ids::SenderKey;

/// Which kind of thing at Twilio holds a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    PhoneNumber,
    ShortCode,
    MessagingService,
    Application,
}

/// A thing at Twilio that holds settings.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct ResourceRef {
    pub kind: ResourceKind,
    /// `PN…`, `SC…`, `MG…`, `AP…`.
    pub sid: String,
    /// The number or code, or the friendly name.
    pub name: String,
}

/// What a statement of a route stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// A value that Twilio showed. Secrets in a URL are masked.
    Read {
        resource: ResourceRef,
        /// As Twilio's API calls it: `inbound_request_url`.
        field: String,
        /// None where the field is empty.
        value: Option<String>,
        at: At,
    },
    /// A rule. Where its provenance is `not_found`, Twilio does not document it, and the text says so.
    Rule { said: Said },
    /// Something that was not or could not be read, and why.
    Unread { what: String, reason: String },
}

/// What stands at a place of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum HopPlace {
    Handset,
    /// The number or short code of the sender.
    Sender,
    Service,
    Application,
    /// The message's own parameters, as a campaign or a test gives them.
    Message,
    Moengage,
    /// A host that is not MoEngage's.
    Elsewhere,
    /// It ends here: nobody is told.
    Nobody,
    /// It cannot be said where it goes.
    Unknown,
}

/// What a place does with what comes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum HopRole {
    /// It begins or ends here.
    End,
    /// It goes through without a decision (a service that defers).
    Passes,
    /// What is set here decides.
    Decides,
    /// Something is set here, and Twilio does not use it.
    Ignored,
    /// It is lost here.
    Stops,
}

/// One place of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Hop {
    pub place: HopPlace,
    pub role: HopRole,
    /// A few words: “+1 202 555 0101”, “Service *Campaigns*”, “MoEngage DC-03”.
    pub title: String,
    /// One sentence: what happens here and why.
    pub says: String,
    /// The URL that is called from here, masked, with its method; none where nothing is.
    pub url: Option<String>,
    pub method: Option<String>,
    pub evidence: Vec<Evidence>,
}

/// Where a path ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// Where it should.
    Moengage,
    /// At a MoEngage host, which nothing confirms for this workspace.
    MoengageUnconfirmed,
    /// At MoEngage, but wrongly: another data centre, another path, another method.
    MoengageWrongly,
    /// At a host that is not MoEngage's.
    Elsewhere,
    Nobody,
    /// There is no such path: alphanumeric senders are one-way.
    None,
    Unknown,
}

/// A path with where it ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Path {
    pub destination: Destination,
    /// One sentence that says where it goes and which rule decides.
    pub summary: String,
    pub hops: Vec<Hop>,
}

/// The settings that are compared. A closed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RouteSetting {
    /// Where replies go, with its method, and what stands before it (defer, application).
    Inbound,
    /// Where they go when that fails.
    InboundFallback,
    /// Where delivery receipts of campaigns go.
    DeliveryCallback,
    MmsConverter,
    SmartEncoding,
    ValidityPeriod,
    /// What follows `#` in a webhook: connection overrides.
    ConnectionOverrides,
}

/// How a setting stands against what should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum DriftState {
    InPlace,
    NotApplicable,
    /// Differs, and an operator said that it is meant to.
    Accepted,
    Unknown,
    Differs,
}

/// Why something differs or is unknown. A closed set: each has a seeded fault in the simulator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum DriftReason {
    /// Nothing is set: no request is made, the message is logged only.
    NotSet,
    /// Twilio's demo URL, which answers every message with a sentence of Twilio's.
    DemoUrl,
    /// The service has inbound switched off: neither passed on nor logged.
    InboundDropped,
    /// The service leaves it to each sender, and not all of them lead to MoEngage.
    DefersToSenders,
    /// An application stands in place of the number's own URL and leads elsewhere.
    OverriddenByApplication,
    /// The application that a number names was not among those that were read.
    ApplicationNotFound,
    /// The host is not MoEngage's: receipts and replies reach MoEngage only if it passes them on.
    OtherHost,
    /// MoEngage's host of another data centre.
    OtherDataCentre,
    /// MoEngage's host, another path.
    OtherPath,
    /// MoEngage's host; for this data centre nothing documents it and the operator has not confirmed it.
    UnconfirmedHost,
    /// The right URL by the wrong method.
    WrongMethod,
    /// `http:` where replies and numbers of people would go in clear.
    NotHttps,
    /// No URL that Twilio could call.
    Malformed,
    /// Overrides after `#` that no page asks for.
    ConnectionOverrides,
    /// A fallback to a host that is not MoEngage's gets replies when MoEngage does not answer.
    FallbackElsewhere,
    /// A user name or password stands in the URL.
    CredentialsInUrl,
    /// The converter is off and the sender is marked for MMS.
    ConverterOff,
    /// The validity period is so short that messages expire in the queue.
    ShortValidity,
    /// The account does not own the sender, as read.
    NotOwned,
    /// The service's pool is empty.
    EmptyPool,
    /// It was not read, or could not be.
    NotRead,
    /// It was read, and Twilio's documents do not say what follows from it.
    NotDocumented,
}

/// That an operator accepts a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct Acceptance {
    pub why: String,
    pub at: At,
}

/// One setting, live against what should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct DriftItem {
    pub setting: RouteSetting,
    /// As the Console calls it: *Integration › Incoming Messages*.
    pub label: String,
    pub state: DriftState,
    /// Worst first; empty while in place.
    pub reasons: Vec<DriftReason>,
    pub level: FindingLevel,
    /// Whose setting it is; none where nothing at Twilio holds it.
    pub resource: Option<ResourceRef>,
    /// Twilio's names of the fields concerned.
    pub fields: Vec<String>,
    /// *Live now*, one line; masked. None where nothing is set or it is not known.
    pub live: Option<String>,
    /// *Should be*, one line, and how sure that is.
    pub should: Option<String>,
    pub should_provenance: Option<Provenance>,
    /// Why it matters, or why it is not known or does not apply.
    pub why: String,
    pub remedy: Option<String>,
    pub sources: Vec<SourceView>,
    /// Since when we have seen the live value.
    pub since: Option<At>,
    /// What stood there before, when it changed between two readings of ours.
    pub changed_from: Option<String>,
    pub accepted: Option<Acceptance>,
    /// Why it cannot be applied from here; none where it can.
    pub cannot_apply: Option<String>,
}

/// A sender, or a member of a service's pool, as it is set up at Twilio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct RouteView {
    pub sender: super::WorksheetSender,
    /// The member of the pool that is shown; none for the sender itself.
    pub member: Option<PoolMember>,
    /// Members of the pool; none where the sender is no service or its pool was not read.
    pub members: Option<u32>,
    pub read_at: Option<At>,
    /// From the handset to MoEngage.
    pub reply: Path,
    /// The delivery receipt of a campaign message.
    pub receipt: Path,
    /// The delivery receipt of a test from here.
    pub test_receipt: Path,
    /// Layers that may apply and cannot be read: webhook rules, Conversations, other regions.
    pub unread_layers: Vec<Said>,
    pub items: Vec<DriftItem>,
    /// Whether something of it changed since the operator last looked.
    pub changed: bool,
}

/// A sender in a service's pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct PoolMember {
    pub sender_type: SenderType,
    pub sender_id: String,
    pub destination: Destination,
    /// Where its replies go, in one sentence.
    pub summary: String,
}

/// Members of a pool, worst first; at most 200 at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct PoolPage {
    pub members: u32,
    pub matching: u32,
    pub offset: u32,
    pub rows: Vec<PoolMember>,
    pub fault: Option<String>,
}

/// A sender in the list of routes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct RouteRow {
    pub sender: super::WorksheetSender,
    pub reply: Destination,
    pub receipt: Destination,
    /// The worst of its settings.
    pub state: DriftState,
    pub level: FindingLevel,
    /// The worst of it in words.
    pub says: String,
    /// Settings that differ, and that are unknown.
    pub differs: u32,
    pub unknown: u32,
    pub changed: bool,
}

/// The routes of a workspace, worst first; at most 200 rows at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct RoutesPage {
    /// None before anything was read.
    pub read_at: Option<At>,
    pub reading: bool,
    /// What could not be read, and why; one sentence each.
    pub faults: Vec<String>,
    pub senders: u32,
    /// Senders with all in place.
    pub in_place: u32,
    /// Where nothing has to stand.
    pub not_applicable: u32,
    /// With a difference; with accepted ones only; with something unknown.
    pub differing: u32,
    pub accepted: u32,
    pub unknown: u32,
    /// Senders of which something changed since the operator last looked.
    pub changed: u32,
    pub matching: u32,
    pub offset: u32,
    pub rows: Vec<RouteRow>,
}

/// Which routes are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct RoutesQuery {
    /// Anywhere in name and ID, without case; empty for all.
    pub search: String,
    /// Only those in this state; none for all.
    pub state: Option<DriftState>,
    pub offset: u32,
    pub limit: u32,
}

/// A difference that was accepted, as the database keeps it; for whoever looks at it without a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedBefore {
    pub sender_type: SenderType,
    pub sender_id: String,
    pub setting: RouteSetting,
    pub why: String,
    pub at: At,
    /// The live value with all that was wrong with it.
    pub of: Option<String>,
}

/// An MO callback that was typed for a sender, as the database keeps it; a share file leaves out its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedMoUrl {
    pub sender_type: SenderType,
    pub sender_id: String,
    pub url: String,
}

/// A difference that an operator accepts, or no longer does.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
pub struct AcceptanceDraft {
    pub sender: SenderKey,
    pub setting: RouteSetting,
    /// The live value as it was shown: another one is not accepted unseen.
    pub live: Option<String>,
    /// Why; none takes the acceptance away.
    pub why: Option<String>,
}
