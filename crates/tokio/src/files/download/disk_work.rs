//! What comes next for a file that is received, when the disk is ready for it.

use std::time::Duration;

use toxcore::files::{Direction, FileControl};

use super::super::desk::{Desk, Done};
use super::super::disk::{Failed, Stored, write};
use super::super::folder::PartFile;
use super::super::status::TransferState;
use super::super::{Call, Outcome, SaveError, TransferError};
use super::{Download, End};

impl Download {
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

    /// Does what comes next, if the file is not with a thread.
    pub(super) fn advance(&mut self, call: &mut Call<'_>) -> Outcome {
        if matches!(self.end, Some(End::Unwanted | End::Gone)) {
            return self.clean_up(call.desk);
        }
        if self.stalled || self.part.is_none() {
            return Outcome::GoesOn;
        }
        if self.end.is_some() {
            self.waiting.close_block();
        }
        if self.waiting.has_blocks() || self.end == Some(End::Broken) && self.number.is_none() && !self.is_synced() {
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
        let Some(part) = self.part.take() else { return };
        let blocks = self.waiting.take_blocks();
        let sync = self.end.is_some() || call.now.saturating_since(self.synced_at) >= SYNC_INTERVAL;
        let id = self.id;
        call.desk.start(move || Done::Stored(id, write(part, blocks, sync)));
    }

    fn finish(&mut self, desk: &mut Desk) {
        let Some(part) = self.part.take() else { return };
        let id = self.id;
        desk.start(move || Done::Stored(id, Stored::Finished(part.finish().map_err(|error| error.kind()))));
    }

    /// The disk takes no more: the friend is asked to wait.
    fn stall(&mut self, call: &mut Call<'_>, failed: Failed) -> Outcome {
        let Failed { blocks, kind } = failed;
        self.waiting.put_back(blocks);
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
        if self.held_back && self.waiting.len() < GO_ON_BELOW && self.control(call, FileControl::Resume) {
            self.held_back = false;
            self.show_state(call);
        }
    }
}

/// Bytes that may still wait when it is asked to go on. Our choice.
const GO_ON_BELOW: usize = 1 << 20;
/// Time between two moments when what came is made sure to be on the disk. Our choice: that much is sent again after a crash.
const SYNC_INTERVAL: Duration = Duration::from_secs(3);
