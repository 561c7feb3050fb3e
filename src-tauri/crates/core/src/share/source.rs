//! Where does a file come from, and may it be read? Sizes and kinds are looked at before a byte is believed.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use super::limits::BYTES;
use super::node::Position;
use super::read::Unreadable;

/// The text of a file, of at most [`BYTES`] bytes.
///
/// # Errors
/// A folder, a link, a device, too large a file, one that is not UTF-8 or has NUL bytes: each with what to do. Blocks.
pub fn text_of(path: &Path) -> Result<String, Unreadable> {
    let refused = |message: String, hint: &str| Unreadable { at: None, message, hint: hint.to_owned() };
    let name = path.display();
    let found = fs::symlink_metadata(path).map_err(|error| not_opened(path, &error))?;
    if found.is_symlink() {
        return Err(refused(
            format!("{name} is a link to another file."),
            "Choose the file itself: a link can be turned to anything.",
        ));
    }
    if found.is_dir() {
        return Err(refused(format!("{name} is a folder."), "Choose a file in it."));
    }
    if !found.is_file() {
        return Err(refused(
            format!("{name} is no ordinary file."),
            "Choose a file that Senderdesk has exported.",
        ));
    }
    if found.len() > BYTES {
        return Err(too_large());
    }
    let file = File::open(path).map_err(|error| not_opened(path, &error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
    // It may grow while it is read.
    file.take(BYTES + 1).read_to_end(&mut bytes).map_err(|error| not_opened(path, &error))?;
    text_of_bytes(bytes)
}

/// The text of bytes that came in some other way.
///
/// # Errors
/// As [`text_of`].
pub fn text_of_bytes(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.len() as u64 > BYTES {
        return Err(too_large());
    }
    const SAVE: &str =
        "Save it as UTF-8 and try again: spreadsheets call it CSV UTF-8, editors offer it under encoding.";
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Unreadable {
            at: None,
            message: "The file is in UTF-16.".to_owned(),
            hint: SAVE.to_owned(),
        });
    }
    let bytes = match bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    if let Some(nul) = bytes.iter().position(|byte| *byte == 0) {
        let hint = "Choose a file that Senderdesk has exported; this one is not text.";
        return Err(Unreadable {
            at: Some(place(&bytes, nul)),
            message: "A NUL byte stands here.".to_owned(),
            hint: hint.to_owned(),
        });
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = "The file is not in UTF-8: this byte belongs to another encoding.".to_owned();
        Unreadable { at: Some(place(error.as_bytes(), at)), message, hint: SAVE.to_owned() }
    })
}

fn too_large() -> Unreadable {
    Unreadable {
        at: None,
        message: format!("The file is larger than {} MB.", BYTES / 1024 / 1024),
        hint: "A share file of ten thousand senders takes some 5 MB. Split this one, or choose another."
            .to_owned(),
    }
}

fn not_opened(path: &Path, error: &io::Error) -> Unreadable {
    let hint = match error.kind() {
        io::ErrorKind::NotFound => "Check the name; it may have been moved.",
        io::ErrorKind::PermissionDenied => {
            "Your user may not read it. Copy it to a folder of yours, or change its rights."
        }
        _ => "Try again, or choose another file.",
    };
    Unreadable {
        at: None,
        message: format!("{} cannot be read: {error}.", path.display()),
        hint: hint.to_owned(),
    }
}

fn place(bytes: &[u8], end: usize) -> Position {
    let before = String::from_utf8_lossy(&bytes[..end]);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Position { line: number(line), column: number(column) }
}
