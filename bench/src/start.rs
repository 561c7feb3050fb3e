//! How long until the application can be used, and how much memory does it hold, against a window with nothing in it?

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use rusqlite::{Connection, params};
use senderdesk_core::keychain::{Keychain as Secrets, MemoryStore};
use senderdesk_core::wire::{
    ConnectDraft, ConnectOutcome, CredentialDraft, CredentialKind, Environment, Keep, RegionChoice,
    SecretText,
};
use senderdesk_core::{Desk, DeskOptions, SystemClock};
use senderdesk_desktop::{Desktop, Keychain, Running};
use serde_json::json;
use twilio_simulator::Simulator;

use crate::screen::{Picture, Screen};
use crate::{Measured, median, memory, root};

const SENDERS: usize = 10_000;
const PAIRS: usize = 7;
const IDLE: Duration = Duration::from_secs(10);
pub const IDENTIFIER: &str = "app.senderdesk.desktop";

/// The background of `empty-window/page/page.css`, as the display orders it.
const EMPTY: [u8; 3] = [0x5d, 0x9d, 0x3a];

/// Start and memory: both need the same desktop and the same two applications.
pub async fn and_memory() -> anyhow::Result<Vec<Measured>> {
    let ours = built("senderdesk")?;
    let empty = built("empty-window")?;
    let desktop = Desktop::start(Keychain::None)?;
    let twilio = Simulator::builder().seed(1).start().await?;
    fill(&desktop.data_folder(IDENTIFIER), &twilio).await?;
    let screen = Screen::of(&desktop)?;
    let start = |program: &Path| {
        let mut command = desktop.command(program);
        command.env("SENDERDESK_TWILIO_URL", twilio.url());
        Running::start(&mut command).with_context(|| program.display().to_string())
    };

    let first = start(&ours)?;
    std::thread::sleep(Duration::from_secs(5));
    let usable = screen.settled()?;
    drop(first);
    screen.settled()?;

    let (mut our_times, mut empty_times) = (Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        let clock = Instant::now();
        let window = start(&empty)?;
        screen.wait_for_colour(EMPTY)?;
        empty_times.push(clock.elapsed().as_secs_f64() * 1000.0);
        drop(window);
        screen.settled()?;

        let clock = Instant::now();
        let window = start(&ours)?;
        answers_a_key(&desktop, &screen, &usable)?;
        our_times.push(clock.elapsed().as_secs_f64() * 1000.0);
        drop(window);
        screen.settled()?;
    }
    let (our_memory, empty_memory) = (held(&start(&ours)?)?, held(&start(&empty)?)?);
    twilio.shutdown().await;

    let (our_time, empty_time) = (median(&our_times), median(&empty_times));
    Ok(vec![
        Measured {
            what: "start, 10,000 senders",
            ours: format!("{our_time:.0} ms"),
            base: format!("empty window {empty_time:.0} ms"),
            value: our_time / empty_time,
            budget: 1.25,
            raw: json!({ "ours_ms": our_times, "empty_ms": empty_times }),
        },
        Measured {
            what: "memory after 10 s idle (PSS)",
            ours: format!("{our_memory:.0} MB"),
            base: format!("empty window {empty_memory:.0} MB"),
            value: our_memory / empty_memory,
            budget: 1.25,
            raw: json!({ "ours_mb": our_memory, "empty_mb": empty_memory }),
        },
    ])
}

/// Waits for the list, presses a key, and waits for its answer on the screen.
fn answers_a_key(desktop: &Desktop, screen: &Screen, usable: &Picture) -> anyhow::Result<()> {
    screen.wait_for(usable)?;
    desktop.press("Down")?;
    screen.wait_for_other_than(usable)
}

fn held(application: &Running) -> anyhow::Result<f64> {
    std::thread::sleep(IDLE);
    memory::of_tree(application.id())
}

/// Makes a data folder with one connected account, and returns its workspace.
pub async fn connect(folder: &Path, twilio: &twilio_simulator::Running) -> anyhow::Result<String> {
    let desk = Desk::open(DeskOptions {
        data_dir: folder.to_owned(),
        clock: Arc::new(SystemClock),
        keychain: Secrets::new(MemoryStore::default(), Duration::from_secs(5)),
        twilio_url: Some(twilio.url()),
    })
    .await?;
    let credential = CredentialDraft {
        region: RegionChoice::Us1,
        username: twilio.account_sid().to_owned(),
        kind: CredentialKind::AuthToken,
        api_key_sid: String::new(),
        secret: SecretText(twilio.auth_token().clone()),
        keep: Keep::Keychain,
        keep_unverified: false,
    };
    let draft = ConnectDraft {
        workspace_name: "Acme Retail".into(),
        environment: Environment::Production,
        data_centre: "DC-03".into(),
        credential,
    };
    let workspace = match desk.connect(draft).await? {
        ConnectOutcome::Kept { workspace, .. } => workspace.id.to_string(),
        other => bail!("the account was not kept: {other:?}"),
    };
    desk.close().await;
    Ok(workspace)
}

/// A data folder with one connected account and many senders.
async fn fill(folder: &Path, twilio: &twilio_simulator::Running) -> anyhow::Result<()> {
    let workspace = connect(folder, twilio).await?;
    let mut connection = Connection::open(folder.join("senderdesk.db"))?;
    let transaction = connection.transaction()?;
    for index in 0..SENDERS {
        let row = params![
            format!("0198f000-0000-7000-8000-{index:012x}"),
            workspace,
            format!("Shop {index}"),
            format!("shop {index}"),
            format!("+1303{index:07}"),
            index == 0,
        ];
        transaction.execute(
            "INSERT INTO sender (key, workspace, name, name_folded, sender_type, sender_id, supports_mms, is_default, \
             created_at, updated_at) \
             VALUES (?1, ?2, ?3, ?4, 'long_code', ?5, 0, ?6, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')",
            row,
        )?;
    }
    // What was read a moment ago is shown as that, and would look different a minute later.
    transaction.execute("UPDATE balance SET at = '2026-01-01T00:00:00Z'", [])?;
    transaction.commit()?;
    Ok(())
}

pub fn built(name: &str) -> anyhow::Result<PathBuf> {
    let file = root().join("target/app/release").join(name);
    anyhow::ensure!(file.is_file(), "{} is missing: run `make bench`", file.display());
    Ok(file)
}
