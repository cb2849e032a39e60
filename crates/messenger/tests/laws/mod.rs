//! What holds for two messengers whatever happens between them. The fuzz target calls [`check`] with what the fuzzer makes up,
//! the test `corpus` with what it once found.
//!
//! The bytes are a script: two friends come and go, write, rename themselves, send files and packets that are none. What one
//! queues the other gets later, in the order of its class, or never if the connection ends. Kept beside: which messages were
//! sent, arrived and were reported, so that none is lost or doubled without being named.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod link;

use std::collections::BTreeSet;
use std::time::Duration;

use toxcore_messenger::files::{Direction, FileControl, FileEvent, FileEventKind, FileNumber, NewFile};
use toxcore_messenger::{Config, FriendState, LinkPath, Messenger, Output};
use toxcore_sansio::{FriendId, Instant, Seed, SendClass};
use toxcore_sim::Script;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::messenger::{FileKind, MessageKind};

use link::Link;

/// What each side calls the other.
const FRIEND: FriendId = FriendId { index: 2, generation: 5 };
/// Most outputs of one packet: one for each of 256 broken files, and chunk requests for all that the queue takes.
const MAX_OUTPUTS: usize = 4_096;

/// How far a script led.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub online: u64,
    pub offline: u64,
    pub arrived: u64,
    pub delivered: u64,
    pub undelivered: u64,
    pub writable: u64,
    pub retried: u64,
    pub profiles: u64,
    pub custom: u64,
    pub refused: u64,
    pub files_sent: u64,
    pub files_received: u64,
    pub files_broken: u64,
}

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> Counts {
    let mut run = Run::new();
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
    }
    run.settle();
    run.counts
}

/// One of the two, with what the other side of its connection has yet to get.
struct Side {
    machine: Messenger,
    link: Link,
    online: bool,
    /// Ids that were given out and have no report yet.
    unreported: BTreeSet<u32>,
    /// Texts of this connection that were sent, and how many of them the other side was told of.
    sent: Vec<Vec<u8>>,
    arrived: usize,
    files: Vec<FileNumber>,
    requests: Vec<(FileNumber, u64, usize)>,
}

struct Run {
    sides: [Side; 2],
    now: Instant,
    connected: bool,
    /// Whether somebody sent packets that are not his machine's, so that the other side's view is nobody's business.
    tampered: bool,
    next_text: u64,
    counts: Counts,
}

impl Side {
    fn new(number: u64) -> Self {
        let mut machine = Messenger::new(Config::default(), &Seed::from_number(number));
        machine.add_friend(FRIEND);
        let (sent, files, requests) = (Vec::new(), Vec::new(), Vec::new());
        let unreported = BTreeSet::new();
        Self { machine, link: Link::default(), online: false, unreported, sent, arrived: 0, files, requests }
    }
}

impl Run {
    fn new() -> Self {
        let sides = [Side::new(1), Side::new(2)];
        Self { sides, now: Instant::ZERO, connected: false, tampered: false, next_text: 0, counts: Counts::default() }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        let who = script.number() % 2;
        match what % 16 {
            0 => self.connect(),
            1 => self.disconnect(),
            2 => self.deliver(who, SendClass::Priority, script.number()),
            3 => self.deliver(who, SendClass::Bulk, script.number()),
            4 => self.confirm(who),
            5 => self.write(who, script.number()),
            6 => self.rename(who, script),
            7 => self.custom(who, script.bytes()),
            8 => self.sides[who].link.set_room(script.number()),
            9 => self.forge(who, script.bytes()),
            10 => self.wait(script.number()),
            11 => self.offer(who, script),
            12 => self.control(who, script),
            13 => self.answer(who),
            14 if script.number() > 0 => self.part(who),
            14 => {}
            _ => self.change_path(who, script.number()),
        }
        self.follow();
    }

    fn connect(&mut self) {
        self.disconnect();
        self.connected = true;
        self.tampered = false;
        for side in &mut self.sides {
            side.link = Link::open();
            (side.sent, side.arrived) = (Vec::new(), 0);
            side.machine.add_friend(FRIEND);
            side.machine.connected(self.now, &mut side.link, FRIEND, LinkPath::Udp);
        }
    }

    fn disconnect(&mut self) {
        self.connected = false;
        for side in &mut self.sides {
            side.link = Link::default();
            side.machine.disconnected(self.now, FRIEND);
        }
        self.follow();
        for side in &self.sides {
            assert!(side.unreported.is_empty(), "messages that nobody hears of: {:?}", side.unreported);
        }
    }

    /// The other side gets some of what waits.
    fn deliver(&mut self, from: usize, class: SendClass, count: usize) {
        for _ in 0..count {
            let Some(packet) = self.sides[from].link.take(class) else { return };
            self.hand_over(1 - from, &packet);
        }
    }

    fn hand_over(&mut self, to: usize, packet: &[u8]) {
        let side = &mut self.sides[to];
        let handled = side.machine.handle_data(self.now, &mut side.link, FRIEND, packet);
        if handled.is_err() {
            self.counts.refused += 1;
        }
        self.follow_data(to, packet);
    }

    fn confirm(&mut self, who: usize) {
        let side = &mut self.sides[who];
        for class in [SendClass::Priority, SendClass::Bulk] {
            let taken = side.link.taken(class);
            side.machine.delivered(self.now, &mut side.link, FRIEND, class, taken);
        }
        side.machine.writable(&mut side.link, FRIEND);
    }

    fn write(&mut self, who: usize, kind: usize) {
        self.next_text += 1;
        let text = format!("text {}", self.next_text).into_bytes();
        let kind = if kind.is_multiple_of(2) { MessageKind::Normal } else { MessageKind::Action };
        let side = &mut self.sides[who];
        if let Ok(id) = side.machine.send_message(self.now, &mut side.link, FRIEND, kind, &text) {
            assert!(side.online, "sent to nobody");
            assert!(side.unreported.last().is_none_or(|last| *last < id.get()), "ids rise");
            side.unreported.insert(id.get());
            side.sent.push(text);
        }
    }

    fn rename(&mut self, who: usize, script: &mut Script<'_>) {
        let (field, value) = (script.number(), script.bytes());
        let side = &mut self.sides[who];
        match field % 4 {
            0 => _ = side.machine.set_name(self.now, &mut side.link, value),
            1 => _ = side.machine.set_status_message(self.now, &mut side.link, value),
            2 => {
                side.machine.set_status(
                    self.now,
                    &mut side.link,
                    [UserStatus::Away, UserStatus::Busy][value.len() % 2],
                );
            }
            _ => _ = side.machine.set_typing(self.now, &mut side.link, FRIEND, !value.is_empty()),
        }
    }

    fn custom(&mut self, who: usize, packet: &[u8]) {
        let side = &mut self.sides[who];
        let _ = side.machine.send_custom_lossless(&mut side.link, FRIEND, packet);
        let _ = side.machine.send_custom_lossy(&mut side.link, FRIEND, packet);
        while let Some(packet) = self.sides[who].link.take_lossy() {
            self.hand_over(1 - who, &packet);
        }
    }

    /// A packet that no machine of ours sent.
    fn forge(&mut self, to: usize, packet: &[u8]) {
        self.tampered = true;
        self.hand_over(to, packet);
    }

    fn wait(&mut self, tenths: usize) {
        self.now += Duration::from_millis(100) * u32::try_from(tenths).unwrap();
        for side in &mut self.sides {
            let due = side.machine.poll_timeout().is_some_and(|at| at <= self.now);
            let before = side.link.queued();
            side.machine.handle_timeout(self.now, &mut side.link);
            assert!(due || side.link.queued() == before, "did something before it was due");
            self.counts.retried += u64::from(side.link.queued() > before);
            assert!(side.machine.poll_timeout().is_none_or(|at| at > self.now), "spins");
        }
    }

    fn offer(&mut self, who: usize, script: &mut Script<'_>) {
        let size = [0, 1, 1_371, 2_742, 5_000, u64::MAX][script.number() % 6];
        let side = &mut self.sides[who];
        let file = NewFile { kind: FileKind::Data, size, id: None, name: script.bytes() };
        if let Ok(number) = side.machine.send_file(&mut side.link, FRIEND, file) {
            assert!(side.online);
            side.files.push(number);
        }
    }

    fn control(&mut self, who: usize, script: &mut Script<'_>) {
        let (which, what) = (script.number(), script.number());
        let side = &mut self.sides[who];
        let Some(file) = side.files.get(which % side.files.len().max(1)).copied() else { return };
        let _ = match what % 4 {
            0 => side.machine.control_file(&mut side.link, FRIEND, file, FileControl::Resume),
            1 => side.machine.control_file(&mut side.link, FRIEND, file, FileControl::Pause),
            2 => side.machine.control_file(&mut side.link, FRIEND, file, FileControl::Cancel),
            _ => {
                let _ = side.machine.seek_file(&mut side.link, FRIEND, file, u64::try_from(what).unwrap());
                Ok(())
            }
        };
    }

    /// The application gives a chunk that it was asked for.
    fn answer(&mut self, who: usize) {
        let side = &mut self.sides[who];
        if side.requests.is_empty() {
            return;
        }
        let (file, position, length) = side.requests.remove(0);
        let _ = side.machine.send_file_chunk(&mut side.link, FRIEND, file, position, &vec![7; length]);
    }

    /// One removes the other, and thinks better of it.
    fn part(&mut self, who: usize) {
        // Ids and texts begin anew; what is on its way still arrives.
        self.tampered = true;
        let side = &mut self.sides[who];
        side.machine.remove_friend(&mut side.link, FRIEND);
        (side.online, side.files, side.requests) = (false, Vec::new(), Vec::new());
        self.follow();
        let side = &mut self.sides[who];
        assert_eq!(side.machine.state(FRIEND), FriendState::None);
        assert!(side.unreported.is_empty());
        side.machine.add_friend(FRIEND);
        if self.connected {
            side.machine.connected(self.now, &mut side.link, FRIEND, LinkPath::Tcp);
        }
    }

    fn change_path(&mut self, who: usize, path: usize) {
        let path = if path.is_multiple_of(2) { LinkPath::Tcp } else { LinkPath::Udp };
        self.sides[who].machine.path_changed(FRIEND, path);
    }

    /// Reads the outputs of both sides.
    fn follow(&mut self) {
        for who in 0..2 {
            self.follow_data(who, &[]);
        }
    }

    /// Reads the outputs of one side, after it was handed `packet`.
    fn follow_data(&mut self, who: usize, packet: &[u8]) {
        let mut told = 0;
        while let Some(output) = self.sides[who].machine.poll_output() {
            told += 1;
            assert!(told <= MAX_OUTPUTS, "one packet tells without end");
            self.read(who, packet, &output);
        }
        let side = &self.sides[who];
        assert_eq!(side.online, side.machine.connection(FRIEND).is_some());
    }

    fn read(&mut self, who: usize, packet: &[u8], output: &Output) {
        let [left, right] = &mut self.sides;
        let (side, other) = if who == 0 { (left, right) } else { (right, left) };
        match output {
            Output::Connection { path, .. } => {
                assert!(self.connected || path.is_none(), "online without connection");
                self.counts.online += u64::from(path.is_some() && !side.online);
                self.counts.offline += u64::from(path.is_none());
                assert!(side.online || path.is_some(), "offline twice");
                side.online = path.is_some();
            }
            Output::Message { text, .. } => {
                self.counts.arrived += 1;
                if !self.tampered {
                    assert_eq!(other.sent.get(other.arrived).map(Vec::as_slice), Some(&text[..]), "lost or doubled");
                    other.arrived += 1;
                }
            }
            Output::MessageDelivered { id, .. } => {
                self.counts.delivered += 1;
                assert_eq!(side.unreported.pop_first(), Some(id.get()), "reported in order, once");
                assert!(self.tampered || side.sent.len() - side.unreported.len() <= side.arrived, "not there");
            }
            Output::MessageUndelivered { id, .. } => {
                self.counts.undelivered += 1;
                assert_eq!(side.unreported.pop_first(), Some(id.get()), "reported in order, once");
            }
            Output::File(event) => {
                self.counts.files_sent += u64::from(matches!(event.kind, FileEventKind::Sent { .. }));
                self.counts.files_received += u64::from(matches!(event.kind, FileEventKind::Received { .. }));
                self.counts.files_broken += u64::from(event.kind == FileEventKind::Broken);
                read_file(side, packet, event);
            }
            Output::Writable { .. } => self.counts.writable += 1,
            Output::CustomLossless { .. } | Output::CustomLossy { .. } => self.counts.custom += 1,
            Output::Name { .. } | Output::StatusMessage { .. } | Output::Status { .. } | Output::Typing { .. } => {
                self.counts.profiles += 1;
            }
        }
    }

    /// Nothing more happens, and there is room: then each side knows everything about the other.
    fn settle(&mut self) {
        for side in &mut self.sides {
            side.link.set_room(usize::MAX);
        }
        self.wait(100);
        for _ in 0..4 {
            for who in 0..2 {
                self.deliver(who, SendClass::Priority, usize::MAX);
                self.confirm(who);
            }
            self.follow();
        }
        if self.connected && !self.tampered {
            for who in 0..2 {
                let (side, other) = (&self.sides[who], &self.sides[1 - who]);
                assert!(side.online && side.unreported.is_empty() && side.arrived == side.sent.len());
                let (info, profile) = (side.machine.info(FRIEND).unwrap(), other.machine.profile());
                assert_eq!((&info.name, &info.status_message), (&profile.name, &profile.status_message));
                assert_eq!(info.status, profile.status);
            }
        }
        self.disconnect();
    }
}

fn read_file(side: &mut Side, packet: &[u8], event: &FileEvent) {
    match &event.kind {
        FileEventKind::Offered(_) => {
            assert_eq!(event.file.direction, Direction::Incoming);
            side.files.push(event.file);
        }
        FileEventKind::ChunkRequested { position, length } => side.requests.push((event.file, *position, *length)),
        FileEventKind::ChunkReceived { data, .. } => {
            assert!(packet.get(data.clone()).is_some_and(|chunk| !chunk.is_empty()), "data that is not there");
        }
        FileEventKind::Sent { .. }
        | FileEventKind::Received { .. }
        | FileEventKind::Cancelled
        | FileEventKind::Broken => {
            assert!(side.files.contains(&event.file), "a transfer ends once");
            side.files.retain(|file| *file != event.file);
            side.requests.retain(|(file, ..)| *file != event.file);
        }
        FileEventKind::Accepted { .. } | FileEventKind::Paused | FileEventKind::Resumed => {}
    }
}
