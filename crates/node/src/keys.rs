//! The file that holds a node's key pair.
//!
//! 64 bytes: public key, secret key, as the reference writes them. A file that exists is never written again, and a new
//! one appears whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read as _, Write};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use thiserror::Error;
use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyPair, SecretKey, wipe};

/// Bytes of a key file. Protocol: bootstrap daemon, section 4.
pub const KEY_FILE_LEN: usize = DhtPublicKey::LEN + SecretKey::LEN;
/// Permissions of a new key file: only its owner reads it.
const MODE: u32 = 0o600;
/// Permission bits of everybody but the owner.
const OTHERS: u32 = 0o077;

/// Why there is no key pair. Nothing was overwritten.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyFileError {
    /// The file exists and cannot be read.
    #[error("cannot read the key file: {0}")]
    Read(String),
    /// The file is no key file.
    #[error("the key file has {0} bytes, should have {KEY_FILE_LEN}")]
    TooShort(usize),
    /// The file is longer than a key file.
    #[error("the key file has more than {KEY_FILE_LEN} bytes")]
    TooLong,
    /// The public key is not that of the secret key: the file is damaged or put together from two.
    #[error("the public key in the key file does not belong to its secret key")]
    Mismatch,
    /// A new file could not be written.
    #[error("cannot write the key file: {0}")]
    Write(String),
}

/// Where a key pair came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Read from the file.
    Read,
    /// Read from the file, which others than its owner may read as well.
    ReadFromOpenFile,
    /// Made now and written.
    Created,
}

/// Reads the key pair in `path`, or writes the one that `fresh` makes if there is no such file.
///
/// # Errors
/// [`KeyFileError`]; the file is then as it was.
pub fn load_or_create(path: &Path, fresh: impl FnOnce() -> DhtKeyPair) -> Result<(DhtKeyPair, Origin), KeyFileError> {
    match File::open(path) {
        Ok(file) => load(file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let keys = fresh();
            create(path, &keys, |file, bytes| file.write_all(bytes))?;
            Ok((keys, Origin::Created))
        }
        Err(error) => Err(KeyFileError::Read(error.to_string())),
    }
}

fn load(file: File) -> Result<(DhtKeyPair, Origin), KeyFileError> {
    let read_error = |error: io::Error| KeyFileError::Read(error.to_string());
    let mode = file.metadata().map_err(read_error)?.permissions().mode();
    let mut bytes = [0; KEY_FILE_LEN + 1];
    let keys = read_up_to(file, &mut bytes).map_err(read_error).and_then(|len| parse(bytes.get(..len)));
    wipe(&mut bytes);
    let origin = if mode & OTHERS == 0 { Origin::Read } else { Origin::ReadFromOpenFile };
    Ok((keys?, origin))
}

/// Fills `buffer` as far as the file reaches.
fn read_up_to(mut file: File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
        match file.read(room) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// The pair in the content of a key file.
fn parse(bytes: Option<&[u8]>) -> Result<DhtKeyPair, KeyFileError> {
    let bytes = bytes.unwrap_or_default();
    if bytes.len() > KEY_FILE_LEN {
        return Err(KeyFileError::TooLong);
    }
    let short = KeyFileError::TooShort(bytes.len());
    let (public, rest) = bytes.split_first_chunk().ok_or_else(|| short.clone())?;
    let secret = rest.first_chunk().ok_or(short)?;
    let keys: DhtKeyPair = KeyPair::from_secret_bytes(*secret);
    if keys.public == DhtPublicKey::from_bytes(*public) { Ok(keys) } else { Err(KeyFileError::Mismatch) }
}

/// Writes a new key file: a temporary file beside it is filled, brought to the disk and given the name.
fn create(
    path: &Path,
    keys: &DhtKeyPair,
    write: impl FnOnce(&mut File, &[u8]) -> io::Result<()>,
) -> Result<(), KeyFileError> {
    let mut bytes = [0; KEY_FILE_LEN];
    let (public, secret) = bytes.split_at_mut(DhtPublicKey::LEN);
    public.copy_from_slice(keys.public.as_bytes());
    secret.copy_from_slice(keys.secret.as_bytes());
    let temporary = temporary_path(path);
    let result = write_new(&temporary, |file| write(file, &bytes)).and_then(|()| give_name(&temporary, path));
    wipe(&mut bytes);
    // Gone already if it was renamed; else the reason of a failure is more useful than that of a failed clean-up.
    let _ = fs::remove_file(&temporary);
    result.and_then(|()| sync_directory(path)).map_err(|error| KeyFileError::Write(error.to_string()))
}

/// Makes a file of mode 0600 that did not exist, fills it and waits until it is on the disk.
fn write_new(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(MODE);
    let mut file = match options.open(path) {
        // Left by a process of the same number that was killed; a link put there by somebody else goes as well.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            options.open(path)?
        }
        result => result?,
    };
    file.set_permissions(Permissions::from_mode(MODE))?;
    write(&mut file)?;
    file.sync_all()
}

/// Lets the file appear under its name, unless there is one meanwhile: another node that starts with the same
/// configuration must not lose its key. File systems without hard links get a plain rename.
fn give_name(temporary: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(temporary, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(temporary, path),
        result => result,
    }
}

/// Brings a new name in the directory of `path` to the disk.
fn sync_directory(path: &Path) -> io::Result<()> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(directory)?.sync_all()
}

fn temporary_path(path: &Path) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    name.into()
}

#[cfg(test)]
mod tests;
