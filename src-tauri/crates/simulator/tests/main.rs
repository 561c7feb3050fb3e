//! Does the simulator behave as Twilio's reference says? Raw requests, and Twilio's own libraries.

mod auth;
mod binary;
mod faults;
mod http;
mod libraries;
mod lists;
mod messages;
mod state;
