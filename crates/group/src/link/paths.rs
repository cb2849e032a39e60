//! What is known about the ways to one member.

use std::collections::VecDeque;
use std::net::SocketAddr;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{Instant, RouteId, StreamId};
use toxcore_wire::relay::MAX_OOB_LEN;
use toxcore_wire::{RelayInfo, is_lan};

use super::Target;
use super::limits::{DIRECT_TIMEOUT, MAX_MEMBER_RELAYS, UDP_TRY_INTERVAL};

/// One address for each family, a relay route, and a relay through which out-of-band packets came.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    v4: Option<Address>,
    v6: Option<Address>,
    route: Option<RouteId>,
    oob: Option<StreamId>,
    relays: VecDeque<RelayInfo>,
    /// When an address that may not work was used beside relays.
    tried: Option<Instant>,
}

#[derive(Clone, Copy, Debug)]
struct Address {
    addr: SocketAddr,
    /// When something of the session came from there.
    heard: Option<Instant>,
}

/// How a packet shows where its sender is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Others say so, or it may be a copy of what somebody else has caught.
    Told,
    /// It was opened, but may be a copy.
    Opened,
    /// It was opened and is new.
    New,
}

impl Address {
    fn is_live(&self, now: Instant) -> bool {
        self.heard.is_some_and(|at| now < at + DIRECT_TIMEOUT)
    }
}

impl Paths {
    /// The member was told, or seen, to be there. An address that works gives way only to proof.
    pub(crate) fn learn(&mut self, now: Instant, from: Target, evidence: Evidence) {
        let addr = match from {
            Target::Udp(addr) => addr,
            Target::Relay(route) => return self.route = Some(route),
            Target::Oob { link, .. } => return self.oob = Some(link),
        };
        let place = if addr.is_ipv4() { &mut self.v4 } else { &mut self.v6 };
        let heard = (evidence != Evidence::Told).then_some(now);
        match place {
            Some(known) if known.addr == addr => known.heard = known.heard.max(heard),
            Some(known) if known.is_live(now) && evidence != Evidence::New => {}
            // A neighbour's address in our own network is better than what we see of its router.
            Some(known) if known.is_live(now) && is_lan(&known.addr.ip()) && !is_lan(&addr.ip()) => {}
            _ => *place = Some(Address { addr, heard }),
        }
    }

    /// Forgets that addresses work, because our own network changed.
    pub(crate) fn forget_heard(&mut self) {
        [&mut self.v4, &mut self.v6].into_iter().flatten().for_each(|known| known.heard = None);
        self.tried = None;
    }

    /// Sets or takes away the route through relays.
    pub(crate) const fn set_route(&mut self, route: Option<RouteId>) {
        self.route = route;
    }

    /// Remembers a relay of the member. Returns whether it is news.
    pub(crate) fn add_relay(&mut self, relay: RelayInfo) -> bool {
        if self.relays.contains(&relay) {
            return false;
        }
        if self.relays.len() >= MAX_MEMBER_RELAYS {
            self.relays.pop_front();
        }
        self.relays.push_back(relay);
        true
    }

    /// Relays of the member, the one heard of last at the end.
    pub(crate) fn relays(&self) -> impl ExactSizeIterator<Item = &RelayInfo> {
        self.relays.iter()
    }

    /// Whether packets arrive over UDP.
    pub(crate) fn is_direct(&self, now: Instant) -> bool {
        self.addresses().any(|known| known.is_live(now))
    }

    /// When [`is_direct`](Self::is_direct) becomes false if nothing arrives.
    pub(crate) fn direct_until(&self) -> Option<Instant> {
        self.addresses().filter_map(|known| known.heard).max().map(|heard| heard + DIRECT_TIMEOUT)
    }

    /// Where the member is, best first.
    pub(crate) fn address(&self, now: Instant) -> Option<SocketAddr> {
        self.best(|known| known.is_live(now)).or_else(|| self.best(|_| true))
    }

    /// The `n`-th try of an address: those that are known take turns.
    pub(crate) fn try_address(&self, n: usize) -> Option<Target> {
        let count = self.addresses().count();
        self.addresses().nth(n.checked_rem(count)?).map(|known| Target::Udp(known.addr))
    }

    /// The way through relays.
    pub(crate) fn relayed(&self, key: &EphemeralPublicKey) -> Option<Target> {
        let oob = self.oob.map(|link| Target::Oob { link, peer: *key });
        self.route.map(Target::Relay).or(oob)
    }

    /// Where a packet of a session goes. `doubtful` is that what went over UDP seems not to have arrived.
    pub(crate) fn choose(
        &mut self,
        now: Instant,
        key: &EphemeralPublicKey,
        len: usize,
        doubtful: bool,
    ) -> [Option<Target>; 2] {
        let relayed = self.relayed(key).filter(|way| matches!(way, Target::Relay(_)) || len <= MAX_OOB_LEN);
        let live = self.best(|known| known.is_live(now)).map(Target::Udp);
        if live.is_some() {
            return [live, relayed.filter(|_| doubtful)];
        }
        let known = self.best(|_| true).map(Target::Udp);
        let rested = self.tried.is_none_or(|at| now >= at + UDP_TRY_INTERVAL);
        let tried = known.filter(|_| relayed.is_none() || rested);
        if tried.is_some() {
            self.tried = Some(now);
        }
        [relayed, tried]
    }

    fn best(&self, is_good: impl Fn(&Address) -> bool) -> Option<SocketAddr> {
        let lan = self.v4.as_ref().filter(|known| is_lan(&known.addr.ip()));
        let order = [lan, self.v6.as_ref(), self.v4.as_ref()];
        order.into_iter().flatten().find(|known| is_good(known)).map(|known| known.addr)
    }

    fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.v4.iter().chain(&self.v6)
    }
}

#[cfg(test)]
mod tests;
