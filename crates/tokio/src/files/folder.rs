//! Where received files go. All of it blocks.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use toxcore::text::safe_file_name;

/// A folder that somebody chose for received files. Whatever they are called, they end up directly in it, under names that
/// nothing else had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaveFolder {
    path: PathBuf,
}

/// A file that is being received: `NAME.part`, until it is whole.
#[derive(Debug)]
pub(crate) struct PartFile {
    file: File,
    path: PathBuf,
    name: String,
    /// Where the next byte goes.
    position: u64,
    /// How much of it is on the disk for sure.
    synced: u64,
}

impl SaveFolder {
    /// The folder in `path`, which must be there.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path)?;
        if fs::metadata(&path)?.is_dir() { Ok(Self { path }) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    /// Begins a file that the sender calls `name`.
    pub(crate) fn create(&self, name: &[u8]) -> io::Result<PartFile> {
        let name = safe_file_name(name);
        for number in 1..=MAX_NUMBER {
            let path = self.path.join(format!("{}{PART}", numbered(&name, number)));
            match OpenOptions::new().read(true).write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                result => return PartFile::locked(result?, path, name),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Goes on with a file that [`create`](Self::create) began, in this run or an earlier one. `None` if it is not there any
    /// longer, not here, in use, or anything but a plain file.
    pub(crate) fn reopen(&self, path: &Path, name: &[u8]) -> io::Result<Option<PartFile>> {
        let is_part = path.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(PART.as_bytes()));
        if path.parent() != Some(&self.path) || !is_part {
            return Ok(None);
        }
        let file = match no_follow().read(true).write(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound || is_link(path) => return Ok(None),
            Err(error) => return Err(error),
        };
        if !file.metadata()?.is_file() || is_link(path) {
            return Ok(None);
        }
        Ok(PartFile::locked(file, path.to_owned(), safe_file_name(name)).ok())
    }
}

impl PartFile {
    /// Two transfers must not write to one file.
    fn locked(file: File, path: PathBuf, name: String) -> io::Result<Self> {
        match file.try_lock() {
            Ok(()) => Ok(Self { file, path, name, position: 0, synced: 0 }),
            Err(fs::TryLockError::WouldBlock) => Err(io::ErrorKind::ResourceBusy.into()),
            // File systems without locks.
            Err(fs::TryLockError::Error(_)) => Ok(Self { file, path, name, position: 0, synced: 0 }),
        }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Goes on at `position`; what is beyond is cut off.
    pub(crate) fn go_on_at(&mut self, position: u64) -> io::Result<()> {
        self.file.set_len(position)?;
        self.position = self.file.seek(SeekFrom::Start(position))?;
        self.synced = self.synced.min(position);
        Ok(())
    }

    /// Appends. After an error the file ends where it ended before, as far as the disk allows.
    pub(crate) fn write(&mut self, data: &[u8]) -> io::Result<()> {
        if let Err(error) = self.file.write_all(data) {
            let _ = self.go_on_at(self.position);
            return Err(error);
        }
        self.position += u64::try_from(data.len()).unwrap_or(0);
        Ok(())
    }

    /// Waits until all of it is on the disk; returns how many bytes that are.
    pub(crate) fn sync(&mut self) -> io::Result<u64> {
        self.file.sync_data()?;
        self.synced = self.position;
        Ok(self.position)
    }

    /// Where the next byte goes.
    pub(crate) const fn position(&self) -> u64 {
        self.position
    }

    /// Whether all of it is on the disk for sure.
    pub(crate) const fn is_synced(&self) -> bool {
        self.synced == self.position
    }

    /// Gives the whole file its own name, or that with a number if there is such a file already. Returns its path.
    pub(crate) fn finish(self) -> io::Result<PathBuf> {
        self.file.sync_all()?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        for number in 1..=MAX_NUMBER {
            let path = folder.join(numbered(&self.name, number));
            match take_name(&self.path, &path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                result => result?,
            }
            if cfg!(unix) {
                File::open(folder)?.sync_all()?;
            }
            return Ok(path);
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Deletes it: nobody wants it any longer.
    pub(crate) fn discard(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

/// Renames a file, unless something else has the name.
fn take_name(file: &Path, name: &Path) -> io::Result<()> {
    match fs::hard_link(file, name) {
        Ok(()) => fs::remove_file(file),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // File systems without hard links: an empty file keeps the name meanwhile.
        Err(_) => {
            OpenOptions::new().write(true).create_new(true).open(name)?;
            fs::rename(file, name).inspect_err(|_| {
                let _ = fs::remove_file(name);
            })
        }
    }
}

/// `photo.jpg`, `photo (2).jpg`, `photo (3).jpg` …
fn numbered(name: &str, number: u32) -> String {
    if number == 1 {
        return name.to_owned();
    }
    let path = Path::new(name);
    match (path.file_stem().and_then(OsStr::to_str), path.extension().and_then(OsStr::to_str)) {
        (Some(stem), Some(extension)) => format!("{stem} ({number}).{extension}"),
        _ => format!("{name} ({number})"),
    }
}

/// Options that fail for symbolic links, where the system knows how.
fn no_follow() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    options
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

/// Ending of files that are not whole.
const PART: &str = ".part";
/// Files of one name in one folder. Our choice: whoever has more wants another folder, and trying costs time.
const MAX_NUMBER: u32 = 10_000;

#[cfg(test)]
mod tests;
