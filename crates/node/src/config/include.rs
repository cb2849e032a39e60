//! Configuration files on disk.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use thiserror::Error;

use super::{Reading, read};
use crate::libconfig::{IncludeResolver, MAX_BYTES, SyntaxError};

/// Why no settings came out of a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigFileError {
    /// The file cannot be opened or read.
    #[error("{file}:0 - file I/O error: {reason}")]
    Io {
        /// Name of the file as given.
        file: String,
        /// What the operating system says.
        reason: String,
    },
    /// The file is not written in the language.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
}

/// Reads the settings in the file at `path`.
///
/// # Errors
/// [`ConfigFileError`] when there is nothing to take settings from; whether they serve is in [`Reading::config`].
pub fn read_file(path: &Path) -> Result<Reading, ConfigFileError> {
    let file = path.to_string_lossy();
    let bytes = read_bounded(path, MAX_BYTES)
        .map_err(|error| ConfigFileError::Io { file: file.clone().into_owned(), reason: error.to_string() })?;
    Ok(read(&file, &bytes, &mut FileIncludes)?)
}

/// Resolver that opens included files, relative names from the working directory as the reference does.
#[derive(Debug, Clone, Copy, Default)]
pub struct FileIncludes;

impl IncludeResolver for FileIncludes {
    fn read(&mut self, name: &[u8], limit: usize) -> io::Result<Vec<u8>> {
        read_bounded(Path::new(OsStr::from_bytes(name)), limit)
    }
}

/// Content of a file, up to one byte more than `limit`.
fn read_bounded(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
