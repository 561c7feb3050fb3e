//! The database's file among others: names beside it, who may read it, and a connection that only reads it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::wire::At;

/// How long a connection waits for another program that holds the database.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// A connection that only reads; an immutable one looks at the file alone, without its log.
pub(super) fn reader(path: &Path, immutable: bool) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if immutable {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut address =
            url::Url::from_file_path(absolute).map_err(|()| rusqlite::Error::InvalidPath(path.to_owned()))?;
        address.set_query(Some("immutable=1"));
        Connection::open_with_flags(address.as_str(), flags | OpenFlags::SQLITE_OPEN_URI)?
    } else {
        Connection::open_with_flags(path, flags)?
    };
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// Takes away what group and others may do; where that is not ours to change, it stays.
#[cfg(unix)]
pub(super) fn keep_to_owner(path: &Path) {
    use std::os::unix::fs::PermissionsExt;

    if let Ok(metadata) = fs::metadata(path) {
        let mode = metadata.permissions().mode();
        if mode & 0o077 != 0
            && let Err(error) = fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700))
        {
            tracing::warn!("others may read {}: {error}", path.display());
        }
    }
}

#[cfg(not(unix))]
pub(super) fn keep_to_owner(_path: &Path) {}

/// Makes an empty file that only its owner may read; one that is there stays as it is, with an error.
pub(super) fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// The path with something after its last letter.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

/// A name beside `path` that nothing has yet.
pub(super) fn free_name(path: &Path, ending: &str) -> PathBuf {
    let wanted = beside(path, ending);
    let free = |name: &PathBuf| !name.exists() && !beside(name, "-wal").exists();
    if free(&wanted) {
        return wanted;
    }
    (2_u64..).map(|nth| beside(&wanted, &format!("-{nth}"))).find(free).unwrap_or(wanted)
}

/// A moment in a file's name.
pub(super) fn stamp(now: At) -> String {
    now.0.strftime("%Y%m%dT%H%M%SZ").to_string()
}
