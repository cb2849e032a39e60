//! What is kept for one friend.

use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{FriendId, Instant, TimerTable};

use crate::addresses::Addresses;
use crate::config::{DHT_KEY_LIFETIME, DOUBT_LIFETIME, DOUBT_MARGIN};
use crate::outgoing::OutgoingRequest;
use crate::relays::RememberedRelays;
use crate::{Ended, Phase};

/// One friend connection.
#[derive(Debug)]
pub(crate) struct Friend {
    pub(crate) id: FriendId,
    pub(crate) key: LongTermPublicKey,
    pub(crate) users: Users,
    pub(crate) state: State,
    pub(crate) addresses: Addresses,
    pub(crate) relays: RememberedRelays,
    /// Attempts since the last sign that the friend is there.
    pub(crate) attempts: u32,
    pub(crate) request: Option<Box<OutgoingRequest>>,
    pub(crate) timers: TimerTable<Timer, TIMERS>,
    pub(crate) history: History,
    /// The deadline that the list of all friends knows.
    pub(crate) scheduled: Option<Instant>,
}

/// Who needs a connection.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Users {
    pub(crate) is_friend: bool,
    /// Conferences and the like.
    pub(crate) holders: u32,
}

impl Users {
    pub(crate) const fn is_unused(&self) -> bool {
        !self.is_friend && self.holders == 0
    }
}

/// Where a friend connection is, with what is known then.
#[derive(Debug)]
pub(crate) enum State {
    /// His DHT key is unknown: the onion searches.
    Searching,
    /// It is known; the next attempt waits.
    Waiting(Peer),
    /// An attempt is under way.
    Connecting(Peer),
    /// Data flows.
    Connected(Peer, Box<Session>),
}

/// The friend's client of this run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    pub(crate) dht_key: DhtPublicKey,
    /// Last sign that he has this key.
    pub(crate) confirmed: Instant,
    pub(crate) since: Instant,
}

/// What is only known while connected.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Session {
    pub(crate) since: Instant,
    /// When the last lossless packet came.
    pub(crate) progress: Instant,
    /// While silence weighs more.
    pub(crate) doubt: Option<Doubt>,
    /// A DHT key that he told elsewhere, to be believed if this connection is dead.
    pub(crate) rumour: Option<DhtPublicKey>,
}

/// A reason to think that the connection is dead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doubt {
    /// Silence counts from here.
    pub(crate) from: Instant,
    /// If a packet comes after this, all is well.
    pub(crate) resolved_after: Instant,
    /// After this it is forgotten.
    pub(crate) until: Instant,
}

impl Doubt {
    /// A doubt that arises now, for which silence counts from another moment.
    pub(crate) fn new(now: Instant, from: Instant) -> Self {
        Self { from, resolved_after: now + DOUBT_MARGIN, until: now + DOUBT_LIFETIME }
    }
}

/// Facts for the diagnosis.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct History {
    pub(crate) phase_since: Instant,
    pub(crate) last_online: Option<Instant>,
    pub(crate) last_end: Option<(Ended, Instant)>,
    pub(crate) attempts_total: u32,
}

/// What a friend may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timer {
    /// Send an alive packet.
    Alive,
    /// Share relays.
    Share,
    /// Look whether the friend is silent.
    Silence,
    /// His DHT key is too old.
    KeyAge,
    /// Next attempt.
    Retry,
    /// Next friend request.
    Request,
}

/// Kinds of [`Timer`].
pub(crate) const TIMERS: usize = 6;

impl Friend {
    pub(crate) fn new(now: Instant, id: FriendId, key: LongTermPublicKey) -> Self {
        Self {
            id,
            key,
            users: Users::default(),
            state: State::Searching,
            addresses: Addresses::default(),
            relays: RememberedRelays::default(),
            attempts: 0,
            request: None,
            timers: TimerTable::new(),
            history: History { phase_since: now, ..History::default() },
            scheduled: None,
        }
    }

    /// The friend's DHT key, as far as it is known.
    pub(crate) const fn peer(&self) -> Option<&Peer> {
        match &self.state {
            State::Searching => None,
            State::Waiting(peer) | State::Connecting(peer) | State::Connected(peer, _) => Some(peer),
        }
    }

    pub(crate) const fn peer_mut(&mut self) -> Option<&mut Peer> {
        match &mut self.state {
            State::Searching => None,
            State::Waiting(peer) | State::Connecting(peer) | State::Connected(peer, _) => Some(peer),
        }
    }

    pub(crate) const fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.state {
            State::Connected(_, session) => Some(session),
            State::Searching | State::Waiting(_) | State::Connecting(_) => None,
        }
    }

    pub(crate) const fn phase(&self) -> Phase {
        match self.state {
            State::Searching => Phase::Searching,
            State::Waiting(_) => Phase::Waiting,
            State::Connecting(_) => Phase::Connecting,
            State::Connected(..) => Phase::Connected,
        }
    }

    /// Whether net-crypto has something of this friend: a connection or an attempt.
    pub(crate) const fn has_connection(&self) -> bool {
        matches!(self.state, State::Connecting(_) | State::Connected(..))
    }

    /// The one place where the state changes.
    pub(crate) fn enter(&mut self, now: Instant, state: State) {
        let before = self.phase();
        self.state = state;
        if self.phase() == before {
            return;
        }
        self.history.phase_since = now;
        if before == Phase::Connected {
            self.history.last_online = Some(now);
            for timer in [Timer::Alive, Timer::Share, Timer::Silence] {
                self.timers.stop(timer);
            }
        }
        match self.phase() {
            Phase::Searching | Phase::Connected => {
                self.timers.stop(Timer::Retry);
                self.timers.stop(Timer::KeyAge);
            }
            Phase::Connecting => self.timers.stop(Timer::Retry),
            Phase::Waiting => {}
        }
    }

    /// There is a sign that the friend is there under the key that we know.
    pub(crate) fn confirm(&mut self, now: Instant) {
        self.attempts = 0;
        let Some(peer) = self.peer_mut() else { return };
        peer.confirmed = now;
        if self.phase() != Phase::Connected {
            self.timers.set(Timer::KeyAge, now + DHT_KEY_LIFETIME);
        }
    }

    /// We slept: what is known is as old as it was before.
    pub(crate) fn shift(&mut self, by: Duration) {
        self.addresses.shift(by);
        let Some(peer) = self.peer_mut() else { return };
        peer.confirmed += by;
        let ends = peer.confirmed + DHT_KEY_LIFETIME;
        if self.timers.get(Timer::KeyAge).is_some() {
            self.timers.set(Timer::KeyAge, ends);
        }
    }
}
