//! The application from outside: its configuration, its boundary to the page, its window.

mod hardening;
mod ipc;
mod window;
