//! `export`: a workspace of the application's database as a share file, a table or a worksheet.

use std::path::{Path, PathBuf};

use clap::{ValueEnum, ValueHint};
use senderdesk_core::share::write::{Form, share_file};
use senderdesk_core::share::{csv_out, instructions};
use senderdesk_core::wire::WorksheetFormat;
use serde_json::{Value, json};

use super::senders::chosen;
use crate::database::Database;
use crate::finding::{Finding, Level};
use crate::outcome::{Exit, Outcome};

/// Export a workspace of the application: a share file, a table, or the worksheet
///
/// Reads the application's database and never writes it; the application may run. What is left out of the file because
/// it looks like a secret is named.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workspace by its name; needed where there are several
    #[arg(long, value_name = "NAME")]
    workspace: Option<String>,

    /// What is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Name the account by this alias, and not by its SID
    #[arg(long, value_name = "ALIAS")]
    mask_account: Option<String>,

    /// Write to this file, and not to standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// A share file, for people and reviews
    #[default]
    Yaml,
    /// A share file, for programs
    Json,
    /// A table, for a spreadsheet
    Csv,
    /// The worksheet as Markdown
    Md,
    /// The worksheet as one page
    Html,
}

pub fn run(args: &Args, data: Option<&Path>) -> Outcome {
    exported(args, data).unwrap_or_else(Outcome::failed)
}

fn exported(args: &Args, data: Option<&Path>) -> Result<Outcome, Finding> {
    let mut outcome = Outcome::default();
    if let Some(alias) = &args.mask_account
        && !(1..=64).contains(&alias.trim().chars().count())
    {
        let message = "The alias of --mask-account has 1 to 64 characters.";
        let usage = Finding::general(Level::Error, message, "");
        return Ok(Outcome { exit: Exit::Usage, findings: vec![usage], ..Outcome::default() });
    }
    let database = Database::open(data)?;
    let workspace = chosen(&database, args.workspace.as_deref())?;
    let form = match args.format {
        Format::Md | Format::Html => {
            let format =
                if args.format == Format::Md { WorksheetFormat::Markdown } else { WorksheetFormat::Html };
            let (file, _) = database.share_file(&workspace, args.mask_account.as_deref())?;
            let text = instructions(&file, format);
            outcome.give("worksheet", text, args.output.as_deref());
            return Ok(outcome);
        }
        Format::Csv => None,
        Format::Yaml => Some(Form::Yaml),
        Format::Json => Some(Form::Json),
    };
    let (file, left_out) = database.share_file(&workspace, args.mask_account.as_deref())?;
    let left: Vec<Value> = left_out
        .iter()
        .map(|left| {
            json!({ "place": left.place, "what": left.what, "why": left.why, "placeholder": left.placeholder })
        })
        .collect();
    outcome.set("leftOut", left);
    for left in left_out {
        let message = format!("{}: {} was left out. {}", left.place, left.what, left.why);
        let hint = left.placeholder.map(|stands| format!("{stands} stands in its place."));
        outcome.findings.push(Finding::general(Level::Warning, message, hint.unwrap_or_default()));
    }
    let text = form.map_or_else(|| csv_out::table(&file), |form| share_file(&file, form));
    outcome.give("file", text, args.output.as_deref());
    Ok(outcome)
}
