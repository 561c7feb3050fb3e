//! Which files come from outside: opened by the system, or dropped on the window. Only their paths go to the desk.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, DragDropEvent, Manager, Runtime};

use crate::desk::HeldDesk;

/// Offers the files that a start was given, by its own arguments or those of a second start. The first is the program.
pub fn by_arguments<R: Runtime>(app: &AppHandle<R>, arguments: &[String], folder: &Path) {
    let files = named(arguments, folder);
    if !files.is_empty() {
        self::files(app, files);
    }
}

/// Offers files to be imported.
pub fn files<R: Runtime>(app: &AppHandle<R>, files: Vec<PathBuf>) {
    if let Some(held) = app.try_state::<HeldDesk>()
        && let Ok(desk) = held.desk()
    {
        desk.offer_files(files);
    }
}

/// Has the page show that files are held over it, and offers them when they are let go.
pub fn dragged<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    let Some(held) = app.try_state::<HeldDesk>() else { return };
    let Ok(desk) = held.desk() else { return };
    match event {
        DragDropEvent::Enter { paths, .. } => desk.hold_files(!paths.is_empty()),
        DragDropEvent::Leave => desk.hold_files(false),
        DragDropEvent::Drop { paths, .. } => {
            desk.hold_files(false);
            if !paths.is_empty() {
                desk.offer_files(paths.clone());
            }
        }
        _ => {}
    }
}

/// What is no option is a file, relative to the folder of whoever started the program.
fn named(arguments: &[String], folder: &Path) -> Vec<PathBuf> {
    let files = arguments.iter().skip(1).filter(|word| !word.starts_with('-') && !word.is_empty());
    files.map(|file| folder.join(file)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_option_is_a_file_of_the_folder_that_it_was_named_in() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(named(&words(&["senderdesk"]), Path::new("/a")), [""; 0].map(PathBuf::from));
        assert_eq!(
            named(&words(&["senderdesk", "--flag", "b.senderdesk", "/c/d.yaml"]), Path::new("/a")),
            ["/a/b.senderdesk", "/c/d.yaml"].map(PathBuf::from)
        );
    }
}
