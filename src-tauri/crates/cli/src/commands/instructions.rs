//! `instructions`: what to enter where, in MoEngage and in Twilio, for the senders of a share file.

use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};
use senderdesk_core::share::instructions;
use senderdesk_core::wire::WorksheetFormat;

use crate::finding::{Finding, Level};
use crate::input::{self, Checked, Content};
use crate::outcome::{Exit, Outcome};

/// Write the worksheet of a share file: what to enter where, in MoEngage and in Twilio
///
/// A file with problems gives no worksheet: its values would be entered as they are.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A share file; - reads standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,

    /// The form of the worksheet
    #[arg(long, value_enum)]
    format: Format,

    /// Write to this file, and not to standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown
    Md,
    /// One page that holds all it needs
    Html,
}

pub fn run(args: &Args) -> Outcome {
    let name = input::name(&args.file);
    let Checked { content, faults } = match input::checked(&args.file) {
        Ok(checked) => checked,
        Err(finding) => return Outcome::failed(finding),
    };
    let file = match content {
        Content::Document(document) => match input::share_file(&name, document) {
            Ok(file) => file,
            Err(finding) => return Outcome::failed(finding),
        },
        Content::Table(_) => {
            let message = "This is a table: it says nothing of a workspace.";
            let hint = "Import it, and export the workspace as YAML or JSON.";
            return Outcome::failed(Finding::of_file(&name, Level::Error, message, hint));
        }
    };
    let mut outcome = Outcome::default();
    outcome.findings.extend(faults.kept.into_iter().map(|fault| Finding::of_fault(&name, fault)));
    if faults.problems > 0 {
        outcome.at_least(Exit::Findings);
        return outcome;
    }
    let format = match args.format {
        Format::Md => WorksheetFormat::Markdown,
        Format::Html => WorksheetFormat::Html,
    };
    outcome.give("worksheet", instructions(&file, format), args.output.as_deref());
    outcome
}
