//! What holds for a machine of conferences whatever members do who keep to no rule. The fuzz target calls [`check`] with what
//! the fuzzer makes up, the test `corpus` with what it once found.
//!
//! The bytes are a script: connections with five others come and go, each sends packets that are well formed, half formed or
//! none, the program does what programs do, time passes, and everything is saved and loaded.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::time::Duration;

use toxcore_conference::{
    ConferenceNumber, Conferences, Config, Context, Friends, MAX_CONNECTIONS, MAX_PEERS, Output, SPARE_CONNECTIONS,
};
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{FriendId, Instant, LinkError, Links, Seed, SendClass, UnixTime};
use toxcore_sim::Script;
use toxcore_wire::Encode;
use toxcore_wire::conference::{
    Accept, AlreadyMember, ConferenceIdentifier, ConferenceType, DirectContent, DirectPacket, GroupMessage, Invite,
    InviteCookie, MessageContent, MessageId, PeerEntries, PeerEntry, PeerOnline, Rejoin,
};
use toxcore_wire::messenger::MessageKind;

const OTHERS: usize = 5;

/// How far a script led.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub connected: u64,
    pub joined: u64,
    pub left: u64,
    pub named: u64,
    pub titled: u64,
    pub texts: u64,
    pub invited: u64,
    pub held: u64,
    pub released: u64,
    pub hinted: u64,
    pub refused: u64,
    pub sent: u64,
    pub restored: u64,
}

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> Counts {
    let mut run = Run::new();
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
    }
    run.leave_all();
    run.counts
}

fn key(who: usize) -> LongTermPublicKey {
    LongTermPublicKey::from_bytes([u8::try_from(who * 40 + 7).unwrap_or(u8::MAX); 32])
}

fn dht_key(who: usize) -> DhtPublicKey {
    DhtPublicKey::from_bytes([u8::try_from(who + 1).unwrap_or(u8::MAX); 32])
}

fn id(who: usize) -> FriendId {
    FriendId { index: who as u32, generation: 1 }
}

/// The others: 0 to 2 are friends. We are the last.
struct Sight {
    up: [bool; OTHERS],
}

impl Friends for Sight {
    fn is_friend(&self, whose: &LongTermPublicKey) -> bool {
        (0..3).any(|who| key(who) == *whose)
    }

    fn connected(&self, whose: &LongTermPublicKey) -> Option<FriendId> {
        (0..OTHERS).find(|who| self.up[*who] && key(*who) == *whose).map(id)
    }

    fn keys(&self, of: FriendId) -> Option<(LongTermPublicKey, DhtPublicKey)> {
        let who = of.index as usize;
        (of.generation == 1 && self.up.get(who) == Some(&true)).then(|| (key(who), dht_key(who)))
    }
}

/// Takes packets, or not.
struct Wires {
    up: [bool; OTHERS],
    room: usize,
    sent: Vec<Vec<u8>>,
}

impl Links for Wires {
    fn send(&mut self, friend: FriendId, _: SendClass, data: &[u8]) -> Result<u64, LinkError> {
        assert!((1..=1373).contains(&data.len()) && (0x60..=0x64).contains(&data[0]));
        if friend.generation != 1 || self.up.get(friend.index as usize) != Some(&true) {
            return Err(LinkError::NotConnected);
        }
        if self.sent.len() >= self.room {
            return Err(LinkError::Full);
        }
        self.sent.push(data.to_vec());
        Ok(self.sent.len() as u64)
    }

    fn send_lossy(&mut self, _: FriendId, _: &[u8]) -> Result<(), LinkError> {
        panic!("nothing is lossy")
    }

    fn space(&mut self, _: FriendId, _: SendClass) -> usize {
        self.room
    }
}

struct Run {
    machine: Conferences,
    sight: Sight,
    room: usize,
    now: Instant,
    held: BTreeSet<LongTermPublicKey>,
    invites: Vec<(FriendId, InviteCookie)>,
    runs: u64,
    counts: Counts,
}

fn machine(runs: u64) -> Conferences {
    let config = Config { own_key: key(OTHERS), own_dht_key: dht_key(OTHERS), name: b"we".into() };
    Conferences::new(config, &Seed::from_number(runs))
}

impl Run {
    fn new() -> Self {
        Self {
            machine: machine(0),
            sight: Sight { up: [false; OTHERS] },
            room: usize::MAX,
            now: Instant::from_origin(Duration::from_secs(500)),
            held: BTreeSet::new(),
            invites: Vec::new(),
            runs: 0,
            counts: Counts::default(),
        }
    }

    fn with<T>(&mut self, f: impl FnOnce(&mut Conferences, &mut Context<'_>) -> T) -> T {
        let mut wires = Wires { up: self.sight.up, room: self.room, sent: Vec::new() };
        let result = f(&mut self.machine, &mut Context { now: self.now, links: &mut wires, friends: &self.sight });
        // One packet is passed on to all at most; an answer has all members; coming back, all are asked.
        assert!(wires.sent.len() <= 400, "{} packets for one call", wires.sent.len());
        self.counts.sent += wires.sent.len() as u64;
        self.follow();
        result
    }

    fn follow(&mut self) {
        let mut outputs = 0;
        while let Some(output) = self.machine.poll_output() {
            outputs += 1;
            assert!(outputs < 5 * MAX_PEERS);
            let count = match output {
                Output::Hold { key: whose, .. } => {
                    assert!(whose != key(OTHERS), "nobody connects to himself");
                    assert!(self.held.insert(whose), "held twice");
                    &mut self.counts.held
                }
                Output::Release { key } => {
                    assert!(self.held.remove(&key), "released what was not held");
                    &mut self.counts.released
                }
                Output::Hint { key, .. } => {
                    assert!(self.held.contains(&key), "a hint for nothing");
                    &mut self.counts.hinted
                }
                Output::Invited { friend, cookie } => {
                    self.invites.push((friend, cookie));
                    self.invites.truncate(4);
                    &mut self.counts.invited
                }
                Output::Connected { .. } => &mut self.counts.connected,
                Output::PeerJoined { .. } => &mut self.counts.joined,
                Output::PeerLeft { .. } => &mut self.counts.left,
                Output::PeerName { name, .. } => {
                    assert!(name.len() <= 128);
                    &mut self.counts.named
                }
                Output::Title { title, .. } => {
                    assert!((1..=128).contains(&title.len()));
                    &mut self.counts.titled
                }
                Output::Message { text, .. } => {
                    assert!((1..=1363).contains(&text.len()));
                    &mut self.counts.texts
                }
            };
            *count += 1;
        }
        self.look();
    }

    fn look(&self) {
        let mut connections = 0;
        for number in self.machine.numbers() {
            let count = self.machine.peer_count(number).unwrap();
            assert!(count <= MAX_PEERS);
            let peers: Vec<_> = (0..count).map(|index| self.machine.peer(number, index).unwrap()).collect();
            let keys: BTreeSet<_> = peers.iter().map(|peer| peer.id.key).collect();
            let numbers: BTreeSet<_> = peers.iter().map(|peer| peer.id.number).collect();
            assert_eq!((keys.len(), numbers.len()), (count, count), "a key or number is one member's");
            let own: Vec<_> = peers.iter().filter(|peer| peer.own).map(|peer| peer.id.key).collect();
            let expected = if self.machine.own_number(number).is_some() { vec![key(OTHERS)] } else { vec![] };
            assert_eq!(own, expected, "we are a member once we have a number");
            let (all, online) = self.machine.connection_counts(number).unwrap();
            assert!(online <= all && all <= MAX_CONNECTIONS - SPARE_CONNECTIONS + 1);
            connections += all;
        }
        assert!(self.held.len() <= connections);
        assert_eq!(connections == 0, self.held.is_empty());
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        let who = script.number() % OTHERS;
        match what % 18 {
            0 => self.connect(who),
            1 => self.disconnect(who),
            2 => _ = self.with(|machine, cx| machine.create(cx, ConferenceType::Text)),
            3 => {
                if let Some(number) = self.number(script) {
                    let _ = self.with(|machine, cx| machine.invite(cx, number, id(who)));
                }
            }
            4 => {
                if let Some((friend, cookie)) = self.invites.pop() {
                    let _ = self.with(|machine, cx| machine.join(cx, friend, &cookie));
                }
            }
            5 => {
                if let Some(number) = self.number(script).filter(|_| who == 0) {
                    self.with(|machine, cx| machine.leave(cx, number)).unwrap();
                }
            }
            6 => {
                let text = script.more_bytes().to_vec();
                if let Some(number) = self.number(script) {
                    let _ = self.with(|machine, cx| machine.send_message(cx, number, MessageKind::Action, &text));
                }
            }
            7 => {
                let title = script.bytes().to_vec();
                if let Some(number) = self.number(script) {
                    let _ = self.with(|machine, cx| machine.set_title(cx, number, &title));
                }
            }
            8 => {
                let name = script.bytes().to_vec();
                let _ = self.with(|machine, cx| machine.set_name(cx, &name));
            }
            9 => {
                if let Some(number) = self.number(script) {
                    let max = script.number();
                    self.with(|machine, cx| machine.set_max_offline(cx, number, max)).unwrap();
                }
            }
            10 => self.room = if who == 0 { usize::MAX } else { script.number() },
            11 => self.pass(script.number()),
            12 => self.restart(),
            13 => {
                let packet = script.more_bytes().to_vec();
                self.packet(who, &packet);
            }
            14 => self.invitation(who, script),
            15 => self.presence(who, script),
            16 => self.direct(who, script),
            _ => self.message(who, script),
        }
    }

    fn number(&self, script: &mut Script<'_>) -> Option<ConferenceNumber> {
        let numbers: Vec<_> = self.machine.numbers().collect();
        (!numbers.is_empty()).then(|| numbers[script.number() % numbers.len()])
    }

    /// One that we are in, or another.
    fn identifier(&self, script: &mut Script<'_>) -> ConferenceIdentifier {
        let number = self.number(script);
        number.and_then(|number| self.machine.identifier(number)).unwrap_or(ConferenceIdentifier {
            kind: ConferenceType::Audio,
            id: toxcore_wire::conference::ConferenceId::from_bytes([9; 32]),
        })
    }

    fn connect(&mut self, who: usize) {
        if !self.sight.up[who] {
            self.sight.up[who] = true;
            self.with(|machine, cx| machine.connected(cx, id(who)));
        }
    }

    fn disconnect(&mut self, who: usize) {
        if self.sight.up[who] {
            self.sight.up[who] = false;
            self.with(|machine, cx| machine.disconnected(cx, id(who)));
        }
    }

    fn pass(&mut self, seconds: usize) {
        self.now += Duration::from_secs(seconds as u64);
        self.with(|machine, cx| machine.handle_timeout(cx));
        self.with(|machine, cx| machine.handle_timeout(cx));
        let next = self.machine.poll_timeout();
        assert!(next.is_none_or(|at| at > self.now), "something is due that is not done: {next:?} at {:?}", self.now);
    }

    fn restart(&mut self) {
        let saved = self.machine.save(self.now, UnixTime(1_000_000));
        self.with(|machine, cx| machine.shut_down(cx));
        self.held.clear();
        self.runs += 1;
        self.machine = machine(self.runs);
        for conference in &saved {
            let number = self.with(|machine, cx| machine.restore(cx, conference)).unwrap();
            let identifier = self.machine.identifier(number).unwrap();
            assert_eq!((*identifier.id.as_bytes(), identifier.kind.number()), (conference.id, conference.kind));
            assert_eq!(self.machine.offline_peer_count(number), Some(conference.peers.len()));
            self.counts.restored += 1;
        }
        let again = self.machine.save(self.now, UnixTime(1_000_000));
        assert_eq!(again.len(), saved.len());
    }

    fn packet(&mut self, from: usize, packet: &[u8]) {
        if !self.sight.up[from] {
            return;
        }
        let is_invite = packet.first() == Some(&0x60) && from < 3;
        let result = self.with(|machine, cx| {
            if is_invite {
                machine.handle_invite(cx, id(from), packet)
            } else {
                machine.handle_packet(cx, id(from), packet)
            }
        });
        self.counts.refused += u64::from(result.is_err());
    }

    fn invitation(&mut self, from: usize, script: &mut Script<'_>) {
        let (what, inviter_number, peer_number) = (script.number(), script.number() as u16, script.number() as u16);
        let identifier = self.identifier(script);
        let packet = match what % 3 {
            0 => Invite { cookie: InviteCookie { inviter_number, identifier } }.to_vec(),
            1 => Accept { sender_number: 3, inviter_number, identifier }.to_vec(),
            _ => AlreadyMember { sender_number: 3, inviter_number, identifier, peer_number }.to_vec(),
        };
        self.packet(from, &packet);
    }

    fn presence(&mut self, from: usize, script: &mut Script<'_>) {
        let number = script.number();
        let identifier = self.identifier(script);
        let packet = if number.is_multiple_of(2) {
            PeerOnline { sender_number: number as u16, identifier }.to_vec()
        } else {
            Rejoin { identifier }.to_vec()
        };
        self.packet(from, &packet);
    }

    fn direct(&mut self, from: usize, script: &mut Script<'_>) {
        let (conference_number, what) = (script.number() as u16 % 4, script.number());
        let text = script.bytes().to_vec();
        let mut entries = Vec::new();
        for number in text.iter().map(|byte| usize::from(*byte)).take(7) {
            // Also ourselves, and people whom nobody knows.
            let (key, dht_key) = (key(number % 7), dht_key(number % 7));
            PeerEntry { peer_number: number as u16 % 9, key, dht_key, name: &text[..text.len().min(9)] }
                .encode(&mut entries);
        }
        let content = match what % 5 {
            0 => DirectContent::Introduced,
            1 => DirectContent::PeerQuery,
            2 => DirectContent::Title(&text),
            3 => DirectContent::PeerResponse(PeerEntries::from_encoded(&entries)),
            _ => {
                DirectContent::PeerResponse(PeerEntries::from_encoded(entries.get(..entries.len() / 2).unwrap_or(&[])))
            }
        };
        self.packet(from, &DirectPacket { conference_number, content }.to_vec());
    }

    fn message(&mut self, from: usize, script: &mut Script<'_>) {
        let (conference_number, peer_number) = (script.number() as u16 % 4, script.number() as u16 % 9);
        let (message_number, what) = (script.number() as u32, script.number());
        let text = script.bytes().to_vec();
        let other = script.number();
        let content = match what % 9 {
            0 => MessageContent::Ping,
            1 => MessageContent::NewPeer {
                peer_number: other as u16 % 9,
                key: key(other % 7),
                dht_key: dht_key(what % 9),
            },
            2 => MessageContent::KillPeer(peer_number),
            3 => MessageContent::FreezePeer(if other == 0 { peer_number + 1 } else { peer_number }),
            4 => MessageContent::Name(&text),
            5 => MessageContent::Title(&text),
            _ => MessageContent::Text { kind: MessageKind::Normal, text: &text },
        };
        let data = content.to_vec();
        let id = if what == 255 { MessageId(0x55) } else { content.id() };
        self.packet(from, &GroupMessage { conference_number, peer_number, message_number, id, data: &data }.to_vec());
    }

    /// Nothing is left behind.
    fn leave_all(&mut self) {
        self.room = usize::MAX;
        for number in self.machine.numbers().collect::<Vec<_>>() {
            self.with(|machine, cx| machine.leave(cx, number)).unwrap();
        }
        assert!(self.held.is_empty() && self.machine.poll_timeout().is_none());
    }
}
