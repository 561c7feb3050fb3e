//! How does the activity log stand in a file? A spreadsheet must not run what a name begins with.

use std::io::{self, Write};

use tokio::runtime::Handle;

use crate::desk::Desk;
use crate::file_out::WriteFault;
use crate::store::activity::{self as stored, Wanted};
use crate::wire::{ActivityChange, ActivityLine, WireError};
use crate::words::choice;

/// Lines that are read at once.
const BATCH: u32 = 500;

/// The lines that are wanted, oldest first, a batch at a time; what is added meanwhile is not among them. Blocks: for a
/// thread that may.
pub(super) struct Lines<'a> {
    desk: &'a Desk,
    runtime: &'a Handle,
    wanted: Wanted,
    after: u32,
    newest: u32,
}

impl<'a> Lines<'a> {
    pub(super) fn new(desk: &'a Desk, runtime: &'a Handle, wanted: Wanted) -> Result<Self, WireError> {
        let newest = runtime.block_on(desk.read(stored::newest))?;
        Ok(Self { desk, runtime, wanted, after: 0, newest })
    }

    /// None once there are no more; a batch may be empty.
    fn next(&mut self) -> Result<Option<Vec<ActivityLine>>, WireError> {
        let (wanted, after, newest) = (self.wanted.clone(), self.after, self.newest);
        let reading =
            self.desk.read(move |connection| stored::batch(connection, &wanted, after, newest, BATCH));
        let (lines, last) = self.runtime.block_on(reading)?;
        Ok(last.map(|last| {
            self.after = last;
            lines
        }))
    }
}

/// One JSON object a line.
pub(super) fn json_lines(mut lines: Lines<'_>, out: &mut dyn Write) -> Result<(), WriteFault> {
    while let Some(batch) = lines.next()? {
        for line in batch {
            serde_json::to_writer(&mut *out, &line).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// RFC 4180, with a header.
pub(super) fn csv(mut lines: Lines<'_>, out: &mut dyn Write) -> Result<(), WriteFault> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let header = ["time", "workspace", "about", "name", "action", "changes", "outcome", "detail"];
    csv.write_record(header).map_err(io::Error::from)?;
    while let Some(batch) = lines.next()? {
        for line in batch {
            csv.write_record(cells(&line).map(|cell| disarmed(&cell))).map_err(io::Error::from)?;
        }
    }
    csv.flush()?;
    Ok(())
}

fn cells(line: &ActivityLine) -> [String; 8] {
    let changes: Vec<String> = line.changes.iter().map(in_words).collect();
    [
        line.at.0.to_string(),
        line.workspace_name.clone(),
        choice(&line.subject),
        line.name.clone(),
        line.action.clone(),
        changes.join("; "),
        choice(&line.outcome),
        line.detail.clone(),
    ]
}

fn in_words(change: &ActivityChange) -> String {
    let (before, after) = (change.before.as_deref(), change.after.as_deref());
    format!("{}: {} → {}", change.field, before.unwrap_or("–"), after.unwrap_or("–"))
}

/// A cell that no spreadsheet takes for a formula (OWASP, *CSV Injection*).
fn disarmed(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe_and_nothing_else_does() {
        for formula in ["=1+1", "+15551230001", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(disarmed(formula), format!("'{formula}"));
        }
        for plain in ["", "Offers", "1=1", "a@b", "'=1"] {
            assert_eq!(disarmed(plain), plain);
        }
    }
}
