use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;
use toxcore_crypto::encryptsave::{self, PassKey};

use super::disk::{Disk, RealDisk, private};
use super::replace::{WriteStep, beside, previous_of};
use super::stored_file::{StoredFile, fresh_key, read_file};

/// The file of a profile, kept from others while this lives.
///
/// Beside it are `NAME.lock`, which is empty; `NAME.prev`, the profile before the last change; and, for a moment, `NAME.new`.
/// A file that cannot be read is never replaced: there is no `ProfileFile` then.
///
/// ```
/// use toxcore_tokio::ProfileFile;
///
/// # let folder = std::env::temp_dir().join(format!("toxcore-profile-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let path = folder.join("echo.tox");
/// let (file, content) = ProfileFile::open(&path, None)?;
/// assert_eq!(content, None, "a new one");
/// file.write(b"what Tox::savedata gives")?;
/// drop(file);
/// let (_file, content) = ProfileFile::open(&path, None)?;
/// assert_eq!(content.as_deref(), Some(&b"what Tox::savedata gives"[..]));
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ProfileFile {
    file: StoredFile,
    /// Locked until it is closed.
    _lock: File,
}

/// Why a profile was not read or written. The file is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProfileFileError {
    /// It is there and cannot be read.
    #[error("cannot read {} ({kind}); check its permissions and those of its folder", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        kind: io::ErrorKind,
    },
    /// A folder, a device or a pipe.
    #[error("{} is not a file", .0.display())]
    NotAFile(PathBuf),
    /// Nothing in it: it was spoilt by something, for instance a full disk.
    #[error("{} is empty; if there is a copy of it, such as the one that ends in .prev, put it in its place", .0.display())]
    Empty(PathBuf),
    /// Far longer than any profile.
    #[error("{} is too long for a profile", .0.display())]
    TooLong(PathBuf),
    /// It is gone, but its previous copy is there.
    #[error("{} is gone, but {} is there; rename that, or delete it to begin anew", path.display(), previous.display())]
    Missing {
        /// The profile.
        path: PathBuf,
        /// Its previous copy.
        previous: PathBuf,
    },
    /// It is encrypted.
    #[error("{} is encrypted; give its password", .0.display())]
    NoPassword(PathBuf),
    /// It is encrypted with another password, or damaged.
    #[error("the password is not that of {}, or the file is damaged", .0.display())]
    WrongPassword(PathBuf),
    /// Another process uses it, or another part of this one.
    #[error("{} is in use by another program", .0.display())]
    InUse(PathBuf),
    /// It could not be replaced.
    #[error("cannot replace {} ({kind} while {step})", path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// How far it came.
        step: WriteStep,
        /// Why it did not go on.
        kind: io::ErrorKind,
    },
    /// The system gave no randomness, without which nothing can be encrypted.
    #[error("the system gives no random numbers")]
    Random,
}

impl ProfileFile {
    /// Locks and reads a profile; the content is `None` if it is not there. Blocks.
    ///
    /// An encrypted file needs its `password`. With a password, a file that is new or not encrypted yet is encrypted when it
    /// is written.
    ///
    /// # Errors
    /// [`ProfileFileError`]; nothing was changed then.
    pub fn open(path: &Path, password: Option<&[u8]>) -> Result<(Self, Option<Vec<u8>>), ProfileFileError> {
        Self::open_on(Arc::new(RealDisk), path, password)
    }

    fn open_on(
        disk: Arc<dyn Disk>,
        path: &Path,
        password: Option<&[u8]>,
    ) -> Result<(Self, Option<Vec<u8>>), ProfileFileError> {
        // A link is followed once and for all: replacing it would leave the profile behind.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let lock = lock(&path)?;
        let key = password.map(|password| key_of(&path, password)).transpose()?;
        let file = StoredFile::new(path, disk, key);
        let content = file.read()?;
        let previous = previous_of(file.path());
        if content.is_none() && previous.exists() {
            return Err(ProfileFileError::Missing { path: file.path().to_owned(), previous });
        }
        Ok((Self { file, _lock: lock }, content))
    }

    /// Replaces the profile; does nothing if that is its content already. Blocks.
    ///
    /// # Errors
    /// [`ProfileFileError::Write`]: the old profile is in place.
    pub fn write(&self, content: &[u8]) -> Result<(), ProfileFileError> {
        self.file.write(content)
    }

    /// Keeps a copy of the file as it is now, for a profile that was damaged and could only be read in part: the first write
    /// would leave it to the previous copy, and the second one would destroy it. Blocks.
    ///
    /// # Errors
    /// [`ProfileFileError::Read`].
    pub fn keep_damaged(&self) -> Result<PathBuf, ProfileFileError> {
        self.file.keep_copy("damaged")
    }

    /// Encrypts with another password from the next write on, or with none. Takes the time of a derivation. Blocks.
    ///
    /// # Errors
    /// [`ProfileFileError::Random`].
    pub fn set_password(&self, password: Option<&[u8]>) -> Result<(), ProfileFileError> {
        self.file.set_key(password.map(fresh_key).transpose()?);
        Ok(())
    }

    /// A file that belongs to the profile and is kept as it is: same folder, same password, `suffix` behind the name.
    #[must_use]
    pub fn companion(&self, suffix: &str) -> StoredFile {
        StoredFile::new(beside(self.file.path(), suffix), self.file.disk(), self.file.key())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Where the profile before the last change is.
    #[must_use]
    pub fn previous_path(&self) -> PathBuf {
        previous_of(self.file.path())
    }
}

impl ProfileFileError {
    pub(super) fn read(path: &Path, error: &io::Error) -> Self {
        Self::Read { path: path.to_owned(), kind: error.kind() }
    }

    pub(super) fn write(path: &Path, step: WriteStep, error: &io::Error) -> Self {
        Self::Write { path: path.to_owned(), step, kind: error.kind() }
    }
}

/// Takes the lock of a profile. It is a file of its own, because the profile is another file after each write.
fn lock(path: &Path) -> Result<File, ProfileFileError> {
    let name = beside(path, ".lock");
    let failed = |error: io::Error| ProfileFileError::write(path, WriteStep::Create, &error);
    let file = private().write(true).create(true).truncate(false).open(name).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(ProfileFileError::InUse(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// The key for a profile: of the salt that is in it, or a new one.
fn key_of(path: &Path, password: &[u8]) -> Result<PassKey, ProfileFileError> {
    let salt = read_file(path)?.as_deref().and_then(encryptsave::salt_of);
    salt.map_or_else(|| fresh_key(password), |salt| Ok(PassKey::derive(password, &salt)))
}

#[cfg(test)]
mod tests;
