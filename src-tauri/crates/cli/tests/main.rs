//! `senderdesk-cli` as it is used: the built program, real files, a real `git`.

#![allow(clippy::unwrap_used, reason = "a test fails where something is not as it set it up")]

mod beside;
mod colour;
mod database;
mod diff;
mod documents;
mod fmt;
mod git;
#[cfg(unix)]
mod hostile;
mod json;
mod live;
mod merge;
mod run;
mod secrets;
mod streams;
mod validate;
