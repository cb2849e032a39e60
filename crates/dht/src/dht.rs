//! The machine: its parts, and the methods that every machine has.

mod forwarding;
mod local;
mod nodes;
mod ping;
mod queries;
mod routed;
mod search;
mod send;
mod steps;
mod storage;

pub use forwarding::ClientForward;
pub use queries::BootstrapError;
pub use routed::MAX_ROUTED_LEN;
pub use search::SearchAddressError;

use std::collections::VecDeque;
use std::net::SocketAddr;

use toxcore_crypto::{DhtPublicKey, KeyPair, TimedAuth};
use toxcore_sansio::{Cx, Discard, Instant, Outbox, Path, Rng, Seed, SourceLimiter, Transmit};
use toxcore_wire::{NodeInfo, PacketKind, ParseError, canonical, is_usable_node_addr};

use self::forwarding::is_storage_request;
use self::storage::Requester;
use crate::bootstrap::Bootstrap;
use crate::close_list::{BUCKET_SIZE, CloseList};
use crate::lan::LanAnnouncer;
use crate::output::MAX_OUTPUTS;
use crate::ping_back::PingBack;
use crate::requests::RequestTable;
use crate::search::Search;
use crate::searches::Searches;
use crate::storage::Store;
use crate::upkeep::{Upkeep, earliest, next_second};
use crate::{Config, Connection, Output, SearchToken};

/// Ping requests whose answers are waited for. Our choice: four times the reference's, as punching sends hundreds.
const PINGS_WAITING: usize = 2_048;
/// Nodes requests and data searches whose answers are waited for. Our choice: twice the reference's; a full close list
/// is asked in one second after a start from saved nodes.
const NODES_REQUESTS_WAITING: usize = 1_024;
/// Datagrams that wait to be sent. Our choice: what the socket's buffer of 2 MiB takes.
const OUTBOX_PACKETS: usize = 8_192;
/// Period of the authenticators of data searches: they are valid for one to two. Protocol: dht, DHT storage.
const STORE_AUTH_SECONDS: u64 = 60;
/// Period of the authenticators of sendbacks. Protocol: dht, Forwarding.
const FORWARD_AUTH_SECONDS: u64 = 3_600;
/// Searches for random keys, which make nodes known that nobody can foresee. Protocol: dht, Upkeep.
const FAKE_SEARCHES: usize = 2;

/// The DHT of one node or client.
///
/// Protocol: dht. See the crate text for the drive loop.
pub struct Dht {
    config: Config,
    close: CloseList,
    close_upkeep: Upkeep,
    searches: Searches,
    /// Keep the searches for random keys going.
    fakes: Vec<SearchToken>,
    pings: RequestTable<(), PINGS_WAITING>,
    requests: RequestTable<Asked, NODES_REQUESTS_WAITING>,
    ping_back: PingBack,
    bootstrap: Bootstrap,
    lan: LanAnnouncer,
    store: Store,
    store_auth: TimedAuth,
    forward_auth: TimedAuth,
    /// Who got bootstrap infos; none before the first request.
    info_limiter: Option<SourceLimiter>,
    info_seed: Seed,
    /// When the first call came.
    started: Option<Instant>,
    connection: Connection,
    /// Whether the owner wants to know which nodes others name.
    telling_named: bool,
    /// Pings of punching in the present second.
    punched: usize,
    /// When regular work was done last; it is done at most once in a second.
    last_step: Option<Instant>,
    /// When a list needs regular work.
    lists_due: Option<Instant>,
    /// When a list may ask candidates.
    candidates_due: Option<Instant>,
    outbox: Outbox,
    outputs: VecDeque<Output>,
}

/// Numbers only: what is inside says where people are, and what they write.
impl std::fmt::Debug for Dht {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dht").field("connection", &self.connection).finish_non_exhaustive()
    }
}

/// What an answer to a numbered request will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Nodes,
    Storage,
}

impl Dht {
    /// A DHT that knows nobody.
    #[must_use]
    pub fn new(config: Config, seed: &Seed) -> Self {
        let own = config.own_key;
        let lan = LanAnnouncer::new(config.lan_discovery);
        let mut rng = Rng::new(&seed.derive("dht"));
        let mut searches = Searches::default();
        let fakes = (0..FAKE_SEARCHES).filter_map(|_| fake_search(&mut searches, &mut rng)).collect();
        Self {
            config,
            close: CloseList::new(own),
            close_upkeep: Upkeep::new(own, BUCKET_SIZE),
            searches,
            fakes,
            pings: RequestTable::new(),
            requests: RequestTable::new(),
            ping_back: PingBack::new(own),
            bootstrap: Bootstrap::default(),
            lan,
            store: Store::new(own),
            store_auth: TimedAuth::new(rng.secret_bytes(), STORE_AUTH_SECONDS),
            forward_auth: TimedAuth::new(rng.secret_bytes(), FORWARD_AUTH_SECONDS),
            info_limiter: None,
            info_seed: seed.derive("dht info"),
            started: None,
            connection: Connection::None,
            telling_named: false,
            punched: 0,
            last_step: None,
            lists_due: None,
            candidates_due: None,
            outbox: Outbox::new(OUTBOX_PACKETS),
            outputs: VecDeque::new(),
        }
    }

    /// Handles one datagram of the kinds 0x00 to 0x04, 0x20, 0x21, 0x90 to 0x98 and 0xf0.
    ///
    /// # Errors
    /// Why it was not accepted; then nothing of the protocol's state has changed.
    pub fn handle_packet(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: Path,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        self.started.get_or_insert(now);
        let Path::Udp(from) = from else { return Err(Discard::ForbiddenSource) };
        let from = canonical(from);
        if !is_usable_node_addr(&from) {
            return Err(Discard::ForbiddenSource);
        }
        match PacketKind::of(packet).ok_or(Discard::Malformed(ParseError::Truncated))? {
            PacketKind::PingRequest => self.on_ping_request(cx, now, from, packet),
            PacketKind::PingResponse => self.on_ping_response(cx, now, from, packet),
            PacketKind::NodesRequest => self.on_nodes_request(cx, now, from, packet),
            PacketKind::NodesResponse => self.on_nodes_response(cx, now, from, packet),
            kind if is_storage_request(kind) => {
                self.on_storage_request(cx, now, &Requester { from, sendback: None }, packet)
            }
            PacketKind::DataSearchResponse => self.on_data_search_response(cx, now, from, packet),
            PacketKind::ForwardRequest => self.on_forward_request(now, from, packet),
            PacketKind::Forwarding => self.on_forwarding(cx, now, from, packet),
            PacketKind::ForwardReply => self.on_forward_reply(now, packet),
            PacketKind::DhtRequest => self.on_dht_request(cx, now, from, packet),
            PacketKind::LanDiscovery => self.on_lan_discovery(cx, now, from, packet),
            PacketKind::BootstrapInfo => self.on_bootstrap_info(now, from, packet),
            kind => Err(Discard::Unsupported(kind.number())),
        }
    }

    /// Does all work that is due. Calling it early or twice is harmless.
    pub fn handle_timeout(&mut self, cx: &mut Cx<'_>, now: Instant) {
        self.started.get_or_insert(now);
        self.ask_candidates(cx, now);
        if self.step_due().is_some_and(|due| due <= now) {
            self.last_step = Some(now);
            self.step(cx, now);
        }
    }

    /// When [`Dht::handle_timeout`] is useful next. Any other `&mut self` call can change it.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        earliest(self.step_due(), self.candidates_due)
    }

    /// Appends the next run of datagrams to `buf`. Call until `None`, after every other call.
    pub fn poll_transmit(&mut self, _now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        self.outbox.poll_transmit(buf)
    }

    /// The next output. Call until `None`, after every other call.
    pub fn poll_output(&mut self) -> Option<Output> {
        let output = self.outputs.pop_front()?;
        tracing::trace!(target: "toxcore_dht", ?output);
        Some(output)
    }

    /// When regular work is due: not twice in a second, however much happens.
    fn step_due(&self) -> Option<Instant> {
        let gate = self.last_step.map_or(Instant::ZERO, next_second);
        let parts = [self.lists_due, self.ping_back.due(), self.bootstrap.due(self.connection), self.lan.due()];
        parts.into_iter().flatten().min().map(|due| due.max(gate))
    }

    /// Queues an output. `false` if there is no room.
    fn output(&mut self, output: Output) -> bool {
        let has_room = self.outputs.len() < MAX_OUTPUTS;
        if has_room {
            self.outputs.push_back(output);
        }
        has_room
    }

    /// Whether packets can go to `addr`.
    fn reaches(&self, addr: &SocketAddr) -> bool {
        is_usable_node_addr(addr) && (self.config.ipv6 || addr.is_ipv4())
    }

    /// Whether a node can be taken into our lists, or asked.
    fn is_contactable(&self, node: &NodeInfo) -> bool {
        node.key != self.config.own_key && self.reaches(&node.addr)
    }
}

/// A search for the key of a fresh key pair: random bytes would not do, as not all of them are public keys.
fn fake_search(searches: &mut Searches, rng: &mut Rng) -> Option<SearchToken> {
    let key = KeyPair::<DhtPublicKey>::from_secret_bytes(rng.secret_bytes()).public;
    searches.own(key, || Search::new(key, None)).ok().map(|(token, _)| token)
}

#[cfg(test)]
mod tests;
