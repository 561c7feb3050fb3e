//! How does a file come out whole or not at all? It is written beside its place and then put there.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::finding::{Finding, Level};

/// Writes the text to the file at `path`; one that is there is replaced and its permissions are kept.
///
/// # Errors
/// What is wrong with the place. A former file then stays as it was, and nothing is left beside it.
pub fn write_whole(path: &Path, text: &str) -> Result<(), Finding> {
    put(path, text).map_err(|error| {
        let hint = match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "The folder cannot be written by your user. Choose another place."
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "Free some space, or choose another disk."
            }
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                "There is no such folder. Make it first."
            }
            io::ErrorKind::IsADirectory => "This is a folder. Give the file a name.",
            _ => "Choose another place, or try again.",
        };
        let message = format!("The file was not written: {error}.");
        Finding::of_file(&path.display().to_string(), Level::Error, message, hint)
    })
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    // What a link points to is replaced, never the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let former = fs::metadata(&target).ok();
    if former.as_ref().is_some_and(fs::Metadata::is_dir) || target.file_name().is_none() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if former.as_ref().is_some_and(|former| !former.is_file()) {
        // A pipe or a device takes what it is given; there is nothing to put in its place.
        return fs::OpenOptions::new().write(true).open(&target)?.write_all(text.as_bytes());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".senderdesk-");
    // As any new file: the user's mask takes away what it should.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if let Some(former) = former {
        file.as_file().set_permissions(former.permissions())?;
    }
    // Some disks say only now that they are full.
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}
