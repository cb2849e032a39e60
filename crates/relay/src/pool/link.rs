use toxcore_sansio::Instant;
use toxcore_wire::relay::ConnectionId;

use super::config::{DOUBTFUL, SILENT, STALLED};
use super::relays::{RelayIndex, RouteIndex};
use crate::client::RelayClient;
use crate::proxy::ProxyGreeting;

/// One stream to a relay.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) relay: RelayIndex,
    pub(super) stage: Stage,
    /// When it ends unless the handshake is done.
    pub(super) finish_by: Instant,
    /// Which route each connection id of this link belongs to.
    pub(super) routes: Vec<Option<RouteIndex>>,
    /// When bytes came last.
    pub(super) heard: Instant,
    /// Bytes wait, and none were taken since then.
    pub(super) blocked_since: Option<Instant>,
    /// When the unanswered ping makes it a doubtful one.
    doubt_at: Option<Instant>,
    /// It does not take bytes or answer pings at the moment: others are better.
    pub(super) doubtful: bool,
    /// Routes that wait for room.
    pub(super) waiters: Vec<RouteIndex>,
    /// Whether it is in the list of links that have something to write.
    pub(super) listed: bool,
    /// The bytes that wait here as the pool counted them last.
    pub(super) counted: usize,
}

/// How far a stream got.
#[derive(Debug)]
pub(super) enum Stage {
    /// TCP.
    Connecting,
    /// The proxy.
    Proxy(ProxyGreeting),
    /// The relay: handshake, then frames.
    Relay(Box<RelayClient>),
}

impl Link {
    pub(super) const fn new(relay: RelayIndex, now: Instant, finish_by: Instant) -> Self {
        Self {
            relay,
            stage: Stage::Connecting,
            finish_by,
            routes: Vec::new(),
            heard: now,
            blocked_since: None,
            doubt_at: None,
            doubtful: false,
            waiters: Vec::new(),
            listed: false,
            counted: 0,
        }
    }

    pub(super) fn client(&self) -> Option<&RelayClient> {
        match &self.stage {
            Stage::Relay(client) => Some(client),
            Stage::Connecting | Stage::Proxy(_) => None,
        }
    }

    pub(super) fn client_mut(&mut self) -> Option<&mut RelayClient> {
        match &mut self.stage {
            Stage::Relay(client) => Some(client),
            Stage::Connecting | Stage::Proxy(_) => None,
        }
    }

    pub(super) fn to_write(&self) -> &[u8] {
        match &self.stage {
            Stage::Connecting => &[],
            Stage::Proxy(greeting) => greeting.to_write(),
            Stage::Relay(client) => client.to_write(),
        }
    }

    pub(super) fn written(&mut self, now: Instant, count: usize) {
        match &mut self.stage {
            Stage::Connecting => {}
            Stage::Proxy(greeting) => greeting.written(count),
            Stage::Relay(client) => client.written(count),
        }
        if count > 0 {
            self.blocked_since = (!self.to_write().is_empty()).then_some(now);
            if self.blocked_since.is_some() {
                self.progressed(now);
            }
            self.doubtful &= self.doubt_at.is_some();
        }
    }

    /// The system took some of the bytes that waited and others wait on, so the relay reads: a ping among those before them may
    /// take its time.
    fn progressed(&mut self, now: Instant) {
        if let Some(client) = self.client_mut() {
            client.be_patient(now);
        }
        self.doubt_at = self.doubt_at.map(|at| at.max(now + DOUBTFUL));
    }

    /// Bytes came. Returns whether that ends doubts.
    pub(super) fn heard(&mut self, now: Instant) -> bool {
        let before = self.doubtful;
        self.heard = now;
        self.doubt_at = None;
        self.doubtful = self.is_stalled(now);
        before && !self.doubtful
    }

    /// Something may have been queued: a first byte that waits starts the clock.
    pub(super) fn queued(&mut self, now: Instant) {
        if self.blocked_since.is_none() && !self.to_write().is_empty() {
            self.blocked_since = Some(now);
        }
    }

    /// We send: a relay that has been silent must show that it is there.
    pub(super) fn check_silence(&mut self, now: Instant) {
        if now - self.heard >= SILENT && self.doubt_at.is_none() {
            self.probe(now, crate::config::PING_TIMEOUT);
        }
    }

    /// Asks for a sign of life; the link is doubtful until it comes, and ends after `patience`.
    pub(super) fn probe(&mut self, now: Instant, patience: std::time::Duration) {
        if let Some(client) = self.client_mut() {
            client.prove(now, patience);
            self.doubt_at = Some(now + DOUBTFUL.min(patience));
        }
    }

    /// Does what is due. Returns whether doubts are new.
    pub(super) fn handle_timeout(&mut self, now: Instant) -> bool {
        let Some(client) = self.client_mut() else { return false };
        client.handle_timeout(now);
        if client.is_probing() && self.doubt_at.is_none() {
            self.doubt_at = Some(now + DOUBTFUL);
        }
        let before = self.doubtful;
        self.doubtful |= self.is_stalled(now) || self.doubt_at.is_some_and(|at| at <= now);
        self.doubtful && !before
    }

    fn is_stalled(&self, now: Instant) -> bool {
        self.blocked_since.is_some_and(|since| now - since >= STALLED)
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next.
    pub(super) fn deadline(&self) -> Instant {
        let Some(client) = self.client() else { return self.finish_by };
        let stalled = self.blocked_since.map(|since| since + STALLED);
        let doubts = stalled.into_iter().chain(self.doubt_at).filter(|_| !self.doubtful);
        doubts.chain(client.poll_timeout()).min().unwrap_or(self.finish_by)
    }

    pub(super) fn set_route(&mut self, id: ConnectionId, route: Option<RouteIndex>) {
        if self.routes.len() <= id.slot() {
            self.routes.resize(id.slot() + 1, None);
        }
        if let Some(slot) = self.routes.get_mut(id.slot()) {
            *slot = route;
        }
    }
}
