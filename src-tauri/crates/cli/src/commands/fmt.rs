//! `fmt`: the one form that a share file has.

use std::path::{Path, PathBuf};

use clap::ValueHint;
use senderdesk_core::share::read::{Document, parse};
use senderdesk_core::share::write;
use serde_json::json;

use crate::file_out::write_whole;
use crate::finding::{Finding, Level};
use crate::input::{self, STDIN, Whole};
use crate::outcome::{Exit, Outcome};

/// Write share files in their one form: order, indentation, quotes, no comments
///
/// YAML stays YAML and JSON stays JSON. A file of which something cannot be read is left as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Share files or backups; - reads standard input and writes standard output
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,

    /// Write nothing; name the files that would change and exit with 1
    #[arg(long)]
    check: bool,
}

pub fn run(args: &Args) -> Outcome {
    let mut outcome = Outcome::default();
    let mut files = Vec::new();
    for path in &args.files {
        match formatted(path, args.check, &mut outcome) {
            Ok(changed) => {
                if changed && args.check {
                    outcome.at_least(Exit::Findings);
                    outcome.text.line(input::name(path));
                }
                files.push(json!({ "file": input::name(path), "changed": changed }));
            }
            Err(findings) => {
                outcome.at_least(Exit::NotChecked);
                outcome.findings.extend(findings);
            }
        }
    }
    outcome.set("files", files);
    outcome
}

/// Whether the file had, or would have, to change.
fn formatted(path: &Path, check: bool, outcome: &mut Outcome) -> Result<bool, Vec<Finding>> {
    let Whole { text, document, form, secrets } = input::whole(path)?;
    let written = match &document {
        Document::Share(file) => write::share_file(file, form),
        Document::Backup(backup) => write::backup(backup, form),
    };
    // What goes in the place of a file has to say the same.
    if parse(&written).ok().is_none_or(|again| again.document != document) {
        let message = "The file would not say the same afterwards, and was left as it is.";
        let hint = "This is a fault of senderdesk-cli: please report it.";
        return Err(vec![Finding::of_file(&input::name(path), Level::Error, message, hint)]);
    }
    if !secrets.is_empty() {
        outcome.at_least(Exit::Findings);
        outcome.findings.extend(secrets);
    }
    let is_stdin = path.as_os_str() == STDIN;
    // The mark of byte order is not in the text that was read.
    let marked = !is_stdin && std::fs::metadata(path).is_ok_and(|found| found.len() != text.len() as u64);
    let changed = written != text || marked;
    if is_stdin && !check {
        outcome.document.push_str(&written);
    } else if changed && !check {
        write_whole(path, &written).map_err(|finding| vec![finding])?;
    }
    Ok(changed)
}
