//! How is one request made, and how is its answer read?

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{ACCEPT, HeaderMap, RETRY_AFTER};
use serde::Deserialize;
use tokio::time::Instant;
use url::Url;

use crate::client::{Client, Inner};
use crate::error::{ApiError, Error, NetworkFault, NetworkKind, TimeoutPhase};
use crate::fault::classify;
use crate::redact;
use crate::retry::{RetryBounds, retry_after};

/// Bytes of an error's body that are read for an explanation.
const ERROR_BODY: usize = 64 * 1024;

/// A whole answer with a success status.
pub(crate) struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl Answer {
    /// Reads the body as JSON.
    pub(crate) fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|_| self.unreadable())
    }

    /// The error for a body that is not what was asked for. The parser's words are left out: they quote values.
    pub(crate) fn unreadable(&self) -> Error {
        Error::Unreadable { status: self.status, excerpt: redact::excerpt(&self.body) }
    }
}

impl Client {
    /// Reads an address, again and again within the limits.
    pub(crate) async fn read(&self, url: &Url) -> Result<Answer, Error> {
        let Inner { clock, limits, .. } = &*self.inner;
        let bounds = RetryBounds { attempts: limits.attempts, give_up_after: limits.give_up_after };
        let start = clock.now();
        let mut attempt = 1;
        loop {
            let error = match self.exchange(self.inner.transport.reads().get(url.clone())).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let elapsed = Duration::try_from(clock.now().duration_since(start)).unwrap_or_default();
            let Some(delay) = bounds.delay(&error, attempt, elapsed) else { return Err(error) };
            tracing::debug!(path = loggable(url.path()), attempt, ?delay, %error, "read will be tried again");
            clock.sleep(delay).await;
            attempt += 1;
        }
    }

    /// One request, one answer.
    pub(crate) async fn exchange(&self, request: reqwest::RequestBuilder) -> Result<Answer, Error> {
        let Inner { credential, limits, gate, .. } = &*self.inner;
        let permit = gate.enter().await;
        let deadline = Instant::now() + limits.total_timeout;
        let request = request
            .basic_auth(credential.user_name(), Some(credential.password()))
            .header(ACCEPT, "application/json");
        let response = tokio::time::timeout_at(deadline, request.send())
            .await
            .map_err(|_| Error::Timeout(TimeoutPhase::Answer))?
            .map_err(|error| classify(error, TimeoutPhase::Answer))?;
        let status = response.status();
        tracing::debug!(path = loggable(response.url().path()), status = status.as_u16(), "answered");
        if status.is_redirection() {
            return Err(Error::Redirected { status: status.as_u16() });
        }
        if status == StatusCode::TOO_MANY_REQUESTS {
            gate.too_many(permit, Instant::now());
        } else {
            gate.answered(Instant::now());
        }
        if !status.is_success() {
            return Err(self.refusal(response, deadline).await);
        }
        let body = read_body(response, limits.body_bytes, deadline).await?;
        Ok(Answer { status: status.as_u16(), body })
    }

    /// The error that a status other than success stands for, explained by its body as far as it can be read.
    async fn refusal(&self, response: reqwest::Response, deadline: Instant) -> Error {
        let status = response.status();
        if status.as_u16() == 407 {
            let kind = NetworkKind::ProxyAuthentication;
            return Error::Network(NetworkFault { kind, while_connecting: false, source: None });
        }
        let header = |headers: &HeaderMap, name: &str| {
            headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let request_id = header(response.headers(), "Twilio-Request-Id");
        let retry_after = header(response.headers(), RETRY_AFTER.as_str())
            .and_then(|value| retry_after(&value, self.inner.clock.now()));
        let body = read_body(response, ERROR_BODY, deadline).await.unwrap_or_default();
        let told: Refusal = serde_json::from_slice(&body).unwrap_or_default();
        let words = told.message.or(told.detail).or(told.title);
        let message = match words {
            Some(words) => redact::without_secret(&words, self.inner.credential.password()),
            None => status.canonical_reason().unwrap_or("no explanation was given").to_owned(),
        };
        Error::Api(ApiError {
            status: status.as_u16(),
            code: told.code,
            message,
            more_info: told.more_info.or(told.kind),
            request_id,
            retry_after,
        })
    }
}

/// A path without the phone number that a lookup's has at its end.
fn loggable(path: &str) -> &str {
    const LOOKUP: &str = "/v2/PhoneNumbers/";
    if path.starts_with(LOOKUP) { LOOKUP } else { path }
}

/// Twilio's error body, in its own form (`message`, `more_info`) or that of RFC 9457 (`title`, `detail`, `type`).
#[derive(Default, Deserialize)]
struct Refusal {
    #[serde(default, deserialize_with = "crate::lenient::count")]
    code: Option<u32>,
    #[serde(default, deserialize_with = "crate::lenient::text")]
    message: Option<String>,
    #[serde(default, deserialize_with = "crate::lenient::text")]
    more_info: Option<String>,
    #[serde(default, deserialize_with = "crate::lenient::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "crate::lenient::text")]
    detail: Option<String>,
    #[serde(default, rename = "type", deserialize_with = "crate::lenient::text")]
    kind: Option<String>,
}

/// Reads a body up to `limit` bytes; of a larger one no more than that is ever held.
async fn read_body(
    mut response: reqwest::Response,
    limit: usize,
    deadline: Instant,
) -> Result<Vec<u8>, Error> {
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(Error::TooLarge { limit });
    }
    let length = response.content_length().and_then(|length| usize::try_from(length).ok());
    let mut body = Vec::with_capacity(length.unwrap_or_default());
    loop {
        let chunk = tokio::time::timeout_at(deadline, response.chunk())
            .await
            .map_err(|_| Error::Timeout(TimeoutPhase::Body))?
            .map_err(|error| classify(error, TimeoutPhase::Body))?;
        let Some(chunk) = chunk else { return Ok(body) };
        if body.len() + chunk.len() > limit {
            return Err(Error::TooLarge { limit });
        }
        body.extend_from_slice(&chunk);
    }
}
