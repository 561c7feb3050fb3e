//! How do hours of back-off pass in no time?

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use twilio_messaging::clock::{BoxFuture, Clock};

/// A clock that notes each wait and moves on at once.
#[derive(Clone, Default)]
pub struct HurriedClock(Arc<Mutex<Vec<Duration>>>);

impl HurriedClock {
    pub fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }
}

impl Clock for HurriedClock {
    fn now(&self) -> Timestamp {
        let start: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        start + self.waits().iter().sum::<Duration>()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}
