//! `man`: the manual, made from the command line itself.

use std::io;
use std::path::PathBuf;

use clap::{Command, ValueHint};
use clap_mangen::Man;

use crate::args;
use crate::file_out::write_whole;
use crate::finding::{Finding, Level};
use crate::outcome::{Exit, Outcome};

/// Print a page of the manual, in roff
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The command that the page is about; the whole where none is given
    #[arg(value_name = "COMMAND")]
    command: Option<String>,

    /// Write all pages into this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    out: Option<PathBuf>,
}

/// What a page is from.
const SOURCE: &str = concat!("senderdesk-cli ", env!("CARGO_PKG_VERSION"));

pub fn run(args: &Args) -> Outcome {
    let pages = match pages() {
        Ok(pages) => pages,
        Err(error) => {
            let message = format!("The manual was not made: {error}.");
            return Outcome::failed(Finding::general(Level::Error, message, ""));
        }
    };
    let mut outcome = Outcome::default();
    if let Some(folder) = &args.out {
        let written =
            pages.iter().try_for_each(|(name, page)| write_whole(&folder.join(format!("{name}.1")), page));
        return written.map(|()| outcome).unwrap_or_else(Outcome::failed);
    }
    let name = args
        .command
        .as_ref()
        .map_or("senderdesk-cli".to_owned(), |command| format!("senderdesk-cli-{command}"));
    match pages.into_iter().find(|(known, _)| *known == name) {
        Some((_, page)) => outcome.give("page", page, None),
        None => {
            let message = "There is no such command.";
            outcome.at_least(Exit::Usage);
            outcome.findings.push(Finding::general(Level::Error, message, "See senderdesk-cli --help."));
        }
    }
    outcome
}

/// All pages with their names.
fn pages() -> io::Result<Vec<(String, String)>> {
    let mut whole = args::command().disable_help_subcommand(true);
    whole.build();
    let mut found = Vec::new();
    add(&mut found, &whole, whole.get_name().to_owned())?;
    Ok(found)
}

fn add(found: &mut Vec<(String, String)>, command: &Command, name: String) -> io::Result<()> {
    let mut bytes = Vec::new();
    Man::new(command.clone()).title(&name).source(SOURCE).render(&mut bytes)?;
    found.push((name.clone(), String::from_utf8_lossy(&bytes).into_owned()));
    for each in command.get_subcommands().filter(|each| !each.is_hide_set()) {
        add(found, each, format!("{name}-{}", each.get_name()))?;
    }
    Ok(())
}
