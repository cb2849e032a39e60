//! A file that is received.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::oneshot;
use toxcore::files::resume::{Start, Unfinished};
use toxcore::files::{Direction, FileControl, FileControlError, FileNumber, FileOffer};
use toxcore::{FileRecvControl, FriendId, Instant, LongTermPublicKey};

use super::desk::{Desk, Done};
use super::folder::{PartFile, SaveFolder};
use super::status::{Board, TransferState};
use super::{Call, Outcome, SaveError, TransferError, TransferId};

/// A file that is received.
#[derive(Debug)]
pub(crate) struct Download {
    pub(crate) id: TransferId,
    pub(crate) friend: FriendId,
    pub(crate) public_key: LongTermPublicKey,
    pub(crate) offer: FileOffer,
    pub(crate) board: Board,
    /// While it is offered.
    pub(crate) number: Option<FileNumber>,
    /// Where the file is; empty until it is known.
    path: PathBuf,
    /// None while a thread has it, or before the first.
    part: Option<PartFile>,
    /// Who waits to hear that it began.
    began: Option<oneshot::Sender<Result<(), SaveError>>>,
    /// What came and is not on its way to the disk: full blocks, and one that is being filled.
    blocks: VecDeque<Vec<u8>>,
    filling: Vec<u8>,
    waiting_bytes: usize,
    /// Whether we paused it because the disk is slow.
    held_back: bool,
    /// The disk refused to take more.
    stalled: bool,
    /// Why no more comes.
    end: Option<End>,
    synced_at: Instant,
}

/// Why no more comes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum End {
    /// It is whole.
    Whole,
    /// The sender said so in the middle.
    Short(TransferError),
    /// The friend is offline.
    Broken,
    /// Nobody wants it.
    Unwanted,
    /// The offer was over before it began. What is there of an earlier time stays.
    Gone,
}

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
    blocks: VecDeque<Vec<u8>>,
    kind: io::ErrorKind,
}

/// What a new download is about.
#[derive(Debug)]
pub(crate) struct NewDownload {
    pub(crate) friend: FriendId,
    pub(crate) public_key: LongTermPublicKey,
    pub(crate) offer: FileOffer,
    pub(crate) number: FileNumber,
    pub(crate) began: oneshot::Sender<Result<(), SaveError>>,
}

impl Download {
    /// Makes room for an offered file in `folder`, or finds what is there of it.
    pub(crate) fn begin(id: TransferId, new: NewDownload, folder: PathBuf, desk: &mut Desk, now: Instant) -> Self {
        let NewDownload { friend, public_key, offer, number, began } = new;
        let known = desk.book().find_offer(&public_key, &offer.id, offer.size).cloned();
        let name = offer.name.clone();
        desk.start(move || Done::Stored(id, Stored::Prepared(prepare(folder, &name, known.as_ref()))));
        Self {
            id,
            friend,
            public_key,
            board: Board::new(offer.size),
            offer,
            number: Some(number),
            path: PathBuf::new(),
            part: None,
            began: Some(began),
            blocks: VecDeque::new(),
            filling: Vec::new(),
            waiting_bytes: 0,
            held_back: false,
            stalled: false,
            end: None,
            synced_at: now,
        }
    }

    /// Whether an offer is that of this file, which waits for it.
    pub(crate) fn waits_for(&self, friend: FriendId, offer: &FileOffer) -> bool {
        let same = self.offer.id == offer.id && self.offer.size == offer.size && offer.known_size().is_some();
        same && self.friend == friend && self.end == Some(End::Broken)
    }

    /// The file is offered again.
    pub(crate) fn offered_again(&mut self, call: &mut Call<'_>, number: FileNumber) -> Outcome {
        self.number = Some(number);
        self.advance(call)
    }

    pub(crate) fn controlled(&mut self, call: &mut Call<'_>, control: FileRecvControl) -> Outcome {
        match control {
            FileRecvControl::Cancelled => {
                self.number = None;
                self.end = Some(End::Unwanted);
                self.board.set(TransferState::Failed(TransferError::CancelledByFriend));
                self.advance(call)
            }
            FileRecvControl::Accepted { .. } | FileRecvControl::Paused | FileRecvControl::Resumed => {
                self.show_state(call);
                Outcome::GoesOn
            }
        }
    }

    pub(crate) fn received(&mut self, call: &mut Call<'_>, data: &[u8]) -> Outcome {
        if self.filling.capacity() == 0 {
            self.filling.reserve_exact(BLOCK_LEN);
        }
        self.filling.extend_from_slice(data);
        self.waiting_bytes += data.len();
        if self.filling.len() + data.len() <= BLOCK_LEN {
            return Outcome::GoesOn;
        }
        self.blocks.push_back(std::mem::take(&mut self.filling));
        if self.waiting_bytes > MAX_WAITING {
            return self
                .give_up(call, TransferError::Disk { path: self.path.clone(), kind: io::ErrorKind::OutOfMemory });
        }
        if self.waiting_bytes > HOLD_BACK_ABOVE && !self.held_back {
            self.held_back = self.control(call, FileControl::Pause);
        }
        self.advance(call)
    }

    /// No more comes; `whole` tells whether that is all.
    pub(crate) fn ended(&mut self, call: &mut Call<'_>, position: u64, whole: bool) -> Outcome {
        self.number = None;
        let short = TransferError::Incomplete { position, size: self.offer.size };
        self.end = Some(if whole { End::Whole } else { End::Short(short) });
        self.advance(call)
    }

    pub(crate) fn broken(&mut self, call: &mut Call<'_>) -> Outcome {
        self.number = None;
        self.held_back = false;
        if let Some(began) = self.began.take() {
            // Before it began: the offer is all that there was.
            let _ = began.send(Err(SaveError::Gone));
            self.end = Some(End::Gone);
        } else if self.offer.known_size().is_none() {
            // Nobody could tell that a stream that is offered again is the same.
            self.end = Some(End::Short(TransferError::Interrupted));
        } else {
            self.end = Some(End::Broken);
            self.board.set(TransferState::Waiting);
        }
        self.advance(call)
    }

    /// Ends it, and forgets what came.
    pub(crate) fn give_up(&mut self, call: &mut Call<'_>, error: TransferError) -> Outcome {
        self.control(call, FileControl::Cancel);
        self.number = None;
        self.end = Some(End::Unwanted);
        self.stalled = false;
        self.board.set(TransferState::Failed(error));
        self.advance(call)
    }

    /// Pauses or resumes it for its user. Pauses of our own end by themselves, but not before the disk has room.
    pub(crate) fn user_control(
        &mut self,
        call: &mut Call<'_>,
        control: FileControl,
    ) -> (Outcome, Result<(), FileControlError>) {
        let outcome = match control {
            FileControl::Resume if self.stalled => {
                self.stalled = false;
                self.held_back = true;
                self.board.set(TransferState::Running);
                self.advance(call)
            }
            FileControl::Resume if self.held_back => Outcome::GoesOn,
            FileControl::Pause if self.held_back => {
                self.held_back = false;
                Outcome::GoesOn
            }
            FileControl::Resume | FileControl::Pause | FileControl::Cancel => {
                let Some(number) = self.number else { return (Outcome::GoesOn, Ok(())) };
                let done = call.tox.file_control(call.now, self.friend, number, control);
                self.show_state(call);
                return (Outcome::GoesOn, done);
            }
        };
        self.show_state(call);
        (outcome, Ok(()))
    }

    pub(crate) fn stored(&mut self, call: &mut Call<'_>, stored: Stored) -> Outcome {
        match stored {
            Stored::Prepared(Ok((part, position))) => {
                self.path = part.path().to_owned();
                self.part = Some(part);
                self.accept(call, position)
            }
            Stored::Prepared(Err((path, kind))) => {
                if let Some(began) = self.began.take() {
                    let _ = began.send(Err(SaveError::Folder { path: path.clone(), kind }));
                }
                self.board.set(TransferState::Failed(TransferError::Disk { path, kind }));
                Outcome::OverForNow
            }
            Stored::Written { part, position, synced, failed } => {
                self.part = Some(part);
                self.board.set_position(position);
                if let Some(done) = synced {
                    self.synced_at = call.now;
                    let (friend, id) = (self.public_key, self.offer.id);
                    call.desk.change_book(|book| book.set_done(Direction::Incoming, &friend, &id, done));
                }
                match failed {
                    Some(failed) => self.stall(call, failed),
                    None => self.advance(call),
                }
            }
            Stored::Finished(Ok(path)) => {
                self.board.set(TransferState::Finished(path));
                Outcome::Over
            }
            Stored::Finished(Err(kind)) => {
                let path = self.path.clone();
                self.board.set(TransferState::Failed(TransferError::Disk { path, kind }));
                Outcome::OverForNow
            }
        }
    }

    fn show_state(&self, call: &Call<'_>) {
        let status = self.number.and_then(|number| call.tox.files().status(self.friend, number));
        if let Some(status) = status.filter(|_| !self.stalled && !self.held_back) {
            self.board.set(TransferState::of(status));
        }
    }

    /// There is a file: lets the friend begin, or go on.
    fn accept(&mut self, call: &mut Call<'_>, position: u64) -> Outcome {
        if self.end.as_ref().is_some_and(|end| *end != End::Broken) {
            return self.advance(call);
        }
        let begun = self.number.is_some_and(|number| {
            let sought = position == 0 || call.tox.file_seek(call.now, self.friend, number, position).is_ok();
            sought && call.tox.file_control(call.now, self.friend, number, FileControl::Resume).is_ok()
        });
        let began = self.began.take();
        if !begun {
            if let Some(began) = began {
                let _ = began.send(Err(SaveError::Gone));
                self.end = Some(End::Gone);
                return self.advance(call);
            }
            return Outcome::GoesOn;
        }
        self.end = None;
        self.board.set_position(position);
        let note = self.note(position);
        call.desk.change_book(|book| book.insert(note));
        if let Some(began) = began {
            // An error: the caller has gone, and left us to it.
            let _ = began.send(Ok(()));
        }
        self.show_state(call);
        Outcome::GoesOn
    }

    fn note(&self, done: u64) -> Unfinished {
        Unfinished {
            direction: Direction::Incoming,
            friend: self.public_key,
            id: self.offer.id,
            kind: self.offer.kind,
            size: self.offer.size,
            name: self.offer.name.clone(),
            place: super::place::from_path(&self.path),
            done,
            mark: 0,
        }
    }

    /// Does what comes next, if the file is not with a thread.
    fn advance(&mut self, call: &mut Call<'_>) -> Outcome {
        if matches!(self.end, Some(End::Unwanted | End::Gone)) {
            return self.clean_up(call.desk);
        }
        if self.stalled || self.part.is_none() {
            return Outcome::GoesOn;
        }
        if self.end.is_some() && !self.filling.is_empty() {
            self.blocks.push_back(std::mem::take(&mut self.filling));
        }
        if !self.blocks.is_empty() || self.end == Some(End::Broken) && self.number.is_none() && !self.is_synced() {
            self.write(call);
            return Outcome::GoesOn;
        }
        self.let_go_on(call);
        match &self.end {
            Some(End::Whole) => {
                self.finish(call.desk);
                Outcome::GoesOn
            }
            Some(End::Short(error)) => {
                self.board.set(TransferState::Failed(error.clone()));
                Outcome::OverForNow
            }
            Some(End::Broken) if self.number.is_some() => {
                let position = self.part.as_ref().map_or(0, PartFile::position);
                let position = position.min(self.offer.size.saturating_sub(1));
                match self.part.as_mut().map(|part| part.go_on_at(position)) {
                    Some(Ok(())) => self.accept(call, position),
                    Some(Err(_)) | None => Outcome::GoesOn,
                }
            }
            Some(End::Broken | End::Unwanted | End::Gone) | None => Outcome::GoesOn,
        }
    }

    /// Deletes what nobody wants; a thread that still has the file brings it first.
    fn clean_up(&mut self, desk: &mut Desk) -> Outcome {
        let Some(part) = self.part.take() else { return Outcome::GoesOn };
        let unwanted = self.end == Some(End::Unwanted);
        desk.start(move || {
            if unwanted || part.len().is_ok_and(|len| len == 0) {
                // Whoever looks into the folder will see it.
                let _ = part.discard();
            }
            Done::Nothing
        });
        if unwanted { Outcome::Over } else { Outcome::OverForNow }
    }

    fn is_synced(&self) -> bool {
        self.part.as_ref().is_some_and(PartFile::is_synced)
    }

    /// Lets a thread write what waits.
    fn write(&mut self, call: &mut Call<'_>) {
        let Some(mut part) = self.part.take() else { return };
        let mut blocks = std::mem::take(&mut self.blocks);
        let sync = self.end.is_some() || call.now.saturating_since(self.synced_at) >= SYNC_INTERVAL;
        let id = self.id;
        call.desk.start(move || {
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
            Done::Stored(id, Stored::Written { part, position, synced, failed })
        });
        self.waiting_bytes = self.filling.len();
    }

    fn finish(&mut self, desk: &mut Desk) {
        let Some(part) = self.part.take() else { return };
        let id = self.id;
        desk.start(move || Done::Stored(id, Stored::Finished(part.finish().map_err(|error| error.kind()))));
    }

    /// The disk takes no more: the friend is asked to wait.
    fn stall(&mut self, call: &mut Call<'_>, failed: Failed) -> Outcome {
        let Failed { mut blocks, kind } = failed;
        self.waiting_bytes += blocks.iter().map(Vec::len).sum::<usize>();
        blocks.append(&mut self.blocks);
        self.blocks = blocks;
        if matches!(self.end, Some(End::Unwanted | End::Gone)) {
            return self.advance(call);
        }
        self.stalled = true;
        self.held_back |= self.control(call, FileControl::Pause);
        self.board.set(TransferState::Stalled(TransferError::Disk { path: self.path.clone(), kind }));
        Outcome::GoesOn
    }

    /// The disk has caught up.
    fn let_go_on(&mut self, call: &mut Call<'_>) {
        if self.held_back && self.waiting_bytes < GO_ON_BELOW && self.control(call, FileControl::Resume) {
            self.held_back = false;
            self.show_state(call);
        }
    }

    fn control(&self, call: &mut Call<'_>, control: FileControl) -> bool {
        self.number.is_some_and(|number| call.tox.file_control(call.now, self.friend, number, control).is_ok())
    }
}

/// Opens the part of a file that is there already, or begins one. Returns it with the position to go on at.
fn prepare(
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

/// Bytes that are written at once. Our choice: enough that the system call costs nothing beside the receiving.
const BLOCK_LEN: usize = 256 << 10;
/// Bytes that may wait for the disk before the friend is asked to pause. Our choice: a tenth of a second of a fast network.
const HOLD_BACK_ABOVE: usize = 8 << 20;
/// Bytes that may still wait when it is asked to go on. Our choice.
const GO_ON_BELOW: usize = 1 << 20;
/// Bytes that may wait at all. Our choice: what a friend may have under way when it is asked to pause, 45 MB, and as much
/// again as waits then; whoever sends on all the same is cancelled.
const MAX_WAITING: usize = 64 << 20;
/// Time between two moments when what came is made sure to be on the disk. Our choice: that much is sent again after a crash.
const SYNC_INTERVAL: Duration = Duration::from_secs(3);
