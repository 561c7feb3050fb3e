//! One file a command: its arguments, and what it does.

pub mod completions;
pub mod diff;
pub mod export;
pub mod fmt;
pub mod import;
pub mod instructions;
pub mod man;
pub mod merge;
pub mod senders;
pub mod validate;
