//! A member made by hand, which does what no good one does, or what the reference does.

use std::net::SocketAddr;

use toxcore_crypto::{CombinedKey, EphemeralKeyPair, ExtendedKeyPair, MAC_LEN, NONCE_LEN, Nonce};
use toxcore_group::{Target, is_closer};
use toxcore_sansio::Instant;
use toxcore_wire::group::{
    Ack, GroupHandshake, GroupHandshakePacket, HandshakeKind, HandshakePurpose, JoinType, LosslessData, LosslessKind,
    LosslessPacket, LossyData, LossyKind, LossyPacket,
};
use toxcore_wire::{Encode, PackedNode};

use super::world::*;

/// The member 1, alone with a puppet.
pub(crate) struct Stage {
    pub(crate) person: Person,
    pub(crate) puppet: Puppet,
    pub(crate) other: u8,
    pub(crate) now: Instant,
    pub(crate) from: SocketAddr,
}

pub(crate) struct Puppet {
    pub(crate) keys: ExtendedKeyPair,
    pub(crate) session: EphemeralKeyPair,
    pub(crate) shared: Option<CombinedKey>,
    pub(crate) join_type: JoinType,
    pub(crate) relay: Option<PackedNode>,
    nonces: u64,
}

/// What the person sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    Request([u8; 32]),
    Response([u8; 32]),
    Lossless(LosslessKind, u64, Vec<u8>),
    Lossy(LossyKind, Vec<u8>),
    Unreadable,
}

impl Puppet {
    pub(crate) fn new(number: u8) -> Self {
        Self {
            keys: keys(number),
            session: EphemeralKeyPair::from_secret_bytes([number ^ 0x80; 32]),
            shared: None,
            join_type: JoinType::Private,
            relay: None,
            nonces: u64::from(number) << 32,
        }
    }

    pub(crate) fn nonce(&mut self) -> Nonce {
        self.nonces += 1;
        let mut bytes = [0; NONCE_LEN];
        bytes[..8].copy_from_slice(&self.nonces.to_be_bytes());
        Nonce::from_bytes(bytes)
    }

    pub(crate) fn combined(&self) -> CombinedKey {
        CombinedKey::new(self.keys.encryption_secret(), &key(1)).unwrap()
    }

    pub(crate) fn handshake(&mut self, kind: HandshakeKind) -> Vec<u8> {
        let handshake = GroupHandshake {
            kind,
            session_key: self.session.public,
            signing_key: self.keys.public().signing,
            purpose: HandshakePurpose::Invite,
            join_type: self.join_type,
            relay: self.relay,
        };
        self.seal_handshake(&handshake)
    }

    /// A handshake with something else in the place of the relay.
    pub(crate) fn handshake_with(&mut self, kind: HandshakeKind, nodes: &[u8]) -> Vec<u8> {
        let (session, signing) = (self.session.public, self.keys.public().signing);
        let mut boxed = [0; MAC_LEN].to_vec();
        boxed.push(kind as u8);
        boxed.extend([&session.as_bytes()[..], signing.as_bytes(), &[0, 1], nodes].concat());
        let nonce = self.nonce();
        self.combined().seal_in_place(&nonce, &mut boxed).unwrap();
        let (own, other) = (self.keys.public().encryption, key(1));
        [&[0x5a], &own.as_bytes()[..], other.as_bytes(), nonce.as_bytes(), &boxed].concat()
    }

    pub(crate) fn seal_handshake(&mut self, handshake: &GroupHandshake) -> Vec<u8> {
        let (mut packet, nonce) = (Vec::new(), self.nonce());
        handshake.seal(&self.keys.public().encryption, &key(1), &nonce, &self.combined(), &mut packet);
        packet
    }

    pub(crate) fn lossless(&mut self, kind: LosslessKind, message_id: u64, data: &[u8]) -> Vec<u8> {
        let plain = [&[kind.number()], &message_id.to_be_bytes()[..], data].concat();
        self.seal(0x5b, &plain)
    }

    pub(crate) fn lossy(&mut self, kind: LossyKind, data: &[u8]) -> Vec<u8> {
        let plain = [&[kind.number()], data].concat();
        self.seal(0x5c, &plain)
    }

    /// Seals what our own writers would refuse, too.
    pub(crate) fn seal(&mut self, kind: u8, plain: &[u8]) -> Vec<u8> {
        let nonce = self.nonce();
        let mut boxed = [&[0; MAC_LEN][..], plain].concat();
        self.shared.as_ref().unwrap().seal_in_place(&nonce, &mut boxed).unwrap();
        [&[kind], &self.keys.public().encryption.as_bytes()[..], nonce.as_bytes(), &boxed].concat()
    }

    pub(crate) fn read(&mut self, packet: &mut [u8]) -> Sent {
        let shared = self.shared.as_ref();
        match packet[0] {
            0x5a => {
                let opened = GroupHandshakePacket::parse(packet).unwrap().open(&self.combined());
                let Ok(handshake) = opened else { return Sent::Unreadable };
                let theirs = *handshake.session_key.as_bytes();
                match handshake.kind {
                    HandshakeKind::Request => Sent::Request(theirs),
                    HandshakeKind::Response => Sent::Response(theirs),
                }
            }
            0x5b => match shared.and_then(|key| LosslessPacket::parse(packet).unwrap().open(key).ok()) {
                Some(LosslessData { kind, message_id, data }) => Sent::Lossless(kind, message_id, data.to_vec()),
                None => Sent::Unreadable,
            },
            _ => match shared.and_then(|key| LossyPacket::parse(packet).unwrap().open(key).ok()) {
                Some(LossyData { kind, data }) => Sent::Lossy(kind, data.to_vec()),
                None => Sent::Unreadable,
            },
        }
    }

    /// Uses the session with this key of the other.
    pub(crate) fn use_key(&mut self, theirs: [u8; 32]) {
        let theirs = toxcore_crypto::EphemeralPublicKey::from_bytes(theirs);
        self.shared = Some(CombinedKey::new(&self.session.secret, &theirs).unwrap());
    }
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::with(2)
    }

    /// One in which we are the closer of the two, or the other is.
    pub(crate) fn where_we_are_closer(closer: bool) -> Self {
        Self::with((2..).find(|other| is_closer(&CHAT_ID, &key(1), &key(*other)) == closer).unwrap())
    }

    fn with(other: u8) -> Self {
        let address = ([198, 51, 100, 1], 33445).into();
        Self {
            person: Person::new(1, 1, address, None),
            puppet: Puppet::new(other),
            other,
            now: Instant::from_origin(seconds(100)),
            from: ([198, 51, 100, 2], 33445).into(),
        }
    }

    /// Hands in a packet. Returns what the person sends then.
    pub(crate) fn give(&mut self, packet: &[u8]) -> Vec<Sent> {
        self.person.handle(self.now, Target::Udp(self.from), &mut packet.to_vec());
        self.sent()
    }

    pub(crate) fn sent(&mut self) -> Vec<Sent> {
        let sent = self.person.take_sent();
        sent.into_iter().map(|mut packet| self.puppet.read(&mut packet)).collect()
    }

    pub(crate) fn lossless(&mut self, kind: LosslessKind, id: u64, data: &[u8]) -> Vec<Sent> {
        let packet = self.puppet.lossless(kind, id, data);
        self.give(&packet)
    }

    pub(crate) fn lossy(&mut self, kind: LossyKind, data: &[u8]) -> Vec<Sent> {
        let packet = self.puppet.lossy(kind, data);
        self.give(&packet)
    }

    pub(crate) fn ack(&mut self, message_id: u64) -> Vec<Sent> {
        self.lossy(LossyKind::Ack, &Ack::Received { message_id }.to_vec())
    }

    /// Lets time pass. Returns what the person sends meanwhile.
    pub(crate) fn wait(&mut self, time: std::time::Duration) -> Vec<Sent> {
        let (end, mut sent, mut turns) = (self.now + time, Vec::new(), 0);
        while let Some(due) = self.person.mesh.poll_timeout().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            turns += 1;
            assert!(turns < 10_000, "it does not come to rest");
            self.person.mesh.handle_timeout(self.now);
            self.person.pump(self.now, &mut []);
            sent.extend(self.sent());
        }
        self.now = end;
        sent
    }

    /// The puppet asks and the person answers.
    pub(crate) fn shake_hands(&mut self) {
        let request = self.puppet.handshake(HandshakeKind::Request);
        let [Sent::Response(theirs)] = self.give(&request)[..] else { panic!("no answer") };
        self.puppet.use_key(theirs);
        let sent = self.lossless(LosslessKind::HandshakeAck, 2, &[]);
        assert_eq!(sent[0], received(2));
        assert!(matches!(sent[1], Sent::Lossless(LosslessKind::PeerInfoResponse, 3, _)));
        self.ack(3);
    }

    /// And both know each other. The puppet sends 4 next, the person as well.
    pub(crate) fn confirmed() -> Self {
        Self::new().confirm()
    }

    pub(crate) fn confirm(mut self) -> Self {
        self.shake_hands();
        assert_eq!(self.lossless(LosslessKind::PeerInfoResponse, 3, b"puppet"), [received(3)]);
        self
    }

    pub(crate) fn say(&mut self, text: &[u8]) {
        self.person.say(self.now, self.other, text);
    }

    /// The person asks. Returns its session key.
    pub(crate) fn meet(&mut self) -> [u8; 32] {
        self.person.meet(self.now, self.other, Some(self.from));
        let [Sent::Request(theirs)] = self.wait(millis(10))[..] else { panic!("no request") };
        theirs
    }
}

/// The confirmation of a packet.
pub(crate) fn received(message_id: u64) -> Sent {
    Sent::Lossy(LossyKind::Ack, Ack::Received { message_id }.to_vec())
}
