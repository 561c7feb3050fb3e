//! How much does an installation add to a machine?

use std::process::Command;

use anyhow::Context;
use serde_json::json;

use crate::{Measured, root};

/// What the Debian package says that it takes when installed.
pub fn measure() -> anyhow::Result<Measured> {
    let folder = root().join("target/app/release/bundle/deb");
    let files =
        std::fs::read_dir(&folder).with_context(|| format!("{}: run `make bench`", folder.display()))?;
    let mut packages = files.filter_map(Result::ok).map(|entry| entry.path());
    let package =
        packages.find(|file| file.extension().is_some_and(|ending| ending == "deb")).context("a .deb")?;
    let said = Command::new("dpkg-deb").args(["--field"]).arg(&package).arg("Installed-Size").output()?;
    let kilobytes: f64 = String::from_utf8(said.stdout)?.trim().parse().context("its installed size")?;
    let megabytes = kilobytes * 1024.0 / 1e6;
    Ok(Measured {
        what: "installed size",
        ours: format!("{megabytes:.1} MB"),
        base: "12 MB".into(),
        value: megabytes,
        budget: 12.0,
        raw: json!({ "installed_kb": kilobytes }),
    })
}
