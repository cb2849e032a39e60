//! The server: links and their life. Frames, and what waits to be written, are in `server/`.

use std::collections::{HashMap, VecDeque};

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Cx, Instant, Rng, Seed, Source, SourceLimiter, StreamId};

use crate::config::ServerConfig;
use crate::deadlines::Deadlines;
use crate::frame_counts::FrameCounts;
use crate::link::{Link, LinkState};
use crate::slab::Slab;
use crate::stats::ServerStats;

mod accept;
mod client_life;
mod data;
mod frames;
mod handshake;
mod output;
mod routing;
mod writing;

pub use output::{AcceptError, SendToClientError, ServerOutput};

/// The relay server: passes frames between clients that asked for each other.
///
/// The driver accepts streams, feeds their bytes in and writes [`to_write`](Self::to_write) out; it names each stream by
/// the [`StreamId`] that [`accept`](Self::accept) returned.
pub struct RelayServer {
    config: ServerConfig,
    rng: Rng,
    links: Slab<Link>,
    by_key: HashMap<DhtPublicKey, StreamId>,
    per_source: HashMap<Source, usize>,
    half_open: VecDeque<StreamId>,
    limiter: SourceLimiter,
    deadlines: Deadlines,
    writable: VecDeque<StreamId>,
    /// Links that end, and senders that may go on, as soon as the current step is done. Lists instead of calls, because
    /// one end can cause the next, as often as there are links.
    ending: VecDeque<StreamId>,
    resuming: VecDeque<StreamId>,
    outputs: VecDeque<ServerOutput>,
    /// Bytes that wait in all links together.
    queued: usize,
    stats: ServerStats,
    counts: FrameCounts,
}

/// Numbers only: what is inside says where people are, and what they write.
impl std::fmt::Debug for RelayServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RelayServer")
            .field("links", &self.links.len())
            .field("queued", &self.queued)
            .field("stats", &self.stats)
            .finish_non_exhaustive()
    }
}

impl RelayServer {
    /// A relay without links. All its randomness comes from `seed`.
    #[must_use]
    pub fn new(config: ServerConfig, seed: &Seed) -> Self {
        let limiter = SourceLimiter::new(config.accept_rate, LIMITED_SOURCES, &seed.derive("relay accept"));
        Self {
            config,
            rng: Rng::new(&seed.derive("relay server")),
            links: Slab::new(),
            by_key: HashMap::new(),
            per_source: HashMap::new(),
            half_open: VecDeque::new(),
            limiter,
            deadlines: Deadlines::default(),
            writable: VecDeque::new(),
            ending: VecDeque::new(),
            resuming: VecDeque::new(),
            outputs: VecDeque::new(),
            queued: 0,
            stats: ServerStats::default(),
            counts: FrameCounts::new(),
        }
    }

    /// The driver lost this stream (end of file, reset).
    pub fn stream_closed(&mut self, now: Instant, id: StreamId) {
        self.remove(id);
        self.settle(now);
    }

    /// Ends a link once the current step is done.
    fn end(&mut self, id: StreamId) {
        if let Some(link) = self.links.get_mut(id)
            && !link.ending
        {
            link.ending = true;
            self.ending.push_back(id);
        }
    }

    /// Carries out what the last step caused, until nothing is left.
    fn settle(&mut self, now: Instant) {
        loop {
            if let Some(id) = self.ending.pop_front() {
                if self.remove(id) {
                    self.outputs.push_back(ServerOutput::Close(id));
                }
            } else if let Some(id) = self.resuming.pop_front() {
                self.resume(now, id);
            } else {
                return;
            }
        }
    }

    /// Forgets a link and tells its peers. `false` if it is gone already.
    fn remove(&mut self, id: StreamId) -> bool {
        let Some(link) = self.links.remove(id) else { return false };
        self.forget_source(link.from.ip());
        self.queued = self.queued.saturating_sub(link.waiting_bytes());
        match &link.state {
            LinkState::Confirmed(client) => self.forget_client(id, client),
            LinkState::Incoming | LinkState::Unconfirmed { .. } => self.half_open.retain(|other| *other != id),
        }
        if let Some(receiver) = link.stall.as_ref().and_then(|stall| self.links.get_mut(stall.receiver)) {
            receiver.waiters.retain(|waiter| *waiter != id);
        }
        self.resuming.extend(link.waiters);
        true
    }

    /// Does what is due: ends links that did not finish or answer in time, sends pings, ends waits.
    pub fn handle_timeout(&mut self, cx: &mut Cx<'_>, now: Instant) {
        while let Some((at, id)) = self.deadlines.pop_due(now) {
            let Some(link) = self.links.get_mut(id).filter(|link| link.scheduled == Some(at)) else { continue };
            link.scheduled = None;
            if link.deadline > now {
                self.schedule(id);
                continue;
            }
            self.link_due(cx, now, id);
            self.settle(now);
        }
    }

    /// Makes sure that the link is looked at when its deadline comes.
    fn schedule(&mut self, id: StreamId) {
        let Some(link) = self.links.get_mut(id) else { return };
        if link.scheduled.is_none_or(|at| link.deadline < at) {
            link.scheduled = Some(link.deadline);
            self.deadlines.push(link.deadline, id);
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next. Changes with every other call.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.deadlines.next()
    }

    /// The next output; call until `None`. Ids in [`ServerOutput::Close`] may be in use by the driver only.
    pub fn poll_output(&mut self) -> Option<ServerOutput> {
        self.outputs.pop_front()
    }

    /// Whether the stream should be read. `false` between [`ServerOutput::PauseReading`] and
    /// [`ServerOutput::ResumeReading`].
    #[must_use]
    pub fn wants_read(&self, id: StreamId) -> bool {
        self.links.get(id).is_some_and(|link| link.stall.is_none())
    }

    /// Bytes that wait for clients now, and those that senders sent while they wait.
    #[must_use]
    pub const fn queued_bytes(&self) -> usize {
        self.queued
    }

    /// Links that are open, half-open ones included.
    #[must_use]
    pub fn links(&self) -> usize {
        self.links.len()
    }

    /// Clients: links that are confirmed.
    #[must_use]
    pub fn clients(&self) -> usize {
        self.by_key.len()
    }

    /// Pairs of clients that are joined. Looks at every link.
    #[must_use]
    pub fn online_routes(&self) -> usize {
        let links = self.links.ids().filter_map(|id| self.links.get(id)?.client());
        links.map(|client| client.routes.partners().count()).sum::<usize>() / 2
    }

    /// Counters since the start.
    #[must_use]
    pub const fn stats(&self) -> &ServerStats {
        &self.stats
    }

    /// The frames that went over all links, those that have ended included.
    #[must_use]
    pub const fn frame_counts(&self) -> &FrameCounts {
        &self.counts
    }

    /// Ends all links, for a graceful stop.
    pub fn close_all(&mut self, now: Instant) {
        let ids: Vec<_> = self.links.ids().collect();
        for id in ids {
            self.end(id);
        }
        self.settle(now);
    }
}

/// Sources whose connection attempts are counted. Our choice: a flood from more addresses than this is limited by the
/// number of half-open links instead.
const LIMITED_SOURCES: usize = 4_096;
