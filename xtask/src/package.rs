//! `cargo xtask package`: every crate packs, and builds from its package alone.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, step};

/// Packs the workspace and builds each crate out of its archive.
///
/// cargo takes a package of a registry for the same as long as its version is: neither what it unpacked nor what it built in an
/// earlier run may be there.
pub(crate) fn run() -> Outcome {
    let target = target_directory()?.join("packages");
    let unpacked = cargo_home().map(|home| home.join("registry/src"));
    forget_built(&target)
        .and_then(|()| unpacked.map_or(Ok(()), |unpacked| forget_unpacked(&unpacked)))
        .map_err(|error| format!("package: cannot remove what earlier runs left: {error}"))?;
    // Dirty is what a working tree is; what is published is another command's business.
    let mut package = cargo(&["package", "--workspace", "--allow-dirty", "--quiet", "--target-dir"]);
    step("package", package.arg(&target))?;
    forget_built(&target).map_err(|error| format!("package: cannot clean up: {error}"))
}

/// Removes what an earlier run built, if there was one.
fn forget_built(target: &Path) -> io::Result<()> {
    match fs::remove_dir_all(target) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Where cargo keeps what it unpacked.
fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")))
}

/// Removes our crates from what cargo unpacked of the registries that `cargo package` makes for a moment. They are told apart
/// by the path of the target folder alone.
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
