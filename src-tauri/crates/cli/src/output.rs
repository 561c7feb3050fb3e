//! The one place that prints.

use std::io::{self, IsTerminal, Write};

use crate::args::Cli;
use crate::escape;
use crate::finding::Level;
use crate::outcome::{Exit, Outcome, Text};
use crate::paint::painted;

/// Prints an outcome and says how the program ends. Who stopped reading is not told of it.
pub fn print(outcome: &Outcome, cli: &Cli) -> Exit {
    match written(outcome, cli) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            stop(&format!("The results could not be written: {error}."));
            Exit::NotChecked
        }
        _ => outcome.exit,
    }
}

/// Says why there are no results, where that can still be said.
pub fn stop(words: &str) {
    let _ = writeln!(io::stderr().lock(), "error: {words}");
}

fn written(outcome: &Outcome, cli: &Cli) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if cli.json {
        let whole = outcome.to_json(cli.command.name());
        let text = serde_json::to_string_pretty(&whole).map_err(io::Error::other)?;
        out.write_all(escape::json(&text).as_bytes())?;
        out.write_all(b"\n")?;
        return out.flush();
    }
    let (mut results, mut errors) = (Text::default(), Text::default());
    for finding in &outcome.findings {
        let is_result = outcome.findings_are_result && finding.level != Level::Error;
        finding.tell(if is_result { &mut results } else { &mut errors });
    }
    let mut error_stream = io::stderr().lock();
    // A closed standard error must not take the results with it.
    let _ = error_stream.write_all(painted(&errors, cli.color.on(&error_stream)).as_bytes());
    results.0.extend(outcome.text.0.iter().cloned());
    let colours = cli.color.on(&out);
    out.write_all(painted(&results, colours).as_bytes())?;
    if out.is_terminal() {
        out.write_all(escape::document(&outcome.document).as_bytes())?;
    } else {
        out.write_all(outcome.document.as_bytes())?;
    }
    out.flush()
}
