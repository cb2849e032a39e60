//! What threads do for a file that is received.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use toxcore::files::resume::{Start, Unfinished};

use super::folder::{PartFile, SaveFolder};

/// What a thread brought back.
#[derive(Debug)]
pub(crate) enum Stored {
    Prepared(Result<(PartFile, u64), (PathBuf, io::ErrorKind)>),
    Written { part: PartFile, position: u64, synced: Option<u64>, failed: Option<Failed> },
    Finished(Result<PathBuf, io::ErrorKind>),
}

/// What could not be written, and why.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) blocks: VecDeque<Vec<u8>>,
    pub(crate) kind: io::ErrorKind,
}

/// Opens the part of a file that is there already, or begins one. Returns it with the position to go on at.
pub(crate) fn prepare(
    folder: PathBuf,
    name: &[u8],
    known: Option<&Unfinished>,
) -> Result<(PartFile, u64), (PathBuf, io::ErrorKind)> {
    prepare_in(&folder, name, known).map_err(|error| (folder, error.kind()))
}

fn prepare_in(folder: &Path, name: &[u8], known: Option<&Unfinished>) -> io::Result<(PartFile, u64)> {
    let folder = SaveFolder::open(folder)?;
    if let Some(known) = known
        && let Some(mut part) = folder.reopen(&super::place::to_path(&known.place), name)?
        && let Start::At(position) = known.start(part.len()?)
    {
        part.go_on_at(position)?;
        return Ok((part, position));
    }
    Ok((folder.create(name)?, 0))
}

/// Writes blocks in their order, and makes sure that they are on the disk if `sync` says so.
pub(crate) fn write(mut part: PartFile, mut blocks: VecDeque<Vec<u8>>, sync: bool) -> Stored {
    let mut failed = None;
    while let Some(block) = blocks.pop_front() {
        if let Err(error) = part.write(&block) {
            blocks.push_front(block);
            failed = Some(error.kind());
            break;
        }
    }
    let synced = (sync || failed.is_some()).then(|| part.sync());
    let (synced, failed) = match synced {
        Some(Ok(done)) => (Some(done), failed),
        Some(Err(error)) => (None, failed.or(Some(error.kind()))),
        None => (None, failed),
    };
    let position = part.position();
    let failed = failed.map(|kind| Failed { blocks, kind });
    Stored::Written { part, position, synced, failed }
}
