//! How does the state survive a restart? One JSON file, replaced as a whole, readable by its owner only.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::shared::Shared;
use crate::world::World;

/// Raised whenever an older file can no longer be read as it is.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Written<'w> {
    format: u32,
    world: &'w World,
}

#[derive(Deserialize)]
struct Read {
    format: u32,
    world: World,
}

/// What was found at the start.
pub(crate) enum Found {
    Nothing,
    State(Box<World>),
    /// The file could not be understood and was renamed.
    Corrupt {
        moved_to: PathBuf,
        reason: String,
    },
}

/// The file and how far it is behind the state: a change gets a number, and is safe once that number was written.
#[derive(Debug)]
pub(crate) struct StateFile {
    path: PathBuf,
    changes: watch::Sender<u64>,
    written: watch::Sender<u64>,
}

impl StateFile {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, changes: watch::Sender::new(0), written: watch::Sender::new(0) }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the file. An error means that it exists and cannot be read or moved.
    pub(crate) fn load(&self) -> io::Result<Found> {
        let text = match fs::read(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(error),
        };
        let reason = match serde_json::from_slice::<Read>(&text) {
            Ok(read) if read.format != FORMAT => format!("its format is {}, not {FORMAT}", read.format),
            Ok(read) if read.world.accounts.is_empty() => "it holds no account".to_owned(),
            Ok(read) => return Ok(Found::State(Box::new(read.world))),
            Err(error) => error.to_string(),
        };
        let moved_to = self.free_name();
        fs::rename(&self.path, &moved_to)?;
        Ok(Found::Corrupt { moved_to, reason })
    }

    fn free_name(&self) -> PathBuf {
        let mut number = 1;
        loop {
            let candidate = with_suffix(&self.path, &format!(".corrupt-{number}"));
            if !candidate.exists() {
                return candidate;
            }
            number += 1;
        }
    }

    /// Notes a change; the number is for [`Self::safe`].
    pub(crate) fn changed(&self) -> u64 {
        let mut number = 0;
        self.changes.send_modify(|changes| {
            *changes += 1;
            number = *changes;
        });
        number
    }

    /// Waits until a change has been written, or writing it has failed (which is logged).
    pub(crate) async fn safe(&self, change: u64) {
        // The sender lives as long as self, so that waiting cannot fail.
        let _ = self.written.subscribe().wait_for(|written| *written >= change).await;
    }

    /// Writes the state after each change until told to stop; changes that come during a write share the next one.
    pub(crate) async fn keep(&self, shared: &Shared, mut stop: watch::Receiver<()>) {
        let mut changes = self.changes.subscribe();
        // A change may have come before this task was first run.
        changes.mark_changed();
        loop {
            tokio::select! {
                biased;
                Ok(()) = changes.changed() => {
                    let upto = *changes.borrow_and_update();
                    self.write(shared).await;
                    self.written.send_replace(upto);
                }
                _ = stop.changed() => return,
            }
        }
    }

    async fn write(&self, shared: &Shared) {
        let text = serde_json::to_vec(&Written { format: FORMAT, world: &shared.world() });
        let path = self.path.clone();
        let result = match text {
            Ok(text) => tokio::task::spawn_blocking(move || replace(&path, &text))
                .await
                .unwrap_or_else(|error| Err(error.into())),
            Err(error) => Err(error.into()),
        };
        if let Err(error) = result {
            tracing::warn!(%error, "the simulator's state could not be saved");
        }
    }
}

/// Writes beside the file and renames, so that a crash leaves either the old or the new content.
fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let beside = with_suffix(path, ".new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(text)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside, path)?;
    // The rename itself is safe only once the folder is; Windows cannot open a folder.
    #[cfg(unix)]
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
