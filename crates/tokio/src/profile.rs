//! Where a profile comes from and goes to.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where the identity comes from, and where it is kept.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProfileSource {
    /// A new identity that is never saved.
    #[default]
    Temporary,
    /// This file. It is made with a new identity if it is not there, and kept up to date.
    File(PathBuf),
    /// The bytes of a save file, which you keep yourself: [`Tox::savedata`](crate::Tox::savedata).
    Savedata(Vec<u8>),
}

/// Without the secret key that is in a save.
impl fmt::Debug for ProfileSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Temporary => f.write_str("Temporary"),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Savedata(bytes) => write!(f, "Savedata({} bytes)", bytes.len()),
        }
    }
}

impl From<PathBuf> for ProfileSource {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl From<&Path> for ProfileSource {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

impl From<&str> for ProfileSource {
    fn from(path: &str) -> Self {
        Self::File(path.into())
    }
}

impl From<String> for ProfileSource {
    fn from(path: String) -> Self {
        Self::File(path.into())
    }
}
