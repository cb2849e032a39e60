//! Sending into the onion: which path, with which keys, and what waits for an answer.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtPublicKey, EphemeralPublicKey, LongTermPublicKey};
use toxcore_sansio::{Instant, Outbox, Rng, Seed, StreamId, Transmit};
use toxcore_wire::onion::{AnnounceForm, AnnounceRequestPayload, FirstLayer, PING_ID_LEN};
use toxcore_wire::{NodeInfo, RequestId};

use super::answered::{Answered, calm_retry};
use super::budget::{Budget, Rate};
use super::friend::Lane;
use super::group_paths::GroupPaths;
use super::path_nodes::PathNodes;
use super::paths::{First, PathId, PathSet};
use super::pending::{Pending, PendingRequests, Target};
use super::recent::RecentlyAsked;
use super::surroundings::{Env, FirstHop, OnionTransmission};

mod ways;

/// Paths, what waits for answers, and what waits for the owner.
#[derive(Debug)]
pub(crate) struct Transport {
    pub(crate) rng: Rng,
    pub(crate) own_paths: PathSet,
    pub(crate) friend_paths: PathSet,
    pub(crate) group_paths: GroupPaths,
    serial: u64,
    /// Nodes that answered our own announce requests, and those of paths that worked.
    pub(crate) path_nodes: PathNodes,
    /// Nodes that the user or the save file named.
    pub(crate) bootstrap: PathNodes,
    /// DHT keys of friends, who must not learn whom else we seek.
    pub(crate) friends: HashSet<DhtPublicKey>,
    pub(crate) pending: PendingRequests,
    /// Nodes asked for friends a moment ago.
    pub(crate) asked: RecentlyAsked,
    outbox: Outbox,
    to_relays: VecDeque<(StreamId, Vec<u8>)>,
    scratch: Vec<u8>,
    /// How many of the last requests were answered.
    recent: Answered,
    /// Bounds what copies cost.
    extra: Budget,
    /// When the last answer came, or the first packet left since something changed.
    heard: Option<Instant>,
    pub(crate) requests_sent: u64,
    pub(crate) group_requests_sent: u64,
    pub(crate) data_sent: u64,
}

/// Which set of paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Own,
    Friends,
    /// Groups have paths of their own: those over nodes that pass nothing on for groups must not be taken for dead.
    Groups,
}

/// One announce request to be sent.
#[derive(Debug)]
pub(crate) struct Ask<'a> {
    pub(crate) target: Target,
    pub(crate) node: NodeInfo,
    /// Public half of the key pair in `key`.
    pub(crate) sender: EphemeralPublicKey,
    /// Combined key with the node.
    pub(crate) key: &'a CombinedKey,
    pub(crate) searched: LongTermPublicKey,
    /// Our data key, or zero when searching.
    pub(crate) data_key: EphemeralPublicKey,
    /// The path to take, as long as it stands.
    pub(crate) path: Option<PathId>,
    /// Ping id that the node gave over that path, of use over no other.
    pub(crate) ping_id: Option<[u8; PING_ID_LEN]>,
    /// Plain, or with an announce for a group.
    pub(crate) form: AnnounceForm<'a>,
}

impl Transport {
    pub(crate) fn new(max_outbox: usize, seed: &Seed) -> Self {
        Self {
            rng: Rng::new(seed),
            own_paths: PathSet::default(),
            friend_paths: PathSet::default(),
            group_paths: GroupPaths::default(),
            serial: 0,
            path_nodes: PathNodes::default(),
            bootstrap: PathNodes::default(),
            friends: HashSet::new(),
            pending: PendingRequests::default(),
            asked: RecentlyAsked::default(),
            outbox: Outbox::new(max_outbox),
            to_relays: VecDeque::new(),
            scratch: Vec::new(),
            recent: Answered::default(),
            extra: Budget::new(Instant::ZERO, Rate::COPIES),
            heard: None,
            requests_sent: 0,
            group_requests_sent: 0,
            data_sent: 0,
        }
    }

    /// Sends an announce request, over the path that is wished if that still stands, and copies of it where most packets get lost.
    /// How many left.
    pub(crate) fn ask(&mut self, env: &mut Env<'_, '_>, lane: Lane, ask: &Ask<'_>) -> usize {
        self.expire(env.now);
        let purpose = Purpose::of(ask.target);
        let wished = ask.path.filter(|path| self.is_usable(env, purpose, *path));
        let sent = self.send_copies(env.now, lane, |transport| transport.ask_once(env, ask, wished));
        if let Some(path) = wished.filter(|_| sent > 0) {
            self.paths_mut(purpose).note_use(env.now, path);
        }
        sent
    }

    fn ask_once(&mut self, env: &mut Env<'_, '_>, ask: &Ask<'_>, wished: Option<PathId>) -> bool {
        let purpose = Purpose::of(ask.target);
        let ping_id = ask.ping_id.filter(|_| wished.is_some());
        let path = wished.or_else(|| self.any_path(env, purpose, &ask.node.key));
        let Some(path) = path else { return false };
        let pending = Pending {
            target: ask.target,
            node: ask.node,
            key: ask.key.clone(),
            path,
            sent: env.now,
            ping_id: ping_id.map(Box::new),
        };
        let sendback = self.pending.insert(&mut self.rng, pending);
        let mut request = std::mem::take(&mut self.scratch);
        request.clear();
        let sealed = self.seal_request(ask, ping_id, sendback, &mut request);
        let sent = sealed && self.send_over(env, purpose, path, &ask.node, &request);
        self.scratch = request;
        if sent {
            // Copies over one path count as one use of it.
            if wished.is_none() {
                self.paths_mut(purpose).note_use(env.now, path);
            }
            self.requests_sent = self.requests_sent.saturating_add(1);
            let of_group = u64::from(purpose == Purpose::Groups);
            self.group_requests_sent = self.group_requests_sent.saturating_add(of_group);
        } else {
            self.pending.remove(sendback);
        }
        sent
    }

    /// Calls `send`, which tells whether something left, several times where most is lost, as far as the budget for that goes.
    /// How many left; those after the first are charged.
    pub(crate) fn send_copies(&mut self, now: Instant, lane: Lane, mut send: impl FnMut(&mut Self) -> bool) -> usize {
        let copies = self.recent.copies();
        let is_hopeful = now < *self.heard.get_or_insert(now) + HOPE;
        let copies = if copies > 1 && is_hopeful && self.extra.is_open(now, lane) { copies } else { 1 };
        let sent = (0..copies).filter(|_| send(self)).count();
        self.extra.charge(sent.saturating_sub(1));
        sent
    }

    /// Notes which requests were not answered.
    pub(crate) fn expire(&mut self, now: Instant) {
        self.asked.expire(now);
        let silent = self.pending.expire(now);
        self.recent.note_silences(silent);
    }

    fn seal_request(
        &mut self,
        ask: &Ask<'_>,
        ping_id: Option<[u8; PING_ID_LEN]>,
        sendback: RequestId,
        out: &mut Vec<u8>,
    ) -> bool {
        let payload = AnnounceRequestPayload {
            ping_id: ping_id.unwrap_or_default(),
            searched: ask.searched,
            data_key: ask.data_key,
            sendback,
            form: ask.form,
        };
        payload.seal(&ask.sender, &self.rng.nonce(), ask.key, out).is_ok()
    }

    /// Sends routed data to a node that knows the friend. There is no answer, so nothing waits. Whether it left.
    pub(crate) fn send_data(&mut self, env: &mut Env<'_, '_>, node: &NodeInfo, data: &[u8]) -> bool {
        let Some(path) = self.path_for_data(env, &node.key) else { return false };
        let sent = self.send_over(env, Purpose::Friends, path, node, data);
        self.data_sent = self.data_sent.saturating_add(u64::from(sent));
        sent
    }

    /// Seals `data` into the layers of a path, with a nonce used for nothing else.
    fn send_over(&mut self, env: &mut Env<'_, '_>, purpose: Purpose, path: PathId, to: &NodeInfo, data: &[u8]) -> bool {
        let nonce = self.rng.nonce();
        let set = match purpose {
            Purpose::Own => &self.own_paths,
            Purpose::Friends => &self.friend_paths,
            Purpose::Groups => &self.group_paths.paths,
        };
        let Some(path) = set.get(path) else { return false };
        match path.first {
            First::Node(node) => {
                let Ok(key) = env.cx.cache.get_or_derive(&env.cx.keys.secret, &node.key) else { return false };
                let first = FirstLayer { own: env.cx.keys.public, key };
                let mut sealed = false;
                let queued = self.outbox.push(node.addr, |out| {
                    sealed = path.layers().seal_udp(first, &nonce, to.addr, data, out).is_ok();
                });
                queued && sealed
            }
            First::Relay(link, _) => {
                let mut out = Vec::new();
                let room = self.to_relays.len() < MAX_TO_RELAYS;
                let sealed = room && path.layers().seal_tcp(&nonce, to.addr, data, &mut out).is_ok();
                if sealed {
                    self.to_relays.push_back((link, out));
                }
                sealed
            }
        }
    }

    /// An answer came for this request. The nodes of a path that works are good for other paths.
    pub(crate) fn note_answer(&mut self, now: Instant, pending: &Pending) {
        self.heard = Some(now);
        if pending.target.tells_of_network() {
            self.recent.note_answer();
        }
        let proven = self.paths_mut(Purpose::of(pending.target)).note_answer(pending.path);
        for node in proven.into_iter().flatten() {
            if !self.friends.contains(&node.key) {
                self.path_nodes.add(node);
            }
        }
        if let Target::Group(_, spot) = pending.target {
            self.group_paths.note_answer(pending, spot);
        }
    }

    /// Unanswered requests after which a node is taken for gone.
    pub(crate) fn patience(&self) -> u32 {
        self.recent.patience()
    }

    /// Whether most packets get lost.
    pub(crate) fn is_bad(&self) -> bool {
        self.recent.is_bad()
    }

    /// The pause before an unanswered request is repeated for the `tries`-th time.
    pub(crate) fn retry(&self, tries: u32) -> Duration {
        self.recent.retry(tries)
    }

    /// The same whatever the network is like.
    pub(crate) fn calm_retry(tries: u32) -> Duration {
        calm_retry(tries)
    }

    /// Nothing that was made in the old network is of use, and what was lost in it says nothing about the new one.
    pub(crate) fn network_changed(&mut self) {
        self.own_paths.clear();
        self.friend_paths.clear();
        self.group_paths.paths.clear();
        self.pending.clear();
        self.asked.forget_all();
        self.recent = Answered::default();
        self.hope();
    }

    /// Something changed: silence up to now says nothing.
    pub(crate) fn hope(&mut self) {
        self.heard = None;
    }

    pub(crate) fn poll_transmit(&mut self, buf: &mut Vec<u8>) -> Option<OnionTransmission> {
        if let Some(Transmit { to, len, segment }) = self.outbox.poll_transmit(buf) {
            return Some(OnionTransmission { to: FirstHop::Udp(to), len, segment });
        }
        let (link, packet) = self.to_relays.pop_front()?;
        buf.extend_from_slice(&packet);
        Some(OnionTransmission { to: FirstHop::Relay(link), len: packet.len(), segment: packet.len() })
    }

    /// Up to `count` nodes for a save file, so that a client without UDP has path nodes at its next start.
    pub(crate) fn saved_path_nodes(&self, now: Instant) -> Vec<NodeInfo> {
        let mut out: Vec<NodeInfo> = Vec::new();
        let of_paths = self.own_paths.iter().filter(|path| path.age(now) < super::paths::LIFETIME);
        let of_paths = of_paths.flat_map(|path| [path.second, path.third]);
        for node in of_paths.chain(self.path_nodes.iter().copied()).chain(self.bootstrap.iter().copied()) {
            if out.len() < MAX_SAVED && out.iter().all(|other| other.key != node.key) {
                out.push(node);
            }
        }
        out
    }
}

impl Purpose {
    pub(crate) const fn of(target: Target) -> Self {
        match target {
            Target::Own => Self::Own,
            Target::Friend(_) => Self::Friends,
            Target::Group(..) => Self::Groups,
        }
    }
}

/// Packets that wait for relay links. Our choice: what one call sends at most.
const MAX_TO_RELAYS: usize = 1_024;
/// Silence after which copies do not help either. Our choice: where one in twenty is answered, this does not happen by chance.
const HOPE: Duration = Duration::from_secs(30);
/// Path nodes in a save file. Chapter savedata, Nodes.
const MAX_SAVED: usize = 8;

#[cfg(test)]
pub(crate) mod tests;
