//! `senderdesk-cli`: share files checked, compared, merged and formatted without a window, for pipelines and reviews.
//!
//! A command reads its files, and answers with an [`Outcome`]: what goes to standard output, what goes to standard
//! error, and an exit code. Only [`output`] prints. Text of a file gets there through the types that core's reader has
//! cleaned, and through [`escape`], so that neither a secret nor a control sequence reaches a terminal.

mod args;
mod commands;
mod database;
mod escape;
mod file_out;
mod finding;
mod glance;
mod input;
mod outcome;
mod output;
mod paint;

use std::panic;
use std::process::ExitCode;

use clap::FromArgMatches as _;

use args::{Cli, Command};
use commands::*;
use outcome::{Exit, Outcome};

fn main() -> ExitCode {
    let parsed = args::command().try_get_matches().and_then(|found| Cli::from_arg_matches(&found));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(told) => {
            // Help and version are results; clap knows which stream is theirs.
            let _ = told.print();
            return if told.use_stderr() { Exit::Usage } else { Exit::Fine }.into();
        }
    };
    // The words of a panic may quote a file, so that they are not shown.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        output::stop(&format!("senderdesk-cli stopped by a fault of its own{place}. Nothing was written."));
    }));
    let ran = panic::catch_unwind(|| {
        let outcome = run(&cli);
        output::print(&outcome, &cli)
    });
    ran.unwrap_or(Exit::NotChecked).into()
}

fn run(cli: &Cli) -> Outcome {
    let data = cli.data_dir.as_deref();
    match &cli.command {
        Command::Validate(args) => validate::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Fmt(args) => fmt::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Instructions(args) => instructions::run(args),
        Command::Export(args) => export::run(args, data),
        Command::Import(args) => import::run(args, data),
        Command::Senders(args) => senders::run(args, data),
        Command::Check(args) => check::run(args, data),
        Command::Plan(args) => plan::run(args, data),
        Command::Discover(args) => discover::run(args, data),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}
