//! The application's database, read and never written, safely beside a running application.

use std::path::{Path, PathBuf};

use senderdesk_core::library::{Bound, Library, Shelved};
use senderdesk_core::share::document::ShareFile;
use senderdesk_core::wire::{ImportRow, ImportView, LeftOutView, ShareOptions, WireError};

use crate::finding::{Finding, Level};

/// The name of the application's folder among those of other applications.
const IDENTIFIER: &str = "app.senderdesk.desktop";

/// A database that was opened.
pub struct Database {
    library: Library,
}

impl Database {
    /// Opens the database of this data folder, or of the usual one.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub fn open(data_dir: Option<&Path>) -> Result<Self, Finding> {
        let hint = "Name the application's data folder by --data-dir.";
        let Some(folder) = data_dir.map(Path::to_owned).or_else(usual_folder) else {
            return Err(Finding::of_file(IDENTIFIER, Level::Error, "There is no home folder.", hint));
        };
        let library = Library::open(&folder);
        let library = library.map_err(|error| Finding::general(Level::Error, error.to_string(), hint))?;
        Ok(Self { library })
    }

    /// The workspaces, in the order of their creation.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn workspaces(&self) -> Result<Vec<Shelved>, Finding> {
        self.library.workspaces().map_err(told)
    }

    /// A workspace as it would be exported, its account by this alias where one is given, otherwise as it was exported
    /// last; with what was left out.
    ///
    /// # Errors
    /// Where there is no such workspace, or the database cannot be read.
    pub fn share_file(
        &self,
        workspace: &str,
        mask: Option<&str>,
    ) -> Result<(ShareFile, Vec<LeftOutView>), Finding> {
        let options = mask.map(|alias| ShareOptions { mask_account: true, alias: alias.to_owned() });
        self.library.share_file(Some(workspace), options.as_ref()).map_err(told)
    }

    /// What a workspace is bound to, without its secret.
    ///
    /// # Errors
    /// Where there is no such workspace, or the database cannot be read.
    pub fn bound(&self, workspace: &str) -> Result<Bound, Finding> {
        self.library.bound(Some(workspace)).map_err(told)
    }

    /// What an import of this text, from the file of this name, into a workspace would do. Nothing is written.
    ///
    /// # Errors
    /// Where the text is no share file and no table, there is no such workspace, or the database cannot be read.
    pub fn preview(
        &self,
        workspace: &str,
        file: &str,
        text: &str,
    ) -> Result<(ImportView, Vec<ImportRow>), Finding> {
        self.library.preview(Some(workspace), file, text).map_err(told)
    }
}

fn told(error: WireError) -> Finding {
    Finding::general(Level::Error, error.message, error.hint.unwrap_or_default())
}

/// Where the application keeps its data on this system.
fn usual_folder() -> Option<PathBuf> {
    let var = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if cfg!(target_os = "windows") {
        var("APPDATA")
    } else if cfg!(target_os = "macos") {
        var("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        var("XDG_DATA_HOME").or_else(|| var("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join(IDENTIFIER))
}
