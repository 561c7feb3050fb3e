//! The core over real files: the database, the rules on it, and what a killed process leaves behind.

#![allow(clippy::unwrap_used, reason = "a test fails where something is not as it set it up")]

mod accounts;
mod activity;
mod balance;
mod catalogue;
mod child;
mod connected;
mod details;
mod dry_runs;
mod fixture;
mod following;
mod found;
mod guide_coverage;
mod handsets;
mod imports;
mod keychain;
mod kill;
mod kill_credentials;
mod kill_imports;
mod kill_sends;
mod library;
mod lost_answers;
mod media;
mod practice;
mod read_only;
mod rehearsal;
mod replies;
mod scenarios;
mod secrets;
mod senders;
mod setup;
mod share_files;
mod share_reading;
mod sharing;
mod store;
mod stores;
mod system_keychain;
mod test_messages;
mod twilio;
mod undo;
mod workspaces;
