//! The application from outside: its configuration, its boundary to the page, its window.

#![allow(clippy::unwrap_used, reason = "a test fails where something is not as it set it up")]

mod hardening;
mod ipc;
mod window;
