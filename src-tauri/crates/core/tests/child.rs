//! This test binary once more, as a process of its own that may be killed, limited, or run as another user.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use senderdesk_core::ids::JobId;
use senderdesk_core::wire::{SenderDraft, ShareFormat, ShareOptions, WireError, WorksheetFormat};

use crate::fixture;

const DO: &str = "SENDERDESK_TEST_DO";
const FOLDER: &str = "SENDERDESK_TEST_FOLDER";
const NAMING: &str = "SENDERDESK_TEST_NAMING";

/// What a child is to do; `naming` is the workspace or sender that it is done to.
pub fn command(program: &Path, what: &str, folder: &Path, naming: &str) -> Command {
    let mut command = Command::new(program);
    command.args(child_args("child::run"));
    told(&mut command, what, folder, naming);
    command
}

/// What runs one ignored test of this binary alone.
pub fn child_args(name: &str) -> [&str; 5] {
    [name, "--exact", "--ignored", "--nocapture", "--test-threads=1"]
}

/// Sets what the child reads, on a command that runs it in some other way.
pub fn told(command: &mut Command, what: &str, folder: &Path, naming: &str) {
    command.env(DO, what).env(FOLDER, folder).env(NAMING, naming);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
}

pub fn this_binary() -> std::path::PathBuf {
    std::env::current_exe().unwrap()
}

/// A child whose lines are read as they come. Killed when dropped.
pub struct Running {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Running {
    pub fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    /// The rest of the next line that begins with `word`.
    pub fn line(&mut self, word: &str) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            if self.lines.read_line(&mut line).unwrap() == 0 {
                let mut errors = String::new();
                self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
                panic!("no line {word}: {errors}");
            }
            // The test harness writes its own words on the same line before the first of ours.
            if let Some((_, rest)) = line.split_once(&format!("{word}: ")) {
                return rest.trim_end().to_owned();
            }
        }
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Lets it end by itself.
    pub fn finish(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn say(word: &str, rest: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "{word}: {}", rest.replace('\n', " ")).unwrap();
    out.flush().unwrap();
}

/// Waits until the parent closes our input.
fn wait_for_parent() {
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}

#[tokio::test]
#[ignore = "run by its parent"]
async fn run() {
    let what = std::env::var(DO).unwrap();
    let folder = std::path::PathBuf::from(std::env::var_os(FOLDER).unwrap());
    let naming = std::env::var(NAMING).unwrap();
    let desk = match senderdesk_core::Desk::open(fixture::options(&folder)).await {
        Ok(desk) => desk,
        Err(error) => return say("refused", &error.to_string()),
    };
    match what.as_str() {
        "hold" => {
            say("open", "");
            wait_for_parent();
        }
        "look" => {
            let state = desk.state().await.unwrap();
            say("read-only", &state.read_only.unwrap_or_default());
            let workspace = naming.parse().unwrap();
            let names: Vec<_> =
                fixture::rows(&desk, workspace).await.into_iter().map(|row| row.name).collect();
            say("names", &names.join(","));
            let written = desk.create_sender(workspace, fixture::draft("New", 9)).await;
            say("code", &written.map_or_else(|error| format!("{:?}", error.code), |_| "written".to_owned()));
        }
        "create" => {
            desk.create_sender(naming.parse().unwrap(), fixture::draft("New", 9)).await.unwrap();
            say("created", "");
        }
        "create-many" => {
            for nth in 0..100_000 {
                let saved = desk.create_sender(naming.parse().unwrap(), fixture::draft("Many", nth)).await;
                say("created", &saved.unwrap().sender.key.to_string());
            }
        }
        "fill" => {
            // Names as long as may be, so that the limit of the file is met soon.
            for nth in 0..100_000 {
                let draft = SenderDraft { name: "é".repeat(500), ..fixture::draft("", nth) };
                match desk.create_sender(naming.parse().unwrap(), draft).await {
                    Ok(saved) => say("created", &saved.sender.key.to_string()),
                    Err(error) => {
                        say("code", &format!("{:?} {}", error.code, error.message));
                        break;
                    }
                }
            }
        }
        "write-worksheet" => {
            let place = folder.join("worksheet.html");
            let written =
                desk.write_worksheet(naming.parse().unwrap(), None, WorksheetFormat::Html, place).await;
            let told = |error: WireError| format!("{:?} {}", error.code, error.hint.unwrap_or_default());
            say("outcome", &written.map_or_else(told, |_| "written".to_owned()));
        }
        "delete" => {
            let workspace = desk.state().await.unwrap().workspaces[0].id;
            fixture::deleted(&desk, workspace, &[naming.parse().unwrap()]).await;
            say("deleted", "");
        }
        "undo" => {
            desk.undo(naming.parse().unwrap()).await.unwrap();
            say("undone", "");
        }
        "update" => {
            desk.update_sender(naming.parse().unwrap(), fixture::draft("New", 9)).await.unwrap();
            say("updated", "");
        }
        "import" => {
            let workspace = naming.parse().unwrap();
            let path = folder.join("in.senders.yaml");
            let view = desk.read_import(Some(workspace), path, JobId::fresh()).await.unwrap();
            desk.apply_import(view.id, JobId::fresh()).await.unwrap();
            say("imported", "");
        }
        "import-new" => {
            let path = folder.join("in.senders.yaml");
            let view = desk.read_import(None, path, JobId::fresh()).await.unwrap();
            desk.apply_import(view.id, JobId::fresh()).await.unwrap();
            say("imported", "");
        }
        "export" => {
            let place = folder.join("out.senders.yaml");
            let workspace = naming.parse().unwrap();
            let options = ShareOptions::default();
            let written = desk.write_share(workspace, ShareFormat::Yaml, options, place).await;
            let told = |error: WireError| format!("{:?} {}", error.code, error.hint.unwrap_or_default());
            say("outcome", &written.map_or_else(told, |_| "written".to_owned()));
        }
        "open-practice" => {
            desk.open_practice().await.unwrap();
            say("opened", "");
        }
        "mark-default" => {
            desk.mark_default(naming.parse().unwrap()).await.unwrap();
            say("marked", "");
        }
        other => panic!("nothing known to do as {other}"),
    }
    desk.close().await;
}
