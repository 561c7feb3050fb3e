//! Where the process dies when a test asks for it, to show that nothing acknowledged is lost.
//!
//! Without the feature `failpoints`, which only tests turn on, reaching a point does nothing.

/// The environment variable that names the point to die at.
#[cfg(feature = "failpoints")]
const VARIABLE: &str = "SENDERDESK_FAILPOINT";

/// The point that [`die_at`] names, and how often it is passed before.
#[cfg(feature = "failpoints")]
static NAMED: std::sync::Mutex<Option<(String, u32)>> = std::sync::Mutex::new(None);

/// Has the process die at this point once it was passed `passed` times; for a process that does much before it dies.
/// None takes that back.
#[cfg(feature = "failpoints")]
pub fn die_at(point: Option<(String, u32)>) {
    *NAMED.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = point;
}

/// Dies here, without any clean-up, when this point is the named one.
#[cfg(feature = "failpoints")]
pub(crate) fn reach(name: &str) {
    use std::io::Write;

    if is_named(name) {
        // Best effort: the line only tells the reader of a failed test how far the process came.
        let _ = writeln!(std::io::stderr(), "failpoint {name}");
        std::process::abort();
    }
}

#[cfg(feature = "failpoints")]
fn is_named(name: &str) -> bool {
    if std::env::var_os(VARIABLE).is_some_and(|named| named == name) {
        return true;
    }
    match &mut *NAMED.lock().unwrap_or_else(std::sync::PoisonError::into_inner) {
        Some((named, 0)) => named == name,
        Some((named, passed)) if named == name => {
            *passed -= 1;
            false
        }
        _ => false,
    }
}

/// Does nothing.
#[cfg(not(feature = "failpoints"))]
#[inline(always)]
pub(crate) fn reach(_name: &str) {}
