//! How a data folder is opened: locked, checked, migrated; and what is done when it cannot be used as it is.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use rusqlite_migration::{M, Migrations};

use super::file::{beside, free_name, keep_to_owner, make_private, reader, stamp};
use super::found::{Fault, check, inspect, move_aside};
use super::lock::{FolderLock, LockFault};
use crate::wire::{At, Notice};

/// The database's file in the data folder.
pub(super) const FILE: &str = "senderdesk.db";

/// The migrations, in their order. A released one is never edited.
pub(super) const STEPS: &[&str] = &[
    include_str!("schema-1.sql"),
    include_str!("schema-2.sql"),
    include_str!("schema-3.sql"),
    include_str!("schema-4.sql"),
    include_str!("schema-5.sql"),
];

const READERS: usize = 2;

/// Why a data folder cannot be opened at all. A folder that is in use or cannot be written opens read-only instead.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database was made by a newer version.
    #[error("{0}")]
    NewerDatabase(String),
    /// Anything else, in words.
    #[error("{0}")]
    Unusable(String),
}

/// What opening brought.
pub(super) struct Opened {
    /// The writing connection and the lock that allows it, or why there is none.
    pub(super) writer: Result<(Connection, FolderLock), String>,
    pub(super) readers: Vec<Connection>,
    pub(super) notices: Vec<Notice>,
}

/// Opens `folder`, making it when missing. `steps` are the migrations ([`STEPS`], but for tests).
pub(super) fn open(folder: &Path, now: At, steps: &'static [&'static str]) -> Result<Opened, OpenError> {
    prepare(folder)?;
    let path = folder.join(FILE);
    let lock = match FolderLock::take(folder) {
        Ok(lock) => lock,
        Err(LockFault::Taken) => {
            let reason = "Another Senderdesk has this data folder open. Changes can be made there; \
                          here you see what is saved.";
            return open_reading(&path, now, reason.to_owned(), steps);
        }
        Err(LockFault::NotWritable(error)) => {
            return open_reading(&path, now, not_writable(folder, &error), steps);
        }
    };
    let mut notices = Vec::new();
    match check(&path, steps) {
        Ok(()) => {}
        Err(Fault::Damaged) => notices.push(move_aside(&path, now)?),
        Err(Fault::Newer(program)) => return Err(newer(program)),
        // The writing connection meets the same fault, and knows better what to make of it.
        Err(Fault::Sql(_)) => {}
    }
    match open_writing(&path, now, steps) {
        Ok(writer) => {
            let readers = (0..READERS)
                .map(|_| reader(&path, false))
                .collect::<Result<_, _>>()
                .map_err(|error| unusable(&path, &error))?;
            Ok(Opened { writer: Ok((writer, lock)), readers, notices })
        }
        Err(WritingFault::Refused(error)) => Err(error),
        Err(WritingFault::NotWritable(cause)) => {
            open_reading(&path, now, not_writable(folder, &cause), steps)
        }
    }
}

/// Makes the folder for its owner alone; one that others may read is closed to them.
fn prepare(folder: &Path) -> Result<(), OpenError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| {
        OpenError::Unusable(format!(
            "The data folder {} cannot be made: {error}. Check that its parent can be written.",
            folder.display()
        ))
    })?;
    keep_to_owner(folder);
    Ok(())
}

enum WritingFault {
    Refused(OpenError),
    NotWritable(String),
}

fn open_writing(path: &Path, now: At, steps: &'static [&'static str]) -> Result<Connection, WritingFault> {
    let fault = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(
            ErrorCode::ReadOnly
            | ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure,
        ) => WritingFault::NotWritable(error.to_string()),
        _ => WritingFault::Refused(unusable(path, &error)),
    };
    // Made before SQLite does, so that it is never open to others; its log takes over the mode.
    if let Err(error) = make_private(path) {
        tracing::debug!("{} was not made: {error}", path.display());
    }
    keep_to_owner(path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    connection.busy_timeout(super::file::BUSY).map_err(fault)?;
    if connection.is_readonly("main").map_err(fault)? {
        return Err(WritingFault::NotWritable(format!("{FILE} is write-protected")));
    }
    let version = match inspect(&connection, steps) {
        Ok(version) => version,
        Err(Fault::Newer(program)) => return Err(WritingFault::Refused(newer(program))),
        Err(Fault::Damaged) => {
            let words = "is damaged, and was not when it was checked a moment ago. Start Senderdesk again";
            return Err(WritingFault::Refused(OpenError::Unusable(format!("{} {words}.", path.display()))));
        }
        Err(Fault::Sql(error)) => return Err(fault(error)),
    };
    if version > 0 && version < steps.len() {
        keep_copy(&connection, path, version, now).map_err(|error| {
            WritingFault::Refused(OpenError::Unusable(format!(
                "The database has to be brought to this version, and the copy that is kept before cannot be \
                 made: {error}. Nothing was changed. Free some space and start Senderdesk again."
            )))
        })?;
    }
    // SQLite's way of changing a table needs foreign keys off; they are on for all that follows.
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;")
        .map_err(fault)?;
    migrations(steps, now).to_latest(&mut connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => fault(err),
        other => WritingFault::Refused(unusable(path, &other)),
    })?;
    connection.pragma_update(None, "foreign_keys", true).map_err(fault)?;
    Ok(connection)
}

fn migrations(steps: &'static [&'static str], now: At) -> Migrations<'static> {
    let step = |(index, sql): (usize, &&'static str)| {
        let version = index as i64 + 1;
        M::up_with_hook(sql, move |transaction: &rusqlite::Transaction<'_>| {
            transaction.execute(
                "INSERT INTO schema_history (version, program, at) VALUES (?1, ?2, ?3)",
                (version, env!("CARGO_PKG_VERSION"), now),
            )?;
            Ok(())
        })
    };
    Migrations::new(steps.iter().enumerate().map(step).collect())
}

/// Copies the database as it is to a file of its own, before a migration changes it.
fn keep_copy(connection: &Connection, path: &Path, version: usize, now: At) -> Result<(), rusqlite::Error> {
    let copy = free_name(path, &format!(".schema-{version}-{}", stamp(now)));
    let told = copy.to_str().ok_or_else(|| rusqlite::Error::InvalidPath(copy.clone()))?;
    make_private(&copy).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    connection.execute("VACUUM INTO ?1", [told]).inspect_err(|_| {
        let _ = fs::remove_file(&copy);
    })?;
    Ok(())
}

fn open_reading(
    path: &Path,
    now: At,
    reason: String,
    steps: &'static [&'static str],
) -> Result<Opened, OpenError> {
    let cannot = |words: String| OpenError::Unusable(format!("{reason} {words}"));
    let none_yet = || cannot("There is no database in it yet that could be shown.".to_owned());
    if !path.exists() {
        return Err(none_yet());
    }
    let look =
        |immutable| reader(path, immutable).map_err(Fault::from).and_then(|found| inspect(&found, steps));
    let mut immutable = false;
    let mut found = look(immutable);
    if let Err(Fault::Sql(_)) = found {
        // The log's index cannot be made in a folder that cannot be written.
        immutable = true;
        found = look(immutable);
    }
    match found {
        Ok(version) if version == steps.len() => {}
        Ok(0) => return Err(none_yet()),
        Ok(_) => {
            return Err(cannot(
                "Its database is of an older version, which can only be shown once it is brought to this one.".into(),
            ));
        }
        Err(Fault::Newer(program)) => return Err(newer(program)),
        Err(Fault::Damaged) => return Err(cannot(format!("Its database {} is damaged.", path.display()))),
        Err(Fault::Sql(error)) => {
            return Err(cannot(format!("Its database cannot be read either: {error}.")));
        }
    }
    let mut notices = Vec::new();
    if immutable && fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0) {
        notices.push(Notice {
            message:
                "The newest changes may be missing here: they are in a file that can only be read once the \
                      data folder can be written."
                    .to_owned(),
            hint: Some(
                "Make the data folder writable for your user, then start Senderdesk again.".to_owned(),
            ),
            at: now,
        });
    }
    let readers = (0..READERS)
        .map(|_| reader(path, immutable))
        .collect::<Result<_, _>>()
        .map_err(|error| unusable(path, &error))?;
    Ok(Opened { writer: Err(reason), readers, notices })
}

/// A connection that only reads: no lock, no migration, no change of rights.
pub(super) fn look(folder: &Path) -> Result<Connection, OpenError> {
    let path = folder.join(FILE);
    let none = || {
        OpenError::Unusable(format!(
            "There is no data of Senderdesk in {}. Start the application once, or name its data folder.",
            folder.display()
        ))
    };
    if !path.exists() {
        return Err(none());
    }
    let opened = open_reading(&path, At(jiff::Timestamp::UNIX_EPOCH), String::new(), STEPS);
    let opened = opened.map_err(|error| match error {
        OpenError::Unusable(words) => OpenError::Unusable(words.trim().to_owned()),
        newer => newer,
    })?;
    opened.readers.into_iter().next().ok_or_else(none)
}

fn newer(program: Option<String>) -> OpenError {
    let this = env!("CARGO_PKG_VERSION");
    OpenError::NewerDatabase(match program {
        Some(program) => format!(
            "The data of Senderdesk on this machine was written by version {program}; this is version {this}, \
             which cannot read it. Install version {program} or newer. Nothing was changed."
        ),
        None => format!(
            "The data of Senderdesk on this machine was written by a newer version than this one ({this}), which \
             cannot read it. Install the newest version. Nothing was changed."
        ),
    })
}

fn not_writable(folder: &Path, cause: &dyn std::fmt::Display) -> String {
    format!(
        "The data folder {} cannot be written ({cause}). Free some space or make the folder writable for your \
         user, then start Senderdesk again.",
        folder.display()
    )
}

fn unusable(path: &Path, cause: &dyn std::error::Error) -> OpenError {
    OpenError::Unusable(format!("The database {} cannot be opened: {cause}.", path.display()))
}

#[cfg(test)]
mod tests;
