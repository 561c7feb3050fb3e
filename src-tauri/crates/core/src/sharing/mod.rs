//! Between the database and files: what of a workspace goes into one, and what one would do to a workspace.
//!
//! Nothing here writes. [`taken`] reads rows into a document; [`plan`] holds a document against it, three ways where
//! the state that both began with is known; [`outcome`] says what the decisions so far come to.

pub(crate) mod outcome;
pub(crate) mod plan;
pub(crate) mod taken;
pub(crate) mod view;
