//! What can be said about an account and its credential without asking anyone: the shape of what was typed, what
//! Twilio's answers mean, and in which words.

pub(crate) mod access;
pub(crate) mod amount;
pub(crate) mod fault;
pub(crate) mod form;
pub(crate) mod limits;
pub(crate) mod region;
pub(crate) mod verdict;
