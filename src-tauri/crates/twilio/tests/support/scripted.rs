//! What if the other side says exactly this?
//!
//! A server on loopback that answers request after request from a list of replies, the last one for ever, and keeps
//! what it was asked.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;

/// What is answered to one request.
#[derive(Clone)]
pub enum Reply {
    /// These bytes, then the connection is closed unless they say otherwise.
    Bytes(Vec<u8>),
    /// These bytes, then nothing more, with the connection open.
    Stall(Vec<u8>),
    /// Nothing: the connection is closed once the request was read.
    Drop,
    /// A success without a length, then this many bytes.
    Flood(usize),
}

impl Reply {
    /// A whole answer with this status line and body; `headers` end with a line break each.
    pub fn with(status: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        let close = if headers.contains("keep-alive") { "" } else { "Connection: close\r\n" };
        let head = format!("HTTP/1.1 {status}\r\n{headers}{close}Content-Length: {length}\r\n\r\n");
        Reply::Bytes((head + body).into_bytes())
    }

    pub fn json(status: &str, body: &str) -> Self {
        Self::with(status, "Content-Type: application/json\r\n", body)
    }

    /// Twilio's error of this code.
    pub fn refusal(status: &str, code: u32) -> Self {
        let number = &status[..3];
        Self::json(status, &format!(r#"{{"code":{code},"message":"Said by Twilio","status":{number}}}"#))
    }
}

#[derive(Default)]
struct Seen {
    requests: Mutex<Vec<String>>,
    connections: AtomicUsize,
    written: AtomicUsize,
}

pub struct Scripted {
    address: SocketAddr,
    seen: Arc<Seen>,
    task: AbortHandle,
}

impl Scripted {
    pub async fn start(replies: Vec<Reply>) -> Self {
        Self::listen(|_| replies, None).await
    }

    /// For replies that hold the server's own address.
    pub async fn start_with(replies: impl FnOnce(String) -> Vec<Reply>) -> Self {
        Self::listen(replies, None).await
    }

    pub async fn start_tls(replies: Vec<Reply>, acceptor: TlsAcceptor) -> Self {
        Self::listen(|_| replies, Some(acceptor)).await
    }

    async fn listen(replies: impl FnOnce(String) -> Vec<Reply>, acceptor: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let replies = Arc::new(replies(format!("http://{address}")));
        let seen = Arc::new(Seen::default());
        let shared = seen.clone();
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let (replies, seen, acceptor) = (replies.clone(), shared.clone(), acceptor.clone());
                connections.spawn(async move {
                    match acceptor {
                        None => converse(stream, &replies, &seen).await,
                        Some(acceptor) => {
                            if let Ok(stream) = acceptor.accept(stream).await {
                                converse(stream, &replies, &seen).await;
                            }
                        }
                    }
                });
            }
        });
        Self { address, seen, task: task.abort_handle() }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Each request as it came, head and body.
    pub fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// Bytes of floods that the client took.
    pub fn written(&self) -> usize {
        self.seen.written.load(Ordering::SeqCst)
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn converse(mut stream: impl AsyncRead + AsyncWrite + Unpin, replies: &[Reply], seen: &Seen) {
    while let Some(request) = read_request(&mut stream).await {
        let number = {
            let mut requests = seen.requests.lock().unwrap();
            requests.push(request);
            requests.len() - 1
        };
        match replies.get(number).or(replies.last()).expect("a reply") {
            Reply::Bytes(bytes) => {
                let kept = String::from_utf8_lossy(bytes).contains("keep-alive");
                if stream.write_all(bytes).await.is_err() || !kept {
                    break;
                }
            }
            Reply::Stall(bytes) => {
                let _ = stream.write_all(bytes).await;
                let _ = stream.flush().await;
                std::future::pending::<()>().await;
            }
            Reply::Drop => break,
            Reply::Flood(size) => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n").await;
                let piece = vec![b' '; 64 * 1024];
                for _ in 0..size / piece.len() {
                    if stream.write_all(&piece).await.is_err() {
                        return;
                    }
                    seen.written.fetch_add(piece.len(), Ordering::SeqCst);
                }
                break;
            }
        }
    }
    let _ = stream.shutdown().await;
}

async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let count = stream.read(&mut piece).await.ok()?;
        if count == 0 {
            return None;
        }
        bytes.extend_from_slice(&piece[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
            })
            .unwrap_or(0);
        if body.len() >= length {
            return Some(text);
        }
    }
}
