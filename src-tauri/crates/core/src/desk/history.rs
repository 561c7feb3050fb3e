//! The history of tests: searched, filtered, paged by key, written to a file.

mod export;

use std::path::PathBuf;

use super::{Answer, Desk};
use crate::file_out::write_whole;
use crate::store::tests::history::{self as stored, PAGE, Wanted};
use crate::test_message::search::{self, SHORTEST, Search};
use crate::wire::*;
use crate::words::pasted;

impl Desk {
    /// The tests that a query means, newest first: the first page, or the one that begins at the test numbered `from`.
    /// At most 50 rows and 64 kB.
    pub async fn history(&self, query: HistoryQuery, from: Option<u32>) -> Answer<HistoryPage> {
        let (wanted, notes) = read(&query);
        let rows = self.read(move |connection| stored::page(connection, &wanted, from, PAGE)).await?;
        Ok(HistoryPage { rows, notes })
    }

    /// How many tests a query means, and where the pages of its list begin.
    pub async fn history_outline(&self, query: HistoryQuery) -> Answer<HistoryOutline> {
        let (wanted, _) = read(&query);
        let (matching, starts) = self.read(move |connection| stored::outline(connection, &wanted)).await?;
        Ok(HistoryOutline { matching, page: PAGE, starts })
    }

    /// Writes all tests that a query means to a file, oldest first; whole or not at all.
    ///
    /// # Errors
    /// `Invalid` when the place does not take the file, or the query cannot be used as it was typed: a file with more
    /// than was asked for would not be noticed.
    pub async fn write_history(
        &self,
        query: HistoryQuery,
        export: HistoryExport,
        path: PathBuf,
    ) -> Answer<SavedFile> {
        let (wanted, notes) = read(&query);
        if let Some(note) = notes.into_iter().next() {
            return Err(WireError::new(ErrorCode::Invalid, note.message)
                .with_hint("Mend or clear the filter, then export again."));
        }
        let desk = self.clone();
        let runtime = tokio::runtime::Handle::current();
        let writing = tokio::task::spawn_blocking(move || {
            let tests = export::Tests::new(&desk, &runtime, wanted)?;
            write_whole(&path, |out| match export.format {
                HistoryFormat::Csv => export::csv(tests, export, out),
                HistoryFormat::JsonLines => export::json_lines(tests, export, out),
            })?;
            Ok(SavedFile { path: path.display().to_string() })
        });
        writing.await.map_err(|error| {
            tracing::error!(%error, "writing the history ended badly");
            WireError::new(ErrorCode::Internal, "The file was not written.").with_hint("Try again.")
        })?
    }
}

/// Reads a query. What cannot be used is left out of it, and said.
fn read(query: &HistoryQuery) -> (Wanted, Vec<FieldNote>) {
    let mut notes = Vec::new();
    let mut note = |field: &str, message: String| {
        notes.push(FieldNote {
            field: field.to_owned(),
            level: NoteLevel::Problem,
            message,
            suggestion: None,
        });
    };
    let search = match search::read(&query.search) {
        Search::All => None,
        Search::Match(words) => Some(words),
        Search::TooShort => {
            note(
                "search",
                format!("Type at least {SHORTEST} characters to search; all tests are listed until then."),
            );
            None
        }
    };
    let code = match pasted(&query.code) {
        "" => None,
        typed => {
            let code = typed.parse().ok();
            if code.is_none() {
                let message = "An error code is a number, such as 30003; tests with any code are listed.";
                note("code", message.to_owned());
            }
            code
        }
    };
    if let (Some(since), Some(until)) = (query.since, query.until)
        && since >= until
    {
        note("until", "The period ends before it begins, so no test is in it.".to_owned());
    }
    let HistoryQuery { workspace, sender, outcome, since, until, .. } = *query;
    (Wanted { workspace, search, sender, outcome, code, since, until }, notes)
}
