//! Two machines joined by a connection with a bounded bulk queue.

use std::collections::VecDeque;

use toxcore_sansio::{FriendId, LinkError, Links, Seed, SendClass};
use toxcore_wire::messenger::{FileId, FileKind};

use crate::files::{FileControl, FileEvent, FileEventKind, FileNumber, FileTransfers, NewFile};

pub(super) const FRIEND: FriendId = FriendId { index: 0, generation: 1 };

/// One direction of the connection.
#[derive(Debug, Default)]
pub(super) struct Link {
    pub(super) priority: VecDeque<Vec<u8>>,
    pub(super) bulk: VecDeque<Vec<u8>>,
    pub(super) bulk_room: usize,
    pub(super) bulk_sent: u64,
    pub(super) bulk_taken: u64,
    pub(super) closed: bool,
}

impl Links for Link {
    fn send(&mut self, friend: FriendId, class: SendClass, data: &[u8]) -> Result<u64, LinkError> {
        assert_eq!(friend, FRIEND);
        if self.closed {
            return Err(LinkError::NotConnected);
        }
        match class {
            SendClass::Priority => {
                self.priority.push_back(data.to_vec());
                Ok(self.priority.len() as u64)
            }
            SendClass::Bulk if self.bulk.len() >= self.bulk_room => Err(LinkError::Full),
            SendClass::Bulk => {
                self.bulk.push_back(data.to_vec());
                self.bulk_sent += 1;
                Ok(self.bulk_sent)
            }
        }
    }

    fn send_lossy(&mut self, _friend: FriendId, _data: &[u8]) -> Result<(), LinkError> {
        panic!("files are not lossy")
    }

    fn space(&mut self, _friend: FriendId, class: SendClass) -> usize {
        if class == SendClass::Bulk { self.bulk_room - self.bulk.len() } else { 4096 }
    }
}

/// A side with its application, which notes what happens.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) files: FileTransfers,
    /// What waits to be sent to the other side.
    pub(super) link: Link,
    /// All but chunks.
    pub(super) events: Vec<(FileNumber, FileEventKind)>,
    pub(super) requests: VecDeque<(FileNumber, u64, usize)>,
    /// Position and data of received chunks.
    pub(super) received: Vec<(FileNumber, u64, Vec<u8>)>,
}

impl Side {
    pub(super) fn new(number: u64) -> Self {
        let mut files = FileTransfers::new(&Seed::from_number(number));
        files.connected(FRIEND);
        let link = Link { bulk_room: 512, ..Link::default() };
        Self { files, link, events: Vec::new(), requests: VecDeque::new(), received: Vec::new() }
    }

    pub(super) fn offer(&mut self, size: u64) -> FileNumber {
        let file = NewFile { kind: FileKind::Data, size, id: Some(FileId::from_bytes([7; 32])), name: b"name" };
        self.files.send(&mut self.link, FRIEND, file).unwrap()
    }

    pub(super) fn control(&mut self, file: FileNumber, control: FileControl) {
        self.files.control(&mut self.link, FRIEND, file, control).unwrap();
        self.poll(&[]);
    }

    pub(super) fn poll(&mut self, packet: &[u8]) {
        while let Some(FileEvent { friend, file, kind }) = self.files.poll_event() {
            assert_eq!(friend, FRIEND);
            match kind {
                FileEventKind::ChunkRequested { position, length } => self.requests.push_back((file, position, length)),
                FileEventKind::ChunkReceived { position, data } => {
                    self.received.push((file, position, packet[data].to_vec()));
                }
                other => self.events.push((file, other)),
            }
        }
    }

    /// Takes a packet; panics if the machine does not like it.
    pub(super) fn take(&mut self, packet: &[u8]) {
        self.files.handle_packet(&mut self.link, FRIEND, packet).unwrap();
        self.poll(packet);
    }

    /// Answers every request with bytes that tell their position, until there are none.
    pub(super) fn answer_requests(&mut self) {
        while let Some((file, position, length)) = self.requests.pop_front() {
            let data = content(position, length);
            self.files.send_chunk(&mut self.link, FRIEND, file, position, &data).unwrap();
            self.poll(&[]);
        }
    }

    pub(super) fn last_event(&self) -> &FileEventKind {
        &self.events.last().unwrap().1
    }

    /// The transfer that the other side calls by this number, as we call it.
    pub(super) fn only_incoming(&self) -> FileNumber {
        let [file] = *self.files.transfers(FRIEND) else { panic!("one transfer expected") };
        file
    }
}

/// The bytes of a file at `position`.
pub(super) fn content(position: u64, length: usize) -> Vec<u8> {
    (position..).take(length).map(|at| (at % 251) as u8).collect()
}

/// Carries what waits both ways, as long as there is something.
pub(super) fn exchange(alice: &mut Side, bob: &mut Side) {
    for _ in 0..100_000 {
        let carried = carry(alice, bob) + carry(bob, alice);
        alice.answer_requests();
        bob.answer_requests();
        if carried == 0 && alice.link.bulk.is_empty() && bob.link.bulk.is_empty() {
            return;
        }
    }
    panic!("no end of packets");
}

/// Carries what waits one way now, and confirms it.
pub(super) fn carry(from: &mut Side, to: &mut Side) -> usize {
    let mut carried = 0;
    while let Some(packet) = from.link.priority.pop_front() {
        to.take(&packet);
        carried += 1;
    }
    while let Some(packet) = from.link.bulk.pop_front() {
        to.take(&packet);
        from.link.bulk_taken += 1;
        carried += 1;
    }
    let up_to = from.link.bulk_taken;
    from.files.delivered(FRIEND, up_to);
    from.files.writable(&mut from.link, FRIEND);
    from.poll(&[]);
    carried
}
