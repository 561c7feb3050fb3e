//! `validate`: does each file keep every rule of the form?

use std::path::PathBuf;

use clap::ValueHint;
use senderdesk_core::share::read::Document;
use serde_json::{Value, json};

use crate::finding::Finding;
use crate::input::{self, Checked, Content};
use crate::outcome::{Exit, Outcome};

/// Check share files, backups and tables: the form, and every rule of the fields
///
/// Says what is wrong by line and column with a hint, and nothing where all is fine. Warnings alone are fine.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Share files (YAML, JSON, .senderdesk), backups, or tables (CSV); - reads standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,

    /// Take warnings for problems: exit with 1
    #[arg(long)]
    strict: bool,
}

pub fn run(args: &Args) -> Outcome {
    let mut outcome = Outcome { findings_are_result: true, ..Outcome::default() };
    let mut files = Vec::new();
    for path in &args.files {
        let name = input::name(path);
        let Checked { content, faults } = match input::checked(path) {
            Ok(checked) => checked,
            Err(finding) => {
                outcome.at_least(Exit::NotChecked);
                outcome.findings.push(finding);
                continue;
            }
        };
        if faults.problems > 0 || (args.strict && faults.warnings > 0) {
            outcome.at_least(Exit::Findings);
        }
        files.push(described(&name, &content, &faults));
        let (kept, all) = (faults.kept.len(), faults.problems + faults.warnings);
        outcome.findings.extend(faults.kept.into_iter().map(|fault| Finding::of_fault(&name, fault)));
        if kept < all as usize {
            outcome.text.line(format!("{name}: the first {kept} of {all} remarks are shown."));
        }
    }
    outcome.set("files", files);
    outcome
}

fn described(name: &str, content: &Content, faults: &senderdesk_core::share::read::Faults) -> Value {
    let (kind, senders) = match content {
        Content::Table(file) => ("table", file.senders.len()),
        Content::Document(Document::Share(file)) => ("share", file.senders.len()),
        Content::Document(Document::Backup(backup)) => {
            ("backup", backup.workspaces.iter().map(|one| one.senders.len()).sum())
        }
    };
    json!({
        "file": name,
        "kind": kind,
        "senders": senders,
        "wrongSenders": faults.wrong.len(),
        "problems": faults.problems,
        "warnings": faults.warnings,
    })
}
