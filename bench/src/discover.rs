//! How long does *Add from account* read, at 100 ms a request, against what its requests need at least and against Twilio's
//! official Node library doing the same?

use std::time::{Duration, Instant};

use anyhow::Context;
use secrecy::{ExposeSecret as _, SecretString};
use senderdesk_core::ids::{JobId, WorkspaceId};
use senderdesk_core::keychain::{Keychain, MemoryStore};
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, DeskOptions, SystemClock};
use serde_json::json;
use tokio::process::Command;
use twilio_simulator::{AccountSeed, Fault, FaultKind, Match, NumberSeed, Running, ServiceSeed, Simulator};

use crate::{Measured, root};

const LATENCY: Duration = Duration::from_millis(100);
/// The client's limit on requests at the same time for an account.
const IN_FLIGHT: usize = 4;
const A_PAGE: usize = 1000;

/// An account, by how much it owns.
struct World {
    what: [&'static str; 2],
    numbers: usize,
    pools: usize,
}

pub async fn measure() -> anyhow::Result<Vec<Measured>> {
    let few =
        World { what: ["discover 10,000 numbers", "the same, against Node"], numbers: 10_000, pools: 0 };
    let many = World {
        what: ["discover 500 pools, 200,000 members", "the same, against Node "],
        numbers: 200_000,
        pools: 500,
    };
    let mut table = of(&few).await?;
    table.extend(of(&many).await?);
    Ok(table)
}

async fn of(world: &World) -> anyhow::Result<Vec<Measured>> {
    // On threads of its own: what reads it must not keep it waiting.
    let server = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let twilio = server.spawn(Simulator::builder().account(world.seed()).seed(1).start()).await??;
    let folder = tempfile::tempdir()?;
    let desk = Desk::open(DeskOptions {
        data_dir: folder.path().to_owned(),
        clock: std::sync::Arc::new(SystemClock),
        keychain: Keychain::new(MemoryStore::default(), Keychain::LIMIT),
        twilio_url: Some(twilio.url().to_owned()),
    })
    .await
    .map_err(|error| anyhow::anyhow!("{error}"))?;
    let workspace = connected(&desk, &twilio).await?;
    let handle = twilio.handle();
    handle.push(Fault::always(Match::any(), FaultKind::Slow(LATENCY)));
    let before = handle.requests().len();
    let held = Memory::begin();
    let clock = Instant::now();
    let state = desk
        .discover(workspace, None, true, JobId::fresh())
        .await
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let ours = clock.elapsed().as_secs_f64() * 1000.0;
    let requests = handle.requests().len() - before;
    let grown = held.and_then(Memory::grown);
    anyhow::ensure!(state == DiscoveryState::Whole, "{state:?}");
    let query = DiscoveryQuery {
        search: String::new(),
        sender_type: None,
        only_new: false,
        subaccount: None,
        offset: 0,
        limit: 1,
    };
    let page = desk.discovery_page(workspace, query).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    anyhow::ensure!(page.found as usize == world.numbers + world.pools, "{} found", page.found);
    desk.close().await;
    let node = with_node(&twilio, world).await?;
    twilio.shutdown().await;
    server.shutdown_background();

    let chain = world.numbers.div_ceil(A_PAGE).max(1);
    let least = chain.max(requests.div_ceil(IN_FLIGHT)) as f64 * LATENCY.as_secs_f64() * 1000.0;
    let raw = json!({
        "ours_ms": ours, "node_ms": node, "least_ms": least, "requests": requests, "chain": chain, "grown_mb": grown,
    });
    let line = |what, base: String, value, budget| Measured {
        what,
        ours: format!("{ours:.0} ms"),
        base,
        value,
        budget,
        raw: raw.clone(),
    };
    let [alone, against] = world.what;
    Ok(vec![
        line(alone, format!("{requests} requests {least:.0} ms"), ours / least, 1.1),
        line(against, format!("Node library {node:.0} ms"), ours / node, 1.0),
    ])
}

/// What this process held before, in kilobytes; the simulator's account is in it.
struct Memory(u64);

impl Memory {
    /// None where the system does not tell.
    fn begin() -> Option<Self> {
        // Forgets the peak so far.
        std::fs::write("/proc/self/clear_refs", "5").ok()?;
        told("VmRSS:").map(Self)
    }

    /// How many megabytes more it held at most, what is kept of the account and the simulator's answers included.
    fn grown(self) -> Option<u64> {
        Some(told("VmHWM:")?.saturating_sub(self.0) / 1024)
    }
}

fn told(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix(name))?.trim().strip_suffix(" kB")?.parse().ok()
}

impl World {
    /// Each pool has its share of the numbers; a number is in one service only.
    fn seed(&self) -> AccountSeed {
        let number = |nth: usize| format!("+1{:010}", 2_000_000_000 + nth);
        let share = self.numbers.checked_div(self.pools).unwrap_or(0);
        AccountSeed {
            numbers: (0..self.numbers).map(|nth| NumberSeed::new(number(nth), "")).collect(),
            services: (0..self.pools)
                .map(|pool| ServiceSeed {
                    friendly_name: format!("Pool {pool}"),
                    numbers: (pool * share..(pool + 1) * share).map(number).collect(),
                    ..ServiceSeed::default()
                })
                .collect(),
            ..AccountSeed::empty()
        }
    }
}

async fn connected(desk: &Desk, twilio: &Running) -> anyhow::Result<WorkspaceId> {
    let draft = ConnectDraft {
        workspace_name: "Bench".to_owned(),
        environment: Environment::Staging,
        data_centre: "DC-01".to_owned(),
        credential: CredentialDraft {
            region: RegionChoice::Us1,
            username: twilio.account_sid().to_owned(),
            kind: CredentialKind::AuthToken,
            api_key_sid: String::new(),
            secret: SecretText(SecretString::from(twilio.auth_token().expose_secret())),
            keep: Keep::Keychain,
            keep_unverified: false,
        },
    };
    match desk.connect(draft).await.map_err(|error| anyhow::anyhow!("{error:?}"))? {
        ConnectOutcome::Kept { workspace, .. } => Ok(workspace.id),
        _ => anyhow::bail!("the simulator does not take its own credential"),
    }
}

/// The script measures itself, so that Node's own start does not count.
async fn with_node(twilio: &Running, world: &World) -> anyhow::Result<f64> {
    let output = Command::new("node")
        .arg(root().join("bench/discover.mjs"))
        .env("SIMULATOR_URL", twilio.url())
        .env("TWILIO_ACCOUNT_SID", twilio.account_sid())
        .env("TWILIO_AUTH_TOKEN", twilio.auth_token().expose_secret())
        .output()
        .await
        .context("node")?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seen: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let members = if world.pools > 0 { world.numbers } else { 0 };
    anyhow::ensure!(seen["numbers"] == json!(world.numbers) && seen["members"] == json!(members), "{seen}");
    seen["milliseconds"].as_f64().context("a time")
}
