//! `completions`: what a shell needs to complete the command line.

use clap_complete::{Shell, generate};

use crate::args;
use crate::outcome::Outcome;

/// Print the completions for a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    shell: Shell,
}

pub fn run(args: &Args) -> Outcome {
    let mut bytes = Vec::new();
    generate(args.shell, &mut args::command(), "senderdesk-cli", &mut bytes);
    let mut outcome = Outcome::default();
    outcome.give("completions", String::from_utf8_lossy(&bytes).into_owned(), None);
    outcome
}
