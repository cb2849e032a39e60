//! The machine: all friend connections, and who may become a friend.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use thiserror::Error;
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{FriendId, Instant, Rng, Seed};
use toxcore_wire::RelayInfo;

use crate::friend::{Friend, State, Timer};
use crate::no_spams::NoSpams;
use crate::requesters::Requesters;
use crate::slots::{List, Slots};
use crate::{Config, Diagnosis, Output, Phase};

mod attempts;
mod data;
mod facts;
mod requests;
mod timeouts;
mod wake;

pub use self::data::Handled;
pub use self::requests::SetRequestError;

/// All friend connections of one long-term key.
///
/// See the crate text for how to drive it.
pub struct FriendConnections {
    config: Config,
    friends: Slots<Friend>,
    by_key: BTreeMap<LongTermPublicKey, FriendId>,
    deadlines: BTreeSet<(Instant, u32)>,
    no_spams: NoSpams,
    requesters: Requesters,
    shared: Shared,
}

/// Numbers only: what is inside says where people are, and what they write.
impl std::fmt::Debug for FriendConnections {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FriendConnections").field("friends", &self.friends.len()).finish_non_exhaustive()
    }
}

/// What all friends use.
#[derive(Debug)]
struct Shared {
    rng: Rng,
    outputs: VecDeque<Output>,
    /// Which friends have which DHT key. A hostile one may claim another's.
    by_dht_key: BTreeSet<(DhtPublicKey, u32)>,
    /// For relays under way; empty between calls.
    relays: Vec<RelayInfo>,
}

/// Why nobody was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddError {
    /// The key is our own.
    #[error("own key")]
    OwnKey,
    /// He is in the list.
    #[error("already a friend")]
    AlreadyAdded(FriendId),
    /// As many as [`Config`] allows.
    #[error("too many friends")]
    Full,
}

impl FriendConnections {
    /// No friends.
    #[must_use]
    pub fn new(config: Config, seed: &Seed) -> Self {
        let rng = Rng::new(&seed.derive("friend"));
        Self {
            config,
            friends: Slots::default(),
            by_key: BTreeMap::new(),
            deadlines: BTreeSet::new(),
            no_spams: NoSpams::default(),
            requesters: Requesters::default(),
            shared: Shared { rng, outputs: VecDeque::new(), by_dht_key: BTreeSet::new(), relays: Vec::new() },
        }
    }

    /// Adds a friend: he is searched and connected to, and may connect to us. One who was [held](Self::hold) before is
    /// [`Moved`](Output::Moved) to an id of friends.
    ///
    /// # Errors
    /// [`AddError`].
    pub fn add(&mut self, now: Instant, key: LongTermPublicKey) -> Result<FriendId, AddError> {
        if let Some(id) = self.find(&key).filter(|id| self.is_friend(*id)) {
            return Err(AddError::AlreadyAdded(id));
        }
        let held = self.entry(now, key, List::Friends)?;
        if let Some(friend) = self.friends.get_mut(held) {
            friend.users.is_friend = true;
        }
        Ok(self.shift(held, List::Friends))
    }

    /// Keeps a connection with `key` for something else than friendship, a conference say, as long as it is not
    /// [released](Self::release). Several may hold one.
    ///
    /// # Errors
    /// [`AddError::OwnKey`] and [`AddError::Full`].
    pub fn hold(&mut self, now: Instant, key: LongTermPublicKey) -> Result<FriendId, AddError> {
        let id = self.entry(now, key, List::Held)?;
        if let Some(friend) = self.friends.get_mut(id) {
            friend.users.holders = friend.users.holders.saturating_add(1);
        }
        Ok(id)
    }

    /// Removes a friend. The connection stays if something else [holds](Self::hold) it, and is [`Moved`](Output::Moved) then.
    /// `false` if he was none.
    pub fn remove(&mut self, now: Instant, id: FriendId) -> bool {
        let Some(friend) = self.friends.get_mut(id).filter(|friend| friend.users.is_friend) else { return false };
        friend.users.is_friend = false;
        friend.request = None;
        friend.timers.stop(Timer::Request);
        let key = friend.key;
        self.requesters.forget(&key);
        self.drop_unused(now, id);
        self.shift(id, List::Held);
        true
    }

    /// Undoes one [`hold`](Self::hold).
    pub fn release(&mut self, now: Instant, id: FriendId) {
        if let Some(friend) = self.friends.get_mut(id) {
            friend.users.holders = friend.users.holders.saturating_sub(1);
            self.drop_unused(now, id);
        }
    }

    /// Who has this long-term key.
    #[must_use]
    pub fn find(&self, key: &LongTermPublicKey) -> Option<FriendId> {
        self.by_key.get(key).copied()
    }

    /// Which of them have this DHT key: one, unless somebody lies.
    pub fn with_dht_key(&self, dht_key: &DhtPublicKey) -> impl Iterator<Item = FriendId> + '_ {
        let range = self.shared.by_dht_key.range((*dht_key, 0)..=(*dht_key, u32::MAX));
        range.filter_map(|(_, index)| self.friends.at(*index).map(|friend| friend.id))
    }

    /// The id at this index, if there is one.
    #[must_use]
    pub fn at(&self, index: u32) -> Option<FriendId> {
        self.friends.at(index).map(|friend| friend.id)
    }

    /// All ids in the order of their indexes, also of those who are not friends but [held](Self::hold).
    pub fn iter(&self) -> impl Iterator<Item = FriendId> + '_ {
        self.friends.iter().map(|friend| friend.id)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.friends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this one is a friend, and not only [held](Self::hold).
    #[must_use]
    pub fn is_friend(&self, id: FriendId) -> bool {
        self.friends.get(id).is_some_and(|friend| friend.users.is_friend)
    }

    /// Whether something else than friendship [holds](Self::hold) this one.
    #[must_use]
    pub fn is_held(&self, id: FriendId) -> bool {
        self.friends.get(id).is_some_and(|friend| friend.users.holders > 0)
    }

    /// His long-term key.
    #[must_use]
    pub fn key(&self, id: FriendId) -> Option<LongTermPublicKey> {
        self.friends.get(id).map(|friend| friend.key)
    }

    /// His DHT key, if it is known.
    #[must_use]
    pub fn known_dht_key(&self, id: FriendId) -> Option<DhtPublicKey> {
        self.friends.get(id).and_then(Friend::peer).map(|peer| peer.dht_key)
    }

    /// Whether he is connected.
    #[must_use]
    pub fn is_online(&self, id: FriendId) -> bool {
        self.friends.get(id).is_some_and(|friend| friend.phase() == Phase::Connected)
    }

    /// Why he is offline, or what he is online by.
    #[must_use]
    pub fn diagnose(&self, now: Instant, id: FriendId) -> Option<Diagnosis> {
        self.friends.get(id).map(|friend| Diagnosis::of(now, friend))
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next; any input and any verb may change it.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.deadlines.first().map(|(at, _)| *at)
    }

    /// Facts and wishes, in the order in which they arose. Call until `None` after each call that changes something.
    pub fn poll_output(&mut self) -> Option<Output> {
        let output = self.shared.outputs.pop_front()?;
        tracing::trace!(target: "toxcore_friend", ?output);
        Some(output)
    }

    /// The entry of this key, in whichever list; made in `list` if there is none.
    fn entry(&mut self, now: Instant, key: LongTermPublicKey, list: List) -> Result<FriendId, AddError> {
        if key == self.config.own_key {
            return Err(AddError::OwnKey);
        }
        if let Some(id) = self.find(&key) {
            return Ok(id);
        }
        if self.friends.len() >= self.config.max_friends {
            return Err(AddError::Full);
        }
        let id = self.friends.add(list, |id| Friend::new(now, id, key));
        self.by_key.insert(key, id);
        self.shared.outputs.push_back(Output::Track { id, key });
        Ok(id)
    }

    /// Puts an entry into this list, unless it is there. Returns its id.
    fn shift(&mut self, from: FriendId, list: List) -> FriendId {
        if List::of(from) == list {
            return from;
        }
        let Some(to) = self.friends.shift(from, list) else { return from };
        let Some(friend) = self.friends.get_mut(to) else { return from };
        friend.id = to;
        self.by_key.insert(friend.key, to);
        if let Some(at) = friend.scheduled {
            self.deadlines.remove(&(at, from.index));
            self.deadlines.insert((at, to.index));
        }
        if let Some(peer) = friend.peer() {
            self.shared.by_dht_key.remove(&(peer.dht_key, from.index));
            self.shared.by_dht_key.insert((peer.dht_key, to.index));
        }
        self.shared.outputs.push_back(Output::Moved { from, to });
        to
    }

    /// Ends a friend connection that nobody needs any more.
    fn drop_unused(&mut self, now: Instant, id: FriendId) {
        let unused = self.friends.get(id).is_some_and(|friend| friend.users.is_unused());
        if !unused {
            return;
        }
        self.change(id, |friend, shared| {
            if friend.has_connection() {
                shared.outputs.push_back(Output::Close { id });
            }
            friend.forget_key(now, shared);
            shared.outputs.push_back(Output::Untrack { id, key: friend.key });
        });
        if let Some(friend) = self.friends.remove(id) {
            self.by_key.remove(&friend.key);
            if let Some(at) = friend.scheduled {
                self.deadlines.remove(&(at, id.index));
            }
        }
    }

    /// Changes one friend, and notes when it has work next. `None` if there is no such friend.
    fn change<T>(&mut self, id: FriendId, f: impl FnOnce(&mut Friend, &mut Shared) -> T) -> Option<T> {
        let friend = self.friends.get_mut(id)?;
        let result = f(friend, &mut self.shared);
        let next = friend.timers.next().map(|(at, _)| at);
        if next != friend.scheduled {
            if let Some(at) = std::mem::replace(&mut friend.scheduled, next) {
                self.deadlines.remove(&(at, id.index));
            }
            if let Some(at) = next {
                self.deadlines.insert((at, id.index));
            }
        }
        Some(result)
    }
}

impl Friend {
    /// His DHT key is not known any more.
    fn forget_key(&mut self, now: Instant, shared: &mut Shared) {
        if let Some(peer) = self.peer().copied() {
            shared.by_dht_key.remove(&(peer.dht_key, self.id.index));
            shared.outputs.push_back(Output::StopSearch { id: self.id, dht_key: peer.dht_key });
            self.relays.forget(&peer.dht_key);
        }
        self.addresses.clear();
        self.attempts = 0;
        self.enter(now, State::Searching);
    }
}

#[cfg(test)]
mod tests;
