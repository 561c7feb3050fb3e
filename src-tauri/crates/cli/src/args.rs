//! The command line: what it takes, and what its help says.

use std::path::PathBuf;

use clap::{ColorChoice, CommandFactory as _, Parser, Subcommand, ValueHint};

use crate::commands::*;
use crate::paint::When;

/// Senderdesk without a window: check, compare, merge and format share files, and compare Twilio with them.
#[derive(Debug, Parser)]
#[command(
    name = "senderdesk-cli",
    version,
    propagate_version = true,
    after_help = "Exit codes:\n  0  fine\n  1  something was found: a problem, a difference, a conflict\n  2  the \
                  command line is wrong\n  3  it could not be checked, read or written\n\nResults go to standard \
                  output, errors to standard error. No output holds a secret."
)]
pub struct Cli {
    /// Answer with one JSON document on standard output
    #[arg(long, global = true)]
    pub json: bool,

    /// When to use colours; NO_COLOR is honoured
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: When,

    /// The application's data folder, in place of the usual one
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub data_dir: Option<PathBuf>,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Validate(validate::Args),
    Diff(diff::Args),
    Fmt(fmt::Args),
    Merge(merge::Args),
    Instructions(instructions::Args),
    Export(export::Args),
    Import(import::Args),
    Senders(senders::Args),
    Check(check::Args),
    Plan(plan::Args),
    Discover(discover::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// As JSON and the help call it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Validate(_) => "validate",
            Self::Diff(_) => "diff",
            Self::Fmt(_) => "fmt",
            Self::Merge(_) => "merge",
            Self::Instructions(_) => "instructions",
            Self::Export(_) => "export",
            Self::Import(_) => "import",
            Self::Senders(_) => "senders list",
            Self::Check(_) => "check",
            Self::Plan(_) => "plan",
            Self::Discover(_) => "discover",
            Self::Completions(_) => "completions",
            Self::Man(_) => "man",
        }
    }
}

/// The command line as clap knows it. Its own words have colours as `--color` says, although it has not read it yet.
pub fn command() -> clap::Command {
    let words: Vec<_> = std::env::args().collect();
    let given = |word: &str| {
        words.contains(&format!("--color={word}"))
            || words.windows(2).any(|pair| pair[0] == "--color" && pair[1] == word)
    };
    let choice = match (given("always"), given("never")) {
        (true, _) => ColorChoice::Always,
        (_, true) => ColorChoice::Never,
        _ => ColorChoice::Auto,
    };
    Cli::command().color(choice)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        super::command().debug_assert();
    }
}
