//! The log: a file beside the data, bounded in size, without bodies and secrets.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Mutex;

use file_rotate::compression::Compression;
use file_rotate::suffix::AppendCount;
use file_rotate::{ContentLimit, FileRotate};
use tracing_subscriber::EnvFilter;

const FILE: &str = "senderdesk.log";
const BYTES_PER_FILE: usize = 1 << 20;
const FORMER_FILES: usize = 2;

/// Our own crates tell what they do; of dependencies only warnings are kept, as they may print requests.
const WHAT: &str = "warn,senderdesk=info,senderdesk_core=info,twilio_messaging=info,twilio_simulator=info";

/// Starts logging into `folder`, and logs every panic. A folder that cannot be written leaves the log on stderr.
pub fn start(folder: &Path) {
    let filter = EnvFilter::new(WHAT);
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false);
    let writable = std::fs::create_dir_all(folder).is_ok() && private().open(folder.join(FILE)).is_ok();
    let started = if writable {
        subscriber.with_writer(Mutex::new(rotating(folder))).try_init()
    } else {
        subscriber.with_writer(std::io::stderr).try_init()
    };
    if started.is_err() {
        tracing::warn!("a log had been started before");
    }
    let former = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tracing::error!(location = ?panic.location().map(ToString::to_string), "a part of the application stopped");
        former(panic);
    }));
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
}

fn rotating(folder: &Path) -> FileRotate<AppendCount> {
    FileRotate::new(
        folder.join(FILE),
        AppendCount::new(FORMER_FILES),
        ContentLimit::BytesSurpassed(BYTES_PER_FILE),
        Compression::None,
        Some(private()),
    )
}

/// The log names workspaces and SIDs: nobody else on this machine may read it.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn the_log_is_bounded_and_its_own_users() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut log = rotating(folder.path());
        for _ in 0..5 * BYTES_PER_FILE / 1000 {
            log.write_all(&[b'x'; 1000]).expect("the log can be written");
        }
        let files: Vec<_> =
            folder.path().read_dir().expect("a folder").map(|file| file.expect("a file")).collect();
        let sizes: Vec<u64> = files.iter().map(|file| file.metadata().expect("a size").len()).collect();
        assert_eq!(files.len(), FORMER_FILES + 1);
        assert!(sizes.iter().all(|size| *size <= BYTES_PER_FILE as u64 + 1000), "{sizes:?}");
        #[cfg(unix)]
        for file in files {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(file.metadata().expect("a mode").permissions().mode() & 0o777, 0o600);
        }
    }
}
