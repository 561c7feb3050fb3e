//! Does a person get their work done in the real window, by keyboard alone?
//!
//! The application as it ships (`scripts/app debug`) runs on a desktop of its own, driven through WebKit's WebDriver.
//! `SENDERDESK_BINARY` names it; `make test` sets it.

mod application;
mod connect;
mod credentials;
mod damaged;
mod first_run;
mod frame;
mod keychain;
mod killed;
mod lost_answer;
mod many;
mod page;
mod pictures;
mod second_start;
mod senders;
mod taken;
mod twilio;
