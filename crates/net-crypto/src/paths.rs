//! What is known about the ways to one peer.

use std::net::SocketAddr;

use toxcore_sansio::{Instant, RouteId, StreamId};
use toxcore_wire::is_lan;

use self::copies::Copies;
use self::doubt::Doubt;
use crate::statistics::{AddressFact, Ways};
use crate::{PROBE_MAX_LEN, Target, UDP_DIRECT_TIMEOUT, UDP_DOUBT_TIMEOUT};

mod choice;
mod copies;
mod doubt;

pub(crate) use self::choice::{Choice, PacketClass, Route};

/// Facts: one address for each family, a relay route, and a relay through which out-of-band packets came.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    v4: Option<UdpFact>,
    v6: Option<UdpFact>,
    /// The address that another replaced last: the peer's packets may still come from there, and if the other was wrong, show it.
    former: Option<SocketAddr>,
    relay: Option<RelayFact>,
    oob: Option<StreamId>,
    probed: Option<Instant>,
    doubt: Doubt,
    copies: Copies,
}

#[derive(Clone, Copy, Debug)]
struct UdpFact {
    addr: SocketAddr,
    heard: Option<Instant>,
    /// Packets sent there.
    sent: u64,
}

#[derive(Clone, Copy, Debug)]
struct RelayFact {
    route: RouteId,
    /// Since when the pool takes nothing for it.
    full_since: Option<Instant>,
}

impl Paths {
    /// An address told by others. `heard` is when the peer was last known to answer there.
    pub(crate) fn learn(&mut self, now: Instant, addr: SocketAddr, heard: Option<Instant>) {
        let fact = if addr.is_ipv4() { &mut self.v4 } else { &mut self.v6 };
        match fact {
            Some(known) if known.addr == addr => known.heard = known.heard.max(heard),
            // A neighbour's address in our own network is better than what we see of its router.
            Some(known) if is_lan(&known.addr.ip()) && !is_lan(&addr.ip()) && known.is_live(now) => {}
            Some(known) if known.is_live(now) && heard.is_none() => {}
            _ => {
                self.former = fact.map(|known| known.addr).or(self.former);
                *fact = Some(UdpFact { addr, heard, sent: 0 });
            }
        }
    }

    pub(crate) fn received(&mut self, now: Instant, from: Target) {
        match from {
            Target::Udp(addr) => self.learn(now, addr, Some(now)),
            Target::Relay(route) => self.set_relay(Some(route)),
            Target::Oob { link, .. } => self.oob = Some(link),
        }
    }

    pub(crate) fn set_relay(&mut self, route: Option<RouteId>) {
        if self.relay() != route {
            self.relay = route.map(|route| RelayFact { route, full_since: None });
        }
    }

    pub(crate) fn relay(&self) -> Option<RouteId> {
        self.relay.map(|fact| fact.route)
    }

    /// The pool takes nothing for the relay route, or takes packets again.
    pub(crate) fn set_relay_full(&mut self, now: Instant, full: bool) {
        if let Some(fact) = &mut self.relay {
            fact.full_since = full.then(|| fact.full_since.unwrap_or(now));
        }
    }

    /// Something tells that our packets do not arrive over UDP, or the peer's do not: relays carry everything too for a while.
    pub(crate) fn doubt(&mut self, now: Instant) {
        if self.is_direct(now) {
            self.doubt.raise(now);
        }
    }

    /// Forgets that addresses work, because our own network changed.
    pub(crate) fn forget_heard(&mut self) {
        for fact in [&mut self.v4, &mut self.v6].into_iter().flatten() {
            fact.heard = None;
        }
        self.probed = None;
    }

    /// Whether UDP packets arrive.
    pub(crate) fn is_direct(&self, now: Instant) -> bool {
        self.facts().any(|fact| fact.is_live(now))
    }

    /// When [`is_direct`](Self::is_direct) becomes false if nothing arrives.
    pub(crate) fn direct_until(&self) -> Option<Instant> {
        self.heard().map(|heard| heard + UDP_DIRECT_TIMEOUT)
    }

    /// Whether UDP needs no help by relays.
    pub(crate) fn is_sure(&self, now: Instant) -> bool {
        self.sure_until().is_some_and(|until| now < until) && !self.doubt.is_raised(now)
    }

    /// When silence makes [`is_sure`](Self::is_sure) false.
    pub(crate) fn sure_until(&self) -> Option<Instant> {
        self.heard().map(|heard| heard + UDP_DOUBT_TIMEOUT)
    }

    /// When evidence against UDP counts no more.
    pub(crate) fn doubt_until(&self) -> Option<Instant> {
        self.doubt.until()
    }

    /// When something arrived over UDP last.
    pub(crate) fn heard(&self) -> Option<Instant> {
        self.facts().filter_map(|fact| fact.heard).max()
    }

    /// What remains of a route that was chosen for packets of so many bytes: full ones go two ways only so often.
    pub(crate) fn spare(&self, now: Instant, route: Route, len: usize) -> Route {
        if is_copied(&route, len) && !self.copies.may_leave(now) { Route { udp: None, ..route } } else { route }
    }

    /// Notes that so many packets of so many bytes went to `route` at `now`.
    pub(crate) fn sent(&mut self, now: Instant, route: &Route, packets: u64, len: usize) {
        let Some(addr) = route.udp else { return };
        if is_copied(route, len) {
            self.copies.left(now, packets);
        }
        if !self.is_direct(now) {
            self.probed = Some(now);
        }
        for fact in [&mut self.v4, &mut self.v6].into_iter().flatten().filter(|fact| fact.addr == addr) {
            fact.sent = fact.sent.saturating_add(packets);
        }
    }

    /// The addresses and the route by which packets of this peer are known.
    pub(crate) fn keys(&self) -> [Option<Target>; KEYS] {
        let [v4, v6] = [self.v4, self.v6].map(|fact| fact.map(|fact| fact.addr));
        let former = self.former.filter(|addr| ![v4, v6].contains(&Some(*addr)));
        let [v4, v6, former] = [v4, v6, former].map(|addr| addr.map(Target::Udp));
        [v4, v6, former, self.relay().map(Target::Relay)]
    }

    /// The addresses, for people who ask why a friend cannot be reached.
    pub(crate) fn ways(&self) -> Ways {
        let address = |fact: &UdpFact| AddressFact { addr: fact.addr, heard: fact.heard, sent: fact.sent };
        Ways {
            ipv4: self.v4.as_ref().map(address),
            ipv6: self.v6.as_ref().map(address),
            relay: self.relay(),
            relay_full: self.relay.is_some_and(|fact| fact.full_since.is_some()),
            oob: self.oob,
        }
    }

    /// LAN over IPv6 over other IPv4, among those that `is_good` admits.
    fn preferred(&self, is_good: impl Fn(&UdpFact) -> bool) -> Option<&UdpFact> {
        if self.v6.is_none() {
            return self.v4.as_ref().filter(|fact| is_good(fact));
        }
        let lan = self.v4.as_ref().filter(|fact| is_lan(&fact.addr.ip()));
        [lan, self.v6.as_ref(), self.v4.as_ref()].into_iter().flatten().find(|fact| is_good(fact))
    }

    fn facts(&self) -> impl Iterator<Item = &UdpFact> {
        self.v4.iter().chain(&self.v6)
    }
}

/// Whether packets of so many bytes are full ones that go both ways.
fn is_copied(route: &Route, len: usize) -> bool {
    route.udp.is_some() && route.relay.is_some() && len >= PROBE_MAX_LEN
}

/// Targets by which packets of one peer are known.
pub(crate) const KEYS: usize = 4;

impl UdpFact {
    fn is_live(&self, now: Instant) -> bool {
        self.heard.is_some_and(|at| now < at + UDP_DIRECT_TIMEOUT)
    }
}

#[cfg(test)]
mod tests;
