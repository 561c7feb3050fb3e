//! When is a read tried again, and after how long?
//!
//! Twilio's advice: start at 100 ms, double, add jitter, stop at 30 s and after five tries. A `Retry-After` is
//! honoured when it fits into the time that is left. Only reads come here; a message is never sent twice.

use std::time::Duration;

use jiff::Timestamp;

use crate::error::{Error, NetworkKind};

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(30);

/// The bounds within which a read is tried again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RetryBounds {
    pub attempts: u32,
    pub give_up_after: Duration,
}

impl RetryBounds {
    /// How long to wait after `error`, the outcome of try number `attempt` (from 1) with `elapsed` gone by; `None` to give up.
    pub(crate) fn delay(&self, error: &Error, attempt: u32, elapsed: Duration) -> Option<Duration> {
        if attempt >= self.attempts || !is_transient(error) {
            return None;
        }
        let asked = match error {
            Error::Api(api) => api.retry_after,
            _ => None,
        };
        let delay = asked.unwrap_or_else(|| jittered(back_off(attempt)));
        (elapsed.checked_add(delay)? <= self.give_up_after).then_some(delay)
    }
}

/// Whether the same read may well succeed a moment later. Time limits are not: they have been waited for already.
fn is_transient(error: &Error) -> bool {
    match error {
        Error::Api(api) => matches!(api.status, 429 | 500 | 502 | 503 | 504),
        Error::Network(fault) => matches!(
            fault.kind,
            NetworkKind::ConnectionLost
                | NetworkKind::ConnectionRefused
                | NetworkKind::NameNotResolved
                | NetworkKind::Unreachable
        ),
        _ => false,
    }
}

fn back_off(attempt: u32) -> Duration {
    FIRST.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1))).min(LONGEST)
}

/// Somewhere between half and the whole, so that clients that failed together do not return together.
fn jittered(delay: Duration) -> Duration {
    let millis = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(fastrand::u64(millis / 2..=millis))
}

/// The value of a `Retry-After` header, in seconds or as an HTTP date, as a wait from `now`.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let at = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
    Some(Duration::try_from(at.duration_since(now)).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{ApiError, TimeoutPhase};

    fn api(status: u16, retry_after: Option<u64>) -> Error {
        Error::Api(ApiError {
            status,
            code: None,
            message: String::new(),
            more_info: None,
            request_id: None,
            retry_after: retry_after.map(Duration::from_secs),
        })
    }

    const BOUNDS: RetryBounds = RetryBounds { attempts: 5, give_up_after: Duration::from_secs(60) };

    #[test]
    fn waits_double_with_jitter_up_to_a_limit() {
        let patient = RetryBounds { attempts: 100, give_up_after: Duration::from_secs(3600) };
        for (attempt, whole) in [(1, 100), (2, 200), (3, 400), (4, 800), (40, 30_000)] {
            let delay = patient.delay(&api(503, None), attempt, Duration::ZERO).unwrap().as_millis();
            assert!((whole / 2..=whole).contains(&delay), "try {attempt}: {delay} ms");
        }
    }

    #[test]
    fn refusals_and_time_limits_are_not_tried_again() {
        for error in [api(401, None), api(404, None), api(501, None), Error::Timeout(TimeoutPhase::Body)] {
            assert_eq!(BOUNDS.delay(&error, 1, Duration::ZERO), None, "{error}");
        }
    }

    #[test]
    fn the_last_try_and_the_time_limit_end_it() {
        assert_eq!(BOUNDS.delay(&api(429, None), 5, Duration::ZERO), None);
        assert_eq!(BOUNDS.delay(&api(429, None), 1, Duration::from_secs(60)), None);
        assert_eq!(BOUNDS.delay(&api(429, Some(61)), 1, Duration::ZERO), None);
        assert_eq!(BOUNDS.delay(&api(429, Some(7)), 1, Duration::ZERO), Some(Duration::from_secs(7)));
    }

    #[test]
    fn retry_after_is_read_in_both_forms() {
        let now: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        assert_eq!(retry_after(" 12 ", now), Some(Duration::from_secs(12)));
        assert_eq!(retry_after("Fri, 02 Jan 2026 03:04:35 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(retry_after("Fri, 02 Jan 2026 03:04:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }
}
