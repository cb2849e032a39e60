//! A file that is sent. All of it blocks.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file that is sent.
#[derive(Debug)]
pub(crate) struct SourceFile {
    file: File,
    facts: SourceFacts,
}

/// What tells a file from another one, or from itself at another time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceFacts {
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
    /// When it was changed last, in nanoseconds since 1970.
    pub(crate) changed: u64,
}

impl SourceFile {
    /// Opens a file.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let path = std::path::absolute(path)?;
        // Opening a pipe would wait for its other end.
        if !std::fs::metadata(&path)?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let file = File::open(&path)?;
        let metadata = file.metadata()?;
        let changed = metadata.modified().map_or(0, nanoseconds);
        Ok(Self { file, facts: SourceFacts { path, size: metadata.len(), changed } })
    }

    /// What it was when it was opened.
    pub(crate) fn facts(&self) -> &SourceFacts {
        &self.facts
    }

    /// Reads up to `length` bytes from `position` on; fewer only at the end of the file.
    ///
    /// # Errors
    /// [`io::ErrorKind::UnexpectedEof`] if the file has become shorter, else what the system says.
    pub(crate) fn read(&mut self, position: u64, length: usize) -> io::Result<Vec<u8>> {
        let rest = self.facts.size.saturating_sub(position);
        let mut block = vec![0; usize::try_from(rest).map_or(length, |rest| rest.min(length))];
        self.file.seek(SeekFrom::Start(position))?;
        self.file.read_exact(&mut block)?;
        Ok(block)
    }
}

fn nanoseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Folder;

    #[test]
    fn a_file_is_read_in_blocks_from_anywhere() {
        let folder = Folder::new("source");
        let path = folder.0.join("data");
        std::fs::write(&path, b"0123456789").unwrap();
        let mut source = SourceFile::open(&path).unwrap();
        assert_eq!(source.facts().size, 10);
        assert_eq!(source.read(8, 4).unwrap(), b"89");
        assert_eq!(source.read(0, 4).unwrap(), b"0123");
        assert_eq!(source.read(10, 4).unwrap(), b"");
        File::options().write(true).open(&path).unwrap().set_len(5).unwrap();
        assert_eq!(source.read(4, 4).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }

    #[test]
    fn what_is_no_file_is_not_sent() {
        let folder = Folder::new("source-kind");
        assert!(SourceFile::open(&folder.0).is_err());
        assert_eq!(SourceFile::open(&folder.0.join("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
