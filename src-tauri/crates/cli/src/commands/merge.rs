//! `merge`: two edits of one share file, put together field by field; what `git` calls a merge driver.

use std::path::{Path, PathBuf};

use clap::ValueHint;
use senderdesk_core::share::check::check;
use senderdesk_core::share::document::ShareFile;
use senderdesk_core::share::field_label;
use senderdesk_core::share::merge::{Conflict, merge};
use senderdesk_core::share::read::{self, Fault};
use senderdesk_core::share::write::{self, Form};
use senderdesk_core::wire::NoteLevel;
use serde_json::{Value, json};

use crate::file_out::write_whole;
use crate::finding::{Finding, Level};
use crate::input;
use crate::outcome::{Exit, Outcome};

/// Merge two edits of one share file into OURS, field by field
///
/// Where both changed the same field in different ways, both stand in the file between marks, as git writes them, and
/// the exit code is 1. So it is where each edit is right by itself and both together break a rule. A side of which something cannot be read is not merged: OURS stays as it is, and the exit code
/// is 3.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What both began with; may be empty
    #[arg(value_hint = ValueHint::FilePath)]
    base: PathBuf,

    /// One edit; the result is written here
    #[arg(value_hint = ValueHint::FilePath)]
    ours: PathBuf,

    /// The other edit
    #[arg(value_hint = ValueHint::FilePath)]
    theirs: PathBuf,

    /// Write the result to standard output, and not to OURS
    #[arg(short = 'p', long)]
    stdout: bool,

    /// What the file is called in messages (git's %P)
    #[arg(long, value_name = "PATH")]
    name: Option<String>,
}

pub fn run(args: &Args) -> Outcome {
    let mut outcome = Outcome::default();
    let mut side = |path: &Path, may_be_empty: bool| match side_of(path, may_be_empty) {
        Ok(side) => Some(side),
        Err(findings) => {
            outcome.at_least(Exit::NotChecked);
            outcome.findings.extend(findings);
            None
        }
    };
    let sides = (side(&args.base, true), side(&args.ours, false), side(&args.theirs, false));
    let (Some((base, _)), Some((ours, form)), Some((theirs, _))) = sides else { return outcome };
    let merged = merge(&base, &ours, &theirs);
    let text = if merged.conflicts.is_empty() {
        write::share_file(&merged.file, form)
    } else {
        write::merged(&merged, form)
    };
    let name = args.name.clone().unwrap_or_else(|| input::name(&args.ours));
    for conflict in &merged.conflicts {
        outcome.at_least(Exit::Findings);
        outcome.findings.push(told(&name, conflict, &merged.file));
    }
    if merged.conflicts.is_empty() {
        for finding in broken_by_merging(&name, [&ours, &theirs], &merged.file) {
            outcome.at_least(Exit::Findings);
            outcome.findings.push(finding);
        }
    }
    outcome.set("conflicts", merged.conflicts.iter().map(described).collect::<Vec<_>>());
    if args.stdout {
        outcome.set("merged", text.as_str());
        outcome.document = text;
    } else if let Err(finding) = write_whole(&args.ours, &text) {
        outcome.at_least(Exit::NotChecked);
        outcome.findings.push(finding);
    }
    outcome
}

/// Problems that neither side had: each edit was right by itself, and both together are not.
fn broken_by_merging(name: &str, sides: [&ShareFile; 2], merged: &ShareFile) -> Vec<Finding> {
    let problems = |file: &ShareFile| -> Vec<Fault> {
        let Ok(mut read) = read::parse(&write::share_file(file, Form::Yaml)) else { return Vec::new() };
        check(&mut read);
        let faults = read.faults.kept.into_iter();
        faults.filter(|fault| fault.level == NoteLevel::Problem).collect()
    };
    let known: Vec<_> =
        sides.into_iter().flat_map(problems).map(|fault| (fault.sender, fault.message)).collect();
    let fresh = problems(merged).into_iter().filter(|fault| {
        !known.iter().any(|(sender, message)| *sender == fault.sender && *message == fault.message)
    });
    let told = |fault: Fault| Finding {
        sender: fault.sender,
        ..Finding::of_file(name, Level::Problem, fault.message, fault.hint.as_deref().unwrap_or_default())
    };
    fresh.map(told).collect()
}

/// A side that says all there is to say: what would be left out of it, the merge would take away in silence.
fn side_of(path: &Path, may_be_empty: bool) -> Result<(ShareFile, Form), Vec<Finding>> {
    let name = input::name(path);
    let text = input::text(path).map_err(|finding| vec![finding])?;
    if may_be_empty && text.trim().is_empty() {
        return Ok((input::empty(), Form::Yaml));
    }
    let mut whole = input::whole_of(&name, false, text)?;
    if !whole.secrets.is_empty() {
        let hint = "Take the secret out of this side first; nothing was merged.";
        whole.secrets.push(Finding::of_file(
            &name,
            Level::Error,
            "A file with a secret is not merged.",
            hint,
        ));
        return Err(whole.secrets);
    }
    let form = whole.form;
    Ok((input::share_file(&name, whole.document).map_err(|finding| vec![finding])?, form))
}

fn told(name: &str, conflict: &Conflict, file: &ShareFile) -> Finding {
    let sender = conflict.sender.as_deref().and_then(|id| file.sender(id));
    let whose = match (&conflict.sender, conflict.beside) {
        (Some(id), _) => {
            let name = sender.map(|sender| format!("“{}” ", sender.name)).unwrap_or_default();
            format!("{name}({id})")
        }
        (None, false) => "The workspace".to_owned(),
        (None, true) => "The file".to_owned(),
    };
    let message = match (&conflict.field, &conflict.ours) {
        (Some(field), _) => format!("{whose}, {}: both sides changed it.", field_label(field)),
        (None, Some(_)) => format!("{whose}: ours changed it, theirs took it out."),
        (None, None) => format!("{whose}: ours took it out, theirs changed it."),
    };
    let hint = "Keep one side between the marks, take the marks out, and run senderdesk-cli validate.";
    Finding {
        sender: sender.map(|sender| sender.name.to_string()),
        ..Finding::of_file(name, Level::Conflict, message, hint)
    }
}

fn described(conflict: &Conflict) -> Value {
    let Conflict { sender, beside, field, base, ours, theirs } = conflict;
    let place = match (sender, beside) {
        (Some(_), _) => "sender",
        (None, false) => "workspace",
        (None, true) => "file",
    };
    json!({ "place": place, "sender": sender, "field": field, "base": base, "ours": ours, "theirs": theirs })
}
