//! Our own announcement: nodes near our long-term key keep it, so that friends find our data key there.

use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, KeyCache, LongTermKeyPair};
use toxcore_sansio::Instant;
use toxcore_wire::NodeInfo;
use toxcore_wire::onion::{AnnounceForm, PING_ID_LEN};

use super::closest::{ClosestNodes, Listed};
use super::friend::Lane;
use super::paths::PathId;
use super::pending::{Pending, Target};
use super::recent::RecentlyAsked;
use super::surroundings::Env;
use super::transport::{Ask, Purpose, Transport};

mod answers;
mod populate;

/// Where we are announced, and where else we try.
#[derive(Debug)]
pub(crate) struct OwnAnnouncement {
    keys: LongTermKeyPair,
    /// Friends seal routed data for this key. New in each run.
    pub(crate) data: EphemeralKeyPair,
    /// Combined keys of `keys` with nodes.
    cache: KeyCache,
    list: ClosestNodes<Announced, MAX_NODES>,
    asked: RecentlyAsked,
    /// When we asked anybody last.
    last_request: Instant,
    /// When new nodes are looked for.
    populate_at: Instant,
    /// Rounds of that without anything new.
    fruitless: u32,
    /// When a node answered last.
    pub(crate) last_answer: Option<Instant>,
}

/// A node near our key.
#[derive(Debug)]
struct Announced {
    node: NodeInfo,
    /// Proves that we get its answers, over this path only.
    ping_id: Option<([u8; PING_ID_LEN], PathId)>,
    /// It said that it keeps our announcement.
    stored: bool,
    /// The path over which it was stored: data for us comes that way.
    stored_over: Option<PathId>,
    /// When it was last asked to store, with a ping id.
    asked_to_store: Option<Instant>,
    added: Instant,
    unanswered: u32,
    /// When it is asked next.
    next: Instant,
}

impl Listed for Announced {
    fn key(&self) -> &DhtPublicKey {
        &self.node.key
    }
}

impl OwnAnnouncement {
    pub(crate) fn new(keys: LongTermKeyPair, data: EphemeralKeyPair, hash_key: [u8; 16], now: Instant) -> Self {
        Self {
            list: ClosestNodes::new(),
            keys,
            data,
            cache: KeyCache::new(CACHED_KEYS, hash_key),
            asked: RecentlyAsked::default(),
            last_request: now,
            populate_at: now,
            fruitless: 0,
            last_answer: None,
        }
    }

    pub(crate) const fn keys(&self) -> &LongTermKeyPair {
        &self.keys
    }

    /// Nodes that answer, and how many of them keep our announcement.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.list.len(), self.list.iter().filter(|entry| entry.stored).count())
    }

    pub(crate) fn next(&self) -> Instant {
        let alive = (self.list.len() > 0).then(|| self.last_request + KEEP_ALIVE);
        self.list.iter().map(|entry| entry.next).chain(alive).fold(self.populate_at, Instant::min)
    }

    /// Whether an answer that comes now ends a time in which we had no node.
    pub(crate) fn is_back(&self, now: Instant) -> bool {
        let silent = self.last_answer.is_none_or(|answer| now >= answer + SILENCE);
        silent && (self.list.len() == 0 || self.last_answer.is_none_or(|answer| now >= answer + super::OFFLINE_AFTER))
    }

    /// Looks for nodes at once.
    pub(crate) fn hurry(&mut self, now: Instant) {
        self.fruitless = 0;
        self.populate_at = now;
    }

    /// All paths are gone: announce anew everywhere.
    pub(crate) fn network_changed(&mut self, now: Instant) {
        for entry in self.list.iter_mut() {
            entry.ping_id = None;
            entry.stored = false;
            entry.stored_over = None;
            entry.asked_to_store = None;
            entry.unanswered = 0;
            entry.next = now;
        }
        self.asked.forget_all();
        self.last_answer = None;
        self.hurry(now);
    }

    pub(crate) fn handle_timeout(&mut self, env: &mut Env<'_, '_>, transport: &mut Transport) {
        let patience = transport.patience();
        let gone = |entry: &Announced| entry.unanswered >= patience && env.now >= entry.next;
        for entry in self.list.iter().filter(|entry| gone(entry)) {
            transport.path_nodes.remove(&entry.node.key);
        }
        if self.list.retain(|entry| !gone(entry)) {
            self.hurry(env.now);
        }
        if env.now >= self.last_request + KEEP_ALIVE
            && let Some(entry) = self.list.iter_mut().min_by_key(|entry| entry.next)
        {
            entry.next = entry.next.min(env.now);
        }
        let due: Vec<NodeInfo> =
            self.list.iter().filter(|entry| entry.next <= env.now).map(|entry| entry.node).collect();
        for node in due {
            self.announce_at(env, transport, &node);
        }
        if self.populate_at <= env.now {
            self.populate(env, transport);
        }
    }

    /// Our key, to which nodes must be near.
    fn base(&self) -> &[u8; 32] {
        self.keys.public.as_bytes()
    }

    /// Whether a node that somebody named is worth a request.
    fn wants(&self, now: Instant, node: &NodeInfo) -> bool {
        self.list.wants(self.base(), &node.key) && !self.asked.contains(now, self.base(), &node.key)
    }

    /// Sends an announce request: one that stores if the node gave us a ping id over a path that still stands.
    fn announce_at(&mut self, env: &mut Env<'_, '_>, transport: &mut Transport, node: &NodeInfo) -> bool {
        let entry = self.list.get_mut(&node.key);
        // A node that leaves us without answer is tried over another path.
        let ping_id = entry.and_then(|entry| entry.ping_id.filter(|_| entry.unanswered < TRIES_SAME_PATH));
        self.announce_over(env, transport, node, ping_id.map(|(_, path)| path), ping_id.map(|(id, _)| id))
    }

    fn announce_over(
        &mut self,
        env: &mut Env<'_, '_>,
        transport: &mut Transport,
        node: &NodeInfo,
        path: Option<PathId>,
        ping_id: Option<[u8; PING_ID_LEN]>,
    ) -> bool {
        let Ok(key) = self.cache.get_or_derive(&self.keys.secret, &node.key) else {
            self.list.retain(|entry| entry.node.key != node.key);
            return false;
        };
        // Where the path has died the node gets a request without it, and gives another one.
        let ping_id = ping_id.filter(|_| path.is_some_and(|path| transport.is_usable(env, Purpose::Own, path)));
        let ask = Ask {
            target: Target::Own,
            node: *node,
            sender: self.keys.public.into(),
            key,
            searched: self.keys.public,
            data_key: self.data.public,
            path,
            ping_id,
            form: AnnounceForm::Plain,
        };
        let sent = transport.ask(env, Lane::Present, &ask) > 0;
        self.last_request = env.now;
        if sent {
            self.asked.note(env.now, self.keys.public.as_bytes(), &node.key);
        }
        if let Some(entry) = self.list.get_mut(&node.key) {
            if sent {
                entry.unanswered = entry.unanswered.saturating_add(1);
                entry.asked_to_store = ping_id.map(|_| env.now).or(entry.asked_to_store);
            }
            let tries = entry.unanswered.saturating_sub(1);
            // Where we are stored already there is no hurry.
            entry.next = env.now + if entry.stored { Transport::calm_retry(tries) } else { transport.retry(tries) };
        }
        sent
    }

    /// Zero, in place of a data key, says that nothing is announced.
    pub(crate) const fn no_data_key() -> EphemeralPublicKey {
        EphemeralPublicKey::from_bytes([0; EphemeralPublicKey::LEN])
    }

    /// Some path of ours died: what was announced over it is renewed.
    pub(crate) fn check_paths(&mut self, env: &Env<'_, '_>, transport: &Transport) {
        for entry in self.list.iter_mut() {
            let dead = entry.stored_over.is_some_and(|path| !transport.is_usable(env, Purpose::Own, path));
            if dead {
                entry.stored_over = None;
                entry.next = entry.next.min(env.now);
            }
        }
    }
}

impl Announced {
    fn new(node: NodeInfo, now: Instant) -> Self {
        Self {
            node,
            ping_id: None,
            stored: false,
            stored_over: None,
            asked_to_store: None,
            added: now,
            unanswered: 0,
            next: now,
        }
    }

    /// The node keeps our announcement; over which path, we know if the request carried a ping id.
    fn note_stored(&mut self, ping_id: [u8; PING_ID_LEN], pending: &Pending) {
        self.stored = true;
        self.ping_id = Some((ping_id, pending.path));
        if pending.ping_id.is_some() {
            self.stored_over = Some(pending.path);
        }
    }
}

/// Nodes that we announce ourselves to. Chapter onion, client: Announcing.
const MAX_NODES: usize = 12;
/// Combined keys of our long-term key with nodes: those of the list, and those asked on the way to it.
const CACHED_KEYS: usize = 64;
/// Time without any answer after which searches begin anew when one comes. Chapter onion, client: Status.
const SILENCE: Duration = Duration::from_secs(10);
/// Unanswered requests after which another path is tried.
const TRIES_SAME_PATH: u32 = 2;
/// Longest time without any request: so we notice soon when nobody answers any more. Chapter onion, client: Announcing.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

#[cfg(test)]
mod tests;
