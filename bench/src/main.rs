//! Measures the application against its budgets, as ratios in one run on one machine. Prints a table and writes
//! `target/bench.json`. `make bench` builds what it measures and starts it.

mod discover;
mod filter;
mod import;
mod listing;
mod memory;
mod screen;
mod size;
mod start;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// One line of the table.
struct Measured {
    what: &'static str,
    /// What was measured, with its unit.
    ours: String,
    /// What it is measured against, with its unit.
    base: String,
    /// Ours against the base, or ours itself where the budget is a number of its own.
    value: f64,
    /// `value` may be at most this.
    budget: f64,
    raw: Value,
}

impl Measured {
    fn verdict(&self) -> &'static str {
        if self.value <= self.budget { "within budget" } else { "over budget" }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // Parts by name; all without one.
    let named: Vec<_> = std::env::args().skip(1).collect();
    let wanted = |part: &str| named.is_empty() || named.iter().any(|name| name == part);
    let mut table = Vec::new();
    if wanted("start") {
        table.extend(start::and_memory().await?);
    }
    if wanted("filter") {
        table.extend(filter::measure().await?);
    }
    if wanted("listing") {
        table.push(listing::measure().await?);
    }
    if wanted("discover") {
        table.extend(discover::measure().await?);
    }
    if wanted("import") {
        table.extend(import::measure().await?);
        table.push(import::command_line()?);
    }
    if wanted("size") {
        table.push(size::measure()?);
    }

    println!("{:<34} {:>12} {:>22} {:>7} {:>7}  verdict", "what", "ours", "against", "value", "budget");
    for line in &table {
        let Measured { what, ours, base, value, budget, .. } = line;
        println!("{what:<34} {ours:>12} {base:>22} {value:>7.2} {budget:>7.2}  {}", line.verdict());
    }
    let rows: Vec<_> = table.iter().map(as_json).collect();
    let file = root().join("target/bench.json");
    std::fs::write(&file, serde_json::to_string_pretty(&rows)?)?;
    println!("written to {}", file.display());
    Ok(())
}

fn as_json(line: &Measured) -> Value {
    let Measured { what, ours, base, value, budget, raw } = line;
    json!({
        "what": what, "ours": ours, "base": base, "value": value, "budget": budget,
        "verdict": line.verdict(), "raw": raw,
    })
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The middle of several measurements.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}
