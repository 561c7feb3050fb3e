//! `import --dry-run`: what would an import into a workspace do?

use std::path::{Path, PathBuf};

use clap::ValueHint;
use senderdesk_core::wire::{ImportChange, ImportField, ImportRow, ImportView};
use serde_json::json;

use crate::database::Database;
use crate::finding::{Finding, Level};
use crate::input;
use crate::outcome::{Exit, Outcome, Text, Tone};

/// Show what an import into a workspace would do (only with --dry-run)
///
/// Senderdesk itself imports: it shows each change first, and can take the import back. Exits with 1 where a sender
/// cannot be read or a conflict has to be decided.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A share file, a backup or a table; - reads standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,

    /// The workspace that it would go into, by its name
    #[arg(long, value_name = "NAME")]
    workspace: String,

    /// Write nothing: needed
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: &Args, data: Option<&Path>) -> Outcome {
    if !args.dry_run {
        let message = "senderdesk-cli never writes the application's database.";
        let hint = "Import the file in Senderdesk: it shows each change first, and can take the import back. With --dry-run \
             this command shows what it would do.";
        let usage = Finding::general(Level::Error, message, hint);
        return Outcome { exit: Exit::Usage, findings: vec![usage], ..Outcome::default() };
    }
    previewed(args, data).unwrap_or_else(Outcome::failed)
}

fn previewed(args: &Args, data: Option<&Path>) -> Result<Outcome, Finding> {
    let text = input::text(&args.file)?;
    let name = input::name(&args.file);
    let (view, rows) = Database::open(data)?.preview(&args.workspace, &name, &text)?;
    let ImportView { counts, undecided, workspace_fields, .. } = view;
    let mut outcome = Outcome::default();
    if counts.wrong > 0 || undecided > 0 {
        outcome.at_least(Exit::Findings);
    }
    for of_workspace in &workspace_fields {
        field(&mut outcome.text, "", of_workspace);
    }
    for row in &rows {
        sender(&mut outcome.text, row);
    }
    outcome.set("counts", json!(counts));
    outcome.set("undecided", undecided);
    outcome.set("workspace", json!(workspace_fields));
    outcome.set("senders", json!(rows));
    Ok(outcome)
}

fn sender(text: &mut Text, row: &ImportRow) {
    let (sign, tone) = match row.change {
        ImportChange::Same => return,
        ImportChange::Add => ("+", Tone::Added),
        ImportChange::Change => ("~", Tone::Edited),
        ImportChange::Remove => ("-", Tone::Removed),
        ImportChange::Conflict => ("conflict", Tone::Problem),
        ImportChange::Wrong => ("wrong", Tone::Problem),
    };
    text.put(tone, format!("{sign} {}", row.name)).plain(format!(" ({})", row.sender_id)).end();
    for of_sender in &row.fields {
        field(text, "    ", of_sender);
    }
    for remark in &row.remarks {
        text.line(format!("    {}", remark.message));
    }
}

fn field(text: &mut Text, indent: &str, field: &ImportField) {
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "(not given)".to_owned());
    text.plain(format!("{indent}{}: ", field.label)).put(Tone::Removed, said(&field.mine));
    text.plain(" → ").put(Tone::Added, said(&field.theirs)).end();
}
