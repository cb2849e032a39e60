//! The machine: all connections, and what belongs to none of them.

use std::net::SocketAddr;

use thiserror::Error;
use toxcore_crypto::{DhtPublicKey, KeyCache, LongTermKeyPair, LongTermPublicKey};
use toxcore_sansio::{Cx, Discard, Instant, Path, Rng, RouteId, Seed, StreamId};
use toxcore_wire::net_crypto::{CookieRequest, CookieRequestPayload, CookieResponse, DataPacket, Handshake};
use toxcore_wire::{RequestId, canonical};

use self::offers::Offers;
use self::rates::RateMemory;
use self::table::Table;
use crate::connection::{Beginning, Connection, OwnSession};
use crate::cookies::Cookies;
use crate::shared::Shared;
use crate::{Config, ConnectionId, EndReason, OfferId, Output, Phase, SendClass, SendError, Target, Transmission};

mod handshakes;
mod offers;
mod rates;
mod table;
mod verbs;

pub use self::verbs::Evidence;

/// All encrypted connections of one long-term key.
///
/// See the crate text for how to drive it.
pub struct NetCrypto {
    config: Config,
    keys: LongTermKeyPair,
    /// Combined keys of our long-term key with peers whose handshake opened.
    combined: KeyCache,
    rng: Rng,
    cookies: Cookies,
    table: Table,
    offers: Offers,
    rates: RateMemory,
    shared: Shared,
}

/// Numbers only: what is inside says where people are, and what they write.
impl std::fmt::Debug for NetCrypto {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NetCrypto").field("connections", &self.table.len()).finish_non_exhaustive()
    }
}

/// Why no connection was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// There is one already.
    #[error("already connecting or connected")]
    Exists(ConnectionId),
    /// The key is our own.
    #[error("own key")]
    OwnKey,
    /// One of the peer's keys is no usable key.
    #[error("peer's key is of low order")]
    LowOrderKey,
    /// As many connections as [`Config`] allows.
    #[error("too many connections")]
    Full,
    /// The offer is too old, or was answered already.
    #[error("no such offer")]
    NoSuchOffer,
}

impl NetCrypto {
    /// A machine without connections. The long-term keys are kept here because no sibling uses them.
    #[must_use]
    pub fn new(config: Config, keys: LongTermKeyPair, seed: &Seed) -> Self {
        let seed = seed.derive("net crypto");
        let mut rng = Rng::new(&seed);
        Self {
            config,
            keys,
            combined: KeyCache::new(COMBINED_KEYS, seed.hash_key("combined keys")),
            cookies: Cookies::new(&mut rng, &seed),
            rng,
            table: Table::default(),
            offers: Offers::default(),
            rates: RateMemory::default(),
            shared: Shared::default(),
        }
    }

    /// A packet of kind 0x18 to 0x1b from UDP or from a route of the relay pool.
    ///
    /// # Errors
    /// [`Discard`]; no connection has changed then.
    pub fn handle_packet(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: Path,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let from = Target::from_path(from).ok_or(Discard::ForbiddenSource)?;
        self.handle(cx, now, from, packet)
    }

    /// A packet that came out of band through the relay at `link`, which says that `sender` sent it.
    ///
    /// # Errors
    /// [`Discard`]; no connection has changed then.
    pub fn handle_oob(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        (link, sender): (StreamId, DhtPublicKey),
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let from = Target::Oob { link, peer: sender };
        if packet.first().copied() == Some(DataPacket::KIND.number()) {
            return Err(Discard::ForbiddenSource);
        }
        self.handle(cx, now, from, packet)
    }

    /// Retries, time-outs, and paths that fell silent. Calling early or twice does no harm.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.shared.next_input();
        self.offers.expire(now);
        while let Some(index) = self.table.pop_due(now) {
            let Some(connection) = self.table.get_mut(index) else { continue };
            match connection.handle_timeout(now, &mut self.shared) {
                Ok(()) => self.table.touch(index),
                Err(reason) => self.end(now, index, reason),
            }
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next. Valid once `poll_transmit` has returned `None`; any input
    /// and any verb may change it.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        [self.table.next_deadline(), self.offers.next_deadline()].into_iter().flatten().min()
    }

    /// Appends one run of packets of one size for one target to `buf`. Call until `None`.
    pub fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmission> {
        loop {
            if let Some(transmission) = self.shared.poll_transmit(buf) {
                return Some(transmission);
            }
            let index = self.table.next_ready()?;
            let sent = self.table.get_mut(index).and_then(|c| c.poll_transmit(now, buf, &mut self.shared));
            match sent {
                Some(transmission) => {
                    self.table.rotate_ready();
                    return Some(transmission);
                }
                None => self.table.settle(now, index),
            }
        }
    }

    /// Whether there is no connection, and none is being made.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.len() == 0
    }

    /// Facts and wishes, in the order in which they arose. Call until `None`.
    pub fn poll_output(&mut self) -> Option<Output> {
        let output = self.shared.outputs.pop_front()?;
        tracing::trace!(target: "toxcore_net_crypto", ?output);
        Some(output)
    }

    /// The bytes of [`Payload::Stored`](crate::Payload::Stored), until the next call of a `handle_` method.
    #[must_use]
    pub fn stored(&self, slot: usize) -> Option<&[u8]> {
        self.shared.stored(slot)
    }

    fn handle(&mut self, cx: &mut Cx<'_>, now: Instant, from: Target, packet: &mut [u8]) -> Result<(), Discard> {
        self.shared.next_input();
        let kind = packet.first().copied().unwrap_or_default();
        if kind == DataPacket::KIND.number() {
            self.handle_data(now, from, packet)
        } else if kind == CookieRequest::KIND.number() {
            self.handle_cookie_request(cx, now, from, packet)
        } else if kind == CookieResponse::KIND.number() {
            self.handle_cookie_response(cx, now, from, packet)
        } else if kind == Handshake::KIND.number() {
            self.handle_handshake(cx, now, from, packet)
        } else {
            Err(Discard::Unsupported(kind))
        }
    }

    fn handle_data(&mut self, now: Instant, from: Target, packet: &mut [u8]) -> Result<(), Discard> {
        let index = self.table.at(&from).ok_or(Discard::UnknownAddressee)?;
        let connection = self.table.get_mut(index).ok_or(Discard::UnknownAddressee)?;
        if connection.handle_data(now, from, packet, &mut self.shared)? {
            self.end(now, index, EndReason::ClosedByPeer);
        } else {
            self.table.proved_again(index, from);
        }
        Ok(())
    }

    fn handle_cookie_request(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: Target,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        if !self.shared.has_room() {
            return Err(Discard::Full);
        }
        let mut response = Vec::with_capacity(CookieResponse::LEN);
        let claimed = self.cookies.answer(cx, now, from, packet, &mut response)?;
        self.shared.answer(from, &response);
        self.note_asked(packet, &claimed);
        Ok(())
    }

    /// An established peer that asks for a cookie, with the DHT key of the connection, has lost it.
    fn note_asked(&mut self, packet: &[u8], claimed: &LongTermPublicKey) {
        let Some(connection) = self.table.find(claimed).and_then(|index| self.table.get(index)) else { return };
        let is_peer = packet.get(1..1 + DhtPublicKey::LEN) == Some(connection.dht_key.as_bytes().as_slice());
        if is_peer && connection.phase() == Phase::Established {
            self.shared.outputs.push_back(Output::AskedAnew(connection.id));
        }
    }

    /// Ends a connection: the peer is told if it knows the keys, the owner always.
    fn end(&mut self, now: Instant, index: u32, reason: EndReason) {
        let Some(mut connection) = self.table.remove(index) else { return };
        connection.kill(now, &mut self.shared);
        self.rates.keep(now, connection.peer, connection.learnt(now));
        self.shared.outputs.push_back(Output::Ended { connection: connection.id, reason });
    }
}

/// Long-term combined keys kept. Our choice: more friends than anybody has online, 74 kB at most.
const COMBINED_KEYS: usize = 1024;
