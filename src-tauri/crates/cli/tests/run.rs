//! How a test runs the program.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The exit code, and whether nothing was said.
    pub fn quiet(&self) -> (i32, bool) {
        (self.code, self.out.is_empty() && self.err.is_empty())
    }
}

/// A folder with files.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    pub fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.path()).unwrap();
        let mut names: Vec<_> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program in this folder, without colours and without anybody's data.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(args).current_dir(self.path());
        for name in ["NO_COLOR", "XDG_DATA_HOME", "APPDATA"] {
            command.env_remove(name);
        }
        command.env("HOME", self.path());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        ran(self.command(args).stdin(Stdio::null()))
    }

    pub fn run_with(&self, args: &[&str], stdin: impl AsRef<[u8]>) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // It may refuse before it has read all.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_ref());
        of(child.wait_with_output().unwrap())
    }
}

pub fn program() -> &'static str {
    env!("CARGO_BIN_EXE_senderdesk-cli")
}

pub fn ran(command: &mut Command) -> Ran {
    of(command.output().unwrap())
}

fn of(output: std::process::Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A workspace with a long code, which is the default, and a Messaging Service; in its one form.
pub const SHOP: &str = r#"schema: "senderdesk.senders"
schemaVersion: 1
workspace:
  name: "Shop"
  environment: "production"
  dataCentre: "DC-03"
  keywordManagement: false
  account:
    sid: "AC0123456789abcdef0123456789abcdef"
  defaultSender: "offers"
senders:
  - id: "offers"
    name: "Offers"
    type: "long_code"
    senderId: "+15551230002"
    supportsMms: false
    notes: "Autumn"
  - id: "service"
    name: "Service"
    type: "messaging_service"
    senderId: "MG0123456789abcdef0123456789abcdef"
    supportsMms: true
"#;

/// A short code, as a further sender of [`SHOP`].
pub fn short_code(id: &str, code: &str) -> String {
    format!("  - id: \"{id}\"\n    name: \"Code {id}\"\n    type: \"short_code\"\n    senderId: \"{code}\"\n")
}

/// [`SHOP`] as JSON, in its one form.
pub fn shop_as_json(folder: &Folder) -> String {
    // Each line of the YAML form is a field; what is read is put in order by the program itself.
    let mut fields = serde_json::json!({
        "schema": "senderdesk.senders",
        "schemaVersion": 1,
        "workspace": {
            "name": "Shop", "environment": "production", "dataCentre": "DC-03", "keywordManagement": false,
            "account": { "sid": "AC0123456789abcdef0123456789abcdef" }, "defaultSender": "offers",
        },
        "senders": [],
    });
    fields["senders"] = serde_json::json!([
        { "id": "offers", "name": "Offers", "type": "long_code", "senderId": "+15551230002", "supportsMms": false,
          "notes": "Autumn" },
        { "id": "service", "name": "Service", "type": "messaging_service",
          "senderId": "MG0123456789abcdef0123456789abcdef", "supportsMms": true },
    ]);
    let formatted = folder.run_with(&["fmt", "-"], fields.to_string());
    assert_eq!(formatted.code, 0, "{formatted:?}");
    formatted.out
}

/// Compares with the file of this name under `tests/golden`; SENDERDESK_WRITE_GOLDEN=1 writes it.
pub fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("SENDERDESK_WRITE_GOLDEN").is_some() {
        fs::write(&path, found).unwrap();
    }
    let wanted = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, wanted, "{name} is different; SENDERDESK_WRITE_GOLDEN=1 writes it anew");
}
