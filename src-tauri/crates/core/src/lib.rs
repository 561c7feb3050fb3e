//! Senderdesk without a window: workspaces, the Twilio accounts bound to them, their senders and test messages.
//!
//! [`Desk`] is the whole: the shell holds one and forwards every command to it. [`wire`] is what crosses to the
//! page. Rules are pure functions in modules of their own; [`store`], [`keychain`] and the Twilio client are the
//! only parts that touch the world, and time comes from a [`Clock`].

mod account;
pub mod data_centre;
pub mod desk;
mod explanation;
mod failpoint;
pub mod ids;
pub mod keychain;
mod practice;
pub mod sender;
pub mod store;
mod test_message;
pub mod wire;
mod words;

pub use desk::{Desk, DeskOptions};
pub use twilio_messaging::clock::{Clock, SystemClock};
