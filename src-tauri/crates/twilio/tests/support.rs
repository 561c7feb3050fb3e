//! What do the tests of the client have in common?

mod clock;
mod scripted;

use secrecy::SecretString;
use twilio_messaging::{Client, Credential, Endpoint, Limits, MessageSender, NewMessage, Transport};

pub use clock::HurriedClock;
pub use scripted::{Reply, Scripted};

pub const ACCOUNT: &str = "AC0a1b2c3d4e5f60718293a4b5c6d7e8f9";
pub const TOKEN: &str = "c0ffee00c0ffee00c0ffee00c0ffee00";
pub const SERVICE: &str = "MGaaaabbbbccccddddeeeeffff00001111";
pub const MESSAGE: &str = "SM1234567890abcdef1234567890abcdef";

pub const BALANCE: &str =
    r#"{"account_sid":"AC0a1b2c3d4e5f60718293a4b5c6d7e8f9","balance":"41.20","currency":"USD"}"#;

pub fn credential() -> Credential {
    Credential::auth_token(ACCOUNT.parse().unwrap(), SecretString::from(TOKEN))
}

pub fn loopback(address: &str) -> Endpoint {
    Endpoint::Loopback(address.parse().unwrap())
}

/// A client that tries each read once.
pub fn client_of(address: &str) -> Client {
    client_with(address, Limits { attempts: 1, ..Limits::default() })
}

pub fn client_with(address: &str, limits: Limits) -> Client {
    Client::builder(credential()).endpoint(loopback(address)).limits(limits).build().unwrap()
}

/// A client with all its tries, on a clock that waits in no time.
pub fn patient_client_of(address: &str) -> (Client, HurriedClock) {
    let clock = HurriedClock::default();
    let client = Client::builder(credential())
        .transport(Transport::loopback().unwrap())
        .endpoint(loopback(address))
        .clock(std::sync::Arc::new(clock.clone()))
        .build()
        .unwrap();
    (client, clock)
}

pub fn hello() -> NewMessage {
    NewMessage {
        to: "+15551230001".parse().unwrap(),
        sender: MessageSender::From("+15551230002".into()),
        body: "Hello".into(),
        media_urls: Vec::new(),
    }
}

/// An address of this machine where nothing listens.
pub fn vacated_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}
