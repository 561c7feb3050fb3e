//! How long does listing 10,000 numbers take at 100 ms a request, against Twilio's official Node library?

use std::time::{Duration, Instant};

use anyhow::Context;
use secrecy::ExposeSecret as _;
use serde_json::json;
use tokio::process::Command;
use twilio_messaging::{Client, Credential, Endpoint};
use twilio_simulator::{Fault, FaultKind, Match, Running, Simulator};

use crate::{Measured, median, root};

const NUMBERS: usize = 10_000;
const PAIRS: usize = 5;

pub async fn measure() -> anyhow::Result<Measured> {
    let twilio = Simulator::builder().seed(1).start().await?;
    let handle = twilio.handle();
    handle.add_numbers(NUMBERS - handle.numbers().len());
    handle.push(Fault::always(Match::any(), FaultKind::Latency(Duration::from_millis(100))));
    let (mut ours, mut node) = (Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        ours.push(with_our_client(&twilio).await?);
        node.push(with_node(&twilio).await?);
    }
    twilio.shutdown().await;
    let (our_time, node_time) = (median(&ours), median(&node));
    Ok(Measured {
        what: "listing 10,000 numbers, 100 ms each",
        ours: format!("{our_time:.0} ms"),
        base: format!("Node library {node_time:.0} ms"),
        value: our_time / node_time,
        budget: 1.0,
        raw: json!({ "ours_ms": ours, "node_ms": node }),
    })
}

async fn with_our_client(twilio: &Running) -> anyhow::Result<f64> {
    let credential = Credential::auth_token(twilio.account_sid().parse()?, twilio.auth_token().clone());
    let client = Client::builder(credential).endpoint(Endpoint::Loopback(twilio.url().parse()?)).build()?;
    let clock = Instant::now();
    let numbers = client.incoming_phone_numbers().all().await?;
    anyhow::ensure!(numbers.len() == NUMBERS, "{} numbers", numbers.len());
    Ok(clock.elapsed().as_secs_f64() * 1000.0)
}

/// The script measures itself, so that Node's own start does not count.
async fn with_node(twilio: &Running) -> anyhow::Result<f64> {
    let output = Command::new("node")
        .arg(root().join("bench/list.mjs"))
        .env("SIMULATOR_URL", twilio.url())
        .env("TWILIO_ACCOUNT_SID", twilio.account_sid())
        .env("TWILIO_AUTH_TOKEN", twilio.auth_token().expose_secret())
        .output()
        .await
        .context("node")?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seen: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    anyhow::ensure!(seen["numbers"] == json!(NUMBERS), "{seen}");
    seen["milliseconds"].as_f64().context("a time")
}
