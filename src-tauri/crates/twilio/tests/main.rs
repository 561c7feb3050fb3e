//! How does the client behave towards everything that can answer it?

#![allow(clippy::unwrap_used, reason = "in a test an unwrap is an assertion")]

mod faults;
mod lists;
mod prism;
mod retries;
mod secrets;
mod sends;
mod simulator;
mod support;
mod tls;
