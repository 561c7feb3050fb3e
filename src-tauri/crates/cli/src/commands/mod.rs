//! One file a command: its arguments, and what it does.

pub mod check;
pub mod completions;
pub mod diff;
pub mod discover;
pub mod export;
pub mod fmt;
pub mod import;
pub mod instructions;
pub mod man;
pub mod merge;
pub mod plan;
pub mod senders;
pub mod validate;
