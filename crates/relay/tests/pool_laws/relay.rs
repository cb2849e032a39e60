//! A relay that seals whatever a script says, and checks all that it is sent.

use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, EphemeralKeyPair, Nonce};
use toxcore_wire::relay::{
    ClientHandshake, ConnectionId, FRAME_HEAD_LEN, FrameLength, HandshakePayload, MAX_PLAIN_LEN, RelayPacket,
    ServerHandshake, seal_frame_in_place,
};

/// Relays that have keys.
pub const RELAYS: usize = 4;
/// Peers that may be asked for.
pub const PEERS: usize = 8;
const NONCE: Nonce = Nonce::from_bytes([5; 24]);
const BASE: Nonce = Nonce::from_bytes([6; 24]);
const PING_ZERO: [u8; 9] = [4, 0, 0, 0, 0, 0, 0, 0, 0];
const PONG_ZERO: [u8; 9] = [5, 0, 0, 0, 0, 0, 0, 0, 0];

pub fn relay_keys(number: usize) -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes([number as u8 + 100; 32])
}

pub fn peer_keys(number: usize) -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes([number as u8 + 10; 32])
}

/// The relay's end of one stream.
pub struct FakeRelay {
    keys: DhtKeyPair,
    /// Who shook hands.
    pub client: Option<DhtPublicKey>,
    /// What a proxy in between must hear before the relay hears anything.
    pub proxy_bytes: usize,
    /// It lost the thread, and listens no more.
    pub lost: bool,
    received: Vec<u8>,
    answer: Vec<u8>,
    pings: Vec<[u8; 9]>,
    /// It pinged with the id 0, which is echoed like any other, though no pong may have it.
    pinged_zero: bool,
    /// Key of the link, and nonces of both directions.
    link: Option<(CombinedKey, Nonce, Nonce)>,
    /// Which peer each id stands for: as granted, until the client gave it back.
    pub ids: Vec<Option<usize>>,
    /// Peers that were asked for.
    pub asked: Vec<usize>,
}

impl FakeRelay {
    pub fn new(number: usize, proxy_bytes: usize) -> Self {
        Self {
            keys: relay_keys(number),
            client: None,
            proxy_bytes,
            lost: false,
            received: Vec::new(),
            answer: Vec::new(),
            pings: Vec::new(),
            pinged_zero: false,
            link: None,
            ids: vec![None; 256],
            asked: Vec::new(),
        }
    }

    /// Bytes of the client. All of them must be what a client says.
    pub fn take(&mut self, bytes: &[u8]) {
        if self.lost {
            return;
        }
        self.received.extend_from_slice(bytes);
        let proxy = self.proxy_bytes.min(self.received.len());
        self.received.drain(..proxy);
        self.proxy_bytes -= proxy;
        if self.link.is_none() && !self.take_handshake() {
            return;
        }
        let Some((key, _, nonce)) = &mut self.link else { return };
        while let Some((sealed, len)) = FrameLength::split(&mut self.received).unwrap() {
            let plain = key.open_in_place(nonce, sealed).unwrap();
            nonce.increment();
            if self.pinged_zero && *plain == PONG_ZERO {
                self.received.drain(..len);
                continue;
            }
            match RelayPacket::from_client(plain).unwrap() {
                RelayPacket::RoutingRequest { peer } => {
                    self.asked.extend((0..PEERS).find(|number| peer_keys(*number).public == peer));
                }
                RelayPacket::DisconnectNotification { id } => {
                    assert!(self.ids[usize::from(id.byte())].take().is_some(), "an id given back that nobody had");
                }
                RelayPacket::Data { id, .. } => assert!(self.ids[usize::from(id.byte())].is_some()),
                RelayPacket::Ping { .. } => {
                    let mut pong: [u8; 9] = plain.try_into().unwrap();
                    pong[0] = 5;
                    self.pings.push(pong);
                }
                RelayPacket::Pong { .. }
                | RelayPacket::OobSend { .. }
                | RelayPacket::OnionRequest { .. }
                | RelayPacket::ForwardRequest { .. } => {}
                other => panic!("a client sends {other:?}"),
            }
            self.received.drain(..len);
        }
    }

    fn take_handshake(&mut self) -> bool {
        if self.proxy_bytes > 0 || self.received.len() < ClientHandshake::LEN {
            return false;
        }
        let handshake = ClientHandshake::parse(&mut self.received[..ClientHandshake::LEN]).unwrap();
        self.client = Some(handshake.client);
        let combined = CombinedKey::new(&self.keys.secret, &handshake.client).unwrap();
        let theirs = handshake.open(&combined).unwrap();
        let session = EphemeralKeyPair::from_secret_bytes([77; 32]);
        let payload = HandshakePayload { temporary: session.public, base_nonce: BASE };
        ServerHandshake::seal(&NONCE, &combined, &payload, &mut self.answer);
        let key = CombinedKey::new(&session.secret, &theirs.temporary).unwrap();
        self.link = Some((key, BASE, theirs.base_nonce));
        self.received.drain(..ClientHandshake::LEN);
        true
    }

    /// The 96 bytes that answer a handshake, once.
    pub fn handshake(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.answer)
    }

    /// Whether frames mean anything: the handshake is answered.
    pub fn is_up(&self) -> bool {
        self.link.is_some() && self.answer.is_empty()
    }

    /// A frame of `plain`.
    pub fn frame(&mut self, plain: &[u8]) -> Option<Vec<u8>> {
        let (key, nonce, _) = self.link.as_mut().filter(|_| self.answer.is_empty())?;
        let plain = plain.get(..plain.len().min(MAX_PLAIN_LEN))?;
        self.pinged_zero |= *plain == PING_ZERO;
        let mut frame = [&[0; FRAME_HEAD_LEN], plain].concat();
        seal_frame_in_place(&mut frame, &*key, nonce).ok()?;
        nonce.increment();
        Some(frame)
    }

    /// The answers to all pings.
    pub fn pongs(&mut self) -> Vec<u8> {
        let pongs = std::mem::take(&mut self.pings);
        pongs.iter().filter_map(|pong| self.frame(pong)).flatten().collect()
    }

    /// Grants the peer that was asked for first the id of this slot, if it is free or that peer's.
    pub fn grant(&mut self, slot: usize) -> Option<Vec<u8>> {
        let peer = *self.asked.first()?;
        let id = ConnectionId::from_slot(slot)?.byte();
        let known = self.ids.iter().position(|at| *at == Some(peer));
        let id = known.and_then(|id| u8::try_from(id).ok()).unwrap_or(id);
        let frame = self.frame(&[&[1, id], &peer_keys(peer).public.as_bytes()[..]].concat())?;
        self.asked.remove(0);
        self.ids[usize::from(id)] = Some(peer);
        Some(frame)
    }
}
