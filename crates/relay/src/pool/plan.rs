//! Which relays are connected, and for what.

use super::config::{GUEST_PATIENCE, IDLE_CLOSE, MAX_CONNECTING, SLOW_CONNECT};
use super::network::Network;
use super::relays::{Need, Relay};
use super::*;

impl RelayPool {
    pub(super) fn plan_if_changed(&mut self) {
        if self.changed {
            self.changed = false;
            self.plan(self.now);
        }
    }

    fn plan(&mut self, now: Instant) {
        for (_, relay) in self.relays.iter_mut() {
            relay.need = Need::None;
        }
        self.plan_routes();
        self.plan_kept(now);
        self.close_idle(now);
        self.close_excess(now);
        for need in [Need::Use, Need::Keep, Need::Seek, Need::UseGuest, Need::SeekGuest] {
            self.open_needed(now, need);
        }
    }

    fn plan_routes(&mut self) {
        for route in self.routes.iter().filter(|route| !route.sleeping) {
            let online = route.ties.iter().filter(|tie| tie.state.is_online());
            let online = online.filter_map(|tie| Some((tie.relay, self.relays.get(tie.relay)?)));
            let good = online.filter(|(_, relay)| is_sound(relay, &self.links));
            let used = pick_distinct(&good.map(|(index, relay)| (index, relay.network())), RELAYS_PER_ROUTE);
            for tie in &route.ties {
                let Some(relay) = self.relays.get_mut(tie.relay) else { continue };
                let need = if used.relays.contains(&Some(tie.relay)) {
                    if route.guest { Need::UseGuest } else { Need::Use }
                } else if used.count < RELAYS_PER_ROUTE || used.adds_a_network(relay.network()) {
                    if route.guest { Need::SeekGuest } else { Need::Seek }
                } else {
                    Need::None
                };
                relay.need = relay.need.max(need);
            }
        }
    }

    /// Keeps some relays for everybody: connected ones first, then those that may be tried.
    fn plan_kept(&mut self, now: Instant) {
        let wanted = if self.onion_wanted { self.config.kept_links.max(ONION_RELAYS) } else { self.config.kept_links };
        let mut candidates: Vec<_> =
            self.relays.iter().filter(|(_, relay)| relay.general || relay.up().is_some()).collect();
        candidates.sort_by_key(|(_, relay)| {
            let doubtful = relay.up().is_some() && !is_sound(relay, &self.links);
            (doubtful, self.config.own_links > 0 && !relay.general, preference(relay), relay.rank)
        });
        let counts = |relay: &Relay| match relay.state {
            RelayState::Up { .. } => is_sound(relay, &self.links),
            RelayState::Opening { since, .. } => now - since < SLOW_CONNECT,
            RelayState::Idle => relay.retry_at <= now,
        };
        let (mut kept, mut count) = (Vec::new(), 0);
        let mut networks = Vec::new();
        for another_network in [true, false] {
            for (index, relay) in &candidates {
                let new = !networks.contains(&relay.network());
                if count >= wanted || new != another_network || kept.contains(index) {
                    continue;
                }
                if counts(relay) {
                    count += 1;
                    networks.push(relay.network());
                }
                kept.push(*index);
            }
        }
        let mut onion = if self.onion_wanted { ONION_RELAYS } else { 0 };
        for (_, relay) in self.relays.iter_mut() {
            relay.onion = false;
        }
        for index in kept {
            let Some(relay) = self.relays.get_mut(index) else { continue };
            relay.need = relay.need.max(Need::Keep);
            if relay.up().is_some() && onion > 0 {
                relay.onion = true;
                onion -= 1;
            }
        }
    }

    /// Closes links that were not needed for a while.
    fn close_idle(&mut self, now: Instant) {
        let mut idle = Vec::new();
        let mut wake = None;
        for (_, relay) in self.relays.iter_mut() {
            let Some(link) = relay.up() else { continue };
            if relay.need > Need::None {
                relay.idle_since = None;
                continue;
            }
            let close_at = *relay.idle_since.get_or_insert(now) + IDLE_CLOSE;
            if close_at <= now {
                idle.push(link);
            } else {
                wake = Some(wake.map_or(close_at, |at: Instant| at.min(close_at)));
            }
        }
        wake.into_iter().for_each(|at| self.wake_at(at));
        for link in idle {
            self.close(now, link);
        }
    }

    /// Closes links that are more than there may be, the least needed first, those that are being made before others.
    fn close_excess(&mut self, now: Instant) {
        while self.links.len() > self.config.max_links {
            let spares_own = self.named_links() > self.named_share(now);
            let linked = self.relays.iter().filter_map(|(_, relay)| {
                let (is_up, link) = match relay.state {
                    RelayState::Idle => return None,
                    RelayState::Opening { link, .. } => (false, link),
                    RelayState::Up { link, .. } => (true, link),
                };
                Some((spares_own && relay.general, relay.need, is_up, link))
            });
            let Some((.., link)) = linked.min() else { return };
            self.close(now, link);
        }
    }

    fn open_needed(&mut self, now: Instant, need: Need) {
        let mut waiting: Vec<_> = self
            .relays
            .iter()
            .filter(|(_, relay)| relay.need == need && relay.state == RelayState::Idle)
            .map(|(index, relay)| (relay.failures, relay.rank, index, relay.retry_at))
            .collect();
        waiting.sort_unstable();
        for (_, _, index, retry_at) in waiting {
            if retry_at > now {
                self.wake_at(retry_at);
            } else if self.connecting(now) >= MAX_CONNECTING || !self.make_room(now, need, index) {
                if need == Need::SeekGuest {
                    self.wake_at(now + GUEST_PATIENCE);
                }
                return;
            } else {
                self.open(now, index);
                self.wake_at(now + SLOW_CONNECT);
            }
        }
    }

    /// Attempts that still count.
    fn connecting(&self, now: Instant) -> usize {
        let fresh =
            |relay: &Relay| matches!(relay.state, RelayState::Opening { since, .. } if now - since < SLOW_CONNECT);
        self.relays.iter().filter(|(_, relay)| fresh(relay)).count()
    }

    /// Whether one more stream may exist, to this relay; a less needed one is closed for it.
    fn make_room(&mut self, now: Instant, need: Need, index: RelayIndex) -> bool {
        let is_own = self.relays.get(index).is_some_and(|relay| relay.general);
        let (named, share) = (self.named_links(), self.named_share(now));
        if self.links.len() < self.config.max_links && (is_own || named < share) {
            return true;
        }
        let gives_way = |other: &Relay, since: Instant| {
            let is_idle_guest = other.need == Need::SeekGuest && now >= since + GUEST_PATIENCE;
            match (is_own, other.general) {
                (true, false) if named > share => true,
                (false, true) if named >= share => false,
                (false, false) if need == Need::SeekGuest => is_idle_guest || other.need < need,
                _ => other.need < need,
            }
        };
        let up = self.relays.iter().filter_map(|(at, relay)| match relay.state {
            RelayState::Up { link, since } if gives_way(relay, since) => Some((relay.need, since, link, at)),
            _ => None,
        });
        let Some((its_need, _, link, at)) = up.min() else { return false };
        let failures = self.relays.get(at).map_or(0, |relay| relay.failures);
        self.close(now, link);
        // Guests that were not there take turns.
        if let Some(relay) = self.relays.get_mut(at).filter(|_| its_need == Need::SeekGuest) {
            relay.failures = failures.saturating_add(1);
        }
        self.links.len() < self.config.max_links
    }

    /// Links to relays that others named.
    fn named_links(&self) -> usize {
        self.relays.iter().filter(|(_, relay)| !relay.general && relay.state != RelayState::Idle).count()
    }

    /// How many there may be of them: our own relays do not always want all that is theirs.
    fn named_share(&self, now: Instant) -> usize {
        let wants = |relay: &Relay| relay.state != RelayState::Idle || relay.retry_at <= now;
        let own = self.relays.iter().filter(|(_, relay)| relay.general && relay.need > Need::None && wants(relay));
        self.config.max_links.saturating_sub(own.count().min(self.config.own_links))
    }
}

fn is_sound(relay: &Relay, links: &Slab<Link>) -> bool {
    relay.up().and_then(|link| links.get(link)).is_some_and(|link| !link.doubtful)
}

/// Order in which relays are kept: connected and used, connected, on the way, by failures.
fn preference(relay: &Relay) -> (u8, u32, Instant) {
    match relay.state {
        RelayState::Up { since, .. } if relay.need == Need::Use => (0, 0, since),
        RelayState::Up { since, .. } => (1, 0, since),
        RelayState::Opening { .. } => (2, 0, Instant::ZERO),
        RelayState::Idle => (3, relay.failures, Instant::ZERO),
    }
}

/// Some relays of one route.
struct Picked {
    relays: [Option<RelayIndex>; MAX_RELAYS_PER_ROUTE],
    networks: [Option<Network>; MAX_RELAYS_PER_ROUTE],
    count: usize,
    distinct: usize,
}

impl Picked {
    /// Whether a relay of `network` would make the route depend less on one network.
    fn adds_a_network(&self, network: Network) -> bool {
        self.distinct < RELAYS_PER_ROUTE && !self.networks.contains(&Some(network))
    }
}

/// Picks up to `wanted` relays, those of different networks first.
fn pick_distinct(relays: &(impl Iterator<Item = (RelayIndex, Network)> + Clone), wanted: usize) -> Picked {
    let mut picked =
        Picked { relays: [None; MAX_RELAYS_PER_ROUTE], networks: [None; MAX_RELAYS_PER_ROUTE], count: 0, distinct: 0 };
    for another_network in [true, false] {
        for (relay, network) in relays.clone() {
            let new = !picked.networks.contains(&Some(network));
            if picked.count >= wanted || new != another_network || picked.relays.contains(&Some(relay)) {
                continue;
            }
            let place = picked.count;
            if let (Some(slot), Some(net)) = (picked.relays.get_mut(place), picked.networks.get_mut(place)) {
                (*slot, *net) = (Some(relay), Some(network));
                picked.count += 1;
                picked.distinct += usize::from(new);
            }
        }
    }
    picked
}
