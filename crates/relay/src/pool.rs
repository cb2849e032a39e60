//! All relays of one client: which are connected for whom, and through which of them data goes.

use std::collections::VecDeque;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey};
use toxcore_sansio::{Discard, Instant, Rng, RouteId, Seed, StreamId};
use toxcore_wire::{RelayInfo, canonical, is_usable_node_addr};

use crate::client::RelayClient;
use crate::frame_counts::FrameCounts;
use crate::proxy::ProxyGreeting;
use crate::slab::Slab;

mod config;
mod flow;
mod life;
mod link;
mod network;
mod output;
mod pace;
mod plan;
mod receive;
mod relays;
mod routes;
mod send;
mod verbs;
mod view;

pub use config::{
    CONNECT_TIMEOUT, MAX_GENERAL_RELAYS, MAX_RELAYS_PER_ROUTE, ONION_RELAYS, PoolConfig, RELAYS_PER_ROUTE,
};
pub use output::{AddRelayError, AddRouteError, Payload, PoolIo, PoolOutput, PoolSendError};
pub use view::RouteRelays;

use link::{Link, Stage};
use output::Outputs;
use relays::{Gauge, RelayIndex, RelayState, RelayTable, RouteIndex};
use routes::{RouteTable, Tie, TieState};

/// Streams of a pool are numbered with so many bits; those above name the pool.
pub(crate) const STREAMS_BITS: u32 = 16;

/// The relays of one identity, which is the key pair that calls are given, always the same.
///
/// Routes lead to peers, each through up to six relays of which three are kept connected; relays without a route in particular
/// serve the onion and let others find us. The owner names relays and peers; the pool decides which streams exist.
pub struct RelayPool {
    config: PoolConfig,
    rng: Rng,
    relays: RelayTable,
    routes: RouteTable,
    links: Slab<Link>,
    io: VecDeque<PoolIo>,
    writable: VecDeque<StreamId>,
    outputs: Outputs,
    onion_wanted: bool,
    /// Bytes that wait in all links.
    queued: usize,
    /// Routes that were refused because of that number.
    starved: Vec<RouteIndex>,
    /// The time of the last input, for what is planned after it.
    now: Instant,
    /// Something changed which decides about links.
    changed: bool,
    /// When something is due.
    wake: Option<Instant>,
    /// What went over all links.
    counts: FrameCounts,
}

/// Numbers only: what is inside says where people are, and what they write.
impl std::fmt::Debug for RelayPool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RelayPool")
            .field("links", &self.links.len())
            .field("routes", &self.routes.len())
            .field("queued", &self.queued)
            .finish_non_exhaustive()
    }
}

impl RelayPool {
    /// A pool without relays.
    #[must_use]
    pub fn new(config: PoolConfig, seed: &Seed) -> Self {
        Self::numbered(config, 0, FrameCounts::new(), seed)
    }

    /// A pool whose streams have this number in the upper half of theirs, and whose frames are counted there.
    pub(crate) fn numbered(config: PoolConfig, number: u16, counts: FrameCounts, seed: &Seed) -> Self {
        Self {
            config,
            rng: Rng::new(&seed.derive("relay pool")),
            relays: RelayTable::default(),
            routes: RouteTable::default(),
            links: Slab::starting_at(u32::from(number) << STREAMS_BITS),
            io: VecDeque::new(),
            writable: VecDeque::new(),
            outputs: Outputs::default(),
            onion_wanted: false,
            queued: 0,
            starved: Vec::new(),
            now: Instant::ZERO,
            changed: false,
            wake: None,
            counts,
        }
    }

    /// The frames that went over all links, those that have ended included.
    #[must_use]
    pub const fn frame_counts(&self) -> &FrameCounts {
        &self.counts
    }

    /// A stream is connected, with the relay or with the proxy.
    pub fn handle_connected(&mut self, keys: &DhtKeyPair, now: Instant, stream: StreamId) {
        self.now = now;
        let Some(link) = self.links.get_mut(stream).filter(|link| matches!(link.stage, Stage::Connecting)) else {
            return;
        };
        let Some(relay) = self.relays.get(link.relay) else { return };
        match ProxyGreeting::new(&self.config.proxy, relay.addr) {
            Some(greeting) => link.stage = Stage::Proxy(greeting),
            None => self.begin_handshake(keys, now, stream),
        }
        self.touched(now, stream);
    }

    fn begin_handshake(&mut self, keys: &DhtKeyPair, now: Instant, stream: StreamId) {
        let Some(link) = self.links.get_mut(stream) else { return };
        let Some(relay) = self.relays.get(link.relay) else { return };
        let seed = Seed::new(self.rng.secret_bytes());
        match RelayClient::new(now, keys, &relay.key, &seed) {
            Ok(mut client) => {
                client.finish_by(link.finish_by);
                client.count_in(&self.counts);
                link.stage = Stage::Relay(Box::new(client));
            }
            Err(_low_order_key) => self.lose(now, stream),
        }
    }

    /// Bytes of a stream. They are opened where they are.
    ///
    /// # Errors
    /// [`Discard`] says what was wrong; the link is closed.
    pub fn handle_stream(
        &mut self,
        keys: &DhtKeyPair,
        now: Instant,
        stream: StreamId,
        bytes: &mut [u8],
    ) -> Result<(), Discard> {
        self.now = now;
        self.outputs.recycle();
        let link = self.links.get_mut(stream).ok_or(Discard::UnknownAddressee)?;
        let result = match &mut link.stage {
            Stage::Connecting => Err(Discard::Unsolicited),
            Stage::Relay(_) => self.read(now, stream, bytes),
            Stage::Proxy(greeting) => match greeting.handle(bytes) {
                Err(error) => {
                    tracing::debug!(target: "toxcore_relay", %error, "proxy does not open the way");
                    Err(Discard::Forbidden)
                }
                Ok(None) => Ok(()),
                Ok(Some(rest)) => {
                    self.begin_handshake(keys, now, stream);
                    if rest.is_empty() { Ok(()) } else { self.read(now, stream, rest) }
                }
            },
        };
        if result.is_err() {
            self.lose(now, stream);
        }
        self.touched(now, stream);
        result
    }

    /// A stream ended, or could not be connected.
    pub fn handle_closed(&mut self, now: Instant, stream: StreamId) {
        self.now = now;
        self.outputs.recycle();
        self.remove_link(now, stream);
    }

    /// Does what is due: pings, ends links, makes others.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.now = now;
        self.outputs.recycle();
        if self.wake.is_some_and(|at| at <= now) {
            self.check_links(now);
            self.changed = true;
        }
        self.plan_if_changed();
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next. Changes with every other call.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        if self.changed { Some(self.now) } else { self.wake }
    }

    /// The next stream to open or close; call until `None`.
    pub fn poll_io(&mut self) -> Option<PoolIo> {
        self.plan_if_changed();
        self.io.pop_front()
    }

    /// The next output; call until `None`.
    pub fn poll_output(&mut self) -> Option<PoolOutput> {
        let output = self.outputs.pop()?;
        tracing::trace!(target: "toxcore_relay", ?output);
        Some(output)
    }

    /// The bytes of a payload, which the next `handle_` call forgets.
    pub fn payload(&mut self, payload: &Payload) -> &mut [u8] {
        self.outputs.bytes(payload)
    }

    /// A stream that has got something to write since it was last returned; call until `None`.
    pub fn poll_writable(&mut self) -> Option<StreamId> {
        while let Some(stream) = self.writable.pop_front() {
            if let Some(link) = self.links.get_mut(stream) {
                link.listed = false;
                return Some(stream);
            }
        }
        None
    }

    /// The bytes that the stream should get next; empty if there are none.
    #[must_use]
    pub fn to_write(&self, stream: StreamId) -> &[u8] {
        self.links.get(stream).map(Link::to_write).unwrap_or_default()
    }

    /// As [`to_write`](Self::to_write), but only whole frames, of at most `room` bytes together: what the other end's system
    /// takes at once. Relays of the reference stand still for good when their system's buffer is full and ends with half a frame.
    ///
    /// While the driver asks so, what a relay's system is sure to hold does not limit a link, unless there is a proxy in between, or a
    /// link to the relay has ended with more unread than that.
    #[must_use]
    pub fn to_write_within(&mut self, stream: StreamId, room: usize) -> &[u8] {
        let Some(link) = self.links.get_mut(stream) else { return &[] };
        link.gauged = link.gauge == Gauge::Relay;
        link.to_write_within(room)
    }

    /// The driver wrote the first `count` bytes of [`to_write`](Self::to_write).
    pub fn wrote(&mut self, now: Instant, stream: StreamId, count: usize) {
        self.now = now;
        let Some(link) = self.links.get_mut(stream) else { return };
        link.written(now, count);
        self.tell_if_room(stream);
        self.touched(now, stream);
    }

    /// After anything that may have queued or taken bytes, or moved a deadline.
    fn touched(&mut self, now: Instant, stream: StreamId) {
        let Some(link) = self.links.get_mut(stream) else { return };
        link.measure(now);
        link.note_queued(now);
        let (before, waiting) = (link.counted, link.to_write().len());
        link.counted = waiting;
        if !link.listed && !link.to_write().is_empty() {
            link.listed = true;
            self.writable.push_back(stream);
        }
        let deadline = link.deadline();
        self.wake_at(deadline);
        self.recount(before, waiting);
    }

    /// A link has so many bytes waiting instead of so many. Once all links together have room again, those who lacked it are told.
    fn recount(&mut self, before: usize, waiting: usize) {
        self.queued = self.queued.saturating_sub(before).saturating_add(waiting);
        if !self.starved.is_empty() && self.queued <= self.config.max_queued / 2 {
            let starved = std::mem::take(&mut self.starved);
            self.tell_writable(starved);
        }
    }

    fn wake_at(&mut self, at: Instant) {
        self.wake = Some(self.wake.map_or(at, |wake| wake.min(at)));
    }

    /// Something is done with the session of a link, which may queue bytes.
    fn with_client<T>(&mut self, now: Instant, stream: StreamId, act: impl FnOnce(&mut RelayClient) -> T) -> Option<T> {
        let result = act(self.links.get_mut(stream)?.client_mut()?);
        self.touched(now, stream);
        Some(result)
    }
}
