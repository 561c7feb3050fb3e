//! How does a file come out whole or not at all? It is written beside its place and then put there.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::wire::{ErrorCode, WireError};

/// Why the content did not come to its end.
pub(crate) enum WriteFault {
    /// The file did not take it.
    Io(io::Error),
    /// What was to be written could not be had; the words are for the operator.
    Source(WireError),
}

impl From<io::Error> for WriteFault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<WireError> for WriteFault {
    fn from(error: WireError) -> Self {
        Self::Source(error)
    }
}

/// Writes what `write` gives to the file at `path`, in place of one that is there. Blocks.
///
/// # Errors
/// `Invalid`, with a hint that names what is wrong with the place; or what `write` could not get. In each case a
/// former file stays as it was, and nothing is left beside it.
pub(crate) fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), WriteFault>,
) -> Result<(), WireError> {
    let told = |fault: WriteFault| match fault {
        WriteFault::Io(error) => not_written(path, &error),
        WriteFault::Source(words) => words,
    };
    put(path, write).map_err(told)
}

fn put(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), WriteFault>) -> Result<(), WriteFault> {
    // What a link points to is replaced, never the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.is_dir() || target.file_name().is_none() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".senderdesk-");
    // As any file that the operator saves: the user's mask takes away what it should.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    {
        let mut buffered = BufWriter::new(file.as_file_mut());
        write(&mut buffered)?;
        buffered.flush()?;
    }
    // Some disks say only now that they are full.
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

fn not_written(path: &Path, error: &io::Error) -> WireError {
    use io::ErrorKind as Kind;

    let hint = match error.kind() {
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => {
            "The folder cannot be written by your user. Choose another place, such as your documents."
        }
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => {
            "The disk takes no more. Free some space, or choose a place on another disk."
        }
        Kind::NotFound | Kind::NotADirectory => "There is no such folder. Choose one that is there.",
        Kind::IsADirectory => "This is a folder. Give the file a name.",
        Kind::InvalidFilename => "The name is too long, or has a character that this disk does not take.",
        _ => "Choose another place, or try again.",
    };
    tracing::info!("{} was not written: {error}", path.display());
    WireError::new(ErrorCode::Invalid, format!("The file {} was not written: {error}.", path.display()))
        .with_hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    fn text(words: &'static str) -> impl FnOnce(&mut dyn Write) -> Result<(), WriteFault> {
        move |out| Ok(out.write_all(words.as_bytes())?)
    }

    #[test]
    fn a_file_is_written_and_one_that_is_there_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        write_whole(&path, text("first, and longer")).unwrap();
        write_whole(&path, text("second")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "second");
        assert_eq!(names(folder.path()), ["out.csv"]);
    }

    #[test]
    fn a_disk_that_fills_leaves_the_former_file_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        write_whole(&path, text("former")).unwrap();
        let error = write_whole(&path, |out| {
            out.write_all(&[b'x'; 100_000])?;
            Err(io::Error::from(io::ErrorKind::StorageFull).into())
        })
        .unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid);
        assert!(error.hint.unwrap().contains("takes no more"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "former");
        assert_eq!(names(folder.path()), ["out.csv"]);
    }

    #[test]
    fn what_could_not_be_had_is_said_in_its_own_words() {
        let folder = tempfile::tempdir().unwrap();
        let gone = || WireError::new(ErrorCode::NotFound, "It is gone.");
        let error = write_whole(&folder.path().join("out.csv"), |_| Err(gone().into())).unwrap_err();
        assert_eq!(error, gone());
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn a_place_that_takes_no_file_is_named_with_what_is_wrong_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let cases = [
            (folder.path().to_owned(), "This is a folder."),
            (folder.path().join("none/out.csv"), "There is no such folder."),
            (file.join("out.csv"), "There is no such folder."),
            (folder.path().join("x".repeat(300)), "The name is too long"),
        ];
        for (path, words) in cases {
            let error = write_whole(&path, text("x")).unwrap_err();
            assert_eq!(error.code, ErrorCode::Invalid);
            let hint = error.hint.unwrap();
            assert!(hint.starts_with(words), "{}: {} {hint}", path.display(), error.message);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_place_that_cannot_be_written_is_said() {
        // Nobody makes files there, whatever their rights.
        let error = write_whole(Path::new("/sys/kernel/out.csv"), text("x")).unwrap_err();
        assert!(error.hint.unwrap().contains("cannot be written by your user"), "{}", error.message);
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_it_as_the_users_mask_says_and_a_link_stays_one() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let (path, link, plain) =
            (folder.path().join("out"), folder.path().join("link"), folder.path().join("plain"));
        fs::write(&plain, "").unwrap();
        write_whole(&path, text("one")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&path), mode(&plain));
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write_whole(&link, text("two")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    }
}
