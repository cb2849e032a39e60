//! A file that is received: what its friend and its user do.

mod disk_work;

use std::io;
use std::path::PathBuf;

use tokio::sync::oneshot;
use toxcore::files::resume::Unfinished;
use toxcore::files::{Direction, FileControl, FileControlError, FileNumber, FileOffer};
use toxcore::{FileRecvControl, FriendId, Instant, LongTermPublicKey};

use super::desk::{Desk, Done};
use super::disk::{Stored, prepare};
use super::folder::PartFile;
use super::status::{Board, TransferState};
use super::waiting::Waiting;
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
    /// What came and is not on its way to the disk.
    waiting: Waiting,
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
            waiting: Waiting::default(),
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
        if !self.waiting.push(data) {
            return Outcome::GoesOn;
        }
        if self.waiting.len() > MAX_WAITING {
            return self
                .give_up(call, TransferError::Disk { path: self.path.clone(), kind: io::ErrorKind::OutOfMemory });
        }
        if self.waiting.len() > HOLD_BACK_ABOVE && !self.held_back {
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

    fn show_state(&self, call: &Call<'_>) {
        let status = self.number.and_then(|number| call.tox.files().status(self.friend, number));
        if let Some(status) = status.filter(|_| !self.stalled && !self.held_back) {
            self.board.set(TransferState::of(status));
        }
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

    fn control(&self, call: &mut Call<'_>, control: FileControl) -> bool {
        self.number.is_some_and(|number| call.tox.file_control(call.now, self.friend, number, control).is_ok())
    }
}

/// Bytes that may wait for the disk before the friend is asked to pause. Our choice: a tenth of a second of a fast network.
const HOLD_BACK_ABOVE: usize = 8 << 20;
/// Bytes that may wait at all. Our choice: what a friend may have under way when it is asked to pause, 45 MB, and as much
/// again as waits then; whoever sends on all the same is cancelled.
const MAX_WAITING: usize = 64 << 20;
