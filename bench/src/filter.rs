//! How long from a key in a search to the end of the DOM commit, in a long list against a list of twenty?
//!
//! In the window, through WebKit's WebDriver: a real key, timed inside the page from its `keydown` to the last change of
//! the list that brings the rows that were asked for. What comes later, such as the count of the whole list, is
//! written beside it.

use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::Context;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder};
use rusqlite::{Connection, Transaction, params};
use senderdesk_desktop::{Desktop, Keychain, Running};
use serde_json::{Value, json};
use twilio_simulator::Simulator;

use crate::Measured;
use crate::start::{IDENTIFIER, built, connect};

const MANY_SENDERS: u32 = 10_000;
const MANY_TESTS: u32 = 100_000;
const FEW: u32 = 20;
/// What is typed, a key at a time. All rows have its first two letters, half of them the third, a quarter the fourth …:
/// in any list, each key from the third on leaves half of the rows.
const SEARCH: &str = "vexoquzy";
const ROUNDS: usize = 12;
const LIMIT: Duration = Duration::from_secs(60);

/// A list and how it is opened.
struct List {
    what: &'static str,
    ready: &'static str,
    key: char,
    /// Its grid.
    grid: &'static str,
}

const LISTS: [List; 2] = [
    List { what: "filter 10,000 senders (p95)", ready: "senders", key: '1', grid: ".grid" },
    List { what: "filter 100,000 tests (p95)", ready: "history", key: '7', grid: ".history-grid" },
];

/// Inside the page: notes each key and each change of the list.
const WATCH: &str = "
    const grid = document.querySelector(arguments[0]);
    const watch = (window.watched = { keys: [], changes: [] });
    addEventListener('keydown', () => watch.keys.push(performance.now()), true);
    new MutationObserver(() => watch.changes.push(performance.now()))
      .observe(grid, { childList: true, subtree: true, characterData: true, attributes: true });";

/// Inside the page: the time from the last key to the first and the last change since, once nothing changes any more.
const REST: &str = "
    const done = arguments[0];
    const { keys, changes } = window.watched;
    const key = keys.at(-1);
    const look = () => {
      const since = changes.filter((at) => at >= key);
      if (since.length > 0 && performance.now() - since.at(-1) > 400) {
        done([since[0] - key, since.at(-1) - key]);
      } else if (performance.now() - key > 1500) {
        done(null);
      } else {
        setTimeout(look, 50);
      }
    };
    look();";

pub async fn measure() -> anyhow::Result<Vec<Measured>> {
    let program = built("senderdesk")?;
    let many = keys(&program, MANY_SENDERS, MANY_TESTS).await?;
    let few = keys(&program, FEW, FEW).await?;
    let line = |(list, (many, few)): (&List, (Times, Times))| {
        let (ours, base) = (p95(&many.rows), p95(&few.rows));
        Measured {
            what: list.what,
            ours: format!("{ours:.0} ms"),
            base: format!("20 rows {base:.0} ms"),
            value: ours / base,
            budget: 2.0,
            raw: json!({
                "rows_ms": many.rows, "settled_ms": many.settled, "few_rows_ms": few.rows, "few_settled_ms": few.settled,
            }),
        }
    };
    Ok(LISTS.iter().zip(many.into_iter().zip(few)).map(line).collect())
}

/// Milliseconds from each key to the first commit of its rows, and to the last change of the list.
#[derive(Default)]
struct Times {
    rows: Vec<f64>,
    settled: Vec<f64>,
}

/// Types into each list of an application with so many rows.
async fn keys(program: &Path, senders: u32, tests: u32) -> anyhow::Result<Vec<Times>> {
    let desktop = Desktop::start(Keychain::None)?;
    let twilio = Simulator::builder().seed(1).start().await?;
    let folder = desktop.data_folder(IDENTIFIER);
    let workspace = connect(&folder, &twilio).await?;
    let mut connection = Connection::open(folder.join("senderdesk.db"))?;
    let transaction = connection.transaction()?;
    fill(&transaction, &workspace, senders, tests)?;
    transaction.commit()?;
    drop(connection);

    let (_driver, client) = drive(&desktop, program, &twilio.url()).await?;
    let mut all = Vec::new();
    for list in &LISTS {
        press(&client, &[Key::Control.into(), list.key]).await?;
        let ready = json!(list.ready);
        until(&client, "return document.documentElement.dataset.ready === arguments[0]", vec![ready]).await?;
        // Whatever still comes in of itself is not of a key.
        tokio::time::sleep(Duration::from_secs(3)).await;
        client.execute(WATCH, vec![json!(list.grid)]).await?;
        press(&client, &['/']).await?;
        let mut times = Times::default();
        for _ in 0..ROUNDS {
            for letter in SEARCH.chars() {
                press(&client, &[letter]).await?;
                let answer = client.execute_async(REST, vec![]).await?;
                if let Some((rows, settled)) = read(&answer) {
                    times.rows.push(rows);
                    times.settled.push(settled);
                }
            }
            // The focus stays in the search.
            press(&client, &[Key::Escape.into()]).await?;
            client.execute_async(REST, vec![]).await?;
        }
        anyhow::ensure!(times.rows.len() >= ROUNDS * 2, "{}: too few keys changed the list", list.what);
        all.push(times);
    }
    client.close().await?;
    twilio.shutdown().await;
    Ok(all)
}

fn read(answer: &Value) -> Option<(f64, f64)> {
    Some((answer.get(0)?.as_f64()?, answer.get(1)?.as_f64()?))
}

async fn drive(desktop: &Desktop, program: &Path, twilio: &str) -> anyhow::Result<(Running, Client)> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    drop(listener);
    let mut driver = desktop.command("WebKitWebDriver");
    driver.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
    driver.env("SENDERDESK_TWILIO_URL", twilio).stdout(Stdio::null()).stderr(Stdio::null());
    let driver = Running::start(&mut driver).context("WebKitWebDriver: apt-get install webkit2gtk-driver")?;
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        anyhow::ensure!(start.elapsed() < LIMIT, "the driver does not listen");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let options = json!({ "binary": program, "args": [] });
    let capabilities = [("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect();
    let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await?;
    until(&client, "return document.documentElement.dataset.ready !== undefined", vec![]).await?;
    Ok((driver, client))
}

async fn until(client: &Client, question: &str, arguments: Vec<Value>) -> anyhow::Result<()> {
    let start = Instant::now();
    // While the page loads there may be no answer at all.
    while !matches!(client.execute(question, arguments.clone()).await, Ok(Value::Bool(true))) {
        anyhow::ensure!(start.elapsed() < LIMIT, "not within {LIMIT:?}: {question}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

async fn press(client: &Client, keys: &[char]) -> anyhow::Result<()> {
    let down = keys.iter().map(|&value| KeyAction::Down { value });
    let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
    let actions = down.chain(up).fold(KeyActions::new("keyboard".into()), KeyActions::then);
    Ok(client.perform_actions(actions).await?)
}

/// The part of what is typed that the row of this number has.
fn part(nth: u32) -> &'static str {
    let letters = if nth == 0 { SEARCH.len() } else { 2 + nth.trailing_zeros() as usize };
    &SEARCH[..letters.min(SEARCH.len())]
}

/// Senders and tests of which the same search finds the same part at each key.
fn fill(transaction: &Transaction<'_>, workspace: &str, senders: u32, tests: u32) -> anyhow::Result<()> {
    let mut sender = transaction.prepare(
        "INSERT INTO sender (key, workspace, name, name_folded, sender_type, sender_id, supports_mms, is_default, \
         created_at, updated_at) \
         VALUES (?1, ?2, ?3, ?4, 'long_code', ?5, 0, ?6, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')",
    )?;
    for nth in 0..senders {
        let name = format!("Offer {nth:05} {}", part(nth));
        sender.execute(params![
            format!("0198f000-0000-7000-8000-{nth:012x}"),
            workspace,
            name,
            name.to_lowercase(),
            format!("+1303{nth:07}"),
            nth == 0,
        ])?;
    }
    let account: String =
        transaction
            .query_row("SELECT account FROM workspace WHERE id = ?1", [workspace], |row| row.get(0))?;
    let mut test = transaction.prepare(
        "INSERT INTO test_message (id, workspace, account, sender_name, sender_type, sender_id, recipient, body, state, \
         twilio_status, error_code, ended, created_at) \
         VALUES (?1, ?2, ?3, 'Shop', 'long_code', '+13030000001', ?4, ?5, ?6, ?6, ?7, 1, \
         '2026-01-01T00:00:00.000000000Z')",
    )?;
    for nth in 0..tests {
        let (state, code) = if nth % 10 == 0 { ("undelivered", Some(30003)) } else { ("delivered", None) };
        let body = format!(
            "Offer {nth:06}: {} until Sunday, all in our shop costs less. Reply STOP to opt out.",
            part(nth)
        );
        let id = format!("0198f000-0000-7000-9000-{nth:012x}");
        test.execute(params![id, workspace, account, format!("+1415{nth:07}"), body, state, code])?;
    }
    Ok(())
}

/// What 95 of 100 stay under.
fn p95(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() * 95).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or(f64::NAN)
}
