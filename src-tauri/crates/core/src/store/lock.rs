//! Who owns the data folder: the process that holds the operating system's lock on a file in it.
//!
//! The lock goes with the process, however that ends, so nothing stale is left to clean up.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// The file that carries the lock. Its content means nothing.
pub(super) const FILE: &str = "senderdesk.lock";

/// The lock, held until dropped.
#[derive(Debug)]
pub(super) struct FolderLock(#[allow(dead_code, reason = "held, never read")] File);

/// Why the folder could not be locked.
#[derive(Debug)]
pub(super) enum LockFault {
    /// Another process (or another desk of this one) holds it.
    Taken,
    /// The lock file cannot be made or opened for writing.
    NotWritable(io::Error),
}

impl FolderLock {
    pub(super) fn take(folder: &Path) -> Result<Self, LockFault> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(folder.join(FILE)).map_err(LockFault::NotWritable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(LockFault::Taken),
            Err(TryLockError::Error(error)) => Err(LockFault::NotWritable(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_locked_once_until_released() {
        let folder = tempfile::tempdir().unwrap();
        let first = FolderLock::take(folder.path()).unwrap();
        assert!(matches!(FolderLock::take(folder.path()), Err(LockFault::Taken)));
        drop(first);
        FolderLock::take(folder.path()).unwrap();
    }

    #[test]
    fn a_folder_that_is_not_there_cannot_be_locked() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        assert!(matches!(FolderLock::take(&missing), Err(LockFault::NotWritable(_))));
    }
}
