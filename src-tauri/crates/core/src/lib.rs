//! Senderdesk without a window: workspaces, the Twilio accounts bound to them, their senders and test messages.
//!
//! [`Desk`] is the whole: the shell holds one and forwards every command to it. [`wire`] is what crosses to the
//! page. Rules are pure functions in modules of their own; [`store`], [`keychain`] and the Twilio client are the
//! only parts that touch the world, and time comes from a [`Clock`].

mod account;
mod apply;
mod callback;
mod catalogue;
pub mod data_centre;
pub mod desk;
mod discover;
mod doctor;
mod explanation;
#[cfg(not(feature = "failpoints"))]
mod failpoint;
#[cfg(feature = "failpoints")]
#[doc(hidden)]
pub mod failpoint;
mod file_out;
#[doc(hidden)]
pub mod fuzzing;
pub mod ids;
pub mod keychain;
pub mod library;
mod media;
mod practice;
mod preflight;
mod rehearsal;
mod reply_test;
mod route;
mod scenario;
mod segments;
pub mod sender;
mod setup;
pub mod share;
mod sharing;
pub mod source;
pub mod store;
mod test_message;
pub mod wire;
mod words;
mod workspace;

pub use desk::{Desk, DeskOptions};
pub use twilio_messaging::clock::{Clock, SystemClock};
