//! How long do import and export of 10,000 senders take, against the bare work that cannot be avoided?
//!
//! Looking at a file is held against the YAML library's own events of it, writing it against prepared inserts of the
//! same rows into the same tables, in one transaction with the same durability.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use rusqlite::{Connection, params};
use senderdesk_core::ids::{JobId, WorkspaceId};
use senderdesk_core::keychain::{Keychain, MemoryStore};
use senderdesk_core::wire::{ShareFormat, ShareOptions};
use senderdesk_core::{Desk, DeskOptions, SystemClock};
use serde_json::json;

use crate::{Measured, median};

const SENDERS: usize = 10_000;
const ROUNDS: usize = 7;
const WORKSPACE: &str = "0198f000-0000-7000-8000-000000000001";

pub async fn measure() -> anyhow::Result<Vec<Measured>> {
    let text = file();
    let (mut parse, mut look, mut inserts, mut commit, mut export) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        parse.push(bare_parse(&text)?);
        let folder = tempfile::tempdir()?;
        let desk = desk(folder.path()).await?;
        let workspace: WorkspaceId = WORKSPACE.parse()?;
        let clock = Instant::now();
        let view = desk.paste_import(Some(workspace), text.clone(), JobId::fresh()).await?;
        look.push(milliseconds(clock));
        anyhow::ensure!(view.counts.add as usize == SENDERS, "{:?}", view.counts);
        let clock = Instant::now();
        desk.apply_import(view.id, JobId::fresh()).await?;
        commit.push(milliseconds(clock));
        let place = folder.path().join("out.senders.yaml");
        let clock = Instant::now();
        desk.write_share(workspace, ShareFormat::Yaml, ShareOptions::default(), place.clone()).await?;
        export.push(milliseconds(clock));
        anyhow::ensure!(std::fs::read_to_string(place)?.lines().count() > SENDERS * 10);
        desk.close().await;
        inserts.push(bare_inserts().await?);
    }
    let row = |what, ours: &[f64], against: &str, base: &[f64], budget| Measured {
        what,
        ours: format!("{:.0} ms", median(ours)),
        base: format!("{against} {:.0} ms", median(base)),
        value: median(ours) / median(base),
        budget,
        raw: json!({ "ours_ms": ours, "base_ms": base }),
    };
    Ok(vec![
        row("look at a file of 10,000 senders", &look, "bare parse", &parse, 2.0),
        row("import 10,000 senders", &commit, "bare inserts", &inserts, 3.0),
        row("export 10,000 senders", &export, "bare parse of it", &parse, 2.0),
    ])
}

/// How long `senderdesk-cli --version` takes, from spawn to end, against `/bin/true`.
pub fn command_line() -> anyhow::Result<Measured> {
    let binary = crate::root().join("target/app/release/senderdesk-cli");
    anyhow::ensure!(binary.is_file(), "{} is missing: `make bench` builds it", binary.display());
    let run = |program: &Path, argument: Option<&str>| -> anyhow::Result<f64> {
        let clock = Instant::now();
        let output = std::process::Command::new(program).args(argument).output().context("it starts")?;
        anyhow::ensure!(output.status.success(), "{}", program.display());
        Ok(milliseconds(clock))
    };
    let (mut ours, mut base) = (Vec::new(), Vec::new());
    for _ in 0..41 {
        base.push(run(Path::new("/bin/true"), None)?);
        ours.push(run(&binary, Some("--version"))?);
    }
    Ok(Measured {
        what: "senderdesk-cli --version",
        ours: format!("{:.2} ms", median(&ours)),
        base: format!("/bin/true {:.2} ms", median(&base)),
        value: median(&ours) / median(&base),
        budget: 5.0,
        raw: json!({ "ours_ms": ours, "base_ms": base }),
    })
}

fn milliseconds(clock: Instant) -> f64 {
    clock.elapsed().as_secs_f64() * 1000.0
}

/// As an export writes it.
fn file() -> String {
    let mo = "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
    let mut text = "schema: \"senderdesk.senders\"\nschemaVersion: 1\nworkspace:\n  name: \"Shop\"\n  environment: \
                    \"staging\"\n  colour: \"blue\"\n  dataCentre: \"DC-03\"\n  keywordManagement: false\nsenders:\n"
        .to_owned();
    for nth in 0..SENDERS {
        text.push_str(&format!(
            "  - id: \"0198f000-0000-7000-8000-{nth:012}\"\n    name: \"Shop {nth}\"\n    type: \"long_code\"\n    \
             senderId: \"+1303{nth:07}\"\n    supportsMms: false\n    moCallback:\n      url: \"{mo}\"\n      provenance: \
             \"documented\"\n    unsubscribeText: \"Reply STOP to end it.\"\n    notes: \"\"\n    owner: \"\"\n    purpose: \
             \"\"\n    country: \"US\"\n"
        ));
    }
    text
}

fn bare_parse(text: &str) -> anyhow::Result<f64> {
    let clock = Instant::now();
    let mut events = 0usize;
    for event in saphyr_parser::Parser::new_from_str(text) {
        event.map_err(|error| anyhow::anyhow!("{error}"))?;
        events += 1;
    }
    anyhow::ensure!(events > SENDERS * 20, "{events} events");
    Ok(milliseconds(clock))
}

/// A desk with an empty workspace, of which nothing reaches out.
async fn desk(folder: &Path) -> anyhow::Result<Desk> {
    let desk = Desk::open(DeskOptions {
        data_dir: folder.to_owned(),
        clock: Arc::new(SystemClock),
        keychain: Keychain::new(MemoryStore::default(), Duration::from_secs(1)),
        twilio_url: None,
    })
    .await?;
    let database = Connection::open(folder.join("senderdesk.db"))?;
    let at = "2026-01-01T00:00:00.000000000Z";
    database.execute(
        "INSERT INTO account (id, account_sid, region, created_at) VALUES (?1, 'AC0123456789abcdef0123456789abcdef', 'us1', ?2)",
        (WORKSPACE, at),
    )?;
    database.execute(
        "INSERT INTO workspace (id, name, colour, environment, data_centre, account, created_at) \
         VALUES (?1, 'Shop', 'blue', 'staging', 'DC-03', ?1, ?2)",
        (WORKSPACE, at),
    )?;
    Ok(desk)
}

async fn bare_inserts() -> anyhow::Result<f64> {
    let folder = tempfile::tempdir()?;
    let desk = desk(folder.path()).await?;
    desk.close().await;
    let mut database = Connection::open(folder.path().join("senderdesk.db"))?;
    database
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
    let clock = Instant::now();
    let transaction = database.transaction()?;
    {
        let mut insert = transaction.prepare(
            "INSERT INTO sender (key, workspace, name, name_folded, sender_type, sender_id, supports_mms, is_default, \
             created_at, updated_at, unsubscribe_text, country, share_id) \
             VALUES (?1, ?2, ?3, ?4, 'long_code', ?5, 0, ?6, ?7, ?7, 'Reply STOP to end it.', 'US', ?8)",
        )?;
        for nth in 0..SENDERS {
            insert.execute(params![
                format!("0198f000-0000-7000-9000-{nth:012}"),
                WORKSPACE,
                format!("Shop {nth}"),
                format!("shop {nth}"),
                format!("+1303{nth:07}"),
                nth == 0,
                "2026-01-01T00:00:00.000000000Z",
                format!("0198f000-0000-7000-8000-{nth:012}"),
            ])?;
        }
    }
    transaction.commit()?;
    Ok(milliseconds(clock))
}
