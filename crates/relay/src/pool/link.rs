use std::time::Duration;

use toxcore_sansio::Instant;
use toxcore_wire::relay::ConnectionId;

use super::config::{DOUBTFUL, DRAINED, HARD_EXCESS, SILENT, STALLED, WRITABLE};
use super::flow::{Flow, MAX_PINGS, SAFE};
use super::relays::{Gauge, RelayIndex, RouteIndex};
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
    /// The answer to a ping takes long.
    late: bool,
    /// Routes that wait for room.
    pub(super) waiters: Vec<RouteIndex>,
    /// Whether it is in the list of links that have something to write.
    pub(super) listed: bool,
    /// Bytes that the system took since the link began.
    written: u64,
    /// What the relay has read of them.
    flow: Flow,
    /// Whether what the driver knows of the other end's system is of the relay's.
    pub(super) gauge: Gauge,
    /// The driver knows what the relay's system takes.
    pub(super) gauged: bool,
    /// Our network changed: that it ends without an answer is not the relay's doing.
    pub(super) moved: bool,
    /// The bytes that wait here as the pool counted them last.
    pub(super) counted: usize,
}

/// Why another link would be better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trouble {
    /// It would not.
    None,
    /// The relay takes long to read what is sent.
    Late,
    /// It may be dead.
    Doubtful,
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
    pub(super) const fn new(relay: RelayIndex, gauge: Gauge, now: Instant, finish_by: Instant) -> Self {
        Self {
            relay,
            stage: Stage::Connecting,
            finish_by,
            routes: Vec::new(),
            heard: now,
            blocked_since: None,
            doubt_at: None,
            doubtful: false,
            late: false,
            waiters: Vec::new(),
            listed: false,
            written: 0,
            flow: Flow::new(now),
            gauge,
            gauged: false,
            moved: false,
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

    pub(super) fn to_write_within(&self, room: usize) -> &[u8] {
        match &self.stage {
            Stage::Connecting => &[],
            Stage::Proxy(greeting) => greeting.to_write(),
            Stage::Relay(client) => client.to_write_within(room),
        }
    }

    pub(super) fn written(&mut self, now: Instant, count: usize) {
        match &mut self.stage {
            Stage::Connecting => {}
            Stage::Proxy(greeting) => greeting.written(count),
            Stage::Relay(client) => client.written(count),
        }
        self.written = self.written.saturating_add(count as u64);
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

    /// The relay answered a ping. Returns whether that ends doubts.
    pub(super) fn answered(&mut self, now: Instant) -> bool {
        let before = self.doubtful || self.late;
        (self.late, self.moved) = (false, false);
        let left = self.client().map_or(0, RelayClient::pings);
        self.flow.answered(now, left);
        self.doubt_at = (left > 0).then_some(now + DOUBTFUL);
        self.doubtful = self.is_stalled(now);
        self.measure(now);
        before && !self.doubtful
    }

    /// Something may have been queued: a first byte that waits starts the clock, a ping is noted.
    pub(super) fn note_queued(&mut self, now: Instant) {
        if self.blocked_since.is_none() && !self.to_write().is_empty() {
            self.blocked_since = Some(now);
        }
        let pings = self.client().map_or(0, RelayClient::pings);
        if pings > self.flow.pings() {
            self.flow.pinged(now, self.sent());
        }
    }

    /// Bytes queued since the link began.
    fn sent(&self) -> u64 {
        self.written.saturating_add(self.to_write().len() as u64)
    }

    /// Asks the relay now and then how much it has read.
    pub(super) fn measure(&mut self, now: Instant) {
        let Some(client) = self.client() else { return };
        if self.flow.unmarked(self.sent()) < self.window() / MEASURES {
            return;
        }
        if !client.is_probing() {
            self.probe(now, crate::config::PING_TIMEOUT);
        } else if self.gauged && client.pings() < MAX_PINGS {
            self.client_mut().into_iter().for_each(|client| client.mark(now));
            self.note_queued(now);
        }
    }

    /// Most bytes that may be unread. If the driver knows what the relay's system takes, nothing need be guessed.
    fn window(&self) -> u64 {
        if self.gauged { self.flow.gauged_window() } else { self.flow.window() }
    }

    /// Whether the relay answers no more and has left more unread than its system is sure to hold, although there was room for it:
    /// the room may be that of a system in between.
    pub(super) const fn left_much_unread(&self) -> bool {
        self.gauged && self.doubtful && !self.moved && self.flow.unread(self.written) > SAFE
    }

    /// Whether bulk data is welcome.
    pub(super) fn is_writable(&self) -> bool {
        self.to_write().len() < WRITABLE && self.flow.unread(self.sent()) < self.window()
    }

    /// Whether so little is under way that those who found no room should hear of it.
    pub(super) fn is_drained(&self) -> bool {
        let window = self.window();
        self.to_write().len() <= DRAINED && self.flow.unread(self.sent()) <= window - window / MEASURES
    }

    /// Whether no data is taken at all.
    pub(super) fn is_full(&self) -> bool {
        self.flow.unread(self.sent()) >= self.window().saturating_add(HARD_EXCESS)
    }

    /// We send: a relay that has been silent must show that it is there.
    pub(super) fn check_silence(&mut self, now: Instant) {
        if now - self.heard >= SILENT && self.doubt_at.is_none() {
            self.probe(now, crate::config::PING_TIMEOUT);
        }
    }

    /// Asks for a sign of life; the link is doubtful until it comes, and ends after `patience`.
    pub(super) fn probe(&mut self, now: Instant, patience: Duration) {
        if let Some(client) = self.client_mut() {
            client.prove(now, patience);
            self.doubt_at = Some(now + DOUBTFUL.min(patience));
        }
        self.note_queued(now);
    }

    /// Does what is due. Returns whether doubts are new.
    pub(super) fn handle_timeout(&mut self, now: Instant) -> bool {
        let Some(client) = self.client_mut() else { return false };
        client.handle_timeout(now);
        if client.is_probing() && self.doubt_at.is_none() {
            self.doubt_at = Some(now + DOUBTFUL);
        }
        let before = self.trouble();
        self.doubtful |= self.is_stalled(now) || self.doubt_at.is_some_and(|at| at <= now);
        self.late |= self.flow.late_at().is_some_and(|at| at <= now);
        self.trouble() > before
    }

    /// How much is wrong with it: the least is the best.
    pub(super) const fn trouble(&self) -> Trouble {
        match (self.doubtful, self.late) {
            (true, _) => Trouble::Doubtful,
            (false, true) => Trouble::Late,
            (false, false) => Trouble::None,
        }
    }

    /// What the answer to a ping takes.
    pub(super) const fn answer_time(&self) -> Duration {
        self.flow.mean()
    }

    fn is_stalled(&self, now: Instant) -> bool {
        self.blocked_since.is_some_and(|since| now - since >= STALLED)
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next.
    pub(super) fn deadline(&self) -> Instant {
        let Some(client) = self.client() else { return self.finish_by };
        let stalled = self.blocked_since.map(|since| since + STALLED);
        let doubts = stalled.into_iter().chain(self.doubt_at).filter(|_| !self.doubtful);
        let late = self.flow.late_at().filter(|_| !self.late);
        doubts.chain(late).chain(client.poll_timeout()).min().unwrap_or(self.finish_by)
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

/// So many pings are sent in the time in which a whole window is read. Our choice.
const MEASURES: u64 = 4;
