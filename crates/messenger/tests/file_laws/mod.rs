//! What holds for the file transfers of two friends whatever they do. The fuzz target calls [`check`] with what the fuzzer makes
//! up, the test `files_corpus` with what it once found.
//!
//! The bytes are a script: the two offer, accept, seek, pause, cancel, give chunks late or never; what one queues the other gets
//! later, in the order of its class. Packets that are nobody's come in between. Every file has bytes of its own, so that what
//! arrives in the wrong file or place is seen.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::{HashMap, HashSet, VecDeque};

use toxcore_messenger::files::resume::ResumeBook;
use toxcore_messenger::files::{Direction, FileControl, FileEvent, FileEventKind, FileNumber, FileTransfers, NewFile};
use toxcore_sansio::{FriendId, LinkError, Links, Seed, SendClass};
use toxcore_sim::Script;
use toxcore_wire::messenger::{FileId, FileKind, UNKNOWN_FILE_SIZE};

const FRIEND: FriendId = FriendId { index: 1, generation: 2 };
/// Chunks of one file that may be asked for and not given. Specification: messenger, Who sends when.
const LOOK_AHEAD: usize = 64;

/// How far a script led.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub sent: u64,
    pub received: u64,
    pub cut: u64,
    pub cancelled: u64,
    pub paused: u64,
    pub broken: u64,
    pub sought: u64,
    pub refused: u64,
    pub held: u64,
}

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> Counts {
    let mut run = Run { sides: [Side::new(1), Side::new(2)], tampered: false, counts: Counts::default() };
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
    }
    run.settle();
    run.counts
}

/// One direction of the connection.
#[derive(Default)]
struct Link {
    priority: VecDeque<Vec<u8>>,
    bulk: VecDeque<Vec<u8>>,
    room: usize,
    queued: u64,
    taken: u64,
}

impl Links for Link {
    fn send(&mut self, friend: FriendId, class: SendClass, data: &[u8]) -> Result<u64, LinkError> {
        assert_eq!(friend, FRIEND);
        assert!((0x50..=0x52).contains(&data[0]) && data.len() <= 1373);
        assert_eq!(class == SendClass::Bulk, data[0] == 0x52, "data, and nothing else, is bulk");
        let (queue, room) = match class {
            SendClass::Priority => (&mut self.priority, 600),
            SendClass::Bulk => (&mut self.bulk, self.room),
        };
        if queue.len() >= room {
            return Err(LinkError::Full);
        }
        queue.push_back(data.to_vec());
        self.queued += u64::from(class == SendClass::Bulk);
        Ok(self.queued)
    }

    fn send_lossy(&mut self, _friend: FriendId, _data: &[u8]) -> Result<(), LinkError> {
        panic!("files are not lossy")
    }

    fn space(&mut self, _friend: FriendId, class: SendClass) -> usize {
        if class == SendClass::Bulk { self.room.saturating_sub(self.bulk.len()) } else { 600 }
    }
}

/// A file as its side sees it.
struct Known {
    id: FileId,
    size: u64,
    /// Of an outgoing file, where the next request begins; of an incoming one, where the next data belongs.
    next: u64,
    requests: VecDeque<(u64, usize)>,
}

struct Side {
    files: FileTransfers,
    link: Link,
    known: HashMap<FileNumber, Known>,
    /// In the order in which they began, for the script.
    order: Vec<FileNumber>,
    /// Files that came whole, and those that we cancelled, which the sender may not know when its last packet is confirmed.
    settled: HashSet<FileId>,
}

struct Run {
    sides: [Side; 2],
    /// Whether somebody sent packets that are not his machine's.
    tampered: bool,
    counts: Counts,
}

impl Side {
    fn new(number: u64) -> Self {
        let mut files = FileTransfers::new(&Seed::from_number(number));
        files.connected(FRIEND);
        let link = Link { room: 40, ..Link::default() };
        Self { files, link, known: HashMap::new(), order: Vec::new(), settled: HashSet::new() }
    }

    fn pick(&self, which: usize) -> Option<FileNumber> {
        self.order.get(which % self.order.len().max(1)).copied()
    }

    fn begin(&mut self, file: FileNumber, id: FileId, size: u64) {
        self.known.insert(file, Known { id, size, next: 0, requests: VecDeque::new() });
        self.order.push(file);
    }

    fn end(&mut self, file: FileNumber) -> Known {
        self.order.retain(|other| *other != file);
        self.known.remove(&file).expect("a transfer ends once")
    }
}

impl Run {
    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        let who = script.number() % 2;
        let side = &mut self.sides[who];
        match what % 12 {
            0 => self.offer(who, script.number()),
            1..=3 => {
                let control =
                    [FileControl::Resume, FileControl::Pause, FileControl::Cancel][usize::from(what % 12) - 1];
                if let Some(file) = side.pick(script.number()) {
                    self.control(who, file, control);
                }
            }
            4 => {
                let Some(file) = side.pick(script.number()) else { return };
                let position = script.number() as u64 * 100;
                if side.files.seek(&mut side.link, FRIEND, file, position).is_ok() {
                    side.known.get_mut(&file).unwrap().next = position;
                    self.counts.sought += 1;
                }
            }
            5 => (0..script.number()).for_each(|_| self.carry_priority(who)),
            6 => (0..script.number()).for_each(|_| self.carry_bulk(who)),
            7 => self.confirm(who),
            8 => (0..script.number()).for_each(|_| self.answer(who)),
            9 => {
                self.tampered = true;
                self.handle(who, script.bytes());
            }
            10 => {
                side.link.room = script.number();
                side.files.writable(&mut side.link, FRIEND);
                self.follow(who, &[]);
            }
            _ if script.number().is_multiple_of(4) => self.reconnect(),
            _ => book(script.bytes()),
        }
    }

    fn offer(&mut self, who: usize, size: usize) {
        let sizes = [0, 1, 1371, 2742, 5000, 100_000, (5 << 32) + 1, UNKNOWN_FILE_SIZE];
        let size = sizes[size % sizes.len()];
        let side = &mut self.sides[who];
        let new = NewFile { kind: FileKind::Data, size, id: None, name: b"n" };
        if let Ok(file) = side.files.send(&mut side.link, FRIEND, new) {
            assert!(!side.known.keys().any(|other| other.direction == file.direction && other.slot == file.slot));
            let id = side.files.status(FRIEND, file).unwrap().id;
            side.begin(file, id, size);
        }
    }

    fn control(&mut self, who: usize, file: FileNumber, control: FileControl) {
        let side = &mut self.sides[who];
        if side.files.control(&mut side.link, FRIEND, file, control).is_ok() && control == FileControl::Cancel {
            let known = side.end(file);
            side.settled.insert(known.id);
        }
        self.follow(who, &[]);
    }

    fn carry_priority(&mut self, from: usize) {
        if let Some(packet) = self.sides[from].link.priority.pop_front() {
            self.handle(1 - from, &packet);
        }
    }

    fn carry_bulk(&mut self, from: usize) {
        if let Some(packet) = self.sides[from].link.bulk.pop_front() {
            self.sides[from].link.taken += 1;
            self.handle(1 - from, &packet);
        }
    }

    fn handle(&mut self, who: usize, packet: &[u8]) {
        let side = &mut self.sides[who];
        let before = side.link.priority.len();
        let refused = side.files.handle_packet(&mut side.link, FRIEND, packet).is_err();
        self.counts.refused += u64::from(refused);
        if let [0x51, _, _, 2, ..] = packet {
            assert_eq!(side.link.priority.len(), before, "a kill is not answered");
        }
        self.follow(who, packet);
    }

    fn confirm(&mut self, who: usize) {
        let side = &mut self.sides[who];
        side.files.delivered(FRIEND, side.link.taken);
        side.files.writable(&mut side.link, FRIEND);
        self.follow(who, &[]);
    }

    /// Gives the oldest chunk that was asked for of the first file that was asked for some.
    fn answer(&mut self, who: usize) {
        let side = &mut self.sides[who];
        let asked = side.order.iter().copied().find(|file| !side.known[file].requests.is_empty());
        let Some(file) = asked else { return };
        let known = side.known.get_mut(&file).unwrap();
        let (position, mut length) = known.requests.pop_front().unwrap();
        if known.size == UNKNOWN_FILE_SIZE && position >= 5000 {
            (length, known.requests) = (7, VecDeque::new());
        }
        let data = content(&known.id, position, length);
        let full = side.link.bulk.len() >= side.link.room;
        side.files.send_chunk(&mut side.link, FRIEND, file, position, &data).unwrap();
        self.counts.held += u64::from(full);
        self.follow(who, &[]);
    }

    fn reconnect(&mut self) {
        self.tampered = false;
        for who in 0..2 {
            self.sides[who].files.disconnected(FRIEND);
            self.follow(who, &[]);
            let side = &mut self.sides[who];
            assert!(side.known.is_empty(), "every transfer was reported");
            side.link = Link { room: 40, ..Link::default() };
            side.files.connected(FRIEND);
        }
    }

    fn follow(&mut self, who: usize, packet: &[u8]) {
        let ([first], [second]) = self.sides.split_at_mut(1) else { panic!("two sides") };
        let (side, other) = if who == 0 { (first, second) } else { (second, first) };
        while let Some(FileEvent { file, kind, .. }) = side.files.poll_event() {
            match kind {
                FileEventKind::Offered(offer) => {
                    assert_eq!(file.direction, Direction::Incoming);
                    side.begin(file, offer.id, offer.size);
                }
                FileEventKind::Accepted { position } => side.known.get_mut(&file).unwrap().next = position,
                FileEventKind::ChunkRequested { position, length } => {
                    let known = side.known.get_mut(&file).unwrap();
                    assert_eq!(position, known.next, "each position once");
                    known.next += length as u64;
                    known.requests.push_back((position, length));
                    assert!(known.next <= known.size && known.requests.len() <= LOOK_AHEAD);
                }
                FileEventKind::ChunkReceived { position, data } => {
                    let known = side.known.get_mut(&file).unwrap();
                    assert_eq!(position, known.next, "no gap");
                    known.next += data.len() as u64;
                    assert!(known.next <= known.size && !data.is_empty());
                    let same = packet[data.clone()] == content(&known.id, position, data.len());
                    assert!(same || self.tampered, "bytes of another place");
                }
                FileEventKind::Paused | FileEventKind::Resumed => self.counts.paused += 1,
                FileEventKind::Sent { .. } => {
                    let known = side.end(file);
                    assert!(other.settled.contains(&known.id) || self.tampered, "sent is what arrived");
                    self.counts.sent += 1;
                }
                FileEventKind::Received { position, whole } => {
                    let known = side.end(file);
                    assert_eq!(position, known.next);
                    assert_eq!(whole, position == known.size || known.size == UNKNOWN_FILE_SIZE);
                    assert!(whole || self.tampered);
                    side.settled.insert(known.id);
                    self.counts.received += u64::from(whole);
                    self.counts.cut += u64::from(!whole);
                }
                FileEventKind::Cancelled => {
                    side.end(file);
                    self.counts.cancelled += 1;
                }
                FileEventKind::Broken => {
                    side.end(file);
                    self.counts.broken += 1;
                }
            }
        }
        let live: HashSet<_> = side.files.transfers(FRIEND).into_iter().collect();
        assert_eq!(live, side.known.keys().copied().collect(), "both know the same transfers");
    }

    /// With room and time every file that both let go on arrives, unless it is one of those that take for ever.
    fn settle(&mut self) {
        for who in 0..2 {
            self.sides[who].link.room = 512;
            for file in self.sides[who].order.clone() {
                let endless = self.sides[who].known[&file].size > 1 << 32;
                let control = if endless { FileControl::Cancel } else { FileControl::Resume };
                self.control(who, file, control);
            }
        }
        for _ in 0..40 {
            for who in 0..2 {
                (0..1000).for_each(|_| self.carry_priority(who));
                (0..1000).for_each(|_| self.carry_bulk(who));
                self.confirm(who);
                // Pauses that were on their way.
                for file in self.sides[who].order.clone() {
                    self.control(who, file, FileControl::Resume);
                }
                (0..1000).for_each(|_| self.answer(who));
            }
        }
        let left = self.sides.iter().map(|side| side.known.len()).sum::<usize>();
        assert!(left == 0 || self.tampered, "{left} transfers do not end");
    }
}

/// What a file has at a place.
fn content(id: &FileId, position: u64, length: usize) -> Vec<u8> {
    let first = u64::from(id.as_bytes()[0]) * 7 + u64::from(id.as_bytes()[1]);
    (first + position % 251..).take(length).map(|byte| (byte % 251) as u8).collect()
}

/// A journal of anything is refused, or what is read of it is written and read again.
fn book(bytes: &[u8]) {
    let whole = [b"toxfiles\x01", bytes].concat();
    let (book, _) = ResumeBook::parse(&whole).expect("it begins like one");
    assert_eq!(ResumeBook::parse(&book.to_bytes()), Ok((book, 0)));
    let _ = ResumeBook::parse(bytes);
}
