//! What holds for the links of two members whatever the network does with their packets, and whatever a third member sends who
//! keeps to no rule. The fuzz target calls [`check`] with what the fuzzer makes up, the test `mesh_corpus` with what it once found.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, EphemeralKeyPair, EphemeralPublicKey, ExtendedKeyPair, MAC_LEN, NONCE_LEN, Nonce};
use toxcore_group::{MAX_STRANGERS, MemberId, Mesh, MeshConfig, Output, Phase, Target};
use toxcore_sansio::{Admission, Instant, RouteId, Seed};
use toxcore_sim::Script;
use toxcore_wire::group::{
    ChatId, GroupHandshake, GroupHandshakePacket, GroupPing, HandshakeKind, HandshakePurpose, JoinType, LosslessKind,
    LossyKind,
};

/// How far a script led.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub handshaked: u64,
    pub renewed: u64,
    pub confirmed: u64,
    pub texts: u64,
    pub pings: u64,
    pub lost: u64,
    pub refused: u64,
    pub insider: u64,
}

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> Counts {
    let mut run = Run::new();
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
    }
    run.counts
}

const CHAT_ID: ChatId = ChatId::from_bytes([0x55; 32]);
const TIMES: [u64; 10] = [1, 25, 300, 1_000, 3_000, 12_000, 27_000, 60_000, 286_000, 1_000_000];
const MAX_ON_THE_WAY: usize = 400;

struct Side {
    mesh: Mesh,
    admission: Admission,
    /// Texts that it has sent to the other, and those it had from it.
    sent: u32,
    next: u32,
    /// Whether a session was replaced or lost since: what was not confirmed may come twice, or not.
    shaken: bool,
}

/// The third member, who may do what it likes.
struct Insider {
    keys: ExtendedKeyPair,
    session: EphemeralKeyPair,
    shared: [Option<CombinedKey>; 2],
    nonces: u64,
}

struct Run {
    sides: [Side; 2],
    insider: Insider,
    /// Packets on the way to each side.
    wires: [VecDeque<Vec<u8>>; 2],
    /// Copies of some that were there.
    old: Vec<Vec<u8>>,
    now: Instant,
    restarts: u64,
    counts: Counts,
}

fn keys(who: usize) -> ExtendedKeyPair {
    ExtendedKeyPair::from_seed(&[u8::try_from(who + 1).unwrap(); 32])
}

fn key(who: usize) -> EphemeralPublicKey {
    keys(who).public().encryption
}

fn address(who: usize) -> SocketAddr {
    ([198, 51, 100, u8::try_from(who + 1).unwrap()], 33445).into()
}

fn side(who: usize, restarts: u64) -> Side {
    let seed = Seed::from_number(restarts * 2 + who as u64);
    let config = MeshConfig { keys: keys(who), chat_id: CHAT_ID, join_type: JoinType::Private };
    let mut mesh = Mesh::new(config, &seed);
    mesh.set_ping(GroupPing {
        peers_checksum: 0,
        confirmed_peers: 2,
        state_version: 1,
        sanctions_version: 1,
        moderation_checksum: 1,
        topic_version: 1,
        topic_checksum: 1,
        addr: None,
    });
    mesh.set_address(Some(address(who)));
    let admission = Admission::new(Admission::DEFAULT_PER_SECOND, &seed);
    Side { mesh, admission, sent: 0, next: 0, shaken: false }
}

impl Run {
    fn new() -> Self {
        Self {
            sides: [side(0, 0), side(1, 0)],
            insider: Insider {
                keys: keys(2),
                session: EphemeralKeyPair::from_secret_bytes([9; 32]),
                shared: [None, None],
                nonces: 0,
            },
            wires: [VecDeque::new(), VecDeque::new()],
            old: Vec::new(),
            now: Instant::ZERO,
            restarts: 0,
            counts: Counts::default(),
        }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        let who = usize::from(what >> 7);
        match what & 0x7f {
            0 => self.introduce(who, script.number()),
            1 => self.say(who, script.number()),
            2 => self.deliver(who, 0),
            3 => self.deliver(who, script.number()),
            4 => drop(self.wires[who].pop_front()),
            5 => self.replay(who, script.number()),
            6 => self.corrupt(who, script.number(), script.number()),
            7 => self.pass(TIMES[script.number() % TIMES.len()]),
            8 => self.restart(who),
            9 => self.insider_handshake(who, script),
            10 => self.insider_packet(who, script),
            11 => self.exchange(),
            12 => self.send_lossy(who, script.bytes()),
            13 => self.change(who, script),
            14 => self.wires[who].push_back(script.more_bytes().to_vec()),
            _ => {}
        }
    }

    fn introduce(&mut self, who: usize, how: usize) {
        let purpose = if how & 1 == 0 { HandshakePurpose::Invite } else { HandshakePurpose::PeerInfo };
        let mesh = &mut self.sides[who].mesh;
        let member = mesh.introduce(self.now, key(1 - who), purpose).unwrap();
        match how >> 1 {
            0 => mesh.add_address(self.now, member, address(1 - who)),
            1 => mesh.set_route(self.now, member, Some(RouteId { index: 1, generation: 1 })),
            _ => {}
        }
        mesh.handle_timeout(self.now);
        self.poll(who, &mut []);
    }

    fn say(&mut self, who: usize, len: usize) {
        let side = &mut self.sides[who];
        let Some(member) = side.mesh.find(&key(1 - who)) else { return };
        if side.mesh.phase(member) == Some(Phase::Known) {
            return;
        }
        let mut text = side.sent.to_be_bytes().to_vec();
        text.resize(4 + len * 11, 7);
        if side.mesh.send(self.now, member, LosslessKind::CustomPrivate, &text).is_ok() {
            side.sent += 1;
        }
        self.poll(who, &mut []);
    }

    fn deliver(&mut self, who: usize, place: usize) {
        let count = self.wires[who].len();
        let Some(packet) = self.wires[who].remove(place.checked_rem(count).unwrap_or(0)) else { return };
        if self.old.len() < 40 {
            self.old.push(packet.clone());
        }
        self.hand_in(who, packet, address(1 - who));
    }

    fn hand_in(&mut self, who: usize, mut packet: Vec<u8>, from: SocketAddr) {
        let side = &mut self.sides[who];
        let result = side.mesh.handle_packet(self.now, &mut side.admission, Target::Udp(from), &mut packet, &|_| false);
        self.counts.refused += u64::from(result.is_err());
        self.poll(who, &mut packet);
    }

    fn replay(&mut self, who: usize, place: usize) {
        let count = self.old.len();
        let Some(packet) = self.old.get(place.checked_rem(count).unwrap_or(0)) else { return };
        self.hand_in(who, packet.clone(), ([203, 0, 113, 9], 9).into());
    }

    fn corrupt(&mut self, who: usize, place: usize, bits: usize) {
        let Some(mut packet) = self.wires[who].pop_front() else { return };
        let len = packet.len();
        if let Some(byte) = packet.get_mut(place.checked_rem(len).unwrap_or(0)) {
            *byte ^= u8::try_from(bits).unwrap() | 1;
        }
        self.hand_in(who, packet, address(1 - who));
    }

    fn pass(&mut self, millis: u64) {
        let end = self.now + Duration::from_millis(millis);
        for who in [0, 1] {
            let mut turns = 0;
            while let Some(due) = self.sides[who].mesh.poll_timeout().filter(|due| *due <= end) {
                turns += 1;
                assert!(turns < 20_000, "it does not come to rest");
                self.sides[who].mesh.handle_timeout(due.max(self.now));
                self.poll(who, &mut []);
            }
        }
        self.now = end;
    }

    fn restart(&mut self, who: usize) {
        self.restarts += 1;
        self.sides[who] = side(who, self.restarts);
        self.sides.iter_mut().for_each(|side| side.shaken = true);
        self.insider.shared[who] = None;
    }

    fn exchange(&mut self) {
        for _ in 0..200 {
            for who in [0, 1] {
                self.deliver(who, 0);
            }
        }
    }

    fn send_lossy(&mut self, who: usize, data: &[u8]) {
        let mesh = &mut self.sides[who].mesh;
        mesh.send_lossy_to_all(self.now, LossyKind::Custom, data);
        self.poll(who, &mut []);
    }

    fn change(&mut self, who: usize, script: &mut Script<'_>) {
        let mesh = &mut self.sides[who].mesh;
        let member = mesh.find(&key(1 - who));
        match (script.number() % 5, member) {
            (0, Some(member)) => {
                mesh.remove(member);
                self.sides.iter_mut().for_each(|side| side.shaken = true);
            }
            (1, Some(member)) => mesh.set_route(self.now, member, None),
            (2, _) => mesh.network_changed(self.now),
            (3, _) => mesh.set_private(script.number() % 2 == 1),
            (4, Some(member)) => mesh.route_ready(self.now, member),
            _ => {}
        }
        self.poll(who, &mut []);
    }

    fn insider_handshake(&mut self, who: usize, script: &mut Script<'_>) {
        let insider = &mut self.insider;
        let flags = script.number();
        if flags & 4 != 0 {
            insider.session = EphemeralKeyPair::from_secret_bytes([u8::try_from(flags).unwrap(); 32]);
        }
        let handshake = GroupHandshake {
            kind: if flags & 1 == 0 { HandshakeKind::Request } else { HandshakeKind::Response },
            session_key: insider.session.public,
            signing_key: insider.keys.public().signing,
            purpose: HandshakePurpose::Invite,
            join_type: if flags & 2 == 0 { JoinType::Private } else { JoinType::Public },
            relay: None,
        };
        let combined = CombinedKey::new(insider.keys.encryption_secret(), &key(who)).unwrap();
        let (mut packet, nonce) = (Vec::new(), insider.nonce());
        handshake.seal(&key(2), &key(who), &nonce, &combined, &mut packet);
        self.hand_in(who, packet, address(2));
    }

    fn insider_packet(&mut self, who: usize, script: &mut Script<'_>) {
        let head = script.number();
        let (kind, id) = ([0xf0, 0xef, 0xf5, 0xff, 0x02, 0x01, 0xf1, 0xee][head % 8], script.number() as u64);
        let mut data = script.more_bytes().to_vec();
        if head & 0x40 != 0 {
            data.resize(1_300, 0xf2);
        }
        let Some(shared) = self.insider.shared[who].clone() else { return };
        let id = if head & 0x20 == 0 { id } else { u64::MAX - id };
        let is_lossy = head & 0x10 != 0;
        let plain =
            if is_lossy { [&[kind], &data[..]].concat() } else { [&[kind], &id.to_be_bytes()[..], &data].concat() };
        let nonce = self.insider.nonce();
        let mut boxed = [&[0; MAC_LEN][..], &plain].concat();
        shared.seal_in_place(&nonce, &mut boxed).unwrap();
        let first = if is_lossy { 0x5c } else { 0x5b };
        let packet = [&[first], &key(2).as_bytes()[..], nonce.as_bytes(), &boxed].concat();
        self.counts.insider += 1;
        self.hand_in(who, packet, address(2));
    }

    /// Reads what a side has to say and sends what it wants sent.
    fn poll(&mut self, who: usize, packet: &mut [u8]) {
        while let Some(output) = self.sides[who].mesh.poll_output() {
            self.on_output(who, output, packet);
        }
        let mut buf = Vec::new();
        while let Some(run) = self.sides[who].mesh.poll_transmit(&mut buf) {
            assert!((1..=run.len).contains(&run.segment) && run.len == buf.len());
            for packet in buf.chunks(run.segment) {
                assert!(packet.len() <= 1_477 && (0x5a..=0x5c).contains(&packet[0]));
                let to_insider = packet[0] == 0x5a && packet[33..65] == *key(2).as_bytes();
                if to_insider {
                    self.insider.take(who, &mut packet.to_vec());
                } else if run.to != Target::Udp(address(2)) && self.wires[1 - who].len() < MAX_ON_THE_WAY {
                    self.wires[1 - who].push_back(packet.to_vec());
                }
            }
            buf.clear();
        }
        let mesh = &self.sides[who].mesh;
        assert!(mesh.members().count() <= MAX_STRANGERS + 2);
        assert!(mesh.members().all(|member| mesh.phase(member).is_some()));
    }

    fn on_output(&mut self, who: usize, output: Output, packet: &[u8]) {
        let now = self.now;
        let side = &mut self.sides[who];
        let is_other = |mesh: &Mesh, member: MemberId| mesh.key(member) == Some(key(1 - who));
        match output {
            Output::Handshaked { member, renewed, .. } => {
                self.counts.handshaked += 1;
                self.counts.renewed += u64::from(renewed);
                if is_other(&side.mesh, member) {
                    side.shaken |= renewed;
                }
                // It may be gone already.
                let _ = side.mesh.send(now, member, LosslessKind::PeerInfoResponse, b"who I am");
            }
            Output::Lossless { member, kind, payload } => {
                let data = side.mesh.payload(&payload, packet);
                assert!(data.len() < 50_000);
                if kind == LosslessKind::PeerInfoResponse {
                    self.counts.confirmed += 1;
                    side.mesh.confirm(now, member);
                } else if kind == LosslessKind::CustomPrivate && is_other(&side.mesh, member) {
                    let number = u32::from_be_bytes(data.get(..4).unwrap().try_into().unwrap());
                    assert!(data[4..].iter().all(|byte| *byte == 7));
                    self.counts.texts += 1;
                    let in_order = number == side.next;
                    side.next = number + 1;
                    assert!(in_order || self.sides.iter().any(|side| side.shaken), "{number} out of order");
                }
            }
            Output::Pinged { .. } => self.counts.pings += 1,
            Output::Lost { .. } => {
                self.counts.lost += 1;
                self.sides.iter_mut().for_each(|side| side.shaken = true);
            }
            Output::Appeared { .. } | Output::Lossy { .. } | Output::TieRelay { .. } | Output::RelayNeeded { .. } => {}
        }
    }
}

impl Insider {
    fn nonce(&mut self) -> Nonce {
        self.nonces += 1;
        let mut bytes = [0; NONCE_LEN];
        bytes[..8].copy_from_slice(&self.nonces.to_be_bytes());
        Nonce::from_bytes(bytes)
    }

    fn take(&mut self, who: usize, packet: &mut [u8]) {
        let combined = CombinedKey::new(self.keys.encryption_secret(), &key(who)).unwrap();
        let handshake = GroupHandshakePacket::parse(packet).unwrap().open(&combined).unwrap();
        self.shared[who] = CombinedKey::new(&self.session.secret, &handshake.session_key).ok();
    }
}
