//! Does the simulator behave as Twilio's reference says? Raw requests, and Twilio's own libraries.

mod alerts;
mod auth;
mod before_sending;
mod binary;
mod callbacks;
mod faults;
mod http;
mod inbound;
mod keywords;
mod libraries;
mod lists;
mod messages;
mod receiver;
mod scenarios;
mod settings;
mod state;
