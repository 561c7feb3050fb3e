//! What can be said of a workspace without asking anyone: whether its form is acceptable, what a change of it changes,
//! and what the rules find in it as a whole.

pub(crate) mod change;
pub(crate) mod finding;
pub(crate) mod form;
