//! What crosses to the page: the drafts that come in, the views and the one error that go out.
//!
//! Every type here is described once and written to `ui/src/bindings.ts` by a test. None can hold a secret on its
//! way out: [`SecretText`] has no `Serialize`.

mod account;
mod apply;
mod change;
mod compose;
mod discovery;
mod doctor;
mod error;
mod explanation;
mod finding;
mod history;
mod live;
mod meter;
mod preflight;
mod reply;
mod sender;
mod setup;
mod share;
mod test_message;
mod workspace;

pub use account::*;
pub use apply::*;
pub use change::*;
pub use compose::*;
pub use discovery::*;
pub use doctor::*;
pub use error::*;
pub use explanation::*;
pub use finding::*;
pub use history::*;
pub use live::*;
pub use meter::*;
pub use preflight::*;
pub use reply::*;
pub use sender::*;
pub use setup::*;
pub use share::*;
pub use test_message::*;
pub use workspace::*;

use serde::{Deserialize, Serialize};

/// A moment, as RFC 3339 in UTC. The page shows it in the machine's locale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(transparent)]
pub struct At(#[cfg_attr(feature = "typescript", specta(type = String))] pub jiff::Timestamp);

impl From<jiff::Timestamp> for At {
    fn from(moment: jiff::Timestamp) -> Self {
        Self(moment)
    }
}

/// What the page is told of while it is open; it then asks for what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(specta::Type))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    /// A test message has a new status, or stopped being followed.
    Test { id: crate::ids::TestId, workspace: crate::ids::WorkspaceId },
    /// What is known of the reply to a test changed.
    Reply { id: crate::ids::TestId, workspace: crate::ids::WorkspaceId },
    /// A workspace, its account or its access changed.
    Workspace { id: crate::ids::WorkspaceId },
    /// More than can be told one by one, or a new notice: the page reads everything that it shows again.
    Everything,
    /// Senders of this workspace changed.
    Senders { workspace: crate::ids::WorkspaceId },
    /// What was read of Twilio for this workspace changed, or is being read.
    Live { workspace: crate::ids::WorkspaceId },
    /// More of what the account owns was read for this workspace, or the reading ended.
    Discovery { workspace: crate::ids::WorkspaceId },
    /// Something was applied at Twilio, taken back, or found out about.
    Applied { workspace: crate::ids::WorkspaceId },
    /// Long work went on.
    Progress(Progress),
    /// A file waits to be imported: it was dropped on the window, or opened by the system. `offered_import` reads it.
    FileOffered,
    /// Files are held over the window, or no longer.
    FileHeld { over: bool },
    /// The balance fell under the amount that the operator set; told once until it is above it again.
    BalanceLow { workspace: crate::ids::WorkspaceId, message: String },
    /// A test came to its end; told once, in words for the system's notice.
    TestEnded { id: crate::ids::TestId, workspace: crate::ids::WorkspaceId, message: String },
}
