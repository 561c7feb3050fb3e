//! Media of an MMS: which addresses may be given, where MMS goes, what each side takes, what a host says of a medium.

pub(crate) mod address;
pub(crate) mod facts;
pub(crate) mod link;
pub(crate) mod probe;
mod verdict;
