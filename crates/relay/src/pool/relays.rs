use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Instant, Rng, StreamId};
use toxcore_wire::RelayInfo;

use super::config::{FIRST_BACK_OFF, LAST_BACK_OFF, MAX_GENERAL_RELAYS, MAX_RELAYS, RECONNECT_SPREAD, STABLE};
use super::network::Network;

/// Slot of a relay in its table. Ties and relays point at each other, and both ends go together.
pub(super) type RelayIndex = usize;
/// Slot of a route in its table.
pub(super) type RouteIndex = usize;

/// A relay that we know.
#[derive(Debug)]
pub(super) struct Relay {
    pub(super) key: DhtPublicKey,
    /// Where it is tried.
    pub(super) addr: SocketAddr,
    /// Where it is said to be as well (its other family, or what a stranger says).
    pub(super) other_addr: Option<SocketAddr>,
    /// Whether it may be used for no route in particular.
    pub(super) general: bool,
    pub(super) state: RelayState,
    /// Until then what is known of the other end's system is not taken for the relay's.
    pub(super) hidden_until: Instant,
    /// Attempts in a row that led to no stable link.
    pub(super) failures: u32,
    /// Not tried before.
    pub(super) retry_at: Instant,
    /// Routes that are tied to it.
    pub(super) routes: Vec<RouteIndex>,
    /// What it is needed for, as planned last.
    pub(super) need: Need,
    /// Kept for the onion.
    pub(super) onion: bool,
    /// Since when its link is not needed.
    pub(super) idle_since: Option<Instant>,
    /// Order among relays of which nothing else is known; random, so that clients spread.
    pub(super) rank: u64,
}

/// What is between us and a relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RelayState {
    /// No stream.
    Idle,
    /// A stream is being made.
    Opening { link: StreamId, since: Instant },
    /// The handshake is done.
    Up { link: StreamId, since: Instant },
}

/// Whose system it is that our streams to a relay end at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gauge {
    /// The relay's own.
    Relay,
    /// Perhaps one in between, a proxy or a middlebox, which takes what the relay's own may not.
    Unknown,
}

/// What a relay is needed for, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// Nothing.
    None,
    /// A guest may be found there.
    SeekGuest,
    /// A guest is there.
    UseGuest,
    /// A peer may be found there.
    Seek,
    /// Being found by others; the onion.
    Keep,
    /// A peer is there.
    Use,
}

impl Relay {
    pub(super) const fn info(&self) -> RelayInfo {
        RelayInfo { addr: self.addr, key: self.key }
    }

    pub(super) fn network(&self) -> Network {
        Network::of(&self.addr)
    }

    /// The link, if its handshake is done.
    pub(super) const fn up(&self) -> Option<StreamId> {
        match self.state {
            RelayState::Up { link, .. } => Some(link),
            RelayState::Idle | RelayState::Opening { .. } => None,
        }
    }

    /// Says that it is at `addr` too, says somebody.
    pub(super) fn learn(&mut self, addr: SocketAddr) {
        if addr != self.addr {
            self.other_addr = Some(addr);
        }
    }

    /// Its stream ended: sets when it is tried again.
    pub(super) fn ended(&mut self, now: Instant, rng: &mut Rng) {
        let stable = matches!(self.state, RelayState::Up { since, .. } if now - since >= STABLE);
        self.failures = if stable { 0 } else { self.failures.saturating_add(1) };
        self.retry_at = now + back_off(self.failures, rng);
        self.state = RelayState::Idle;
        self.idle_since = None;
        self.onion = false;
        if let Some(other) = self.other_addr.filter(|_| self.failures > 0) {
            self.other_addr = Some(std::mem::replace(&mut self.addr, other));
        }
    }
}

/// Delay before the next attempt after so many failures in a row.
fn back_off(failures: u32, rng: &mut Rng) -> Duration {
    let whole = match failures.checked_sub(1) {
        None => return random_below(RECONNECT_SPREAD, rng),
        Some(doublings) => FIRST_BACK_OFF.saturating_mul(1 << doublings.min(16)).min(LAST_BACK_OFF),
    };
    whole / 2 + random_below(whole / 2, rng)
}

fn random_below(span: Duration, rng: &mut Rng) -> Duration {
    let micros = usize::try_from(span.as_micros()).unwrap_or(usize::MAX);
    Duration::from_micros(rng.below(micros) as u64)
}

/// All relays that we know.
#[derive(Debug, Default)]
pub(super) struct RelayTable {
    slots: Vec<Option<Relay>>,
    free: Vec<RelayIndex>,
    by_key: HashMap<DhtPublicKey, RelayIndex>,
    general: usize,
}

impl RelayTable {
    pub(super) fn get(&self, index: RelayIndex) -> Option<&Relay> {
        self.slots.get(index)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, index: RelayIndex) -> Option<&mut Relay> {
        self.slots.get_mut(index)?.as_mut()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (RelayIndex, &Relay)> {
        self.slots.iter().enumerate().filter_map(|(index, slot)| Some((index, slot.as_ref()?)))
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (RelayIndex, &mut Relay)> {
        self.slots.iter_mut().enumerate().filter_map(|(index, slot)| Some((index, slot.as_mut()?)))
    }

    pub(super) fn find(&self, key: &DhtPublicKey) -> Option<RelayIndex> {
        self.by_key.get(key).copied()
    }

    /// The relay of this key, known from now on. `None` if there is no room.
    pub(super) fn insert(&mut self, info: &RelayInfo, rank: u64) -> Option<RelayIndex> {
        if let Some(index) = self.find(&info.key) {
            self.get_mut(index)?.learn(info.addr);
            return Some(index);
        }
        if self.by_key.len() >= MAX_RELAYS {
            return None;
        }
        let relay = Relay {
            key: info.key,
            addr: info.addr,
            other_addr: None,
            general: false,
            state: RelayState::Idle,
            hidden_until: Instant::ZERO,
            failures: 0,
            retry_at: Instant::ZERO,
            routes: Vec::new(),
            need: Need::None,
            onion: false,
            idle_since: None,
            rank,
        };
        let index = match self.free.pop() {
            Some(index) => index,
            None => {
                self.slots.push(None);
                self.slots.len() - 1
            }
        };
        *self.slots.get_mut(index)? = Some(relay);
        self.by_key.insert(info.key, index);
        Some(index)
    }

    /// Makes a relay usable for no route in particular. If there are too many such, the one that failed most gives way;
    /// `false` if none failed.
    pub(super) fn make_general(&mut self, index: RelayIndex) -> bool {
        if self.get(index).is_none_or(|relay| relay.general) {
            return true;
        }
        if self.general >= MAX_GENERAL_RELAYS {
            let idle = |relay: &Relay| relay.general && relay.failures > 0 && relay.state == RelayState::Idle;
            let worst = self.iter().filter(|(_, relay)| idle(relay)).max_by_key(|(_, relay)| relay.failures);
            let Some((worst, _)) = worst else { return false };
            self.get_mut(worst).into_iter().for_each(|relay| relay.general = false);
            self.general -= 1;
            self.forget_unused(worst);
        }
        self.get_mut(index).into_iter().for_each(|relay| relay.general = true);
        self.general += 1;
        true
    }

    /// Forgets a relay that nothing keeps.
    pub(super) fn forget_unused(&mut self, index: RelayIndex) {
        let kept = |relay: &Relay| relay.general || !relay.routes.is_empty() || relay.state != RelayState::Idle;
        let Some(slot) = self.slots.get_mut(index).filter(|slot| slot.as_ref().is_some_and(|relay| !kept(relay)))
        else {
            return;
        };
        if let Some(relay) = slot.take() {
            self.by_key.remove(&relay.key);
            self.free.push(index);
        }
    }
}
