//! The core over real files: the database, the rules on it, and what a killed process leaves behind.

#![allow(clippy::unwrap_used, reason = "a test fails where something is not as it set it up")]

mod accounts;
mod child;
mod connected;
mod fixture;
mod found;
mod keychain;
mod kill;
mod kill_credentials;
mod kill_sends;
mod lost_answers;
mod practice;
mod read_only;
mod secrets;
mod senders;
mod sharing;
mod store;
mod stores;
mod system_keychain;
mod test_messages;
mod twilio;
