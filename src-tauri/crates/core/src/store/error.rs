//! What can go wrong with the database, told apart by what the operator can do about it.

use rusqlite::ErrorCode as Sqlite;

use crate::wire::{ErrorCode, WireError};

/// Why a read or a write did not happen. A write that fails changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The data folder was opened read-only; the text says why.
    #[error("the data folder is open read-only: {0}")]
    ReadOnly(String),
    /// The file turned out not to be writable after it was opened.
    #[error("the database cannot be written")]
    NotWritable(#[source] rusqlite::Error),
    /// No space is left for the change.
    #[error("no space is left on the disk of the data folder")]
    Full(#[source] rusqlite::Error),
    /// The disk failed, or does not take more: a quota, a limit, a drive that was unplugged.
    #[error("the disk of the data folder failed")]
    Disk(#[source] rusqlite::Error),
    /// Another program holds the database beyond the busy time.
    #[error("another program holds the database")]
    Busy(#[source] rusqlite::Error),
    /// The file is damaged.
    #[error("the database is damaged")]
    Damaged(#[source] rusqlite::Error),
    /// What was named is not there (any more).
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// A rule refused the change inside its transaction; the words are for the operator.
    #[error("refused: {0}")]
    Refused(Box<WireError>),
    /// A row holds what this version cannot read.
    #[error("a stored {what} cannot be read")]
    Unreadable {
        /// Which value.
        what: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The store was closed before this was asked.
    #[error("the store is closed")]
    Closed,
    /// The work panicked; its transaction was rolled back.
    #[error("the work on the database panicked: {0}")]
    Panicked(String),
    /// Anything else from SQLite.
    #[error("the database did not do it")]
    Sql(#[source] rusqlite::Error),
}

impl StoreError {
    /// A stored value that does not parse.
    pub(crate) fn unreadable(
        what: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Unreadable { what, source: source.into() }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(Sqlite::DiskFull) => Self::Full(error),
            Some(Sqlite::ReadOnly | Sqlite::PermissionDenied) => Self::NotWritable(error),
            Some(Sqlite::SystemIoFailure | Sqlite::CannotOpen) => Self::Disk(error),
            Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => Self::Busy(error),
            Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase) => Self::Damaged(error),
            _ => Self::Sql(error),
        }
    }
}

impl From<WireError> for StoreError {
    fn from(error: WireError) -> Self {
        Self::Refused(Box::new(error))
    }
}

impl From<StoreError> for WireError {
    /// Logs the chain of causes, which the page does not get.
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Refused(_) => {}
            StoreError::NotFound(_) | StoreError::ReadOnly(_) => tracing::debug!("{}", chain(&error)),
            _ => tracing::error!("{}", chain(&error)),
        }
        match error {
            StoreError::Refused(words) => *words,
            StoreError::ReadOnly(reason) => {
                Self::new(ErrorCode::ReadOnly, "Nothing was changed: this window is read-only.")
                    .with_hint(reason)
            }
            StoreError::NotWritable(_) => {
                Self::new(ErrorCode::ReadOnly, "Nothing was changed: the data folder cannot be written.")
                    .with_hint(
                        "Make the folder and its files writable for your user, then start Senderdesk again.",
                    )
            }
            StoreError::Full(_) => {
                Self::new(ErrorCode::ReadOnly, "Nothing was changed: the disk of the data folder is full.")
                    .with_hint("Free some space, then try again.")
            }
            StoreError::Disk(_) => Self::new(
                ErrorCode::ReadOnly,
                "Nothing was changed: the disk of the data folder does not take it.",
            )
            .with_hint("Check that the disk is there, not full and within its quota, then try again."),
            StoreError::Busy(_) => Self::new(
                ErrorCode::Internal,
                "Nothing was changed: another program holds the database.",
            )
            .with_hint(
                "Close what reads or copies the data folder (a backup, a database viewer), then try again.",
            ),
            StoreError::Damaged(_) => Self::new(ErrorCode::Internal, "The database is damaged.").with_hint(
                "Start Senderdesk again: it checks the file, and moves it aside if it cannot be used.",
            ),
            StoreError::NotFound(what) => Self::new(ErrorCode::NotFound, format!("This {what} is gone."))
                .with_hint("It was removed in the meantime. The list shows what is there now."),
            StoreError::Closed => Self::new(ErrorCode::Internal, "Senderdesk is closing."),
            StoreError::Unreadable { .. } | StoreError::Panicked(_) | StoreError::Sql(_) => {
                Self::new(ErrorCode::Internal, "Something went wrong in Senderdesk; nothing was changed.")
                    .with_hint("Try again. If it happens again, the log in the data folder has the causes.")
            }
        }
    }
}

/// An error with its causes, in one line for the log.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        text.push_str(": ");
        text.push_str(&source.to_string());
        cause = source.source();
    }
    text
}
