//! How much memory does an application hold with all the processes that it started?

use std::collections::BTreeMap;

use anyhow::Context;

/// The proportional set size of a process and its descendants, in megabytes (10⁶ bytes).
pub fn of_tree(root: u32) -> anyhow::Result<f64> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for entry in std::fs::read_dir("/proc")?.filter_map(Result::ok) {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // A process may end while it is looked at.
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
        if let Some(parent) = parent {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut waiting = vec![root];
    let mut kilobytes = 0;
    while let Some(id) = waiting.pop() {
        kilobytes += pss(id)?;
        waiting.extend(children.get(&id).into_iter().flatten());
    }
    Ok(kilobytes as f64 * 1024.0 / 1e6)
}

fn pss(id: u32) -> anyhow::Result<u64> {
    let rollup = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup"))?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).context("a Pss line")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
