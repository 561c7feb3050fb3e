//! A client of a few lines that hides nothing: what it sends and reads is what goes over the wire.

use std::net::SocketAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use twilio_simulator::{AccountSeed, Builder, Handle, Pace, Running, Simulator};
use url::form_urlencoded;

/// One user with its password, talking to one simulator.
#[derive(Clone)]
pub struct Client {
    addr: SocketAddr,
    account: String,
    user: String,
    password: String,
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }

    /// HTTP status and Twilio's code of a refusal.
    pub fn refusal(&self) -> (u16, u64) {
        let json = self.json();
        assert_eq!(json["status"], self.status);
        assert_eq!(json["more_info"], format!("https://www.twilio.com/docs/errors/{}", json["code"]));
        (self.status, json["code"].as_u64().expect("a code"))
    }
}

/// The practice account with fixed SIDs, moved by hand.
pub fn practice() -> Builder {
    Simulator::builder().seed(1).pace(Pace::manual())
}

pub async fn started(builder: Builder) -> (Running, Handle, Client) {
    let running = builder.start().await.expect("a free port");
    let (handle, client) = (running.handle(), Client::new(&running));
    (running, handle, client)
}

pub async fn started_with(account: AccountSeed) -> (Running, Handle, Client) {
    started(practice().account(account)).await
}

impl Client {
    pub fn new(running: &Running) -> Self {
        let password = running.auth_token().expose_secret().to_owned();
        let account = running.account_sid().to_owned();
        Self { addr: running.addr(), user: account.clone(), account, password }
    }

    pub fn with_credentials(&self, user: &str, password: &str) -> Self {
        Self { user: user.to_owned(), password: password.to_owned(), ..self.clone() }
    }

    /// The path of a resource of the account, for example `of("/Balance.json")`.
    pub fn of(&self, rest: &str) -> String {
        format!("/2010-04-01/Accounts/{}{rest}", self.account)
    }

    pub async fn get(&self, target: &str) -> Answer {
        self.send("GET", target, &[]).await
    }

    pub async fn send_message(&self, form: &[(&str, &str)]) -> Answer {
        self.send("POST", &self.of("/Messages.json"), form).await
    }

    /// A message that is accepted; answers its SID.
    pub async fn sent(&self, form: &[(&str, &str)]) -> String {
        let answer = self.send_message(form).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        answer.json()["sid"].as_str().expect("a SID").to_owned()
    }

    pub async fn send(&self, method: &str, target: &str, form: &[(&str, &str)]) -> Answer {
        parse(&self.raw(method, target, form).await)
    }

    /// All bytes that come back until the connection ends, however it ends.
    pub async fn raw(&self, method: &str, target: &str, form: &[(&str, &str)]) -> Vec<u8> {
        let credentials = STANDARD.encode(format!("{}:{}", self.user, self.password));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let headers = format!(
            "Authorization: Basic {credentials}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        );
        exchange(self.addr, method, target, &headers, body.as_bytes()).await
    }
}

/// One request on one connection, with these header lines.
pub async fn exchange(addr: SocketAddr, method: &str, target: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "{method} {target} HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    let text = [head.as_bytes(), body].concat();
    let mut stream = TcpStream::connect(addr).await.expect("the simulator listens");
    // A dropped connection may show itself in either direction; what matters is what was read.
    let _ = stream.write_all(&text).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    answer
}

pub fn parse(answer: &[u8]) -> Answer {
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("a whole header");
    let head = String::from_utf8_lossy(&answer[..end]);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let headers = lines.filter_map(|line| line.split_once(": "));
    Answer {
        status: status.expect("a status"),
        headers: headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect(),
        body: answer[end + 4..].to_vec(),
    }
}
