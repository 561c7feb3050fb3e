//! How does a request travel from the socket to the answer, and where do faults strike on its way?

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::header::{
    AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER, USER_AGENT,
    WWW_AUTHENTICATE,
};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use url::form_urlencoded;

use crate::api::{self, ApiRequest};
use crate::auth::Identity;
use crate::body::Body;
use crate::control;
use crate::fault::{Edit, FaultKind, Strike};
use crate::journal::Recorded;
use crate::refusal::Refusal;
use crate::shared::Shared;
use crate::update;

/// A form of ten media addresses and 1,600 characters stays far below.
const MAX_REQUEST_BODY: usize = 1024 * 1024;

/// Told to hyper instead of an answer, so that it closes the connection without a byte.
#[derive(Debug, thiserror::Error)]
#[error("the connection is dropped on demand")]
pub(crate) struct Dropped;

/// Serves until told to stop, then ends all connections.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>, mut stop: watch::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stop.changed() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    connections.spawn(connection(stream, peer, Arc::clone(&shared)));
                }
                Err(error) => {
                    // Out of file handles, mostly: it passes, and asking again at once would only spin.
                    tracing::warn!(%error, "the simulator could not accept a connection");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
    connections.shutdown().await;
}

async fn connection(stream: TcpStream, peer: SocketAddr, shared: Arc<Shared>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let service = hyper::service::service_fn(|request| exchange(&shared, peer, request));
    let served =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection ended early");
    }
}

async fn exchange(
    shared: &Shared,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response<Body>, Dropped> {
    if shared.control_plane && request.uri().path().starts_with(control::PREFIX) {
        return Ok(control::answer(shared, peer, request).await);
    }
    let began = Instant::now();
    let in_flight = InFlight::enter(&shared.in_flight);
    let mut response = answer(shared, request).await?;

    let headers = response.headers_mut();
    set(headers, "twilio-request-id", &format!("RQ{}", shared.request_id()));
    set(headers, "twilio-concurrent-requests", &in_flight.with_this_one.to_string());
    set(headers, "twilio-request-duration", &format!("{:.3}", began.elapsed().as_secs_f64()));
    set(headers, "x-home-region", "us1");
    Ok(response)
}

/// Counts a request for as long as it is worked on; a caller that hangs up ends it at any await.
struct InFlight<'c> {
    counter: &'c AtomicUsize,
    with_this_one: usize,
}

impl<'c> InFlight<'c> {
    fn enter(counter: &'c AtomicUsize) -> Self {
        Self { counter, with_this_one: counter.fetch_add(1, Ordering::Relaxed) + 1 }
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.counter.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn answer(shared: &Shared, request: Request<Incoming>) -> Result<Response<Body>, Dropped> {
    let came = tokio::time::Instant::now();
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    let Strike { latency, kind } = shared.faults().strike(head.method.as_str(), &path);
    let header = |name: HeaderName| head.headers.get(name).and_then(|value| value.to_str().ok());
    let who = Identity::check(&shared.world(), header(AUTHORIZATION));
    let record = |query: &[(String, String)], form: &[(String, String)]| {
        shared.journal.add(Recorded {
            method: head.method.to_string(),
            path: path.clone(),
            query: query.to_vec(),
            form: form.to_vec(),
            at: Timestamp::now(),
            authenticated_as: who.as_ref().map(|who| who.user.clone()),
            user_agent: header(USER_AGENT).map(str::to_owned),
        });
    };

    let query = pairs(head.uri.query().unwrap_or_default().as_bytes());
    if kind == Some(FaultKind::DropConnection) {
        record(&query, &[]);
        return Err(Dropped);
    }
    let Ok(body) = Limited::new(body, MAX_REQUEST_BODY).collect().await else { return Err(Dropped) };
    let is_form =
        header(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let form = if is_form { pairs(&body.to_bytes()) } else { Vec::new() };
    record(&query, &form);
    let answering = who.as_ref().map(|who| shared.concurrency.enter(who.account));
    if matches!(answering, Some(None)) {
        return Ok(refused(&Refusal::too_many_requests()));
    }
    let to = form.iter().find(|(name, _)| name == "To").map(|(_, to)| to.as_str());
    let of_scenario =
        || who.as_ref().and_then(|_| shared.world().scenario_fault(head.method.as_str(), &path, to));
    let kind = kind.or_else(of_scenario);
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    if let Some(early) = kind.as_ref().and_then(|kind| unprocessed(kind, &path)) {
        return Ok(early);
    }

    let base = format!("http://{}", header(HOST).unwrap_or("127.0.0.1"));
    let request = ApiRequest { method: head.method.to_string(), path, base, query, form };
    let edit =
        |edit: &Edit| update::by_sid(shared.world().main_mut(), &edit.sid, &edit.form, Timestamp::now());
    if let Some(FaultKind::EditBefore(before)) = &kind {
        edit(before);
    }
    let result = api::answer(&mut shared.world(), who.as_ref(), &request, Timestamp::now());
    let (status, mut body) = match result {
        Ok(answer) => {
            if answer.changed {
                shared.save().await;
            }
            (answer.status, answer.body)
        }
        Err(refusal) => (refusal.status, refusal.json()),
    };
    if let Some(FaultKind::ForeignNextLink(host)) = &kind {
        link_to(&mut body, host, &request.path);
    }
    if let Some(FaultKind::EditAfter(after)) = &kind {
        edit(after);
    }
    let text = Bytes::from(body.to_string());
    // Letting go of a long list takes time too.
    drop(body);
    if let Some(FaultKind::Slow(in_all)) = &kind {
        tokio::time::sleep_until(came + *in_all).await;
    }
    let body = match kind {
        Some(FaultKind::LoseAnswer) => return Err(Dropped),
        Some(FaultKind::SlowBody) => Body::Stalled(text.slice(..1)),
        Some(FaultKind::Truncated) => Body::torn(text),
        Some(FaultKind::Garbled) => Body::Whole(Bytes::from_static(b"{\"sid\": \"SM")),
        _ => Body::Whole(text),
    };
    Ok(json_response(status, body))
}

/// The answer of a fault that keeps the request from being processed.
fn unprocessed(kind: &FaultKind, path: &str) -> Option<Response<Body>> {
    Some(match kind {
        FaultKind::RateLimited { retry_after } => {
            let mut response = refused(&Refusal::too_many_requests());
            if let Some(seconds) = retry_after {
                set(response.headers_mut(), RETRY_AFTER.as_str(), &seconds.to_string());
            }
            response
        }
        FaultKind::Status(status) => refused(&Refusal::of_status(*status, path)),
        FaultKind::Html(status) => {
            let page =
                "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Error</h1></body></html>\n";
            let mut response = json_response(*status, Body::Whole(Bytes::from_static(page.as_bytes())));
            set(response.headers_mut(), CONTENT_TYPE.as_str(), "text/html; charset=utf-8");
            response
        }
        FaultKind::HugeBody(length) => json_response(200, Body::huge(*length)),
        FaultKind::Redirect(to) => {
            let mut response = json_response(302, Body::Whole(Bytes::new()));
            set(response.headers_mut(), LOCATION.as_str(), to);
            response
        }
        FaultKind::Latency(_)
        | FaultKind::Slow(_)
        | FaultKind::DropConnection
        | FaultKind::LoseAnswer
        | FaultKind::SlowBody
        | FaultKind::ForeignNextLink(_)
        | FaultKind::Truncated
        | FaultKind::Garbled
        | FaultKind::EditBefore(_)
        | FaultKind::EditAfter(_) => return None,
    })
}

fn refused(refusal: &Refusal) -> Response<Body> {
    json_response(refusal.status, Body::Whole(Bytes::from(refusal.json().to_string())))
}

pub(crate) fn json_response(status: u16, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    set(headers, CONTENT_TYPE.as_str(), "application/json;charset=utf-8");
    if status == 401 {
        set(headers, WWW_AUTHENTICATE.as_str(), "Basic realm=\"Twilio API\"");
    }
    response
}

fn link_to(body: &mut Value, host: &str, path: &str) {
    let link = json!(format!("https://{host}{path}?PageSize=50&Page=1&PageToken=PAforeign"));
    if body.get("meta").is_some() {
        body["meta"]["next_page_url"] = link;
    } else if body.get("next_page_uri").is_some() {
        body["next_page_uri"] = link;
    }
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}

/// Sets a header; a value that no header can hold is left out.
fn set(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
        headers.insert(name, value);
    }
}
