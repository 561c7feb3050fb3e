//! A desktop of its own for one test or measurement: display, window manager, message bus, keychain and home.
//!
//! Nothing of the machine's real session is reached, nothing is shared between two desktops, and dropping one ends
//! every process in it and removes its files, also when a test panics.

mod dragging;
mod process;

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tempfile::TempDir;

pub use dragging::Dragged;
pub use process::{Running, kill};

/// How long a part of the desktop may take to come up.
const START_LIMIT: Duration = Duration::from_secs(20);

/// A bus without service files: nothing starts by itself, so what a test did not start is not there.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=BUS</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// What keeps secrets on this desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// gnome-keyring, unlocked as after a login.
    Unlocked,
    /// Nothing: the bus has no Secret Service.
    None,
}

/// One desktop.
pub struct Desktop {
    // Ended in this order: what uses the bus and the display goes before them.
    keychain: Option<Running>,
    _window_manager: Running,
    _bus: Running,
    _display: Running,
    display: String,
    home: TempDir,
}

impl Desktop {
    /// Starts display (1600 × 1000), window manager, bus and keychain.
    ///
    /// # Errors
    /// A program that is missing or does not come up; the words say which package brings it.
    pub fn start(keychain: Keychain) -> anyhow::Result<Self> {
        let home = tempfile::Builder::new().prefix("senderdesk-").tempdir().context("a temporary home")?;
        for folder in ["run", "config", "data", "cache", "state"] {
            std::fs::create_dir(home.path().join(folder))?;
        }
        let (server, display) = display()?;
        let bus = bus(home.path())?;
        let mut window_manager = Command::new("openbox");
        environment(&mut window_manager, home.path(), &display);
        window_manager.stderr(Stdio::null());
        let window_manager =
            Running::start(&mut window_manager).context("openbox; apt-get install openbox")?;
        let mut desktop = Self {
            keychain: None,
            _window_manager: window_manager,
            _bus: bus,
            _display: server,
            display,
            home,
        };
        desktop.wait_for("the window manager", || {
            desktop.asks("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"], "window id")
        })?;
        if keychain == Keychain::Unlocked {
            desktop.keychain = Some(desktop.unlocked_keychain()?);
        }
        Ok(desktop)
    }

    /// The home folder: all that a program on this desktop writes is under it.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Where the application with this identifier keeps its data.
    pub fn data_folder(&self, identifier: &str) -> PathBuf {
        self.home().join("data").join(identifier)
    }

    /// The display's name for X11, for example `:7`.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The keychain's process, to be stopped and continued.
    pub fn keychain(&self) -> Option<&Running> {
        self.keychain.as_ref()
    }

    /// A program that will run on this desktop, with nothing else of the caller's environment than `PATH`.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        environment(&mut command, self.home(), &self.display);
        command
    }

    /// Sends a key to the window that has the keyboard, as the X server gets it from a real one: `alt+F4`.
    ///
    /// # Errors
    /// When xdotool is missing or the key has no name in X11.
    pub fn press(&self, key: &str) -> anyhow::Result<()> {
        let sent = self
            .command("xdotool")
            .args(["key", key])
            .status()
            .context("xdotool; apt-get install xdotool")?;
        anyhow::ensure!(sent.success(), "xdotool key {key}: {sent}");
        Ok(())
    }

    /// Types a text into the window that has the keyboard, key by key.
    ///
    /// # Errors
    /// When xdotool is missing.
    pub fn types(&self, text: &str) -> anyhow::Result<()> {
        let asked = ["type", "--delay", "5", text];
        let typed =
            self.command("xdotool").args(asked).status().context("xdotool; apt-get install xdotool")?;
        anyhow::ensure!(typed.success(), "xdotool type: {typed}");
        Ok(())
    }

    /// The title of the window that has the keyboard; none when no window has it.
    pub fn active_window(&self) -> Option<String> {
        let output = self.command("xdotool").args(["getactivewindow", "getwindowname"]).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Width and height of the window that has the keyboard, without its frame, in pixels; none when no window has it.
    pub fn active_window_size(&self) -> Option<(u32, u32)> {
        let asked = ["getactivewindow", "getwindowgeometry", "--shell"];
        let output = self.command("xdotool").args(asked).output().ok()?;
        let answer = String::from_utf8_lossy(&output.stdout);
        let value = |name| answer.lines().find_map(|line| line.strip_prefix(name)?.parse().ok());
        Some((value("WIDTH=")?, value("HEIGHT=")?))
    }

    /// Makes the window that has the keyboard this wide and high, as its operator does by its frame.
    ///
    /// # Errors
    /// When no window has it.
    pub fn resize_active_window(&self, (width, height): (u32, u32)) -> anyhow::Result<()> {
        let asked = ["getactivewindow", "windowsize", &width.to_string(), &height.to_string()];
        let done = self.command("xdotool").args(asked).status()?;
        anyhow::ensure!(done.success(), "xdotool windowsize: {done}");
        Ok(())
    }

    /// Puts the window that has the keyboard away.
    ///
    /// # Errors
    /// When no window has it.
    pub fn minimize_active_window(&self) -> anyhow::Result<()> {
        let done = self.command("xdotool").args(["getactivewindow", "windowminimize"]).status()?;
        anyhow::ensure!(done.success(), "xdotool windowminimize: {done}");
        Ok(())
    }

    fn unlocked_keychain(&self) -> anyhow::Result<Running> {
        let mut daemon = self.command("gnome-keyring-daemon");
        daemon.args(["--foreground", "--unlock", "--components=secrets"]);
        daemon.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut daemon =
            Running::start(&mut daemon).context("gnome-keyring-daemon; apt-get install gnome-keyring")?;
        let mut password = daemon.stdin().context("the keychain's password is read from its input")?;
        password.write_all(b"a password\n")?;
        drop(password);
        let asked = [
            "--session",
            "--print-reply",
            "--dest=org.freedesktop.DBus",
            "/",
            "org.freedesktop.DBus.NameHasOwner",
            "string:org.freedesktop.secrets",
        ];
        self.wait_for("the keychain", || self.asks("dbus-send", &asked, "boolean true"))?;
        Ok(daemon)
    }

    /// Whether a program's answer has these words in it.
    fn asks(&self, program: &str, arguments: &[&str], words: &str) -> bool {
        let output = self.command(program).args(arguments).stderr(Stdio::null()).output();
        output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(words))
    }

    fn wait_for(&self, what: &str, is_there: impl Fn() -> bool) -> anyhow::Result<()> {
        let start = Instant::now();
        while !is_there() {
            anyhow::ensure!(start.elapsed() < START_LIMIT, "{what} did not come up within {START_LIMIT:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

fn environment(command: &mut Command, home: &Path, display: &str) {
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", home.join("run"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_STATE_HOME", home.join("state"))
        .env("LANG", "C.UTF-8")
        .env("TZ", "UTC")
        .env("DISPLAY", display)
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", home.join("run/bus").display()))
        .env("GDK_BACKEND", "x11")
        .env("GSETTINGS_BACKEND", "memory")
        // The accessibility bus would have to be started by a bus that starts nothing.
        .env("NO_AT_BRIDGE", "1")
        .env("GTK_A11Y", "none");
}

/// An X server on a display of its own choice.
fn display() -> anyhow::Result<(Running, String)> {
    let mut server = Command::new("Xvfb");
    server.args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]);
    server.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = Running::start(&mut server).context("Xvfb; apt-get install xvfb")?;
    let mut number = String::new();
    let stdout = server.stdout().context("Xvfb says its display")?;
    BufReader::new(stdout).read_line(&mut number)?;
    match number.trim() {
        "" => bail!("Xvfb ended without saying its display"),
        number => Ok((server, format!(":{number}"))),
    }
}

/// A message bus that listens under `home`.
fn bus(home: &Path) -> anyhow::Result<Running> {
    let configuration = home.join("run/bus.conf");
    std::fs::write(
        &configuration,
        BUS.replace("path=BUS", &format!("path={}", home.join("run/bus").display())),
    )?;
    let mut daemon = Command::new("dbus-daemon");
    daemon.arg("--nofork").arg("--print-address=1").arg(format!("--config-file={}", configuration.display()));
    daemon.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut daemon = Running::start(&mut daemon).context("dbus-daemon; apt-get install dbus")?;
    let mut address = String::new();
    BufReader::new(daemon.stdout().context("dbus-daemon says its address")?).read_line(&mut address)?;
    anyhow::ensure!(!address.trim().is_empty(), "dbus-daemon ended without saying its address");
    Ok(daemon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desktop_leaves_nothing_behind() {
        let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
        let home = desktop.home().to_owned();
        let pid = desktop.keychain().expect("a keychain").id();
        assert!(Path::new(&format!("/proc/{pid}")).exists());
        drop(desktop);
        assert!(!Path::new(&format!("/proc/{pid}")).exists());
        assert!(!home.exists());
    }
}
