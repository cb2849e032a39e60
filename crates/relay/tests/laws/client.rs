//! A client that seals whatever a script says, and checks all that it is sent.

use std::sync::LazyLock;

use toxcore_crypto::{CombinedKey, DhtKeyPair, EphemeralKeyPair, Nonce};
use toxcore_sansio::StreamId;
use toxcore_wire::relay::{
    ClientHandshake, FRAME_HEAD_LEN, FrameLength, HandshakePayload, MAX_PLAIN_LEN, RelayPacket, ServerHandshake,
    seal_frame_in_place,
};

/// Clients that have keys.
pub(super) const IDENTITIES: usize = 4;
const NONCE: Nonce = Nonce::from_bytes([5; 24]);
const PING_ZERO: [u8; 9] = [4, 0, 0, 0, 0, 0, 0, 0, 0];
const PONG_ZERO: [u8; 9] = [5, 0, 0, 0, 0, 0, 0, 0, 0];
const BASE: Nonce = Nonce::from_bytes([6; 24]);

/// What one identity needs for a handshake; made once, because every run of the fuzzer needs it.
struct Identity {
    keys: DhtKeyPair,
    session: EphemeralKeyPair,
    /// Its key with the relay's.
    combined: CombinedKey,
}

static IDENTITY: LazyLock<Vec<Identity>> = LazyLock::new(|| (0..IDENTITIES).map(Identity::new).collect());

impl Identity {
    fn new(number: usize) -> Self {
        let byte = u8::try_from(number).unwrap() + 1;
        let keys = DhtKeyPair::from_secret_bytes([byte; 32]);
        let session = EphemeralKeyPair::from_secret_bytes([byte + 100; 32]);
        Self { combined: CombinedKey::new(&keys.secret, &relay_keys().public).unwrap(), keys, session }
    }
}

pub(super) fn relay_keys() -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes([200; 32])
}

pub(super) fn public_key(identity: usize) -> [u8; 32] {
    *IDENTITY[identity % IDENTITIES].keys.public.as_bytes()
}

/// One end of a stream.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) id: StreamId,
    /// Who it is, once it has sent its handshake.
    identity: Option<usize>,
    /// Key of the link, and nonces of both directions.
    link: Option<(CombinedKey, Nonce, Nonce)>,
    received: Vec<u8>,
    /// It asked with the number that no client uses, and is answered with it.
    pinged_with_zero: bool,
}

impl Client {
    pub(super) fn new(id: StreamId) -> Self {
        Self { id, identity: None, link: None, received: Vec::new(), pinged_with_zero: false }
    }

    /// The 128 bytes with which a link begins.
    pub(super) fn handshake(&mut self, identity: usize) -> Vec<u8> {
        let identity = identity % IDENTITIES;
        let Identity { keys, session, combined } = &IDENTITY[identity];
        let payload = HandshakePayload { temporary: session.public, base_nonce: BASE };
        let mut out = Vec::new();
        ClientHandshake::seal(&keys.public, &NONCE, combined, &payload, &mut out);
        self.identity.get_or_insert(identity);
        out
    }

    /// A frame of `plain`, if the link stands.
    pub(super) fn frame(&mut self, plain: &[u8]) -> Option<Vec<u8>> {
        let (key, nonce, _) = self.link.as_mut()?;
        let plain = plain.get(..plain.len().min(MAX_PLAIN_LEN))?;
        let mut frame = [&[0; FRAME_HEAD_LEN], plain].concat();
        seal_frame_in_place(&mut frame, &*key, nonce).ok()?;
        nonce.increment();
        self.pinged_with_zero |= plain == PING_ZERO;
        Some(frame)
    }

    /// Bytes of the relay. All of them must be handshake or frames that open and that a relay sends.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        self.received.extend_from_slice(bytes);
        if self.link.is_none() && !self.take_handshake() {
            return;
        }
        let Some((key, _, nonce)) = &mut self.link else { return };
        while let Some((sealed, len)) = FrameLength::split(&mut self.received).unwrap() {
            let plain = key.open_in_place(nonce, sealed).unwrap();
            if !(self.pinged_with_zero && plain == PONG_ZERO) {
                RelayPacket::from_server(plain).unwrap();
            }
            nonce.increment();
            self.received.drain(..len);
        }
    }

    fn take_handshake(&mut self) -> bool {
        let Some(bytes) = self.received.get_mut(..ServerHandshake::LEN) else { return false };
        let Identity { session, combined, .. } = &IDENTITY[self.identity.expect("no answer without a handshake")];
        let answer = ServerHandshake::parse(bytes).unwrap().open(combined).unwrap();
        let key = CombinedKey::new(&session.secret, &answer.temporary).unwrap();
        self.link = Some((key, BASE, answer.base_nonce));
        self.received.drain(..ServerHandshake::LEN);
        true
    }
}
