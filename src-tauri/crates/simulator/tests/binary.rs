//! The program: what it prints, how it is steered, how it ends.

use std::net::SocketAddr;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdout, Command};

use crate::http::{Answer, parse};

struct Program {
    child: Child,
    addr: SocketAddr,
    out: Lines<BufReader<ChildStdout>>,
}

impl Program {
    async fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_twilio-simulator"))
            .args(arguments)
            .env_remove("TWILIO_AUTH_TOKEN")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("piped")).lines();
        let line = out.next_line().await.expect("readable").expect("a line");
        let addr = line.strip_prefix("listening on http://").and_then(|addr| addr.parse().ok());
        Self { child, addr: addr.expect("an address"), out }
    }

    async fn send(&self, request: &str, host: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.addr).await.expect("it listens");
        let text = format!(
            "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(text.as_bytes()).await.expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("answered");
        parse(&answer)
    }
}

#[tokio::test]
async fn it_prints_its_address_and_a_token_only_if_it_made_one() {
    let mut program = Program::start(&["--seed", "1"]).await;
    assert!(
        program.out.next_line().await.expect("readable").is_some_and(|line| line.starts_with("account AC"))
    );
    assert!(program.out.next_line().await.expect("readable").is_some_and(|line| line.starts_with("token ")));

    let sid = "AC99999999999999999999999999999999";
    let mut given = Program::start(&["--account", sid, "--token", "secret"]).await;
    assert_eq!(given.out.next_line().await.expect("readable"), Some(format!("account {sid}")));
    given.child.kill().await.expect("it ends");
    assert_eq!(given.out.next_line().await.expect("readable"), None);
}

#[tokio::test]
async fn it_is_steered_on_its_own_port_but_not_by_a_foreign_page() {
    let program = Program::start(&["--numbers", "7"]).await;
    let fault = r#"{"on":{"method":"GET"},"times":{"n":1},"kind":{"rate_limited":{"retry_after":2}}}"#;
    assert_eq!(program.send("POST /_simulator/faults", "evil.example.test", fault).await.status, 403);
    assert_eq!(program.send("POST /_simulator/faults", "127.0.0.1", fault).await.status, 201);
    assert_eq!(program.send("GET /v1/Services", "127.0.0.1", "").await.refusal(), (429, 20429));
    assert_eq!(program.send("GET /v1/Services", "127.0.0.1", "").await.refusal(), (401, 20003));
    let latency = r#"{"times":"always","kind":{"latency_ms":1}}"#;
    assert_eq!(program.send("POST /_simulator/faults", "localhost", latency).await.status, 201);
    assert_eq!(program.send("POST /_simulator/faults", "localhost", "{}").await.status, 400);
    assert_eq!(program.send("DELETE /_simulator/faults", "localhost", "").await.status, 200);
    let requests = program.send("GET /_simulator/requests", "localhost", "").await.json();
    assert_eq!(requests["requests"].as_array().map(Vec::len), Some(2));
    assert_eq!(program.send("POST /_simulator/advance", "localhost", "").await.json()["moved"], 0);
}

#[cfg(unix)]
#[tokio::test]
async fn it_ends_cleanly_on_sigterm_and_has_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state.json");
    let mut program = Program::start(&["--state", file.to_str().expect("UTF-8"), "--numbers", "9"]).await;
    let id = program.child.id().expect("it runs").to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().await.expect("kill runs").success());
    assert!(program.child.wait().await.expect("it ends").success());
    let state = std::fs::read_to_string(&file).expect("a state file");
    assert_eq!(state.matches("\"PN").count(), 9 + 2, "nine numbers, two of them in a pool");
}

#[tokio::test]
async fn wrong_arguments_are_named() {
    let program = Command::new(env!("CARGO_BIN_EXE_twilio-simulator")).args(["--pace", "slow"]).output();
    let output = program.await.expect("it runs");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("natural or instant"));
}
