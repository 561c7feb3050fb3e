//! What leaves this machine so that others can use it: the share file, and how it is read, checked and merged.
//!
//! A [`document::ShareFile`] holds one workspace and its senders, and no secret: text comes in through
//! [`Shareable`] alone. It is written in one way only ([`write`]), so that two exports of one state are the same bytes
//! and a reviewer's diff shows what changed and nothing else. Reading bounds its memory before it believes anything
//! ([`limits`], [`node`]) and names what is wrong by line and column. Nothing here knows the database or Twilio.

pub mod check;
pub mod csv_in;
pub mod csv_out;
pub mod diff;
pub mod document;
mod faults;
mod json;
pub(crate) mod left_out;
pub mod limits;
pub mod merge;
mod node;
pub mod read;
pub(crate) mod record;
pub mod source;
mod words;
pub mod write;
mod yaml;

pub use crate::setup::instructions;
pub use left_out::{LeftOut, Shareable};
pub use node::Position;
pub use words::field_label;
