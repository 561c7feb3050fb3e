//! How does a program that started the binary steer it? By `/_simulator/…` on the same port, from this machine only.

use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Method, Request, Response};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::body::Body;
use crate::fault::Fault;
use crate::server::json_response;
use crate::shared::Shared;

pub(crate) const PREFIX: &str = "/_simulator/";
const MAX_BODY: usize = 64 * 1024;

pub(crate) async fn answer(shared: &Shared, peer: SocketAddr, request: Request<Incoming>) -> Response<Body> {
    let (status, body) = if is_from_this_machine(peer, &request) {
        steer(shared, request).await
    } else {
        (403, json!({ "message": "only from this machine" }))
    };
    json_response(status, Body::Whole(Bytes::from(body.to_string())))
}

/// A page of a foreign site that was given a loopback address shows itself by its `Host`.
fn is_from_this_machine(peer: SocketAddr, request: &Request<Incoming>) -> bool {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    peer.ip().is_loopback() && matches!(name, "127.0.0.1" | "localhost")
}

async fn steer(shared: &Shared, request: Request<Incoming>) -> (u16, Value) {
    let path = request.uri().path().trim_start_matches(PREFIX).to_owned();
    match (request.method().clone(), path.as_str()) {
        (Method::POST, "faults") => add_fault(shared, request).await,
        (Method::DELETE, "faults") => {
            shared.faults().clear();
            (200, json!({}))
        }
        (Method::GET, "requests") => (200, json!({ "requests": shared.journal.all() })),
        (Method::POST, "advance") => {
            let moved = shared.world().advance(Timestamp::now());
            shared.save().await;
            (200, json!({ "moved": moved }))
        }
        _ => (404, json!({ "message": "unknown control path" })),
    }
}

async fn add_fault(shared: &Shared, request: Request<Incoming>) -> (u16, Value) {
    // A form of a foreign web page cannot have this type without asking first.
    let is_json = request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if !is_json {
        return (415, json!({ "message": "the fault is given as application/json" }));
    }
    let Ok(body) = Limited::new(request.into_body(), MAX_BODY).collect().await else {
        return (400, json!({ "message": "the body could not be read" }));
    };
    match serde_json::from_slice::<Fault>(&body.to_bytes()) {
        Ok(fault) => {
            shared.faults().push(fault);
            (201, json!({}))
        }
        Err(error) => (400, json!({ "message": error.to_string() })),
    }
}
