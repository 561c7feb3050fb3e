//! Does a person get their work done in the real window, by keyboard alone?
//!
//! The application as it ships (`scripts/app debug`) runs on a desktop of its own, driven through WebKit's WebDriver.
//! `SENDERDESK_BINARY` names it; `make test` sets it.

mod application;
mod connect;
mod damaged;
mod first_run;
mod keychain;
mod killed;
mod many;
mod page;
mod pictures;
mod second_start;
mod twilio;
