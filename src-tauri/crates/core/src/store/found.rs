//! In which state was the database's file found? A damaged one is moved aside exactly as it was.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use super::file::{beside, free_name, reader, stamp};
use super::open::OpenError;
use crate::wire::{At, Notice};

/// What a SQLite file begins with (SQLite, *Database File Format*).
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What is wrong with the database's file.
pub(super) enum Fault {
    /// Not a database, or a damaged one.
    Damaged,
    /// Of a schema that this version does not know; the program that wrote it, if it says so.
    Newer(Option<String>),
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            _ => Self::Sql(error),
        }
    }
}

/// Checks the file without changing it: a damaged one is kept exactly as it was found.
pub(super) fn check(path: &Path, steps: &[&str]) -> Result<(), Fault> {
    let size = |path: &Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
    if size(path) == 0 {
        // SQLite would delete the log beside an empty file; a database in use never is empty.
        return if size(&beside(path, "-wal")) > 0 { Err(Fault::Damaged) } else { Ok(()) };
    }
    // Before SQLite sees it: it would make a new index of the log, whatever the log belongs to.
    let mut magic = [0; MAGIC.len()];
    let read = fs::File::open(path).and_then(|mut file| std::io::Read::read_exact(&mut file, &mut magic));
    match read {
        Ok(()) if &magic != MAGIC => return Err(Fault::Damaged),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Err(Fault::Damaged),
        _ => {}
    }
    inspect(&reader(path, false)?, steps).map(|_| ())
}

/// The schema's version. The version is looked at first: what a newer program wrote may look damaged to this one.
pub(super) fn inspect(connection: &Connection, steps: &[&str]) -> Result<usize, Fault> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let version = usize::try_from(version).map_err(|_| Fault::Damaged)?;
    if version > steps.len() {
        let newest = "SELECT program FROM schema_history ORDER BY version DESC LIMIT 1";
        return Err(Fault::Newer(connection.query_row(newest, [], |row| row.get(0)).ok()));
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(version) } else { Err(Fault::Damaged) }
}

/// Moves a damaged database and its log out of the way. The database goes last: whatever stops this in between,
/// the next start finds it damaged again, and never a log without its database.
pub(super) fn move_aside(path: &Path, now: At) -> Result<Notice, OpenError> {
    let aside = free_name(path, &format!(".corrupt-{}", stamp(now)));
    for ending in ["-wal", "-shm", ""] {
        match fs::rename(beside(path, ending), beside(&aside, ending)) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                return Err(OpenError::Unusable(format!(
                    "The database {} is damaged and cannot be moved aside: {error}. Move it elsewhere, then \
                     start Senderdesk again.",
                    path.display()
                )));
            }
        }
    }
    tracing::error!("the database was damaged and moved to {}", aside.display());
    Ok(Notice {
        message: format!(
            "The database was damaged and could not be read. It was moved to {}, and a new, empty one was made.",
            aside.display()
        ),
        hint: Some(
            "Keep that file if senders are missing: most of a damaged database can often be recovered \
             (sqlite3 FILE .recover), or put back a copy of yours with Senderdesk closed."
                .to_owned(),
        ),
        at: now,
    })
}
