//! How is the simulator started from a shell? Reads the arguments, says where it listens, ends on SIGTERM and Ctrl-C.

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::prelude::*;
use secrecy::{ExposeSecret as _, SecretString};
use twilio_simulator::{AccountSeed, Fault, FaultKind, Match, Pace, Running, Simulator};

const USAGE: &str = "\
Usage: twilio-simulator [options]

  --port N              port on 127.0.0.1 (0, the default, takes any free one)
  --account AC…         SID of the account
  --token …             its Auth Token (or environment TWILIO_AUTH_TOKEN)
  --state FILE          load the state from here, and keep it here
  --seed N              make SIDs and a token from this number
  --numbers N           own at least N numbers
  --latency-ms N        delay every answer
  --pace natural|instant
  --help
";

struct Arguments {
    port: u16,
    account: Option<String>,
    token: Option<SecretString>,
    state: Option<PathBuf>,
    seed: Option<u64>,
    numbers: usize,
    latency: Duration,
    pace: Pace,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let Some(arguments) = Arguments::read()? else {
        std::io::stdout().write_all(USAGE.as_bytes())?;
        return Ok(());
    };
    let token_was_given = arguments.token.is_some();
    let (numbers, latency) = (arguments.numbers, arguments.latency);
    let running = arguments.builder().start().await?;
    let handle = running.handle();
    handle.add_numbers(numbers.saturating_sub(handle.numbers().len()));
    if !latency.is_zero() {
        handle.push(Fault::always(Match::any(), FaultKind::Latency(latency)));
    }
    introduce(&running, token_was_given)?;
    ended_by_signal().await?;
    running.shutdown().await;
    Ok(())
}

impl Arguments {
    /// None when help was asked for.
    fn read() -> Result<Option<Self>, lexopt::Error> {
        let mut arguments = Self {
            port: 0,
            account: None,
            token: std::env::var("TWILIO_AUTH_TOKEN").ok().map(SecretString::from),
            state: None,
            seed: None,
            numbers: 0,
            latency: Duration::ZERO,
            pace: Pace::natural(),
        };
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("port") => arguments.port = parser.value()?.parse()?,
                Long("account") => arguments.account = Some(parser.value()?.string()?),
                Long("token") => arguments.token = Some(parser.value()?.string()?.into()),
                Long("state") => arguments.state = Some(parser.value()?.into()),
                Long("seed") => arguments.seed = Some(parser.value()?.parse()?),
                Long("numbers") => arguments.numbers = parser.value()?.parse()?,
                Long("latency-ms") => arguments.latency = Duration::from_millis(parser.value()?.parse()?),
                Long("pace") => {
                    arguments.pace = match parser.value()?.string()?.as_str() {
                        "natural" => Pace::natural(),
                        "instant" => Pace::instant(),
                        other => return Err(format!("--pace is natural or instant, not {other}").into()),
                    };
                }
                Long("help") | Short('h') => return Ok(None),
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(Some(arguments))
    }

    fn builder(self) -> twilio_simulator::Builder {
        let account = AccountSeed { sid: self.account, token: self.token, ..AccountSeed::practice() };
        let mut builder =
            Simulator::builder().account(account).port(self.port).pace(self.pace).control_plane(true);
        if let Some(seed) = self.seed {
            builder = builder.seed(seed);
        }
        if let Some(state) = self.state {
            builder = builder.state_file(state);
        }
        builder
    }
}

/// Says what a caller needs to connect. A token that the caller gave is not repeated.
fn introduce(running: &Running, token_was_given: bool) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for notice in running.notices() {
        writeln!(std::io::stderr(), "{notice}")?;
    }
    writeln!(out, "listening on {}", running.url())?;
    writeln!(out, "account {}", running.account_sid())?;
    if !token_was_given {
        writeln!(out, "token {}", running.auth_token().expose_secret())?;
    }
    out.flush()
}

#[cfg(unix)]
async fn ended_by_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminated.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted,
    }
}

#[cfg(not(unix))]
async fn ended_by_signal() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
