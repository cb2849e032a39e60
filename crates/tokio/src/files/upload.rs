//! A file that is sent.

use std::collections::VecDeque;
use std::io;

use toxcore::files::resume::Unfinished;
use toxcore::files::{Direction, FileControl, FileControlError, FileNumber, FileSendError, NewFile};
use toxcore::{FileId, FileKind, FileRecvControl, FriendId, LongTermPublicKey};

use super::block::Block;
use super::desk::{Desk, Done};
use super::source::{SourceFacts, SourceFile};
use super::status::{Board, TransferState};
use super::{Call, Outcome, TransferError, TransferId};

/// A file that is sent.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) id: TransferId,
    pub(crate) friend: FriendId,
    pub(crate) public_key: LongTermPublicKey,
    pub(crate) file_id: FileId,
    pub(crate) board: Board,
    kind: FileKind,
    name: Vec<u8>,
    facts: SourceFacts,
    /// While it is offered.
    pub(crate) number: Option<FileNumber>,
    /// None while a thread has it, or before the first.
    source: Option<SourceFile>,
    busy: bool,
    /// Chunks that the machine asked for.
    requests: VecDeque<(u64, usize)>,
    /// What was read ahead, in order.
    blocks: VecDeque<Block>,
    /// Where the next block begins.
    next_read: u64,
    /// Counts the beginnings: blocks that were read for an older one are of no use.
    run: u32,
}

/// What a thread brought back.
#[derive(Debug)]
pub(crate) enum Fetched {
    Opened(io::Result<SourceFile>),
    Read { run: u32, source: SourceFile, position: u64, data: io::Result<Vec<u8>> },
}

/// What a new upload is about.
#[derive(Debug)]
pub(crate) struct NewUpload {
    pub(crate) friend: FriendId,
    pub(crate) public_key: LongTermPublicKey,
    pub(crate) kind: FileKind,
    pub(crate) name: Vec<u8>,
    pub(crate) file_id: FileId,
}

impl Upload {
    /// Sends a file that was opened.
    pub(crate) fn new(id: TransferId, new: NewUpload, source: SourceFile) -> Self {
        let facts = source.facts().clone();
        Self { source: Some(source), ..Self::with_facts(id, new, facts) }
    }

    /// Goes on with one of an earlier run.
    pub(crate) fn resumed(id: TransferId, friend: FriendId, noted: &Unfinished) -> Self {
        let path = super::place::to_path(&noted.place);
        let facts = SourceFacts { path, size: noted.size, changed: noted.mark };
        let new = NewUpload {
            friend,
            public_key: noted.friend,
            kind: noted.kind,
            name: noted.name.to_vec(),
            file_id: noted.id,
        };
        Self::with_facts(id, new, facts)
    }

    fn with_facts(id: TransferId, new: NewUpload, facts: SourceFacts) -> Self {
        let NewUpload { friend, public_key, kind, name, file_id } = new;
        Self {
            id,
            friend,
            public_key,
            file_id,
            board: Board::new(facts.size),
            kind,
            name,
            facts,
            number: None,
            source: None,
            busy: false,
            requests: VecDeque::new(),
            blocks: VecDeque::new(),
            next_read: 0,
            run: 0,
        }
    }

    /// What the journal keeps of it.
    pub(crate) fn note(&self) -> Unfinished {
        Unfinished {
            direction: Direction::Outgoing,
            friend: self.public_key,
            id: self.file_id,
            kind: self.kind,
            size: self.facts.size,
            name: self.name.clone().into(),
            place: super::place::from_path(&self.facts.path),
            done: 0,
            mark: self.facts.changed,
        }
    }

    /// The friend is online: offers the file, after a look whether it is still the same.
    pub(crate) fn begin(&mut self, desk: &mut Desk) {
        if self.number.is_some() || self.busy {
            return;
        }
        self.busy = true;
        let (id, path) = (self.id, self.facts.path.clone());
        desk.start(move || Done::Fetched(id, Fetched::Opened(SourceFile::open(&path))));
    }

    /// Offers the file now, if the friend is online; else it waits.
    pub(crate) fn offer(&mut self, call: &mut Call<'_>) -> Outcome {
        let file = NewFile { kind: self.kind, size: self.facts.size, id: Some(self.file_id), name: &self.name };
        match call.tox.file_send(call.now, self.friend, file) {
            Ok(number) => {
                self.number = Some(number);
                Outcome::GoesOn
            }
            Err(FileSendError::FriendNotConnected | FileSendError::TooMany) => Outcome::GoesOn,
            Err(FileSendError::FriendNotFound) => self.fail(TransferError::FriendRemoved),
            // Checked before.
            Err(_) => self.fail(TransferError::Cancelled),
        }
    }

    pub(crate) fn controlled(&mut self, call: &mut Call<'_>, control: FileRecvControl) -> Outcome {
        match control {
            FileRecvControl::Cancelled => return self.fail(TransferError::CancelledByFriend),
            FileRecvControl::Accepted { position } => {
                self.forget_run();
                self.next_read = position;
                self.board.set_position(position);
            }
            FileRecvControl::Paused | FileRecvControl::Resumed => {}
        }
        self.show_state(call);
        self.read_ahead(call.desk);
        Outcome::GoesOn
    }

    pub(crate) fn requested(&mut self, call: &mut Call<'_>, position: u64, length: usize) -> Outcome {
        self.requests.push_back((position, length));
        self.serve(call)
    }

    pub(crate) fn sent(&mut self) -> Outcome {
        self.number = None;
        self.board.set_position(self.facts.size);
        self.board.set(TransferState::Finished(self.facts.path.clone()));
        Outcome::Over
    }

    pub(crate) fn broken(&mut self) -> Outcome {
        self.number = None;
        self.forget_run();
        self.board.set(TransferState::Waiting);
        Outcome::GoesOn
    }

    pub(crate) fn fetched(&mut self, call: &mut Call<'_>, fetched: Fetched) -> Outcome {
        self.busy = false;
        match fetched {
            Fetched::Opened(Ok(source)) if *source.facts() == self.facts => {
                self.source = Some(source);
                self.offer(call)
            }
            Fetched::Opened(Ok(_)) => self.give_up(call, TransferError::Changed(self.facts.path.clone())),
            Fetched::Opened(Err(error)) => self.disk_failed(call, &error),
            Fetched::Read { run, source, position, data } => {
                self.source = Some(source);
                if run != self.run {
                    self.read_ahead(call.desk);
                    return Outcome::GoesOn;
                }
                match data {
                    Ok(data) => {
                        self.blocks.push_back(Block { position, data });
                        self.serve(call)
                    }
                    Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                        self.give_up(call, TransferError::Changed(self.facts.path.clone()))
                    }
                    Err(error) => self.disk_failed(call, &error),
                }
            }
        }
    }

    /// Ends it, whatever the friend thinks of it.
    pub(crate) fn give_up(&mut self, call: &mut Call<'_>, error: TransferError) -> Outcome {
        if let Some(number) = self.number {
            // It may be over already.
            let _ = call.tox.file_control(call.now, self.friend, number, FileControl::Cancel);
        }
        self.fail(error)
    }

    /// Pauses or resumes it for its user.
    pub(crate) fn user_control(&mut self, call: &mut Call<'_>, control: FileControl) -> Result<(), FileControlError> {
        let Some(number) = self.number else { return Ok(()) };
        let done = call.tox.file_control(call.now, self.friend, number, control);
        self.show_state(call);
        done
    }

    fn show_state(&self, call: &Call<'_>) {
        if let Some(status) = self.number.and_then(|number| call.tox.files().status(self.friend, number)) {
            self.board.set(TransferState::of(status));
        }
    }

    pub(crate) fn fail(&mut self, error: TransferError) -> Outcome {
        self.number = None;
        self.board.set(TransferState::Failed(error));
        Outcome::Over
    }

    fn disk_failed(&mut self, call: &mut Call<'_>, error: &io::Error) -> Outcome {
        let path = self.facts.path.clone();
        self.give_up(call, TransferError::Disk { path, kind: error.kind() })
    }

    fn forget_run(&mut self) {
        self.run = self.run.wrapping_add(1);
        self.requests.clear();
        self.blocks.clear();
    }

    /// Answers requests from what was read, as far as that reaches.
    fn serve(&mut self, call: &mut Call<'_>) -> Outcome {
        let Some(number) = self.number else { return Outcome::GoesOn };
        while let Some(&(position, length)) = self.requests.front() {
            let Some(data) = self.blocks.front().and_then(|block| block.get(position, length)) else {
                // Requests come in order, so what is before them has been sent.
                if self.blocks.pop_front().is_none() {
                    break;
                }
                continue;
            };
            if call.tox.file_send_chunk(call.now, self.friend, number, position, data).is_err() {
                // The connection is gone; that it broke is said next.
                break;
            }
            self.requests.pop_front();
            self.board_position(position, length);
        }
        self.read_ahead(call.desk);
        Outcome::GoesOn
    }

    /// Shows progress now and then.
    fn board_position(&self, position: u64, length: usize) {
        if self.blocks.front().is_some_and(|block| block.ends_with(position, length)) {
            self.board.set_position(position + u64::try_from(length).unwrap_or(0));
        }
    }

    fn read_ahead(&mut self, desk: &mut Desk) {
        let wanted = self.number.is_some() && self.next_read < self.facts.size && self.blocks.len() < BLOCKS_AHEAD;
        let Some(mut source) = self.source.take_if(|_| wanted && !self.busy) else { return };
        let (id, run, position) = (self.id, self.run, self.next_read);
        self.next_read = position.saturating_add(BLOCK_LEN as u64);
        self.busy = true;
        desk.start(move || {
            let data = source.read(position, BLOCK_LEN);
            Done::Fetched(id, Fetched::Read { run, source, position, data })
        });
    }
}

/// Bytes that are read at once: a whole number of chunks, so that none is in two blocks. Our choice: enough that the system
/// call costs nothing beside the sending.
const BLOCK_LEN: usize = 192 * 1371;
/// Blocks that are read before they are asked for. Our choice: one is sent while the next one is read.
const BLOCKS_AHEAD: usize = 2;
