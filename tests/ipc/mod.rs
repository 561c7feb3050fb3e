//! What crosses between page and desk: every command, every error code, and never a secret.
//!
//! The application's commands run on Tauri's mock runtime, over a real desk in a folder of its own that talks to the
//! simulator.

mod boundary;
mod canary;
mod commands;
mod errors;
mod texts;
