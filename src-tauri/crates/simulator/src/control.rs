//! How does a program that started the binary steer it? By `/_simulator/…` on the same port, from this machine only.

use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Method, Request, Response};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::body::Body;
use crate::fault::Fault;
use crate::inbound::{self, Inbound};
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
        (Method::POST, "faults") => match read::<Fault>(request).await {
            Ok(fault) => {
                shared.faults().push(fault);
                (201, json!({}))
            }
            Err(refused) => refused,
        },
        (Method::POST, "inbound") => match read::<Inbound>(request).await {
            Ok(message) => match inbound::receive(shared, &message).await {
                Ok(received) => (200, json!(received)),
                Err(error) => (400, json!({ "message": error.to_string() })),
            },
            Err(refused) => refused,
        },
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

/// The JSON body; the error is the answer.
async fn read<T: DeserializeOwned>(request: Request<Incoming>) -> Result<T, (u16, Value)> {
    // A form of a foreign web page cannot have this type without asking first.
    let is_json = request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if !is_json {
        return Err((415, json!({ "message": "the body is given as application/json" })));
    }
    let Ok(body) = Limited::new(request.into_body(), MAX_BODY).collect().await else {
        return Err((400, json!({ "message": "the body could not be read" })));
    };
    serde_json::from_slice(&body.to_bytes()).map_err(|error| (400, json!({ "message": error.to_string() })))
}
