//! What is planned for each kind of difference.
