//! The rules of test messages: what may be sent, where one stands, how long it is watched, and what a lost answer
//! may have been. All pure; [`crate::desk`] talks to Twilio and to the store.

pub(crate) mod again;
pub(crate) mod draft;
pub(crate) mod likely;
pub(crate) mod lost_answer;
pub(crate) mod meter;
pub(crate) mod notice;
pub(crate) mod phone;
pub(crate) mod progress;
pub(crate) mod proof;
pub(crate) mod reading;
pub(crate) mod recipient;
pub(crate) mod schedule;
pub(crate) mod search;
pub(crate) mod support;
pub(crate) mod text;
pub(crate) mod view;
