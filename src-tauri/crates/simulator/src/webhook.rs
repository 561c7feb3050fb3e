//! Which webhook gets a message from a handset, and what comes of calling it? Only receivers on this machine are called.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::header::{ACCEPT, CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use secrecy::SecretString;
use serde::Serialize;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use url::{Host, Position, Url, form_urlencoded};

use crate::seed::WebhookMethod;
use crate::signature;
use crate::world::{Account, Number, Service, ShortCode};

/// Twilio waits 15 s; a receiver on the same machine is told sooner that it hangs.
const TIMEOUT: Duration = Duration::from_secs(3);
const MAX_ANSWER: usize = 64 * 1024;

/// What became of the webhook. `url` is the configured one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Webhook {
    /// The HTTP status; redirects are not followed.
    Answered { url: String, method: WebhookMethod, status: u16 },
    /// No answer within three seconds, no connection, or no URL that can be called here. `code` is what Twilio's alert of
    /// it bears.
    Failed { url: String, method: WebhookMethod, code: u32, error: String },
    /// Twilio would call it; the simulator calls nobody but `http` on 127.0.0.1, `[::1]` and `localhost`.
    NotLoopback { url: String, method: WebhookMethod },
    /// Twilio calls nobody either.
    Nobody { reason: Nobody },
}

/// Why there is no webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Nobody {
    /// The sender has no URL: the message is logged, that is all.
    NoUrl,
    /// The Messaging Service has no URL and does not defer to its senders: the message is not even logged.
    Dropped,
    /// The number follows an application that the account does not have; its own URL is ignored.
    Application,
}

/// The webhook that is configured for a sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum InForce {
    Url { url: String, method: WebhookMethod },
    Nobody(Nobody),
}

impl InForce {
    fn of_url(url: Option<&str>, method: WebhookMethod, without: Nobody) -> Self {
        match url.filter(|url| !url.is_empty()) {
            Some(url) => Self::Url { url: url.to_owned(), method },
            None => Self::Nobody(without),
        }
    }

    /// The service's own URL, unless it defers to its senders. That the service also wins over an application of the
    /// number is not stated by Twilio, only likely.
    fn of_service(service: Option<&Service>) -> Option<Self> {
        let service = service.filter(|service| !service.use_inbound_webhook_on_number)?;
        // In Twilio's words such messages are neither received nor logged; some report that they are logged.
        let url = service.inbound_request_url.as_deref();
        Some(Self::of_url(url, service.inbound_method, Nobody::Dropped))
    }

    /// A deferring service's own URL is no back-up for an empty one here; Twilio does not say so.
    pub(crate) fn of_number(account: &Account, number: &Number, service: Option<&Service>) -> Self {
        Self::of_service(service).unwrap_or_else(|| {
            if number.sms_application_sid.is_empty() {
                return Self::of_url(Some(&number.sms_url), number.sms_method, Nobody::NoUrl);
            }
            // That it stands before the number's own URL also when a service defers is likely, and not stated.
            match account.application(&number.sms_application_sid) {
                Some(one) => Self::of_url(Some(&one.sms_url), one.sms_method, Nobody::NoUrl),
                None => Self::Nobody(Nobody::Application),
            }
        })
    }

    pub(crate) fn of_short_code(code: &ShortCode, service: Option<&Service>) -> Self {
        Self::of_service(service)
            .unwrap_or_else(|| Self::of_url(code.sms_url.as_deref(), code.sms_method, Nobody::NoUrl))
    }

    /// What comes of it when whoever is behind it answers with this HTTP status; nobody is called.
    pub(crate) fn answered(self, status: u16) -> Webhook {
        match self {
            Self::Nobody(reason) => Webhook::Nobody { reason },
            Self::Url { url, method } => Webhook::Answered { url, method, status },
        }
    }

    /// Calls it, if there is one.
    pub(crate) async fn call(
        self,
        parameters: &[(String, String)],
        token: &SecretString,
        idempotency: &str,
    ) -> Webhook {
        match self {
            Self::Nobody(reason) => Webhook::Nobody { reason },
            Self::Url { url, method } => call(url, method, parameters, token, idempotency).await,
        }
    }
}

/// Whether a webhook with this URL would be called at all.
pub(crate) fn is_callable(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| !loopback(&url).is_empty())
}

/// Calls a webhook with these parameters, signed with the account's Auth Token.
pub(crate) async fn call(
    url: String,
    method: WebhookMethod,
    parameters: &[(String, String)],
    token: &SecretString,
    idempotency: &str,
) -> Webhook {
    let Ok(target) = Url::parse(&url) else {
        return Webhook::Failed { url, method, code: 11100, error: "not a URL".to_owned() };
    };
    let addresses = loopback(&target);
    if addresses.is_empty() {
        return Webhook::NotLoopback { url, method };
    }
    let request = signed(&target, method, parameters, token, idempotency);
    let answer = async { exchange(&addresses, request?).await };
    match tokio::time::timeout(TIMEOUT, answer).await {
        Ok(Ok(status)) => Webhook::Answered { url, method, status: status.as_u16() },
        Ok(Err(error)) => Webhook::Failed { url, method, code: error.code(), error: error.to_string() },
        Err(_) => Webhook::Failed { url, method, code: 11200, error: "no answer in time".to_owned() },
    }
}

#[derive(Debug, thiserror::Error)]
enum CallError {
    #[error("no connection: {0}")]
    Connection(#[from] std::io::Error),
    #[error("no HTTP answer: {0}")]
    Http(#[from] hyper::Error),
    #[error("the URL cannot be requested: {0}")]
    Url(#[from] hyper::http::Error),
}

impl CallError {
    /// The code of Twilio's alert.
    fn code(&self) -> u32 {
        match self {
            Self::Connection(_) => 11205,
            Self::Http(_) => 11200,
            Self::Url(_) => 11100,
        }
    }
}

/// Where the URL leads on this machine; nowhere when it leads elsewhere or asks for TLS. `localhost` is not looked up,
/// as a hosts file may send it elsewhere.
fn loopback(url: &Url) -> Vec<SocketAddr> {
    let hosts: Vec<IpAddr> = match url.host() {
        Some(Host::Ipv4(ip)) if ip.is_loopback() => vec![ip.into()],
        Some(Host::Ipv6(ip)) if ip.is_loopback() => vec![ip.into()],
        Some(Host::Domain("localhost")) => vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
        _ => Vec::new(),
    };
    let port = url.port().unwrap_or(80);
    hosts.into_iter().filter(|_| url.scheme() == "http").map(|host| SocketAddr::from((host, port))).collect()
}

/// The request as Twilio makes it. The fragment (connection overrides) and the user information are neither sent nor
/// signed; overrides are ignored.
fn signed(
    url: &Url,
    method: WebhookMethod,
    parameters: &[(String, String)],
    token: &SecretString,
    idempotency: &str,
) -> Result<Request<Full<Bytes>>, CallError> {
    let mut url = url.clone();
    url.set_fragment(None);
    // Only URLs that have no host refuse this.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    let form = match method {
        WebhookMethod::Get => {
            url.query_pairs_mut().extend_pairs(parameters);
            &[]
        }
        WebhookMethod::Post => parameters,
    };
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let mut request = Request::builder()
        .method(if method == WebhookMethod::Get { "GET" } else { "POST" })
        .uri(&url[Position::BeforePath..])
        .header(HOST, &url[Position::BeforeHost..Position::AfterPort])
        .header(ACCEPT, "*/*")
        .header(USER_AGENT, "TwilioProxy/1.1")
        .header("i-twilio-idempotency-token", idempotency)
        .header("x-twilio-signature", signature::of(token, url.as_str(), form));
    if method == WebhookMethod::Post {
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    Ok(request.body(Full::from(body))?)
}

async fn exchange(addresses: &[SocketAddr], request: Request<Full<Bytes>>) -> Result<StatusCode, CallError> {
    let stream = TcpStream::connect(addresses).await?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    // Ends with this call, however it ends.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let answer = sender.send_request(request).await?;
    let status = answer.status();
    // TwiML is not interpreted: the answer is read so that the receiver can end in peace.
    if let Err(error) = Limited::new(answer.into_body(), MAX_ANSWER).collect().await {
        tracing::debug!(%error, "the webhook's answer was not read to its end");
    }
    Ok(status)
}
