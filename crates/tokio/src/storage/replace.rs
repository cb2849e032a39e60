//! How a file is replaced.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::disk::Disk;

/// Where replacing a file stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WriteStep {
    /// Making the new file beside the old one.
    #[error("making a file beside it")]
    Create,
    /// Filling it: the disk is full, most likely.
    #[error("writing")]
    Write,
    /// Keeping the old file as the previous copy.
    #[error("keeping the previous copy")]
    KeepPrevious,
    /// Giving the new file the name.
    #[error("renaming")]
    Rename,
    /// Bringing the new name to the disk. The new file is in place.
    #[error("syncing the folder")]
    SyncFolder,
}

/// What becomes of the file that is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Previous {
    Keep,
    Drop,
}

/// Replaces `path` by `bytes`. Whenever the process or the machine dies, the old file or the new one is there, whole.
pub(crate) fn replace(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    previous: Previous,
) -> Result<(), (WriteStep, io::Error)> {
    let fresh = beside(path, ".new");
    let result = fill(disk, &fresh, bytes).and_then(|()| {
        if previous == Previous::Keep {
            keep(disk, path).map_err(|error| (WriteStep::KeepPrevious, error))?;
        }
        disk.rename(&fresh, path).map_err(|error| (WriteStep::Rename, error))
    });
    if let Err(error) = result {
        // The reason of the failure is more useful than that of a failed clean-up.
        let _ = disk.remove(&fresh);
        return Err(error);
    }
    disk.sync_folder(folder_of(path)).map_err(|error| (WriteStep::SyncFolder, error))
}

/// The name of a file that belongs to `path`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// The previous copy of a file.
pub(crate) fn previous_of(path: &Path) -> PathBuf {
    beside(path, ".prev")
}

/// The folder in which `path` is.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a new file and waits until it is on the disk.
fn fill(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), (WriteStep, io::Error)> {
    let create = |error| (WriteStep::Create, error);
    // Left by a process that died; whoever writes has the lock.
    disk.remove(path).map_err(create)?;
    let mut file = disk.create(path).map_err(create)?;
    let written = disk.write(&mut file, bytes).and_then(|()| disk.sync(&file, path));
    written.map_err(|error| (WriteStep::Write, error))
}

/// Makes the file in `path` its previous copy as well. The old previous copy stays until that has another name.
fn keep(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    let fresh = beside(path, ".prev.new");
    disk.remove(&fresh)?;
    match disk.link(path, &fresh) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        // File systems without hard links.
        Err(_) => {
            let content = fs::read(path)?;
            fill(disk, &fresh, &content).map_err(|(_, error)| error)?;
        }
    }
    disk.rename(&fresh, &previous_of(path))?;
    // Renaming a file to another name of its own does nothing: so it is after a death between this and the next step.
    disk.remove(&fresh)
}

#[cfg(test)]
pub(crate) mod tests;
