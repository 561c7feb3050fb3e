//! The application's database, read and never written, safely beside a running application.

use std::path::{Path, PathBuf};

use senderdesk_core::share::LeftOut;
use senderdesk_core::share::document::ShareFile;
use senderdesk_core::wire::{ImportCounts, ImportField, ImportRow, SenderRow, WorksheetFormat};

use crate::finding::{Finding, Level};

/// The name of the application's folder among those of other applications.
const IDENTIFIER: &str = "app.senderdesk.desktop";

/// A database that was opened.
pub struct Database {
    folder: PathBuf,
}

/// A workspace, as far as it has to be told from others.
pub struct WorkspaceName {
    pub name: String,
    pub senders: u32,
}

/// What an export of a workspace is.
pub struct Exported {
    pub file: ShareFile,
    /// What was left out, each with where: “Offers: MO callback URL”.
    pub left_out: Vec<(String, LeftOut)>,
}

/// What an import would do.
pub struct Preview {
    pub counts: ImportCounts,
    /// Conflicts that somebody has to decide.
    pub undecided: u32,
    pub workspace_fields: Vec<ImportField>,
    /// Senders that are not the same, conflicts first.
    pub rows: Vec<ImportRow>,
}

impl Database {
    /// Opens the database of this data folder, or of the usual one.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub fn open(data_dir: Option<&Path>) -> Result<Self, Finding> {
        let Some(folder) = data_dir.map(Path::to_owned).or_else(usual_folder) else {
            let hint = "Name the application's data folder by --data-dir.";
            return Err(Finding::of_file(IDENTIFIER, Level::Error, "There is no home folder.", hint));
        };
        Ok(Self { folder })
    }

    /// The workspaces, in the order of their creation.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn workspaces(&self) -> Result<Vec<WorkspaceName>, Finding> {
        Err(self.not_available())
    }

    /// The senders of a workspace as the list shows them, by name.
    ///
    /// # Errors
    /// Where there is no such workspace, or the database cannot be read.
    pub fn senders(&self, workspace: &str) -> Result<Vec<SenderRow>, Finding> {
        let _ = workspace;
        Err(self.not_available())
    }

    /// A workspace as it would be exported, its account by this alias where one is given.
    ///
    /// # Errors
    /// Where there is no such workspace, or the database cannot be read.
    pub fn share_file(&self, workspace: &str, mask: Option<&str>) -> Result<Exported, Finding> {
        let _ = (workspace, mask);
        Err(self.not_available())
    }

    /// The worksheet of a workspace, with its ticks.
    ///
    /// # Errors
    /// Where there is no such workspace, or the database cannot be read.
    pub fn worksheet(&self, workspace: &str, format: WorksheetFormat) -> Result<String, Finding> {
        let _ = (workspace, format);
        Err(self.not_available())
    }

    /// What an import of this text, from the file of this name, into a workspace would do. Nothing is written.
    ///
    /// # Errors
    /// Where the text is no share file and no table, there is no such workspace, or the database cannot be read.
    pub fn preview(&self, workspace: &str, file: &str, text: &str) -> Result<Preview, Finding> {
        let _ = (workspace, file, text);
        Err(self.not_available())
    }

    fn not_available(&self) -> Finding {
        let folder = self.folder.display();
        let message = format!("Reading the application's database in {folder} is not available yet.");
        Finding::general(Level::Error, message, "")
    }
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
