//! The connections of a conference, and why it has them. Protocol: conferences, Connections.

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{FriendId, Instant};

use crate::config::{
    ANSWER_BURST, ANSWER_INTERVAL, GREETING_INTERVAL, HINT_INTERVAL, MAX_CONNECTIONS, QUERY_INTERVAL, SPARE_CONNECTIONS,
};
use crate::holds::Holds;

/// Why there is a connection. Without any reason it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Reason {
    /// The member is one of the closest.
    Closest = 1,
    /// We introduce the member to the others.
    Introducing = 2,
    /// The member introduces us.
    Introducer = 4,
    /// The member was one of the closest, and not all who are now are online yet.
    Lingering = 8,
    /// The member is out of sight, and waited for.
    Returning = 16,
}

/// Several reasons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reasons(u8);

impl Reasons {
    pub(crate) fn add(&mut self, reason: Reason) {
        self.0 |= reason as u8;
    }

    pub(crate) fn remove(&mut self, reason: Reason) {
        self.0 &= !(reason as u8);
    }

    pub(crate) fn has(self, reason: Reason) -> bool {
        self.0 & reason as u8 != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// How far a connection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// The member has not told yet by which number it knows the conference, since the friend connection is up.
    Connecting,
    /// The member knows the conference by this number.
    Online(u16),
}

/// A connection with a member.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) key: LongTermPublicKey,
    /// The friend connection while it is up.
    pub(crate) friend: Option<FriendId>,
    pub(crate) state: State,
    pub(crate) reasons: Reasons,
    hinted_at: Option<Instant>,
    queried_at: Option<Instant>,
    greeted_at: Option<Instant>,
    /// When all of the burst of answers is there again.
    answers_full_at: Instant,
}

impl Connection {
    fn new(key: LongTermPublicKey, friend: Option<FriendId>) -> Self {
        Self {
            key,
            friend,
            state: State::Connecting,
            reasons: Reasons::default(),
            hinted_at: None,
            queried_at: None,
            greeted_at: None,
            answers_full_at: Instant::ZERO,
        }
    }

    /// Through which friend connection and with which number of the conference packets go, if they do.
    pub(crate) fn online(&self) -> Option<(FriendId, u16)> {
        match (self.friend, self.state) {
            (Some(friend), State::Online(number)) => Some((friend, number)),
            _ => None,
        }
    }

    /// Whether it is time to ask for members because of an unknown author.
    pub(crate) fn may_query(&self, now: Instant) -> bool {
        self.queried_at.is_none_or(|at| now >= at + QUERY_INTERVAL)
    }

    pub(crate) fn note_query(&mut self, now: Instant) {
        self.queried_at = Some(now);
    }

    /// Whether another answer is due to this member. It is counted.
    pub(crate) fn take_answer(&mut self, now: Instant) -> bool {
        let full_at = self.answers_full_at.max(now) + ANSWER_INTERVAL;
        if full_at - now > ANSWER_INTERVAL * ANSWER_BURST {
            return false;
        }
        self.answers_full_at = full_at;
        true
    }

    /// Whether it is time to say again that we are there.
    pub(crate) fn may_greet_again(&self, now: Instant) -> bool {
        self.greeted_at.is_none_or(|at| now >= at + GREETING_INTERVAL)
    }

    pub(crate) fn note_greeting(&mut self, now: Instant) {
        self.greeted_at = Some(now);
    }

    /// Whether the friend connection should hear of another DHT key. It is noted.
    pub(crate) fn take_hint(&mut self, now: Instant) -> bool {
        let takes = self.friend.is_none() && self.hinted_at.is_none_or(|at| now >= at + HINT_INTERVAL);
        if takes {
            self.hinted_at = Some(now);
        }
        takes
    }
}

/// The connections of one conference.
#[derive(Debug, Default)]
pub(crate) struct Connections {
    list: Vec<Connection>,
    /// Whether one that was online is not any longer.
    pub(crate) lost: bool,
}

impl Connections {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Connection> {
        self.list.iter()
    }

    /// The connection that uses this friend connection.
    pub(crate) fn by_friend(&mut self, friend: FriendId) -> Option<&mut Connection> {
        self.list.iter_mut().find(|connection| connection.friend == Some(friend))
    }

    pub(crate) fn by_key(&mut self, key: &LongTermPublicKey) -> Option<&mut Connection> {
        self.list.iter_mut().find(|connection| connection.key == *key)
    }

    pub(crate) fn online_count(&self) -> usize {
        self.list.iter().filter(|connection| connection.online().is_some()).count()
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Adds a reason, and with it a connection if there is none. `None` if all places are taken and none is free for it.
    pub(crate) fn add(
        &mut self,
        holds: &mut Holds,
        keys: (LongTermPublicKey, DhtPublicKey),
        friend: Option<FriendId>,
        reason: Reason,
    ) -> Option<&mut Connection> {
        let (key, dht_key) = keys;
        if self.by_key(&key).is_none() {
            if self.list.len() >= MAX_CONNECTIONS && reason == Reason::Closest {
                self.drop_least(holds);
            }
            if self.list.len() >= MAX_CONNECTIONS {
                return None;
            }
            holds.add(key, dht_key);
            self.list.push(Connection::new(key, friend));
        }
        let connection = self.by_key(&key)?;
        connection.reasons.add(reason);
        Some(connection)
    }

    /// Takes a reason away, and with the last one the connection.
    pub(crate) fn remove_reason(&mut self, holds: &mut Holds, key: &LongTermPublicKey, reason: Reason) {
        let Some(connection) = self.by_key(key) else { return };
        connection.reasons.remove(reason);
        if connection.reasons.is_empty() {
            self.remove(holds, key);
        }
    }

    /// Removes a connection, whatever reasons it has.
    pub(crate) fn remove(&mut self, holds: &mut Holds, key: &LongTermPublicKey) {
        if let Some(at) = self.list.iter().position(|connection| connection.key == *key) {
            self.remove_at(holds, at);
        }
    }

    /// Removes all.
    pub(crate) fn clear(&mut self, holds: &mut Holds) {
        for connection in self.list.drain(..) {
            holds.remove(connection.key);
        }
    }

    /// Keeps some places free for those who come.
    pub(crate) fn make_room(&mut self, holds: &mut Holds) {
        while self.list.len() > MAX_CONNECTIONS - SPARE_CONNECTIONS {
            self.drop_least(holds);
        }
    }

    /// Ends those for which there is no reason any more, as for who lingered and went down.
    pub(crate) fn remove_needless(&mut self, holds: &mut Holds) {
        while let Some(at) = self.list.iter().position(|connection| connection.reasons.is_empty()) {
            self.remove_at(holds, at);
        }
    }

    /// Whether another one may be added that is not needed now.
    pub(crate) fn has_room(&self) -> bool {
        self.list.len() < MAX_CONNECTIONS - SPARE_CONNECTIONS
    }

    /// A friend connection went down: the conference has to be agreed on anew when it comes back.
    pub(crate) fn down(&mut self, friend: FriendId) -> bool {
        let Some(connection) = self.by_friend(friend) else { return false };
        connection.friend = None;
        connection.greeted_at = None;
        connection.queried_at = None;
        connection.reasons.remove(Reason::Lingering);
        let was_online = std::mem::replace(&mut connection.state, State::Connecting) != State::Connecting;
        self.lost |= was_online;
        true
    }

    /// Drops the one that is needed least: first one that does not stand, then one that is not of the closest.
    fn drop_least(&mut self, holds: &mut Holds) {
        let rank = |connection: &Connection| {
            let closest = connection.reasons.has(Reason::Closest);
            (closest, connection.online().is_some())
        };
        if let Some(at) = (0..self.list.len()).min_by_key(|at| self.list.get(*at).map(rank)) {
            self.remove_at(holds, at);
        }
    }

    /// Removes an entry that is there.
    fn remove_at(&mut self, holds: &mut Holds, at: usize) {
        let connection = self.list.remove(at);
        self.lost |= connection.online().is_some();
        holds.remove(connection.key);
    }
}

#[cfg(test)]
mod tests;
