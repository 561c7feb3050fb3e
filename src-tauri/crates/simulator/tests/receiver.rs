//! A webhook receiver of a few lines: it hears requests and gives all of them the same answer.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinSet;
use url::form_urlencoded;

pub struct Receiver {
    pub addr: SocketAddr,
    heard: UnboundedReceiver<Heard>,
    _listens: JoinSet<()>,
}

/// A request as it came over the wire.
pub struct Heard {
    pub method: String,
    pub target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Receiver {
    /// Answers every request with this status line, for example `200 OK`, until it is dropped.
    pub async fn answering(status: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("an address");
        let (tell, heard) = unbounded_channel();
        let mut listens = JoinSet::new();
        listens.spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.expect("a connection");
                let request = Heard::read(&mut stream).await;
                let body = "<Response><Message>Hello</Message></Response>";
                let answer = format!(
                    "HTTP/1.1 {status}\r\nLocation: /elsewhere\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                );
                stream.write_all(answer.as_bytes()).await.expect("writable");
                tell.send(request).expect("a test that waits");
            }
        });
        Self { addr, heard, _listens: listens }
    }

    pub fn url(&self, rest: &str) -> String {
        format!("http://{}{rest}", self.addr)
    }

    /// The next request.
    pub async fn heard(&mut self) -> Heard {
        self.heard.recv().await.expect("it listens")
    }

    pub fn was_called(&mut self) -> bool {
        self.heard.try_recv().is_ok()
    }
}

impl Heard {
    async fn read(stream: &mut TcpStream) -> Self {
        let mut text = Vec::new();
        loop {
            assert!(stream.read_buf(&mut text).await.expect("readable") > 0, "a whole request");
            if let Some(heard) = Self::parse(&text) {
                return heard;
            }
        }
    }

    /// None while the request is not whole.
    fn parse(text: &[u8]) -> Option<Self> {
        let end = text.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&text[..end]);
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ').map(str::to_owned);
        let headers = lines.filter_map(|line| line.split_once(": "));
        let heard = Self {
            method: first.next()?,
            target: first.next()?,
            headers: headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect(),
            body: text[end + 4..].to_vec(),
        };
        let length = heard.header("content-length").map_or(0, |length| length.parse().expect("a length"));
        (heard.body.len() == length).then_some(heard)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The form, or for a GET the query.
    pub fn parameters(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        let encoded = if self.method == "GET" { query.as_bytes() } else { &self.body };
        form_urlencoded::parse(encoded).into_owned().collect()
    }

    pub fn parameter(&self, name: &str) -> Option<String> {
        self.parameters().into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Whether the signature is Twilio's for this URL; the rule is written once more here, apart from the simulator's own.
    pub fn is_signed(&self, token: &SecretString, url: &str) -> bool {
        let form: BTreeMap<_, _> =
            if self.method == "GET" { BTreeMap::new() } else { self.parameters().into_iter().collect() };
        let signed: String = form.iter().map(|(name, value)| format!("{name}{value}")).collect();
        let mac = Hmac::<sha1::Sha1>::new_from_slice(token.expose_secret().as_bytes()).expect("a key");
        let sum = mac.chain_update(format!("{url}{signed}")).finalize().into_bytes();
        self.header("x-twilio-signature") == Some(&STANDARD.encode(sum))
    }
}
