//! What is known about the ways to one peer, and the choice among them.

use std::net::SocketAddr;

use toxcore_sansio::{Instant, RouteId, StreamId};
use toxcore_wire::is_lan;

use crate::{PROBE_MAX_LEN, Target, UDP_DIRECT_TIMEOUT, UDP_DOUBT_TIMEOUT, UDP_PROBE_INTERVAL};

/// Facts: one address for each family, a relay route, and a relay through which out-of-band packets came.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    v4: Option<UdpFact>,
    v6: Option<UdpFact>,
    relay: Option<RouteId>,
    oob: Option<StreamId>,
    probed: Option<Instant>,
}

#[derive(Clone, Copy, Debug)]
struct UdpFact {
    addr: SocketAddr,
    heard: Option<Instant>,
}

/// What is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PacketClass {
    /// Cookie requests and handshakes: every way is tried.
    Handshake,
    /// A data packet of so many bytes.
    Data(usize),
}

/// Where one packet goes: to both if both are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) udp: Option<SocketAddr>,
    pub(crate) relay: Option<RouteId>,
    /// For handshakes while there is no relay route.
    pub(crate) oob: Option<StreamId>,
}

impl Route {
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::default()
    }
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
            _ => *fact = Some(UdpFact { addr, heard }),
        }
    }

    pub(crate) fn received(&mut self, now: Instant, from: Target) {
        match from {
            Target::Udp(addr) => self.learn(now, addr, Some(now)),
            Target::Relay(route) => self.relay = Some(route),
            Target::Oob { link, .. } => self.oob = Some(link),
        }
    }

    pub(crate) fn set_relay(&mut self, route: Option<RouteId>) {
        self.relay = route;
    }

    /// Forgets that addresses work, because our own network changed.
    pub(crate) fn doubt(&mut self) {
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
        self.facts().filter_map(|fact| fact.heard).max().map(|heard| heard + UDP_DIRECT_TIMEOUT)
    }

    /// The choice. Pure: the same facts, time and class give the same route.
    pub(crate) fn route(&self, now: Instant, class: PacketClass) -> Route {
        let live = self.preferred(|fact| fact.is_live(now));
        let any = live.or_else(|| self.preferred(|_| true)).map(|fact| fact.addr);
        let relay = self.relay;
        match class {
            PacketClass::Handshake => Route { udp: any, relay, oob: self.oob.filter(|_| relay.is_none()) },
            PacketClass::Data(_) if live.is_some_and(|fact| fact.is_sure(now)) => {
                Route { udp: any, ..Route::default() }
            }
            PacketClass::Data(_) if live.is_some() => Route { udp: any, relay, oob: None },
            PacketClass::Data(len) => {
                let rested = self.probed.is_none_or(|at| now > at + UDP_PROBE_INTERVAL);
                let may_probe = len < PROBE_MAX_LEN && (rested || relay.is_none());
                Route { udp: any.filter(|_| may_probe), relay, oob: None }
            }
        }
    }

    /// Notes that a packet went to `route` at `now`.
    pub(crate) fn sent(&mut self, now: Instant, route: &Route) {
        if route.udp.is_some() && !self.is_direct(now) {
            self.probed = Some(now);
        }
    }

    /// The addresses and the route by which packets of this peer are known.
    pub(crate) fn keys(&self) -> [Option<Target>; 3] {
        [self.v4.map(|f| Target::Udp(f.addr)), self.v6.map(|f| Target::Udp(f.addr)), self.relay.map(Target::Relay)]
    }

    /// LAN over IPv6 over other IPv4, among those that `is_good` admits.
    fn preferred(&self, is_good: impl Fn(&UdpFact) -> bool) -> Option<&UdpFact> {
        let lan = self.v4.as_ref().filter(|fact| is_lan(&fact.addr.ip()));
        [lan, self.v6.as_ref(), self.v4.as_ref()].into_iter().flatten().find(|fact| is_good(fact))
    }

    fn facts(&self) -> impl Iterator<Item = &UdpFact> {
        self.v4.iter().chain(&self.v6)
    }
}

impl UdpFact {
    fn is_live(&self, now: Instant) -> bool {
        self.heard.is_some_and(|at| now < at + UDP_DIRECT_TIMEOUT)
    }

    fn is_sure(&self, now: Instant) -> bool {
        self.heard.is_some_and(|at| now < at + UDP_DOUBT_TIMEOUT)
    }
}

#[cfg(test)]
mod tests;
