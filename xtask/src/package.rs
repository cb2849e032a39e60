//! `cargo xtask package`: every crate packs, and builds from its package alone.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::shell::{Outcome, cargo, step};

/// Packs the workspace and builds each crate out of its archive.
pub(crate) fn run() -> Outcome {
    if let Some(home) = cargo_home() {
        forget_unpacked(&home.join("registry/src"))
            .map_err(|error| format!("package: cannot remove what earlier runs unpacked: {error}"))?;
    }
    // Dirty is what a working tree is; what is published is another command's business.
    step("package", &mut cargo(&["package", "--workspace", "--allow-dirty", "--quiet"]))
}

/// Where cargo keeps what it unpacked.
fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")))
}

/// Removes our crates from what cargo unpacked of the registries that `cargo package` makes for
/// a moment: cargo knows them by path and version alone, so that a later run at the same path
/// would build against the crates of the earlier one.
fn forget_unpacked(sources: &Path) -> io::Result<()> {
    if !sources.is_dir() {
        return Ok(());
    }
    for registry in fs::read_dir(sources)? {
        let registry = registry?;
        // Such a registry has a path but no host: its folder's name starts with the dash.
        if !registry.file_name().to_string_lossy().starts_with('-') {
            continue;
        }
        for package in fs::read_dir(registry.path())? {
            let package = package?;
            if package.file_name().to_string_lossy().starts_with("toxcore") {
                fs::remove_dir_all(package.path())?;
            }
        }
    }
    Ok(())
}
