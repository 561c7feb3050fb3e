//! `diff`: what is different between two states of a share file?

mod markdown;

use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};
use senderdesk_core::share::diff::{Changed, Diff, FieldChange, diff};
use senderdesk_core::share::field_label;
use serde_json::{Value, json};

use crate::input;
use crate::outcome::{Exit, Outcome, Text, Tone};

/// Compare two share files, senders by their identity
///
/// Exits with 0 where nothing is different and with 1 where something is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The state before; /dev/null for none
    #[arg(value_name = "A", value_hint = ValueHint::FilePath)]
    before: PathBuf,

    /// The state after; /dev/null for none
    #[arg(value_name = "B", value_hint = ValueHint::FilePath)]
    after: PathBuf,

    /// How the differences are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// Lines for people
    #[default]
    Text,
    /// A table, for a comment in a review
    Markdown,
}

pub fn run(args: &Args) -> Outcome {
    let mut outcome = Outcome::default();
    let mut sides = Vec::new();
    for path in [&args.before, &args.after] {
        match input::whole_share_file(path) {
            Ok((file, secrets)) => {
                if !secrets.is_empty() {
                    outcome.at_least(Exit::Findings);
                }
                outcome.findings.extend(secrets);
                sides.push(file);
            }
            Err(findings) => {
                outcome.at_least(Exit::NotChecked);
                outcome.findings.extend(findings);
            }
        }
    }
    let [before, after] = &sides[..] else { return outcome };
    let found = diff(before, after);
    if !found.is_empty() {
        outcome.at_least(Exit::Findings);
    }
    outcome.set("workspace", fields(&found.workspace));
    outcome.set("more", fields(&found.more));
    outcome.set("senders", senders(&found));
    match args.format {
        Format::Text => outcome.text = text(&found),
        Format::Markdown => outcome.document = markdown::table(&found),
    }
    outcome
}

fn senders(found: &Diff) -> Vec<Value> {
    let sender = found.senders.iter().map(|change| {
        json!({
            "id": change.id,
            "name": change.name,
            "change": match change.what {
                Changed::Added => "added",
                Changed::Removed => "removed",
                Changed::Edited => "edited",
            },
            "fields": fields(&change.fields),
        })
    });
    sender.collect()
}

fn fields(changes: &[FieldChange]) -> Vec<Value> {
    let field = |change: &FieldChange| json!({ "field": change.field, "before": change.before, "after": change.after });
    changes.iter().map(field).collect()
}

fn sign(what: Changed) -> (&'static str, Tone) {
    match what {
        Changed::Added => ("+", Tone::Added),
        Changed::Removed => ("-", Tone::Removed),
        Changed::Edited => ("~", Tone::Edited),
    }
}

fn text(found: &Diff) -> Text {
    let mut text = Text::default();
    for change in found.workspace.iter().chain(&found.more) {
        field(&mut text, "", change, Changed::Edited);
    }
    for change in &found.senders {
        let (sign, tone) = sign(change.what);
        text.put(tone, format!("{sign} {}", change.name)).plain(format!(" ({})", change.id)).end();
        for of_sender in change.fields.iter().filter(|field| field.field != "id") {
            field(&mut text, "    ", of_sender, change.what);
        }
    }
    text
}

fn field(text: &mut Text, indent: &str, change: &FieldChange, what: Changed) {
    let (before, after) = change.in_words();
    let said = |value: Option<String>| match value.as_deref() {
        None => "(not given)".to_owned(),
        Some("") => "(empty)".to_owned(),
        Some(value) => value.to_owned(),
    };
    text.plain(format!("{indent}{}: ", field_label(&change.field)));
    match what {
        Changed::Added => text.put(Tone::Added, said(after)),
        Changed::Removed => text.put(Tone::Removed, said(before)),
        Changed::Edited => text.put(Tone::Removed, said(before)).plain(" → ").put(Tone::Added, said(after)),
    };
    text.end();
}
