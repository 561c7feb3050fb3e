//! What goes wrong on demand, for which requests, and how often?

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A fault that waits for requests. The first one that matches a request is used; latencies add up beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    #[serde(default)]
    pub on: Match,
    pub times: Times,
    pub kind: FaultKind,
}

/// Which requests a fault is for; what is absent matches all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Match {
    /// In capitals, for example `POST`.
    pub method: Option<String>,
    /// A part of the path, for example `/Messages`.
    pub path_contains: Option<String>,
}

/// How many requests a fault strikes before it is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Times {
    Once,
    N(u32),
    Always,
}

/// What happens to the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The request waits this long, then goes on. In JSON: milliseconds, `{"latency_ms":250}`.
    #[serde(rename = "latency_ms", with = "milliseconds")]
    Latency(Duration),
    /// The answer goes out this long after the request came, the simulator's own time in it. In JSON: `{"slow_ms":100}`.
    #[serde(rename = "slow_ms", with = "milliseconds")]
    Slow(Duration),
    /// 429 with code 20429 and, if given, `Retry-After` in seconds; not processed.
    RateLimited { retry_after: Option<u64> },
    /// Twilio's error JSON with this HTTP status; not processed.
    Status(u16),
    /// An HTML page with this HTTP status, as a proxy gives it; not processed.
    Html(u16),
    /// The connection is closed without a byte; not processed.
    DropConnection,
    /// The request is processed, a message is really made, but the connection is closed without a byte.
    LoseAnswer,
    /// 200 with a JSON body of this many bytes, sent in chunks without a length; not processed.
    HugeBody(u64),
    /// The header and one byte of the body arrive, then nothing more; the request is processed.
    SlowBody,
    /// 302 to this address; not processed.
    Redirect(String),
    /// The request is processed; the link to the next page points to this host, and there always is one.
    ForeignNextLink(String),
    /// The request is processed; the connection is closed in the middle of the announced body.
    Truncated,
    /// The request is processed; the answer has its status, and a body that is no JSON.
    Garbled,
    /// Another program changes settings just before the request is processed.
    EditBefore(Edit),
    /// The same just after it was processed; the answer does not show it.
    EditAfter(Edit),
}

/// What another program changes: the form of an update of a service, number or short code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub sid: String,
    pub form: Vec<(String, String)>,
}

impl Match {
    /// Every request.
    pub fn any() -> Self {
        Self::default()
    }

    /// Every request whose path contains this text.
    pub fn path(part: impl Into<String>) -> Self {
        Self { method: None, path_contains: Some(part.into()) }
    }

    /// Every request with this method (in capitals) whose path contains this text.
    pub fn request(method: impl Into<String>, part: impl Into<String>) -> Self {
        Self { method: Some(method.into()), path_contains: Some(part.into()) }
    }

    fn takes(&self, method: &str, path: &str) -> bool {
        self.method.as_deref().is_none_or(|wanted| wanted == method)
            && self.path_contains.as_deref().is_none_or(|part| path.contains(part))
    }
}

impl Fault {
    /// A fault for one request.
    pub fn once(on: Match, kind: FaultKind) -> Self {
        Self { on, times: Times::Once, kind }
    }

    /// A fault for this many requests.
    pub fn times(count: u32, on: Match, kind: FaultKind) -> Self {
        Self { on, times: Times::N(count), kind }
    }

    /// A fault for every request until the faults are cleared.
    pub fn always(on: Match, kind: FaultKind) -> Self {
        Self { on, times: Times::Always, kind }
    }

    fn is_used_up(&self) -> bool {
        self.times == Times::N(0)
    }

    fn strike(&mut self) -> FaultKind {
        self.times = match self.times {
            Times::Once => Times::N(0),
            Times::N(left) => Times::N(left.saturating_sub(1)),
            Times::Always => Times::Always,
        };
        self.kind.clone()
    }
}

/// The faults that wait, in the order in which they were given.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

/// What strikes one request.
#[derive(Debug, Default)]
pub(crate) struct Strike {
    pub(crate) latency: Duration,
    pub(crate) kind: Option<FaultKind>,
}

impl Faults {
    pub(crate) fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn strike(&mut self, method: &str, path: &str) -> Strike {
        let mut strike = Strike::default();
        for fault in self.0.iter_mut().filter(|fault| !fault.is_used_up() && fault.on.takes(method, path)) {
            match &fault.kind {
                FaultKind::Latency(_) => {
                    if let FaultKind::Latency(latency) = fault.strike() {
                        strike.latency += latency;
                    }
                }
                _ if strike.kind.is_none() => strike.kind = Some(fault.strike()),
                _ => {}
            }
        }
        self.0.retain(|fault| !fault.is_used_up());
        strike
    }
}

mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(latency: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(latency.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }
}
