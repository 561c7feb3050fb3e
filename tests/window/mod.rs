//! Does a person get their work done in the real window, by keyboard alone?
//!
//! The application as it ships (`scripts/app debug`) runs on a desktop of its own, driven through WebKit's WebDriver.
//! `SENDERDESK_BINARY` names it; `make test` sets it.

mod accounts;
mod activity;
mod application;
mod composing;
mod connect;
mod credentials;
mod damaged;
mod details;
mod discovery;
mod explained;
mod first_run;
mod frame;
mod guide;
mod guide_pictures;
mod history;
mod keychain;
mod killed;
mod lost_answer;
mod many;
mod meter;
mod mms;
mod page;
mod pictures;
mod rehearsal;
mod routes;
mod routes_pictures;
mod second_start;
mod senders;
mod setup;
mod sharing;
mod sharing_pictures;
mod taken;
mod twilio;
mod workspaces;
