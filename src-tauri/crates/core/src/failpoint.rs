//! Where the process dies when a test asks for it, to show that nothing acknowledged is lost.
//!
//! Without the feature `failpoints`, which only tests turn on, reaching a point does nothing.

/// The environment variable that names the point to die at.
#[cfg(feature = "failpoints")]
const VARIABLE: &str = "SENDERDESK_FAILPOINT";

/// Dies here, without any clean-up, when this point is the named one.
#[cfg(feature = "failpoints")]
pub(crate) fn reach(name: &str) {
    use std::io::Write;

    if std::env::var_os(VARIABLE).is_some_and(|named| named == name) {
        // Best effort: the line only tells the reader of a failed test how far the process came.
        let _ = writeln!(std::io::stderr(), "failpoint {name}");
        std::process::abort();
    }
}

/// Does nothing.
#[cfg(not(feature = "failpoints"))]
#[inline(always)]
pub(crate) fn reach(_name: &str) {}
