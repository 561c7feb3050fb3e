//! The activity log: read, searched, written to a file.

mod export;

use std::path::PathBuf;

use super::{Answer, Desk};
use crate::file_out::write_whole;
use crate::store::activity::{self as stored, Wanted};
use crate::wire::*;

/// Most lines of one page.
const PAGE: u32 = 200;

impl Desk {
    /// One page, newest first.
    pub async fn activity(&self, query: ActivityQuery) -> Answer<ActivityPage> {
        self.read(move |connection| {
            let (wanted, limit) = (Wanted::from(&query), query.limit.min(PAGE));
            let (matching, lines) = stored::page(connection, &wanted, query.offset, limit)?;
            Ok(ActivityPage { matching, offset: query.offset, lines })
        })
        .await
    }

    /// Writes all matching lines, oldest first, to a file; whole or not at all. Offset and limit do not count here.
    ///
    /// # Errors
    /// `Invalid` when the place does not take the file, with a hint that says why.
    pub async fn write_activity(
        &self,
        query: ActivityQuery,
        format: ActivityFormat,
        path: PathBuf,
    ) -> Answer<SavedFile> {
        let (desk, wanted) = (self.clone(), Wanted::from(&query));
        let runtime = tokio::runtime::Handle::current();
        let writing = tokio::task::spawn_blocking(move || {
            let lines = export::Lines::new(&desk, &runtime, wanted)?;
            write_whole(&path, |out| match format {
                ActivityFormat::Csv => export::csv(lines, out),
                ActivityFormat::JsonLines => export::json_lines(lines, out),
            })?;
            Ok(SavedFile { path: path.display().to_string() })
        });
        writing.await.map_err(|error| {
            tracing::error!(%error, "writing the activity log ended badly");
            WireError::new(ErrorCode::Internal, "The file was not written.").with_hint("Try again.")
        })?
    }
}
