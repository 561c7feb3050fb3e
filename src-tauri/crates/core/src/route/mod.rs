//! Which route is in force at Twilio, and how does it differ from the one that should be? Pure: the reading is elsewhere.

mod decision;
mod drift;
mod judge;
mod link;
mod observed;
mod path;
mod precedence;
mod should;

pub(crate) use drift::{drift, label, wrong};
pub(crate) use link::{Host, Link, masked};
pub(crate) use observed::observed;
pub(crate) use path::Routes;
pub(crate) use precedence::unread_layers;
pub(crate) use should::{not_to_be_written, should};

use crate::catalogue::Catalogue;
use crate::store::senders::KeptSender;
use crate::store::workspaces::Workspace;
use crate::wire::At;

/// What a route is told from.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) sender: &'a KeptSender,
    pub(crate) catalogue: &'a Catalogue,
    /// When the catalogue was read.
    pub(crate) read_at: At,
}
