//! Paths in the journal.

use std::path::{Path, PathBuf};

use toxcore::Content;

/// A path as bytes: those of the system where paths are bytes, else UTF-8.
pub(crate) fn from_path(path: &Path) -> Content {
    path.as_os_str().as_encoded_bytes().into()
}

/// The path again.
#[cfg(unix)]
pub(crate) fn to_path(place: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(place).into()
}

/// The path again. One that is not Unicode is not found.
#[cfg(not(unix))]
pub(crate) fn to_path(place: &[u8]) -> PathBuf {
    String::from_utf8_lossy(place).into_owned().into()
}
