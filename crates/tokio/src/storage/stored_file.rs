use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use toxcore_crypto::Nonce;
use toxcore_crypto::encryptsave::{self, PassKey, SALT_LEN};

use super::ProfileFileError;
use super::disk::Disk;
use super::replace::{Previous, previous_of, replace};

/// A file that is replaced as a whole or not at all, encrypted if it has a password.
#[derive(Debug)]
pub struct StoredFile {
    path: PathBuf,
    disk: Arc<dyn Disk>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    key: Option<PassKey>,
    previous: Previous,
    /// Hash of the content in the file.
    written: Option<[u8; 32]>,
}

impl StoredFile {
    pub(super) fn new(path: PathBuf, disk: Arc<dyn Disk>, key: Option<PassKey>) -> Self {
        let state = Mutex::new(State { key, previous: Previous::Keep, written: None });
        Self { path, disk, state }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads it; `None` if it is not there. Blocks.
    ///
    /// # Errors
    /// [`ProfileFileError`].
    pub fn read(&self) -> Result<Option<Vec<u8>>, ProfileFileError> {
        let Some(bytes) = read_file(&self.path)? else { return Ok(None) };
        let mut state = self.state();
        let plain = match &state.key {
            Some(key) if encryptsave::is_encrypted(&bytes) => {
                key.decrypt(&bytes).map_err(|_| ProfileFileError::WrongPassword(self.path.clone()))?
            }
            None if encryptsave::is_encrypted(&bytes) => {
                return Err(ProfileFileError::NoPassword(self.path.clone()));
            }
            Some(_) => {
                // The copy that nobody needs a password for goes with the first write.
                state.previous = Previous::Drop;
                bytes
            }
            None => {
                state.written = Some(toxcore_crypto::sha256(&bytes));
                bytes
            }
        };
        Ok(Some(plain))
    }

    /// Replaces its content; does nothing if that is the content already. Blocks.
    ///
    /// # Errors
    /// [`ProfileFileError::Write`]: the old content is in place, but for a failure of the very last step.
    pub fn write(&self, content: &[u8]) -> Result<(), ProfileFileError> {
        let mut state = self.state();
        let hash = toxcore_crypto::sha256(content);
        if state.written == Some(hash) {
            return Ok(());
        }
        let sealed = state.key.as_ref().map(|key| self.seal(key, content)).transpose()?;
        let bytes = sealed.as_deref().unwrap_or(content);
        state.written = None;
        replace(&*self.disk, &self.path, bytes, state.previous)
            .map_err(|(step, error)| ProfileFileError::write(&self.path, step, &error))?;
        if state.previous == Previous::Drop {
            let _ = self.disk.remove(&previous_of(&self.path));
            state.previous = Previous::Keep;
        }
        state.written = Some(hash);
        Ok(())
    }

    /// Keeps a copy of the file as it is now that later writes leave alone, under a name with `suffix` and a number. Blocks.
    ///
    /// # Errors
    /// [`ProfileFileError::Read`] if no copy can be made, or there are too many already.
    pub fn keep_copy(&self, suffix: &str) -> Result<PathBuf, ProfileFileError> {
        let failed = |error: io::Error| ProfileFileError::read(&self.path, &error);
        for number in 1..=MAX_COPIES {
            let copy = super::replace::beside(&self.path, &format!(".{suffix}-{number}"));
            match self.disk.link(&self.path, &copy) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(failed(error)),
                // File systems without hard links.
                Err(_) => {
                    let bytes = fs::read(&self.path).map_err(failed)?;
                    let mut file = match self.disk.create(&copy) {
                        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                        result => result.map_err(failed)?,
                    };
                    let written = self.disk.write(&mut file, &bytes).and_then(|()| self.disk.sync(&file, &copy));
                    written.map_err(failed)?;
                }
                Ok(()) => {}
            }
            return Ok(copy);
        }
        Err(failed(io::ErrorKind::AlreadyExists.into()))
    }

    /// The key by which it is encrypted from the next write on; `None` for none.
    pub(super) fn set_key(&self, key: Option<PassKey>) {
        let mut state = self.state();
        state.previous = if key.is_some() { Previous::Drop } else { Previous::Keep };
        state.key = key;
        state.written = None;
    }

    pub(super) fn key(&self) -> Option<PassKey> {
        self.state().key.clone()
    }

    pub(super) fn disk(&self) -> Arc<dyn Disk> {
        Arc::clone(&self.disk)
    }

    fn seal(&self, key: &PassKey, content: &[u8]) -> Result<Vec<u8>, ProfileFileError> {
        let nonce = Nonce::from_bytes(random()?);
        let empty = |_| ProfileFileError::Empty(self.path.clone());
        key.encrypt(&nonce, content).map_err(empty)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        // A panic between two steps of a write leaves nothing that the next write minds.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a file whole; `None` if it is not there.
pub(super) fn read_file(path: &Path) -> Result<Option<Vec<u8>>, ProfileFileError> {
    let failed = |error: io::Error| ProfileFileError::read(path, &error);
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
        // Others may keep us waiting for ever.
        Ok(metadata) if !metadata.is_file() => return Err(ProfileFileError::NotAFile(path.to_owned())),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MAX_LEN + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if u64::try_from(bytes.len()).map_or(true, |len| len > MAX_LEN) {
        return Err(ProfileFileError::TooLong(path.to_owned()));
    }
    if bytes.is_empty() {
        return Err(ProfileFileError::Empty(path.to_owned()));
    }
    Ok(Some(bytes))
}

/// A key for a file that has none yet.
pub(super) fn fresh_key(password: &[u8]) -> Result<PassKey, ProfileFileError> {
    Ok(PassKey::derive(password, &random::<SALT_LEN>()?))
}

fn random<const N: usize>() -> Result<[u8; N], ProfileFileError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| ProfileFileError::Random)?;
    Ok(bytes)
}

/// Longest file in bytes. Our choice: a thousand times a large profile; whatever is longer is something else.
const MAX_LEN: u64 = 64 << 20;
/// Copies that [`StoredFile::keep_copy`] makes before somebody has to look. Our choice.
const MAX_COPIES: u32 = 100;
